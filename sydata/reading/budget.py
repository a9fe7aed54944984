"""How much one file may cost to read. Whatever would cost more is refused before a library sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one file; a limit reached is the cause `too-large`.

    file_bytes: the file as submitted; unpacked_bytes and members: a workbook or document, which is a zip
    inside; archive_bytes: a submitted zip archive, and all its members together; depth: archives in archives;
    cells: the rectangle that holds all cells of all sheets; far_rows and far_columns: where a lone cell
    counts as far outside any table; stray_cells: how many such cells may be left out (and noted) before a
    sheet counts as too large; sheet_bytes: the XML of a sheet that must be rebuilt to leave them out;
    document_bytes: the XML of a document or .ods; text_bytes: what shared texts may grow to;
    words: the characters of all texts longer than a label, since sentences are read word by word;
    seconds and memory (bytes): what a helping program (for PDF, old Word) may take; pages and drawn: the
    pages of a PDF, and all letters and lines on them.
    """

    file_bytes: int = 50 << 20
    unpacked_bytes: int = 64 << 20
    members: int = 2000
    archive_bytes: int = 256 << 20
    depth: int = 2
    cells: int = 2_000_000
    far_rows: int = 20_000
    far_columns: int = 1_000
    stray_cells: int = 200
    sheet_bytes: int = 16 << 20
    document_bytes: int = 8 << 20
    text_bytes: int = 256 << 20
    words: int = 2_000_000
    seconds: int = 30
    memory: int = 2 << 30
    pages: int = 200
    drawn: int = 300_000


DEFAULT = Budget()
