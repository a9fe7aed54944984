"""What the sheets of units looked like: how the columns of their earlier returns were understood."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, select

from sydata.model import ColumnReading
from sydata.store.schema import return_


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a return that counts, and the year it is of."""

    year: int
    columns: tuple[ColumnReading, ...]


def earlier(
    engine: Engine, office: str, wanted: Collection[tuple[str, int, str]]
) -> Mapping[tuple[str, int, str], Layout]:
    """(unit code, year, festival) → the layout of the unit's last return of that festival before that year.

    A table of many units says nothing of what one of them uses, and is left out.
    """
    heads = return_.c.unit_code, return_.c.festival, return_.c.year
    query = select(*heads, return_.c.columns).where(
        return_.c.office == office, return_.c.state == "current", return_.c.rollup.is_(False)
    )
    units, festivals = {unit for unit, _, _ in wanted}, {festival for _, _, festival in wanted}
    query = query.where(return_.c.unit_code.in_(units), return_.c.festival.in_(festivals))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(return_.c.year)).all()
    found: dict[tuple[str, int, str], Layout] = {}
    for unit, year, festival in wanted:
        of = [r for r in rows if (r.unit_code, r.festival) == (unit, festival) and r.year < year]
        if of:
            columns = tuple(ColumnReading(**column) for column in of[-1].columns)
            found[unit, year, festival] = Layout(of[-1].year, columns)
    return found
