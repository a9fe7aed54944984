"""Accepting, sending back, signing off: figures that are signed off do not move until somebody opens the period."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from sydata.errors import SydataError
from sydata.store import queries
from sydata.store.confirming import confirm
from sydata.store.decisions import correct, name_period, set_aside
from sydata.store.history import events
from sydata.store.lessons import teach
from sydata.store.rereading import Again, read_on
from sydata.store.reviewing import Accepted, accept, send_back, withdraw
from sydata.store.signing import figures_of, obstacles, present, reopen, sign_off, signed, versions
from tests.store.test_decisions import (
    FRIDAY,
    TUESDAY,
    WAN,
    WHY,
    cash,
    clerk,
    figure,
    finding,
    form,
    keep,
    open_,
    states,
)  # fmt: skip
from tests.store.test_lessons import CARE, OFFICE

SPRING = (2024, "spring")


def reviews(engine: Engine) -> list[str]:
    return queries.returns(engine, OFFICE)["review"].tolist()


def signed_off(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    accept(clerk(engine), [1])
    sign_off(clerk(engine), *SPRING, "经办公会审定")


# ---- accepting ----
def test_clean_returns_are_accepted_together_and_errors_block(engine: Engine) -> None:
    keep(
        engine,
        ("a.csv", form()),
        ("b.csv", form("万州区", cash="三百多")),
        ("c.csv", form("涪陵区", cash="约0.5")),
    )
    assert accept(clerk(engine), [1, 2, 3]) == Accepted((1,), {2: "errors", 3: "warnings"})
    assert reviews(engine) == ["accepted", "", ""]
    assert accept(clerk(engine), [1, 2, 3], despite_warnings=True) == Accepted((3,), {2: "errors"})


def test_a_return_that_does_not_count_cannot_be_accepted(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    set_aside(clerk(engine), 1, WHY)
    assert accept(clerk(engine), [1]) == Accepted((), {1: "state"})


def test_a_finding_that_is_confirmed_blocks_no_more(engine: Engine) -> None:
    keep(engine, ("a.csv", form(total="2.60")))
    assert accept(clerk(engine), [1]).refused == {1: "errors"}
    confirm(clerk(engine), [finding(engine, "column-total-mismatch")], WHY)
    assert accept(clerk(engine), [1]).accepted == (1,)


def test_acceptance_ends_with_a_changed_figure_and_can_be_withdrawn(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    accept(clerk(engine), [1])
    withdraw(clerk(engine), 1)
    assert reviews(engine) == [""]
    accept(clerk(engine), [1])
    correct(clerk(engine), figure(engine, "C4"), WAN, WHY)
    assert reviews(engine) == [""]


def test_a_return_sent_back_goes_on_counting_until_the_corrected_one_comes(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="0.50")))
    send_back(clerk(engine), 1, "请核对慰问金")
    assert (states(engine), reviews(engine)) == ([("a.csv", "current")], ["sent-back"])
    keep(engine, ("b.csv", form(cash="0.60")), at=FRIDAY)
    assert states(engine) == [("a.csv", "superseded"), ("b.csv", "current")]
    assert reviews(engine) == ["sent-back", ""]


# ---- signing off ----
def test_what_stands_against_signing_off_is_named(engine: Engine) -> None:
    keep(engine, ("a.csv", form()), ("b.csv", form("万州区", cash="三百多")), ("c.csv", form("某某地")))
    assert [(o.unit, o.file, o.why) for o in obstacles(engine, OFFICE, *SPRING)] == [
        ("黔江区", "a.csv", "open"), ("万州区", "b.csv", "errors"), ("", "c.csv", "waiting"),
    ]  # fmt: skip
    with pytest.raises(SydataError, match="黔江区、万州区、c.csv"):
        sign_off(clerk(engine), *SPRING, "审定")
    assert signed(engine, OFFICE) == {}


def test_nothing_cannot_be_signed_off(engine: Engine) -> None:
    with pytest.raises(SydataError, match="没有计入的数据"):
        sign_off(clerk(engine), *SPRING, "审定")


def test_a_period_signed_off_has_a_version_with_its_figures(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    accept(clerk(engine), [1])
    assert sign_off(clerk(engine), *SPRING, "经办公会审定", ["万州区"]) == 1
    assert signed(engine, OFFICE) == {SPRING: 1}
    (row,) = versions(engine, OFFICE, *SPRING).to_dict("records")
    assert (row["version"], row["who"], row["returns"], row["missing"]) == (1, "乙", 1, ["万州区"])
    frame = figures_of(engine, OFFICE, *SPRING, 1)
    assert frame.equals(present(engine, OFFICE, *SPRING))
    assert frame.loc[frame["indicator"] == "cash_amount", "value"].tolist() == [WAN // 2, 2 * WAN]


def test_nobody_changes_what_is_signed_off(engine: Engine) -> None:
    signed_off(engine)
    for act in (
        lambda: correct(clerk(engine), figure(engine, "C4"), WAN, WHY),
        lambda: set_aside(clerk(engine), 1, WHY),
        lambda: name_period(clerk(engine), 1, "2023-spring", WHY),
        lambda: send_back(clerk(engine), 1, WHY),
        lambda: withdraw(clerk(engine), 1),
        lambda: sign_off(clerk(engine), *SPRING, "再审定"),
    ):
        with pytest.raises(SydataError, match="已审定"):
            act()
    assert cash(engine) == [WAN // 2, 2 * WAN]
    assert reviews(engine) == ["accepted"]


def test_a_return_that_comes_after_the_sign_off_waits_until_the_period_is_opened(engine: Engine) -> None:
    signed_off(engine)
    keep(engine, ("b.csv", form(cash="0.60")), ("c.csv", form("万州区")), at=FRIDAY)
    assert states(engine) == [("a.csv", "current"), ("b.csv", "waiting"), ("c.csv", "waiting")]
    assert open_(engine) == [("", "after-sign-off"), ("", "after-sign-off")]
    assert cash(engine) == [WAN // 2, 2 * WAN]
    reopen(clerk(engine, "丙", FRIDAY), *SPRING, "黔江区更正")
    assert states(engine) == [("a.csv", "superseded"), ("b.csv", "current"), ("c.csv", "current")]
    assert open_(engine) == []


def test_two_versions_can_be_compared_after_reopening(engine: Engine) -> None:
    signed_off(engine)
    keep(engine, ("b.csv", form(cash="0.60")), at=FRIDAY)
    reopen(clerk(engine), *SPRING, "黔江区更正")
    accept(clerk(engine), [2])
    assert sign_off(clerk(engine), *SPRING, "更正后审定") == 2
    sums = [figures_of(engine, OFFICE, *SPRING, v).groupby("indicator")["value"].sum() for v in (1, 2)]
    assert (sums[1] - sums[0])["cash_amount"] == WAN // 10
    told = versions(engine, OFFICE, *SPRING)
    assert told["version"].tolist() == [2, 1]
    assert told["reopened_why"].tolist() == ["", "黔江区更正"]


def test_a_learned_word_leaves_figures_that_are_signed_off_alone(engine: Engine) -> None:
    keep(engine, ("a.csv", form(header="登门关怀数（人）")))
    confirm(clerk(engine), [finding(engine, "unknown-column")], WHY)
    accept(clerk(engine), [1])
    sign_off(clerk(engine), *SPRING, "审定")
    teach(engine, OFFICE, CARE, "乙", TUESDAY)
    assert read_on(clerk(engine)) == Again(0, 0, 1)
    assert present(engine, OFFICE, *SPRING).equals(figures_of(engine, OFFICE, *SPRING, 1))


def test_signing_off_and_reopening_stand_in_the_audit(engine: Engine) -> None:
    signed_off(engine)
    reopen(clerk(engine, "丙", FRIDAY), *SPRING, "更正")
    assert events(engine, OFFICE)["action"].tolist()[:3] == ["reopen", "sign-off", "accept"]
    with pytest.raises(SydataError, match="尚未审定"):
        reopen(clerk(engine), *SPRING, "更正")
