"""The one place that calls calamine, after a guard has looked at the file; its failures become causes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from sydata.errors import UnreadableFile
from sydata.model import Merge
from sydata.reading.budget import Budget


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as calamine gives it: place among the sheets, name, rows from A1, merges."""

    index: int
    name: str
    visible: bool
    rows: list[list[Any]]
    merges: list[Merge]


def sheets(content: bytes, budget: Budget) -> list[RawSheet]:
    """The worksheets of a guarded .xlsx or .xls. Raises UnreadableFile (password, damaged, too-large).

    The guard counts the cells of each part once; a workbook may name one part as thousands of sheets.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return list(_worksheets(workbook, budget))
    except PasswordError as error:
        raise UnreadableFile("password") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        # OverflowError: a duration of more days than Python can hold.
        raise UnreadableFile("damaged", str(error)) from error
    except BaseException as error:
        # A panic in the library's Rust code arrives as a BaseException of a class without a public name.
        if type(error).__name__ == "PanicException":
            raise UnreadableFile("damaged", "the workbook library gave up") from error
        raise


def _worksheets(workbook: CalamineWorkbook, budget: Budget) -> Iterator[RawSheet]:
    cells, merged = 0, 0
    if len(workbook.sheets_metadata) > budget.members:
        raise UnreadableFile("too-large", f"{len(workbook.sheets_metadata)} sheets")
    for index, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        rows = sheet.to_python(skip_empty_area=False)
        merges = [Merge(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
        cells, merged = cells + len(rows) * len(rows[0] if rows else ()), merged + len(merges)
        if cells > budget.cells or merged > budget.cells:
            raise UnreadableFile("too-large", f"{cells} cells, {merged} merged ranges")
        yield RawSheet(index, meta.name, meta.visible == SheetVisibleEnum.Visible, rows, merges)
