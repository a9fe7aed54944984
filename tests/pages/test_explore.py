"""The page Explore, run as Streamlit runs it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, words

PAGE = "pages/explore/explore.py"
SPRING = {"period": "2024-spring"}


def asked(opened: Open, url: str, **parts: str) -> AppTest:
    """The page with these parts in its address."""
    app = opened(url, PAGE, **SPRING)
    for key, value in parts.items():
        app.query_params[key] = value
    return app.run()


def test_the_first_view_is_the_units_over_the_years(opened: Open, filled: str) -> None:
    said = words(asked(opened, filled))
    assert "2024年合计投入 21.00 万元，比上年增长 40.0%（有数单位由 1 个变为 2 个，不完全可比）" in said
    assert "未报" in said
    assert "1/41" in said and "2/41" in said


def test_a_choice_goes_into_the_address_and_the_address_opens_the_same_view(
    opened: Open, filled: str
) -> None:
    app = asked(opened, filled)
    app.button_group(key="explore_rows").set_value(["category"]).run()
    app.button_group(key="explore_indicators").set_value(["visited_people"]).run()
    app.button_group(key="explore_sort").set_value("order").run()
    address = {key: app.query_params[key] for key in app.query_params}
    assert (address["rows"], address["cols"], address["ind"]) == ("category", "year", "visited_people")
    assert words(asked(opened, filled, **address)) == words(app)


def test_a_dimension_put_on_one_side_leaves_the_other(opened: Open, filled: str) -> None:
    app = asked(opened, filled)
    app.button_group(key="explore_rows").set_value(["unit", "year"]).run()
    assert (app.query_params["rows"], app.query_params["cols"]) == ("unit,year", "none")


def test_what_would_mislead_is_said_and_put_right_in_one_click(opened: Open, filled: str) -> None:
    app = asked(opened, filled, ind="visited_people,cash_amount")
    assert "不能相加：计量单位不同（人、万元）" in words(app)
    assert not app.get("plotly_chart")
    app.button(key="explore_instead").click().run()
    assert app.query_params["cols"] == "year,indicator"
    assert "不能相加" not in words(app)


def test_every_figure_leads_to_its_cells_and_on_to_its_return(opened: Open, filled: str) -> None:
    app = asked(opened, filled, at="500101~2024")
    said = words(app)
    assert "数据来源：万州区 · 2024年 · 16.00" in said
    assert "1 张报表中的 6 个数，合计 16.00 万元，与该格相符" in said
    assert "万州区2024.csv · D4" in said
    assert "href='register?" in said and "return=" in said
    assert "at=500102~2024" in said  # the other figures lead to theirs


def test_a_ratio_leads_to_both_its_sides(opened: Open, filled: str) -> None:
    said = words(asked(opened, filled, ind="cash_per_recipient", at="500101~2024"))
    assert "发放慰问金金额" in said and "慰问金发放人数" in said


@pytest.mark.parametrize("show", ["sum", "row", "column", "change", "like"])
@pytest.mark.parametrize("rows", ["unit", "group,category", "none"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_shown_has_its_words(opened: Open, filled: str, show: str, rows: str, lang: str) -> None:
    app = opened(filled, PAGE, lang=lang, **SPRING)
    for key, value in {"show": show, "rows": rows}.items():
        app.query_params[key] = value
    app.run()
    assert "sy-pivot" in words(app) or "card_refused" in str(app.main) or "explore_instead" in str(app.main)
    assert "sy-state" not in words(app)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": "unit,<script>alert(1)</script>"},
        {"ind": "' or 1=1 --"},
        {"years": "9" * 3000},
        {"fest": "中秋", "show": "everything"},
        {"rows": "year", "cols": "year"},
        {"at": "500101~1066"},
        {"units": "500101,999999", "groups": "moon"},
    ],
)
def test_nonsense_in_the_address_ends_in_a_sentence(opened: Open, filled: str, wrong: dict[str, str]) -> None:
    said = words(asked(opened, filled, **wrong))
    assert "网址中有无法识别的内容" in said or "网址所指的格子不在这个视图里" in said
    assert "sy-state" not in said
    assert "<script>alert" not in said


@pytest.mark.parametrize(
    ("chart", "view"),
    [
        ("dumbbell", {}),
        ("heat", {}),
        ("bars", {"cols": "none", "years": "2024"}),
        ("lines", {"rows": "category"}),
        ("stack", {"cols": "category", "show": "row", "years": "2024"}),
        ("table", {}),
    ],
)
def test_every_kind_of_chart_is_drawn(opened: Open, filled: str, chart: str, view: dict[str, str]) -> None:
    app = asked(opened, filled, chart=chart, **view)
    assert "sy-state" not in words(app)
    assert app.query_params["chart"] == chart
    assert len(app.get("plotly_chart")) == (chart != "table")


def test_a_filter_without_figures_is_said(opened: Open, filled: str) -> None:
    said = words(asked(opened, filled, units="500102", years="2023"))
    assert "没有符合条件的数据" in said
    assert "sy-state" not in said


def test_downloads_hold_all_rows(opened: Open, filled: str) -> None:
    app = asked(opened, filled)
    assert {each.key for each in app.get("download_button")} >= {"explore_xlsx", "explore_csv"}
