"""Who reads and who writes, held at the connection itself, so that no query and no function has to remember it.

An engine may carry a reach (which rows there are for this reader) and a person (who writes). With a reach, every
statement sees the tables through expressions of their own names that hold only the rows within it: a query that asks
for more gets less. With a person, only functions marked `needs` write, and only what the person may. An engine with
neither is this computer's own: command line, and tests.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection
from dataclasses import is_dataclass, replace
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, Engine, Table, event

from sydata.errors import Refused
from sydata.rights import IDENTITY, Person, Reach, Right, permit
from sydata.store.schema import metadata

REACH, PERSON, ALLOWED = "sydata_reach", "sydata_person", "sydata_allowed"
CODE = re.compile(r"[0-9A-Za-z_-]{1,60}")
NONE = "?"  # a code that no row has
P = ParamSpec("P")
R = TypeVar("R")


def reading_as(engine: Engine, reach: Reach) -> Engine:
    """The same store for a reader: it shows what is within reach, and takes no writes."""
    return cast(Engine, engine.execution_options(**{REACH: reach, PERSON: None, ALLOWED: False}))


def writing_as(engine: Engine, person: Person, reach: Reach) -> Engine:
    """The same store for a person who acts."""
    return cast(Engine, engine.execution_options(**{REACH: reach, PERSON: person, ALLOWED: False}))


def person_at(engine: Engine) -> Person | None:
    """Who acts through this engine; None for this computer's own."""
    return cast("Person | None", engine.get_execution_options().get(PERSON))


# ---- writes ----
def needs(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function that writes: whoever acts through its engine must have this right in its office.

    The function's first argument is a Clerk, or an engine beside which `office` (or a batch that has one) and `who`
    are given. Refused for anybody else, and for an act under another's name.
    """

    def mark(act: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(act)

        @wraps(act)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            first = next(iter(bound.arguments))
            bound.arguments[first] = _allowed(bound.arguments, first, right)
            return act(*bound.args, **bound.kwargs)

        checked.__needs__ = right  # type: ignore[attr-defined]  # told to the tests
        return checked

    return mark


def _allowed(given: dict[str, Any], first: str, right: Right) -> Any:
    """The first argument with an engine that may write, after the check."""
    by = given[first]
    if is_dataclass(by) and not isinstance(by, type):
        clerk = cast(Any, by)
        return replace(clerk, engine=allowed(clerk.engine, right, clerk.office, clerk.who))
    office = given["office"] if "office" in given else given["batch"].office
    return allowed(by, right, office, given["who"])


def allowed(engine: Engine, right: Right, office: str, who: str) -> Engine:
    """The engine for one act, which sees everything its checks need. Refused unless whoever acts may."""
    options = engine.get_execution_options()
    if REACH not in options:
        return engine
    person = options.get(PERSON)
    if person is None:
        raise Refused("没有登录人，不能写入。", "Nobody is signed in here to write.")
    permit(person, right, office)
    if who != person.id:
        raise Refused("不能以他人名义操作。", "Nobody acts under another's name.")
    return cast(Engine, engine.execution_options(**{REACH: None, ALLOWED: True}))


def own_only(engine: Engine, office: str, units: Collection[str]) -> None:
    """Refused for a reporter who would write for a unit other than the own."""
    person = person_at(engine)
    for unit in sorted(units) if person is not None else ():
        permit(cast(Person, person), "submit", office, unit)


def may_write(engine: Engine) -> None:
    """Refused for a write that nobody allowed: the last net under `needs`."""
    options = engine.get_execution_options()
    if REACH in options and not options.get(ALLOWED):
        raise Refused("此处不能写入。", "Nothing may be written here.")


# ---- reads ----
def watch(engine: Engine) -> None:
    """Let connections of this engine show no more than their reach."""
    event.listen(engine, "before_cursor_execute", _limit, retval=True)


def _limit(
    connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    reach = connection.get_execution_options().get(REACH)
    if reach is None or reach == Reach():
        return statement, parameters
    schema = "main" if connection.dialect.name == "sqlite" else str(connection.dialect.default_schema_name)
    return limited(statement, reach, schema), parameters


@lru_cache(maxsize=1024)
def limited(statement: str, reach: Reach, schema: str) -> str:
    """A statement that sees the tables it names within reach only; `schema` is where the whole ones are."""
    named = {name for name in RULES if re.search(rf"\b{name}\b", statement)}
    if not named or not statement.lstrip()[:6].upper().startswith(("SELECT", "WITH")):
        return statement
    needed = _with_needed(named, reach)
    views = [
        f"{name} AS NOT MATERIALIZED (SELECT * FROM {schema}.{name} WHERE {within(name, reach, schema)})"
        for name in RULES
        if name in needed
    ]
    begin = re.match(r"\s*WITH\s+(?!RECURSIVE)", statement, re.IGNORECASE)
    rest = f", {statement[begin.end() :]}" if begin else f" {statement}"
    return f"WITH {', '.join(views)}{rest}"


def _with_needed(named: set[str], reach: Reach) -> set[str]:
    found: set[str] = set()
    while named - found:
        name = (named - found).pop()
        found.add(name)
        said = within(name, reach, "")
        named = named | {other for other in RULES if re.search(rf"(?<!\.)\bFROM {other}\b", said)}
    return found


def within(name: str, reach: Reach, schema: str) -> str:
    """The condition under which a row of a table is within reach."""
    return " AND ".join(RULES[name](reach, schema)) or "1 = 1"


def _listed(codes: tuple[str, ...]) -> str:
    """Codes as they stand in a statement; anything that is no code reaches nothing."""
    known = [code for code in codes if CODE.fullmatch(code)] or [NONE]
    return "(" + ", ".join(f"'{code}'" for code in known) + ")"


def _office(reach: Reach, _schema: str) -> list[str]:
    return [] if reach.offices is None else [f"office IN {_listed(reach.offices)}"]


def _own_files(reach: Reach, schema: str) -> str:
    """Files that a reporter handed in."""
    by = reach.by if IDENTITY.fullmatch(reach.by) else ""
    upload = f"{schema}.upload"
    return f"SELECT id FROM {schema}.file WHERE upload_id IN (SELECT id FROM {upload} WHERE who = '{by}')"


def _return(reach: Reach, schema: str) -> list[str]:
    if reach.units is None:
        return _office(reach, schema)
    unknown = f"unit_code = '' AND file_id IN ({_own_files(reach, schema)})"
    return [*_office(reach, schema), f"(unit_code IN {_listed(reach.units)} OR ({unknown}))"]


def _file(reach: Reach, schema: str) -> list[str]:
    if reach.units is None:
        return _office(reach, schema)
    own = f"id IN ({_own_files(reach, schema)})"
    return [*_office(reach, schema), f"(id IN (SELECT file_id FROM return_) OR {own})"]


def _blob(reach: Reach, schema: str) -> list[str]:
    """The bytes: a reporter sees what was handed in by the own hand, and files in which nobody else reports."""
    if not reach.originals:
        return ["1 = 0"]
    if reach.units is None:
        return ["sha256 IN (SELECT sha256 FROM file)"]
    others = f"SELECT file_id FROM {schema}.return_ WHERE unit_code NOT IN {_listed(reach.units)}"
    return [
        f"(sha256 IN (SELECT sha256 FROM {schema}.file WHERE id IN ({_own_files(reach, schema)})) "
        f"OR sha256 IN (SELECT sha256 FROM file WHERE id NOT IN ({others})))"
    ]


def _of_return(reach: Reach, _schema: str) -> list[str]:
    units = [] if reach.units is None else [f"(unit_code IS NULL OR unit_code IN {_listed(reach.units)})"]
    return ["return_id IN (SELECT id FROM return_)", *units]


def _finding(reach: Reach, schema: str) -> list[str]:
    if reach.units is None:
        return _office(reach, schema)
    own = f"unit_code IN ('', {_listed(reach.units)[1:]}"
    of_return = f"(return_id IN (SELECT id FROM return_) AND {own})"
    return [f"({of_return} OR (return_id IS NULL AND file_id IN ({_own_files(reach, schema)})))"]


def _decision(reach: Reach, schema: str) -> list[str]:
    units = [] if reach.units is None else [f"unit_code IN {_listed(reach.units)}"]
    return [*_office(reach, schema), *units]


def _audit(reach: Reach, schema: str) -> list[str]:
    if reach.units is not None:
        return ["return_id IN (SELECT id FROM return_)"]
    return _office(reach, schema)


def _upload(reach: Reach, schema: str) -> list[str]:
    if reach.units is None:
        return _office(reach, schema)
    by = reach.by if IDENTITY.fullmatch(reach.by) else ""
    return [*_office(reach, schema), f"(who = '{by}' OR id IN (SELECT upload_id FROM file))"]


def _frozen(reach: Reach, _schema: str) -> list[str]:
    units = [] if reach.units is None else [f"unit_code IN {_listed(reach.units)}"]
    return ["signoff_id IN (SELECT id FROM signoff)", *units]


def _other(table: Table) -> Callable[[Reach, str], list[str]]:
    """A table that nobody thought of here: by its office, and nothing of it for a reporter."""

    def rule(reach: Reach, schema: str) -> list[str]:
        if reach.units is not None or (reach.offices is not None and "office" not in table.c):
            return ["1 = 0"]
        return _office(reach, schema)

    return rule


def _whole(reach: Reach, _schema: str) -> list[str]:
    """What only somebody sees who sees everything: who has which role, and who was where."""
    return ["1 = 0"] if reach.offices is not None or reach.units is not None else []


_RULES: dict[str, Callable[[Reach, str], list[str]]] = {
    "meta": lambda _reach, _schema: [],
    "return_": _return,
    "file": _file,
    "blob": _blob,
    "upload": _upload,
    "observation": _of_return,
    "finding": _finding,
    "decision": _decision,
    "audit": _audit,
    "lesson": _office,
    "setting": _office,
    "signoff": _office,
    "frozen": _frozen,
    "person": _whole,
    "visit": _whole,
}
# In an order in which each may name those before it.
RULES = _RULES | {name: _other(table) for name, table in metadata.tables.items() if name not in _RULES}
