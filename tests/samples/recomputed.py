"""The figures of submitted workbooks another way: openpyxl, fixed places of the form, plain sums; none of our code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

COLUMNS = {
    "visited_people": 3, "cash_amount": 4, "cash_recipients": 5, "goods_cost": 6, "goods_count": 7,
    "goods_recipients": 8, "total_lead": 9, "difficulties_solved": 10,
}  # fmt: skip
MONEY = ("cash_amount", "goods_cost", "total_lead")
ROWS = {
    "重点优抚对象、困难退役军人等优抚对象": "entitled",
    "驻地部队基层官兵": "garrison",
    "边海防官兵": "border",
}
UNITS = {
    id: "万元" if id in MONEY else "人" if "people" in id or "recipients" in id else "件" for id in COLUMNS
}
Key = tuple[int, str, str, str]


@dataclass(frozen=True)
class Sheets:
    """(year, unit, category, indicator) → 分 or ones, as the cells say; and the day written on each sheet."""

    figures: dict[Key, int]
    days: dict[tuple[int, str], tuple[int, int]]

    def sum(
        self, year: int, indicator: str, units: Iterable[str] | None = None, category: str = ""
    ) -> int | None:
        """The plain sum; None where no cell holds a figure."""
        wanted = None if units is None else set(units)
        found = [
            value
            for (y, unit, of, id), value in self.figures.items()
            if (y, id) == (year, indicator) and (wanted is None or unit in wanted) and category in ("", of)
        ]
        return sum(found) if found else None

    def units(self, year: int, indicator: str = "total_lead") -> list[str]:
        """The units with such a figure."""
        return sorted({unit for y, unit, _of, id in self.figures if (y, id) == (year, indicator)})

    def both(self, indicator: str, then: int, now: int) -> list[str]:
        """The units with the figure in both years."""
        return sorted(set(self.units(then, indicator)) & set(self.units(now, indicator)))

    def pairs(self, year: int, over: str, under: str) -> tuple[int, int]:
        """The two sums over unit and category with both figures."""
        keys = [(y, u, c) for y, u, c, id in self.figures if (y, id) == (year, over)]
        there = [key for key in keys if (*key, under) in self.figures]
        return sum(self.figures[(*key, over)] for key in there), sum(
            self.figures[(*key, under)] for key in there
        )


def read(folder: Path) -> Sheets:
    """Every workbook of a folder."""
    figures: dict[Key, int] = {}
    days = {}
    for path in sorted(folder.glob("*.xlsx")):
        sheet = load_workbook(path, data_only=True).worksheets[0]
        texts = [str(row[0].value or "") for row in sheet.iter_rows(max_col=1)]
        year = int(re.findall(r"(\d{4})年新年春节", "".join(texts))[0])
        unit = re.findall(r"填报单位（盖章）：(.+?)双拥办", "".join(texts))[0]
        month, day = re.findall(r"年(\d+)月(\d+)日", next(text for text in texts if text.startswith("日期")))[
            0
        ]
        days[year, unit] = (int(month), int(day))
        for number, text in enumerate(texts, 1):
            category = ROWS.get(re.sub(r"\s", "", text))
            for indicator, column in COLUMNS.items():
                value = sheet.cell(number, column).value
                if category and value is not None:
                    scale = 1_000_000 if indicator in MONEY else 1
                    figures[year, unit, category, indicator] = int(Decimal(str(value)) * scale)
    return Sheets(figures, days)


# ---- how it is written ----
def size(indicator: str, value: int) -> str:
    """`1,234人`, `56.30万元`."""
    return bare(indicator, value) + UNITS[indicator]


def bare(indicator: str, value: int) -> str:
    """The same without its unit."""
    if indicator not in MONEY:
        return f"{value:,}"
    return f"{(Decimal(value) / 1_000_000).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def percent(value: Fraction) -> str:
    """`12.3%` without its sign; what is there and rounds to nothing is `<0.1%`."""
    exact = Decimal(abs(value).numerator) / Decimal(abs(value).denominator)
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{shown:,}%" if shown or not exact else "<0.1%"


def step(indicator: str, before: int, now: int) -> str:
    """`增加1人，增长25.0%`."""
    if before == now:
        return "持平"
    up = now > before
    share = percent(Fraction((now - before) * 100, before))
    return (
        f"{'增加' if up else '减少'}{size(indicator, abs(now - before))}，{'增长' if up else '下降'}{share}"
    )
