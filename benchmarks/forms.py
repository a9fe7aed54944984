"""Draws standard Chongqing forms with made-up figures, one workbook a unit and period."""

from __future__ import annotations

from itertools import count, islice, product
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from sydata.catalog.festivals import period
from sydata.catalog.offices import expected
from sydata.model import Period

OFFICE = "500000"
LAST_YEAR = 2025
YEARS = 125  # as far back as the reader takes a year for one: room for 10,000 forms
HEAD = [
    ("A3:A4", "项目"),
    ("B3:B4", "带队领导"),
    ("C3:C4", "走访慰问\n人数\n(人)"),
    ("D3:E3", "发放慰问金情况"),
    ("F3:H3", "发放慰问品情况"),
    ("I3:I4", "合计\n(万元)"),
    ("J3:J4", "解决实际困难情况（子女入学、家属就业、住房改造、看病就医、法律援助等）（填写数量）"),
]
LEAVES = {
    "D4": "发放金额(万元)",
    "E4": "发放人数\n(人)",
    "F4": "购买慰问品\n支出金额\n(万元)",
    "G4": "发放慰问品数量(件)",
    "H4": "发放人数(人)",
}
CATEGORIES = ("重点优抚对象、困难退役军人等优抚对象", "驻地部队基层官兵", "边海防官兵")
TITLES = {"spring": "新年春节", "army_day": "“八一”"}
THIN = Side(style="thin")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def draw(folder: Path, number: int) -> None:
    """Write this many forms below a folder, the newest periods first. The same number gives the same figures."""
    random = Random(number)
    years = (LAST_YEAR - back for back in count())
    places = (
        (year, festival, unit)
        for year, festival in product(islice(years, YEARS), TITLES)
        for unit in units(year)
    )
    for year, festival, name in islice(places, number):
        of = period(year, festival)
        path = folder / of.id / f"{name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        form(of, name, random).save(path)


def units(year: int) -> list[str]:
    """The names of those who report to the office."""
    return [unit.name for unit in expected(OFFICE, year)]


def form(of: Period, unit: str, random: Random) -> Workbook:
    """One filled form, styled as offices do."""
    book = Workbook()
    sheet = book.active
    sheet.append([f"{of.year}年{TITLES[of.festival]}期间双拥活动情况统计表"])
    month = 2 if of.festival == "spring" else 8
    sheet.append(
        [
            f"填报单位（盖章）：{unit}双拥办",
            *[None] * 6,
            f"日期：{of.year}年{month}月{random.randint(5, 26)}日",
        ]
    )
    for place, words in HEAD:
        sheet[place.partition(":")[0]] = words
        sheet.merge_cells(place)
    for place, words in LEAVES.items():
        sheet[place] = words
    rows = [figures(random) for _ in CATEGORIES]
    for label, row in zip(CATEGORIES, rows, strict=True):
        sheet.append([label, "副区长", *row])
    sheet.append(["总计", None, *[round(sum(column), 2) for column in zip(*rows, strict=True)]])
    sheet.append([None, None, "填表人：", None, None, "联系电话："])
    sheet.merge_cells("A1:J1")
    for cell in (cell for line in sheet["A3:J8"] for cell in line):
        cell.border, cell.font = GRID, Font(name="宋体", size=11)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return book


def figures(random: Random) -> list[float]:
    """The eight figures of a row; money in 万元 with two places, the total exact."""
    visited = random.randint(50, 3000)
    cash, goods = random.randint(100, 90_000), random.randint(100, 30_000)
    total = (cash + goods) / 100
    return [visited, cash / 100, visited, goods / 100, visited, visited, total, random.randint(0, 40)]
