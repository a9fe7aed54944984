"""Names that tell units apart: two units that bore one name at different times get their years behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from sydata.catalog.stems import AUTONOMOUS, stem
from sydata.catalog.units import unit
from sydata.model import Unit


def named_apart(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with names (column unit) that no two codes share: `两江新区（2026–）`."""
    names = frame[["unit_code", "unit"]].drop_duplicates()
    shared = names[names["unit"].duplicated(keep=False)]
    apart = {code: f"{name}{years(code)}" for code, name in shared.itertuples(index=False)}
    return frame.assign(unit=frame["unit_code"].map(apart).fillna(frame["unit"])) if apart else frame


def apart(units: Sequence[Unit]) -> list[str]:
    """The names of units, those that several share with their years behind them."""
    known = Counter(unit.name for unit in units)
    return [unit.name + years(unit.code) * (known[unit.name] > 1) for unit in units]


def years(code: str) -> str:
    """The years a unit reports in, in brackets; its code where the catalog sets no bound."""
    known = unit(code)
    if known is None or (known.since is None and known.until is None):
        return f"（{code}）"
    return f"（{known.since or ''}–{known.until or ''}）"


def discreet(names: Mapping[str, str], word: str) -> dict[str, str]:
    """Unit code → name that every reader may see. word: `Troop unit {number}`, for units whose names are sensitive."""
    troops = sorted(code for code in names if (known := unit(code)) is not None and known.kind == "troop")
    return {**names} | {code: word.format(number=at) for at, code in enumerate(troops, 1)}


def brief(name: str, office: str) -> str:
    """A name for a narrow chart: without the office's own before it, 石柱县 for 石柱土家族自治县."""
    rest = name.removeprefix(office)
    short = rest if len(rest) > 2 else name
    root = stem(short, "county") if short.endswith(AUTONOMOUS) else ""
    return root + short[-1] if root else short
