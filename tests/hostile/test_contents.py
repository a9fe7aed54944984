"""A whole workbook with anything at all in its cells: normalize always answers, and shows what stood there."""

from __future__ import annotations

import os
import re
import time
from html import escape
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sydata
from sydata.model import address
from tests.pipeline.drawn import cells, form
from tests.reading import drawn

FORM = [[re.sub("[<^]", "", words.replace("↵", "\n")) for words in row] for row in cells(form())]
LONGEST = 40_000
EXAMPLES = max(25, int(os.environ.get("FUZZ_CASES", "0")) // 10)
STYLES = (
    "General",
    "yyyy-mm-dd",
    "[h]:mm:ss",
    "0%",
    '0!.0,"万元"',
    '0"人"',
    "#,##0,",
    '"共"0;-0;"无";@',
    "¥0.00",
    "@",
)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def stored(number: str, style: int = 0) -> str:
    return f'<c s="{style}"><v>{number}</v></c>'


def words(text: str) -> str:
    """A cell of text; what XML cannot hold is written as Excel writes it, _x0001_."""
    bare = re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", lambda m: f"_x{ord(m[0]):04X}_", text
    )
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(bare)}</t></is></c>'


def formula(text: str, value: str = "", kind: str = "n") -> str:
    return f'<c t="{kind}"><f>{escape(text)}</f><v>{escape(value)}</v></c>'


def plain(text: str) -> str:
    """A cell of the form, a figure as a figure."""
    return stored(text) if re.fullmatch(r"\d+(\.\d+)?", text) else words(text) if text else "<c/>"


def workbook(rows: list[list[str]], more: str = "") -> bytes:
    """A workbook of these cells, each as XML without its address; more: what follows the rows."""
    placed = (
        "".join(cell.replace("<c", f'<c r="{address(r, c)}"', 1) for c, cell in enumerate(row))
        for r, row in enumerate(rows)
    )
    lines = "".join(f'<row r="{r}">{row}</row>' for r, row in enumerate(placed, start=1))
    members = drawn.unzipped(drawn.xlsx())
    members["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{SHEET}"><sheetData>{lines}</sheetData>{more}</worksheet>'.encode()
    )
    codes = "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode="{escape(code)}"/>' for i, code in enumerate(STYLES)
    )
    uses = "".join(f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(len(STYLES)))
    members["xl/styles.xml"] = (
        f'<styleSheet xmlns="{SHEET}"><numFmts>{codes}</numFmts><cellXfs>{uses}</cellXfs></styleSheet>'.encode()
    )
    return drawn.zipped(members)


def read(content: bytes) -> sydata.Result:
    """What normalize makes of a workbook; anything it raises fails the test."""
    result = sydata.normalize([("黔江区2024年春节.xlsx", content)])
    assert not result.findings["message"].isna().any()
    counted = result.observations[result.observations["status"] == "counted"]
    assert not (counted["value"].notna() & (counted["text"] == "")).any()
    return result


NUMBERS = (
    "0", "-0", "-0.0", "0.1", "1e308", "-1e308", "1e-320", "1.7976931348623157e308", "1e309", "nan", "-inf", "9" * 30,
    "9007199254740993", "92233720368547758.07", "99999999999999999", "1000000000000000000", "0.30000000000000004",
    "1200.0000000000002", "60", "2958465", "2958466", "1e10", "-1", "43831.5", "0x10", "1_000", "", " 5 ", "１２", "5e",
)  # fmt: skip
TEXTS = (
    "x" * LONGEST, "9" * LONGEST, "（" * LONGEST, "一" * LONGEST, "约" * LONGEST, "1," * 20_000, "\n" * LONGEST,
    "1" + " " * LONGEST + "人", "\u202e12\u202c", "\u200f\u200e", "\x00", "\x01\x1f\x7f", "\ud800", "\ufffe", "\u0000",
    "👨‍👩‍👧‍👦" * 100, "e\u0301" * 1000, "１２３４", "٣٤", "१२", "⑫", "㊿", "½", "²", "𝟏𝟐", "壹佰亿",
    "十百千万亿" * 50, "2024年13月45日", "99999年2月30日", "0年0月0日", "2024-02-30", "9" * 400 + "年春节",
    "-", "--", "1-", "+1", "1e5",
    "1" * 400 + "万元", "0." + "0" * 400 + "1元", "1" + "0" * 30 + "亿元", "{text}", "{0}", "%s", "{", "<b>", "=1+1",
    "合计", "总计", "其中", "项目", "填报单位：", "日期：", "单位：元", "其中：" * 999, "优抚对象", "走访慰问人数",
    "\\d+", "(?P<a>",
)  # fmt: skip
FORMULAS = (
    "SUM(A1:XFD1048576)", "A1", "SUM(C5:C9)", "C5+D5", "1/0", "9^9^9^9", "REPT(1,9999)", "D5", "ROUND(D5,-9)",
    "-" * 999,
    "1E308*10", "SUM(" * 60 + "1" + ")" * 60, "(" * 5000, "'", '"', "[1]x!A1", "Sheet1!A1", "汇总!D5*2", 
    "+" * 8000 + "1",
    "A1:A2:A3", "SUM(D5:D7)" + "+SUM(A1:Z99)" * 500, "C5%%%%%%%%%%%%%%%%", "PRODUCT(C5:J8)", "AVERAGE(Z1)",
)  # fmt: skip

NASTY = st.one_of(
    st.builds(stored, st.sampled_from(NUMBERS), st.integers(0, len(STYLES))),
    st.builds(stored, st.floats().map(repr), st.integers(0, len(STYLES) - 1)),
    st.builds(stored, st.integers(-(10**30), 10**30).map(str), st.integers(0, len(STYLES) - 1)),
    st.builds(words, st.sampled_from(TEXTS)),
    st.builds(words, st.text(max_size=30)),
    st.builds(formula, st.sampled_from(FORMULAS), st.sampled_from(("", "0", "5", "x")), st.sampled_from(("n", "str"))),
    st.sampled_from(
        (
            '<c t="b"><v>1</v></c>', '<c t="b"><v>7</v></c>', '<c t="e"><v>#N/A</v></c>', '<c t="e"><v>?</v></c>',
            '<c t="s"><v>99</v></c>', '<c t="d"><v>2024-02-26</v></c>', '<c t="d"><v>9999-99-99T99</v></c>',
            '<c t="x"><v>1</v></c>', '<c t="inlineStr"/>', '<c s="99"><v>1</v></c>', "<c><v>1</v><v>2</v></c>",
        )
    ),
)  # fmt: skip
PLACES = st.tuples(st.integers(0, len(FORM) - 1), st.integers(0, len(FORM[0]) - 1))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(PLACES, NASTY, min_size=1, max_size=25))
def test_nothing_in_a_cell_makes_reading_fail(changes: dict[tuple[int, int], str]) -> None:
    rows = [[changes.get((r, c), plain(text)) for c, text in enumerate(row)] for r, row in enumerate(FORM)]
    read(workbook(rows))


@pytest.mark.parametrize("texts", [TEXTS[:8], TEXTS[8:]])
def test_every_nasty_text_is_read_in_every_role(texts: tuple[str, ...]) -> None:
    roles = ((0, 0), (1, 0), (1, 7), (2, 2), (3, 3), (4, 0), (4, 3), (7, 0))
    books = []
    for n, (text, (row, column)) in enumerate(product(texts, roles)):
        rows = [[plain(cell) for cell in row] for row in FORM]
        rows[row][column] = words(text)
        books.append((f"{n}/黔江区.xlsx", workbook(rows)))
    started = time.process_time()
    sydata.normalize(books)
    assert time.process_time() - started < 10


def test_every_nasty_number_is_read_in_every_format() -> None:
    books = []
    for n, number in enumerate(NUMBERS):
        rows = [[plain(cell) for cell in row] for row in FORM]
        for style in range(len(STYLES)):
            rows[4 + style % 3][2 + style % 8] = stored(number, style)
        books.append((f"{n}/黔江区.xlsx", workbook(rows)))
    sydata.normalize(books)


def test_hundreds_of_merges_that_overlap_are_read() -> None:
    merges = [f"{address(n % 13, n % 11)}:{address(n % 13 + n % 7, n % 11 + n % 5)}" for n in range(300)] + [
        "A1:XFD1048576",
        "J9:A1",
        "A0:B2",
        "A1",
    ]
    for used in (merges, merges[:-1], merges[:300]):
        more = "".join(f'<mergeCell ref="{merge}"/>' for merge in used)
        read(workbook([[plain(cell) for cell in row] for row in FORM], f"<mergeCells>{more}</mergeCells>"))


@pytest.mark.parametrize(("rows", "columns"), [(5000, 10), (len(FORM), 500), (1000, 300)])
def test_a_form_of_thousands_of_rows_or_hundreds_of_columns_is_read(rows: int, columns: int) -> None:
    width = len(FORM[0])
    wide = [[row[c] if c < width else row[c % (width - 1) + 1] for c in range(columns)] for row in FORM]
    long = [wide[r] if r < len(wide) else wide[4 + r % 3] for r in range(rows)]
    content = workbook([[plain(cell) for cell in row] for row in long])
    started = time.process_time()
    read(content)
    assert time.process_time() - started < 10


NAMES = (
    "9" * 400,
    "一" * 400,
    "x" * LONGEST,
    "\x00" * 99,
    "{text}",
    "../" * 99,
    "\u202e",
    "\ud800",
    "(" * 400,
)


def test_no_file_or_folder_name_makes_reading_fail() -> None:
    content = workbook([[plain(cell) for cell in row] for row in FORM])
    names = (
        name
        for n in NAMES
        for name in (n, f"{n}.xlsx", f"{n}/黔江区2024年春节.xlsx", f"黔江区{n}年春节.xlsx")
    )
    sydata.normalize([(name, content) for name in names])


def test_no_long_paragraph_makes_reading_fail() -> None:
    bare = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text) for text in TEXTS]
    started = time.process_time()
    for lines in (bare[:8], bare[8:]):
        content = drawn.document(("填报单位：黔江区", *lines), (*lines, "日期：2024年2月26日"))
        sydata.normalize([("报表.docx", content)])
    assert time.process_time() - started < 10


def test_no_text_file_makes_reading_fail() -> None:
    lines = [[text.encode("utf-8", "replace").decode() for text in TEXTS[at::10]] for at in range(10)]
    content = "\n".join(",".join(line) for line in [*FORM, *lines]).encode()
    sydata.normalize([("黔江区.csv", content), ("万州区.csv", content.replace(b",", b"\t"))])
