"""What a file is, by what it holds. Suffixes lie: .et is .xls, and a renamed file keeps its nature."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import Literal, NamedTuple

from sydata.errors import UnreadableFile
from sydata.reading import ole, strangers, web
from sydata.reading.package import ENCRYPTED, Package, open_package
from sydata.reading.text import decode

Kind = Literal[
    "xlsx", "xlsb", "xls", "ods", "docx", "odt", "web", "excel-xml", "pdf", "old-word", "text", "archive"
]

ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
OFFICE = re.compile(
    r"""progid\s*=\s*["'](Excel\.Sheet|Word\.Document)|urn:schemas-microsoft-com:office:spreadsheet"""
)
PDF_HEAD = 1024  # bytes that may stand before a PDF's own first line
OPEN_DOCUMENTS: dict[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
}
SLIDES = b"application/vnd.oasis.opendocument.presentation"
OLD_TEXTS = {"worddocument", "wpsdocument", "matost"}  # Word and WPS; WPS of old; Works
ENCRYPTED_TEXT = 0x01  # in the second byte of a Word document's flags
WORD_MAGIC, FLAGS = (b"\xec\xa5", b"\xdc\xa5"), 11


class Identity(NamedTuple):
    """What a file is. `opened` is its zip directory or compound file, already checked, or its text or bytes."""

    kind: Kind
    opened: Package | ole.Container | str | bytes


def is_archive(content: bytes) -> bool:
    """Whether the bytes are an archive of files, not a workbook or document (which are zips inside)."""
    if not content.startswith(ZIPS):
        return False
    try:
        return identify(content).kind == "archive"
    except UnreadableFile:
        return False


def identify(content: bytes) -> Identity:
    """Say what the bytes are; raises UnreadableFile with the cause for all that is not read."""
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFile("empty")
    if content.startswith(ZIPS):
        return _zip(open_package(content))
    if content.startswith(ole.MAGIC):
        return _compound(ole.Container(content), content)
    if b"%PDF-" in content[:PDF_HEAD]:
        return Identity("pdf", content)
    if content.lstrip()[:5] == b"{\\rtf":
        return Identity("old-word", content)
    cause = strangers.cause(content)
    if cause:
        raise UnreadableFile(cause)
    return _text(content)


def _text(content: bytes) -> Identity:
    text = decode(content)
    head = text[:4000] if text is not None else content[:4000].removeprefix(BOM_UTF8).decode("latin-1")
    if web.looks_like(head) and not OFFICE.search(head):
        return Identity("web", content)
    cause = strangers.cause_of_text(head)
    if cause or text is None:
        raise UnreadableFile(cause or "unknown")
    if head.lstrip().startswith("<?xml") or OFFICE.search(head):
        return _xml(text, head, content)
    return Identity("text", text)


def _xml(text: str, head: str, content: bytes) -> Identity:
    found = OFFICE.search(head)
    if found and found[1] != "Word.Document":
        return Identity("excel-xml", text)
    if found:
        return Identity("old-word", content)
    raise UnreadableFile("unknown", "XML")


def _zip(package: Package) -> Identity:
    names = package.members
    if "xl/workbook.xml" in names:
        return Identity("xlsx", package)
    if "word/document.xml" in names:
        return Identity("docx", package)
    if "mimetype" in names and "content.xml" in names:
        return _open_document(package)
    cause = strangers.cause_of_members(frozenset(names))
    if cause:
        raise UnreadableFile(cause)
    if "[Content_Types].xml" in names:
        return _open_packaging(package)
    return Identity("archive", package)


def _open_packaging(package: Package) -> Identity:
    """Some writers spell the main part otherwise."""
    lower = {name.replace("\\", "/").lower() for name in package.members}
    if "xl/workbook.xml" in lower:
        return Identity("xlsx", package)
    if "xl/workbook.bin" in lower:
        return Identity("xlsb", package)
    raise UnreadableFile("unknown", "Office package without a workbook or a document")


def _open_document(package: Package) -> Identity:
    kind = b"" if package.members["mimetype"].file_size > 200 else package.read("mimetype").strip()
    if kind not in OPEN_DOCUMENTS:
        raise UnreadableFile("slides" if kind == SLIDES else "unknown", "OpenDocument, not a spreadsheet")
    manifest = package.members.get("META-INF/manifest.xml")
    if manifest is not None and manifest.file_size < 1 << 20:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableFile("password")
    if package.members["content.xml"].flag_bits & ENCRYPTED:
        raise UnreadableFile("password")
    return Identity(OPEN_DOCUMENTS[kind], package)


def _compound(container: ole.Container, content: bytes) -> Identity:
    streams = frozenset(container.streams)
    cause = strangers.cause_of_streams(streams)
    if cause:
        raise UnreadableFile(cause)
    if "workbook" in streams or "book" in streams:
        return Identity("xls", container)
    if streams & OLD_TEXTS:
        if "worddocument" in streams and _is_encrypted(container.read("WordDocument")[:12]):
            raise UnreadableFile("password")
        return Identity("old-word", content)
    raise UnreadableFile("unknown", "compound file without a workbook")


def _is_encrypted(head: bytes) -> bool:
    return head.startswith(WORD_MAGIC) and len(head) > FLAGS and bool(head[FLAGS] & ENCRYPTED_TEXT)
