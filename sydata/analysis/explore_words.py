"""What the Explore page says: the answer in a sentence, and in words why something is not shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from sydata.analysis.answer import COMPARED, Answer, Cell, Refusal, Trouble
from sydata.analysis.change import change
from sydata.analysis.question import Key, Problem
from sydata.analysis.subjects import subject
from sydata.analysis.words import joined
from sydata.wording import MISSING, Lang, change_words, percent, points

Name = Callable[[str, str], str]  # (dimension, id) → the word for it
TOP = 3  # rows named


def cell_text(of: Answer, row: Key, column: Key, absent: str, lang: Lang) -> str:
    """A cell as it is printed. absent: the word for a figure that is not there."""
    cell, id = of.cell(row, column), of.indicator(row, column)
    if of.question.show in COMPARED:
        return compared(cell, id, lang) if cell.value is not None or cell.before is not None else absent
    if cell.value is None:
        return absent
    if of.question.show == "sum":
        return subject(id).figure(cell.value)
    part = part_of(of, row, column)
    return MISSING if part is None else percent(part)


def compared(cell: Cell, id: str, lang: Lang) -> str:
    """The change of a cell on its year before; where no percentage can be said, why not."""
    moved = change(cell.value, cell.before)
    if subject(id).share and moved.difference is not None:
        return points(Fraction(moved.difference), lang)
    return change_words(moved.percent, moved.reason, lang)


def part_of(of: Answer, row: Key, column: Key) -> Fraction | None:
    """The part of a cell in its row or column, in percent; None where the whole is zero or nothing."""
    cell = of.cell(row, column)
    whole = (of.across.get(row) if of.question.show == "row" else of.down.get(column)) or Cell(None)
    if cell.value is None or not whole.value:
        return None
    return Fraction(cell.value) * 100 / Fraction(whole.value)


def number_of(of: Answer, row: Key, column: Key) -> float | None:
    """The cell as it is drawn: money in 万元, shares and changes in percent."""
    cell = of.cell(row, column)
    if of.question.show == "sum":
        return None if cell.value is None else subject(of.indicator(row, column)).shown(cell.value)
    if of.question.show in COMPARED:
        moved = change(cell.value, cell.before)
        found = moved.difference if subject(of.indicator(row, column)).share else moved.percent
        return None if found is None else float(found)
    part = part_of(of, row, column)
    return None if part is None else float(part)


# ---- the sentence ----
def sentence(of: Answer, name: Name, lang: Lang) -> str:
    """The answer in a sentence or two: the whole, the largest rows of the last column, what is missing."""
    if not of.cells:
        return {"zh": "没有符合条件的数据。", "en": "No figures match."}[lang]
    said = [_whole(of, name, lang), _largest(of, name, lang), _missing(of, lang)]
    return joined([[each] for each in said], lang)


def _whole(of: Answer, name: Name, lang: Lang) -> str:
    """The last column's total and its change on the column before, where columns are years; else the whole."""
    if not of.down or of.question.show in COMPARED:
        return ""
    last = of.columns[-1]
    cell = of.down.get(last, Cell(None))
    if cell.value is None:
        return ""
    shown = subject(_indicator(of, last))
    place = said_of(of.question.columns, last, name, lang)
    text = (
        f"{place}{shown.short(lang)} {shown.text(cell.value, lang)}"
        if lang == "zh"
        else _colon(place, f"{shown.short(lang)} {shown.text(cell.value, lang)}")
    )
    before = _year_before(of, last)
    if before is None:
        return text
    words = compared(Cell(cell.value, before=before.value), _indicator(of, last), lang)
    text = f"{text}，比上年{words}" if lang == "zh" else f"{text}, {words} on the year before"
    return text + _other_units(cell.units, before.units, lang)


def _other_units(now: int, before: int, lang: Lang) -> str:
    """That a change is also one of who reported."""
    if now == before:
        return ""
    return {
        "zh": f"（有数单位由 {before} 个变为 {now} 个，不完全可比）",
        "en": f" ({before} units then, {now} now: not fully comparable)",
    }[lang]


def _colon(place: str, text: str) -> str:
    return f"{place}: {text}" if place else text


def _indicator(of: Answer, column: Key) -> str:
    ids = dict(zip(of.question.columns, column, strict=True))
    return ids.get("indicator", of.question.indicators[0])


def _year_before(of: Answer, column: Key) -> Cell | None:
    """The total of the same column one year before; None where that is not shown or nobody gave it."""
    if "year" not in of.question.columns:
        return None
    at = of.question.columns.index("year")
    earlier = tuple(str(int(id) - 1) if place == at else id for place, id in enumerate(column))
    found = of.down.get(earlier)
    return found if found is not None and found.value is not None else None


def _largest(of: Answer, name: Name, lang: Lang) -> str:
    """The rows with the largest figures in the last column; a change is said of the largest rise and fall."""
    if not of.question.rows or "indicator" in of.question.rows or len(of.rows) < 2:
        return ""
    column = of.columns[-1]
    known = [(row, number) for row in of.rows if (row, column) not in of.doubtful
             if (number := number_of(of, row, column)) is not None]  # fmt: skip
    if len(known) < 2:
        return ""
    known.sort(key=lambda each: -each[1])
    place = said_of(of.question.columns, column, name, lang)
    if of.question.show in COMPARED:
        return _extremes(of, (known[0][0], known[-1][0]), column, name, lang)
    rows = [
        f"{said_of(of.question.rows, row, name, lang)}{'（' if lang == 'zh' else ' ('}"
        f"{cell_text(of, row, column, MISSING, lang)}{'）' if lang == 'zh' else ')'}"
        for row, _number in known[:TOP]
    ]
    if lang == "zh":
        return f"{place}最多的是{'、'.join(rows)}" if place else f"最多的是{'、'.join(rows)}"
    return _colon(place, f"largest are {', '.join(rows)}")


def _extremes(of: Answer, ends: tuple[Key, Key], column: Key, name: Name, lang: Lang) -> str:
    place = said_of(of.question.columns, column, name, lang)
    most, least = (
        f"{said_of(of.question.rows, row, name, lang)}{'（' if lang == 'zh' else ' ('}"
        f"{cell_text(of, row, column, MISSING, lang)}{'）' if lang == 'zh' else ')'}"
        for row in ends
    )
    if lang == "zh":
        return f"{place}变化最高的是{most}，最低的是{least}"
    return _colon(place, f"highest {most}, lowest {least}")


def _missing(of: Answer, lang: Lang) -> str:
    """How many cells nobody gave a figure for."""
    count = sum(of.cell(row, column).value is None for row in of.rows for column in of.columns)
    if not count or len(of.rows) * len(of.columns) < 2:
        return ""
    whole = len(of.rows) * len(of.columns)
    return {
        "zh": f"{whole} 格中 {count} 格没有数据，未按零计",
        "en": f"{count} of {whole} cells have no figure; none of them counts as zero",
    }[lang]


def said_of(dims: Sequence[str], key: Key, name: Name, lang: Lang) -> str:
    """A row or a column in words: `万州区 · 优抚对象`; a year and a festival together as a period."""
    words = [name(dim, id) for dim, id in zip(dims, key, strict=True)]
    if lang == "zh" and tuple(dims) == ("year",):
        return f"{words[0]}年"
    if lang == "zh" and tuple(dims) == ("year", "festival"):
        return f"{words[0]}年{words[1]}"
    return " · ".join(words)


# ---- what is not shown, and why ----
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
        "unknown": ("没有", "is not there"),
        "twice": ("行和列不能相同，已略去", "cannot be on both sides"),
        "many": ("一边最多放两项，已略去", "is one too many for a side"),
    }[of.kind]
    return f"{of.key}={text}：{zh}" if lang == "zh" else f"{of.key}={text} {en}"
