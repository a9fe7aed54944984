"""Frames as tables for people or machines: words for headers and values, and text no program can run."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.forms import reasons
from sydata.catalog.indicators import INDICATORS

HEADERS = {
    "year": ("年份", "Year"),
    "festival": ("节日", "Festival"),
    "unit_code": ("单位代码", "Unit code"),
    "unit": ("填报单位", "Reporting unit"),
    "category": ("对象类别", "Category"),
    "source_file": ("来源文件", "Source file"),
    "file": ("文件", "File"),
    "sheet": ("工作表", "Sheet"),
    "cell": ("单元格", "Cell"),
    "indicator": ("指标", "Indicator"),
    "value": ("数值", "Value"),
    "text": ("原文", "As written"),
    "status": ("状态", "Status"),
    "note": ("说明", "Note"),
    "severity": ("级别", "Severity"),
    "code": ("问题代码", "Code"),
    "message": ("问题与建议", "Problem and advice"),
}
SEVERITIES = {"error": ("错误", "Error"), "warning": ("提醒", "Warning"), "info": ("说明", "Note")}
STATUSES = {
    "counted": ("计入", "Counted"),
    "proposed": ("待确认", "Proposed"),
    "excluded": ("不计入", "Left out"),
}
TEXT_LIMIT = 32_767  # characters a cell holds
UNSTORABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML may hold these
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def header(column: str, language: str) -> str:
    """A column's heading: its id, or its name with the unit in brackets."""
    if language == "ids":
        return column
    if column in INDICATORS:
        name, unit = INDICATORS[column].name(language), INDICATORS[column].unit(language)
        brackets = f"（{unit}）" if language == "zh" else f" ({unit})"
        return name + (brackets if unit else "")
    return _of(HEADERS[column], language) if column in HEADERS else column


def labelled(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """The frame with headings and values in words; unchanged for `ids`. Unknown words stay as they are."""
    if language == "ids":
        return frame
    words = frame.assign(
        **{
            column: frame[column].map(lambda id, to=to: to(id, language)).astype("str")
            for column, to in VALUES.items()
            if column in frame
        }
    )
    return words.rename(columns={column: header(column, language) for column in frame.columns})


def guarded(text: str) -> str:
    """Text that a spreadsheet would take for a formula, made plain by a leading single quote."""
    return f"'{text}" if text.startswith(RISKY) else text


def storable(text: str) -> str:
    """Text as a cell of a workbook can hold it: no letters that XML forbids, and no more than fit."""
    return UNSTORABLE.sub("", text)[:TEXT_LIMIT]


def _of(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "zh" else pair[1]


def _category(id: str, language: str) -> str:
    return CATEGORIES[id].name(language) if id in CATEGORIES else id


def _festival(id: str, language: str) -> str:
    return FESTIVALS[id].name(language) if id in FESTIVALS else id


def _indicator(id: str, language: str) -> str:
    return header(id, language)


def _severity(id: str, language: str) -> str:
    return _of(SEVERITIES[id], language) if id in SEVERITIES else id


def _status(id: str, language: str) -> str:
    return _of(STATUSES[id], language) if id in STATUSES else id


def _note(key: str, language: str) -> str:
    return reasons(key, language) or key


VALUES: dict[str, Callable[[str, str], str]] = {
    "category": _category,
    "festival": _festival,
    "indicator": _indicator,
    "severity": _severity,
    "status": _status,
    "note": _note,
}
