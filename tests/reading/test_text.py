"""Text files: encodings, separators, and what is left of a table when one of them is odd."""

from __future__ import annotations

import time

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Cell
from tests.reading import drawn

TEXT = "双拥活动情况统计表,,\r\n项目,金额（万元）,人数\r\n重点优抚对象,56.3,1200\r\n驻地部队,,80\r\n"
ROWS = (
    ("双拥活动情况统计表", None, None),
    ("项目", "金额（万元）", "人数"),
    ("重点优抚对象", "56.3", "1200"),
    ("驻地部队", None, "80"),
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_every_usual_encoding_is_read(encoding: str) -> None:
    sheet = drawn.only(TEXT.encode(encoding))
    assert sheet.rows == ROWS
    assert (sheet.name, sheet.source) == ("", "text")


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_separators_and_line_ends_are_recognised(separator: str, end: str) -> None:
    text = TEXT.replace(",", separator).replace("\r\n", end)
    assert drawn.only(text.encode("gb18030")).rows == ROWS


def test_quoted_values_keep_separators_and_line_breaks() -> None:
    text = '项目,金额,说明\n"优抚\n对象","1,234","他说""好"""\n驻军,2,无\n'
    assert drawn.only(text.encode()).rows[1] == ("优抚\n对象", "1,234", '他说"好"')


def test_title_without_separators_does_not_hide_them() -> None:
    text = "统计表\n单位：万元\n项目\t金额\n优抚\t1,234\n驻军\t5,678\n"
    assert drawn.only(text.encode()).rows == (
        ("统计表", None), ("单位：万元", None), ("项目", "金额"), ("优抚", "1,234"), ("驻军", "5,678"),
    )  # fmt: skip


def test_values_stay_as_written() -> None:
    assert drawn.only(b'a,b,c\n007," 1 ",2024-02-26\n').rows[1] == ("007", " 1 ", "2024-02-26")


def test_excels_own_separator_line_is_no_row() -> None:
    assert drawn.only(b"sep=;\r\na;b\r\n1,5;2\r\n").rows == (("a", "b"), ("1,5", "2"))


def test_prose_is_one_column() -> None:
    text = "关于双拥工作的报告\n\n春节期间，走访慰问重点优抚对象1200人。\n"
    assert drawn.only(text.encode()).rows == (
        ("关于双拥工作的报告",), (None,), ("春节期间，走访慰问重点优抚对象1200人。",),
    )  # fmt: skip


def test_quote_that_never_closes_does_not_swallow_the_rest() -> None:
    text = '项目,金额\n"优抚,1\n' + "驻军,2\n" * 50
    rows = drawn.only(text.encode()).rows
    assert len(rows) == 52
    assert rows[-1] == ("驻军", "2")


def test_empty_rows_at_the_end_are_dropped() -> None:
    assert drawn.only(b"a,b\n1,2\n,\n,\n\n").rows == (("a", "b"), ("1", "2"))


def test_stray_cell_of_a_text_file_is_noted() -> None:
    started = time.process_time()
    text = "a,b\n1,2\n" + "," * 900_000 + "x\n" + "3,4\n" * 2000
    sheet = drawn.only(text.encode())
    assert sheet.stray == (Cell(2, 900_000),)
    assert len(sheet.rows) == 2003
    assert time.process_time() - started < 2


def test_text_with_more_cells_than_the_budget_is_too_large() -> None:
    with pytest.raises(UnreadableFile, match="too-large"):
        drawn.read(b"1,2,3\n" * 700_000)


@pytest.mark.parametrize("content", [b"a,b\n1,\x00\x01\x02\n", "表,1".encode() + b"\xff\xfe\x80\x81,\x00"])
def test_bytes_that_are_no_text_are_unknown(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="unknown"):
        drawn.read(content)
