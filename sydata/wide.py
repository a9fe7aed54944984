"""The table people work with: one row a unit, period and category, one column an indicator.

Pure, and shared by the pipeline and the store, which never import each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS
from sydata.catalog.indicators import INDICATORS, form_indicators, money_indicators

FEN_PER_WAN = 1_000_000  # 1 万元 in 分
PERIOD_KEYS = ["year", "festival", "unit_code"]
ROW_KEYS = [*PERIOD_KEYS, "category"]
HEAD_COLUMNS = ("year", "festival", "unit_code", "unit", "category")
TAIL_COLUMNS = ("source_file", "sheet")


def wide(observations: pd.DataFrame, order: Sequence[str] = ()) -> pd.DataFrame:
    """The contract's `data` table from long observations (OBSERVATION_COLUMNS, `value` in 分 or ones).

    Only counted figures of a known unit and period are in it. Columns: year (int), festival, unit_code, unit,
    category, the form's eight indicators, any further indicator that occurs, source_file, sheet. Money is
    Float64 in 万元, counts are Int64; a figure that is not there is NA. Rows go by year, festival, unit,
    category; `order` lists unit codes in their official order, units outside it follow by code.
    """
    counted = _counted(observations)
    figures = _figures(counted)
    columns = data_columns(figures.columns)
    figures = figures.reindex(columns=[c for c in columns if c not in (*HEAD_COLUMNS, *TAIL_COLUMNS)])
    frame = figures.astype("Int64").reset_index()
    for indicator in figures.columns:
        frame[indicator] = in_shown_unit(frame[indicator], indicator)
    names = counted.drop_duplicates("unit_code", keep="last").set_index("unit_code")["unit"]
    frame["unit"] = frame["unit_code"].map(names).astype("str")
    frame = frame.merge(_sources(counted), on=PERIOD_KEYS, how="left")
    return in_order(frame, order)[list(columns)]


def data_columns(indicators: Iterable[str]) -> tuple[str, ...]:
    """The columns of `data` when these indicators occur, in the order people see them."""
    form = [indicator.id for indicator in form_indicators()]
    occurring = set(indicators)
    reserve = [i for i in INDICATORS if i in occurring and i not in form and is_number(i)]
    return (*HEAD_COLUMNS, *form, *reserve, *TAIL_COLUMNS)


def is_number(indicator: str) -> bool:
    """Whether an indicator of the catalog is counted or summed; names of officials are not."""
    return indicator in INDICATORS and INDICATORS[indicator].measure != "text"


def in_shown_unit(values: pd.Series, indicator: str) -> pd.Series:
    """Stored integers as people read them: money from 分 to 万元 (Float64), counts as they are (Int64)."""
    if INDICATORS[indicator].measure == "money":
        return values.astype("Int64") / FEN_PER_WAN
    return values.astype("Int64")


def as_shown(observations: pd.DataFrame) -> pd.DataFrame:
    """Long observations with `value` as `data` shows it."""
    return observations.assign(value=in_shown_units(observations))


def in_shown_units(observations: pd.DataFrame) -> pd.Series:
    """The values of long observations as people read them, Float64: money in 万元, counts as they are."""
    money = observations["indicator"].isin(money_indicators())
    values = observations["value"].astype("Int64")
    return values.astype("Float64").mask(money, values / FEN_PER_WAN)


def in_order(frame: pd.DataFrame, order: Sequence[str] = ()) -> pd.DataFrame:
    """Rows as an official table has them: year, festival, unit (listed ones first), category."""
    place = {code: i for i, code in enumerate(order)}
    rank = {festival: FESTIVALS[festival].rank for festival in FESTIVALS}
    categories = {category: i for i, category in enumerate(CATEGORIES)}
    keys = pd.DataFrame(
        {
            "year": frame["year"],
            "festival": frame["festival"].map(rank).fillna(len(rank)),
            "place": frame["unit_code"].map(place).astype("Float64").fillna(len(place)),
            "own": frame["unit_code"].str.contains("-", regex=False),  # own codes stand after GB/T 2260
            "code": frame["unit_code"],
            "category": frame["category"].map(categories).fillna(len(categories)),
        },
        index=frame.index,
    )
    return frame.loc[keys.sort_values(list(keys.columns), kind="stable").index].reset_index(drop=True)


def _counted(observations: pd.DataFrame) -> pd.DataFrame:
    known = observations["year"].notna()
    for column in ("unit_code", "festival", "category"):
        known &= observations[column].notna() & (observations[column] != "")
    numbers = observations["indicator"].isin([indicator for indicator in INDICATORS if is_number(indicator)])
    columns = [*ROW_KEYS, "unit", "indicator", "value", "file", "sheet"]
    rows = observations.loc[(observations["status"] == "counted") & known & numbers, columns]
    return rows.assign(year=rows["year"].astype("int64"), value=rows["value"].astype("Int64"))


def _figures(counted: pd.DataFrame) -> pd.DataFrame:
    """Index ROW_KEYS, one column an indicator; a sum of nothing but missing values is missing."""
    sums = counted.groupby([*ROW_KEYS, "indicator"], sort=False, observed=True)["value"].sum(min_count=1)
    return sums.unstack("indicator")


def _sources(counted: pd.DataFrame) -> pd.DataFrame:
    """One row a unit and period: the files and the sheets its figures come from, joined by `; `."""
    pairs = counted[[*PERIOD_KEYS, "file", "sheet"]].drop_duplicates()
    alone = ~pairs.duplicated(PERIOD_KEYS, keep=False)
    several = pairs[~alone].groupby(PERIOD_KEYS, sort=False, as_index=False).agg(_joined)
    sources = pd.concat([pairs[alone], several], ignore_index=True)
    return sources.rename(columns={"file": "source_file"})


def _joined(words: pd.Series) -> str:
    return "; ".join(dict.fromkeys(word for word in words if word))
