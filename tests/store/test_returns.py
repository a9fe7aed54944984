from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import DBAPIError

from sydata.model import Finding
from sydata.store import queries
from sydata.store.returns import Saved, save
from sydata.store.schema import audit, blob
from tests.store.drawn import OFFICE, Sheet, batch, source

MONDAY = datetime(2024, 2, 19, 10, 0)
TUESDAY = datetime(2024, 2, 20, 10, 0)
REFUSING = {  # a database that refuses one return, whatever it says
    "sqlite": """create trigger refusing before insert on return_ when new.unit_code = 'u5'
                 begin select raise(abort, 'refused'); end""",
    "postgresql": "alter table return_ add constraint refusing check (unit_code <> 'u5')",
}
TEN = [("entitled", "visited_people", 10)]
TWELVE = [("entitled", "visited_people", 12)]


def states(engine: Engine) -> dict[str, str]:
    frame = queries.returns(engine, OFFICE)
    return dict(zip(frame["file"], frame["state"], strict=True))


def codes(engine: Engine) -> list[tuple[str, str]]:
    frame = queries.findings(engine, OFFICE)
    return sorted(zip(frame["file"], frame["code"], strict=True))


def people(engine: Engine) -> list[int]:
    return queries.facts(engine, OFFICE)["value"].tolist()


def test_a_first_return_counts(engine: Engine) -> None:
    saved = save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    assert saved == Saved(new=1, superseded=0, duplicates=0, waiting=0, already=0, files_failed=0)
    assert states(engine) == {"万州.xlsx": "current"}
    assert people(engine) == [10]


def test_the_same_file_again_changes_nothing(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    again = save(engine, batch(Sheet("万州.xlsx", TEN)), TUESDAY, "甲")
    assert again == Saved(new=0, superseded=0, duplicates=0, waiting=0, already=1, files_failed=0)
    assert len(queries.returns(engine, OFFICE)) == 1
    assert queries.returns(engine, OFFICE)["received_at"].tolist() == [MONDAY]


def test_the_same_bytes_under_another_name_are_a_duplicate_and_kept_once(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN, content=b"same")), MONDAY, "甲")
    saved = save(engine, batch(Sheet("万州(1).xlsx", TEN, content=b"same")), TUESDAY, "甲")
    assert (saved.new, saved.duplicates) == (0, 1)
    assert states(engine) == {"万州.xlsx": "current", "万州(1).xlsx": "duplicate"}
    assert codes(engine) == [("万州(1).xlsx", "duplicate")]
    assert people(engine) == [10]
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(blob)).scalar() == 1


def test_a_later_upload_takes_the_place_of_an_earlier_one(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    saved = save(engine, batch(Sheet("万州 新.xlsx", TWELVE)), TUESDAY, "乙")
    assert (saved.new, saved.superseded) == (1, 1)
    assert states(engine) == {"万州.xlsx": "superseded", "万州 新.xlsx": "current"}
    assert people(engine) == [12]
    frame = queries.findings(engine, OFFICE)
    assert frame["code"].tolist() == ["superseded"]
    assert frame["params"].tolist()[0]["other"] == "万州 新.xlsx"
    assert frame["params"].tolist()[0]["by"] == "by-upload"


def test_a_change_of_state_is_in_the_audit_with_who_and_when(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    save(engine, batch(Sheet("万州 新.xlsx", TWELVE)), TUESDAY, "乙")
    with engine.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.action == "state")).all()
    assert [(row.who, row.at, row.detail["from"], row.detail["to"]) for row in rows] == [
        ("乙", TUESDAY, "current", "superseded")
    ]


def test_a_revision_word_and_a_fill_date_outweigh_the_order_of_uploads(engine: Engine) -> None:
    save(engine, batch(Sheet("更正.xlsx", TEN, revision=1, fill_date=date(2024, 2, 1))), MONDAY, "甲")
    saved = save(engine, batch(Sheet("旧.xlsx", TWELVE, fill_date=date(2024, 2, 9))), TUESDAY, "甲")
    assert (saved.new, saved.superseded) == (0, 1)
    assert states(engine) == {"更正.xlsx": "current", "旧.xlsx": "superseded"}


def test_two_of_one_upload_without_evidence_are_flagged_and_the_last_counts(engine: Engine) -> None:
    save(engine, batch(Sheet("a.xlsx", TEN), Sheet("b.xlsx", TWELVE)), MONDAY, "甲")
    assert states(engine) == {"a.xlsx": "superseded", "b.xlsx": "current"}
    assert codes(engine) == [("a.xlsx", "version-undecided"), ("b.xlsx", "version-undecided")]


def test_findings_about_versions_follow_the_store_and_not_the_batch(engine: Engine) -> None:
    undecided = Finding("version-undecided", "b.xlsx", "Sheet1", params={"other": "a.xlsx"})
    both = batch(Sheet("a.xlsx", TEN), Sheet("b.xlsx", TWELVE), findings=[undecided])
    save(engine, both, MONDAY, "甲")
    save(engine, batch(Sheet("c.xlsx", [("entitled", "visited_people", 13)])), TUESDAY, "甲")
    assert codes(engine) == [("a.xlsx", "superseded"), ("b.xlsx", "superseded")]


def test_a_return_left_out_by_its_batch_can_still_be_recognised_as_a_duplicate(engine: Engine) -> None:
    old = Sheet("a.xlsx", TEN, state="superseded")
    save(engine, batch(old, Sheet("b.xlsx", TWELVE, revision=1)), MONDAY, "甲")
    save(engine, batch(Sheet("c.xlsx", TEN)), TUESDAY, "甲")
    assert states(engine) == {"a.xlsx": "superseded", "b.xlsx": "current", "c.xlsx": "duplicate"}


def test_a_return_that_waits_is_kept_and_not_counted(engine: Engine) -> None:
    waiting = Sheet("谁.xlsx", TEN, unit_code="", unit="", state="waiting")
    problem = Finding("unit-missing", "谁.xlsx", "Sheet1")
    saved = save(engine, batch(waiting, findings=[problem]), MONDAY, "甲")
    assert (saved.new, saved.waiting, saved.files_failed) == (0, 1, 0)
    assert people(engine) == []
    assert queries.returns(engine, OFFICE)["errors"].tolist() == [1]
    assert queries.observations(engine, OFFICE)["status"].tolist() == ["excluded"]


def test_a_waiting_return_never_replaces_one_that_counts(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    save(engine, batch(Sheet("疑.xlsx", TWELVE, state="waiting")), TUESDAY, "甲")
    assert states(engine) == {"万州.xlsx": "current", "疑.xlsx": "waiting"}


def test_a_later_return_without_a_figure_does_not_take_the_place_of_one_with_figures(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    saved = save(engine, batch(Sheet("空.xlsx", [("entitled", "visited_people", None)])), TUESDAY, "甲")
    assert saved.waiting == 1
    assert states(engine) == {"万州.xlsx": "current", "空.xlsx": "waiting"}


def test_a_units_own_sheet_comes_before_a_later_roll_up(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    rollup = batch(
        Sheet("汇总.xlsx", TWELVE, rollup=True),
        Sheet("汇总.xlsx", TEN, unit_code="500102", unit="涪陵区", rollup=True),
    )
    saved = save(engine, rollup, TUESDAY, "甲")
    assert (saved.new, saved.superseded) == (1, 1)
    frame = queries.facts(engine, OFFICE)
    assert dict(zip(frame["unit"], frame["value"], strict=True)) == {"万州区": 10, "涪陵区": 10}


def test_a_file_nobody_can_read_is_kept_and_changes_nothing_else(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    before = queries.data(engine, OFFICE)
    bad = source("坏.xlsx", b"broken")
    problem = Finding("unreadable-file", "坏.xlsx", params={"cause": "damaged"})
    for _ in range(2):
        saved = save(engine, batch(files=[bad], findings=[problem]), TUESDAY, "甲")
        assert (saved.new, saved.files_failed) == (0, 1)
    assert queries.data(engine, OFFICE).equals(before)
    assert codes(engine) == [("坏.xlsx", "unreadable-file")]
    kept = queries.originals(engine, OFFICE)
    assert kept["returns"].tolist() == [1, 0]
    assert queries.original(engine, int(kept["file_id"][1])) == ("坏.xlsx", b"broken")


def test_an_interrupted_save_leaves_whole_returns_and_is_completed_by_another(engine: Engine) -> None:
    figures = [("entitled", "visited_people", n) for n in range(30)]
    many = batch(*[Sheet(f"{n:03}.xlsx", figures, unit_code=f"u{n}", unit=f"第{n}家") for n in range(70)])

    def power_fails(done: int, total: int) -> None:
        if done == 50:
            raise RuntimeError(f"{done} of {total}")

    with pytest.raises(RuntimeError, match="50 of 70"):
        save(engine, many, MONDAY, "甲", power_fails)
    assert queries.observations(engine, OFFICE).groupby("return_id").size().tolist() == [30] * 50
    saved = save(engine, many, TUESDAY, "甲")
    assert (saved.new, saved.already) == (20, 50)
    assert queries.observations(engine, OFFICE).groupby("return_id").size().tolist() == [30] * 70
    assert set(queries.returns(engine, OFFICE)["received_at"]) == {MONDAY}


def test_progress_counts_to_the_end(engine: Engine) -> None:
    seen: list[tuple[int, int]] = []
    many = batch(*[Sheet(f"{n}.xlsx", TEN, unit_code=f"u{n}") for n in range(120)])
    save(engine, many, MONDAY, "甲", lambda done, total: seen.append((done, total)))
    assert seen == [(done, 120) for done in range(1, 121)]


def test_a_figure_of_no_return_is_refused_before_anything_is_kept(engine: Engine) -> None:
    wrong = batch(Sheet("a.xlsx", TEN, extra=[{"return_key": 7}]))
    with pytest.raises(ValueError, match="7"):
        save(engine, wrong, MONDAY, "甲")
    assert queries.originals(engine, OFFICE).empty


def test_a_return_that_the_database_refuses_takes_no_other_with_it(engine: Engine) -> None:
    many = batch(*[Sheet(f"{n}.xlsx", TEN, unit_code=f"u{n}") for n in range(8)])
    with engine.connect() as connection, connection.begin():
        connection.execute(text(REFUSING[engine.dialect.name]))
    with pytest.raises(DBAPIError):
        save(engine, many, MONDAY, "甲")
    assert queries.returns(engine, OFFICE)["unit_code"].tolist() == ["u0", "u1", "u2", "u3", "u4"]
    assert queries.facts(engine, OFFICE)["value"].tolist() == [10] * 5


def test_words_too_long_for_their_column_are_refused_and_not_cut(engine: Engine) -> None:
    sheet = Sheet("a.xlsx", [("entitled", "x" * 61, 1)])
    if engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError):
            save(engine, batch(sheet), MONDAY, "甲")
        assert queries.returns(engine, OFFICE).empty
    else:  # SQLite knows no lengths
        save(engine, batch(sheet), MONDAY, "甲")
        assert "x" * 61 in queries.observations(engine, OFFICE)["indicator"].tolist()


def test_one_save_of_several_versions_tells_each_change_in_their_order(engine: Engine) -> None:
    three = [Sheet(f"{n}.xlsx", [("entitled", "visited_people", n)], revision=n) for n in (1, 2, 3)]
    save(engine, batch(*three), MONDAY, "甲")
    with engine.connect() as connection:
        changed = connection.execute(
            select(audit.c.return_id, audit.c.detail).where(audit.c.action == "state")
        )
        told = [(row.return_id, row.detail["rival"], row.detail["to"]) for row in changed]
    assert told == [(1, 2, "superseded"), (2, 3, "superseded")]


def test_many_returns_cost_few_more_statements_than_two(engine: Engine) -> None:
    few, many = (
        [Sheet(f"{many}{n}.xlsx", TEN, unit_code=f"u{many}{n}") for n in range(many)] for many in (2, 40)
    )
    each = (
        1 if engine.dialect.name == "postgresql" else 3
    )  # its bytes; in a file a statement is no round trip
    assert asked(engine, many) <= asked(engine, few) + 38 * each


def asked(engine: Engine, sheets: list[Sheet]) -> int:
    """How many statements a save takes."""
    statements: list[str] = []

    def note(*of: Any) -> None:
        statements.append(of[2])

    event.listen(engine, "before_cursor_execute", note)
    save(engine, batch(*sheets), MONDAY, "甲")
    event.remove(engine, "before_cursor_execute", note)
    return len(statements)
