"""What the store holds, as frames. Values are integers as stored: money in 分, counts in ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Engine,
    Select,
    and_,
    cast,
    func,
    literal,
    literal_column,
    not_,
    select,
)

from sydata.catalog.festivals import FESTIVALS, period
from sydata.catalog.findings import KINDS
from sydata.model import OBSERVATION_COLUMNS, Period
from sydata.store.database import revision
from sydata.store.fetching import fetched
from sydata.store.schema import blob, decision, file, finding, observation, return_, upload
from sydata.store.told import has_report, in_words
from sydata.wide import wide

__all__ = [
    "data", "facts", "figures", "findings", "observations", "original", "originals", "periods", "reading", "returns",
    "revision", "uploads",
]  # fmt: skip

FACT_COLUMNS = ("return_id", "unit_code", "unit", "year", "festival", "category", "indicator", "value")
RETURN_COLUMNS = (
    "return_id", "unit_code", "unit", "year", "festival", "file", "sheet", "state", "fill_date",
    "received_at", "errors", "warnings", "file_id", "title", "unit_text", "period_text", "revision", "rollup",
    "only_words", "review", "has_table", "has_report",
)  # fmt: skip
FINDING_COLUMNS = (
    "finding_id", "severity", "code", "file", "sheet", "cell", "unit_code", "unit", "year", "festival",
    "category", "indicator", "text", "params", "return_id", "file_id", "state", "decision_id",
)  # fmt: skip


def facts(engine: Engine, office: str) -> pd.DataFrame:
    """FACT_COLUMNS: the counted figures of current returns, a return's rows of one category added up."""
    return _given(engine, _current(office))[list(FACT_COLUMNS)].reset_index(drop=True)


def data(
    engine: Engine,
    office: str,
    year: int | None = None,
    festival: str | None = None,
    order: Sequence[str] = (),
) -> pd.DataFrame:
    """The contract's `data` table (see sydata.wide); money in 万元. `order`: unit codes, official order."""
    return wide(_sums(engine, _current(office, year, festival)).assign(status="counted"), order)


def returns(engine: Engine, office: str) -> pd.DataFrame:
    """RETURN_COLUMNS of every return, in the order they came; errors and warnings count its open findings.

    review: what a person did with it: empty, `accepted` or `sent-back`.
    only_words: it is a report in prose of which no figure is confirmed; has_table, has_report: what came with it, a
    statistics sheet and a report in prose.
    """
    columns = [return_.c.id.label("return_id"), file.c.name.label("file"), upload.c.at.label("received_at")]
    columns += [and_(in_words(), return_.c.figures == literal("")).label("only_words")]
    columns += [not_(in_words()).label("has_table"), has_report().label("has_report")]
    names = [n for n in RETURN_COLUMNS if n in return_.c]
    query = (
        select(*columns, *[return_.c[name] for name in names])
        .join(file, file.c.id == return_.c.file_id)
        .join(upload, upload.c.id == file.c.upload_id)
        .where(return_.c.office == office)
        .order_by(return_.c.id)
    )
    frame = fetched(engine, query)
    counts = _severities(engine, office)
    for name, severity in (("errors", "error"), ("warnings", "warning")):
        of_severity = counts.loc[counts["severity"] == severity].groupby("return_id")["count"].sum()
        frame[name] = frame["return_id"].map(of_severity).fillna(0).astype("int64")
    dates = {name: pd.to_datetime(frame[name]) for name in ("fill_date", "received_at")}
    said = {name: frame[name].astype(bool) for name in ("only_words", "has_table", "has_report")}
    frame = frame.assign(**dates, **said)
    return frame[list(RETURN_COLUMNS)]


def findings(
    engine: Engine, office: str, year: int | None = None, festival: str | None = None
) -> pd.DataFrame:
    """FINDING_COLUMNS in the order of files and returns. params is a dict; state is the return's, or NA.

    decision_id: the decision by which it is right as it stands; NA while it is open.

    With a year or festival only what belongs to it: a file nobody could read belongs to none.
    """
    of_return = {n: func.coalesce(return_.c[n], finding.c[n]).label(n) for n in ("year", "festival")}
    own = [finding.c[n] for n in FINDING_COLUMNS if n in finding.c and n not in ("year", "festival")]
    query = (
        select(finding.c.id.label("finding_id"), *own, *of_return.values())
        .add_columns(file.c.name.label("file"), return_.c.state)
        .join(file, file.c.id == finding.c.file_id)
        .outerjoin(return_, return_.c.id == finding.c.return_id)
        .where(finding.c.office == office, *_equal(of_return, year, festival))
        .order_by(finding.c.file_id, finding.c.return_id, finding.c.id)
    )
    frame = fetched(engine, query)
    return frame.assign(severity=frame["code"].map(_SEVERITY).astype("str"))[list(FINDING_COLUMNS)]


def observations(
    engine: Engine, office: str, year: int | None = None, festival: str | None = None
) -> pd.DataFrame:
    """OBSERVATION_COLUMNS (return_key is the return's id), return_id, state, file_id of the period.

    A figure whose return does not count is `excluded` here, and its note is the state of the return. The note of one
    whose value a person corrected says so; its text stays what stood in the cell.
    """
    own = [func.coalesce(observation.c[n], return_.c[n]).label(n) for n in _OVERRIDES]
    plain = [observation.c[n] for n in OBSERVATION_COLUMNS if n in observation.c and n not in _OVERRIDES]
    query = (
        select(return_.c.id.label("return_id"), return_.c.state, return_.c.file_id, return_.c.sheet)
        .add_columns(file.c.name.label("file"), *own, *plain)
        .add_columns(decision.c.id.label("decision_id"))
        .join(return_, return_.c.id == observation.c.return_id)
        .join(file, file.c.id == return_.c.file_id)
        .outerjoin(decision, _corrects())
        .where(return_.c.office == office, *_equal(return_.c, year, festival))
        .order_by(observation.c.return_id, observation.c.id)
    )
    frame = fetched(engine, query)
    corrected = frame["decision_id"].notna() & (frame["note"] == "")
    frame.loc[corrected, "note"] = "corrected"
    out = (frame["status"] == "proposed") & frame["state"].isin(["superseded", "duplicate"])
    idle = out | ((frame["status"] == "counted") & (frame["state"] != "current"))
    frame.loc[idle, "note"] = frame.loc[idle, "state"]
    frame.loc[idle, "status"] = "excluded"
    frame = frame.assign(return_key=frame["return_id"])
    return frame[[*OBSERVATION_COLUMNS, "return_id", "state", "file_id"]]


FIGURE_COLUMNS = (
    "observation_id", "cell", "category", "indicator", "value", "text", "status", "note", "decision_id", "before",
    "reason", "who",
)  # fmt: skip


def figures(engine: Engine, office: str, return_id: int) -> pd.DataFrame:
    """FIGURE_COLUMNS of a return, in the sheet's order. decision_id, before (a dict), reason and who tell of the
    person's decision by which a value stands; NA and None where it stands as submitted.
    """
    o, d = observation.c, decision.c
    query = (
        select(o.id.label("observation_id"), *[o[n] for n in FIGURE_COLUMNS if n in o])
        .add_columns(d.id.label("decision_id"), d.before, d.reason, d.who)
        .join(return_, return_.c.id == o.return_id)
        .outerjoin(decision, _corrects())
        .where(return_.c.office == office, return_.c.id == return_id)
        .order_by(o.id)
    )
    return fetched(engine, query)[list(FIGURE_COLUMNS)]


def periods(engine: Engine, office: str) -> list[Period]:
    """The periods that have returns, the newest first."""
    query = select(return_.c.year, return_.c.festival).where(return_.c.office == office).distinct()
    with engine.connect() as connection:
        found = [period(y, f) for y, f in connection.execute(query) if y is not None and f in FESTIVALS]
    return sorted(found, reverse=True)


def reading(engine: Engine, return_id: int) -> pd.DataFrame:
    """How the columns of a return were understood: column, header, indicator, measure, note."""
    with engine.connect() as connection:
        found = connection.execute(select(return_.c.columns).where(return_.c.id == return_id)).scalar_one()
    return pd.DataFrame(found, columns=["column", "header", "indicator", "measure", "note"]).astype("str")


def original(engine: Engine, file_id: int) -> tuple[str, bytes]:
    """A file as submitted: its name and its bytes. NoResultFound if there is none."""
    query = select(file.c.name, blob.c.content).join(blob, blob.c.sha256 == file.c.sha256)
    with engine.connect() as connection:
        name, content = connection.execute(query.where(file.c.id == file_id)).one()
    return name, content


def is_kept(engine: Engine, file_id: int) -> bool:
    """Whether there are the bytes of a file, within reach of whoever asks."""
    query = select(file.c.id).join(blob, blob.c.sha256 == file.c.sha256).where(file.c.id == file_id)
    with engine.connect() as connection:
        return connection.execute(query).first() is not None


def originals(engine: Engine, office: str) -> pd.DataFrame:
    """Every file kept: file_id, name, archive, sha256, size, upload_id, received_at, who, returns (count).

    size is missing where the reader reaches the file's rows and not its bytes.
    """
    counted = select(func.count()).where(return_.c.file_id == file.c.id).correlate(file).scalar_subquery()
    query = (
        select(file.c.id.label("file_id"), file.c.name, file.c.archive, file.c.sha256, blob.c.size)
        .add_columns(file.c.upload_id, upload.c.at.label("received_at"), upload.c.who)
        .add_columns(counted.label("returns"))
        .join(blob, blob.c.sha256 == file.c.sha256, isouter=True)
        .join(upload, upload.c.id == file.c.upload_id)
        .where(file.c.office == office)
        .order_by(file.c.id)
    )
    return fetched(engine, query)


def uploads(engine: Engine, office: str) -> pd.DataFrame:
    """Every hand-over: upload_id, at, who, files (count), the newest first."""
    query = (
        select(
            upload.c.id.label("upload_id"), upload.c.at, upload.c.who, func.count(file.c.id).label("files")
        )
        .outerjoin(file, file.c.upload_id == upload.c.id)
        .where(upload.c.office == office)
        .group_by(upload.c.id, upload.c.at, upload.c.who)
        .order_by(upload.c.id.desc())
    )
    return fetched(engine, query)


_OVERRIDES = ("unit_code", "unit", "year", "festival")
_SEVERITY = {code: kind.severity for code, kind in KINDS.items()}


def _corrects() -> ColumnElement[bool]:
    """Whether a decision holds that says what a figure is."""
    o, d = observation.c, decision.c
    same = [d[name] == o[name] for name in ("cell", "category", "indicator")]
    sheet = (d.file_id == return_.c.file_id, d.sheet == return_.c.sheet)
    return and_(*sheet, d.kind == "value", d.undone_at.is_(None), *same)


def _current(office: str, year: int | None = None, festival: str | None = None) -> list[Any]:
    here = [return_.c.office == office, return_.c.state == "current"]
    return [*here, *_equal(return_.c, year, festival)]


def _equal(columns: Any, year: int | None, festival: str | None) -> list[ColumnElement[bool]]:
    wanted = {"year": year, "festival": festival}
    return [columns[name] == value for name, value in wanted.items() if value is not None]


def _sums(engine: Engine, where: list[Any]) -> pd.DataFrame:
    """FACT_COLUMNS, file and sheet: one row a return, category and indicator; NA where no value is there."""
    total = cast(func.sum(observation.c.value), BigInteger).label("value")
    return _headed(engine, where, fetched(engine, _counted(where, total).group_by(*_KEYS)))


def _given(engine: Engine, where: list[Any]) -> pd.DataFrame:
    """The same without the rows that have no value.

    Hardly a return says one figure twice: adding up a store of single figures would take the database longer than
    finding them, so it does so only where one is there twice.
    """
    rows = _counted(where, observation.c.value).where(observation.c.value.is_not(None)).order_by(*_KEYS)
    single = fetched(engine, rows)
    if single.duplicated([key.name for key in _KEYS]).any():
        every = _sums(engine, where)
        return every[every["value"].notna()]
    return _headed(engine, where, single)


_KEYS = (observation.c.return_id, observation.c.category, observation.c.indicator)


def _counted(where: list[Any], value: ColumnElement[Any]) -> Select[Any]:
    """The figures that count; `_KEYS` and the value."""
    returns = observation.c.return_id.in_(select(return_.c.id).where(*where))
    return select(*_KEYS, value).where(returns, observation.c.status == literal_column("'counted'"))


def _headed(engine: Engine, where: list[Any], figures: pd.DataFrame) -> pd.DataFrame:
    """With the words of the returns, fetched once and joined here: millions of figures come without them."""
    heads = select(return_.c.id.label("return_id"), *[return_.c[n] for n in _OVERRIDES], return_.c.sheet)
    heads = heads.add_columns(file.c.name.label("file")).join(file, file.c.id == return_.c.file_id)
    return figures.merge(fetched(engine, heads.where(*where)), on="return_id")


def _severities(engine: Engine, office: str) -> pd.DataFrame:
    """return_id, severity, count."""
    query = (
        select(finding.c.return_id, finding.c.code, func.count().label("count"))
        .where(finding.c.office == office, finding.c.return_id.is_not(None), finding.c.decision_id.is_(None))
        .group_by(finding.c.return_id, finding.c.code)
    )
    frame = fetched(engine, query)
    return frame.assign(severity=frame["code"].map(_SEVERITY))
