from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sydata.analysis.levels import between_offices, grand_totals, ranked, rollups, within_returns
from sydata.analysis.reasons import Reason
from sydata.analysis.reconcile import Comparison, Figure, compare, figures, rounding

WAN = 1_000_000
NAMES = {"500101": "万州区", "500102": "涪陵区", "500103": "渝中区"}
Told = tuple[str, str, str, int, str]  # unit, category, indicator, value, cell
COLUMNS = [
    "return_id", "file_id", "file", "sheet", "cell", "unit_code", "unit", "category", "indicator", "value", "text",
    "status", "note", "state",
]  # fmt: skip


def sheet(id: int, *told: Told, state: str = "current", file: str = "") -> list[tuple[object, ...]]:
    """The observations of a return; a category `total` is a total row."""
    rows = []
    for unit, category, indicator, value, cell in told:
        total = category == "total"
        idle = total or state != "current"
        note = "total" if total else state if idle else ""
        words = (
            "总计" if total else category,
            indicator,
            value,
            str(value),
            "excluded" if idle else "counted",
            note,
        )
        name = file or f"{NAMES[unit]}.xlsx"
        rows.append((id, hash(name) % 1000, name, "Sheet1", cell, unit, NAMES[unit], *words, state))
    return rows


def observations(*sheets: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame([row for rows in sheets for row in rows], columns=COLUMNS)
    return frame.astype({"value": "Int64"})


def returns(*ids: int, rollup: tuple[int, ...] = ()) -> pd.DataFrame:
    return pd.DataFrame({"return_id": ids, "rollup": [id in rollup for id in ids]})


def seen(of: Comparison) -> tuple[str, str, int, int, Reason]:
    return of.stated.code, of.stated.cell, of.stated.value, of.own, of.reason


PEOPLE = "visited_people"
ROLLED = [
    sheet(1, ("500101", "entitled", PEOPLE, 120, "C5"), ("500101", "border", PEOPLE, 15, "C6"),
          ("500101", "total", PEOPLE, 335, "C9"), state="superseded", file="汇总.xlsx"),
    sheet(2, ("500102", "entitled", PEOPLE, 200, "C7"), state="superseded", file="汇总.xlsx"),
]  # fmt: skip
OWN = [
    sheet(3, ("500101", "entitled", PEOPLE, 102, "C5"), ("500101", "border", PEOPLE, 15, "C6")),
    sheet(4, ("500102", "entitled", PEOPLE, 200, "C5")),
]


def test_a_roll_up_is_held_against_the_sheets_of_its_units_cell_by_cell() -> None:
    (found,) = rollups(observations(*ROLLED, *OWN), returns(1, 2, 3, 4, rollup=(1, 2)))
    assert found.units == ("500101", "500102")
    assert found.alone == ()
    assert [each.agrees for each in found.rows] == [False, True, True]
    wrong = ranked(found.rows)
    assert [seen(each) for each in wrong] == [("500101", "C5", 120, 102, Reason("transposed"))]
    assert wrong[0].parts[0].file == "万州区.xlsx"


def test_the_total_of_a_roll_up_names_the_unit_that_makes_the_difference() -> None:
    own = [
        sheet(3, ("500101", "entitled", PEOPLE, 120, "C5"), ("500101", "border", PEOPLE, 15, "C6")),
        OWN[1],
    ]
    rolled = [sheet(1, *[(u, c, i, 200 if c == "total" else v, at) for u, c, i, v, at in (
        ("500101", "entitled", PEOPLE, 120, "C5"), ("500101", "border", PEOPLE, 15, "C6"),
        ("500101", "total", PEOPLE, 0, "C9"))], state="superseded", file="汇总.xlsx"), ROLLED[1]]  # fmt: skip
    (found,) = rollups(observations(*rolled, *own), returns(1, 2, 3, 4, rollup=(1, 2)))
    assert [seen(each) for each in found.totals] == [("", "C9", 200, 335, Reason("left-out", ("500101",)))]
    assert [part.value for part in found.totals[0].parts] == [135, 200]


def test_units_without_a_sheet_of_their_own_stand_in_the_total_with_what_the_roll_up_says() -> None:
    rolled = [ROLLED[0], sheet(2, ("500102", "entitled", PEOPLE, 200, "C7"), file="汇总.xlsx")]
    (found,) = rollups(observations(*rolled, sheet(3, ("500101", "entitled", PEOPLE, 120, "C5"),
                                                   ("500101", "border", PEOPLE, 15, "C6"))),
                       returns(1, 2, 3, rollup=(1, 2)))  # fmt: skip
    assert found.alone == ("500102",)
    assert [each.agrees for each in found.totals] == [True]


def test_an_older_version_in_the_roll_up_is_named_as_such() -> None:
    old = sheet(5, ("500101", "entitled", PEOPLE, 120, "C5"), state="superseded")
    (found,) = rollups(observations(*ROLLED, *OWN, old), returns(1, 2, 3, 4, 5, rollup=(1, 2)))
    assert [each.reason for each in ranked(found.rows)] == [Reason("older")]


def test_a_figure_the_unit_never_gave_is_a_difference() -> None:
    own = [sheet(3, ("500101", "entitled", PEOPLE, 120, "C5")), OWN[1]]
    (found,) = rollups(observations(*ROLLED, *own), returns(1, 2, 3, 4, rollup=(1, 2)))
    assert [seen(each) for each in ranked(found.rows)] == [("500101", "C6", 15, 0, Reason("not-there"))]


def told_by(*cells: tuple[str, str, int, str]) -> pd.DataFrame:
    """A roll-up of people visited: unit, category (or `total`), value and cell."""
    sheets = [
        sheet(int(unit), (unit, category, PEOPLE, value, cell), file="汇总.xlsx")
        for unit, category, value, cell in cells
    ]
    return observations(*sheets)


def totals_of(*cells: tuple[str, str, int, str]) -> list[tuple[str, str]]:
    return [(each.cell, each.category) for each in grand_totals(told_by(*cells))]


def test_a_subtotal_below_the_last_units_is_not_the_total() -> None:
    body = [("500101", "entitled", 7, "C5"), ("500101", "border", 3, "C6"), ("500102", "entitled", 5, "C8")]
    subtotals = [("500101", "total", 10, "C7"), ("500102", "total", 5, "C9")]
    assert totals_of(*body, *subtotals, ("500101", "total", 15, "C10")) == [("C10", "")]
    assert totals_of(*body, *subtotals, ("500101", "total", 14, "C10")) == []  # nobody can tell which it is


def test_a_total_may_stand_above_its_units_or_behind_them() -> None:
    assert totals_of(
        ("500101", "total", 9, "C4"), ("500101", "entitled", 7, "C5"), ("500102", "border", 2, "C6")
    ) == [("C4", "")]
    across = [
        ("500101", "entitled", 7, "C5"),
        ("500102", "entitled", 2, "D5"),
        ("500101", "border", 1, "C6"),
        ("500102", "border", 4, "D6"),
    ]
    assert totals_of(*across, ("500101", "total", 9, "E5"), ("500101", "total", 5, "E6")) == [
        ("E5", "entitled"),
        ("E6", "border"),
    ]


def test_what_adds_up_the_categories_of_one_unit_is_not_the_total() -> None:
    across = [
        ("500101", "entitled", 7, "C5"),
        ("500102", "entitled", 2, "D5"),
        ("500101", "border", 1, "C6"),
        ("500102", "border", 4, "D6"),
    ]
    assert totals_of(*across, ("500101", "total", 8, "C7"), ("500102", "total", 6, "D7")) == []


def test_a_total_row_is_held_against_its_own_categories() -> None:
    told = [("500101", "entitled", PEOPLE, 102, "C5"), ("500101", "border", PEOPLE, 15, "C6"),
            ("500101", "total", PEOPLE, 102, "C8")]  # fmt: skip
    (found,) = within_returns(observations(sheet(3, *told)), returns(3))
    assert (found.stated.cell, found.difference, found.reason) == ("C8", -15, Reason("left-out", ("border",)))
    assert [part.cell for part in found.parts] == ["C5", "C6"]


def test_a_subtotal_and_a_total_are_one_answer_if_either_agrees() -> None:
    told = [("500101", "entitled", PEOPLE, 102, "C5"), ("500101", "total", PEOPLE, 102, "C6"),
            ("500101", "border", PEOPLE, 15, "C7"), ("500101", "total", PEOPLE, 117, "C8")]  # fmt: skip
    assert [each.agrees for each in within_returns(observations(sheet(3, *told)), returns(3))] == [True]


def test_a_district_is_held_against_its_townships_by_the_same_function() -> None:
    NAMES.update({"500114001": "城东街道", "500114002": "城南街道"})
    above = observations(sheet(1, ("500101", "entitled", PEOPLE, 90, "C5")))
    below = observations(
        sheet(1, ("500114001", "entitled", PEOPLE, 60, "C5")), sheet(2, ("500114002", "entitled", PEOPLE, 30, "C5")),
        sheet(3, ("500103", "entitled", PEOPLE, 17, "C5")),
    )  # fmt: skip
    (found,) = between_offices(above, below, "500101")
    assert (found.difference, found.reason) == (-17, Reason("left-out", ("500103",)))


def test_what_one_side_does_not_break_down_is_compared_as_one_sum() -> None:
    stated = [figure("500101", "unspecified", 135, "D5")]
    own = [figure("500101", "entitled", 120, "C5"), figure("500101", "border", 15, "C6")]
    (found,) = compare(stated, own)
    assert found.agrees
    assert (found.own, found.parts[0].cell) == (135, "C5、C6")


def figure(
    code: str, category: str, value: int, cell: str = "C5", allowed: int = 0, indicator: str = PEOPLE
) -> Figure:
    return Figure(code, NAMES.get(code, code), category, indicator, value, "f.xlsx", "Sheet1", cell, allowed)


def test_money_is_compared_up_to_the_rounding_of_what_is_printed() -> None:
    assert rounding(563_000_00, "56.3", "cash_amount") == 50_000
    assert rounding(56_300_000, "约56.30万元", "cash_amount") == 5_000
    assert rounding(56_000_000, "56", "cash_amount") == 0
    assert rounding(500, "500.0", PEOPLE) == 0
    stated = figure("500101", "entitled", 56_300_000, allowed=50_000, indicator="cash_amount")
    own = figure("500101", "entitled", 56_345_600, allowed=50, indicator="cash_amount")
    assert [each.agrees for each in compare([stated], [own])] == [True]
    assert [each.agrees for each in compare([stated], [own._replace(value=56_360_000)])] == [False]


def test_cells_of_one_line_are_added_and_named() -> None:
    told = [("500101", "entitled", PEOPLE, 5, "C5"), ("500101", "entitled", PEOPLE, 7, "C6")]
    (found,) = figures(observations(sheet(1, *told)))
    assert (found.value, found.cell) == (12, "C5、C6")


def test_differences_are_ranked_by_their_part_of_the_figure() -> None:
    one, other = figure("500101", "entitled", 1_100), figure("500102", "entitled", 20)
    found = [*compare([one], [one._replace(value=1_000)]), *compare([other], [other._replace(value=10)])]
    assert [each.stated.code for each in ranked(found)] == ["500102", "500101"]


LINES = st.dictionaries(
    st.tuples(st.sampled_from(["500101", "500102", "500103"]), st.sampled_from(["entitled", "border"])),
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1,
)  # fmt: skip


def sides(lines: dict[tuple[str, str], tuple[int, int]]) -> tuple[list[Figure], list[Figure]]:
    return (
        [figure(unit, category, pair[0]) for (unit, category), pair in lines.items()],
        [figure(unit, category, pair[1]) for (unit, category), pair in lines.items()],
    )


@settings(deadline=None)
@given(LINES)
def test_what_the_units_say_adds_up_to_the_difference_of_the_total(
    lines: dict[tuple[str, str], tuple[int, int]],
) -> None:
    stated, own = sides(lines)
    total = [figure("", "", sum(each.value for each in stated))]
    (found,) = compare(total, own)
    units = {each.code for each in own}
    by_unit = [
        c for unit in units for c in compare(*[[f for f in side if f.code == unit] for side in (stated, own)])
    ]
    assert found.difference == sum(each.difference for each in by_unit)


@settings(deadline=None)
@given(LINES, st.integers(0, 10**6))
def test_a_unit_that_agrees_changes_no_other_difference(
    lines: dict[tuple[str, str], tuple[int, int]], value: int
) -> None:
    stated, own = sides(lines)
    more = figure("500199", "entitled", value)
    total = sum(each.value for each in stated)
    before = compare([figure("", "", total)], own)
    after = compare([figure("", "", total + value)], [*own, more])
    assert [each.difference for each in before] == [each.difference for each in after]


@settings(deadline=None)
@given(LINES, st.integers(2, 1000))
def test_differences_scale_with_the_figures(lines: dict[tuple[str, str], tuple[int, int]], by: int) -> None:
    stated, own = sides(lines)
    larger = ([each._replace(value=each.value * by) for each in side] for side in (stated, own))
    one, other = compare(stated, own), compare(*larger)
    assert [each.difference * by for each in one] == [each.difference for each in other]
