"""The card of figures told in words, on the page where returns are handed in."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import docx
import pytest

import sydata
from sydata.store import queries
from sydata.store.database import open_store
from sydata.store.returns import save
from sydata.ui import data
from tests.pages.conftest import SHEETS, Open, words

SUBMIT = "pages/collect/submit.py"
REPORT = (
    "江津区2024年春节期间双拥工作情况报告",
    "春节期间，走访慰问优抚对象812人，其中烈属12户，发放慰问金45.6755万元，发放慰问品320余份<b>。",
    "镇街召开座谈会4场。区里召开座谈会9场。",
    "江津区双拥办",
    "2024年2月20日",
)


def written(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def told(empty: str) -> str:
    """A store with a report in prose and a return."""
    engine = open_store(empty)
    files = [("江津区报告.docx", written(*REPORT)), SHEETS[1]]
    save(engine, sydata.normalize(files).batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    return empty


def boxes(app: object) -> list[tuple[str, bool]]:
    return [(box.label, box.value) for box in app.checkbox]  # type: ignore[attr-defined]


def counted(url: str) -> list[tuple[str, int]]:
    rows = queries.facts(data.store(url), "500000").query("unit == '江津区'")
    return list(rows[["indicator", "value"]].itertuples(index=False, name=None))


def test_each_figure_stands_in_its_sentence_and_doubtful_ones_are_not_ticked(opened: Open, told: str) -> None:
    app = opened(told, SUBMIT)
    assert not app.exception
    assert boxes(app) == [
        ("**812 人** 走访慰问优抚对象 · 优抚对象", True),
        ("**45.6755 万元** 发放慰问金金额 · 优抚对象", True),
        ("**320 件** 发放慰问品数量 · 优抚对象 — 约数", True),
        ("**4 场** 召开座谈会 · 未分类 — 文中多处提到，须选定", False),
        ("**9 场** 召开座谈会 · 未分类 — 文中多处提到，须选定", False),
    ]
    said = words(app)
    assert "文字报告中的数字（待确认 5 个）" in said
    assert "未列入：烈属12户 — 其中项，已含在上级行内" in said
    assert "走访慰问<mark>优抚对象812人</mark>，其中烈属12户，发放<mark>慰问金45.6755万元</mark>" in said
    assert "320余份</mark>&lt;b&gt;" in said


def test_confirming_tells_how_many_and_lets_them_count(opened: Open, told: str) -> None:
    app = opened(told, SUBMIT)
    assert app.button(key="prose_confirm").label == "确认 3 个数字"
    app.checkbox[4].check().run()
    assert app.button(key="prose_confirm").label == "确认 4 个数字"
    app.button(key="prose_confirm").click().run()
    assert not app.exception
    assert "4 个数字已计入。" in words(app)
    assert counted(told) == [
        ("cash_amount", 45_675_500), ("goods_count", 320), ("sgb_visited", 812), ("meetings", 9)
    ]  # fmt: skip
    assert [box.label for box in app.checkbox][0].startswith("**4 场**")


def test_a_decision_is_taken_back_where_it_was_made(opened: Open, told: str) -> None:
    app = opened(told, SUBMIT)
    app.button(key="prose_confirm").click().run()
    app.button(key="prose_reject").click().run()
    assert "2 个数字不计入。" in words(app)
    assert "文字报告中的数字均已处理" in words(app)
    app.checkbox[0].check().run()
    app.button(key="prose_back").click().run()
    assert not app.exception
    assert "1 个数字恢复为待确认。" in words(app)
    assert app.button(key="prose_confirm").label == "确认 1 个数字"


def test_what_a_table_tells_cannot_be_ticked(opened: Open, told: str) -> None:
    table = (
        "填报单位：,江津区,,日期：2024年2月21日\n2024年春节双拥活动情况统计表\n项目,走访慰问人数(人),发放慰问金金额(万元),发放慰问金人数(人)\n重点优抚对象,800,40,700\n"
        "驻地部队官兵,5,1,5\n"
    )
    engine = open_store(told)
    save(engine, sydata.normalize([("江津区.csv", table.encode())]).batch, datetime(2024, 3, 2), "test")
    engine.dispose()
    app = opened(told, SUBMIT)
    cash = next(box for box in app.checkbox if "慰问金金额" in box.label)
    assert (cash.disabled, cash.value) == (True, False)
    assert cash.label.endswith("统计表已有此项，再计会重复")


def test_without_reports_in_prose_there_is_no_card(opened: Open, filled: str) -> None:
    assert "文字报告" not in words(opened(filled, SUBMIT))


def test_the_overview_says_who_sent_only_words(opened: Open, told: str) -> None:
    said = words(opened(told, period="2024-spring"))
    assert "已报 2 个（1 个只有文字）" in said
    assert "只有文字</span>" in said


def test_a_report_is_recognised_and_its_figures_are_asked_for_after_saving(opened: Open, empty: str) -> None:
    app = opened(empty, SUBMIT)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    app.file_uploader(key="uploads_False_0").set_value([("江津区报告.docx", written(*REPORT), kind)]).run()
    assert "文中 5 个数字待确认" in words(app)
    assert "nan" not in words(app)
    app.button(key="save").click().run()
    assert not app.exception
    assert app.button(key="prose_confirm").label == "确认 3 个数字"
