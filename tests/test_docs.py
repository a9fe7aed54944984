"""What the pages for readers say is what the program does."""

from __future__ import annotations

import re
import shlex
from configparser import ConfigParser
from dataclasses import fields

import pytest

from scripts.tables import filled
from sydata.cli import COMMANDS
from sydata.cli_words import parser
from sydata.settings import Settings
from tests.source import ROOT

READMES = ["README.md", "README.zh.md"]
ADMINS = ["docs/admin.md", "docs/admin.zh.md"]
GUIDE = "docs/guide.zh.md"
LARGEST = 200 * 1024  # of a picture, in bytes


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_listed_and_none_that_does_not_exist(name: str) -> None:
    assert re.findall(r"^\| `python -m sydata ([\w-]+)", page(name), re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_listed(name: str) -> None:
    listed = re.findall(r"^\| `SYDATA_(\w+)`", page(name), re.MULTILINE)
    assert [setting.lower() for setting in listed] == [field.name for field in fields(Settings)]


PAGES = [*READMES, *ADMINS, GUIDE, "CHANGELOG.md", "docs/design.md", "sydata/catalog/data/README.md"]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    links = re.findall(r"\]\((?!https?://|#)([^)]+)\)", page(name))
    assert [link for link in links if not (folder / link).exists()] == []


def slug(heading: str) -> str:
    """The name by which a page's own links call a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", [*ADMINS, GUIDE])
def test_links_within_a_page_lead_to_a_heading(name: str) -> None:
    headings = {slug(heading) for heading in re.findall(r"^#+ (.+)$", page(name), re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page(name))) - headings == set()


def test_the_guide_shows_every_picture_taken_for_it_and_none_is_large() -> None:
    taken = {path.name for path in (ROOT / "docs/images").glob("guide-*.png")}
    assert set(re.findall(r"\(images/(guide-[\w-]+\.png)\)", page(GUIDE))) == taken
    large = [path.name for path in (ROOT / "docs/images").iterdir() if path.stat().st_size > LARGEST]
    assert large == []


def commands(text: str) -> list[str]:
    """What follows `-m sydata` in a page's blocks of commands; what a shell fills in is any word."""
    blocks = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    filled = re.sub(r"\$\(.*?\)", "X", blocks)
    return re.findall(r"-m sydata (.+)$", filled, re.MULTILINE)


@pytest.mark.parametrize("name", [*READMES, *ADMINS])
def test_every_command_shown_is_understood(name: str) -> None:
    shown = commands(page(name))
    assert shown
    for command in shown:
        try:
            parser(COMMANDS).parse_args(shlex.split(command))
        except SystemExit as ended:
            assert ended.code == 0, command  # --version tells and ends


def test_the_service_starts_a_command_that_is_there() -> None:
    unit = ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(page("docs/sydata.service"))
    service = unit["Service"]
    python, *rest = shlex.split(service["ExecStart"])
    assert python == f"{service['WorkingDirectory']}/.venv/bin/python"
    assert parser(COMMANDS).parse_args(rest[2:]).headless


@pytest.mark.parametrize("name", ADMINS)
def test_the_administrator_learns_of_every_setting(name: str) -> None:
    listed = re.findall(r"^\| `\w+` \| `SYDATA_(\w+)`", page(name), re.MULTILINE)
    assert [setting.lower() for setting in listed] == [field.name for field in fields(Settings)]


@pytest.mark.parametrize("name", READMES)
def test_every_target_of_make_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"^make (\w+)|`make (\w+)`", page(name), re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", page("Makefile"), re.MULTILINE))
    assert {one or other for one, other in named} <= targets


@pytest.mark.parametrize("twins", [READMES, ADMINS], ids=["readme", "admin"])
def test_twins_have_the_same_parts(twins: list[str]) -> None:
    english, chinese = (re.findall(r"^(#+) ", page(name), re.MULTILINE) for name in twins)
    assert english == chinese
    blocks = [re.findall(r"^```(\w*)\n", page(name), re.MULTILINE) for name in twins]
    assert blocks[0] == blocks[1]


def test_tables_of_the_catalog_are_current() -> None:
    assert filled(page("docs/design.md")) == page("docs/design.md"), "run `make docs`"
