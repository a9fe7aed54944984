"""Completeness by content: what each cell of the returns that count holds. Frames in, frames out.

Four states: a number, a true zero, a blank (nothing was reported), something that cannot be read as a number.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from sydata.text import squash
from sydata.wide import is_number

Content = Literal["unreadable", "blank", "number", "zero"]
CONTENTS: tuple[Content, ...] = ("unreadable", "blank", "number", "zero")  # what needs a word first
CELL_COLUMNS = ("unit_code", "unit", "category", "indicator", "file", "sheet", "cell", "text", "content")


def cells(observations: pd.DataFrame) -> pd.DataFrame:
    """CELL_COLUMNS of every cell that counts, in the order given. observations: of one period, as the store has them.

    Totals, 其中 rows and returns that do not count are left out, and so are names of officials.
    """
    counted = (observations["status"] == "counted") & (observations["unit_code"].fillna("") != "")
    numbers = observations["indicator"].map(is_number).astype(bool)
    rows = observations[counted & numbers]
    words = rows["text"].fillna("").map(squash) != ""
    content = pd.Series("number", index=rows.index, dtype="str")
    content = content.mask(rows["value"].eq(0).fillna(False).astype(bool), "zero")
    content = content.mask(rows["value"].isna() & words, "unreadable")
    content = content.mask(rows["value"].isna() & ~words, "blank")
    return rows.assign(content=content)[list(CELL_COLUMNS)].reset_index(drop=True)


def completeness(of: pd.DataFrame) -> pd.DataFrame:
    """unit_code, unit, indicator, one column a state with its number of cells, content (see CONTENTS: the first that
    occurs). of: `cells`. An indicator that a unit's sheet does not have gives no row.
    """
    keys = ["unit_code", "unit", "indicator"]
    counts = of.groupby([*keys, "content"], sort=False).size().unstack("content", fill_value=0)
    counts = counts.reindex(columns=list(CONTENTS), fill_value=0).astype("int64")
    first = (counts > 0).idxmax(axis=1).astype("str") if len(counts) else pd.Series([], dtype="str")
    return counts.rename_axis(columns=None).assign(content=first).reset_index()


def blanks(of: pd.DataFrame) -> pd.DataFrame:
    """The blank cells among `cells`, with where they stand."""
    return of[of["content"] == "blank"].reset_index(drop=True)


def filled(of: pd.DataFrame) -> tuple[int, int]:
    """How many of the cells hold a number or a true zero, and how many there are."""
    return int(of["content"].isin(["number", "zero"]).sum()), len(of)
