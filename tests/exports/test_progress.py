from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from sydata.analysis.completeness import cells
from sydata.analysis.progress import Asked, grid, progress
from sydata.analysis.reminders import Desk, letters
from sydata.catalog.festivals import period
from sydata.catalog.units import own_units
from sydata.exports.progress import ProgressReport, progress_workbook
from sydata.exports.progress_document import letters_document, progress_document
from sydata.model import Unit
from tests.analysis.test_completeness import BLANK
from tests.analysis.test_completeness import drawn as figures
from tests.analysis.test_progress import DEADLINE, SPRING, A, B, C, drawn

TROOP = next(unit for unit in own_units("500000") if unit.kind == "troop")


def report(*units: Unit, **changes: Any) -> ProgressReport:
    frame = drawn({"fill_date": date(2024, 3, 4)}, {"year": 2023, "unit_code": "500102"})
    this = Asked(SPRING, units or (A, B, C), DEADLINE)
    before = Asked(period(2023, "spring"), units or (A, B, C), date(2023, 2, 28))
    of, desk = progress(frame, this), Desk("500000", date(2024, 3, 5))
    seen = cells(figures({}, BLANK | {"file": "=1+1.xlsx", "cell": "C6"}))
    given: dict[str, Any] = {
        "progress": of,
        "grid": grid(frame, [this, before]),
        "letters": letters(of, desk),
        "cells": seen,
    }
    return ProgressReport("500000", datetime(2024, 3, 5, 9, 30), **given | changes)


def rows(of: ProgressReport, sheet: str) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(progress_workbook(of)))
    return list(book[sheet].iter_rows(values_only=True))


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]


def test_the_workbook_has_the_five_numbers_and_who_owes_what() -> None:
    of = report()
    assert load_workbook(BytesIO(progress_workbook(of))).sheetnames == [
        "报送情况", "各单位", "未报名单", "催报", "历期", "填报完整性", "空白单元格",
    ]  # fmt: skip
    assert rows(of, "报送情况")[:9] == [
        ("项目", "数值"), ("汇总单位", "重庆市"), ("报送期", "2024年春节"), ("截止日期", "2024-02-28"),
        ("应报单位", "3"), ("已报单位", "1"), ("报送率", "33.3%"), ("按时单位", "0"), ("按时率", "0.0%"),
    ]  # fmt: skip
    assert rows(of, "各单位") == [
        ("单位代码", "填报单位", "状态", "尚缺", "逾期天数"),
        ("500101", "万州区", "逾期", None, 5),
        ("500102", "涪陵区", "未报", "统计表", None),
        ("500103", "渝中区", "未报", "统计表", None),
    ]
    assert [row[1] for row in rows(of, "未报名单")[1:]] == ["涪陵区", "渝中区"]


def test_the_workbook_has_letters_periods_and_cells() -> None:
    of = report()
    assert [row[0] for row in rows(of, "催报")] == ["填报单位", "合并一份", "涪陵区", "渝中区"]
    assert rows(of, "历期") == [
        ("填报单位", "2024年春节", "2023年春节"),
        ("万州区", "逾期 5 天", "未报"),
        ("涪陵区", "未报", "逾期 357 天"),
        ("渝中区", "未报", "未报"),
    ]
    assert rows(of, "空白单元格")[1] == (
        "万州区", "重点优抚对象、困难退役军人等优抚对象", "走访慰问人数（人）", "=1+1.xlsx", "春节", "C6",
    )  # fmt: skip


def test_rows_of_letters_are_as_tall_as_their_lines() -> None:
    sheet = load_workbook(BytesIO(progress_workbook(report())))["催报"]
    assert sheet["B2"].alignment.wrap_text
    assert 9 * 15 <= sheet.row_dimensions[2].height <= 409


def test_the_cells_of_each_indicator_are_counted_by_what_they_hold() -> None:
    assert rows(report(), "填报完整性") == [
        ("单位代码", "填报单位", "指标", "填零", "有数", "空白", "不可读"),
        ("500101", "万州区", "走访慰问人数（人）", 0, 1, 1, 0),
    ]


def test_the_cells_stand_in_the_order_of_the_units() -> None:
    seen = cells(
        figures({"unit_code": "500102", "unit": "涪陵区"}, {"unit_code": "500101"}, BLANK | {"cell": "C6"})
    )
    assert [row[0] for row in rows(report(cells=seen), "填报完整性")[1:]] == ["500101", "500102"]


def test_text_is_never_a_formula() -> None:
    book = load_workbook(BytesIO(progress_workbook(report(Unit("500101", "=HYPERLINK(1)")))))
    risky = [
        cell
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if str(cell.value).startswith("=")
    ]
    assert {cell.value for cell in risky} == {"=HYPERLINK(1)", "=1+1.xlsx"}
    assert {(cell.data_type, cell.quotePrefix) for cell in risky} == {("s", True)}


def test_english_files_have_english_words_and_chinese_letters() -> None:
    of = report(language="en")
    assert rows(of, "Units")[1] == ("500101", "万州区", "late", None, 5)
    assert "关于催报" in str(rows(of, "Reminders")[1][1])


def test_an_assumed_deadline_says_so() -> None:
    assert rows(report(assumed=True), "报送情况")[3] == ("截止日期", "2024-02-28（按往年推定）")


def test_troop_units_are_not_named_unless_asked_for() -> None:
    of = report(A, TROOP)
    assert TROOP.name not in sheet_text(progress_workbook(of))
    assert TROOP.name not in document_text(progress_document(of))
    assert TROOP.name in sheet_text(progress_workbook(report(A, TROOP, sensitive=True)))


def sheet_text(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def document_text(content: bytes) -> str:
    made = docx.Document(BytesIO(content))
    cells_ = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*paragraphs(content), *cells_])


def test_the_document_says_who_is_missing_and_has_each_letter() -> None:
    said = paragraphs(progress_document(report()))
    assert said[0] == "重庆市2024年春节双拥活动情况统计表报送进度"
    assert said[1] == (
        "\u3000\u30002024年春节应报 3 个单位，已报 1 个，报送率 33.3%，按时 0 个，"
        "按时率 0.0%。2 个单位未报送：涪陵区、渝中区。"
    )
    assert [text for text in said if text.startswith("关于")] == [
        "关于催报2024年春节期间双拥活动情况统计表的通知",
        "关于催报2024年春节期间双拥活动情况统计表的函",
        "关于催报2024年春节期间双拥活动情况统计表的函",
    ]
    tables = docx.Document(BytesIO(progress_document(report()))).tables
    assert [cell.text for cell in tables[1].rows[1].cells] == ["涪陵区", "未报", "统计表", "—"]


def test_chinese_letters_have_a_face_of_their_own() -> None:
    runs = [
        run for p in docx.Document(BytesIO(letters_document(["题\n甲：\n正文"]))).paragraphs for run in p.runs
    ]
    faces = {run._element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia")) for run in runs}
    assert faces == {"黑体", "仿宋"}


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("zh", "重庆市2024年春节双拥活动情况统计表报送进度"),
        ("en", "Chongqing: reporting for 2024 Spring Festival"),
    ],
)
def test_the_document_has_its_title_and_the_stops_of_the_mainland(lang: Any, title: str) -> None:
    document = docx.Document(BytesIO(progress_document(report(language=lang))))
    assert document.core_properties.title == title
    (language,) = document.styles["Normal"].element.rPr.findall(docx.oxml.ns.qn("w:lang"))
    assert language.get(docx.oxml.ns.qn("w:eastAsia")) == "zh-CN"
    assert document.paragraphs[1].text.startswith("　") == (lang == "zh")


def test_a_letter_that_a_person_changed_is_written_as_it_stands() -> None:
    assert paragraphs(letters_document(["题目\n收件人：\n一\x0b行\n单位\n日期", "另一份"])) == [
        "题目", "收件人：", "一行", "单位", "日期", "", "另一份",
    ]  # fmt: skip


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_both(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(progress_workbook(report()))
    (tmp_path / "b.docx").write_bytes(progress_document(report()))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    for name, target in (
        ("a.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"),
        ("b.docx", "txt:Text (encoded):UTF8"),
    ):
        convert = ["soffice", home, "--headless", "--convert-to", target, "--outdir", str(tmp_path)]
        subprocess.run([*convert, str(tmp_path / name)], check=True, timeout=120)
    with (tmp_path / "a.csv").open(encoding="utf-8") as file:
        assert dict(csv.reader(file))["报送率"] == "33.3%"
    assert "尚未收到你区的统计表，已超过报送时限6天" in (tmp_path / "b.txt").read_text(encoding="utf-8")
