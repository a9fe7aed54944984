from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sydata.exports.data import csv_bytes, fixed, parquet_bytes
from sydata.exports.tables import guarded, header, labelled
from tests.exports.drawn import content


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+8613", "'+8613"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("万州区", "万州区"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_made_plain(text: str, shown: str) -> None:
    assert guarded(text) == shown


def test_csv_guards_text_and_headings_but_not_numbers() -> None:
    frame = pd.DataFrame({"=unit": ["=cmd", "x"], "n": pd.array([-5, None], "Int64")})
    assert csv_bytes(frame) == "\ufeff'=unit,n\r\n'=cmd,-5\r\nx,\r\n".encode()


def test_csv_writes_money_with_all_its_places_and_missing_as_empty() -> None:
    drawn = content(
        {"indicator": "cash_amount", "value": 1},
        {"indicator": "cash_amount", "value": 56_300_000, "category": "garrison"},
        {"indicator": "visited_people", "value": 0, "category": "border"},
        language="ids",
    )
    lines = csv_bytes(drawn.data).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("year,festival,unit_code,unit,category,visited_people,cash_amount,")
    assert lines[1] == "2024,spring,500101,万州区,entitled,,0.000001,,,,,,,a.xlsx,春节"
    assert lines[2] == "2024,spring,500101,万州区,garrison,,56.3,,,,,,,a.xlsx,春节"
    assert lines[3] == "2024,spring,500101,万州区,border,0,,,,,,,,a.xlsx,春节"


@given(st.integers(-(10**14), 10**14))
def test_an_amount_keeps_every_fen(fen: int) -> None:
    whole, _, places = fixed(fen / 1_000_000).partition(".")
    assert int(whole + places.ljust(6, "0")) == fen


def test_parquet_keeps_types() -> None:
    data = content({"indicator": "cash_amount", "value": 5}, {"value": 7}).data
    back = pd.read_parquet(BytesIO(parquet_bytes(data)))
    pd.testing.assert_frame_equal(back, data)


def test_headings_name_the_measure() -> None:
    assert header("cash_amount", "zh") == "发放慰问金金额（万元）"
    assert header("cash_amount", "ids") == "cash_amount"
    assert header("unit", "en") == "Reporting unit"


def test_values_are_shown_in_words() -> None:
    shown = labelled(content({}).data, "zh")
    assert shown[["节日", "对象类别"]].values.tolist() == [["春节", "重点优抚对象、困难退役军人等优抚对象"]]
    assert labelled(content({"category": "消防员", "status": "excluded"}).observations, "zh")[
        ["对象类别", "状态"]
    ].values.tolist() == [["消防员", "不计入"]]
