from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sydata.analysis.answer import Answer, Refusal, adds, answer, refusal
from sydata.analysis.chart_rule import best, charts
from sydata.analysis.doubt import Doubt
from sydata.analysis.explore_words import cell_text, sentence
from sydata.analysis.lead import LEAD
from sydata.analysis.pivot import COLUMN, pivot, prepared, whole_grid
from sydata.analysis.question import (
    DIMS,
    KEYS,
    SHOWS,
    Dim,
    Known,
    Question,
    parsed,
    spot,
    spot_written,
    written,
)  # fmt: skip
from sydata.analysis.refusal_words import problem_words, refused
from tests.analysis.drawn import COLUMNS, facts

UNITS, CATEGORIES, YEARS = ("500101", "500102", "500103"), ("entitled", "garrison"), (2022, 2023, 2024)
ORDER = {
    "unit": UNITS, "group": ("a", "b", ""), "category": CATEGORIES, "year": YEARS,
    "festival": ("spring", "army_day"), "indicator": ("cash_amount", "visited_people"),
}  # fmt: skip
GROUPS = {"500101": "a", "500102": "a", "500103": "b"}
KNOWN = Known(
    ("cash_amount", "visited_people", LEAD), UNITS, ("a", "b"), CATEGORIES, YEARS, ("spring", "army_day")
)
BY_UNIT = Question(("unit",), ("year",), ("cash_amount",))
sides = st.lists(st.sampled_from(DIMS), min_size=0, max_size=4, unique=True)


@st.composite
def many_facts(draw: st.DrawFn) -> pd.DataFrame:
    """Figures of a few units, some of them blank."""
    keys = list(product(UNITS, YEARS, ("spring", "army_day"), CATEGORIES, ("cash_amount", "visited_people")))
    chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=40, unique=True))
    rows = [
        (at, code, code, year, festival, category, indicator, draw(st.none() | st.integers(0, 10**12)))
        for at, (code, year, festival, category, indicator) in enumerate(chosen)
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"value": "Int64"})
    return prepared(frame, GROUPS)


@settings(max_examples=60, deadline=None)
@given(many_facts(), sides)
def test_a_pivot_is_the_plain_groupby_with_what_is_missing_kept(rows: pd.DataFrame, dims: list[Dim]) -> None:
    plain = rows[rows["grain"] == ""]
    found = pivot(plain, dims)
    told: dict[tuple[object, ...], list[int]] = {}
    for row in plain.to_dict("records"):
        values = told.setdefault(tuple(row[COLUMN[dim]] for dim in dims), [])
        values += [] if pd.isna(row["value"]) else [int(row["value"])]
    names = [COLUMN[dim] for dim in dims]
    keys = zip(*(found[name].tolist() for name in names), strict=True) if names else [()]
    sums = [None if value is pd.NA else int(value) for value in found["value"].tolist()]
    assert dict(zip(keys, sums, strict=True)) == {key: sum(v) if v else None for key, v in told.items()}


@settings(max_examples=60, deadline=None)
@given(many_facts(), sides, sides, st.sampled_from(["cash_amount", "visited_people"]))
def test_totals_equal_the_sums_of_their_parts(
    rows: pd.DataFrame, down: list[Dim], across: list[Dim], indicator: str
) -> None:
    asked = Question(tuple(down[:2]), tuple(dim for dim in across if dim not in down[:2])[:2], (indicator,))
    found = answer(rows, asked, ORDER)
    for totals, at in ((found.across, 0), (found.down, 1)):
        for key, total in totals.items():
            parts = [
                cell.value
                for place, cell in found.cells.items()
                if place[at] == key and cell.value is not None
            ]
            assert total.value == (sum(parts) if parts else None)
    if found.whole.value is not None:
        assert found.whole.value == sum(cell.value for cell in found.down.values() if cell.value is not None)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(list(KEYS.values())), st.text(max_size=30)))
def test_whatever_an_address_says_gives_a_question_and_sentences(address: dict[str, str]) -> None:
    found, problems = parsed(address, KNOWN, BY_UNIT)
    assert parsed(written(found), KNOWN, BY_UNIT) == (found, ())
    assert all(problem_words(each, lang) for each in problems for lang in ("zh", "en"))


def test_a_question_survives_its_address() -> None:
    asked = Question(
        ("unit", "category"), ("year",), ("cash_amount", "visited_people"), "like", ("500101",), ("a",),
        ("entitled",), (2022, 2024), (), "heat", "size",
    )  # fmt: skip
    assert parsed(written(asked), KNOWN, replace(BY_UNIT, festivals=("spring",))) == (asked, ())


def test_years_may_be_a_span_and_a_side_takes_no_dimension_twice() -> None:
    found, problems = parsed(
        {"years": "2022-2023", "rows": "unit,year", "cols": "year,category"}, KNOWN, BY_UNIT
    )
    assert (found.years, found.rows, found.columns) == ((2022, 2023), ("unit", "year"), ("category",))
    assert [(each.key, each.text, each.kind) for each in problems] == [("cols", "year", "twice")]


def drawn() -> pd.DataFrame:
    rows = facts(
        (2023, "500101", "entitled", {"cash_amount": 100, "visited_people": 2}),
        (2024, "500101", "entitled", {"cash_amount": 150, "visited_people": 3}),
        (2023, "500102", "entitled", {"cash_amount": 0}),
        (2024, "500102", "garrison", {"cash_amount": 50, "visited_people": 0}),
        (2024, "500103", "garrison", {"cash_amount": None, "visited_people": 5}),
    )
    return prepared(rows, GROUPS)


def texts(of: Answer) -> list[list[str]]:
    return [[cell_text(of, row, column, "未报", "zh") for column in of.columns] for row in of.rows]


def test_missing_and_zero_stay_apart_and_who_never_reported_has_a_row() -> None:
    found = answer(drawn(), BY_UNIT, ORDER, UNITS)
    assert found.rows == (("500101",), ("500102",), ("500103",))
    assert [[found.cell(row, column).value for column in found.columns] for row in found.rows] == [
        [100, 150],
        [0, 50],
        [None, None],
    ]
    assert (found.down[("2024",)].value, found.down[("2024",)].units) == (200, 2)


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("row", [["40.0%", "60.0%"], ["0.0%", "100.0%"], ["未报", "未报"]]),
        ("column", [["100.0%", "75.0%"], ["0.0%", "25.0%"], ["未报", "未报"]]),
        ("change", [["增长 50.0%"], ["上年同期为零"], ["未报"]]),
        ("like", [["增长 50.0%"], ["上年同期为零"], ["未报"]]),
    ],
)
def test_shares_and_changes_say_what_they_are(show: str, expected: list[list[str]]) -> None:
    asked = replace(BY_UNIT, show=show, years=(2024,) if show in ("change", "like") else ())
    assert texts(answer(drawn(), asked, ORDER, UNITS)) == expected


def test_like_for_like_leaves_out_who_gave_one_year_and_whose_borders_moved() -> None:
    asked = Question(("category",), (), ("cash_amount",), "like", years=(2024,))
    found = answer(drawn(), asked, ORDER, apart={("500102", 2024)})
    assert {row[0]: (cell.value, cell.before) for (row, _column), cell in found.cells.items()} == {
        "entitled": (150, 100)
    }


def test_a_ratio_is_one_of_sums_and_leaves_out_who_gave_one_side() -> None:
    rows = facts(
        (2024, "500101", "entitled", {"cash_amount": 40_000, "cash_recipients": 2}),
        (2024, "500102", "entitled", {"cash_amount": 60_000, "cash_recipients": 1}),
        (2024, "500103", "entitled", {"cash_amount": 99_000}),
        (2024, "500103", "garrison", {"cash_amount": 99_000, "cash_recipients": 0}),
    )
    found = answer(prepared(rows, GROUPS), Question(("unit",), (), ("cash_per_recipient",)), ORDER)
    assert [found.cell(row, ()).value for row in found.rows] == [Fraction(200), Fraction(600)]
    assert (found.down[()].value, found.down[()].units) == (Fraction(1000, 3), 2)


@pytest.mark.parametrize(
    ("asked", "trouble"),
    [
        (Question(("unit",), (), ("cash_amount", "visited_people")), "indicators"),
        (Question(("unit",), (), ("visited_people",)), "over-time"),
        (Question(("unit",), ("year",), ("visited_people",)), "over-time"),  # two festivals of a year
        (Question(("unit",), ("festival",), ("cash_amount",), "change"), "change-year"),
        (Question(("unit",), ("year",), ("cash_amount",), "like"), "change-festival"),
        (Question(("unit",), ("year", "festival"), ("visited_people",), "row"), "share"),
        (Question(("indicator",), (), ("cash_amount",), "column"), "share"),
        (Question(("unit",), ("category",), ("cash_per_recipient",), "row"), "share"),
    ],
)
def test_what_would_mislead_is_refused_in_words_and_leads_to_what_does_not(
    asked: Question, trouble: str
) -> None:
    found = refusal(asked, YEARS, ("spring", "army_day"))
    assert isinstance(found, Refusal) and found.trouble == trouble
    assert len(refused(found, "zh")) > 20 and len(refused(found, "en")) > 20
    steps = 0
    while found is not None:
        found, steps = refusal(found.instead, YEARS, ("spring", "army_day")), steps + 1
        assert steps < 5


def test_persons_have_no_total_over_time_and_money_has() -> None:
    assert adds(("year",), ("cash_amount",)) and not adds(("year",), ("visited_people",))
    assert adds(("unit",), ("visited_people",)) and not adds(("indicator",), ("cash_amount",))


@pytest.mark.parametrize(
    ("asked", "fit"),
    [
        (Question(("unit",), (), ("cash_amount",)), "bars"),
        (Question(("category",), ("year",), ("cash_amount",)), "lines"),
        (Question(("unit",), ("year",), ("cash_amount",)), "dumbbell"),
        (Question(("unit",), ("category",), ("cash_amount",), "row"), "stack"),
        (Question(("unit",), ("indicator",), ("cash_amount", "visited_people")), "heat"),
    ],
)
def test_the_chart_follows_from_the_shape(asked: Question, fit: str) -> None:
    found = answer(drawn(), asked, ORDER)
    assert charts(found)[0] == fit
    assert best(replace(found, question=replace(asked, chart="table"))) == "table"
    assert best(replace(found, question=replace(asked, chart="lines"))) in charts(found)


def test_measures_of_two_kinds_never_share_an_axis() -> None:
    asked = Question(("unit",), ("indicator",), ("cash_amount", "visited_people"))
    assert not {"bars", "lines", "dumbbell"} & set(charts(answer(drawn(), asked, ORDER)))


def test_a_doubtful_figure_is_marked_in_every_cell_that_holds_it() -> None:
    doubt = Doubt(2, "万州区", 2024, "spring", "entitled", "cash_amount", "150", "D4")
    rows = facts(
        (2024, "500101", "entitled", {"cash_amount": 150}), (2024, "500102", "entitled", {"cash_amount": 1})
    )
    marked = prepared(rows.assign(return_id=[2, 3]), GROUPS, [doubt])
    assert answer(marked, BY_UNIT, ORDER).doubtful == {(("500101",), ("2024",))}


def test_the_sentence_says_the_whole_the_largest_and_the_missing() -> None:
    found = answer(drawn(), BY_UNIT, ORDER, UNITS)
    assert sentence(found, lambda _dim, id: id, "zh") == (
        "2024年慰问金 0.0002 万元，比上年增长 100.0%。2024年最多的是500101（0.00015）、500102（0.00005）。"
        "6 格中 2 格没有数据，未按零计。"
    )
    for show in SHOWS:
        assert sentence(answer(drawn(), replace(BY_UNIT, show=show), ORDER), lambda _dim, id: id, "en")


def test_a_cell_is_found_again_by_its_address_and_nothing_else_is() -> None:
    rows, columns = [("500101", "entitled")], [("2024",), ()]
    assert spot(spot_written(rows[0], columns[0]), rows, columns) == (rows[0], columns[0])
    assert spot("500101,entitled~", rows, columns) == (rows[0], ())
    assert spot("", rows, columns) is None and spot("x" * 9999, rows, columns) is None


def test_a_whole_grid_has_every_combination() -> None:
    frame = whole_grid(pivot(drawn(), ["unit", "year"]), {"unit": UNITS, "year": YEARS})
    assert len(frame) == 9
    assert frame["value"].isna().sum() >= 4
