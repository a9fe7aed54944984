"""Web pages and web archives saved as workbooks: tables with their merges, the words around, what is hidden."""

from __future__ import annotations

import base64
import quopri
import time

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Line, Mark, Merge
from sydata.reading import Budget, read_file
from sydata.reading.archive import source
from tests.reading import drawn

FORM = """<tr><td colspan=4>双拥活动情况统计表</td></tr>
<tr><td rowspan=2>项目</td><td colspan=2>发放慰问金</td><td rowspan=2>备注</td></tr>
<tr><td>金额（万元）</td><td>人数（人）</td></tr>
<tr><td>重点优抚对象</td><td>56.3</td><td>1,200</td><td>&nbsp;</td></tr>
<tr><td>驻地部队<br>基层官兵</td><td>12</td><td>80</td><td>含火箭军</td></tr>"""
CELLS = (
    ("双拥活动情况统计表", None, None, None),
    ("项目", "发放慰问金", None, "备注"),
    (None, "金额（万元）", "人数（人）", None),
    ("重点优抚对象", "56.3", "1,200", None),
    ("驻地部队\n基层官兵", "12", "80", "含火箭军"),
)
SMALL = "<table><tr><td>项目<td>人数<tr><td>重点<td>{}</table>"


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def rows(body: str) -> tuple:
    return drawn.only(page(body)).rows


def test_table_gives_its_cells_merges_and_the_lines_around() -> None:
    sheet = drawn.only(
        page(f"<h2>填报单位：<b>黔江区</b></h2>日期<br/><table>{FORM}</table><p>填表人：某某</p>")
    )
    assert sheet.rows == CELLS
    assert sheet.merges == drawn.MERGES
    assert (sheet.name, sheet.source, sheet.visible) == ("表1", "web", True)
    assert sheet.before == (Line("填报单位：黔江区", "段1"), Line("日期", "段2"))
    assert sheet.after == (Line("填表人：某某", "段3"),)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("stated", ["", "gb2312"])
def test_every_encoding_is_read_whatever_the_page_states(encoding: str, stated: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={stated}">' if stated else ""
    text = f"<html>{head}<table>{FORM}</table></html>"
    assert drawn.only(text.encode(encoding)).rows == CELLS


def test_stated_encoding_holds_where_nothing_else_fits() -> None:
    text = "<html><meta charset=big5><table><tr><td>類別<td>人數<tr><td>軍人<td>慰問金</table></html>"
    assert drawn.only(text.encode("big5")).rows[1][1] == "慰問金"


def test_figure_that_excel_keeps_beside_the_words_counts() -> None:
    cells = (
        '<tr><td>a<td x:num="123456">12.3万<td x:num="0.563">56.3%<td x:num>1,200<td x:num="1234.5">1,234.5'
    )
    sheet = drawn.only(page(f"<table><tr><td>项目<td>甲{cells}</table>"))
    assert sheet.rows[1] == ("a", 123456.0, 0.563, "1,200", 1234.5)
    assert sheet.marks == {(1, 1): Mark("format", "0万"), (1, 2): Mark("format", "0%")}


def test_number_format_of_a_plain_figure_is_told() -> None:
    head = '<style>.xl24 {color:red; mso-number-format:"0\\.00\\0022万元\\0022";} .n {mso-number-format:"0_ ";}</style>'
    cells = (
        "<tr><td>a<td class=xl24>56.3<td class=n>7<td style='mso-number-format:Percent'>0.5<td class=xl24>无"
    )
    sheet = drawn.only(page(f"<table><tr><td>项目<td>甲{cells}</table>", head))
    assert sheet.rows[1] == ("a", 56.3, "7", 0.5, "无")
    assert sheet.marks == {(1, 1): Mark("format", '0.00"万元"'), (1, 3): Mark("format", "0.00%")}


def test_errors_and_formulas_without_value_are_marked() -> None:
    cells = "<tr><td>a<td x:err>#REF!<td x:fmla='=A1+1'></td><td x:fmla='=A1' x:num=5>5"
    sheet = drawn.only(page(f"<table><tr><td>项目<td>甲{cells}</table>"))
    assert sheet.rows[1] == ("a", None, None, 5.0)
    assert sheet.marks == {(1, 1): Mark("error", "#REF!"), (1, 2): Mark("formula", "=A1+1")}


def test_hidden_rows_columns_and_tables_are_told() -> None:
    table = "<table><col><col style='display:none' span=2>" + FORM.replace(
        "<tr>", "<tr style='DISPLAY: none'>", 1
    )
    shown, hidden = drawn.read(page(f"{table}</table><div style='display:none'>旧{SMALL.format(1)}</div>完"))
    assert (shown.hidden_rows, shown.hidden_columns, shown.visible) == ({0}, {1, 2}, True)
    assert not hidden.visible and hidden.rows[1] == ("重点", "1")
    assert [line.text for line in (*hidden.before, *hidden.after)] == ["完"]


def test_tables_that_arrange_the_page_are_looked_through() -> None:
    inner = f"<table>{FORM}</table>"
    body = (
        f"<table><tr><td>政务网</td></tr><tr><td>菜单</td><td>填报单位：黔江区{inner}填表人</td></tr></table>"
    )
    sheet = drawn.only(page(body))
    assert sheet.rows == CELLS
    assert [line.text for line in sheet.before] == ["政务网", "菜单", "填报单位：黔江区"]
    assert [line.text for line in sheet.after] == ["填表人"]


def test_table_inside_a_table_of_data_is_a_sheet_of_its_own() -> None:
    inner = SMALL.format(7)
    outer, nested = drawn.read(page(f"<table>{FORM.replace('含火箭军', '见下' + inner)}</table>"))
    assert outer.rows[4][3] == "见下"
    assert nested.rows == (("项目", "人数"), ("重点", "7"))


def test_table_of_one_row_is_a_line() -> None:
    strip = "<table><tr><td>填报单位：</td><td>黔江区</td><td>日期：</td></tr></table>"
    sheet = drawn.only(page(f"{strip}<table>{FORM}</table><table><tr><td></td></tr></table>"))
    assert sheet.rows == CELLS
    assert [line.text for line in sheet.before] == ["填报单位： 黔江区 日期："]


def test_page_without_a_table_is_its_lines() -> None:
    sheet = drawn.only(page("<p>走访慰问部队16个。</p><script>var a = 1</script>"))
    assert (sheet.rows, sheet.before) == ((), (Line("走访慰问部队16个。", "段1"),))


def test_spans_beyond_the_table_end_with_it() -> None:
    sheet = drawn.only(page("<table><tr><td rowspan=9>a<td rowspan=0>b<td colspan=99999>c<tr><td>d</table>"))
    assert sheet.merges[:2] == (Merge(0, 0, 1, 0), Merge(0, 1, 1, 1))
    assert sheet.rows[1][:3] == (None, None, "d")
    assert len(sheet.rows[0]) == 1002


def test_cells_never_lie_on_cells_that_reach_down() -> None:
    sheet = drawn.only(page("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>"))
    assert sheet.rows == (("a", "b", "c"), ("d", None, "e"))
    assert sheet.merges == (Merge(0, 1, 1, 1),)


def test_fields_of_a_form_hold_words() -> None:
    body = (
        "<tr><td>人数<td><input type=text value=12><input type=hidden value=9><tr><td>a<td><select><option>甲"
    )
    assert rows(f"<table><tr><td>项目<td>值{body}<option selected>乙</select></table>")[1:] == (
        ("人数", "12"),
        ("a", "乙"),
    )


def test_sheet_that_excel_names_keeps_its_name() -> None:
    xml = "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheet><x:Name>黔江&amp;区</x:Name>"
    xml += "</x:ExcelWorksheet></x:ExcelWorkbook></xml><![endif]-->"
    sheet = drawn.only(page(f"<table>{FORM}</table>", xml))
    assert (sheet.name, sheet.source) == ("黔江&区", "workbook")


def archive(*parts: tuple[str, str], encode: str = "base64") -> bytes:
    head = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
    lines = [head + 'Content-Type: multipart/related; boundary="----=_Next"\r\n\r\n']
    for place, text in parts:
        raw = text.encode("gb18030")
        body = base64.encodebytes(raw) if encode == "base64" else quopri.encodestring(raw)
        lines.append(
            f"------=_Next\r\nContent-Location: {place}\r\nContent-Transfer-Encoding: {encode}\r\n"
            f'Content-Type: text/html; charset="gb2312"\r\n\r\n{body.decode()}\r\n'
        )
    return ("".join(lines) + "------=_Next--\r\n").encode()


@pytest.mark.parametrize("encode", ["base64", "quoted-printable"])
def test_web_archive_gives_the_sheets_of_all_its_pages(encode: str) -> None:
    names = "".join(
        f"<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef='a.files/{place}'/>{more}"
        "</x:ExcelWorksheet>"
        for name, place, more in (
            ("春节", "sheet001.htm", ""),
            ("旧表", "sheet002.htm", "<x:Visible>SheetHidden</x:Visible>"),
        )
    )
    frame = f"<html><xml>{names}</xml><frameset></frameset></html>"
    pages = [("file:///C:/1/a.files/sheet001.htm", f"<table>{FORM}</table>")]
    pages.append(("file:///C:/1/a.files/sheet002.htm", SMALL.format(3)))
    first, second = drawn.read(archive(("file:///C:/1/a.htm", frame), *pages, encode=encode))
    assert (first.name, first.rows, first.visible) == ("春节", CELLS, True)
    assert (second.name, second.rows[1], second.visible) == ("旧表", ("重点", "3"), False)


def cause(content: bytes, budget: Budget | None = None) -> str:
    started = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        read_file(source("a.xls", content), budget or Budget())
    assert time.process_time() - started < 20  # a guard against running away, no measure
    return caught.value.cause


def test_hostile_pages_end_at_once() -> None:
    rows_of_1000 = "<tr><td colspan=1000>1<td>2" * 200_000
    assert cause(page(f"<table>{rows_of_1000}</table>")) == "too-large"
    assert (
        cause(page("<table><tr><td rowspan=60000 colspan=1000>x" + "<tr>" * 60_000 + "<td>a<td>b"))
        == "too-large"
    )
    assert cause(page("<p>" + "x" * (9 << 20))) == "too-large"
    assert (
        cause(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a--") == "damaged"
    )
    nested = b"".join(
        b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (n, n + 1) for n in range(1000)
    )
    assert (
        cause(b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=0\r\n\r\n" + nested) == "damaged"
    )


@pytest.mark.parametrize(
    "deep", ["<div>", "<table><tr><td>", "<b>", "<td>", "<p style='display:none'><table>"]
)
def test_deeply_nested_pages_end_at_once(deep: str) -> None:
    started = time.process_time()
    try:
        drawn.read(page(deep * 30_000 + "1"))
    except UnreadableFile as error:
        assert error.cause in ("damaged", "too-large")
    assert time.process_time() - started < 5
