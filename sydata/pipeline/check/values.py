"""Rules about single figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sydata.catalog.indicators import INDICATORS
from sydata.pipeline.check.figures import Figures, Hit, Hits, place, shown

LEAST_PER_HEAD, MOST_PER_HEAD = 2_000, 2_000_000  # 20 and 20,000 元, in 分
MIXED_UP = 10_000  # 元 under 万元, or the other way round
NAMED = 8  # cells that a note names one by one
HEADS = {
    "cash_amount": ("cash_recipients", "visited_people"),
    "goods_cost": ("goods_recipients", "visited_people"),
}


def _of_kind(figures: Figures, kind: str) -> pd.Index:
    return figures.frame.index[figures.is_checked & (figures.frame["kind"] == kind)]


def not_a_number(figures: Figures) -> Hits:
    for index in _of_kind(figures, "bad"):
        yield Hit("not-a-number", index, {})


def fraction_of_count(figures: Figures) -> Hits:
    for index in _of_kind(figures, "fraction"):
        yield Hit("fraction-of-count", index, {})


def formula_without_value(figures: Figures) -> Hits:
    for index in _of_kind(figures, "formula"):
        yield Hit("formula-without-value", index, {})


def computed_formula(figures: Figures) -> Hits:
    """One note a sheet: which values were worked out here, since their formulas came without."""
    frame = figures.frame
    computed = frame[(frame["formula"] != "") & figures.is_checked & frame["value"].notna()]
    for _, rows in computed.groupby("return_key", sort=False):
        places = [place(row, column) for row, column in zip(rows["row"], rows["column"], strict=True)]
        more = {"hint": "and-more"} if len(places) > NAMED else {}
        yield Hit(
            "computed-formula",
            rows.index[0],
            {"places": "、".join(places[:NAMED]), "count": len(places)} | more,
        )


def approximate_value(figures: Figures) -> Hits:
    frame = figures.frame
    rows = frame[frame["approximate"] & figures.is_checked & frame["value"].notna()]
    for index, value, indicator in rows[["value", "indicator"]].itertuples(name=None):
        unit = INDICATORS[indicator].unit_zh
        yield Hit("approximate-value", index, {"value": f"{shown(int(value), indicator)} {unit}"})


def negative(figures: Figures) -> Hits:
    for index in figures.frame.index[figures.is_checked & (figures.frame["value"] < 0).fillna(False)]:
        yield Hit("negative", index, {})


def other_measure(figures: Figures) -> Hits:
    rows = figures.frame[figures.is_checked & (figures.frame["found"] != "")]
    for index, found, indicator in rows[["found", "indicator"]].itertuples(name=None):
        yield Hit("other-measure", index, {"found": found, "wanted": INDICATORS[indicator].measure})


def measure_unit_suspect(figures: Figures) -> Hits:
    """Money that makes no sense a person, and would if it were 10,000 times less or more."""
    counted, indicators = figures.is_counted, figures.frame["indicator"]
    by_line, _ = figures.wide(
        counted & indicators.isin([*HEADS, *(h for heads in HEADS.values() for h in heads)])
    )
    for indicator, heads in HEADS.items():
        spent = counted & (indicators == indicator)
        money = figures.frame.loc[spent, ["value", "indicator", "measure", "text"]].astype({"value": "int64"})
        money["people"] = _heads(by_line, heads).reindex(figures.lines[spent]).to_numpy()
        money = money[(money["value"] > 0) & (money["people"] > 0)]
        per_head = money["value"].astype("float64") / money["people"].astype("float64")
        for row in money[(per_head > MOST_PER_HEAD) | (per_head < LEAST_PER_HEAD)].itertuples():
            if factor := _mixed_up(row.value / row.people):
                yield Hit("measure-unit-suspect", row.Index, _proposal(row, int(row.people), factor))


def _heads(by_line: pd.DataFrame, heads: tuple[str, ...]) -> pd.Series:
    """How many persons a line's money went to: the first of these indicators that is told and not zero, else 0."""
    people = pd.Series(0, index=by_line.index)
    for head in heads:
        if head in by_line:
            people = people.mask(people == 0, by_line[head].clip(lower=0))
    return people


def _mixed_up(per_head: float) -> float:
    """By what to multiply an amount a head that is off by 元 against 万元; 0 if it is not."""
    if per_head > MOST_PER_HEAD and LEAST_PER_HEAD <= per_head / MIXED_UP <= MOST_PER_HEAD:
        return 1 / MIXED_UP
    if per_head < LEAST_PER_HEAD and LEAST_PER_HEAD <= per_head * MIXED_UP <= MOST_PER_HEAD:
        return MIXED_UP
    return 0


def _proposal(row: Any, people: int, factor: float) -> dict[str, object]:
    value, indicator = int(row.value), row.indicator
    proposal = value * MIXED_UP if factor > 1 else value // MIXED_UP
    yuan = row.text.rstrip().endswith("元") and not row.text.rstrip().endswith("万元") or row.measure == "元"
    read, other = ("元", "wan") if yuan else ("万元", "yuan")
    # 万元 read as 元 is too little by 10,000, the other way too much; else no unit explains it, a slip of digits may
    meant = other if yuan == (factor > 1) else "times" if factor > 1 else "part"
    per_head = f"{value / people / 100:,.2f}".rstrip("0").rstrip(".")
    proposed = shown(proposal, indicator)
    return {"read_in": read, "meant": f"meant-{meant}", "per_head": per_head, "proposal": proposed}
