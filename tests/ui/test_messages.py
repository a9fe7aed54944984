"""The Chinese catalog is complete and current: nobody meets an English word by accident."""

from __future__ import annotations

import ast
import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from sydata.ui.i18n import LOCALE, _, use
from tests.source import ROOT

FILES = [
    ROOT / "app.py",
    *sorted((ROOT / "pages").rglob("*.py")),
    *sorted((ROOT / "sydata/ui").rglob("*.py")),
]
KEYWORDS = {"_": None, "N_": None}
PO = LOCALE / "zh_CN/LC_MESSAGES/messages.po"


def wanted() -> set[str]:
    found = (extract_from_file("python", str(path), keywords=KEYWORDS) for path in FILES)
    return {str(message) for messages in found for _line, message, _comments, _context in messages}


def translated() -> dict[str, str]:
    catalog = read_po(BytesIO(PO.read_bytes()), locale="zh_CN")
    return {str(message.id): str(message.string) for message in catalog if message.id}


def test_every_message_of_the_interface_is_translated_and_none_is_left_over() -> None:
    assert wanted() == set(translated())
    assert [id for id, chinese in translated().items() if not chinese] == []


def test_the_compiled_catalog_is_the_written_one() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {id: compiled.gettext(id) for id in translated()} == translated()


def test_placeholders_survive_translation() -> None:
    def names(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    assert {id for id, chinese in translated().items() if names(id) != names(chinese)} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_hides_in_a_formatted_string(path: Path) -> None:
    """Extraction doesn't look into f-strings on every Python, and would miss it."""
    hidden = [
        call.lineno
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    ]
    assert hidden == []


def test_the_language_belongs_to_the_run() -> None:
    use("en")
    assert _("Overview") == "Overview"
    use("zh")
    assert _("Overview") == "总览"
