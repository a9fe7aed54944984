"""What the combined form holds: whose rows, which columns, which figures; plain values, before any cell is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import pandas as pd

from sydata.analysis.coverage import of_period
from sydata.analysis.lead import LEAD, PARTS, SUBMITTED
from sydata.analysis.names import apart
from sydata.analysis.progress import Progress, Standing
from sydata.analysis.progress_words import standing_words
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.printed import COLUMNS, mark, printed
from sydata.catalog.roll import Collector, code_of
from sydata.exports.content import TROOP, masked, troops
from sydata.wide import FEN_PER_WAN, is_number
from sydata.wording import Lang

FORM_ROWS = ("entitled", "garrison", "border")  # printed even where nobody has a figure
NUMBERS = tuple(id for id in INDICATORS if is_number(id))
ROUNDING = 15_000  # 分: half of 0.01 万元 for each of two parts and their total
WAITING = "waiting"
UNSETTLED = "unknown-category"  # the note of a figure whose category nobody has confirmed
Place = tuple[str, str, str]  # code of a unit, category, indicator


@dataclass(frozen=True, slots=True)
class Combined:
    """What the form is made of.

    facts: columns of `store.queries.facts` with the leading totals (`analysis.lead.with_lead`), integers;
    observations: columns of `store.queries.observations`, with `value` as people read it (`wide.as_shown`);
    progress: how the period stands. draft: nobody has signed the period off. sensitive: troop units keep their names.
    """

    by: Collector
    created: datetime
    progress: Progress
    facts: pd.DataFrame
    observations: pd.DataFrame
    version: str
    draft: bool = True
    language: Lang = "zh"
    sensitive: bool = False

    @property
    def office(self) -> str:
        """The office's code."""
        return code_of(self.by)

    def say(self, key: str, **values: object) -> str:
        """Words of the form in the language of the file."""
        return printed("say", key, self.language, **values)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's row: its code, its name, how it stands (a state of `analysis.progress`, or `waiting`; empty for a unit
    that is not waited for), and how that is marked (未报, 待核), empty if there is nothing to say.
    """

    code: str
    name: str
    state: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """rows in the office's order, then units it does not wait for; categories and columns in the form's order.

    figures: integers (分, ones) of what counts; what nobody reported is not there. extra: indicators the form does
    not have. stated: the totals as reported that are not the sum of their parts. trail: each counted figure with its
    place, in the order of rows, and those whose category nobody has confirmed (`unsettled` counts them).
    """

    rows: tuple[Row, ...]
    expected: int
    categories: tuple[str, ...]
    columns: tuple[str, ...]
    extra: tuple[str, ...]
    figures: Mapping[Place, int]
    stated: Mapping[tuple[str, str], int]
    trail: pd.DataFrame
    unsettled: int

    @property
    def others(self) -> tuple[Row, ...]:
        """The units that reported though the office does not wait for them."""
        return self.rows[self.expected :]

    def figure(self, code: str, category: str, indicator: str) -> int | None:
        """None where nothing was reported."""
        return self.figures.get((code, category, indicator))

    def added(self, indicator: str, codes: Iterable[str], categories: Iterable[str]) -> int | None:
        """The sum over units and categories; None where there is no figure at all."""
        wanted = tuple(categories)
        found = [self.figure(code, category, indicator) for code in codes for category in wanted]
        there = [value for value in found if value is not None]
        return sum(there) if there else None

    def is_sum(self, code: str, category: str) -> bool:
        """Whether the leading total is the sum of the parts that are there."""
        parts = [self.figure(code, category, part) for part in PARTS]
        there = [part for part in parts if part is not None]
        return bool(there) and sum(there) == self.figure(code, category, LEAD)


def plan(of: Combined) -> Plan:
    """The form of the period that `progress` is of."""
    period = of.progress.asked.period
    facts = of_period(of.facts, period.year, period.festival)
    seen = of_period(of.observations, period.year, period.festival)
    if not of.sensitive:
        hidden = troops(of.by, facts, seen)
        facts, seen = masked(facts, hidden, of.by), masked(seen, hidden, of.by)
    else:
        hidden = {}
    figures = _figures(facts)
    rows, expected = _rows(of, facts, hidden)
    trail = _trail(seen, rows)
    columns = tuple(column.id for column in COLUMNS)
    return Plan(
        rows=rows,
        expected=expected,
        categories=_categories(figures),
        columns=columns,
        extra=_extra(figures, columns),
        figures=figures,
        stated=_stated(figures),
        trail=trail,
        unsettled=int((trail["status"] != "counted").sum()),
    )


def _figures(facts: pd.DataFrame) -> dict[Place, int]:
    rows = facts[facts["value"].notna() & facts["category"].isin(list(CATEGORIES))]
    rows = rows[rows["indicator"].isin([*NUMBERS, LEAD])]
    sums = rows.groupby(["unit_code", "category", "indicator"], observed=True, sort=False)["value"].sum()
    return {place: int(value) for place, value in sums.items()}


def _categories(figures: Mapping[Place, int]) -> tuple[str, ...]:
    there = {category for _, category, _ in figures}
    return tuple(id for id in CATEGORIES if id in FORM_ROWS or id in there)


def _extra(figures: Mapping[Place, int], columns: tuple[str, ...]) -> tuple[str, ...]:
    there = {indicator for _, _, indicator in figures} - {*columns, LEAD, SUBMITTED}
    return tuple(id for id in INDICATORS if id in there)


def _stated(figures: Mapping[Place, int]) -> dict[tuple[str, str], int]:
    """Reported totals beside which another one leads."""
    told = {(code, category): value for (code, category, id), value in figures.items() if id == SUBMITTED}
    return {key: value for key, value in told.items() if figures.get((*key, LEAD)) != value}


# ---- whose rows ----
def _rows(of: Combined, facts: pd.DataFrame, hidden: Mapping[str, str]) -> tuple[tuple[Row, ...], int]:
    names = dict(zip(facts["unit_code"], facts["unit"], strict=True))
    standings = of.progress.standings
    shown = apart([standing.unit for standing in standings])
    rows = [_row(of, each, name, hidden, names) for each, name in zip(standings, shown, strict=True)]
    known = {row.code for row in rows}
    rows += [Row(code, name) for code, name in names.items() if code not in known]
    return tuple(rows), len(known)


def _row(
    of: Combined, standing: Standing, name: str, hidden: Mapping[str, str], counted: Mapping[str, str]
) -> Row:
    code = hidden.get(standing.unit.code, standing.unit.code)
    told = TROOP if standing.unit.code in hidden else name
    if standing.state == "half":
        return Row(code, told, "half", standing_words(standing, of.language))
    state = standing.state if standing.state == "missing" or code in counted else WAITING
    return Row(code, told, state, mark(state, of.language))


def remark(made: Plan, row: Row, category: str, of: Combined) -> str:
    """What stands behind a unit's figures of a category: its mark, and a reported total that is no sum."""
    said = [row.mark] if row.mark else []
    total, stated = made.figure(row.code, category, LEAD), made.stated.get((row.code, category))
    if total is not None and stated is not None:
        key = "rounded" if abs(total - stated) <= ROUNDING else "submitted"
        said.append(of.say(key, stated=f"{in_wan(stated):f}"))
    if total is not None and not made.is_sum(row.code, category):
        said.append(of.say("as_total"))
    return ("；" if of.language == "zh" else "; ").join(said)


def in_wan(fen: int) -> Decimal:
    """分 in 万元, exactly, without idle places."""
    return (Decimal(fen) / FEN_PER_WAN).normalize()


# ---- where each figure stood ----
def _trail(observations: pd.DataFrame, rows: tuple[Row, ...]) -> pd.DataFrame:
    """Figures in the order of rows, categories and indicators."""
    told = (observations["status"] == "counted") | (observations["note"] == UNSETTLED)
    counted = observations[told & observations["indicator"].isin(NUMBERS)]
    place = {row.code: at for at, row in enumerate(rows)}
    names = counted["unit_code"].map({row.code: row.name for row in rows}).fillna(counted["unit"])
    shown = counted.assign(unit=names)
    keys = pd.DataFrame(
        {
            "unit": counted["unit_code"].map(place),
            "category": counted["category"].map({id: at for at, id in enumerate(CATEGORIES)}),
            "indicator": counted["indicator"].map({id: at for at, id in enumerate(INDICATORS)}),
        }
    )
    order = keys.sort_values(list(keys.columns), kind="stable").index
    return shown.loc[order].reset_index(drop=True)
