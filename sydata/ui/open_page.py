"""What every page calls first: look, language, access, view and store; or the reason why there is no page.

No page relies on the entry script having run (a deep link may bypass it), so all of it happens here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import streamlit as st

from sydata import settings
from sydata.analysis.totals import Totals
from sydata.catalog.festivals import period_name, year_before
from sydata.catalog.offices import Office, office
from sydata.charts.theme import THEMES, Mode, Theme
from sydata.exports import data_version, version_mark
from sydata.model import Period
from sydata.ui import controls, data, i18n, journal, stamp, states, style, view
from sydata.ui.access import admit
from sydata.ui.i18n import _
from sydata.ui.registry import entry
from sydata.ui.sample_store import SAMPLE_URL, is_there
from sydata.wording import Lang

ICON = Path(__file__).parent / "icon.png"


@dataclass(frozen=True)
class Context:
    """What a page works with in a run. `period` is the one shown; only pages that need no data may find it empty."""

    source: data.Source
    office: Office
    lang: Lang
    theme: Theme
    sample: bool
    chosen: Period | None = None

    @property
    def period(self) -> Period:
        """The period shown."""
        if self.chosen is None:
            raise LookupError("a page that needs data was opened without a period")
        return self.chosen

    @property
    def period_name(self) -> str:
        return period_name(self.period, self.lang)

    @property
    def before_name(self) -> str:
        return period_name(year_before(self.period), self.lang)

    @cached_property  # asked for each name on a page: a key of Streamlit's cache takes longer than all of a cell
    def totals(self) -> Totals:
        """Every sum of the office; troop units bear numbers, since whatever is shown may leave as a picture."""
        return data.shown_totals(self.source, self.lang)

    @property
    def office_name(self) -> str:
        return self.office.name if self.lang == "zh" else self.office.name_en


def mode() -> Mode:
    """Whether the reader's screen is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def language() -> Lang:
    """Take the language of the view for this run; the menu is drawn before any page is opened."""
    chosen = view.asked(_default()).lang
    i18n.use(chosen)
    return chosen


def open_page(page_id: str) -> Context:
    """Open a page: see the module. Stops the run where there is nothing to show yet."""
    page, lang = entry(page_id), language()
    st.set_page_config(" · ".join([_(page.title), _("Double-support statistics")]), str(ICON), "wide")
    style.apply(mode())
    admit()
    wanted = view.asked(_default())
    sample = wanted.store == view.SAMPLE and is_there(SAMPLE_URL)  # an address may be older than the example
    wanted = wanted if sample else replace(wanted, store="real")
    url = SAMPLE_URL if sample else settings.load().database_url
    source = data.source(url, wanted.office)
    journal.mark(source.revision)
    periods = data.periods(source)
    settled = view.settled(wanted, periods)
    view.keep(settled)
    controls.sidebar(settled, periods)
    context = Context(source, office(settled.office), lang, THEMES[mode()], sample, settled.period)
    stamp.use(_stamp(context))
    if context.sample:
        states.sample_band()
    if wrong := st.query_params.get(view.MISSING, ""):
        states.no_page(wrong)
    if settled.no_office or settled.no_period:
        states.not_there(settled, context.office_name)
    if page.needs_data and not periods:
        states.empty(context.office_name)
        st.stop()
    return context


def _stamp(page: Context) -> stamp.Stamp:
    """What pictures and tables of the page carry."""
    if page.chosen is None:
        return stamp.Stamp()
    signed = data.signed(page.source)
    version = data_version(page.chosen, signed, page.source.revision, page.lang)
    origin = " · ".join([page.office_name, page.period_name, version])
    return stamp.Stamp(origin, version_mark(page.chosen, signed, page.source.revision), page.theme)


def _default() -> view.View:
    given = settings.load()
    return view.View(given.office, "en" if given.language == "en" else "zh")
