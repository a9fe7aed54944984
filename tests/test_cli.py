from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pandas as pd
import pytest
from openpyxl import load_workbook

from sydata.catalog.learned import Lesson
from sydata.cli import COMMANDS, main
from sydata.settings import load
from sydata.store.database import open_store
from sydata.store.lessons import teach
from tests.stores import ON_POSTGRESQL, store_address

ROOT = Path(__file__).parents[1]
FORM = """2024年春节走访慰问统计表
填报单位：{unit},,,
填报日期：{day},,,
对象,走访慰问人数（人）,发放慰问金金额（万元）,慰问金发放人数（人）
重点优抚对象,{people},1.5,10
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for key in [key for key in os.environ if key.startswith("SYDATA_")]:
        monkeypatch.delenv(key)
    monkeypatch.chdir(tmp_path)
    if ON_POSTGRESQL:
        monkeypatch.setenv("SYDATA_DATABASE_URL", store_address(tmp_path / "data" / "sydata.sqlite"))
    (tmp_path / "in").mkdir()
    draw(tmp_path, "万州区.csv", "万州区", 120)
    return tmp_path


def draw(here: Path, name: str, unit: str, people: int, day: str = "2024年2月5日") -> None:
    (here / "in" / name).write_text(FORM.format(unit=unit, people=people, day=day), encoding="utf-8")


def test_normalize_writes_the_contracts_columns(here: Path) -> None:
    assert main(["normalize", "in", "--out", "out.csv", "--findings", "findings.csv"]) == 0
    data = pd.read_csv("out.csv", dtype={"unit_code": "str"})
    assert data[["year", "festival", "unit_code", "unit", "category"]].values.tolist() == [
        [2024, "spring", "500101", "万州区", "entitled"]
    ]
    assert data[["visited_people", "cash_amount", "cash_recipients"]].values.tolist() == [[120, 1.5, 10]]
    assert pd.read_csv("findings.csv").columns.tolist()[:3] == ["severity", "code", "file"]


def test_normalize_writes_workbook_and_parquet_too(here: Path) -> None:
    assert main(["normalize", "in", "--out", "out.xlsx", "--labels", "zh", "--findings", "f.xlsx"]) == 0
    assert pd.read_excel("out.xlsx", engine="calamine")["走访慰问人数（人）"].tolist() == [120]
    assert main(["normalize", "in", "--out", "out.parquet", "--findings", "f.parquet"]) == 0
    assert pd.read_parquet("out.parquet")["visited_people"].tolist() == [120]


def test_explain_says_in_words_what_was_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "in"]) == 0
    told = capsys.readouterr().out
    assert "in/万州区.csv: 已读取 · 按原样读取" in told
    assert "列 B4 走访慰问人数（人） → 走访慰问人数 · 人 (表头) · 按词表" in told
    assert main(["explain", "in", "--language", "en"]) == 0
    assert "Column B4 走访慰问人数（人） → People visited · 人 (the header) · by the word list" in (
        capsys.readouterr().out
    )


def test_explain_tells_programs_too_and_names_what_cannot_be_opened(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "in" / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    assert main(["explain", "in", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(sheet["file"], sheet["outcome"]) for sheet in told] == [
        ("in/万州区.csv", "form"),
        ("in/照片.xlsx", "unreadable"),
    ]
    assert told[0]["tables"][0]["region"] == "A4:D5"
    assert "照片" in told[1]["refused"]


def test_a_file_that_cannot_be_loaded_is_named_and_gives_status_1(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "in" / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    assert main(["normalize", "in", "--out", "out.csv"]) == 1
    assert "照片.xlsx: 未能载入" in capsys.readouterr().err
    assert len(pd.read_csv("out.csv")) == 1


def test_load_then_export_and_status(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw(here, "涪陵区.csv", "涪陵区", 60, day="2024年3月30日")
    assert main(["load", "in"]) == 0
    seen = capsys.readouterr()
    assert "计入 counted 2" in seen.out
    assert "saving 2/2" in seen.err
    assert main(["export", "--out", "all.csv", "--period", "2024-spring"]) == 0
    assert pd.read_csv("all.csv")["visited_people"].tolist() == [120, 60]
    capsys.readouterr()
    assert main(["status", "--period", "2024-spring", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["expected", "received", "on_time", "in_question", "missing", "half"]
    assert (told["expected"], told["received"], told["on_time"]) == (41, 2, 1)
    assert len(told["missing"]) == 39
    assert "万州区" not in told["missing"]


def test_what_the_past_makes_look_wrong_is_in_status_and_in_the_export(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, people in ((2021, 110), (2022, 130), (2023, 125), (2024, 1250)):
        form = FORM.format(unit="万州区", people=people, day=f"{year}年2月5日").replace(
            "2024年春节", f"{year}年春节"
        )
        (here / "in" / f"万州区{year}.csv").write_text(form, encoding="utf-8")
    (here / "in" / "万州区.csv").unlink()
    assert main(["load", "in"]) == 0
    capsys.readouterr()
    assert main(["status", "--period", "2024-spring"]) == 0
    told = capsys.readouterr().out
    assert "提醒 warnings 1" in told
    assert "与往年及同类比 of past and peers 1" in told
    assert main(["export", "--out", "all.xlsx"]) == 0
    found = pd.read_excel("all.xlsx", sheet_name="核查问题", engine="calamine")
    found = found[found["code"] != "missing-column"]
    assert found[["severity", "code", "cell", "text"]].to_numpy().tolist() == [
        ["warning", "swing", "B5", "1250"]
    ]


def test_load_reads_the_words_that_the_office_has_learned(here: Path) -> None:
    form = FORM.replace("走访慰问人数（人）", "登门关怀数（人）").format(
        unit="万州区", people=120, day="2024年2月5日"
    )
    (here / "in" / "万州区.csv").write_text(form, encoding="utf-8")
    engine = open_store(load().database_url)
    teach(engine, "500000", Lesson("column", "登门关怀数", "visited_people"), "甲", datetime(2024, 2, 1))
    engine.dispose()
    assert main(["load", "in"]) == 0
    assert main(["export", "--out", "all.csv"]) == 0
    assert pd.read_csv("all.csv")["visited_people"].tolist() == [120]


def test_loading_again_adds_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "in"]) == 0
    capsys.readouterr()
    assert main(["load", "in"]) == 0
    assert "计入 counted 0" in (seen := capsys.readouterr().out)
    assert "already there 1" in seen


def test_status_in_words_names_who_is_missing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", "in"])
    assert main(["status", "--period", "2024-spring"]) == 0
    told = capsys.readouterr().out
    assert "重庆市 2024年春节" in told
    assert "未报 missing: 涪陵区、" in told


def test_reminders_are_shown_or_written_as_text_document_and_workbook(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["load", "in"])
    capsys.readouterr()
    assert main(["reminders", "--period", "2024-spring"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("关于催报2024年春节期间双拥活动情况统计表的通知\n各有关单位：\n")
    assert "涪陵区双拥办：" in shown
    assert "万州区双拥办：" not in shown
    for name in ("letters.txt", "letters.docx", "letters.xlsx"):
        assert main(["reminders", "--period", "2024-spring", "--out", name]) == 0
    assert Path("letters.txt").read_text(encoding="utf-8-sig").replace("\r\n", "\n").strip() == shown.strip()
    sheets = pd.read_excel("letters.xlsx", sheet_name=None, engine="calamine")
    assert [len(sheets[name]) for name in ("催报", "未报名单")] == [41, 40]
    assert "渝中区双拥办：" in [p.text for p in docx.Document("letters.docx").paragraphs]


def test_nothing_is_written_where_nothing_is_owed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reminders", "--period", "2024-spring", "--office", "500114001", "--out", "l.docx"]) == 0
    assert "无需催报" in capsys.readouterr().err
    assert not Path("l.docx").exists()


def test_an_assumed_deadline_is_said_and_half_a_return_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(here, "离石区.csv", "离石区", 60)
    main(["load", "in/离石区.csv", "--office", "141100"])
    capsys.readouterr()
    assert main(["status", "--period", "2024-spring", "--office", "141100", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["half"] == ["离石区"]
    assert main(["status", "--period", "2024-spring", "--office", "141100"]) == 0
    assert "只报一半 by half: 离石区" in capsys.readouterr().out
    assert main(["reminders", "--period", "2024-spring", "--office", "141100"]) == 0
    told = capsys.readouterr()
    assert "已收到你区的统计表，尚未收到书面报告" in told.out
    assert "截止日期按往年推定" in told.err


def test_a_part_is_exported_with_headings_in_words(here: Path) -> None:
    main(["load", "in"])
    part = [
        "--indicators",
        "visited_people",
        "发放慰问金金额",
        "--categories",
        "优抚对象",
        "--units",
        "万州区",
    ]
    assert main(["export", "--out", "part.csv", "--headers", "labels", *part]) == 0
    table = pd.read_csv("part.csv")
    assert list(table.columns)[3:8] == [
        "填报单位",
        "对象类别",
        "走访慰问人数（人）",
        "发放慰问金金额（万元）",
        "来源文件",
    ]
    assert main(["export", "--out", "part.csv", "--headers", "ids", "--units", "涪陵区"]) == 0
    assert len(pd.read_csv("part.csv")) == 0


def test_an_english_workbook_says_in_english_that_it_is_a_draft(here: Path) -> None:
    main(["load", "in"])
    assert main(["export", "--out", "all.xlsx", "--labels", "en", "--period", "2024-spring"]) == 0
    notes = dict(line[:2] for line in load_workbook("all.xlsx")["Notes"].iter_rows(values_only=True))
    assert notes["Data version"].startswith("2024-spring · draft r")


def test_the_files_as_submitted_come_as_a_zip(here: Path) -> None:
    main(["load", "in"])
    assert main(["export", "--originals", "all.zip"]) == 0
    with ZipFile("all.zip") as package:
        index, *files = package.namelist()
        assert index == "索引.csv"
        assert [package.read(name) for name in files] == [
            path.read_bytes() for path in sorted(Path("in").iterdir())
        ]


def test_any_periods_are_exported_one_by_one_or_as_a_range(here: Path) -> None:
    for year in (2021, 2022, 2023):
        form = FORM.format(unit="万州区", people=year, day=f"{year}年2月5日").replace("2024年", f"{year}年")
        (here / "in" / f"万州区{year}.csv").write_text(form, encoding="utf-8")
    main(["load", "in"])

    def years(*asked: str) -> list[int]:
        assert main(["export", "--out", "some.csv", "--headers", "ids", *asked]) == 0
        return pd.read_csv("some.csv")["year"].tolist()

    assert years("--period", "2021-spring", "--period", "2023-spring") == [2021, 2023]
    assert years("--period", "2021-spring", "2024-spring") == [2021, 2024]
    assert years("--period", "2022-spring..2024-spring") == [2022, 2023, 2024]
    assert years("--period", "2023-army_day..2021-army_day") == [2022, 2023]  # whichever way round
    assert years("--period", "2021-spring..2022-spring", "--period", "2024-spring") == [2021, 2022, 2024]
    assert years() == [2021, 2022, 2023, 2024]
    part = ["--period", "2021-spring..2022-spring", "--units", "万州区", "--originals", "some.zip"]
    assert main(["export", *part]) == 0
    assert ZipFile("some.zip").namelist() == [
        "索引.csv",
        "原始文件/in/万州区2021.csv",
        "原始文件/in/万州区2022.csv",
    ]


def test_a_workbook_of_several_periods_says_which_and_their_versions(here: Path) -> None:
    for year in (2022, 2023):
        form = FORM.format(unit="万州区", people=year, day=f"{year}年2月5日").replace("2024年", f"{year}年")
        (here / "in" / f"万州区{year}.csv").write_text(form, encoding="utf-8")
    main(["load", "in"])
    assert main(["export", "--out", "two.xlsx", "--period", "2022-spring", "2024-spring"]) == 0
    sheets = pd.read_excel("two.xlsx", sheet_name=None, engine="calamine")
    assert sheets["报送期"].iloc[:, :6].to_numpy().tolist() == [
        ["2022-spring", 2022, "spring", 1, 1, 3], ["2024-spring", 2024, "spring", 1, 1, 3],
    ]  # fmt: skip
    assert [version.partition(" r")[0] for version in sheets["报送期"]["version"]] == [
        "2022-spring · 未审定", "2024-spring · 未审定",
    ]  # fmt: skip
    notes = sheets["说明"].set_index(sheets["说明"].columns[0]).iloc[:, 0]
    assert notes["报送期"] == "2022年春节、2024年春节"
    assert notes["数据版本"].split("\n")[1] == "2024-spring 未审定"
    assert sorted(set(sheets["来源文件"]["year"])) == [2022, 2024]
    assert set(sheets["核查问题"]["year"]) == {2022, 2024}


def test_a_stored_workbook_holds_figures_and_findings(here: Path) -> None:
    main(["load", "in"])
    assert main(["export", "--out", "all.xlsx"]) == 0
    sheets = pd.read_excel(BytesIO(Path("all.xlsx").read_bytes()), sheet_name=None, engine="calamine")
    assert list(sheets) == [
        "数据",
        "数据项",
        "核查问题",
        "来源文件",
        "报送期",
        "指标",
        "对象类别",
        "单位",
        "说明",
    ]
    assert sheets["数据项"]["value"].tolist() == [120, 1.5, 10]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["normalize", "nowhere", "--out", "out.csv"], "nowhere"),
        (["normalize", "in", "--out", "out.doc"], "out.doc"),
        (["normalize", "in", "--out", "no/out.csv"], "no/out.csv"),
        (["normalize", "in", "--out", "out.csv", "--office", "123"], "123"),
        (["status", "--period", "2024-easter"], "2024-easter"),
        (["export", "--out", "out.csv", "--period", "2024"], "2024"),
        (["export", "--out", "out.csv", "--period", "2024-spring", "2025-easter"], "2025-easter"),
        (["export", "--out", "out.csv", "--period", "2001-spring..2002-spring"], "2001-spring..2002-spring"),
        (["export", "--out", "out.csv", "--units", "火星区"], "火星区"),
        (["export", "--out", "out.csv", "--indicators", "moons"], "moons"),
        (["export", "--originals", "out.csv"], ".zip"),
        (["export"], "--out"),
        (["reminders", "--period", "2024-easter"], "2024-easter"),
        (["reminders", "--period", "2024-spring", "--out", "letters.pdf"], "letters.pdf"),
        (["reminders", "--period", "2024-spring", "--out", "no/letters.docx"], "no/letters.docx"),
    ],
)
def test_a_wrong_call_gives_status_2_and_one_sentence(
    arguments: list[str], words: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert not Path("out.csv").exists()


def test_a_wrong_setting_gives_status_2(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SYDATA_LANGUAGE", "fr")
    assert main(["export", "--out", "out.csv"]) == 2
    assert "SYDATA_LANGUAGE" in capsys.readouterr().err


def test_every_command_is_explained_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as done:
            main([command, "--help"])
        assert done.value.code == 0
        told = capsys.readouterr().out
        assert any("一" <= letter <= "鿿" for letter in told)


def test_the_program_starts_as_a_module(here: Path) -> None:
    command = [sys.executable, "-m", "sydata", "normalize", "in", "--out", "out.csv"]
    done = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=60
    )
    assert done.returncode == 0
    assert Path("out.csv").exists()
