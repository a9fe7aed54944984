"""Figures by any two sides: a pivot that keeps zero and nothing apart. Frames in, frames out; sums are exact integers.

Facts are those of `sydata.analysis` (return_id, unit_code, year, festival, category, indicator, value).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from sydata.analysis.doubt import Doubt
from sydata.analysis.lead import LEAD
from sydata.analysis.question import Dim, Question

COLUMN: Mapping[Dim, str] = {
    "unit": "unit_code",
    "group": "group",
    "category": "category",
    "year": "year",
    "festival": "festival",
    "indicator": "indicator",
}
Order = Mapping[Dim, Sequence[object]]


def prepared(facts: pd.DataFrame, group_of: Mapping[str, str], doubted: Sequence[Doubt] = ()) -> pd.DataFrame:
    """The facts with `group`, that of each unit (code → id), and `doubt`: whether its money unit is in question."""
    known = {
        (each.return_id, each.category, id) for each in doubted for id in (each.indicator, *_within(each))
    }
    keys = zip(
        facts["return_id"].tolist(), facts["category"].tolist(), facts["indicator"].tolist(), strict=True
    )
    doubt = [key in known for key in keys] if known else False
    groups = pd.Series([group_of.get(code, "") for code in facts["unit_code"]], facts.index, dtype="str")
    return facts.assign(group=groups, doubt=doubt)


def _within(doubt: Doubt) -> tuple[str, ...]:
    return (LEAD,) if doubt.touches(LEAD) else ()


def matching(facts: pd.DataFrame, question: Question) -> pd.DataFrame:
    """The rows that a question's filters let through. facts: see `prepared`."""
    kept = facts["indicator"].isin(list(question.indicators))
    for column, allowed in (
        ("category", question.categories),
        ("year", question.years),
        ("festival", question.festivals),
    ):
        if allowed:
            kept &= facts[column].isin(list(allowed))
    if question.units or question.groups:
        kept &= facts["unit_code"].isin(list(question.units)) | facts["group"].isin(list(question.groups))
    return facts[kept.astype("bool")]


def pivot(facts: pd.DataFrame, dims: Sequence[Dim]) -> pd.DataFrame:
    """One row a combination of dims that occurs: their columns, `value` (Int64), `units` (how many gave a figure).

    A combination whose figures are all missing has NA and no unit. Without dims one row, over everything.
    """
    names = [COLUMN[dim] for dim in dims]
    if not names:
        value = facts["value"].sum(min_count=1)
        units = facts.loc[facts["value"].notna(), "unit_code"].nunique()
        whole = pd.DataFrame({"value": [value], "units": [units]}).astype(
            {"value": "Int64", "units": "int64"}
        )
        return whole if len(facts) else whole.iloc[:0]
    sums = facts.groupby(names, observed=True, sort=False, dropna=False)["value"].sum(min_count=1)
    told = facts.loc[facts["value"].notna(), list(dict.fromkeys([*names, "unit_code"]))].drop_duplicates()
    units = told.groupby(names, observed=True, sort=False, dropna=False).size()
    both = sums.rename("value").to_frame().join(units.rename("units"))
    return (
        both.reset_index()
        .astype({"value": "Int64"})
        .assign(units=lambda frame: frame["units"].fillna(0).astype("int64"))
    )


def whole_grid(frame: pd.DataFrame, keys: Mapping[Dim, Sequence[object]]) -> pd.DataFrame:
    """A pivot with a row for every combination of the keys, in their order; what does not occur is NA."""
    names = [COLUMN[dim] for dim in keys]
    index = pd.MultiIndex.from_product([list(values) for values in keys.values()], names=names)
    full = (
        frame.set_index(names) if len(names) > 1 else frame.set_index(pd.MultiIndex.from_frame(frame[names]))
    )
    full = full[["value", "units"]].reindex(index)
    return full.reset_index().assign(units=lambda each: each["units"].fillna(0).astype("int64"))


def year_before(facts: pd.DataFrame) -> pd.DataFrame:
    """Each figure moved to the year it is the base of: 2023's stand under 2024."""
    return facts.assign(year=facts["year"] + 1)


def alike(
    now: pd.DataFrame, base: pd.DataFrame, apart: Collection[tuple[str, int]] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both sides of a comparison, only of units that gave the indicator in both years. base: see `year_before`.

    apart: (unit code, year) pairs that a boundary change sets apart from the year before.
    """
    keys = ["unit_code", "indicator", "festival", "year"]
    theirs = [
        pd.MultiIndex.from_frame(side.loc[side["value"].notna(), keys].drop_duplicates())
        for side in (now, base)
    ]
    both = theirs[0].intersection(theirs[1])
    out = {(code, year) for code, year in apart}
    kept = both[[(code, year) not in out for code, _indicator, _festival, year in both]]
    return tuple(side[pd.MultiIndex.from_frame(side[keys]).isin(kept)] for side in (now, base))
