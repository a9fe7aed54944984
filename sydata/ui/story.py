"""What happened to a return, in words: who did what, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import parse_period_id, period_name
from sydata.catalog.findings import KINDS, LANGUAGES, PHRASES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.units import unit
from sydata.ui.i18n import _, language, placed
from sydata.wording import MISSING, figure

Row = Mapping[Any, Any]


class Event(NamedTuple):
    """One thing that happened; at is the office's wall clock."""

    at: pd.Timestamp
    who: str
    what: str
    why: str = ""


def story(
    events: pd.DataFrame, decisions: pd.DataFrame, received: Event, versions: pd.DataFrame
) -> list[Event]:
    """Everything of a return, the newest first.

    events and decisions: of `store.history`; received: how it came; versions: the sign-offs of its period
    (`store.signing`), if it has one.
    """
    by_id = {row["decision_id"]: row for row in decisions.to_dict("records")}
    told = [
        Event(row["at"], row["who"], what(row["action"], row["detail"], by_id), why(row["detail"]))
        for row in events.to_dict("records")
    ]
    told += [made for row in versions.to_dict("records") for made in _of_period(row)]
    return sorted([*told, received], key=lambda event: event.at, reverse=True)


def why(detail: Mapping[str, Any]) -> str:
    """The reason that was given, if one was."""
    return str(detail.get("reason") or "")


def what(action: str, detail: Mapping[str, Any], decisions: Mapping[int, Row] | None = None) -> str:
    """What was done, in words; an action that nobody named goes by its id."""
    if action == "state":
        return _state(detail)
    if action in ("decide", "undo"):
        known = (decisions or {}).get(detail.get("decision", 0), {})
        said = decided({**detail, **known})
        return _("Undone: {what}").format(what=said) if action == "undo" else said
    if action in ("confirm", "reject", "unconfirm"):
        return _figures_told(action, len(detail.get("figures", ())))
    return {
        "accept": _("Accepted"),
        "send-back": _("Sent back to the unit"),
        "withdraw": _("Acceptance or sending back withdrawn"),
        "read-again": _("Read again; other figures or questions came out"),
    }.get(action, action)


def _state(detail: Mapping[str, Any]) -> str:
    """A change of state, with the evidence by which it came."""
    said = _("{before} → {after}").format(
        before=_place_word(detail.get("from", "")), after=_place_word(detail.get("to", ""))
    )
    phrase = PHRASES.get(f"by-{detail.get('by', '')}")
    if phrase is None:
        return said
    return _("{what} (by {evidence})").format(what=said, evidence=phrase[LANGUAGES.index(language())])


def _place_word(state: str) -> str:
    return {
        "current": _("counts"),
        "superseded": _("superseded"),
        "duplicate": _("duplicate"),
        "waiting": _("waits"),
        "aside": _("set aside"),
    }.get(state, state or MISSING)


def _figures_told(action: str, count: int) -> str:
    words = {
        "confirm": _("Figures of the text confirmed: {count}"),
        "reject": _("Figures of the text left out: {count}"),
        "unconfirm": _("Decisions about figures of the text taken back: {count}"),
    }
    return words[action].format(count=count)


def _of_period(row: Row) -> list[Event]:
    signed = _("The period was signed off, version {version}").format(version=row["version"])
    told = [Event(row["at"], row["who"], signed, row["note"])]
    if not pd.isna(row["reopened_at"]):
        opened = _("The period was opened again after version {version}").format(version=row["version"])
        told.append(Event(row["reopened_at"], row["reopened_by"], opened, row["reopened_why"]))
    return told


# ---- decisions ----
def decided(row: Row) -> str:
    """What a decision says, with what stood there before."""
    said, before = row.get("said") or {}, row.get("before") or {}
    return _DECIDED.get(row.get("kind", ""), _unnamed)(row, said, before)


def _value(row: Row, said: Row, before: Row) -> str:
    indicator = row.get("indicator", "")
    text = str(before.get("text") or "")
    was = f"“{text}”" if text else value_word(before.get("value"), indicator)
    now = value_word(said.get("value"), indicator)
    words = _("{figure} followed as a total: {before} → {after}")
    words = words if "with" in said else _("{figure} corrected: {before} → {after}")
    return words.format(figure=figure_word(row), before=was, after=now)


def _unit(_row: Row, said: Row, before: Row) -> str:
    was = before.get("name") or before.get("id") or MISSING
    found = unit(str(said.get("id", "")))
    return _("Unit named: {before} → {after}").format(
        before=was, after=found.name if found else said.get("name") or said.get("id")
    )


def _period(_row: Row, said: Row, before: Row) -> str:
    names = [_period_word(str(each.get("id") or "")) for each in (before, said)]
    return _("Period named: {before} → {after}").format(before=names[0], after=names[1])


def _report(_row: Row, said: Row, _before: Row) -> str:
    when = _period_word(str(said.get("id") or "").partition(" ")[2])
    return _("Filed as written report: {unit} {period}").format(unit=said.get("name") or MISSING, period=when)


def _period_word(id: str) -> str:
    found = parse_period_id(id)
    return period_name(found, language()) if found else MISSING


def _version(_row: Row, _said: Row, _before: Row) -> str:
    return _("Chosen as the version that counts")


def _aside(_row: Row, _said: Row, _before: Row) -> str:
    return _("Set aside")


def _confirm(row: Row, said: Row, _before: Row) -> str:
    kind = KINDS.get(said.get("code", ""))
    name = kind.title(language()) if kind else str(said.get("code", ""))
    where = " ".join(filter(None, [str(row.get("cell") or ""), str(said.get("text") or "")]))
    return _("Confirmed as right: {what}").format(what=" · ".join(filter(None, [name, where])))


def _unnamed(row: Row, _said: Row, _before: Row) -> str:
    return str(row.get("kind", ""))


_DECIDED = {
    "value": _value,
    "unit": _unit,
    "period": _period,
    "report": _report,
    "version": _version,
    "aside": _aside,
    "confirm": _confirm,
}


# ---- figures ----
def figure_word(row: Row) -> str:
    """A figure by its cell, measure and category."""
    names = [
        placed(row.get("cell", "")),
        indicator_word(row.get("indicator", "")),
        category_word(row.get("category", "")),
    ]
    return " ".join(filter(None, names))


def indicator_word(id: str) -> str:
    """The name of an indicator; one that the catalog does not have by its id."""
    return INDICATORS[id].name(language()) if id in INDICATORS else id


def category_word(id: str) -> str:
    """The name of a category; a row's own words where nobody knows it."""
    return CATEGORIES[id].short(language()) if id in CATEGORIES else str(id or "")


def value_word(value: Any, indicator: str) -> str:
    """A value with its unit; a dash where there is none."""
    known = INDICATORS.get(indicator)
    if value is None or pd.isna(value):
        return MISSING
    text = figure(int(value), known.measure if known else "")
    return f"{text} {known.unit(language())}" if known and known.unit(language()) else text
