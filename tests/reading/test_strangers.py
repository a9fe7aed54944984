"""Files that hold no cells are named by what they are, whatever their name says."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile

import pytest

from sydata.catalog.findings import CAUSES
from sydata.errors import UnreadableFile
from sydata.reading import ole
from sydata.reading.signature import identify
from tests.reading import drawn


def cause(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        identify(content)
    assert caught.value.cause in CAUSES
    return caught.value.cause


def tarball() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("表.xlsx"), io.BytesIO())
    return buffer.getvalue()


def document(flags: bytes) -> bytes:
    return ole.write("WordDocument", b"\xec\xa5\xc1\0" + bytes(6) + flags + bytes(5000))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe1\0\x10Exif", "picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "picture"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "picture"),
        (b"II*\0\x08\0\0\0", "picture"),
        (b"BM" + struct.pack("<IHHII", 70, 0, 0, 54, 40) + bytes(20), "picture"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "media"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "media"),
        (b"Rar!\x1a\x07\0" + bytes(20), "rar"),
        (b"Rar!\x1a\x07\x01\0" + bytes(20), "rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "seven-zip"),
        (gzip.compress(b"x" * 50, mtime=0), "packed"),
        (bz2.compress(b"x" * 50), "packed"),
        (lzma.compress(b"x" * 50), "packed"),
        (tarball(), "packed"),
        (b"MZ\x90\0\3\0\0\0" + bytes(100), "program"),
        (b"\x7fELF\2\1\1\0", "program"),
        (b"@echo off\r\ndel *.*\r\n", "program"),
        (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F", "shortcut"),
        (b"[InternetShortcut]\r\nURL=file:///C:/a.xlsx\r\n", "shortcut"),
        (b"Received: from a\r\n\tby b\r\nFrom: a@example.org\r\nSubject: x\r\n\r\nhello", "mail"),
        ("From: a\r\nTo: b\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n表".encode(), "mail"),
        (ole.write("__properties_version1.0", b"x" * 5000), "mail"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "mail"),
        (ole.write("PowerPoint Document", b"x"), "slides"),
        (drawn.zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "slides"),
        (drawn.zipped({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<x/>"}), "ofd"),
        (drawn.zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), "iwork"),
        (drawn.zipped({"META-INF/container.xml": b"x", "mimetype": b"application/epub+zip"}), "document"),
        (b"SQLite format 3\0" + bytes(84), "database"),
        (b"\x09\4\6\0\0\0\x10\0", "old-excel"),
        (ole.write("EncryptedPackage", b"x"), "password"),
        (document(b"\0\x01"), "password"),
    ],
)  # fmt: skip
def test_kind_is_told_by_signature(content: bytes, expected: str) -> None:
    assert cause(content) == expected


@pytest.mark.parametrize(
    "text", ["MZ,1\r\n", "From,To\r\n甲,1\r\n", "To: 1\r\n", "BM 12,3\r\n", "项目：1\r\n"]
)
def test_plain_text_that_begins_alike_is_text(text: str) -> None:
    assert identify(text.encode()).kind == "text"


def test_document_of_old_word_without_a_password_is_one_to_convert() -> None:
    assert identify(document(b"\0\0")).kind == "old-word"
    assert identify(b"{\\rtf1\\ansi").kind == "old-word"
    word = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>'
    assert identify(word).kind == "old-word"
