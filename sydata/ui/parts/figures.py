"""The row of figures: big number, small unit, change in words, and the years as thin bars."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from sydata.analysis.change import Change, change
from sydata.analysis.subjects import Subject, subject
from sydata.text import escape
from sydata.wording import Lang, arrow, change_words, figure, signed

MOST = 5  # figures in a row


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure as it is written."""

    label: str
    figure: str
    unit: str
    change: str
    difference: str
    spark: str = ""
    link: str = ""


def tile(
    sums: Mapping[int, int],
    year: int,
    id: str,
    lang: Lang,
    doubtful: Collection[int] = (),
    link: str = "",
) -> Tile:
    """The figure of one indicator in one year, its change, and its years up to then.

    sums: year → figure of the festival; doubtful: years in question, which don't set the scale of the bars;
    link: the address of what the figure is made of.
    """
    shown = subject(id)
    moved = change(sums.get(year), sums.get(year - 1))
    years = {y: v for y, v in sums.items() if y <= year}
    written, unit = figure(moved.now, shown.measure), "" if moved.now is None else shown.unit(lang)
    words = (_change(moved, lang), _difference(moved, shown), spark(years, doubtful))
    return Tile(shown.short(lang), written, unit, *words, link)


def _change(moved: Change, lang: Lang) -> str:
    words = change_words(moved.percent, moved.reason, lang)
    return words if moved.difference is None else f"{arrow(moved.difference)} {words}"


def _difference(moved: Change, shown: Subject) -> str:
    return signed(moved.difference, shown.measure) if moved.difference else ""


def figures_row(tiles: Sequence[Tile]) -> None:
    """Show the row."""
    st.html(figures_html(tiles))


def figures_html(tiles: Sequence[Tile]) -> str:
    """The row as markup; ValueError beyond five figures, which nobody takes in at a glance."""
    if len(tiles) > MOST:
        raise ValueError(f"{len(tiles)} figures in a row; {MOST} is the most")
    return f"<dl class='sy-figures'>{''.join(map(_tile_html, tiles))}</dl>"


def _tile_html(shown: Tile) -> str:
    label = escape(shown.label)
    label = f"<a href='{escape(shown.link, quote=True)}'>{label}</a>" if shown.link else label
    return (
        f"<div><dt>{label}</dt>"
        f"<dd class='sy-big'>{escape(shown.figure)}<small>{escape(shown.unit)}</small></dd>"
        f"<dd class='sy-change'>{escape(shown.change)} <span>{escape(shown.difference)}</span></dd>"
        f"<dd>{shown.spark}</dd></div>"
    )


def spark(years: Mapping[int, int], doubtful: Collection[int] = ()) -> str:
    """The years as thin bars from zero up, the last one red; no figure is a gap, a doubtful one hollow."""
    if len(years) < 2:
        return ""
    sure = [value for year, value in years.items() if year not in doubtful]
    top = max([*(sure or years.values()), 1])
    span = range(min(years), max(years) + 1)
    bars = [_bar(100 * years[y] / top if y in years else None, y in doubtful) for y in span]
    return f"<span class='sy-spark' aria-hidden='true'>{''.join(bars)}</span>"


def _bar(height: float | None, doubtful: bool) -> str:
    """A bar of this many percent; one that leaves the scale ends at it."""
    if height is None:
        return "<b></b>"
    return f"<i{' class=doubt' if doubtful else ''} style='height:{min(max(height, 2), 100):.0f}%'></i>"
