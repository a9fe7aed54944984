"""The door for one file: bytes in, sheets out, or UnreadableFile with its cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from sydata.errors import UnreadableFile
from sydata.model import Sheet, SourceFile
from sydata.reading import excel_xml, ods, odt, old_word, pdf, text, web, word, xls, xlsb, xlsx
from sydata.reading.budget import DEFAULT, Budget
from sydata.reading.calculate import all_calculated
from sydata.reading.signature import identify

# A new format is one module with such a function, a line here and its signature.
READERS: Mapping[str, Callable[[str, Any, Budget], tuple[Sheet, ...]]] = {
    "xlsx": xlsx.read,
    "xlsb": xlsb.read,
    "xls": xls.read,
    "ods": ods.read,
    "docx": word.read,
    "odt": odt.read,
    "web": web.read,
    "excel-xml": excel_xml.read,
    "pdf": pdf.read,
    "old-word": old_word.read,
    "text": text.read,
}

LABEL = 40  # characters of the longest figure or label


def read_file(file: SourceFile, budget: Budget = DEFAULT) -> tuple[Sheet, ...]:
    """All sheets of a file, hidden ones too, in the file's order.

    An archive has no sheets of its own (its members are files: see `expand`). Raises UnreadableFile, its
    cause a key of the catalog's causes (password, damaged, scan, too-large …).
    """
    if len(file.content) > budget.file_bytes:
        raise UnreadableFile("too-large", f"{len(file.content)} bytes")
    identity = identify(file.content)
    if identity.kind == "archive":
        return ()
    sheets = READERS[identity.kind](file.name, identity.opened, budget)
    letters = sum(map(_letters, sheets))
    if letters > budget.words:
        raise UnreadableFile("too-large", f"{letters} characters of running text")
    return all_calculated(sheets)


def _letters(sheet: Sheet) -> int:
    """The characters of the texts of a sheet that may be sentences."""
    texts = (value for row in sheet.rows for value in row if value.__class__ is str)
    lines = (line.text for line in (*sheet.before, *sheet.after))
    sizes = (len(text) for text in chain(texts, lines))
    return sum(size for size in sizes if size > LABEL)
