"""The corpus: hand-made cases as text files, parsed. sample_data/corpus/README.md describes the format.

A case is what somebody sends (files, sheets, cells) and, typed by hand, what a right reading gives. A fault in
a case raises CaseError, which names file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

from tests.corpus.nouns import Case, CaseError, DrawnFile, DrawnSheet, Key, Line, Note, Place, Seen

ROOT = Path(__file__).parents[2] / "sample_data" / "corpus"
EXAM = "exam"  # the group that is held out, about a fifth of all cases
KEYS = ("unit", "year", "festival", "category")
SECTIONS = ("data", "findings", "info", "observations")
REQUIRED = ("data", "findings")
FLAGS = ("hidden", "hidden-rows", "hidden-columns")
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16")
CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*")
HEAD = re.compile(r"office:\s*(\S.*)")


def names(root: Path = ROOT) -> list[str]:
    """Every case of the corpus, as `group/slug`."""
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.glob("*/*.txt"))


def held_out(name: str) -> bool:
    """Whether a case belongs to the exam, which nobody looks at while building the reader."""
    return name.startswith(f"{EXAM}/")


def load(name: str, root: Path = ROOT) -> Case:
    """The case of this name, `group/slug`."""
    path = root / f"{name}.txt"
    return parse(path.read_text(encoding="utf-8"), path, name)


def parse(text: str, path: Path, name: str) -> Case:
    """A case from the text of its file; path and name serve errors and reports."""
    return _Parser(path, name).case([Line(n, line) for n, line in enumerate(text.split("\n"), start=1)])


@dataclass
class _Block:
    """What stands between two marker lines: `=== file`, `--- sheet`, `+++ section`."""

    mark: str
    title: str
    line: int
    body: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class _Parser:
    path: Path
    name: str

    def fail(self, line: int, what: str) -> NoReturn:
        raise CaseError(f"{self.path}:{line}: {what}")

    def case(self, lines: list[Line]) -> Case:
        head, *blocks = self._blocks(lines)
        about, office = self._head(head)
        sections = self._sections([block for block in blocks if block.mark == "+++"])
        columns, data = self._data(sections["data"])
        return Case(
            name=self.name,
            path=self.path,
            about=about,
            office=office,
            files=self._files([block for block in blocks if block.mark != "+++"]),
            columns=columns,
            data=data,
            findings=tuple(self._note(line) for line in _filled(sections["findings"].body)),
            info=tuple(line.text.strip() for line in _filled(sections["info"].body)),
            observations=tuple(self._seen(line) for line in _filled(sections["observations"].body)),
        )

    def _blocks(self, lines: list[Line]) -> list[_Block]:
        blocks = [_Block("", "", 1)]
        for line in lines:
            mark, title = line.text[:3], line.text[3:]
            if mark in ("===", "---", "+++") and title.startswith(" ") and title.strip():
                blocks.append(_Block(mark, title.strip(), line.number))
            else:
                blocks[-1].body.append(line)
        return blocks

    def _head(self, block: _Block) -> tuple[str, str]:
        about, office = [], "500000"
        for number, text in _filled(block.body):
            found = HEAD.fullmatch(text.strip())
            if text.startswith("#"):
                about.append(text.lstrip("# ").strip())
            elif found:
                office = found[1].split()[0]
            else:
                self.fail(number, f"expected a comment, `office:` or `=== file`, found {text!r}")
        if not about:
            self.fail(1, "a case begins with a comment that says what it is")
        return " ".join(about), office

    def _files(self, blocks: list[_Block]) -> tuple[DrawnFile, ...]:
        groups: list[list[_Block]] = []
        for block in blocks:
            if block.mark == "===":
                groups.append([block])
            elif groups:
                groups[-1].append(block)
            else:
                self.fail(block.line, "a sheet before any `=== file`")
        if not groups:
            self.fail(1, "no `=== file`")
        return tuple(self._file(*group) for group in groups)

    def _file(self, opening: _Block, *sheets: _Block) -> DrawnFile:
        name, _, flag = (part.strip() for part in opening.title.partition("|"))
        if flag and flag not in ENCODINGS:
            self.fail(opening.line, f"unknown encoding {flag!r}")
        drawn = [self._sheet(block) for block in sheets]
        if name.endswith(".csv") and not drawn:
            drawn = [DrawnSheet("", opening.line, _rows(opening.body))]
        elif _filled(opening.body):
            self.fail(opening.body[0].number, "cells before any `--- sheet`")
        if not name.endswith((".xlsx", ".csv")) or not drawn or (name.endswith(".csv") and len(drawn) > 1):
            self.fail(opening.line, "a file is an .xlsx with sheets, or a .csv of one")
        if len({sheet.name for sheet in drawn}) < len(drawn):
            self.fail(opening.line, "two sheets of one name")
        return DrawnFile(name, opening.line, tuple(drawn), flag or "utf-8")

    def _sheet(self, block: _Block) -> DrawnSheet:
        name, *flags = (part.strip() for part in block.title.split("|"))
        given = {}
        for flag in flags:
            key, _, value = flag.partition(":")
            if key not in FLAGS:
                self.fail(block.line, f"unknown flag {key!r} of a sheet")
            given[key] = [part.strip() for part in value.split(",") if part.strip()]
        return DrawnSheet(
            name=name,
            line=block.line,
            rows=_rows(block.body),
            hidden="hidden" in given,
            hidden_rows=tuple(int(row) for row in given.get("hidden-rows", [])),
            hidden_columns=tuple(given.get("hidden-columns", [])),
        )

    def _sections(self, blocks: list[_Block]) -> dict[str, _Block]:
        found: dict[str, _Block] = {}
        for block in blocks:
            if block.title not in SECTIONS or block.title in found:
                self.fail(block.line, f"unknown or repeated section {block.title!r}")
            found[block.title] = block
        for title in REQUIRED:
            if title not in found:
                self.fail(1, f"no `+++ {title}`")
        return {title: found.get(title, _Block("+++", title, 0)) for title in SECTIONS}

    def _data(self, block: _Block) -> tuple[tuple[str, ...], dict[Key, dict[str, Decimal]]]:
        header, *rows = _filled(block.body) or [Line(block.line, " | ".join(KEYS))]
        columns = _cells(header.text)
        if columns[:4] != KEYS or len(set(columns)) < len(columns):
            self.fail(header.number, f"data begins with the columns {' | '.join(KEYS)}, each column once")
        data: dict[Key, dict[str, Decimal]] = {}
        for line in rows:
            key, values = self._row(line, columns)
            if key in data:
                self.fail(line.number, f"this row stands twice: {line.text!r}")
            data[key] = values
        return columns[4:], data

    def _row(self, line: Line, columns: tuple[str, ...]) -> tuple[Key, dict[str, Decimal]]:
        cells = _cells(line.text)
        if not 4 <= len(cells) <= len(columns) or not cells[1].isdigit():
            self.fail(line.number, f"{len(cells)} cells under {len(columns)} columns, or no year")
        pairs = zip(columns[4:], cells[4:], strict=False)
        values = {column: self._number(line, cell) for column, cell in pairs if cell}
        return Key(cells[0], int(cells[1]), cells[2], cells[3]), values

    def _number(self, line: Line, text: str) -> Decimal:
        try:
            return Decimal(text)
        except InvalidOperation:
            self.fail(line.number, f"not a figure: {text!r}")

    def _place(self, line: Line, text: str) -> Place:
        *where, cell = text.split("!")
        if len(where) > 2 or not (cell in ("-", "?") or CELL.fullmatch(cell)):
            self.fail(line.number, f"not a place: {text!r}")
        return Place(where[0] if len(where) == 2 else "", where[-1] if where else "", cell)

    def _note(self, line: Line) -> Note:
        place, _, code = line.text.strip().rpartition(" ")
        return Note(self._place(line, place.strip()), code)

    def _seen(self, line: Line) -> Seen:
        parts = _cells(line.text) if "|" in line.text else tuple(line.text.rsplit(None, 4))
        if len(parts) != 5:
            self.fail(line.number, "an observation is: place indicator category value status")
        place, indicator, category, value, status = parts
        figure = None if value in ("", "-", "NA") else self._number(line, value)
        return Seen(self._place(line, place), indicator, category, figure, status)


def _filled(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.text.strip()]


def _cells(text: str) -> tuple[str, ...]:
    """Cells of a line; outer blanks stripped (the ideographic blank is content and stays)."""
    return tuple(cell.strip(" \t\r") for cell in text.split("|"))


def _rows(lines: list[Line]) -> tuple[tuple[str, ...], ...]:
    """Rows of a drawing; empty lines at its end only space the file."""
    texts = [line.text.strip(" \t\r") for line in lines]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(() if text in ("", ".") else _cells(text) for text in texts)
