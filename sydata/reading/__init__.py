"""Bytes in, sheets of cells out. The only room that knows workbook libraries."""
