"""The list of questions, and the questioned cells, in a copy of a district's own workbook."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from sydata.exports.sendback import questions_of, send_back
from tests.exports.sent import (
    HEAD,
    ask,
    changed,
    listed,
    marked,
    opened,
    parts,
    plain,
    sent,
)
from tests.pipeline.drawn import form, sheet, xlsx


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


def test_findings_of_the_store_become_questions() -> None:
    rows = [
        {"code": "negative", "text": "-3", "cell": "E7", "params": {}},
        {"code": "unit-missing", "text": None, "cell": None, "params": {}},
    ]
    frame = pd.DataFrame(rows).assign(
        file="a.xlsx", sheet="表", unit="黔江区", category="", indicator="", finding_id=7
    )
    assert [(q.number, q.cell, q.title, q.message) for q in questions_of(frame)] == [
        (1, "E7", "负数", "“-3”是负数。"),
        (2, "", "缺填报单位", "表内、工作表名、文件名和文件夹中都没有填报单位，本表未计入。"),
    ]
    assert questions_of(frame[:0]) == ()
