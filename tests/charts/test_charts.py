from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from sydata.analysis.briefing import Figure, Highlight, Origin
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.charts.diverging import diverging
from sydata.charts.dumbbell import dumbbell
from sydata.charts.heatmap import heatmap
from sydata.charts.highlight import highlight
from sydata.charts.profile import COLUMNS as PROFILE
from sydata.charts.profile import profile
from sydata.charts.ranking import ranking
from sydata.charts.slope import slope
from sydata.charts.split import split
from sydata.charts.theme import (
    APART,
    DARK,
    HOLLOW,
    LABEL,
    LIGHT,
    THEMES,
    _contrast,
    apart,
    broken,
    shaded_text,
    text_on,
)
from sydata.charts.trend import trend

YEARS = ["series", "label", "year", "value", "text", "doubtful"]


def years(*rows: tuple[int, float | None, bool]) -> pd.DataFrame:
    drawn = [("spring", "春节", year, value, f"{value} 万元", doubtful) for year, value, doubtful in rows]
    return pd.DataFrame(drawn, columns=YEARS)


def drawn_trend(frame: pd.DataFrame) -> go.Figure:
    return trend(frame, LIGHT.festivals, LIGHT, ("spring", 2024))


def test_both_modes_colour_every_category_and_festival() -> None:
    for theme in THEMES.values():
        assert set(theme.categories) == set(CATEGORIES)
        assert set(theme.festivals) == set(FESTIVALS)
        assert not set(theme.categories.values()) & set(theme.festivals.values())


@pytest.mark.parametrize(("colour", "text"), [("#2c5aa0", LIGHT.paper), ("#d1952b", LIGHT.ink)])
def test_text_on_a_colour_is_the_one_that_reads(colour: str, text: str) -> None:
    assert text_on(colour) == text


def test_a_year_without_a_figure_is_a_gap_in_the_line() -> None:
    line = drawn_trend(years((2022, 10.0, False), (2024, 30.0, False))).data[0]
    assert list(line.x) == [2022, 2023, 2024]
    assert list(line.y) == [10.0, None, 30.0]
    assert line.connectgaps is False


def test_the_line_starts_at_zero_and_names_itself_and_the_chosen_figure() -> None:
    figure = drawn_trend(years((2023, 10.0, False), (2024, 30.0, False)))
    assert figure.layout.yaxis.range[0] == 0
    assert [note.text for note in figure.layout.annotations] == ["春节", "30.0 万元"]
    assert not figure.layout.showlegend


def test_a_doubtful_figure_does_not_set_the_scale_but_is_pointed_at() -> None:
    figure = drawn_trend(years((2022, 10.0, False), (2023, 100_000.0, True), (2024, 30.0, False)))
    assert figure.layout.yaxis.range[1] < 40
    assert list(figure.data[0].y) == [10.0, None, 30.0]
    assert (figure.data[-1].marker.symbol, list(figure.data[-1].x)) == ("arrow-up", [2023])


def test_split_bars_fill_the_whole_in_the_fixed_colours() -> None:
    rows = [
        ("cash", "慰问金", "entitled", "优抚对象", 60.0, ""),
        ("cash", "慰问金", "border", "边海防官兵", 40.0, ""),
    ]
    figure = split(
        pd.DataFrame(rows, columns=["bar", "bar_label", "category", "label", "share", "text"]), LIGHT
    )
    assert [bar.x[0] for bar in figure.data] == [60.0, 40.0]
    assert [bar.marker.color for bar in figure.data] == [
        LIGHT.categories["entitled"],
        LIGHT.categories["border"],
    ]
    assert list(figure.layout.xaxis.range) == [0, 100]


def test_ranking_prints_every_figure_and_keeps_the_order() -> None:
    frame = pd.DataFrame({"unit": ["甲", "乙"], "value": [3.0, -1.0], "text": ["+3", "−1"]})
    figure = ranking(frame, LIGHT)
    assert (list(figure.data[0].y), list(figure.data[0].text)) == (["甲", "乙"], ["+3", "−1"])
    low, high = figure.layout.xaxis.range
    assert low < -1 and high > 3


def test_dumbbell_shows_a_unit_of_one_year_with_one_dot() -> None:
    frame = pd.DataFrame({"unit": ["甲", "乙"], "before": [1.0, None], "now": [2.0, 5.0]})
    frame = frame.assign(text=["增长 100.0%", "无上年数据"], short=["↑ 100.0%", "—"])
    stems, before, now = dumbbell(frame, LIGHT, ("2023年", "2024年")).data
    assert list(stems.y) == ["甲", "甲", None]
    assert (list(before.x), list(now.x)) == ([1.0, None], [2.0, 5.0])


def test_heat_map_prints_missing_cells_as_missing() -> None:
    rows = [("甲", "2023", None, "—"), ("甲", "2024", 1.0, "56.30")]
    figure = heatmap(pd.DataFrame(rows, columns=["unit", "column", "shade", "text"]), LIGHT)
    assert [list(row) for row in figure.data[0].z] == [[None, 1.0]]
    assert [list(row) for row in figure.data[2].text] == [["", "56.30"]]
    assert list(figure.data[3].text) == ["—", ""]


def test_bars_named_like_numbers_stand_below_each_other() -> None:
    rows = [(str(year), str(year), "entitled", "优抚对象", 100.0, "") for year in (2024, 2023)]
    figure = split(
        pd.DataFrame(rows, columns=["bar", "bar_label", "category", "label", "share", "text"]), LIGHT
    )
    assert list(figure.data[0].y) == [0, 1]
    assert [(note.text, note.y) for note in figure.layout.annotations] == [("2024", 0), ("2023", 1)]


def test_what_adds_and_what_takes_away_stand_on_both_sides_of_zero() -> None:
    rows = [("甲", 3.0, "+3.00", False), ("乙 · 本期未报", -1.0, "−1.00", True)]
    figure = diverging(pd.DataFrame(rows, columns=["unit", "value", "text", "outlined"]), LIGHT)
    assert list(figure.data[0].x) == [3.0, -1.0]
    filled, lines = figure.data[0].marker.color, figure.data[0].marker.line
    assert (filled[0], filled[1]) == (LIGHT.scale[1], HOLLOW)
    assert lines.width[0] == 0 < lines.width[1] and lines.color[1] == LIGHT.categories["other"]
    low, high = figure.layout.xaxis.range
    assert low < -1.0 < 0 < 3.0 < high
    assert [note.text for note in figure.layout.annotations] == ["甲", "+3.00", "乙 · 本期未报", "−1.00"]


def test_a_slope_begins_its_scale_at_zero_and_writes_both_ends() -> None:
    rows = [
        ("entitled", "优抚对象", 5.0, 6.0, "5.00", "6.00"),
        ("border", "边海防官兵", None, 6.0, "—", "6.00"),
    ]
    columns = ["series", "label", "before", "now", "before_text", "now_text"]
    figure = slope(pd.DataFrame(rows, columns=columns), LIGHT.categories, LIGHT, ("2023年", "2024年"))
    assert figure.layout.yaxis.range[0] == 0
    said = [note.text for note in figure.layout.annotations]
    assert said == ["5.00", "6.00 优抚对象", "6.00 边海防官兵", "2023年", "2024年"]


@pytest.mark.parametrize("heights", [[100, 99, 98], [5, 4, 3], [200, 100, 1], []])
def test_texts_beside_a_slope_never_stand_on_each_other(heights: list[float]) -> None:
    moved = apart(heights)
    assert all(above - below >= APART for above, below in zip(moved, moved[1:], strict=False))
    assert all(height > 0 for height in moved)


def test_a_profile_draws_the_range_of_peers_behind_the_unit() -> None:
    rows = [(2023, None, "—", 2.0, 1.0, 4.0, ""), (2024, 3.0, "3", 2.5, 1.0, 5.0, "")]
    figure = profile(pd.DataFrame(rows, columns=PROFILE), LIGHT, ("万州区", "同类中位数"), 6.0)
    low, high, middle, own = figure.data
    assert (list(low.y), list(high.y), high.fill) == ([1.0, 1.0], [4.0, 5.0], "tonexty")
    assert (list(middle.y), list(own.y)) == ([2.0, 2.5], [None, 3.0])
    assert list(figure.layout.yaxis.range) == [0, 6.0]
    assert {note.text for note in figure.layout.annotations} == {"万州区", "同类中位数"}


def test_a_long_name_is_broken_into_two_lines_and_a_stranger_writes_no_markup() -> None:
    assert broken("万州区") == "万州区"
    assert "西部科学城<br>重庆高新区" in broken("西部科学城重庆高新区")
    assert "两江新区<br>（–2025）" in broken("两江新区（–2025）")
    assert "Border<br>and coast" in broken("Border and coast")
    assert "Others<br>(40 units)" in broken("Others (40 units)")
    assert "<b>" not in broken("<b>甲")
    assert len("两江新区") * 14 <= LABEL


def test_a_figure_in_question_does_not_flatten_all_others() -> None:
    frame = pd.DataFrame({"unit": ["甲", "乙"], "value": [130_000.0, 5.0], "text": ["130,000", "5"]})
    frame = frame.assign(doubtful=[True, False])
    assert list(ranking(frame, LIGHT).data[0].x) == [5.0, 5.0]
    assert list(diverging(frame, LIGHT).data[0].x) == [5.0, 5.0]
    both = frame.assign(before=[130_000.0, 4.0], now=[3.0, 5.0], short="")
    drawn = dumbbell(both, LIGHT, ("2023年", "2024年"))
    assert drawn.layout.xaxis.range[1] < 10
    _stems, before, _now, arrows = drawn.data
    assert (list(before.x), arrows.x[1], arrows.marker.symbol) == ([None, 4.0], None, "triangle-right")


def test_printed_figures_of_a_heat_map_read_on_every_shade_of_both_themes() -> None:
    for theme in (LIGHT, DARK):
        for step in range(21):
            red, green, blue = (
                round(low + (high - low) * step / 20)
                for low, high in zip(*map(bytes.fromhex, (end[1:] for end in theme.scale)), strict=True)
            )
            assert _contrast(shaded_text(theme, step / 20), f"#{red:02x}{green:02x}{blue:02x}") > 3.7, (
                step
            )  # the best there is in the middle of the scale


def test_a_finding_by_category_has_the_colours_of_the_categories() -> None:
    figures = tuple(
        Figure(id, moved, str(moved), Origin("visited_people", ()), key=id)
        for id, moved in (("border", 9), ("garrison", -3))
    )
    found = Highlight("x", "", "", figures, "contributions", "count", "人", "", 1.0)
    assert list(highlight(found, DARK).data[0].marker.color) == [
        DARK.categories["border"],
        DARK.categories["garrison"],
    ]
