"""From what a caller hands over (paths, folders, archives, bytes) to files as submitted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, cast

from sydata.model import Finding, SourceFile
from sydata.reading.archive import Expanded, expand, is_junk, safe_name, unicode_name, unique, unreadable
from sydata.reading.budget import DEFAULT, Budget
from sydata.reading.signature import is_archive

Source = str | os.PathLike[str] | tuple[str, bytes]


class _Item(NamedTuple):
    """A file before it is read: its name to show, the folder it lies in, and its bytes or its place."""

    name: str
    folder: str
    content: bytes | Path


def gather(sources: Source | Iterable[Source], budget: Budget = DEFAULT) -> Expanded:
    """All files of the sources, archives opened, and findings for those that cannot be had.

    A folder is walked in path order and its files named from the folder's own name on (it may say the
    unit); a single path is named by its file name. Two files never share a name. Raises TypeError for a
    source of another type, nothing for a bad file.
    """
    files: list[SourceFile] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for item in _items(sources):
        name = unicode_name(item.name)
        if name in taken and item.folder:
            name = f"{unicode_name(item.folder)}/{name}"
        name = unique(name, taken)
        taken.add(name)
        found, problems = _load(name, item.content, budget)
        files += found
        findings += problems
    return tuple(files), tuple(findings)


def _items(sources: Source | Iterable[Source]) -> Iterator[_Item]:
    alone = isinstance(sources, (str, os.PathLike)) or _is_pair(sources)
    for entry in cast("Iterable[Source]", (sources,) if alone else sources):
        if isinstance(entry, (str, os.PathLike)):
            yield from _path(Path(entry))
        elif _is_pair(entry):
            yield _Item(safe_name(entry[0]) or "file", "", bytes(entry[1]))
        else:
            raise TypeError(f"a source is a path or a (name, bytes) pair, not {type(entry).__name__}")


def _is_pair(entry: object) -> bool:
    return (
        isinstance(entry, tuple)
        and len(entry) == 2
        and isinstance(entry[0], str)
        and isinstance(entry[1], (bytes, bytearray, memoryview))
    )


def _path(path: Path) -> Iterator[_Item]:
    if not path.is_dir():
        yield _Item(path.name or str(path), path.absolute().parent.name, path)
        return
    root = path.absolute()
    files = [file for file in _walk(root) if not is_junk(file.relative_to(root).as_posix())]
    for file in files:
        yield _Item(file.relative_to(root.parent).as_posix(), "", file)
    if not files:
        yield _Item(root.name or str(root), "", path)


def _walk(root: Path) -> list[Path]:
    """The files below a folder in path order. Folder links are not followed: they may go in a circle."""
    return sorted(Path(folder) / name for folder, _, names in os.walk(root) for name in names)


def _load(name: str, content: bytes | Path, budget: Budget) -> Expanded:
    try:
        if isinstance(content, Path):
            if content.is_dir():
                return (), (unreadable(name, "empty"),)
            with content.open("rb") as file:
                content = file.read(budget.archive_bytes + 1)
    except (OSError, ValueError) as error:
        return (), (unreadable(name, "missing", str(error)),)
    # Only a large file is asked twice what it is: an archive may be larger than a workbook.
    if len(content) > budget.file_bytes and (len(content) > budget.archive_bytes or not is_archive(content)):
        return (), (unreadable(name, "too-large", f"{len(content)} bytes"),)
    return expand(name, content, budget)
