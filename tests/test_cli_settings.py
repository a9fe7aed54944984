"""A script sets what an office asks for, and the other commands follow."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from sydata.cli import main
from sydata.cli_settings import EVERY_PERIOD
from sydata.pipeline.run import reader
from sydata.settings import load
from sydata.store import setting
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from tests.test_cli import draw, here

__all__ = ["here"]  # the fixture
POLICE = '{"name": "市公安局", "kind": "department"}'


def status(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["status", "--period", "2024-spring", "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["settings", "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_a_deadline_set_by_a_script_moves_the_numbers_and_comes_back(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", "in"]) == 0
    assert status(capsys)["on_time"] == 1
    day = ["deadline:2024-spring", '{"day": "2024-02-01"}']
    assert main(["settings", "--set", *day, "--reason", "提前"]) == 0
    assert status(capsys)["on_time"] == 0
    said = told(capsys)
    assert said["settings"] == {"deadline:2024-spring": {"day": "2024-02-01"}}
    (change,) = said["changes"]  # type: ignore[misc]
    assert main(["settings", "--undo", str(change["change_id"]), "--reason", "不提前了"]) == 0
    assert (status(capsys)["on_time"], told(capsys)["settings"]) == (1, {})


def test_a_reporter_added_by_a_script_is_read_waited_for_and_reminded(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(here, "公安.csv", "重庆市公安局", 7)
    main(["load", "in"])
    before = status(capsys)
    assert main(["settings", "--add-reporter", POLICE, "--reason", "成员单位"]) == 0
    assert "重新读取 read again 1" in capsys.readouterr().err
    after = status(capsys)
    assert (after["expected"], after["received"]) == (int(str(before["expected"])) + 1, 2)
    assert main(["settings", "--add-reporter", POLICE.replace("公安", "体育"), "--reason", "成员单位"]) == 0
    assert "市体育局" in str(status(capsys)["missing"])
    capsys.readouterr()
    assert main(["reminders", "--period", "2024-spring"]) == 0
    assert "市体育局：" in capsys.readouterr().out
    assert main(["export", "--out", "out.csv", "--period", "2024-spring"]) == 0
    assert "500000-own-0001,市公安局" in Path("out.csv").read_text(encoding="utf-8")


def test_reading_again_that_broke_off_is_told_and_gone_on_with(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(here, "公安.csv", "重庆市公安局", 7)
    main(["load", "in"])
    engine = open_store(load().database_url)
    by = Clerk(engine, "500000", "乙", datetime(2024, 3, 2), reader("500000"))
    setting.add_reporter(by, {**EVERY_PERIOD, **json.loads(POLICE)}, "成员单位")
    engine.dispose()
    capsys.readouterr()
    assert main(["settings"]) == 0
    assert "yet to be read again: --read-on" in capsys.readouterr().err
    assert main(["settings", "--read-on"]) == 0
    assert "重新读取 read again 1" in capsys.readouterr().err
    assert main(["settings"]) == 0
    assert not capsys.readouterr().err


def test_names_of_troops_that_an_office_added_stay_in_the_house(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    troop = '{"name": "某某海防团", "kind": "troop"}'
    assert main(["settings", "--add-reporter", troop, "--reason", "驻军"]) == 0
    draw(here, "团.csv", "某某海防团", 7)
    main(["load", "in"])
    assert main(["export", "--out", "out.csv"]) == 0
    assert main(["export", "--out", "all.csv", "--sensitive"]) == 0
    assert "海防团" not in Path("out.csv").read_text(encoding="utf-8")
    assert "海防团" in Path("all.csv").read_text(encoding="utf-8")
    assert main(["reminders", "--period", "2023-spring", "--out", "a.txt"]) == 0
    assert "海防团" not in Path("a.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "words",
    [
        ["--set", "deadline:2024-spring", "{"],
        ["--set", "deadline:2024-spring", "[1]"],
        ["--set", "deadline:2024-spring", "[" * 100_000],
        ["--set", "deadline:2024-spring", '{"day": "1"}', "--reason", "x"],
        ["--set", "deadline:2024-spring", '{"day": "2024-02-01"}'],
        ["--add-reporter", '{"name": "<b>", "kind": "department"}', "--reason", "x"],
        ["--undo", "7", "--reason", "x"],
    ],
)
def test_a_wrong_call_is_told_and_changes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["settings", *words]) == 2
    assert capsys.readouterr().err.strip()
    assert told(capsys) == {"settings": {}, "changes": []}
