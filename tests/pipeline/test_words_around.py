"""Lines and sums in words that no list names: they are read from their parts, or refused aloud."""

import time

import pytest

from sydata.pipeline.grid import Grid
from sydata.pipeline.lines import Zone, around
from tests.pipeline.drawn import BODY, ENTITLED, FIGURES, figures, form, found, identity, read, sheet

ENTITLED_ROW = BODY.strip().splitlines()[0]
TROOPS = "部队小计 | | 300 | 10 | 280 | 6.2 | 300 | 300 | 16.2 | 2"


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("制表单位名称：黔江区双拥办 | | | | | | | 呈报日期：2024年2月26日", "制表：某某 | | 复核：某某"),
        ("报送区县：黔江区 | | | | | | | 制表时间：2024年2月26日", "分管领导签字： | | 联系方式：1234"),
        ("填报单位盖章：黔江区双拥办 | | | | | | | 编报日期：2024年2月26日", "数据来源：各街道"),
    ],
)
def test_lines_of_unit_and_date_are_known_by_their_parts(line, below):
    result = read(form(line=line, below=below))
    assert (figures(result), found(result)) == (FIGURES, [])
    assert identity(result) == [("黔江区", 2024, "spring")]


@pytest.mark.parametrize(
    ("words", "money"),
    [
        ("资金单位：元", "元"), ("币种单位:万元", "万元"), ("金额以元为单位", "元"), ("资金单位为元", "元"),
        ("本表金额统一以元为单位", "元"), ("以万元为单位", "万元"), ("单位 元", "元"),
        ("单位：人", ""), ("以人为单位", ""), ("以元旦为界", ""), ("金额为元旦前数", ""),
    ],
)  # fmt: skip
def test_the_unit_of_money_is_known_from_a_line_or_a_note(words, money):
    grid = Grid(sheet(form(line=f"填报单位：黔江区 | | | {words}")))
    assert around(grid, Zone(range(2), frozenset())).money == money


def test_a_long_text_beside_a_table_costs_little():
    grid = Grid(sheet("填报单位" * 20_000 + " | 制表" * 2))
    start = time.perf_counter()
    around(grid, Zone(range(1), frozenset()))
    assert time.perf_counter() - start < 2


def test_a_named_subtotal_adds_up_the_rows_above_it_and_is_not_counted():
    rows = [
        "驻地部队官兵 | | 200 | 5 | 180 | 6.2 | 300 | 300 | 11.2 | 2",
        "武警官兵 | | 100 | 5 | 100 | 0 | 0 | 0 | 5 | 0",
        TROOPS,
        ENTITLED_ROW,
        "以上各项合计 | | 1500 | 66.3 | 1380 | 18.7 | 1100 | 1090 | 85.0 | 7",
    ]
    result = read(form("\n".join(rows)))
    assert figures(result) == [ENTITLED, ("garrison", 300, 10, 280, 6.2, 300, 300, 16.2, 2)]
    assert "column-total-mismatch" not in [code for _, code in found(result)]


def test_a_named_subtotal_without_rows_of_its_own_is_never_dropped_in_silence():
    for rows, code in (
        (f"{TROOPS}\n{ENTITLED_ROW}", "unknown-category"),
        (f"{ENTITLED_ROW}\n{TROOPS}", "column-total-mismatch"),
    ):
        result = read(form(rows))
        assert figures(result) == [ENTITLED]
        assert code in [code for _, code in found(result)]


def test_a_row_that_begins_like_a_signature_is_a_row_all_the_same():
    result = read(
        form(f"{ENTITLED_ROW}\n审核通过的各类困难群众代表等 | | 300 | 10 | 280 | 6.2 | 300 | 300 | 16.2 | 2")
    )
    assert found(result) == [("A6", "unknown-category")]
