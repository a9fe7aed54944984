"""Workbooks to be sent back, drawn by hand, and looks into what comes out."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

import sydata
from sydata.exports.sendback import Heading, Question, question, send_back
from sydata.model import SourceFile
from sydata.reading import read_file
from tests.pipeline.drawn import BODY, form, sheet, xlsx

HEAD = Heading("重庆市双拥办", "黔江区", "2024年春节", date(2024, 3, 1), date(2024, 3, 8), "023-10000000")
SPOILT = BODY.replace("1200 | 56.3", "三百多 | 56.3").replace("2    | 20   | 0.5", "2    | -3   | 0.5")


def plain() -> bytes:
    """A form with two wrong figures: C5 is no number, E7 is negative, which the total in E8 shows too."""
    return xlsx(sheet(form(SPOILT)))


def changed(change: Callable[[Worksheet], None], content: bytes = b"") -> bytes:
    """The form after a change by hand."""
    book = openpyxl.load_workbook(io.BytesIO(content or plain()), keep_vba=False)
    change(book.worksheets[-1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ask(cell: str, number: int = 1, sheet: str = "Sheet1", **more: Any) -> Question:
    usual = {
        "unit": "黔江区",
        "text": "三百多",
        "title": "不是数字",
        "message": "不能读作数字。",
        "ask": "请核实。",
    }
    return Question(number, sheet, cell, **(usual | more))


def questions(name: str, content: bytes) -> list[Question]:
    """What is asked of a file: its errors and warnings."""
    result = sydata.normalize([(name, content)])
    asked = set(result.findings.loc[result.findings["severity"] != "info", "code"])
    return [question(n, f) for n, f in enumerate((f for f in result.batch.findings if f.code in asked), 1)]


def sent(name: str, content: bytes) -> tuple[str, bytes]:
    """A file as it goes back, with all that is asked of it."""
    sheets = sheets_of(name, content)
    return send_back(name, content, questions(name, content), HEAD, sheets)


def sheets_of(name: str, content: bytes) -> tuple[Any, ...]:
    return read_file(SourceFile(name, content, ""))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def told(name: str, content: bytes) -> tuple[Any, ...]:
    """What is read of a file, apart from where it stands: its data, and what is asked of it."""
    result = sydata.normalize([(name, content)])
    rows = result.data.drop(columns=["source_file", "sheet"]).astype(object)
    findings = result.findings[result.findings["severity"] != "info"]
    asked = findings[["code", "category", "indicator", "text"]]
    return (
        rows.where(rows.notna(), None).values.tolist(),
        sorted(asked.itertuples(index=False, name=None)),
    )


def listed(content: bytes) -> list[list[object]]:
    """The rows of the first sheet, without the empty ones."""
    rows = opened(content).worksheets[0].iter_rows(values_only=True)
    return [list(row) for row in rows if any(row)]


def marked(content: bytes, name: str = "Sheet1") -> list[str]:
    """The ranges that are marked."""
    rules = opened(content)[name].conditional_formatting
    return [str(block.sqref) for block in rules if any("核查问题" in r.formula[0] for r in block.rules)]


def rich() -> bytes:
    """The form with a chart, a picture's worth of other parts, a formula, a name, a list to choose from."""

    def change(page):
        page["I8"] = "=SUM(I5:I7)"
        chart = BarChart()
        chart.add_data(Reference(page, min_col=4, min_row=5, max_row=7))
        page.add_chart(chart, "L2")
        choice = DataValidation(type="list", formula1='"区长,副区长"')
        choice.add("B5:B7")
        page.add_data_validation(choice)
        page.defined_names["打印"] = DefinedName("打印", attr_text="'Sheet1'!$A$1:$J$8")
        page.print_title_rows = "3:4"
        page.freeze_panes = "B5"

    return changed(change)


def convert(folder: Path, kind: str, *files: str) -> None:
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(folder / "out")]
    subprocess.run([*command, *(str(folder / file) for file in files)], check=True, timeout=120)
