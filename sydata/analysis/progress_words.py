"""What is said of progress and completeness: words of a cell, and the sentences of the page and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sydata.analysis import words
from sydata.analysis.coverage import Coverage
from sydata.analysis.progress import Grid, Progress, Standing
from sydata.catalog.offices import Part
from sydata.catalog.progress_words import sign, word
from sydata.wording import MISSING, Lang, number, share

MANY_DAYS = 99  # beyond it a narrow cell does not count them


def parts_words(parts: Sequence[Part], lang: Lang) -> str:
    """`统计表和书面报告`."""
    return ("和" if lang == "zh" else " and ").join(word("part", part, lang) for part in parts)


def standing_words(of: Standing, lang: Lang) -> str:
    """How a unit stands, in full: `待核 · 逾期 5 天`, `缺书面报告`."""
    said = word("state", of.state, lang)
    if of.state == "half":
        said = word("say", "lacks", lang).format(parts=parts_words(of.lacks, lang))
    late = days_words(of.days_late, lang)
    return late if of.state == "late" else " · ".join(filter(None, [said, late]))


def days_words(days: int, lang: Lang) -> str:
    """`逾期 5 天`; empty where nothing was late."""
    return word("say", "day" if days == 1 else "days", lang).format(days=number(days)) if days else ""


def standing_sign(of: Standing, lang: Lang) -> str:
    """The same for a narrow cell: `核+5`, the days behind the plus sign; very many are only said to be many."""
    days = f"+{of.days_late}" if of.days_late <= MANY_DAYS else f">{MANY_DAYS}"
    return sign("state", of.state, lang) + (days if of.days_late else "")


def answer(of: Progress, period: str, lang: Lang) -> str:
    """The sentence of the page: who reported, how many in time, and what is still to come."""
    seen = of.coverage
    if not seen.expected:
        return words.joined([[words.reported(seen, lang)]], lang)
    first = words.reported(seen, lang)
    clauses = [f"{period}{first}" if lang == "zh" else f"{period}: {first}", on_time(seen, lang)]
    return words.joined([clauses, [owing(of, lang)]], lang)


def on_time(seen: Coverage, lang: Lang) -> str:
    """`按时 38 个，按时率 92.7%`; empty where no last day is known."""
    if seen.on_time is None:
        return ""
    rate = share(seen.on_time, seen.expected)
    return f"按时 {seen.on_time} 个，按时率 {rate}" if lang == "zh" else f"{seen.on_time} on time ({rate})"


def owing(of: Progress, lang: Lang) -> str:
    """`2 个单位未报送：江津区、忠县，3 个待核，1 个只报一半`, or that all is there. Words alone are told already."""
    told = {unit.code for unit in of.coverage.narrative}
    half = sum(standing.unit.code not in told for standing in of.half)
    said = words.complete(replace(of.coverage, narrative=()), lang)
    if not half:
        return said
    return f"{said}，{half} 个只报一半" if lang == "zh" else f"{said}; {half} by half"


def five(seen: Coverage) -> tuple[str, str, str, str, str]:
    """The five numbers as they are written: expected, received, rate, on time, on-time rate."""
    known = seen.on_time is not None
    return (
        number(seen.expected),
        number(seen.received),
        share(seen.received, seen.expected),
        number(seen.on_time or 0) if known else MISSING,
        share(seen.on_time or 0, seen.expected) if known else MISSING,
    )


def content_sign(row: Any, lang: Lang) -> str:
    """A cell of the table of completeness. row: of `completeness`, as a mapping; `空1/3` where only some are so."""
    content = str(row["content"])
    total = sum(int(row[name]) for name in ("unreadable", "blank", "number", "zero"))
    count = int(row[content])
    told = sign("content", content, lang)
    whole = content in ("number", "zero") or count == total
    return told if whole else f"{told}{count}/{total}"


def content_title(filled: tuple[int, int], blank: int, unreadable: int, lang: Lang) -> str:
    """`1,158 个应填单元格中 1,148 个已填（99.1%），9 个空白，1 个不可读`."""
    full, whole = filled
    if not whole:
        return {"zh": "本期没有计入的报表", "en": "No return of this period counts"}[lang]
    rate = share(full, whole)
    if lang == "zh":
        text = f"{number(whole)} 个单元格中已填 {number(full)} 个（{rate}）"
        tails = [(blank, "个空白"), (unreadable, "个不可读")]
        return text + "".join(f"，{number(count)} {tail}" for count, tail in tails if count)
    text = f"{number(full)} of {number(whole)} cells are filled ({rate})"
    tails = [(blank, "blank"), (unreadable, "unreadable")]
    return text + "".join(f", {number(count)} {tail}" for count, tail in tails if count)


def repeated(of: Grid, lang: Lang) -> str:
    """`近 8 期中有 3 个单位两次以上未报：万州区（3 次）、…`, those who were missing most often first."""
    times = [sum(cell.state == "missing" for cell in row) for row in of.cells]
    often = sorted(
        ((n, unit.name) for n, unit in zip(times, of.units, strict=True) if n > 1), key=lambda t: -t[0]
    )
    periods = len(of.periods)
    if not often:
        return {
            "zh": f"近 {periods} 期没有单位两次以上未报",
            "en": f"No unit was missing more than once in {periods} periods",
        }[lang]
    if lang == "zh":
        names = words.listed([f"{name}（{n} 次）" for n, name in often], lang)
        return f"近 {periods} 期中有 {len(often)} 个单位两次以上未报：{names}"
    names = words.listed([f"{name} ({n})" for n, name in often], lang)
    was = "was" if len(often) == 1 else "were"
    return f"{words.units_en(len(often))} {was} missing more than once in {periods} periods: {names}"
