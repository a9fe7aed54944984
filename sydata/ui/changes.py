"""What a later return changed against an earlier one, in words: the unit's totals, then figure by figure."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis.revised import changes, effect, kind_words
from sydata.analysis.subjects import subject
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.text import escape
from sydata.ui.i18n import _, language, many, placed
from sydata.ui.parts.table import table
from sydata.ui.story import category_word, indicator_word
from sydata.wording import MISSING, figure, signed

Row = dict[Any, Any]


def plain(figures: pd.DataFrame) -> pd.DataFrame:
    """A return's figures without names of persons, and without what is no figure."""
    left = [id for id, known in INDICATORS.items() if known.sensitive or known.measure == TEXT]
    return figures[~figures["indicator"].isin(left)]


def changes_panel(before: pd.DataFrame, after: pd.DataFrame) -> None:
    """The totals of the unit that moved, and every figure that differs."""
    rows, sums = changes(before, after), effect(before, after)
    sums = sums[sums["effect"].fillna(0) != 0]
    if rows.empty:
        _note(_("The two state the same figures."))
        return
    numbers = [_("Before"), _("After"), _("Difference")]
    if len(sums):
        _note(_("Totals of the unit that moved: {count}").format(count=len(sums)))
        table(effect_frame(sums), numbers)
    _note(many(len(rows), _("{count} figure changed"), _("{count} figures changed")))
    table(changes_frame(rows), numbers)


def _note(text: str) -> None:
    st.html(f"<p class='sy-note'>{escape(text)}</p>")


def effect_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """What a resubmission did to the unit's totals, in words."""
    lang = language()
    told = [
        (
            subject(row["indicator"]).name(lang),
            _value(row["before"], row),
            _value(row["after"], row),
            _moved(row),
        )
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(told, columns=[_("Measure"), _("Before"), _("After"), _("Difference")])


def changes_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """What a resubmission changed, in words."""
    told = [
        (
            indicator_word(row["indicator"]),
            category_word(row["category"]),
            kind_words(row["kind"], language()),
            _shown(row, "before"),
            _shown(row, "after"),
            _moved(row),
            placed(row["after_cell"] or row["before_cell"]),
        )
        for row in rows.to_dict("records")
    ]
    heads = [
        _("Measure"),
        _("Category"),
        _("What changed"),
        _("Before"),
        _("After"),
        _("Difference"),
        _("Cell"),
    ]
    return pd.DataFrame(told, columns=heads)


def _measure(row: Row) -> str:
    return subject(row["indicator"]).measure


def _value(value: Any, row: Row) -> str:
    return MISSING if pd.isna(value) else figure(int(value), _measure(row))


def _shown(row: Row, side: str) -> str:
    """The value, or the words that stood there."""
    return str(row[f"{side}_text"]) if pd.isna(row[side]) else _value(row[side], row)


def _moved(row: Row) -> str:
    return "" if pd.isna(row["difference"]) else signed(int(row["difference"]), _measure(row))
