"""What is said beside a header's own words: by a title, a corner, a code, a line, a heading, a mark before a label."""

import pytest

import sydata
from tests.pipeline.drawn import found, read, sheet, xlsx

TOP = "2024年春节双拥活动情况统计表\n填报单位：黔江区\n"
ROWS = "优抚对象 | 382 | 11\n驻地部队 | 530 | 13"


def counted(result):
    rows = result.observations[result.observations["status"] == "counted"]
    return [f"{r.cell} {r.category} {r.indicator} {r.value:g}" for r in rows.itertuples()]


def notes(result, code="hidden-content"):
    rows = result.findings[result.findings["code"] == code]
    return list(zip(rows["cell"], rows["severity"], strict=True))


@pytest.mark.parametrize("mark", ["●", "○", "◆", "①", "Ⅱ ", "Ⅱ、", "——", "√"])
def test_a_mark_before_a_label_or_a_header_says_nothing(mark):
    result = read(f"{TOP}项目 | {mark}走访慰问人数(人)\n{mark}优抚对象 | 382\n{mark}合计 | 382")
    assert counted(result) == ["B4 entitled visited_people 382"]
    assert found(result) == []


def test_a_circle_alone_stays_a_zero():
    assert counted(read(f"{TOP}项目 | 走访慰问人数(人)\n优抚对象 | ○"))[0].endswith(" 0")


@pytest.mark.parametrize(
    "header, indicator",
    [
        ("走访慰问(人)", "visited_people"), ("慰问品(件)", "goods_count"), ("发放慰问品(份)", "goods_count"),
        ("求和项:走访慰问人数(人)", "visited_people"), ("慰问信(封)（必填）", "letters"),
    ],
)  # fmt: skip
def test_a_heading_with_its_measure_is_the_number_of_it(header, indicator):
    result = read(f"{TOP}项目 | {header}\n优抚对象 | 382\n驻地部队 | 530")
    assert counted(result)[0] == f"B4 entitled {indicator} 382"


@pytest.mark.parametrize(
    "header", ["走访慰问(户)", "慰问品(人)", "慰问金(人)", "计数项:走访慰问人数(人)", "补助(申请数)"]
)
def test_what_a_measure_or_a_note_leaves_open_stays_unknown(header):
    result = read(f"{TOP}项目 | 慰问信(封) | {header}\n{ROWS}")
    assert [text for text in counted(result) if text.startswith("C")] == []
    assert ("C3", "unknown-column") in found(result)


def test_a_feast_glued_to_each_header_is_its_period():
    result = read(
        "2024年双拥活动情况统计表\n填报单位：黔江区\n项目 | 春节走访慰问人数(人) | “八一”期间走访慰问人数(人)\n"
        + ROWS
    )
    figures = result.data.set_index(["festival", "category"])["visited_people"].to_dict()
    assert figures[("spring", "entitled")] == 382
    assert figures[("army_day", "garrison")] == 13


def test_a_title_of_two_measures_tells_of_no_single_indicator():
    result = read(
        "2024年春节慰问金发放情况统计表\n单位：人、万元\n区县 | 优抚对象 | 驻地部队\n黔江区 | 5 | 6\n渝中区 | 7 | 8"
    )
    assert result.data.empty
    assert [code for _, code in found(result)] == ["no-table"]


def test_a_bare_leaf_is_of_the_titles_group_unless_another_group_stands_in_the_table():
    form = "2024年春节慰问品发放情况表\n填报单位：黔江区\n项目 | {} | 数量(件)\n" + ROWS
    assert counted(read(form.format("走访慰问人数(人)")))[1] == "C4 entitled goods_count 11"
    mixed = read(form.format("慰问金(万元)"))
    assert [text for text in counted(mixed) if text.startswith("C")] == []
    assert ("C3", "unknown-column") in found(mixed)


@pytest.mark.parametrize(
    "title",
    ["黔江区2024年春节双拥统计表", "重庆市黔江区2024年春节双拥统计表", "2024年春节双拥统计表（黔江区）"],
)
def test_the_unit_that_a_title_begins_with_sends_it(title):
    result = sydata.normalize(
        [("表.xlsx", xlsx(sheet(f"{title}\n项目 | 走访慰问人数(人)\n优抚对象 | 382")))], "500000"
    )
    assert list(result.data["unit"]) == ["黔江区"]


def test_a_unit_further_on_in_a_title_sends_nothing_and_another_than_the_files_is_asked():
    form = "\n项目 | 走访慰问人数(人)\n优抚对象 | 382"
    visited = sydata.normalize(
        [("表.xlsx", xlsx(sheet("2024年春节走访慰问驻黔江区部队统计表" + form)))], "500000"
    )
    assert [code for _, code in found(visited)] == ["unit-missing"]
    other = sydata.normalize([("南岸区.xlsx", xlsx(sheet("黔江区2024年春节双拥统计表" + form)))], "500000")
    assert [code for _, code in found(other)] == ["unit-conflict"]


@pytest.mark.parametrize("lines", ["年度 | 2024\n节日 | 春节", "统计期间：2024年春节"])
def test_a_line_says_the_period(lines):
    result = sydata.normalize(
        [("黔江区.xlsx", xlsx(sheet(f"{lines}\n项目 | 走访慰问人数(人)\n优抚对象 | 382")))], "500000"
    )
    assert result.data[["year", "festival"]].to_numpy().tolist() == [[2024, "spring"]]
    assert found(result) == []


def test_a_total_beside_a_unit_in_the_corner_is_still_the_rows_total():
    result = sydata.normalize(
        [
            (
                "表.xlsx",
                xlsx(sheet("2024年春节双拥统计表\n云阳县 | 慰问金(万元) | 合计(万元)\n优抚对象 | 11 | 11")),
            )
        ],
        "500000",
    )
    assert counted(result) == ["B3 entitled cash_amount 11", "C3 entitled total_amount 11"]


def test_a_figure_in_a_line_of_its_own_is_noted_with_its_cell():
    form = f"项目 | 走访慰问人数(人) | 慰问信(封)\n{ROWS}"
    assert notes(read(f"{TOP}另走访企业 | 15\n{form}")) == [("B3", "info")]
    assert notes(read(f"{TOP}{form}\n说明 | 1200")) == [("B6", "info")]
    assert notes(read(f"{TOP}{form}\n填表人：张三 | 联系电话 | 67890123")) == []
    assert notes(read(f"{TOP}年度 | 2024\n{form}")) == []


def test_a_remark_that_states_a_result_is_noted_and_one_that_explains_is_not():
    form = f"{TOP}项目 | 走访慰问人数(人) | 备注\n优抚对象 | 382 | {{}}\n驻地部队 | 530 |"
    assert notes(read(form.format("另发放慰问金2万元"))) == [("C4", "info")]
    assert notes(read(form.format("其中走访优抚对象30人"))) == []


def test_a_heading_merged_over_label_and_figure_names_none_of_the_rows_below_the_next():
    lists = (
        "丰都县2023年春节走访慰问情况 | <\n一、虎威镇 | <\n走访人数(人) | 36\n慰问信(封) | 40\n"
        "二、龙河镇 | <\n走访人数(人) | 58\n慰问信(封) | 60"
    )
    result = sydata.normalize([("表.xlsx", xlsx(sheet(lists)))], "500230")
    rows = result.data[["unit", "visited_people", "letters"]].to_numpy().tolist()
    assert rows == [["虎威镇", 36, 40], ["龙河镇", 58, 60]]


def test_a_wrong_sub_total_before_its_rows_is_named():
    form = (
        f"{TOP}类别 | 对象 | 走访慰问人数(人)\n优抚对象 | 小计 | {{}}\n^ | 三属 | 18\n^ | 伤残军人 | 85\n"
        "驻地部队 | 小计 | 62\n^ | 人武部官兵 | 22\n^ | 武警官兵 | 40\n合计 | < | 165"
    )
    assert found(read(form.format(103))) == []
    assert found(read(form.format(113))) == [("C4", "column-total-mismatch")]


def test_a_blank_sheet_is_named_only_if_no_other_sheet_reports_its_unit():
    form = "2024年春节双拥统计表\n填报单位：{}\n项目 | 走访慰问人数(人)\n优抚对象 | {}"
    book = [
        sheet(form.format(unit, figure), name=name)
        for name, unit, figure in [("1", "黔江区", 5), ("2", "渝中区", "")]
    ]
    result = sydata.normalize([("表.xlsx", xlsx(*book))], "500000")
    assert found(result) == [("", "blank-return")] and list(result.findings["unit"])[-1] == "渝中区"
    copy = [sheet(form.format("黔江区", figure), name=name) for name, figure in [("1", 5), ("2", "")]]
    assert found(sydata.normalize([("表.xlsx", xlsx(*copy))], "500000")) == []
