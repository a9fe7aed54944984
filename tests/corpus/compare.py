"""What a reading of a case gives beside what a person typed: differences in words, none if it is exact."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

import sydata
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.pipeline.run import Result
from tests.corpus.cases import KEYS, Case

FIGURES = [i.id for i in INDICATORS.values() if i.measure != TEXT]


def read(case: Case) -> Result:
    """What the reader makes of a case's files."""
    return sydata.normalize(case.sources(), office=case.office)


def differences(case: Case, result: Result) -> list[str]:
    """Each difference between the reading and the expectation, in a line."""
    return [*_data(case, result), *_findings(case, result), *_observations(case, result)]


def silent(case: Case, result: Result) -> bool:
    """Whether a figure is wrong and no error or warning says anything at all."""
    wrong = any(line.startswith(("value", "row +")) for line in _data(case, result))
    return wrong and not result.findings["severity"].isin(["error", "warning"]).any()


def _data(case: Case, result: Result) -> Iterator[str]:
    got = figures(result.data)
    for key in sorted({*case.data, *got}):
        if key not in got:
            yield f"row - {'/'.join(key)} missing"
        elif key not in case.data:
            yield f"row + {'/'.join(key)} {_shown(got[key])}"
        else:
            wanted, found = case.data[key], got[key]
            for name in sorted({*wanted, *found}):
                if wanted.get(name) != found.get(name):
                    yield f"value {'/'.join(key)} {name}: {found.get(name)} instead of {wanted.get(name)}"


def _shown(row: dict[str, Decimal]) -> str:
    return " ".join(f"{name}={value}" for name, value in row.items())


def figures(data: pd.DataFrame) -> dict[tuple[str, ...], dict[str, Decimal]]:
    """The wide table by key, missing figures left out."""
    found = {}
    for record in data.to_dict("records"):
        key = tuple(str(record[name]) for name in KEYS)
        values = {name: record.get(name) for name in FIGURES}
        found[key] = {n: Decimal(str(v)) for n, v in values.items() if v is not None and not pd.isna(v)}  # type: ignore[call-overload]
    return found


def _findings(case: Case, result: Result) -> Iterator[str]:
    frame = result.findings
    told = frame[frame["severity"].isin(["error", "warning"])]
    left = [tuple(row) for row in told[["file", "sheet", "cell", "code"]].itertuples(index=False, name=None)]
    for wanted in sorted(case.findings, key=lambda w: w.count("?")):
        match = next((found for found in left if _fits(wanted, found)), None)
        if match is None:
            yield f"finding - {' '.join(wanted)}"
        else:
            left.remove(match)
    yield from (f"finding + {' '.join(found)}" for found in left)
    codes = set(frame["code"])
    yield from (f"info - {code}" for code in case.info if code not in codes)


def _fits(wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return all(w in ("?", f) for w, f in zip(wanted, found, strict=True))


def _observations(case: Case, result: Result) -> Iterator[str]:
    frame = result.observations
    for place, indicator, category, value, status in (o for o in case.observations if len(o) == 5):
        sheet, _, cell = place.rpartition("!")
        rows = frame[
            (frame["cell"] == cell) & (frame["indicator"] == indicator) & (frame["category"] == category)
        ]
        rows = rows[(rows["status"] == status) & ((rows["sheet"] == sheet) | (not sheet))]
        if not any(Decimal(str(v)) == Decimal(value) for v in rows["value"].dropna()):
            yield f"observation - {place} {indicator} {category} {value} {status}"
