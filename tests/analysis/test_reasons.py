from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sydata.analysis.reasons import Part, Reason, of_one, of_sum, one_digit, transposed

UNITS = [Part("黔江", 12_345), Part("丰都", 8_210), Part("渝中", 54_700), Part("万州", 1_100)]
SUM = sum(part.value for part in UNITS)


@pytest.mark.parametrize(
    ("difference", "reason"),
    [
        (-1_100, Reason("left-out", ("万州",))),
        (1_100, Reason("twice", ("万州",))),
        (-1_100 - 8_210, Reason("two-left-out", ("丰都", "万州"))),
        (8_210 * 9_999, Reason("ten-thousand", ("丰都",))),
        (12_345 * 9, Reason("place", ("黔江",))),
        (-54_700 + 5_470, Reason("place", ("渝中",))),
        (13_245 - 12_345, Reason("transposed", ("黔江",))),
        (777, Reason("")),
    ],
)
def test_a_total_is_explained_by_what_leaves_nothing_over(difference: int, reason: Reason) -> None:
    assert of_sum(SUM + difference, UNITS) == reason


def test_a_unit_counted_twice_that_lies_in_another_is_an_overlap() -> None:
    assert of_sum(SUM + 1_100, UNITS, inner={"万州"}) == Reason("overlap", ("万州",))


def test_an_old_version_in_the_total_is_recognised() -> None:
    units = [Part("黔江", 12_345, (12_000, 11_500)), *UNITS[1:]]
    assert of_sum(SUM - 345, units) == Reason("older", ("黔江",))


def test_two_units_that_explain_it_equally_explain_nothing() -> None:
    twins = [Part("黔江", 1_100), *UNITS[1:]]
    assert of_sum(sum(part.value for part in twins) - 1_100, twins) == Reason("")


def test_the_total_itself_may_be_slipped() -> None:
    assert of_sum(SUM * 10_000, UNITS) == Reason("ten-thousand")
    assert of_sum(int(str(SUM)[1] + str(SUM)[0] + str(SUM)[2:]), UNITS) == Reason("transposed")


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        (563_000, Reason("older")),
        (56_200_000, Reason("place")),
        (5_620_000 * 10_000, Reason("ten-thousand")),
        (6_520_000, Reason("transposed")),
        (5_120_000, Reason("digit")),
        (562_000, Reason("place")),
        (41_000, Reason("other-line", ("border cash_amount",))),
        (9_999_999, Reason("")),
    ],
)
def test_one_figure_is_explained_by_a_slip_an_older_version_or_another_line(
    stated: int, reason: Reason
) -> None:
    assert of_one(stated, 5_620_000, (563_000,), {"border cash_amount": 41_000, "x": 7}) == reason


def test_a_figure_of_two_digits_is_no_proof_of_another_line() -> None:
    assert of_one(31, 30, (), {"border cash_recipients": 31}) == Reason("digit")


def test_zero_is_nothing_times_anything_and_no_line() -> None:
    assert of_one(0, 5_620_000, (), {"border cash_amount": 0}) == Reason("")


@given(st.integers(10, 10**12), st.integers(0, 10))
def test_a_swap_of_neighbours_is_seen_and_is_its_own_way_back(value: int, at: int) -> None:
    digits = list(str(value))
    at = at % (len(digits) - 1)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    swapped = int("".join(digits))
    same_length = len(str(swapped)) == len(str(value))
    assert transposed(value, swapped) == transposed(swapped, value) == (swapped != value and same_length)
    assert not transposed(value, swapped) or (value - swapped) % 9 == 0


@given(st.integers(10, 10**12), st.integers(0, 11), st.integers(0, 9))
def test_one_digit_left_out_or_typed_wrong_is_seen(value: int, at: int, digit: int) -> None:
    text = str(value)
    at = at % len(text)
    wrong = int(text[:at] + str(digit) + text[at + 1 :])
    assert one_digit(value, wrong) == (wrong != value and len(str(wrong)) == len(text)) or len(
        str(wrong)
    ) < len(text)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.integers(-(10**9), 10**9))
def test_whatever_is_named_makes_both_sides_equal(values: list[int], difference: int) -> None:
    parts = [Part(str(at), value) for at, value in enumerate(values)]
    found = of_sum(sum(values) + difference, parts)
    named = sum(parts[int(name)].value for name in found.names)
    assert found.kind not in ("left-out", "two-left-out") or named == -difference
    assert found.kind != "twice" or named == difference
