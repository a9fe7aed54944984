"""Where the tests keep their stores: in SQLite files, or with SYDATA_TEST_STORE=postgresql on a real PostgreSQL.

The server is a throwaway one: made when the first store is asked for, in a temporary folder, on loopback and a random
port, and gone at the end. Every store there is a database of its own, copied from one that is migrated already.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import Pool

ON_POSTGRESQL = os.environ.get("SYDATA_TEST_STORE") == "postgresql"
CONNECTIONS = 40  # a store takes; what keeps more open than that leaks them
START_SECONDS = 60
QUICK = {  # nothing here has to outlive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # it would hold up the copying of databases
    "max_connections": "100",
    "shared_buffers": "64MB",
}


def sqlite_only(reason: str) -> pytest.MarkDecorator:
    """Marks a test that is about the SQLite file itself."""
    return pytest.mark.skipif(ON_POSTGRESQL, reason=reason)


def store_address(file: Path, empty: bool = False) -> str:
    """The address of a store for a test: this file, or the PostgreSQL database that stands for it.

    empty: without tables. Asked again for the same file it says the same.
    """
    return (
        server().address_of(file, "template0" if empty else "migrated")
        if ON_POSTGRESQL
        else f"sqlite:///{file.as_posix()}"
    )


def programs() -> Path:
    """The folder of the programs of PostgreSQL. RuntimeError with what to do where there are none."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError("no PostgreSQL here (initdb): run scripts/system_packages.sh")


_opened: WeakSet[Any] = WeakSet()  # every connection to a server that a pool made and nobody has thrown away


def note_connections() -> None:
    """Remember every connection to a server from now on, for `close_connections`."""
    event.listen(Pool, "connect", _note)


def _note(connection: Any, _record: Any) -> None:
    if hasattr(connection, "pgconn"):  # psycopg's; SQLite's don't complain, nor can they be remembered so
        _opened.add(connection)


def close_connections() -> None:
    """Close what engines still hold open."""
    for connection in list(_opened):
        connection.close()


class Server:
    """A PostgreSQL of our own. settings: other than it has by itself."""

    def __init__(self, settings: Mapping[str, str] = QUICK) -> None:
        self.settings = settings
        self.folder = Path(tempfile.mkdtemp(prefix="sydata-pg-"))
        self.port, self.password = _free_port(), secrets.token_hex(8)
        # it refuses to run as root; whoever Debian's package made for it, or nobody, does
        self.user = _user() if hasattr(os, "geteuid") and os.geteuid() == 0 else None
        self.databases: dict[Path, str] = {}
        options = {"isolation_level": "AUTOCOMMIT", "pool_pre_ping": True}
        self._admin = create_engine(self._url("postgres"), **options)
        try:
            self._make()
            self.process = self.start()
            self.template()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _make(self) -> None:
        given = self.folder / "password"
        given.write_text(self.password)
        if self.user:
            for path in (self.folder, given):
                shutil.chown(path, self.user)
        command = [programs() / "initdb", "--pgdata", self.folder / "data", "--username", "sydata"]
        command += ["--auth-local=trust", "--auth-host=scram-sha-256", "--pwfile", given]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, user=self.user, env=_plain(), cwd=self.folder
        )

    def start(self) -> subprocess.Popen[bytes]:
        """Start it, also after `stop`."""
        command = [str(programs() / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        command += ["-k", str(self.folder), "-h", "127.0.0.1"]
        command += [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, user=self.user, env=_plain(), cwd=self.folder
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)
        return self.process

    def _answers(self) -> bool:
        ready = [str(programs() / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port)]
        return subprocess.run(ready, check=False, env=_plain()).returncode == 0

    def stop(self, how: str = "immediate") -> None:
        """End it as `pg_ctl` does: at once, as at a crash, or `fast`: connections are cut, and all is written."""
        command = [programs() / "pg_ctl", "stop", "-D", self.folder / "data", "-m", how, "-w"]
        subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, user=self.user, env=_plain(), cwd=self.folder
        )
        self.process.wait(timeout=START_SECONDS)

    def remove(self) -> None:
        """Take it away, with all it holds."""
        self._admin.dispose()
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def template(self) -> None:
        """A migrated store to copy from."""
        from sydata.store.database import open_store

        self._do("CREATE DATABASE migrated")
        open_store(self._url("migrated")).dispose()

    def address_of(self, file: Path, like: str = "migrated") -> str:
        """The database that stands for a file, made when it is asked for the first time."""
        if file not in self.databases:
            name = f"store_{len(self.databases)}_{secrets.token_hex(3)}"
            self._do(f"CREATE DATABASE {name} TEMPLATE {like} CONNECTION LIMIT {CONNECTIONS}")
            self.databases[file] = name
        return self._url(self.databases[file])

    def forget(self, folder: Path | None) -> None:
        """Drop the databases of a folder, and of folders that are gone."""
        for file, name in list(self.databases.items()):
            if not file.parent.exists() or (folder is not None and file.is_relative_to(folder)):
                self._do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                del self.databases[file]

    def _do(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)

    def _url(self, database: str) -> str:
        where = {"username": "sydata", "password": self.password, "host": "127.0.0.1", "port": self.port}
        return URL.create("postgresql+psycopg", **where, database=database).render_as_string(False)


def _user() -> str:
    import pwd  # not on Windows, where nobody is root

    there = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in there else "nobody"


def _plain() -> dict[str, str]:
    """The environment without what would send PostgreSQL's programs elsewhere."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")}


def _free_port() -> int:
    with socket.socket() as given:
        given.bind(("127.0.0.1", 0))
        return int(given.getsockname()[1])


@cache
def server() -> Server:
    """The one server of this run."""
    made = Server()
    atexit.register(made.remove)
    return made
