"""The rows of a query as a frame: whole numbers exact, words as words, missing things missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Engine, Select

MAY_MISS = ("year", "value", "return_id", "decision_id")
WHOLE = (*MAY_MISS, "finding_id", "file_id", "errors", "warnings", "return_key")


def fetched(engine: Engine, query: Select[Any]) -> pd.DataFrame:
    """The rows of a query; whole numbers that may be missing are Int64, words are str."""
    with engine.connect() as connection:
        result = connection.execute(query)
        names, rows = list(result.keys()), result.fetchall()
    # By columns: pandas asks each row of the database for its attributes, which costs ten times the query.
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pd.DataFrame({name: _column(name, values) for name, values in zip(names, columns, strict=True)})


def _column(name: str, values: tuple[Any, ...]) -> Any:
    if name in WHOLE:
        return pd.array(
            list(values), dtype="Int64" if name in MAY_MISS else "int64"
        )  # never by way of floats
    return list(values) if values else pd.Series(dtype=object)
