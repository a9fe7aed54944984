"""Figures told in words: nothing counts before a person says so, nothing counts twice, and all can be taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, select

from sydata.analysis.coverage import coverage
from sydata.model import Finding, Unit
from sydata.store import proposals, queries
from sydata.store.proposals import Decided, confirm, reject, unconfirm
from sydata.store.returns import save
from sydata.store.schema import audit
from tests.store.drawn import OFFICE, Sheet, batch

MONDAY, TUESDAY = datetime(2024, 2, 19, 10, 0), datetime(2024, 2, 20, 10, 0)
UNIT = (Unit("500101", "万州区"),)


def told(
    indicator: str, value: int | None, category: str = "unspecified", note: str = "", status: str = "proposed"
) -> dict[str, Any]:
    figure = {"indicator": indicator, "value": value, "category": category, "note": note, "status": status}
    return {**figure, "cell": "段2 第1句", "text": f"{indicator} {value}"}


VISITED, CASH = (
    told("visited_people", 812, "entitled", "approximate"),
    told("cash_amount", 45_600_000, "entitled"),
)
MEETINGS = told("meetings", 4)
PART = told("visited_people", 12, "entitled", "of-which", "excluded")
FOUR = [VISITED, PART, CASH, MEETINGS]


def report(name: str = "报告.docx", figures: list[dict[str, Any]] | None = None, **more: Any) -> Sheet:
    return Sheet(name, [], name="", in_words=True, extra=FOUR if figures is None else figures, **more)


def warned(sheet: Sheet) -> Finding:
    return Finding(
        "narrative-only", sheet.file, "", "", sheet.unit_code, sheet.unit, 2024, "spring", params={"count": 3}
    )


def keep(engine: Engine, *sheets: Sheet, now: datetime = MONDAY) -> None:
    notes = [warned(sheet) for sheet in sheets if sheet.in_words]
    save(engine, batch(*sheets, findings=notes), now, "甲")


def waiting(engine: Engine, return_id: int = 1) -> pd.DataFrame:
    frame = proposals.proposed(engine, OFFICE, return_id)
    return frame[frame["status"] == "proposed"]


def confirm_all(engine: Engine, return_id: int = 1) -> Decided:
    return confirm(
        engine, OFFICE, return_id, waiting(engine, return_id)["observation_id"].tolist(), "乙", TUESDAY
    )


def counted(engine: Engine) -> list[tuple[str, str, int]]:
    frame = queries.facts(engine, OFFICE)
    return sorted(frame[["indicator", "category", "value"]].itertuples(index=False, name=None))


def states(engine: Engine) -> dict[str, str]:
    frame = queries.returns(engine, OFFICE)
    return dict(zip(frame["file"], frame["state"], strict=True))


def codes(engine: Engine) -> list[str]:
    return sorted(queries.findings(engine, OFFICE)["code"])


def test_a_report_in_prose_is_kept_and_counts_nothing(engine: Engine) -> None:
    saved = save(engine, batch(report(), findings=[warned(report())]), MONDAY, "甲")
    assert (saved.new, saved.waiting) == (0, 1)
    assert counted(engine) == []
    assert proposals.reports(engine, OFFICE)[["return_id", "proposed", "decided"]].to_numpy().tolist() == [
        [1, 3, 0]
    ]
    assert waiting(engine)["indicator"].tolist() == ["visited_people", "cash_amount", "meetings"]
    assert not waiting(engine)["told"].any()


def test_confirmed_figures_count_and_the_warning_goes_with_the_last(engine: Engine) -> None:
    keep(engine, report())
    first = waiting(engine)["observation_id"].tolist()[:1]
    assert confirm(engine, OFFICE, 1, first, "乙", TUESDAY) == Decided(1)
    assert counted(engine) == [("visited_people", "entitled", 812)]
    assert codes(engine) == ["approximate-value", "narrative-only"]
    assert queries.findings(engine, OFFICE).set_index("code")["params"]["narrative-only"] == {"count": 2}
    assert confirm_all(engine) == Decided(2)
    assert codes(engine) == ["approximate-value"]
    assert [value for _, _, value in counted(engine)] == [45_600_000, 4, 812]


def test_what_was_confirmed_can_be_taken_back(engine: Engine) -> None:
    keep(engine, report())
    ids = waiting(engine)["observation_id"].tolist()
    confirm_all(engine)
    assert unconfirm(engine, OFFICE, 1, ids, "乙", TUESDAY) == Decided(3)
    assert (counted(engine), codes(engine)) == ([], ["narrative-only"])
    assert waiting(engine)["note"].tolist() == ["approximate", "", ""]


def test_rejected_figures_never_count_and_can_be_taken_back_too(engine: Engine) -> None:
    keep(engine, report())
    ids = waiting(engine)["observation_id"].tolist()
    assert reject(engine, OFFICE, 1, ids, "乙", TUESDAY) == Decided(3)
    assert confirm(engine, OFFICE, 1, ids, "乙", TUESDAY) == Decided(0)
    assert not len(waiting(engine))
    assert proposals.reports(engine, OFFICE)[["proposed", "decided"]].to_numpy().tolist() == [[0, 3]]
    unconfirm(engine, OFFICE, 1, ids[:1], "乙", TUESDAY)
    assert len(waiting(engine)) == 1


def test_every_decision_is_in_the_audit_with_who_and_when(engine: Engine) -> None:
    keep(engine, report())
    ids = waiting(engine)["observation_id"].tolist()[2:]
    confirm(engine, OFFICE, 1, ids, "乙", TUESDAY)
    unconfirm(engine, OFFICE, 1, ids, "丙", TUESDAY)
    with engine.connect() as connection:
        rows = connection.execute(
            select(audit).where(audit.c.action.in_(["confirm", "unconfirm"]))
        ).fetchall()
    assert [(row.who, row.at, row.action) for row in rows] == [
        ("乙", TUESDAY, "confirm"),
        ("丙", TUESDAY, "unconfirm"),
    ]
    told_of = {"id": ids[0], "indicator": "meetings", "category": "unspecified", "value": 4}
    assert rows[0].detail == {"figures": [told_of | {"from": "proposed", "to": "counted"}]}


def test_figures_excluded_by_the_reader_and_those_of_other_returns_are_not_confirmed(engine: Engine) -> None:
    keep(engine, report(), report("涪陵.docx", unit_code="500102", unit="涪陵区"))
    every = queries.observations(engine, OFFICE)
    assert confirm(engine, OFFICE, 1, range(1, len(every) + 1), "乙", TUESDAY) == Decided(3)
    assert {unit for unit in queries.facts(engine, OFFICE)["unit"]} == {"万州区"}


def test_a_figure_without_a_value_is_not_confirmed(engine: Engine) -> None:
    keep(engine, report(figures=[told("meetings", None)]))
    assert confirm_all(engine) == Decided(0)


def test_another_offices_return_is_not_there(engine: Engine) -> None:
    keep(engine, report())
    with pytest.raises(LookupError):
        confirm(engine, "440700", 1, [1], "乙", TUESDAY)
    with pytest.raises(LookupError):
        proposals.proposed(engine, "440700", 1)
    assert proposals.reports(engine, "440700").empty


# ---- never twice ----
def test_parts_of_one_text_add_up_but_a_total_beside_its_parts_does_not_count(engine: Engine) -> None:
    total = told("total_amount", 68_000_000)
    keep(engine, report(figures=[total, CASH, told("cash_amount", 5_000_000, "entitled")]))
    assert confirm_all(engine) == Decided(2, 1)
    assert counted(engine) == [("cash_amount", "entitled", 50_600_000)]


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ([("entitled", "cash_amount", 1)], ["visited_people", "meetings"]),
        ([("unspecified", "cash_amount", 1)], ["visited_people", "meetings"]),
        ([("garrison", "cash_amount", 1)], ["visited_people", "cash_amount", "meetings"]),
    ],
)
@pytest.mark.parametrize("beside", ["in the same file", "in another file"])
def test_what_a_table_tells_is_not_confirmed(
    engine: Engine, cells: Any, left: list[str], beside: str
) -> None:
    if beside == "in the same file":
        keep(engine, Sheet("表.docx", cells, extra=[VISITED, CASH, MEETINGS]))
        id = 1
    else:
        keep(engine, Sheet("表.xlsx", cells), report())
        id = 2
    frame = waiting(engine, id)
    assert frame.loc[~frame["told"], "indicator"].tolist() == left
    assert confirm_all(engine, id) == Decided(len(left), 3 - len(left))
    assert set(states(engine).values()) == {"current"}
    assert [row for row in counted(engine) if row[0] == "cash_amount" and row[1] == "entitled"] == (
        [("cash_amount", "entitled", 45_600_000)] if "cash_amount" in left
        else [("cash_amount", "entitled", 1)] if cells[0][:2] == ("entitled", "cash_amount") else []
    )  # fmt: skip


@pytest.mark.parametrize(("beside", "told_too"), [("in the same file", False), ("in another file", True)])
def test_money_beside_its_total_of_one_category_is_told_twice_only_across_files(
    engine: Engine, beside: str, told_too: bool
) -> None:
    total = [("entitled", "total_amount", 60_000_000)]
    one_file = [Sheet("表.docx", total, extra=[CASH])]
    keep(
        engine,
        *(one_file if beside == "in the same file" else [report(figures=[CASH]), Sheet("表.xlsx", total)]),
    )
    assert waiting(engine)["told"].tolist() == [told_too]


# ---- which return counts ----
TABLE = Sheet("表.xlsx", [("entitled", "visited_people", 800)], fill_date=date(2024, 2, 10))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_report_in_prose_stands_beside_a_table_and_never_replaces_it(
    engine: Engine, order: tuple[int, int]
) -> None:
    both = (TABLE, report("报告（更正）.docx", fill_date=date(2024, 2, 20), revision=3))
    for at in order:
        keep(engine, both[at])
    assert states(engine) == {"表.xlsx": "current", "报告（更正）.docx": "current"}
    assert counted(engine) == [("visited_people", "entitled", 800)]


def test_a_table_that_comes_later_takes_the_place_of_confirmed_prose_that_says_the_same(
    engine: Engine,
) -> None:
    keep(engine, report(fill_date=date(2024, 2, 20)))
    confirm_all(engine)
    keep(engine, TABLE, now=TUESDAY)
    assert states(engine) == {"报告.docx": "superseded", "表.xlsx": "current"}
    assert counted(engine) == [("visited_people", "entitled", 800)]


def test_a_table_that_comes_later_leaves_confirmed_prose_that_says_other_things(engine: Engine) -> None:
    keep(engine, report())
    unrelated = waiting(engine).query("indicator == 'meetings'")["observation_id"].tolist()
    confirm(engine, OFFICE, 1, unrelated, "乙", TUESDAY)
    keep(engine, TABLE, now=TUESDAY)
    assert set(states(engine).values()) == {"current"}
    assert counted(engine) == [("meetings", "unspecified", 4), ("visited_people", "entitled", 800)]


def test_a_rollup_counts_where_the_unit_sent_only_words(engine: Engine) -> None:
    keep(engine, report(), Sheet("汇总.xlsx", [("entitled", "visited_people", 700)], rollup=True))
    assert counted(engine) == [("visited_people", "entitled", 700)]


def test_the_same_report_under_another_name_is_a_duplicate_even_after_it_was_confirmed(
    engine: Engine,
) -> None:
    keep(engine, report())
    confirm_all(engine)
    keep(engine, report("报告(1).docx"), now=TUESDAY)
    assert states(engine) == {"报告.docx": "current", "报告(1).docx": "duplicate"}


def test_a_later_report_waits_beside_a_confirmed_one_and_replaces_it_once_it_is_confirmed(
    engine: Engine,
) -> None:
    keep(engine, report())
    confirm_all(engine)
    keep(engine, report("新报告.docx", [told("meetings", 5)]), now=TUESDAY)
    assert states(engine) == {"报告.docx": "current", "新报告.docx": "waiting"}
    assert confirm_all(engine, 2) == Decided(1)
    assert states(engine) == {"报告.docx": "superseded", "新报告.docx": "current"}
    assert counted(engine) == [("meetings", "unspecified", 5)]


def test_a_report_whose_unit_is_unknown_goes_on_waiting(engine: Engine) -> None:
    keep(engine, report(unit_code="", unit="", state="waiting"))
    assert confirm_all(engine) == Decided(3)
    assert (states(engine), counted(engine)) == ({"报告.docx": "waiting"}, [])


def test_figures_of_a_replaced_report_wait_for_nobody(engine: Engine) -> None:
    keep(
        engine,
        report(fill_date=date(2024, 2, 10)),
        report("新.docx", [told("meetings", 5)], fill_date=date(2024, 2, 20)),
    )
    assert proposals.reports(engine, OFFICE)["file"].tolist() == ["新.docx"]
    old = queries.observations(engine, OFFICE).query("file == '报告.docx'")
    assert set(old["status"]) == {"excluded"}


# ---- half a return ----
def test_a_unit_that_sent_only_words_has_half_reported_until_a_figure_is_confirmed(engine: Engine) -> None:
    keep(engine, report())
    seen = coverage(queries.returns(engine, OFFICE), UNIT)
    assert (seen.received, seen.narrative) == (1, UNIT)
    confirm_all(engine)
    assert coverage(queries.returns(engine, OFFICE), UNIT).narrative == ()


def test_a_return_says_whether_it_came_with_a_table_and_with_a_report(engine: Engine) -> None:
    both = Sheet(
        "表.docx", [("entitled", "visited_people", 9)], unit_code="500102", unit="涪陵区", extra=[MEETINGS]
    )
    alone = Sheet("表.xlsx", [("entitled", "visited_people", 9)], unit_code="500103", unit="渝中区")
    keep(engine, report(), both, alone)
    confirm_all(engine)
    seen = queries.returns(engine, OFFICE)
    assert seen[["unit", "has_table", "has_report"]].values.tolist() == [
        ["万州区", False, True],
        ["涪陵区", True, True],
        ["渝中区", True, False],
    ]


def test_a_table_beside_the_words_makes_it_whole(engine: Engine) -> None:
    keep(engine, report(), TABLE)
    assert coverage(queries.returns(engine, OFFICE), UNIT).narrative == ()
