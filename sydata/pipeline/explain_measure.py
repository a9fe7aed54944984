"""What the figures of a column count in, and which words of the sheet say so."""

from __future__ import annotations

from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.pipeline.figures import Reader
from sydata.pipeline.headers import header_word, is_measure
from sydata.pipeline.numbers import parse
from sydata.pipeline.table import Column


def measure_of(reader: Reader, column: Column, indicator: str) -> tuple[str, str]:
    """(measure, source), by the reader's own order: cell, header, row of measures, sheet line, default.

    Both are empty for a column that counts nothing.
    """
    if not indicator or INDICATORS[indicator].measure == TEXT:
        return "", ""
    if unit := _of_cells(reader, column):
        return unit, "cell"
    if measure := column.meaning.measure:
        named = any(header_word(word).measure == measure for word in column.path)
        return measure, "header" if named else "measure-row"
    if measure := reader.table.units.get(column.index, ""):
        return measure, "measure-row"
    if not INDICATORS[indicator].money:
        return INDICATORS[indicator].unit_zh, "default"
    return (reader.money, "sheet-line") if reader.money else ("万元", "default")


def _of_cells(reader: Reader, column: Column) -> str:
    """The measure that every figure of a column bears itself."""
    at = [(row.index, column.index) for row in reader.table.rows]
    numbers = [parse(reader.grid.value(*place), reader.grid.mark(*place)) for place in at]
    units = {number.unit for number in numbers if number.kind == "number"}
    only = units.pop() if len(units) == 1 else ""
    return only if is_measure(only) else ""
