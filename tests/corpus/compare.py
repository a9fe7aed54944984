"""What a reading gave against what a case wants: the differences, in words, and the silent ones among them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

import sydata
from sydata.catalog.indicators import INDICATORS, TEXT
from tests.corpus.drawing import draw
from tests.corpus.nouns import Case, Key, Note, Place, Seen

KINDS = ("error", "warning")
NUMERIC = tuple(id for id, one in INDICATORS.items() if one.measure != TEXT)
STEP = Decimal("0.000001")
Data = dict[Key, dict[str, Decimal]]


class Said(NamedTuple):
    """A finding as the reader gave it."""

    place: Place
    code: str
    severity: str


@dataclass(frozen=True)
class Outcome:
    """How a case went. differences: in words; silent: those of them that no error or warning spoke of."""

    name: str
    differences: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def exact(self) -> bool:
        return not self.differences


def run(case: Case) -> Outcome:
    """Draws a case, reads it and compares. A reader that raises has failed the case."""
    try:
        result = sydata.normalize(draw(case), office=case.office)
    except Exception as error:  # noqa: BLE001 - the reader promises never to raise; that it did is the difference
        return Outcome(case.name, (f"raised {type(error).__name__}: {error}",), ())
    figures, repeated = data_of(result.data)
    said = findings_of(result.findings)
    wrong = [*repeated, *data_differences(case.data, figures)]
    spoken = any(one.severity in KINDS for one in said)
    others = [*finding_differences(case.findings, said), *info_differences(case.info, said)]
    others += observation_differences(case.observations, result.observations)
    return Outcome(case.name, (*wrong, *others), () if spoken else tuple(wrong))


def exact(value: Any) -> Decimal:
    """A figure of the frame as an exact decimal, to a hundredth of a 分."""
    return Decimal(str(value)).quantize(STEP).normalize()


def data_of(frame: pd.DataFrame) -> tuple[Data, list[str]]:
    """The rows of `data` by key, and what to say of rows that stand twice."""
    figures: Data = {}
    repeated = []
    for row in frame.to_dict("records"):
        key = Key(str(row["unit"]), int(row["year"]), str(row["festival"]), str(row["category"]))
        repeated += [f"data {_said(key)}: this row stands twice"] if key in figures else []
        figures[key] = {id: exact(row[id]) for id in NUMERIC if id in row and not pd.isna(row[id])}
    return figures, repeated


def data_differences(wanted: Data, given: Data) -> list[str]:
    """Every figure that differs, every row too many or missing."""
    found = []
    for key in sorted({*wanted, *given}):
        if key not in given or key not in wanted:
            found.append(f"data {_said(key)}: {'no such row' if key not in given else 'a row too many'}")
        else:
            found += _row_differences(key, wanted[key], given[key])
    return found


def _row_differences(key: Key, wanted: dict[str, Decimal], given: dict[str, Decimal]) -> list[str]:
    unequal = [id for id in sorted({*wanted, *given}) if wanted.get(id) != given.get(id)]
    return [
        f"data {_said(key)} {id}: want {_show(wanted.get(id))}, got {_show(given.get(id))}" for id in unequal
    ]


def findings_of(frame: pd.DataFrame) -> list[Said]:
    """The findings of a reading."""
    columns = ("file", "sheet", "cell", "code", "severity")
    rows = [
        ["" if pd.isna(row[name]) else str(row[name]) for name in columns] for row in frame.to_dict("records")
    ]
    return [
        Said(Place(file, sheet, cell or "-"), code, severity) for file, sheet, cell, code, severity in rows
    ]


def at(wanted: Place, given: Place) -> bool:
    """Whether a place is the one a case means."""
    return (
        wanted.file in ("", given.file)
        and (wanted.sheet in ("", given.sheet))
        and wanted.cell in ("?", given.cell)
    )


def finding_differences(wanted: tuple[Note, ...], said: list[Said]) -> list[str]:
    """Errors and warnings that are missing or too many. Each said finding answers one wanted finding."""
    given = [one for one in said if one.severity in KINDS]
    answers: dict[int, int] = {}  # index of a said finding → index of the wanted one that it answers
    missing = [note for i, note in enumerate(wanted) if not _assign(i, wanted, given, answers, set())]
    extra = [one for j, one in enumerate(given) if j not in answers]
    return [f"finding missing: {note.place} {note.code}" for note in missing] + [
        f"finding too many: {one.place} {one.code}" for one in extra
    ]


def _assign(
    i: int, wanted: tuple[Note, ...], given: list[Said], answers: dict[int, int], tried: set[int]
) -> bool:
    """Finds the i-th wanted finding an answer, moving earlier ones where that helps (Kuhn's matching)."""
    for j, one in enumerate(given):
        if j in tried or one.code != wanted[i].code or not at(wanted[i].place, one.place):
            continue
        tried.add(j)
        if j not in answers or _assign(answers[j], wanted, given, answers, tried):
            answers[j] = i
            return True
    return False


def info_differences(wanted: tuple[str, ...], said: list[Said]) -> list[str]:
    """Infos that a case wants and that were not said."""
    codes = {one.code for one in said if one.severity == "info"}
    return [f"info missing: {code}" for code in wanted if code not in codes]


def observation_differences(wanted: tuple[Seen, ...], frame: pd.DataFrame) -> list[str]:
    """Observations that a case wants and that are not there."""
    given = frame.to_dict("records") if wanted else []
    return [
        f"observation missing: {one.place} {one.indicator} {one.category} {_show(one.value)} {one.status}"
        for one in wanted
        if not any(_observed(one, row) for row in given)
    ]


def _observed(wanted: Seen, row: dict[Any, Any]) -> bool:
    value = None if pd.isna(row["value"]) else exact(row["value"])
    return (
        at(wanted.place, Place(str(row["file"]), str(row["sheet"]), str(row["cell"])))
        and wanted.indicator == row["indicator"]
        and wanted.category in ("-", row["category"])
        and wanted.value == value
        and wanted.status == row["status"]
    )


def _said(key: Key) -> str:
    return f"{key.unit} {key.year}-{key.festival} {key.category}"


def _show(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{value:f}"
