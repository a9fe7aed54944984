"""A table as a page shows it, made a file: what reads as a number becomes one again, text stays text."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

import pandas as pd

from sydata.exports.data import csv_bytes
from sydata.exports.workbook import NAMES, tables_bytes
from sydata.wording import MINUS, MISSING, Lang

WRITTEN = re.compile(rf"[+{MINUS}]?\d{{1,3}}(,\d{{3}})*(\.\d+)?|[+{MINUS}]?\d+(\.\d+)?")
ABOUT = {"title": ("标题", "Title"), "note": ("口径", "Basis"), "origin": ("来源", "Source")}
HEADS = {"zh": ("项目", "内容"), "en": ("Item", "Content")}


def shown_csv(frame: pd.DataFrame, numbers: Collection[str]) -> bytes:
    """The table as CSV that Excel opens in Chinese; no text in it is a formula."""
    return csv_bytes(typed(frame, numbers))


def shown_workbook(
    frame: pd.DataFrame, numbers: Collection[str], about: tuple[str, str, str], language: Lang
) -> bytes:
    """The table as .xlsx, with a second sheet that says what it is. about: title, basis, where it comes from."""
    at = int(language == "en")
    rows = [(words[at], text) for words, text in zip(ABOUT.values(), about, strict=True)]
    notes = pd.DataFrame(rows, columns=list(HEADS[language]))
    return tables_bytes({NAMES["data"][at]: typed(frame, numbers), NAMES["notes"][at]: notes})


def typed(frame: pd.DataFrame, numbers: Collection[str]) -> pd.DataFrame:
    """The frame with numbers in those of its columns in which every cell is one, or the dash of what is missing."""
    return pd.DataFrame(
        {name: _numbers(frame[name]) if name in numbers else frame[name] for name in frame.columns}
    )


def _numbers(texts: pd.Series) -> pd.Series:
    cells = [str(text) for text in texts]
    if not all(cell == MISSING or WRITTEN.fullmatch(cell) for cell in cells):
        return texts
    values = [None if cell == MISSING else Decimal(_plain(cell)) for cell in cells]
    whole = all(value is None or value == value.to_integral_value() and "." not in cell
                for value, cell in zip(values, cells, strict=True))  # fmt: skip
    plain = [None if value is None else int(value) if whole else float(value) for value in values]
    return pd.Series(plain, index=texts.index, dtype="Int64" if whole else "Float64")


def _plain(cell: str) -> str:
    return cell.replace(",", "").replace(MINUS, "-")
