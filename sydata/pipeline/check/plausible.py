"""Rules within a sheet, and against last year's sheet of the same batch, that only ask for a second look."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from sydata.catalog.festivals import period, period_name
from sydata.catalog.indicators import INDICATORS, form_indicators
from sydata.pipeline.check.figures import Figures, Hit, Hits, shown

LEAST_SAME = 4  # so many figures other than zero must agree before sameness is remarkable


def recipients_exceed_visited(figures: Figures) -> Hits:
    for row in _by_row(figures):
        visited = row.get("visited_people")
        for indicator in ("cash_recipients", "goods_recipients"):
            given = row.get(indicator)
            if visited and given and given[1] > visited[1] > 0:
                words = _words(indicator, {"other": shown(visited[1], "visited_people")})
                yield Hit("recipients-exceed-visited", given[0], words)


PROOF = {"cash_amount": ("cash_recipients",), "goods_cost": ("goods_count", "goods_recipients")}


def amount_without_recipients(figures: Figures) -> Hits:
    """Money spent on nobody, or on nothing. A column that the form does not have is not asked for."""
    columns = figures.frame.groupby("return_key")["indicator"].agg(set).to_dict()
    for row in _by_row(figures):
        for indicator, proofs in PROOF.items():
            amount = row.get(indicator)
            for proof in proofs:
                asked = amount and proof in columns[row["key"][1]]
                if asked and amount[1] > 0 and not (row.get(proof) or (0, 0))[1]:
                    name = INDICATORS[proof]
                    words = _words(indicator, {"other": name.zh, "other_en": name.en})
                    yield Hit("amount-without-recipients", amount[0], words)
                    break


def _by_row(figures: Figures) -> list[dict[str, tuple[int, int]]]:
    """The counted figures of each category row: indicator → (index, value). Unreadable ones count as there."""
    ids = [i.id for i in form_indicators()]
    frame = figures.frame
    frame = frame[(frame["reason"] == "") & (frame["row_kind"] == "category") & frame["indicator"].isin(ids)]
    frame = frame[frame["kind"] != "blank"]
    rows: dict[tuple[int, int], dict[str, tuple[int, int]]] = defaultdict(dict)
    columns = ["return_key", "row", "indicator", "value"]
    for index, key, row, indicator, value in frame[columns].itertuples(name=None):
        rows[key, row]["key"] = (row, key)
        rows[key, row][indicator] = (index, -1 if pd.isna(value) else int(value))
    return list(rows.values())


def _words(indicator: str, more: dict[str, object]) -> dict[str, object]:
    return {"indicator_zh": INDICATORS[indicator].zh, "indicator_en": INDICATORS[indicator].en, **more}


def same_as_last_year(figures: Figures) -> Hits:
    """A current return whose figures all equal those of the same unit and festival a year before."""
    current = {(r.unit_code, r.festival, r.year): r for r in figures.returns.values() if r.state == "current"}
    told = told_figures(figures.frame)
    for (code, festival, year), this in current.items():
        last = current.get((code, festival, year - 1)) if year is not None else None
        if last is None or told.get(this.key) != told.get(last.key):
            continue
        same = told.get(this.key, frozenset())
        if sum(value != 0 for _, _, value in same) >= LEAST_SAME:
            first = int(figures.frame.index[figures.frame["return_key"] == this.key][0])
            before = period_name(period(year - 1, festival))
            yield Hit("same-as-last-year", first, {"count": len(same), "other": before, "sheetwide": True})


def told_figures(frame: pd.DataFrame) -> dict[int, frozenset[tuple[str, str, int]]]:
    """The counted (category, indicator, value) of each return, rows of one category added."""
    frame = frame[(frame["reason"] == "") & frame["value"].notna()]
    sums = frame.groupby(["return_key", "category", "indicator"])["value"].sum()
    told: dict[int, set[tuple[str, str, int]]] = defaultdict(set)
    for (key, category, indicator), value in sums.items():
        told[key].add((category, indicator, int(value)))
    return {key: frozenset(values) for key, values in told.items()}
