"""The list of questions that goes back to a unit: its words, and how it is known again when it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sydata.catalog.source import table
from sydata.model import Sheet
from sydata.text import squash

_WORDS: Mapping[str, Mapping[str, list[str]]] = table("questions.toml")
LIST_COLUMNS = ("number", "sheet", "cell", "text", "question", "advice", "answer")  # in a workbook
PAGE_COLUMNS = ("number", "place", "text", "question", "advice", "answer")  # in a document
_HEAD_ROWS = 40  # in which the row of headings is looked for
_SAID = ("zh", "en")


def question_word(group: str, key: str, language: str = "zh") -> str:
    """The word or template for a key of a group of questions.toml; empty if there is none."""
    pair = _WORDS[group].get(key)
    return pair[0 if language == "zh" else 1] if pair else ""


def _headings(columns: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(squash(question_word("columns", column, language)) for column in columns)


_HEADINGS = {
    _headings(columns, language): columns for columns in (LIST_COLUMNS, PAGE_COLUMNS) for language in _SAID
}
_NAMES = tuple(question_word("sheet", "name", language) for language in _SAID)


def is_question_list(sheet: Sheet) -> bool:
    """Whether a sheet is a list of questions that this program sent out, whatever was filled in since.

    A sheet of a workbook must still bear the list's name too: headings alone, pasted over a return, hide nothing.
    """
    named = sheet.source == "word" or sheet.name.startswith(_NAMES)
    return named and _heading_row(sheet) is not None


def answers(sheets: Iterable[Sheet]) -> dict[int, str]:
    """What a unit wrote beside the questions of the lists in a file: number → its words. Blank answers are left out.

    Of several lists in one file the first, which is the newest, holds.
    """
    lists = (sheet for sheet in sheets if is_question_list(sheet))
    first = next(lists, None)
    return _answers(first) if first is not None else {}


def _answers(sheet: Sheet) -> dict[int, str]:
    start, columns = _heading_row(sheet) or (0, ())
    number, answer = columns.index("number"), columns.index("answer")
    found: dict[int, str] = {}
    for row in range(start + 1, len(sheet.rows)):
        key, words = sheet.text(row, number).strip(), sheet.text(row, answer).strip()
        if words and key.isascii() and key.isdigit():
            found[int(key)] = words
    return found


def _heading_row(sheet: Sheet) -> tuple[int, tuple[str, ...]] | None:
    """The row of headings, and what its columns are."""
    for row in range(min(len(sheet.rows), _HEAD_ROWS)):
        cells = (squash(sheet.text(row, column)) for column in range(len(sheet.rows[row])))
        columns = _HEADINGS.get(tuple(text for text in cells if text))
        if columns is not None and all(sheet.text(row, column) for column in range(len(columns))):
            return row, columns
    return None
