from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from sydata.exports import Content
from sydata.exports.choice import Choice, chosen
from sydata.exports.dictionary import categories, indicators, units
from sydata.exports.workbook import workbook_bytes
from tests.exports.drawn import content

ROWS = (
    {"indicator": "cash_amount", "value": 56_300_000},
    {"indicator": "visited_people", "value": 1200},
    {"indicator": "cash_amount", "value": 2_000_000, "category": "garrison"},
    {"indicator": "visited_people", "value": 30, "unit_code": "500102", "unit": "涪陵区"},
)
FINDINGS = ({"indicator": "cash_amount"}, {"unit": "涪陵区"}, {"indicator": "visited_people"})


def part(**wanted: tuple[str, ...]) -> Content:
    return chosen(content(*ROWS, findings=FINDINGS), Choice(**wanted))


def test_the_whole_is_left_as_it_is() -> None:
    given = content(*ROWS)
    assert chosen(given, Choice()) is given


def test_some_units_only() -> None:
    of = part(units=("500102",))
    assert of.data["unit"].tolist() == ["涪陵区"]
    assert of.observations["value"].tolist() == [30]
    assert of.findings["unit"].tolist() == ["涪陵区"]


def test_some_indicators_leave_rows_that_have_them_and_findings_that_concern_them() -> None:
    of = part(indicators=("cash_amount",))
    assert of.data[["unit", "category", "cash_amount"]].to_numpy().tolist() == [
        ["万州区", "entitled", 56.3], ["万州区", "garrison", 2.0],
    ]  # fmt: skip
    assert "visited_people" not in of.data
    assert of.findings["indicator"].tolist() == ["cash_amount", ""]


def test_some_categories_only() -> None:
    assert part(categories=("garrison",)).data["cash_amount"].tolist() == [2.0]


def test_a_part_says_that_it_is_one() -> None:
    of = part(units=("500101",), categories=("garrison",))
    assert of.choice == "万州区；驻地部队基层官兵"
    book = load_workbook(BytesIO(workbook_bytes(of)))
    assert ("仅含所选", "万州区；驻地部队基层官兵") in [
        row[:2] for row in book["说明"].iter_rows(values_only=True)
    ]


def test_the_dictionary_names_what_is_in_the_export_in_both_languages() -> None:
    of = content(*ROWS)
    assert indicators(of)[["id", "zh", "en", "measure_zh"]].to_numpy().tolist()[:2] == [
        ["visited_people", "走访慰问人数", "People visited", "人"],
        ["cash_amount", "发放慰问金金额", "Consolation money", "万元"],
    ]
    assert categories(of)["id"].tolist() == ["entitled", "garrison", "border", "other", "unspecified"]
    assert units(of)[["unit_code", "unit", "kind"]].to_numpy().tolist() == [
        ["500101", "万州区", "区划"], ["500102", "涪陵区", "区划"],
    ]  # fmt: skip
