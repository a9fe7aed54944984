"""Who has reported and who has not, for one office and one period. Frames in, plain values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sydata.model import Unit

IN_PLACE = ("current", "waiting")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Reporting of one period. Numbers count expected units; rates are shares of 1, None where unknown.

    on_time is None where the office has set no deadline. missing, late, questioned keep the official order;
    unexpected are units that sent a return though the office does not wait for one; narrative those that have
    reported, but so far only in prose of which no figure is confirmed: half a return.
    """

    expected: int
    received: int
    rate: float | None
    on_time: int | None
    on_time_rate: float | None
    in_question: int
    missing: tuple[Unit, ...]
    late: tuple[Unit, ...]
    questioned: tuple[Unit, ...]
    unexpected: tuple[str, ...]
    narrative: tuple[Unit, ...] = ()


def coverage(returns: pd.DataFrame, expected_units: Sequence[Unit], deadline: date | None = None) -> Coverage:
    """Coverage of one period from its returns (columns of `store.queries.returns`, one period's rows).

    A unit has reported if one of its returns is current or waits for a decision. It was on time if the first
    of its returns, whatever became of it, carries a fill date (else an upload date) not after the deadline:
    a correction sent later does not make a unit late. It is in question if such a return has an error.
    """
    in_place = returns[returns["state"].isin(IN_PLACE)]
    received = set(in_place["unit_code"]) - {""}
    wrong = set(in_place.loc[in_place["errors"] > 0, "unit_code"])
    punctual = set(first_dates(returns).loc[lambda d: d <= deadline].index) if deadline else received
    whole = set(in_place.loc[~in_place["only_words"], "unit_code"])
    there = [unit for unit in expected_units if unit.code in received]
    late = tuple(unit for unit in there if unit.code not in punctual)
    questioned = tuple(unit for unit in there if unit.code in wrong)
    on_time = len(there) - len(late) if deadline else None
    return Coverage(
        expected=len(expected_units),
        received=len(there),
        rate=share(len(there), len(expected_units)),
        on_time=on_time,
        on_time_rate=None if on_time is None else share(on_time, len(expected_units)),
        in_question=len(questioned),
        missing=tuple(unit for unit in expected_units if unit.code not in received),
        late=late,
        questioned=questioned,
        unexpected=tuple(sorted(received - {unit.code for unit in expected_units})),
        narrative=tuple(unit for unit in there if unit.code not in whole),
    )


def share(part: int, whole: int) -> float | None:
    """part of whole as a share of 1; None where there is no whole."""
    return part / whole if whole else None


def of_period(returns: pd.DataFrame, year: int, festival: str) -> pd.DataFrame:
    """The returns of one period."""
    return returns[(returns["year"] == year).fillna(False) & (returns["festival"] == festival)]


def first_dates(returns: pd.DataFrame) -> pd.Series:
    """Unit code → the earliest date (datetime.date) that one of its returns carries."""
    filled = pd.to_datetime(returns["fill_date"])
    dates = filled.fillna(pd.to_datetime(returns["received_at"]).dt.normalize()).dt.date
    return dates.groupby(returns["unit_code"]).min()
