from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sydata.model import Mark
from sydata.pipeline.numbers import BAD, BLANK, parse


def said(value, mark=None):
    """(kind, amount, unit, approximate) of a cell."""
    number = parse(value, mark)
    return (
        number.kind,
        None if number.amount is None else str(number.amount.normalize()),
        number.unit,
        (number.approximate),
    )


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("1200", "1200", ""),
        ("１２００", "1200", ""),
        ("1,200", "1200", ""),
        ("1，200", "1200", ""),
        ("1 200", "1200", ""),
        ("1200人", "1200", "人"),
        ("1200\n人", "1200", "人"),
        ("1200 人次", "1200", "人次"),
        ("共计1200人", "1200", "人"),
        ("1200*", "1200", ""),
        ("①1200", "1200", ""),
        ("１，２００．５", "1200.5", ""),
        (".5", "0.5", ""),
        ("01200", "1200", ""),
        ("+1200", "1200", ""),
        ("-5", "-5", ""),
        ("－5", "-5", ""),
        ("一千二百", "1200", ""),
        ("壹仟贰佰", "1200", ""),
        ("贰仟零伍", "2005", ""),
        ("一二〇〇", "1200", ""),
        ("二十三", "23", ""),
        ("十", "10", ""),
        ("一千零一十", "1010", ""),
        ("一万零五百人", "10500", "人"),
        ("五点六", "5.6", ""),
        ("56.3万元", "563000", "元"),
        ("563,000.00元", "563000", "元"),
        ("伍拾陆万叁仟元整", "563000", "元"),
        ("人民币56.3万元", "563000", "元"),
        ("¥563元", "563", "元"),
        ("56.3千元", "56.3", "千元"),
        ("0.2亿元", "20000000", "元"),
    ],
)
def test_a_number_is_a_number_however_it_is_spelt(text, amount, unit):
    kind, value, word, approximate = said(text)
    if word == "万元":  # the same money, told with the other word
        value, word = str((Decimal(value) * 10_000).quantize(Decimal(1))), "元"
    if word == "亿元":
        value, word = str((Decimal(value) * 100_000_000).quantize(Decimal(1))), "元"
    assert (kind, Decimal(value), word, approximate) == ("number", Decimal(amount), unit, False)


@pytest.mark.parametrize(
    ("text", "ten_thousands"),
    [
        ("5.6万", "5.6"), ("5万", "5"), ("五万", "5"), ("五十六万三千", "56.3"), ("0.2亿", "2000"),
        ("两万", "2"), ("一亿", "10000"),
    ],
)  # fmt: skip
def test_ten_thousands_without_a_unit_leave_open_of_what(text, ten_thousands):
    assert said(text) == ("number", str(Decimal(ten_thousands).normalize()), "万", False)


@pytest.mark.parametrize(
    "text", ["约300", "300余", "近300", "300多", "300左右", "不足300", "300余人", "300人左右"]
)
def test_a_rough_number_is_kept_and_said_to_be_rough(text):
    kind, amount, _, approximate = said(text)
    assert (kind, amount, approximate) == ("number", "3E+2", True)


@pytest.mark.parametrize(
    "text",
    ["无", "没有", "暂无", "未开展", "/", "-", "—", "--", "——", "○", "〇", "零"],
)
def test_words_for_nothing_are_zero(text):
    assert said(text)[:2] == ("zero", "0")


@pytest.mark.parametrize("value", ["0", "0.0", 0, 0.0])
def test_nought_is_zero(value):
    assert parse(value).amount == 0


@pytest.mark.parametrize("value", [None, "", " ", "\n", "\u3000"])
def test_an_empty_cell_is_blank_and_never_zero(value):
    assert parse(value) is BLANK


@pytest.mark.parametrize(
    "value",
    [
        "三百多", "几十", "十几", "数百", "百余人", "一百二", "一万五",
        "三千五", "1-2", "1200/300", "1200、300", "300户1200人",
        "男800女400", "1200（其中困难300）", "1200人（含家属）", "1200 \n300", "1200  300", "2024年2月26日",
        "1,20", "12,00", "1,2000", "1..2", "1.2.3", "1200.", "1200³", "½", "1.2e3", "5%", "500元/人",
        "每人500元", "56万3000元", "56.3万美元", "56.3W", "O", "元", "人", "*", "(5)", "大米、食用油各100份",
        True, False, date(2024, 1, 2), datetime(2024, 1, 2), time(1, 2), float("nan"), float("inf"),
    ],
)  # fmt: skip
def test_what_is_no_single_number_is_bad_and_never_zero(value):
    assert parse(value) is BAD


def test_an_error_cell_is_bad_and_a_formula_without_result_has_no_value():
    assert parse(None, Mark("error", "#REF!")) is BAD
    assert said(None, Mark("formula", "=A1")) == ("formula", None, "", False)


@pytest.mark.parametrize(
    ("value", "code", "amount", "unit"),
    [
        (563000, '#,##0"元"', "563000", "元"),
        (563000, "0元", "563000", "元"),
        (56.3, '0.0"万元"', "56.3", "万元"),
        (56.3, '0.0"（万元）"', "56.3", "万元"),
        (563000, '0!.0,"万元"', "56.3", "万元"),
        (563000, '0\\.0,"万"', "56.3", "万"),
        (563000, '0"."0,', "56.3", ""),
        (563000, "#,##0,", "563", ""),
        (1200, '0"人"', "1200", "人"),
        (1200, '0_);[Red]\\(0\\)"人"', "1200", ""),
        (563000, "[$¥-804]#,##0.00", "563000", ""),
        (563000, '[DBNum2][$-804]General"元整"', "563000", "元"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(value, code, amount, unit):
    assert said(value, Mark("format", code)) == ("number", str(Decimal(amount).normalize()), unit, False)


@pytest.mark.parametrize("code", ["0%", "0.00%", '0"万美元"', "0‰"])
def test_a_format_that_shows_no_plain_figure_leaves_no_value(code):
    assert parse(0.5, Mark("format", code)).amount is None


def test_a_rough_word_in_a_format_is_rough():
    assert said(300, Mark("format", '"约"0')) == ("number", "3E+2", "", True)


def test_noise_of_binary_arithmetic_is_not_read():
    assert parse(0.1 + 0.2).amount == Decimal("0.3")
    assert (parse(68.80000000000001).amount, parse(68.80000000000001).places) == (Decimal("68.8"), 1)


def test_the_second_measure_in_brackets_is_kept():
    number = parse("63人（户）")
    assert (number.amount, number.unit, number.note) == (63, "人", "户")


def test_two_units_of_money_in_one_cell_are_no_number():
    assert parse("56.3万元（元）").amount is None


@given(
    st.decimals(0, 10**9, places=2), st.sampled_from(["", "元", "万元", "千元"]), st.sampled_from("abcdef")
)
def test_every_spelling_of_an_amount_reads_back_as_that_amount(amount, unit, style):
    plain = f"{amount:f}"
    spelt = {
        "a": plain,
        "b": f"{amount:,f}",
        "c": plain.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789."}),
        "d": f" {plain} ",
        "e": f"{amount:,f}".replace(",", "，"),
        "f": plain,
    }[style]
    number = parse(f"{spelt}{unit}*" if style == "f" else spelt + unit)
    scale = {"": 1, "元": 1, "万元": 10_000, "千元": 1_000}
    assert number.amount * scale[number.unit] == amount * scale[unit]
    assert number.kind in ("number", "zero")


DIGITS, TENS = "零一二三四五六七八九", ["", "十", "百", "千"]


def chinese(value: int) -> str:
    """Up to 9999, as people write it: 2005 → 二千零五."""
    if value == 0:
        return "零"
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + TENS[place]
        gap = digit == 0
    return words


@given(st.integers(0, 9999))
def test_chinese_figures_read_back_as_the_number(value):
    assert parse(chinese(value)).amount == value


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_chinese_figures_with_ten_thousands_read_back_as_the_number(high, low):
    rest = "" if low == 0 else ("零" if low < 1000 else "") + chinese(low)
    assert parse(f"{chinese(high)}万{rest}元").amount == high * 10_000 + low


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_not_and_never_fails(text):
    number = parse(text)
    assert (number.amount is None) == (number.kind in ("bad", "blank", "formula"))


@given(
    st.integers(0, 10**9), st.text("人户件份项年月日%/+~、()（）其中含多约余abcdef", min_size=1, max_size=3)
)
def test_words_behind_a_number_never_change_its_digits(value, words):
    number = parse(f"{value}{words}")
    assert number.amount is None or number.amount == value


@pytest.mark.parametrize(
    "text", ["一" * 40_000, "9" * 40_000, "1" + "," * 40_000, "约" * 300 + "5", "1,111" * 9999]
)
def test_a_text_longer_than_any_figure_is_none(text):
    assert parse(text) == BAD
