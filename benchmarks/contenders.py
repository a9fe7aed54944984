"""`python -m benchmarks.contenders NAME FOLDER`: reads all forms once, in a process of its own, one way.

Prints the CPU seconds of the reading, of this process and its children, without importing the library.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Reading = Callable[[Sequence[Path]], None]


def sydata_normalize() -> Reading:
    from sydata import normalize  # fetched here: the package's names come when they are asked for

    def read(paths: Sequence[Path]) -> None:
        rows = len(normalize(paths).data)
        assert rows == 3 * len(paths), f"{rows} rows from {len(paths)} forms"

    return read


def calamine() -> Reading:
    from python_calamine import CalamineWorkbook

    def read(paths: Sequence[Path]) -> None:
        for path in paths:
            CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)

    return read


def pandas_calamine() -> Reading:
    import pandas

    def read(paths: Sequence[Path]) -> None:
        for path in paths:
            pandas.read_excel(path, engine="calamine", header=None)

    return read


def openpyxl() -> Reading:
    from openpyxl import load_workbook

    def read(paths: Sequence[Path]) -> None:
        for path in paths:
            load_workbook(path)

    return read


CONTENDERS: dict[str, Callable[[], Reading]] = {
    "sydata.normalize": sydata_normalize,
    "python-calamine, rows only": calamine,
    "pandas.read_excel (calamine)": pandas_calamine,
    "openpyxl.load_workbook": openpyxl,
}


def cpu_seconds() -> float:
    """User and system time of this process and of its ended children."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    name, folder = sys.argv[1:]
    forms = sorted(Path(folder).rglob("*.xlsx"))
    read_all = CONTENDERS[name]()
    before = cpu_seconds()
    read_all(forms)
    print(cpu_seconds() - before)
