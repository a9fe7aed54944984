"""Why a view is not shown, and what of an address was left out, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sydata.analysis.answer import Refusal, Trouble
from sydata.analysis.question import Problem
from sydata.analysis.subjects import subject
from sydata.wording import Lang


def refused(of: Refusal, lang: Lang) -> str:
    """Why the view is not shown, and what to do."""
    return _REFUSED[of.trouble](of.about, lang)


def _of_indicators(ids: Sequence[str], lang: Lang) -> str:
    names = [subject(id).name(lang) for id in ids]
    measures = list(dict.fromkeys(subject(id).unit(lang) for id in ids))
    if lang == "zh":
        why = (
            f"计量单位不同（{'、'.join(measures)}）" if len(measures) > 1 else "可能说的是同一批人或同一笔钱"
        )
        return f"{'、'.join(names)}不能相加：{why}。请把“指标”放到行或列，或只选一个指标。"
    why = (
        f"they are measured differently ({', '.join(measures)})"
        if len(measures) > 1
        else "they may speak of the same people or the same money"
    )
    return f"{', '.join(names)} cannot be added: {why}. Put the measure on rows or columns, or choose one."


def _of_time(about: Sequence[str], lang: Lang) -> str:
    dim, *ids = about
    names = [subject(id).name(lang) for id in ids]
    zh, en = {"year": ("年份", "year"), "festival": ("节日", "festival")}[dim]
    if lang == "zh":
        return f"{'、'.join(names)}不能跨{zh}相加：同一个人、同一户可能两次都在内。请把“{zh}”放到行或列，或只选一个。"
    return (
        f"{', '.join(names)} cannot be added over {en}s: the same people may be in both. "
        f"Put the {en} on rows or columns, or choose one."
    )


def _of_share(about: Sequence[str], lang: Lang) -> str:
    return {
        "zh": "这里不能算占比：一行（列）里的数不能相加成一个整体。已可改看数值。",
        "en": "No shares here: the figures of a row or column do not add up to a whole. Look at the figures instead.",
    }[lang]


def _of_change_year(about: Sequence[str], lang: Lang) -> str:
    return {
        "zh": "同比要求每格只含一年：请把“年份”放到行或列，或只选一年。",
        "en": "A change needs one year a cell: put the year on rows or columns, or choose one.",
    }[lang]


def _of_change_festival(about: Sequence[str], lang: Lang) -> str:
    return {
        "zh": "同比只比同一个节日：请把“节日”放到行或列，或只选一个节日。",
        "en": "A change compares one festival: put the festival on rows or columns, or choose one.",
    }[lang]


_REFUSED: Mapping[Trouble, Callable[[Sequence[str], Lang], str]] = {
    "indicators": _of_indicators,
    "over-time": _of_time,
    "share": _of_share,
    "change-year": _of_change_year,
    "change-festival": _of_change_festival,
}


def problem_words(of: Problem, lang: Lang) -> str:
    """What of an address was left out."""
    text = of.text if len(of.text) <= 40 else of.text[:40] + "…"
    zh, en = {
        "unknown": ("", ""),
        "twice": ("行和列不能相同", "not on both sides"),
        "many": ("一边最多两项", "two on a side at most"),
    }[of.kind]
    why = {"zh": zh, "en": en}[lang]
    return f"{of.key}={text}" + (f"：{why}" if why and lang == "zh" else f": {why}" if why else "")
