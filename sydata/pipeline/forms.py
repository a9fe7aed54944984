"""From the tables of a sheet to returns: whose the figures are and for when, one return a unit and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.catalog.learned import Desk
from sydata.model import ColumnReading, Sheet
from sydata.pipeline.clean import BODY, typed
from sydata.pipeline.figures import Raw, without_breakdowns
from sydata.pipeline.footer import is_footer
from sydata.pipeline.grid import Grid
from sydata.pipeline.identity import Identity, Problem, Told, identify
from sydata.pipeline.lines import Around, Said, Zone, around
from sydata.pipeline.numbers import parse
from sydata.pipeline.observe import observe, unknown_heads, unknown_rows
from sydata.pipeline.orient import Found
from sydata.pipeline.proof import filled_down, proven
from sydata.pipeline.prose import Stated
from sydata.pipeline.stubs import names_units
from sydata.pipeline.table import Table, Words
from sydata.pipeline.titled import category_told
from sydata.pipeline.townships import with_townships
from sydata.text import squash

Key = tuple[str, str]  # the words that name a unit and a period inside a table; empty where none do
LACKING = "missing-column"
APART = 100_000  # records of the tables of a sheet are numbered so far apart


@dataclass(frozen=True, slots=True)
class Form:
    """The figures of one unit for one period. rollup: its table holds other units too; stated: told in words."""

    identity: Identity
    raws: tuple[Raw, ...]
    columns: tuple[ColumnReading, ...]
    problems: tuple[Problem, ...]
    title: str = ""
    blank_is_zero: bool = False
    rollup: bool = False
    stated: tuple[Stated, ...] = ()

    @property
    def is_filled(self) -> bool:
        return any(map(is_told, self.raws))


def is_told(raw: Raw) -> bool:
    """Whether a cell says anything of this period."""
    told = raw.value is not None or raw.mark is not None
    return told and is_number(raw) and raw.reason != "last-year"


def is_number(raw: Raw) -> bool:
    return INDICATORS[raw.indicator].measure != TEXT


class Source(NamedTuple):
    """A table, its number in the sheet, and what stands around it."""

    grid: Grid
    table: Table
    said: Around
    number: int


def forms_of(found: Found, desk: Desk, left_out: str) -> Iterator[Form]:
    """The returns of a sheet, table by table. left_out: why the whole sheet does not count, if it does not."""
    for source in sources(found):
        yield from of_table(source, desk, left_out)


def sources(found: Found) -> Iterator[Source]:
    """Each table of a sheet with what stands around it."""
    first: Around | None = None
    for number, (table, zone) in enumerate(_zones(found)):
        said = around(found.grid, zone)
        said = said.completed(first) if first else said
        first = first or said
        yield Source(found.grid, table, said, number)


def of_table(source: Source, desk: Desk, left_out: str) -> Iterator[Form]:
    """The returns of one table, one a unit and period."""
    grid, table, said, number = source
    reading = observe(grid, table, said.money, left_out)
    every = (raw._replace(record=raw.record + number * APART) for raw in reading.raws)
    groups, sums = _grouped(every if number else reading.raws)
    units, periods = {unit for unit, _ in groups}, {period for _, period in groups}
    title = said.titles[-1].text if said.titles else ""
    sender = cache(lambda: identify(grid.sheet, said, Told(), desk).unit)
    for nth, ((unit, period), raws) in enumerate(groups.items() or [(("", ""), [])]):
        raws = raws + sums if nth == 0 else raws
        when = next(iter(_said(grid, raws, "period", period)), None)
        told = Told(_said(grid, raws, "unit", unit), when, len(units) > 1, len(periods) > 1)
        before, raws = raws, _without_breakdowns(raws, said)
        unlabelled = filled_down(before, raws) if raws is not before else []
        category = _of_the_whole(raws, grid.sheet, said, desk)
        raws = _told(raws, category)
        columns = (
            tuple(replace(c, category=category) for c in reading.columns) if category else reading.columns
        )
        problems = (
            *(reading.problems if nth == 0 else ()),
            *(unknown_heads(grid, table, reading.raws) if nth == 0 else ()),
            *unknown_rows(grid, table, raws),
            *(_unlabelled(grid, table, raw) for raw in unlabelled),
        )
        whose = _with_strangers(identify(grid.sheet, said, told, desk), grid, table)
        problems = with_townships(problems, sender)
        whose = replace(whose, problems=with_townships(whose.problems, sender))
        yield Form(
            whose, tuple(raws), columns, problems, title,
            said.blank_is_zero, len(units) > 1,
        )  # fmt: skip


def _unlabelled(grid: Grid, table: Table, raw: Raw) -> Problem:
    """What is said of a row without a label that counts with the category above.

    A note where a word beside its figures tells it from the row above (who led, when); else a question: it may as well
    be a category whose label was lost.
    """
    row = grid.place(raw.row, raw.column).row
    texts = [text for _, text in grid.texts(row)]
    words = [text for text in texts if parse(text).kind == "bad" and any(c >= "\u3400" for c in text)]
    place, params = grid.address(row, table.label), {"other": raw.label}
    if words:
        return Problem("label-carried-down", place, "", {**params, "beside": words[0]})
    return Problem("row-without-label", place, "", params)


def _with_strangers(whose: Identity, grid: Grid, table: Table) -> Identity:
    """Where nothing names a unit that is known, the names in a column of units are what a person has to look at."""
    if all(problem.code != "unit-missing" for problem in whose.problems):
        return whose
    strangers: dict[str, Problem] = {}
    for column in table.columns:
        texts = {row.index: grid.own(row.index, column.index) for row in table.rows if row.kind != "total"}
        if names_units(column, [text for text in texts.values() if text]):
            for row, text in texts.items():
                place = grid.address(row, column.index)
                strangers.setdefault(text, Problem("unknown-unit", place, text, {"names": "", "hint": ""}))
    strangers.pop("", None)
    others = tuple(problem for problem in whose.problems if problem.code != "unit-missing")
    return replace(whose, problems=(*strangers.values(), *others)) if strangers else whose


def _of_the_whole(raws: list[Raw], sheet: Sheet, said: Around, desk: Desk) -> str:
    """The one category that the title or the sheet's name says of figures that nothing breaks down; empty if none."""
    if any(raw.row_kind in ("category", "unknown") for raw in raws):
        return ""
    name = sheet.name if sheet.source == "workbook" else ""
    return category_told([title.text for title in said.titles[-1:]], name, desk.roll)


def _told(raws: list[Raw], category: str) -> list[Raw]:
    if not category:
        return raws
    return [r._replace(category=category) if r.category == "unspecified" else r for r in raws]


def _grouped(raws: Iterable[Raw]) -> tuple[dict[Key, list[Raw]], list[Raw]]:
    """The figures by unit and period, and those that add up several units or periods."""
    groups: dict[Key, list[Raw]] = {}
    sums: list[Raw] = []
    for raw in raws:
        sums.append(raw) if raw.over and raw.over - {"category"} else groups.setdefault(_key(raw), []).append(
            raw
        )
    for key in [key for key, of in groups.items() if len(groups) > 1 and not any(map(_is_body, of))]:
        sums += groups.pop(key)
    return groups, sums


def _is_body(raw: Raw) -> bool:
    return raw.row_kind in BODY


def _key(raw: Raw) -> Key:
    if raw.unit is raw.period is None:
        return _NO_KEY
    unit, period = (squash(words.text) if words else "" for words in (raw.unit, raw.period))
    return unit, period


_NO_KEY = ("", "")


def _said(grid: Grid, raws: list[Raw], name: str, words: str) -> tuple[Said, ...]:
    """The words of the table that name a form's unit or period, with the place where they first stand."""
    found: Iterator[Words | None] = (getattr(raw, name) for raw in raws)
    first = next((w for w in found if w is not None and squash(w.text) == words), None)
    return (Said(first.text, grid.address(first.row, first.column)),) if first else ()


def _without_breakdowns(raws: list[Raw], said: Around) -> list[Raw]:
    """The raws with the finer rows marked that a category's own row already holds; most sheets have none."""
    labels = {(raw.record, raw.category) for raw in raws if raw.row_kind == "category"}
    doubtful = any(
        raw.row_kind == "of-which" or (raw.row_kind == "unknown" and not raw.label) for raw in raws
    )
    if not doubtful and len(labels) < 2 + len({category for _, category in labels}):
        return raws
    amounts = {
        (r.record, r.indicator): typed(r, said.blank_is_zero)[0].value
        for r in raws
        if is_number(r) and r.reason in ("", "total", "unknown-category")
    }
    return without_breakdowns(proven(raws, amounts), amounts)


# ---- the words around each table ----
def _zones(found: Found) -> Iterator[tuple[Table, Zone]]:
    """Each table with the part of the sheet in which its title and lines are looked for."""
    grid = found.grid
    sheet = grid.sheet
    if len(found.tables) == 1:
        table = found.tables[0]
        yield table, Zone(range(len(sheet.rows)), _rows(grid, table))
        return
    spans = [_rows(grid, table) for table in found.tables]
    every = frozenset().union(*spans)
    bands = sorted({min(span) for span in spans})
    starts = [0, *(_parting(sheet, every, bands, at) for at in bands[1:]), len(sheet.rows)]
    for table, span in zip(found.tables, spans, strict=True):
        band = bands.index(min(span))
        rows = range(starts[band], starts[band + 1])
        beside = [t for t, other in zip(found.tables, spans, strict=True) if min(other) == min(span)]
        yield table, Zone(rows, every, *(_sides(grid, table, beside) if len(beside) > 1 else ()))


def _sides(grid: Grid, table: Table, beside: list[Table]) -> tuple[int, int]:
    """The columns of the sheet from a table's first to the next one's."""
    lefts = sorted(t.top if grid.turned else t.left for t in beside)
    at = lefts.index(table.top if grid.turned else table.left)
    return (0 if at == 0 else lefts[at]), (lefts[at + 1] if at + 1 < len(lefts) else 1 << 20)


def _rows(grid: Grid, table: Table) -> frozenset[int]:
    """The rows of the sheet that a table takes up."""
    return frozenset(c.index for c in table.columns if c.path) if grid.turned else table.inside


def _parting(sheet: Sheet, every: frozenset[int], bands: list[int], top: int) -> int:
    """Where the words of the table above end and those of the one beginning at `top` begin."""
    above = max((row for row in every if row < top), default=-1)
    grid, end = Grid(sheet), above + 1
    for row in range(above + 1, top):
        if _opens(grid, row):
            break
        end = row + 1 if is_footer(grid, row) else end
    return end


def _opens(grid: Grid, row: int) -> bool:
    """Whether a row is a title or a unit's line, which stand over a table and not below one."""
    words = [squash(text) for _, text in grid.texts(row)]
    return any(w.startswith(forms.UNIT_LINE) or forms.has_title(w) for w in words)


# ---- tables that say more of the same ----
