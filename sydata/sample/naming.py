"""Where a return lies: folder, file and sheet name carry what a style leaves out of the sheet."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from sydata.sample import words
from sydata.sample.figures import Report
from sydata.sample.style import Style
from sydata.sample.writers import suffix


def named(report: Report, style: Style) -> Style:
    """The style with the sheet's name that its title or unit needs."""
    if style.title_in == "sheet":
        return replace(style, sheet=words.period_words(report.year, report.festival))
    if style.unit_in == "sheet":
        return replace(style, sheet=words.short_name(report.unit))
    return style


def _stem(report: Report, style: Style, number: int, rng: Random) -> str:
    name, period = report.unit.name, words.period_words(report.year, report.festival)
    if style.unit_in == "sheet":
        return f"双拥活动情况统计表{number:03d}"
    if style.unit_in == "folder":
        return "附件"
    full = words.title(report.year, report.festival).replace("“", "").replace("”", "")
    ways = [f"{name}{period}双拥统计表", f"附件：{full}（{name}）", f"{name}双拥统计表-盖章版-{period}"]
    if style.title_in != "file":
        ways += [words.short_name(report.unit), f"{name}双拥活动情况统计表"]
    if style.title_in == "cell" and style.unit_in == "cell":
        ways += [f"附件{number:03d}", f"新建 XLS 工作表{number:03d}"]
    return rng.choice(ways)


def place(report: Report, style: Style, kind: str, number: int, seed: int) -> str:
    """The path below the sample's folder: `2024年春节/黔江区2024年春节双拥统计表.xlsx`."""
    rng = Random(f"{seed}/name/{report.unit.code}/{report.year}/{report.festival}")
    folder = words.period_words(report.year, report.festival)
    if style.unit_in == "folder":
        folder = f"{folder}/{report.unit.name}"
    return f"{folder}/{_stem(report, style, number, rng)}{suffix(kind)}"
