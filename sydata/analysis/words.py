"""The sentences a page says about its figures, made from the figures, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sydata.analysis.change import Change, LikeForLike
from sydata.analysis.coverage import Coverage
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import Subject, subject
from sydata.analysis.values import Value
from sydata.wording import Lang, change_words, number, points, rounded, share

NAMED = 6  # units named in a sentence before it only counts the rest


def compared(change: Change, before: str, lang: Lang) -> str:
    """`比2023年春节增长 3.2%`; where no percentage can be said, why not. before: the name of the period."""
    if change.reason == "no-figure":
        return {"zh": "本期无数据", "en": "no figure in this period"}[lang]
    if change.reason:
        words = {"zero-base": ("为零", "was zero"), "no-base": ("无可比数据", "has no comparable figures")}
        zh, en = words[change.reason]
        return f"{before}{zh}" if lang == "zh" else f"{before} {en}"
    words_of_change = change_words(change.percent, change.reason, lang)
    if lang == "zh":
        return f"与{before}持平" if not change.difference else f"比{before}{words_of_change}"
    return f"{words_of_change} from {before}"


def comparable(like: LikeForLike, lang: Lang) -> str:
    """`可比口径（38 个单位）增长 2.9%`; empty where no unit gave the figure in both periods."""
    if not like.units:
        return ""
    words = change_words(like.change.percent, like.change.reason, lang)
    if lang == "zh":
        return f"可比口径（{like.units} 个单位）{words}"
    return f"like for like ({units_en(like.units)}) {words}"


def reported(coverage: Coverage, lang: Lang) -> str:
    """`应报 41 个单位，已报 39 个（2 个只有文字），报送率 95.1%`."""
    if not coverage.expected:
        return {"zh": "本期没有应报单位名单", "en": "no list of expected units"}[lang]
    rate, half = share(coverage.received, coverage.expected), len(coverage.narrative)
    if lang == "zh":
        words = f"（{half} 个只有文字）" if half else ""
        return f"应报 {coverage.expected} 个单位，已报 {coverage.received} 个{words}，报送率 {rate}"
    words = f"; {half} in words only" if half else ""
    return f"{coverage.received} of {units_en(coverage.expected)} reported ({rate}{words})"


def visited_and_spent(people: Change, money: Change, lang: Lang) -> str:
    """`共走访慰问 1,234 人，合计投入 56.30 万元`; a figure nobody gave is left out."""
    visited, spent = subject("visited_people"), subject(LEAD)
    zh, en = [], []
    if people.now is not None:
        zh.append(f"共走访慰问 {visited.text(people.now, lang)}")
        en.append(f"{number(int(people.now))} people visited")
    if money.now is not None:
        zh.append(f"合计投入 {spent.text(money.now, lang)}")
        en.append(f"{spent.text(money.now, lang)} spent")
    return "，".join(zh) if lang == "zh" else ", ".join(en)


def joined(sentences: Sequence[Sequence[str]], lang: Lang) -> str:
    """Sentences of clauses as running text; empty clauses and sentences are left out."""
    comma, stop = ("，", "。") if lang == "zh" else (", ", ". ")
    texts = [comma.join(clause for clause in clauses if clause) for clauses in sentences]
    return "".join(text[0].upper() + text[1:] + stop for text in texts if text).strip()


def covered(coverage: Coverage, lang: Lang) -> str:
    """The coverage in the small line of a card: `已报 39/41 个单位`."""
    text = f"{coverage.received}/{coverage.expected}"
    return f"已报 {text} 个单位" if lang == "zh" else f"{text} units reported"


def parted(largest: str, whole: str, now: Fraction, moved: Fraction | None, lang: Lang) -> str:
    """`优抚对象占合计投入的 62.4%，比上年提高 1.3 个百分点`. now: the share in percent; moved: in points."""
    size = rounded(now)
    text = f"{largest}占{whole}的 {size}%" if lang == "zh" else f"{largest}: {size}% of {whole.lower()}"
    if moved is None:
        return text
    if not rounded(moved):
        return text + {"zh": "，占比与上年持平", "en": ", the same share as a year earlier"}[lang]
    if lang == "zh":
        return f"{text}，比上年{'提高' if moved > 0 else '降低'} {rounded(abs(moved))} 个百分点"
    return f"{text}, {points(moved, lang)} from a year earlier"


def over_years(
    shown: Subject, years: Mapping[int, Value], year: int, festival: str, lang: Lang, part: str = ""
) -> str:
    """What the line of one festival shows at this year: a highest, a lowest, a run, or only the figure.

    part: the category that the figures are of, where they are not of all.
    """
    if year not in years:
        return {"zh": f"{year}年{festival}无数据", "en": f"No figures for {year} {festival}"}[lang]
    past = {y: v for y, v in years.items() if y <= year}
    first, value, steps = min(past), years[year], run(past, year)
    name = f"{part}{' · ' if part and lang == 'en' else ''}{shown.short(lang)}"
    if len(past) > 2 and value == max(past.values()) and list(past.values()).count(value) == 1:
        return {"zh": f"{year}年{festival}{name}为{first}年以来最高", "en": f"{name}: highest since {first}"}[
            lang
        ]
    if len(past) > 2 and value == min(past.values()) and list(past.values()).count(value) == 1:
        return {"zh": f"{year}年{festival}{name}为{first}年以来最低", "en": f"{name}: lowest since {first}"}[
            lang
        ]
    if abs(steps) > 1:
        zh, en = ("增长", "risen") if steps > 0 else ("下降", "fallen")
        return {
            "zh": f"{festival}{name}连续 {abs(steps)} 年{zh}",
            "en": f"{name} has {en} {abs(steps)} years running",
        }[lang]
    zh = f"{year}年{festival}{name} {shown.text(value, lang)}"
    return {"zh": zh, "en": f"{name}: {shown.text(value, lang)} in {year}"}[lang]


def run(years: Mapping[int, Value], year: int) -> int:
    """How many years in a row the figure rose (positive) or fell (negative) up to this year."""
    steps = 0
    while year - 1 in years and years[year] != years[year - 1]:
        way = 1 if years[year] > years[year - 1] else -1
        if steps * way < 0:
            break
        steps, year = steps + way, year - 1
    return steps


def leading(units: Sequence[str], measure: str, part: str, lang: Lang) -> str:
    """`合计投入最多的是万州区、涪陵区、渝中区，共占 18.2%。`"""
    if lang == "zh":
        return f"{measure}最多的是{'、'.join(units)}，共占 {part}。"
    return f"{measure} is largest in {', '.join(units)}: together {part} of all."


def complete(coverage: Coverage, lang: Lang) -> str:
    """`41 个单位全部报送，2 个只有文字，3 个待核`, or who is missing."""
    if not coverage.missing:
        text = {
            "zh": f"{coverage.expected} 个单位全部报送",
            "en": f"All {coverage.expected} units have reported",
        }
    else:
        count, names = len(coverage.missing), listed([unit.name for unit in coverage.missing], lang)
        have = "has" if count == 1 else "have"
        text = {
            "zh": f"{count} 个单位未报送：{names}",
            "en": f"{units_en(count)} {have} not reported: {names}",
        }
    tails = [
        (len(coverage.narrative), "只有文字", "in words only"),
        (coverage.in_question, "待核", "in question"),
    ]
    said = [f"，{count} 个{zh}" if lang == "zh" else f"; {count} {en}" for count, zh, en in tails if count]
    return text[lang] + "".join(said)


def units_en(count: int) -> str:
    """`1 unit`, `38 units`."""
    return f"{number(count)} unit{'' if count == 1 else 's'}"


def listed(names: list[str], lang: Lang) -> str:
    """The first names, and how many more."""
    shown, more = names[:NAMED], len(names) - NAMED
    if lang == "zh":
        return "、".join(shown) + (f"等 {number(len(names))} 个" if more > 0 else "")
    return ", ".join(shown) + (f" and {number(more)} more" if more > 0 else "")
