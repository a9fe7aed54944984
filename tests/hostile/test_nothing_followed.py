"""What a file asks for beyond itself is not fetched, run or opened: links, templates, macros, objects, entities."""

from __future__ import annotations

import os

import pytest

from sydata.catalog.learned import desk_of
from sydata.pipeline.apart import Apart
from sydata.reading.archive import source
from tests.hostile import deeds
from tests.hostile.attacks import MAIN, RELATED, SHEET
from tests.reading import drawn

DESK = desk_of("500000", ())
AWAY = "http://127.0.0.1:9/x"
FORMULAS = (
    "[1]Sheet1!A1", f"WEBSERVICE(&quot;{AWAY}&quot;)", f"HYPERLINK(&quot;{AWAY}&quot;)", "cmd|' /c calc'!A0",
    "DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;x&quot;)", "'file:///etc/[passwd]x'!A1",
    "CALL(&quot;kernel32&quot;)",
)  # fmt: skip


def link(kind: str, target: str) -> bytes:
    """Relations of a part: one, to something outside."""
    one = f'<Relationship Id="r1" Type="{RELATED}/{kind}" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="{MAIN}">{one}</Relationships>'.encode()


def workbook() -> bytes:
    members = drawn.unzipped(drawn.xlsx())
    cells = "".join(f'<c r="{chr(65 + n)}9"><f>{text}</f></c>' for n, text in enumerate(FORMULAS))
    members[SHEET] = members[SHEET].replace(b"</sheetData>", f'<row r="9">{cells}</row></sheetData>'.encode())
    space = f'xmlns="{MAIN}" xmlns:r="{RELATED}"'
    outside = f'<externalLink {space}><externalBook r:id="r1"/></externalLink>'
    members |= {
        "xl/externalLinks/externalLink1.xml": outside.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": link("externalLinkPath", "file:///etc/passwd"),
        "xl/worksheets/_rels/sheet1.xml.rels": link("oleObject", AWAY),
        "xl/connections.xml": f'<connections {space}><connection url="{AWAY}"/></connections>'.encode(),
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open() Shell",
        "xl/embeddings/oleObject1.bin": b"MZ",
    }
    return drawn.zipped(members)


def document() -> bytes:
    members = drawn.unzipped(drawn.document(("填报单位：万州区",)))
    members["word/_rels/settings.xml.rels"] = link("attachedTemplate", AWAY)
    more = f'<w:altChunk r:id="r1"/><w:p><w:r><w:instrText>INCLUDETEXT "{AWAY}" DDEAUTO cmd</w:instrText></w:r></w:p>'
    body = members["word/document.xml"].replace(b"<w:sectPr", more.encode() + b"<w:sectPr", 1)
    return drawn.zipped(members | {"word/document.xml": body})


def sheet() -> bytes:
    away = f'<table:table-source xlink:href="{AWAY}" xmlns:xlink="http://www.w3.org/1999/xlink"/><table:table-row>'
    return drawn.tampered(
        drawn.ods(), "content.xml", lambda x: x.replace(b"<table:table-row>", away.encode(), 1)
    )


def page() -> bytes:
    away = (
        f"<base href='{AWAY}'><meta http-equiv=refresh content='0;url={AWAY}'><script src='{AWAY}'></script>"
        f"<link rel=stylesheet href='{AWAY}'><img src='{AWAY}'><iframe src='file:///etc/passwd'></iframe>"
        f"<style>@import url({AWAY});</style><object data='{AWAY}'></object><embed src='{AWAY}'>"
    )
    return f"<html>{away}<table><tr><td>项目<td>人数<tr><td>驻地部队<td>12</table></html>".encode()


def old_xml() -> bytes:
    head = f'<?xml version="1.0"?><?xml-stylesheet href="{AWAY}"?><?mso-application progid="Excel.Sheet"?>'
    book = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:xi="http://www.w3.org/2001/XInclude">'
    return f'{head}{book}<xi:include href="file:///etc/passwd" parse="text"/></Workbook>'.encode()


FILES = {
    "链接.xlsm": workbook(), "链接.docx": document(), "链接.ods": sheet(), "链接.html": page(), "链接.xml": old_xml(),
    "链接.csv": b"=cmd|'/c calc'!A1,=WEBSERVICE(\"http://127.0.0.1:9\")\n1,2\n",
    "链接.url": b"[InternetShortcut]\nURL=file:///etc/passwd\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> dict[str, list[str]]:
    apart = Apart(os.environ, most=1)
    try:
        return {name: apart.call(deeds.watched, [source(name, data)], DESK) for name, data in FILES.items()}
    finally:
        apart.close()


@pytest.mark.parametrize("name", FILES)
def test_reading_asks_nothing_of_the_world(asked: dict[str, list[str]], name: str) -> None:
    assert asked[name] == []


def test_the_watch_sees_what_is_asked() -> None:
    apart = Apart(os.environ, most=1)
    try:
        assert apart.call(deeds.caught) == ["open /etc/hostname", "socket.getaddrinfo", "subprocess.Popen"]
    finally:
        apart.close()
