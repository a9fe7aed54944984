"""Bytes in, sheets of cells out. The only room that knows workbook libraries."""

from sydata.reading.archive import Expanded, expand
from sydata.reading.budget import DEFAULT, Budget
from sydata.reading.files import gather
from sydata.reading.reader import read_file
from sydata.reading.signature import is_archive

__all__ = ["DEFAULT", "Budget", "Expanded", "expand", "gather", "is_archive", "read_file"]
