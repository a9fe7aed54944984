from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

import sydata
from sydata.exports.briefing import BRIEFINGS
from sydata.store.database import open_store
from sydata.store.returns import save
from sydata.ui import access
from tests.pages.conftest import Open, sheet, words
from tests.stores import store_address

PAGE, STAGE = "pages/deliver/briefing.py", "pages/deliver/present.py"
SPRING = {"period": "2024-spring"}
UNITS = ("万州区", "涪陵区", "渝中区", "大渡口区")


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with four units over three years."""
    url = store_address(tmp_path_factory.mktemp("briefing") / "several.sqlite")
    engine = open_store(url)
    sheets = [
        sheet(unit, year, 80 + n * year % 50, f"{9 + n * year % 7}.00")
        for year in (2022, 2023, 2024)
        for n, unit in enumerate(UNITS)
    ]
    save(engine, sydata.normalize(sheets).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    return url


def text_of(app: AppTest) -> str:
    return str(next(area.value for area in app.text_area if "paragraph" in str(area.key)))


def test_the_page_has_the_paragraph_and_a_card_a_finding(opened: Open, several: str) -> None:
    app = opened(several, PAGE, **SPRING)
    assert "2024年春节期间，重庆市共有4个单位报送双拥活动统计表（应报41个" in text_of(app)
    said = words(app)
    assert 5 <= said.count("sy-finding") <= 8
    assert said.count("sy-finding") == len(app.get("plotly_chart"))
    assert "1. 合计投入" in said


def test_files_are_made_from_the_figures_of_the_page(opened: Open, several: str) -> None:
    app = opened(several, PAGE, **SPRING)
    labels = [button.label for button in app.get("download_button")]
    for kind in BRIEFINGS:
        assert any(kind.suffix in label for label in labels)
    assert "总体情况" not in words(app)
    assert not app.exception


def test_english_is_complete(opened: Open, several: str) -> None:
    app = opened(several, PAGE, lang="en", **SPRING)
    assert text_of(app).startswith("For 2024 Spring Festival, 4 of 41 units of Chongqing sent")
    left = words(app)
    for name in UNITS:
        left = left.replace(name, "")
    assert "报" not in left.replace("未审定", "")


@pytest.mark.parametrize(
    ("slide", "said"),
    [
        ("0", "重庆市2024年春节期间双拥活动情况简报"),
        ("1", "合计投入"),
        ("99", "总体情况"),
        ("x", "双拥活动情况简报"),
    ],
)
def test_each_screen_has_its_address(opened: Open, several: str, slide: str, said: str) -> None:
    app = opened(several, STAGE, slide=slide, **SPRING)
    assert not app.exception
    assert said in words(app)
    assert "未审定" in words(app)


def test_keys_move_between_the_screens_and_stay_within_them(opened: Open, several: str) -> None:
    app = opened(several, STAGE, **SPRING)
    app.button(key="slide_back").click().run()
    assert app.query_params["slide"] == "0"
    app.button(key="slide_on").click().run()
    app.button(key="slide_space").click().run()
    assert app.query_params["slide"] == "2"
    assert len(app.get("plotly_chart")) == 1
    for _again in range(12):
        app.button(key="slide_on").click().run()
    assert "总体情况" in words(app)


def test_a_visitor_from_elsewhere_sees_neither(
    opened: Open, several: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "visitor", lambda: "203.0.113.9")
    for path in (PAGE, STAGE):
        app = opened(several, path, **SPRING)
        assert app.error
        assert "简报" not in words(app)
