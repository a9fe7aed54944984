"""An unknown word is offered its likest meanings, for a person to choose from."""

from __future__ import annotations

import pytest

from sydata.catalog.likeness import category_likeness, likeness


@pytest.mark.parametrize(
    ("word", "likest"),
    [
        ("慰问金预算金额", "cash_amount"),
        ("走访慰问户数", "families_visited"),
        ("慰问品采购数量", "goods_count"),
        ("发放春节慰问信", "letters"),
        ("军人子女入园", "child_school"),
    ],
)
def test_the_likest_indicator_comes_first(word: str, likest: str) -> None:
    assert likeness(word)[0] == likest
    assert len(likeness(word)) <= 3


@pytest.mark.parametrize("word", ["", "天气", "x" * 10_000, "慰问金" * 5_000])
def test_what_is_like_nothing_is_offered_nothing(word: str) -> None:
    assert likeness(word) == ()
    assert category_likeness(word) == ""


@pytest.mark.parametrize(
    ("label", "likest"),
    [("困难老退役军人户", "entitled"), ("驻某部队官兵", "garrison"), ("边海防哨所官兵", "border")],
)
def test_the_likest_category_is_offered(label: str, likest: str) -> None:
    assert category_likeness(label) == likest
