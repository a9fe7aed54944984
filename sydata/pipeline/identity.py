"""Which unit a sheet comes from, and for which period: by the sources in their order, contradictions flagged.

Unit: the unit column, the 填报单位 line, the title, the sheet's name, the file's, its folders'. Period: the title, the
sheet's name, the file's, the fill date, the folders'. What cannot be told for sure waits for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.catalog.learned import Desk
from sydata.catalog.naming import SIGNS, Match, find_unit, match_unit
from sydata.catalog.unit_index import key_of, office_index, peel_words
from sydata.model import Sheet, Unit
from sydata.pipeline.dates import (
    PeriodWords,
    contradicts,
    festival_of_both,
    parse_date,
    period_words,
    year_of_fill,
)
from sydata.pipeline.facets import without_period
from sydata.pipeline.lines import Around, Said
from sydata.text import squash


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding to come: its code, place and words."""

    code: str
    cell: str
    text: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Identity:
    """unit and year are None, festival empty, where nothing tells them."""

    unit: Unit | None
    unit_said: Said
    year: int | None
    festival: str
    period_said: Said
    fill_date: date | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the table itself says: the unit's names, the period's words, and whether it holds several of either."""

    units: tuple[Said, ...] = ()
    period: Said | None = None
    many_units: bool = False
    many_periods: bool = False


def identify(sheet: Sheet, said: Around, told: Told, desk: Desk) -> Identity:
    """Who sent the figures and for when: by the table's own words first, then by those around it."""
    year, festival, period_said, when = _period(sheet, said, told)
    unit, unit_said, who = _unit(list(_unit_matches(sheet, said, told, desk, year)))
    day = _fill_date(said)
    return Identity(unit, unit_said, year, festival, period_said, day, tuple([*who, *when]))


def named(file: str, desk: Desk) -> Identity:
    """Whose and when a file is by its name and folders alone: for files in which no form was read."""
    return identify(Sheet(file, "", ()), Around(), Told(), desk)


def _fill_date(said: Around) -> date | None:
    answer = said.fill_date
    return parse_date(answer.value if answer.value is not None else answer.text) if answer else None


def _names(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """(source, text) of the names that a sheet goes under, nearest first."""
    *folders, file = sheet.file.split("/")
    yield "sheet", sheet.name if sheet.source == "workbook" else ""
    yield "file", re.sub(r"\.[A-Za-z]{2,5}$", "", file)
    for folder in reversed(folders):
        yield "folder", re.sub(r"\.(zip|ZIP)$", "", folder)


# ---- unit ----
def _unit(matches: list[tuple[str, Said, Match]]) -> tuple[Unit | None, Said, list[Problem]]:
    decided = next(((source, s, m) for source, s, m in matches if m.unit and m.how != "ended"), None)
    told = next(((source, s, m) for source, s, m in matches if _says_something(source, m)), None)
    if told is None:
        return None, Said("", ""), [Problem("unit-missing", "", "", {})]
    source, where, match = told
    if decided is None or (source in ("cell", "column") and decided[0] not in ("cell", "column")):
        return None, where, [_refused(where, match, decided)]
    source, where, match = decided
    for other_source, other, rival in matches:
        if rival.unit and rival.unit != match.unit and not _related(rival.unit, match.unit):
            params = {"source": f"source-{other_source}", "other": other.text}
            return None, where, [Problem("unit-conflict", where.place, where.text, params)]
    return match.unit, where, []


def _unit_matches(
    sheet: Sheet, said: Around, told: Told, desk: Desk, year: int | None
) -> Iterator[tuple[str, Said, Match]]:
    for where in told.units:
        yield "column", where, match_unit(desk.learned.unit(where.text), desk.roll, year)
    if told.many_units and told.units:
        return  # who sent a table of many units is none of them
    for where in said.units:
        yield "cell", where, match_unit(desk.learned.unit(where.text), desk.roll, year)
    for where in said.titles:
        if (match := _titled(where.text, desk, year)) is not None:
            yield "title", where, match
    for source, text in _names(sheet):
        if text:
            yield source, Said(text, ""), find_unit(desk.learned.unit(text), desk.roll, year)


def _titled(title: str, desk: Desk, year: int | None) -> Match | None:
    """The unit that a title begins with (黔江区2024年春节统计表) or has alone in brackets; None if there is none.

    A name further on may be that of whoever was visited.
    """
    index, words = office_index(desk.roll), without_period(squash(title))
    for head in sorted(index.heads, key=len, reverse=True):
        words = words.removeprefix(head) or words
    found = find_unit(words, desk.roll, year)
    begins = (words[:end].lower() for end in range(min(index.longest, len(words)), 1, -1))
    if found.unit and any(name in index.names and found.unit in index.names[name].units for name in begins):
        return found
    alone = (match_unit(note, desk.roll, year) for note in _NOTE.findall(squash(title)))
    return next((match for match in alone if match.how in ("exact", "alias", "renamed")), None)


_NOTE = re.compile(r"\(([^()]{2,12})\)")


def _says_something(source: str, match: Match) -> bool:
    """Whether a source names a unit at all, known or not; a bare 双拥办 or a plain file name does not."""
    return match.how != "none" or (source in ("column", "cell") and not _bare(match.text))


def _bare(text: str) -> bool:
    """Whether nothing but an office's common words stands there: 双拥办, 退役军人事务局（盖章）."""
    ends, fronts = peel_words()
    words, left = "", key_of(text).strip(SIGNS)
    while words != left:
        words = left
        for end in ends:
            left = left.removesuffix(end).strip(SIGNS)
        for front in fronts:
            left = left.removeprefix(front).strip(SIGNS)
    return not left


def _refused(where: Said, match: Match, decided: tuple[str, Said, Match] | None) -> Problem:
    names = "、".join(unit.name for unit in match.candidates)
    if match.how == "ambiguous":
        return Problem("unit-ambiguous", where.place, where.text, {"candidates": names})
    params: dict[str, object] = {"names": names, "hint": HINTS.get(match.how, "")}
    if match.how not in HINTS and decided:
        params |= {"hint": "other-source", "other_source": f"source-{decided[0]}", "other": decided[1].text}
    return Problem("unknown-unit", where.place, where.text, params)


HINTS = {"ended": "ended", "office": "office-itself", "elsewhere": "elsewhere"}  # how a name matched → phrase


def _related(a: Unit, b: Unit | None) -> bool:
    return b is not None and (a.code.startswith(b.code) or b.code.startswith(a.code))


# ---- period ----
TITLE_LENGTH = 40  # of several lines above the table, so short ones are titles, and should agree
_Source = tuple[str, Said, PeriodWords]


def _period(sheet: Sheet, said: Around, told: Told) -> tuple[int | None, str, Said, list[Problem]]:
    around = [s for s in _period_sources(sheet, said) if s[2].year or s[2].festival or s[2].both]
    around = [*_of_lines(said, around), *around]
    if told.many_periods and told.period is not None:
        return _one_of_several(told.period, around, _fill_date(said))
    sources = [*_own_period(told, around), *around]
    day = _fill_date(said)
    near = [s for s in sources if s[0] != "folder"]
    year, festival = _first_year(near), _first_festival(near)
    if not festival and day and any(words.both for _, _, words in sources):
        festival = festival_of_both(day)
    festival = festival or _first_festival(sources)
    if year is None and festival and day:
        year = year_of_fill(festival, day)
    year = year if year is not None else _first_year(sources)
    where = sources[0][1] if sources else (said.titles[0] if said.titles else Said("", ""))
    if year is None or not festival:
        missing = _missing(year, festival)
        return year, festival, where, [Problem("period-missing", where.place, where.text, missing)]
    return year, festival, where, _contradictions(sources, year, festival, day, said)


def _of_lines(said: Around, around: list[_Source]) -> list[_Source]:
    """What the lines of the period say together: 年度 | 2024 and 节日 | 八一."""
    if not said.periods:
        return []
    told = Said("".join(line.text for line in said.periods), said.periods[0].place)
    return [("line", where, words) for _, where, words in _own_period(Told(period=told), around)]


def _own_period(told: Told, around: list[_Source]) -> list[_Source]:
    """The table's own words for its period. 2024年度 beside a festival's title only says the year."""
    if told.period is None:
        return []
    words = period_words(told.period.text)
    if words.festival == "annual" and _first_festival(around):
        words = PeriodWords(words.year)
    return [("column", told.period, words)]


def _one_of_several(
    own: Said, around: list[_Source], day: date | None
) -> tuple[int | None, str, Said, list[Problem]]:
    """A period among others of one table: what its own words leave open, the words around the table say."""
    words = _own_period(Told(period=own), around)[0][2]
    festival = words.festival or _first_festival(around)
    year = words.year or _first_year(around)
    if year is None and festival and day:
        year = year_of_fill(festival, day)
    if year is None or not festival:
        return year, festival, own, [Problem("period-missing", own.place, own.text, _missing(year, festival))]
    return year, festival, own, []


def _period_sources(sheet: Sheet, said: Around) -> Iterator[_Source]:
    titled = [s for s in said.titles if period_words(s.text).year and period_words(s.text).festival]
    near = [s for s in titled[:-1] if len(s.text) <= TITLE_LENGTH and sheet.source != "word"]
    for where in [*titled[-1:], *reversed(near)] or said.titles[-2:]:
        yield "title", where, period_words(where.text)
    for source, text in _names(sheet):
        yield source, Said(text, ""), period_words(text)


def _first_year(sources: list[_Source]) -> int | None:
    return next((words.year for _, _, words in sources if words.year), None)


def _first_festival(sources: list[_Source]) -> str:
    return next((words.festival for _, _, words in sources if words.festival), "")


def _missing(year: int | None, festival: str) -> dict[str, object]:
    if year is None and not festival:
        return {"missing": "year-and-festival"}
    return {"missing": "year" if year is None else "festival"}


def _contradictions(
    sources: list[_Source], year: int, festival: str, day: date | None, said: Around
) -> list[Problem]:
    """The first source that says another period than the one decided, or a fill date that cannot be."""
    leading, where, words = sources[0]
    if words.clash:
        return [_conflict(leading, where, str(words.year), leading, words.clash)]
    for source, other, told in sources:
        whole = bool(told.year and told.festival)
        differs = (told.year and told.year != year) or (told.festival and told.festival != festival)
        if differs and (whole or source != "folder"):
            return [_conflict(leading, where, where.text, source, other.text)]
    if day and festival in FESTIVALS and contradicts(year, festival, day) and said.fill_date:
        text = where.text or period_name(period(year, festival))
        return [_conflict(leading, where, text, "date", said.fill_date.text)]
    return []


def _conflict(source: str, where: Said, text: str, other_source: str, other: str) -> Problem:
    params = {"source": f"source-{source}", "other_source": f"source-{other_source}", "other": other}
    return Problem("period-conflict", where.place, text, params)
