"""The nouns of the house: plain frozen values that every room passes to the next.

Nothing here reads a file, a clock or a database. Rows and columns count from 0 inside the program; a
person is always shown the A1 style address that `address` makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | date | datetime | time | timedelta | None
Severity = Literal["error", "warning", "info"]
Status = Literal["counted", "proposed", "excluded"]
ReturnState = Literal["current", "superseded", "duplicate", "waiting"]


def column_letters(column: int) -> str:
    """The letters a spreadsheet shows above a column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The A1 style address of a cell."""
    return f"{column_letters(column)}{row + 1}"


class Cell(NamedTuple):
    """A place in a sheet."""

    row: int
    column: int

    @property
    def address(self) -> str:
        return address(self.row, self.column)


class Merge(NamedTuple):
    """A merged range, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a workbook says of a cell beyond its value: things a bare value would hide.

    kind: `error` (text is the error, `#REF!`), `formula` (a formula with no stored value; text is the
    formula), `computed` (such a formula, whose value was worked out) or `format` (a number format that
    carries a unit or a percent; text is the format). format: that of a formula's cell, if it has such a one.
    """

    kind: Literal["error", "formula", "computed", "format"]
    text: str
    format: str = ""


class Line(NamedTuple):
    """A paragraph beside a document's table, with a place a person can find (`段3`, `第2页`)."""

    text: str
    place: str


class UnreadFigure(NamedTuple):
    """A figure of a report in prose that was left out. reason: `unknown`, `plan`, `range` … (see pipeline.prose)."""

    file: str
    place: str
    text: str
    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of cells as a file holds it, before anyone says what it means.

    file: the name as submitted, with folders and archive (`报送.zip/黔江区/表.xlsx`); name: the sheet's own
    name (`表1`, `表2` for the tables of a document, empty for text files); rows: rectangular, None where a
    cell is empty, only the top-left cell of a merged range filled; before and after: the paragraphs around
    a document's table; stray: cells so far outside any table that they were not read; source: what the sheet
    was (only a workbook's sheets have names that a person gave); unread: places of the file that are pictures.
    """

    file: str
    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    stray: tuple[Cell, ...] = ()
    source: Literal["workbook", "text", "word", "web", "pdf"] = "workbook"
    unread: tuple[str, ...] = ()

    def text(self, row: int, column: int) -> str:
        """The cell's words as a person would see them; empty for an empty cell or one outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return value_text(self.rows[row][column])
        return ""


def value_text(value: Value) -> str:
    """A cell value as words: 1200.0 → `1200`, 56.3 → `56.3`, a date → `2024-02-26`, None → empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as submitted. `members` of an archive are files of their own, named below it."""

    name: str
    content: bytes
    sha256: str
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with the data, as a value: a code from the catalog, a place, what stood there.

    params fill the catalog's message; `cell` is A1 style or empty.
    """

    code: str
    file: str
    sheet: str = ""
    cell: str = ""
    unit_code: str = ""
    unit: str = ""
    year: int | None = None
    festival: str = ""
    category: str = ""
    indicator: str = ""
    text: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year and a festival; ordered as time runs. id: `2024-spring`."""

    year: int
    rank: int = field(repr=False)
    festival: str = field(compare=False)

    @property
    def id(self) -> str:
        return f"{self.year}-{self.festival}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that reports: official name, code, kind, and the years for which it exists.

    kind: territorial, department, enterprise or troop; expected: whether the office waits for its return;
    since and until are the first and last period year in which it reports (None: no bound).
    """

    code: str
    name: str
    kind: Literal["territorial", "department", "enterprise", "troop"] = "territorial"
    expected: bool = True
    since: int | None = None
    until: int | None = None

    def reports_in(self, year: int) -> bool:
        """Whether the unit exists for periods of this year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How one column of a sheet was understood: the words of its header, and the indicator they mean.

    category: the one that title or sheet's name says of all figures; empty where rows or columns say it.
    """

    column: str
    header: str
    indicator: str
    measure: str = ""
    note: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """What one sheet reports of one unit for one period (报表).

    key numbers the returns of a batch; unit_text and period_text are the words that decided, with their
    places; revision is 0 unless name or title carry a revision word; state `waiting` means that a person
    must say unit or period first. rollup: its table holds other units too, so that a unit's own sheet goes before it.
    """

    key: int
    file: str
    sheet: str
    unit_code: str
    unit: str
    year: int | None
    festival: str
    state: ReturnState
    fill_date: date | None = None
    revision: int = 0
    title: str = ""
    unit_text: str = ""
    unit_place: str = ""
    period_text: str = ""
    period_place: str = ""
    columns: tuple[ColumnReading, ...] = ()
    rollup: bool = False

    @property
    def in_words(self) -> bool:
        """Whether it is a report in prose: only a table has columns."""
        return not self.columns


class Ruling(NamedTuple):
    """What a person of the office decided about a file's reading; applied before the rules run.

    kind `value`: the figure of `indicator` and `category` that stands in `cell` is `value` (分 or ones, None: blank);
    `unit`, `period`: the `position`th return of the sheet is of the unit with the code, the period with the id, `said`;
    `report`: the file, which gave no return, is the written report of a unit for a period (`500114 2024-spring`).
    """

    kind: Literal["value", "unit", "period", "report"]
    file: str
    sheet: str
    position: int = 0
    cell: str = ""
    category: str = ""
    indicator: str = ""
    value: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one call of the pipeline understood: hand it to the store to keep it.

    observations: one row a figure, columns OBSERVATION_COLUMNS; `value` is Int64, money in 分, counts in ones,
    NA where there is no value. findings are in the order of files, sheets and cells. unread: figures of reports in
    prose that were left out.
    """

    office: str
    files: tuple[SourceFile, ...]
    returns: tuple[Return, ...]
    observations: pd.DataFrame
    findings: tuple[Finding, ...]
    unread: tuple[UnreadFigure, ...] = ()


OBSERVATION_COLUMNS = (
    "return_key", "file", "sheet", "cell", "unit_code", "unit", "year", "festival", "category", "indicator",
    "value", "text", "status", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader may and wants to see: an office, and the units inside it (None: all)."""

    office: str
    units: frozenset[str] | None = None
