"""`python -m benchmarks.country ADDRESS RETURNS [OFFICE]`: the country's returns straight into an empty SQLite store.

Without files and without the reader: rows as `sydata.store.returns` leaves them. What they add up to is known from
what was invented (`sums`), not from the store. With an office, all units report to that one, by a list of its own.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count, groupby, islice
from typing import Any

from sqlalchemy import Connection, Engine, Table

from sydata.sample.country import Told, collecting, country
from sydata.sample.figures import CATEGORIES, MONEY, Report
from sydata.sample.words import exact
from sydata.store.database import analyze, open_store, writing
from sydata.store.entries import digest
from sydata.store.schema import blob, file, finding, observation, return_, setting, upload

AT_ONCE = 2_000  # returns whose rows are handed to the database together
ASKED_EVERY = 50  # every so manyth return has a question
SHEET, TITLE, WHO = "Sheet", "双拥活动情况统计表", "country"
PAPER = "项目,走访慰问人数\n".encode()  # what every file holds: nobody reads it again
HASH = hashlib.sha256(PAPER).hexdigest()
PLACES = {
    "lead_official": "B", "visited_people": "C", "cash_amount": "D", "cash_recipients": "E", "goods_cost": "F",
    "goods_count": "G", "goods_recipients": "H", "total_amount": "I", "difficulties_solved": "J",
}  # fmt: skip
COLUMNS = [
    {"column": place, "header": id, "indicator": id, "measure": "万元" if id in MONEY else "", "note": "figure",
     "category": ""}
    for id, place in PLACES.items()
]  # fmt: skip
COLUMNS_TEXT = json.dumps(COLUMNS)
OBSERVED = ("return_id", "cell", "category", "indicator", "value", "text", "status", "note")
Sums = Counter[tuple[str, str, int, str, str, str]]  # office, unit, year, festival, category, indicator → sum
Rows = list[tuple[Any, ...]]


def sums(told: Iterable[Told]) -> Sums:
    """What returns add up to; nothing for what was left blank."""
    found: Sums = Counter()
    for office, of in told:
        for (category, indicator), value in of.figures.items():
            if value is not None:
                found[office, of.unit.code, of.year, of.festival, category, indicator] += value
    return found


def keep(engine: Engine, told: Iterable[Told]) -> int:
    """Write the returns into an empty store, in their order; how many they were. One transaction: whole or none."""
    numbers, done = count(1), 0
    with writing(engine) as connection:
        _insert(connection, blob, ("sha256", "size", "content"), [(HASH, len(PAPER), PAPER)])
        uploads = count(1)
        for (office, year, festival), some in groupby(told, lambda of: (of[0], of[1].year, of[1].festival)):
            day = datetime(year, 2 if festival == "spring" else 8, 15)
            upload_id = next(uploads)
            _insert(connection, upload, ("id", "office", "who", "at"), [(upload_id, office, WHO, _at(day))])
            for part in _parts(some):
                ids = list(islice(numbers, len(part)))
                _keep_some(connection, [each.report for each in part], ids, office, upload_id)
                done += len(part)
    analyze(engine)
    return done


def enlist(engine: Engine, office: str) -> None:
    """Put every unit of the country on an office's own list."""
    units = [of for below in collecting().values() for of in below]
    # An alias of each: a list keeps only what says more of a unit than the catalog.
    named = [
        (
            f"reporter:{of.code}",
            {"name": of.name, "kind": of.kind, "aliases": [f"{of.name}{of.code}"], "spans": [["", ""]]},
        )
        for of in units
    ]
    now = _at(datetime(2026, 1, 1))
    rows = [(office, key, json.dumps(value), WHO, now) for key, value in named]
    with writing(engine) as connection:
        _insert(connection, setting, ("office", "key", "value", "who", "at"), rows)


def _parts(told: Iterable[Told]) -> Iterator[list[Told]]:
    given = iter(told)
    while part := list(islice(given, AT_ONCE)):
        yield part


def _keep_some(
    connection: Connection, of: Sequence[Report], ids: list[int], office: str, upload_id: int
) -> None:
    pairs = list(zip(ids, of, strict=True))
    names = ("id", "office", "sha256", "name", "upload_id", "read_at")
    _insert(connection, file, names, [(id, office, HASH, _name(r), upload_id, _at_of(r)) for id, r in pairs])
    rows = {id: _figures(r) for id, r in pairs}
    given = [_return(id, r, office, digest(_counted(r))) for id, r in pairs]
    _insert(connection, return_, tuple(given[0]), [tuple(each.values()) for each in given])
    _insert(connection, observation, OBSERVED, [(id, *row) for id in ids for row in rows[id]])
    asked = [_question(id, r, office) for id, r in pairs if id % ASKED_EVERY == 0]
    if asked:
        _insert(connection, finding, tuple(asked[0]), [tuple(each.values()) for each in asked])


def _return(id: int, of: Report, office: str, figures: str) -> dict[str, Any]:
    said = f"{of.year}年{'春节' if of.festival == 'spring' else '八一'}期间{TITLE}"
    where = {"id": id, "office": office, "file_id": id, "sheet": SHEET, "position": 0}
    whose = {"unit_code": of.unit.code, "unit": of.unit.name, "year": of.year, "festival": of.festival}
    fate = {"state": "current", "rollup": False, "fill_date": of.fill_date.isoformat(), "revision": 0}
    words = {
        "title": said,
        "unit_text": of.unit.name,
        "unit_place": "A2",
        "period_text": said,
        "period_place": "A1",
    }
    return where | whose | fate | words | {"figures": figures, "columns": COLUMNS_TEXT}


def _figures(of: Report) -> Rows:
    """The observations of a return, as OBSERVED has them but for the return."""
    rows: Rows = []
    for line, category in enumerate(CATEGORIES, start=5):
        rows.append((f"B{line}", category, "lead_official", None, "副县长", "counted", ""))
        for indicator, place in list(PLACES.items())[1:]:
            value = of.figures[category, indicator]
            rows.append(
                (f"{place}{line}", category, indicator, value, _text(indicator, value), "counted", "")
            )
    return rows


def _text(indicator: str, value: int | None) -> str:
    if value is None:
        return ""
    return f"{exact(value):f}" if indicator in MONEY else str(value)


def _counted(of: Report) -> Iterator[dict[str, Any]]:
    for (category, indicator), value in of.figures.items():
        yield {"status": "counted", "category": category, "indicator": indicator, "value": value}


def _question(id: int, of: Report, office: str) -> dict[str, Any]:
    where = {
        "office": office,
        "file_id": id,
        "return_id": id,
        "code": "column-total-mismatch",
        "sheet": SHEET,
    }
    whose = {"unit_code": of.unit.code, "unit": of.unit.name, "year": of.year, "festival": of.festival}
    value = of.figures["entitled", "visited_people"] or 0
    said = {"row_text": "总计", "parts": str(value), "sum": str(value), "difference": "1"}
    what = {"cell": "C8", "category": "", "indicator": "visited_people", "text": str(value + 1)}
    return where | whose | what | {"params": json.dumps(said)}


def _name(of: Report) -> str:
    return f"{of.year}-{of.festival}/{of.unit.code}{of.unit.name}.csv"


def _at_of(of: Report) -> str:
    return _at(datetime(of.fill_date.year, of.fill_date.month, 15))


def _at(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%S.%f")


def _insert(connection: Connection, table: Table, names: Sequence[str], rows: Rows) -> None:
    """Tuples as they are: at millions of rows, rows as dicts would cost more than the database does."""
    marks = ", ".join("?" * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(_quoted(names))}) VALUES ({marks})", rows
    )


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def make(address: str, returns: int, one: str = "") -> int:
    """The store of the country at an address that has none yet; how many returns it holds."""
    engine = open_store(address)
    if one:
        enlist(engine, one)
    kept = keep(engine, country(returns, one=one))
    engine.dispose()
    return kept


if __name__ == "__main__":
    sys.stdout.write(f"{make(sys.argv[1], int(sys.argv[2]), *sys.argv[3:4])}\n")
