"""Where the table is: near variants of the form give the same figures, other layouts give none."""

import random

import pytest

from sydata.catalog.learned import Desk
from sydata.pipeline.orient import Found, find
from tests.pipeline.drawn import BODY, FIGURES, HEAD, SOLVED, figures, form, found, read, sheet

COUNTED = [2, 3, 4, 5, 6, 7, 8, 9]
FLAT = [
    "项目", "带队领导", "走访慰问人数", "慰问金金额(万元)", "慰问金发放人数", "购买慰问品支出金额(万元)",
    "发放慰问品数量", "慰问品发放人数", "合计(万元)", SOLVED,
]  # fmt: skip
ROWS = [[cell.strip() for cell in line.split("|")] for line in BODY.strip().splitlines()]
SHORT = "填报单位：黔江区双拥办 | 日期：2024年2月26日"
RESERVE = {
    "召开座谈会(场)": ["3", "2", "1", "6"],
    "慰问信(封)": ["200", "30", "", "230"],
    "慰问礼包价值(万元)": ["", "", "1.5", "1.5"],
    "走访时间": ["1月20日", "1月21日", "", ""],
    "备注": ["含家属", "", "无", ""],
}


def flat(columns, rows=ROWS, heads=FLAT):
    """The form under one row of header, with its columns in this order."""
    return form(
        "\n".join(" | ".join(row[c] for c in columns) for row in rows),
        " | ".join(heads[c] for c in columns), line=SHORT,
    )  # fmt: skip


def reason(text):
    found = find(sheet(text), Desk("500000"))
    return "a table" if isinstance(found, Found) else found.reason


def test_the_form_is_read_with_its_two_rows_of_header():
    found = find(sheet(form()), Desk("500000"))
    assert isinstance(found, Found)
    (table,) = found.tables
    assert (table.top, table.bottom, table.label) == (2, 3, 0)
    assert [(row.index, row.kind, row.category) for row in table.rows] == [
        (4, "category", "entitled"), (5, "category", "garrison"), (6, "category", "border"), (7, "total", "总 计"),
    ]  # fmt: skip


UNMERGED = HEAD.replace("<", " ").replace("^", " ")
THREE = """
项目 | 带队领导 | 走访慰问活动情况 | < | < | < | < | < | < | 解决实际困难情况
^ | ^ | 走访慰问人数 | 发放慰问金情况 | < | 发放慰问品情况 | < | < | 合计 | ^
^ | ^ | ^ | 发放金额 | 发放人数 | 购买慰问品支出金额 | 发放慰问品数量 | 发放人数 | ^ | ^
"""
REPEATED = UNMERGED.replace("发放慰问金情况| ", "发放慰问金情况|发放慰问金情况").replace(
    "发放慰问品情况| | ", "发放慰问品情况|发放慰问品情况|发放慰问品情况"
)
MARKS = HEAD + "甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8"
GAPS = HEAD + "(甲) | (乙) | (1) | (2) | (5) | (6) | (8) | (9) | (10) | (12)"
SUMS = HEAD + "栏次 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8=3+5 | 9"
MEASURES = HEAD.replace("(万元)", "").replace("(人)", "").replace("(件)", "")
UNITS = MEASURES + "计量单位 | — | 人 | 万元 | 人 | 万元 | 件、份 | 人 | 万元 | 件"
WORDED = MEASURES + " | | 单位：人 | 单位：万元 | （人） | （万元） | 件 | 人 | 万元 | "
BROKEN = HEAD.replace("发放金额", "发 放↵金 额").replace("(", "（").replace(")", "）")


LOOSE = THREE.replace("<", " ").replace("^", " ")
HEADS = [HEAD, UNMERGED, THREE, LOOSE, REPEATED, MARKS, GAPS, SUMS, UNITS, WORDED, BROKEN]


@pytest.mark.parametrize("head", HEADS)
def test_headers_merged_or_not_with_marks_or_measures_below_give_the_same(head):
    result = read(form(head=head))
    assert figures(result) == FIGURES
    assert found(result, "error", "warning", "info") == []


E, G, B, T = BODY.strip().splitlines()


@pytest.mark.parametrize(
    "body",
    [
        [T, E, G, B],
        [B, T, G, E],
        [E, "", G, "", B, "", T],
        [E, G, B],
        [E, G, B, T.replace("总 计", "合计")],
        ["1." + E, "（二）" + G, "三、" + B, T],
        [E.replace("、困难退役军人等优抚对象", "↵、困难退役军人↵等优抚对象（含三属）"), G, B, T],
        [E, "其中：残疾军人 | | 300 | 10 | 200 | 1 | 30 | 30 | 11 | 1", G, B, T],
        [E, "（其中）残疾军人 | | 300 | 10 | 200 | 1 | 30 | 30 | 11 | 1", G, B, T],
        [E, E.replace("重点优抚对象、困难退役军人等优抚对象", "小计"), G, B, T],
        ["优抚对象||1000|50|1000|10|700|700|60|5", "^|副区长|200|6.3|100|2.5|100|90|8.8| ", G, B, T],
        ["烈士遗属||1000|50|1000|10|700|700|60|5", "残疾军人||200|6.3|100|2.5|100|90|8.8| ", G, B, T],
        [E, "烈属||1000|50|1000|10|700|700|60|5", "残疾军人||200|6.3|100|2.5|100|90|8.8| ", G, B, T],
        [E, G, B, T, "填表人：张三 | | | 审核人：李四 | | | 联系电话：02312345678"],
        [E, G, B, T, "注：1.金额保留一位小数；2.于2月28日前报送。"],
        [E, G, B, T, "联系电话 | 79221234 | 填表人 | 张三"],
    ],
)
def test_rows_in_any_order_split_or_broken_down_give_the_same(body):
    result = read(form("\n".join(body)))
    assert figures(result) == FIGURES
    assert found(result) == []


@pytest.mark.parametrize(("seed", "between"), list(enumerate(RESERVE)))
def test_columns_in_any_order_with_known_ones_between_give_the_same(seed, between):
    order = [0, *random.Random(seed).sample([1, *COUNTED], 9)]
    order.insert(2 + seed, 10)
    rows = [[*row, more] for row, more in zip(ROWS, RESERVE[between], strict=True)]
    result = read(flat(order, rows, [*FLAT, between]))
    assert figures(result) == FIGURES
    assert found(result) == []


def test_a_column_between_that_is_known_is_read_and_an_unknown_one_is_named():
    rows = [[*row, "3", "8"] for row in ROWS[:3]]
    result = read(flat([0, 10, *COUNTED, 11], rows, [*FLAT, "召开座谈会(场)", "军民鱼水情指数"]))
    assert figures(result) == FIGURES
    assert result.data["meetings"].tolist() == [3, 3, 3]
    assert found(result) == [("K3", "unknown-column")]


def test_columns_of_last_year_and_ratios_are_kept_apart():
    heads = [*FLAT, "上年同期走访慰问人数", "走访慰问人数同比（%）", "占比"]
    result = read(
        flat(
            [0, *COUNTED[:1], 10, 11, *COUNTED[1:], 12], [[*row, "999", "9.9", "50%"] for row in ROWS], heads
        )
    )
    assert figures(result) == FIGURES
    assert found(result) == []
    kept = result.observations[result.observations["text"] == "999"]
    assert kept["status"].unique().tolist() == ["excluded"]
    assert kept["note"].unique().tolist() == ["上年数，不计入本期"]


def test_two_columns_that_claim_one_indicator_are_both_left_out_and_named():
    result = read(flat([0, 2, 10, *COUNTED[1:]], [[*row, "7"] for row in ROWS], [*FLAT, "走访人数"]))
    assert [row[1] for row in figures(result)] == [None, None, None]
    assert found(result) == [("B3", "unknown-column"), ("C3", "unknown-column")]


def test_a_measure_below_the_header_that_contradicts_it_leaves_the_column_unread():
    result = read(form(head=MEASURES + " | | 元 | 万元 | 人 | 万元 | 件 | 人 | 万元 | 件"))
    assert [row[1] for row in figures(result)] == [None, None, None]
    assert found(result) == [("C3", "unknown-column")]


def test_a_row_of_no_known_category_is_named_and_stays_out():
    result = read(form("\n".join([E, G, B, "民兵 | | 5 | 0.1 | 5 | 0.1 | 5 | 5 | 0.2 | 0"])))
    assert figures(result) == FIGURES
    assert found(result) == [("A8", "unknown-category")]


@pytest.mark.parametrize(
    "label",
    ["优抚对象（上年）", "优抚对象（其中：残疾军人）", "优抚对象（2023年）", "非优抚对象", "上年优抚对象"],
)
def test_a_label_that_makes_the_row_another_one_is_no_category(label):
    result = read(form("\n".join([E, G, B, f"{label} | | 5 | 0.1 | 5 | 0.1 | 5 | 5 | 0.2 | 0"])))
    assert figures(result) == FIGURES
    assert found(result) == [("A8", "unknown-category")]


TOP = "2024年春节双拥活动情况统计表\n填报单位：黔江区\n"
SMALL = "项目 | 走访慰问人数(人) | 慰问金(万元) | 慰问金发放人数 | 合计(万元)\n"


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (
            "name-list",
            "项目 | 姓名 | 身份证号 | 类别 | 慰问金 | 走访慰问人数\n1 | 张三 | 500 | 残疾军人 | 500 | 1",
        ),
        ("name-list", "序号 | 姓名 | 对象类别 | 慰问金 | 慰问金人数\n1 | 张三 | 残疾军人 | 500 | 1"),
        ("no-categories", "带队领导 | 走访慰问人数 | 慰问金(万元)\n张三|1200|56.3\n李四|300|10"),
        ("", "姓名 | 年龄 | 电话\n张三 | 30 | 13800000000"),
        ("", "2024年春节我区走访慰问1200人，发放慰问金56.3万元。"),
        ("", " "),
    ],
)
def test_what_is_not_the_form_is_no_table_and_says_why(why, text):
    assert reason(TOP + text) == why


A, B2 = ("黔江区", 2024, "entitled", 1200, 56.0), ("黔江区", 2024, "garrison", 300, 10.0)
WHOLE = ("黔江区", 2024, "unspecified", 1200, 56.0)
ARMY = ("黔江区", 2024, "unspecified", 300, 10.0)
NEXT = ("渝中区", 2024, "unspecified", 300, 10.0)
PAIRS = "走访慰问人数 | 慰问金 | 走访慰问人数 | 慰问金\n"
YEARS = "2023年 | 2024年 | 2023年 | 2024年\n"
OLD = ("黔江区", 2023, "entitled", 1100, 50.0)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([WHOLE], "区县 | 走访慰问人数 | 慰问金\n黔江区|1200|56\n合计|1200|56"),
        ([WHOLE, NEXT], "区县 | 走访慰问人数 | 慰问金\n黔江区|1200|56\n渝中区|300|10"),
        ([WHOLE, NEXT], SMALL + "黔江区|1200|56|9|56\n渝中区|300|10|9|10"),
        ([A, B2], "区县 | 项目 | 走访慰问人数 | 慰问金\n黔江区|优抚对象|1200|56\n^|驻地部队|300|10"),
        ([A, B2], "指标 | 优抚对象 | 驻地部队\n走访慰问人数（人）|1200|300\n慰问金（万元）|56|10"),
        ([A, B2], "项目 | 优抚对象 | 驻地部队 | 合计\n走访慰问人数|1200|300|1500\n慰问金|56|10|66"),
        ([A, B2], "项目|指标|数值\n优抚对象|走访慰问人数|1200\n^|慰问金|56\n驻地部队|走访慰问人数|300\n^|慰问金|10"),
        ([A, B2], "优抚对象 | < | 驻地部队 | <\n走访慰问人数 | 慰问金 | 走访慰问人数 | 慰问金\n1200|56|300|10"),
        ([A, OLD], "年度 | 项目 | 走访慰问人数 | 慰问金\n2023|优抚对象|1100|50\n2024|优抚对象|1200|56"),
        ([A, OLD], "项目 | 2023年 | < | 2024年 | <\n^ | " + PAIRS + "优抚对象|1100|50|1200|56"),
        ([A, OLD], "项目 | 走访慰问人数 | < | 慰问金 | <\n^ | " + YEARS + "优抚对象|1100|1200|50|56"),
        ([A], "项目 | 走访慰问人数 | < | 慰问金 | <\n^ | 今年 | 去年 | 今年 | 去年\n优抚对象|1200|1100|56|50"),
        ([WHOLE, ARMY], SMALL + "春节|1200|56|1100|56\n八一|300|10|280|10"),
    ],
)  # fmt: skip
def test_another_layout_is_read_right_or_not_at_all_and_then_says_so(rows, text):
    result = read(TOP + text)
    columns = ["unit", "year", "category", "visited_people", "cash_amount"]
    got = sorted(result.data[columns].itertuples(index=False, name=None))
    assert got in ([], sorted(rows))
    assert got or {code for _, code in found(result, "error")} & {"no-table", "unknown-category"}


@pytest.mark.parametrize("word", ["项目", "备注", "日期", "说明"])
def test_a_column_of_numbers_under_a_header_that_holds_none_is_said(word):
    result = read(form(head=HEAD.replace("走访慰问↵人数↵(人)", word)))
    assert ("C3", "unknown-column") in found(result)
    assert result.data["visited_people"].isna().all()


@pytest.mark.parametrize("word", ["序号", "联系电话"])
def test_a_column_of_numbers_that_are_no_figures_is_passed_over(word):
    body = "重点优抚对象|1|30\n驻地部队|2|20\n总计||50"
    result = read(form(body, f"项目|{word}|走访慰问人数|慰问金(万元)", line="填报单位：黔江区"))
    assert found(result) == []
