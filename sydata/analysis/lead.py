"""The total that leads: the recomputed sum where its parts are there, else the submitted one.

Kept as an indicator of its own, so that the submitted total stays as it was submitted.
"""

from __future__ import annotations

import pandas as pd

LEAD = "total_lead"
PARTS = ("cash_amount", "goods_cost")
SUBMITTED = "total_amount"
_KEY = ["return_id", "category"]


def with_lead(facts: pd.DataFrame) -> pd.DataFrame:
    """The facts and, for each return and category that has any money, one `total_lead` row in 分."""
    rows = leading(facts)
    return pd.concat([facts, rows], ignore_index=True) if len(rows) else facts


def leading(facts: pd.DataFrame) -> pd.DataFrame:
    """Only the `total_lead` rows, with the columns of `facts`."""
    money = facts[facts["indicator"].isin([*PARTS, SUBMITTED]) & facts["value"].notna()]
    wide = money.pivot(index=_KEY, columns="indicator", values="value")
    wide = wide.reindex(columns=[*PARTS, SUBMITTED]).astype("Int64")
    cash, goods, submitted = (wide[column] for column in (*PARTS, SUBMITTED))
    value = (cash + goods).fillna(submitted).fillna(cash).fillna(goods).rename("value")
    who = money.drop(columns=["indicator", "value"]).drop_duplicates(_KEY)
    rows = who.merge(value.reset_index(), on=_KEY, validate="one_to_one").assign(indicator=LEAD)
    return rows[list(facts.columns)]
