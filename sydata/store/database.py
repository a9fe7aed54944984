"""The engine: opened on any address, brought to the present schema, safe for several writers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, select, text, update
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from sydata.errors import Refused, SettingError, SydataError
from sydata.store import faults
from sydata.store.reach import may_write, watch
from sydata.store.schema import meta, metadata

BUSY_SECONDS = 30  # how long a writer waits for another one
WRITE = "sydata_write"
OURS = 0x73796461_7461  # the number under which migrations take turns on a server
TAKEN = (
    "55P03",
    "40001",
    "40P01",
)  # a lock not had in time, and two ways in which writers came across each other


def open_store(url: str) -> Engine:
    """An engine on the store at `url`, created if it is not there and migrated to the present schema.

    Raises SettingError for an address nothing can be made of, SydataError for a store that a newer program
    wrote or that is not ours to open.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        engine = _open_sqlite(address)
    else:
        engine = _open_server(address)
    watch(engine)
    try:
        _migrate(engine)
    except faults.StoreFault as fault:
        raise faults.StoreFault(fault.kind, address.render_as_string(hide_password=True)) from fault
    except DBAPIError as error:
        shown = address.render_as_string(hide_password=True)
        raise SydataError(f"数据库打不开 cannot open the database {shown}: {error.orig}") from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction: waits its turn, counts the revision up, commits whole or not at all.

    Refused on a reader's engine, and on a person's outside of what `sydata.store.reach.needs` allowed.
    """
    may_write(engine)
    with engine.connect().execution_options(**_to_write(engine)) as connection, connection.begin():
        # The counter comes first: on a server its row is the lock that lets writers take turns.
        connection.execute(update(meta).where(meta.c.key == "revision").values(value=meta.c.value + 1))
        yield connection


@contextmanager
def noting(engine: Engine) -> Iterator[Connection]:
    """A transaction for what is noted beside the data: the revision stays, so that no cache falls to a visit."""
    with engine.connect().execution_options(**_to_write(engine)) as connection, connection.begin():
        yield connection


def revision(engine: Engine) -> int:
    """The number of writes committed so far; whoever caches something from the store caches it under this."""
    with engine.connect() as connection:
        return connection.execute(select(meta.c.value).where(meta.c.key == "revision")).scalar_one()


def analyze(engine: Engine) -> None:
    """Let the planner know the sizes of the tables. Without it some joins are a thousand times slower."""
    tables = "" if engine.dialect.name == "sqlite" else f" {', '.join(sorted(metadata.tables))}"
    with engine.connect().execution_options(**_to_write(engine)) as connection, connection.begin():
        connection.execute(
            text(f"ANALYZE{tables}")
        )  # a server has tables of its own, which are not ours to look at


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise SettingError(
            f"SYDATA_DATABASE_URL = {url.rpartition('@')[2]!r}: 不是数据库地址 is no database address; "
            "wanted like sqlite:///data/sydata.sqlite or postgresql+psycopg://user@host/name"
        ) from error
    return address


def _open_sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        with faults.of_disk():
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    faults.watch(engine)
    return engine


def _open_server(address: URL) -> Engine:
    """A reader sees one moment of the store, as in an SQLite file; a connection that was lost is made anew."""
    given = {"connect_timeout": BUSY_SECONDS, "options": f"-c lock_timeout={BUSY_SECONDS}s"}
    try:
        engine = create_engine(
            address, pool_pre_ping=True, isolation_level="REPEATABLE READ", connect_args=given
        )
    except ImportError as error:
        raise SettingError(
            f"SYDATA_DATABASE_URL = {address.render_as_string(hide_password=True)!r}: "
            "请先安装 requirements-server.txt install it first"
        ) from error
    event.listen(engine, "handle_error", _tell)
    return engine


def _tell(context: ExceptionContext) -> None:
    """What the network or another writer does to a transaction ends as a sentence; nothing of it was kept."""
    error = context.original_exception
    if context.connection is None or context.is_pre_ping:
        return  # there was no transaction: `open_store`, or the pool, deals with it
    if context.is_disconnect:
        raise Refused(
            "与数据库的连接中断，这一步没有保存，请再试一次。",
            "The connection to the database was lost. This step was not saved: try again.",
        ) from error
    if getattr(error, "sqlstate", None) in TAKEN:
        raise Refused(
            "其他人正在保存，请稍后再试。", "Somebody else is saving: nothing was changed, try again."
        ) from error


def _to_write(engine: Engine) -> dict[str, Any]:
    """How a connection that writes differs. Whoever waited for another writer has to see what that one wrote."""
    return {WRITE: True} if engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin does
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another one wrote in between,
    # so whoever means to write takes the lock at the beginning.
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up to a revision, within the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _migrate(engine: Engine) -> None:
    script = ScriptDirectory.from_config(_config())
    with engine.connect() as connection:
        known = _known(script, MigrationContext.configure(connection).get_current_revision())
    if known:
        return
    with engine.connect().execution_options(**_to_write(engine)) as connection, connection.begin():
        if engine.dialect.name == "postgresql":  # of servers that start at once one makes the tables
            connection.execute(select(func.pg_advisory_xact_lock(OURS)))
        upgrade(connection)


def _known(script: ScriptDirectory, present: str | None) -> bool:
    """Whether the store is at the newest revision; raises SydataError if it is beyond it."""
    if present is not None and present not in {s.revision for s in script.walk_revisions()}:
        raise SydataError(
            f"数据库由更新版本的程序写成（{present}），请升级程序 "
            f"a newer version of this program wrote the database (schema {present}): update the program"
        )
    return present == script.get_current_head()
