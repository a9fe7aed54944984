"""What the Explore page says: its cells in words, and the answer in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from sydata.analysis.answer import COMPARED, Answer, Cell
from sydata.analysis.change import change
from sydata.analysis.question import Key
from sydata.analysis.subjects import subject
from sydata.analysis.words import joined, units_en
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
    """The total of the last year and its change, where columns are years; else of all; of shares the parts."""
    if of.question.show in COMPARED:
        return _moved(of, name, lang)
    if "year" not in of.question.columns:
        return _parts(of, name, lang) if of.question.show == "row" else _all(of, lang)
    last = of.columns[-1]
    cell = of.down.get(last, Cell(None))
    if cell.value is None:
        return ""
    shown = subject(_indicator(of, last))
    place = _place(of, last, name, lang)
    figure = f"{shown.short(lang)} {shown.text(cell.value, lang)}"
    text = f"{place}{figure}" if lang == "zh" else _colon(place, figure)
    before = _year_before(of, last)
    if before is None:
        return text
    words = compared(Cell(cell.value, before=before.value), _indicator(of, last), lang)
    text = f"{text}，比上年{words}" if lang == "zh" else f"{text}, {words} on the year before"
    return text + _other_units(cell.units, before.units, lang)


def _moved(of: Answer, name: Name, lang: Lang) -> str:
    """The change of the last column's total, plain or like for like."""
    last = of.columns[-1]
    cell = of.down.get(last)
    if cell is None or cell.value is None:
        return ""
    like = of.question.show == "like"
    short, words = subject(_indicator(of, last)).short(lang), compared(cell, _indicator(of, last), lang)
    place = _place(of, last, name, lang)
    if lang == "zh":
        return f"{place}{'可比口径' if like else ''}{short}比上年{words}（{cell.units} 个单位）"
    basis = ", like for like" if like else ""
    return _colon(place, f"{short}{basis}: {words} on the year before ({units_en(cell.units)})")


def _all(of: Answer, lang: Lang) -> str:
    """The figure over all cells, and how many units it is of."""
    if of.question.columns == ("indicator",):
        texts = [_measure(id, of.down.get((id,), Cell(None)), lang) for (id,) in of.columns]
        return ("，" if lang == "zh" else "; ").join(filter(None, texts))
    whole = of.whole if of.whole.value is not None else of.down.get((), Cell(None))
    if whole.value is None or len(of.question.indicators) > 1:
        return ""
    shown = subject(of.question.indicators[0])
    figure = shown.text(whole.value, lang)
    if lang == "zh":
        name = f"总体{shown.short(lang)}" if shown.derived else f"{shown.short(lang)}共"
        return f"{name} {figure}（{whole.units} 个单位有数）"
    return f"{shown.short(lang)}: {figure} in all ({units_en(whole.units)})"


def _measure(id: str, cell: Cell, lang: Lang) -> str:
    """One measure of several with its figure over all rows."""
    shown = subject(id)
    return "" if cell.value is None else f"{shown.short(lang)} {shown.text(cell.value, lang)}"


def _parts(of: Answer, name: Name, lang: Lang) -> str:
    """What part of the whole each column has, the largest first."""
    if not of.whole.value:
        return ""
    cells = {column: of.down.get(column, Cell(None)).value for column in of.columns}
    known = sorted(((value, column) for column, value in cells.items() if value is not None), reverse=True)
    whole = Fraction(of.whole.value)
    said = [
        f"{said_of(of.question.columns, column, name, lang)} {percent(Fraction(value) * 100 / whole)}"
        for value, column in known[:TOP]
    ]
    short = subject(of.question.indicators[0]).short(lang)
    return f"{short}中，{'、'.join(said)}" if lang == "zh" else f"of {short.lower()}: {', '.join(said)}"


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
    """The rows with the largest figures, of the last year where columns are years; of changes both ends."""
    if not of.question.rows or "indicator" in of.question.rows or len(of.rows) < 2:
        return ""
    if len(of.columns) > 1 and "year" not in of.question.columns:
        return ""
    column = of.columns[-1]
    numbers = {row: number_of(of, row, column) for row in of.rows if (row, column) not in of.doubtful}
    known = sorted(
        ((row, value) for row, value in numbers.items() if value is not None), key=lambda each: -each[1]
    )
    if len(known) < 2:
        return ""
    if of.question.show in COMPARED:
        return _extremes(of, (known[0][0], known[-1][0]), column, name, lang)
    place = _measured(of, column, name, lang)
    rows = [_with_figure(of, row, column, name, lang) for row, _number in known[:TOP]]
    if lang == "zh":
        return f"{place}最多的是{'、'.join(rows)}"
    return _colon(place, f"largest are {', '.join(rows)}")


def _with_figure(of: Answer, row: Key, column: Key, name: Name, lang: Lang) -> str:
    """`黔江区（491.59）`."""
    words, text = said_of(of.question.rows, row, name, lang), cell_text(of, row, column, MISSING, lang)
    return f"{words}（{text}）" if lang == "zh" else f"{words} ({text})"


def _extremes(of: Answer, ends: tuple[Key, Key], column: Key, name: Name, lang: Lang) -> str:
    place = _measured(of, column, name, lang)
    most, least = (_with_figure(of, row, column, name, lang) for row in ends)
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
        "zh": f"{whole:,} 格中 {count:,} 格没有数据，未按零计",
        "en": f"{count:,} of {whole:,} cells have no figure; none of them counts as zero",
    }[lang]


def _place(of: Answer, column: Key, name: Name, lang: Lang) -> str:
    """A column in words, without its measure."""
    told = [(dim, id) for dim, id in zip(of.question.columns, column, strict=True) if dim != "indicator"]
    return said_of([dim for dim, _id in told], tuple(id for _dim, id in told), name, lang)


def _measured(of: Answer, column: Key, name: Name, lang: Lang) -> str:
    """A column in words, its measure last: `2026年慰问金`."""
    place = _place(of, column, name, lang)
    if "indicator" not in of.question.columns:
        return place
    short = subject(_indicator(of, column)).short(lang)
    return f"{place}{short}" if lang == "zh" else " · ".join(filter(None, [place, short]))


def said_of(dims: Sequence[str], key: Key, name: Name, lang: Lang) -> str:
    """A row or a column in words: `万州区 · 优抚对象`; a year and a festival together as a period."""
    words = [name(dim, id) for dim, id in zip(dims, key, strict=True)]
    if lang == "zh" and tuple(dims) == ("year",):
        return f"{words[0]}年"
    if lang == "zh" and tuple(dims) == ("year", "festival"):
        return f"{words[0]}年{words[1]}"
    return " · ".join(words)
