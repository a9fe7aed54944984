"""What an office set, in words: kinds, periods, sources of a last day, and each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sydata.analysis.progress_words import parts_words
from sydata.catalog.festivals import FESTIVALS, parse_period_id, period_name
from sydata.catalog.offices import Part
from sydata.catalog.roll import KINDS
from sydata.catalog.rules import RULES
from sydata.catalog.terms import EVERYONE, LastDay
from sydata.catalog.units import unit
from sydata.ui.i18n import _, comma, language
from sydata.wording import MISSING


def kind_word(kind: str) -> str:
    """A kind of reporters."""
    return {
        "territorial": _("Districts and counties"),
        "department": _("Member departments"),
        "enterprise": _("Enterprises"),
        "troop": _("Troop units"),
    }.get(kind, kind)


def period_word(id: str) -> str:
    """A period by its id; the id itself where it is none."""
    found = parse_period_id(id)
    return period_name(found, language()) if found else id


def span_words(spans: Sequence[Sequence[str]] | None) -> str:
    """In which periods a reporter is asked."""
    if spans is None:
        return _("as the catalog has it")
    joined = "；" if language() == "zh" else "; "
    return joined.join(_span(first, last) for first, last in spans) or _("never")


def _span(first: str, last: str) -> str:
    if first and last:
        return _("{first} to {last}").format(first=period_word(first), last=period_word(last))
    if first:
        return _("from {first} on").format(first=period_word(first))
    return _("until {last}").format(last=period_word(last)) if last else _("every period")


SIGNS = {
    "set": "✓",
    "notice": "✓",
    "assumed": "?",
    "none": "",
}  # a day that is known, one that is only assumed


def source_word(of: LastDay) -> str:
    """Who says what the last day is."""
    return {
        "set": _("set here"),
        "notice": _("from the notice"),
        "assumed": _("assumed"),
        "none": _("no last day"),
    }[of.source]


def day_words(of: LastDay) -> str:
    """A last day, and who says so."""
    if of.day is None:
        return source_word(of)
    return _("{day} ({source})").format(day=of.day.isoformat(), source=source_word(of))


def scope_word(scope: str, names: Mapping[str, str]) -> str:
    """Of whom something is asked: everyone, a kind, one unit."""
    if scope == EVERYONE:
        return _("Everyone")
    return kind_word(scope) if scope in KINDS else name_of(scope, names)


def name_of(code: str, names: Mapping[str, str]) -> str:
    """A reporter by its name, as the office or the catalog has it."""
    found = unit(code)
    return names.get(code) or (found.name if found else code)


def threshold_word(rule: str, name: str) -> str:
    """A threshold with its rule; by its id where no rule has it any more."""
    known = RULES.get(rule)
    found = next((each for each in known.thresholds if each.id == name), None) if known else None
    if known is None or found is None:
        return f"{rule}.{name}"
    return f"{known.name(language())} · {found.name(language())}"


def number_word(value: float) -> str:
    """A threshold as it is written, without needless places."""
    return f"{value:g}" if abs(value) < 100_000 else f"{value:.0f}"


# ---- changes ----
def change_words(key: str, before: Any, after: Any, names: Mapping[str, str]) -> str:
    """A change in a sentence: what, from what, to what."""
    kind, _colon, rest = key.partition(":")
    what, value = _KINDS.get(kind, (_plain, _shown))
    old, new = (value(each) if each is not None else _("as the catalog has it") for each in (before, after))
    if kind == "reporter" and before is None:
        old = ""
    thing = what(rest, names)
    if not old:
        return _("{what}: {after}").format(what=thing, after=new)
    return _("{what}: {before} → {after}").format(what=thing, before=old, after=new)


def _plain(rest: str, _names: Mapping[str, str]) -> str:
    return rest


def _shown(value: Any) -> str:
    return str(value)


def _deadline(rest: str, _names: Mapping[str, str]) -> str:
    return _("Last day for {period}").format(period=period_word(rest))


def _usual(rest: str, _names: Mapping[str, str]) -> str:
    festival, _colon, year = rest.partition(":")
    name = FESTIVALS[festival].name(language()) if festival in FESTIVALS else festival
    return _("Usual last day of {festival}, from {year} on").format(festival=name, year=year)


def _asks(rest: str, names: Mapping[str, str]) -> str:
    scope, _colon, since = rest.rpartition(":")
    said = _("Asked of {whom}, from {period} on")
    return said.format(whom=scope_word(scope, names), period=period_word(since))


def _parts(value: Mapping[str, Any]) -> str:
    return parts(value["parts"])


def parts(asked: Iterable[Part]) -> str:
    """The parts of a return."""
    return parts_words(tuple(asked), language()) or MISSING


def _day(value: Mapping[str, Any]) -> str:
    return str(value["day"])


def _threshold(rest: str, _names: Mapping[str, str]) -> str:
    rule, _dot, name = rest.partition(".")
    return threshold_word(rule, name)


def _number(value: Mapping[str, Any]) -> str:
    return number_word(float(value["value"]))


def _reporter(rest: str, names: Mapping[str, str]) -> str:
    return _("Reporter {name}").format(name=name_of(rest, names))


def _reporter_value(value: Mapping[str, Any]) -> str:
    said = [str(value["name"]), kind_word(str(value["kind"]))]
    if value.get("aliases"):
        said.append(_("also {names}").format(names=comma().join(value["aliases"])))
    return " · ".join([*said, span_words(value.get("spans"))])


_KINDS: Mapping[str, Any] = {
    "deadline": (_deadline, _day),
    "usual": (_usual, _day),
    "asks": (_asks, _parts),
    "threshold": (_threshold, _number),
    "reporter": (_reporter, _reporter_value),
}
