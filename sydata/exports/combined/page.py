"""The pages of the combined form: on one where it can be read there, else on as many even ones as it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from xlsxwriter.worksheet import Worksheet

from sydata.exports.combined.look import BODY, HEI, RED
from sydata.exports.combined.plan import Combined
from sydata.exports.version import bare

Paper = Literal["A4", "A3"]
PAPERS: Mapping[Paper, int] = {"A4": 9, "A3": 8}  # the numbers Excel knows them by
SIZES: Mapping[Paper, tuple[float, float]] = {
    "A4": (841.9, 595.3),
    "A3": (1190.6, 841.9),
}  # across, in points
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.55}  # inches
POINTS = 72  # in an inch
READABLE = 6.5  # pt: smaller than this nobody reads a figure
SAFE = 0.97  # of a page is filled: other faces are a little wider or higher than ours
HEADER_LIMIT = 255  # characters of a page's header or footer


class Pages(NamedTuple):
    """high: how many pages there may be, 0 for as many as it needs. breaks: rows before which a page begins."""

    high: int
    breaks: tuple[int, ...] = ()


def pages(paper: Paper, width: float, heights: Sequence[float], repeated: int) -> Pages:
    """How rows of these heights go on paper. width, heights: points; repeated: rows on top of every page."""
    wide, high = _room(paper)
    natural = min(1.0, wide / width)
    if min(natural, high / sum(heights)) * BODY >= READABLE:
        return Pages(1)
    return Pages(0, _even(high / natural, heights, repeated))


def _room(paper: Paper) -> tuple[float, float]:
    """What margins leave of the paper."""
    wide, high = SIZES[paper]
    across, down = MARGINS["left"] + MARGINS["right"], MARGINS["top"] + MARGINS["bottom"]
    return (wide - across * POINTS) * SAFE, (high - down * POINTS) * SAFE


def _even(high: float, heights: Sequence[float], repeated: int) -> tuple[int, ...]:
    """The fewest pages that take the rows, each as full as the others."""
    room = max(high - sum(heights[:repeated]), high / 4)
    body = heights[repeated:]
    count = -int(-sum(body) // room)
    share, done = sum(body) / count, 0.0
    breaks: list[int] = []
    for row, height in enumerate(body, repeated):
        done += height
        if len(breaks) < count - 1 and done >= share * (len(breaks) + 1):
            breaks.append(row + 1)
    return tuple(breaks)


def set_page(sheet: Worksheet, of: Combined, paper: Paper, repeated: int, stamped: bool = False) -> None:
    """Landscape, as wide as the paper, `repeated` rows on top of every page; the data version below.

    stamped: those rows say that it is a draft; else the top of the page does.
    """
    sheet.set_landscape()
    sheet.set_paper(PAPERS[paper])
    sheet.set_margins(**MARGINS)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, repeated - 1)
    if of.draft and not stamped:
        sheet.set_header(f'&C&"{HEI},Regular"&12&K{RED[1:]}{of.say("draft")}')
    sheet.set_footer(f"&L&8{_plain(' ' + of.say('version', version=bare(of.version)))}&R&9{of.say('page')}")


def fit(sheet: Worksheet, made: Pages) -> None:
    """Print a sheet on these pages, always as wide as the paper: a percentage of ours would be too much where other
    faces make the columns wider.
    """
    sheet.fit_to_pages(1, made.high)
    sheet.set_h_pagebreaks(list(made.breaks))


def points(width: float) -> float:
    """A column's width on paper. width: digits of Excel's usual face, as a column is set."""
    return (width * 7 + 5) * 0.75


def _plain(text: str) -> str:
    """Text whose ampersands are no commands."""
    return text.replace("&", "&&")[: HEADER_LIMIT - 60]
