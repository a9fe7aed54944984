"""What persons decided about a file's reading, put in place of what was read. Pure; the rules run afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from sydata.catalog.festivals import parse_period_id
from sydata.catalog.roll import Collector, member
from sydata.model import Ruling, address
from sydata.pipeline.batches import Held
from sydata.pipeline.check.figures import CHECKED
from sydata.pipeline.forms import Form
from sydata.pipeline.frames import Whole
from sydata.pipeline.identity import Identity, Problem
from sydata.pipeline.lines import Said

REPORTABLE = ("no-table", "unreadable-file")  # what is said of a file that may be a written report
NOBODY = Said("", "")
Settle = Callable[[Identity, str, Collector], Identity]


def ruled(read: Whole, rulings: Sequence[Ruling], office: Collector) -> Whole:
    """What was read, as persons of the office decided it. A ruling about what is gone changes nothing."""
    if not rulings:
        return read
    whose = [r for r in rulings if r.kind in SETTLE]
    values = [r for r in rulings if r.kind == "value"]
    forms = tuple(_settled(read.forms, whose, office))
    read = read._replace(forms=forms, figures=_corrected(read.figures, read.forms, values))
    return _with_reports(read, [r for r in rulings if r.kind == "report"], office)


def _with_reports(read: Whole, rulings: Iterable[Ruling], office: Collector) -> Whole:
    """With the files that a person said are written reports: each a return without a figure, of which nothing is asked.

    A file that gives a return by now is what it is read as.
    """
    told = {held.file for held in read.forms}
    made = [_report(ruling, office) for ruling in rulings if ruling.file not in told]
    reports = tuple(held for held in made if held is not None)
    files = {held.file for held in reports}
    asked = (f for f in read.findings if f.file not in files or f.code not in REPORTABLE)
    return read._replace(forms=(*read.forms, *reports), findings=tuple(asked))


def _report(ruling: Ruling, office: Collector) -> Held | None:
    code, _, id = ruling.said.partition(" ")
    whose, when = member(office, code), parse_period_id(id)
    if whose is None or when is None:
        return None
    identity = Identity(whose, NOBODY, when.year, when.festival, NOBODY, None, ())
    return Held(ruling.file, "", (), Form(identity, (), (), ()))


def _settled(forms: Sequence[Held], rulings: Iterable[Ruling], office: Collector) -> Iterable[Held]:
    said: dict[tuple[str, str, int], list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        said[ruling.file, ruling.sheet, ruling.position].append(ruling)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for held in forms:
        position = seen[held.file, held.sheet]
        seen[held.file, held.sheet] += 1
        identity = held.form.identity
        for ruling in said.get((held.file, held.sheet, position), ()):
            identity = SETTLE[ruling.kind](identity, ruling.said, office)
        same = identity is held.form.identity
        yield held if same else held._replace(form=replace(held.form, identity=identity))


def _of_unit(identity: Identity, code: str, office: Collector) -> Identity:
    found = member(office, code)
    if found is None:
        return identity
    return replace(identity, unit=found, problems=_without(identity, ("unit", "unknown-unit")))


def _of_period(identity: Identity, said: str, _office: Collector) -> Identity:
    found = parse_period_id(said)
    if found is None:
        return identity
    problems = _without(identity, ("period",))
    return replace(identity, year=found.year, festival=found.festival, problems=problems)


SETTLE: Mapping[str, Settle] = {"unit": _of_unit, "period": _of_period}


def _without(identity: Identity, codes: tuple[str, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in identity.problems if not problem.code.startswith(codes))


def _corrected(figures: pd.DataFrame, forms: Sequence[Held], rulings: Sequence[Ruling]) -> pd.DataFrame:
    """The frame with the values that persons gave; such a value is a plain, exact number, or blank."""
    if not rulings:
        return figures
    said = {(r.file, r.sheet, r.cell, r.indicator) for r in rulings}
    files = {(r.file, r.sheet) for r in rulings}
    keys = [key for key, held in enumerate(forms) if (held.file, held.sheet) in files]
    near = figures[figures["return_key"].isin(keys) & figures["reason"].isin(CHECKED)]
    there: dict[Spot, dict[str, int]] = defaultdict(dict)
    for index, key, row, column, category, indicator in near[_PLACE].itertuples(name=None):
        spot = (forms[key].file, forms[key].sheet, address(row, column), indicator)
        if spot in said:
            there[spot][category] = index
    return _with_values(figures, dict(_placed(there, rulings)))


Spot = tuple[str, str, str, str]  # file, sheet, cell, indicator
_PLACE = ["return_key", "row", "column", "category", "indicator"]


def _placed(
    there: Mapping[Spot, Mapping[str, int]], rulings: Iterable[Ruling]
) -> Iterable[tuple[int, int | None]]:
    """Row of the frame → value. The category decides only where a cell holds several figures of an indicator:
    that of a total changes with what the rest of the sheet says.
    """
    for ruling in rulings:
        by_category = there.get((ruling.file, ruling.sheet, ruling.cell, ruling.indicator), {})
        index = by_category.get(ruling.category)
        if index is None and len(by_category) == 1:
            (index,) = by_category.values()
        if index is not None:
            yield index, ruling.value


def _with_values(figures: pd.DataFrame, found: Mapping[int, int | None]) -> pd.DataFrame:
    if not found:
        return figures
    at = list(found)
    figures = figures.copy()
    figures.loc[at, "value"] = pd.array(list(found.values()), dtype="Int64")
    figures.loc[at, "kind"] = [_kind(value) for value in found.values()]
    figures.loc[at, ["found", "formula"]] = ""
    figures.loc[at, "tolerance"] = 0.0
    figures.loc[at, "approximate"] = False
    return figures


def _kind(value: int | None) -> str:
    return "blank" if value is None else "number" if value else "zero"
