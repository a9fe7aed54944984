"""The same form in every format reads to the same cells."""

from __future__ import annotations

import pickle

import pytest

from sydata.model import Line, Merge, value_text
from sydata.reading import read_file
from sydata.reading.archive import source
from tests.reading import drawn

WORKBOOKS = {"xlsx": drawn.xlsx, "shared": drawn.shared_xlsx, "xls": drawn.xls, "ods": drawn.ods}


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_workbooks_give_the_same_rows_and_merges(kind: str) -> None:
    sheet = drawn.only(WORKBOOKS[kind]())
    assert sheet.name == "汇总"
    assert sheet.rows == drawn.ROWS
    assert sheet.merges == drawn.MERGES
    assert sheet.visible and sheet.source == "workbook"
    assert (sheet.marks, sheet.stray, sheet.hidden_rows, sheet.hidden_columns) == ({}, (), set(), set())


def test_figures_of_every_workbook_stay_floats() -> None:
    for write in WORKBOOKS.values():
        value = drawn.only(write()).rows[3][2]
        assert value == 1200 and type(value) is float


def test_word_table_gives_the_same_words_and_merges() -> None:
    sheet = drawn.only(drawn.document(("关于报送的函", "填报单位：黔江区"), ("填表人：某某",)))
    assert sheet.rows == tuple(
        tuple(None if value is None else value_text(value) for value in row) for row in drawn.ROWS
    )
    assert sheet.merges == drawn.MERGES
    assert sheet.name == "表1" and sheet.source == "word"
    assert sheet.before == (Line("关于报送的函", "段1"), Line("填报单位：黔江区", "段2"))
    assert sheet.after == (Line("填表人：某某", "段3"),)


@pytest.mark.parametrize("kind", [*WORKBOOKS, "docx"])
def test_suffix_does_not_matter(kind: str) -> None:
    content = WORKBOOKS[kind]() if kind in WORKBOOKS else drawn.document()
    for name in ("表.et", "表.xls", "表.xlsx", "表.wps", "表"):
        assert drawn.read(content, name)[0].rows[1][0] == "项目"


@pytest.mark.parametrize("kind", [*WORKBOOKS, "docx", "csv"])
def test_sheets_travel_between_processes(kind: str) -> None:
    content = {"docx": drawn.document, "csv": lambda: b"a,b\n1,2\n", **WORKBOOKS}[kind]()
    sheets = read_file(source("表", content))
    assert pickle.loads(pickle.dumps(sheets)) == sheets


def test_merges_end_where_the_cells_end() -> None:
    content = drawn.workbook(lambda sheet: sheet.merge_cells("A6:XFD6"))
    assert drawn.only(content).merges == drawn.MERGES
    wide = drawn.workbook(lambda sheet: (sheet.unmerge_cells("A1:D1"), sheet.merge_cells("A1:XFD1")))
    assert drawn.only(wide).merges[0] == Merge(0, 0, 0, 3)


def test_leading_empty_rows_and_columns_stay() -> None:
    def move(sheet: object) -> None:
        sheet.move_range("A4:D5", rows=2, cols=1)  # type: ignore[attr-defined]

    sheet = drawn.only(drawn.workbook(move))
    assert sheet.rows[3] == (None,) * 5
    assert sheet.text(5, 1) == "重点优抚对象"
