"""Ways to arrange a return that the reader knows by one rule each: neighbours of the corpus, in other words."""

import pytest

import sydata
from tests.pipeline.drawn import found, read, sheet, xlsx

INDICATORS = ("visited_people", "cash_amount", "goods_cost", "meetings", "letters", "publicity_audience")


def rows(result, *names):
    """Each row of data: unit, category, then these indicators; None where there is none."""
    frame = result.data[["unit", "category", *names]].astype(object)
    return [tuple(row) for row in frame.where(frame.notna(), None).itertuples(index=False, name=None)]


def book(*sheets, file="报表.xlsx", office="500000"):
    return sydata.normalize([(file, xlsx(*sheets))], office)


FORM = """
2024年春节双拥活动情况统计表
填报单位：黔江区
项目 | 走访慰问人数（人） | 慰问金（万元）
优抚对象 | 1105 | 44.2
驻地部队官兵 | 390 | 11.7
"""
BOTH = [("黔江区", "entitled", 1105, 44.2), ("黔江区", "garrison", 390, 11.7)]


@pytest.mark.parametrize("line", ["第1页 | 共3页", "第 2 页 共 3 页", "- 1 -", "页码：4", "第一页/共二页"])
def test_the_number_of_a_page_is_no_row(line):
    result = read(f"{FORM}{line}")
    assert (rows(result, "visited_people", "cash_amount"), found(result)) == (BOTH, [])


def test_a_stroke_or_a_counted_page_of_figures_is_still_a_row():
    assert ("A6", "unknown-category") in found(read(f"{FORM}/ | 7 | 1"))


@pytest.mark.parametrize("head", ["指标 | 单位 | 数量", "项目 | 计量单位 | 数值", "内容 | 单位 | 完成情况"])
def test_a_list_of_indicators_below_a_form_is_a_table_of_its_own(head):
    result = read(f"{FORM}.\n其他活动\n{head}\n座谈会 | 场 | 12\n慰问信 | 封 | 33".replace("\n.\n", "\n\n"))
    assert found(result) == []
    assert rows(result, "visited_people", "meetings", "letters") == [
        ("黔江区", "entitled", 1105, None, None),
        ("黔江区", "garrison", 390, None, None),
        ("黔江区", "unspecified", None, 12, 33),
    ]


def test_a_count_is_never_scaled_by_the_measure_of_money_beside_it():
    top = "2024年春节双拥统计表\n填报单位：黔江区\n项目 | 座谈会 | 慰问信\n"
    text = f"{top}慰问金（万元） | 12 | 30\n慰问品（万元） | 3 | 9"
    values = read(text).observations["value"].tolist()
    assert 120_000 not in values and 300_000 not in values


@pytest.mark.parametrize(
    "text",
    [
        "采购清单\n物品名称 | 规格 | 数量 | 单价 | 金额\n毛巾 | 条 | 20 | 9 | 180\n合计 | | | | 180",
        "办公用品领用\n名称 | 数量\n水笔 | 20\n合计 | 20",
    ],
)
def test_a_list_in_which_only_the_total_is_a_word_of_ours_is_no_return(text):
    result = read(text, "清单.xlsx")
    assert [code for _, code in found(result)] == ["no-table"]
    assert result.data.empty


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("走访慰 | 问人数 | （人）", "visited_people"),
        ("召开 | 座谈 | 会", "meetings"),
        ("慰 | 问 | 信", "letters"),
    ],
)
def test_header_words_cut_over_rows_are_one_word(words, indicator):
    one, two, three = (part.strip() for part in words.split("|"))
    text = f"""
2024年春节双拥活动情况统计表
填报单位：黔江区
项目 | {one} | 慰问金
     | {two} | 金额
     | {three} | （万元）
优抚对象 | 12 | 44.2
"""
    result = read(text)
    assert (rows(result, indicator, "cash_amount"), found(result)) == ([("黔江区", "entitled", 12, 44.2)], [])


def test_words_that_mean_something_each_are_not_joined():
    text = """
2024年春节双拥活动情况统计表
填报单位：黔江区
项目 | 鱼水 | 慰问金（万元）
     | 人数 | ^
优抚对象 | 12 | 44.2
"""
    assert found(read(text)) == [("B4", "unknown-column")]


ROLLUP = "2022年春节走访慰问情况汇总表\n区县 | 走访慰问人数（人） | 慰问金（万元）\n"
ONE, TWO = "万州区 | 2010 | 80.4\n忠县 | 860 | 34.4", "万州区 | 605 | 18.15\n忠县 | 198 | 5.94"


@pytest.mark.parametrize(
    "names", [("优抚对象", "驻地部队官兵"), ("1.慰问优抚对象情况", "走访慰问驻军情况表")]
)
def test_sheets_of_one_category_each_complete_each_other(names):
    result = book(sheet(ROLLUP + ONE, name=names[0]), sheet(ROLLUP + TWO, name=names[1]))
    assert found(result) == []
    assert rows(result, "visited_people") == [
        ("万州区", "entitled", 2010), ("万州区", "garrison", 605),
        ("忠县", "entitled", 860), ("忠县", "garrison", 198),
    ]  # fmt: skip


def test_a_sheet_of_all_beside_sheets_of_one_category_is_not_counted_with_them_in_silence():
    every = sheet(ROLLUP + "万州区 | 2615 | 98.55\n忠县 | 1058 | 40.34", name="合计")
    result = book(sheet(ROLLUP + ONE, name="优抚对象"), sheet(ROLLUP + TWO, name="驻地部队官兵"), every)
    assert {code for _, code in found(result)} == {"version-undecided"}
    assert result.data["visited_people"].sum() == 3673


def test_a_title_and_a_sheets_name_that_contradict_each_other_name_no_category():
    title = "2022年春节慰问边海防官兵情况统计表\n区县 | 走访慰问人数（人） | 慰问金（万元）\n"
    result = book(sheet(title + ONE, name="优抚对象"))
    assert set(result.data["category"]) == {"unspecified"}


@pytest.mark.parametrize(
    "title",
    [
        "江门市2023年“八一”慰问金发放金额统计表",
        "2023年八一江门市慰问金统计表",
        "广东省江门市2023年八一期间慰问金发放金额情况统计表",
    ],
)
def test_a_place_ahead_of_what_a_title_counts_is_passed_over(title):
    top = f"{title}\n | | 单位：元\n县（市、区） | 优抚对象 | 驻军官兵\n"
    text = f"{top}新会区 | 144000 | 60000\n开平市 | 118500 | 42000"
    result = read(text, office="440700")
    assert (rows(result, "cash_amount"), found(result)) == ([
        ("新会区", "entitled", 14.4), ("新会区", "garrison", 6),
        ("开平市", "entitled", 11.85), ("开平市", "garrison", 4.2),
    ], [])  # fmt: skip


@pytest.mark.parametrize(
    "items",
    [
        ("1.1 走访慰问人数", "1.2 慰问金"),
        ("1 走访慰问人数", "2 慰问金"),
        ("2.1走访慰问人数", "2.2慰问金"),
        ("1.1.1 走访慰问人数", "1.1.2 慰问金"),
    ],
)
def test_an_items_number_needs_no_sign_behind_it(items):
    text = f"""
2023年春节双拥活动情况汇总表
项目 | 计量单位 | 黔江区 | 涪陵区
{items[0]} | 人 | 210 | 165
{items[1]} | 元 | 84000 | 66000
"""
    result = read(text)
    assert (rows(result, "visited_people", "cash_amount"), found(result)) == ([
        ("涪陵区", "unspecified", 165, 6.6), ("黔江区", "unspecified", 210, 8.4),
    ], [])  # fmt: skip


@pytest.mark.parametrize("heading", ["三、宣传活动", "二、双拥宣传教育活动", "四、宣传教育活动"])
def test_those_reached_stand_below_a_heading_of_publicity(heading):
    text = f"""
2024年春节双拥活动情况统计报表
填报单位：黔江区
指标名称 | 计量单位 | 本期数
一、走访慰问 | — |
走访慰问人数 | 人 | 1733
{heading} | — |
受众人数 | 人次 | 9400
"""
    result = read(text)
    assert (rows(result, "visited_people", "publicity_audience"), found(result)) == (
        [("黔江区", "unspecified", 1733, 9400)], [],
    )  # fmt: skip


PROSE = """
黔江区2022年春节双拥工作情况报告
填报单位：黔江区双拥办
春节期间，全区共走访慰问优抚对象1246人，发放慰问金62.3万元。
召开军地座谈会5场，走访慰问驻军部队3个。
"""


def proposed(result):
    frame = result.observations.query("status == 'proposed'")
    return list(frame[["sheet", "cell", "indicator", "value"]].itertuples(index=False, name=None))


def test_sentences_in_cells_are_proposed_with_their_cells():
    result = book(sheet(PROSE, name="情况"))
    assert found(result) == [("", "narrative-only")]
    assert proposed(result) == [
        ("情况", "A3 第1句", "sgb_visited", 1246), ("情况", "A3 第1句", "cash_amount", 62.3),
        ("情况", "A4 第1句", "meetings", 5), ("情况", "A4 第1句", "units_visited", 3),
    ]  # fmt: skip
    assert result.data.empty


def test_sentences_on_another_sheet_than_the_table_name_their_sheet():
    result = book(sheet(FORM.replace("2024", "2022"), name="表"), sheet(PROSE, name="文字"))
    assert found(result) == []
    assert {cell for _, cell, _, _ in proposed(result)} == {"文字!A3 第1句", "文字!A4 第1句"}


def test_a_sheet_that_only_says_how_to_fill_in_a_form_is_no_report():
    text = "填表说明\n本表由各区县填写，走访慰问人数指实际走访的人数，请于2月10日前报送。"
    assert found(read(text, "说明.xlsx")) == [("", "no-table")]


@pytest.mark.parametrize("head", ["区县", "单位", "镇街"])
def test_units_that_nobody_knows_are_named_at_their_cells(head):
    title = f"2024年春节双拥情况统计表\n{head}"
    plain = f"{title} | 走访慰问人数（人） | 慰问金（万元）\n南山屯 | 100 | 5\n高新公司 | 80 | 4"
    tidy = f"{title} | 项目 | 走访慰问人数（人）\n南山屯 | 优抚对象 | 9\n高新公司 | 优抚对象 | 8"
    for text in (plain, tidy):
        result = read(text)
        assert found(result) == [("A3", "unknown-unit"), ("A4", "unknown-unit")]
        assert result.data.empty


def test_what_a_form_does_not_ask_for_is_said_once():
    result = read(FORM)
    notes = result.findings[result.findings["code"] == "missing-column"]
    assert len(notes) == 1
    assert "发放慰问品数量、慰问品发放人数" in notes["message"].iloc[0]


@pytest.mark.parametrize("head", ["项目", "乡镇", "镇街"])
def test_a_countys_townships_are_said_to_be_its_own_and_not_counted(head):
    text = FORM.replace("项目", head).replace("优抚对象", "城东街道").replace("驻地部队官兵", "濯水镇")
    result = read(text)
    said = result.findings[result.findings["code"].isin(["unknown-category", "unknown-unit"])]
    assert said["cell"].tolist() == ["A4", "A5"]
    assert all("是黔江区下属的乡镇、街道" in words for words in said["message"])
    assert "counted" not in set(result.observations["status"])


def test_a_township_of_another_county_is_not_taken_for_the_senders():
    result = read(FORM.replace("驻地部队官兵", "三合街道"))
    words = result.findings.set_index("code").loc["unknown-category", "message"]
    assert "下属" not in words
