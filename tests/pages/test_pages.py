from __future__ import annotations

import json
from datetime import datetime

import pytest

import sydata
from sydata.charts.theme import HOLLOW
from sydata.store.database import open_store
from sydata.store.returns import save
from sydata.ui import access, data
from sydata.ui.registry import PAGES, PageEntry
from tests.pages.conftest import SHEETS, Open, words
from tests.source import ROOT
from tests.stores import sqlite_only

SPRING = {"period": "2024-spring"}
NEEDING = [page for page in PAGES if page.needs_data]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.id)
def test_every_page_is_drawn_from_a_filled_store(opened: Open, filled: str, entry: PageEntry) -> None:
    app = opened(filled, entry.path, **SPRING)
    assert not app.exception
    assert "sy-head" in words(app)
    assert "sy-state" not in words(app)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.id)
def test_every_chart_has_its_table_behind_it(opened: Open, filled: str, entry: PageEntry) -> None:
    app = opened(filled, entry.path, **SPRING)
    tables = [expander for expander in app.expander if expander.label == "查看数据表"]
    panels = [block for block in app.get("html") if block.proto.body.startswith("<div class='sy-multiples'")]
    pivots = [
        block for block in app.get("html") if block.proto.body.startswith("<div class='sy-table sy-pivot'")
    ]
    assert len(tables) + len(pivots) == len(app.get("plotly_chart")) + len(panels)


@pytest.mark.parametrize("entry", NEEDING, ids=lambda entry: entry.id)
def test_an_empty_store_shows_how_to_begin(opened: Open, empty: str, entry: PageEntry) -> None:
    app = opened(empty, entry.path)
    assert not app.exception
    assert "重庆市还没有报表" in words(app)
    assert [button.label for button in app.main.button] == ["去报送", "打开示例数据"]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.id)
def test_no_page_is_longer_than_eighty_lines(entry: PageEntry) -> None:
    assert len((ROOT / entry.path).read_text(encoding="utf-8").splitlines()) <= 80


def test_the_overview_says_how_many_reported_and_what_was_spent(opened: Open, filled: str) -> None:
    said = words(opened(filled, **SPRING))
    assert "应报 41 个单位，已报 2 个，报送率 4.9%。" in said
    # 120 + 60 and twice 40 + 5 people; 12.00 + 1.00 (its money is no number) and twice 3.00 + 1.00 万元
    assert "共走访慰问 270 人，合计投入 21.00 万元" in said
    assert "可比口径（1 个单位，占本期 76.2%）" in said


def test_the_address_chooses_the_period(opened: Open, filled: str) -> None:
    app = opened(filled, period="2023-spring")
    assert app.selectbox(key="choose_period").value == "2023-spring"
    assert "2023年春节" in words(app)


def test_a_chosen_period_survives_a_change_of_page(opened: Open, filled: str) -> None:
    app = opened(filled, **SPRING)
    app.selectbox(key="choose_period").set_value("2023-spring").run()
    app.switch_page("pages/explore/districts.py").run()
    assert app.selectbox(key="choose_period").value == "2023-spring"
    assert app.query_params["period"] == "2023-spring"


def test_another_office_has_its_own_returns(opened: Open, filled: str) -> None:
    assert "江门市还没有报表" in words(opened(filled, office="440700"))


def test_english_is_a_choice(opened: Open, filled: str) -> None:
    assert "How many were visited, and what was spent?" in words(opened(filled, lang="en", **SPRING))


@pytest.mark.parametrize("page", ["districts", "categories", "yoy"])
def test_figures_lead_down_to_the_cell_and_its_words(opened: Open, filled: str, page: str) -> None:
    app = opened(filled, f"pages/explore/{page}.py", **SPRING)
    app.session_state[f"sources_{page}"] = True
    app.run().selectbox(key=f"sources_unit_{page}").set_value("500102").run()
    assert "三百多" in words(app)
    assert "涪陵区2024.csv" in words(app)


def test_the_change_is_divided_among_all_units_whether_they_reported_once_or_twice(
    opened: Open, filled: str
) -> None:
    app = opened(filled, "pages/explore/yoy.py", **SPRING)
    # 万州区 15.00 → 16.00; 涪陵区 nothing → 5.00, its goods and what its money adds without 三百多
    assert "万州区增加最多（+1.00 万元）；涪陵区上年无数据（+5.00 万元）" in words(app)
    drawn = json.loads(app.get("plotly_chart")[0].proto.spec)["data"][0]
    assert drawn["customdata"][0] == ["涪陵区 · 上年未报", "+5.00 (+33.3)"]
    assert [colour == HOLLOW for colour in drawn["marker"]["color"]] == [True, False]


def test_a_save_is_seen_at_once(opened: Open, empty: str) -> None:
    engine = open_store(empty)
    save(engine, sydata.normalize(SHEETS[:2]).batch, datetime(2024, 3, 1, 9), "test")
    app = opened(empty, **SPRING)
    assert "共走访慰问 165 人" in words(app)
    save(engine, sydata.normalize(SHEETS[2:]).batch, datetime(2024, 3, 2, 9), "test")
    engine.dispose()
    assert "共走访慰问 270 人" in words(app.run())


def test_checks_name_cell_and_advice(opened: Open, filled: str) -> None:
    said = words(opened(filled, "pages/collect/quality.py", **SPRING))
    assert "不能读作数字" in said
    assert "涪陵区2024.csv · D4" in said


def test_handing_in_shows_what_was_understood_and_saves_it(opened: Open, empty: str) -> None:
    app = opened(empty, "pages/collect/submit.py")
    uploads = [(name, content, "text/csv") for name, content in SHEETS]
    app.file_uploader(key="uploads_False_0").set_value(uploads).run()
    assert "在 3 个文件中识别出 3 张报表" in words(app)
    app.button(key="save").click().run()
    assert not app.exception
    assert "3 张报表已计入" in words(app)
    assert len(data.returns(data.source(data.Door(empty, data.WHOLE), "500000"))) == 3


def test_a_sheet_is_shown_as_it_stands_with_what_was_read_from_it(opened: Open, empty: str) -> None:
    app = opened(empty, "pages/collect/submit.py")
    uploads = [*SHEETS, ("说明.txt", "今天天气很好。".encode())]
    app.file_uploader(key="uploads_False_0").set_value([(n, c, "text/csv") for n, c in uploads]).run()
    assert app.selectbox(key="intake_file").options == [
        "说明.txt · 未读取", "涪陵区2024.csv · 有错误", "万州区2023.csv", "万州区2024.csv",
    ]  # fmt: skip
    assert "没有找到可识别的统计表" in words(app)
    app.selectbox(key="intake_file").set_value("涪陵区2024.csv").run()
    assert not app.exception
    shown = words(app)
    assert "✖</b>三百多</td>" in shown
    assert "<td>列 C3</td><td>走访慰问人数(人)</td><td>走访慰问人数</td><td>人 (表头)</td>" in shown
    assert "单位: 涪陵区 ← “涪陵区” B2" in shown


def test_a_visitor_from_another_computer_sees_nothing(
    opened: Open, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "visitor", lambda: "10.0.0.7")
    app = opened(filled, **SPRING)
    assert "只供所在的这台电脑使用" in app.error[0].value
    assert words(app) == ""


def test_a_failure_is_a_sentence_and_not_a_traceback(
    opened: Open, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_of: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(data, "returns", broken)
    app = opened(filled, **SPRING)
    assert "页面没能显示" in words(app)
    assert "secret detail" not in words(app)


@sqlite_only("the example is a file of its own, whatever the store is on")
def test_example_data_is_marked_and_kept_apart(
    opened: Open, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sydata.ui.open_page.SAMPLE_URL", filled)
    app = opened("sqlite://", store="sample", **SPRING)
    assert "示例数据" in words(app)
    app.button(key="leave_sample").click().run()
    assert "还没有报表" in words(app)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"office": "zzz"}, "网址中的汇总单位不存在：zzz。"),
        ({"office": "<script>" + "x" * 5000}, "网址中的汇总单位不存在：&lt;script&gt;xxxxxxxxxxxx…。"),
        ({"period": "1999-spring"}, "没有所选期次的报表：1999年春节。"),
        ({"period": "abc"}, "没有所选期次的报表：abc。"),
    ],
)
def test_a_wrong_address_is_said_and_the_latest_is_shown(
    opened: Open, filled: str, asked: dict[str, str], said: str
) -> None:
    app = opened(filled, **asked)
    assert not app.exception
    assert said in words(app)
    assert "现在显示的是：重庆市 · 2024年春节。" in words(app)
    assert "SYDATA_OFFICE" not in words(app)
