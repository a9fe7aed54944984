from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sydata.catalog.units import own_units
from sydata.exports.originals import LONGEST, index, originals_zip, safe_path, safe_paths

TROOP = next(unit for unit in own_units("500000") if unit.kind == "troop")
FILE = {"file_id": 1, "name": "春节/万州.xlsx", "archive": "", "sha256": "ab12", "size": 3,
        "received_at": pd.Timestamp(2024, 3, 1, 9), "upload_id": 1, "who": "w", "returns": 1}  # fmt: skip
RETURN = {"file_id": 1, "sheet": "春节", "unit_code": "500101", "unit": "万州区", "year": 2024, "festival": "spring",
          "state": "current", "fill_date": pd.Timestamp(2024, 2, 20), "errors": 0, "warnings": 1}  # fmt: skip


def listed(*files: dict[str, Any], returns: tuple[dict[str, Any], ...] = ({},)) -> pd.DataFrame:
    rows = pd.DataFrame([RETURN | row for row in returns], columns=list(RETURN)).astype({"year": "Int64"})
    return index(pd.DataFrame([FILE | row for row in files]), rows)


def package(frame: pd.DataFrame, **more: Any) -> ZipFile:
    return ZipFile(BytesIO(originals_zip(frame, lambda id: f"bytes of {id}".encode(), "500000", **more)))


def rows(made: ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(made.read("索引.csv").decode("utf-8-sig"))))


def test_files_keep_their_bytes_and_names_and_the_index_says_whose_they_are() -> None:
    made = package(listed({}, {"file_id": 2, "name": "春节/照片.jpg"}))
    assert made.namelist() == ["索引.csv", "原始文件/春节/万州.xlsx", "原始文件/春节/照片.jpg"]
    assert made.read("原始文件/春节/万州.xlsx") == b"bytes of 1"
    first, second = rows(made)
    heads = ("包内路径", "SHA-256", "填报单位", "年份", "节日", "报表状态")
    assert [first[head] for head in heads] == [
        "原始文件/春节/万州.xlsx", "ab12", "万州区", "2024", "春节", "计入",
    ]  # fmt: skip
    assert (second["填报单位"], second["年份"], second["报表状态"]) == ("", "", "未读出报表")


def test_a_file_of_several_returns_has_a_line_for_each() -> None:
    made = package(listed({}, returns=({}, {"unit_code": "500102", "unit": "涪陵区", "state": "superseded"})))
    assert [(row["填报单位"], row["报表状态"]) for row in rows(made)] == [
        ("万州区", "计入"),
        ("涪陵区", "已被取代"),
    ]
    assert len(made.namelist()) == 2


def test_an_archive_whose_files_are_there_is_not_given_twice() -> None:
    inside = {"file_id": 2, "name": "补报.zip/黔江.xls", "archive": "补报.zip"}
    made = package(listed({"name": "补报.zip"}, inside, returns=({"file_id": 2},)))
    assert made.namelist()[1:] == ["原始文件/补报.zip/黔江.xls"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\报表\\a.xlsx", "C_/报表/a.xlsx"),
        ("/root/a.xlsx", "root/a.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("a\0b\u202etxt.exe", "a_b_txt.exe"),
        ("a?.xlsx. ", "a_.xlsx"),
        ("...", "file"),
        ("=cmd|'/c calc'!A1.csv", "=cmd_'/c calc'!A1.csv"),
        ("长" * 300 + ".xlsx", "长" * (LONGEST - 5) + ".xlsx"),
    ],
)
def test_a_path_leads_nowhere_else_and_every_system_takes_it(name: str, safe: str) -> None:
    assert safe_path(name) == safe


def test_paths_that_a_system_would_hold_for_one_are_told_apart() -> None:
    names = {1: "a.xlsx", 2: "A.XLSX", 3: "ａ.xlsx", 4: "b", 5: "b/c.xlsx"}
    assert safe_paths(names) == {1: "a.xlsx", 2: "A (2).XLSX", 3: "ａ (3).xlsx", 4: "b (2)", 5: "b/c.xlsx"}


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_names_unpack_below_the_folder_without_meeting(names: list[str]) -> None:
    paths = list(safe_paths(dict(enumerate(names))).values())
    assert len({path.casefold() for path in paths}) == len(names)
    for path in paths:
        assert not Path(path).is_absolute()
        assert ".." not in path.split("/")


def test_names_in_the_index_are_no_formulas() -> None:
    made = package(listed({"name": "=1+1.csv"}, returns=({"sheet": "@SUM(A1)"},)))
    assert (rows(made)[0]["文件"], rows(made)[0]["工作表"]) == ("'=1+1.csv", "'@SUM(A1)")


def test_files_of_troop_units_stay_in_the_house_unless_asked_for() -> None:
    theirs = {"unit_code": TROOP.code, "unit": TROOP.name}
    frame = listed({"name": f"{TROOP.name}.xlsx"}, returns=({}, theirs))
    made = package(frame)
    assert made.namelist() == ["索引.csv"]
    assert TROOP.name not in made.read("索引.csv").decode()
    assert {row["SHA-256"] for row in rows(made)} == {""}
    assert len(package(frame, sensitive=True).namelist()) == 2


def test_the_same_files_give_the_same_bytes() -> None:
    one, other = (originals_zip(listed({}), lambda _id: b"x", "500000") for _ in range(2))
    assert one == other
