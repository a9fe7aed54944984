"""The one place that calls calamine, after a guard has looked at the file; its failures become causes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from sydata.errors import UnreadableFile
from sydata.model import Merge


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as calamine gives it: place among the sheets, name, rows from A1, merges."""

    index: int
    name: str
    visible: bool
    rows: list[list[Any]]
    merges: list[Merge]


def sheets(content: bytes) -> list[RawSheet]:
    """The worksheets of a guarded .xlsx or .xls. Raises UnreadableFile (password, damaged)."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return list(_worksheets(workbook))
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


def _worksheets(workbook: CalamineWorkbook) -> Iterator[RawSheet]:
    for index, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        rows = sheet.to_python(skip_empty_area=False)
        merges = [Merge(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
        yield RawSheet(index, meta.name, meta.visible == SheetVisibleEnum.Visible, rows, merges)
