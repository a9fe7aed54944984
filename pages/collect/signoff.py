"""审定: what stands against signing a period off, the sign-off, its versions, and what differs between them."""

from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.panels import coverage_panel
from sydata.ui.parts.head import page_head
from sydata.ui.signoff_panels import (
    against_panel,
    answer,
    comparison_panel,
    look,
    sign_panel,
    versions_panel,
)

page = open_page("signoff")
stood, state = data.stood(page.source, page.period), look(page)
page_head(page, _("Can the figures of this period stand?"), answer(state, stood.coverage, page.lang))
sign_panel(page, state, stood.coverage)
against_panel(page, state)
versions_panel(page, state)
comparison_panel(page, state)
coverage_panel(page, stood)
