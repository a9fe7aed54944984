"""The national list of divisions: provinces, prefectures, counties and, when asked for, townships.

Codes are strings of six digits, nine for townships. Source and state: data/README.md.
"""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from sydata.catalog.source import data_bytes

Level = Literal["province", "prefecture", "county", "township"]


def _read(content: bytes) -> Mapping[str, str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8")))
    return MappingProxyType({row["code"]: row["name"] for row in rows})


@cache
def divisions() -> Mapping[str, str]:
    """Code → name down to the counties, in the order of the codes."""
    return _read(data_bytes("divisions.csv"))


@cache
def townships() -> Mapping[str, str]:
    """Code → name of the townships of the whole country, in the order of the codes; 41,352 entries."""
    return _read(lzma.decompress(data_bytes("townships.csv.xz")))


@cache
def _townships_by_county() -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for code in townships():
        groups.setdefault(code[:6], []).append(code)
    return {county: tuple(codes) for county, codes in groups.items()}


@cache
def township_names(county: str) -> frozenset[str]:
    """The official names of the townships directly below a county's code; empty for any other code."""
    return frozenset(townships()[code] for code in _townships_by_county().get(county, ()))


@cache
def _children() -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for code in divisions():
        groups.setdefault(parent_division(code) or "", []).append(code)
    return {above: tuple(codes) for above, codes in groups.items()}


def division_name(code: str) -> str | None:
    """The official name for a code of the list; None for any other."""
    if len(code) == 9:
        return townships().get(code)
    return divisions().get(code)


def division_level(code: str) -> Level:
    """The level that the shape of a code says."""
    if len(code) == 9:
        return "township"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def parent_division(code: str) -> str | None:
    """The code of the division directly above: a county outside any prefecture lies below its province."""
    level = division_level(code)
    if level == "province":
        return None
    if level == "township":
        return code[:6]
    above = code[:4] + "00"
    return above if level == "county" and above in divisions() else code[:2] + "0000"


def above_division(code: str) -> tuple[str, ...]:
    """The codes of all divisions above, the nearest first."""
    above = parent_division(code)
    return () if above is None else (above, *above_division(above))


@cache
def below_division(code: str) -> tuple[str, ...]:
    """The codes directly below, in order; of a city without counties (东莞市, 嘉峪关市) its townships."""
    if len(code) == 9:
        return ()
    children = _children().get(code, ())
    if not children:
        return _townships_by_county().get(code, ())
    if len(children) == 1 and divisions()[children[0]] == divisions()[code]:
        return below_division(children[0])
    return children
