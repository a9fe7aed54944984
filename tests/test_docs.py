"""What the pages for readers say is what the program does."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from scripts.tables import filled
from sydata.cli import COMMANDS
from sydata.settings import Settings
from tests.source import ROOT

READMES = ["README.md", "README.zh.md"]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_listed_and_none_that_does_not_exist(name: str) -> None:
    assert re.findall(r"^\| `python -m sydata ([\w-]+)", page(name), re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_listed(name: str) -> None:
    listed = re.findall(r"^\| `SYDATA_(\w+)`", page(name), re.MULTILINE)
    assert [setting.lower() for setting in listed] == [field.name for field in fields(Settings)]


@pytest.mark.parametrize(
    "name", [*READMES, "CHANGELOG.md", "docs/design.md", "sydata/catalog/data/README.md"]
)
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    links = re.findall(r"\]\((?!https?://|#)([^)]+)\)", page(name))
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_every_target_of_make_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"^make (\w+)|`make (\w+)`", page(name), re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", page("Makefile"), re.MULTILINE))
    assert {one or other for one, other in named} <= targets


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = (re.findall(r"^(#+) ", page(name), re.MULTILINE) for name in READMES)
    assert english == chinese
    blocks = [re.findall(r"^```(\w*)\n", page(name), re.MULTILINE) for name in READMES]
    assert blocks[0] == blocks[1]


def test_tables_of_the_catalog_are_current() -> None:
    assert filled(page("docs/design.md")) == page("docs/design.md"), "run `make docs`"
