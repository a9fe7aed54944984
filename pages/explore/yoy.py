"""同比: the change in a year, plain and like for like, and which units it came from."""

from sydata.ui.change_panels import boundary_notes, change_panel, contribution_panel, dumbbell_panel
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.choose import indicator
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.parts.sources import sources_panel
from sydata.ui.reading import change_sentence, doubt_sentences

page = open_page("yoy")
question = _("How far did the figures move in a year?")
page_head(page, question, change_sentence(page))
remarks([*doubt_sentences(page), *boundary_notes(page)])
change_panel(page)
shown = indicator(page.lang)
contribution_panel(page, shown)
dumbbell_panel(page, shown)
sources_panel(page, "yoy")
