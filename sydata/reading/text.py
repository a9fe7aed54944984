"""Text files with separated values (CSV, TSV) and plain text, in the encodings that offices send."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from sydata.errors import UnreadableFile
from sydata.model import Sheet, Value
from sydata.reading.area import choose, wasteful
from sydata.reading.budget import Budget
from sydata.reading.cells import fill

DELIMITERS = (",", "\t", ";")
NO_DELIMITER = "\x1f"
SAMPLE_ROWS, SAMPLE_CHARACTERS = 60, 20_000
LONGEST_QUOTE = 30  # lines; more inside one pair of quotes means that a quote was never closed
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> str | None:
    """The text, or None if the bytes are no text. A byte order mark decides; else what fits."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _try(content, encoding)
    wide = ("utf-16-le", "utf-16-be") if b"\0" in content else ()
    for encoding in (*wide, "utf-8", "gb18030"):
        text = _try(content, encoding)
        if text is not None:
            return text
    return None


def _try(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding).rstrip("\x1a\0" if encoding.startswith("utf-16") else "\x1a")
    except UnicodeDecodeError:
        return None
    sample = text[:SAMPLE_CHARACTERS]
    if CONTROL.search(text):
        return None
    likely = sum(1 for c in sample if c.isprintable() or c.isspace())
    if encoding.startswith("utf-16-"):
        likely = sum(1 for c in sample if c < "\x7f" or "\u2000" <= c < "\ua000" or "\uff00" <= c < "\uffef")
    return text if likely >= 0.95 * len(sample) else None


def read(file: str, text: str, budget: Budget) -> tuple[Sheet, ...]:
    """One sheet without a name, every value as it was written. Raises UnreadableFile("too-large")."""
    rows = [_blank_to_none(row) for row in _parse(text, budget)]
    while rows and not rows[-1]:
        rows.pop()
    width = max(map(len, rows), default=0)
    filled = sum(len(row) - row.count(None) for row in rows)
    if not wasteful(len(rows), width, filled, budget.cells):
        padded = tuple(tuple(row) + (None,) * (width - len(row)) for row in rows)
        return (Sheet(file=file, name="", rows=padded, marks={}, source="text"),)
    cells = {(r, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None}
    area, stray = choose(cells, budget)
    kept = tuple(map(tuple, fill(cells, area)))
    return (Sheet(file=file, name="", rows=kept, marks={}, stray=stray, source="text"),)


def _blank_to_none(row: list[str]) -> list[Value]:
    values: list[Value] = [value if value.strip() else None for value in row]
    while values and values[-1] is None:
        values.pop()
    return values


def _parse(text: str, budget: Budget) -> list[list[str]]:
    stated = re.match(
        r'"?sep=(.)"?\r?\n', text, re.IGNORECASE
    )  # Excel's own first line, not part of the table
    if stated:
        text = text[stated.end() :]
    separator = stated[1] if stated else delimiter(text)
    if text.count(separator) + text.count("\n") + text.count("\r") > budget.cells:
        raise UnreadableFile("too-large", "text with too many cells")
    return _split(text, separator)


def _split(text: str, separator: str) -> list[list[str]]:
    if separator == NO_DELIMITER:
        return _unquoted(text, separator)  # in running text a quote at the beginning of a line is a quote
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return _unquoted(text, separator)
    if any(value.count("\n") > LONGEST_QUOTE for row in rows for value in row):
        return _unquoted(text, separator)
    return rows


def _unquoted(text: str, separator: str) -> list[list[str]]:
    """Split at every separator: for a text with a quote that never closes and would swallow the rest."""
    return [line.split(separator) for line in text.splitlines()]


def delimiter(text: str) -> str:
    """The separator that cuts most rows into equally many cells; a character no text has, if none does."""
    lines = [line for line in text[:SAMPLE_CHARACTERS].splitlines() if line.strip()][:SAMPLE_ROWS]
    best, score = NO_DELIMITER, (0, 0)
    for candidate in DELIMITERS:
        widths = Counter(len(row) for row in _split("\n".join(lines), candidate) if len(row) > 1)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if (rows, width) > score and (rows > 1 or len(lines) == 1):
            best, score = candidate, (rows, width)
    return NO_DELIMITER if _is_running_text(lines, score[0]) else best


def _is_running_text(lines: list[str], regular: int) -> bool:
    """Whether most words stand in sentences, and few lines have as many cells as others: commas of a report in prose.

    regular: the lines that the best separator cuts into equally many cells.
    """
    said = sum(len(line) for line in lines if "。" in line)
    return 2 * said >= sum(map(len, lines)) > 0 and (2 * regular <= len(lines) or len(lines) <= 2)
