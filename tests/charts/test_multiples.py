from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd

from sydata.charts.multiples import COLUMNS, SVG, Grid, grid, multiples, picture
from sydata.charts.theme import LIGHT, THEMES

Row = tuple[str, float | None, str]


def drawn(common: bool, **panels: list[Row]) -> Grid:
    rows = [
        (id, f"<b>{id}", year, value, f"{value} 万元", state)
        for id, line in panels.items()
        for year, value, state in line
    ]
    said = {id: ("9.00", "最高") for id in panels}
    return grid(pd.DataFrame(rows, columns=COLUMNS), said, common, {"a": ["2024"]})


LINE: list[Row] = [("2022", 4.0, ""), ("2023", None, "missing"), ("2024", 8.0, "few"), ("2025", 6.0, "")]
LOW: list[Row] = [
    ("2022", 1.0, ""),
    ("2023", 1.0, ""),
    ("2024", 90_000.0, "doubtful"),
    ("2025", None, "absent"),
]


def drawings(of: Grid) -> list[str]:
    return [unquote(each) for each in re.findall(r'src="data:image/svg\+xml,([^"]+)"', multiples(of, LIGHT))]


def test_a_missing_year_is_a_gap_with_a_band_and_never_bridged() -> None:
    [drawing] = drawings(drawn(False, a=LINE))
    lines = re.findall(r"<path d='(M[\d.]+ [\d.]+L[^']+)'", drawing)
    assert len(lines) == 1 and lines[0].count("L") == 1  # 2024 to 2025; 2022 stands alone
    assert drawing.count("<rect") == 1
    assert "stroke-dasharray" in drawing  # the boundary change


def test_every_panel_starts_at_zero_on_its_own_scale_or_on_one_for_all() -> None:
    own, common = drawn(False, a=LINE, b=LOW), drawn(True, a=LINE, b=LOW)
    assert (own.top, common.top) == (None, 8.0)  # what is in question sets no scale
    heights = [re.findall(r"<path d='M[\d.]+ ([\d.]+)h", drawing) for drawing in drawings(common)]
    assert float(heights[1][0]) > float(heights[0][0])  # 1 of 8 lies lower than 4 of 8


def test_words_of_strangers_stay_words() -> None:
    shown = multiples(drawn(False, a=LINE), LIGHT)
    assert "<b><b>" not in shown
    assert "&lt;b&gt;a" in shown


def test_the_picture_is_one_svg_with_its_heads_in_both_modes() -> None:
    for theme in THEMES.values():
        of = drawn(False, a=LINE, b=LOW)
        root = ElementTree.fromstring(picture(of, theme, ["一个标题" * 40, "说明", "来源 <x>"]))
        words = [text.text for text in root.iter(f"{{{SVG}}}text")]
        assert "来源 <x>" in words
        assert sum(word is not None and word.startswith("一个标题") for word in words) > 1  # folded, not cut


def test_a_grid_without_panels_is_empty() -> None:
    none = grid(pd.DataFrame([], columns=COLUMNS), {}, True)
    assert multiples(none, LIGHT) == "<div class='sy-multiples'></div>"
