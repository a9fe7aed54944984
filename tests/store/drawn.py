"""Small batches drawn by hand, as the pipeline would hand them over."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from sydata.model import OBSERVATION_COLUMNS, Batch, ColumnReading, Finding, Return, SourceFile

OFFICE = "500000"
Figure = tuple[str, str, int | None]


@dataclass
class Sheet:
    """A sheet with its return: figures are (category, indicator, value in 分 or ones)."""

    file: str
    figures: Sequence[Figure]
    name: str = "Sheet1"
    unit_code: str = "500101"
    unit: str = "万州区"
    year: int | None = 2024
    festival: str = "spring"
    state: Any = "current"
    fill_date: date | None = None
    revision: int = 0
    rollup: bool = False
    in_words: bool = False
    content: bytes = b""
    extra: list[dict[str, Any]] = field(default_factory=list)


def source(name: str, content: bytes = b"") -> SourceFile:
    content = content or name.encode()
    return SourceFile(name, content, hashlib.sha256(content).hexdigest())


def given(key: int, sheet: Sheet) -> Return:
    return Return(
        key,
        sheet.file,
        sheet.name,
        sheet.unit_code,
        sheet.unit,
        sheet.year,
        sheet.festival,
        sheet.state,
        sheet.fill_date,
        sheet.revision,
        title="统计表",
        columns=() if sheet.in_words else (ColumnReading("C", "走访慰问人数", "visited_people", "人"),),
        rollup=sheet.rollup,
    )


def observation(key: int, sheet: Sheet, at: int, figure: Figure) -> dict[str, Any]:
    category, indicator, value = figure
    return {
        "return_key": key, "file": sheet.file, "sheet": sheet.name, "cell": f"C{at + 5}",
        "unit_code": sheet.unit_code, "unit": sheet.unit, "year": sheet.year, "festival": sheet.festival,
        "category": category, "indicator": indicator, "value": value, "text": str(value),
        "status": "counted", "note": "",
    }  # fmt: skip


def batch(*sheets: Sheet, findings: Sequence[Finding] = (), files: Sequence[SourceFile] = ()) -> Batch:
    rows = []
    for key, sheet in enumerate(sheets):
        own = [observation(key, sheet, at, figure) for at, figure in enumerate(sheet.figures)]
        rows += own + [observation(key, sheet, 90, ("entitled", "cash_amount", 1)) | e for e in sheet.extra]
    frame = pd.DataFrame(rows, columns=list(OBSERVATION_COLUMNS))
    frame = frame.astype({"value": "Int64", "year": "Int64", "return_key": "int64"})
    kept = {sheet.file: source(sheet.file, sheet.content) for sheet in sheets}
    returns = tuple(given(key, sheet) for key, sheet in enumerate(sheets))
    return Batch(OFFICE, (*kept.values(), *files), returns, frame, tuple(findings))
