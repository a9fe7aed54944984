from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from sydata.analysis.progress import Asked, grid, progress
from sydata.catalog.festivals import period
from sydata.model import Unit

A, B, C = Unit("500101", "万州区"), Unit("500102", "涪陵区"), Unit("500103", "渝中区")
SPRING, DEADLINE = period(2024, "spring"), date(2024, 2, 28)
USUAL = {
    "unit_code": "500101", "state": "current", "fill_date": date(2024, 2, 20), "received_at": datetime(2024, 3, 1, 9),
    "errors": 0, "only_words": False, "has_table": True, "has_report": False, "year": 2024, "festival": "spring",
}  # fmt: skip
REPORT = {"only_words": True, "has_table": False, "has_report": True}


def drawn(*rows: dict[str, object]) -> pd.DataFrame:
    frame = pd.DataFrame([USUAL | row for row in rows], columns=list(USUAL))
    dates = {name: pd.to_datetime(frame[name]) for name in ("fill_date", "received_at")}
    flags = {name: frame[name].astype(bool) for name in ("only_words", "has_table", "has_report")}
    return frame.assign(**dates, **flags)


def asked(*units: Unit, **changes: Any) -> Asked:
    given: dict[str, Any] = {"period": SPRING, "units": units, "deadline": DEADLINE}
    return Asked(**given | changes)


def states(frame: pd.DataFrame, wanted: Asked) -> list[tuple[str, tuple[str, ...], int]]:
    return [(s.state, s.lacks, s.days_late) for s in progress(frame, wanted).standings]


def test_each_unit_has_its_gravest_state_and_the_days_it_was_late() -> None:
    frame = drawn(
        {"unit_code": "500102", "fill_date": date(2024, 3, 4)},
        {"unit_code": "500103", "fill_date": date(2024, 2, 29), "errors": 2},
    )
    assert states(frame, asked(A, B, C)) == [
        ("missing", ("table",), 0),
        ("late", (), 5),
        ("question", (), 1),
    ]


def test_the_five_numbers_are_those_of_coverage() -> None:
    seen = progress(
        drawn({}, {"unit_code": "500102", "fill_date": date(2024, 3, 4)}), asked(A, B, C)
    ).coverage
    assert (seen.expected, seen.received, seen.rate, seen.on_time, seen.on_time_rate) == (
        3,
        2,
        2 / 3,
        1,
        1 / 3,
    )


def test_without_a_last_day_a_return_is_received_and_never_late() -> None:
    assert states(drawn({}), asked(A, deadline=None)) == [("received", (), 0)]


def test_prose_instead_of_a_table_is_in_words_only_until_a_figure_is_confirmed() -> None:
    assert states(drawn(REPORT), asked(A)) == [("words", ("table",), 0)]
    assert states(drawn(REPORT | {"only_words": False}), asked(A)) == [("on-time", (), 0)]


def test_where_both_are_asked_for_one_of_them_is_half_a_return() -> None:
    both = asked(A, B, C, parts=("table", "report"))
    frame = drawn({}, REPORT | {"unit_code": "500102"}, {"unit_code": "500103", "has_report": True})
    assert states(frame, both) == [("half", ("report",), 0), ("half", ("table",), 0), ("on-time", (), 0)]
    assert [s.unit.name for s in progress(frame, both).half] == ["万州区", "涪陵区"]


def test_a_confirmed_report_still_lacks_the_table_where_both_are_asked_for() -> None:
    both = asked(A, parts=("table", "report"))
    assert states(drawn(REPORT | {"only_words": False}), both) == [("half", ("table",), 0)]


def test_a_report_that_gave_way_to_the_table_has_still_been_sent() -> None:
    frame = drawn({}, REPORT | {"state": "superseded"})
    assert states(frame, asked(A, parts=("table", "report"))) == [("on-time", (), 0)]


def test_a_missing_unit_lacks_everything_that_is_asked_for() -> None:
    assert states(drawn(), asked(A, parts=("table", "report"))) == [("missing", ("table", "report"), 0)]


def test_those_without_anything_come_first_among_the_open() -> None:
    seen = progress(drawn(REPORT), asked(A, B))
    assert [(s.unit.name, s.state) for s in seen.open] == [("涪陵区", "missing"), ("万州区", "words")]


def test_other_periods_say_nothing_of_this_one() -> None:
    assert states(drawn({"year": 2023}, {"festival": "army_day"}), asked(A)) == [("missing", ("table",), 0)]


def test_the_grid_knows_units_that_are_founded_dissolved_or_not_asked() -> None:
    new, old = Unit("500000-new", "新区", since=2024), Unit("500105", "江北区", until=2023)
    before = Asked(period(2023, "spring"), (A, old, C), date(2023, 2, 28))
    seen = grid(drawn({}, {"year": 2023, "unit_code": "500105"}), [asked(A, new), before])
    assert [each.id for each in seen.periods] == ["2024-spring", "2023-spring"]
    assert [unit.name for unit in seen.units] == ["万州区", "新区", "江北区", "渝中区"]
    assert [[cell.state for cell in row] for row in seen.cells] == [
        ["on-time", "missing"],
        ["missing", "not-yet"],
        ["ended", "late"],
        ["excused", "missing"],
    ]
