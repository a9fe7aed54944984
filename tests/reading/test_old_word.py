"""Old Word, WPS and RTF documents through LibreOffice; OpenDocument texts without it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Sheet, value_text
from sydata.reading import Budget, old_word, read_file
from sydata.reading.archive import source
from tests.reading import drawn

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
needs_shell = pytest.mark.skipif(os.name == "nt", reason="the converter that stands in is a shell script")
WORDS = tuple(tuple(None if value is None else value_text(value) for value in row) for row in drawn.ROWS)
BEFORE, AFTER = ("关于报送的函", "填报单位：黔江区"), ("填表人：某某",)


@cache
def saved_as(*kinds: str) -> tuple[bytes, ...]:
    """The form as documents of these kinds, saved by LibreOffice (its word program is a package of its own)."""
    program = str(shutil.which("soffice"))
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.docx").write_bytes(drawn.document(BEFORE, AFTER))
        for kind in kinds:
            command = [
                program,
                f"-env:UserInstallation=file://{folder}/user",
                "--headless",
                "--convert-to",
                kind,
            ]
            subprocess.run(
                [*command, "--outdir", folder, f"{folder}/a.docx"],
                check=True,
                capture_output=True,
                timeout=60,
            )
        return tuple((Path(folder) / f"a.{kind}").read_bytes() for kind in kinds)


def check(sheet: Sheet) -> None:
    assert (sheet.rows, sheet.merges, sheet.source) == (WORDS, drawn.MERGES, "word")
    assert [line.text for line in sheet.before] == list(BEFORE)
    assert [line.text for line in sheet.after] == list(AFTER)


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_old_document_gives_the_same_words_and_merges(kind: str) -> None:
    check(drawn.only(saved_as("doc", "rtf", "odt")[("doc", "rtf").index(kind)]))


@needs_libreoffice
def test_opendocument_text_gives_the_same_words_and_merges() -> None:
    check(drawn.only(saved_as("doc", "rtf", "odt")[2]))


def cause(content: bytes, budget: Budget | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file(source("a.doc", content), budget or Budget())
    return caught.value.cause


def test_without_libreoffice_the_cause_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(old_word, "USUAL", ())
    assert cause(rb"{\rtf1\ansi hello}") == "old-word"


def program(folder: Path, script: str) -> old_word.Converter:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return old_word.Converter(str(path))


@needs_shell
@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("exit 1", "not-converted"),
        ("sleep 60 & sleep 60", "not-converted"),
        ("echo 'Error: no export filter for /a.docx found, aborting.'", "old-word"),
        ("head -c 3000000 /dev/zero > document.docx", "too-large"),
    ],
)
def test_converter_that_fails_is_a_cause(tmp_path: Path, script: str, expected: str) -> None:
    budget = Budget(seconds=2, file_bytes=1 << 20)
    with pytest.raises(UnreadableFile) as caught:
        old_word.convert(program(tmp_path, script), b"{\\rtf1}", budget)
    assert caught.value.cause == expected


@needs_shell
def test_converter_sees_nothing_of_our_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYDATA_SECRET", "1")
    script = 'env > document.docx; cat profile/user/*.xcu >> document.docx; echo "$@" >> document.docx'
    seen = old_word.convert(program(tmp_path, script), b"{\\rtf1}", Budget()).decode()
    assert "SYDATA_SECRET" not in seen
    assert "DisableMacrosExecution" in seen and "UserInstallation" in seen


@needs_libreoffice
def test_document_that_is_no_document_is_not_converted_or_empty() -> None:
    (doc,) = saved_as("doc", "rtf", "odt")[:1]
    broken = doc[:1536] + bytes(len(doc) - 1536)
    try:
        sheets = drawn.read(broken)
        assert all(sheet.rows == () for sheet in sheets)
    except UnreadableFile as error:
        assert error.cause in ("not-converted", "damaged", "unknown")


def opendocument(body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"'
        for p in ("office", "text", "table", "drawing")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content + "</office:document-content>")
    return buffer.getvalue()


def test_nested_tables_and_repeats_of_opendocument_texts() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    inner = f"<table:table><table:table-row>{cell.format('内')}</table:table-row></table:table>"
    row = f"<table:table-row>{cell.format(1)}<table:table-cell table:number-columns-repeated='2'/></table:table-row>"
    holder = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    outer = f"<table:table>{row}{holder}</table:table>"
    first, second = drawn.read(opendocument(outer))
    assert first.rows == (("1", None, None), (None, None, None))
    assert second.rows == (("内",),)


def test_hostile_opendocument_texts_end_at_once() -> None:
    cell = "<table:table-cell table:number-columns-repeated='999'/>"
    wide = f"<table:table><table:table-row table:number-rows-repeated='900'>{cell}</table:table-row></table:table>"
    assert cause(opendocument(wide * 3)) == "too-large"
    deep = "<text:p><drawing:text-box>" * 100 + "x" + "</drawing:text-box></text:p>" * 100
    assert drawn.only(opendocument(deep)).before[0].text == "x"
