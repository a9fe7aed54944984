"""The register and the sign-off, as a clerk uses them."""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

import sydata
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.decisions import correct
from sydata.store.queries import figures
from sydata.store.queries import returns as stored
from sydata.store.returns import save
from sydata.store.reviewing import accept
from sydata.ui.learning import reader
from tests.pages.conftest import SHEETS, Open, sheet, words

SPRING = {"period": "2024-spring"}
REGISTER, SIGNOFF = "pages/collect/register.py", "pages/collect/signoff.py"


@pytest.fixture
def kept(empty: str) -> str:
    """A store with 万州区 twice, the later with more people and a corrected figure, and a file nobody can read."""
    engine = open_store(empty)
    save(engine, sydata.normalize(SHEETS[1:2]).batch, datetime(2024, 3, 1, 9), "甲")
    later = ("万州区更正.csv", sheet("万州区", 2024, 130, "11.00")[1])
    save(
        engine,
        sydata.normalize([later, ("说明.txt", "今天天气很好。".encode())]).batch,
        datetime(2024, 3, 2, 9),
        "乙",
    )
    by = Clerk(engine, "500000", "丙", datetime(2024, 3, 3, 9), reader("500000"))
    rows = figures(engine, "500000", 2)
    people = rows.loc[rows["indicator"] == "visited_people", "observation_id"].tolist()
    correct(by, int(people[0]), 125, "电话核实")
    accept(by, [2], despite_warnings=True)
    engine.dispose()
    return empty


def test_the_register_lists_every_return_and_every_file(opened: Open, kept: str) -> None:
    said = words(opened(kept, REGISTER, **SPRING))
    assert "万州区更正.csv" in said
    assert ">已被替代</span>" in said
    app = opened(kept, REGISTER, **SPRING)
    app.segmented_control(key="register_scope").set_value("every").run()
    assert "未读出报表" in words(app)
    assert "说明.txt" in words(app)


def test_the_filters_stay_when_a_row_of_the_list_is_opened(opened: Open, kept: str) -> None:
    app = opened(kept, REGISTER, **SPRING)
    app.segmented_control(key="register_scope").set_value("every").run()
    app.selectbox(key="register_state").set_value("superseded").run()
    app.text_input(key="register_words").set_value("万州").run()
    (link,) = re.findall(r"<a href='\?([^']*return=1)'", words(app))  # a row's link loads the page anew
    asked = dict(parse_qsl(html.unescape(link)))
    again = opened(kept, REGISTER, **asked)
    assert not again.exception
    assert [again.selectbox(key=f"register_{name}").value for name in ("state", "return")] == [
        "superseded",
        "1",
    ]
    assert again.text_input(key="register_words").value == "万州"
    assert again.segmented_control(key="register_scope").value == "every"


def test_the_filters_stay_when_another_page_was_looked_at(opened: Open, kept: str) -> None:
    app = opened(kept, REGISTER, **SPRING)
    app.selectbox(key="register_state").set_value("superseded").run()
    app.switch_page("pages/collect/signoff.py").run()
    app.switch_page(REGISTER).run()
    assert app.selectbox(key="register_state").value == "superseded"


def test_an_address_with_filters_that_nobody_knows_shows_all(opened: Open, kept: str) -> None:
    app = opened(kept, REGISTER, state="<b>", unit="无此单位", scope="x", page="-7", **SPRING)
    assert not app.exception
    assert "万州区更正.csv" in words(app)


def test_a_return_shows_versions_correction_history_and_undo(opened: Open, kept: str) -> None:
    app = opened(kept, REGISTER, **SPRING)
    app.selectbox(key="register_return").set_value("2").run()
    said = words(app)
    assert not app.exception
    assert "本单位本期报表 2 张" in said
    assert ">+5<" in said
    assert "“130” → 125 人" in said
    assert "电话核实" in said
    app.button(key="register_undo_1").click().run()
    assert not app.exception
    assert "现行处理 0 项" in words(app)


def test_setting_aside_wants_a_reason(opened: Open, kept: str) -> None:
    app = opened(kept, REGISTER, **SPRING)
    app.selectbox(key="register_return").set_value("2").run()
    app.button(key="register_aside").click().run()
    assert "请写明理由" in words(app)
    app.text_input(key="register_reason_2").set_value("重复报送").run()
    app.button(key="register_aside").click().run()
    assert ">已搁置</span>" in words(app)


def test_a_period_is_signed_off_shown_on_every_page_and_opened_again(opened: Open, kept: str) -> None:
    app = opened(kept, SIGNOFF, **SPRING)
    assert "可以审定" in words(app)
    app.text_input(key="sign_note").set_value("办公会审定").run()
    app.button(key="sign").click().run()
    assert not app.exception
    assert "已审定 第1版" in words(app)
    assert "已审定 第1版" in words(app.switch_page("pages/explore/overview.py").run())
    app = app.switch_page(SIGNOFF).run()
    app.text_input(key="reopen_reason").set_value("更正").run()
    app.button(key="reopen").click().run()
    assert "未审定" in words(app)
    assert "不同的数据 0 项" in words(app)


def test_a_return_with_questions_leads_to_them_and_an_unknown_unit_is_called_so(
    opened: Open, empty: str
) -> None:
    engine = open_store(empty)
    files = [
        sheet("涪陵区", 2024, 60, "三百多"),
        sheet("某某新城", 2024, 60, "9.00"),
        sheet("万州区", 2024, 60, "9.00"),
    ]
    save(engine, sydata.normalize(files).batch, datetime(2024, 3, 1, 9), "甲")
    rows = stored(engine, "500000").set_index("unit")["return_id"]
    engine.dispose()
    app = opened(empty, REGISTER, **SPRING)
    assert "单位不明</a>" in words(app)
    assert "共 3 张报表。待定 1" in words(app)
    app.selectbox(key="register_return").set_value(str(rows["涪陵区"])).run()
    assert "核查 1 个待处理问题" in links(app)
    app.selectbox(key="register_return").set_value(str(rows["万州区"])).run()
    assert not [label for label in links(app) if "待处理问题" in label]


def links(app: AppTest) -> list[str]:
    return [str(link.proto.label) for link in app.get("page_link")]
