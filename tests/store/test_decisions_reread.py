"""What a person decided about figures told in words survives that the words of their file are read again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from sydata.store import proposals, queries
from sydata.store.proposals import Decided
from sydata.store.rereading import Again
from sydata.store.schema import audit
from tests.pipeline.test_reports import word
from tests.store.test_lessons import CARE, OFFICE, TOWN, codes, forget, keep, learn, states

LATER = datetime(2024, 2, 21, 10)
SENTENCE = (
    "据统计，全区共走访慰问优抚对象约812人，发放慰问金45.6万元；召开军政座谈会4场，帮助退役军人就业36人。"
)


def beside(sentence: str = SENTENCE, header: str = CARE.word) -> tuple[str, bytes]:
    """A table with a word that nobody knows yet, and below it what else was done, in words."""
    rows = (
        ("项目", f"{header}（人）", "慰问信（封）"),
        ("边海防官兵", "5", "6"),
        ("驻地部队官兵", "40", "41"),
    )
    return word("2024年春节双拥活动情况统计表", "填报单位：黔江区", rows, sentence)


def report(unit: str = "黔江区") -> tuple[str, bytes]:
    """A report without a table."""
    return word(f"{unit}2024年春节期间双拥工作情况报告", f"填报单位：{unit}", SENTENCE)


def decide(engine: Engine, id: int, choice: Any, *indicators: str) -> Decided:
    frame = proposals.proposed(engine, OFFICE, id)
    ids = frame.loc[frame["indicator"].isin(indicators), "observation_id"].tolist()
    return choice(engine, OFFICE, id, ids, "乙", LATER)


def statuses(engine: Engine, id: int = 1) -> dict[str, str]:
    frame = proposals.proposed(engine, OFFICE, id)
    return dict(zip(frame["indicator"], frame["status"], strict=True))


def counted(engine: Engine) -> list[tuple[str, str, int]]:
    frame = queries.facts(engine, OFFICE)
    return sorted(frame[["indicator", "category", "value"]].itertuples(index=False, name=None))


CASH, VISITED = ("cash_amount", "entitled", 45_600_000), ("sgb_visited", "entitled", 812)
LETTERS = [("letters", "border", 6), ("letters", "garrison", 41)]
PEOPLE = [("visited_people", "border", 5), ("visited_people", "garrison", 40)]
AS_DECIDED = {
    "sgb_visited": "counted",
    "cash_amount": "counted",
    "meetings": "excluded",
    "veteran_jobs": "proposed",
}


def keep_decided(engine: Engine, file: tuple[str, bytes]) -> None:
    """The file with two figures confirmed, one of them told as an approximate number, one rejected, one open."""
    keep(engine, file)
    assert decide(engine, 1, proposals.confirm, "cash_amount", "sgb_visited") == Decided(2)
    assert decide(engine, 1, proposals.reject, "meetings") == Decided(1)


def test_decisions_beside_a_table_are_carried_over_when_a_word_is_taught_and_undone(engine: Engine) -> None:
    keep_decided(engine, beside())
    before = counted(engine), codes(engine)
    assert learn(engine, CARE) == Again(1, 1)
    assert statuses(engine) == AS_DECIDED
    assert counted(engine) == [CASH, *LETTERS, VISITED, *PEOPLE]
    assert codes(engine).count("approximate-value") == 1
    assert forget(engine, CARE) == Again(1, 1)
    assert (counted(engine), codes(engine)) == before


def test_decisions_of_a_report_go_with_it_to_the_unit_that_is_taught(engine: Engine) -> None:
    keep_decided(engine, report(TOWN.word))
    assert (states(engine), counted(engine)) == ([("报告.docx", "waiting")], [])
    learn(engine, TOWN)
    assert (states(engine), counted(engine)) == ([("报告.docx", "current")], [CASH, VISITED])
    assert statuses(engine) == AS_DECIDED
    assert codes(engine) == ["approximate-value", "narrative-only"]
    open_ = queries.findings(engine, OFFICE).set_index("code")["params"]
    assert open_["narrative-only"] == {"count": 1}
    forget(engine, TOWN)
    assert (states(engine), counted(engine)) == ([("报告.docx", "waiting")], [])
    assert statuses(engine) == AS_DECIDED


def test_a_confirmed_figure_that_the_table_tells_once_its_word_is_known_waits_again(engine: Engine) -> None:
    keep(engine, beside("据统计，全区共走访慰问各类对象45人，召开军政座谈会4场。"))
    assert decide(engine, 1, proposals.confirm, "visited_people", "meetings") == Decided(2)
    assert counted(engine)[-1] == ("visited_people", "unspecified", 45)
    learn(engine, CARE)
    assert counted(engine) == [*LETTERS, ("meetings", "unspecified", 4), *PEOPLE]
    assert statuses(engine) == {"visited_people": "proposed", "meetings": "counted"}
    assert proposals.proposed(engine, OFFICE, 1)["told"].tolist() == [True, False]
    with engine.connect() as connection:
        (entry,) = connection.execute(select(audit).where(audit.c.action == "read-again"))
    assert entry.detail["told"] == [{"indicator": "visited_people", "category": "unspecified", "value": 45}]


def test_figures_that_wait_or_were_rejected_count_no_more_than_before(engine: Engine) -> None:
    keep(engine, report(TOWN.word))
    decide(engine, 1, proposals.reject, "cash_amount")
    learn(engine, TOWN)
    assert (states(engine), counted(engine)) == ([("报告.docx", "current")], [])
    assert statuses(engine)["cash_amount"] == "excluded"
