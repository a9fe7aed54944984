"""The tables. A change here needs a new numbered revision in migrations/versions; a test compares the two.

Money is held in 分, counts in ones; a figure without a value is NULL. Times are the office's wall clock.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    literal_column,
)

from sydata.store.letters import Name, Text

Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER key
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _words(name: str, kind: type[Text] = Text) -> Column[str]:
    return Column(name, kind, nullable=False, server_default="")


def _to(table: str, name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=nullable)


def _key_of(table: str, name: str) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{table}.id"), primary_key=True, autoincrement=False)


def told_in_words(cell: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a place is a sentence of a text: as the index says it, since a parameter in it would hide the index."""
    return cell.like(literal_column("'%句'"))


meta = Table(  # key `revision`: grows with every committed write
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

blob = Table(  # the bytes as submitted, once, however often they come
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

upload = Table(  # one hand-over of files; its id is the order of uploads
    "upload",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

file = Table(  # a name with its bytes, once an office; belongs to the upload that first brought it
    "file",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(40), nullable=False),
    Column("sha256", String(64), ForeignKey("blob.sha256"), nullable=False),
    Column("name", Name, nullable=False),
    _words("archive"),
    _to("upload", "upload_id"),
    Column("read_at", DateTime),  # NULL: it arrived, and nobody has let its returns be kept yet
    UniqueConstraint("office", "sha256", "name"),
    Index("ix_file_upload_id", "upload_id"),
    Index("ix_file_arrived", "office", "read_at"),
)

return_ = Table(  # `position`: the how-manyth return of its sheet; `figures`: digest of the counted figures;
    # `review`: what a person did with it: empty, `accepted` or `sent-back`
    "return_",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(40), nullable=False),
    _to("file", "file_id"),
    Column("sheet", Name, nullable=False),
    Column("position", Integer, nullable=False),
    Column("unit_code", String(60), nullable=False),
    Column("unit", Text, nullable=False),
    Column("year", Integer),
    Column("festival", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("review", String(12), nullable=False, server_default=""),
    Column("rollup", Boolean, nullable=False),
    Column("fill_date", Date),
    Column("revision", Integer, nullable=False),
    Column("figures", String(64), nullable=False),
    _words("title"),
    _words("unit_text"),
    _words("unit_place"),
    _words("period_text"),
    _words("period_place"),
    Column("columns", JSON, nullable=False),
    UniqueConstraint("file_id", "sheet", "position"),
    Index("ix_return_place", "office", "unit_code", "year", "festival"),
    Index("ix_return_period", "office", "year", "festival", "state"),
)

observation = Table(  # unit, year, festival: NULL unless they differ from the return's (last year's column)
    "observation",
    metadata,
    Column("id", Id, primary_key=True),
    _to("return_", "return_id"),
    _words("cell"),
    Column("unit_code", String(60)),
    Column("unit", Text),
    Column("year", Integer),
    Column("festival", String(20)),
    Column("category", Name, nullable=False),
    Column("indicator", String(60), nullable=False),
    Column("value", BigInteger),
    _words("text"),
    Column("status", String(10), nullable=False),
    _words("note"),
    # covers the sums, so that they never touch the wide rows
    Index("ix_observation_sums", "return_id", "status", "category", "indicator", "value"),
)
Index(  # the few figures told in words
    "ix_observation_words",
    observation.c.return_id,
    sqlite_where=told_in_words(observation.c.cell),
    postgresql_where=told_in_words(observation.c.cell),
)

decision = Table(  # what a person decided; living while `undone_at` is NULL. A later one of the same thing ends it
    # kind: value, unit, period, report (of the reading), version, aside (of a return), confirm (of a finding).
    # said, before: what it says, and what stood there; key: digest of the finding that is confirmed
    "decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(40), nullable=False),
    Column("kind", String(12), nullable=False),
    _to("file", "file_id"),
    Column("sheet", Name, nullable=False),
    Column("position", Integer, nullable=False),
    _words("cell"),
    _words("category", Name),
    _words("indicator"),
    _words("unit_code"),
    Column("year", Integer),
    _words("festival"),
    _words("key"),
    Column("said", JSON, nullable=False),
    Column("before", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", DateTime),
    Index("ix_decision_file_id", "file_id"),
    Index("ix_decision_key", "office", "key"),
)

finding = Table(  # of a return, or (return_id NULL) of a file or sheet that gave none
    "finding",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(40), nullable=False),
    _to("file", "file_id"),
    _to("return_", "return_id", nullable=True),
    Column("code", String(40), nullable=False),
    _words("sheet", Name),
    _words("cell"),
    _words("unit_code"),
    _words("unit"),
    Column("year", Integer),
    _words("festival"),
    _words("category", Name),
    _words("indicator"),
    _words("text"),
    Column("params", JSON, nullable=False),
    _to("decision", "decision_id", nullable=True),  # the decision by which it is right as it stands
    Index("ix_finding_return", "return_id", "code"),
    Index("ix_finding_decision_id", "decision_id"),
    Index("ix_finding_office", "office"),
    Index("ix_finding_file_id", "file_id"),
)

audit = Table(  # who did what, when; detail carries before and after
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("office", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    _to("return_", "return_id", nullable=True),
    Column("detail", JSON, nullable=False),
    Index("ix_audit_return_id", "return_id"),
    Index("ix_audit_office", "office", "at"),
)

lesson = Table(  # an explained word; living while `undone_at` is NULL, and at most one living a key
    "lesson",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(40), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("key", Name, nullable=False),
    Column("word", Text, nullable=False),
    Column("meaning", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", DateTime),
    Index("ix_lesson_office", "office", "kind", "key"),
)

signoff = Table(  # a period signed off; living while `reopened_at` is NULL. version counts from 1 in a period
    "signoff",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("festival", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("reopened_by", Text),
    Column("reopened_at", DateTime),
    _words("reopened_why"),
    UniqueConstraint("office", "year", "festival", "version"),
)

frozen = Table(  # the figures of a version, a return's rows of one category added up
    "frozen",
    metadata,
    _key_of("signoff", "signoff_id"),
    Column("return_id", Id, primary_key=True, autoincrement=False),  # as it was: later readings may drop it
    _to("file", "file_id"),
    Column("sheet", Name, nullable=False),
    Column("unit_code", String(60), nullable=False),
    Column("unit", Text, nullable=False),
    Column("category", Name, primary_key=True),
    Column("indicator", String(60), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

setting = Table(  # what an office set for itself; its history is in the audit
    "setting",
    metadata,
    Column("office", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

person = (
    Table(  # who has which role: name, role, offices, units; its history is in the audit, under no office
        "person",
        metadata,
        Column("identity", String(120), primary_key=True),
        Column("value", JSON, nullable=False),
        Column("who", Text, nullable=False),
        Column("at", DateTime, nullable=False),
    )
)

visit = Table(  # who came, opened, took away, was refused what: kind is one of `sydata.store.visits.KINDS`
    "visit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    _words("what"),
    _words("version"),
    Index("ix_visit_at", "at"),
)
