"""Groups of units (片区、类型) that an office looks at together, and what may be added up over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sydata.catalog.roll import Collector, code_of, member
from sydata.catalog.source import table


@dataclass(frozen=True, slots=True)
class Group:
    """A group of units; one of a kind (成员单位) lists no codes."""

    id: str
    zh: str
    en: str
    units: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


KINDS: Mapping[str, Group] = MappingProxyType(
    {entry["id"]: Group(**entry) for entry in table("groups.toml")["kind"]}
)


@cache
def groups(office: str) -> Mapping[str, Group]:
    """The groups of an office by their ids, the kinds of units behind them."""
    own = {
        entry["id"]: Group(entry["id"], entry["zh"], entry["en"], tuple(entry["units"]))
        for entry in table("groups.toml")["group"]
        if entry["office"] == office
    }
    return MappingProxyType({**own, **KINDS})


@cache
def group_of(office: Collector, code: str) -> str:
    """The id of the group that a unit stands in: one of the office's, else its kind, as the office has it."""
    own = (each.id for each in groups(code_of(office)).values() if code in each.units)
    known = member(office, code)
    return next(own, known.kind if known else "territorial")


def adds_over_time(measure: str) -> bool:
    """Whether figures of this measure (`money`, 人, 件 …) may be added over years and festivals."""
    return measure not in table("groups.toml")["adding"]["not_over_time"]
