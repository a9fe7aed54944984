"""Small frames of facts, drawn by hand."""

from __future__ import annotations

import pandas as pd

COLUMNS = ["return_id", "unit_code", "unit", "year", "festival", "category", "indicator", "value"]
NAMES = {"500101": "万州区", "500102": "涪陵区", "500103": "渝中区"}
Figures = dict[str, int | None]


def facts(*rows: tuple[int, str, str, Figures]) -> pd.DataFrame:
    """Each row: year, unit code, category, indicator → value; all in the spring."""
    drawn = [
        (at, code, NAMES.get(code, code), year, "spring", category, indicator, value)
        for at, (year, code, category, figures) in enumerate(rows, 1)
        for indicator, value in figures.items()
    ]
    return pd.DataFrame(drawn, columns=COLUMNS).astype({"value": "Int64"})
