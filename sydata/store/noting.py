"""Keeps findings; what a person confirmed as right before does not come back as a question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from sydata.store.schema import decision, finding

CONFIRM = "confirm"
# What roll-ups say of their units is asked as it is now, whatever an upload found (`sydata.asking`).
ASKED_ANEW = ("rollup-mismatch",)
_SAID = ("code", "category", "indicator", "text", "params")


def key_of(row: Mapping[str, Any]) -> str:
    """What a finding says, wherever it stands: the same figures in a later sheet are the same question."""
    said = json.dumps([row.get(name, "") for name in _SAID], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def note(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Add findings (rows of the table `finding`), each under the decision by which it is right, if there is one."""
    if not rows:
        return
    right = confirmed(connection, str(rows[0]["office"]), rows)
    told = [{**row, "decision_id": id} for row, id in zip(rows, right, strict=True)]
    connection.execute(insert(finding), told)


def confirmed(connection: Connection, office: str, rows: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """For each finding the decision by which it is right as it stands; None where there is none."""
    keys = [key_of(row) for row in rows]
    known = _confirmed(connection, office, keys)
    return [known.get(place_of(row, key)) for row, key in zip(rows, keys, strict=True)]


def place_of(row: Mapping[str, Any], key: str) -> tuple[Any, ...]:
    """Where a confirmation holds: for a unit and period in every sheet, else in its own file alone."""
    unit_code, year, festival = (row.get(name) for name in ("unit_code", "year", "festival"))
    everywhere = unit_code and festival and year is not None
    return (key, unit_code, year, festival, None if everywhere else row["file_id"])


def _confirmed(connection: Connection, office: str, keys: Sequence[str]) -> dict[tuple[Any, ...], int]:
    living = (decision.c.office == office, decision.c.kind == CONFIRM, decision.c.undone_at.is_(None))
    found: dict[tuple[Any, ...], int] = {}
    for start in range(0, len(keys), 500):
        query = select(decision).where(*living, decision.c.key.in_(keys[start : start + 500]))
        rows = [dict(row) for row in connection.execute(query).mappings()]
        found |= {place_of(row, row["key"]): row["id"] for row in rows}
    return found
