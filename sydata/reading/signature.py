"""What a file is, by what it holds. Suffixes lie: .et is .xls, and a renamed file keeps its nature."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from sydata.errors import UnreadableFile
from sydata.reading import ole
from sydata.reading.package import ENCRYPTED, Package, open_package
from sydata.reading.text import decode

Kind = Literal["xlsx", "xls", "ods", "docx", "text", "archive"]

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
OTHERS = (
    (b"%PDF-", "pdf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven-zip"),
    (b"{\\rtf", "old-word"),
    (b"\x1f\x8b", "unknown"),
    (b"BZh", "unknown"),
    (b"MZ", "unknown"),
)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
HEIC = re.compile(rb"....ftyp(?:heic|heix|mif1|msf1|hevc|avif)", re.DOTALL)
BMP = re.compile(rb"BM.{8}.{4}[\x0c\x28\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
WEB = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|style)\b",
    re.IGNORECASE | re.DOTALL,
)
MIME = re.compile(r"\s*MIME-Version:", re.IGNORECASE)
ODS_TYPES = (b"application/vnd.oasis.opendocument.spreadsheet",)


class Identity(NamedTuple):
    """What a file is. `opened` is its zip directory or compound file, already checked, or its text."""

    kind: Kind
    opened: Package | ole.Container | str


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
        return _compound(ole.Container(content))
    cause = _other(content)
    if cause:
        raise UnreadableFile(cause)
    return Identity("text", _text(content))


def _other(content: bytes) -> str:
    head = content[:64]
    if head.startswith(PICTURES) or HEIC.match(head) or BMP.match(head):
        return "picture"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "picture"
    return next((cause for magic, cause in OTHERS if head.startswith(magic)), "")


def _text(content: bytes) -> str:
    text = decode(content)
    if text is None:
        raise UnreadableFile("unknown")
    head = text[:4000]
    if WEB.match(head) or MIME.match(head):
        raise UnreadableFile("web-page")
    if head.lstrip().startswith("<?xml"):
        raise UnreadableFile("old-word" if "Word.Document" in head else "unknown", "XML")
    return text


def _zip(package: Package) -> Identity:
    names = package.members
    if "xl/workbook.xml" in names:
        return Identity("xlsx", package)
    if "word/document.xml" in names:
        return Identity("docx", package)
    if "OFD.xml" in names:
        raise UnreadableFile("ofd")
    if "mimetype" in names and "content.xml" in names:
        return _open_document(package)
    if "[Content_Types].xml" in names:
        return _open_packaging(package)
    return Identity("archive", package)


def _open_packaging(package: Package) -> Identity:
    """Some writers spell the main part otherwise. Slides and binary workbooks are not read."""
    if any(name.lower() in ("xl/workbook.xml", "xl\\workbook.xml") for name in package.members):
        return Identity("xlsx", package)
    raise UnreadableFile("unknown", "Office package without a workbook or a document")


def _open_document(package: Package) -> Identity:
    if package.members["mimetype"].file_size > 200 or package.read("mimetype").strip() not in ODS_TYPES:
        raise UnreadableFile("unknown", "OpenDocument, not a spreadsheet")
    manifest = package.members.get("META-INF/manifest.xml")
    if manifest is not None and manifest.file_size < 1 << 20:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableFile("password")
    if package.members["content.xml"].flag_bits & ENCRYPTED:
        raise UnreadableFile("password")
    return Identity("ods", package)


def _compound(container: ole.Container) -> Identity:
    streams = container.streams
    if "encryptedpackage" in streams:
        raise UnreadableFile("password")
    if "workbook" in streams or "book" in streams:
        return Identity("xls", container)
    if "worddocument" in streams:
        raise UnreadableFile("old-word")
    raise UnreadableFile("unknown", "compound file without a workbook")
