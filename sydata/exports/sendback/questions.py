"""What is asked, of whom and until when; and how the questions are told on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from sydata.catalog.findings import KINDS, advice, filled, statement
from sydata.catalog.questions import question_word
from sydata.model import Cell, Finding
from sydata.wording import Lang

CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
ASKED = ("code", "file", "sheet", "cell", "unit", "category", "indicator", "text", "params")  # of a finding
ROWS, COLUMNS = 1_048_576, 16_384  # of a worksheet


@dataclass(frozen=True, slots=True)
class Question:
    """One question to a unit. sheet and cell as in the finding, empty where it has none; text: what stood there.

    title and message: what is wrong, in words; ask: what the unit is to do, empty if the message says it.
    """

    number: int
    sheet: str
    cell: str
    unit: str
    text: str
    title: str
    message: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the questions.

    period: its name; sent: the day it goes back; deadline: the last day to answer, None if none is set; contact:
    whom to ask, empty if nobody is named.
    """

    office: str
    unit: str
    period: str
    sent: date
    deadline: date | None = None
    contact: str = ""
    language: Lang = "zh"

    def word(self, group: str, key: str) -> str:
        """A word or template of the catalog in the heading's language."""
        return question_word(group, key, self.language)


class Mark(NamedTuple):
    """A questioned cell of a sheet, and the questions asked of it."""

    at: Cell
    questions: tuple[Question, ...]


def question(number: int, finding: Finding, language: Lang = "zh") -> Question:
    """A finding as a question to the unit, with what the unit is to do."""
    keys = (f"{finding.code}-{finding.params.get('cause')}", finding.code)
    ask = next(filter(None, (question_word("ask", key, language) for key in keys)), "")
    return Question(
        number, finding.sheet, finding.cell, finding.unit, finding.text, KINDS[finding.code].title(language),
        statement(finding, language), filled(ask, finding, language) if ask else advice(finding, language),
    )  # fmt: skip


def questions_of(findings: pd.DataFrame, language: Lang = "zh") -> tuple[Question, ...]:
    """Findings as the store gives them (params in a column) as questions, numbered from 1 in their order."""
    rows = findings[list(ASKED)].astype(object).where(findings[list(ASKED)].notna(), "").to_dict("records")
    found = (Finding(**{str(key): value for key, value in row.items()}) for row in rows)
    return tuple(question(number, finding, language) for number, finding in enumerate(found, 1))


def cell_of(text: str) -> Cell | None:
    """The cell of an A1 style address; None for anything else, or for a cell that no worksheet has."""
    found = CELL.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return Cell(row - 1, column - 1) if row <= ROWS and column <= COLUMNS else None


def marks_of(questions: Iterable[Question], anchors: Mapping[Cell, Cell]) -> list[Mark]:
    """The questioned cells in reading order, those inside a merged range at its anchor; one mark a cell."""
    found: dict[Cell, list[Question]] = {}
    for each in questions:
        at = cell_of(each.cell)
        if at is not None:
            found.setdefault(anchors.get(at, at), []).append(each)
    return [Mark(at, tuple(asked)) for at, asked in sorted(found.items())]


def comment(mark: Mark, head: Heading) -> str:
    """What the comment on a cell says: every question of the cell, and the day it was asked."""
    parts = [f"{head.office} {day(head.sent, head)}"]
    for each in mark.questions:
        title = head.word("head", "comment").format(number=each.number, title=_of(each, head) + each.title)
        parts += [title, *filter(None, (each.message, each.ask))]
    return "\n".join(parts)


def said(each: Question, head: Heading) -> str:
    """What is wrong, in one cell of a list."""
    if not each.title or not each.message:
        return _of(each, head) + (each.title or each.message)
    return _of(each, head) + head.word("head", "said").format(title=each.title, message=each.message)


def _of(each: Question, head: Heading) -> str:
    """The unit that a question is about, where the return holds others than the one it goes back to."""
    return f"{each.unit} " if each.unit and each.unit != head.unit else ""


def about(head: Heading) -> list[str]:
    """The lines under the title: whose return of when, who asks and since when."""
    gap = head.word("head", "gap")
    lines = [
        [("unit", head.unit), ("period", head.period)],
        [("office", head.office), ("date", day(head.sent, head)), ("contact", head.contact)],
    ]
    told = ([head.word("head", key).format(value) for key, value in line if value] for line in lines)
    return [gap.join(parts) for parts in told if parts]


def until(head: Heading) -> str:
    """By when to answer; empty without a deadline."""
    return head.word("head", "deadline").format(day(head.deadline, head)) if head.deadline else ""


def day(when: date, head: Heading) -> str:
    """A day in words: 2024年3月8日."""
    return head.word("head", "day").format(when)


def numbers(questions: Sequence[Question], head: Heading) -> str:
    """The numbers of questions in a row."""
    return ("、" if head.language == "zh" else ", ").join(str(each.number) for each in questions)
