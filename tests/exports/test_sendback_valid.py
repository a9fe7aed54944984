"""A copy that goes back keeps to the rules that Excel insists on, whoever wrote the original."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from sydata.exports.sendback import send_back
from tests.exports.sent import HEAD, ask, plain, questions, rich, sent
from tests.exports.valid import complaints
from tests.pipeline.drawn import TITLE


def by_xlsxwriter() -> bytes:
    """A form with merges, a comment, a picture-less drawing, validations and print settings, by another program."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("报表")
    page.merge_range("A1:D1", TITLE)
    for column, head in enumerate(("项目", "走访慰问人数(人)", "发放慰问金金额(万元)", "慰问金发放人数(人)")):
        page.write(1, column, head)
    for row, values in enumerate((("驻地部队基层官兵", "三百多", 10, 280), ("边海防官兵", 5, 0.5, 5)), 2):
        page.write_row(row, 0, values)
    page.write_comment("B4", "原有批注")
    page.data_validation("C3:C4", {"validate": "decimal", "criteria": ">=", "value": 0})
    page.conditional_format(
        "C3:C4", {"type": "cell", "criteria": ">", "value": 100, "format": book.add_format({"bold": 1})}
    )
    page.set_header("&C统计表")
    page.set_h_pagebreaks([40])
    page.autofilter("A2:D4")
    page.protect("", {"select_locked_cells": True})
    book.close()
    return out.getvalue()


def as_written_by_libreoffice(content: bytes, folder: Path) -> bytes:
    (folder / "in.xlsx").write_bytes(content)
    convert = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*convert, "--outdir", str(folder / "out"), str(folder / "in.xlsx")], check=True, timeout=90
    )
    return (folder / "out" / "in.xlsx").read_bytes()


MADE = {"openpyxl": plain, "much in it": rich, "xlsxwriter": by_xlsxwriter}


@pytest.mark.parametrize("name", MADE)
def test_a_copy_is_as_sound_as_its_original(name: str) -> None:
    content = MADE[name]()
    assert complaints(content) == [], "the original"
    asked = questions("a.xlsx", content) or [ask("C5")]
    assert complaints(send_back("a.xlsx", content, asked, HEAD)[1]) == []


@pytest.mark.parametrize("name", MADE)
def test_so_is_the_copy_of_a_copy(name: str) -> None:
    content = MADE[name]()
    asked = questions("a.xlsx", content) or [ask("C5")]
    once = send_back("a.xlsx", content, asked, HEAD)[1]
    assert complaints(send_back("a.xlsx", once, [ask("B3", 7, asked[0].sheet or "Sheet1")], HEAD)[1]) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_so_is_the_copy_of_what_libreoffice_wrote(tmp_path: Path) -> None:
    content = as_written_by_libreoffice(by_xlsxwriter(), tmp_path)
    asked = questions("a.xlsx", content)
    assert asked
    assert complaints(send_back("a.xlsx", content, asked, HEAD)[1]) == []


def test_a_package_that_breaks_a_rule_is_complained_about() -> None:
    content = sent("a.xlsx", plain())[1]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.endswith(".vml"):
                new.writestr(name, old.read(name))
    assert any("is not there" in each for each in complaints(out.getvalue()))
