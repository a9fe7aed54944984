"""Puts a new reading of a kept file in the place of the old one, within a transaction of the caller's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select, update

from sydata.model import Batch
from sydata.store.deciding import ASIDE, OUT, Place, Stamp, settle
from sydata.store.entries import Figures, digest, entries, finding_row, return_row
from sydata.store.noting import note
from sydata.store.redeciding import Decisions
from sydata.store.schema import audit, finding, observation, return_

_OF_PLACE = ("unit_code", "year", "festival", "figures")


class Part(NamedTuple):
    """What a batch says of one file. returns: row, figures and findings of each; rest: findings of no return."""

    returns: tuple[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]], ...]
    rest: list[dict[str, Any]]


NOTHING = Part((), [])


def parts(batch: Batch) -> Mapping[str, Part]:
    """What a batch says of each of its files, without what it says of versions, which the store decides."""
    made, rest = entries(batch)
    figures = Figures(batch).rows([entry.given for entry in made])
    returns: dict[str, list[Any]] = defaultdict(list)
    others: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in made:
        rows = figures[entry.given.key]
        notes = [finding_row(f) for f in entry.findings]
        returns[entry.given.file].append((return_row(entry, digest(rows)), rows, notes))
    for f in rest:
        others[f.file].append(finding_row(f))
    return {name: Part(tuple(returns[name]), others[name]) for name in {*returns, *others}}


def _paired(old: Sequence[Row[Any]], new: Sequence[Mapping[str, Any]]) -> list[Row[Any] | None]:
    """For each new return the old one it goes on: of the same unit and period, else at the same position."""
    left, found = list(old), {}
    for names in (("sheet", "unit_code", "year", "festival"), ("sheet", "position")):
        for at, row in enumerate(new):
            same = [o for o in left if all(getattr(o, name) == row[name] for name in names)]
            if at not in found and same:
                found[at] = same[0]
                left.remove(same[0])
    return [found.get(at) for at in range(len(new))]


class Replacing:
    """One file's returns, figures and findings, exchanged within the transaction of `connection`."""

    def __init__(self, connection: Connection, office: str, file_id: int, stamp: Stamp) -> None:
        self.connection, self.office, self.file_id, self.stamp = connection, office, file_id, stamp
        own = select(return_).where(return_.c.file_id == file_id).order_by(return_.c.id)
        self.old: list[Row[Any]] = list(connection.execute(own).all())
        self.decided = Decisions(connection, self.old)

    def replace(self, part: Part) -> None:
        """Put the new reading in place, and decide anew what counts where the file's returns were and are."""
        places = {_place(row._asdict()) for row in self.old if row.state not in OUT}
        self._clear()
        pairs = _paired(self.old, [row for row, _, _ in part.returns])
        ids = {old.id for old in pairs if old is not None}
        for old in self.old:
            if old.id not in ids:
                self._remove(old)
        kept = [self._keep(old, *given) for old, given in zip(pairs, part.returns, strict=True)]
        self._add_findings(part.rest, None)
        self.decided.follow([row["id"] for row in kept], self.stamp)
        places |= {_place({"office": self.office, **row}) for row in kept if row["state"] not in OUT}
        for place in sorted(places):
            settle(self.connection, place, self.stamp)

    def _clear(self) -> None:
        ids = [row.id for row in self.old]
        self.connection.execute(delete(finding).where(finding.c.file_id == self.file_id))
        self.connection.execute(delete(observation).where(observation.c.return_id.in_(ids)))
        aside = {"position": -1 - return_.c.id}  # a return may take the position of one that is yet to move
        self.connection.execute(update(return_).where(return_.c.id.in_(ids)).values(**aside))

    def _keep(
        self,
        old: Row[Any] | None,
        row: dict[str, Any],
        figures: list[dict[str, Any]],
        notes: list[dict[str, Any]],
    ) -> dict[str, Any]:
        """A return of the new reading, under the id of the old one that it takes the place of."""
        figures, told = self.decided.carried(row["sheet"], figures)
        row = row | {"figures": digest(figures)}
        if old is None:
            add = insert(return_).values(**row, office=self.office, file_id=self.file_id)
            id = int(self.connection.execute(add.returning(return_.c.id)).scalar_one())
        else:
            id = old.id
            # what counted goes on counting until the place is decided anew, so that the audit tells true changes
            row = row | self._going_on(old, row)
            self.connection.execute(update(return_).where(return_.c.id == id).values(**row))
        if figures:
            self.connection.execute(insert(observation), [figure | {"return_id": id} for figure in figures])
        self._add_findings(notes, id)
        asked = {"told": [{name: f[name] for name in ("indicator", "category", "value")} for f in told]}
        self._note(id, row["sheet"], old.figures if old else None, row["figures"], asked if told else None)
        return row | {"id": id}

    @staticmethod
    def _going_on(old: Row[Any], row: dict[str, Any]) -> dict[str, Any]:
        """What a return keeps through another reading: being set aside; being accepted as long as nothing moved."""
        same = all(getattr(old, name) == row[name] for name in _OF_PLACE)
        kept = {"review": old.review if same else ""}
        aside = old.state == ASIDE
        return kept | ({"state": old.state} if aside or "waiting" not in (row["state"], old.state) else {})

    def _remove(self, old: Row[Any]) -> None:
        """A sheet that gives no return any more. Its audit stays, and names it in the detail."""
        mine = select(audit.c.id, audit.c.detail).where(audit.c.return_id == old.id)
        for entry in self.connection.execute(mine).all():
            freed = {"return_id": None, "detail": entry.detail | {"return": old.id}}
            self.connection.execute(update(audit).where(audit.c.id == entry.id).values(**freed))
        self._note(None, old.sheet, old.figures, None, {"return": old.id})
        self.connection.execute(delete(return_).where(return_.c.id == old.id))

    def _add_findings(self, rows: list[dict[str, Any]], return_id: int | None) -> None:
        whose = {"office": self.office, "file_id": self.file_id, "return_id": return_id}
        note(self.connection, [row | whose for row in rows])

    def _note(
        self, id: int | None, sheet: str, before: str | None, after: str | None, more: Any = None
    ) -> None:
        detail = {"file": self.file_id, "sheet": sheet, "before": before, "after": after, **(more or {})}
        entry = {"at": self.stamp.at, "who": self.stamp.who, "office": self.office, "action": "read-again"}
        self.connection.execute(insert(audit).values(**entry, return_id=id, detail=detail))


def _place(row: Mapping[Any, Any]) -> Place:
    return Place(row["office"], row["unit_code"], row["year"], row["festival"])
