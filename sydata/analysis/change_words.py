"""What is said about a change in a year: its size, what it is measured over, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sydata.analysis.change import Change, LikeForLike
from sydata.analysis.contribution import Kind, PartChange, Step
from sydata.analysis.subjects import Subject
from sydata.analysis.words import compared as compared_amount
from sydata.analysis.words import units_en
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.units import unit
from sydata.model import Period
from sydata.wording import CHANGE_WORDS, MISSING, Lang, arrow, change_words, percent, points, rounded

STEP_NAMES: Mapping[Kind, tuple[str, str]] = {
    "alike": ("两年都有数据的单位", "Units with both years"),
    "apart": ("区划调整涉及的单位", "Units touched by a boundary change"),
    "half": ("只报一个节日的单位", "Units with only one of the festivals"),
    "new": ("仅本期有数据的单位", "Units with this period only"),
    "gone": ("仅上年有数据的单位", "Units with the year before only"),
}


def size(shown: Subject, moved: Change, lang: Lang) -> str:
    """`下降 14.4%`; of a share `降低 1.3 个百分点`; words where there is no percentage."""
    if not shown.share or moved.reason or moved.difference is None:
        return change_words(moved.percent, moved.reason, lang)
    step = Fraction(moved.difference)
    if not rounded(step):
        return CHANGE_WORDS[lang]["level"]
    ways = {"zh": ("提高", "降低"), "en": ("up", "down")}[lang]
    return f"{ways[step < 0]} {points(abs(step), lang).lstrip('+')}"


def short_size(shown: Subject, moved: Change) -> str:
    """`↑ 12.3%`, for a share `↓ 1.3` (points); a dash where there is no percentage."""
    step = moved.difference if shown.share else moved.percent
    if step is None:
        return MISSING
    size_of = str(rounded(abs(Fraction(step)))) if shown.share else percent(Fraction(step))
    return f"{arrow(step)} {size_of}"


def compared(shown: Subject, moved: Change, before: str, lang: Lang) -> str:
    """The same against a named period: `比2023年春节下降 14.4%`."""
    if not shown.share or moved.reason or moved.difference is None:
        return compared_amount(moved, before, lang)
    words = size(shown, moved, lang)
    if words == CHANGE_WORDS[lang]["level"]:
        return f"与{before}持平" if lang == "zh" else f"{words} from {before}"
    return f"比{before}{words}" if lang == "zh" else f"{words} from {before}"


def comparable(shown: Subject, like: LikeForLike, lang: Lang) -> str:
    """`可比口径（38 个单位，占本期 96.0%）下降 5.0%`; in words where no unit has both."""
    if not like.units:
        return {"zh": "没有可比单位", "en": "no comparable units"}[lang]
    words, part = size(shown, like.change, lang), like.covers
    if lang == "zh":
        covers = f"，占本期 {percent(part)}" if part is not None else ""
        return f"可比口径（{like.units} 个单位{covers}）{words}"
    covers = f", {percent(part)} of this period" if part is not None else ""
    return f"like for like ({units_en(like.units)}{covers}) {words}"


def step_name(kind: Kind, lang: Lang) -> str:
    """How the units of a step reported."""
    return STEP_NAMES[kind][lang == "en"]


def divided(steps: Sequence[Step], shown: Subject, lang: Lang) -> str:
    """`减少的 403.95 万元中，两年都有数据的单位减少 120.38 万元，报送和区划变化减少 283.57 万元`."""
    whole = sum(step.moved for step in steps)
    alike = sum(step.moved for step in steps if step.kind == "alike")
    rest = whole - alike
    if not steps:
        return {"zh": "两年都没有数据", "en": "No figures in either year"}[lang]
    if all(step.kind == "alike" for step in steps):
        text = {"zh": "两年报送单位相同，总额", "en": "The same units in both years: "}[lang]
        return text + _moved(whole, shown, lang)
    parts = [_moved(each, shown, lang) for each in (whole, alike, rest)]
    borders = any(step.kind == "apart" for step in steps)
    if lang == "zh":
        why = "报送和区划变化" if borders else "报送单位变化"
        return f"总计{parts[0]}：两年都有数据的单位{parts[1]}，{why}使其{parts[2]}"
    why = "changed reporting and borders" if borders else "changed reporting"
    return f"In all {parts[0]}: units with both years {parts[1]}, {why} {parts[2]}"


def _moved(value: int, shown: Subject, lang: Lang) -> str:
    """`减少 120.38 万元`, `down 120.38`; without change `持平`."""
    if not value:
        return {"zh": "持平", "en": "unchanged"}[lang]
    ways = {"zh": ("增加", "减少"), "en": ("up", "down")}[lang]
    return f"{ways[value < 0]} {shown.text(abs(value), lang)}"


def led(parts: Sequence[PartChange], shown: Subject, lang: Lang) -> str:
    """`优抚对象减少最多，为 353.22 万元；边海防官兵增加 10.61 万元`: the largest way down and the largest way up."""
    moving = sorted(parts, key=lambda part: -abs(part.contribution))
    known = [part for part in moving if part.contribution]
    if not known:
        return {"zh": "各类对象均无增减", "en": "No category changed"}[lang]
    first = known[0]
    other = next((p for p in known if (p.contribution > 0) != (first.contribution > 0)), None)
    gap = "" if lang == "zh" else " "
    said = [
        f"{category_name(part.category, lang)}{gap}{_moved(part.contribution, shown, lang)}"
        for part in (first, *([other] if other else []))
    ]
    most = {"zh": "，变动最大", "en": ", the largest change"}[lang]
    return said[0] + most + "".join(("；" if lang == "zh" else "; ") + each for each in said[1:])


def category_name(id: str, lang: Lang) -> str:
    """The short name of a category; a row's own words where nobody knows it."""
    return CATEGORIES[id].short(lang) if id in CATEGORIES else id


def bridged(names: tuple[str, str], shown: Subject, moved: Change, whole: bool, lang: Lang) -> str:
    """What stands against what across a boundary change. names: of the units before and after; whole: same ground."""
    before, after = names
    words = size(shown, moved, lang)
    figures = [shown.text(each, lang) for each in (moved.before, moved.now)]
    if lang == "zh":
        how = "范围相同" if whole else "调整后口径，非完全可比"
        return f"{before}合计 {figures[0]} → {after} {figures[1]}，{words}（{how}）。"
    how = "the same ground" if whole else "adjusted basis, not fully comparable"
    return f"{before} together {figures[0]} → {after} {figures[1]}, {words} ({how})."


def unbridged(names: tuple[str, str], lacking: Sequence[str], lang: Lang) -> str:
    """Why two sides of a boundary change cannot be set against each other. lacking: names of who gave no figure."""
    before, after = names
    if lang == "zh":
        return f"{before}与{after}不能对比：{'、'.join(lacking)}没有数据。"
    return f"{before} and {after} cannot be compared: no figures from {', '.join(lacking)}."


def overlapping(inner: str, outer: Sequence[str], year: int, lang: Lang) -> str:
    """A comparison that an overlap may bend. year: the one in which the inner unit reported by itself."""
    if lang == "zh":
        whole = "、".join(outer)
        return f"{inner}只有{year}年的数据，其辖区在{whole}之内：{whole}另一年的数字可能含{inner}，两年对比须留意。"
    whole = " and ".join(outer)
    return (
        f"{inner} has figures of {year} only and lies inside {whole}: the other year of {whole} may hold "
        f"{inner}'s, so compare with care."
    )


def unit_names(codes: Sequence[str], at: Period, names: Mapping[str, str]) -> str:
    """Names of units joined, of those that a period knows; names: those that tell units apart."""
    known = [found for code in codes if (found := unit(code)) is not None and found.reports_in(at.year)]
    return "、".join(names.get(each.code, each.name) for each in known)
