from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from sydata.analysis.coverage import coverage, of_period
from sydata.model import Unit

UNITS = (Unit("500101", "万州区"), Unit("500102", "涪陵区"), Unit("500103", "渝中区"))
DEADLINE = date(2024, 2, 28)


def drawn(*rows: tuple[str, str, date | None, datetime, int]) -> pd.DataFrame:
    names = ["unit_code", "state", "fill_date", "received_at", "errors"]
    frame = pd.DataFrame(rows, columns=names)
    dates = pd.to_datetime(frame["fill_date"])
    return frame.assign(fill_date=dates, year=2024, festival="spring", only_words=False)


def test_units_without_a_return_are_missing_in_official_order() -> None:
    seen = coverage(drawn(("500102", "current", date(2024, 2, 20), datetime(2024, 3, 1, 9), 0)), UNITS)
    assert (seen.expected, seen.received, seen.rate) == (3, 1, 1 / 3)
    assert [unit.name for unit in seen.missing] == ["万州区", "渝中区"]


def test_the_fill_date_decides_about_time_and_the_upload_date_stands_in_for_it() -> None:
    seen = coverage(
        drawn(
            ("500101", "current", date(2024, 2, 28), datetime(2024, 3, 9, 9), 0),
            ("500102", "current", None, datetime(2024, 2, 28, 23, 59), 0),
            ("500103", "current", None, datetime(2024, 2, 29, 0, 1), 0),
        ),
        UNITS,
        DEADLINE,
    )
    assert seen.on_time == 2
    assert seen.on_time_rate == 2 / 3
    assert [unit.name for unit in seen.late] == ["渝中区"]


def test_a_late_correction_does_not_make_a_unit_late() -> None:
    seen = coverage(
        drawn(
            ("500101", "superseded", date(2024, 2, 10), datetime(2024, 2, 10, 9), 3),
            ("500101", "current", date(2024, 3, 10), datetime(2024, 3, 10, 9), 0),
        ),
        UNITS,
        DEADLINE,
    )
    assert (seen.received, seen.on_time, seen.in_question) == (1, 1, 0)


def test_a_waiting_return_with_an_error_is_received_and_in_question() -> None:
    seen = coverage(
        drawn(
            ("500101", "waiting", None, datetime(2024, 2, 10, 9), 1),
            ("500102", "current", None, datetime(2024, 2, 10, 9), 0),
        ),
        UNITS,
        DEADLINE,
    )
    assert (seen.received, seen.in_question) == (2, 1)
    assert [unit.name for unit in seen.questioned] == ["万州区"]


def test_a_unit_nobody_waits_for_is_named_and_not_counted() -> None:
    seen = coverage(drawn(("500230", "current", None, datetime(2024, 2, 10, 9), 1)), UNITS, DEADLINE)
    assert (seen.expected, seen.received, seen.in_question) == (3, 0, 0)
    assert seen.unexpected == ("500230",)


def test_without_deadline_and_units_nothing_is_invented() -> None:
    seen = coverage(drawn(), ())
    assert (seen.rate, seen.on_time, seen.on_time_rate) == (None, None, None)


def test_returns_without_a_year_belong_to_no_period() -> None:
    frame = drawn(("500101", "waiting", None, datetime(2024, 2, 10), 1)).assign(
        year=pd.array([None], "Int64")
    )
    assert of_period(frame, 2024, "spring").empty
