"""The full sample: nine years of two festivals from a whole municipality, with the troubles of collection.

Every period some units send nothing, some late, some twice, some a corrected sheet, and a few sheets carry a
defect. Departments and troops, for whom the office does not wait, send from 2020 on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from random import Random

from sydata.catalog.offices import deadline, reporters
from sydata.model import Unit
from sydata.sample import oddities, words
from sydata.sample.defects import CASUAL
from sydata.sample.draft import Document, bind, make
from sydata.sample.figures import Report, invent, invent_small
from sydata.sample.naming import named, place
from sydata.sample.small import OFFICE, corrected, last_years_copy, spoilt, zipped
from sydata.sample.style import Style
from sydata.sample.variants import choose
from sydata.sample.writers import suffix

YEARS = range(2018, 2027)
FESTIVALS = ("spring", "army_day")
KINDS = (
    *["xlsx"] * 24, *["xls"] * 10, *["et"] * 3, "et-ooxml", "xlsm", "ods", "ods", "docx", "docx", "csv-utf8",
    "csv-bom", "csv-gbk", "csv-utf16", "csv-semicolon",
)  # fmt: skip
GUESTS_SINCE = 2020
COPIED = {("500229", 2023, "spring"), ("500238", 2025, "army_day")}


@dataclass
class Season:
    """One period: who plays which part in it. Codes; a unit plays at most one part."""

    year: int
    festival: str
    units: tuple[Unit, ...]
    guests: tuple[Unit, ...]
    deadline: date
    parts: dict[str, str] = field(default_factory=dict)
    late: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return f"{self.year}-{self.festival}"

    def playing(self, part: str) -> tuple[str, ...]:
        return tuple(unit.code for unit in self.units if self.parts.get(unit.code) == part)


def seasons(seed: int) -> list[Season]:
    """All periods of the sample, in the order of time."""
    return [_season(year, festival, seed) for year, festival in product(YEARS, FESTIVALS)]


def _season(year: int, festival: str, seed: int) -> Season:
    rng = Random(f"{seed}/season/{year}/{festival}")
    known = reporters(OFFICE, year)
    units = tuple(unit for unit in known if unit.expected)
    guests = [unit for unit in known if not unit.expected] if year >= GUESTS_SINCE else []
    last = deadline(OFFICE, year, festival)
    assert last is not None, f"no deadline for {festival}"
    parts = (
        ["missing"] * rng.randint(1, 4) + ["resent"] * 2 + ["twice", "template", "history"] + ["packed"] * 3
    )
    parts += rng.sample(CASUAL, 3)
    kept = {code for code, y, f in COPIED if f == festival and year in (y - 1, y)}
    free = [unit.code for unit in units if unit.code not in kept]
    chosen = dict(zip(rng.sample(free, len(parts)), parts, strict=True))
    late = frozenset(
        unit.code for unit in units if rng.random() < 0.09 and chosen.get(unit.code) != "missing"
    )
    few = tuple(rng.sample(guests, min(4, len(guests))))
    return Season(year, festival, units, few, last, chosen, late)


def _fill_date(season: Season, unit: Unit, seed: int) -> date:
    rng = Random(f"{seed}/date/{unit.code}/{season.id}")
    if unit.code in season.late:
        return season.deadline + timedelta(days=rng.randint(1, 12))
    return season.deadline - timedelta(days=rng.randint(0, 12))


def _report(season: Season, unit: Unit, seed: int) -> Report:
    day = _fill_date(season, unit, seed)
    if not unit.expected:
        return invent_small(unit, season.year, season.festival, day, seed)
    said = invent(unit, season.year, season.festival, day, seed)
    if (unit.code, season.year, season.festival) in COPIED:
        old = invent(unit, season.year - 1, season.festival, day, seed)
        return replace(said, figures=old.figures)
    return said


def _kind(unit: Unit, year: int, seed: int) -> str:
    return Random(f"{seed}/kind/{unit.code}/{year // 2}").choice(KINDS)


def season_documents(season: Season, seed: int) -> Iterator[Document]:
    """All files of one period."""
    packed: list[Document] = []
    for number, unit in enumerate((*season.units, *season.guests), start=1):
        part = season.parts.get(unit.code, "")
        if part == "missing":
            continue
        said = _report(season, unit, seed)
        if part == "packed":
            packed.append(bind(f"{unit.name}.xls", [make(said, Style(), "xls", seed)]))
        else:
            yield from _sent(said, part, number, seed)
    yield zipped(f"{words.period_words(season.year, season.festival)}/补报.zip", packed)


def _sent(said: Report, part: str, number: int, seed: int) -> Iterator[Document]:
    folder = words.period_words(said.year, said.festival)
    plain = f"{folder}/{said.unit.name}双拥统计表"
    if part in CASUAL:
        yield _spoilt(said, part, plain, seed)
    elif part == "resent":
        yield from _resent(said, plain, seed)
    elif part == "twice":
        yield from _twice(said, plain, seed)
    elif part in ("template", "history"):
        yield _workbook(said, part, plain, seed)
    else:
        yield _ordinary(said, number, seed)


def _ordinary(said: Report, number: int, seed: int) -> Document:
    copied = any(said.unit.code == code and said.festival == festival for code, _, festival in COPIED)
    kind = "xlsx" if copied else _kind(said.unit, said.year, seed)
    style = Style() if copied else named(said, choose(said.unit, said.year, said.festival, kind, seed))
    draft = make(said, style, kind, seed)
    if (said.unit.code, said.year, said.festival) in COPIED:
        draft.flag("same-as-last-year")
    return bind(place(said, style, kind, number, seed), [draft])


def _spoilt(said: Report, code: str, plain: str, seed: int) -> Document:
    if code == "period-conflict":
        said = replace(said, year=said.year - 1)
    return bind(f"{plain}.xlsx", [spoilt(said, code, seed)])


def _resent(said: Report, plain: str, seed: int) -> Iterator[Document]:
    again = replace(corrected(said), fill_date=said.fill_date + timedelta(days=2))
    first, second = (make(each, Style(), "xlsx", seed) for each in (said, again))
    first.counted = False
    first.flag("superseded")
    yield bind(f"{plain}.xlsx", [first])
    yield bind(f"{plain}（更正版）.xlsx", [second])


def _twice(said: Report, plain: str, seed: int) -> Iterator[Document]:
    """The same file sent twice; the copy comes first in path order, so the other one is the duplicate."""
    first, second = (make(said, Style(), "xls", seed) for _ in range(2))
    second.counted = False
    second.flag("duplicate")
    yield bind(f"{plain} - 副本{suffix('xls')}", [first])
    yield bind(f"{plain}{suffix('xls')}", [second])


def _workbook(said: Report, part: str, plain: str, seed: int) -> Document:
    """A workbook with pages that are no returns: the empty form and a text, or last year's sheet, hidden."""
    draft = make(said, Style(sheet="填报"), "xlsx", seed)
    if part == "history":
        copy = last_years_copy(said, seed)
        draft.flag("hidden-content", sheet=copy.name)
        return bind(f"{plain}.xlsx", [draft], (), [copy])
    empty = replace(said, figures=dict.fromkeys(said.figures))
    blank = make(empty, Style(unit_in="nowhere", date_way=-1, sheet="空表"), "xlsx", seed).page
    return bind(f"{plain}.xlsx", [draft], [blank], [oddities.instructions()])
