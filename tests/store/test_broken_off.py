"""What broke off is gone on with, and a title of a signed year holds nobody up."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from sydata.store import queries
from sydata.store.decisions import correct, name_period, set_aside, undo
from sydata.store.history import decisions
from sydata.store.reviewing import accept
from sydata.store.signing import sign_off
from tests.store.test_decisions import WHY, clerk, figure, states
from tests.store.test_decisions import form as plain
from tests.store.test_lessons import OFFICE, keep


def test_a_sheet_with_last_years_title_is_settled_though_that_year_is_signed_off(engine: Engine) -> None:
    keep(engine, ("old.csv", plain().replace(b"2024", b"2023")))
    accept(clerk(engine), [1])
    sign_off(clerk(engine), 2023, "spring", "经办公会审定")
    late = plain("万州区").replace("2024年新年".encode(), "2023年新年".encode())
    keep(engine, ("new.csv", late.replace("填报单位：".encode(), "日期：2024年2月20日\n填报单位：".encode())))
    assert states(engine)[-1] == ("new.csv", "waiting")
    id = name_period(clerk(engine), 2, "2024-spring", WHY)
    rows = queries.returns(engine, OFFICE)
    assert rows[["year", "state"]].values.tolist() == [[2023, "current"], [2024, "current"]]
    undo(clerk(engine), id)
    assert states(engine)[-1] == ("new.csv", "waiting")
    undo(clerk(engine), set_aside(clerk(engine), 2, WHY))
    assert states(engine)[-1] == ("new.csv", "waiting")


def test_totals_are_corrected_with_their_parts_or_not_at_all(engine: Engine) -> None:
    keep(engine, ("a.csv", plain()))
    with pytest.raises(LookupError):
        correct(clerk(engine), figure(engine, "C4"), 3, WHY, {9999: 4})
    assert decisions(engine, OFFICE, 1).empty
    correct(clerk(engine), figure(engine, "C4"), 3, WHY, {figure(engine, "C5"): 4})
    assert decisions(engine, OFFICE, 1)["cell"].tolist() == ["C5", "C4"]
