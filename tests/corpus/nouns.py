"""The nouns of the corpus: a case, its drawn files and sheets, and what a right reading of them gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple


class CaseError(ValueError):
    """A case file that is not written as the format wants it."""


class Line(NamedTuple):
    """A line of a case file, with its number from 1."""

    number: int
    text: str


class Key(NamedTuple):
    """Which row of `data`: the unit by official name."""

    unit: str
    year: int
    festival: str
    category: str


class Place(NamedTuple):
    """Where a finding or figure stands. Empty file or sheet: any. cell: A1 style, `-` none, `?` any."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return "!".join([*(part for part in (self.file, self.sheet) if part), self.cell])


class Note(NamedTuple):
    """An expected error or warning."""

    place: Place
    code: str


class Seen(NamedTuple):
    """An expected observation. category `-`: any; value None: no value."""

    place: Place
    indicator: str
    category: str
    value: Decimal | None
    status: str


@dataclass(frozen=True)
class DrawnSheet:
    """A sheet as it is drawn: rows of raw cell texts, marks (`<` `^` `'`) still in them."""

    name: str
    line: int
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawnFile:
    """A file as it is drawn. encoding matters for .csv only."""

    name: str
    line: int
    sheets: tuple[DrawnSheet, ...]
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Case:
    """One case: the files, and what a right reading of them gives. Money is in 万元."""

    name: str
    path: Path
    about: str
    office: str
    files: tuple[DrawnFile, ...]
    columns: tuple[str, ...]
    data: dict[Key, dict[str, Decimal]]
    findings: tuple[Note, ...]
    info: tuple[str, ...] = ()
    observations: tuple[Seen, ...] = ()
