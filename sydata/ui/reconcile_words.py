"""Differences in words: whose figure, where both stand, by how much, and what would explain it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from sydata.analysis.levels import Rollup
from sydata.analysis.reasons import Kind
from sydata.analysis.reconcile import Comparison, Figure
from sydata.analysis.unusual_words import exactly
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.units import unit
from sydata.text import escape
from sydata.ui.i18n import _, comma, many
from sydata.ui.registry import N_
from sydata.wording import MINUS, MISSING, Lang

To = Callable[[Sequence[Figure]], str]
NAMED = 2  # parts of a sum whose cells are named
WITH_NAMES: Mapping[Kind, str] = {
    "older": N_("{names}: an earlier version was used."),
    "left-out": N_("Exactly the figure of {names}: left out."),
    "two-left-out": N_("Exactly the figures of {names}: left out."),
    "twice": N_("Exactly the figure of {names}: counted twice."),
    "overlap": N_("Exactly the figure of {names}, which lies within another unit: counted twice."),
    "ten-thousand": N_("{names}: 10,000 times, yuan against wan yuan."),
    "place": N_("{names}: the point slipped."),
    "transposed": N_("{names}: two digits changed places."),
    "other-line": N_("It is the figure of another line: {names}."),
    "rows": N_("Exactly what its rows differ by: {names}."),
    "uncounted": N_("Exactly the row {names}, which is not counted: nobody knows its category."),
}
ALONE: Mapping[Kind, str] = {
    "": N_("Nothing explains it exactly: compare both sheets."),
    "older": N_("An earlier version was used."),
    "ten-thousand": N_("10,000 times: yuan against wan yuan."),
    "place": N_("The point slipped: ten, a hundred or a thousand times."),
    "transposed": N_("Two digits changed places."),
    "digit": N_("One digit is wrong, missing or too many."),
    "parts": N_("Follows from its money or goods."),
    "not-there": N_("The unit's own sheet has no figure there."),
}


def cells(of: Comparison, lang: Lang) -> tuple[str, ...]:
    """A difference in words: unit, measure, stated figure, its place, own figure, its place, difference, reason."""
    return (
        who(of, lang),
        measure(of.stated, lang),
        _value(of.stated.value, of.stated.indicator),
        _place(of.stated),
        _value(of.own, of.stated.indicator) if of.parts else MISSING,
        _own_place(of),
        difference(of, lang),
        reason_words(of, lang),
    )


def differences_frame(wrong: Sequence[Comparison], lang: Lang, heads: tuple[str, str]) -> pd.DataFrame:
    """One row a difference, the figures and their places in columns of their own: for the download."""
    places = [" · ".join([head, _("Place")]) for head in heads]
    columns = [
        _("Unit"),
        _("Measure"),
        heads[0],
        places[0],
        heads[1],
        places[1],
        _("Apart"),
        _("Likely because"),
    ]
    return pd.DataFrame([cells(each, lang) for each in wrong], columns=columns)


def differences_html(
    wrong: Sequence[Comparison], lang: Lang, heads: tuple[str, str], to: To = lambda _figures: ""
) -> str:
    """The same as a table in which each figure has its place below it; on a phone every row is a block.

    to: the address of the sheet that figures stand in, empty where there is none.
    """
    names = [_("Unit"), _("Measure"), *heads, _("Apart"), _("Likely because")]
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(
        _row_html(cells(each, lang), heads, (to((each.stated,)), to(each.parts))) for each in wrong
    )
    rows = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f"<div class='sy-table sy-list sy-apart'><table>{rows}</table></div>"


def _row_html(words: Sequence[str], heads: tuple[str, str], to: tuple[str, str]) -> str:
    unit_, what, stated, place, own, own_place, apart, why = map(escape, words)
    sides = "".join(
        f"<td data-head='{escape(head)}'>{value}<span class='sy-place'>{_linked(at, link)}</span></td>"
        for head, value, at, link in ((heads[0], stated, place, to[0]), (heads[1], own, own_place, to[1]))
    )
    return (
        f"<tr><td>{unit_}</td><td>{what}</td>{sides}<td class='n'>{apart}</td><td class='w'>{why}</td></tr>"
    )


def _linked(markup: str, to: str) -> str:
    return f"<a href='{escape(to, quote=True)}' target='_self'>{markup}</a>" if to and markup else markup


def reason_words(of: Comparison, lang: Lang) -> str:
    """Why two figures differ, as far as arithmetic can tell."""
    units = {part.code: part.name for part in of.parts}
    names = comma().join(_named(name, lang, units) for name in of.reason.names)
    words = (WITH_NAMES if names else ALONE).get(of.reason.kind) or ALONE[""]
    return _(words).format(names=names)


def _named(name: str, lang: Lang, units: Mapping[str, str]) -> str:
    """A part by its name: a unit, a category, or a line of both category and indicator."""
    category, _blank, indicator = name.partition(" ")
    if indicator in INDICATORS:
        return f"{_named(category, lang, units)} · {INDICATORS[indicator].name(lang)}"
    return CATEGORIES[name].short(lang) if name in CATEGORIES else units.get(name) or unit_name(name)


def unit_name(code: str) -> str:
    found = unit(code)
    return found.name if found else code


def who(of: Comparison, lang: Lang) -> str:
    """Whose figure it is; a roll-up's total is nobody's."""
    return of.stated.name or _("Total of the roll-up")


def measure(of: Figure, lang: Lang) -> str:
    name = INDICATORS[of.indicator].name(lang)
    return f"{CATEGORIES[of.category].short(lang)} · {name}" if of.category in CATEGORIES else name


def _value(value: int, indicator: str) -> str:
    return exactly(value, INDICATORS[indicator].money)


def difference(of: Comparison, lang: Lang) -> str:
    indicator = INDICATORS[of.stated.indicator]
    size = exactly(abs(of.difference), indicator.money)
    return f"{'+' if of.difference > 0 else MINUS}{size} {indicator.unit(lang)}"


def _place(of: Figure) -> str:
    return " · ".join(filter(None, (of.file, of.sheet, of.cell)))


def _own_place(of: Comparison) -> str:
    """The cells of one sheet, without its name where it is the stated figure's own; of many, those of what explains."""
    sheets = {(part.file, part.sheet) for part in of.parts}
    if len(sheets) == 1:
        listed = comma().join(part.cell for part in of.parts)
        same = sheets == {(of.stated.file, of.stated.sheet)}
        return listed if same else _place(of.parts[0]._replace(cell=listed))
    named = [_place(part) for part in of.parts if part.code in of.reason.names[:NAMED]]
    return "；".join(named) or (
        _("sum of {count}").format(count=figures_words(len(of.parts))) if of.parts else ""
    )


def rollup_name(of: Rollup) -> str:
    return " · ".join(filter(None, (of.file, of.sheet)))


def places(count: int) -> str:
    return many(count, _("{count} place"), _("{count} places"))


def figures_words(count: int) -> str:
    return many(count, _("{count} figure"), _("{count} figures"))
