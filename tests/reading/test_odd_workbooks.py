"""Workbooks as WPS and other writers leave them: odd names, missing parts, false sizes, broken merges."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Merge, Sheet
from tests.reading import drawn

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
LINKS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STRICT = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
Members = dict[str, bytes]


def read(change: Callable[[Members], Members], write: Callable[[], bytes] = drawn.shared_xlsx) -> Sheet:
    return drawn.only(drawn.zipped(change(drawn.unzipped(write()))))


def check(sheet: Sheet) -> None:
    assert (sheet.name, sheet.rows, sheet.merges) == ("汇总", drawn.ROWS, drawn.MERGES)


def replaced(members: Members, *pairs: tuple[bytes, bytes]) -> Members:
    for old, new in pairs:
        members = {name: data.replace(old, new) for name, data in members.items()}
    return members


@pytest.mark.parametrize("stated", ["A1", "A1:A1", "A1:XFD1048576", "D5:A1", "", "1:1"])
def test_false_dimension_does_no_harm(stated: str) -> None:
    pattern = re.compile(rb'<dimension ref="[^"]*"')
    check(read(lambda m: {**m, SHEET: pattern.sub(b'<dimension ref="' + stated.encode() + b'"', m[SHEET])}))


@pytest.mark.parametrize("part", ["xl/worksheets/Sheet_甲.xml", "xl/worksheets/a/b c.xml", "xl/工作表.xml"])
def test_sheet_may_lie_in_a_part_of_any_name(part: str) -> None:
    def move(members: Members) -> Members:
        members[part] = members.pop(SHEET)
        return replaced(members, (b"/" + SHEET.encode(), b"/" + part.encode()))

    check(read(move))


@pytest.mark.parametrize(
    "target",
    [
        "/xl/worksheets/sheet1.xml",
        "worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
        "\\xl\\worksheets\\sheet1.xml",
    ],
)
def test_sheet_may_be_told_by_any_kind_of_path(target: str) -> None:
    pattern = re.compile(rb'Target="[^"]*sheet1.xml"')
    new = b'Target="' + target.encode().replace(b"\\", rb"\\") + b'"'
    check(read(lambda m: {**m, LINKS: pattern.sub(new, m[LINKS])}))


def test_parts_with_backslashes_in_their_names_are_found() -> None:
    check(read(lambda members: {name.replace("/", "\\"): data for name, data in members.items()}))


def test_parts_with_other_capitals_are_found() -> None:
    def rename(members: Members) -> Members:
        names = {SHEET: "xl/worksheets/Sheet1.xml", "xl/sharedStrings.xml": "xl/SharedStrings.xml"}
        return {names.get(name, name): data for name, data in members.items()}

    check(read(rename))


def test_strict_workbook_is_read() -> None:
    check(read(lambda members: replaced(members, *STRICT)))


def test_workbook_without_styles_is_read() -> None:
    check(read(lambda members: {name: data for name, data in members.items() if "styles" not in name}))


@pytest.mark.parametrize("left_out", ["sharedStrings", "docProps", "theme"])
def test_workbook_with_inline_texts_needs_no_other_part(left_out: str) -> None:
    check(read(lambda members: {n: d for n, d in members.items() if left_out not in n}, drawn.xlsx))


def test_lost_table_of_texts_is_damage_and_never_blank_cells() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read(lambda members: {name: data for name, data in members.items() if "sharedStrings" not in name})


def test_text_beyond_the_table_of_texts_is_damage() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read(lambda m: {**m, SHEET: m[SHEET].replace(b' t="s"><v>0</v>', b' t="s"><v>999</v>')})


def test_byte_order_mark_and_prefixes_do_no_harm() -> None:
    marked = read(lambda m: {n: b"\xef\xbb\xbf" + d if n.endswith(".xml") else d for n, d in m.items()})
    check(marked)

    def prefix(members: Members) -> Members:
        data = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", members[SHEET])
        return {**members, SHEET: data.replace(b"xmlns=", b"xmlns:x=")}

    check(read(prefix))


def merged(*ranges: str) -> tuple[Merge, ...]:
    """The merges that are kept of these ranges, over the form's cells."""
    cells = b"".join(b'<mergeCell ref="%s"/>' % each.encode() for each in ranges)
    pattern = re.compile(rb"<mergeCells.*</mergeCells>", re.DOTALL)
    return read(
        lambda m: {**m, SHEET: pattern.sub(b"<mergeCells>" + cells + b"</mergeCells>", m[SHEET])}
    ).merges


def test_overlapping_merges_end_in_one_order() -> None:
    kept = (Merge(0, 0, 1, 1), Merge(2, 2, 3, 3))
    assert merged("A1:B2", "B2:C3", "C3:D4") == kept
    assert merged("C3:D4", "B2:C3", "A1:B2") == kept
    assert merged("A1:B2", "A1:B2", "A1:A2") == (Merge(0, 0, 1, 1),)
    assert merged("A1:D5", "B2:C3") == (Merge(0, 0, 4, 3),)
    assert merged("B1:C4", "A2:D2", "A5:D5") == (Merge(0, 1, 3, 2), Merge(4, 0, 4, 3))


def test_broken_merges_do_no_harm() -> None:
    assert merged("A1:A1", "B2") == ()
    assert merged("", "A:B", "A1:", "1:2", "$C$4:$D$5", "B2:A1", "表") == (Merge(3, 2, 4, 3),)
    assert merged("C4:XFD1048576") == (Merge(3, 2, 4, 3),)
    assert merged("XFD1:XFD9", "A1048576:B1048576") == ()
