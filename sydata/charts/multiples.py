"""Small multiples: one little line a panel, on one grid that becomes a single column on a phone.

Markup and not plotly: fifty panels are drawn in a moment, wrap to any width, and print. Each drawing is an image of
its own (Streamlit lets no SVG into a page's markup); what it shows is said in words to whoever points at it or has it
read out. `picture` draws the same panels as one SVG to take away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

import pandas as pd

from sydata.charts.theme import FONTS, Theme, text_width

COLUMNS = ["panel", "label", "column", "value", "text", "state"]
WIDTH, HEIGHT = 100.0, 40.0  # of a panel's drawing, stretched to whatever room there is
ROOM = 0.86  # of the height, for the highest point
PANEL, PLOT, GAP, ACROSS = (
    236,
    64,
    22,
    4,
)  # px in the picture: a panel's width, its drawing, the gap; panels in a row

SVG = "http://www.w3.org/2000/svg"
CLOSING = "，。、；：）」”,.;:)"  # what begins no line
PLAIN = " =:/',;().-"  # what a data address in double quotes holds as it is


class Point(NamedTuple):
    """A place of a panel. state: empty, `few` (given by too few units), `doubtful`, `missing` or `absent`."""

    value: float | None
    text: str
    state: str


class Panel(NamedTuple):
    """A panel: its points one a column, where a boundary change begins, what stands beside its name and at its foot."""

    id: str
    label: str
    points: tuple[Point, ...]
    breaks: tuple[int, ...]
    said: str
    foot: str = ""


class Grid(NamedTuple):
    """Panels with their columns; top: the common end of the scale, or None where each panel has its own."""

    panels: tuple[Panel, ...]
    columns: tuple[str, ...]
    top: float | None
    colours: Mapping[str, str]


def grid(
    frame: pd.DataFrame,
    said: Mapping[str, tuple[str, str]],
    common: bool,
    breaks: Mapping[str, Sequence[str]] | None = None,
    colours: Mapping[str, str] | None = None,
) -> Grid:
    """frame: COLUMNS, a row for every panel and column in their order; said: beside a panel's name, and at its foot.

    common: one scale for all, else each ends above its own highest figure that nobody doubts. breaks: panel → the
    columns from which on other boundaries hold; colours: panel → colour of its line.
    """
    columns = tuple(dict.fromkeys(str(each) for each in frame["column"]))
    points: dict[str, list[Point]] = {}
    labels: dict[str, str] = {}
    for panel, label, _column, value, text, state in frame[COLUMNS].itertuples(index=False):
        points.setdefault(panel, []).append(Point(None if pd.isna(value) else float(value), text, state))
        labels[panel] = label
    marks = {id: tuple(columns.index(c) for c in at if c in columns) for id, at in (breaks or {}).items()}
    panels = tuple(
        Panel(id, labels[id], tuple(line), marks.get(id, ()), *said.get(id, ("", "")))
        for id, line in points.items()
    )
    top = max((_top(panel.points) for panel in panels), default=1.0) if common else None
    return Grid(panels, columns, top, colours or {})


def _top(points: Sequence[Point]) -> float:
    """Where a scale ends: at the largest figure that nobody doubts, or of all where all are doubted."""
    known = [point for point in points if point.value is not None]
    sure = [point.value for point in known if point.state != "doubtful"] or [point.value for point in known]
    return max([0.0, *(value for value in sure if value is not None)]) or 1.0


def multiples(of: Grid, theme: Theme) -> str:
    """The grid as markup."""
    panels = "".join(_panel_html(panel, of, theme) for panel in of.panels)
    return f"<div class='sy-multiples'>{panels}</div>"


def _panel_html(panel: Panel, of: Grid, theme: Theme) -> str:
    ends = "".join(f"<span>{escape(word)}</span>" for word in _feet(panel, of))
    told = [f"{column} {point.text}" for column, point in zip(of.columns, panel.points, strict=True)]
    title = "&#10;".join(map(escape, [panel.label, *told]))
    drawing = quote(_frame("", f"xmlns='{SVG}'", _drawing(panel, of, theme)), safe=PLAIN)
    words = f"{escape(panel.label)}: {escape('; '.join(told))}"
    return (
        f"<figure title='{title}'>"
        f"<figcaption><b>{escape(panel.label)}</b><span>{escape(panel.said)}</span></figcaption>"
        f'<img src="data:image/svg+xml,{drawing}" alt="{words}"><p>{ends}</p></figure>'
    )


def _frame(place: str, more: str, parts: Sequence[str]) -> str:
    """A drawing that is stretched to its room."""
    box = f"viewBox='0 0 {WIDTH:.0f} {HEIGHT:.0f}' preserveAspectRatio='none'"
    return f"<svg {' '.join(filter(None, [more, place, box]))}>{''.join(parts)}</svg>"


def _feet(panel: Panel, of: Grid) -> tuple[str, str, str]:
    first, last = (of.columns[0], of.columns[-1]) if of.columns else ("", "")
    return first, panel.foot, last if last != first else ""


def _drawing(panel: Panel, of: Grid, theme: Theme) -> list[str]:
    """The lines, dots, bands and marks of a panel, in its own coordinates."""
    step = WIDTH / max(len(of.columns), 1)
    colour = of.colours.get(panel.id, theme.scale[1])
    spots = _spots(panel, of.top or _top(panel.points), step)
    parts = [_rule(f"M0 {HEIGHT - 0.4}H{WIDTH}", theme.faint, 1)]
    parts += [
        f"<rect x='{at * step:.2f}' y='0' width='{step:.2f}' height='{HEIGHT}' fill='{theme.grid}'/>"
        for at, point in enumerate(panel.points)
        if point.state == "missing"
    ]
    parts += [_rule(f"M{at * step:.2f} 0V{HEIGHT}", theme.red, 1, "3 3") for at in panel.breaks]
    parts += [_rule(path, colour, 1.8) for path in _paths(spots)]
    for at, spot in spots.items():
        parts += _dot(spot, panel.points[at].state, colour, theme)
    return parts


def _spots(panel: Panel, top: float, step: float) -> dict[int, tuple[float, float]]:
    """Column → place of its point. A doubtful one off the scale stands at the upper edge."""
    return (
        {
            at: ((at + 0.5) * step, HEIGHT - 1.2 - (HEIGHT - 1.2) * ROOM * min(point.value / top, 1.08))
            for at, point in enumerate(panel.points)
            if point.value is not None
        }
        if top
        else {}
    )


def _paths(spots: Mapping[int, tuple[float, float]]) -> list[str]:
    """One path a run of neighbouring columns: a missing one is a gap, never bridged."""
    runs: list[list[str]] = []
    for at, (x, y) in spots.items():
        if at - 1 in spots:
            runs[-1].append(f"L{x:.2f} {y:.2f}")
        else:
            runs.append([f"M{x:.2f} {y:.2f}"])
    return ["".join(run) for run in runs if len(run) > 1]


def _rule(path: str, colour: str, width: float, dash: str = "") -> str:
    dashed = f" stroke-dasharray='{dash}'" if dash else ""
    return (
        f"<path d='{path}' fill='none' stroke='{colour}' stroke-width='{width}'{dashed} "
        "vector-effect='non-scaling-stroke'/>"
    )


def _dot(spot: tuple[float, float], state: str, colour: str, theme: Theme) -> list[str]:
    """A dot that keeps its shape however the drawing is stretched: a line of no length with round ends."""
    x, y = spot
    if state == "doubtful":
        colour = theme.red
    full = (
        f"<path d='M{x:.2f} {y:.2f}h.01' stroke='{colour}' stroke-width='{7 if state else 4.5}' "
        "stroke-linecap='round' vector-effect='non-scaling-stroke'/>"
    )
    hole = (
        f"<path d='M{x:.2f} {y:.2f}h.01' stroke='{theme.paper}' stroke-width='3.6' stroke-linecap='round' "
        "vector-effect='non-scaling-stroke'/>"
    )
    return [full, hole] if state else [full]


def picture(of: Grid, theme: Theme, heads: Sequence[str]) -> str:
    """The grid as one SVG of its own. heads: title, what is shown, where it comes from; one a line."""
    width = ACROSS * (PANEL + GAP) + GAP
    lines, y = _heads(heads, theme, width)
    cell = PLOT + 46
    body = []
    for number, panel in enumerate(of.panels):
        x, top = GAP + number % ACROSS * (PANEL + GAP), y + number // ACROSS * (cell + 8)
        body.append(_panel_picture(panel, of, theme, (x, top)))
    height = y + -(-len(of.panels) // ACROSS) * (cell + 8) + 8
    return (
        f"<svg xmlns='{SVG}' width='{width}' height='{height}' viewBox='0 0 {width} {height}' "
        f"font-family='{escape(FONTS.replace(chr(34), ''))}'><rect width='100%' height='100%' fill='{theme.paper}'/>"
        f"{''.join(lines)}{''.join(body)}</svg>"
    )


def _heads(heads: Sequence[str], theme: Theme, width: int) -> tuple[list[str], int]:
    """The lines above the panels, broken where they are too long, and where they end."""
    lines, y = [], 12
    for at, head in enumerate(heads):
        size, weight, colour = (17, 600, theme.ink) if at == 0 else (12, 400, theme.muted)
        for part in folded(head, int((width - 2 * GAP) * 12 / size)):
            y += size + 7
            lines.append(_text((GAP, y), part, (size, weight, colour)))
    return lines, y + 18


def folded(text: str, width: int) -> list[str]:
    """A text in lines of at most so many px of the usual size."""
    lines, line, used = [], "", 0
    for letter in text:
        size = text_width(letter)
        if used + size > width and letter not in CLOSING:
            lines.append(line)
            line, used = "", 0
        line, used = line + letter, used + size
    return [*lines, line]


def _panel_picture(panel: Panel, of: Grid, theme: Theme, at: tuple[int, int]) -> str:
    x, y = at
    room = PANEL - text_width(panel.said) - 10
    name = folded(panel.label, max(room, 60))
    label = name[0] if len(name) == 1 else name[0][:-1] + "…"
    first, foot, last = _feet(panel, of)
    return "".join(
        [
            _text((x, y + 12), label, (12, 600, theme.ink)),
            _text((x + PANEL, y + 12), panel.said, (12, 400, theme.muted), "end"),
            _frame(f"x='{x}' y='{y + 18}' width='{PANEL}' height='{PLOT}'", "", _drawing(panel, of, theme)),
            _text((x, y + PLOT + 32), first, (11, 400, theme.muted)),
            _text((x + PANEL / 2, y + PLOT + 32), foot, (11, 400, theme.muted), "middle"),
            _text((x + PANEL, y + PLOT + 32), last, (11, 400, theme.muted), "end"),
        ]
    )


def _text(at: tuple[float, float], text: str, look: tuple[int, int, str], anchor: str = "start") -> str:
    size, weight, colour = look
    return (
        f"<text x='{at[0]}' y='{at[1]}' font-size='{size}' font-weight='{weight}' fill='{colour}' "
        f"text-anchor='{anchor}'>{escape(text)}</text>"
    )
