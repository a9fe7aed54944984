"""The desk of the page of checks: one decision a question, and every one is seen at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import sydata
from sydata.catalog.festivals import period
from sydata.sample import oddities
from sydata.store import queries, returns
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.ui import data, learning
from sydata.ui.typing_panels import Drawn, checked, hand_in
from tests.pages.conftest import Open, sheet, words
from tests.stores import store_address

PAGE = "pages/collect/quality.py"
SPRING = {"period": "2024-spring"}


def changed(unit: str, old: str, new: str) -> tuple[str, bytes]:
    name, content = sheet(unit, 2024, 80, "9.00")
    return name, content.decode().replace(old, new).encode()


def store(tmp_path: Path, *files: tuple[str, bytes]) -> str:
    url = store_address(tmp_path / "review.sqlite")
    engine = open_store(url)
    returns.save(engine, sydata.normalize(list(files)).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    return url


def widget(app: AppTest, kind: str, prefix: str) -> Any:
    (found,) = [found for found in app.get(kind) if str(found.key).startswith(prefix)]
    return found


def press(app: AppTest, prefix: str) -> AppTest:
    widget(app, "button", prefix).click().run()
    assert not app.exception
    return app


def choose(app: AppTest, kind: str, prefix: str, value: object) -> AppTest:
    widget(app, kind, prefix).set_value(value).run()
    assert not app.exception
    return app


def figures(url: str) -> tuple[int, list[str]]:
    """Cash in 万元 hundredths, and the codes of the open errors and warnings."""
    engine = open_store(url)
    facts, found = queries.facts(engine, "500000"), queries.findings(engine, "500000")
    found = found[found["decision_id"].isna() & (found["severity"] != "info")]
    return int(facts.loc[facts["indicator"] == "cash_amount", "value"].sum()) // 10_000, sorted(found["code"])


def test_clean_returns_are_accepted_in_one_click(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("万州区", 2024, 80, "9.00"), sheet("涪陵区", 2024, 60, "三百多"))
    app = opened(url, PAGE, **SPRING)
    assert "待处理 1 张，可接收 1 张，已接收 0 张" in words(app)
    said = words(press(app, "accept_all"))
    assert "待处理 1 张，可接收 0 张，已接收 1 张" in said, said[:1500]
    assert queries.returns(open_store(url), "500000")["review"].tolist() == ["accepted", ""]


def test_a_figure_is_corrected_beside_its_sheet(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("涪陵区", 2024, 60, "三百多"))
    app = opened(url, PAGE, **SPRING)
    choose(app, "text_input", "value_", "3.5")
    press(app, "settle_")
    assert figures(url) == (600, [])
    assert "已更正：D4" in words(app)


@pytest.mark.parametrize("text", ["三百多", "约3", "3人", "1-2"])
def test_what_is_no_exact_figure_is_not_taken(opened: Open, tmp_path: Path, text: str) -> None:
    url = store(tmp_path, sheet("涪陵区", 2024, 60, "三百多"))
    app = choose(opened(url, PAGE, **SPRING), "text_input", "value_", text)
    assert widget(app, "button", "settle_").disabled
    assert "不是确切数值" in words(app)


def test_a_correction_that_the_finding_proposes_stands_there_already(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("北碚区", 2024, 80, "120000.00"))
    app = opened(url, PAGE, **SPRING)
    assert widget(app, "text_input", "value_").value == "12"
    press(app, "settle_")
    assert figures(url) == (1450, [])


def test_a_finding_is_confirmed_with_a_reason_and_gone(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("渝中区", 2024, 80, "约9.00"))
    app = choose(opened(url, PAGE, **SPRING), "button_group", "way_", "confirm")
    app = choose(app, "selectbox", "reason_", "书面说明")
    press(app, "settle_")
    assert figures(url) == (1150, [])
    assert "待处理 0 张，可接收 1 张" in words(app)


def test_an_unknown_unit_is_named(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("某某区", 2024, 80, "9.00"))
    app = opened(url, PAGE, **SPRING)
    assert figures(url) == (0, ["unknown-unit"])
    choose(app, "selectbox", "unit_", "500101")
    press(app, "settle_")
    assert figures(url) == (1150, [])


def test_an_unknown_row_is_explained_once_for_all(opened: Open, tmp_path: Path) -> None:
    files = [changed(unit, "驻地部队基层官兵", "山里的娃娃") for unit in ("万州区", "涪陵区")]
    url = store(tmp_path, *files)
    app = opened(url, PAGE, **SPRING)
    choose(app, "selectbox", "review_meaning_", "garrison")
    press(app, "review_teach_")
    assert figures(url) == (2 * 1150, [])


def test_a_sheet_that_is_left_out_counts_no_more(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("渝中区", 2024, 80, "约9.00"))
    app = choose(opened(url, PAGE, **SPRING), "button_group", "way_", "aside")
    press(app, "settle_")
    assert figures(url)[0] == 0


def test_the_other_of_two_sheets_is_chosen(opened: Open, tmp_path: Path) -> None:
    first, second = sheet("万州区", 2024, 80, "9.00"), sheet("万州区", 2024, 80, "8.00")
    url = store(tmp_path, ("甲.csv", first[1]), ("乙.csv", second[1]))
    app = opened(url, PAGE, **SPRING)
    before = figures(url)[0]
    assert figures(url)[1] == ["version-undecided"] * 2
    (other,) = [id for id in (1, 2) if id != widget(app, "selectbox", "version_").value]
    assert ">D4<" in words(app), "what the two sheets say otherwise"
    press(choose(app, "selectbox", "version_", other), "settle_")
    assert figures(url) == (2100 - before + 100, [])


def test_a_picture_is_filed_as_the_written_report_and_the_return_is_half(
    opened: Open, tmp_path: Path
) -> None:
    url = store(tmp_path, sheet("万州区", 2024, 80, "9.00"), ("涪陵区2024年春节总结.png", oddities.picture()))
    app = opened(url, PAGE, **SPRING)
    choose(app, "button_group", "way_", "report")
    press(app, "settle_")
    assert figures(url)[1] == []
    rows = queries.returns(open_store(url), "500000").set_index("unit")
    assert rows.loc["涪陵区", ["state", "has_table", "has_report", "only_words"]].tolist() == [
        "current",
        False,
        True,
        True,
    ]


def test_a_file_without_a_return_is_said_to_be_no_matter(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("万州区", 2024, 80, "9.00"), ("菜单.csv", "早餐,午餐\n包子,米饭\n".encode()))
    app = opened(url, PAGE, **SPRING)
    choose(app, "button_group", "scope", "open")
    press(app, "settle_")
    assert figures(url)[1] == []


def test_two_questions_of_a_return_are_settled_one_after_the_other(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, changed("巴南区", "80,9.00,80,1.00,80,80,,3", "80,约9.00,八十多,1.00,80,80,,3"))
    app = opened(url, PAGE, **SPRING)
    assert "<b>1/2</b>" in words(app)
    assert "<b>2/2</b>" in words(press(app, "finding_1"))
    press(app, "settle_")
    assert "<b>1/1</b>" in words(app)
    assert len(figures(url)[1]) == 1


def test_files_that_arrived_before_a_restart_are_gone_on_with(opened: Open, empty: str) -> None:
    name, content = sheet("万州区", 2024, 80, "9.00")
    app = opened(empty, "pages/collect/submit.py")
    app.file_uploader(key="uploads_False_0").set_value([(name, content, "text/csv")]).run()
    assert queries.originals(open_store(empty), "500000")["name"].tolist() == [name]
    again = opened(empty, "pages/collect/submit.py")  # another session: the page was left before saving
    assert "有 1 个文件已收到，尚未保存为报表" in words(again)
    press(press(again, "waiting_go_on"), "save")
    assert figures(empty) == (1150, [])
    assert "尚未保存为报表" not in words(opened(empty, "pages/collect/submit.py"))


def test_files_that_are_not_needed_are_asked_about_no_more(opened: Open, empty: str) -> None:
    app = opened(empty, "pages/collect/submit.py")
    app.file_uploader(key="uploads_False_0").set_value([("菜单.csv", "早餐\n".encode(), "text/csv")]).run()
    again = press(opened(empty, "pages/collect/submit.py"), "waiting_dismiss")
    assert "尚未保存为报表" not in words(again)


# ---- what no reader can read ----
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_a_picture_is_typed_in_beside_it(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("万州区", 2024, 80, "9.00"), ("合川区.png", PICTURE[:8]))
    app = opened(url, PAGE, **SPRING)
    app = choose(app, "button_group", "scope", "open")
    assert widget(app, "selectbox", "typed_unit_").value == "500117"
    assert "没有录入任何数字" in words(press(app, "typed_save_"))
    app.text_input(key="typed_2_0_entitled_cash_amount").set_value("约3")
    app.text_input(key="typed_2_0_garrison_visited_people").set_value("12")
    assert "“约3”不是确切数值" in words(press(app, "typed_save_"))
    assert queries.returns(open_store(url), "500000")["unit"].tolist() == ["万州区"], "nothing is kept of it"
    app.text_input(key="typed_2_0_entitled_cash_amount").set_value("3.5")
    press(app, "typed_save_")
    assert figures(url)[0] == 1150 + 350
    assert queries.returns(open_store(url), "500000")["unit"].tolist() == ["万州区", "合川区"]


def test_what_was_told_by_telephone_is_typed_in_and_the_form_is_empty_again(opened: Open, empty: str) -> None:
    app = opened(empty, "pages/collect/submit.py")
    choose(app, "selectbox", "typed_unit_", "500117")
    app.text_input(key="typed_alone_0_entitled_visited_people").set_value("12")
    assert "请说明由谁" in words(press(app, "typed_save_"))
    choose(app, "text_input", "typed_source_", "合川区双拥办电话")
    app = press(app, "typed_save_")
    assert queries.returns(open_store(empty), "500000")["unit"].tolist() == ["合川区"]
    assert app.text_input(key="typed_alone_1_entitled_visited_people").value == ""


def test_what_is_typed_is_kept_like_any_return_and_closes_the_question(tmp_path: Path) -> None:
    url = store(tmp_path, ("合川区.png", PICTURE))
    engine = open_store(url)
    found = queries.findings(engine, "500000")
    page: Any = SimpleNamespace(
        source=data.source(data.Door(url, data.WHOLE), "500000")
    )  # all of a page that handing in asks for
    by = Clerk(engine, "500000", "甲", datetime(2024, 3, 2, 9), learning.reader("500000"))
    drawn = Drawn(
        "合川区", period(2024, "spring"), "合川区.png", ["cash_amount"], {("entitled", "cash_amount"): "3.5"}
    )
    hand_in(page, by, drawn, [int(found["finding_id"].iloc[0])])
    assert figures(url) == (350, [])
    (row,) = queries.returns(engine, "500000").to_dict("records")
    assert (row["unit"], row["file"]) == ("合川区", "手工录入/合川区_2024年春节_20240302.csv")


def test_cells_that_hold_no_exact_figure_are_named() -> None:
    table = pd.DataFrame({"cash_amount": ["3.5", "约3", ""], "visited_people": ["1,200", None, "1.5"]})
    table = table.set_axis(["entitled", "garrison", "border"])
    typed, wrong = checked(table)
    assert typed == {
        ("entitled", "cash_amount"): "3.5", ("entitled", "visited_people"): "1,200",
        ("garrison", "cash_amount"): "约3", ("border", "visited_people"): "1.5",
    }  # fmt: skip
    assert [text.split("：")[1] for text in wrong] == ["“约3”不是确切数值。", "“1.5”不是确切数值。"]


# ---- sending back ----
def test_a_return_goes_back_in_its_own_file_and_its_answer_is_held_against_the_questions(
    opened: Open, tmp_path: Path
) -> None:
    url = store(tmp_path, ("甲.csv", sheet("涪陵区", 2024, 60, "三百多")[1]))
    app = opened(url, PAGE, **SPRING)
    app = choose(app, "toggle", "make_", True)
    (button,) = [b for b in app.get("download_button") if "sendback_file" in str(b.proto)]
    assert "甲（核查退回）.xlsx" in button.proto.label
    assert "涪陵区 · 甲.csv" in str(press(app, "sendback_mark").selectbox(key="review_item").options)
    engine = open_store(url)
    assert queries.returns(engine, "500000")["review"].tolist() == ["sent-back"]
    corrected = ("乙.csv", sheet("涪陵区", 2024, 60, "约3.5")[1])
    returns.save(engine, sydata.normalize([corrected]).batch, datetime(2024, 3, 5, 9), "test")
    app = opened(url, PAGE, **SPRING)
    (answer,) = [expander for expander in app.expander if "答复" in expander.label]
    assert "1 个问题中已解决 1 个" in answer.label
    assert "已解决" in words(app)


def test_a_return_that_did_not_go_out_is_open_again(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("涪陵区", 2024, 60, "三百多"))
    app = press(opened(url, PAGE, **SPRING), "sendback_mark")
    press(app, "sendback_withdraw")
    assert queries.returns(open_store(url), "500000")["review"].tolist() == [""]


def test_an_address_names_the_return_that_is_looked_at(opened: Open, tmp_path: Path) -> None:
    url = store(tmp_path, sheet("万州区", 2024, 80, "三百多"), sheet("涪陵区", 2024, 60, "三百多"))
    app = opened(url)
    app.query_params["return"] = "2"
    app.switch_page(PAGE).run()
    assert not app.exception
    assert app.selectbox(key="review_item").value == "r2"
    app.button(key="item_-1").click().run()
    assert app.selectbox(key="review_item").value == "r1"
    assert app.query_params["return"] == "1"
    app.button(key="item_1").click().run()
    assert app.selectbox(key="review_item").value == "r2"


def test_an_address_of_nothing_open_begins_with_the_first(opened: Open, tmp_path: Path) -> None:
    app = opened(store(tmp_path, sheet("涪陵区", 2024, 60, "三百多")))
    app.query_params["return"] = "99"
    app.switch_page(PAGE).run()
    assert app.selectbox(key="review_item").value == "r1"
