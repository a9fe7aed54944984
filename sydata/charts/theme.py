"""The one look: ink on paper, a fixed colour a category, deep red for what needs a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

Mode = Literal["light", "dark"]

FONTS = (
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", '
    "system-ui, sans-serif"
)
MARGIN = {"l": 4, "r": 4, "t": 8, "b": 4}  # px
HAN, LATIN = 14, 7  # px a character takes
LABEL = 7 * HAN  # px a name may take before it is broken
ROW = 28  # px a bar of a long list takes: two lines of a broken name
APART = 17  # px from one text to the next
# Names below an axis stand clear of the zero beside it.
LOWER = MappingProxyType({"ticks": "outside", "ticklen": 7, "tickcolor": "rgba(0,0,0,0)"})
PICKED = MappingProxyType({"marker": {"opacity": 0.5}})  # how marks stand back while another is picked
HOLLOW, OUTLINE = (
    "rgba(0,0,0,0)",
    1.6,
)  # what fills a bar of which the outline alone is drawn, and px of that line
NO_BAR = MappingProxyType({"displayModeBar": False, "scrollZoom": False})


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one mode. `categories` are the same hues in both; `festivals` use none of them."""

    ink: str
    muted: str
    faint: str
    grid: str
    paper: str
    red: str
    categories: Mapping[str, str]
    festivals: Mapping[str, str]
    scale: tuple[str, str]


LIGHT = Theme(
    ink="#22252a",
    muted="#666b73",
    faint="#b9bcc2",
    grid="#e9e6df",
    paper="#ffffff",
    red="#9c1c20",
    categories=MappingProxyType(
        {
            "entitled": "#2c5aa0",
            "garrison": "#1f9089",
            "border": "#d1952b",
            "other": "#8b9099",
            "unspecified": "#c3c6cb",
        }
    ),
    festivals=MappingProxyType(
        {"spring": "#22252a", "army_day": "#8d7a5f", "annual": "#666b73", "other": "#a7abb1"}
    ),
    scale=("#f4f1ea", "#3c4f6b"),
)
DARK = Theme(
    ink="#e9e7e2",
    muted="#a3a7ae",
    faint="#62676f",
    grid="#2f3339",
    paper="#1d2024",
    red="#ea7a75",
    categories=MappingProxyType(
        {
            "entitled": "#6f9fe0",
            "garrison": "#45b5ac",
            "border": "#e3b04f",
            "other": "#8f959e",
            "unspecified": "#5c626b",
        }
    ),
    festivals=MappingProxyType(
        {"spring": "#e9e7e2", "army_day": "#c2ab87", "annual": "#a3a7ae", "other": "#7d838c"}
    ),
    scale=("#25292e", "#8fa9cf"),
)
THEMES: Mapping[Mode, Theme] = MappingProxyType({"light": LIGHT, "dark": DARK})


def text_on(colour: str) -> str:
    """Ink or paper, whichever reads better on a `#rrggbb` colour."""
    return max((LIGHT.ink, LIGHT.paper), key=lambda text: _contrast(text, colour))


def shaded_text(theme: Theme, shade: float) -> str:
    """The theme's ink or paper, whichever reads better so far (0–1) up its scale of shades."""
    ends = [[int(end[i : i + 2], 16) for i in (1, 3, 5)] for end in theme.scale]
    mixed = [round(low + (high - low) * shade) for low, high in zip(*ends, strict=True)]
    colour = "#" + "".join(f"{part:02x}" for part in mixed)
    return max((theme.ink, theme.paper), key=lambda text: _contrast(text, colour))


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, without its linear part near black."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2


def text_width(text: str) -> int:
    """About how many px a text of the usual size takes."""
    return sum(HAN if ord(letter) > 0x2E7F else LATIN for letter in text)


def axis(theme: Theme, **settings: object) -> dict:
    """An axis without lines or ticks that stays where it is; settings of its own come on top."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": theme.muted, "size": 12},
        "gridcolor": theme.grid,
        **settings,
    }


def rows_axis(theme: Theme, count: int, names: Sequence[str] = (), labels: Sequence[str] = ()) -> dict:
    """A category axis that runs down through this many rows, every one named, without room at its ends.

    labels: what is written for the rows' names, broken into two lines where it is long.
    """
    font = {"color": theme.ink, "size": 12}
    told = {"tickvals": [*names], "ticktext": [*map(broken, labels)]} if labels else {"dtick": 1}
    return axis(theme, type="category", range=[count - 0.4, -0.6], tickfont=font, **told)


def broken(label: str) -> str:
    """A label that fits beside a chart on a phone: a long one in two lines of smaller letters."""
    if text_width(label) <= LABEL:
        return escape(label, quote=False)
    middle = next(i for i in range(1, len(label)) if 2 * text_width(label[:i]) >= text_width(label))
    spaces = [i for i, letter in enumerate(label) if letter == " "]
    at = min(spaces, key=lambda i: abs(i - middle), default=middle)  # words of Latin letters stay whole
    at = next((i for i in (label.find("（"), label.find(" (")) if i > 0), at)
    lines = "<br>".join(escape(line.strip(), quote=False) for line in (label[:at], label[at:]))
    return f"<span style='font-size:10px'>{lines}</span>"


def apart(heights: Sequence[float]) -> list[float]:
    """Heights in px from the largest down, moved so that texts stand apart; the lowest stays above zero."""
    found: list[float] = []
    for height in heights:
        found.append(min(height, found[-1] - APART) if found else height)
    lift = max(0.0, APART / 2 - found[-1]) if found else 0.0
    return [height + lift for height in found]


def doubts_of(frame: pd.DataFrame) -> list[bool]:
    """Which rows are in question: they are drawn to the end of the scale at most, and don't set it."""
    return [bool(each) for each in frame["doubtful"]] if "doubtful" in frame else [False] * len(frame)


def span_of(values: Sequence[float], doubts: Sequence[bool]) -> tuple[float, float]:
    """The lowest and the highest value that nobody doubts, with zero among them; of all where all are doubted."""
    sure = [value for value, doubted in zip(values, doubts, strict=True) if not doubted]
    known = sure or [*values]
    return min([0.0, *known]), max([0.0, *known])


def outline(colours: Sequence[str], outlined: Sequence[bool]) -> dict:
    """Bars in these colours; of those that are outlined only the outline is drawn, as on the slides."""
    filled = [HOLLOW if each else colour for colour, each in zip(colours, outlined, strict=True)]
    return {
        "color": filled,
        "line": {"color": [*colours], "width": [OUTLINE if each else 0 for each in outlined]},
    }


def labels_of(frame: pd.DataFrame) -> list[str]:
    """What is written for the units of a frame: its column `label`, or their names."""
    return list(frame["label"] if "label" in frame else frame["unit"])


def figure(theme: Theme, height: int, data: list[dict], **layout: object) -> go.Figure:
    """A figure in the look, this many px high: no frame, no legend, text in our faces.

    It is built from plain parts in one go: plotly checks every part it is given, and each part that is
    changed later once more.
    """
    font = {"family": FONTS, "size": 12, "color": theme.ink}
    look = {
        "template": {},
        "height": height,
        "font": font,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": MARGIN,
        "showlegend": False,
        "separators": ".,",
        "hoverlabel": {
            "bgcolor": theme.paper,
            "bordercolor": theme.faint,
            "font": font,
            "align": "left",
        },
        "dragmode": False,
    }
    return go.Figure(data=data, layout=look | layout)
