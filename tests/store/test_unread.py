"""Kept files are read again after words or names changed; whatever stops that, it goes on where it broke off."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine

import sydata
from sydata.catalog.learned import Known, Lesson
from sydata.catalog.terms import named
from sydata.errors import Refused
from sydata.model import Batch, Ruling, SourceFile
from sydata.pipeline.run import reader
from sydata.store import lessons, queries, setting
from sydata.store.acting import Clerk
from sydata.store.database import open_store
from sydata.store.known import known
from sydata.store.rereading import Again, read_on
from sydata.store.returns import save
from sydata.store.terms import terms
from sydata.store.unread import unfinished
from tests.source import ROOT
from tests.store.test_lessons import CARE, MONDAY, OFFICE, TUESDAY, form
from tests.stores import store_address

POLICE = {"name": "市公安局", "kind": "department", "aliases": [], "spans": [["2024-spring", ""]]}
UNITS = ("黔江区", "市公安局", "公安局")  # the last two are nobody's yet
FILES = [f"{unit}.csv" for unit in UNITS]
Change = Callable[["Reading"], object]


@dataclass
class Reading:
    """Reads as the pipeline does, and counts how often each file was read with what is so now."""

    engine: Engine
    count: Counter[str] = field(default_factory=Counter)

    def __call__(
        self, files: tuple[SourceFile, ...], said: tuple[Known, ...], rulings: tuple[Ruling, ...]
    ) -> Batch:
        if set(said) == set(known(self.engine, OFFICE)):
            self.count.update(file.name for file in files)
        return reader(OFFICE)(files, said, rulings)

    @property
    def clerk(self) -> Clerk:
        return Clerk(self.engine, OFFICE, "乙", TUESDAY, self)

    def breaks(self, after: int) -> None:
        """Read on, and be stopped after so many uploads."""

        def stop(done: int, _total: int) -> None:
            if done == after:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            read_on(self.clerk, stop)
        assert unfinished(self.engine, OFFICE)

    def goes_on(self) -> Again:
        """Read on to the end; what is kept is then as if every file had come today."""
        self.count.clear()
        done = read_on(self.clerk)
        assert not unfinished(self.engine, OFFICE)
        assert kept(self.engine) == kept(fresh(self.engine))
        return done


def kept(engine: Engine) -> tuple[list[str], list[str]]:
    """Every figure and every finding, whatever their ids."""
    figures = queries.observations(engine, OFFICE)[["file", "unit", "category", "indicator", "cell", "value"]]
    findings = queries.findings(engine, OFFICE)[["file", "cell", "code", "text"]]
    return sorted(map(str, figures.values.tolist())), sorted(map(str, findings.values.tolist()))


def fresh(engine: Engine) -> Engine:
    """A store into which the files come only now, with the words and names of now."""
    other = open_store("sqlite://")
    keep(other, UNITS, engine)
    return other


def keep(engine: Engine, units: Iterable[str], said: Engine) -> None:
    files, own = [(f"{unit}.csv", form(unit)) for unit in units], named(terms(said, OFFICE))
    batch = sydata.normalize(files, OFFICE, lessons.lessons(said, OFFICE), reporters=own).batch
    save(engine, batch, MONDAY, "甲")


@pytest.fixture
def reading(engine: Engine) -> Reading:
    """Three uploads of a file each; a heading of each is a word that nobody knows."""
    for unit in UNITS:
        keep(engine, [unit], engine)
    return Reading(engine)


def learn(of: Reading, lesson: Lesson = CARE) -> int:
    return lessons.teach(of.engine, OFFICE, lesson, "乙", TUESDAY)


def forget(of: Reading) -> None:
    id = int(lessons.history(of.engine, OFFICE).iloc[0]["lesson_id"])
    lessons.undo(of.engine, OFFICE, id, "乙", TUESDAY)


def rename(of: Reading) -> int:
    return setting.add_reporter(of.clerk, POLICE, "成员单位")


def name_back(of: Reading) -> None:
    setting.undo(of.clerk, int(setting.history(of.engine, OFFICE).iloc[0]["change_id"]), "弄错了")


@pytest.mark.parametrize("change", [learn, rename])
def test_reading_again_goes_on_with_the_upload_where_it_broke_off(reading: Reading, change: Change) -> None:
    change(reading)
    reading.breaks(after=2)
    assert sorted(reading.count) == sorted(FILES[:2])
    reading.goes_on()
    assert reading.count == Counter(FILES[2:])


def test_nothing_is_left_once_all_was_read_again(reading: Reading) -> None:
    learn(reading)
    reading.goes_on()
    assert reading.count == Counter(FILES)
    assert read_on(reading.clerk) == Again()
    assert reading.count == Counter(FILES)


@pytest.mark.parametrize(("first", "then"), [(learn, rename), (rename, learn)])
def test_words_and_names_changed_before_going_on_are_read_together(
    reading: Reading, first: Change, then: Change
) -> None:
    first(reading)
    reading.breaks(after=2)
    then(reading)
    reading.breaks(after=1)
    reading.goes_on()
    assert max(reading.count.values()) == 1


@pytest.mark.parametrize(("change", "back"), [(learn, forget), (rename, name_back)])
def test_what_is_taken_back_before_going_on_stays_in_no_file(
    reading: Reading, change: Change, back: Change
) -> None:
    before = kept(reading.engine)
    change(reading)
    reading.breaks(after=2)
    assert kept(reading.engine) != before
    back(reading)
    reading.goes_on()
    assert kept(reading.engine) == before


def test_whoever_changes_a_word_while_another_reads_reads_on(reading: Reading) -> None:
    def meanwhile(done: int, _total: int) -> None:
        if done == 2:
            rename(reading)

    learn(reading)
    read_on(reading.clerk, meanwhile)
    assert unfinished(reading.engine, OFFICE)
    reading.goes_on()


def test_a_change_that_is_refused_leaves_nothing_to_read(reading: Reading) -> None:
    with pytest.raises(Refused):
        lessons.teach(reading.engine, OFFICE, CARE._replace(meaning="nothing"), "乙", TUESDAY)
    with pytest.raises(Refused):
        setting.add_reporter(reading.clerk, {**POLICE, "name": "合计"}, "成员单位")
    setting.change(reading.clerk, "deadline:2024-spring", {"day": "2024-03-08"}, "延期")
    assert not unfinished(reading.engine, OFFICE)


SLOW = """
import sys, time
from sydata.store.database import open_store
from sydata.store.rereading import read_on
from tests.store import test_unread
def tell(done, total):
    print(done, flush=True)
    time.sleep(60 * (done == 2))
of = test_unread.Reading(open_store(sys.argv[1]))
getattr(test_unread, sys.argv[2])(of)
read_on(of.clerk, tell)
"""


@pytest.mark.parametrize("change", ["learn", "rename"])
def test_a_killed_program_leaves_word_of_where_it_was(tmp_path: Path, change: str) -> None:
    url = store_address(tmp_path / "store.sqlite")
    engine = open_store(url)
    for unit in UNITS:
        keep(engine, [unit], engine)
    engine.dispose()
    command = [sys.executable, "-c", SLOW, url, change]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(3)] == ["0\n", "1\n", "2\n"]
        process.kill()
    of = Reading(open_store(url))
    assert unfinished(of.engine, OFFICE)
    of.goes_on()
    assert of.count == Counter(FILES[2:])
    of.engine.dispose()
