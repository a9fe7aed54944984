from __future__ import annotations

from datetime import datetime

from sydata.catalog.festivals import period
from sydata.exports import Signed, data_version, version_mark, versions_of

SPRING, ARMY = period(2024, "spring"), period(2024, "army_day")
SIGNED = [Signed(SPRING, 2, "0123456789abcdef" * 4, datetime(2024, 3, 5, 16, 30))]


def test_a_period_signed_off_is_named_by_version_day_and_digest() -> None:
    assert data_version(SPRING, SIGNED, 17) == "2024-spring v2 · 审定 2024-03-05 · sha256 0123456789ab"
    assert (
        data_version(SPRING, SIGNED, 17, "en")
        == "2024-spring v2 · signed off 2024-03-05 · sha256 0123456789ab"
    )
    assert version_mark(SPRING, SIGNED, 17) == "v2-0123456789ab"


def test_an_open_period_is_a_draft_of_the_stores_revision() -> None:
    assert data_version(ARMY, SIGNED, 17) == "2024-army_day · 未审定 r17"
    assert data_version(ARMY, SIGNED, 17, "en") == "2024-army_day · draft r17"
    assert version_mark(ARMY, SIGNED, 17) == "draft-r17"


def test_all_periods_together_are_no_version_that_anybody_signed() -> None:
    assert data_version(None, SIGNED, 17) == "全部 · r17 · 审定: 2024-spring v2 0123456789ab"
    assert data_version(None, [], 17, "en") == "all · r17 · signed off: —"
    assert version_mark(None, SIGNED, 17) == "draft-r17"


def test_of_several_periods_each_has_its_version() -> None:
    assert (
        versions_of([ARMY, SPRING], SIGNED, 17) == "r17 · 2024-spring v2 0123456789ab, 2024-army_day 未审定"
    )
    assert versions_of([ARMY], SIGNED, 17, "en") == "2024-army_day · draft r17"
    assert versions_of([], SIGNED, 17) == data_version(None, SIGNED, 17)
