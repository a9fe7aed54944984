"""What an office set for itself is kept, guarded, undone and never forgotten; kept returns follow its reporters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select

import sydata
from sydata.analysis.progress import progress, usual
from sydata.catalog.festivals import period
from sydata.catalog.learned import Lesson
from sydata.catalog.terms import named, terms_of
from sydata.errors import Refused
from sydata.pipeline.run import reader
from sydata.store import lessons, queries, reviewing, setting, signing
from sydata.store.acting import Clerk
from sydata.store.rereading import Again, read_on
from sydata.store.returns import save
from sydata.store.schema import audit
from sydata.store.terms import terms
from sydata.store.unread import unfinished

OFFICE = "500000"
MONDAY, TUESDAY = datetime(2024, 2, 19, 10), datetime(2024, 2, 20, 10)
SPRING = period(2024, "spring")
DAY = "deadline:2024-spring"
POLICE = {"name": "市公安局", "kind": "department", "aliases": ["公安局"], "spans": [["2024-spring", ""]]}
ENDED = {"name": "万州区", "kind": "territorial", "aliases": [], "spans": [["", "2023-army_day"]]}
HOSTILE = [
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "**公安局**",
    "公" * 10_000,
    "[公安](http://x)",
    "公\n安",
    "7",
]


def form(unit: str = "重庆市公安局", year: int = 2024) -> bytes:
    lines = [
        f"{year}年新年春节期间双拥活动情况统计表",
        f"填报单位：,{unit},日期：,{year}年2月20日",
        "项目,走访慰问人数（人）,发放慰问金金额(万元),慰问金发放人数(人)",
        "边海防官兵,5,0.50,5",
        "驻地部队基层官兵,40,2.00,40",
    ]
    return "\n".join(lines).encode()


def clerk(engine: Engine) -> Clerk:
    return Clerk(engine, OFFICE, "乙", TUESDAY, reader(OFFICE))


def keep(engine: Engine, *files: tuple[str, bytes]) -> None:
    words = lessons.lessons(engine, OFFICE)
    own = named(terms(engine, OFFICE))
    save(engine, sydata.normalize(list(files), OFFICE, words, reporters=own).batch, MONDAY, "甲")


def again(engine: Engine) -> Again:
    done = read_on(clerk(engine))
    assert not unfinished(engine, OFFICE)
    return done


def add(engine: Engine, value: dict[str, Any] = POLICE) -> int:
    return setting.add_reporter(clerk(engine), value, "新增成员单位")


def stood(engine: Engine, year: int = 2024) -> Any:
    return progress(
        queries.returns(engine, OFFICE), usual(OFFICE, period(year, "spring"), terms(engine, OFFICE))
    )


def units(engine: Engine) -> list[tuple[str, str, str]]:
    frame = queries.returns(engine, OFFICE)
    return list(frame[["unit_code", "unit", "state"]].itertuples(index=False, name=None))


# ---- changes ----
def test_a_change_is_kept_with_who_when_and_why(engine: Engine) -> None:
    id = setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, " 市里统一延期 ")
    assert terms(engine, OFFICE).days == {"2024-spring": date(2024, 3, 8)}
    row = setting.history(engine, OFFICE).iloc[0]
    assert (row["change_id"], row["who"], row["at"], row["reason"]) == (id, "乙", TUESDAY, "市里统一延期")
    assert (row["key"], row["before"], row["after"], row["holds"]) == (DAY, None, {"day": "2024-03-08"}, True)
    with engine.connect() as connection:
        assert connection.execute(select(audit.c.action)).scalars().all() == ["set"]


def test_another_office_is_not_touched(engine: Engine) -> None:
    setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, "延期")
    assert not terms(engine, "440700").days
    assert setting.history(engine, "440700").empty


def test_setting_what_is_so_already_changes_nothing(engine: Engine) -> None:
    setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, "延期")
    assert setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, "延期") == 0
    assert len(setting.history(engine, OFFICE)) == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_wanted(engine: Engine, reason: str) -> None:
    with pytest.raises(Refused, match="理由"):
        setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, reason)
    assert setting.history(engine, OFFICE).empty


def test_changes_are_undone_one_by_one_and_stay_in_the_history(engine: Engine) -> None:
    first = setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, "延期")
    second = setting.change(clerk(engine), DAY, {"day": "2024-03-18"}, "再延期")
    with pytest.raises(Refused, match="先撤销后来的"):
        setting.undo(clerk(engine), first, "弄错了")
    setting.undo(clerk(engine), second, "弄错了")
    assert terms(engine, OFFICE).days["2024-spring"] == date(2024, 3, 8)
    with pytest.raises(Refused, match="已被撤销"):
        setting.undo(clerk(engine), second, "弄错了")
    setting.undo(clerk(engine), first, "不延了")
    assert not terms(engine, OFFICE).days
    rows = setting.history(engine, OFFICE)
    assert rows["undoes"].tolist()[:2] == [first, second]
    assert rows["holds"].tolist() == [False] * 4


@pytest.mark.parametrize("office", ["440700", OFFICE])
def test_what_was_never_changed_cannot_be_undone(engine: Engine, office: str) -> None:
    id = setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, "延期")
    other = Clerk(engine, office, "丙", TUESDAY, reader(office))
    with pytest.raises(Refused, match="没有这项改动"):
        setting.undo(other, id if office != OFFICE else id + 7, "弄错了")


@pytest.mark.parametrize(
    "name", [*HOSTILE, "万州", "合计", "边海防官兵", "重庆市", "走访慰问人数", "春节", " 公安"]
)
def test_what_is_no_name_or_means_something_already_names_no_reporter(engine: Engine, name: str) -> None:
    for value in ({**POLICE, "name": name}, {**POLICE, "aliases": [name]}):
        with pytest.raises(Refused) as refused:
            add(engine, value)
        assert len(refused.value.zh) < 120
    assert not terms(engine, OFFICE).reporters


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("deadline:2024-spring", {"day": "2034-02-20"}),
        ("deadline:2024-spring", {"day": "今天"}),
        ("deadline:2024-spring", {"day": "20240220"}),
        ("deadline:2024-spring", {"day": "2024-W08-2"}),
        ("deadline:2024-spring", {"day": 20240220}),
        ("deadline:2024", {"day": "2024-02-20"}),
        ("deadline:2024-spring", {}),
        ("usual:spring:2025", {"day": "02-29"}),
        ("usual:spring:x", {"day": "02-20"}),
        ("asks:all:2024-spring", {"parts": []}),
        ("asks:nobody:2024-spring", {"parts": ["table"]}),
        ("threshold:swing.ratio", {"value": 0}),
        ("threshold:swing.ratio", {"value": float("inf")}),
        ("threshold:swing.nothing", {"value": 3}),
        ("reporter:440703", POLICE),
        ("reporter:500101", {**POLICE, "kind": "troop"}),
        ("reporter:500101", ENDED | {"spans": [["2024-spring", "2023-spring"]]}),
        ("password", {"value": 1}),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(engine: Engine, key: str, value: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        setting.change(clerk(engine), key, value, "试试")
    assert setting.history(engine, OFFICE).empty


def test_a_word_explained_as_another_units_names_no_reporter(engine: Engine) -> None:
    lessons.teach(engine, OFFICE, Lesson("unit", "公安局", "黔江区"), "甲", MONDAY)
    with pytest.raises(Refused, match="已记作“黔江区”"):
        add(engine)


def test_a_word_can_mean_a_reporter_of_the_offices_own(engine: Engine) -> None:
    add(engine)
    lessons.teach(engine, OFFICE, Lesson("unit", "警务总部", "市公安局"), "甲", MONDAY)
    keep(engine, ("a.csv", form("警务总部")))
    assert units(engine) == [("500000-own-0001", "市公安局", "current")]


# ---- what follows ----
def test_numbers_follow_a_deadline_that_was_set(engine: Engine) -> None:
    keep(engine, ("a.csv", form("万州区")))
    assert (stood(engine).coverage.on_time, stood(engine).asked.assumed) == (1, False)
    id = setting.change(clerk(engine), DAY, {"day": "2024-02-18"}, "提前")
    assert (stood(engine).coverage.on_time, stood(engine).coverage.late[0].name) == (0, "万州区")
    setting.undo(clerk(engine), id, "不提前了")
    assert stood(engine).coverage.on_time == 1


def test_a_usual_day_holds_from_its_year_on_and_stays_assumed(engine: Engine) -> None:
    setting.change(clerk(engine), "usual:spring:2025", {"day": "02-20"}, "惯例")
    said = {year: usual(OFFICE, period(year, "spring"), terms(engine, OFFICE)) for year in (2023, 2025, 2027)}
    assert {year: each.deadline for year, each in said.items()} == {
        2023: date(2023, 2, 28), 2025: date(2025, 2, 20), 2027: date(2027, 2, 20),
    }  # fmt: skip
    assert said[2025].assumed


def test_a_reporter_that_was_added_is_waited_for_from_its_period_on(engine: Engine) -> None:
    before = stood(engine).coverage.expected
    add(engine)
    assert stood(engine).coverage.expected == before + 1
    assert "市公安局" in [unit.name for unit in stood(engine).coverage.missing]
    assert stood(engine, 2023).coverage.expected == before


def test_a_reporter_that_was_ended_is_waited_for_no_more_and_its_returns_stay(engine: Engine) -> None:
    keep(engine, ("a.csv", form("万州区")), ("b.csv", form("万州区", 2023)))
    before = stood(engine).coverage
    setting.change(clerk(engine), "reporter:500101", ENDED, "并入")
    now = stood(engine).coverage
    assert (now.expected, now.received, now.unexpected) == (before.expected - 1, 0, ("500101",))
    assert stood(engine, 2023).coverage.received == 1
    assert again(engine) == Again()
    assert [state for _, _, state in units(engine)] == ["current", "current"]


def test_a_reporter_can_leave_and_come_back(engine: Engine) -> None:
    spans = [["2022-spring", "2022-spring"], ["2024-spring", ""]]
    add(engine, {**POLICE, "spans": spans})
    asked = [
        "市公安局"
        in [unit.name for unit in usual(OFFICE, period(year, "spring"), terms(engine, OFFICE)).units]
        for year in (2021, 2022, 2023, 2024, 2025)
    ]
    assert asked == [False, True, False, True, True]


def test_parts_can_be_asked_of_all_of_a_kind_and_of_one(engine: Engine) -> None:
    add(engine)
    for scope, parts in (("all", ["table", "report"]), ("department", ["report"]), ("500102", ["table"])):
        setting.change(clerk(engine), f"asks:{scope}:2024-spring", {"parts": parts}, "通知要求")
    keep(engine, ("a.csv", form("万州区")), ("b.csv", form("涪陵区")), ("c.csv", form("市公安局")))
    states = {standing.unit.name: standing for standing in stood(engine).standings}
    assert (states["万州区"].state, states["万州区"].lacks) == ("half", ("report",))
    assert (states["涪陵区"].state, states["涪陵区"].lacks) == ("on-time", ())
    assert (states["市公安局"].state, states["市公安局"].lacks) == ("half", ("report",))
    assert states["渝中区"].lacks == ("table", "report")
    earlier = usual(OFFICE, period(2023, "spring"), terms(engine, OFFICE))
    assert (earlier.parts, earlier.own) == (("table",), {})


# ---- what is read ----
def test_a_kept_return_is_read_as_the_added_reporters_and_no_more_once_that_is_undone(engine: Engine) -> None:
    keep(engine, ("a.csv", form()), ("b.csv", form("万州区")))
    assert units(engine)[0] == ("", "", "waiting")
    id = add(engine)
    assert again(engine) == Again(1, 1)
    assert units(engine)[0] == ("500000-own-0001", "市公安局", "current")
    assert stood(engine).coverage.received == 2
    setting.undo(clerk(engine), id, "不再要求")
    assert again(engine) == Again(1, 1)
    assert units(engine) == [("", "", "waiting"), ("500101", "万州区", "current")]


def test_a_file_is_known_by_its_name_once_the_reporter_is_there(engine: Engine) -> None:
    keep(engine, ("市公安局.csv", form("")))
    add(engine)
    assert again(engine).returns == 1
    assert units(engine) == [("500000-own-0001", "市公安局", "current")]


def test_rows_of_a_roll_up_are_read_as_the_added_reporters(engine: Engine) -> None:
    rows = [
        "2024年春节双拥活动情况统计表",
        "单位,走访慰问人数,慰问金金额(万元)",
        "万州区,3,1",
        "市公安局,4,1",
        "涪陵区,5,1",
    ]
    add(engine)
    keep(engine, ("汇总.csv", "\n".join(rows).encode()))
    assert [unit for _, unit, _ in units(engine)] == ["万州区", "市公安局", "涪陵区"]


def test_a_renamed_reporter_is_known_under_both_names(engine: Engine) -> None:
    keep(engine, ("a.csv", form("万州区")), ("b.csv", form("万州新区", 2023)))
    renamed = {"name": "万州新区", "kind": "territorial", "aliases": [], "spans": None}
    setting.change(clerk(engine), "reporter:500101", renamed, "更名")
    assert again(engine).files == 2
    assert units(engine) == [("500101", "万州新区", "current")] * 2


def test_a_number_is_never_given_to_another_reporter(engine: Engine) -> None:
    setting.undo(clerk(engine), add(engine), "弄错了")
    add(engine, {**POLICE, "name": "市体育局", "aliases": []})
    assert list(terms(engine, OFFICE).reporters) == ["500000-own-0002"]


def test_what_is_not_read_again_yet_is_no_setting(engine: Engine) -> None:
    add(engine)
    assert unfinished(engine, OFFICE)
    assert list(setting.settings(engine, OFFICE)) == ["reporter:500000-own-0001"]


# ---- a period that is signed off ----
def signed(engine: Engine) -> None:
    keep(engine, ("a.csv", form("万州区")))
    reviewing.accept(clerk(engine), queries.returns(engine, OFFICE)["return_id"].tolist(), True)
    signing.sign_off(clerk(engine), 2024, "spring", "审定")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (DAY, {"day": "2024-03-08"}),
        ("asks:all:2023-spring", {"parts": ["table", "report"]}),
        ("reporter:500101", ENDED),
        ("reporter:500000-own-0001", POLICE),
    ],
)  # fmt: skip
def test_nothing_moves_for_a_period_that_is_signed_off(
    engine: Engine, key: str, value: dict[str, Any]
) -> None:
    signed(engine)
    with pytest.raises(Refused, match="已审定"):
        setting.change(clerk(engine), key, value, "改")
    signing.reopen(clerk(engine), 2024, "spring", "有误")
    assert setting.change(clerk(engine), key, value, "改")


def test_what_leaves_the_signed_period_alone_can_be_set(engine: Engine) -> None:
    signed(engine)
    assert setting.change(clerk(engine), "deadline:2024-army_day", {"day": "2024-08-20"}, "通知")
    assert add(engine, {**POLICE, "spans": [["2024-army_day", ""]]})
    assert setting.change(clerk(engine), "asks:all:2025-spring", {"parts": ["report"]}, "通知")


def test_undoing_moves_nothing_that_is_signed_off_either(engine: Engine) -> None:
    id = setting.change(clerk(engine), DAY, {"day": "2024-03-08"}, "延期")
    signed(engine)
    with pytest.raises(Refused, match="已审定"):
        setting.undo(clerk(engine), id, "不延了")


def test_keys_of_a_newer_program_are_left_alone() -> None:
    assert not terms_of({"colour:red": {"x": 1}, "deadline": 3}).days
