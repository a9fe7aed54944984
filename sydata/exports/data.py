"""Plain tables: CSV that Excel opens in Chinese, and Parquet for programs."""

from __future__ import annotations

import re
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sydata.exports.content import Content
from sydata.exports.tables import guarded, labelled

SIGNED = re.compile(r"[+-][0-9][0-9,]*(?:\.[0-9]+)?%?")
VERSION_KEY = b"sydata.version"


def csv_bytes(frame: pd.DataFrame, changes: bool = False) -> bytes:
    """A frame as CSV: UTF-8 with byte order mark, CRLF, missing values empty, text guarded.

    changes: a table of our own, in which `+1,234` is a number with its sign and not what somebody wrote.
    """
    plain = _number_or_guarded if changes else _guarded
    shown = frame.copy()
    for column in shown.columns:
        if pd.api.types.is_float_dtype(shown[column]):
            shown[column] = shown[column].map(fixed, na_action="ignore").astype("str")
        elif not pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = shown[column].map(plain, na_action="ignore")
    shown.columns = [guarded(str(column)) for column in shown.columns]
    return shown.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def parquet_bytes(frame: pd.DataFrame, version: str = "") -> bytes:
    """A frame as Parquet, types kept; the data version stands in the schema's metadata under VERSION_KEY."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    if version:
        table = table.replace_schema_metadata({**table.schema.metadata, VERSION_KEY: version.encode()})
    buffer = BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def fixed(value: float) -> str:
    """An amount in 万元 with all its places and no exponent: 0.000001, 56.3, 12."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def data_csv(content: Content) -> bytes:
    """The combined data as CSV."""
    return csv_bytes(labelled(content.data, content.language))


def data_parquet(content: Content) -> bytes:
    """The combined data as Parquet; its columns and values are ids in every language."""
    return parquet_bytes(content.data, content.version)


def _number_or_guarded(value: object) -> object:
    return value if isinstance(value, str) and SIGNED.fullmatch(value) else _guarded(value)


def _guarded(value: object) -> object:
    return guarded(value) if isinstance(value, str) else value
