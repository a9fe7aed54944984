"""A small content drawn by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from sydata.exports import Content
from sydata.exports.content import FIGURE_COLUMNS, FINDING_COLUMNS
from sydata.model import OBSERVATION_COLUMNS
from sydata.wide import as_shown, wide

USUAL = {
    "return_key": 0, "file": "a.xlsx", "sheet": "春节", "cell": "B5", "unit_code": "500101", "unit": "万州区",
    "year": 2024, "festival": "spring", "category": "entitled", "indicator": "visited_people", "value": 1200,
    "text": "1200", "status": "counted", "note": "",
}  # fmt: skip
PROBLEM = dict.fromkeys(FINDING_COLUMNS, "") | {
    "severity": "error", "code": "negative", "file": "a.xlsx", "unit": "万州区", "year": 2024,
    "festival": "spring", "text": "-3", "message": "负数。",
}  # fmt: skip


def content(
    *rows: dict[str, Any], language: Any = "zh", findings: tuple[dict[str, Any], ...] = ()
) -> Content:
    frame = pd.DataFrame([USUAL | row for row in rows], columns=list(OBSERVATION_COLUMNS))
    frame = frame.astype({"value": "Int64", "year": "Int64"})
    problems = pd.DataFrame([PROBLEM | row for row in findings], columns=list(FINDING_COLUMNS))
    return Content(
        data=wide(frame),
        findings=problems.astype({c: "str" for c in FINDING_COLUMNS if c != "year"}),
        observations=as_shown(frame)[list(FIGURE_COLUMNS)],
        office="500000",
        created=datetime(2024, 3, 1, 9, 30),
        language=language,
    )
