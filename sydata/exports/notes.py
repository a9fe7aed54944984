"""The notes sheet: what an export is, and what each of its columns means."""

from __future__ import annotations

import pandas as pd

from sydata.catalog.indicators import INDICATORS
from sydata.catalog.offices import office
from sydata.catalog.periods import named
from sydata.exports.content import Content
from sydata.exports.tables import header

A_LINE = 4  # names of periods in one line
MEANINGS = {
    "year": ("报送期所在年份", "The year of the period"),
    "festival": ("报送期所属节日", "The festival of the period"),
    "unit_code": ("行政区划代码或自编代码", "Division code, or a code of our own"),
    "unit": ("填报单位的现用名称", "The unit's present name"),
    "category": ("走访慰问对象的类别", "For whom it was done"),
    "source_file": ("数据所在的报送文件", "The file the figures stand in"),
    "sheet": ("数据所在的工作表", "The sheet the figures stand in"),
}
WORDS = {
    "zh": {
        "office": "汇总单位",
        "period": "报送期",
        "all": "全部",
        "choice": "仅含所选",
        "version": "数据版本",
        "created": "导出时间",
        "units": "填报单位数",
        "rows": "数据行数",
        "figures": "数据项数",
        "findings": "核查问题数",
        "blank": "空单元格",
        "blank_means": "未填报，不等于 0",
        "money": "金额",
        "money_means": "单位为万元，精确到分；合计金额为各单位报送数",
        "heads": ("项目", "含义", "计量单位"),
    },
    "en": {
        "office": "Office",
        "period": "Period",
        "all": "all",
        "choice": "Only the chosen",
        "version": "Data version",
        "created": "Made at",
        "units": "Units",
        "rows": "Rows of data",
        "figures": "Figures",
        "findings": "Findings",
        "blank": "An empty cell",
        "blank_means": "not reported, which is not 0",
        "money": "Money",
        "money_means": "in wan yuan (10,000 yuan), exact to the fen; the total is as the unit gave it",
        "heads": ("What", "Meaning", "Unit"),
    },
}


def notes(content: Content) -> pd.DataFrame:
    """Three columns of text: what, meaning, unit of measure."""
    language = "en" if content.language == "en" else "zh"
    words = WORDS[language]
    columns = [c for c in content.data.columns if c in MEANINGS or c in INDICATORS]
    rows = [*_about(content, language), *(_meaning(content, column, language) for column in columns)]
    return pd.DataFrame(rows, columns=list(words["heads"]), dtype="str")


def _about(content: Content, language: str) -> list[tuple[str, str, str]]:
    words = WORDS[language]
    where = office(content.office)
    chosen = content.periods
    lines = [named(chosen[at : at + A_LINE], language) for at in range(0, len(chosen), A_LINE)]
    pairs = [
        (words["office"], where.name if language == "zh" else where.name_en),
        (words["period"], "\n".join(lines) or words["all"]),
        *([(words["choice"], content.choice)] if content.choice else []),
        *([(words["version"], content.version.replace(", ", "\n"))] if content.version else []),
        (words["created"], f"{content.created:%Y-%m-%d %H:%M}"),
        (words["units"], str(content.data["unit_code"].nunique())),
        (words["rows"], str(len(content.data))),
        (words["figures"], str(len(content.observations))),
        (words["findings"], str(len(content.findings))),
        (words["blank"], words["blank_means"]),
        (words["money"], words["money_means"]),
    ]
    return [(str(what), str(meaning), "") for what, meaning in pairs]


def _meaning(content: Content, column: str, language: str) -> tuple[str, str, str]:
    shown = header(column, content.language)
    if column in INDICATORS:
        return shown, INDICATORS[column].name(language), INDICATORS[column].unit(language)
    return shown, MEANINGS[column][language == "en"], ""
