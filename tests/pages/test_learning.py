"""A word that nobody knew is explained on the submit page, read at once, and can be unknown again."""

from __future__ import annotations

from datetime import datetime

from streamlit.testing.v1 import AppTest

import sydata
from sydata.store import queries, returns
from sydata.store.database import open_store
from tests.pages.conftest import COLUMNS, Open, sheet, words

PAGE = "pages/collect/submit.py"
CARE = COLUMNS.replace("走访慰问人数(人)", "登门关怀数（人）")


def unknown(unit: str, year: int = 2024) -> tuple[str, bytes]:
    """A sheet with a header that nobody knows."""
    name, content = sheet(unit, year, 120, "11.00")
    return name, content.decode().replace(COLUMNS, CARE).encode()


def hand_in(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    uploads = [(name, content, "text/csv") for name, content in files]
    return app.file_uploader(key="uploads_False_0").set_value(uploads).run()


def only(app: AppTest, kind: str, prefix: str) -> object:
    (found,) = [widget for widget in app.get(kind) if str(widget.key).startswith(prefix)]
    return found


def teach(app: AppTest, meaning: str) -> AppTest:
    only(app, "selectbox", "meaning_").set_value(meaning).run()  # type: ignore[attr-defined]
    only(app, "button", "teach_").click().run()  # type: ignore[attr-defined]
    assert not app.exception
    return app


def undo(app: AppTest) -> AppTest:
    only(app, "button", "undo_").click().run()  # type: ignore[attr-defined]
    assert not app.exception
    return app


def people(url: str) -> int:
    facts = queries.facts(open_store(url), "500000")
    return int(facts.loc[facts["indicator"] == "visited_people", "value"].sum())


def test_an_unknown_word_is_shown_with_its_places_and_nothing_is_chosen(opened: Open, empty: str) -> None:
    app = hand_in(opened(empty, PAGE), unknown("万州区"), unknown("涪陵区"))
    assert "需要说明的词：1 个" in words(app)
    assert "<b>登门关怀数（人）</b> <span>列名 · 2 张表</span>" in words(app)
    assert "万州区2024.csv · C3; 涪陵区2024.csv · C3" in words(app)
    assert only(app, "selectbox", "meaning_").value is None  # type: ignore[attr-defined]
    assert only(app, "button", "teach_").disabled  # type: ignore[attr-defined]


def test_a_word_is_taught_read_at_once_and_unknown_again(opened: Open, empty: str) -> None:
    app = teach(hand_in(opened(empty, PAGE), unknown("万州区")), "visited_people")
    assert "需要说明的词" not in words(app)
    assert "列名无法识别" not in words(app)
    assert "<b>登门关怀数</b> → 走访慰问人数 (人) <span>列名 · 本机 · " in words(app)
    undo(app)
    assert "需要说明的词：1 个" in words(app)
    assert "已记住的词：0 个" in words(app)


def test_kept_returns_follow_the_word_and_its_undoing(opened: Open, empty: str) -> None:
    engine = open_store(empty)
    returns.save(engine, sydata.normalize([unknown("涪陵区")]).batch, datetime(2024, 3, 1), "test")
    engine.dispose()
    app = hand_in(opened(empty, PAGE), unknown("万州区"))
    teach(app, "visited_people")
    assert "“登门关怀数”：已重新读取 1 张已保存的报表。" in words(app)
    assert people(empty) == 165
    undo(app)
    assert people(empty) == 0


def test_a_column_that_is_no_measure_is_left_out_in_silence(opened: Open, empty: str) -> None:
    app = teach(hand_in(opened(empty, PAGE), unknown("万州区")), "ignored")
    assert "→ 不是统计指标" in words(app)
    assert "列名无法识别" not in words(app)


def test_only_what_would_be_read_there_is_offered(opened: Open, empty: str) -> None:
    app = hand_in(opened(empty, PAGE), unknown("万州区"))
    offered = only(app, "selectbox", "meaning_").options  # type: ignore[attr-defined]
    assert "走访慰问人数 (人)" in " ".join(offered)
    assert "不是统计指标" in offered
    assert not [name for name in offered if "万元" in name], "money is not counted in persons"


def test_rows_and_units_can_be_explained_too(opened: Open, empty: str) -> None:
    name, content = sheet("武陵山城", 2024, 120, "11.00")
    text = content.decode().replace("边海防官兵", "边疆守护家庭")
    app = hand_in(opened(empty, PAGE), ("表.csv", text.encode()))
    boxes = [box for box in app.selectbox if str(box.key).startswith("meaning_")]
    assert ["黔江区" in box.options for box in boxes] == [True, False]
    boxes[0].set_value("黔江区").run()
    next(b for b in app.button if str(b.key).startswith("teach_") and not b.disabled).click().run()
    assert "需要说明的词：1 个" in words(app)
    assert "黔江区" in words(app)
    teach(app, "border")
    assert "需要说明的词" not in words(app)
    assert "没有发现问题" in words(app) or "错误 0" in words(app)


def test_words_of_a_stranger_are_escaped(opened: Open, empty: str) -> None:
    name, content = unknown("万州区")
    text = content.decode().replace("登门关怀数", "<b onclick=x>关怀</b>")
    said = words(hand_in(opened(empty, PAGE), (name, text.encode())))
    assert "<b onclick" not in said


def test_a_layout_that_lost_a_column_or_changed_its_money_is_said_before_saving(
    opened: Open, filled: str
) -> None:
    name, content = sheet("万州区", 2025, 130, "120000")
    text = (
        content.decode()
        .replace("发放慰问金金额(万元)", "发放慰问金金额(元)")
        .replace(",走访慰问人数(人)", ",备注")
    )
    app = hand_in(opened(filled, PAGE), ("新.csv", text.encode()), sheet("涪陵区", 2025, 61, "3.00"))
    assert "与上期版式不同：1 张" in words(app)
    assert (
        "万州区2025年春节与上期（2024年春节）版式不同：缺少“走访慰问人数”列；“发放慰问金金额”由万元改为元。"
        in words(app)
    )
    assert "版式与上期相同：1 张" in words(app)
