"""A question of the page Explore with its answer, and the words for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sydata.analysis import explore_words
from sydata.analysis.answer import Answer, answer
from sydata.analysis.boundary import set_apart
from sydata.analysis.pivot import COLUMN, matching
from sydata.analysis.question import Key, Question
from sydata.analysis.subjects import subject
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS, period
from sydata.catalog.groups import group_of, groups
from sydata.catalog.units import unit as catalog_unit
from sydata.ui import data, exploring
from sydata.ui.explore_view import known, show_names
from sydata.ui.i18n import _
from sydata.ui.open_page import Context
from sydata.wording import MISSING


@dataclass(frozen=True)
class Explored:
    """A question with its answer, and the words for it."""

    page: Context
    question: Question

    @cached_property
    def years(self) -> tuple[int, ...]:
        return self.question.years or tuple(known(self.page).years)

    @cached_property
    def expected(self) -> dict[int, list[str]]:
        """Year → codes of the units that the office waits for and that the filter lets through."""
        office, asked = data.roll(self.page.source), self.question
        chosen = {*asked.units}
        free = not (asked.units or asked.groups)
        return {
            year: [
                each.code
                for each in data.expected(self.page.source, year)
                if free or each.code in chosen or group_of(office, each.code) in asked.groups
            ]
            for year in self.years
        }

    @cached_property
    def answer(self) -> Answer:
        """The cells; every unit that was to report gets a row, even if it never did."""
        units = dict.fromkeys(code for codes in self.expected.values() for code in codes)
        rows, order = exploring.figures(self.page.source), exploring.order(self.page.source)
        full = {**order, "unit": [*dict.fromkeys([*order["unit"], *units])]}
        return answer(rows, self.question, full, list(units), self._apart)

    @cached_property
    def given(self) -> dict[Key, set[str]]:
        """Column → codes of the units with a figure in it."""
        rows = matching(exploring.figures(self.page.source), self.question)
        names = [COLUMN[dim] for dim in self.question.columns]
        told = rows.loc[rows["value"].notna(), list(dict.fromkeys([*names, "unit_code"]))].drop_duplicates()
        found: dict[Key, set[str]] = {}
        keys = (
            zip(*(map(str, told[name].tolist()) for name in names), strict=True)
            if names
            else [()] * len(told)
        )
        for key, code in zip(keys, told["unit_code"].tolist(), strict=True):
            found.setdefault(key, set()).add(code)
        return found

    @property
    def _apart(self) -> set[tuple[str, int]]:
        """Units and years that a boundary change sets apart from the year before."""
        pairs = ((year, period(year, "spring"), period(year - 1, "spring")) for year in self.years)
        return {
            (code, year)
            for year, now, before in pairs
            for code in set_apart(self.page.office.code, before, now)
        }

    @cached_property
    def _units(self) -> Mapping[str, str]:
        """Asked for once: what is cached for all readers costs a look-up each time, and cells are many."""
        return exploring.unit_names(self.page)

    @cached_property
    def _measures(self) -> Mapping[str, str]:
        return exploring.indicator_names(self.page)

    def name(self, dim: str, id: str) -> str:
        """The word for an id."""
        if dim == "unit":
            known_name = self._units.get(id)
            unit = catalog_unit(id)
            return known_name or (unit.name if unit else id)
        if dim == "group":
            every = groups(self.page.office.code)
            return every[id].name(self.page.lang) if id in every else id
        if dim == "category":
            return CATEGORIES[id].short(self.page.lang) if id in CATEGORIES else id
        if dim == "festival":
            return FESTIVALS[id].name(self.page.lang) if id in FESTIVALS else id
        return self._measures.get(id, id) if dim == "indicator" else id

    def row_name(self, row: Key) -> str:
        """A row in words, with its unit of measure where several measures are there."""
        return self._named(self.question.rows, row)

    def column_name(self, column: Key) -> str:
        """A column in words."""
        return self._named(self.question.columns, column)

    def _named(self, dims: Sequence[str], key: Key) -> str:
        words = explore_words.said_of(dims, key, self.name, self.page.lang)
        ids = dict(zip(dims, key, strict=True))
        unit = subject(ids["indicator"]).unit(self.page.lang) if "indicator" in ids else ""
        if not key:
            return self._measures.get(self.question.indicators[0], "")
        return f"{words} ({unit})" if unit and self.question.show == "sum" else words

    def absent(self, row: Key, column: Key) -> str:
        """The word for a figure that is not there: a dash where the office did not wait for the unit, else 未报."""
        unit = catalog_unit(self.answer.id_of("unit", row, column))
        year = self.answer.id_of("year", row, column)
        if unit is not None and (not unit.expected or (year and not unit.reports_in(int(year)))):
            return MISSING
        return _("not reported")

    def text(self, row: Key, column: Key) -> str:
        """A cell as it is printed."""
        return explore_words.cell_text(self.answer, row, column, self.absent(row, column), self.page.lang)

    @cached_property
    def sentence(self) -> str:
        return explore_words.sentence(self.answer, self.name, self.page.lang)

    @property
    def title(self) -> str:
        """The first of the sentences, without its stop."""
        stop = "。" if self.page.lang == "zh" else ". "
        return self.sentence.split(stop)[0].rstrip("。.")

    @property
    def notes(self) -> list[str]:
        """The small line: measures, units, festival, what is added up, what a cell shows."""
        asked, lang = self.question, self.page.lang
        names = exploring.indicator_names(self.page)
        said = ["、".join(names.get(id, id) for id in asked.indicators) if lang == "zh"
                else ", ".join(names.get(id, id) for id in asked.indicators)]  # fmt: skip
        units = list(dict.fromkeys(subject(id).unit(lang) for id in asked.indicators))
        said += units if asked.show == "sum" and len(units) == 1 else [show_names()[asked.show]]
        chosen = asked.festivals or tuple(known(self.page).festivals)
        if "festival" not in asked.dims:
            said.append((" + " if len(chosen) > 1 else "").join(self.name("festival", id) for id in chosen))
        if "year" not in asked.dims:
            span = f"{min(self.years)}–{max(self.years)}" if len(self.years) > 1 else str(self.years[0])
            said.append(_("{years} together").format(years=span) if len(self.years) > 1 else span)
        return said
