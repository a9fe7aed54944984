"""Totals that followed a correction: with it they were corrected, and with it they go back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from sydata.store.schema import decision

WITH = "with"  # in `said` of a correction that followed another one: that one's id
_PLACE = ("sheet", "position", "cell", "category", "indicator")


class Followed(NamedTuple):
    """A total's correction that holds, and what the total is once the figure it followed goes back (分 or ones)."""

    made: Row[Any]
    value: int

    @property
    def goes_back(self) -> bool:
        """Whether nothing is left of the correction: the total is as it was submitted."""
        return bool(self.value == self.made.before["value"])

    def row(self) -> dict[str, Any]:
        """The decision that takes its place."""
        names = ("kind", "file_id", *_PLACE, "key", "unit_code", "year", "festival", "before", "reason")
        kept = {name: getattr(self.made, name) for name in names}
        return kept | {"said": {**self.made.said, "value": self.value}}


def followed(connection: Connection, of: Row[Any]) -> list[Followed]:
    """What followed the correction `of`, and how it stands without it.

    Other corrections may have moved the same total since, so it moves back by what this one had moved it. A total that
    somebody corrected by itself since, or left out, is not touched.
    """
    back = _step(of)
    if not back:
        return []
    same = (decision.c.file_id == of.file_id, decision.c.kind == "value")
    rows = connection.execute(select(decision).where(*same).order_by(decision.c.id)).all()
    mine = {_place(row) for row in rows if row.said.get(WITH) == of.id}
    living = [row for row in rows if row.undone_at is None and WITH in row.said and _place(row) in mine]
    return [Followed(row, int(row.said["value"]) + back) for row in living]


def _step(of: Row[Any]) -> int:
    """By how much a corrected figure moves when the correction is undone; 0 where it was or is no number."""
    values: list[Mapping[str, Any]] = [of.before, of.said]
    was, now = (each.get("value") for each in values)
    return 0 if was is None or now is None else int(was) - int(now)


def _place(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _PLACE)
