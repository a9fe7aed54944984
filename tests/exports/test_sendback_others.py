"""Files that take no comments go back as what was read of them, or with a page of questions."""

from __future__ import annotations

import io
import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path

import docx
import pytest

import sydata
from sydata.catalog.questions import answers
from sydata.exports.sendback import send_back
from sydata.model import Line, Mark, Sheet
from tests.exports.sent import HEAD, ask, convert, listed, marked, opened, sent, sheets_of, told
from tests.pipeline.drawn import form
from tests.pipeline.drawn import sheet as drawn
from tests.reading import drawn as small
from tests.reading import printed

SAMPLES = Path(__file__).parents[2] / "sample_data"
OTHERS = [
    "forms/03-原表-xls.xls", "forms/04-原表-et.et", "forms/05-原表-et-ooxml.et", "forms/06-原表-ods.ods",
    "forms/07-原表-csv-utf8.csv", "forms/09-原表-csv-gbk.csv", "forms/11-原表-csv-semicolon.csv",
    "forms/51-一簿多表.xls", "forms/29-格式带单位.xlsx", "forms/50-空表与填报表与说明.xlsx",
    "defects/hidden-content-sheet.xlsx", "defects/formula-without-value.xlsx", "defects/computed-formula.xlsx",
    "layouts/多年并列.xlsx",
]  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_files_of_every_kind_come_back_as_the_same_return(name: str) -> None:
    path = SAMPLES / name
    content = path.read_bytes()
    given, copy = send_back(path.name, content, [ask("C5", sheet="x")], HEAD, sheets_of(path.name, content))
    assert given == f"{path.stem}（核查退回）.xlsx"
    assert told(given, copy) == told(path.name, content)


@pytest.mark.parametrize("content", [small.xls(), small.ods()])
def test_a_rendering_holds_values_merges_comments_and_says_what_it_lacks(content: bytes) -> None:
    name, copy = send_back(
        "报表.xls", content, [ask("B4", sheet="汇总")], HEAD, sheets_of("报表.xls", content)
    )
    assert name == "报表（核查退回）.xlsx"
    page = opened(copy)["汇总"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows == [list(row) for row in small.ROWS]
    assert sorted(str(merge) for merge in page.merged_cells.ranges) == ["A1:D1", "A2:A3", "B2:C2", "D2:D3"]
    assert "【核查问题 1】" in page["B4"].comment.text
    assert marked(copy, "汇总") == ["B4"]
    assert any("重新制作" in str(row[0]) for row in listed(copy))


def test_a_sheet_without_a_name_gets_one_and_its_questions_follow() -> None:
    content = "项目,走访慰问人数\n重点优抚对象,三百多\n".encode()
    sheets = sheets_of("a.csv", content)
    _, copy = send_back("a.csv", content, [ask("B2", sheet="")], HEAD, sheets)
    assert opened(copy).sheetnames == ["核查问题", "报表"]
    assert opened(copy)["报表"]["B2"].comment is not None


def test_words_around_a_printed_table_stand_above_it_and_the_cells_move_with_it() -> None:
    body = drawn(form(title="", line=""))
    page_of_print = Sheet(
        "a.pdf", "表1", body.rows, body.merges, source="pdf",
        before=(Line("2024年春节期间双拥活动情况统计表", "第1页"), Line("填报单位：黔江区", "第1页")),
        after=(Line("填表人：某某", "第1页"),),
    )  # fmt: skip
    name, copy = send_back("a.pdf", b"%PDF-1.7", [ask("C3", sheet="表1")], HEAD, (page_of_print,))
    page = opened(copy)["表1"]
    assert page["A1"].value == "2024年春节期间双拥活动情况统计表"
    assert page["C5"].comment is not None
    assert page.cell(page.max_row, 1).value == "填表人：某某"
    assert [row[2] for row in listed(copy) if row[0] == 1] == ["C5"]
    assert any("各行下移 2 行" in str(row[0]) for row in listed(copy))
    result = sydata.normalize([(name, copy)])
    assert result.data[["unit", "year"]].drop_duplicates().values.tolist() == [["黔江区", 2024]]


def test_formulas_errors_and_risky_words_of_a_rendering_are_no_formulas() -> None:
    rows = (("=1+1", None, "@x"), (None, 2.5, 0.125))
    marks = {
        (0, 1): Mark("formula", "=HYPERLINK(1)"), (1, 0): Mark("error", "#REF!"), (1, 2): Mark("format", "0.0%"),
    }  # fmt: skip
    sheet = Sheet("a.xls", "=x", rows, marks=marks)
    _, copy = send_back("a.xls", b"\xd0\xcf", [], HEAD, (sheet,))
    page = opened(copy)["=x"]
    assert [[(c.data_type, c.value) for c in row] for row in page] == [
        [("s", "=1+1"), ("s", "=HYPERLINK(1)"), ("s", "@x")],
        [("e", "#REF!"), ("n", 2.5), ("n", 0.125)],
    ]
    assert page["A1"].quotePrefix
    assert page["C2"].number_format == "0.0%"
    assert any("只是文字" in str(row[0]) for row in listed(copy))


def test_names_no_workbook_takes_are_made_fit_and_stay_apart() -> None:
    names = ["a/b", "ab", "核查问题", "长" * 40, "长" * 41]
    sheets = [Sheet("a.ods", name, (("x", "y"),)) for name in names]
    _, copy = send_back("a.ods", b"x", [ask("B1", sheet="a/b"), ask("A1", sheet="核查问题")], HEAD, sheets)
    assert opened(copy).sheetnames == ["核查问题", "ab", "ab 2", "核查问题 2", "长" * 31, "长" * 26 + " 2"]
    assert marked(copy, "ab") == ["B1"]
    assert marked(copy, "核查问题 2") == ["A1"]


# ---- pages ----
def page_of(content: bytes) -> list[list[str]]:
    """The table of a page of questions."""
    (table,) = docx.Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_word_document_goes_back_with_a_page_of_questions() -> None:
    content = small.document(before=("黔江区2024年春节",))
    name, page = send_back("慰问.docx", content, [ask("B4", sheet="表1"), ask("段3", 2, sheet="")], HEAD,
                           sheets_of("慰问.docx", content))  # fmt: skip
    assert name == "慰问（核查退回）.docx"
    assert page_of(page) == [
        ["编号", "位置", "原填内容", "核查问题", "处理办法", "填报单位答复"],
        ["1", "表1 第4行第2列", "三百多", "不是数字：不能读作数字。", "请核实。", ""],
        ["2", "段3", "三百多", "不是数字：不能读作数字。", "请核实。", ""],
    ]
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(page)).paragraphs]
    assert lines[0] == "核查问题清单"
    assert docx.Document(io.BytesIO(page)).core_properties.title == "核查问题清单 黔江区"
    assert "请于 2024年3月8日 前答复。" in lines


def test_a_page_that_comes_back_is_no_return_and_no_problem_and_its_answers_are_read() -> None:
    name, page = sent("文字.txt", "黔江区2024年春节共走访慰问官兵 1200 人，发放慰问金 56.3 万元。".encode())
    document = docx.Document(io.BytesIO(page))
    document.tables[0].cell(1, 5).text = "没有统计表"
    out = io.BytesIO()
    document.save(out)
    result = sydata.normalize([(name, out.getvalue())])
    assert name == "文字（核查退回）.docx"
    assert result.findings["code"].tolist() == ["hidden-content"]
    assert result.data.empty
    assert result.observations.empty
    assert answers(sheets_of(name, out.getvalue())) == {1: "没有统计表"}


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_nobody_can_open_goes_back_with_a_page(content: bytes) -> None:
    name, page = send_back("照片.jpg", content, [ask("", sheet="", text="")], HEAD)
    assert name == "照片（核查退回）.docx"
    assert page_of(page)[1][1] == "整表"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_rendering_and_page(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(sent("a.xls", small.xls())[1])
    (tmp_path / "c.docx").write_bytes(sent("a.docx", small.document())[1])
    convert(tmp_path, "pdf", "b.xlsx", "c.docx")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["b.pdf", "c.pdf"]


def test_values_that_no_workbook_holds_are_written_as_they_were_read() -> None:
    rows = (
        (10**18, float("inf"), float("nan"), 1e16, True),
        (date(1899, 1, 1), datetime(1, 1, 1), date(2024, 2, 26), time(8, 30), timedelta(hours=30)),
    )
    _, copy = send_back("a.ods", b"x", [], HEAD, [Sheet("a.ods", "表", rows)])
    page = opened(copy)["表"]
    assert [[cell.value for cell in row] for row in page] == [
        [str(10**18), "inf", "nan", "1e+16", True],
        ["1899-01-01", "0001-01-01", datetime(2024, 2, 26), time(8, 30), timedelta(hours=30)],
    ]


def test_a_question_about_another_unit_of_a_roll_up_names_it() -> None:
    content = small.document()
    asked = [ask("B4", sheet="表1", unit="綦江区"), ask("B5", 2, sheet="表1")]
    _, page = send_back("汇总.docx", content, asked, HEAD, sheets_of("汇总.docx", content))
    assert [row[3] for row in page_of(page)[1:]] == [
        "綦江区 不是数字：不能读作数字。", "不是数字：不能读作数字。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("报送.zip/黔江区/表.txt", "表（核查退回）.docx"),
        (r"C:\报送\表?.txt", "表_（核查退回）.docx"),
        ("表（核查退回）.txt", "表（核查退回）.docx"),
        ("", "黔江区（核查退回）.docx"),
    ],
)
def test_what_goes_back_bears_the_name_under_which_it_came(given: str, name: str) -> None:
    assert send_back(given, b"", [], HEAD)[0] == name


def as_text(value: object) -> str | None:
    return f"{value:g}" if isinstance(value, float) else value if value is None else str(value)


def web_page() -> bytes:
    rows = ("".join(f"<td>{as_text(value) or ''}</td>" for value in row) for row in ONE_HEADER)
    lines = "<p>2024年春节期间双拥活动情况统计表</p><p>填报单位：黔江区</p>"
    return f"<html><body>{lines}<table><tr>{'</tr><tr>'.join(rows)}</tr></table></body></html>".encode()


def print_out() -> bytes:
    lines = printed.words("2024年春节期间双拥活动情况统计表", "填报单位：黔江区")
    texts = [[as_text(value) for value in row] for row in ONE_HEADER]
    return printed.pdf(lines + printed.table(printed.Sheet(texts)))


ONE_HEADER = (
    ("项目", "慰问金（万元）", "走访慰问人数", "备注"),
    ("重点优抚对象", 56.3, 1200.0, None),
    ("驻地部队基层官兵", 12.0, "八十多", "某部"),
)


@pytest.mark.parametrize(("name", "content"), [("a.pdf", print_out()), ("a.xls", web_page())])
def test_printed_tables_and_web_pages_come_back_as_the_same_return(name: str, content: bytes) -> None:
    given, copy = sent(name, content)
    assert given == "a（核查退回）.xlsx"
    assert told(given, copy) == told(name, content)
    figures, asked = told(name, content)
    assert len(figures) == 2
    assert [code for code, *_ in asked] == ["not-a-number"]
    page = opened(copy).worksheets[1]
    (marked_cell,) = [cell for row in page for cell in row if cell.comment]
    assert marked_cell.value == "八十多"
