"""The returns of one unit and period beside each other, and what one changed against the other."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis.difference import changed, compared, totals
from sydata.catalog.indicators import INDICATORS
from sydata.ui import data
from sydata.ui.i18n import _
from sydata.ui.learn_panels import moment, who_word
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.table import table
from sydata.ui.register import row_name, state_word
from sydata.ui.story import category_word, indicator_word, value_word
from sydata.wording import signed

Row = dict[str, Any]


def versions_panel(page: Context, row: Row, versions: pd.DataFrame) -> None:
    """The returns of this unit and period, and what one changed against the other, figure by figure and in total."""
    ids = [int(id) for id in versions["return_id"]]
    names = {int(each["return_id"]): row_name(each) for each in versions.to_dict("records")}
    with st.container(key="card_versions"):
        card_head(
            _("Returns of this unit and period: {count}").format(count=len(ids)),
            _("In the order in which they came"),
        )
        table(versions_frame(versions))
        at = ids.index(row["return_id"])
        others = [id for id in ids if id != row["return_id"]]
        other = st.selectbox(
            _("Compare with"), others, index=max(at - 1, 0), format_func=lambda id: names[id], filter_mode=None,
            key=f"register_other_{row['key']}",
        )  # fmt: skip
        before, after = sorted([int(other or others[0]), row["return_id"]], key=ids.index)
        difference_panel(_counted(page, before), _counted(page, after))


def versions_frame(versions: pd.DataFrame) -> pd.DataFrame:
    """One row a version, in words."""
    rows = [
        (number, state_word(v["state"]), moment(v["received_at"]), who_word(v["who"]), v["file"], v["sheet"])
        for number, v in enumerate(versions.to_dict("records"), 1)
    ]
    return pd.DataFrame(
        rows, columns=[_("No."), _("State"), _("Received at"), _("By"), _("File"), _("Sheet")]
    )


def _counted(page: Context, return_id: int) -> pd.DataFrame:
    """The figures of a return that count where it does, as `sydata.analysis.difference` takes them."""
    rows = data.figures(page.source, return_id)
    rows = rows[(rows["status"] == "counted") & ~rows["indicator"].isin(secret())]
    return rows.assign(unit_code="", unit="")


def secret() -> Sequence[str]:
    """The indicators that stand in no table here: names of officials, and what is no figure."""
    return [each.id for each in INDICATORS.values() if each.sensitive or each.measure == "text"]


def difference_panel(before: pd.DataFrame, after: pd.DataFrame) -> None:
    """What changed from the one to the other: the totals of the unit, then figure by figure."""
    rows = compared(before, after)
    moved = changed(rows)
    if moved.empty:
        same = _("The two state the same figures.")
        st.html(f"<p class='sy-note'>{escape(same)}</p>")
        return
    numbers = [_("Before"), _("After"), _("Difference")]
    sums = changed(totals(rows))
    heads = (_("Figures changed: {count}"), _("Totals of the unit that moved: {count}"))
    for head, frame in ((heads[1], sums), (heads[0], moved)):
        st.html(f"<p class='sy-note'>{escape(head.format(count=len(frame)))}</p>")
        table(difference_frame(frame), numbers)


def difference_frame(rows: pd.DataFrame, units: bool = False) -> pd.DataFrame:
    """Compared rows (`sydata.analysis.difference`) or their totals in words; units: with the unit's name."""
    made = []
    for row in rows.to_dict("records"):
        known = INDICATORS.get(row["indicator"])
        moved = signed(int(row["difference"]), known.measure if known else "")
        values = [value_word(row[name], row["indicator"]) for name in ("before", "after")]
        place = [row["unit"]] if units else []
        place += [category_word(row["category"])] if "category" in row else []
        made.append((*place, indicator_word(row["indicator"]), *values, moved))
    heads = ([_("Unit")] if units else []) + ([_("Category")] if "category" in rows else [])
    return pd.DataFrame(made, columns=[*heads, _("Measure"), _("Before"), _("After"), _("Difference")])
