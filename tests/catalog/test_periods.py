"""Several periods: which are meant, and what they are called."""

from __future__ import annotations

import pytest

from sydata.catalog.festivals import period
from sydata.catalog.periods import in_short, meant, named, unbroken, written

THERE = [period(year, festival) for year in (2023, 2022, 2021) for festival in ("army_day", "spring")]


def ids(*words: str) -> list[str]:
    found, wrong = meant(words, THERE)
    assert wrong == ()
    return [each.id for each in found]


def test_periods_are_meant_one_by_one_by_ranges_and_by_both() -> None:
    assert ids() == []
    assert ids("2023-spring", "2021-spring", "2023-spring") == ["2021-spring", "2023-spring"]
    assert ids("2021-army_day..2022-army_day") == ["2021-army_day", "2022-spring", "2022-army_day"]
    assert ids("2022-spring..2021-army_day") == ["2021-army_day", "2022-spring"]
    assert ids("2019-spring..2021-spring", "2030-spring") == ["2021-spring", "2030-spring"]


@pytest.mark.parametrize(
    "word",
    ["", "2024", "..", "2021-spring..", "2021-spring..2022", "2021-spring..2022-spring..2023-spring", "all"],
)
def test_anything_else_means_none_and_is_named(word: str) -> None:
    assert meant([word, "2021-spring"], THERE) == ((period(2021, "spring"),), (word,))


def test_a_range_without_data_means_none() -> None:
    assert meant(["2001-spring..2002-spring"], THERE) == ((), ("2001-spring..2002-spring",))


def test_several_periods_are_told_in_short_and_in_full() -> None:
    some = [THERE[0], THERE[5], THERE[2]]
    assert in_short(THERE, THERE, "zh") == "2021年春节至2023年八一"
    assert in_short(THERE[:1], THERE, "zh") == "2023年八一"
    assert in_short(some, THERE, "zh") == "2021年春节等3期"
    assert in_short(some, THERE, "en") == "2021 Spring Festival and 2 more"
    assert named(some, "zh") == "2021年春节、2022年八一、2023年八一"
    assert written(some) == "2021-spring,2022-army_day,2023-army_day"
    assert unbroken(THERE[1:4], THERE) and not unbroken(some, THERE) and not unbroken([], THERE)
