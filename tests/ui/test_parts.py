from __future__ import annotations

import tomllib
from typing import Literal

import pandas as pd
import pytest

from sydata.analysis.progress import grid, progress
from sydata.exports.data import csv_bytes
from sydata.model import Finding, Unit
from sydata.ui.access import is_local
from sydata.ui.content_panels import content_html
from sydata.ui.parts.card import head_html
from sydata.ui.parts.figures import Tile, figures_html, spark, tile
from sydata.ui.parts.findings import list_html, of_batch
from sydata.ui.parts.head import head_html as page_head_html
from sydata.ui.parts.standing import board_html, grid_html, key_html
from sydata.ui.parts.table import table_html
from sydata.ui.states import state_html
from sydata.ui.style import BUTTON, variables
from tests.analysis.test_progress import asked, drawn
from tests.source import ROOT

EVIL = "<script>alert(1)</script>"


CELLS = {
    "unit_code": "500101", "unit": "万州区", "indicator": "visited_people",
    "unreadable": 0, "blank": 1, "number": 2, "zero": 0, "content": "blank",
}  # fmt: skip


def test_words_from_sheets_never_become_markup() -> None:
    finding = Finding("not-a-number", EVIL, EVIL, "C8", unit=EVIL, text=EVIL)
    waited = asked(Unit("500101", EVIL))
    stood, grid_ = progress(drawn({}), waited), grid(drawn({}), [waited])
    shown = [
        table_html(pd.DataFrame({EVIL: [EVIL]})),
        list_html(of_batch([finding]).to_dict("records")),
        head_html(EVIL, EVIL, {EVIL: EVIL}),
        page_head_html((EVIL, EVIL), EVIL, EVIL),
        figures_html([Tile(EVIL, EVIL, EVIL, EVIL, EVIL)]),
        state_html(EVIL, [EVIL]),
        board_html(stood, "zh"),
        grid_html(grid_, "zh"),
        content_html([CELLS | {"unit": EVIL}], [], "zh"),
    ]
    assert [html for html in shown if EVIL in html or EVIL.replace(">", "&gt;") in html] == []


def test_a_grid_without_units_is_empty_and_no_failure() -> None:
    seen = grid(drawn(), [asked()])
    assert grid_html(seen, "zh") == "<div class='sy-grid'></div>"
    assert key_html(seen, "zh") == "<ul class='sy-key'></ul>"


def test_the_grid_stands_in_two_blocks_and_names_twins_apart() -> None:
    twins = [
        Unit("500000-liangjiang", "两江新区", until=2025),
        Unit("500000-liangjiang-2025", "两江新区", since=2026),
    ]
    html = grid_html(grid(drawn(), [asked(*twins)]), "zh")
    assert html.count("<table>") == 2
    assert "<th>两江新区（–2025）</th>" in html
    assert "<th>两江新区（2026–）</th>" in html


def test_a_unit_without_an_indicator_is_neither_blank_nor_zero() -> None:
    rows = [CELLS, CELLS | {"unit_code": "500102", "unit": "涪陵区", "indicator": "letters"}]
    html = content_html(rows, ["500102", "500101"], "zh")
    assert html.index("涪陵区") < html.index("万州区")
    assert html.count("<td class='absent'>—</td>") == 2
    assert "<td class='blank' title='空白 1 · 有数 2'>空1/3</td>" in html


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
    assert csv_bytes(pd.DataFrame({"单位": ["忠县"]})) == "﻿单位\r\n忠县\r\n".encode()


@pytest.mark.parametrize(
    ("address", "local"),
    [(None, True), ("127.0.0.1", True), ("::1", True), ("10.0.0.7", False), ("8.8.8.8", False)],
)
def test_only_this_computer_is_local(address: str | None, local: bool) -> None:
    assert is_local(address) is local


def test_the_stylesheet_takes_its_colours_from_the_theme() -> None:
    assert "--category-entitled: #2c5aa0;" in variables("light")
    assert "--category-entitled: #6f9fe0;" in variables("dark")


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_on_a_button_and_on_paper_can_be_read(mode: Literal["light", "dark"]) -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][mode]
    assert f"--button: {BUTTON[mode]};" in variables(mode)
    assert contrast("#ffffff", BUTTON[mode]) >= 4.5
    for paper in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(BUTTON[mode], paper) >= 3, "where the button begins can be seen"
        assert contrast(theme["textColor"], paper) >= 4.5
        assert contrast(theme["linkColor"], paper) >= 4.5
        assert contrast(theme["primaryColor"], paper) >= (4.5 if mode == "light" else 4)
