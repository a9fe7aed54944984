"""Sheets whose figures were once passed over: in other words over a table, with a note or a blank column."""

import pytest

import sydata
from tests.pipeline.drawn import found, read, sheet, xlsx

TOP = "2024年春节双拥活动情况统计表\n填报单位：黔江区\n"
SECOND = "\n\n项目 | 合计(万元) | 慰问信(封)\n优抚对象 | 11 | 13\n驻地部队 | 96 | 22"


def counted(result):
    rows = result.observations[result.observations["status"] == "counted"]
    return [f"{r.cell} {r.category} {r.indicator} {r.value:g}" for r in rows.itertuples()]


@pytest.mark.parametrize("label", ["项目（对象）", "慰问对象及类别", "被慰问者"])
def test_one_known_word_over_figures_of_categories_is_a_header_whatever_heads_these(label):
    result = read(f"{TOP}{label} | 走访慰问人数(人)\n优抚对象 | 382\n驻地部队 | 530{SECOND}")
    assert counted(result)[:2] == ["B4 entitled visited_people 382", "B5 garrison visited_people 530"]
    assert found(result) == []


def test_a_table_under_an_unknown_header_above_another_is_named():
    result = read(
        f"{TOP}被慰问者 | 某甲数 | 某乙数\n优抚对象 | 382 | 1\n驻地部队 | 530 | 2\n合计 | 912 | 3{SECOND}"
    )
    assert found(result) == [("B4", "unknown-column")]
    assert result.findings["message"].str.contains("所在表格没有可识别的表头").any()
    assert len(counted(result)) == 4


def test_a_group_over_a_single_leaf_is_read_where_the_label_is_merged_beside_it():
    result = read(
        f"{TOP}项目 | 走访慰问人数(人) | 慰问品采购发放情况\n^ | ^ | 物资折合金额(万元)\n"
        "优抚对象 | 1118 | 33.76\n驻地部队 | 1784 | 64.15"
    )
    assert counted(result)[1::2] == ["C5 entitled goods_cost 33.76", "C6 garrison goods_cost 64.15"]
    assert found(result) == []


@pytest.mark.parametrize("note", ["注：1.合计=慰问金+慰问品；2.本表由各区县填报。", "数据来源于各区县报表"])
def test_a_line_below_a_column_of_years_is_none_of_its_years(note):
    result = read(
        "历年双拥活动情况汇总表\n年份 | 节日 | 区县 | 项目 | 走访慰问人数(人)\n"
        f"2020 | 八一 | 合川区 | 优抚对象 | 973\n2021 | 八一 | 合川区 | 优抚对象 | 2112\n\n{note}"
    )
    assert counted(result) == ["E3 entitled visited_people 973", "E4 entitled visited_people 2112"]
    assert found(result) == []


def test_a_blank_column_inside_a_long_list_parts_no_unit_from_its_figures():
    result = read(
        "2018年春节双拥活动情况汇总表\n填报区县 |  | 项目 | 指标 | 数值 | 计量\n"
        "巫溪县 |  | 优抚对象 | 走访慰问人数 | 2276 | 人\n武隆区 |  | 驻地部队 | 合计 | 94.77 | 万元"
    )
    assert sorted(counted(result)) == ["E3 entitled visited_people 2276", "E4 garrison total_amount 94.77"]
    assert found(result) == []


def test_two_columns_of_one_category_under_each_other_turned_are_two_visits():
    result = read(
        f"{TOP}统计指标 | 各类优抚对象 | 各类优抚对象 | 驻地官兵 | 总计\n"
        "走访慰问人数(人) | 1009 | 673 | 1764 | 3446\n慰问信(封) | 160 | 107 | 5 | 272"
    )
    assert result.data.set_index("category").loc["entitled", "visited_people"] == 1682
    assert found(result) == []


@pytest.mark.parametrize("text", ["96", "约96", "九十六分"])
def test_an_indicator_that_nobody_knows_is_named_in_its_row(text):
    result = read(
        "2024年春节双拥活动情况\n填报单位：黔江区\n序号 | 指标 | 单位 | 数量\n"
        f"1 | 走访慰问人数 | 人 | 388\n2 | 某某满意度得分 | 分 | {text}\n3 | 慰问金 | 万元 | 15.52"
    )
    assert found(result) == [("B5", "unknown-column")]
    assert len(counted(result)) == 2


def test_an_unknown_row_without_a_figure_is_no_question():
    result = read(
        "2024年春节双拥活动情况\n填报单位：黔江区\n序号 | 指标 | 单位 | 数量\n"
        "1 | 走访慰问人数 | 人 | 388\n2 | 某某满意度得分 | 分 | \n3 | 慰问金 | 万元 | 15.52"
    )
    assert found(result) == []


def test_a_signature_with_a_number_and_a_date_below_years_is_none_of_them():
    result = read(
        "历年双拥活动情况汇总表\n年份 | 节日 | 区县 | 项目 | 走访慰问人数(人)\n"
        "2025 | 八一 | 合川区 | 优抚对象 | 973\n2026 | 八一 | 合川区 | 优抚对象 | 2112\n\n"
        "填报人： | 联系电话： | 023-63810000 | 填表日期： | 2025-08-04"
    )
    assert [line.split()[-1] for line in counted(result)] == ["973", "2112"]
    assert found(result) == []


def test_a_header_repeated_with_other_line_breaks_goes_on_with_the_table():
    result = read(
        f"{TOP}慰问对象 | 走访慰问人数(人) | 慰问金金额(万元)\n优抚对象 | 382 | 1\n"
        "慰问↵对象 | 走访慰问↵人数(人) | 慰问金 金额(万元)\n驻地部队 | 530 | 2\n合计 | 912 | 3"
    )
    assert len(counted(result)) == 4
    assert found(result) == []


def test_tables_side_by_side_go_on_each_under_its_own_header_repeated():
    head = "项目 | 走访慰问人数(人) | 慰问信(封)"
    top = "{}年春节双拥活动情况统计表 | < | <"
    result = read(
        f"{top.format(2023)} |  | {top.format(2024)}\n填报单位：黔江区 |  |  |  | 填报单位：黔江区\n"
        f"{head} |  | {head}\n优抚对象 | 178 | 1 |  | 优抚对象 | 332 | 2\n"
        f"{head} |  | {head}\n驻地部队 | 479 | 3 |  | 驻地部队 | 273 | 4\n合计 | 657 | 4 |  | 合计 | 605 | 6"
    )
    figures = result.data.set_index(["year", "category"])["visited_people"].to_dict()
    assert figures == {(2023, "entitled"): 178, (2023, "garrison"): 479} | {
        (2024, "entitled"): 332, (2024, "garrison"): 273,
    }  # fmt: skip
    assert found(result) == []


def test_two_sheets_that_both_name_who_led_complete_each_other():
    lines = "项目 | 带队领导 | {}\n优抚对象 | 区委书记 | 5\n驻地部队 | 副区长 | 7"
    first, second = (
        sheet(TOP + lines.format(word), name=word) for word in ("走访慰问人数(人)", "慰问信(封)")
    )
    result = sydata.normalize([("报表.xlsx", xlsx(first, second))], "500000")
    assert result.data.set_index("category")[["visited_people", "letters"]].to_numpy().tolist() == [
        [5, 5],
        [7, 7],
    ]
    assert found(result) == []


def test_a_row_with_one_small_figure_above_a_repeated_header_is_no_group_of_columns():
    head = "项目 | 解决实际困难 | 慰问信(封)"
    result = read(f"{TOP}{head}\n优抚对象 |  | 15\n{head}\n驻地部队 | 2 | 82\n合计 | 2 | 97")
    assert counted(result)[1:2] == ["C4 entitled letters 15"]
    assert found(result) == []


@pytest.mark.parametrize(
    "table, place",
    [
        ("甲类 | 某数 | 某额\n子 | 12 | 3.5\n丑 | 40 | 7.1", "B3"),
        ("甲类 | 某数\n子 | 12\n丑 | 40\n寅 | 7", "B3"),
    ],
)
def test_a_table_that_nobody_knows_above_one_that_is_read_is_named(table, place):
    result = read(f"{TOP}{table}\n\n项目 | 走访慰问人数(人)\n优抚对象 | 382\n驻地部队 | 530")
    (spot,) = found(result)
    assert spot == (place[0] + str(int(place[1:]) + 1), "unknown-column")
    assert len(counted(result)) == 2


@pytest.mark.parametrize("line", ["联系电话 | 67890123", "份数 | 3", "第 | 2 | 页"])
def test_a_line_with_a_number_above_a_table_is_no_question(line):
    result = read(f"{TOP}{line}\n项目 | 走访慰问人数(人)\n优抚对象 | 382\n驻地部队 | 530")
    assert found(result) == []


def test_a_row_without_a_label_that_the_totals_bear_out_is_asked_about():
    form = "项目 | 走访慰问人数(人) | 慰问金金额(万元)\n优抚对象 | 382 | 11\n{} | 530 | 13\n合计 | 912 | 24"
    result = read(TOP + form.format(""))
    assert found(result) == [("A5", "row-without-label")]
    assert found(read(TOP + form.format("驻地部队"))) == []


def test_a_row_without_a_label_is_only_noted_where_a_word_beside_it_tells_another_visit():
    result = read(
        f"{TOP}项目 | 带队领导 | 走访慰问人数(人)\n优抚对象 | 区长 | 382\n | 副区长 | 530\n合计 |  | 912"
    )
    assert found(result) == []
    assert ("A5", "label-carried-down") in found(result, "info")
