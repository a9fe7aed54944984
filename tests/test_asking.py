"""What is asked that no store holds: the past, and roll-ups; and that nothing is accepted past it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

import sydata
from sydata.asking import accept, asked, living, obstacles, sign_off
from sydata.catalog.festivals import period
from sydata.errors import Refused
from sydata.pipeline.run import reader
from sydata.store import queries, returns, signing
from sydata.store.acting import Clerk
from sydata.store.confirming import confirm_questions
from sydata.store.database import open_store
from sydata.store.decisions import set_aside
from tests.pages.conftest import sheet
from tests.pages.test_reconcile import rollup
from tests.stores import store_address

OFFICE = "500000"
PAST = [("10.00", 2021), ("11.00", 2022), ("10.50", 2023)]


def clerk(tmp_path: Path, *batches: list[tuple[str, bytes]]) -> Clerk:
    """Somebody at a store into which these files came, one batch after the other."""
    engine = open_store(store_address(tmp_path / "store.sqlite"))
    for files in batches:
        returns.save(engine, sydata.normalize(files).batch, datetime(2024, 3, 1, 9), "test")
    return Clerk(engine, OFFICE, "甲", datetime(2024, 3, 2, 9), reader(OFFICE))


def open_(by: Clerk) -> pd.DataFrame:
    stored = queries.findings(by.engine, OFFICE, 2024, "spring")
    facts = queries.facts(by.engine, OFFICE)
    found = living(asked(by.engine, OFFICE, stored, facts, period(2024, "spring")))
    return found[found["severity"] != "info"]


def test_a_return_that_its_past_questions_is_not_accepted_before_somebody_answers(tmp_path: Path) -> None:
    before = [sheet("万州区", year, 115, cash) for cash, year in PAST]
    by = clerk(tmp_path, before, [sheet("万州区", 2024, 121, "109.00")])
    assert open_(by)["code"].tolist() == ["swing"]
    assert accept(by, [4]).refused == {4: "warnings"}
    confirm_questions(by, open_(by).to_dict("records"), "核实")
    assert accept(by, [4]).accepted == (4,)


def test_it_is_accepted_in_spite_of_the_question_on_request(tmp_path: Path) -> None:
    before = [sheet("万州区", year, 115, cash) for cash, year in PAST]
    by = clerk(tmp_path, before, [sheet("万州区", 2024, 121, "109.00")])
    assert accept(by, [4], despite_warnings=True).accepted == (4,)


OWN = [sheet("万州区", 2024, 127, "11.00"), sheet("涪陵区", 2024, 60, "6.00")]
ROLLED = rollup(("万州区", 172, "11.00"), ("涪陵区", 60, "6.00"), total=322)


def test_a_roll_up_is_held_against_the_units_sheets_whichever_came_first(tmp_path: Path) -> None:
    found = []
    for n, batches in enumerate(([OWN, [ROLLED]], [[ROLLED], OWN], [[*OWN, ROLLED]])):
        folder = tmp_path / str(n)
        folder.mkdir()
        rows = open_(clerk(folder, *batches))
        found.append(rows[["code", "cell", "unit", "text", "indicator"]].values.tolist())
    said = [["rollup-mismatch", "C3", "万州区", "172", "visited_people"]]
    said.append(["rollup-mismatch", "E3", "万州区", "172", "cash_recipients"])
    assert found == [said] * 3


def test_a_difference_of_a_roll_up_does_not_hold_up_the_units_own_sheet(tmp_path: Path) -> None:
    by = clerk(tmp_path, OWN, [ROLLED])
    assert accept(by, [1, 2]).refused == {}


def test_an_answered_difference_of_a_roll_up_is_not_asked_again(tmp_path: Path) -> None:
    by = clerk(tmp_path, OWN, [ROLLED])
    confirm_questions(by, open_(by).to_dict("records"), "汇总表有误，以自报为准")
    assert open_(by).empty


SPRING = period(2024, "spring")


def test_a_roll_up_that_differs_holds_up_the_sign_off_until_somebody_answers(tmp_path: Path) -> None:
    by = clerk(tmp_path, OWN, [ROLLED])
    accept(by, [1, 2])
    assert [(o.unit, o.why) for o in obstacles(by.engine, OFFICE, SPRING)] == [("万州区", "errors")]
    with pytest.raises(Refused):
        sign_off(by, SPRING, "审定")
    confirm_questions(by, open_(by).to_dict("records"), "汇总表有误，以自报为准")
    assert obstacles(by.engine, OFFICE, SPRING) == []
    assert sign_off(by, SPRING, "审定") == 1
    assert len(signing.held(by.engine, OFFICE)) == 1


def test_a_roll_up_that_is_set_aside_holds_nothing_up(tmp_path: Path) -> None:
    by = clerk(tmp_path, OWN, [ROLLED])
    accept(by, [1, 2])
    for of in obstacles(by.engine, OFFICE, SPRING):
        set_aside(by, of.return_id, "旧稿")
    assert obstacles(by.engine, OFFICE, SPRING) == []


def test_a_difference_of_one_unit_does_not_hold_up_another_of_the_same_roll_up(tmp_path: Path) -> None:
    rolled = rollup(("万州区", 172, "11.00"), ("涪陵区", 60, "6.00"), ("渝中区", 30, "3.00"), total=397)
    by = clerk(tmp_path, OWN, [rolled])
    rows = queries.returns(by.engine, OFFICE)
    alone = int(rows.loc[(rows["unit"] == "渝中区"), "return_id"].iloc[0])
    assert accept(by, [alone]).accepted == (alone,)
