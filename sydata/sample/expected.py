"""Writes what a right reading gives, from what was drawn: data.csv, findings.csv, manifest.json."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sydata.sample.columns import EXTRAS
from sydata.sample.draft import Document, Row
from sydata.sample.figures import CATEGORIES, FORM, MONEY
from sydata.sample.words import exact

KEYS = ("year", "festival", "unit_code", "unit", "category")
INFO = ("hidden-content", "duplicate", "superseded", "missing-column", "boundary-change", "computed-formula")
WARNINGS = (
    "narrative-only", "version-undecided", "unknown-column", "other-measure", "approximate-value",
    "recipients-exceed-visited", "amount-without-recipients", "same-as-last-year", "overlapping-units",
)  # fmt: skip
RANK = {"spring": 1, "army_day": 2}


@dataclass(frozen=True)
class Manifest:
    """What a sample holds. Keys of the mappings are period ids (`2024-spring`), their values unit codes.

    files: paths below the directory it was written to; counted: units in `data`; missing: expected units that
    sent nothing; late: units whose first return is dated after the deadline.
    """

    files: tuple[str, ...]
    data_rows: int
    findings: int
    counted: dict[str, tuple[str, ...]]
    missing: dict[str, tuple[str, ...]]
    late: dict[str, tuple[str, ...]]


def severity(code: str) -> str:
    """The severity that the contract gives a code."""
    return "info" if code in INFO else "warning" if code in WARNINGS else "error"


def _order(row: Row) -> tuple[object, ...]:
    report = row.report
    place = (report.year, RANK[report.festival], report.unit.code)
    return (*place, CATEGORIES.index(row.category), row.file, row.sheet)


def data_table(documents: Iterable[Document]) -> list[dict[str, str]]:
    """The expected `data`, one row a unit, period and category; money in 万元 as exact decimal text."""
    rows = sorted((row for document in documents for row in document.rows), key=_order)
    return [_record(row) for row in rows]


def _record(row: Row) -> dict[str, str]:
    report = row.report
    keys = (report.year, report.festival, report.unit.code, report.unit.name, row.category)
    record = {name: str(value) for name, value in zip(KEYS, keys, strict=True)}
    for name in (*FORM, *EXTRAS):
        value = row.values.get(name)
        record[name] = "" if value is None else f"{exact(value):f}" if name in MONEY else str(value)
    return record | {"source_file": row.file, "sheet": row.sheet}


def findings_table(documents: Iterable[Document]) -> list[dict[str, str]]:
    """The expected findings of every severity, sorted by place and code."""
    notes = sorted(note for document in documents for note in document.notes)
    return [note._asdict() | {"severity": severity(note.code)} for note in notes]


def _write(path: Path, records: Sequence[dict[str, str]], columns: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(records)


def counted(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """The units in `data`, by period."""
    found: dict[str, dict[str, None]] = {}
    for row in sorted((row for document in documents for row in document.rows), key=_order):
        found.setdefault(f"{row.report.year}-{row.report.festival}", {})[row.report.unit.code] = None
    return {period: tuple(codes) for period, codes in found.items()}


def write_expected(folder: Path, documents: Sequence[Document], manifest: Manifest) -> None:
    """Write the three files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "data.csv", data_table(documents), (*KEYS, *FORM, *EXTRAS, "source_file", "sheet"))
    _write(folder / "findings.csv", findings_table(documents), ("file", "sheet", "cell", "code", "severity"))
    words = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(words + "\n", encoding="utf-8")
