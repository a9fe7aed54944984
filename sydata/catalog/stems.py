"""Short names of divisions: 黔江 of 黔江区, 石柱 and 石柱县 of 石柱土家族自治县, 城东 of 城东街道.

A short name has at least two characters, so 忠县 and 临县 have none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sydata.catalog.divisions import Level
from sydata.catalog.source import table

AUTONOMOUS = ("自治县", "自治旗")


@cache
def _pattern(township: bool) -> re.Pattern[str]:
    words = table("unit_words.toml")
    endings = words["township_endings" if township else "division_endings"]
    peoples = [f"{people}族" for people in words["peoples"]] + words["bare_peoples"]
    return re.compile(rf"(.{{2,}}?)(?:{'|'.join(peoples)})*(?:{'|'.join(endings)})")


@lru_cache(maxsize=65536)
def stem(name: str, level: Level) -> str:
    """The name without its kind of division; empty if that leaves less than two characters."""
    if name.endswith(tuple(table("unit_words.toml")["whole"])):
        return ""
    found = _pattern(level == "township").fullmatch(name)
    if found is None:
        return ""
    return found[1].removesuffix("族") if len(found[1]) > 2 else found[1]


def _contracted(name: str) -> str:
    for long, short in table("unit_words.toml")["contractions"].items():
        name = name.replace(long, short)
    return name


def short_names(name: str, level: Level, above: tuple[str, ...]) -> tuple[str, ...]:
    """Names in everyday use that follow from the official one; above: names of the divisions it lies in.

    石家庄高新技术产业开发区 is also 石家庄高新区, and inside 石家庄市 高新区.
    """
    short = stem(name, level)
    found = [short]
    if short and name.endswith(AUTONOMOUS):
        found.append(short + name[-1])
    if (contracted := _contracted(name)) != name:
        found.append(contracted)
        found += [contracted.removeprefix(head) for head in above if contracted.startswith(head)]
    return tuple(dict.fromkeys(other for other in found if len(other) >= 2 and other != name))


def swapped_names(name: str, level: Level) -> tuple[str, ...]:
    """Former names that follow from the stem: 太极镇 was 太极乡, 新会区 was 新会市."""
    kinds = table("unit_words.toml")["swaps"].get(level, [])
    short = stem(name, level)
    if not short or not name.endswith(tuple(kinds)) or name.endswith(AUTONOMOUS):
        return ()
    return tuple(short + kind for kind in kinds if short + kind != name)
