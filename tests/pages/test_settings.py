"""The settings page: what a form will do, what it did, and the way back."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

import sydata
from sydata.catalog.learned import Lesson
from sydata.pipeline.run import reader
from sydata.release import VERSION
from sydata.store import queries, returns, setting
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.lessons import teach
from sydata.store.terms import terms
from sydata.store.unread import unfinished
from tests.pages.conftest import SHEETS, Open, sheet, words

PAGE = "pages/admin/settings.py"
HOSTILE = ["<script>alert(1)</script>", "=1+1", "**粗**", "[公安](http://x)"]


@pytest.fixture
def store(empty: str) -> str:
    """A store of its own with three returns, and one of a department that nobody asks."""
    engine = open_store(empty)
    files = [*SHEETS, sheet("重庆市公安局", 2024, 7, "1.00")]
    returns.save(engine, sydata.normalize(files).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    return empty


def form(app: AppTest, key: str, chosen: str) -> AppTest:
    return app.segmented_control(key=key).set_value(chosen).run()


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def fill(app: AppTest, **texts: str) -> AppTest:
    for key, text in texts.items():
        app.text_input(key=key).set_value(text)
    return app.run()


def add_police(app: AppTest) -> AppTest:
    fill(form(app, "reporter_form", "add"), add_name="市公安局", add_reason="成员单位名单")
    return press(app, "add_save")


def test_it_says_who_is_asked_and_until_when(opened: Open, store: str) -> None:
    said = words(opened(store, PAGE))
    assert "2024年春节：应报单位 41 个，截止日期 2024-02-28（按通知）；本单位自行设定 0 项。" in said
    assert "2024年春节应报单位：41 个" in said
    assert "2023-02-28</td><td>? 推定" in said


def test_it_opens_before_there_is_any_return(opened: Open, empty: str) -> None:
    app = opened(empty, PAGE)
    assert not app.exception
    assert "应报单位" in words(app)


def test_a_reporter_is_added_told_before_and_read_again(opened: Open, store: str) -> None:
    app = fill(form(opened(store, PAGE), "reporter_form", "add"), add_name="市公安局", add_reason="名单")
    assert "2024年春节：应报单位 41 → 42 个" in words(app)
    press(app, "add_save")
    assert "已新增：市公安局。 已重新读取 1 张已保存的报表。" in words(app)
    assert "2024年春节应报单位：42 个" in words(app)
    frame = queries.returns(open_store(store), "500000")
    assert "市公安局" in frame["unit"].tolist()
    app.switch_page("pages/collect/progress.py").run()
    assert not app.exception
    assert "应报 42 个单位" in words(app)


def test_every_page_opens_with_a_reporter_of_the_offices_own(opened: Open, store: str) -> None:
    app = add_police(opened(store, PAGE))
    for path in (
        "explore/overview",
        "explore/districts",
        "explore/yoy",
        "collect/quality",
        "collect/register",
    ):
        app.switch_page(f"pages/{path}.py").run()
        assert not app.exception, path


@pytest.mark.parametrize("path", ["pages/collect/submit.py", "pages/collect/quality.py", PAGE])
def test_reading_again_that_was_interrupted_is_offered(opened: Open, store: str, path: str) -> None:
    by = Clerk(open_store(store), "500000", "乙", datetime(2024, 3, 2), reader("500000"))
    police = {"name": "市公安局", "kind": "department", "aliases": [], "spans": [["2024-spring", ""]]}
    setting.add_reporter(by, police, "名单")
    teach(by.engine, "500000", Lesson("category", "老英雄", "entitled"), "乙", by.now)
    app = opened(store, path)
    assert "还有已保存的报表需要重新读取" in words(app)
    press(app, "reread_on")
    assert "已完成。 已重新读取 1 张已保存的报表。" in words(app)
    assert "需要重新读取" not in words(app)
    assert not unfinished(by.engine, "500000")


def test_a_change_without_a_reason_is_refused(opened: Open, store: str) -> None:
    app = fill(form(opened(store, PAGE), "reporter_form", "add"), add_name="市公安局")
    press(app, "add_save")
    assert "请写明理由" in words(app)
    assert setting.history(open_store(store), "500000").empty


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_refused_and_shown_as_they_are(opened: Open, store: str, name: str) -> None:
    app = fill(form(opened(store, PAGE), "reporter_form", "add"), add_name=name, add_reason=name)
    press(app, "add_save")
    assert "不能作单位名称" in words(app)
    assert "<script>" not in words(app)
    assert not terms(open_store(store), "500000").reporters


def test_nobody_can_flood_the_page_with_a_name_or_a_reason(opened: Open, store: str) -> None:
    long = "公" * 10_000
    app = fill(form(opened(store, PAGE), "reporter_form", "add"), add_name=long, add_reason=long)
    press(app, "add_save")
    row = setting.history(open_store(store), "500000").iloc[0]
    assert (len(row["after"]["name"]), len(row["reason"])) == (24, 500)


def test_a_hostile_reason_is_shown_as_it_is(opened: Open, store: str) -> None:
    app = form(opened(store, PAGE), "deadline_form", "one")
    fill(app, **{"day_2024-spring": "2024-03-08", "day_reason": HOSTILE[0]})
    press(app, "day_save")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in words(app)
    assert "<script>" not in words(app)


def test_a_deadline_is_set_told_before_and_undone(opened: Open, store: str) -> None:
    app = form(opened(store, PAGE), "deadline_form", "one")
    fill(app, **{"day_2024-spring": "2024-02-05", "day_reason": "提前"})
    assert "按时 2 → 0 个" in words(app)
    press(app, "day_save")
    assert "2024年春节截止日期：2024-02-05" in words(app)
    assert "已设定" in words(app)
    assert "本机 · " in words(app)
    fill(app, undo_setting_reason="不提前了")
    (id,) = setting.history(open_store(store), "500000")["change_id"]
    press(app, f"undo_setting_{id}")
    assert "2024年春节截止日期：2024-02-28" in words(app)
    assert "撤销：2024年春节截止日期：2024-02-05 → 默认" in words(app)


def test_a_day_that_is_none_is_refused(opened: Open, store: str) -> None:
    app = form(opened(store, PAGE), "deadline_form", "one")
    fill(app, **{"day_2024-spring": "三月八日", "day_reason": "x"})
    press(app, "day_save")
    assert "不是可用的截止日期" in words(app)


def test_a_usual_day_is_set(opened: Open, store: str) -> None:
    app = form(opened(store, PAGE), "deadline_form", "every")
    app.selectbox(key="usual_year").set_value(2023)
    fill(app, usual_day="02-20", usual_reason="惯例")
    press(app, "usual_save")
    assert "2023-02-20</td><td>? 推定" in words(app)
    assert "2024-02-28</td><td>✓ 按通知" in words(app)


def test_a_unit_is_ended_brought_back_and_renamed(opened: Open, store: str) -> None:
    app = form(opened(store, PAGE), "reporter_form", "end")
    app.selectbox(key="end_unit").set_value("500101").run()
    assert "应报单位 41 → 40 个" in words(app)
    fill(app, end_reason="并入")
    press(app, "end_save")
    assert "至2023年八一建军节" in words(app) or "至2023年八一" in words(app)
    app = form(app, "reporter_form", "ask")
    app.selectbox(key="ask_unit").set_value("500101").run()
    fill(app, ask_reason="恢复")
    press(app, "ask_save")
    assert "2024年春节应报单位：41 个" in words(app)
    app = form(app, "reporter_form", "rename")
    app.selectbox(key="rename_unit").set_value("500101").run()
    fill(app, **{"rename_name_500101": "万州新区", "rename_reason": "更名"})
    press(app, "rename_save")
    assert "已更名：万州区 → 万州新区。 已重新读取 2 张已保存的报表。" in words(app)


def test_what_is_asked_of_a_kind_is_set(opened: Open, store: str) -> None:
    app = opened(store, PAGE)
    app.selectbox(key="ask_scope").set_value("territorial").run()
    app.get("button_group")  # the pills
    app.pills(key="ask_parts_territorial").set_value(["table", "report"]).run()
    assert "报一半的单位 0 → 2 个" in words(app)
    fill(app, asks_reason="通知要求两项")
    press(app, "asks_save")
    assert "报送要求：统计表和书面报告" in words(app) or "统计表和" in words(app)
    assert terms(open_store(store), "500000").asks[0].value == ("table", "report")


def test_thresholds_tell_what_they_would_ask_before_they_are_saved(opened: Open, store: str) -> None:
    engine = open_store(store)
    returns.save(
        engine, sydata.normalize([sheet("渝中区", 2024, 120, "11.00")]).batch, datetime(2024, 3, 2), "test"
    )
    app = opened(store, PAGE)
    app.selectbox(key="rule").set_value("same-as-other").run()
    assert "此规则提出的疑问（2024年春节）：目前 0 个。" in words(app)
    assert "两个单位的全部数字一模一样" in words(app)
    app.number_input(key="limit_same-as-other_digits_12").set_value(2.0).run()
    assert "此规则提出的疑问（2024年春节）：目前 0 个，改动后 2 个。" in words(app)
    app.toggle(key="limit_all").set_value(True).run()
    assert "此规则提出的疑问（全部各期）：目前 0 个，改动后 2 个。" in words(app)
    assert setting.history(open_store(store), "500000").empty
    fill(app, limit_reason="试行")
    press(app, "limit_save")
    assert "1 项阈值与默认不同" in words(app)
    assert "与其他单位完全相同" in words(app.switch_page("pages/collect/quality.py").run())
    app.switch_page(PAGE).run()
    app.selectbox(key="rule").set_value("same-as-other").run()
    fill(app, limit_reason="恢复")
    press(app, "limit_reset")
    assert "核查规则阈值：均为默认" in words(app)
    assert len(setting.history(open_store(store), "500000")) == 2


def test_the_foot_names_program_and_data(opened: Open, store: str) -> None:
    said = words(opened(store, PAGE))
    assert f"程序版本 {VERSION} · 数据修订号 " in said


def test_learned_words_are_here_too(opened: Open, store: str) -> None:
    teach(
        open_store(store),
        "500000",
        Lesson("column", "登门关怀数", "visited_people"),
        "乙",
        datetime(2024, 3, 1),
    )
    assert "<b>登门关怀数</b> → 走访慰问人数" in words(opened(store, PAGE))


def test_the_page_speaks_english_too(opened: Open, store: str) -> None:
    said = words(add_police(opened(store, PAGE, lang="en")))
    assert "Reporters of 2024 Spring Festival: 42" in said
    assert "Reporter 市公安局: 市公安局 · Member departments · from 2024 Spring Festival on" in said
