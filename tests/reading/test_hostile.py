"""Files that are not what they seem, are broken, or mean harm: each ends with its cause, at once."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import docx
import openpyxl
import pytest

from sydata.errors import UnreadableFile
from sydata.reading import ole
from tests.reading import drawn

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def cause(content: bytes) -> str:
    """Why a file cannot be read; each refusal must come within two seconds."""
    started = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        drawn.read(content)
    assert time.process_time() - started < 2
    return caught.value.cause


def compound(**streams: bytes) -> bytes:
    ((name, data),) = streams.items()
    return ole.write(name, data)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\0" * 4096, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"GIF89a\1\0\1\0", "picture"),
        (b"BM" + struct.pack("<IHHII", 70, 0, 0, 54, 40) + bytes(20), "picture"),
        (b"II*\0\x08\0\0\0", "picture"),
        (b"MM\0*\0\0\0\x08", "picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "picture"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "seven-zip"),
        (bytes(range(256)) * 8, "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "damaged"),
        (b'<?xml version="1.0"?><note/>', "unknown"),
        (drawn.zipped({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<x/>"}), "ofd"),
        (drawn.zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "slides"),
        (drawn.zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"\x83\1\0"}), "damaged"),
        (drawn.zipped({"mimetype": b"application/vnd.oasis.text", "content.xml": b""}), "unknown"),
        (compound(EncryptedPackage=b"x"), "password"),
        (compound(PowerPoint=b"x"), "unknown"),
        (compound(Workbook=b"x" * 5000), "damaged"),
    ],
)  # fmt: skip
def test_cause_of_what_is_no_table(content: bytes, expected: str) -> None:
    assert cause(content) == expected


def test_cut_off_files_are_damaged() -> None:
    for content in (drawn.xlsx(), drawn.xls(), drawn.ods(), drawn.document()):
        for share in (0.2, 0.5, 0.9):
            assert cause(content[: int(len(content) * share)]) == "damaged"


def test_changed_figure_is_damaged_not_read() -> None:
    content = drawn.zipped(drawn.unzipped(drawn.xlsx()), zipfile.ZIP_STORED)
    assert drawn.only(content).rows[3][1] == 56.3
    assert cause(content.replace(b"<v>56.3</v>", b"<v>96.3</v>")) == "damaged"


def test_member_that_holds_more_than_it_states_is_damaged() -> None:
    content = bytearray(drawn.zipped({**drawn.unzipped(drawn.xlsx()), "xl/theme/theme1.xml": bytes(100_000)}))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.find(signature)
        while place >= 0:
            if struct.unpack_from("<I", content, place + at)[0] == 100_000:
                struct.pack_into("<I", content, place + at, 10)
                struct.pack_into("<I", content, place + at - 8, zlib.crc32(bytes(10)))
            place = content.find(signature, place + 4)
    assert cause(bytes(content)) == "damaged"


@pytest.mark.parametrize("filler", [b"\0", b" "])
def test_zip_bombs_are_too_large(filler: bytes) -> None:
    members = drawn.unzipped(drawn.xlsx())
    members[SHEET] = members[SHEET] + filler * (100 << 20)
    assert cause(drawn.zipped(members)) == "too-large"


def test_too_many_members_are_too_large() -> None:
    many = {f"xl/media/{n}.png": b"" for n in range(2001)}
    assert cause(drawn.zipped({**drawn.unzipped(drawn.xlsx()), **many})) == "too-large"


@pytest.mark.parametrize(
    ("write", "part"),
    [
        (drawn.xlsx, SHEET),
        (drawn.shared_xlsx, STRINGS),
        (drawn.ods, "content.xml"),
        (drawn.document, "word/document.xml"),
    ],
)
@pytest.mark.parametrize(
    "entity", [b'<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">', b'<!ENTITY b SYSTEM "file:///etc/hostname">']
)
def test_xml_entities_are_damaged(write: object, part: str, entity: bytes) -> None:
    def add(data: bytes) -> bytes:
        start = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
        return data[:start] + b"<!DOCTYPE x [" + entity + b"]>" + data[start:]

    assert cause(drawn.tampered(write(), part, add)) == "damaged"  # type: ignore[operator]


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml"])
def test_broken_xml_is_damaged(part: str) -> None:
    assert cause(drawn.tampered(drawn.shared_xlsx(), part, lambda x: x[: len(x) // 2])) == "damaged"


def test_lying_shared_string_count_is_damaged() -> None:
    def lie(data: bytes) -> bytes:
        return data.replace(b'uniqueCount="', b'uniqueCount="99999999')

    assert cause(drawn.tampered(drawn.shared_xlsx(), STRINGS, lie)) == "damaged"


def test_lying_dimension_does_no_harm() -> None:
    def lie(data: bytes) -> bytes:
        return data.replace(b'<dimension ref="A1:D5"', b'<dimension ref="A1:XFD1048576"')

    assert drawn.only(drawn.tampered(drawn.xlsx(), SHEET, lie)).rows == drawn.ROWS


def test_one_long_text_in_many_cells_is_too_large() -> None:
    members = drawn.unzipped(drawn.shared_xlsx())
    members[STRINGS] = members[STRINGS].replace(b"</sst>", b"<si><t>" + b"x" * (2 << 20) + b"</t></si></sst>")
    cells = b'<row r="9">' + b'<c t="s"><v>9</v></c>' * 900 + b"</row></sheetData>"
    members[SHEET] = members[SHEET].replace(b"</sheetData>", cells)
    assert cause(drawn.zipped(members)) == "too-large"


@pytest.mark.parametrize("element", [b"<c/>", b"<row/>", b"<x:c/>"])
def test_millions_of_empty_cells_are_too_large(element: bytes) -> None:
    members = drawn.unzipped(drawn.xlsx())
    members[SHEET] = members[SHEET].replace(b"</sheetData>", element * 4_000_000 + b"</sheetData>")
    assert cause(drawn.zipped(members)) == "too-large"


def test_encrypted_members_need_a_password() -> None:
    content = bytearray(drawn.xlsx())
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(signature)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(signature, place + 4)
    assert cause(bytes(content)) == "password"


def test_encrypted_ods_needs_a_password() -> None:
    def encrypt(data: bytes) -> bytes:
        return data.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")

    assert cause(drawn.tampered(drawn.ods(), "META-INF/manifest.xml", encrypt)) == "password"


def stream_of(content: bytes) -> bytearray:
    return bytearray(ole.Container(content).read("Workbook"))


def insert(stream: bytearray, kind: int, data: bytes) -> bytes:
    """The workbook stream with a record after its first (positions of sheets are not moved with it)."""
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    return bytes(stream[:first]) + struct.pack("<HH", kind, len(data)) + data + bytes(stream[first:])


def test_protected_xls_needs_a_password() -> None:
    assert cause(ole.write("Workbook", insert(stream_of(drawn.xls()), 0x2F, bytes(6)))) == "password"


def patch(kind: int, offset: int, value: bytes) -> bytes:
    """The form as .xls with bytes of the first such record overwritten (offset -2: the record's length)."""
    stream, at = stream_of(drawn.xls()), 0
    while struct.unpack_from("<H", stream, at)[0] != kind:
        at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
    stream[at + 4 + offset : at + 4 + offset + len(value)] = value
    return ole.write("Workbook", bytes(stream))


@pytest.mark.parametrize(
    ("kind", "offset", "value"),
    [
        (0xFC, 4, b"\xff\xff\xff\x7f"),  # shared strings: two thousand million
        (0xFC, 4, b"\xff\xff\xff\xff"),
        (0x85, 0, b"\xff\xff\xff\x7f"),  # a sheet that starts behind the end
        (0x809, -2, b"\xff\xff"),  # a record longer than the stream
    ],
)
def test_lying_records_of_xls_are_damaged(kind: int, offset: int, value: bytes) -> None:
    assert cause(patch(kind, offset, value)) == "damaged"


def test_sheet_without_its_first_record_is_damaged() -> None:
    stream = stream_of(drawn.xls())
    start = next(
        at for at in range(0, len(stream), 1) if stream[at : at + 4] == b"\x09\x08\x10\x00" and at > 0
    )
    struct.pack_into("<H", stream, start, 0x0FFE)
    assert cause(ole.write("Workbook", bytes(stream))) == "damaged"


def test_duration_without_end_is_damaged() -> None:
    def endless(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(4, 2, 1e10).number_format = "[h]:mm:ss"

    assert cause(drawn.workbook(endless)) == "damaged"


def test_lying_dimensions_of_xls_do_no_harm() -> None:
    assert drawn.only(patch(0x200, 0, b"\0\0\0\0\xff\xff\xff\xff\0\0\xff\xff")).rows == drawn.ROWS


def test_circular_sectors_are_damaged() -> None:
    content = bytearray(compound(Workbook=bytes(20_000)))
    table = 4096
    struct.pack_into("<I", content, table + 4 * 4, 3)  # the fourth data sector leads back to the first
    assert cause(bytes(content)) == "damaged"
    content = bytearray(compound(Workbook=bytes(20_000)))
    struct.pack_into("<I", content, table + 4, 1)  # the directory leads to itself
    assert cause(bytes(content)) == "damaged"
    content = bytearray(compound(Workbook=bytes(20_000)))
    struct.pack_into("<II", content, 68, 0, 1)  # the table of tables, too
    assert cause(bytes(content)) == "damaged"


def test_ods_that_repeats_cells_without_end_is_too_large() -> None:
    def repeat(data: bytes) -> bytes:
        return data.replace(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">', 4
        ).replace(b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="1000" ')

    assert cause(drawn.tampered(drawn.ods(), "content.xml", repeat)) == "too-large"


def test_word_table_of_endless_width_is_too_large() -> None:
    def widen(data: bytes) -> bytes:
        return data.replace(b'<w:gridSpan w:val="4"/>', b'<w:gridSpan w:val="999999999"/>')

    assert cause(drawn.tampered(drawn.document(), "word/document.xml", widen)) == "too-large"


def test_empty_workbook_and_document_are_read_as_empty() -> None:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    assert drawn.only(buffer.getvalue()).rows == ()
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    assert drawn.only(buffer.getvalue()).rows == ()
