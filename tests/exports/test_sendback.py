"""A district's own workbook goes back with the questions in it, and comes in again as the same return."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

import sydata
from sydata.catalog.questions import answers
from sydata.exports.sendback import package, send_back
from tests.exports.sent import (
    HEAD,
    ask,
    changed,
    opened,
    packed,
    parts,
    plain,
    sent,
    sheets_of,
    told,
)
from tests.pipeline.drawn import form, sheet, xlsx


def listed(content: bytes) -> list[list[object]]:
    """The rows of the first sheet, without the empty ones."""
    rows = opened(content).worksheets[0].iter_rows(values_only=True)
    return [list(row) for row in rows if any(row)]


def marked(content: bytes, name: str = "Sheet1") -> list[str]:
    """The ranges that are marked."""
    rules = opened(content)[name].conditional_formatting
    return [str(block.sqref) for block in rules if any("核查问题" in r.formula[0] for r in block.rules)]


# ---- the first sheet ----
def test_the_first_sheet_lists_the_questions_with_what_to_do_and_room_to_answer() -> None:
    name, content = sent("报送.zip/黔江区/统计表.xlsx", plain())
    assert name == "统计表（核查退回）.xlsx"
    book = opened(content)
    assert book.sheetnames == ["核查问题", "Sheet1"]
    assert book.active.title == "核查问题"
    rows = listed(content)
    assert [row[0] for row in rows[:4]] == [
        "核查问题清单",
        "填报单位：黔江区　　报送期：2024年春节",
        "汇总单位：重庆市双拥办　　退回日期：2024年3月1日　　联系方式：023-10000000",
        "请于 2024年3月8日 前答复。",
    ]
    assert str(rows[4][0]).startswith("答复办法：")
    assert rows[5] == ["编号", "工作表", "单元格", "原填内容", "核查问题", "处理办法", "填报单位答复"]
    assert rows[6] == [
        1, "Sheet1", "C5", "三百多", "不是数字：“三百多”不能读作数字，没有取值，也没有当作 0。",
        "请核实后填写确切数字。", None,
    ]  # fmt: skip
    assert [row[2] for row in rows[6:]] == ["C5", "E7", "E8"]


def test_each_question_links_to_its_cell() -> None:
    content = xlsx(sheet(form(), name="区's 表"))
    _, content = send_back("a.xlsx", content, [ask("C5", sheet="区's 表"), ask("", 2)], HEAD)
    page = opened(content).worksheets[0]
    links = {cell.coordinate: cell.hyperlink.location for row in page for cell in row if cell.hyperlink}
    assert list(links.values()) == ["'区''s 表'!C5"]
    assert page[next(iter(links))].value == "C5"


def test_without_a_deadline_none_is_named() -> None:
    _, content = send_back("a.xlsx", plain(), [ask("C5")], replace(HEAD, deadline=None, contact=""))
    assert not any("前答复" in str(row[0]) or "联系" in str(row[0]) for row in listed(content))


def test_a_question_of_no_cell_is_on_the_list_only_and_that_is_said() -> None:
    _, content = send_back("a.xlsx", plain(), [ask("", 1), ask("C5", 2), ask("C5", 3, sheet="别的")], HEAD)
    rows = listed(content)
    assert "编号 1、3 的问题不在某一个单元格，或不能在表中标出，只列在本页。" in [row[0] for row in rows]
    assert [row[2] for row in rows if isinstance(row[0], int)] == ["整表", "C5", "C5"]
    assert marked(content) == ["C5"]


def test_the_list_can_be_had_in_english() -> None:
    _, content = send_back("a.xlsx", plain(), [ask("C5")], replace(HEAD, language="en"))
    assert opened(content).sheetnames[0] == "Questions"
    assert "Please answer by 2024-03-08." in [row[0] for row in listed(content)]


# ---- the cells ----
def test_a_questioned_cell_bears_a_comment_and_a_mark_and_keeps_its_own_format() -> None:
    def coloured(page):
        page["C5"].fill = PatternFill("solid", start_color="FF00FF00")

    _, content = send_back("a.xlsx", changed(coloured), [ask("C5"), ask("E7", 2)], HEAD)
    page = opened(content)["Sheet1"]
    assert page["C5"].comment.text.split("\n") == [
        "重庆市双拥办 2024年3月1日", "【核查问题 1】不是数字", "不能读作数字。", "请核实。",
    ]  # fmt: skip
    assert page["C5"].comment.author == "重庆市双拥办"
    assert page["C5"].fill.start_color.rgb == "FF00FF00"
    assert page["E7"].comment is not None
    assert marked(content) == ["C5 E7"]


def test_several_questions_on_one_cell_are_one_comment() -> None:
    _, content = send_back("a.xlsx", plain(), [ask("C5", 1), ask("C5", 2, title="约数")], HEAD)
    text = opened(content)["Sheet1"]["C5"].comment.text
    assert "【核查问题 1】不是数字" in text
    assert "【核查问题 2】约数" in text


def test_a_merged_cell_is_marked_whole_and_bears_its_comment_at_the_anchor() -> None:
    _, content = send_back("a.xlsx", plain(), [ask("E3")], HEAD)  # D3:E3 is 发放慰问金情况
    assert opened(content)["Sheet1"]["D3"].comment is not None
    assert marked(content) == ["D3:E3"]


def test_a_blank_cell_outside_the_written_rows_can_be_asked_about() -> None:
    _, content = send_back("a.xlsx", plain(), [ask("H30", text="")], HEAD)
    assert opened(content)["Sheet1"]["H30"].comment is not None
    assert [row[3] for row in listed(content) if row[0] == 1] == ["（空白）"]


def test_comments_of_the_district_stay_and_ours_goes_on_below() -> None:
    def commented(page):
        page["C5"].comment = Comment("区里的说明", "区里")
        page["D5"].comment = Comment("另一条", "区里")

    _, content = send_back("a.xlsx", changed(commented), [ask("C5"), ask("E7", 2)], HEAD)
    page = opened(content)["Sheet1"]
    assert page["C5"].comment.text.startswith("区里的说明\n\n重庆市双拥办")
    assert page["C5"].comment.author == "区里"
    assert page["D5"].comment.text == "另一条"
    assert page["E7"].comment.author == "重庆市双拥办"
    assert [len(re.findall(rb"<[a-z0-9]+:Row>", data)) for data in drawings(content)] == [3]


def drawings(content: bytes) -> list[bytes]:
    """The parts that draw the boxes of comments."""
    return [data for name, data in parts(content).items() if name.endswith(".vml")]


def test_a_cell_with_a_conversation_is_marked_and_asked_on_the_list_only() -> None:
    def commented(page):
        page["C5"].comment = Comment("[会话批注]", "tc={00000000-0000-0000-0000-000000000000}")

    _, content = send_back("a.xlsx", changed(commented), [ask("C5")], HEAD)
    assert opened(content)["Sheet1"]["C5"].comment.text == "[会话批注]"
    assert "以下单元格已有会话批注，问题只列在本页：'Sheet1'!C5。" in [row[0] for row in listed(content)]


def test_our_mark_goes_before_the_districts_own_conditional_formats() -> None:
    def formatted(page):
        page.conditional_formatting.add("C5:E8", CellIsRule("lessThan", ["0"], fill=PatternFill("solid")))

    _, content = send_back("a.xlsx", changed(formatted), [ask("C5")], HEAD)
    rules = {
        str(block.sqref): [rule.priority for rule in block.rules]
        for block in opened(content)["Sheet1"].conditional_formatting
    }
    assert rules == {"C5:E8": [2], "C5": [1]}


# ---- what is in the file stays in it ----
def rich() -> bytes:
    """The form with a chart, a picture's worth of other parts, a formula, a name, a list to choose from."""

    def change(page):
        page["I8"] = "=SUM(I5:I7)"
        chart = BarChart()
        chart.add_data(Reference(page, min_col=4, min_row=5, max_row=7))
        page.add_chart(chart, "L2")
        choice = DataValidation(type="list", formula1='"区长,副区长"')
        choice.add("B5:B7")
        page.add_data_validation(choice)
        page.defined_names["打印"] = DefinedName("打印", attr_text="'Sheet1'!$A$1:$J$8")
        page.print_title_rows = "3:4"
        page.freeze_panes = "B5"

    return changed(change)


def test_a_copy_differs_only_where_it_must() -> None:
    before, after = parts(rich()), parts(send_back("a.xlsx", rich(), [ask("C5")], HEAD)[1])
    assert set(before) - set(after) == set()
    assert sorted(name for name in before if before[name] != after[name]) == [
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml",
    ]  # fmt: skip
    assert sorted(set(after) - set(before)) == [
        "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet2.xml",
    ]  # fmt: skip
    data = [
        [etree.tostring(child, method="c14n") for child in etree.fromstring(each["xl/worksheets/sheet1.xml"])]
        for each in (before, after)
    ]
    assert [len(part) for part in data] == [
        len(data[0]),
        len(data[0]) + 2,
    ]  # the mark, and the drawing of comments
    kept = [part for part in data[0] if b"<sheetView" not in part]  # whose selection had to go
    assert all(part in data[1] for part in kept)
    assert any(b">SUM(I5:I7)</f>" in part for part in kept)


def test_names_of_a_sheet_follow_it_when_the_list_goes_before_it() -> None:
    book = opened(send_back("a.xlsx", rich(), [ask("C5")], HEAD)[1])
    assert list(book["Sheet1"].defined_names) == ["打印"]
    assert book["Sheet1"].print_title_rows == "$3:$4"
    assert [page.sheet_view.tabSelected for page in book] == [True, False] or not book[
        "Sheet1"
    ].sheet_view.tabSelected


def test_macros_stay_and_are_named() -> None:
    members = parts(plain())
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    links = (
        b'<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    )
    links += b'Target="vbaProject.bin"/></Relationships>'
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", links
    )
    members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
    name, content = send_back("表.xls", packed(members), [ask("C5")], HEAD)
    assert name == "表（核查退回）.xlsm"
    assert parts(content)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert "原文件含有宏，已原样保留，没有运行。" in [row[0] for row in listed(content)]


def test_a_signature_is_taken_out_and_that_is_said() -> None:
    members = parts(plain())
    kind = b"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = b'<Relationship Id="rIdS" Type="%s" Target="_xmlsignatures/origin.sigs"/></Relationships>' % kind
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"</Relationships>", link)
    members["_xmlsignatures/origin.sigs"] = b""
    members["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    _, content = send_back("a.xlsx", packed(members), [ask("C5")], HEAD)
    assert not [name for name in parts(content) if "signature" in name]
    assert b"origin.sigs" not in parts(content)["_rels/.rels"]
    assert any("电子签名" in str(row[0]) for row in listed(content))


def test_protected_and_hidden_sheets_are_named() -> None:
    def protect(page):
        page.protection.sheet = True
        page.sheet_state = "hidden"
        page.parent.create_sheet("封面", 0)

    _, content = send_back("a.xlsx", changed(protect), [ask("C5")], HEAD)
    said = [row[0] for row in listed(content)]
    assert "工作表“Sheet1”设有保护，改正前请先撤销保护。" in said
    assert "工作表“Sheet1”已隐藏，改正前请先取消隐藏。" in said
    assert opened(content)["Sheet1"].protection.sheet


def test_a_workbook_of_the_strict_format_is_copied_too() -> None:
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts(plain()).items()
    }
    name, content = sent("a.xlsx", packed(strict))
    added = parts(content)["xl/worksheets/sheet2.xml"]
    assert b"http://purl.oclc.org/ooxml/spreadsheetml/main" in added
    assert told(name, content) == told("a.xlsx", packed(strict))


def test_a_workbook_without_styles_gets_those_it_needs() -> None:
    members = parts(plain())
    del members["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        root = etree.fromstring(members[name])
        for each in [e for e in root if "styles" in etree.tostring(e).decode()]:
            root.remove(each)
        members[name] = etree.tostring(root)
    _, content = sent("a.xlsx", packed(members))
    assert opened(content).worksheets[0]["A1"].font.b
    assert marked(content) == ["C5 E7 E8"]


# ---- text of strangers ----
def test_text_of_strangers_is_never_a_formula() -> None:
    risky = ask("C5", text="=HYPERLINK(1)", title="=1+1", message="@SUM(1)", ask="+1", unit="=2")
    _, content = send_back("a.xlsx", plain(), [risky], replace(HEAD, unit="=cmd|' /C calc'!A0"))
    page = opened(content).worksheets[0]
    assert [
        cell.data_type for row in page for cell in row if cell.value is not None and cell.data_type == "f"
    ] == []
    cell = next(cell for row in page for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.quotePrefix


def test_letters_that_no_workbook_holds_and_endless_texts_do_not_stop_it() -> None:
    spoilt = ask("C5", text="a\0\x0b_x0041_\ud800" + "长" * 50_000, message="\x01")
    _, content = send_back("a.xlsx", plain(), [spoilt], HEAD)
    text = next(str(row[3]) for row in listed(content) if row[0] == 1)
    assert text.startswith("a_x005F_x0041_长") or text.startswith("a_x0041_长")


@pytest.mark.parametrize("cell", ["段3", "C5:D6", "XFE1", "A1048577", "A0", "../x", "c5"])
def test_a_place_that_is_no_cell_is_only_listed(cell: str) -> None:
    _, content = send_back("a.xlsx", plain(), [ask(cell)], HEAD)
    assert marked(content) == []
    assert [row[2] for row in listed(content) if row[0] == 1] == [cell]


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("data", [b"", b"<a", b"<!DOCTYPE a []><a/>", b"<a/>"])
def test_a_broken_workbook_gives_a_page_of_questions_instead(name: str, data: bytes) -> None:
    given, content = send_back("a.xlsx", packed(parts(plain()) | {name: data}), [ask("C5")], HEAD)
    assert given in ("a（核查退回）.docx", "a（核查退回）.xlsx")
    assert content.startswith(b"PK")


# ---- and back again ----
def test_a_copy_with_nothing_changed_is_read_as_the_same_return() -> None:
    name, content = sent("黔江区.xlsx", plain())
    assert told(name, content) == told("黔江区.xlsx", plain())
    notes = sydata.normalize([(name, content)]).findings
    note = notes[(notes["severity"] == "info") & (notes["sheet"] == "核查问题")]
    assert note["code"].tolist() == ["hidden-content"]
    assert "核查问题清单" in note["message"].iloc[0]


def test_a_corrected_copy_settles_its_questions() -> None:
    def corrected(page):
        page["C5"], page["E7"] = 1200, 20

    name, content = sent("黔江区.xlsx", plain())
    result = sydata.normalize([(name, changed(corrected, content))])
    assert result.findings[result.findings["severity"] != "info"].empty
    assert result.data["visited_people"].sum() == 1520


def test_answers_in_the_list_are_read() -> None:
    name, content = sent("黔江区.xlsx", plain())
    book = opened(content)
    page = book.worksheets[0]
    rows = [row for row in page.iter_rows() if isinstance(row[0].value, int)]
    rows[0][6].value, rows[2][6].value = "应为1200，已改", "  "
    out = io.BytesIO()
    book.save(out)
    assert answers(sheets_of(name, out.getvalue())) == {1: "应为1200，已改"}
    assert answers(sheets_of("a.xlsx", plain())) == {}


def test_a_second_round_keeps_the_first_list_and_marks_only_what_is_asked_now() -> None:
    name, once = sent("黔江区.xlsx", plain())
    name, twice = send_back(name, once, [ask("E7", 9)], HEAD)
    book = opened(twice)
    assert name == "黔江区（核查退回）.xlsx"
    assert book.sheetnames == ["核查问题 2", "核查问题", "Sheet1"]
    assert marked(twice) == ["E7"]
    assert book["Sheet1"]["E7"].comment.text.count("【核查问题") == 2
    assert told(name, twice) == told("黔江区.xlsx", plain())


def test_a_list_pasted_into_a_return_hides_no_figure() -> None:
    _, content = sent("黔江区.xlsx", plain())
    book = opened(content)
    del book["Sheet1"]
    book.worksheets[0].title = "Sheet1"
    out = io.BytesIO()
    book.save(out)
    assert "no-table" in sydata.normalize([("a.xlsx", out.getvalue())]).findings["code"].tolist()


# ---- in real programs ----
def convert(folder: Path, kind: str, *files: str) -> None:
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(folder / "out")]
    subprocess.run([*command, *(str(folder / file) for file in files)], check=True, timeout=120)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_keeps_comments_marks_links_and_figures(tmp_path: Path) -> None:
    name, content = sent("黔江区.xlsx", rich())
    (tmp_path / "a.xlsx").write_bytes(content)
    convert(tmp_path, "xlsx", "a.xlsx")
    saved = (tmp_path / "out" / "a.xlsx").read_bytes()
    book = opened(saved)
    assert book.sheetnames == ["核查问题", "Sheet1"]
    assert "【核查问题 1】" in book["Sheet1"]["C5"].comment.text
    assert marked(saved) != []
    assert [cell.hyperlink.location for row in book.worksheets[0] for cell in row if cell.hyperlink][0]
    assert told(name, saved)[0] == told(name, content)[0]


# ---- hostile packages ----
def spoilt(members: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """A package with one part gone, emptied, or with an attribute or a letter of it replaced."""
    name = chance.choice(sorted(members))
    data, how = members[name], chance.randrange(4)
    said = re.findall(rb'="([^"]*)"', data)
    if how == 0:
        return {each: members[each] for each in members if each != name}
    if how == 1 or not said:
        return members | {name: b"<a/>"}
    if how == 2:
        other = chance.choice([b"", b"-1", b"9" * 20, "中".encode(), b"/", b"../a b"])
        return members | {name: data.replace(b'="%s"' % chance.choice(said), b'="%s"' % other, 1)}
    at = chance.randrange(len(data))
    return members | {name: data[:at] + bytes([chance.randrange(32, 127)]) + data[at + 1 :]}


@pytest.mark.parametrize("seed", range(8))
def test_a_spoilt_package_never_stops_it(seed: int) -> None:
    chance = random.Random(seed)
    members = parts(sent("a.xlsx", rich())[1])
    for _ in range(12):
        name, content = send_back("a.xlsx", packed(spoilt(members, chance)), [ask("C5"), ask("B40", 2)], HEAD)
        assert name.endswith((".xlsx", ".docx"))
        assert content.startswith(b"PK")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "UNPACKED", 100)
    assert send_back("a.xlsx", plain(), [ask("C5")], HEAD)[0].endswith(".docx")


def test_the_copy_goes_before_the_sheet_it_was_made_of_when_both_are_read() -> None:
    def corrected(page):
        page["C5"], page["E7"] = 1200, 20

    name, content = sent("黔江区.xlsx", plain())
    result = sydata.normalize([("黔江区.xlsx", plain()), (name, changed(corrected, content))])
    assert result.findings.loc[result.findings["severity"] != "info", "code"].tolist() == []
    assert result.data["visited_people"].sum() == 1520
