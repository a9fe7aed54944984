"""A batch as rows to insert: every return with its figures and its findings. Touches no database."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sydata.catalog.findings import KINDS
from sydata.model import Batch, Finding, Return
from sydata.store.deciding import VERSION_CODES

OVERRIDES = ("unit_code", "unit", "year", "festival")
PLAIN = ("cell", "category", "indicator", "value", "text", "status", "note")
FINDING_WORDS = ("sheet", "cell", "unit_code", "unit", "year", "festival", "category", "indicator", "text")


class Spot(NamedTuple):
    """Where a finding or a return belongs."""

    file: str
    sheet: str
    unit_code: str
    year: int | None
    festival: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A return of a batch. position: the how-manyth of its sheet."""

    given: Return
    position: int
    findings: tuple[Finding, ...]

    @property
    def identified(self) -> bool:
        """Whether unit and period are known, so that it can count."""
        return bool(self.given.unit_code and self.given.festival) and self.given.year is not None

    @property
    def state(self) -> str:
        """The state before the store decides: what waits goes on waiting."""
        return "current" if self.identified and self.given.state != "waiting" else "waiting"


def entries(batch: Batch) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The returns of a batch in its order, and the findings that belong to no return.

    Findings about versions are left out: the store makes its own, since it knows more returns.
    """
    kept = [f for f in batch.findings if f.code not in VERSION_CODES]
    of_return, rest = _assign(batch.returns, kept)
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for r in batch.returns:
        made.append(Entry(r, seen[r.file, r.sheet], tuple(of_return[r.key])))
        seen[r.file, r.sheet] += 1
    return tuple(made), tuple(rest)


def _assign(
    returns: Sequence[Return], findings: Iterable[Finding]
) -> tuple[Mapping[int, list[Finding]], list[Finding]]:
    exact: dict[Spot, int] = {}
    of_sheet: dict[tuple[str, str], list[int]] = defaultdict(list)
    for r in returns:
        exact.setdefault(Spot(r.file, r.sheet, r.unit_code, r.year, r.festival), r.key)
        of_sheet[r.file, r.sheet].append(r.key)
    of_return: dict[int, list[Finding]] = defaultdict(list)
    rest = []
    for f in findings:
        alone = of_sheet[f.file, f.sheet] if len(of_sheet[f.file, f.sheet]) == 1 else [None]
        key = exact.get(Spot(f.file, f.sheet, f.unit_code, f.year, f.festival), alone[0])
        rest.append(f) if key is None else of_return[key].append(f)
    return of_return, rest


class Figures:
    """The observations of a batch, looked up by return."""

    def __init__(self, batch: Batch) -> None:
        self._frame = batch.observations
        self._places: Mapping[int, np.ndarray] = self._frame.groupby("return_key").indices
        stray = set(self._places) - {r.key for r in batch.returns}
        if stray or self._frame["return_key"].isna().any():
            raise ValueError(f"observations of returns that the batch does not hold: {sorted(stray)[:5]}")

    def rows(self, returns: Sequence[Return]) -> dict[int, list[dict[str, Any]]]:
        """Key of a return → its figures as rows; what equals the return's own unit and period is left NULL.

        Many returns at a time: taking a frame apart costs the same for one as for fifty.
        """
        given = {r.key: r for r in returns}
        rows: dict[int, list[dict[str, Any]]] = {key: [] for key in given}
        places = [self._places[key] for key in given if key in self._places]
        if places:
            part = self._frame.iloc[np.concatenate(places)]
            for record in _records(part):
                rows[record["return_key"]].append(_row(given[record["return_key"]], record))
        return rows


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as plain values; whatever is missing is None."""
    columns = [
        [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]
        for _, column in frame.items()
    ]
    names = [str(name) for name in frame.columns]
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def _row(given: Return, record: dict[str, Any]) -> dict[str, Any]:
    row = {name: record[name] for name in PLAIN}
    row["value"] = None if row["value"] is None else int(row["value"])
    for name in OVERRIDES:
        row[name] = None if record[name] in (None, getattr(given, name)) else record[name]
    row["year"] = None if row["year"] is None else int(row["year"])
    return row


def digest(rows: Iterable[dict[str, Any]]) -> str:
    """What two returns must share to state the same: counted figures, rows of one category added.

    Empty if there are none.
    """
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["status"] == "counted" and row["value"] is not None:
            sums[row["category"], row["indicator"]] += row["value"]
    return hashlib.sha256(repr(sorted(sums.items())).encode()).hexdigest() if sums else ""


def return_row(entry: Entry, figures: str) -> dict[str, Any]:
    """A return as its row, but for the file and the office."""
    r = entry.given
    words = {n: getattr(r, n) for n in ("title", "unit_text", "unit_place", "period_text", "period_place")}
    where = {
        n: getattr(r, n) for n in ("sheet", "unit_code", "unit", "year", "festival", "fill_date", "revision")
    }
    return {
        **where,
        **words,
        "position": entry.position,
        "rollup": r.rollup,
        "state": entry.state,
        "figures": figures,
        "columns": [asdict(column) for column in r.columns],
    }


def finding_row(given: Finding) -> dict[str, Any]:
    """A finding as its row, but for the file, the office and the return."""
    params = {key: _json(value) for key, value in given.params.items()}
    return {"code": given.code, "params": params, **{name: getattr(given, name) for name in FINDING_WORDS}}


def _json(value: object) -> object:
    """A parameter as JSON can hold it: numbers stay numbers, lists stay lists, all else becomes words."""
    if isinstance(value, (list, tuple)):
        return [_json(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def failed_files(batch: Batch) -> frozenset[str]:
    """Names of the files that gave no return and have an error: what a person must look at."""
    loaded = {r.file for r in batch.returns}
    errors = (f.file for f in batch.findings if KINDS[f.code].severity == "error")
    return frozenset(name for name in errors if name not in loaded)
