"""What an office set goes before what the catalog says, and only where it was set."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sydata.catalog.festivals import period
from sydata.catalog.naming import find_unit, match_unit
from sydata.catalog.offices import all_reporters, seed_offices
from sydata.catalog.offices import expected as listed
from sydata.catalog.roll import member, people
from sydata.catalog.rules import thresholds
from sydata.catalog.terms import (
    NO_TERMS,
    Span,
    Terms,
    ended,
    expected,
    last_day,
    limits_of,
    named,
    parts_of,
    resumed,
    roll_of,
    spans_of,
    terms_of,
)
from sydata.catalog.terms_check import refusal
from sydata.catalog.units import unit

OFFICE = "500000"
SPRING = period(2024, "spring")
OWN = "500000-own-0001"


def reporter(name: str = "市公安局", kind: str = "department", **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "aliases": [], "spans": [["", ""]]} | more


def with_police(**more: Any) -> Terms:
    return terms_of({f"reporter:{OWN}": reporter(**more)})


@pytest.mark.parametrize("office", [office.code for office in seed_offices()])
def test_an_office_that_set_nothing_asks_what_the_catalog_says(office: str) -> None:
    assert roll_of(office, NO_TERMS) == office
    assert people(office) == all_reporters(office)
    for year in (2011, 2024, 2026):
        assert expected(office, period(year, "spring")) == listed(office, year)
    assert limits_of(NO_TERMS) == thresholds()


def test_a_day_set_goes_before_the_notice_and_the_notice_before_a_usual_day_of_the_office() -> None:
    own = terms_of({"deadline:2022-spring": {"day": "2022-03-01"}, "usual:spring:2020": {"day": "02-20"}})
    said = [last_day(OFFICE, period(year, "spring"), own) for year in (2019, 2022, 2023, 2024)]
    assert said == [
        (date(2019, 2, 28), "assumed"), (date(2022, 3, 1), "set"), (date(2023, 2, 20), "assumed"),
        (date(2024, 2, 28), "notice"),
    ]  # fmt: skip
    assert last_day(OFFICE, period(2024, "annual"), own) == (None, "none")


def test_of_two_usual_days_the_later_one_holds_from_its_year_on() -> None:
    own = terms_of({"usual:annual:2020": {"day": "12-20"}, "usual:annual:2023": {"day": "12-31"}})
    days = [last_day(OFFICE, period(year, "annual"), own).day for year in (2019, 2022, 2023)]
    assert days == [None, date(2022, 12, 20), date(2023, 12, 31)]


def test_parts_are_asked_of_the_unit_before_its_kind_before_all() -> None:
    own = terms_of(
        {
            "asks:all:2020-spring": {"parts": ["report", "table"]},
            "asks:territorial:2022-spring": {"parts": ["table"]},
            "asks:500101:2024-spring": {"parts": ["report"]},
        }
    )
    of = unit("500101")
    assert of is not None
    said = [parts_of(OFFICE, of, period(year, "spring"), own) for year in (2019, 2021, 2023, 2024)]
    assert said == [("table",), ("table", "report"), ("table",), ("report",)]


def test_a_name_of_the_offices_own_is_known_to_it_alone() -> None:
    roll = roll_of(OFFICE, with_police(aliases=["公安局"]))
    said = [
        match_unit(text, roll, 2024).how
        for text in ("市公安局", "重庆市公安局（盖章）", "公安局", "黔江区公安局")
    ]
    assert said == ["exact", "exact", "alias", "none"]
    assert find_unit("2024年春节/重庆市公安局.xlsx", roll, 2024).unit == member(roll, OWN)
    assert match_unit("市公安局", OFFICE, 2024).how == "none"
    assert match_unit("万州", roll, 2024).how == "alias"


def test_a_unit_renamed_by_the_office_keeps_its_names() -> None:
    roll = roll_of(OFFICE, terms_of({"reporter:500101": reporter("万州新区", "territorial", spans=None)}))
    found = [match_unit(text, roll, 2024) for text in ("万州新区", "万州区", "万州")]
    assert [(match.how, match.unit and match.unit.name) for match in found] == [
        ("exact", "万州新区"), ("renamed", "万州新区"), ("alias", "万州新区"),
    ]  # fmt: skip
    assert [of.code for of in people(roll)] == [of.code for of in people(OFFICE)]


def test_ending_a_reporter_changes_no_reading() -> None:
    assert named(with_police()) == named(with_police(spans=[["", "2022-spring"]]))
    left = terms_of({"reporter:500101": reporter("万州区", "territorial", spans=[["", "2022-spring"]])})
    assert roll_of(OFFICE, left) == OFFICE


def test_a_dissolved_unit_is_known_in_the_years_in_which_the_office_asks_it_again() -> None:
    back = [["", "2025-other"], ["2026-spring", ""]]
    roll = roll_of(OFFICE, terms_of({"reporter:500105": reporter("江北区", "territorial", spans=back)}))
    assert match_unit("江北区", OFFICE, 2026).how == "ended"
    assert match_unit("江北区", roll, 2026).how == "exact"


def test_reporters_stand_by_kind() -> None:
    own = terms_of(
        {f"reporter:{OWN}": reporter("某某新区", "territorial"), "reporter:500000-own-0002": reporter()}
    )
    kinds = [of.kind for of in people(roll_of(OFFICE, own))]
    assert kinds == sorted(kinds, key=["territorial", "department", "enterprise", "troop"].index)
    assert [of.name for of in expected(OFFICE, SPRING, own)][-2:] == ["某某新区", "市公安局"]


def test_spans_are_cut_and_go_on() -> None:
    every = (Span(),)
    cut = ended(every, period(2022, "army_day"))
    assert cut == (Span("", "2022-army_day"),)
    again = resumed(cut, SPRING)
    assert again == (Span("", "2022-army_day"), Span("2024-spring", ""))
    assert ended(again, period(2021, "spring")) == (Span("", "2021-spring"),)
    assert ended(again, period(2023, "spring")) == cut
    assert resumed(again, period(2021, "spring")) == every
    assert ended((Span("2024-spring", ""),), period(2023, "spring")) == ()
    for spans in (cut, again):
        assert refusal(OFFICE, f"reporter:{OWN}", reporter(spans=[list(s) for s in spans]), NO_TERMS) is None


def test_a_unit_that_the_catalog_asks_has_its_years_as_spans() -> None:
    dissolved, founded, department = (
        unit(code) for code in ("500105", "500000-liangjiang-2025", "500000-edu")
    )
    assert dissolved and founded and department
    assert spans_of(dissolved, NO_TERMS) == (Span("", "2025-other"),)
    assert spans_of(founded, NO_TERMS)[0].last == ""
    assert spans_of(department, NO_TERMS) == ()


def test_thresholds_that_no_rule_has_any_more_are_left_out() -> None:
    own = terms_of({f"threshold:{id}": {"value": 4} for id in ("swing.ratio", "swing.gone", "no.x")})
    limits = limits_of(own)
    assert (limits["swing"]["ratio"], limits["swing"]["past"]) == (4.0, 3.0)
    assert "gone" not in limits["swing"]
