"""Which release runs, as it is told on the command line and at the health address."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from starlette.requests import Request

from sydata.cli import main
from sydata.release import VERSION
from sydata.ui.server import health
from tests.source import ROOT
from tests.test_cli import here

__all__ = ["here"]  # the fixture: a folder of one's own with the sheet of 万州区
ASKED = Request({"type": "http"})


def test_the_version_is_that_of_the_project_and_of_the_newest_changes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {VERSION}" in changes


def test_the_command_line_tells_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--version"])
    assert done.value.code == 0
    assert capsys.readouterr().out == f"sydata {VERSION}\n"


def test_the_health_address_tells_version_and_revision_of_the_data(here: Path) -> None:
    before = json.loads(health(ASKED).body)
    told = {"status": "ok", "version": VERSION, "revision": before["revision"], "schema": before["schema"]}
    assert before == told
    main(["load", "in"])
    assert json.loads(health(ASKED).body)["revision"] > before["revision"]


def test_a_store_that_cannot_be_read_is_told_without_saying_where_it_is(
    here: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (here / "data").mkdir()
    (here / "data" / "sydata.sqlite").write_bytes(b"no database at all")
    answer = health(ASKED)
    assert (answer.status_code, json.loads(answer.body)) == (503, {"status": "failed", "version": VERSION})
    assert "settings or store cannot be read" in caplog.text


def test_a_wrong_setting_is_no_health(here: Path) -> None:
    (here / "sydata.toml").write_text('office = "0"', encoding="utf-8")
    assert health(ASKED).status_code == 503
