"""Files that mean harm, made when they are needed: what each is, its bytes, and what has to become of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from sydata.reading import ole
from tests.reading import drawn

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, STYLES, STRINGS, BOOK = (
    f"xl/{part}.xml" for part in ("worksheets/sheet1", "styles", "sharedStrings", "workbook")
)
CONTENT, WORD = "content.xml", "word/document.xml"
MB = 1 << 20


class Attack(NamedTuple):
    """causes: of the findings `unreadable-file` that it may end as; none: it has to be read as if it were harmless."""

    name: str
    file: str
    make: Callable[[], bytes]
    causes: frozenset[str]


ATTACKS: list[Attack] = []


def attack(file: str, *causes: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Add what a function makes to the table; its docstring names it."""

    def add(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS.append(Attack((make.__doc__ or "").rstrip("."), file, make, frozenset(causes)))
        return make

    return add


# ---- zips ----
def deflated(size: int, byte: bytes = b"\0") -> bytes:
    """So many equal bytes, packed, without packing each of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(byte * MB) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * (size // MB) + packer.flush()


class Entry(NamedTuple):
    """A member as the directory states it; offset: of its local header."""

    name: bytes
    packed: int
    size: int
    offset: int
    attributes: int = 0


def local(name: bytes, data: bytes, size: int, method: int = 8) -> bytes:
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, method, 0, 0x21, 0, len(data), size, len(name), 0)
    return head + name + data


def directory(entries: list[Entry], start: int, method: int = 8) -> bytes:
    listed = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, method, 0, 0x21, 0, e.packed, e.size, len(e.name), 0, 0, 0, 0,
            e.attributes, e.offset,
        )
        + e.name
        for e in entries
    )  # fmt: skip
    number = min(len(entries), 0xFFFF)
    return listed + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(listed), start, 0)


@attack("报送.zip", "too-large")
def flat_bomb() -> bytes:
    """zip bomb, flat: one member of 1 GB."""
    data = deflated(1024 * MB)
    body = local("表.csv".encode(), data, 1024 * MB)
    return body + directory([Entry(b"a.csv", len(data), 1024 * MB, 0)], len(body))


@attack("报送.zip", "damaged")
def lying_bomb() -> bytes:
    """zip bomb that states 10 bytes and unpacks to 1 GB."""
    data = deflated(1024 * MB)
    body = local(b"a.csv", data, 10)
    return body + directory([Entry(b"a.csv", len(data), 10, 0)], len(body))


@attack("报送.zip", "too-large")
def overlapping_bomb() -> bytes:
    """zip bomb of overlapping entries: 1,900 names for the same 45 MB."""
    data = deflated(45 * MB)
    body = local(b"a.csv", data, 45 * MB)
    names = (b"%d.csv" % n for n in range(1900))
    return body + directory([Entry(name, len(data), 45 * MB, 0) for name in names], len(body))


@attack("报送.zip", "too-large")
def nested_bomb() -> bytes:
    """zip bomb, nested: 16 archives in each of 16 archives, 45 MB in each."""
    inner = drawn.zipped({f"{n}.csv": bytes(MB) for n in range(45)})
    return drawn.zipped({f"{m}.zip": drawn.zipped({f"{n}.zip": inner for n in range(16)}) for m in range(16)})


@attack("报送.zip", "too-large")
def endless_nesting() -> bytes:
    """zip in a zip in a zip …, 60 deep, as one that holds itself."""
    content = drawn.zipped({"表.csv": b"1,2\n"})
    for _ in range(60):
        content = drawn.zipped({"z.zip": content})
    return content


@attack("报送.zip", "too-large")
def million_entries() -> bytes:
    """zip whose directory lists 300,000 members."""
    body = local(b"a.csv", b"\3\0", 0)
    return body + directory([Entry(b"%06d.csv" % n, 2, 0, 0) for n in range(300_000)], len(body))


@attack("报送.zip", "too-large")
def equal_names() -> bytes:
    """zip of 9,000 members whose names are equal once they are cleaned."""
    body = local(b"a.csv", b"\3\0", 0)
    names = ("".join("\x01\x02"[n >> bit & 1] for bit in range(14)) + "a.csv" for n in range(9000))
    return body + directory([Entry(name.encode(), 2, 0, 0) for name in names], len(body))


@attack("报送.zip")
def links() -> bytes:
    """zip whose member is a symbolic link to /etc/passwd."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo("链接.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return content.getvalue()


# ---- workbooks ----
def workbook(part: str, change: Callable[[bytes], bytes], write: Callable[[], bytes] = drawn.xlsx) -> bytes:
    return drawn.tampered(write(), part, change)


def before(mark: bytes, what: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(mark, what + mark, 1)


@attack("far.xlsx")
def far_cell() -> bytes:
    """cell far away: XFD1048576."""
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook(SHEET, before(b"</sheetData>", cell))


@attack("many.xlsx", "too-large", "damaged")
def far_cells() -> bytes:
    """cells far away, 5,000 of them along the diagonal."""
    cells = b"".join(
        b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(9, 1_000_000, 200)
    )
    return workbook(SHEET, before(b"</sheetData>", cells))


@attack("sheets.xlsx", "too-large")
def sheets_of_their_own() -> bytes:
    """workbook of 10,000 sheets."""
    members = drawn.unzipped(drawn.xlsx())
    more = {f"xl/worksheets/sheet{n}.xml": members[SHEET] for n in range(2, 10_001)}
    return drawn.zipped(members | more)


@attack("sheets.xlsx", "too-large", "damaged")
def sheets_of_one_part() -> bytes:
    """workbook of 10,000 sheets that are all the same part."""
    more = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(9, 10_009))
    rows = b"".join(b"<row>" + b"<c><v>1</v></c>" * 20 + b"</row>" for _ in range(2000))
    members = drawn.unzipped(drawn.xlsx())
    space = b'<sheet xmlns:r="%s"' % RELATED.encode()
    members[BOOK] = members[BOOK].replace(b"</sheets>", more.replace(b"<sheet", space) + b"</sheets>")
    members[SHEET] = members[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    return drawn.zipped(members)


@attack("styles.xlsx", "too-large")
def styles() -> bytes:
    """workbook of 8 million cell styles."""
    xfs = b'<xf numFmtId="10"/>' + b"<xf/>" * 8_000_000
    return workbook(STYLES, before(b"</cellXfs>", xfs))


@attack("formats.xlsx", "too-large")
def formats() -> bytes:
    """workbook of a million number formats."""
    own = b'<numFmt numFmtId="200" formatCode="0&quot;x&quot;"/>' * 1_000_000
    sheet = (
        b'<styleSheet xmlns="%s"><numFmts>%s</numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    return workbook(STYLES, lambda _: sheet % (MAIN.encode(), own))


@attack("merges.xlsx")
def merges() -> bytes:
    """sheet of a million merged ranges, all over each other."""
    ranges = b"<mergeCells>" + b'<mergeCell ref="A1:D9"/>' * 1_000_000 + b"</mergeCells>"
    return workbook(
        SHEET, lambda x: x[: x.index(b"<mergeCells")] + ranges + x[x.index(b"</mergeCells>") + 13 :]
    )


@attack("merges.xlsx")
def merges_apart() -> bytes:
    """sheet of 77,000 merged ranges, each of its own."""
    cells = b"".join(b'<row r="%d"><c r="CV%d"><v>1</v></c></row>' % (n, n) for n in range(6, 2000))
    ranges = (f'<mergeCell ref="{c}{r}:{d}{r}"/>' for r in range(6, 2000) for c, d in PAIRS)
    members = drawn.unzipped(drawn.xlsx())
    sheet = members[SHEET].replace(b"</sheetData>", cells + b"</sheetData>")
    members[SHEET] = sheet.replace(b"</mergeCells>", "".join(ranges).encode() + b"</mergeCells>")
    return drawn.zipped(members)


LETTERS = [chr(65 + n) for n in range(26)] + [a + chr(65 + n) for a in "AB" for n in range(26)]
PAIRS = list(zip(LETTERS[::2], LETTERS[1::2], strict=False))


@attack("cell.xlsx", "too-large")
def cell_of_100_mb() -> bytes:
    """cell of 100 MB."""
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"x" * (100 * MB) + b"</t></is></c></row>"
    return workbook(SHEET, before(b"</sheetData>", cell))


@attack("cell.xlsx", "too-large")
def cell_of_9_mb() -> bytes:
    """cell of seven million characters."""
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>%s</t></is></c></row>' % ("走访1人，" * MB).encode()
    return workbook(SHEET, before(b"</sheetData>", cell))


@attack("strings.xlsx", "too-large")
def strings() -> bytes:
    """table of shared strings of 60 MB, used by 2,000 cells."""
    members = drawn.unzipped(drawn.shared_xlsx())
    members[STRINGS] = members[STRINGS].replace(b"</sst>", b"<si><t>" + b"x" * (58 * MB) + b"</t></si></sst>")
    cells = b'<row r="9">' + b'<c t="s"><v>9</v></c>' * 2000 + b"</row></sheetData>"
    members[SHEET] = members[SHEET].replace(b"</sheetData>", cells)
    return drawn.zipped(members)


def nested(element: bytes, depth: int, inside: bytes = b"") -> bytes:
    return b"<%s>" % element * depth + inside + b"</%s>" % element * depth


@attack("deep.xlsx", "damaged")
def deep_sheet() -> bytes:
    """XML 200,000 elements deep in a sheet that has to be looked through."""
    deep = b'<row r="9"><c r="A9" t="e">' + nested(b"x", 200_000) + b"</c></row>"
    return workbook(SHEET, before(b"</sheetData>", deep))


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
BOMBS = {
    "billion laughs": b'<!DOCTYPE x [<!ENTITY l0 "ha">%s]>' % LAUGHS,
    "quadratic blow-up": b'<!DOCTYPE x [<!ENTITY l9 "%s">]>' % (b"a" * 200_000),
    "external entity": b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "external document type": b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameter entity": b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
}
PLACES: dict[str, tuple[Callable[[], bytes], str, bytes]] = {
    "xlsx": (drawn.shared_xlsx, STRINGS, b"</t>"),
    "ods": (drawn.ods, CONTENT, b"</text:p>"),
    "docx": (drawn.document, WORD, b"</w:t>"),
}


def with_type(kind: str, bomb: bytes) -> bytes:
    write, part, end = PLACES[kind]

    def change(data: bytes) -> bytes:
        at = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
        return data[:at] + bomb + data[at:].replace(end, b"&l9;" * 1000 + end, 1)

    return drawn.tampered(write(), part, change)


ATTACKS += [
    Attack(
        f"XML in .{kind}: {name}", f"x.{kind}", lambda k=kind, b=bomb: with_type(k, b), frozenset({"damaged"})
    )
    for name, bomb in BOMBS.items()
    for kind in PLACES
]
SHEETS = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&l9;</Workbook>'


def xml_alone(bomb: bytes) -> bytes:
    return b'<?xml version="1.0"?>' + bomb + b'<?mso-application progid="Excel.Sheet"?>' + SHEETS


ATTACKS += [
    Attack(f"XML alone: {name}", "x.xml", lambda b=bomb: xml_alone(b), frozenset({"damaged", "unknown"}))
    for name, bomb in BOMBS.items()
]


# ---- old workbooks ----
def stream() -> bytearray:
    return bytearray(ole.Container(drawn.xls()).read("Workbook"))


@attack("old.xls", "damaged", "too-large")
def old_records() -> bytes:
    """old workbook whose every third record states 65,535 bytes."""
    data, at, n = stream(), 0, 0
    while at + 4 <= len(data):
        size = struct.unpack_from("<H", data, at + 2)[0]
        if n % 3 == 2:
            struct.pack_into("<H", data, at + 2, 0xFFFF)
        at, n = at + 4 + size, n + 1
    return ole.write("Workbook", bytes(data))


@attack("old.xls", "damaged", "too-large")
def old_sheets() -> bytes:
    """old workbook of 100,000 sheets that are all the same place."""
    data = stream()
    at = data.index(b"\x85\0")
    size = struct.unpack_from("<H", data, at + 2)[0]
    record = bytearray(data[at : at + 4 + size])
    start = struct.unpack_from("<I", record, 4)[0]
    struct.pack_into("<I", record, 4, start + len(record) * 100_000)
    again = bytes(record) * 100_000
    struct.pack_into("<I", data, at + 4, start + len(again))
    return ole.write("Workbook", bytes(data[:at]) + again + bytes(data[at:]))


@attack("loop.xls", "damaged")
def loop_of_sectors() -> bytes:
    """compound file whose sectors lead in a circle."""
    content = bytearray(ole.write("Workbook", bytes(20_000)))
    struct.pack_into("<I", content, 4096 + 4 * 4, 3)
    return bytes(content)


# ---- OpenDocument, Word, pages, text ----
def repeated(rows: int, columns: int) -> Callable[[bytes], bytes]:
    row = b'<table:table-row table:number-rows-repeated="%d">' % rows
    cell = b'<table:table-cell table:number-columns-repeated="%d" ' % columns
    return lambda data: data.replace(b"<table:table-row>", row).replace(b"<table:table-cell ", cell)


@attack("repeat.ods", "too-large", "damaged")
def repeated_cells() -> bytes:
    """OpenDocument sheet whose rows and columns repeat two thousand million times."""
    return drawn.tampered(drawn.ods(), CONTENT, repeated(2_147_483_647, 2_147_483_647))


@attack("repeat.ods", "too-large", "damaged")
def repeated_moderately() -> bytes:
    """OpenDocument sheet whose rows repeat 999,999,999 times."""
    return drawn.tampered(drawn.ods(), CONTENT, repeated(999_999_999, 1))


@attack("deep.docx", "damaged")
def deep_document() -> bytes:
    """document of 50,000 tables in each other."""
    deep = nested(b"w:tbl><w:tr><w:tc", 50_000).replace(b"</w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>")
    return drawn.tampered(drawn.document(), WORD, before(b"<w:sectPr", deep))


@attack("wide.docx", "too-large")
def wide_document() -> bytes:
    """document whose cells span 999,999,999 columns."""
    wide = b'<w:gridSpan w:val="999999999"/>'
    return drawn.tampered(drawn.document(), WORD, lambda x: x.replace(b'<w:gridSpan w:val="4"/>', wide))


@attack("page.html")
def page_of_tags() -> bytes:
    """web page of two million tags."""
    return b"<html><body>" + b"<p><b>" * 1_000_000 + b"1</body></html>"


@attack("page.xls", "too-large")
def page_of_spans() -> bytes:
    """web page whose cells span a million rows and columns."""
    cell = b"<td rowspan=65534 colspan=1000>1</td>"
    return b"<html><body><table>" + (b"<tr>" + cell * 50 + b"</tr>") * 2000 + b"</table></body></html>"


@attack("line.csv", "too-large")
def line_of_200_mb() -> bytes:
    """text of one line of 200 MB."""
    return b"1," * (100 * MB)


@attack("line.csv", "too-large")
def line_of_40_mb() -> bytes:
    """text of one line of 40 MB without a separator."""
    return b"x" * (40 * MB)


@attack("line.csv", "too-large")
def line_of_separators() -> bytes:
    """text of one line of 20 million cells."""
    return b"1," * (20 * MB)


@attack("prose.txt")
def prose() -> bytes:
    """text of 1.7 million characters in sentences."""
    return ("驻地部队走访慰问了1200人，发放慰问金三十万元；" * 60 + "\n").encode() * 1200


@attack("quote.csv")
def open_quote() -> bytes:
    """text with a quote that never closes, 20 MB."""
    return "项目,人数\n".encode() + b'"' + b"1,2\n" * 500_000


# ---- PDF ----
@attack("loop.pdf", "damaged", "too-large", "empty")
def loop_of_pages() -> bytes:
    """PDF whose tree of pages holds itself."""
    return pdf(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>")


@attack("huge.pdf", "damaged", "too-large", "empty", "scan")
def huge_page() -> bytes:
    """PDF whose page is a thousand million points wide, with a form that draws itself."""
    return pdf(
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 11>>"
        b"stream\n/F Do /F Do\nendstream",
    )


@attack("bomb.pdf", "damaged", "too-large", "empty", "scan")
def packed_page() -> bytes:
    """PDF whose page is a million lines, packed small."""
    data = zlib.compress(b"0 0 m 9 9 l S\n" * 1_000_000, 9)
    return pdf(
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(data), data),
    )


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the second and following ones; the first is the catalog."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", *objects), start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(body))
    return body + table + end


# ---- what is two things at once ----
WORKBOOK, SCRIPT = drawn.xlsx(), b"<html><script>alert(1)</script></html>"
ATTACKS += [
    Attack(f"signature: {name}", file, lambda c=content: c, frozenset(causes))
    for name, file, content, causes in (
        ("PDF before a workbook", "a.pdf", b"%PDF-1.7\n" + WORKBOOK, ["damaged"]),
        ("picture before a workbook", "a.xlsx", b"GIF89a" + WORKBOOK, ["picture"]),
        ("program before a workbook", "a.xlsx", b"MZ\0\0" + WORKBOOK, ["program"]),
        ("web page behind a workbook", "a.html", WORKBOOK + SCRIPT, []),
        ("compound file before a workbook", "a.xls", ole.MAGIC + WORKBOOK, ["damaged", "unknown"]),
        ("workbook called .csv", "a.csv", WORKBOOK, []),
        ("web page called .xlsx", "a.xlsx", SCRIPT, []),
    )
]
