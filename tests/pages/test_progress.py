"""The page of progress: who has reported, what to send to those who have not, and what was left blank."""

from __future__ import annotations

from datetime import datetime

import pytest

import sydata
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.pages.conftest import SHEETS, Open, sheet, unlinked, words
from tests.pages.test_prose import written

PAGE = "pages/collect/progress.py"
SPRING = {"period": "2024-spring"}
COUNTY_REPORT = (
    "文水县2022年春节期间双拥工作情况报告",
    "春节期间，走访慰问优抚对象812人，发放慰问金45.6755万元。",
    "文水县双拥办",
    "2022年2月8日",
)


def figures(said: str) -> list[str]:
    return [part.split("<small>")[0] for part in said.split("sy-big'>")[1:]]


def test_the_answer_and_the_five_numbers_with_those_of_a_year_earlier(opened: Open, filled: str) -> None:
    said = words(opened(filled, PAGE, **SPRING))
    assert (
        "2024年春节应报 41 个单位，已报 2 个，报送率 4.9%，按时 2 个，按时率 4.9%。39 个单位未报送：" in said
    )
    assert figures(said) == ["41", "2", "4.9", "2", "4.9"]
    assert "上年同期 2.4%" in said


def test_the_grid_says_each_state_by_a_sign_and_in_full(opened: Open, filled: str) -> None:
    said = unlinked(words(opened(filled, PAGE, **SPRING)))
    assert (
        "<tr><th>万州区</th><td class='there' title='按时'>✓</td><td class='there' title='按时'>✓</td></tr>"
        in said
    )
    assert (
        "<tr><th>涪陵区</th><td class='questioned' title='待核'>核</td><td class='missing' title='未报'>缺</td></tr>"
        in said
    )
    assert "近 2 期中有 39 个单位两次以上未报：渝中区（2 次）" in said
    assert "应报材料：统计表" in said


def test_a_letter_to_all_or_to_one_can_be_changed(opened: Open, filled: str) -> None:
    app = opened(filled, PAGE, **SPRING)
    assert app.selectbox(key="letter_to").options[:2] == ["合并一份（39 个单位）", "渝中区"]
    assert app.text_area[0].value.startswith("关于催报2024年春节期间双拥活动情况统计表的通知\n各有关单位：")
    app.selectbox(key="letter_to").set_value(1).run()
    assert app.text_area[0].value.startswith("关于催报2024年春节期间双拥活动情况统计表的函\n渝中区双拥办：")
    app.text_area[0].set_value("改过的信").run()
    assert not app.exception
    app.selectbox(key="letter_to").set_value(2).run()
    assert "改过的信" not in app.text_area[0].value
    app.selectbox(key="letter_to").set_value(1).run()
    assert app.text_area[0].value == "改过的信"


def test_what_stands_in_the_cells_and_what_was_left_blank(opened: Open, filled: str) -> None:
    said = words(opened(filled, PAGE, **SPRING))
    # two returns of three categories; 三百多 is unreadable, two totals and one number of difficulties are blank each
    assert "48 个单元格中已填 43 个（89.6%），4 个空白，1 个不可读" in said
    assert "<td class='unreadable' title='不可读 1 · 有数 2'>✖1/3</td>" in said
    assert "<td class='blank' title='空白 1 · 有数 1 · 填零 1'>空1/3</td>" in said
    assert "计入的报表中有 4 个空白单元格" in said
    assert "<td>解决实际困难</td><td class=w>涪陵区2024.csv</td><td></td><td>J6</td>" in said


def test_an_assumed_deadline_is_said_before_a_letter_goes_out(opened: Open, filled: str) -> None:
    assert "截止日期未见通知，2023-02-28 按往年推定" in words(opened(filled, PAGE, period="2023-spring"))
    assert "按往年推定" not in words(opened(filled, PAGE, **SPRING))


def test_half_a_return_is_shown_as_half_where_both_parts_are_asked_for(opened: Open, empty: str) -> None:
    engine = open_store(empty)
    files = [sheet("离石区", 2022, 120, "11.00"), ("文水县报告.docx", written(*COUNTY_REPORT))]
    save(engine, sydata.normalize(files, office="141100").batch, datetime(2022, 2, 9, 9), "test")
    engine.dispose()
    app = opened(empty, PAGE, office="141100", period="2022-spring")
    said = unlinked(words(app))
    assert "应报材料：统计表和书面报告" in said
    assert "<tr><th>离石区</th><td class='questioned' title='缺书面报告'>半</td></tr>" in said
    assert "<tr><th>文水县</th><td class='questioned' title='缺统计表'>半</td></tr>" in said
    assert "<td>离石区</td><td>半份</td><td>书面报告</td>" in said
    app.selectbox(key="letter_to").set_value(12).run()
    assert "已收到你区的统计表，尚未收到书面报告" in app.text_area[0].value
    board = words(opened(empty, office="141100", period="2022-spring"))
    assert "<span>离石区</span><span class='state'>缺书面报告</span>" in board


def test_where_all_have_reported_there_is_no_letter(
    opened: Open, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_store(empty)
    units = ["蓬江区", "江海区", "新会区", "台山市", "开平市", "鹤山市", "恩平市"]
    files = [sheet(unit, 2024, 120 + at, "11.00") for at, unit in enumerate(units)]
    save(engine, sydata.normalize(files, office="440700").batch, datetime(2024, 2, 9, 9), "test")
    engine.dispose()
    app = opened(empty, PAGE, office="440700", **SPRING)
    assert "全部报齐，无需催报" in words(app)
    assert "7 个单位全部报送" in words(app)
    assert len(app.text_area) == 0


def test_the_page_speaks_english_and_letters_stay_chinese(opened: Open, filled: str) -> None:
    app = opened(filled, PAGE, lang="en", **SPRING)
    said = words(app)
    assert (
        "2024 Spring Festival: 2 of 41 units reported (4.9%), 2 on time (4.9%). 39 units have not reported:"
        in said
    )
    assert "43 of 48 cells are filled (89.6%), 4 blank, 1 unreadable" in said
    assert app.text_area[0].value.startswith("关于催报")


def test_words_of_sheets_never_become_markup(opened: Open, empty: str) -> None:
    name, content = SHEETS[1]
    engine = open_store(empty)
    batch = sydata.normalize([(f"<b onclick=x>{name}", content)]).batch
    save(engine, batch, datetime(2024, 3, 1, 9), "test")
    engine.dispose()
    assert "<b onclick" not in words(opened(empty, PAGE, **SPRING))
