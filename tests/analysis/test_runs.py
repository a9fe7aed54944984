from __future__ import annotations

import pytest

from sydata.analysis.runs import Run, gaps, longest, since


def test_the_longest_rise_is_found_and_of_equal_ones_the_latest() -> None:
    years = {2018: 5, 2019: 6, 2020: 7, 2021: 3, 2022: 4, 2023: 5}
    assert longest(years) == Run(2021, 2023)
    assert longest(years, -1) == Run(2020, 2021)


def test_a_rise_ends_where_a_year_is_missing_and_where_nothing_moves() -> None:
    assert longest({2018: 1, 2020: 2, 2021: 3}) == Run(2020, 2021)
    assert longest({2018: 1, 2019: 1}) is None


@pytest.mark.parametrize(
    ("years", "way", "found"),
    [
        ({2020: 9, 2021: 4, 2022: 5, 2023: 6}, 1, 2021),
        ({2020: 1, 2021: 4, 2022: 5, 2023: 6}, 1, 2020),  # the highest of all
        ({2022: 6, 2023: 6}, 1, None),  # as high the year before
        ({2020: 1, 2021: 5, 2022: 4, 2023: 3}, -1, 2021),
    ],
)
def test_since_when_it_was_not_so_high(years: dict[int, int], way: int, found: int | None) -> None:
    assert since(years, 2023, way) == found


def test_gaps_lie_between_the_first_and_the_last_year() -> None:
    assert gaps({2018: 1, 2020: 2, 2021: 3}) == [2019]
    assert gaps({}) == []
