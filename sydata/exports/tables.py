"""Frames as tables for people or machines: words for headers and values, and text no program can run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pandas as pd

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.forms import reasons
from sydata.catalog.indicators import INDICATORS
from sydata.text import visible

Language = Literal["ids", "zh", "en"]
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
    "path": ("包内路径", "Path in the zip"),
    "archive": ("所在压缩包", "Archive"),
    "sha256": ("SHA-256", "SHA-256"),
    "size": ("字节数", "Bytes"),
    "received_at": ("接收时间", "Received at"),
    "state": ("报表状态", "State of the return"),
    "fill_date": ("填报日期", "Fill date"),
    "errors": ("错误数", "Errors"),
    "warnings": ("提醒数", "Warnings"),
    "id": ("代号", "Id"),
    "zh": ("中文名称", "Chinese name"),
    "en": ("英文名称", "English name"),
    "short_zh": ("中文简称", "Short Chinese name"),
    "short_en": ("英文简称", "Short English name"),
    "measure_zh": ("计量单位", "Unit, in Chinese"),
    "measure_en": ("计量单位（英文）", "Unit"),
    "meaning": ("数值说明", "What the numbers are"),
    "form": ("统计表栏目", "Column of the form"),
    "words": ("报表中的写法", "As sheets write it"),
    "kind": ("单位类型", "Kind of unit"),
    "period": ("报送期", "Period"),
    "units": ("填报单位数", "Units"),
    "rows": ("数据行数", "Rows of data"),
    "figures": ("数据项数", "Figures"),
    "version": ("数据版本", "Data version"),
    "since": ("起始年份", "First year"),
    "until": ("终止年份", "Last year"),
}
SEVERITIES = {"error": ("错误", "Error"), "warning": ("提醒", "Warning"), "info": ("说明", "Note")}
STATUSES = {
    "counted": ("计入", "Counted"),
    "proposed": ("待确认", "Proposed"),
    "excluded": ("不计入", "Left out"),
}
DROPPED = "".join(
    map(chr, [*range(33), 0x7F, 0x85, 0xA0, 0x200B, 0x2060, 0x3000, 0xFEFF])
)  # blanks, controls
STATES = {
    "current": ("计入", "Counted"),
    "superseded": ("已被取代", "Superseded"),
    "duplicate": ("重复", "Duplicate"),
    "waiting": ("待定", "Waiting"),
    "": ("未读出报表", "No return was read"),
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
    return visible(f"'{text}" if risky(text) else text)


def risky(text: str) -> bool:
    """Whether some spreadsheet takes the text for a formula, perhaps after what it drops from its beginning."""
    return text.startswith(RISKY) or text.lstrip(DROPPED).startswith(RISKY)


def storable(text: str) -> str:
    """Text as a cell of a workbook can hold it: no letters that XML forbids, and no more than fit."""
    return visible(UNSTORABLE.sub("", text))[:TEXT_LIMIT]


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


def _state(id: str, language: str) -> str:
    return _of(STATES[id], language) if id in STATES else id


def _note(key: str, language: str) -> str:
    return reasons(key, language) or key


VALUES: dict[str, Callable[[str, str], str]] = {
    "category": _category,
    "festival": _festival,
    "indicator": _indicator,
    "severity": _severity,
    "status": _status,
    "note": _note,
    "state": _state,
}
