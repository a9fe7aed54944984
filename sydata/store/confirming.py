"""Findings and questions that are right as they stand: a person said so, and they do not come back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from sydata.store.acting import PLACE, Clerk, keep_act, meanwhile, wants_reason
from sydata.store.database import writing
from sydata.store.guarding import guard
from sydata.store.noting import CONFIRM, key_of
from sydata.store.reach import needs
from sydata.store.schema import finding


@needs("decide")
def confirm(clerk: Clerk, finding_ids: Collection[int], reason: str) -> list[int]:
    """Findings are right as they stand. They do not come back as long as the same is said of unit and period.

    Those that somebody settled meanwhile are left out; Refused if that is so of all of them.
    """
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        here = (finding.c.office == clerk.office, finding.c.id.in_(list(finding_ids)))
        rows = connection.execute(select(finding).where(*here, finding.c.decision_id.is_(None))).all()
        if finding_ids and not rows:
            raise meanwhile()
        return [_confirm(connection, clerk, row, reason) for row in rows]


@needs("decide")
def confirm_questions(clerk: Clerk, questions: Sequence[Mapping[str, Any]], reason: str) -> list[int]:
    """Questions that are not stored (of a unit's past, of its peers) are right as they stand.

    questions: rows with the names of `finding`'s columns. They do not come back as long as the figure is the same.
    """
    wants_reason(reason)
    with writing(clerk.engine) as connection:
        return [_confirmed(connection, clerk, as_question(row), reason) for row in questions]


def as_question(row: Mapping[str, Any]) -> dict[str, Any]:
    """A question without what it is held against, which moves with other units' figures."""
    names = ("code", "file_id", "sheet", "cell", "category", "indicator", "text", *PLACE)
    return {name: row[name] for name in names} | {"params": {}, "year": int(row["year"])}


def _confirm(connection: Connection, clerk: Clerk, of: Row[Any], reason: str) -> int:
    id = _confirmed(connection, clerk, of._asdict(), reason)
    connection.execute(update(finding).where(finding.c.id == of.id).values(decision_id=id))
    return id


def _confirmed(connection: Connection, clerk: Clerk, of: Mapping[str, Any], reason: str) -> int:
    guard(connection, clerk.office, of["year"], of["festival"])
    words = {name: of[name] for name in ("file_id", "sheet", "cell", "category", "indicator", *PLACE)}
    said = {name: of[name] for name in ("code", "text", "params")}
    row = {"kind": CONFIRM, "position": 0, "key": key_of(of), "said": said, "before": {}}
    return keep_act(connection, clerk, words | row | {"reason": reason.strip()})
