"""What a person decided about figures told in words, carried over to a new reading of the same file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from sydata.catalog.overlap import Claim, told_already
from sydata.store.deciding import Stamp
from sydata.store.renewing import Case, note_approximate, renew
from sydata.store.schema import observation, return_
from sydata.store.told import is_decided

# The same words at the same place, read as the same figure. A figure that reads otherwise is asked about anew.
_SAME = ("cell", "category", "indicator", "value", "text")
Figure = dict[str, Any]


class Carried(NamedTuple):
    """figures: of a new reading, as a person decided; told: those of a confirmed figure that is asked about again."""

    figures: list[Figure]
    told: list[Figure]


class Decisions:
    """The decisions about the figures of some returns, taken before these are replaced within a transaction."""

    def __init__(self, connection: Connection, returns: Iterable[Row[Any]]) -> None:
        self._connection = connection
        sheets = {of.id: of.sheet for of in returns}
        query = select(observation).where(observation.c.return_id.in_(sheets)).order_by(observation.c.id)
        rows = connection.execute(query).fetchall()
        held = {_key(sheets[row.return_id], row._mapping) for row in rows if is_decided(row.note)}
        self._said: dict[tuple[Any, ...], list[Row[Any]]] = defaultdict(list)
        for row in rows:
            key = _key(sheets[row.return_id], row._mapping)
            if key in held:
                self._said[key].append(row)

    def carried(self, sheet: str, figures: Iterable[Figure]) -> Carried:
        """A sheet's newly read figures. What a cell of the same return tells by now would count twice: it is proposed
        again, however a person decided when nothing told it."""
        figures = list(figures)
        cells = [_claim(figure) for figure in figures if _counts(figure)]
        decided = [(figure, self._of(sheet, figure)) for figure in figures]
        told = [
            f for f, said in decided if said.get("status") == "counted" and told_already(_claim(f), cells)
        ]
        return Carried([f if f in told else f | said for f, said in decided], told)

    def _of(self, sheet: str, figure: Figure) -> dict[str, str]:
        """Status and note that a person gave this figure; nothing, if nobody did."""
        same = self._said.get(_key(sheet, figure))
        said = same.pop(0) if same else None  # figures alike in all are told apart by their order
        if said is None or not is_decided(said.note) or figure["status"] != "proposed":
            return {}
        return {"status": said.status, "note": said.note}

    def follow(self, return_ids: Iterable[int], stamp: Stamp) -> None:
        """Brings findings and states of the stored returns in line with what was decided about their figures."""
        query = select(return_).where(return_.c.id.in_(list(return_ids))).order_by(return_.c.id)
        for of in self._connection.execute(query).fetchall() if self._said else ():
            rows = self._decided(of.id)
            this = Case(self._connection, of, stamp)
            for row in rows:
                if row.status == "counted" and "approximate" in row.note.split():
                    note_approximate(this, row, True)
            if rows:
                renew(this)

    def _decided(self, return_id: int) -> list[Row[Any]]:
        query = select(observation).where(observation.c.return_id == return_id)
        rows = self._connection.execute(query.order_by(observation.c.id))
        return [row for row in rows if is_decided(row.note)]


def _key(sheet: str, figure: Mapping[Any, Any]) -> tuple[Any, ...]:
    return (sheet, *(figure[name] for name in _SAME))


def _claim(figure: Figure) -> Claim:
    return Claim(figure["indicator"], figure["category"])


def _counts(figure: Figure) -> bool:
    return figure["status"] == "counted" and figure["value"] is not None
