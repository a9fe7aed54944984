"""Accepting returns, sending them back, and taking either back. What a person did stands in `return_.review`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, select, update

from sydata.catalog.findings import KINDS
from sydata.store.acting import Clerk, log_act, return_of, wants_reason
from sydata.store.database import writing
from sydata.store.guarding import guard
from sydata.store.noting import ASKED_ANEW
from sydata.store.reach import needs
from sydata.store.schema import finding, return_

ACCEPTED, SENT_BACK = "accepted", "sent-back"
Why = Literal["errors", "warnings", "state"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """accepted: returns that are accepted now; refused: return id → what stands against it.

    `errors`: open errors, which block; `warnings`: open ones, which ask; `state`: it does not count.
    """

    accepted: tuple[int, ...]
    refused: dict[int, Why]


class Asked(NamedTuple):
    """Returns of which something is asked that no store holds: an open warning, an open error."""

    warnings: Collection[int] = ()
    errors: Collection[int] = ()


NOTHING_ASKED = Asked()


@needs("decide")
def accept(
    clerk: Clerk, return_ids: Collection[int], despite_warnings: bool = False, asked: Asked = NOTHING_ASKED
) -> Accepted:
    """Accept returns that count and have no open error, nor an open warning unless `despite_warnings`.

    asked: what is asked besides (`sydata.asking.accept`).
    LookupError if the office has no such return; Refused in a period that is signed off.
    """
    done: list[int] = []
    refused: dict[int, Why] = {}
    with writing(clerk.engine) as connection:
        for id in return_ids:
            of = return_of(connection, clerk.office, id)
            guard(connection, of.office, of.year, of.festival)
            against = _against(connection, of, despite_warnings, asked)
            if against:
                refused[id] = against
            elif of.review != ACCEPTED:
                _mark(connection, clerk, of, ACCEPTED, "")
                done.append(id)
    return Accepted(tuple(done), refused)


@needs("decide")
def send_back(clerk: Clerk, return_id: int, reason: str, questions: Sequence[Mapping[str, Any]] = ()) -> None:
    """A return goes back to its unit with questions. It goes on counting until a corrected one comes.

    questions: findings as asked, in the order of their numbers; they are kept to be held against the answer.
    """
    wants_reason(reason)
    _review(clerk, return_id, SENT_BACK, reason, questions)


@needs("decide")
def withdraw(clerk: Clerk, return_id: int, reason: str = "") -> None:
    """Take an acceptance or a sending back back."""
    _review(clerk, return_id, "", reason)


def _review(
    clerk: Clerk, return_id: int, review: str, reason: str, questions: Sequence[Mapping[str, Any]] = ()
) -> None:
    with writing(clerk.engine) as connection:
        of = return_of(connection, clerk.office, return_id)
        guard(connection, of.office, of.year, of.festival)
        if of.review != review:
            _mark(connection, clerk, of, review, reason, questions)


def _mark(
    connection: Connection,
    clerk: Clerk,
    of: Row[Any],
    review: str,
    reason: str,
    questions: Sequence[Mapping[str, Any]] = (),
) -> None:
    connection.execute(update(return_).where(return_.c.id == of.id).values(review=review))
    action = {ACCEPTED: "accept", SENT_BACK: "send-back"}.get(review, "withdraw")
    detail: dict[str, Any] = {"from": of.review, "reason": reason.strip()}
    detail |= {"questions": [dict(question) for question in questions]} if questions else {}
    log_act(connection, clerk, action, detail, of._mapping, of.id)


def _against(connection: Connection, of: Row[Any], despite_warnings: bool, asked: Asked) -> Why | None:
    if of.state != "current":
        return "state"
    open_ = (finding.c.decision_id.is_(None), finding.c.code.not_in(ASKED_ANEW))
    codes = connection.execute(select(finding.c.code).where(finding.c.return_id == of.id, *open_).distinct())
    severities = {KINDS[code].severity for code in codes.scalars()}
    if "error" in severities or of.id in asked.errors:
        return "errors"
    asks = of.id in asked.warnings or "warning" in severities
    return "warnings" if asks and not despite_warnings else None
