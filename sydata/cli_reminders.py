"""What the command `reminders` writes: the letters of a period as text, as a document, or in a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd

from sydata.analysis.completeness import cells
from sydata.analysis.progress import Grid, progress, usual
from sydata.analysis.reminders import Desk, letters
from sydata.catalog.terms import NO_TERMS, Terms, named
from sydata.errors import WrongCall
from sydata.exports.progress import ProgressReport, letters_text, letters_workbook
from sydata.exports.progress_document import letters_document
from sydata.model import OBSERVATION_COLUMNS, Period

Make = Callable[[ProgressReport], bytes]
MAKE: Mapping[str, Make] = {
    ".txt": letters_text,
    ".xlsx": letters_workbook,
    ".docx": lambda of: letters_document([of.told(letter.text) for letter in of.letters]),
}


def maker(out: str) -> Make:
    """What writes this file; WrongCall for another suffix, or a folder that is not there."""
    path = Path(out)
    if path.suffix.lower() not in MAKE:
        raise WrongCall(f"{out}: 应以 .docx、.xlsx 或 .txt 结尾 must end in .docx, .xlsx or .txt")
    if not path.absolute().parent.is_dir():
        raise WrongCall(f"{out}: 文件夹不存在 there is no such folder")
    return MAKE[path.suffix.lower()]


def letters_of(
    returns: pd.DataFrame, office: str, period: Period, now: datetime, terms: Terms = NO_TERMS
) -> ProgressReport:
    """The letters of a period: one to all first, then one to each.

    returns: of `store.queries.returns`; terms: what the office set for itself.
    """
    stood = progress(returns, usual(office, period, terms))
    told = letters(stood, Desk(office, now.date()))
    nothing = cells(pd.DataFrame(columns=list(OBSERVATION_COLUMNS)))
    return ProgressReport(
        office, now, stood, Grid((), (), ()), told, nothing, "zh", stood.asked.assumed, own=named(terms)
    )
