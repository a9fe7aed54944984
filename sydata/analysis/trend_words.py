"""What lines over the years show, in sentences: records, runs, breaks; each follows from the figures alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sydata.analysis.over_years import Coverage, Line
from sydata.analysis.runs import Run, gaps, longest, since
from sydata.analysis.subjects import Subject
from sydata.analysis.values import Value
from sydata.analysis.words import joined, units_en
from sydata.wording import Lang, change_words

NAMED = 3  # units or years named before the rest is counted
RECORD = 3  # years that a highest or lowest must be compared with at least, itself among them


def sure(line: Line, covered: Coverage | None = None) -> dict[int, Value]:
    """The figures that may be compared: none in question, none of a year with too few units."""
    return {
        year: value
        for year, value in line.values.items()
        if year not in line.doubtful and not (covered and covered.few(year))
    }


def total_sentence(line: Line, covered: Coverage, shown: Subject, festival: str, lang: Lang) -> str:
    """The total over the years: its last figure, since when it was not so high, its longest rise, what is left out."""
    if not line.values:
        return {"zh": f"{festival}没有数据。", "en": f"No figures for {festival}."}[lang]
    years, last = sure(line, covered), max(line.values)
    value = shown.text(line.values[last], lang)
    zh = f"{last}年{festival}{shown.short(lang)} {value}"
    en = f"{shown.short(lang)}, {festival}: {value} in {last}"
    first = [{"zh": zh, "en": en}[lang], record(years, last, lang)]
    out = [year for year in line.values if year not in years]
    return joined([first, [rise(years, lang)], [_not_compared(out, covered, line, lang)]], lang)


def record(years: Mapping[int, Value], year: int, lang: Lang) -> str:
    """`为2019年以来最高`; empty where the year before was as high and as low, or too few years are there."""
    if year not in years:
        return ""
    for way, zh, en in ((1, "最高", "the highest"), (-1, "最低", "the lowest")):
        start = since(years, year, way)
        count = sum(1 for each in years if start is not None and start <= each <= year)
        if start is not None and count >= RECORD:
            every = start == min(years)
            if lang == "zh":
                return f"在可比的 {count} 个年份中{zh}" if every else f"为{start}年以来{zh}"
            return f"{en} of all {count} comparable years" if every else f"{en} since {start}"
    return ""


def rise(years: Mapping[int, Value], lang: Lang) -> str:
    """The longest rise and the longest fall, of at least two steps each."""
    said = []
    for way, zh, en in ((1, "增长", "rise"), (-1, "下降", "fall")):
        run = longest(years, way)
        if run and run.steps > 1:
            size = _size(years, run, lang)
            said.append(
                f"最长的连续{zh}是{run.first}–{run.last}年（{size}）"
                if lang == "zh"
                else f"longest {en} {run.first}–{run.last} ({size})"
            )
    return ("，" if lang == "zh" else ", ").join(said)


def _size(years: Mapping[int, Value], run: Run, lang: Lang) -> str:
    first, last = years[run.first], years[run.last]
    return change_words(
        Fraction(last - first) * 100 / first if first else None, "" if first else "zero-base", lang
    )


def _not_compared(out: Sequence[int], covered: Coverage, line: Line, lang: Lang) -> str:
    """Which years were left out of comparisons, and why."""
    said = []
    for year in sorted(out):
        if year in line.doubtful:
            said.append({"zh": f"{year}年有待核数字", "en": f"{year} holds a figure in question"}[lang])
        else:
            part = f"{covered.given.get(year, 0)}/{covered.expected.get(year, 0)}"
            said.append({"zh": f"{year}年仅 {part} 个单位有数", "en": f"{year}: only {part} units"}[lang])
    if not said:
        return ""
    if len(said) > 2 and set(out) == set(line.values) and not line.doubtful:
        return {
            "zh": "各年有数的单位都不足应报的九成，不作比较",
            "en": "years are not compared: in each, fewer than nine in ten units gave the figure",
        }[lang]
    if lang == "zh":
        return f"{'、'.join(said)}，未参加上述比较"
    return f"not compared: {', '.join(said)}"


class Part(NamedTuple):
    """A panel: its name, its line, and those of its figures that may be compared."""

    name: str
    line: Line
    sure: Mapping[int, Value]


def parts_sentences(of: Sequence[Part], years: Sequence[int], noun: str, lang: Lang) -> list[str]:
    """What the panels show together, the first for a title; no full stops.

    years: all that are shown; noun: what the panels are of (个单位).
    """
    last = max(years, default=0)
    tops = [part.name for part in of if last in part.sure and _is_record(part.sure, last)]
    rises = {part.name: run for part in of if (run := longest(part.sure)) and run.steps > 1}
    holes = [part.name for part in of if gaps(part.line.values)]
    sentences = [
        _ends(of, years, noun, lang),
        _tops(tops, last, noun, lang),
        _best(rises, noun, lang),
        _holes(holes, noun, lang),
    ]
    return [each[0].upper() + each[1:] for each in sentences if each]


def _is_record(line: Mapping[int, Value], year: int) -> bool:
    return len(line) >= RECORD and all(line[year] > value for each, value in line.items() if each != year)


def _ends(of: Sequence[Part], years: Sequence[int], noun: str, lang: Lang) -> str:
    """How many rose and fell between the first and the last year, of those with both."""
    if len(years) < 2:
        return ""
    first, last = min(years), max(years)
    both = [part.sure for part in of if first in part.sure and last in part.sure]
    up, down = (sum((line[last] - line[first]) * way > 0 for line in both) for way in (1, -1))
    if lang == "zh":
        return (
            f"{first}年和{last}年可比的 {len(both)} {noun}中，{up} {noun[0]}增加，{down} {noun[0]}减少"
            if both
            else ""
        )
    return (
        f"of {len(both)} {noun} comparable in {first} and {last}, {up} rose and {down} fell" if both else ""
    )


def _tops(names: Sequence[str], last: int, noun: str, lang: Lang) -> str:
    if not names:
        return ""
    if lang == "zh":
        return f"{_some(names, noun, lang)}在{last}年达到各年最高"
    return f"highest of all years in {last}: {_some(names, noun, lang)}"


def _best(rises: Mapping[str, Run], noun: str, lang: Lang) -> str:
    """Who rose longest."""
    if not rises:
        return ""
    steps = max(run.steps for run in rises.values())
    names = [name for name, run in rises.items() if run.steps == steps]
    if lang == "zh":
        return f"连续增长最长的是{_some(names, noun, lang)}（连增 {steps} 年）"
    return f"longest rise: {_some(names, noun, lang)} ({steps} years running)"


def _holes(names: Sequence[str], noun: str, lang: Lang) -> str:
    if not names:
        return ""
    some = _some(names, noun, lang)
    return {"zh": f"中间有缺报年份的是{some}", "en": f"years missing in between: {some}"}[lang]


def _some(names: Sequence[str], noun: str, lang: Lang) -> str:
    first, more = list(names[:NAMED]), len(names) - NAMED
    if lang == "zh":
        return "、".join(first) + (f"等 {len(names)} {noun}" if more > 0 else "")
    return ", ".join(first) + (f" and {more} more" if more > 0 else "")


def like_sentence(units: int, line: Line, years: Sequence[int], lang: Lang) -> str:
    """What the units that gave a figure in every year show: their change over all years."""
    first, last = min(years), max(years)
    if not units or first not in line.values or last not in line.values:
        return {"zh": "没有各年都有数的单位", "en": "No unit has a figure in every year"}[lang]
    base = line.values[first]
    step = Fraction(line.values[last] - base) * 100 / base if base else None
    words = change_words(step, "" if base else "zero-base", lang)
    if lang == "zh":
        return f"可比口径（{units} 个各年都有数的单位）：{last}年比{first}年{words}"
    return f"Like for like ({units_en(units)} with figures in every year): {words} from {first} to {last}"
