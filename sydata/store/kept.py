"""Kept files as the pipeline reads them again: their bytes, and what persons decided about them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from sydata.catalog.learned import Known
from sydata.model import Batch, Ruling, SourceFile
from sydata.store.schema import blob, decision, file

READING = ("value", "unit", "period", "report")  # kinds of decisions that change what is read
Reader = Callable[[tuple[SourceFile, ...], tuple[Known, ...], tuple[Ruling, ...]], Batch]


def files_of(connection: Connection, where: ColumnElement[bool]) -> dict[int, SourceFile]:
    """File id → the file as submitted."""
    columns = (file.c.id, file.c.name, file.c.archive, file.c.sha256, blob.c.content)
    query = select(*columns).join(blob, blob.c.sha256 == file.c.sha256).where(where).order_by(file.c.id)
    rows = connection.execute(query)
    return {row.id: SourceFile(row.name, row.content, row.sha256, row.archive) for row in rows}


def rulings_of(connection: Connection, file_ids: Collection[int]) -> tuple[Ruling, ...]:
    """What holds now of these files, in the order in which it was decided."""
    return tuple(rulings_by_id(connection, file_ids).values())


def rulings_by_id(connection: Connection, file_ids: Collection[int]) -> dict[int, Ruling]:
    """The same, by the decision's id."""
    query = (
        select(decision, file.c.name)
        .join(file, file.c.id == decision.c.file_id)
        .where(decision.c.kind.in_(READING), decision.c.undone_at.is_(None))
        .where(decision.c.file_id.in_(list(file_ids)))
        .order_by(decision.c.id)
    )
    return {row.id: ruling(row._mapping, row.name) for row in connection.execute(query)}


def ruling(row: Any, name: str) -> Ruling:
    """A decision about the file of this name, as the pipeline takes it."""
    place = (row["sheet"], row["position"], row["cell"], row["category"], row["indicator"])
    if row["kind"] == "value":
        return Ruling("value", name, *place, value=row["said"]["value"])
    return Ruling(row["kind"], name, *place, said=str(row["said"]["id"]))
