"""What a reader sees when something fails outside of any page: in what a click sets off before the page is drawn."""

from __future__ import annotations

from sydata.ui import journal, style
from sydata.ui.i18n import _
from sydata.ui.open_page import language, mode
from sydata.ui.states import failed


def stumbled(error: Exception) -> bool:
    """Tell of a failure that no page caught, with its number in the log; true: Streamlit's own words stay away."""
    reference = journal.failure("click failed", error)
    language()
    style.apply(mode())
    failed(_("This click could not be carried out. Nothing was changed or lost."), reference)
    return True
