from __future__ import annotations

import pandas as pd
import pytest

from sydata.model import Finding
from sydata.ui.access import is_local
from sydata.ui.parts.card import csv_bytes, head_html
from sydata.ui.parts.figures import Tile, figures_html, spark, tile
from sydata.ui.parts.findings import list_html, of_batch
from sydata.ui.parts.head import head_html as page_head_html
from sydata.ui.parts.table import table_html
from sydata.ui.states import state_html
from sydata.ui.style import variables

EVIL = "<script>alert(1)</script>"


def test_words_from_sheets_never_become_markup() -> None:
    finding = Finding("not-a-number", EVIL, EVIL, "C8", unit=EVIL, text=EVIL)
    shown = [
        table_html(pd.DataFrame({EVIL: [EVIL]})),
        list_html(of_batch([finding]).to_dict("records")),
        head_html(EVIL, EVIL, {EVIL: EVIL}),
        page_head_html((EVIL, EVIL), EVIL, EVIL),
        figures_html([Tile(EVIL, EVIL, EVIL, EVIL, EVIL)]),
        state_html(EVIL, [EVIL]),
    ]
    assert [html for html in shown if EVIL in html or EVIL.replace(">", "&gt;") in html] == []


def test_the_list_says_of_which_indicator_a_finding_is() -> None:
    finding = Finding(
        "amount-without-recipients",
        "黔江区.xlsx",
        cell="D7",
        indicator="cash_amount",
        text="33.6",
        params={"other_indicator": "cash_recipients"},
    )
    said = "发放慰问金金额 33.6，而慰问金发放人数为零或未填。"
    assert said in list_html(of_batch([finding]).to_dict("records"))


def test_a_tile_says_figure_unit_change_and_difference() -> None:
    shown = tile({2023: 1100, 2024: 1234}, 2024, "visited_people", "zh")
    assert (shown.label, shown.figure, shown.unit) == ("走访慰问人数", "1,234", "人")
    assert (shown.change, shown.difference) == ("↑ 增长 12.2%", "+134")


def test_a_tile_without_a_base_says_so() -> None:
    shown = tile({2024: 56_300_000}, 2024, "cash_amount", "zh")
    assert (shown.figure, shown.unit, shown.change, shown.difference) == ("56.30", "万元", "无上年数据", "")


def test_a_tile_without_a_figure_is_a_dash_without_unit() -> None:
    shown = tile({2023: 5}, 2024, "visited_people", "zh")
    assert (shown.figure, shown.unit, shown.change) == ("—", "", "本期无数据")


def test_small_bars_leave_a_gap_for_a_missing_year() -> None:
    assert spark({2022: 50, 2024: 100}).count("<i") == 2
    assert spark({2022: 50, 2024: 100}).count("<b>") == 1
    assert spark({2024: 100}) == ""


def test_a_doubtful_year_does_not_flatten_the_others() -> None:
    bars = spark({2022: 50, 2023: 100_000, 2024: 100}, doubtful={2023})
    assert "<i style='height:50%'>" in bars
    assert "<i class=doubt style='height:100%'>" in bars


def test_a_row_holds_at_most_five_figures() -> None:
    with pytest.raises(ValueError, match="5 is the most"):
        figures_html([Tile("", "", "", "", "")] * 6)


def test_the_gravest_findings_come_first() -> None:
    rows = of_batch(
        [Finding("duplicate", "a"), Finding("not-a-number", "b"), Finding("approximate-value", "c")]
    )
    assert rows[["severity", "file"]].to_numpy().tolist() == [["error", "b"], ["warning", "c"], ["info", "a"]]


def test_totals_stand_out_in_a_table() -> None:
    html = table_html(pd.DataFrame({"名": ["合计", "甲"], "数": ["3", "3"]}), ["数"], sums=1)
    assert html.count("<tr class=sum>") == 1
    assert html.count("<td class=n>3</td>") == 2


def test_a_downloaded_table_opens_with_its_chinese_intact() -> None:
    assert csv_bytes(pd.DataFrame({"单位": ["忠县"]})) == "﻿单位\n忠县\n".encode()


@pytest.mark.parametrize(
    ("address", "local"),
    [(None, True), ("127.0.0.1", True), ("::1", True), ("10.0.0.7", False), ("8.8.8.8", False)],
)
def test_only_this_computer_is_local(address: str | None, local: bool) -> None:
    assert is_local(address) is local


def test_the_stylesheet_takes_its_colours_from_the_theme() -> None:
    assert "--category-entitled: #2c5aa0;" in variables("light")
    assert "--category-entitled: #6f9fe0;" in variables("dark")
