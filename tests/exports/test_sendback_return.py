"""A copy comes in again as the same return, with its answers; real programs open it."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

import sydata
from sydata.catalog.questions import answers
from sydata.exports.sendback import send_back
from tests.exports.sent import (
    HEAD,
    ask,
    changed,
    convert,
    marked,
    opened,
    plain,
    rich,
    sent,
    sheets_of,
    told,
)


# ---- and back again ----
def test_a_copy_with_nothing_changed_is_read_as_the_same_return() -> None:
    name, content = sent("黔江区.xlsx", plain())
    assert told(name, content) == told("黔江区.xlsx", plain())
    notes = sydata.normalize([(name, content)]).findings
    note = notes[(notes["severity"] == "info") & (notes["sheet"] == "核查问题")]
    assert note["code"].tolist() == ["hidden-content"]
    assert "核查问题清单" in note["message"].iloc[0]


def test_a_corrected_copy_settles_its_questions() -> None:
    def corrected(page):
        page["C5"], page["E7"] = 1200, 20

    name, content = sent("黔江区.xlsx", plain())
    result = sydata.normalize([(name, changed(corrected, content))])
    assert result.findings[result.findings["severity"] != "info"].empty
    assert result.data["visited_people"].sum() == 1520


def test_answers_in_the_list_are_read() -> None:
    name, content = sent("黔江区.xlsx", plain())
    book = opened(content)
    page = book.worksheets[0]
    rows = [row for row in page.iter_rows() if isinstance(row[0].value, int)]
    rows[0][6].value, rows[2][6].value = "应为1200，已改", "  "
    out = io.BytesIO()
    book.save(out)
    assert answers(sheets_of(name, out.getvalue())) == {1: "应为1200，已改"}
    assert answers(sheets_of("a.xlsx", plain())) == {}


def test_a_second_round_keeps_the_first_list_and_marks_only_what_is_asked_now() -> None:
    name, once = sent("黔江区.xlsx", plain())
    name, twice = send_back(name, once, [ask("E7", 9)], HEAD)
    book = opened(twice)
    assert name == "黔江区（核查退回）.xlsx"
    assert book.sheetnames == ["核查问题 2", "核查问题", "Sheet1"]
    assert marked(twice) == ["E7"]
    assert book["Sheet1"]["E7"].comment.text.count("【核查问题") == 2
    assert told(name, twice) == told("黔江区.xlsx", plain())


def test_a_list_pasted_into_a_return_hides_no_figure() -> None:
    _, content = sent("黔江区.xlsx", plain())
    book = opened(content)
    del book["Sheet1"]
    book.worksheets[0].title = "Sheet1"
    out = io.BytesIO()
    book.save(out)
    assert "no-table" in sydata.normalize([("a.xlsx", out.getvalue())]).findings["code"].tolist()


# ---- in real programs ----
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_keeps_comments_marks_links_and_figures(tmp_path: Path) -> None:
    name, content = sent("黔江区.xlsx", rich())
    (tmp_path / "a.xlsx").write_bytes(content)
    convert(tmp_path, "xlsx", "a.xlsx")
    saved = (tmp_path / "out" / "a.xlsx").read_bytes()
    book = opened(saved)
    assert book.sheetnames == ["核查问题", "Sheet1"]
    assert "【核查问题 1】" in book["Sheet1"]["C5"].comment.text
    assert marked(saved) != []
    assert [cell.hyperlink.location for row in book.worksheets[0] for cell in row if cell.hyperlink][0]
    assert told(name, saved)[0] == told(name, content)[0]


def test_the_copy_goes_before_the_sheet_it_was_made_of_when_both_are_read() -> None:
    def corrected(page):
        page["C5"], page["E7"] = 1200, 20

    name, content = sent("黔江区.xlsx", plain())
    result = sydata.normalize([("黔江区.xlsx", plain()), (name, changed(corrected, content))])
    assert result.findings.loc[result.findings["severity"] != "info", "code"].tolist() == []
    assert result.data["visited_people"].sum() == 1520
