"""Two people at once, and a clock that goes backwards: one wins, the other is told, nothing counts twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from sydata.errors import Refused
from sydata.store import queries
from sydata.store.acting import Clerk
from sydata.store.confirming import confirm
from sydata.store.decisions import choose_version, correct, name_period, name_unit, set_aside, undo
from sydata.store.history import decisions, events
from sydata.store.returns import save
from sydata.store.reviewing import accept
from sydata.store.schema import blob, decision, file, return_
from sydata.store.signing import reopen, sign_off
from tests.store.drawn import Sheet, batch
from tests.store.test_decisions import FRIDAY, MONDAY, OFFICE, WHY, cash, clerk, figure, finding, form, keep
from tests.store.test_lessons import read
from tests.store.test_returns import TEN, TWELVE

Deed = Callable[[Clerk], object]


def at_once(engine: Engine, *deeds: Deed) -> list[str]:
    """What each of several persons is told who do these things at the same time; empty for whoever succeeds."""
    told = ["not done"] * len(deeds)
    ready = threading.Barrier(len(deeds))

    def act(n: int, deed: Deed) -> None:
        by = Clerk(engine, OFFICE, "甲乙丙"[n], FRIDAY, read)
        ready.wait()
        try:
            deed(by)
            told[n] = ""
        except (Refused, LookupError) as error:
            told[n] = getattr(error, "zh", "") or "看不到了"

    threads = [threading.Thread(target=act, args=item) for item in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def _living(engine: Engine) -> int:
    with engine.connect() as connection:
        held = select(func.count()).select_from(decision).where(decision.c.undone_at.is_(None))
        return int(connection.execute(held).scalar_one())


DEEDS: dict[str, Callable[[Clerk, int], object]] = {
    "a finding": lambda by, id: confirm(by, [id], WHY),
    "a value": lambda by, id: correct(by, id, ord(by.who), WHY),
    "a unit": lambda by, id: name_unit(by, id, "500102", WHY),
    "a period": lambda by, id: name_period(by, id, "2023-spring", WHY),
    "a return": lambda by, id: set_aside(by, id, WHY),
}


def _thing(engine: Engine, name: str) -> int:
    """The id of what the deed is about."""
    if name == "a finding":
        return finding(engine, "column-total-mismatch")
    return figure(engine, "C4") if name == "a value" else 1


@pytest.mark.parametrize("name", DEEDS)
def test_of_two_who_settle_the_same_at_once_one_wins_and_the_other_is_told(engine: Engine, name: str) -> None:
    keep(engine, ("a.csv", form(total="9.00")))
    id = _thing(engine, name)
    told = at_once(engine, *[lambda by: DEEDS[name](by, id)] * 2)
    assert told[0] == ""
    assert any(word in told[1] for word in ("别人刚刚处理", "看不到了")), told
    assert _living(engine) == 1


def test_of_two_who_undo_the_same_at_once_one_is_told(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    id = set_aside(clerk(engine), 1, WHY)
    told = at_once(engine, lambda by: undo(by, id), lambda by: undo(by, id))
    assert told[0] == ""
    assert "已被撤销" in told[1]


def test_of_two_who_choose_another_version_at_once_the_later_holds_and_both_are_kept(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="0.50")), ("b.csv", form(cash="0.60")))
    at_once(engine, lambda by: choose_version(by, 1, WHY), lambda by: choose_version(by, 2, WHY))
    assert queries.returns(engine, OFFICE)["state"].tolist().count("current") == 1
    assert len(decisions(engine, OFFICE, 1)) + len(decisions(engine, OFFICE, 2)) == 2


def test_of_two_who_sign_off_or_reopen_at_once_one_is_told(engine: Engine) -> None:
    keep(engine, ("a.csv", form()))
    accept(clerk(engine), [1], despite_warnings=True)
    told = at_once(engine, *[lambda by: sign_off(by, 2024, "spring", WHY)] * 2)
    assert told[0] == ""
    assert "已审定" in told[1]
    told = at_once(engine, *[lambda by: reopen(by, 2024, "spring", WHY)] * 2)
    assert told == ["", "本期尚未审定。"]


def test_what_is_saved_during_a_sign_off_is_in_the_version_or_waits(engine: Engine) -> None:
    keep(engine, ("a.csv", form(cash="0.50")))
    accept(clerk(engine), [1], despite_warnings=True)
    told = at_once(
        engine,
        lambda by: sign_off(by, 2024, "spring", WHY),
        lambda by: keep(engine, ("b.csv", form(cash="0.70")), at=FRIDAY),
    )
    if told == ["", ""]:  # signed first: what came waits, and what is signed off stands
        assert queries.returns(engine, OFFICE)["state"].tolist() == ["current", "waiting"]
    else:  # saved first: it counts now, is not accepted, and so nothing was signed off
        assert "未处理完" in told[1]


def test_a_file_handed_in_twice_at_once_is_kept_once_and_counts_once(engine: Engine) -> None:
    def hand_in(_by: Clerk) -> None:
        keep(engine, ("a.csv", form(cash="0.50")))

    assert at_once(engine, hand_in, hand_in, hand_in) == ["", "", ""]
    with engine.connect() as connection:
        for table in (blob, file, return_):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 1
    assert sum(cash(engine)) == 2_500_000


def test_a_clock_that_goes_backwards_changes_no_order(engine: Engine) -> None:
    save(engine, batch(Sheet("万州.xlsx", TEN)), MONDAY, "甲")
    save(engine, batch(Sheet("万州 二.xlsx", TWELVE)), MONDAY - timedelta(days=400), "甲")
    assert queries.facts(engine, OFFICE)["value"].tolist() == [
        12
    ]  # the later upload, whatever the clock says
    told = events(engine, OFFICE)
    assert told["action"].tolist()[-1] == "upload"
    assert (
        told["at"].is_monotonic_decreasing is False
    )  # the audit tells what the clock said, in the order of deeds


def test_a_fill_date_in_the_future_is_read_as_it_stands(engine: Engine) -> None:
    late = date(2031, 1, 1)
    save(engine, batch(Sheet("万州.xlsx", TEN, fill_date=late)), datetime(2024, 2, 1), "甲")
    assert queries.returns(engine, OFFICE)["fill_date"].astype(str).tolist() == ["2031-01-01"]
