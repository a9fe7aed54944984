"""The rows of a query as a frame: whole numbers exact, words as words, missing things missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Engine, Select

MAY_MISS = ("year", "value", "return_id", "decision_id")
WHOLE = (*MAY_MISS, "finding_id", "file_id", "errors", "warnings", "return_key")
AT_ONCE = 500  # rows that are taken from the database together


def fetched(engine: Engine, query: Select[Any]) -> pd.DataFrame:
    """The rows of a query; whole numbers that may be missing are Int64, words are str."""
    with engine.connect() as connection:
        result = connection.execute(query)
        names = list(result.keys())
        # By columns: pandas asks each row of the database for its attributes, which costs ten times the query.
        # In parts: rows that all live at once make Python look through everything it holds for what is garbage.
        columns: list[list[Any]] = [[] for _name in names]
        for rows in result.partitions(AT_ONCE):
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(values)
    return pd.DataFrame({name: _column(name, values) for name, values in zip(names, columns, strict=True)})


def _column(name: str, values: list[Any]) -> Any:
    if name in WHOLE:  # never by way of floats
        return pd.array(values, dtype="Int64" if name in MAY_MISS else "int64")
    return values if values else pd.Series(dtype=object)
