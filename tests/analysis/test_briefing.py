from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sydata.analysis.briefing import brief
from sydata.analysis.doubt import Doubt
from sydata.catalog.festivals import period
from tests.analysis.briefed import WAN, Row, briefed, highlight, kinds, material, sentence

A, B, C = "500101", "500102", "500103"


def money(year: int, code: str, cash: int, category: str = "entitled", **more: int | None) -> Row:
    """A row with so many 万元 of money, a tenth of it in goods, and a person visited for each 万元."""
    figures: dict[str, int | None] = {
        "visited_people": cash,
        "cash_amount": cash * WAN,
        "goods_cost": cash * WAN // 10,
    }
    return year, code, category, figures | more


def test_the_paragraph_has_the_officials_order_and_exact_numbers() -> None:
    full = {"visited_people": 120, "cash_amount": 11_500_000, "cash_recipients": 100, "goods_cost": 2_000_000,
            "goods_count": 80, "goods_recipients": 70, "difficulties_solved": 3}  # fmt: skip
    of = briefed((2024, A, "entitled", full), (2024, A, "garrison", {"visited_people": 5}))
    assert [each.kind for each in of.paragraph] == [
        "lead",
        "total",
        "categories",
        "compared",
        "largest",
        "missing",
    ]
    assert sentence(of, "lead") == (
        "2024年春节期间，重庆市共有1个单位报送双拥活动统计表（应报41个，报送率2.4%）。"
    )
    assert sentence(of, "total") == (
        "共走访慰问125人，发放慰问金11.50万元、100人，购买慰问品支出2.00万元、发放80件、70人，"
        "合计投入13.50万元，协调解决实际困难3件。"
    )
    assert sentence(of, "categories") == (
        "其中：重点优抚对象、困难退役军人等优抚对象走访慰问120人，发放慰问金11.50万元、100人，购买慰问品支出2.00万元、"
        "发放80件、70人，合计投入13.50万元，协调解决实际困难3件；驻地部队基层官兵走访慰问5人。"
    )


def test_each_festival_has_its_own_name_in_the_title() -> None:
    of = material(money(2024, A, 5))
    titles = [brief(replace(of, period=period(2024, id))).title for id in ("spring", "army_day", "annual")]
    assert titles == [
        "重庆市2024年春节期间双拥活动情况简报",
        "重庆市2024年“八一”期间双拥活动情况简报",
        "重庆市2024年度双拥活动情况简报",
    ]


def test_missing_units_are_named_every_one() -> None:
    of = briefed(*(money(2024, code, 5) for code in (A, B)), office="440700")
    assert (
        sentence(of, "missing") == "尚未报送的单位为蓬江区、江海区、新会区、台山市、开平市、鹤山市、恩平市。"
    )
    codes = ("440703", "440704", "440705", "440781", "440783", "440784", "440785")
    of = briefed(*(money(2024, code, 5) for code in codes), office="440700")
    assert sentence(of, "missing") == "应报单位已全部报送。"


def test_a_change_is_told_amount_first_and_beside_it_like_for_like() -> None:
    of = briefed(money(2023, A, 100), money(2023, B, 50), money(2024, A, 120), money(2024, C, 10))
    assert "合计投入减少22.00万元，下降13.3%" in sentence(of, "compared")
    assert "合计投入（1个单位）增加22.00万元，增长20.0%" in sentence(of, "like")
    assert highlight(of, "total").message == (
        "合计投入143.00万元，比2023年春节减少22.00万元，下降13.3%；可比口径（1个单位）增加22.00万元，增长20.0%。"
    )


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (0, 5, "解决实际困难上年同期为零"),
        (None, 5, "解决实际困难无可比数据"),
        (5, 5, "解决实际困难持平"),
        (0, 0, "解决实际困难持平"),
        (4, 5, "解决实际困难增加1件，增长25.0%"),
    ],
)
def test_without_a_base_words_stand_for_the_percentage(before: int | None, now: int, said: str) -> None:
    rows = (
        money(2023, A, 10, difficulties_solved=before),
        money(2024, A, 10, difficulties_solved=now),
    )
    assert said in sentence(briefed(*rows), "compared")


def test_the_first_period_of_all_says_once_that_nothing_compares() -> None:
    of = briefed(money(2024, A, 10))
    assert sentence(of, "compared") == "2023年春节无可比数据。"
    assert sentence(of, "like") == ""
    assert highlight(of, "total").title == "合计投入11.00万元，无上年可比数据"


def test_no_unit_of_both_years_is_said_and_not_computed() -> None:
    of = briefed(money(2023, A, 10), money(2024, B, 20))
    assert sentence(of, "like") == "没有两期都有数据的单位，无可比口径。"
    assert highlight(of, "total").message.endswith("；没有两期都有数据的单位，无可比口径。")


def test_a_figure_that_nobody_gave_is_left_out_and_one_left_blank_is_named() -> None:
    blank = money(2024, B, 4, visited_people=None)
    of = briefed(money(2024, A, 3), blank)
    assert "人，" not in sentence(of, "total").split("发放慰问金")[1]
    assert sentence(of, "not-given") == "已报单位中未填报的项目：走访慰问人数（涪陵区），均未作推算。"


def test_recipients_of_money_and_of_goods_are_never_added_up() -> None:
    of = briefed(money(2024, A, 3, cash_recipients=40, goods_recipients=30))
    assert "70" not in of.text + "".join(each.message for each in of.highlights)


def test_units_in_question_are_named_and_stay_in_the_totals() -> None:
    of = briefed(money(2024, A, 10), money(2024, B, 20), u500102={"errors": 2})
    assert sentence(of, "questioned") == "数据待核的单位为涪陵区，其数据已计入合计。"
    assert highlight(of, "questioned").message == "数据待核的单位1个：涪陵区，均已计入合计，未作改动。"
    assert "合计投入33.00万元" in sentence(of, "total")


DOUBT = Doubt(3, "万州区", 2024, "spring", "entitled", "cash_amount", "100000", "C5")


def test_an_amount_in_another_unit_of_money_leads_and_silences_what_rests_on_it() -> None:
    rows = (
        money(2023, A, 10),
        money(2023, B, 10),
        money(2024, A, 100_000),
        money(2024, B, 11),
        money(2024, C, 0),
    )
    of = briefed(*rows, doubted=[DOUBT])
    assert kinds(of)[:2] == ["doubt", "total"]
    assert not {"by-unit", "by-category", "share", "concentration", "border", "doubled-halved"} & set(
        kinds(of)
    )
    assert "人均慰问金" not in "".join(each.title for each in of.highlights)
    assert "人均投入" not in "".join(each.title for each in of.highlights)
    assert highlight(of, "total").title.endswith("（待核）")
    assert [each.doubtful for each in highlight(of, "total").figures] == [False, True, False, True]
    assert sentence(of, "doubtful") == (
        "金额单位存疑的数据：万州区发放慰问金金额“100000”，均已计入合计；"
        "剔除后合计投入为12.10万元，比2023年春节减少9.90万元，下降45.0%。"
    )
    assert [each.text for each in highlight(of, "doubt").figures] == [
        "22.00万元", "110,012.10万元", "22.00万元", "12.10万元",
    ]  # fmt: skip


def test_a_doubt_of_the_year_before_is_told_too() -> None:
    rows = (money(2023, A, 100_000), money(2023, B, 10), money(2024, A, 10), money(2024, B, 11))
    of = briefed(*rows, doubted=[replace(DOUBT, year=2023, return_id=1)])
    assert "2023年春节万州区发放慰问金金额“100000”" in sentence(of, "doubtful")
    assert kinds(of)[0] == "doubt"


def test_the_change_is_traced_to_units_and_a_return_that_did_not_come_is_called_so() -> None:
    of = briefed(money(2023, A, 100), money(2023, B, 50), money(2024, B, 60))
    found = highlight(of, "by-unit")
    assert found.title == "合计投入减少，主要因万州区本期无数据"
    assert "减少最多的是万州区（−110.00万元，本期无数据）；增加最多的是涪陵区（+11.00万元）" in found.message
    assert "只有一期数据的单位1个，其数额全部计入增减，合计−110.00万元" in found.message
    assert sum(int(each.value or 0) for each in found.figures) == -99 * WAN


def test_contributions_of_categories_add_up_to_the_change() -> None:
    rows = (
        money(2023, A, 100), money(2023, A, 20, "garrison"), money(2024, A, 110), money(2024, A, 15, "border"),
    )  # fmt: skip
    found = highlight(briefed(*rows), "by-category")
    assert [(each.label, each.text, each.outlined) for each in found.figures] == [
        ("边海防官兵", "+16.50万元", True), ("优抚对象", "+11.00万元", False), ("驻地部队官兵", "−22.00万元", True),
    ]  # fmt: skip


def test_shares_move_in_points() -> None:
    rows = (
        money(2023, A, 60), money(2023, A, 40, "garrison"), money(2024, A, 70), money(2024, A, 30, "garrison"),
    )  # fmt: skip
    found = highlight(briefed(*rows), "share")
    assert found.message == "优抚对象占合计投入的70.0%，比上年提高10.0个百分点。"
    assert [each.value for each in found.figures] == [60, 40, 70, 30]


def test_figures_by_the_head_take_only_what_gave_both() -> None:
    rows = [money(2024, code, 10) for code in ("500101", "500102", "500103")]
    rows += [money(2024, "500104", 90, visited_people=None)]
    found = highlight(briefed(*rows), "per-head")
    assert found.message == "人均投入11,000.00元/人，2023年春节无可比数据（按同时填报两项的3个单位计算）。"
    assert [each.value for each in found.figures] == [Fraction(11_000)]


def test_a_year_by_the_head_is_marked_where_an_amount_of_it_is_in_doubt() -> None:
    units = ("500101", "500102", "500103")
    rows = [money(year, code, 10 + year % 10) for year in (2022, 2023, 2024) for code in units]
    of = briefed(*rows, doubted=[replace(DOUBT, year=2022, return_id=1)])
    assert [each.doubtful for each in highlight(of, "per-head").figures] == [True, False, False]


def test_units_that_doubled_or_halved_are_named_if_the_money_matters() -> None:
    rows = [
        money(2023, "500101", 20),
        money(2024, "500101", 50),
        money(2023, "500102", 90),
        money(2024, "500102", 40),
    ]
    rows += [money(2023, "500103", 1), money(2024, "500103", 3)]
    found = highlight(briefed(*rows), "doubled-halved")
    assert found.message == (
        "两期都有数据的3个单位中，合计投入翻番以上的1个（万州区（+33.00万元）），"
        "减半以下的1个（涪陵区（−55.00万元）），请核实原因。"
    )


def test_the_first_units_are_held_against_equal_shares() -> None:
    rows = [money(2024, f"5001{number:02}", 100 if number <= 5 else 20) for number in range(1, 11)]
    found = highlight(briefed(*rows), "concentration")
    assert "共占83.3%（有数据的单位10个）" in found.message
    assert [each.label for each in found.figures][:2] == ["万州区", "涪陵区"]


def test_border_soldiers_are_not_compared_before_their_campaign() -> None:
    rows = (money(2019, A, 10), money(2020, A, 10), money(2020, A, 5, "border"), money(2019, A, 4, "border"))
    found = highlight(briefed(*rows, year=2020), "border")
    assert found.message.endswith("；2021年以前多无此项，不宜比较。")


def test_the_highest_of_all_years_is_told() -> None:
    rows = [
        money(year, A, cash) for year, cash in zip(range(2019, 2025), (10, 12, 9, 11, 13, 20), strict=True)
    ]
    found = highlight(briefed(*rows), "record")
    assert found.message == "合计投入22.00万元，为2019年以来春节最高。"


def test_a_boundary_change_is_bridged_named_and_kept_out_of_the_comparison() -> None:
    old = [
        money(2025, code, cash) for code, cash in (("500105", 10), ("500112", 20), ("500000-liangjiang", 30))
    ]
    rows = [*old, money(2025, A, 10), money(2026, A, 11), money(2026, "500000-liangjiang-2025", 66)]
    of = briefed(*rows, year=2026)
    assert "合计投入（1个单位）增加1.10万元，增长10.0%" in sentence(of, "like")
    assert sentence(of, "boundary").startswith("调整后口径，非完全可比")
    found = highlight(of, "boundary")
    assert "与500105、500112、500000-liangjiang上年之和66.00万元相比增加6.60万元，增长10.0%" in found.message


def test_late_and_missing_units_add_up_to_those_expected() -> None:
    from datetime import date

    rows = [money(2024, code, 5) for code in ("440703", "440704")]
    of = briefed(*rows, office="440700", u440704={"fill_date": date(2024, 3, 9)})
    found = highlight(of, "coverage")
    assert [(each.label, each.value) for each in found.figures] == [("按时", 1), ("逾期", 1), ("未报", 5)]


def test_a_return_that_waits_is_received_and_not_counted() -> None:
    of = briefed(money(2024, A, 5), money(2024, B, 5), u500102={"state": "waiting"})
    assert "共有2个单位报送" in sentence(of, "lead")
    assert "，其中1个单位的报表待定、尚未计入。" in sentence(of, "lead")


def test_a_return_that_waits_is_not_said_to_be_in_the_totals() -> None:
    waits = {"state": "waiting", "errors": 1}
    of = briefed(money(2024, A, 5), money(2024, B, 5), u500101={"errors": 1}, u500102=waits)
    assert sentence(of, "questioned") == "数据待核的单位为万州区，其数据已计入合计。"
    assert highlight(of, "questioned").figures[0].value == 1
    assert not sentence(briefed(money(2024, A, 5), money(2024, B, 5), u500102=waits), "questioned")


def test_troops_are_not_named_unless_asked_for() -> None:
    rows = (money(2024, A, 5), money(2024, "troop-x", 9))
    of = material(*rows)
    hidden = replace(of, totals=replace(of.totals, names={**of.totals.names, "troop-x": "77123部队"}))
    assert "77123" not in brief(hidden).text + str(brief(hidden).units)
    assert "77123" in brief(replace(hidden, sensitive=True)).text


def test_a_draft_says_so_and_a_signed_period_its_version() -> None:
    of = material(money(2024, A, 5))
    signed = replace(of, stamp=of.stamp._replace(signed=2, version="2024-spring v2"))
    assert [(b.status, b.draft) for b in (brief(of), brief(signed))] == [
        ("未审定", True), ("已审定（第2版）", False),
    ]  # fmt: skip


def test_there_are_five_to_eight_findings_one_a_topic() -> None:
    rows = [
        money(year, f"5001{n:02}", n * year % 37 + 3) for year in (2022, 2023, 2024) for n in range(1, 15)
    ]
    rows += [money(year, A, year % 11 + 4, "garrison", difficulties_solved=year % 7) for year in (2023, 2024)]
    for lang in ("zh", "en"):
        of = briefed(*rows, lang=lang)
        assert 5 <= len(of.highlights) <= 8
        assert len(set(kinds(of))) == len(of.highlights)


def test_the_english_briefing_has_no_chinese_but_the_names_of_units() -> None:
    rows = [
        money(year, code, cash)
        for year, code, cash in ((2023, A, 10), (2023, B, 10), (2024, A, 30), (2024, C, 2))
    ]
    of = briefed(*rows, lang="en", u500103={"errors": 1})
    words = (
        of.text
        + "".join(each.title + each.message + each.note for each in of.highlights)
        + of.title
        + of.status
    )
    words += "".join(head.text for table in of.tables for head in table.heads) + "".join(
        t.title for t in of.tables
    )
    names = {row.label for row in of.units.rows}
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "")
    assert [letter for letter in words if "\u4e00" <= letter <= "\u9fff"] == []
