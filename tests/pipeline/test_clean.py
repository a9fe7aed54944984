import pytest
from hypothesis import given
from hypothesis import strategies as st

from sydata.model import Mark
from sydata.pipeline.clean import _plain, typed, written
from sydata.pipeline.figures import Raw
from tests.pipeline.drawn import BODY, figures, form, found, read


def raw(value, indicator="cash_amount", measure="", mark=None):
    return Raw(4, 3, "category", "entitled", indicator, value, mark, measure, "", "优抚对象")


def value(*args, **more):
    return typed(raw(*args, **more), False)[0].value


@pytest.mark.parametrize(
    ("text", "measure", "fen"),
    [
        (56.3, "", 56_300_000),
        (56.3, "万元", 56_300_000),
        (563000, "元", 56_300_000),
        ("563000元", "万元", 56_300_000),
        ("56.3万", "元", 56_300_000),
        ("56.3万元", "元", 56_300_000),
        ("五十六万三千", "", 56_300_000),
        ("五万", "", 5_000_000),
        ("0.2亿", "", 2_000_000_000),
        ("56.3（万元）", "元", 56_300_000),
        ("563000（元）", "万元", 56_300_000),
        (563, "千元", 56_300_000),
        (0.563, "百万元", 56_300_000),
        (0.000001, "万元", 1),
        (0.1 + 0.2, "万元", 300_000),
        ("无", "万元", 0),
        (None, "万元", None),
        ("56.3人", "万元", None),
        ("三百多", "万元", None),
        (10**15, "万元", None),
    ],
)
def test_money_is_held_in_fen_by_cell_then_header_then_form(text, measure, fen):
    assert value(text, measure=measure) == fen


@pytest.mark.parametrize(
    ("text", "measure", "count"),
    [
        (1200, "人", 1200), (1200.0, "", 1200), ("1,200人", "", 1200), ("0.12万", "人", 1200), ("0.12万人", "", 1200),
        ("一万二千", "人", 12000), (0.12, "万人", 1200), ("无", "", 0), (None, "", None), (1200.5, "", None),
        ("1200元", "", None), ("1200户", "人", 1200),
    ],
)  # fmt: skip
def test_counts_are_whole_numbers(text, measure, count):
    assert value(text, indicator="visited_people", measure=measure) == count


def test_a_count_in_another_measure_is_kept_and_named():
    assert [typed(raw(f"30{word}", "visited_people"), False)[0].found for word in ("人", "名", "户", "人次")] == [
        "", "", "户", "人次",
    ]  # fmt: skip


def test_a_blank_is_zero_only_where_the_sheet_says_so():
    assert typed(raw(None), False)[0].value is None
    assert typed(raw(None), True)[0].value == 0
    left_blank = BODY.replace("| 0\n", "|\n")
    assert figures(read(form(left_blank)))[2][-1] is None
    assert figures(read(form(left_blank, below="注：空格表示零")))[2][-1] == 0


@pytest.mark.parametrize(
    ("given", "mark", "words"),
    [
        (None, Mark("error", "#REF!"), "#REF!"),
        (None, Mark("formula", "=D5+F5"), "=D5+F5"),
        (0.563, Mark("format", "0.0%"), "56.3%"),
        (1200.0, None, "1200"),
        ("约300人", None, "约300人"),
    ],
)
def test_what_stood_in_the_cell_is_kept(given, mark, words):
    assert written(raw(given, mark=mark)) == words


TOTAL = BODY.strip().splitlines()[-1]
ALONE = [("unspecified", 1520, 68.3, 1400, 19.2, 1120, 1110, 87.5, 7)]


@pytest.mark.parametrize(
    "body", [TOTAL, TOTAL.replace("总 计", "合计"), TOTAL + "\n" + TOTAL.replace("总 计", "合计")]
)
def test_a_sheet_of_totals_only_counts_once_without_category(body):
    result = read(form(body))
    assert figures(result) == ALONE
    assert found(result) == []


def test_an_indicator_told_only_in_the_total_row_counts_without_category():
    body = BODY.replace("| 5\n", "|\n").replace("| 2\n", "|\n").replace("| 0\n", "|\n")
    assert figures(read(form(body)))[-1] == ("unspecified", None, None, None, None, None, None, None, 7)


def test_a_total_of_money_is_not_counted_beside_its_parts():
    body = BODY.replace("| 68.8 |", "| |").replace("| 16.2 |", "| |").replace("| 2.5  |", "| |")
    result = read(form(body))
    assert [row[0] for row in figures(result)] == ["entitled", "garrison", "border"]
    assert [row[7] for row in figures(result)] == [None, None, None]


def test_a_figure_merged_over_rows_of_several_categories_has_none():
    body = BODY.replace("| 5\n", "| 7\n").replace("| 2\n", "| ^\n").replace("| 0\n", "| ^\n")
    assert [(row[0], row[-1]) for row in figures(read(form(body)))] == [
        ("entitled", None), ("garrison", None), ("border", None), ("unspecified", 7),
    ]  # fmt: skip


def test_a_figure_merged_over_columns_is_not_counted_and_named():
    result = read(form(BODY.replace("| 300  | 300  | 16.2", "| 300 | < | 16.2")))
    assert figures(result)[1][5:7] == (None, None)
    assert ("G6", "unknown-column") in found(result)


@given(
    st.floats(),
    st.sampled_from(
        [("cash_amount", unit) for unit in ("", "元", "万元", "千元")] + [("visited_people", "万人")]
    ),
)
def test_the_short_way_for_plain_numbers_gives_what_the_long_way_gives(number, column):
    figure = raw(number, *column)
    plain = _plain(figure)
    assert plain is None or plain == typed(figure, False)[0]
