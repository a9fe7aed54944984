"""The page Trend, run as Streamlit runs it."""

from __future__ import annotations

import pytest

from sydata.ui.trend_view import parsed, written
from tests.pages.conftest import Open, words

PAGE = "pages/explore/trend.py"
SPRING = {"period": "2024-spring"}


def test_the_page_says_what_the_line_shows_and_who_reported(opened: Open, filled: str) -> None:
    said = words(opened(filled, PAGE, **SPRING))
    assert "2024年春节合计投入 21.00 万元" in said
    assert "2023年仅 1/41 个单位有数、2024年仅 2/41 个单位有数" in said
    assert "不可比 1/41" in said


def test_the_head_says_which_years_the_page_speaks_of(opened: Open, filled: str) -> None:
    assert "<b>2023–2024年春节</b>" in words(opened(filled, PAGE, **SPRING))
    assert "<b>2023–2024年春节</b>" in words(opened(filled, "pages/explore/explore.py", **SPRING))


def test_a_unit_that_did_not_report_is_a_gap_and_not_a_zero(opened: Open, filled: str) -> None:
    said = words(opened(filled, PAGE, **SPRING))
    assert "<figure title='涪陵区&#10;2023 未报&#10;2024 5.00 万元'>" in said


@pytest.mark.parametrize("by", ["unit", "category", "indicator"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_panel_is_drawn_in_both_languages(
    opened: Open, filled: str, by: str, lang: str
) -> None:
    app = opened(filled, PAGE, lang=lang, **SPRING)
    app.query_params["by"] = by
    app.query_params["basis"] = "like"
    app.run()
    assert not app.exception
    assert words(app).count("<figure") > 2


def test_the_address_holds_the_view_and_opens_it_again(opened: Open, filled: str) -> None:
    app = opened(filled, PAGE, **SPRING)
    app.button_group(key="trend_by").set_value("category").run()
    app.button_group(key="trend_ind").set_value("visited_people").run()
    address = {key: app.query_params[key] for key in app.query_params}
    assert (address["by"], address["ind"], address["years"]) == ("category", "visited_people", "2023-2024")
    again = opened(filled, PAGE, **SPRING)
    for key, value in address.items():
        again.query_params[key] = value
    again.run()
    assert words(again) == words(app)


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": "<script>"},
        {"ind": "' or 1=1"},
        {"years": "2024-1999"},
        {"years": "٢٠٢٤-٢٠٢٥"},
        {"scale": "x" * 5000},
        {"sort": "", "basis": "none"},
    ],
)
def test_nonsense_in_the_address_ends_in_a_sentence(opened: Open, filled: str, wrong: dict[str, str]) -> None:
    app = opened(filled, PAGE, **SPRING)
    for key, value in wrong.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert "网址中有无法识别的内容" in words(app)
    assert "by=<script>" not in words(app)


def test_a_view_survives_being_written_and_read() -> None:
    years = [2022, 2023, 2024]
    asked = {
        "by": "category",
        "ind": "cash_amount",
        "scale": "common",
        "sort": "change",
        "basis": "like",
        "years": "2023-2024",
    }
    found = parsed(asked, ["cash_amount", "total_lead"], years)
    assert (written(found), found.wrong) == (asked, ())
