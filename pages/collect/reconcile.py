"""对账: what was added up against what it was added up from, down to the two cells."""

from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head
from sydata.ui.reconcile_panels import answer, levels_panel, rollup_panel, within_panel
from sydata.ui.reconciling import reconciled

page = open_page("reconcile")
found = reconciled(page.source, page.period)
page_head(page, _("Do the totals say what the units say?"), answer(found, page.lang))
rollup_panel(page, found.rollups)
within_panel(page, found.within)
levels_panel(page, found.levels)
