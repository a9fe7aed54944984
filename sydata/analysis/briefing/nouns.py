"""What a briefing is made of: sentences, findings and tables, whose every figure says where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from sydata.analysis.coverage import Coverage
from sydata.catalog.briefing import Chart
from sydata.model import Period
from sydata.wording import FEN_PER_WAN, Lang

Measure = Literal["money", "count", "percent", "ratio", "text"]
Number = int | Fraction | None
_BLOCKS = (
    ("lead", "total"), ("categories",), ("compared", "like", "boundary"), ("largest",),
    ("missing", "questioned", "doubtful", "not-given"),
)  # fmt: skip
PARTS = frozenset({"paragraph", "highlights", "indicators", "categories", "units", "years"})


@dataclass(frozen=True, slots=True)
class Origin:
    """From which figures a number is made: those of these indicators and periods; of all units and categories
    where none are named. returns: it is made of the returns themselves (who has reported), not of figures.
    together: only of what was given for all of the indicators: by one unit in one category, or by one unit.
    """

    indicators: tuple[str, ...]
    periods: tuple[Period, ...]
    units: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    returns: bool = False
    together: Literal["", "cell", "unit"] = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, as a chart draws it, a table lists it, and a sentence says it.

    value: money in 分, counts in ones, percent and points and ratios exact; None where there is none. text: as it is
    written, with its unit in sentences and without in tables. label: what it is of (a unit, a year, a category);
    series: which of several at one label; key: the id behind the label (unit code, category id, year) for colours and
    links. doubtful: a figure in question is in it. outlined: it has one of the two periods only.
    """

    label: str
    value: Number
    text: str
    origin: Origin
    measure: Measure = "count"
    series: str = ""
    key: str = ""
    doubtful: bool = False
    outlined: bool = False

    @property
    def drawn(self) -> float | None:
        """The number as a chart or a worksheet holds it: money in 万元."""
        if self.value is None:
            return None
        return float(self.value) / FEN_PER_WAN if self.measure == "money" else float(self.value)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the paragraph, with the figures in it."""

    kind: str
    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """A finding (要点): what it says, its figures and how they are drawn.

    title: without a full stop, short enough for a slide; message: the whole sentence; figures: those of the chart, in
    its order; stated: those that the sentence names and the chart does not draw; series: the names of the series in
    the order in which they are drawn; note: measure, unit, period and coverage, for the small line of a chart; score:
    what it was ranked by.
    """

    kind: str
    title: str
    message: str
    figures: tuple[Figure, ...]
    chart: Chart
    measure: Measure
    unit: str
    note: str
    score: float
    series: tuple[str, ...] = ()
    stated: tuple[Figure, ...] = ()

    @property
    def sources(self) -> tuple[Origin, ...]:
        """Where its figures come from, each once."""
        return tuple(dict.fromkeys(figure.origin for figure in (*self.figures, *self.stated)))


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column. id: the indicator's, or a word for others (`difference`, `state`)."""

    id: str
    name: str
    unit: str = ""
    measure: Measure = "count"

    @property
    def text(self) -> str:
        """`走访慰问人数（人）`; brackets of the language that the unit is in."""
        if not self.unit:
            return self.name
        return f"{self.name} ({self.unit})" if self.unit.isascii() else f"{self.name}（{self.unit}）"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its label, a figure for each column after the first, and whether it adds the others up."""

    label: str
    key: str
    cells: tuple[Figure, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class BriefTable:
    """heads[0] heads the labels, the others the cells."""

    id: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing of one period in one language. parts: which of PARTS a document shows.

    draft: the period is not signed off, which every page of every document says (`status`: 未审定). version: the data
    version. sensitive: names of troop units are in it. indicators: now, before, like for like; units: every unit of
    the list and those outside it; years: the same festival in all years until then.
    """

    office: str
    office_name: str
    period: Period
    period_name: str
    before_name: str
    lang: Lang
    title: str
    status: str
    draft: bool
    version: str
    created: datetime
    coverage: Coverage
    paragraph: tuple[Sentence, ...]
    highlights: tuple[Highlight, ...]
    indicators: BriefTable
    categories: BriefTable
    units: BriefTable
    years: BriefTable
    sensitive: bool = False
    parts: frozenset[str] = PARTS

    @property
    def text(self) -> str:
        """The paragraph as running text."""
        return ("" if self.lang == "zh" else " ").join(sentence.text for sentence in self.paragraph)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The paragraph in the paragraphs of a document: done, for whom, against last year, by whom, and its limits."""
        texts = [[each.text for each in self.paragraph if each.kind in kinds] for kinds in _BLOCKS]
        return tuple(("" if self.lang == "zh" else " ").join(block) for block in texts if block)

    @property
    def tables(self) -> tuple[BriefTable, ...]:
        """Those that are shown, in the order of a document."""
        every = (self.indicators, self.categories, self.units, self.years)
        return tuple(table for table in every if table.id in self.parts)

    def shows(self, part: str) -> bool:
        """Whether a part of PARTS is shown."""
        return part in self.parts
