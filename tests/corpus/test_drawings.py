"""That what was typed by hand holds together: figures, their totals, and the drawing they come from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations

import pytest

from sydata.catalog.indicators import money_indicators
from tests.corpus.cases import load, names
from tests.corpus.nouns import Case, DrawnSheet

ALL = names()
LAYOUT = [name for name in ALL if name.startswith("layout/")]
TOTAL = ("cash_amount", "goods_cost", "total_amount")
TOTAL_ROW = re.compile(r"(全市)?(总计|合计|小计|共计)")


@cache
def cached(name: str) -> Case:
    return load(name)


def sheets(case: Case) -> Iterator[DrawnSheet]:
    for file in case.files:
        yield from file.sheets


@pytest.mark.parametrize("name", ALL)
def test_the_expected_figures_add_up_unless_the_case_is_about_that(name: str) -> None:
    case = cached(name)
    codes = {note.code for note in case.findings}
    for key, row in case.data.items():
        if all(id in row for id in TOTAL) and "row-total-mismatch" not in codes:
            assert abs(row["cash_amount"] + row["goods_cost"] - row["total_amount"]) <= Decimal("0.5"), key
        for id in ("cash_recipients", "goods_recipients"):
            if id in row and "visited_people" in row and "recipients-exceed-visited" not in codes:
                assert row[id] <= row["visited_people"], (key, id)
        if row.get("cash_recipients") and "cash_amount" in row and "measure-unit-suspect" not in codes:
            each = row["cash_amount"] * 10000 / row["cash_recipients"]
            assert each == 0 or 20 <= each <= 20000, (key, each)


@pytest.mark.parametrize("name", LAYOUT)
def test_the_expected_figures_stand_in_the_drawing(name: str) -> None:
    case = cached(name)
    drawn = drawn_figures(case)
    money = money_indicators()
    for key, row in case.data.items():
        for id, value in row.items():
            scales = (1, 10000, 1000) if id in money else (1,)
            assert any(value * scale in drawn for scale in scales), f"{key} {id} {value:f}"


def drawn_figures(case: Case) -> set[Decimal]:
    """Every number that is drawn, every sum of two to four in one row or column, 0 where blank means it."""
    found: set[Decimal] = set()
    for sheet in sheets(case):
        width = max(map(len, sheet.rows), default=0)
        rows = [[numbers(raw) for raw in row] + [()] * (width - len(row)) for row in sheet.rows]
        for line in [*rows, *zip(*rows, strict=True)]:
            figures = [number for cell in line for number in cell]
            found.update(sum(some) for size in (1, 2, 3, 4) for some in combinations(figures[:24], size))
            found.update(figures)
        if any("表示零" in raw or "视为零" in raw for row in sheet.rows for raw in row):
            found.add(Decimal(0))
    return found


def numbers(raw: str) -> tuple[Decimal, ...]:
    plain = unicodedata.normalize("NFKC", re.sub(r"\[\[.*?\]\]", "", raw))
    zeros = (Decimal(0),) if plain.strip("'") in ("无", "没有", "暂无", "未开展", "/", "-", "—", "--") else ()
    found = re.findall(r"-?\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", plain))
    return zeros or tuple(Decimal(number) for number in found)


@pytest.mark.parametrize("name", LAYOUT)
def test_drawn_totals_are_sums_unless_the_case_is_about_that(name: str) -> None:
    case = cached(name)
    if any("total-mismatch" in note.code for note in case.findings):
        return
    whole = sums_of_data(case)
    for sheet in sheets(case):
        grid = [[figure(raw) for raw in row] for row in sheet.rows]
        for r, row in enumerate(sheet.rows):
            for c in range(len(row) if is_total(row) else 0):
                value = grid[r][c]
                if value and "%" not in "".join(rows[c] for rows in sheet.rows if len(rows) > c):
                    others = [cells[c] for i, cells in enumerate(grid) if i != r and len(cells) > c]
                    assert value in whole or reached(value, [x for x in others if x]), (
                        sheet.name,
                        r + 1,
                        c + 1,
                    )


def is_total(row: tuple[str, ...]) -> bool:
    words = [re.sub(r"[\s　]", "", raw) for raw in row[:3] if raw not in ("", "<", "^")]
    return (
        bool(words)
        and any(TOTAL_ROW.fullmatch(word) for word in words)
        and figure(row[-1] or "1") is not None
    )


def figure(raw: str) -> Decimal | None:
    """A cell's figure; money with 元 in the cell as 万元, so that a column has one scale."""
    found = numbers(raw)
    yuan = "元" in raw and "万元" not in raw
    return (found[0] / 10000 if yuan else found[0]) if len(found) == 1 else None


def reached(value: Decimal, parts: list[Decimal]) -> bool:
    """Whether some of the parts add up to a value."""
    sums = {Decimal(0)}
    for part in parts:
        sums |= {one + part for one in sums}
    return value in sums


def sums_of_data(case: Case) -> set[Decimal]:
    """The sum of each indicator over the whole case, money in 万元 and 元."""
    columns = [[row[id] for row in case.data.values() if id in row] for id in case.columns]
    return {sum(column, Decimal(0)) * scale for column in columns for scale in (1, 10000)}
