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
from sydata.errors import Refused
from sydata.exports import data_version, version_mark
from sydata.model import Period
from sydata.rights import Person, Right, may, permit, reach_of
from sydata.ui import controls, data, i18n, journal, stamp, states, style, view, visiting, who
from sydata.ui.access import admit
from sydata.ui.i18n import _
from sydata.ui.parts import take
from sydata.ui.registry import PageEntry, entry, opens, permit_page
from sydata.ui.sample_store import SAMPLE_URL, is_there
from sydata.wording import Lang

ICON = Path(__file__).parent / "icon.png"


@dataclass(frozen=True)
class Context:
    """What a page works with. `period` is the one shown; only pages that need no data may find it empty.

    person: who reads, and acts in this store.
    """

    person: Person
    source: data.Source
    office: Office
    lang: Lang
    theme: Theme
    sample: bool
    chosen: Period | None = None

    def may(self, right: Right, unit: str | None = None) -> bool:
        """Whether the person has this right in the office, for a unit where one is given. What it draws still asks."""
        return may(self.person, right, self.office.code, unit)

    def permit(self, right: Right) -> None:
        """Refused, with a sentence, unless the person has this right in the office."""
        permit(self.person, right, self.office.code)

    def opens(self, page_id: str) -> bool:
        """Whether the person may see another page of this office."""
        return opens(self.person, entry(page_id), self.office.code)

    @property
    def own_only(self) -> bool:
        """Whether the person sees, and speaks for, units of their own only."""
        return self.person.units is not None

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
    """Open a page: see the module. Stops the run where there is nothing to show yet, or not to this person."""
    page, lang = entry(page_id), language()
    st.set_page_config(" · ".join([_(page.title), _("Double-support statistics")]), str(ICON), "wide")
    style.apply(mode())
    admit()
    wanted, person, door = _wanted(who.person())
    _let_in(page, person, wanted)
    visiting.visited(page.id)
    source = data.source(door, wanted.office)
    journal.mark(source.revision)
    periods = data.periods(source)
    settled = view.settled(wanted, periods)
    view.keep(settled)
    controls.sidebar(settled, periods, person.offices)
    sample = settled.store == view.SAMPLE
    context = Context(person, source, office(settled.office), lang, THEMES[mode()], sample, settled.period)
    take.use(person, settled.office)
    stamp.use(_stamp(context))
    _remarks(context, settled)
    if page.needs_data and not periods:
        states.empty(context.office_name, context.may, context.own_only)
        st.stop()
    return context


def _wanted(person: Person) -> tuple[view.View, Person, data.Door]:
    """What is asked for as far as the person may see it, who they are there, and the door to its store.

    The example is made up: whoever may open it sees all of it, and acts in it as their role may anywhere.
    """
    given = settings.load()
    offices = person.offices or (given.office,)
    own = given.office if given.office in offices or person.offices is None else offices[0]
    wanted = view.asked(replace(_default(), office=own))
    asks = wanted.store == view.SAMPLE and may(person, "example")
    if asks and is_there(SAMPLE_URL):  # an address may be older than the example
        return wanted, replace(person, offices=None, units=None), data.Door(SAMPLE_URL, data.WHOLE)
    wanted = view.within(replace(wanted, store="real"), person.offices, own)
    return wanted, person, data.Door(given.database_url, reach_of(person))


def _let_in(page: PageEntry, person: Person, wanted: view.View) -> None:
    """Stop the run, with the reason, for a person who may not see this page."""
    try:
        permit_page(person, page, wanted.office)
    except Refused as refused:
        journal.event("page refused", page=page.id)
        visiting.refused(page.id)
        controls.sidebar(replace(wanted, period=None), (), person.offices)
        states.refused(refused, person)
        st.stop()


def _remarks(page: Context, settled: view.View) -> None:
    """What a reader must know before the figures: that they are made up, or not what the address asked for."""
    if page.sample:
        states.sample_band()
    if wrong := st.query_params.get(view.MISSING, ""):
        states.no_page(wrong)
    if settled.no_office or settled.no_period or settled.closed:
        states.not_there(settled, page.office_name)


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
