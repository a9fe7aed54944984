"""Submitted zip archives: their members become files of their own, with names a person can read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from zipfile import ZipInfo

from sydata.errors import UnreadableFile
from sydata.model import Finding, SourceFile
from sydata.reading.budget import DEFAULT, Budget
from sydata.reading.package import Package, open_package, unpack
from sydata.reading.signature import is_archive

Expanded = tuple[tuple[SourceFile, ...], tuple[Finding, ...]]

UTF8_NAME = 0x800
DIRECTORIES = 5  # times as many entries as files: folders, and what systems leave behind, are entries too
JUNK_NAMES = ("thumbs.db", "desktop.ini", "__macosx")
JUNK_STARTS = (".", "~$")
DRIVE = re.compile(r"\A[A-Za-z]:")
# Controls, and signs that nobody sees or that turn the direction of writing: `表\u202efdp.exe` looks like 表exe.pdf.
UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def source(name: str, content: bytes, archive: str = "") -> SourceFile:
    """A file as submitted, with its fingerprint."""
    return SourceFile(name, content, hashlib.sha256(content).hexdigest(), archive)


def unreadable(name: str, cause: str, detail: str = "") -> Finding:
    """The finding for a file that could not be opened."""
    return Finding("unreadable-file", name, text=detail, params={"cause": cause})


def is_junk(name: str) -> bool:
    """Whether a path is what a system leaves behind (.DS_Store, __MACOSX, Thumbs.db, ~$lock files)."""
    parts = [part.lower() for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return not parts or any(part.startswith(JUNK_STARTS) or part in JUNK_NAMES for part in parts)


def safe_name(name: str) -> str:
    """A relative path with forward slashes: no drive, no root, no way up, no control characters, all Unicode."""
    parts = DRIVE.sub("", UNPRINTABLE.sub("", unicode_name(name)).replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part.strip() and part not in (".", ".."))


def unicode_name(name: str) -> str:
    """A name of a file system that holds other bytes than UTF-8, read as GB18030: no half characters are left."""
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape" if _escaped(name) else "replace")
        return raw.decode("gb18030" if _escaped(name) else "utf-8", "replace")


def _escaped(name: str) -> bool:
    """Whether its half characters stand for bytes, as Python names files that are not UTF-8."""
    return all(not 0xD800 <= ord(c) <= 0xDFFF or 0xDC80 <= ord(c) <= 0xDCFF for c in name)


def expand(name: str, content: bytes, budget: Budget = DEFAULT) -> Expanded:
    """A file, and if it is a zip archive its members after it, named `archive.zip/dir/x.xlsx`.

    Archives in archives are opened down to budget.depth. What cannot be opened is a finding; nothing is
    raised for it.
    """
    expansion = _Expansion(budget)
    expansion.add(source(name, content), depth=1)
    return tuple(expansion.files), tuple(expansion.findings)


class _Expansion:
    """The files and findings of one archive; archives inside it draw on the same budget."""

    def __init__(self, budget: Budget) -> None:
        self.files: list[SourceFile] = []
        self.findings: list[Finding] = []
        self._budget, self._left = budget, budget.archive_bytes

    def add(self, file: SourceFile, depth: int) -> None:
        """Keep a file, and go into it if it is an archive."""
        self.files.append(file)
        if not is_archive(file.content):
            return
        try:
            members = self._members(file, depth)
        except UnreadableFile as error:
            self._note(file.name, error)
            return
        for info, path in members:
            name = f"{file.name}/{path}"
            try:
                content = _content(file.content, info, self._budget)
            except UnreadableFile as error:
                self._note(name, error)
            else:
                self.add(source(name, content, file.name), depth + 1)

    def _note(self, name: str, error: UnreadableFile) -> None:
        self.findings.append(unreadable(name, error.cause, error.detail))

    def _members(self, file: SourceFile, depth: int) -> list[tuple[ZipInfo, str]]:
        """The members to unpack; UnreadableFile (too-large, empty) if there are too many or none."""
        if depth > self._budget.depth:
            raise UnreadableFile("too-large", "archives nested too deep")
        package = open_package(file.content)
        if len(package.members) > DIRECTORIES * self._budget.members:
            raise UnreadableFile("too-large", f"{len(package.members)} members")
        named = _files_in(package)
        if not named:
            raise UnreadableFile("empty")
        if len(named) > self._budget.members:
            raise UnreadableFile("too-large", f"{len(named)} members")
        members = list(_distinct(named))
        self._left -= sum(i.file_size for i, _ in members if i.file_size <= self._budget.file_bytes)
        if self._left < 0:
            raise UnreadableFile("too-large", "the members of the archive together")
        return members


def _files_in(package: Package) -> list[tuple[ZipInfo, str]]:
    """The members that are files and no junk, with their names to show."""
    infos = [info for info in package.members.values() if not info.is_dir()]
    named = [(info, safe_name(readable_name(info))) for info in infos]
    return [(info, path) for info, path in named if path and not is_junk(path)]


def _distinct(named: Iterable[tuple[ZipInfo, str]]) -> Iterator[tuple[ZipInfo, str]]:
    """Members in their order; where cleaning made two names equal, the later one gets a number."""
    taken: set[str] = set()
    for info, path in named:
        name = unique(path, taken)
        taken.add(name)
        yield info, name


def unique(name: str, taken: set[str]) -> str:
    """The name, or if it is taken the name with the first free number before its suffix."""
    stem, dot, suffix = name.rpartition(".")
    number, result = 2, name
    while result in taken:
        result = f"{stem}〔{number}〕.{suffix}" if dot and "/" not in suffix else f"{name}〔{number}〕"
        number += 1
    return result


def readable_name(info: ZipInfo) -> str:
    """A member's name: UTF-8 if marked or plainly so; else GB18030, as Chinese Windows writes it."""
    if info.flag_bits & UTF8_NAME:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" or name.isascii() or any(c >= "\u2e80" for c in name):
            return name
    return info.orig_filename


def _content(archive: bytes, info: ZipInfo, budget: Budget) -> bytes:
    if info.file_size > budget.file_bytes:
        raise UnreadableFile("too-large", f"{info.file_size} bytes")
    return unpack(archive, info)
