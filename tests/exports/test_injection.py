"""No text of a stranger's becomes a formula in any file that leaves the house."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from sydata.exports import EXPORTS, by_suffix
from sydata.exports.data import csv_bytes
from sydata.exports.tables import guarded
from tests.exports.drawn import content
from tests.exports.test_combined import combined, combined_bytes
from tests.exports.test_originals import listed

HOSTILE = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\0=1+1", "＝1+1", "＋1", "－1", "＠A1",
    " =1+1", "\u00a0=1+1", "\u3000=1+1", "\ufeff=1+1", "\x0b=1+1", "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://x\")",
    "=DDE(\"cmd\";\"/c calc\";\"x\")", "-2+3+cmd|'/c calc'!A1", "=WEBSERVICE(\"http://x\")",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def hostile(text: str):
    files = listed({"name": text}, returns=({"sheet": text},))
    return replace(
        content({"text": text, "file": text, "sheet": text}, findings=({"text": text, "file": text},)),
        files=files,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_quote_stands_before_what_a_spreadsheet_might_run(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["万州区", "3-5", "a=b", "1200", "", "（约）300", "《通知》"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_table_of_changes_keeps_signs_of_numbers_only(text: str) -> None:
    made = csv_bytes(pd.DataFrame({"甲": ["+1,234", "-0.5", "+8.4%", text]}), changes=True).decode(
        "utf-8-sig"
    )
    cells = [row[0] for row in csv.reader(StringIO(made, newline=""))]
    assert cells[:4] == ["甲", "+1,234", "-0.5", "+8.4%"]
    assert cells[4].startswith("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_the_csv_begins_like_a_formula(text: str) -> None:
    for language in ("ids", "zh", "en"):
        made = by_suffix(".csv").make(replace(hostile(text), language=language)).decode("utf-8-sig")  # type: ignore[union-attr]
        for row in csv.reader(StringIO(made)):
            assert [
                cell for cell in row if cell.strip(" \t\r\n\0\x0b\u00a0\u3000\ufeff").startswith(FORMULA)
            ] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_workbook_holds_a_formula_that_we_did_not_write(text: str) -> None:
    book = load_workbook(BytesIO(by_suffix(".xlsx").make(hostile(text))))  # type: ignore[union-attr]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert len([cell for cell in cells if text.lstrip("\0\x0b") in str(cell.value)]) >= 4


@pytest.mark.parametrize("text", HOSTILE)
def test_the_combined_form_has_only_its_own_formulas(text: str) -> None:
    of = combined()
    seen = of.observations.assign(text=text, file=text, sheet=text)
    names = of.facts.assign(unit=text)
    book = load_workbook(BytesIO(combined_bytes(replace(of, observations=seen, facts=names))))
    formulas = {
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert {formula for formula in formulas if not formula.startswith("=IF(COUNT(")} == set()


def test_every_export_is_tried() -> None:
    assert {export.suffix for export in EXPORTS} == {".csv", ".xlsx", ".parquet"}
