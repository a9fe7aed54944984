"""Figures by any two sides: a pivot that keeps zero and nothing apart. Frames in, frames out; sums are exact integers.

Facts are those of `sydata.analysis` (return_id, unit_code, year, festival, category, indicator, value).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from sydata.analysis.derived_facts import FINER, WHOLE, derived_facts
from sydata.analysis.doubt import Doubt
from sydata.analysis.lead import LEAD
from sydata.analysis.question import Dim, Question
from sydata.analysis.values import Value
from sydata.catalog.derived import DERIVED

COLUMN: Mapping[Dim, str] = {
    "unit": "unit_code",
    "group": "group",
    "category": "category",
    "year": "year",
    "festival": "festival",
    "indicator": "indicator",
}
SUMMED = ("value", "per")
Order = Mapping[Dim, Sequence[object]]


def prepared(facts: pd.DataFrame, group_of: Mapping[str, str], doubted: Sequence[Doubt] = ()) -> pd.DataFrame:
    """The facts with what questions need beside their columns, and rows for the derived indicators.

    group: that of each unit (code → id); doubt: whether a figure's money unit is in question; per: what `value` is
    divided by (NA of a plain figure); grain: see `derived_facts`.
    """
    known = {
        (each.return_id, each.category, id) for each in doubted for id in (each.indicator, *_within(each))
    }
    keys = (facts[name].tolist() for name in ("return_id", "category", "indicator") if known)
    doubt = [key in known for key in zip(*keys, strict=True)] if known else False
    plain = facts.assign(doubt=doubt, per=pd.Series(pd.NA, facts.index, dtype="Int64"), grain="")
    every = pd.concat([plain, *derived_facts(plain)], ignore_index=True)
    of_code = {code: group_of.get(code, "") for code in every["unit_code"].unique()}
    groups = every["unit_code"].map(of_code).astype("str")
    return every.assign(group=groups, doubt=every["doubt"].astype("bool"))


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
    by_category = "category" in question.dims or bool(question.categories)
    kept &= facts["grain"] != (WHOLE if by_category else FINER)
    if question.units or question.groups:
        kept &= facts["unit_code"].isin(list(question.units)) | facts["group"].isin(list(question.groups))
    return facts[kept.astype("bool")]


def pivot(facts: pd.DataFrame, dims: Sequence[Dim]) -> pd.DataFrame:
    """One row a combination of dims that occurs: their columns, `value` and `per` (Int64), `units` (how many gave it).

    A combination whose figures are all missing has NA and no unit. Without dims one row, over everything.
    """
    names = [COLUMN[dim] for dim in dims]
    told = facts.loc[facts["value"].notna(), list(dict.fromkeys([*names, "unit_code"]))].drop_duplicates()
    if not names:
        sums = {name: facts[name].sum(min_count=1) for name in SUMMED}
        whole = pd.DataFrame([sums | {"units": len(told)}]).astype({name: "Int64" for name in SUMMED})
        return whole if len(facts) else whole.iloc[:0]
    grouped = facts.groupby(names, observed=True, sort=False, dropna=False)
    sums = grouped[list(SUMMED)].sum(min_count=1)
    units = told.groupby(names, observed=True, sort=False, dropna=False).size()
    both = sums.join(units.rename("units")).reset_index()
    return both.astype({name: "Int64" for name in SUMMED}).assign(
        units=both["units"].fillna(0).astype("int64")
    )


def whole_grid(frame: pd.DataFrame, keys: Mapping[Dim, Sequence[object]]) -> pd.DataFrame:
    """A pivot with a row for every combination of the keys, in their order; what does not occur is NA."""
    names = [COLUMN[dim] for dim in keys]
    index = pd.MultiIndex.from_product([list(values) for values in keys.values()], names=names)
    full = (
        frame.set_index(names) if len(names) > 1 else frame.set_index(pd.MultiIndex.from_frame(frame[names]))
    )
    full = full[[*SUMMED, "units"]].reindex(index)
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


def divided(indicator: str, value: object, per: object) -> Value | None:
    """The figure of a sum and of what it is divided by; NA is none."""
    if value is pd.NA:
        return None
    of = DERIVED.get(indicator)
    if of is None:
        return int(value)  # type: ignore[call-overload]  # pandas cell
    return None if per is pd.NA or not per else Fraction(int(value), int(per)) * of.times  # type: ignore[call-overload]  # pandas cell
