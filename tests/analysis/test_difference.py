from __future__ import annotations

from typing import Any

import pandas as pd

from sydata.analysis.difference import FIGURE_COLUMNS, changed, compared, difference

NO = pd.NA


def drawn(*rows: tuple[str, str, int | None], unit: str = "万州区") -> pd.DataFrame:
    """Figures of one unit: category, indicator, value."""
    made = [("500101", unit, *row) for row in rows]
    return pd.DataFrame(made, columns=list(FIGURE_COLUMNS)).astype({"value": "Int64"})


def told(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    plain = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None)
    return list(plain.itertuples(index=False, name=None))


def test_a_figure_that_was_corrected_stands_with_before_after_and_difference() -> None:
    before = drawn(("entitled", "cash_amount", 500), ("garrison", "cash_amount", 70))
    after = drawn(("entitled", "cash_amount", 620), ("garrison", "cash_amount", 70))
    assert told(
        difference(before, after), "unit", "category", "indicator", "before", "after", "difference"
    ) == [("万州区", "entitled", "cash_amount", 500, 620, 120)]


def test_zero_and_nothing_are_two_things() -> None:
    before, after = drawn(("border", "goods_count", None)), drawn(("border", "goods_count", 0))
    assert told(difference(before, after), "before", "after", "difference") == [(None, 0, 0)]
    assert difference(before, before).empty


def test_what_only_one_side_has_is_there_with_its_sign() -> None:
    before, after = drawn(("entitled", "letters", 8)), drawn(("entitled", "meetings", 3))
    assert told(difference(before, after), "indicator", "before", "after", "difference") == [
        ("meetings", None, 3, 3), ("letters", 8, None, -8),
    ]  # fmt: skip


def test_rows_of_one_category_are_added_up() -> None:
    before = drawn(("entitled", "letters", 8), ("entitled", "letters", 2))
    assert difference(before, drawn(("entitled", "letters", 10))).empty


def test_a_renamed_unit_goes_under_its_later_name_and_is_no_difference() -> None:
    before, after = (
        drawn(("entitled", "letters", 8), unit="开县"),
        drawn(("entitled", "letters", 8), unit="开州区"),
    )
    assert told(compared(before, after), "unit", "difference") == [("开州区", 0)]
    assert difference(before, after).empty


def test_money_beyond_a_float_stays_exact() -> None:
    big = 9_007_199_254_740_993
    rows = compared(drawn(("entitled", "cash_amount", big)), drawn(("entitled", "cash_amount", big + 1)))
    assert told(changed(rows), "before", "after", "difference") == [(big, big + 1, 1)]


def test_nothing_on_both_sides_is_no_difference() -> None:
    assert difference(drawn(), drawn()).empty
