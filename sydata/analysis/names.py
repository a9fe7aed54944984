"""Names that tell units apart: two units that bore one name at different times get their years behind it."""

from __future__ import annotations

import pandas as pd

from sydata.catalog.units import unit


def named_apart(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with names (column unit) that no two codes share: `两江新区（2026–）`."""
    names = frame[["unit_code", "unit"]].drop_duplicates()
    shared = names[names["unit"].duplicated(keep=False)]
    apart = {code: f"{name}{years(code)}" for code, name in shared.itertuples(index=False)}
    return frame.assign(unit=frame["unit_code"].map(apart).fillna(frame["unit"])) if apart else frame


def years(code: str) -> str:
    """The years a unit reports in, in brackets; its code where the catalog sets no bound."""
    known = unit(code)
    if known is None or (known.since is None and known.until is None):
        return f"（{code}）"
    return f"（{known.since or ''}–{known.until or ''}）"
