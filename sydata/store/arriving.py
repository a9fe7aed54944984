"""Bytes are kept the moment they arrive, before anybody reads them; what was not read yet waits to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update

from sydata.errors import Refused
from sydata.model import SourceFile
from sydata.rights import Person
from sydata.store.bulk import added
from sydata.store.database import writing
from sydata.store.deciding import Stamp
from sydata.store.kept import files_of
from sydata.store.letters import name_as
from sydata.store.reach import needs, person_at
from sydata.store.schema import audit, blob, file, upload

WAITING_COLUMNS = ("file_id", "name", "size", "received_at", "who")
AT_ONCE = 200  # names a query asks for


@needs("submit")
def arrive(engine: Engine, office: str, files: Sequence[SourceFile], now: datetime, who: str) -> None:
    """Keep files as one hand-over. Safe to repeat: a name with the same bytes is kept once an office."""
    with writing(engine) as connection:
        keep_bytes(connection, office, files, Stamp(now.replace(tzinfo=None), who))


def waiting(engine: Engine, office: str) -> pd.DataFrame:
    """WAITING_COLUMNS of the files that arrived and were never read into returns, as they came."""
    query = (
        select(
            file.c.id.label("file_id"),
            file.c.name,
            blob.c.size,
            upload.c.at.label("received_at"),
            upload.c.who,
        )
        .join(blob, blob.c.sha256 == file.c.sha256)
        .join(upload, upload.c.id == file.c.upload_id)
        .where(file.c.office == office, file.c.read_at.is_(None))
        .order_by(file.c.id)
    )
    with engine.connect() as connection:
        frame = pd.DataFrame(connection.execute(query).all(), columns=list(WAITING_COLUMNS))
    return frame.assign(received_at=pd.to_datetime(frame["received_at"]))


def fetch(engine: Engine, office: str) -> tuple[SourceFile, ...]:
    """The files that wait, with their bytes."""
    with engine.connect() as connection:
        found = files_of(connection, (file.c.office == office) & file.c.read_at.is_(None))
    return tuple(found.values())


@needs("submit")
def dismiss(engine: Engine, office: str, file_ids: Collection[int], now: datetime, who: str) -> None:
    """Files wait no more. Their bytes stay, and whoever hands them in again has them read."""
    stamp = Stamp(now.replace(tzinfo=None), who)
    with writing(engine) as connection:
        unread = (file.c.office == office, file.c.read_at.is_(None), file.c.id.in_(list(file_ids)))
        _own_hand(connection, person_at(engine), unread)
        names = connection.execute(select(file.c.name).where(*unread)).scalars().all()
        connection.execute(update(file).where(*unread).values(read_at=stamp.at))
        entry = {"at": stamp.at, "who": stamp.who, "office": office, "action": "dismiss"}
        connection.execute(insert(audit).values(**entry, detail={"files": list(names)}))


def _own_hand(connection: Connection, by: Person | None, where: Sequence[ColumnElement[bool]]) -> None:
    """Refused for a reporter where another person handed one of these files in."""
    if by is None or by.units is None:
        return
    query = (
        select(file.c.id).join(upload, upload.c.id == file.c.upload_id).where(*where, upload.c.who != by.id)
    )
    if connection.execute(query).first() is not None:
        raise Refused("只能撤下自己报送的文件。", "You may drop your own files only.")


def keep_bytes(
    connection: Connection, office: str, files: Sequence[SourceFile], stamp: Stamp
) -> dict[str, int]:
    """File name → id; files that are there already keep theirs, the others make an upload of their own."""
    known = _known(connection, office, files)
    new = list({_key(given): given for given in files if _key(given) not in known}.values())
    if new:
        upload_id = _open_upload(connection, office, len(new), stamp)
        for start in range(0, len(new), AT_ONCE):
            known |= _add(connection, office, new[start : start + AT_ONCE], upload_id)
    return {given.name: known[_key(given)] for given in files}


def _key(given: SourceFile) -> tuple[str, str]:
    return given.sha256, name_as(given.name)


def _known(connection: Connection, office: str, files: Sequence[SourceFile]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for start in range(0, len(files), AT_ONCE):
        hashes = [given.sha256 for given in files[start : start + AT_ONCE]]
        query = select(file.c.sha256, file.c.name, file.c.id)
        query = query.where(file.c.office == office, file.c.sha256.in_(hashes))
        found |= {(row.sha256, row.name): row.id for row in connection.execute(query)}
    return found


def _open_upload(connection: Connection, office: str, files: int, stamp: Stamp) -> int:
    entry = {
        "at": stamp.at,
        "who": stamp.who,
        "office": office,
        "action": "upload",
        "detail": {"files": files},
    }
    connection.execute(insert(audit).values(**entry))
    opened = insert(upload).values(office=office, who=stamp.who, at=stamp.at).returning(upload.c.id)
    return int(connection.execute(opened).scalar_one())


def _add(
    connection: Connection, office: str, new: Sequence[SourceFile], upload_id: int
) -> dict[tuple[str, str], int]:
    contents = {given.sha256: given.content for given in new}
    kept = connection.execute(select(blob.c.sha256).where(blob.c.sha256.in_(contents))).scalars()
    for sha256 in contents.keys() - set(kept):  # one by one: a few large ones are no text for one statement
        row = {"sha256": sha256, "size": len(contents[sha256]), "content": contents[sha256]}
        connection.execute(insert(blob).values(**row))
    of = {"office": office, "upload_id": upload_id}
    rows = [{**of, "sha256": given.sha256, "name": given.name, "archive": given.archive} for given in new]
    return dict(zip(map(_key, new), added(connection, file, rows), strict=True))
