"""The words around a table: its title, and lines such as 填报单位：…　日期：…　单位：万元, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sydata.catalog import forms
from sydata.catalog.wordlists import any_of
from sydata.model import Value, address, value_text
from sydata.pipeline.dates import parse_date, period_words
from sydata.pipeline.facets import is_period
from sydata.pipeline.grid import Grid
from sydata.pipeline.headers import is_measure, money_in
from sydata.text import squash

WORD_LINES = 12  # of a Word document's paragraphs, those this near to the table may be its title


@dataclass(frozen=True, slots=True)
class Said:
    """Words that stand in the sheet, and where."""

    text: str
    place: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a table's words are looked for: rows and columns of the sheet, without the rows of the table itself."""

    rows: range
    table: frozenset[int]
    left: int = 0
    right: int = 1 << 20


@dataclass(slots=True)
class Around:
    """What stands around a table, each with its place; titles in reading order."""

    titles: list[Said] = field(default_factory=list)
    units: list[Said] = field(default_factory=list)
    dates: list[Said] = field(default_factory=list)
    loose_dates: list[Said] = field(default_factory=list)
    periods: list[Said] = field(default_factory=list)
    money: str = ""
    blank_is_zero: bool = False
    texts: list[Said] = field(default_factory=list)

    def completed(self, first: Around) -> Around:
        """With what the lines over the sheet's first table say, where a later table has no such lines of its own."""
        return replace(
            self, titles=self.titles or first.titles, units=self.units or first.units,
            dates=self.dates or (first.dates if not self.loose_dates else []), money=self.money or first.money,
            blank_is_zero=self.blank_is_zero or first.blank_is_zero, periods=self.periods or first.periods,
        )  # fmt: skip

    @property
    def fill_date(self) -> Said | None:
        return next(iter([*self.dates, *self.loose_dates]), None)


_KEYS = {word: kind for kind in ("unit", "date", "money") for word in getattr(forms, f"{kind.upper()}_LINE")}
_KEYS |= {word: "" for word in (*forms.FOOTER, *forms.FOOTER_VERBS) if word not in _KEYS}
_KEY = re.compile(rf"({any_of(_KEYS)})(?:\([^()]*\))?(?::|$)")


def around(grid: Grid, zone: Zone) -> Around:
    """Everything said in a zone of the sheet outside the table's rows, and in the paragraphs around a Word table."""
    found, above = Around(), 0
    for line in grid.sheet.before[-WORD_LINES:]:
        _take(found, Said(line.text, line.place), [])
    for row in zone.rows:
        if row in zone.table:
            above = above or len(found.titles)
            continue
        cells = [
            (c, Said(text, address(row, c), value))
            for c, value in enumerate(grid.sheet.rows[row])
            if value is not None and (text := _text(value)) and zone.left <= c < zone.right
        ]
        for i, (_, said) in enumerate(cells):
            _take(found, said, [s for _, s in cells[i + 1 :]])
    for line in grid.sheet.after[:WORD_LINES]:
        _take(found, Said(line.text, line.place), [])
    del found.titles[above or len(found.titles) :]  # a note below does not say what the table is
    found.money = found.money or next((m for s in found.texts if (m := _money_noted(s.text))), "")
    found.blank_is_zero = any(w in squash(s.text) for s in found.texts for w in forms.BLANK_MEANS_ZERO)
    return found


def _text(value: Value) -> str:
    return value_text(value).strip()


def _take(found: Around, said: Said, right: list[Said]) -> None:
    """Sorts one cell's words; `right` are the filled cells to its right, where a line's answer may stand."""
    words = squash(said.text)
    found.texts.append(said)
    if (period := period_line(words, [squash(other.text) for other in right[:2]])) is not None:
        found.periods.append(Said(period, said.place))
        return
    keys = list(_KEY.finditer(words))
    pairs = list(_answers(words, keys))
    for kind, answer in pairs:
        _answer(found, kind, Said(answer, said.place) if answer else _next(right))
    alone = (
        words[: keys[0].start()] if keys else words
    )  # 2024年春节统计表（单位：万元） is a title all the same
    if forms.has_title(alone):
        found.titles.append(said)
    elif pairs:
        return
    elif parse_date(said.value if said.value is not None else said.text) and len(words) <= 16:
        found.loose_dates.append(said)
    elif period_words(said.text).festival:
        found.titles.append(said)


def period_line(words: str, right: Sequence[str]) -> str | None:
    """The period that a line names in squashed words: 年度：2024, or 节日 before 八一 in the next cell; else None."""
    key, _, answer = words.partition(":")
    if key not in forms.COLUMN_ROLES["period"] and key not in forms.DATE_LINE:
        return None
    answer = answer or (right[0] if len(right) == 1 else "")
    return answer if is_period(answer) else None


def _answers(words: str, keys: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """(kind, answer) of each key in a line: `填报单位(盖章):黔江区日期:` gives unit 黔江区 and an empty date."""
    ends = [*(key.start() for key in keys[1:]), len(words)]
    for key, end in zip(keys, ends, strict=False):
        yield _KEYS[key[1]], words[key.end() : end].strip(",;。、")


def _next(right: list[Said]) -> Said | None:
    """The cell to the right, unless it opens a line of its own."""
    return right[0] if right and not _KEY.match(squash(right[0].text)) else None


def _answer(found: Around, kind: str, said: Said | None) -> None:
    if said is None:
        return
    if kind == "date" and parse_date(said.value if said.value is not None else said.text):
        found.dates.append(said)
    elif kind == "money" and (unit := _money(said.text)):
        found.money = found.money or unit
    elif kind in ("unit", "money") and not is_measure(squash(said.text)):
        found.units.append(said)


_YUAN = "|".join(unit for unit in forms.MONEY_UNITS if unit.endswith("元"))
_NOTED = re.compile(forms.MONEY_NOTE.replace("YUAN", _YUAN))


def _money_noted(text: str) -> str:
    """The unit of money in a note that is no line of its own: 单位 元, 注：本表金额以元为单位; empty if none."""
    match = _NOTED.search(squash(text))
    return match[1] if match else ""


def _money(text: str) -> str:
    """The unit of money a sheet's unit line names: 万元, 人、元 …; empty if none."""
    named = money_in(squash(text))
    return named[0] if len(named) == 1 else ""
