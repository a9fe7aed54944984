"""What an office set for itself: who reports, until when, what is asked of a reporter, thresholds of rules.

Kept as keys and values (the store has them as rows); here they are read, and put in the place of what the catalog
says. The catalog's word holds wherever an office set nothing.

    deadline:PERIOD     {"day": "2024-02-28"}       the last day for one period
    usual:FESTIVAL:YEAR {"day": "02-28"}            the usual last day, for periods of this year and later ones
    reporter:CODE       {"name", "kind", "aliases", "spans"}; spans: [[first, last], …] of period ids, empty: open;
                        null: as the catalog says
    asks:SCOPE:PERIOD   {"parts": ["table"]}        from this period on; SCOPE: all, a kind, or a unit's code
    threshold:RULE.NAME {"value": 4.0}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast

from sydata.catalog import offices
from sydata.catalog.festivals import FESTIVALS, parse_period_id
from sydata.catalog.offices import PARTS, Part
from sydata.catalog.roll import Collector, Named, people, roll
from sydata.catalog.rules import RULES, Thresholds, thresholds
from sydata.catalog.units import unit
from sydata.model import Period, Unit

EVERYONE = "all"
Source = Literal["set", "notice", "assumed", "none"]


class Span(NamedTuple):
    """First and last period (their ids) in which a reporter is asked; empty: without bound."""

    first: str = ""
    last: str = ""

    def holds(self, of: Period) -> bool:
        first, last = parse_period_id(self.first), parse_period_id(self.last)
        return (first is None or first <= of) and (last is None or of <= last)


class Reporter(NamedTuple):
    """A reporter as the office wants it. spans None: asked as the catalog says."""

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    spans: tuple[Span, ...] | None = (Span(),)


class Since(NamedTuple):
    """What holds from a period on, or for a usual day from a year on: whose, from when, and what."""

    scope: str
    since: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Terms:
    """All that an office set. days: period id → last day; limits: its own thresholds, by rule."""

    reporters: Mapping[str, Reporter] = field(default_factory=lambda: MappingProxyType({}))
    days: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    usual: tuple[Since, ...] = ()
    asks: tuple[Since, ...] = ()
    limits: Thresholds = field(default_factory=lambda: MappingProxyType({}))


NO_TERMS = Terms()


class LastDay(NamedTuple):
    """The last day for returns of a period, and who says so: the office, a notice, or the usual day (assumed)."""

    day: date | None
    source: Source


# ---- reading what is kept ----
def terms_of(rows: Mapping[str, Any]) -> Terms:
    """The terms that are kept as these keys and values. Keys that nobody knows are left alone."""
    found = NO_TERMS
    for key, value in rows.items():
        kind, _, rest = key.partition(":")
        if kind in _TAKE and isinstance(value, Mapping):
            found = _TAKE[kind](found, rest, value)
    return found


def _reporter(of: Terms, code: str, value: Mapping[str, Any]) -> Terms:
    spans = value.get("spans")
    kept = None if spans is None else tuple(Span(*span) for span in spans)
    made = Reporter(code, value["name"], value["kind"], tuple(value.get("aliases", ())), kept)
    return replace(of, reporters=MappingProxyType({**of.reporters, code: made}))


def _day(of: Terms, period_id: str, value: Mapping[str, Any]) -> Terms:
    return replace(of, days=MappingProxyType({**of.days, period_id: date.fromisoformat(value["day"])}))


def _usual(of: Terms, rest: str, value: Mapping[str, Any]) -> Terms:
    festival, _, year = rest.partition(":")
    month, day = map(int, value["day"].split("-"))
    return replace(of, usual=(*of.usual, Since(festival, int(year), (month, day))))


def _asks(of: Terms, rest: str, value: Mapping[str, Any]) -> Terms:
    scope, _, since = rest.rpartition(":")
    parts = tuple(part for part in PARTS if part in value["parts"])
    return replace(of, asks=(*of.asks, Since(scope, parse_period_id(since), parts)))


def _threshold(of: Terms, rest: str, value: Mapping[str, Any]) -> Terms:
    rule, _, name = rest.partition(".")
    own = {**of.limits.get(rule, {}), name: float(value["value"])}
    return replace(of, limits=MappingProxyType({**of.limits, rule: MappingProxyType(own)}))


_TAKE = {"reporter": _reporter, "deadline": _day, "usual": _usual, "asks": _asks, "threshold": _threshold}


# ---- who reports ----
def named(terms: Terms) -> tuple[Named, ...]:
    """The office's own list as sheets are read with it: names, and years in which a name means its unit.

    A sheet of a unit that is asked no more is still known as its; so ending a reporter changes no reading. What says
    no more than the catalog is left out.
    """
    own = (Named(_known(each), each.aliases) for each in terms.reporters.values())
    return tuple(each for each in own if each.aliases or each.unit != unit(each.unit.code))


def _known(of: Reporter) -> Unit:
    kind = cast(Any, of.kind)
    listed = unit(of.code)
    if listed is None:
        return Unit(of.code, of.name, kind)
    since, until = _widened(listed, of.spans or ())
    return replace(listed, name=of.name, kind=kind, since=since, until=until)


def _widened(listed: Unit, spans: Iterable[Span]) -> tuple[int | None, int | None]:
    """The years of the catalog, longer where the office asks before or after them."""
    since, until = listed.since, listed.until
    for span in spans:
        first, last = parse_period_id(span.first), parse_period_id(span.last)
        since = None if since is None or first is None else min(since, first.year)
        until = None if until is None or last is None else max(until, last.year)
    return since, until


def roll_of(office: str, terms: Terms) -> Collector:
    """The office with its own list: what units are matched and listed in."""
    return roll(office, named(terms))


def expected(office: str, period: Period, terms: Terms = NO_TERMS) -> tuple[Unit, ...]:
    """The units that the office waits for in a period, in its order."""
    asked = (of for of in people(roll_of(office, terms)) if is_asked(of, period, terms))
    return tuple(_bounded(of, terms) for of in asked)


def is_asked(of: Unit, period: Period, terms: Terms) -> bool:
    """Whether the office waits for a unit in a period."""
    own = terms.reporters.get(of.code)
    if own is None or own.spans is None:
        return of.expected and of.reports_in(period.year)
    return any(span.holds(period) for span in own.spans)


def spans_of(of: Unit, terms: Terms) -> tuple[Span, ...]:
    """When a unit is asked: as set, else as the catalog has it, which knows whole years only."""
    own, listed = terms.reporters.get(of.code), unit(of.code)
    if own is not None and own.spans is not None:
        return own.spans
    if listed is None or not listed.expected:
        return ()
    ranks = sorted(FESTIVALS.values(), key=lambda festival: festival.rank)
    first = f"{listed.since}-{ranks[0].id}" if listed.since else ""
    return (Span(first, f"{listed.until}-{ranks[-1].id}" if listed.until else ""),)


def ended(spans: Iterable[Span], last: Period) -> tuple[Span, ...]:
    """The spans without anything after this period."""
    cut = []
    for span in spans:
        first, end = parse_period_id(span.first), parse_period_id(span.last)
        if first is None or first <= last:
            cut.append(Span(span.first, span.last if end is not None and end < last else last.id))
    return tuple(cut)


def resumed(spans: Iterable[Span], first: Period) -> tuple[Span, ...]:
    """The spans with everything from this period on."""
    kept, begin = [], first.id
    for span in spans:
        end = parse_period_id(span.last)
        if end is not None and end < first:
            kept.append(span)
        elif span.holds(first):
            begin = span.first
    return (*kept, Span(begin))


def _bounded(of: Unit, terms: Terms) -> Unit:
    """The unit with the first and last year in which it is asked."""
    own = terms.reporters.get(of.code)
    if own is None or not own.spans:
        return of
    first, last = parse_period_id(own.spans[0].first), parse_period_id(own.spans[-1].last)
    return replace(of, since=first.year if first else None, until=last.year if last else None)


# ---- until when, and what ----
def last_day(office: str, period: Period, terms: Terms = NO_TERMS) -> LastDay:
    """The day that the office set for the period, else that of its notice, else the usual one."""
    if period.id in terms.days:
        return LastDay(terms.days[period.id], "set")
    known = offices.deadline(office, period.year, period.festival)
    if known is not None and not offices.deadline_is_assumed(office, period.year, period.festival):
        return LastDay(known, "notice")
    own = _latest(terms.usual, period.festival, period.year)
    day = date(period.year, *own) if own else known
    return LastDay(day, "assumed" if day else "none")


def parts_of(office: str, of: Unit, period: Period, terms: Terms = NO_TERMS) -> tuple[Part, ...]:
    """What is asked of a unit: as set for it, else for its kind, else for all, else as the catalog says."""
    for scope in (of.code, of.kind, EVERYONE):
        if found := _latest(terms.asks, scope, period):
            return cast(tuple[Part, ...], found)
    return offices.asks(office)


def _latest(rows: Iterable[Since], scope: str, when: Any) -> Any:
    """What holds then: of those that began by then the last to begin; None if none did."""
    begun = [row for row in rows if row.scope == scope and row.since is not None and row.since <= when]
    return max(begun, key=lambda row: row.since).value if begun else None


def limits_of(terms: Terms) -> Thresholds:
    """The thresholds of the rules, the office's own in the catalog's place; those that no rule has are left out."""
    names = {id: {each.id for each in rule.thresholds} for id, rule in RULES.items()}
    return thresholds(
        {
            rule: {name: value for name, value in values.items() if name in names.get(rule, ())}
            for rule, values in terms.limits.items()
        }
    )
