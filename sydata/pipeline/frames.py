"""The figures of a batch as one frame: all that comes after reading asks columns, and never a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sydata.catalog.indicators import INDICATORS
from sydata.catalog.overlap import rivals
from sydata.model import Finding, UnreadFigure
from sydata.pipeline.batches import NOTHING, Held, Part, joined
from sydata.pipeline.clean import BODY
from sydata.pipeline.forms import APART

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
ROW = {
    "row": "int64", "column": "int64", "row_kind": "str", "category": "str", "label": "str", "indicator": "str",
    "value": "Int64", "tolerance": "float64", "kind": "str", "found": "str", "approximate": "bool", "text": "str",
    "reason": "str", "measure": "str", "formula": "str", "record": "int64", "over": "str", "unit_words": "str",
    "period_words": "str",
}  # fmt: skip
NUMBERED = (
    "return_key",
    "page",
    "table",
)  # whose figure it is, in which sheet and table, numbered in the batch
COLUMNS = {**dict.fromkeys(NUMBERED, "int64"), **ROW}


class Whole(NamedTuple):
    """What all files of a batch say. figures: COLUMNS, where return_key is the form's place in `forms`."""

    forms: tuple[Held, ...]
    figures: pd.DataFrame
    findings: tuple[Finding, ...]
    unread: tuple[UnreadFigure, ...]


def whole(parts: Iterable[Part]) -> Whole:
    """The parts as one, with forms, sheets and tables numbered through.

    Each part's figures become columns as it comes: Python's own values would take ten times the memory.
    """
    frames = [_frame(NOTHING, np.zeros(3, dtype="int64"))]
    before = np.zeros(3, dtype="int64")
    rest: list[tuple[tuple[Any, ...], ...]] = []
    for part in parts:
        frames.append(_frame(part, before))
        before += (len(part.forms), part.sheets, part.tables)
        rest.append((part.forms, part.findings, part.unread))
    forms, findings, unread = (joined(of) for of in zip(*rest, strict=True)) if rest else ((), (), ())
    return Whole(forms, pd.concat(frames, ignore_index=True).astype(COLUMNS), findings, unread)


def _frame(part: Part, before: Numbers) -> pd.DataFrame:
    """The figures of a part. before: how many forms, sheets and tables the parts before it have."""
    columns = part.figures or ((),) * len(ROW)
    told = {name: _array(c, ROW[name]) for name, c in zip(ROW, columns, strict=True)}
    sheets, tables, sizes = np.array(part.places, dtype="int64").reshape(-1, 3).T
    numbers = (np.arange(len(sizes)), sheets, tables)
    numbered = {
        name: np.repeat(of + first, sizes) for name, of, first in zip(NUMBERED, numbers, before, strict=True)
    }
    numbered["table"] += told["record"] // APART
    return pd.DataFrame(numbered | told)


def _array(values: tuple[object, ...], dtype: str) -> Any:
    return pd.array(values, dtype=dtype) if dtype in ("str", "Int64") else np.array(values, dtype=dtype)


OVER_CATEGORIES = "category"


def with_totals_only(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts a total row's figure as 未分类 where no category of the return says anything of the indicator.

    A total of money stays a total where its parts are told by category, and a part does where a total is:
    counting both would count the same money twice. Of several equal totals the first is taken.
    """
    alone = (frame["over"] == OVER_CATEGORIES) & (frame["reason"] == "total") & frame["value"].notna()
    body = frame["row_kind"].isin(BODY) & (frame["kind"] != "blank")
    of = whose(frame)
    alone &= ~of.isin(of[body].unique())  # hardly any is left: a sheet says by category what it adds up
    if not alone.any():
        return frame
    totals = frame[alone]
    grouped = totals.groupby(["return_key", "indicator"])["value"]
    totals = totals[(grouped.transform("nunique") == 1) & (grouped.cumcount() == 0)]
    said = set(frame.loc[body, ["return_key", "indicator"]].itertuples(index=False, name=None))
    promoted = [
        i
        for i, key, indicator in totals[["return_key", "indicator"]].itertuples(name=None)
        if not any((key, rival) in said for rival in rivals(indicator))
    ]
    frame.loc[promoted, "category"] = "unspecified"
    frame.loc[promoted, "reason"] = ""
    return frame


_NUMBER = {indicator: number for number, indicator in enumerate(INDICATORS)}


def whose(frame: pd.DataFrame) -> pd.Series:
    """A number for each return's indicator: comparing one number is many times faster than two columns."""
    of, indicators = pd.factorize(frame["indicator"])  # looks each name up once, and not each row's
    numbers = np.array([_NUMBER[indicator] for indicator in indicators], dtype="int64")
    return frame["return_key"] * len(_NUMBER) + (numbers[of] if len(of) else 0)
