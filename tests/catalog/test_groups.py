"""The group that a unit stands in."""

from __future__ import annotations

from sydata.catalog.groups import KINDS, group_of
from sydata.catalog.roll import Named, roll
from sydata.model import Unit

POLICE = Unit("500000-own-0001", "市公安局", "department")


def test_a_reporter_of_the_offices_own_stands_with_its_kind() -> None:
    office = roll("500000", [Named(POLICE)])
    assert group_of(office, POLICE.code) == "department"
    assert group_of(office, "500101") == group_of("500000", "500101")
    assert group_of("440700", "440703") == "territorial"
    assert {"department", "territorial"} <= set(KINDS)
