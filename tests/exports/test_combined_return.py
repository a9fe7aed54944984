"""The combined form read by sydata itself, as it was made and as other programs save it."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import sydata
from sydata.exports.combined import combined_bytes
from tests.exports.sent import convert
from tests.exports.test_combined import combined

FORM = "汇总表.xlsx"


def figures(result: sydata.Result) -> set[tuple[str, str, str, str, int]]:
    """Sheet, cell, category, indicator and value of every figure that was read."""
    read = result.observations.dropna(subset=["value"])
    columns = ["sheet", "cell", "category", "indicator", "value"]
    return set(read[columns].fillna("").itertuples(index=False, name=None))


def errors(result: sydata.Result) -> pd.DataFrame:
    return result.findings[result.findings["code"] == "formula-without-value"]


def test_a_sum_that_stays_empty_is_a_blank_and_no_formula_without_a_result() -> None:
    read = sydata.normalize([(FORM, combined_bytes(combined()))])
    assert errors(read).empty
    assert figures(read)


def test_the_form_saved_by_a_program_that_does_not_calculate_keeps_its_figures_and_guesses_no_sum() -> None:
    content = combined_bytes(combined())
    saved = BytesIO()
    load_workbook(BytesIO(content)).save(saved)
    read = sydata.normalize([(FORM, saved.getvalue())])
    assert figures(read) <= figures(sydata.normalize([(FORM, content)]))
    assert not errors(read).empty


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_form_saved_by_libreoffice_is_read_the_same(tmp_path: Path) -> None:
    content = combined_bytes(combined())
    (tmp_path / FORM).write_bytes(content)
    convert(tmp_path, "xlsx", FORM)
    saved = sydata.normalize([(FORM, (tmp_path / "out" / FORM).read_bytes())])
    read = sydata.normalize([(FORM, content)])
    assert figures(saved) == figures(read)
    assert sorted(saved.findings["code"]) == sorted(read.findings["code"])
