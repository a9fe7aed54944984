from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from sydata.cli import main
from sydata.settings import load
from sydata.store import queries
from sydata.store.database import open_store
from tests.test_cli import draw, here

__all__ = ["here"]  # the fixture: a folder of one's own with the sheet of 万州区
SPRING = ["--period", "2024-spring"]
ACCEPT, SIGN = ["accept", *SPRING], ["sign-off", *SPRING, "--note", "经办公会审定"]
Said = pytest.CaptureFixture[str]


def loaded(folder: Path, capsys: Said, *people: tuple[str, Any]) -> None:
    for unit, count in people:
        draw(folder, f"{unit}.csv", unit, count)
    main(["load", "in"])
    capsys.readouterr()


def reviews() -> list[tuple[str, str]]:
    engine = open_store(load().database_url)
    rows = queries.returns(engine, "500000")
    engine.dispose()
    return sorted(rows[["unit", "review"]].itertuples(index=False, name=None))


def test_clean_returns_are_accepted_and_the_others_named_with_status_1(
    here: Path,
    capsys: Said,
) -> None:
    loaded(here, capsys, ("涪陵区", "六十多"), ("黔江区", "约60"))
    assert main(ACCEPT) == 1
    seen = capsys.readouterr()
    assert "重庆市 2024年春节: 已接收 accepted 1 · 未接收 refused 2" in seen.out
    assert "涪陵区 · in/涪陵区.csv: 有未处理的错误 open errors" in seen.err
    assert "黔江区 · in/黔江区.csv: 有未处理的提醒" in seen.err
    assert main([*ACCEPT, "--unit", "黔江区", "--despite-warnings"]) == 0
    assert reviews() == [("万州区", "accepted"), ("涪陵区", ""), ("黔江区", "accepted")]


def test_a_unit_without_a_return_is_a_wrong_call(here: Path, capsys: Said) -> None:
    loaded(here, capsys)
    assert main([*ACCEPT, "--unit", "涪陵区"]) == 2
    assert "涪陵区: 本期没有这个单位的报表" in capsys.readouterr().err
    assert reviews() == [("万州区", "")]


def test_a_period_is_signed_off_once_everything_is_accepted_and_opened_with_a_reason(
    here: Path,
    capsys: Said,
) -> None:
    loaded(here, capsys)
    assert main(SIGN) == 2
    assert "还有报表未处理完，不能审定" in capsys.readouterr().err
    assert (main(ACCEPT), main(SIGN)) == (0, 0)
    told = capsys.readouterr().out
    assert "已审定 signed off v1 · sha256 " in told
    assert "未报 missing 40: 涪陵区、" in told
    assert main(ACCEPT) == 0  # nothing is left to accept
    assert main(["reopen", *SPRING, "--reason", "更正"]) == 0
    assert main(["reopen", *SPRING, "--reason", "更正"]) == 2
    assert main(["sign-off", *SPRING, "--note", " "]) == 2
    assert main(SIGN) == 0
    assert "signed off v2" in capsys.readouterr().out


def test_exports_carry_the_data_version(here: Path, capsys: Said) -> None:
    loaded(here, capsys)
    assert main(["export", "--out", "draft.parquet", *SPRING]) == 0
    draft = pq.read_schema("draft.parquet").metadata[b"sydata.version"].decode()
    assert draft.startswith("2024-spring · 未审定 r")
    assert (main(ACCEPT), main(SIGN)) == (0, 0)
    digest = capsys.readouterr().out.split("sha256 ")[1][:12]
    assert main(["export", "--out", "all.parquet", *SPRING]) == 0
    assert main(["export", "--out", "all.xlsx", *SPRING]) == 0
    signed = pq.read_schema("all.parquet").metadata[b"sydata.version"].decode()
    assert signed.startswith("2024-spring v1 · 审定 ")
    assert signed.endswith(f"sha256 {digest}")
    assert pd.read_parquet("all.parquet")["visited_people"].tolist() == [120]
    book = openpyxl.load_workbook("all.xlsx")
    notes = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert notes["数据版本"] == book.properties.description == signed
