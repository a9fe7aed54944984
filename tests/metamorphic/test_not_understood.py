"""Words that the reader does not understand are named at their cell, and nothing is taken for them."""

import pytest

from tests.metamorphic.words import NO_TOTAL, NOT_UNDERSTOOD
from tests.pipeline.drawn import found, read

TOP = "2024年春节双拥活动情况统计表\n填报单位：黔江区\n"


@pytest.mark.parametrize("word", NOT_UNDERSTOOD)
def test_a_header_that_is_not_understood_is_named_and_not_read(word):
    result = read(
        f"{TOP}项目 | 走访慰问人数（人） | {word}（万元）\n优抚对象 | 1200 | 56.3\n驻地部队官兵 | 300 | 10"
    )
    assert found(result) == [("C3", "unknown-column")]
    assert result.data["total_amount"].isna().all()


@pytest.mark.parametrize("word", NO_TOTAL)
def test_a_label_that_is_not_understood_is_named_and_does_not_count(word):
    result = read(
        f"{TOP}项目 | 走访慰问人数（人） | 慰问金（万元）\n优抚对象 | 1200 | 56.3\n{word} | 1200 | 56.3"
    )
    assert found(result) == [("A5", "unknown-category")]
    assert result.data["visited_people"].sum() == 1200
