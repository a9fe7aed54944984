"""What a roll-up says of units beside their own sheets, as findings: whichever of them came first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from sydata.analysis.asked import question_id
from sydata.analysis.levels import rollups
from sydata.analysis.reconcile import Comparison
from sydata.catalog.findings import KINDS
from sydata.catalog.indicators import INDICATORS
from sydata.wording import FEN_PER_WAN

ROLLUP = "rollup-mismatch"
COLUMNS = (
    "finding_id", "severity", "code", "file", "sheet", "cell", "unit_code", "unit", "year", "festival", "category",
    "indicator", "text", "params", "return_id", "file_id", "state",
)  # fmt: skip


def rolled_differently(observations: pd.DataFrame | None, returns: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS of every figure of a roll-up that its unit's own sheet contradicts, beyond rounding.

    observations: of one period (`store.queries.observations`); None: there are none. returns: of the office. The
    finding belongs to the roll-up's own return, and is an error that does not hold up the unit's sheet.
    """
    rows = [] if observations is None else list(_rows(observations, returns))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(observations: pd.DataFrame, returns: pd.DataFrame) -> list[dict[str, Any]]:
    many = returns[returns["rollup"].astype("bool")]
    whose = {
        (row["file_id"], row["sheet"], row["unit_code"], row["year"], row["festival"]): row
        for row in many.to_dict("records")
    }
    year, festival = observations[["year", "festival"]].iloc[0] if len(observations) else (None, "")
    found = []
    for sheet in rollups(observations, returns):
        for each in sheet.rows:
            of = whose.get((sheet.file_id, sheet.sheet, each.stated.code, year, festival))
            if of is not None and not each.agrees:
                found.append(_finding(each, of))
    return found


def _finding(of: Comparison, row: dict[str, Any]) -> dict[str, Any]:
    stated = of.stated
    words = {"value": _shown(stated.value, stated.indicator), "other": _shown(of.own, stated.indicator)}
    words["difference"] = _shown(abs(of.difference), stated.indicator)
    about: dict[str, Any] = {"return_id": row["return_id"], "code": ROLLUP, "category": stated.category}
    about |= {"indicator": stated.indicator, "params": words}
    place = {
        name: row[name]
        for name in ("file", "sheet", "unit_code", "unit", "year", "festival", "file_id", "state")
    }
    return {
        **about, **place, "finding_id": question_id(about), "severity": KINDS[ROLLUP].severity,
        "cell": stated.cell, "text": words["value"],
    }  # fmt: skip


def _shown(value: int, indicator: str) -> str:
    """A value as a message writes it: money in 万元 without needless zeros, counts with separators."""
    if not INDICATORS[indicator].money:
        return f"{value:,}"
    return f"{(Decimal(value) / FEN_PER_WAN).normalize():,f}"
