"""同比: the change in a year, plain and like for like, and which units it came from."""

from sydata.ui import data
from sydata.ui.change_panels import boundary_notes, change_panel, contribution_panel, dumbbell_panel
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.choose import indicator
from sydata.ui.parts.head import page_head, remarks
from sydata.ui.reading import change_sentence, doubt_sentences

page = open_page("yoy")
facts = data.pair(page.source, page.period)
question = _("How far did the figures move in a year?")
page_head(page, question, change_sentence(page, facts))
remarks([*doubt_sentences(page), *boundary_notes(page)])
change_panel(page, facts)
shown = indicator(page.lang)
contribution_panel(page, facts, shown)
dumbbell_panel(page, facts, shown)
