"""How reporting stands, as files: the five numbers, every unit, who owes what, the letters, the blank cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from sydata.analysis import progress_words as say
from sydata.analysis.completeness import CONTENTS, blanks, completeness
from sydata.analysis.names import apart
from sydata.analysis.progress import Grid, Progress, Standing
from sydata.analysis.reminders import Reminder
from sydata.catalog.festivals import period_name
from sydata.catalog.offices import office
from sydata.catalog.progress_words import word
from sydata.catalog.roll import Named, roll
from sydata.exports.content import TROOP, troop_words, without_troops
from sydata.exports.tables import labelled
from sydata.exports.workbook import tables_bytes
from sydata.wording import Lang

SHEETS: Mapping[str, tuple[str, str]] = {
    "five": ("报送情况", "Reporting"),
    "units": ("各单位", "Units"),
    "open": ("未报名单", "Missing"),
    "letters": ("催报", "Reminders"),
    "grid": ("历期", "Periods"),
    "cells": ("填报完整性", "Completeness"),
    "blanks": ("空白单元格", "Blank cells"),
}
HEADS: Mapping[str, tuple[str, str]] = {
    "what": ("项目", "What"), "value": ("数值", "Value"), "state": ("状态", "State"), "lacks": ("尚缺", "Lacks"),
    "days_late": ("逾期天数", "Days late"), "letter": ("催报内容", "Letter"), "to_all": ("合并一份", "All in one"),
    "number": ("有数", "Numbers"), "zero": ("填零", "True zeros"), "blank": ("空白", "Blank"),
    "unreadable": ("不可读", "Unreadable"),
    "expected": ("应报单位", "Expected"), "received": ("已报单位", "Received"), "rate": ("报送率", "Rate"),
    "on_time": ("按时单位", "On time"), "on_time_rate": ("按时率", "On-time rate"),
    "half": ("其中只报一半", "Of these by half"), "in_question": ("其中待核", "Of these in question"),
    "office": ("汇总单位", "Office"), "period": ("报送期", "Period"), "deadline": ("截止日期", "Last day"),
    "assumed": ("（按往年推定）", " (assumed from other years)"), "created": ("统计时间", "As of"),
}  # fmt: skip
RULE = "\n\n" + "－" * 20 + "\n\n"
FIVE = ("expected", "received", "rate", "on_time", "on_time_rate")


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """What the files hold. cells: `completeness.cells` of the period; letters: the one to all first, if there is any.

    assumed: the last day is not from a notice. sensitive: the names of troop units are left in. own: the units of
    the office's own list.
    """

    office: str
    created: datetime
    progress: Progress
    grid: Grid
    letters: Sequence[Reminder]
    cells: pd.DataFrame
    language: Lang = "zh"
    assumed: bool = False
    sensitive: bool = False
    own: tuple[Named, ...] = ()

    def word(self, key: str) -> str:
        """A heading or a sheet's name in the language of the file."""
        return (SHEETS.get(key) or HEADS[key])[self.language != "zh"]

    def told(self, text: str) -> str:
        """A text as it may leave the house."""
        return text if self.sensitive else troop_words(roll(self.office, self.own)).sub(TROOP, text)


def progress_workbook(of: ProgressReport) -> bytes:
    """All of it as .xlsx, one table a sheet. Text is never a formula."""
    return tables_bytes({of.word(name): table for name, table in tables(of).items()})


def letters_workbook(of: ProgressReport) -> bytes:
    """Who owes what, and the letters, as .xlsx."""
    made = tables(of)
    return tables_bytes({of.word(name): made[name] for name in ("letters", "open")})


def letters_text(of: ProgressReport) -> bytes:
    """The letters as text, a rule between them, as every editor opens it."""
    texts = [of.told(letter.text) for letter in of.letters]
    return RULE.join(texts).replace("\n", "\r\n").encode("utf-8-sig")


def tables(of: ProgressReport) -> dict[str, pd.DataFrame]:
    """The tables by the keys of SHEETS, with words for headings and values, and without what must not leave."""
    held = of.cells.sort_values("unit_code", kind="stable", na_position="last")
    made = {
        "five": five_table(of),
        "units": units_table(of, of.progress.standings),
        "open": units_table(of, of.progress.open),
        "letters": _letters(of),
        "grid": grid_table(of),
        "cells": completeness(held)[["unit_code", "unit", "indicator", *reversed(CONTENTS)]],
        "blanks": blanks(held)[["unit", "category", "indicator", "file", "sheet", "cell"]],
    }
    return {name: shown(of, frame) for name, frame in made.items()}


def shown(of: ProgressReport, frame: pd.DataFrame) -> pd.DataFrame:
    """A table with ids for headings as it leaves the house."""
    open_names = "unit" not in frame or of.sensitive
    kept = frame if open_names else without_troops(frame, roll(of.office, of.own))
    return labelled(kept.rename(columns={key: of.word(key) for key in HEADS}), of.language)


def five_table(of: ProgressReport) -> pd.DataFrame:
    """what, value: the five numbers, those in question and by half, and what they are of."""
    asked, seen = of.progress.asked, of.progress.coverage
    where = office(of.office)
    day = asked.deadline.isoformat() + of.word("assumed") * of.assumed if asked.deadline else ""
    rows = [
        ("office", where.name if of.language == "zh" else where.name_en),
        ("period", period_name(asked.period, of.language)),
        ("deadline", day),
        *zip(FIVE, say.five(seen), strict=True),
        ("half", str(len(of.progress.half))),
        ("in_question", str(seen.in_question)),
        ("created", f"{of.created:%Y-%m-%d %H:%M}"),
    ]
    return pd.DataFrame([(of.word(key), value) for key, value in rows], columns=["what", "value"])


def units_table(of: ProgressReport, standings: Sequence[Standing]) -> pd.DataFrame:
    """unit_code, unit, state, lacks, days_late (Int64, NA where not late)."""
    rows = [
        (s.unit.code, s.unit.name, word("state", s.state, of.language), say.parts_words(s.lacks, of.language),
         s.days_late or None)
        for s in standings
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["unit_code", "unit", "state", "lacks", "days_late"])
    return frame.astype({"days_late": "Int64"})


def grid_table(of: ProgressReport) -> pd.DataFrame:
    """unit, and a column a period with the state in full."""
    names = apart(of.grid.units)
    rows = [
        (name, *(say.standing_words(cell, of.language) for cell in row))
        for name, row in zip(names, of.grid.cells, strict=True)
    ]
    return pd.DataFrame(rows, columns=["unit", *(period_name(p, of.language) for p in of.grid.periods)])


def _letters(of: ProgressReport) -> pd.DataFrame:
    rows = [(of.word("to_all") if one.unit is None else one.unit.name, one.text) for one in of.letters]
    return pd.DataFrame(rows, columns=["unit", "letter"])
