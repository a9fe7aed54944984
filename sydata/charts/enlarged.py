"""Any chart for a projector: larger letters, marks and height."""

from __future__ import annotations

import re

import plotly.graph_objects as go

SIZES = ("size", "xshift", "yshift")  # of letters and marks, and how far labels stand off
_SIZED = re.compile(r"font-size:([0-9.]+)px")


def enlarged(drawn: go.Figure, by: float, tall: tuple[int, int]) -> go.Figure:
    """The figure with letters, marks and shifts times `by`. tall: the least and the most px of its height."""
    made = drawn.to_dict()
    _grow(made, by)
    layout = made["layout"]
    layout["height"] = min(max(round(layout["height"] * by), tall[0]), tall[1])
    layout["margin"] = {side: round(room * by) for side, room in layout["margin"].items()}
    return go.Figure(made)


def _grow(part: dict | list, by: float) -> None:
    """Everything below a part, in place."""
    for key, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
        if isinstance(value, tuple | list | dict):
            part[key] = list(value) if isinstance(value, tuple) else value
            _grow(part[key], by)
        else:
            part[key] = _grown(key, value, by)


def _grown(key: object, value: object, by: float) -> object:
    if isinstance(value, str):
        return _SIZED.sub(lambda size: f"font-size:{float(size[1]) * by:g}px", value)
    return value * by if key in SIZES and isinstance(value, int | float) else value
