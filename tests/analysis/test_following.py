"""Totals that add up follow a correction of their parts; those that did not are left alone."""

from __future__ import annotations

import pandas as pd

from sydata.analysis.following import following

WAN = 1_000_000
CASH, GOODS, TOTAL = "cash_amount", "goods_cost", "total_amount"


def figures(row_total: int = 13, column: int = 15) -> pd.DataFrame:
    """Two rows of money and a total's row; everything in 万元."""
    rows = [
        (1, "D7", "entitled", CASH, 10, "counted", ""),
        (2, "F7", "entitled", GOODS, 3, "counted", ""),
        (3, "I7", "entitled", TOTAL, row_total, "counted", ""),
        (4, "D8", "garrison", CASH, 5, "counted", ""),
        (5, "F8", "garrison", GOODS, None, "counted", ""),
        (6, "I8", "garrison", TOTAL, 5, "counted", ""),
        (7, "D9", "unspecified", CASH, column, "excluded", "total"),
        (8, "I9", "unspecified", TOTAL, row_total + 5, "excluded", "total"),
    ]
    names = ["observation_id", "cell", "category", "indicator", "value", "status", "note"]
    frame = pd.DataFrame(rows, columns=names).astype({"value": "Int64"})
    return frame.assign(value=frame["value"] * WAN)


def test_row_and_column_totals_follow() -> None:
    assert following(figures(), 1, 12 * WAN) == {3: 15 * WAN, 7: 17 * WAN, 8: 20 * WAN}


def test_a_total_that_did_not_add_up_is_left_as_it_is() -> None:
    assert following(figures(column=99), 1, 12 * WAN) == {3: 15 * WAN, 8: 20 * WAN}
    assert following(figures(row_total=14), 1, 12 * WAN) == {7: 17 * WAN}


def test_the_total_of_a_row_is_corrected_without_its_parts() -> None:
    assert following(figures(), 3, 12 * WAN) == {8: 17 * WAN}


def test_nothing_follows_a_figure_that_had_no_value_or_gets_none() -> None:
    assert following(figures(), 5, WAN) == {}
    assert following(figures(), 1, None) == {}
    assert following(figures(), 1, 10 * WAN) == {}
