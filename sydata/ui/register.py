"""The register in plain values: every return that was ever handed in, how it stands, and how to find it again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.model import Period
from sydata.ui.i18n import _, language
from sydata.wording import MISSING

COLUMNS = (
    "return_id", "file_id", "unit_code", "unit", "year", "festival", "file", "sheet", "state", "errors", "warnings",
    "fill_date", "received_at", "who",
)  # fmt: skip
# The states in the order in which a clerk cares: what waits, what stands, what is out, what gave nothing.
STATES = (
    "waiting", "question", "sent-back", "submitted", "accepted", "signed", "superseded", "duplicate", "aside", "failed",
    "arrived",
)  # fmt: skip
NO_RETURN = ("failed", "arrived")  # states of files; all others are of returns
OPEN = ("waiting", "question", "sent-back", "failed", "arrived")  # those that want something of a person
ASKED = "return"  # the part of an address that names a return, or (`f7`) a file without one
Signed = Collection[tuple[int, str]]  # (year, festival) of the periods that are signed off


def state_word(state: str) -> str:
    """A state as a person says it."""
    return {
        "submitted": _("submitted"),
        "question": _("in question"),
        "accepted": _("accepted"),
        "signed": _("signed off"),
        "sent-back": _("sent back"),
        "superseded": _("superseded"),
        "duplicate": _("duplicate"),
        "waiting": _("waits"),
        "aside": _("set aside"),
        "failed": _("gave no return"),
        "arrived": _("not read yet"),
    }[state]


def unit_word(unit: str) -> str:
    """A unit's name, or that nobody knows it."""
    return unit or _("unit unknown")


def register(
    returns: pd.DataFrame,
    files: pd.DataFrame,
    arrived: Collection[int],
    findings: pd.DataFrame,
    signed: Signed,
) -> pd.DataFrame:
    """COLUMNS of every return and of every file without one, the newest first; return_id is NA for a file.

    returns, files and findings (open ones) are frames of `store.queries`; arrived: ids of files nobody has read yet.
    """
    rows = returns.merge(files[["file_id", "who"]], on="file_id", how="left")
    rows = rows.assign(state=[state_of(row, signed) for row in rows.to_dict("records")])
    told = pd.concat([rows[list(COLUMNS)], _without_return(files, arrived, findings)], ignore_index=True)
    told = told.astype({"return_id": "Int64", "year": "Int64", "errors": "int64", "warnings": "int64"})
    return told.sort_values(
        ["received_at", "file_id", "return_id"], ascending=False, kind="stable"
    ).reset_index(drop=True)


def state_of(row: Mapping[Any, Any], signed: Signed) -> str:
    """How a return stands; what a person did with it is told while it counts."""
    if row["state"] != "current":
        return str(row["state"])
    if not pd.isna(row["year"]) and (int(row["year"]), row["festival"]) in signed:
        return "signed"
    if row["review"]:
        return str(row["review"])
    return "question" if row["errors"] else "submitted"


def _without_return(files: pd.DataFrame, arrived: Collection[int], findings: pd.DataFrame) -> pd.DataFrame:
    rows = files[files["returns"] == 0].rename(columns={"name": "file"})
    loose = findings[findings["return_id"].isna()]
    count = {s: loose[loose["severity"] == s].groupby("file_id").size() for s in ("error", "warning")}
    waits = rows["file_id"].isin(list(arrived))
    made = rows.assign(
        return_id=pd.NA, unit_code="", unit="", year=pd.NA, festival="", sheet="", fill_date=pd.NaT,
        state=waits.map({True: "arrived", False: "failed"}),
        errors=rows["file_id"].map(count["error"]).fillna(0),
        warnings=rows["file_id"].map(count["warning"]).fillna(0),
        received_at=pd.to_datetime(rows["received_at"]),
    )  # fmt: skip
    return made[list(COLUMNS)]


# ---- finding something ----
def of_scope(rows: pd.DataFrame, scope: Period | None) -> pd.DataFrame:
    """The rows of a period; None: those of no known period."""
    nowhere = rows["year"].isna() | (rows["festival"] == "")
    if scope is None:
        return rows[nowhere]
    return rows[(rows["year"] == scope.year).fillna(False) & (rows["festival"] == scope.festival)]


def matching(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows that hold every one of the words (parted by blanks), in any of their columns, whatever their case."""
    text = rows[["unit", "file", "sheet", "who"]].fillna("").agg(" ".join, axis=1).str.lower()
    when = pd.Series(
        [when_word(y, f) for y, f in zip(rows["year"], rows["festival"], strict=True)], rows.index
    )
    text = text + " " + when.str.lower() if len(rows) else text
    keep = pd.Series(True, rows.index)
    for word in words.lower().split():
        keep &= text.str.contains(word, regex=False)
    return rows[keep]


def when_word(year: Any, festival: str) -> str:
    """The period of a row, as far as it is known."""
    if pd.isna(year) or festival not in FESTIVALS:
        return MISSING
    return period_name(period(int(year), festival), language())


def answer(rows: pd.DataFrame) -> str:
    """How many there are, and how they stand: one sentence."""
    count = rows["state"].value_counts()
    there = [state for state in STATES if count.get(state, 0)]
    parts = [_("{state} {count}").format(state=state_word(state), count=count[state]) for state in there]
    returns = int((~rows["state"].isin(NO_RETURN)).sum())
    files = len(rows) - returns
    head = _("Returns: {returns}; files without a return: {files}.") if files else _("Returns: {returns}.")
    head, gap = head.format(returns=returns, files=files), "" if language() == "zh" else " "
    return f"{head}{gap}{' · '.join(parts)}" if parts else head


def row_name(row: Mapping[Any, Any]) -> str:
    """A row in a list to choose from."""
    parts = [unit_word(row["unit"]), when_word(row["year"], row["festival"]), state_word(row["state"])]
    return " · ".join(filter(None, [*parts, row["file"], row["sheet"]]))


def versions_of(rows: pd.DataFrame, of: Mapping[Any, Any]) -> pd.DataFrame:
    """The returns of the same unit and period, in the order in which they came; itself alone where either is open."""
    if pd.isna(of["year"]) or not of["festival"] or not of["unit_code"]:
        same = rows["return_id"] == of["return_id"]
    else:
        same = (rows["unit_code"] == of["unit_code"]) & (rows["year"] == of["year"])
        same &= rows["festival"] == of["festival"]
    return rows[same.fillna(False)].sort_values("return_id", kind="stable")
