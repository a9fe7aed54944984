"""Questions of plausibility as findings beside those that are stored: each with its file, sheet, cells and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import pandas as pd

from sydata.catalog.findings import KINDS

Places = Callable[
    [Sequence[int]], pd.DataFrame
]  # return ids → where their figures stand: `store.places.places`
FIGURE = ["return_id", "category", "indicator"]
COMMA = "、"


def beside(stored: pd.DataFrame, questions: pd.DataFrame, places: Places) -> pd.DataFrame:
    """The stored findings, then the questions (`plausible.COLUMNS`) as findings with the same columns.

    A question is left out where an error is stored of the same figure, or the same kind of finding of the same
    return: nobody is asked twice. Its finding_id is negative and the same whenever the same question is asked.
    """
    fresh = questions[~_is_asked(questions, stored)]
    if fresh.empty:
        return stored
    placed = _placed(fresh, places(sorted({int(id) for id in fresh["return_id"]})))
    kept = placed.reindex(columns=stored.columns).astype(stored.dtypes.to_dict())
    return pd.concat([stored, kept], ignore_index=True)


def in_place_of(findings: pd.DataFrame, code: str, fresh: pd.DataFrame) -> pd.DataFrame:
    """The findings with `fresh` ones instead of those of a kind."""
    kept = findings[findings["code"] != code]
    if fresh.empty:
        return kept.reset_index(drop=True)
    told = fresh.reindex(columns=kept.columns).astype(kept.dtypes.to_dict())
    return pd.concat([kept, told], ignore_index=True)


def _is_asked(questions: pd.DataFrame, stored: pd.DataFrame) -> pd.Series:
    wrong = stored[(stored["severity"] == "error") & (stored["indicator"].fillna("") != "")]
    figures = {*wrong[FIGURE].itertuples(index=False, name=None)}
    kinds = {*stored[["return_id", "code"]].itertuples(index=False, name=None)}
    rows = questions[[*FIGURE, "code"]].itertuples(index=False, name=None)
    asked = [tuple(row[:3]) in figures or (not row[2] and (row[0], row[3]) in kinds) for row in rows]
    return pd.Series(asked, index=questions.index, dtype="bool")


def _placed(questions: pd.DataFrame, where: pd.DataFrame) -> pd.DataFrame:
    joined = {"cell": ("cell", _joined), "text": ("text", _joined)}
    cells = where.groupby(FIGURE, sort=False).agg(**joined).reset_index()
    sheets = where.drop_duplicates("return_id")[["return_id", "file", "sheet", "file_id", "state"]]
    frame = questions.astype({"return_id": "int64"}).merge(cells, on=FIGURE, how="left")
    frame = frame.merge(sheets, on="return_id", how="left")
    words = {name: frame[name].astype("object").fillna("") for name in ("cell", "text", "file", "sheet")}
    severity = frame["code"].map({code: kind.severity for code, kind in KINDS.items()})
    return frame.assign(severity=severity, finding_id=_ids(frame), **words)


def _joined(texts: pd.Series) -> str:
    return COMMA.join(text for text in texts if text)


def _ids(frame: pd.DataFrame) -> list[int]:
    return [question_id(row) for row in frame.to_dict("records")]


def question_id(row: Mapping[Any, Any]) -> int:
    """A negative number that stands for a question: of the return, its kind, the figure and the value asked about."""
    about = row["params"].get("value") or row["params"].get("per", "")
    words = "|".join(str(row[name]) for name in ("return_id", "code", "category", "indicator"))
    return -int.from_bytes(sha256(f"{words}|{about}".encode()).digest()[:6], "big") - 1
