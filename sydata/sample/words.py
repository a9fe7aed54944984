"""How people write units, periods, dates and numbers. No person's name: officials are roles only."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from random import Random

from sydata.model import Unit, Value
from sydata.sample.figures import WAN
from sydata.sample.style import Style

LEADS = (
    "区委书记", "区长", "区委副书记", "副区长", "区人大常委会主任", "区政协主席", "区委常委、人武部政委",
    "区退役军人事务局局长", "区退役军人事务局副局长", "街道党工委书记", "镇党委书记",
)  # fmt: skip
COUNTY = str.maketrans("区", "县")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
FULL = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
SHORT = {"500000-liangjiang": "两江新区", "500000-liangjiang-2025": "两江新区", "500000-gaoxin": "重庆高新区"}
SPRING = (
    "{y}年新年春节期间双拥活动情况统计表",
    "{y}年元旦春节期间双拥活动情况统计表",
    "{y} 年春节期间走访慰问情况统计表",
    "{last}—{y}年元旦春节期间双拥活动情况统计表",
    "{cn}年春节期间双拥活动情况统计表",
    "重庆市{y}年新年春节期间双拥\n活动情况统计表",
    "{y} 年新年春节期间双拥活动情况统计表",
)
ARMY = (
    "{y}年“八一”期间双拥活动情况统计表",
    "{y}年八一建军节期间双拥活动情况统计表",
    "{y} 年“八一”期间走访慰问情况统计表",
    "庆祝建军{n}周年双拥活动情况统计表",
    "{cn}年“八一”期间双拥活动情况统计表",
    "{y}年8·1期间双拥\n活动情况统计表",
    "{y} 年八一期间双拥活动情况统计表",
)


def title(year: int, festival: str, way: int = 0) -> str:
    """The form's title for a period, in one of seven ways."""
    ways = SPRING if festival == "spring" else ARMY
    return ways[way].format(y=year, last=year - 1, cn=str(year).translate(CHINESE), n=year - 1927)


def period_words(year: int, festival: str) -> str:
    """`2024年春节`, `2024年八一`: for folders and file names."""
    return f"{year}年{'春节' if festival == 'spring' else '八一'}"


def short_name(unit: Unit) -> str:
    """The bare name people use: 黔江, 石柱, but 忠县."""
    if unit.kind != "territorial":
        return unit.name
    if unit.code in SHORT:
        return SHORT[unit.code]
    name = re.sub(r"(土家族|苗族)+自治县$", "", unit.name.removesuffix("经开区"))
    return name[:-1] if name == unit.name and len(name) > 2 and name[-1] in "区县" else name


def unit_words(unit: Unit, way: int, year: int) -> str:
    """The unit as its clerk writes it; before 2019 the civil affairs bureau kept the figures."""
    if unit.kind != "territorial":
        return unit.name
    bureau = "民政局" if year < 2019 else "退役军人事务局"
    ways = (
        f"{unit.name}双拥办",
        f"重庆市{unit.name}{bureau}（盖章）",
        short_name(unit),
        unit.name,
        f"重庆市{unit.name}双拥工作领导小组办公室",
        f"{unit.name}{bureau}",
    )
    return ways[way]


def date_words(day: date, way: int) -> Value:
    """A fill date, in one of five ways; the last is a date of the workbook's own."""
    ways: tuple[Value, ...] = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        day.isoformat(),
        day.strftime("%Y%m%d"),
        day,
    )
    return ways[way]


def leads(unit: Unit, rng: Random) -> str:
    """Who led the visit, as a role."""
    role = rng.choice(LEADS)
    return role.translate(COUNTY) if unit.name.endswith("县") else role


def exact(fen: int, scale: int = WAN) -> Decimal:
    """分 as an exact decimal of `scale` 分 each, without trailing zeros."""
    value = Decimal(fen) / Decimal(scale)
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def money(fen: int, style: Style) -> Value:
    """An amount as a cell of this style shows it."""
    if style.numbers == "yuan":
        return f"{exact(fen, 100):f}元" if fen else style.zero
    scale = WAN if style.money == "万元" else 100
    value = exact(fen, scale)
    return _shown(value, style, "万元" if scale == WAN else "元")


def count(value: int, style: Style, measure: str) -> Value:
    """A count as a cell of this style shows it."""
    return _shown(Decimal(value), style, measure)


def _shown(value: Decimal, style: Style, word: str) -> Value:
    if value == 0 and style.zero != "0":
        return style.zero
    ways: dict[str, Value] = {
        "text": f"{value:f}",
        "thousands": f"{value:,f}",
        "fullwidth": f"{value:f}".translate(FULL),
        "suffix": f"{value:f}{word}",
    }
    if style.numbers in ways:
        return ways[style.numbers]
    return int(value) if value == value.to_integral() else float(value)
