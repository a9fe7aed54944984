"""A copy with questions loses nothing of the workbook it is made of, and no hostile package stops it."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from lxml import etree

from sydata.exports.sendback import package, send_back
from tests.exports.sent import (
    HEAD,
    ask,
    changed,
    listed,
    marked,
    opened,
    packed,
    parts,
    plain,
    rich,
    sent,
    told,
)


# ---- what is in the file stays in it ----
def test_a_copy_differs_only_where_it_must() -> None:
    before, after = parts(rich()), parts(send_back("a.xlsx", rich(), [ask("C5")], HEAD)[1])
    assert set(before) - set(after) == set()
    assert sorted(name for name in before if before[name] != after[name]) == [
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml",
    ]  # fmt: skip
    assert sorted(set(after) - set(before)) == [
        "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet2.xml",
    ]  # fmt: skip
    data = [
        [etree.tostring(child, method="c14n") for child in etree.fromstring(each["xl/worksheets/sheet1.xml"])]
        for each in (before, after)
    ]
    assert [len(part) for part in data] == [
        len(data[0]),
        len(data[0]) + 2,
    ]  # the mark, and the drawing of comments
    kept = [part for part in data[0] if b"<sheetView" not in part]  # whose selection had to go
    assert all(part in data[1] for part in kept)
    assert any(b">SUM(I5:I7)</f>" in part for part in kept)


def test_names_of_a_sheet_follow_it_when_the_list_goes_before_it() -> None:
    book = opened(send_back("a.xlsx", rich(), [ask("C5")], HEAD)[1])
    assert list(book["Sheet1"].defined_names) == ["打印"]
    assert book["Sheet1"].print_title_rows == "$3:$4"
    assert [page.sheet_view.tabSelected for page in book] == [True, False] or not book[
        "Sheet1"
    ].sheet_view.tabSelected


def test_macros_stay_and_are_named() -> None:
    members = parts(plain())
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    links = (
        b'<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    )
    links += b'Target="vbaProject.bin"/></Relationships>'
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", links
    )
    members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
    name, content = send_back("表.xls", packed(members), [ask("C5")], HEAD)
    assert name == "表（核查退回）.xlsm"
    assert parts(content)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert "原文件含有宏，已原样保留，没有运行。" in [row[0] for row in listed(content)]


def test_a_signature_is_taken_out_and_that_is_said() -> None:
    members = parts(plain())
    kind = b"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = b'<Relationship Id="rIdS" Type="%s" Target="_xmlsignatures/origin.sigs"/></Relationships>' % kind
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"</Relationships>", link)
    members["_xmlsignatures/origin.sigs"] = b""
    members["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    _, content = send_back("a.xlsx", packed(members), [ask("C5")], HEAD)
    assert not [name for name in parts(content) if "signature" in name]
    assert b"origin.sigs" not in parts(content)["_rels/.rels"]
    assert any("电子签名" in str(row[0]) for row in listed(content))


def test_protected_and_hidden_sheets_are_named() -> None:
    def protect(page):
        page.protection.sheet = True
        page.sheet_state = "hidden"
        page.parent.create_sheet("封面", 0)

    _, content = send_back("a.xlsx", changed(protect), [ask("C5")], HEAD)
    said = [row[0] for row in listed(content)]
    assert "工作表“Sheet1”设有保护，改正前请先撤销保护。" in said
    assert "工作表“Sheet1”已隐藏，改正前请先取消隐藏。" in said
    assert opened(content)["Sheet1"].protection.sheet


def test_a_workbook_of_the_strict_format_is_copied_too() -> None:
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts(plain()).items()
    }
    name, content = sent("a.xlsx", packed(strict))
    added = parts(content)["xl/worksheets/sheet2.xml"]
    assert b"http://purl.oclc.org/ooxml/spreadsheetml/main" in added
    assert told(name, content) == told("a.xlsx", packed(strict))


def test_a_workbook_without_styles_gets_those_it_needs() -> None:
    members = parts(plain())
    del members["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        root = etree.fromstring(members[name])
        for each in [e for e in root if "styles" in etree.tostring(e).decode()]:
            root.remove(each)
        members[name] = etree.tostring(root)
    _, content = sent("a.xlsx", packed(members))
    assert opened(content).worksheets[0]["A1"].font.b
    assert marked(content) == ["C5 E7 E8"]


# ---- text of strangers ----
def test_text_of_strangers_is_never_a_formula() -> None:
    risky = ask("C5", text="=HYPERLINK(1)", title="=1+1", message="@SUM(1)", ask="+1", unit="=2")
    _, content = send_back("a.xlsx", plain(), [risky], replace(HEAD, unit="=cmd|' /C calc'!A0"))
    page = opened(content).worksheets[0]
    assert [
        cell.data_type for row in page for cell in row if cell.value is not None and cell.data_type == "f"
    ] == []
    cell = next(cell for row in page for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.quotePrefix


def test_letters_that_no_workbook_holds_and_endless_texts_do_not_stop_it() -> None:
    spoilt = ask("C5", text="a\0\x0b_x0041_\ud800" + "长" * 50_000, message="\x01")
    _, content = send_back("a.xlsx", plain(), [spoilt], HEAD)
    text = next(str(row[3]) for row in listed(content) if row[0] == 1)
    assert text.startswith("a_x005F_x0041_长") or text.startswith("a_x0041_长")


@pytest.mark.parametrize("cell", ["段3", "C5:D6", "XFE1", "A1048577", "A0", "../x", "c5"])
def test_a_place_that_is_no_cell_is_only_listed(cell: str) -> None:
    _, content = send_back("a.xlsx", plain(), [ask(cell)], HEAD)
    assert marked(content) == []
    assert [row[2] for row in listed(content) if row[0] == 1] == [cell]


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("data", [b"", b"<a", b"<!DOCTYPE a []><a/>", b"<a/>"])
def test_a_broken_workbook_gives_a_page_of_questions_instead(name: str, data: bytes) -> None:
    given, content = send_back("a.xlsx", packed(parts(plain()) | {name: data}), [ask("C5")], HEAD)
    assert given in ("a（核查退回）.docx", "a（核查退回）.xlsx")
    assert content.startswith(b"PK")


# ---- hostile packages ----
def spoilt(members: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """A package with one part gone, emptied, or with an attribute or a letter of it replaced."""
    name = chance.choice(sorted(members))
    data, how = members[name], chance.randrange(4)
    said = re.findall(rb'="([^"]*)"', data)
    if how == 0:
        return {each: members[each] for each in members if each != name}
    if how == 1 or not said:
        return members | {name: b"<a/>"}
    if how == 2:
        other = chance.choice([b"", b"-1", b"9" * 20, "中".encode(), b"/", b"../a b"])
        return members | {name: data.replace(b'="%s"' % chance.choice(said), b'="%s"' % other, 1)}
    at = chance.randrange(len(data))
    return members | {name: data[:at] + bytes([chance.randrange(32, 127)]) + data[at + 1 :]}


@pytest.mark.parametrize("seed", range(8))
def test_a_spoilt_package_never_stops_it(seed: int) -> None:
    chance = random.Random(seed)
    members = parts(sent("a.xlsx", rich())[1])
    for _ in range(12):
        name, content = send_back("a.xlsx", packed(spoilt(members, chance)), [ask("C5"), ask("B40", 2)], HEAD)
        assert name.endswith((".xlsx", ".docx"))
        assert content.startswith(b"PK")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "UNPACKED", 100)
    assert send_back("a.xlsx", plain(), [ask("C5")], HEAD)[0].endswith(".docx")
