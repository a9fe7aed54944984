"""How units stand: the board of one period, and the grid of units by periods. Both are read without their colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sydata.analysis.names import apart
from sydata.analysis.progress import STATES, Grid, Progress, Standing, State
from sydata.analysis.progress_words import standing_sign, standing_words
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.progress_words import sign, word
from sydata.model import Period
from sydata.text import escape
from sydata.wording import Lang

# The look of a state: red for what needs a word, nothing for what is as it should be.
LOOKS: Mapping[State, str] = {
    "missing": "missing", "half": "questioned", "words": "questioned", "question": "questioned", "late": "late",
    "on-time": "there", "received": "there", "not-yet": "absent", "ended": "absent", "excused": "absent",
}  # fmt: skip
BLOCKS = 2  # beside each other where there is room, so that forty units fit on a screen


def board_html(of: Progress, lang: Lang) -> str:
    """The bar of the reporting rate, and the units in their official order with those that need a word."""
    seen = of.coverage
    width = 100 * seen.received / seen.expected if seen.expected else 0
    items = "".join(_item_html(standing, lang) for standing in of.standings)
    return f"<div class='sy-bar'><i style='width:{width:.1f}%'></i></div><ul class='sy-board'>{items}</ul>"


def _item_html(of: Standing, lang: Lang) -> str:
    look = LOOKS[of.state]
    said = sign("state", of.state, lang) if look == "there" else _short(of, lang)
    return (
        f"<li class='{look}' title='{escape(standing_words(of, lang))}'><span>{escape(of.unit.name)}</span>"
        f"<span class='state'>{escape(said)}</span></li>"
    )


def _short(of: Standing, lang: Lang) -> str:
    """What stands on the board: what is still to come, else the state alone."""
    return (
        standing_words(of, lang) if of.state == "half" and not of.days_late else word("state", of.state, lang)
    )


def key_html(of: Grid, lang: Lang) -> str:
    """What the signs of a grid mean, of those that occur."""
    there = {cell.state for row in of.cells for cell in row}
    marks = [
        f"<li><b class='sy-mark {LOOKS[state]}'>{escape(sign('state', state, lang))}</b>"
        f"{escape(word('state', state, lang))}</li>"
        for state in STATES
        if state in there
    ]
    late = any(cell.days_late for row in of.cells for cell in row)
    days = {"zh": "逾期天数", "en": "days late"}[lang]
    marks += [f"<li><b class='sy-mark'>+5</b>{days}</li>"] if late else []
    return f"<ul class='sy-key'>{''.join(marks)}</ul>"


def grid_html(of: Grid, lang: Lang, links: Mapping[tuple[str, Period], str] = MappingProxyType({})) -> str:
    """Units down, periods across, in blocks beside each other. links: unit's code and period → where its sign leads."""
    rows = list(zip(apart(of.units), of.cells, strict=True))
    size = -(-len(rows) // BLOCKS) or 1
    blocks = (rows[start : start + size] for start in range(0, len(rows), size))
    return f"<div class='sy-grid'>{''.join(_block_html(of.periods, block, lang, links) for block in blocks)}</div>"


def _block_html(
    periods: Sequence[Period],
    rows: Sequence[tuple[str, Sequence[Standing]]],
    lang: Lang,
    links: Mapping[tuple[str, Period], str],
) -> str:
    heads = "".join(_head_html(each, lang) for each in periods)
    body = "".join(_row_html(name, [*zip(cells, periods, strict=True)], lang, links) for name, cells in rows)
    return f"<div><table><thead><tr><th></th>{heads}</tr></thead><tbody>{body}</tbody></table></div>"


def _head_html(of: Period, lang: Lang) -> str:
    """The year over the festival; of an English name the first word, which is all that a narrow column holds."""
    name = FESTIVALS[of.festival].name(lang)
    return f"<th title='{escape(name)}'>{of.year}<br>{escape(name.split()[0])}</th>"


def _row_html(
    name: str, cells: Sequence[tuple[Standing, Period]], lang: Lang, links: Mapping[tuple[str, Period], str]
) -> str:
    marks = "".join(
        f"<td class='{LOOKS[cell.state]}' title='{escape(standing_words(cell, lang))}'>"
        f"{_linked(escape(standing_sign(cell, lang)), links.get((cell.unit.code, at), ''))}</td>"
        for cell, at in cells
    )
    return f"<tr><th>{escape(name)}</th>{marks}</tr>"


def _linked(markup: str, address: str) -> str:
    return f"<a href='{escape(address, quote=True)}' target='_self'>{markup}</a>" if address else markup
