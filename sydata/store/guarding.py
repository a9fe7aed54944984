"""Periods that are signed off: their figures do not move until somebody opens them again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from sydata.catalog.festivals import period, period_name
from sydata.errors import Refused
from sydata.store.schema import frozen, signoff


def standing(connection: Connection, office: str, year: int | None, festival: str) -> Row[Any] | None:
    """The sign-off that holds for a period now; None while the period is open."""
    here = (signoff.c.office == office, signoff.c.year == year, signoff.c.festival == festival)
    query = select(signoff).where(*here, signoff.c.reopened_at.is_(None))
    found: Row[Any] | None = connection.execute(query).first()
    return found


def signed_off(connection: Connection, office: str) -> dict[tuple[int, str], int]:
    """Year and festival of an office's periods that are signed off now → the sign-off's id."""
    query = select(signoff.c.id, signoff.c.year, signoff.c.festival)
    rows = connection.execute(query.where(signoff.c.office == office, signoff.c.reopened_at.is_(None)))
    return {(row.year, row.festival): row.id for row in rows}


def guard(connection: Connection, office: str, year: int | None, festival: str) -> None:
    """Refused if the period is signed off."""
    found = standing(connection, office, year, festival)
    if found is not None:
        name = period(found.year, found.festival)
        raise Refused(
            f"{period_name(name)}已审定（第{found.version}版），须先重新开放。",
            f"{period_name(name, 'en')} is signed off (version {found.version}): reopen it first.",
        )


def frozen_returns(connection: Connection, signoff_id: int) -> frozenset[int]:
    """The returns whose figures a version holds."""
    query = select(frozen.c.return_id).where(frozen.c.signoff_id == signoff_id).distinct()
    return frozenset(connection.execute(query).scalars())


def is_frozen(connection: Connection, return_ids: Collection[int]) -> bool:
    """Whether a version that holds now counts figures of any of these returns."""
    query = (
        select(frozen.c.return_id)
        .join(signoff, signoff.c.id == frozen.c.signoff_id)
        .where(signoff.c.reopened_at.is_(None), frozen.c.return_id.in_(list(return_ids)))
        .limit(1)
    )
    return connection.execute(query).scalar() is not None
