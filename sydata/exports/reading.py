"""A reader's report on a sheet in words, and as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import parse_period_id, period_name
from sydata.catalog.findings import message
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.reading_words import reading_word as word
from sydata.explained import Basis, LineReading, SheetReading, TableReading
from sydata.wording import MISSING, place_words

ARROW = " → "
_LABELS = {
    "table": ("表", "Table"), "header": ("表头", "header"), "title": ("标题", "Title"), "unit": ("单位", "Unit"),
    "period": ("报送期", "Period"), "money": ("金额单位", "Money in"), "left": ("未计入", "Left out"),
    "across": ("各列说明", "columns say"), "down": ("各行说明", "rows say"), "open": ("待核", "in question"),
}  # fmt: skip


def report_words(reading: SheetReading, language: str = "zh") -> list[str]:
    """The report as lines of text, indented by what belongs to what."""
    return list(_lines(reading, language))


def report_data(reading: SheetReading, language: str = "zh") -> dict[str, Any]:
    """The report as plain dicts, lists and texts; `refused` becomes the sentence that says why, None if read."""
    refused = message(reading.refused, language) if reading.refused else None
    return asdict(reading) | {"refused": refused}


def _lines(reading: SheetReading, language: str) -> Iterator[str]:
    name = " · ".join(filter(None, (reading.file, reading.sheet)))
    way = "turned" if reading.turned else "straight"
    how = f" · {word('way', way, language)}" if reading.tables else ""
    yield f"{name}: {word('outcome', reading.outcome, language)}{how}"
    if reading.refused:
        yield f"  {message(reading.refused, language)}"
    for table in reading.tables:
        yield f"  {_label('table', language)} {table.region} · " + " · ".join(table_words(table, language))
        yield from (f"    {words}" for words in basis_words(table, language))
        yield from (f"    {line_words(line, language)}" for line in table.lines)
    if reading.left_out:
        yield f"  {_label('left', language)}"
    for left in reading.left_out:
        text = left.text.replace("\n", " ")
        yield f"    {_at(left.place, language)} {text}: {word('why', left.why, language)}"


def _at(place: str, language: str) -> str:
    return place_words(place, "zh" if language == "zh" else "en")


def _label(key: str, language: str) -> str:
    return _LABELS[key][0 if language == "zh" else 1]


def table_words(table: TableReading, language: str = "zh") -> list[str]:
    """Where the header of a table stands, and what its columns and its rows say."""
    said = [f"{_label('header', language)} {table.header}"]
    for axis, names in (("across", table.across), ("down", table.down)):
        if names:
            words = "、".join if language == "zh" else ", ".join
            said.append(f"{_label(axis, language)} {words(word('dimension', n, language) for n in names)}")
    return said


def basis_words(table: TableReading, language: str = "zh") -> list[str]:
    """What the sheet says as a whole, each with the words that decided: `Unit: 黔江区 ← “黔江区双拥办” A2`."""
    found = [_basis("unit", of, of.meaning, language) for of in table.units]
    found += [_basis("period", of, _period(of.meaning, language), language) for of in table.periods]
    if table.money:
        found.append(_basis("money", table.money, table.money.meaning, language))
    if table.title:
        found.append(
            f"{_label('title', language)}: {table.title.text} {_at(table.title.place, language)}".strip()
        )
    return list(dict.fromkeys(found))


def _basis(key: str, of: Basis, meaning: str, language: str) -> str:
    rests_on = " ".join(filter(None, (f"“{of.text}”" if of.text else "", _at(of.place, language))))
    return f"{_label(key, language)}: {meaning or MISSING}" + (f" ← {rests_on}" if rests_on else "")


def _period(id: str, language: str) -> str:
    found = parse_period_id(id)
    return period_name(found, language) if found else ""


# ---- one line ----
def line_words(line: LineReading, language: str = "zh") -> str:
    """`Column C3 走访慰问人数 → People visited (人, the header) · by the word list`."""
    header = " › ".join(line.header) or MISSING
    said = [meaning_words(line, language), measure_words(line, language), how_words(line, language)]
    said += [] if line.sure else [_label("open", language)]
    where = f"{word('axis', line.axis, language)} {_at(line.place, language)} {header}"
    return where + ARROW + " · ".join(filter(None, said))


def meaning_words(line: LineReading, language: str = "zh") -> str:
    """What a line's cells are: its indicator, category, unit and period, or the part it plays."""
    named = [INDICATORS[line.indicator].name(language)] if line.indicator else []
    named += [CATEGORIES[line.category].name(language)] if line.category in CATEGORIES else []
    named += [text.replace("\n", "") for text in (line.unit, line.period) if text and _says(line)]
    plain = line.role in ("figure", "category", "counted", "leaf", "value") and named
    return " · ".join([*named, *([] if plain else [word("role", line.role, language)])])


def _says(line: LineReading) -> bool:
    return line.role not in ("unit", "period", "label")


def measure_words(line: LineReading, language: str = "zh") -> str:
    """What a line counts in, and where that is said; empty for a line without figures of its own."""
    return f"{line.measure} ({word('measure', line.measure_from, language)})" if line.measure else ""


def how_words(line: LineReading, language: str = "zh") -> str:
    """How the meaning was found, with the parts of the words where they decided: `by the parts: 实发 + 慰问金`."""
    found = word("by", line.by, language) if line.by else ""
    return f"{found}: {' + '.join(part for part, _ in line.parts)}" if line.parts else found


def text_of(readings: Iterable[SheetReading], language: str = "zh") -> str:
    """All reports below each other, a blank line between them."""
    return "\n\n".join("\n".join(report_words(reading, language)) for reading in readings)


def data_of(readings: Iterable[SheetReading], language: str = "zh") -> list[Mapping[str, Any]]:
    """All reports as plain data."""
    return [report_data(reading, language) for reading in readings]
