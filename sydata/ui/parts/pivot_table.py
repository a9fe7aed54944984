"""A pivot as a table whose every figure is a link to where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from sydata.text import escape


class Spot(NamedTuple):
    """A printed cell. link: where its figure leads, empty for none; kind: classes (`none`, `doubt`, `at`)."""

    text: str
    link: str = ""
    kind: str = ""


class Row(NamedTuple):
    """A row: its name, its cells, and whether it is a total or a note."""

    name: str
    spots: Sequence[Spot]
    kind: str = ""


def pivot_table(corner: str, heads: Sequence[str], rows: Sequence[Row]) -> None:
    """Show the table."""
    st.html(pivot_html(corner, heads, rows))


def pivot_html(corner: str, heads: Sequence[str], rows: Sequence[Row]) -> str:
    """The table as markup; every word is escaped."""
    head = f"<th>{escape(corner)}</th>" + "".join(f"<th class=n>{_head(each)}</th>" for each in heads)
    body = "".join(_row(each) for each in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='sy-table sy-pivot'>{table}</div>"


def _head(text: str) -> str:
    """A heading of several parts, each on a line of its own."""
    return "<br>".join(escape(part) for part in text.split(" · "))


def _row(row: Row) -> str:
    kind = f" class={row.kind}" if row.kind else ""
    return f"<tr{kind}><td>{escape(row.name)}</td>{''.join(map(_cell, row.spots))}</tr>"


def _cell(spot: Spot) -> str:
    text = escape(spot.text)
    if spot.link:
        text = f"<a href='{escape(spot.link, quote=True)}' target='_self'>{text}</a>"
    return f"<td class='{' '.join(filter(None, ['n', spot.kind]))}'>{text}</td>"


Link = Callable[[str], str]
