"""A process is killed while it saves decisions: each is there whole or not at all, and nothing else is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import Engine, select

from sydata.store import queries
from sydata.store.database import open_store
from sydata.store.entries import digest
from sydata.store.schema import audit, decision, observation, return_
from tests.source import ROOT
from tests.store.test_decisions import OFFICE, form, keep
from tests.stores import store_address

KILLS = 3
BUSY = """
import itertools, sys
from datetime import datetime
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.decisions import choose_version, correct, set_aside, undo
from sydata.store.history import decisions
from tests.store.test_decisions import OFFICE, figure
from tests.store.test_lessons import read
engine = open_store(sys.argv[1])
by = Clerk(engine, OFFICE, "乙", datetime(2024, 2, 20, 10), read)
made = decisions(engine, OFFICE, 2)
for left in made.loc[(made["kind"] == "aside") & made["undone_at"].isna(), "decision_id"]:
    undo(by, int(left))  # the one before was killed between setting aside and taking that back
for n in itertools.count(int(sys.argv[2])):  # other figures each time: the same again is a double click
    correct(by, figure(engine, "C4"), n, "核实")
    undo(by, set_aside(by, 2, "搁置"))
    correct(by, figure(engine, "C4", 2), n, "核实")
    undo(by, choose_version(by, 1, "以此为准"))
    print(n, flush=True)
"""


def test_a_killed_process_leaves_whole_decisions_only(tmp_path: Path) -> None:
    url = store_address(tmp_path / "store.sqlite")
    engine = open_store(url)
    keep(engine, ("a.csv", form(cash="0.50")), ("b.csv", form(cash="0.60")))
    chance = random.Random(7)
    for first in range(1, 1000 * KILLS, 1000):
        before = _decided(engine)
        engine.dispose()
        with subprocess.Popen(
            [sys.executable, "-c", BUSY, url, str(first)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == f"{first}\n"  # one round is through, the next is under way
            time.sleep(chance.uniform(0, 0.4))
            process.kill()
        engine = open_store(url)
        _is_whole(engine)
        assert _decided(engine) >= before + 4
    engine.dispose()


def _decided(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(decision.c.id)).all())


def _is_whole(engine: Engine) -> None:
    """Every figure is what the living decision about it says, every digest fits, one return counts, all is logged."""
    with engine.connect() as connection:
        for row in connection.execute(select(return_)).all():
            figures = connection.execute(select(observation).where(observation.c.return_id == row.id)).all()
            assert row.figures == digest(figure._asdict() for figure in figures)
        acts = connection.execute(select(decision.c.id)).scalars().all()
        logged = connection.execute(select(audit.c.detail).where(audit.c.action == "decide")).scalars()
        assert sorted(acts) == sorted(detail["decision"] for detail in logged)
        said = select(decision).where(decision.c.kind == "value", decision.c.undone_at.is_(None))
        for act in connection.execute(said).all():
            same = (observation.c.cell == act.cell, return_.c.file_id == act.file_id)
            query = select(observation.c.value).join(return_, return_.c.id == observation.c.return_id)
            values = connection.execute(query.where(*same)).scalars().all()
            assert values == [act.said["value"]]
    states = queries.returns(engine, OFFICE)["state"].tolist()
    assert states.count("current") == 1
    assert len(states) == 2
