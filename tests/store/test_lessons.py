"""Words that a person explained are kept, undone and never forgotten; kept returns follow them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select

import sydata
from sydata.catalog.learned import Desk, Lesson, learned
from sydata.errors import SydataError
from sydata.model import Batch, Ruling, SourceFile
from sydata.pipeline.run import understand_files
from sydata.store import queries
from sydata.store.acting import Clerk
from sydata.store.lessons import history, lessons, teach, undo
from sydata.store.rereading import Again, read_on
from sydata.store.returns import save
from sydata.store.schema import audit

OFFICE = "500000"
MONDAY, TUESDAY, FRIDAY = (datetime(2024, 2, day, 10) for day in (19, 20, 23))
CARE = Lesson("column", "登门关怀数", "visited_people")
MILITIA = Lesson("category", "边疆守护家庭", "border")
TOWN = Lesson("unit", "武陵山城", "黔江区")


def form(
    unit: str = "黔江区", header: str = "登门关怀数（人）", label: str = "边海防官兵", people: int = 5
) -> bytes:
    lines = [
        "2024年新年春节期间双拥活动情况统计表",
        f"填报单位：,{unit},,",
        f"项目,{header},发放慰问金金额(万元),慰问金发放人数(人)",
        f"{label},{people},0.50,5",
        "驻地部队基层官兵,40,2.00,40",
    ]
    return "\n".join(lines).encode()


def read(files: tuple[SourceFile, ...], known: tuple[Lesson, ...], rulings: tuple[Ruling, ...] = ()) -> Batch:
    return understand_files(files, (), Desk(OFFICE, learned(known)), rulings=rulings)


def keep(engine: Engine, *files: tuple[str, bytes], at: datetime = MONDAY) -> None:
    save(engine, sydata.normalize(list(files), OFFICE, lessons(engine, OFFICE)).batch, at, "甲")


def learn(engine: Engine, lesson: Lesson) -> Again:
    teach(engine, OFFICE, lesson, "乙", TUESDAY)
    return read_on(Clerk(engine, OFFICE, "乙", TUESDAY, read))


def forget(engine: Engine, lesson: Lesson) -> Again:
    rows = history(engine, OFFICE)
    undo(engine, OFFICE, int(rows.loc[rows["word"] == lesson.word, "lesson_id"].iloc[0]), "丙", FRIDAY)
    return read_on(Clerk(engine, OFFICE, "丙", FRIDAY, read))


def people(engine: Engine) -> list[int]:
    facts = queries.facts(engine, OFFICE)
    return facts.loc[facts["indicator"] == "visited_people", "value"].tolist()


def codes(engine: Engine) -> list[str]:
    return sorted(queries.findings(engine, OFFICE)["code"])


def states(engine: Engine) -> list[tuple[str, str]]:
    frame = queries.returns(engine, OFFICE)
    return list(frame[["file", "state"]].itertuples(index=False, name=None))


def audited(engine: Engine, action: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(audit).where(audit.c.action == action).order_by(audit.c.id)))


# ---- the lessons ----
def test_a_lesson_is_kept_with_who_and_when(engine: Engine) -> None:
    teach(engine, OFFICE, CARE, "乙", TUESDAY)
    assert lessons(engine, OFFICE) == (CARE,)
    assert lessons(engine, "440700") == ()
    row = history(engine, OFFICE).iloc[0]
    assert (row["word"], row["meaning"], row["who"], row["at"]) == (CARE.word, CARE.meaning, "乙", TUESDAY)
    assert [(e.who, e.at, e.detail["word"]) for e in audited(engine, "learn")] == [("乙", TUESDAY, CARE.word)]


def test_a_word_taught_again_supersedes_what_was_taught_before(engine: Engine) -> None:
    teach(engine, OFFICE, CARE, "甲", MONDAY)
    other = CARE._replace(word="登门 关怀数", meaning="cash_recipients")
    teach(engine, OFFICE, other, "乙", TUESDAY)
    assert lessons(engine, OFFICE) == (other,)
    rows = history(engine, OFFICE)
    assert rows["meaning"].tolist() == ["cash_recipients", "visited_people"]
    assert rows["undone_by"].tolist()[1] == "乙"
    assert audited(engine, "learn")[1].detail["meant"] == "visited_people"


def test_teaching_the_same_twice_is_one_lesson(engine: Engine) -> None:
    assert teach(engine, OFFICE, CARE, "甲", MONDAY) == teach(engine, OFFICE, CARE, "乙", TUESDAY)
    assert history(engine, OFFICE)["who"].tolist() == ["甲"]


def test_an_undone_lesson_holds_no_more_and_stays_in_the_history(engine: Engine) -> None:
    id = teach(engine, OFFICE, CARE, "甲", MONDAY)
    undo(engine, OFFICE, id, "乙", TUESDAY)
    assert lessons(engine, OFFICE) == ()
    row = history(engine, OFFICE).iloc[0]
    assert (row["undone_by"], row["undone_at"]) == ("乙", TUESDAY)
    assert [e.detail["lesson"] for e in audited(engine, "unlearn")] == [id]


@pytest.mark.parametrize("office", [OFFICE, "440700"])
def test_what_does_not_live_cannot_be_undone(engine: Engine, office: str) -> None:
    id = teach(engine, "141100", Lesson("category", "边疆守护家庭", "border"), "甲", MONDAY)
    with pytest.raises(SydataError, match="没有这条"):
        undo(engine, office, id, "乙", TUESDAY)
    assert len(lessons(engine, "141100")) == 1


@pytest.mark.parametrize(
    ("lesson", "words"),
    [
        (("column", "登门关怀数", "no_such"), "含义不存在"),
        (("category", "边疆守护家庭", "ignored"), "含义不存在"),
        (("unit", "武陵山城", "朝阳区"), "含义不存在"),
        (("letter", "武陵山城", "黔江区"), "不能学习"),
        (("column", "走访慰问人数（人）", "cash_recipients"), "已有固定含义（走访慰问人数）"),
        (("column", "发放人数", "visited_people"), "已有固定含义"),
        (("column", "项目", "ignored"), "已有固定含义"),
        (("column", "春节", "ignored"), "已有固定含义"),
        (("column", "万州区", "ignored"), "已有固定含义（万州区）"),
        (("column", "去年关怀数", "visited_people"), "上年数"),
        (("column", "合 计", "visited_people"), "合计"),
        (("category", "其中：烈属", "entitled"), "其中项"),
        (("category", "总计", "entitled"), "合计"),
        (("category", "边海防官兵", "garrison"), "已有固定含义（边海防官兵）"),
        (("unit", "万州", "黔江区"), "已有固定含义（万州区）"),
        (("unit", "朝阳区", "黔江区"), "已有固定含义"),
        (("column", "120", "visited_people"), "不是一个可以记住的词"),
        (("column", "万元", "cash_amount"), "不是一个可以记住的词"),
        (("column", "一百二", "visited_people"), "不是一个可以记住的词"),
        (("category", "无", "border"), "不是一个可以记住的词"),
        (("column", " ", "visited_people"), "不是一个可以记住的词"),
    ],
)
def test_a_known_word_a_total_and_no_word_at_all_are_refused(
    engine: Engine, lesson: tuple[Any, str, str], words: str
) -> None:
    with pytest.raises(SydataError, match=words):
        teach(engine, OFFICE, Lesson(*lesson), "甲", MONDAY)
    assert history(engine, OFFICE).empty


# ---- kept returns ----
def test_a_kept_return_is_read_again_once_its_word_is_known(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    assert (people(engine), codes(engine).count("unknown-column")) == ([], 1)
    assert learn(engine, CARE) == Again(1, 1)
    assert sorted(people(engine)) == [5, 40]
    assert "unknown-column" not in codes(engine)
    entry = audited(engine, "read-again")[0]
    assert (entry.who, entry.at, entry.detail["file"]) == ("乙", TUESDAY, 1)
    assert entry.detail["before"] != entry.detail["after"]


def test_undoing_takes_the_figures_back(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    before = queries.observations(engine, OFFICE), codes(engine)
    learn(engine, CARE)
    assert forget(engine, CARE) == Again(1, 1)
    assert people(engine) == []
    assert queries.observations(engine, OFFICE).equals(before[0])
    assert codes(engine) == before[1]
    first, last = audited(engine, "read-again")
    assert (first.detail["before"], first.detail["after"]) == (last.detail["after"], last.detail["before"])


def test_undoing_finds_returns_that_were_kept_after_the_word_was_known(engine: Engine) -> None:
    learn(engine, CARE)
    keep(engine, ("a.csv", form()), ("b.csv", form("万州区", "走访慰问人数（人）", people=7)))
    assert sorted(people(engine)) == [5, 7, 40, 40]
    assert forget(engine, CARE) == Again(1, 1)
    assert sorted(people(engine)) == [7, 40]


def test_a_category_once_explained_counts_in_kept_returns(engine: Engine) -> None:
    keep(engine, ("a.csv", form(header="走访慰问人数", label=MILITIA.word)))
    assert people(engine) == [40]
    learn(engine, MILITIA)
    assert sorted(people(engine)) == [5, 40]


def test_a_return_whose_unit_is_explained_stops_waiting_and_takes_its_place(engine: Engine) -> None:
    keep(engine, ("黔江.csv", form(header="走访慰问人数", people=9)))
    keep(engine, ("b.csv", form(TOWN.word, "走访慰问人数")), at=TUESDAY)
    assert states(engine) == [("黔江.csv", "current"), ("b.csv", "waiting")]
    learn(engine, TOWN)
    assert states(engine) == [("黔江.csv", "superseded"), ("b.csv", "current")]
    assert sorted(people(engine)) == [5, 40]
    forget(engine, TOWN)
    assert states(engine) == [("黔江.csv", "current"), ("b.csv", "waiting")]
    assert "superseded" not in codes(engine)


def test_two_returns_that_read_alike_become_duplicates_and_part_again(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    keep(engine, ("b.csv", form(header="走访慰问人数（人）")), at=TUESDAY)
    assert states(engine) == [("a.csv", "superseded"), ("b.csv", "current")]
    learn(engine, CARE)
    assert states(engine) == [("a.csv", "current"), ("b.csv", "duplicate")]
    forget(engine, CARE)
    assert states(engine) == [("a.csv", "superseded"), ("b.csv", "current")]


def test_a_sheet_whose_header_nobody_knew_becomes_a_return_and_is_none_again(engine: Engine) -> None:
    sheet = (
        form(header="登门关怀数（人）")
        .decode()
        .replace("发放慰问金金额(万元),慰问金发放人数(人)", "某甲列,某乙列")
    )
    keep(engine, ("a.csv", sheet.encode()))
    assert (states(engine), codes(engine)) == ([], ["no-table"])
    learn(engine, CARE)
    assert states(engine) == [("a.csv", "current")]
    uploaded = audited(engine, "read-again")
    assert [(e.detail["before"], e.return_id) for e in uploaded] == [(None, 1)]
    forget(engine, CARE)
    assert (states(engine), codes(engine), people(engine)) == ([], ["no-table"], [])
    assert [e.detail["return"] for e in audited(engine, "read-again")] == [1, 1]


def test_the_returns_of_a_table_of_many_units_keep_their_ids(engine: Engine) -> None:
    rows = [
        "2024年春节双拥活动情况统计表",
        "区县,走访慰问人数,慰问金金额(万元)",
        "武陵山城,10,1",
        "涪陵区,3,1",
        "万州区,4,1",
    ]
    keep(engine, ("汇总.csv", "\n".join(rows).encode()), ("黔江.csv", form(header="走访慰问人数")))

    def ids() -> dict[str, int]:
        frame = queries.returns(engine, OFFICE)
        return dict(zip(frame["unit"], frame["return_id"], strict=True))

    before = ids()
    assert learn(engine, Lesson("unit", "武陵山城", "巴南区")) == Again(1, 1)
    assert ids() == {"巴南区" if not unit else unit: id for unit, id in before.items()}
    assert sorted(people(engine)) == [3, 4, 5, 10, 40]


def test_a_return_without_the_word_keeps_even_an_older_reading(engine: Engine) -> None:
    batch = sydata.normalize([("b.csv", form("万州区", "走访慰问人数"))], OFFICE).batch
    batch.observations.loc[batch.observations["indicator"] == "visited_people", "value"] = 77
    save(engine, batch, MONDAY, "甲")
    keep(engine, ("a.csv", form()))
    learn(engine, CARE)
    forget(engine, CARE)
    assert people(engine) == [77, 77]


def test_sheets_of_one_upload_are_still_held_against_each_other(engine: Engine) -> None:
    last = form(header="走访慰问人数").decode().replace("2024年", "2023年").encode()
    keep(engine, ("2024.csv", form()), ("2023.csv", last))
    learn(engine, CARE)
    assert codes(engine) == codes_of(
        sydata.normalize([("2024.csv", form()), ("2023.csv", last)], lessons=[CARE])
    )


def codes_of(result: Any) -> list[str]:
    return sorted(result.findings["code"])


def test_reading_again_without_a_change_reads_nothing(engine: Engine) -> None:
    def never(_files: tuple[SourceFile, ...], _known: tuple[Lesson, ...]) -> Batch:
        raise AssertionError("read")

    keep(engine, ("a.csv", form()))
    assert read_on(Clerk(engine, OFFICE, "甲", MONDAY, never)) == Again()
