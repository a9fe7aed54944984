"""A return being made: what it says, how it looks, and what a right reading of it gives.

Conventions for the place of an expected finding (the pipeline keeps to the same ones):
- value findings, `other-measure`, `measure-unit-suspect`: the figure's own cell;
- `row-total-mismatch`: the 合计 cell of the row; `column-total-mismatch`: the cell in the 总计 row;
- `computed-formula`: the first such cell of the sheet;
- `unknown-column`: the lowest header cell with words; `unknown-category`: the row's label;
- `missing-column`, `blank-return`, `duplicate`, `superseded`, `version-undecided`, `same-as-last-year`: the
  whole sheet, no cell; `unreadable-file`, `no-table`, `narrative-only`: the whole file, no sheet;
- `unit-*`, `unknown-unit`: the cell of 填报单位 (`unit-missing`: none, since no words stand there);
  `period-*`: the title's cell; `version-undecided`: both sheets;
- `hidden-content`: a hidden sheet by its name and no cell; a hidden row by its label, a hidden column by
  its header, a stray cell by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from sydata.sample.columns import EXTRAS
from sydata.sample.figures import CATEGORIES, FORM, Report, add, with_extras
from sydata.sample.form import draw
from sydata.sample.lines import Line, indicators, lines
from sydata.sample.page import Page, Spot, cell_name
from sydata.sample.style import Style
from sydata.sample.writers import WRITERS


class Note(NamedTuple):
    """An expected finding; file is empty until the document has its place."""

    file: str
    sheet: str
    cell: str
    code: str


class Row(NamedTuple):
    """An expected row of `data`. values: indicator → 分 or ones."""

    file: str
    sheet: str
    report: Report
    category: str
    values: dict[str, int]


@dataclass
class Draft:
    """One return on one page. values is what a right reading keeps; counted: whether it is in `data`."""

    report: Report
    style: Style
    kind: str
    page: Page
    values: dict[tuple[str, str], int | None]
    notes: list[Note] = field(default_factory=list)
    counted: bool = True

    @property
    def sheet(self) -> str:
        """The sheet's name as a reader of this kind of file gives it."""
        if self.kind.startswith("csv"):
            return ""
        return "表1" if self.kind == "docx" else self.page.name

    def flag(self, code: str, spot: Spot | None = None, sheet: str | None = None) -> None:
        """Expect a finding at a cell of the page, or for the whole sheet."""
        shift = self.page.table[0] if self.kind == "docx" else 0
        self.notes.append(Note("", self.sheet if sheet is None else sheet, cell_name(spot, shift), code))

    def rows(self) -> list[Row]:
        """The expected rows: one a category that the sheet prints, also where it is left blank."""
        if not self.counted:
            return []
        printed = [category for category in CATEGORIES if category in {c for c, _ in self.values}]
        return [Row("", self.sheet, self.report, category, self._told(category)) for category in printed]

    def _told(self, category: str) -> dict[str, int]:
        return {key: v for (c, key), v in self.values.items() if c == category and v is not None}


def _values(table: Sequence[Line], style: Style) -> dict[tuple[str, str], int | None]:
    parts = [line for line in table if line.kind == "data"]
    names = [name for name in indicators(style) if not name.startswith("?")]
    categories = dict.fromkeys(line.category for line in parts)
    return {
        (c, n): add(line.values[n] for line in parts if line.category == c) for c in categories for n in names
    }


def make(report: Report, style: Style, kind: str = "xlsx", seed: int = 0) -> Draft:
    """Draw a report; a form without some of its own columns is expected to be noted."""
    rng = Random(f"{seed}/draw/{report.unit.code}/{report.year}/{report.festival}")
    report = with_extras(report, [name for name in EXTRAS if name in style.columns], rng)
    table = lines(report, style, rng)
    draft = Draft(report, style, kind, draw(report, style, table), _values(table, style))
    if any(name not in style.columns for name in FORM):
        draft.flag("missing-column")
    return draft


@dataclass(frozen=True)
class Document:
    """A file of the sample: its path below the sample's folder, its bytes, and what it should give."""

    path: str
    content: bytes
    rows: tuple[Row, ...] = ()
    notes: tuple[Note, ...] = ()

    def below(self, folder: str) -> Document:
        """The same file in a folder or an archive (`returns/`)."""
        rows = tuple(row._replace(file=folder + row.file) for row in self.rows)
        notes = tuple(note._replace(file=folder + note.file) for note in self.notes)
        return Document(folder + self.path, self.content, rows, notes)


def bind(
    path: str, drafts: Sequence[Draft], before: Sequence[Page] = (), after: Sequence[Page] = ()
) -> Document:
    """One file of one or several returns, with pages around them that are no returns."""
    pages = [*before, *(draft.page for draft in drafts), *after]
    content = WRITERS[drafts[0].kind](pages)
    rows = tuple(row._replace(file=path) for draft in drafts for row in draft.rows())
    notes = tuple(note._replace(file=path) for draft in drafts for note in draft.notes)
    return Document(path, content, rows, notes)


def remark(path: str, content: bytes, code: str) -> Document:
    """A file that gives one finding for the whole file, and no data."""
    return Document(path, content, (), (Note(path, "", "", code),))
