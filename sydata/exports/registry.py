"""Every file the program can hand out. A new export is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sydata.exports.content import Content, public
from sydata.exports.data import csv_bytes, data_csv, data_parquet, parquet_bytes
from sydata.exports.tables import labelled
from sydata.exports.workbook import table_bytes, workbook_bytes


@dataclass(frozen=True, slots=True)
class Export:
    """write gives the bytes of a file of this kind."""

    id: str
    suffix: str
    mime: str
    zh: str
    en: str
    write: Callable[[Content], bytes]

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def make(self, content: Content, sensitive: bool = False) -> bytes:
        """The file's bytes; names of officials and troop units are in it only if `sensitive` is asked for."""
        return self.write(content if sensitive else public(content))


EXPORTS = (
    Export(
        "workbook",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "汇总工作簿（数据、数据项、核查问题、来源、报送期、字典、说明）",
        "Workbook (data, figures, findings, sources, periods, dictionary, notes)",
        workbook_bytes,
    ),
    Export("csv", ".csv", "text/csv", "汇总数据（CSV）", "Combined data (CSV)", data_csv),
    Export(
        "parquet",
        ".parquet",
        "application/vnd.apache.parquet",
        "汇总数据（Parquet，供程序使用）",
        "Combined data (Parquet, for programs)",
        data_parquet,
    ),
)


def findings_bytes(content: Content, suffix: str, sensitive: bool = False) -> bytes:
    """The findings alone, as a file of this suffix (one of an export's); discreet like `make`."""
    shown = content if sensitive else public(content)
    if suffix.lower() == ".parquet":
        return parquet_bytes(shown.findings, shown.version)
    table = labelled(shown.findings, shown.language)
    return csv_bytes(table) if suffix.lower() == ".csv" else table_bytes("核查问题", table)


def by_suffix(suffix: str) -> Export | None:
    """The export that writes files of this suffix (`.csv`); None if there is none."""
    return next((export for export in EXPORTS if export.suffix == suffix.lower()), None)
