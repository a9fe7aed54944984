"""PDF: ruled tables with merged cells, over pages, turned; scans and hostile files are named."""

from __future__ import annotations

import random
import time

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Line, Mark, Merge
from sydata.reading import Budget, read_file
from sydata.reading.archive import source
from tests.reading import drawn, printed
from tests.reading.printed import Sheet, pdf, table, text, words

FORM = Sheet(
    (
        ("双拥活动情况统计表", None, None, None),
        ("项目", "发放慰问金", None, "备注"),
        (None, "金额（万元）", "人数（人）", None),
        ("重点优抚对象", "56.3", "1,200", None),
        ("驻地部队\n基层官兵", "12", "80", "含火箭军"),
    ),
    drawn.MERGES,
)
HEAD = (("项目", "金额", "人数", "备注"),)
ROWS = (("重点优抚对象", "1", "2", None), ("驻地部队", "3", "4", "无"))
MORE = (("边海防官兵", "5", "6", None), ("总计", "9", "12", None))


@pytest.mark.parametrize("bars", [False, True])
def test_ruled_table_gives_its_cells_merges_and_the_lines_around(bars: bool) -> None:
    content = pdf(
        words("关于报送的函", "填报单位：黔江区") + table(FORM, bars=bars) + words("填表人：某某", top=300)
    )
    sheet = drawn.only(content)
    assert (sheet.rows, sheet.merges) == (FORM.rows, drawn.MERGES)
    assert (sheet.name, sheet.source, sheet.marks, sheet.unread) == ("表1", "pdf", {}, ())
    assert sheet.before == (Line("关于报送的函", "第1页"), Line("填报单位：黔江区", "第1页"))
    assert sheet.after == (Line("填表人：某某", "第1页"),)


def test_table_open_at_its_sides_is_read() -> None:
    sheet = drawn.only(pdf(table(FORM, sides=False)))
    assert (sheet.rows, [line.text for line in sheet.before]) == (FORM.rows[1:], ["双拥活动情况统计表"])


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_page_that_is_turned_as_a_whole_is_read_upright(turned: int) -> None:
    spin = {90: b"0 1 -1 0 600 0 cm\n", 180: b"-1 0 0 -1 600 800 cm\n", 270: b"0 -1 1 0 0 800 cm\n"}[turned]
    narrow = FORM._replace(xs=(20, 150, 250, 350, 450))
    content = spin + table(narrow) if turned == 180 else spin + b"1 0 0 1 0 -200 cm\n" + table(narrow)
    for stated in (0, turned):
        assert drawn.only(pdf(content, turned=stated)).rows == FORM.rows


def test_table_goes_on_over_pages_with_its_header_printed_again() -> None:
    content = pdf(
        table(Sheet(HEAD + ROWS)) + words("- 1 -", top=780),
        table(Sheet(HEAD + MORE)) + words("第2页", top=780),
    )
    assert drawn.only(content).rows == HEAD + ROWS + MORE


def test_table_goes_on_over_pages_without_a_header() -> None:
    merges, more = (Merge(0, 1, 0, 2),), (("边海防官兵", "未开展", None, "无"), *MORE[1:])
    sheet = drawn.only(
        pdf(table(Sheet(HEAD + ROWS)), table(Sheet(more, merges, top=50)) + words("填表人", top=300))
    )
    assert sheet.rows == HEAD + ROWS + more
    assert sheet.merges == (Merge(3, 1, 3, 2),)
    assert [line.text for line in sheet.after] == ["填表人"]


def test_forms_of_several_units_are_not_joined() -> None:
    own = [
        Sheet((("统计表", None, None, None), (f"单位：{unit}", None, None, None), *HEAD, *ROWS))
        for unit in "甲乙"
    ]
    assert len(drawn.read(pdf(*map(table, own)))) == 2
    titled = [words(f"填报单位：{unit}") + table(Sheet(HEAD + ROWS)) for unit in "甲乙"]
    first, second = drawn.read(pdf(*titled))
    assert [line.text for line in second.before] == ["填报单位：乙"]
    assert first.rows == second.rows
    other = Sheet(HEAD + ROWS, xs=(50, 150, 300, 400, 500))
    assert len(drawn.read(pdf(table(Sheet(HEAD + ROWS)), table(other)))) == 2


def test_number_that_runs_over_a_line_is_none() -> None:
    rows = (("项目", "金额", "人数", "备注"), ("重点", None, "7", "无"))
    content = pdf(table(Sheet(rows)) + text("1234567890", 275, 143))
    sheet = drawn.only(content)
    assert sheet.rows[1][1:3] == (None, None)
    assert {mark.kind for mark in sheet.marks.values()} == {"error"} and set(sheet.marks) == {(1, 1), (1, 2)}


def test_letters_drawn_twice_to_look_bold_count_once() -> None:
    content = pdf(
        table(Sheet(HEAD + (("重点", None, "7", "无"),))) + text("1200", 210, 143) + text("1200", 210.4, 143)
    )
    assert drawn.only(content).rows[1][1] == "1200"


def test_number_in_two_lines_stays_in_two_lines() -> None:
    assert drawn.only(pdf(table(Sheet(HEAD + (("重点", "12\n34", "7", "无"),))))).rows[1][1] == "12\n34"


def test_stamp_over_a_table_does_no_harm() -> None:
    assert drawn.only(pdf(table(FORM) + printed.STAMP)).rows == FORM.rows


def test_text_without_a_table_is_its_lines() -> None:
    sheet = drawn.only(pdf(words("走访慰问部队16个。")))
    assert (sheet.rows, [line.text for line in sheet.before]) == ((), ["走访慰问部队16个。"])


def cause(content: bytes, budget: Budget | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file(source("a.pdf", content), budget or Budget())
    return caught.value.cause


def test_scan_is_named_even_with_letters_recognised_below_it() -> None:
    assert cause(pdf(printed.PICTURE)) == "scan"
    assert cause(pdf(printed.PICTURE + text("1200", 100, 100, mode=3))) == "scan"
    assert cause(pdf(b"0 0 10 10 re f\n" * 300)) == "scan"
    assert cause(pdf(words("见附件"), printed.PICTURE)) == "scan"
    assert cause(pdf(b"")) == "empty"


def test_pages_that_are_pictures_are_told_beside_those_that_are_read() -> None:
    sheet = drawn.only(pdf(table(FORM), printed.PICTURE))
    assert (sheet.rows, sheet.unread) == (FORM.rows, ("第2页",))


def test_letters_that_the_file_does_not_explain_have_no_value() -> None:
    sheet = drawn.only(
        pdf(table(Sheet(HEAD + (("重点", None, "7", "无"),))) + text("\ue001\ue002", 210, 143))
    )
    assert sheet.rows[1][1] is None
    assert sheet.marks == {(1, 1): Mark("error", "\ufffd\ufffd")}


def test_hostile_files_end_with_their_cause() -> None:
    budget = Budget(pages=3, drawn=2000, seconds=20)
    assert cause(pdf(*[words("a")] * 4), budget) == "too-large"
    assert cause(pdf(b"0 0 5 5 re S\n" * 3000), budget) == "too-large"
    assert cause(pdf(words("字" * 2500)), budget) == "too-large"
    assert cause(b"%PDF-1.7\n%%EOF") == "damaged"
    assert cause(
        pdf(b"".join(printed.line(n * 4, 0, n * 4, 700) for n in range(150)) * 20), Budget(seconds=20)
    ) in (
        "scan",
        "too-large",
    )


def test_protected_file_needs_a_password() -> None:
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}
    assert cause(printed.assembled(objects, locked)) == "password"


def test_changed_and_cut_off_files_never_do_worse_than_unreadable() -> None:
    draw = random.Random(11)
    original = pdf(words("填报单位：黔江区") + table(FORM))
    started = time.monotonic()
    for _ in range(25):
        data = bytearray(original)
        for _ in range(draw.randint(1, 12)):
            data[draw.randrange(9, len(data))] = draw.randrange(256)
        try:
            drawn.read(bytes(data[: draw.choice([len(data), draw.randrange(9, len(data))])]))
        except UnreadableFile:
            continue
    assert time.monotonic() - started < 60
