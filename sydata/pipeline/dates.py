"""Dates and periods as people write them: fill dates, festivals, years, anniversaries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sydata.catalog.festivals import ANNIVERSARY_BASE, BOTH_MONTHS, BOTH_WORDS, FESTIVALS
from sydata.model import Value
from sydata.text import plain_digits, squash

_DATE = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)(?:年|[-./])(1[0-2]|0?[1-9])(?:月|[-./])(3[01]|[12]\d|0?[1-9])日?(?!\d)"
)
_SOLID = re.compile(r"(?<!\d)((?:20|19)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")
_SERIAL_START = date(1899, 12, 30)


def parse_date(value: Value) -> date | None:
    """A fill date: a date cell, words (2024年2月26日, 2024.2.26, 20240226), or a spreadsheet's day number."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 100_000_000:
        solid = _date(_SOLID.fullmatch(str(int(value)))) if value == int(value) else None
        return solid or (_SERIAL_START + timedelta(days=int(value)) if 36526 <= value < 60000 else None)
    if isinstance(value, str):
        words = plain_digits(squash(value))
        words = re.sub(r"[一二三四五六七八九十]{1,3}(?=月|日)", lambda m: str(_small(m.group(0))), words)
        return _date(_DATE.search(words)) or _date(_SOLID.search(words))
    return None


def _small(text: str) -> int:
    """Chinese figures up to 31."""
    digits = "零一二三四五六七八九"
    tens, ten, ones = text.rpartition("十")
    value = (digits.index(tens) if tens in digits and tens else 1) * 10 if ten else 0
    return value + (digits.index(ones) if len(ones) == 1 else 0)


def _date(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # the 31st of a short month
        return None


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """What a text says of the period: either part may be missing. `clash`: it contradicts itself."""

    year: int | None = None
    festival: str = ""
    clash: str = ""
    both: bool = False


_DOCUMENT = re.compile(r"[〔\[(【]20\d\d[〕\])】]\d*号?|20\d\d年?第\d+号")
_PLACES = re.compile(r"(?:八一|七一|建军|春节|新春)(?:街道|路|镇|乡|村|社区|水库|大道|中学|小学|广场)")
_ARMY_DAY = re.compile(r"(?<![\d.])8[.·・•?]1(?![\d.万元%])|八[.·・•、]一")
_QUOTED = re.compile(r"[\"'<>《》]")
_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d{2,})"
_RANGE = re.compile(_YEAR + r"年?底?[-—–~～至到]+" + _YEAR)
_SHORT = re.compile(r"(?<!\d)(\d\d)年")
_ANNIVERSARY = re.compile(r"建军(\d{2,3})周年|第(\d{2,3})个(?:八一|建军节)")


@lru_cache(maxsize=16384)
def period_words(text: str) -> PeriodWords:
    """Festival and year as a title or a name says them; a document number's year is not taken."""
    words = _PLACES.sub("", _QUOTED.sub("", plain_digits(squash(text))))
    words = _ARMY_DAY.sub("八一", _DOCUMENT.sub("", words))
    festival, at, both = _festival(words)
    year = _year(words, at)
    anniversary = _ANNIVERSARY.search(words)
    if anniversary is None:
        return PeriodWords(year, festival, both=both)
    told = ANNIVERSARY_BASE + int(anniversary[1] or anniversary[2])
    clash = anniversary.group(0) if year is not None and year != told else ""
    return PeriodWords(year or told, festival or "army_day", clash)


def _festival(words: str) -> tuple[str, int, bool]:
    """The festival named, and where; empty where two different ones are named, or none."""
    found = {}
    for festival in FESTIVALS.values():
        places = [words.find(word) for word in festival.words if word in words]
        if places:
            found[festival.id] = min(places)
    if len(found) > 1:
        found.pop("annual", None)
    if len(found) == 1:
        return next(iter(found.items())) + (False,)
    return "", -1, not found and any(word in words for word in BOTH_WORDS)


def _year(words: str, festival_at: int) -> int | None:
    """The last year before the festival's word; of a range the later; 24年 is 2024."""
    head = words[:festival_at] if festival_at > 0 else words
    head = _SOLID.sub("", _DATE.sub("", head))  # a whole date is when the sheet was filled or sent
    ranges = _RANGE.findall(head)
    if ranges:
        return int(ranges[-1][1])
    years = re.findall(_YEAR, head)
    if years:
        return int(years[-1] if festival_at > 0 else years[0])
    short = _SHORT.findall(head)
    return 2000 + int(short[-1]) if short else (_year(words, -1) if festival_at > 0 else None)


def festival_of_both(day: date) -> str:
    """Which feast 双节 means in this month; empty if it tells nothing."""
    return BOTH_MONTHS.get(day.month, "")


def year_of_fill(festival: str, day: date) -> int | None:
    """The year of the festival that a sheet filled on this day reports; None where the month leaves it open."""
    kind = FESTIVALS[festival]
    if day.month in kind.months_next:
        return day.year + 1
    return day.year if day.month in kind.months_same else None


def contradicts(year: int, festival: str, day: date) -> bool:
    """Whether a sheet for this year's festival cannot have been filled on this day."""
    told = year_of_fill(festival, day)
    return told != year if told is not None else day.year not in (year, year + 1)
