"""Rules about single figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sydata.catalog.indicators import INDICATORS
from sydata.pipeline.check.figures import Figures, Hit, Hits, place, shown

LEAST_PER_HEAD, MOST_PER_HEAD = 2_000, 2_000_000  # 20 and 20,000 元, in 分
MIXED_UP = 10_000  # 元 under 万元, or the other way round
NAMED = 8  # cells that a note names one by one
ROW = ["return_key", "record"]
HEADS = {
    "cash_amount": ("cash_recipients", "visited_people"),
    "goods_cost": ("goods_recipients", "visited_people"),
}


def not_a_number(figures: Figures) -> Hits:
    frame = figures.checked
    for index in frame.index[frame["kind"] == "bad"]:
        yield Hit("not-a-number", index, {})


def fraction_of_count(figures: Figures) -> Hits:
    frame = figures.checked
    for index in frame.index[frame["kind"] == "fraction"]:
        yield Hit("fraction-of-count", index, {})


def formula_without_value(figures: Figures) -> Hits:
    frame = figures.checked
    for index in frame.index[frame["kind"] == "formula"]:
        yield Hit("formula-without-value", index, {})


def computed_formula(figures: Figures) -> Hits:
    """One note a sheet: which values were worked out here, since their formulas came without."""
    frame = figures.checked
    computed = frame[(frame["formula"] != "") & frame["value"].notna()]
    for _, rows in computed.groupby("return_key", sort=False):
        places = [place(row, column) for row, column in zip(rows["row"], rows["column"], strict=True)]
        more = {"hint": "and-more"} if len(places) > NAMED else {}
        yield Hit(
            "computed-formula",
            rows.index[0],
            {"places": "、".join(places[:NAMED]), "count": len(places)} | more,
        )


def approximate_value(figures: Figures) -> Hits:
    frame = figures.checked
    rows = frame[frame["approximate"] & frame["value"].notna()]
    for index, value, indicator in rows[["value", "indicator"]].itertuples(name=None):
        unit = INDICATORS[indicator].unit_zh
        yield Hit("approximate-value", index, {"value": f"{shown(int(value), indicator)} {unit}"})


def negative(figures: Figures) -> Hits:
    frame = figures.checked
    for index in frame.index[(frame["value"] < 0).fillna(False)]:
        yield Hit("negative", index, {})


def other_measure(figures: Figures) -> Hits:
    frame = figures.checked
    rows = frame[frame["found"] != ""]
    for index, found, indicator in rows[["found", "indicator"]].itertuples(name=None):
        yield Hit("other-measure", index, {"found": found, "wanted": INDICATORS[indicator].measure})


def measure_unit_suspect(figures: Figures) -> Hits:
    """Money that makes no sense a person, and would if it were 10,000 times less or more."""
    counted = figures.frame[(figures.frame["reason"] == "") & figures.frame["value"].notna()]
    by_row = counted.drop_duplicates([*ROW, "indicator"]).pivot(
        index=ROW, columns="indicator", values="value"
    )
    for indicator, heads in HEADS.items():
        money = counted[(counted["indicator"] == indicator) & (counted["value"] > 0)].join(
            _heads(by_row, heads), on=ROW
        )
        money = money[money["people"].notna()]
        per_head = money["value"].astype("float64") / money["people"].astype("float64")
        for row in money[(per_head > MOST_PER_HEAD) | (per_head < LEAST_PER_HEAD)].itertuples():
            if factor := _mixed_up(row.value / row.people):
                yield Hit("measure-unit-suspect", row.Index, _proposal(row, int(row.people), factor))


def _heads(by_row: pd.DataFrame, heads: tuple[str, ...]) -> pd.Series:
    """How many persons a row's money went to: the first of these indicators that is told and not zero."""
    people = pd.Series(pd.NA, index=by_row.index, dtype="Int64", name="people")
    for head in heads:
        if head in by_row:
            people = people.fillna(by_row[head].where(by_row[head] > 0))
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
    read, meant = ("元", "万元") if factor > 1 else ("万元", "元")
    per_head = f"{value / people / 100:,.2f}".rstrip("0").rstrip(".")
    proposed = shown(proposal, indicator)
    return {"read_in": read, "meant": meant, "per_head": per_head, "proposal": proposed}
