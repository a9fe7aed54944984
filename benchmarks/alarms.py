"""`python -m benchmarks.alarms [even|odd]`: how often the rules of plausibility ask, and how often rightly.

Over the figures of the full sample, without their sheets: as they are, where every question is one too many; rougher
than that, since real years differ more; and with a known defect in every twentieth return. Thresholds were chosen on
odd years; what is told is even years. Boundary changes are notes, and not counted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from math import exp
from random import Random
from typing import NamedTuple

import pandas as pd

from sydata.analysis.plausible import plausible
from sydata.catalog.offices import deadline, expected, overlaps
from sydata.sample.figures import CATEGORIES, WAN, Figures, Key, add, invent, with_totals
from sydata.sample.full import FESTIVALS, YEARS

OFFICE, SEEDS = "500000", tuple(range(12))
MISSING, SPOILT, ROUGH = 0.06, 0.05, 0.3  # parts of the returns; the spread of what is added to logarithms
MONEY = ("cash_amount", "goods_cost")
INPUTS = ("visited_people", *MONEY, "cash_recipients", "goods_count", "goods_recipients")
COLUMNS = ["return_id", "unit_code", "unit", "year", "festival", "category", "indicator", "value"]
PLACE = ["seed", "unit_code", "year", "festival"]
Place = tuple[str, int, str]
Returns = dict[Place, Figures]
Slip = Callable[[int, str, Random], int]


class Planted(NamedTuple):
    """A defect, and which figure is wrong: (category, indicator), the latter empty for a row, both for a return."""

    defect: str
    category: str = ""
    indicator: str = ""


def returns(seed: int) -> Returns:
    """(unit, year, festival) → figures, as the sample invents them."""
    found: Returns = {}
    for year in YEARS:
        for festival in FESTIVALS:
            day = deadline(OFFICE, year, festival)
            for unit in expected(OFFICE, year):
                if day and Random(f"{seed}/{unit.code}/{year}/{festival}/came").random() >= MISSING:
                    found[unit.code, year, festival] = dict(invent(unit, year, festival, day, seed).figures)
    return found


def rougher(of: Returns, seed: int) -> Returns:
    """Every figure off by a factor of its own."""
    rng = Random(f"{seed}/rough")
    return {
        place: with_totals({k: v and max(1, round(v * exp(rng.gauss(0, ROUGH)))) for k, v in figures.items()})
        for place, figures in of.items()
    }


def facts(of: Returns) -> pd.DataFrame:
    """The figures as the store gives them."""
    names = {unit.code: unit.name for year in YEARS for unit in expected(OFFICE, year)}
    rows = [
        (number, unit, names[unit], year, festival, category, indicator, value)
        for number, ((unit, year, festival), figures) in enumerate(of.items(), start=1)
        for (category, indicator), value in figures.items()
        if value is not None
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "value": "Int64"})


def _times(factor: int) -> Slip:
    return lambda value, _indicator, _rng: value * factor


def _dropped(value: int, indicator: str, rng: Random) -> int:
    """One of the digits before the point is left out; where there is but one, the point slips by a place."""
    whole, rest = divmod(value, WAN if indicator in MONEY else 1)
    digits, at = str(whole), rng.randrange(len(str(whole)))
    if len(digits) == 1:
        return value // 10
    return int(digits[:at] + digits[at + 1 :]) * (WAN if indicator in MONEY else 1) + rest


SLIPS: Mapping[str, Slip] = {"factor 10": _times(10), "factor 100": _times(100), "a digit dropped": _dropped}
ROW, NEIGHBOUR, LAST_YEAR = "a row doubled", "a neighbour's figures", "last year's figures"
ONCE = "overlap, first time"
INNER = "an inner unit's figures within"
DEFECTS = (*SLIPS, ROW, NEIGHBOUR, LAST_YEAR, INNER)
INSIDE = {outer: inner for inner, outer in overlaps(OFFICE)}


def spoil(of: Returns, seed: int) -> tuple[Returns, dict[Place, Planted]]:
    """A copy in which some returns carry one defect each, and which; totals go along, as a formula's would."""
    rng, spoilt, planted = Random(f"{seed}/spoil"), dict(of), {}
    for place in of:
        defect = (
            rng.choice(DEFECTS[:-1]) if place[0] not in INSIDE else rng.choice((*DEFECTS[:-1], *[INNER] * 6))
        )
        made = _spoilt(of, place, defect, rng) if rng.random() < SPOILT else None
        if made:
            spoilt[place], planted[place] = with_totals(made[0]), made[1]
    return spoilt, planted


def _spoilt(of: Returns, place: Place, defect: str, rng: Random) -> tuple[Figures, Planted] | None:
    figures, (unit, year, festival) = dict(of[place]), place
    if defect == LAST_YEAR:
        before = of.get((unit, year - 1, festival))
        return (dict(before), Planted(defect)) if before else None
    if defect == INNER:
        inner = of.get((INSIDE[unit], year, festival))
        return (
            ({key: add([value, inner.get(key)]) for key, value in figures.items()}, Planted(defect))
            if inner
            else None
        )
    if defect == NEIGHBOUR:
        others = [other for other in of if other[1:] == place[1:] and other != place]
        return dict(of[rng.choice(others)]), Planted(defect)
    category, indicator = rng.choice(CATEGORIES), rng.choice(INPUTS)
    if defect == ROW:
        twice = {key: 2 * value for key, value in figures.items() if key[0] == category and value}
        return ({**figures, **twice}, Planted(defect, category)) if twice else None
    key: Key = (category, indicator)
    value = figures.get(key)
    if not value:
        return None
    return {**figures, key: SLIPS[defect](value, indicator, rng)}, Planted(defect, *key)


def questions(of: Returns, seed: int, parity: int) -> pd.DataFrame:
    """What the rules ask of the years of this parity. Overlaps asked about once a pair of units stand apart."""
    found = plausible(facts(of), OFFICE)
    found = found[(found["year"] % 2 == parity) & (found["code"] != "boundary-change")]
    first = found["params"].map(lambda words: words.get("hint") == "first-together").astype("bool")
    return found.assign(seed=seed, code=found["code"].mask(first, ONCE))


def beside_defects(found: pd.DataFrame, planted: Mapping[Place, Planted], parity: int) -> pd.DataFrame:
    """Questions and defects joined. Without `code`: a defect nobody asked about; without `defect`: the reverse."""
    rows = [(*place, *each) for place, each in planted.items() if place[1] % 2 == parity]
    names = [*PLACE[1:], "defect", "of_category", "of_indicator"]
    return found.merge(pd.DataFrame(rows, columns=names), on=PLACE[1:], how="outer")


def tell(years: str = "even") -> None:
    """Print the tables for even or odd years."""
    parity = ("even", "odd").index(years)
    clean, rough, spoilt, number = [], [], [], 0
    for seed in SEEDS:
        drawn = returns(seed)
        number += sum(year % 2 == parity for _, year, _ in drawn)
        clean.append(questions(drawn, seed, parity))
        rough.append(questions(rougher(drawn, seed), seed, parity))
        with_defects, planted = spoil(drawn, seed)
        spoilt.append(
            beside_defects(questions(with_defects, seed, parity), planted, parity).assign(seed=seed)
        )
    _tell_clean(pd.concat(clean), pd.concat(rough), number)
    _tell_spoilt(pd.concat(spoilt, ignore_index=True))


def _tell_clean(clean: pd.DataFrame, rough: pd.DataFrame, number: int) -> None:
    print(f"\nPlausibility: questions a hundred returns, of {number:,} without a defect")
    print(f"  {'rule':24}{'as drawn':>10}{'rougher':>10}")
    for code in sorted({*clean["code"], *rough["code"]}):
        counts = (int((each["code"] == code).sum()) for each in (clean, rough))
        print(f"  {code:24}" + "".join(f"{100 * count / number:10.2f}" for count in counts))
    print(f"  {'all':24}" + "".join(f"{100 * len(each) / number:10.2f}" for each in (clean, rough)))


def _tell_spoilt(joined: pd.DataFrame) -> None:
    asked, right = joined["code"].notna(), joined["defect"].notna()
    right |= joined["code"] == "same-as-other"  # of a pair one is copied: both must be asked
    print("\nWith a defect in every twentieth return: questions, and how many are about a spoilt return")
    for code, rows in [*joined[asked].groupby("code"), ("all", joined[asked])]:
        print(f"  {code:24}{len(rows):10}{right[asked][rows.index].mean():10.0%}")
    print(f"\n  {'defect':24}{'planted':>10}{'asked':>10}{'at the figure':>15}")
    for defect in DEFECTS:
        rows = joined[joined["defect"] == defect]
        hits = pd.DataFrame({"asked": rows["code"].notna(), "exact": _exact(rows)})
        each = hits.groupby([rows[name] for name in PLACE]).any()
        print(
            f"  {defect:24}{len(each):10}{each['asked'].mean():10.0%}{each['exact'].fillna(False).mean():15.0%}"
        )


def _exact(rows: pd.DataFrame) -> pd.Series:
    """Whether a question names the wrong figure: as its own, or as the count that it is held against."""
    per = rows["params"].map(lambda said: said.get("other_indicator") if isinstance(said, dict) else None)
    wrong = rows["of_indicator"]
    named = (wrong == "") | (rows["indicator"] == wrong) | (per == wrong)
    return (
        rows["code"].notna()
        & named
        & ((rows["of_category"] == "") | (rows["category"] == rows["of_category"]))
    )


if __name__ == "__main__":
    tell(*sys.argv[1:2])
