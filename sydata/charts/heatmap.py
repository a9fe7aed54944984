"""Units down, periods or indicators across, every figure printed; the shade compares within a column."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from sydata.charts.theme import ROW, Theme, axis, figure, labels_of, rows_axis, shaded_text, text_width

GAPS = {"xgap": 2, "ygap": 2, "hoverinfo": "skip"}
CLEAR = [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]]
FITS = 49  # px a printed figure may take before it is written smaller


def heatmap(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """frame: unit, column, shade (0–1, NA: not reported), text; rows and columns in frame order."""
    units, columns = list(dict.fromkeys(frame["unit"])), list(dict.fromkeys(frame["column"]))
    labels = dict(zip(frame["unit"], labels_of(frame), strict=True))
    shades = [None if pd.isna(value) else float(value) for value in frame["shade"]]
    return figure(
        theme,
        ROW * len(units) + 40,
        [*_grids(frame, shades, (units, columns), theme), _marks(frame, shades, theme)],
        xaxis=axis(theme, side="top", type="category", tickangle=0),
        yaxis=rows_axis(theme, len(units), units, list(labels.values())),
    )


def _grids(
    frame: pd.DataFrame, shades: list[float | None], names: tuple[list[str], list[str]], theme: Theme
) -> list[dict]:
    """The shaded cells, and over them the figures: a layer in ink and one in paper, each where it reads.

    names: of rows and columns. Figures in a layer of their own would fade when a cell is picked.
    """
    units, columns = names
    keys = list(zip(frame["unit"], frame["column"], strict=True))
    cells = dict(zip(keys, shades, strict=True))
    texts = dict(zip(keys, _printed(frame), strict=True))
    longest = max(map(text_width, texts.values()), default=0)
    size = 11 if longest <= FITS else 10
    base = {"type": "heatmap", "x": columns, "y": units, "zmin": 0, "zmax": 1, "showscale": False} | GAPS
    dark = {
        key: shade is not None and shaded_text(theme, shade) == theme.paper for key, shade in cells.items()
    }

    def grid(of: Callable[[tuple[str, str]], object]) -> list[list[object]]:
        return [[of((unit, column)) for column in columns] for unit in units]

    def layer(turned: bool) -> dict:
        here = {key for key, shade in cells.items() if shade is not None and dark[key] == turned}
        return base | {
            "z": grid(lambda key: 0.0 if key in here else None),
            "text": grid(lambda key: texts[key] if key in here else ""),
            "texttemplate": "%{text}",
            "textfont": {"size": size, "color": theme.paper if turned else theme.ink},
            "colorscale": CLEAR,
        }

    shaded = base | {"z": grid(cells.get), "colorscale": [[0, theme.scale[0]], [1, theme.scale[1]]]}
    return [shaded, layer(False), layer(True)]


def _printed(frame: pd.DataFrame) -> list[str]:
    """What stands in the cells: the column `printed`, or the figures."""
    return list(frame["printed"] if "printed" in frame else frame["text"])


def _marks(frame: pd.DataFrame, shades: list[float | None], theme: Theme) -> dict:
    """Over every cell a mark that nobody sees, to point at and to pick; where nothing was reported its dash."""
    return {
        "type": "scatter",
        "x": list(frame["column"]),
        "y": list(frame["unit"]),
        "mode": "markers+text",
        "text": [text if shade is None else "" for text, shade in zip(frame["text"], shades, strict=True)],
        "textfont": {"size": 11, "color": theme.faint},
        "marker": {"symbol": "square", "size": 20, "color": theme.red, "opacity": 0},
        "selected": {"marker": {"opacity": 0.45}},
        "unselected": {"marker": {"opacity": 0}, "textfont": {"color": theme.faint}},
        "customdata": list(frame["text"]),
        "hovertemplate": "%{y} · %{x}<br><b>%{customdata}</b><extra></extra>",
    }
