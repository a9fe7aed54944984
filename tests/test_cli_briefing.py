from __future__ import annotations

from pathlib import Path

import docx
import pytest

from sydata.cli import main
from sydata.exports.briefing import suffixes
from tests.test_cli import draw, here

__all__ = ["here"]


@pytest.fixture
def loaded(here: Path) -> Path:
    draw(here, "涪陵区.csv", "涪陵区", 30)
    assert main(["load", "in"]) == 0
    return here


def texts(path: str) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(path).paragraphs]


def test_a_briefing_is_written_in_one_step(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["briefing", "--period", "2024-spring", "--out", "b.docx"]) == 0
    assert " · 未审定 → b.docx" in capsys.readouterr().err
    assert any(
        "共走访慰问150人，发放慰问金3.00万元、20人，合计投入3.00万元。" in text for text in texts("b.docx")
    )


def test_language_and_parts_are_chosen(loaded: Path) -> None:
    call = ["briefing", "--period", "2024-spring", "--out", "b.docx", "--language", "en", "--parts", "units"]
    assert main(call) == 0
    said = texts("b.docx")
    assert "Table 1. By unit" in said
    assert "1. Overall" not in said


@pytest.mark.parametrize(
    ("out", "period", "words"),
    [
        ("b.odt", "2024-spring", "b.odt: 简报只能写成 "),
        ("b", "2024-spring", "b: 简报只能写成 "),
        ("nowhere/b.docx", "2024-spring", "nowhere/b.docx: 文件夹不存在"),
        ("b.docx", "2024", "2024: 不是报送期"),
        ("b.docx", "2019-spring", "2019-spring: 本期没有报表"),
    ],
)
def test_a_wrong_call_is_one_sentence(
    loaded: Path, capsys: pytest.CaptureFixture[str], out: str, period: str, words: str
) -> None:
    capsys.readouterr()
    assert main(["briefing", "--period", period, "--out", out]) == 2
    said = capsys.readouterr().err
    assert said.startswith(words)
    assert said.count("\n") == 1
    assert not list(loaded.glob("*.docx"))


def test_what_can_be_written_is_named(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["briefing", "--period", "2024-spring", "--out", "b.odt"])
    assert all(suffix in capsys.readouterr().err for suffix in suffixes()[:1])
