"""Zip containers, read with suspicion: sizes are checked before, lengths and checksums after unpacking."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sydata.errors import UnreadableFile
from sydata.reading.budget import DEFAULT, Budget

ENCRYPTED = 0x1
LOCAL_HEADER = 30
END = struct.Struct("<4s4H2LH")  # of the central directory
ENTRY = struct.Struct("<4s6H3L5H2L")  # of a member in the central directory, before its name
MOST_ENTRIES = 100_000  # of it and the archives in it: listing millions would take the memory of the server
NEWEST, LONG = 63, 0xFFFFFFFF  # the version and the sizes up to which a zip needs none of the extensions


@dataclass(frozen=True, slots=True)
class Package:
    """A zip file in memory and its members by name, as the central directory lists them."""

    content: bytes
    members: Mapping[str, ZipInfo]

    def read(self, name: str) -> bytes:
        """One member, unpacked and proven whole. Raises UnreadableFile (password, damaged)."""
        info = self.members.get(name)
        if info is None:
            raise UnreadableFile("damaged", f"{name} is missing")
        return unpack(self.content, info)


def open_package(content: bytes) -> Package:
    """List a zip. Raises UnreadableFile("damaged") if it is cut off or names a member twice."""
    infos = _plain_directory(content)
    if infos is None:
        if content.count(b"PK\1\2") > MOST_ENTRIES:
            raise UnreadableFile("too-large", "more entries than any archive has")
        try:
            with ZipFile(io.BytesIO(content)) as archive:
                infos = archive.infolist()
        except (
            BadZipFile,
            ValueError,
            NotImplementedError,
            struct.error,
        ) as error:  # all it raises for bad bytes
            raise UnreadableFile("damaged", str(error)) from error
    members = {info.filename: info for info in infos}
    if len(members) < len(infos):
        raise UnreadableFile("damaged", "two members share a name")
    return Package(content, members)


def _plain_directory(content: bytes) -> list[ZipInfo] | None:
    """The members of a zip as programs usually write one, at a fraction of zipfile's cost; None for any other.

    Such a zip ends with its directory, has no comment, no extensions and names in ASCII only.
    """
    last = len(content) - END.size
    if last < 0:
        return None
    mark, disk, first, here, number, size, start, comment = END.unpack_from(content, last)
    if mark != b"PK\5\6" or disk or first or comment or here != number or start + size != last:
        return None
    infos: list[ZipInfo] = []
    for _ in range(number):
        if start + ENTRY.size > last or (info := _entry(content, start)) is None:
            return None
        infos.append(info)
        start += ENTRY.size + len(info.orig_filename)
    return infos if start == last else None


def _entry(content: bytes, start: int) -> ZipInfo | None:
    """One member of the directory; None if it is more than a plain one."""
    found = ENTRY.unpack_from(content, start)
    mark, _, needed, flags, method, _, _, crc, packed, size, name_length, extra, comment, disk, *_, at = found
    name = content[start + ENTRY.size : start + ENTRY.size + name_length]
    plain = mark == b"PK\1\2" and needed <= NEWEST and not (extra or comment or disk)
    if (
        not plain
        or LONG in (packed, size, at)
        or not name.isascii()
        or not name.decode("ascii").isprintable()
    ):
        return None
    info = ZipInfo(name.decode("ascii"))
    info.flag_bits, info.compress_type, info.CRC = flags, method, crc
    info.compress_size, info.file_size, info.header_offset = packed, size, at
    return info


def check_size(package: Package, budget: Budget = DEFAULT) -> None:
    """Refuse a workbook or document that says it unpacks beyond the budget."""
    if len(package.members) > budget.members:
        raise UnreadableFile("too-large", f"{len(package.members)} members")
    total = sum(info.file_size for info in package.members.values())
    if total > budget.unpacked_bytes:
        raise UnreadableFile("too-large", f"{total} bytes unpacked")


def unpack(content: bytes, info: ZipInfo) -> bytes:
    """The bytes of a member.

    Never unpacks more than the member's stated size: a member that holds more, less or something else than
    the directory states is damaged. (zipfile stops at the stated size without looking further, and calamine
    checks neither size nor checksum.)
    """
    if info.flag_bits & ENCRYPTED:
        raise UnreadableFile("password", info.filename)
    packed = _packed(content, info)
    if info.compress_type == ZIP_STORED:
        data = packed
    elif info.compress_type == ZIP_DEFLATED:
        data = _inflate(packed, info)
    else:
        raise UnreadableFile("unknown", f"{info.filename}: compression method {info.compress_type}")
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise UnreadableFile("damaged", f"{info.filename}: checksum")
    return data


def _packed(content: bytes, info: ZipInfo) -> bytes:
    header = content[info.header_offset : info.header_offset + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise UnreadableFile("damaged", f"{info.filename}: local header")
    name_length, extra_length = struct.unpack_from("<HH", header, 26)
    start = info.header_offset + LOCAL_HEADER + name_length + extra_length
    return content[start : start + info.compress_size]


def _inflate(packed: bytes, info: ZipInfo) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(packed, info.file_size + 1)
    except zlib.error as error:
        raise UnreadableFile("damaged", f"{info.filename}: {error}") from error
    if not stream.eof:
        raise UnreadableFile("damaged", f"{info.filename}: not the stated size")
    return data


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, uncompressed: a rebuilt container for a library that wants one."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(ZipInfo(name), data)
    return buffer.getvalue()
