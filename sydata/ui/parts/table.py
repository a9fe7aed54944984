"""A table as people read it on paper: dense, aligned, every cell escaped."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import streamlit as st

from sydata.text import escape


def table(
    frame: pd.DataFrame, numbers: Collection[str] = (), wide: Collection[str] = (), sums: int = 0
) -> None:
    """Show a frame of finished texts; its column names are the heads."""
    st.html(table_html(frame, numbers, wide, sums))


def table_html(
    frame: pd.DataFrame, numbers: Collection[str] = (), wide: Collection[str] = (), sums: int = 0
) -> str:
    """numbers: columns set right; wide: columns with sentences; sums: how many first rows are totals."""
    classes = {name: "n" if name in numbers else "w" if name in wide else "" for name in frame.columns}
    head = "".join(_cell("th", name, classes[name]) for name in frame.columns)
    rows = [_row(values, classes, index < sums) for index, values in enumerate(frame.itertuples(index=False))]
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f"<div class='sy-table'><table>{body}</table></div>"


def _row(values: Sequence[object], classes: Mapping[str, str], is_sum: bool) -> str:
    cells = "".join(_cell("td", value, kind) for value, kind in zip(values, classes.values(), strict=True))
    return f"<tr{' class=sum' if is_sum else ''}>{cells}</tr>"


def _cell(tag: str, value: object, kind: str) -> str:
    return f"<{tag}{f' class={kind}' if kind else ''}>{escape(str(value))}</{tag}>"
