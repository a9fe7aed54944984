"""Rules within a sheet, and against last year's sheet of the same batch, that only ask for a second look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import pandas as pd

from sydata.catalog.categories import GENERAL_WORDS, category_key
from sydata.catalog.festivals import period, period_name
from sydata.model import Return
from sydata.pipeline.check.figures import NONE, Figures, Hit, Hits, shown
from sydata.text import squash

LEAST_SAME = 4  # so many figures other than zero must agree before sameness is remarkable


def recipients_exceed_visited(figures: Figures) -> Hits:
    values, places = figures.form_rows
    visited = _column(values, "visited_people")
    for indicator in ("cash_recipients", "goods_recipients"):
        odd = (_column(values, indicator) > visited) & (visited > 0)
        for at in values.index[odd]:
            words = {"other": shown(int(visited[at]), "visited_people")}
            yield Hit("recipients-exceed-visited", int(places.at[at, indicator]), words)


PROOF = {"cash_amount": ("cash_recipients",), "goods_cost": ("goods_count", "goods_recipients")}


def amount_without_recipients(figures: Figures) -> Hits:
    """Money spent on nobody, or on nothing. What the form does not ask of a line is not asked for."""
    values, places = figures.form_rows
    for indicator, proofs in PROOF.items():
        spent, seen = _column(values, indicator) > 0, pd.Series(False, index=values.index)
        for proof in proofs:
            nothing = spent & _column(values, proof).isin((NONE, 0)) & ~seen
            asked = figures.lines[figures.frame["indicator"] == proof] if nothing.any() else ()
            odd = nothing & values.index.isin(asked)
            seen |= odd
            for at in values.index[odd]:
                yield Hit(
                    "amount-without-recipients", int(places.at[at, indicator]), {"other_indicator": proof}
                )


def possible_double_count(figures: Figures) -> Hits:
    """A finer row under its category's own row, nowhere larger, and no total in the sheet that bears out their sum."""
    frame = figures.frame
    totalled = frame.loc[(frame["row_kind"] == "total") & frame["value"].notna(), "return_key"].unique()
    counted = frame[
        figures.is_counted & (frame["row_kind"] == "category") & ~frame["return_key"].isin(totalled)
    ]
    several = counted.groupby(["return_key", "category"])["record"].transform("nunique") > 1
    for (_, category), rows in counted[several].groupby(["return_key", "category"]):
        general = rows["label"].map(category_key).isin(GENERAL_WORDS[category])
        if rows.loc[general, "record"].nunique() == 1:
            yield from _held(rows[general], rows[~general])


def _held(head: pd.DataFrame, finer: pd.DataFrame) -> Hits:
    whole = head.set_index("indicator")["value"]
    for _, row in finer.groupby("record"):
        if (row["value"] <= row["indicator"].map(whole)).fillna(True).all():
            words = {"row_text": squash(row["label"].iloc[0]), "other": squash(head["label"].iloc[0])}
            yield Hit("possible-double-count", int(row.index[0]), words)


def _column(values: pd.DataFrame, indicator: str) -> pd.Series:
    """An indicator's values by line; NONE where it is blank, or nowhere told."""
    return values[indicator] if indicator in values else pd.Series(NONE, index=values.index)


def same_as_last_year(figures: Figures) -> Hits:
    """A current return whose figures all equal those of the same unit and festival a year before."""
    current = {(r.unit_code, r.festival, r.year): r for r in figures.returns.values() if r.state == "current"}
    pairs = [
        (this, last)
        for (code, festival, year), this in current.items()
        if year is not None and (last := current.get((code, festival, year - 1))) is not None
    ]
    pairs = _with_equal_sums(figures, pairs)
    told = told_figures(figures.frame, {of.key for pair in pairs for of in pair})
    for this, last in pairs:
        same = told.get(this.key, frozenset())
        if same == told.get(last.key, frozenset()) and sum(value != 0 for _, _, value in same) >= LEAST_SAME:
            first = int(figures.frame.index[figures.frame["return_key"] == this.key][0])
            before = period_name(period(last.year or 0, last.festival))
            yield Hit("same-as-last-year", first, {"count": len(same), "other": before, "sheetwide": True})


def _with_equal_sums(figures: Figures, pairs: list[tuple[Return, Return]]) -> list[tuple[Return, Return]]:
    """The pairs whose figures add up to the same: hardly any do, and only they need a closer look."""
    counted = figures.frame.loc[figures.is_counted, ["return_key", "value"]].astype("int64")
    sums = counted.groupby("return_key")["value"].sum().to_dict()
    return [(this, last) for this, last in pairs if sums.get(this.key) == sums.get(last.key)]


def told_figures(frame: pd.DataFrame, keys: Collection[int]) -> dict[int, frozenset[tuple[str, str, int]]]:
    """The counted (category, indicator, value) of each of these returns, rows of one category added."""
    if not keys:
        return {}
    frame = frame[frame["return_key"].isin(list(keys)) & (frame["reason"] == "") & frame["value"].notna()]
    sums = frame.groupby(["return_key", "category", "indicator"])["value"].sum()
    told: dict[int, set[tuple[str, str, int]]] = defaultdict(set)
    for (key, category, indicator), value in sums.items():
        told[key].add((category, indicator, int(value)))
    return {key: frozenset(values) for key, values in told.items()}
