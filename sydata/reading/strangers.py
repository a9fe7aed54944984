"""Kinds of files that hold no cells: each is known by its bytes, and named so that a person knows what to do."""

from __future__ import annotations

import re

from sydata.reading.mime import header_names, is_mail

PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"8BPS\0",
    b"\0\0\0\x0cjP  ", b"\xd7\xcd\xc6\x9a", b"\1\0\0\0\x58\0\0\0", b"AT&TFORM", b"\xff\x0a",
)  # fmt: skip
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven-zip"),
    (b"\x1f\x8b", "packed"),  # gzip
    (b"\x1f\x9d", "packed"),  # compress
    (b"\xfd7zXZ\0", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),  # zstd
    (b"MSCF\0\0\0\0", "packed"),  # cab
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"\x78\x9f\x3e\x22", "mail"),  # winmail.dat
    (b"ITSF", "document"),  # Windows help
    (b"Founder CEB", "document"),
    (b"CAJ", "document"),
    (b"HN\1\0", "document"),  # the same publisher's
    (b"AC10", "document"),  # a drawing
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"#!AMR", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"0&\xb2u\x8ef\xcf\x11", "media"),
    (b"SQLite format 3\0", "database"),
    (b"\0\1\0\0Standard ", "database"),  # Access
)
HEIC = re.compile(rb"....ftyp(?:heic|heix|heim|heis|mif1|msf1|hevc|hevx|avif|avis)", re.DOTALL)
FILM = re.compile(rb"....ftyp", re.DOTALL)
BMP = re.compile(rb"BM.{8}.{4}[\x0c\x28\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
BZIP = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", re.DOTALL)
LZH = re.compile(rb"..-l[hz][0-9sd]-", re.DOTALL)
OLD_EXCEL = re.compile(rb"\x09[\0\2\4][\4\6\10]\0[\0\2\3\4\7].", re.DOTALL)
TAR = 257  # where a tar file says what it is
RIFF = {b"WEBP": "picture", b"WAVE": "media", b"AVI ": "media"}


def cause(content: bytes) -> str:
    """What a file is, as a key of the catalog's causes; empty if nothing here knows it."""
    head = content[:512]
    if head.startswith(PICTURES) or HEIC.match(head) or BMP.match(head):
        return "picture"
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12], "")
    if BZIP.match(head) or LZH.match(head) or head[TAR : TAR + 5] == b"ustar":
        return "packed"
    if OLD_EXCEL.match(head):
        return "old-excel"
    if FILM.match(head):
        return "media"
    if head.startswith(b"MZ") and b"\0" in head:
        return "program"
    return next((name for magic, name in MAGIC if head.startswith(magic)), "")


def cause_of_text(head: str) -> str:
    """The same for a file of text, by its first lines."""
    if head.lstrip().startswith(("[InternetShortcut]", "[{000214A0-")):
        return "shortcut"
    if is_mail(head):
        return "mail"
    if head.startswith("BEGIN:VC") or "content-transfer-encoding" in header_names(head):
        return "mail"
    if head.startswith(("#!/", "@echo off", "@ECHO OFF")):
        return "program"
    return ""


def cause_of_streams(streams: frozenset[str]) -> str:
    """The same for a compound file, by the names of its streams in lower case."""
    if streams & {"encryptedpackage", "\x09drmcontent"}:
        return "password"
    if "__properties_version1.0" in streams:
        return "mail"
    if streams & {"powerpoint document", "pp97_dualstorage"}:
        return "slides"
    if "visiodocument" in streams:
        return "document"
    if "catalog" in streams:
        return "picture"  # Thumbs.db
    return ""


def cause_of_members(names: frozenset[str]) -> str:
    """The same for a zip, by the names of its members."""
    if "OFD.xml" in names:
        return "ofd"
    if "ppt/presentation.xml" in names:
        return "slides"
    if any(name.endswith(".iwa") or name.endswith("Index.zip") for name in names):
        return "iwork"
    if "META-INF/container.xml" in names:
        return "document"  # an electronic book
    if "AndroidManifest.xml" in names or "META-INF/MANIFEST.MF" in names:
        return "program"
    if {"visio/document.xml", "FixedDocSeq.fdseq"} & names:
        return "document"
    return ""
