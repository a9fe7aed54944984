"""A script gives the first roles, before anybody can sign in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sydata.cli import main
from tests.test_cli import here

__all__ = ["here"]  # the fixture
WHY = ["--reason", "新同事"]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    capsys.readouterr()
    assert main(["roles", "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out)["roles"])


def test_a_role_is_given_changed_and_taken(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roles", "--grant", "Li@example.org", "--role", "editor", "--name", "李四", *WHY]) == 0
    assert told(capsys) == {
        "li@example.org": {"name": "李四", "role": "editor", "offices": ["500000"], "units": []}
    }
    reporter = ["--role", "reporter", "--offices", "500000", "--units", "500101"]
    assert main(["roles", "--grant", "li@example.org", *reporter, *WHY]) == 0
    assert told(capsys)["li@example.org"]["units"] == ["500101"]
    assert main(["roles", "--revoke", "li@example.org", *WHY]) == 0
    assert told(capsys) == {}


@pytest.mark.parametrize(
    "words",
    [
        ["--grant", "li@example.org", *WHY],
        ["--grant", "li@example.org", "--role", "editor"],
        ["--grant", "li example", "--role", "editor", *WHY],
        ["--grant", "li@example.org", "--role", "reporter", *WHY],
        ["--grant", "li@example.org", "--role", "editor", "--offices", "999999", *WHY],
    ],
)
def test_what_makes_no_sense_is_refused(
    here: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["roles", *words]) == 2
    assert told(capsys) == {}


def test_the_last_administrator_is_not_dismissed_unless_the_settings_name_one(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["roles", "--grant", "chief@example.org", "--role", "administrator", *WHY]) == 0
    assert main(["roles", "--revoke", "chief@example.org", *WHY]) == 2
    monkeypatch.setenv("SYDATA_ADMINISTRATORS", "root@example.org")
    assert main(["roles", "--revoke", "chief@example.org", *WHY]) == 0
