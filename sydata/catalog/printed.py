"""The office's combined form as it is printed: its columns under their groups, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sydata.catalog.source import table
from sydata.wording import Lang

Group = Literal["title", "sheet", "say", "mark"]
_DATA: dict[str, Any] = table("printed.toml")


@dataclass(frozen=True, slots=True)
class Printed:
    """A column: the indicator (or `total_lead`), its words, and those of the group above it; ("", "") for none."""

    id: str
    words: tuple[str, str]
    group: tuple[str, str]


COLUMNS = tuple(
    Printed(each["id"], tuple(each["words"]), tuple(each.get("group", ("", "")))) for each in _DATA["column"]
)


def printed(group: Group, key: str, language: Lang, **values: object) -> str:
    """Words of the form, with these values put in; KeyError if there are none."""
    return str(_DATA[group][key][language == "en"]).format(**values)


def mark(state: str, language: Lang) -> str:
    """How a unit in this state is marked in its row; empty for a state that asks for nothing."""
    return printed("mark", state, language) if state in _DATA["mark"] else ""
