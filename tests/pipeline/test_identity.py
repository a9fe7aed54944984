"""Whose a sheet is and for when: sources in their order, contradictions flagged and kept out of data."""

import pytest

from tests.pipeline.drawn import FIGURES, HEAD, TITLE, figures, form, found, identity, read

DATED = "日期：2024年2月26日"
SPRING = [("黔江区", 2024, "spring")]


def line(unit="黔江区双拥办", date="2024年2月26日"):
    return f"填报单位（盖章）：{unit} | | | | | 日期：{date}"


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("黔江区双拥办", "黔江区"),
        ("重庆市黔江区退役军人事务局（盖章）", "黔江区"),
        ("黔江", "黔江区"),
        ("忠　县", "忠县"),
        ("万盛经开区双拥办", "万盛经开区"),
        ("开县", "开州区"),
        ("黔江区 填表人：张三 联系电话：123", "黔江区"),
        ("黔江区　　　单位：万元", "黔江区"),
    ],
)
def test_the_unit_line_names_the_unit(unit, name):
    result = read(form(line=line(unit)))
    assert identity(result) == [(name, 2024, "spring")]
    assert found(result) == []


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("", "unit-missing"),
        ("双拥办", "unit-missing"),
        ("（盖章）", "unit-missing"),
        ("黔江区、渝中区", "unit-ambiguous"),
        ("黔江区太极镇", "unknown-unit"),
        ("成都市武侯区", "unknown-unit"),
        ("重庆市", "unknown-unit"),
    ],
)
def test_a_unit_line_that_names_none_for_sure_waits_for_a_person(unit, code):
    result = read(form(line=line(unit)))
    assert len(result.data) == 0
    assert [found_code for _, found_code in found(result, "error")] == [code]
    assert set(result.observations["status"]) == {"excluded"}


@pytest.mark.parametrize(
    ("text", "file", "sheet"),
    [
        ("填报单位： | 黔江区双拥办 | | 日期： | 2024年2月26日", "表.xlsx", "Sheet1"),
        (DATED, "黔江区2024年春节双拥统计表.xlsx", "Sheet1"),
        (DATED, "表.xlsx", "黔江区"),
        (DATED, "报送/黔江区/表.xlsx", "Sheet1"),
        (line(), "重庆市/2024年春节/表.xlsx", "Sheet1"),
    ],
)
def test_the_unit_may_stand_in_the_next_cell_or_in_a_name(text, file, sheet):
    result = read(form(line=text), file=file, name=sheet)
    assert identity(result) == SPRING
    assert found(result) == []


@pytest.mark.parametrize(
    ("file", "sheet"), [("渝中区.xlsx", "Sheet1"), ("表.xlsx", "渝中区"), ("渝中区/表.xlsx", "Sheet1")]
)
def test_two_different_units_are_a_conflict_and_not_in_data(file, sheet):
    result = read(form(), file=file, name=sheet)
    assert len(result.data) == 0
    assert found(result, "error") == [("A2", "unit-conflict")]


@pytest.mark.parametrize(
    ("title", "date", "period"),
    [
        ("二〇二四年春节期间双拥活动情况统计表", "2024年2月26日", (2024, "spring")),
        ("2024年春节双拥活动情况统计表（单位：万元）", "", (2024, "spring")),
        ("2023—2024年元旦春节双拥活动统计表", "", (2024, "spring")),
        ("春节双拥活动情况统计表", "2023年12月26日", (2024, "spring")),
        ("春节双拥活动情况统计表", "2024.2.26", (2024, "spring")),
        ("2024年双节双拥活动情况统计表", "2024年2月1日", (2024, "spring")),
        ("2024年双节双拥活动情况统计表", "2024年9月30日", (2024, "other")),
        ("建军97周年双拥活动情况统计表", "2024年8月2日", (2024, "army_day")),
        ("2024年8.1双拥活动统计表", "", (2024, "army_day")),
        ("2024年度双拥工作情况统计表", "", (2024, "annual")),
        (TITLE, "2023年12月26日", (2024, "spring")),
        (TITLE, "  年  月  日", (2024, "spring")),
    ],
)
def test_title_and_fill_date_say_the_period(title, date, period):
    result = read(form(title=title, line=line(date=date)))
    assert identity(result) == [("黔江区", *period)]
    assert found(result) == []


@pytest.mark.parametrize(
    ("file", "sheet"),
    [
        ("2024年春节.xlsx", "Sheet1"),
        ("表.xlsx", "2024年春节"),
        ("2024年春节报送/表.xlsx", "Sheet1"),
        ("春节.xlsx", "2024"),
    ],
)
def test_without_a_title_the_names_say_the_period(file, sheet):
    assert identity(read(form(title=""), file=file, name=sheet)) == SPRING


@pytest.mark.parametrize(
    ("title", "date", "file", "sheet"),
    [
        ("2023年春节双拥活动情况统计表", "2024年2月26日", "表.xlsx", "Sheet1"),
        (TITLE, "2025年2月26日", "表.xlsx", "Sheet1"),
        (TITLE, "2023年2月26日", "表.xlsx", "Sheet1"),
        ("2024年建军93周年双拥活动情况统计表", "", "表.xlsx", "Sheet1"),
        (TITLE, "", "2023年春节.xlsx", "Sheet1"),
        (TITLE, "", "2024年八一.xlsx", "Sheet1"),
        (TITLE, "", "表.xlsx", "2023"),
        (TITLE + "\n2023年春节双拥活动情况统计表", "", "表.xlsx", "Sheet1"),
    ],
)
def test_periods_that_contradict_each_other_wait_for_a_person(title, date, file, sheet):
    result = read(form(title=title, line=line(date=date)), file=file, name=sheet)
    assert len(result.data) == 0
    assert [code for _, code in found(result, "error")] == ["period-conflict"]


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("双拥活动情况统计表", "2024年2月26日"),
        ("2024年双拥活动情况统计表", ""),
        ("春节双拥活动情况统计表", ""),
        ("春节双拥活动情况统计表", "2023年8月26日"),
        ("八一双拥活动情况统计表", "2023年3月6日"),
        ("2024年春节八一双拥活动统计表", ""),
    ],
)
def test_a_period_that_nothing_tells_waits_for_a_person(title, date):
    result = read(form(title=title, line=line(date=date)))
    assert len(result.data) == 0
    assert [code for _, code in found(result, "error")] == ["period-missing"]


@pytest.mark.parametrize(
    "below",
    ["注：请对照2023年春节统计表填写", "与2023年八一双拥活动情况统计表口径一致", "不含八一期间慰问，见附件"],
)
def test_a_note_below_the_table_does_not_say_the_period(below):
    result = read(form(line="填报单位：黔江区", below=below))
    assert identity(result) == SPRING
    assert found(result) == []


@pytest.mark.parametrize(
    "name",
    [
        "渝拥办〔2023〕20号附件.xlsx",
        "渝拥办(2023)20号附件.xlsx",
        "20231230黔江区.xlsx",
        "2023-12-30黔江区.xlsx",
    ],
)
def test_the_year_of_a_document_or_of_its_sending_is_not_the_period(name):
    result = read(form(), file=name)
    assert identity(result) == SPRING
    assert found(result) == []


YUAN = """
优抚对象       | 副区长 | 1200 | 563000 | 1100 | 125000 | 800 | 790 | 688000 | 5
驻地部队       | 区长   | 300  | 100000 | 280  | 62000  | 300 | 300 | 162000 | 2
边海防官兵     |        | 20   | 20000  | 20   | 5000   | 20  | 20  | 25000  | 0
"""
BARE = HEAD.replace("(万元)", "")


@pytest.mark.parametrize(
    "said",
    [
        "单位：元", "（单位：元）", "单位 元", "金额单位：元", "单位：人、元", "单位：人 元", "单位：人民币（元）",
        "金额单位：人民币元", "单位：元（保留两位小数）", "人数单位：人，金额单位：元", "注：本表金额以元为单位",
        "注：本表金额单位为元。", "说明：金额单位：元。",
    ],
)  # fmt: skip
def test_the_sheet_says_its_unit_of_money_in_many_ways(said):
    above = read(form(YUAN, BARE, line=f"{line()} | | {said}"))
    below = read(form(YUAN, BARE, below=said))
    assert (figures(above), figures(below)) == (FIGURES, FIGURES)
    assert found(above) + found(below) == []


@pytest.mark.parametrize("said", ["各单位元旦春节期间慰问", "各单位分别填写", "金额以合同为准", "单位：人"])
def test_words_that_only_look_like_a_unit_of_money_change_nothing(said):
    assert figures(read(form(head=BARE, below=said))) == FIGURES


def test_header_before_sheet_and_cell_before_header():
    header = read(form(YUAN, HEAD.replace("万元", "元"), line=f"{line()} | | 单位：万元"))
    cell = read(form(form_with_units(), HEAD, line=f"{line()} | | 单位：元"))
    assert (figures(header), figures(cell)) == (FIGURES, FIGURES)


def form_with_units():
    rows = [[cell.strip() for cell in row.split("|")] for row in YUAN.strip().splitlines()]
    return "\n".join(" | ".join(f"{c}元" if i in (3, 5, 8) else c for i, c in enumerate(row)) for row in rows)
