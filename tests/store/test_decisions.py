"""A person's decisions: each holds with all that follows, leads back to what was submitted, and can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

import sydata
from sydata.analysis.progress import Asked, progress
from sydata.catalog.festivals import period
from sydata.catalog.units import unit
from sydata.errors import SydataError
from sydata.store import queries
from sydata.store.acting import Clerk
from sydata.store.confirming import as_question, confirm, confirm_questions
from sydata.store.decisions import (
    choose_version,
    correct,
    file_report,
    name_period,
    name_unit,
    set_aside,
    undo,
)
from sydata.store.history import decisions, events
from sydata.store.lessons import lessons, teach
from sydata.store.noting import confirmed
from sydata.store.replacing import Replacing
from sydata.store.rereading import read_on
from sydata.store.returns import save
from tests.store.test_lessons import CARE, OFFICE, read

MONDAY, TUESDAY, FRIDAY = (datetime(2024, 2, day, 10) for day in (19, 20, 23))
WAN = 1_000_000
WHY = "电话核实"


def form(
    unit: str = "黔江区", cash: str = "0.50", year: int = 2024, header: str = "走访慰问人数", total: str = ""
) -> bytes:
    lines = [
        f"{year}年新年春节期间双拥活动情况统计表" if year else "双拥活动情况统计表",
        f"填报单位：,{unit},,",
        f"项目,{header},发放慰问金金额(万元),慰问金发放人数(人)",
        f"边海防官兵,5,{cash},5",
        "驻地部队基层官兵,40,2.00,40",
        *([f"总计,45,{total},45"] if total else []),
    ]
    return "\n".join(lines).encode()


def keep(engine: Engine, *files: tuple[str, bytes], at: datetime = MONDAY) -> None:
    save(engine, sydata.normalize(list(files), OFFICE, lessons(engine, OFFICE)).batch, at, "甲")


def clerk(engine: Engine, who: str = "乙", now: datetime = TUESDAY) -> Clerk:
    return Clerk(engine, OFFICE, who, now, read)


def figure(engine: Engine, cell: str, return_id: int = 1) -> int:
    """The id of the figure in a cell."""
    rows = queries.figures(engine, OFFICE, return_id)
    return int(rows.loc[rows["cell"] == cell, "observation_id"].iloc[0])


def cash(engine: Engine) -> list[int]:
    facts = queries.facts(engine, OFFICE)
    return sorted(facts.loc[facts["indicator"] == "cash_amount", "value"])


def open_(engine: Engine) -> list[tuple[str, str]]:
    """(cell, code) of the findings that are open, but for notes."""
    rows = queries.findings(engine, OFFICE)
    rows = rows[rows["decision_id"].isna() & (rows["severity"] != "info")]
    return sorted(rows[["cell", "code"]].itertuples(index=False, name=None))


def finding(engine: Engine, code: str) -> int:
    rows = queries.findings(engine, OFFICE)
    return int(rows.loc[rows["code"] == code, "finding_id"].iloc[0])


def states(engine: Engine) -> list[tuple[str, str]]:
    return list(queries.returns(engine, OFFICE)[["file", "state"]].itertuples(index=False, name=None))


# ---- a written report without a figure ----
def test_a_file_that_holds_no_figure_is_filed_as_a_written_report_and_taken_back(engine: Engine) -> None:
    keep(engine, ("黔江区总结.txt", "各项工作顺利开展。".encode()), ("a.csv", form()))
    assert [code for _, code in open_(engine)] == ["no-table"]
    file_id = int(queries.findings(engine, OFFICE)["file_id"].iloc[0])
    id = file_report(clerk(engine), file_id, "500114", "2024-spring", WHY)
    rows = queries.returns(engine, OFFICE).set_index("file")
    assert rows["has_report"].to_dict() == {"黔江区总结.txt": True, "a.csv": False}
    assert set(rows["state"]) == {"current"}, "it takes no table's place"
    assert (open_(engine), cash(engine)) == ([], [WAN // 2, 2 * WAN])
    asked = Asked(period(2024, "spring"), (unit("500114"),), None, ("table", "report"))
    assert progress(queries.returns(engine, OFFICE), asked).standings[0].lacks == ()
    undo(clerk(engine), id)
    assert [code for _, code in open_(engine)] == ["no-table"]
    assert progress(queries.returns(engine, OFFICE), asked).standings[0].lacks == ("report",)


def test_a_written_report_alone_is_half_a_return(engine: Engine) -> None:
    keep(engine, ("总结.txt", "各项工作顺利开展。".encode()))
    file_report(clerk(engine), 1, "500114", "2024-spring", WHY)
    asked = Asked(period(2024, "spring"), (unit("500114"),), None, ("table", "report"))
    stood = progress(queries.returns(engine, OFFICE), asked)
    assert (stood.standings[0].state, stood.standings[0].lacks) == ("half", ("table",))
    alone = Asked(period(2024, "spring"), (unit("500114"),))
    assert progress(queries.returns(engine, OFFICE), alone).standings[0].state == "words"


def test_two_written_reports_without_figures_stand_beside_each_other(engine: Engine) -> None:
    keep(engine, ("一.txt", "各项工作顺利开展。".encode()), ("二.txt", "工作总结，另附照片。".encode()))
    for file_id in (1, 2):
        file_report(clerk(engine), file_id, "500114", "2024-spring", WHY)
    assert [state for _, state in states(engine)] == ["current", "current"]
    assert open_(engine) == []


def test_a_file_that_gives_a_return_is_not_filed_as_a_report(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    with pytest.raises(SydataError, match="已读出报表"):
        file_report(clerk(engine), 1, "500114", "2024-spring", WHY)
    with pytest.raises(SydataError, match="没有这个"):
        file_report(clerk(engine), 1, "无", "2024-spring", WHY)


# ---- correcting a figure ----
def test_a_corrected_figure_counts_its_question_is_gone_and_the_words_stay(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="三百多")))
    assert (cash(engine), open_(engine)) == ([2 * WAN], [("C4", "not-a-number")])
    correct(clerk(engine), figure(engine, "C4"), WAN // 2, WHY)
    assert (cash(engine), open_(engine)) == ([WAN // 2, 2 * WAN], [])
    rows = queries.figures(engine, OFFICE, 1).set_index("cell")
    assert (rows.loc["C4", "text"], rows.loc["C4", "value"], rows.loc["C4", "reason"]) == (
        "三百多",
        WAN // 2,
        WHY,
    )
    assert rows["decision_id"].notna().sum() == 1
    notes = queries.observations(engine, OFFICE).set_index("cell")["note"]
    assert notes[notes != ""].to_dict() == {"C4": "corrected"}


def test_a_correction_is_judged_by_the_rules_like_any_figure(engine: Engine) -> None:
    keep(engine, ("a.csv", form(total="2.50")))
    assert open_(engine) == []
    correct(clerk(engine), figure(engine, "C4"), WAN, WHY)
    assert open_(engine) == [("C6", "column-total-mismatch")]
    correct(clerk(engine), figure(engine, "C6"), 3 * WAN, WHY)
    assert open_(engine) == []


def test_a_figure_can_be_taken_out_as_not_reported(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    correct(clerk(engine), figure(engine, "C4"), None, WHY)
    assert cash(engine) == [2 * WAN]


def test_undoing_a_correction_brings_everything_back(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="三百多")))
    before = queries.observations(engine, OFFICE), open_(engine)
    id = correct(clerk(engine), figure(engine, "C4"), WAN, WHY)
    undo(clerk(engine, "丙", FRIDAY), id)
    assert (
        queries.observations(engine, OFFICE)
        .drop(columns="return_id")
        .equals(before[0].drop(columns="return_id"))
    )
    assert open_(engine) == before[1]
    with pytest.raises(SydataError, match="已被撤销"):
        undo(clerk(engine), id)


def following_total(engine: Engine, cell: str, cash: int, total: int) -> int:
    """A cell is corrected, and the total of its column follows."""
    return correct(clerk(engine), figure(engine, cell), cash, WHY, {figure(engine, "C6"): total})


def values(engine: Engine) -> dict[str, int]:
    rows = queries.figures(engine, OFFICE, 1).set_index("cell")
    return {cell: int(rows.loc[cell, "value"]) // WAN for cell in ("C4", "C5", "C6")}


def test_undoing_a_correction_takes_the_totals_that_followed_it_along(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="1.00", total="3.00")))
    id = following_total(engine, "C4", 5 * WAN, 7 * WAN)
    assert values(engine) == {"C4": 5, "C5": 2, "C6": 7}
    undo(clerk(engine), id)
    assert values(engine) == {"C4": 1, "C5": 2, "C6": 3}
    assert decisions(engine, OFFICE, 1)["undone_at"].notna().all()
    assert open_(engine) == []


@pytest.mark.parametrize("first", [0, 1], ids=["the earlier one first", "the later one first"])
def test_a_total_that_followed_two_corrections_follows_each_back(engine: Engine, first: int) -> None:
    keep(engine, ("a.csv", form(cash="1.00", total="3.00")))
    made = [following_total(engine, "C4", 5 * WAN, 7 * WAN), following_total(engine, "C5", 6 * WAN, 11 * WAN)]
    undo(clerk(engine), made[first])
    assert values(engine) == [{"C4": 1, "C5": 6, "C6": 7}, {"C4": 5, "C5": 2, "C6": 7}][first]
    undo(clerk(engine), made[1 - first])
    assert values(engine) == {"C4": 1, "C5": 2, "C6": 3}
    assert decisions(engine, OFFICE, 1)["undone_at"].notna().all()


def test_a_total_that_somebody_corrected_by_itself_since_stays(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="1.00", total="3.00")))
    id = following_total(engine, "C4", 5 * WAN, 7 * WAN)
    correct(clerk(engine), figure(engine, "C6"), 9 * WAN, WHY)
    undo(clerk(engine), id)
    assert values(engine) == {"C4": 1, "C5": 2, "C6": 9}


def test_a_decision_that_is_made_twice_by_a_double_click_is_one(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="1.00", total="3.00")))
    ids = [following_total(engine, "C4", 5 * WAN, 7 * WAN) for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(decisions(engine, OFFICE, 1)) == 2, "the figure and its total"
    assert [name_period(clerk(engine), 1, "2023-spring", WHY) for _ in range(2)] == [3, 3]
    undo(clerk(engine), ids[0])
    assert values(engine) == {"C4": 1, "C5": 2, "C6": 3}


def test_a_second_correction_keeps_what_was_submitted_as_before(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="三百多")))
    correct(clerk(engine), figure(engine, "C4"), WAN, WHY)
    correct(clerk(engine, "丙"), figure(engine, "C4"), 2 * WAN, "再次核实")
    rows = decisions(engine, OFFICE, 1)
    assert rows["before"].tolist() == [{"value": None, "text": "三百多"}] * 2
    assert rows["undone_by"].fillna("").tolist() == ["", "丙"]
    assert cash(engine) == [2 * WAN, 2 * WAN]


def test_a_correction_survives_a_word_that_is_learned_later(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="三百多", header="登门关怀数（人）")))
    correct(clerk(engine), figure(engine, "C4"), WAN, WHY)
    teach(engine, OFFICE, CARE, "乙", TUESDAY)
    assert read_on(clerk(engine)).returns == 1
    assert (cash(engine), open_(engine)) == ([WAN, 2 * WAN], [])


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_decided(engine: Engine, reason: str) -> None:
    keep(engine, ("a.csv", form()))
    with pytest.raises(SydataError, match="理由"):
        correct(clerk(engine), figure(engine, "C4"), 1, reason)
    assert decisions(engine, OFFICE, 1).empty


def test_another_office_decides_nothing_here(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    other = Clerk(engine, "440700", "丁", TUESDAY, read)
    with pytest.raises(LookupError):
        correct(other, figure(engine, "C4"), 1, WHY)
    with pytest.raises(LookupError):
        set_aside(other, 1, WHY)


# ---- whose and when ----
def test_a_return_gets_its_unit_and_period_from_a_person(engine: Engine) -> None:
    keep(engine, ("a.csv", form(unit="某某地", year=0)))
    assert states(engine) == [("a.csv", "waiting")]
    name_unit(clerk(engine), 1, "500114", WHY)
    assert states(engine) == [("a.csv", "waiting")]
    id = name_period(clerk(engine), 1, "2024-spring", WHY)
    assert (states(engine), open_(engine)) == ([("a.csv", "current")], [])
    facts = queries.facts(engine, OFFICE)
    assert set(zip(facts["unit"], facts["year"], facts["festival"], strict=True)) == {
        ("黔江区", 2024, "spring")
    }
    undo(clerk(engine), id)
    assert (states(engine), cash(engine)) == ([("a.csv", "waiting")], [])


# ---- which sheet counts ----
def test_a_person_chooses_the_version_that_counts(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="0.50")), ("b.csv", form(cash="0.60")))
    assert states(engine) == [("a.csv", "superseded"), ("b.csv", "current")]
    id = choose_version(clerk(engine), 1, WHY)
    assert states(engine) == [("a.csv", "current"), ("b.csv", "superseded")]
    assert open_(engine) == []
    undo(clerk(engine), id)
    assert states(engine) == [("a.csv", "superseded"), ("b.csv", "current")]
    assert {code for _, code in open_(engine)} == {"version-undecided"}


def test_a_sheet_set_aside_counts_no_more_and_leaves_its_place_to_the_earlier_one(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="0.50")))
    keep(engine, ("b.csv", form(cash="0.60")), at=TUESDAY)
    id = set_aside(clerk(engine), 2, "测试文件")
    assert states(engine) == [("a.csv", "current"), ("b.csv", "aside")]
    assert cash(engine) == [WAN // 2, 2 * WAN]
    undo(clerk(engine), id)
    assert states(engine) == [("a.csv", "superseded"), ("b.csv", "current")]


# ---- right as it stands ----
def test_a_confirmed_finding_is_closed_and_does_not_come_back_with_the_same_figures(engine: Engine) -> None:
    keep(engine, ("a.csv", form(total="2.60")))
    (id,) = confirm(clerk(engine), [finding(engine, "column-total-mismatch")], "区里说明含上月结余")
    assert open_(engine) == []
    assert queries.returns(engine, OFFICE)["errors"].tolist() == [0]
    keep(engine, ("新版.csv", form(total="2.60") + b"\n"), at=FRIDAY)
    assert open_(engine) == []
    undo(clerk(engine), id)
    assert ("C6", "column-total-mismatch") in open_(engine)


def test_a_confirmed_finding_comes_back_once_a_figure_is_another(engine: Engine) -> None:
    keep(engine, ("a.csv", form(total="2.60")))
    confirm(clerk(engine), [finding(engine, "column-total-mismatch")], WHY)
    keep(engine, ("b.csv", form(cash="0.55", total="2.60")), at=FRIDAY)
    assert open_(engine) == [("C6", "column-total-mismatch")]


def test_a_confirmation_survives_another_reading(engine: Engine) -> None:
    keep(engine, ("a.csv", form(total="2.60")))
    confirm(clerk(engine), [finding(engine, "column-total-mismatch")], WHY)
    correct(clerk(engine), figure(engine, "B4"), 6, WHY)
    assert open_(engine) == [("B6", "column-total-mismatch")]


def question(median: str = "9") -> dict[str, Any]:
    """A question that is worked out from many returns, and not stored."""
    place = {
        "file_id": 1,
        "sheet": "",
        "cell": "C5",
        "unit_code": "500114",
        "year": 2024,
        "festival": "spring",
    }
    of = {"code": "outlier", "category": "garrison", "indicator": "cash_amount", "text": "2.00"}
    return place | of | {"params": {"other": median}}


def test_a_question_about_peers_stays_answered_while_the_peers_move(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    (id,) = confirm_questions(clerk(engine), [question()], WHY)
    later = [as_question(question("12")), as_question(question() | {"text": "3.00"})]
    with engine.connect() as connection:
        assert confirmed(connection, OFFICE, later) == [id, None]
    undo(clerk(engine), id)
    with engine.connect() as connection:
        assert confirmed(connection, OFFICE, later) == [None, None]


# ---- whole or not at all ----
def test_a_decision_that_fails_half_way_leaves_no_trace(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(engine, ("a.csv", form(cash="三百多")))
    before = queries.observations(engine, OFFICE), open_(engine)
    id = figure(engine, "C4")

    def broken(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(Replacing, "_add_findings", broken)
    with pytest.raises(RuntimeError):
        correct(clerk(engine), id, WAN, WHY)
    assert decisions(engine, OFFICE, 1).empty
    assert queries.observations(engine, OFFICE).equals(before[0])
    assert open_(engine) == before[1]


def test_a_decision_about_a_file_that_another_one_decided_meanwhile_is_read_again(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="三百多")))
    ids = figure(engine, "C4"), figure(engine, "C5")
    came = []

    def meanwhile(*given: Any) -> Any:
        if not came:
            came.append(correct(clerk(engine, "丙"), ids[1], 3 * WAN, WHY))
        return read(*given)

    correct(Clerk(engine, OFFICE, "乙", TUESDAY, meanwhile), ids[0], WAN, WHY)
    assert cash(engine) == [WAN, 3 * WAN]


# ---- what happened ----
def test_the_history_of_a_return_tells_who_did_what_when_and_why(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="三百多")))
    id = correct(clerk(engine), figure(engine, "C4"), WAN, WHY)
    undo(clerk(engine, "丙", FRIDAY), id)
    told = [(row.who, row.at.to_pydatetime(), row.action) for row in events(engine, OFFICE, 1).itertuples()]
    assert told == [
        ("丙", FRIDAY, "read-again"), ("丙", FRIDAY, "undo"),
        ("乙", TUESDAY, "read-again"), ("乙", TUESDAY, "decide"),
    ]  # fmt: skip
