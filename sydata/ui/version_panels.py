"""The returns of one unit and period beside each other, and what one changed against the other."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from sydata.text import escape
from sydata.ui import data
from sydata.ui.changes import changes_panel, plain
from sydata.ui.i18n import _
from sydata.ui.learn_panels import moment, who_word
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.table import table
from sydata.ui.register import row_name, state_word

Row = dict[str, Any]
SHOWN = 3  # other sheets that a chosen one is held against


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
        changes_panel(plain(data.figures(page.source, before)), plain(data.figures(page.source, after)))


def versions_frame(versions: pd.DataFrame) -> pd.DataFrame:
    """One row a version, in words."""
    rows = [
        (number, state_word(v["state"]), moment(v["received_at"]), who_word(v["who"]), v["file"], v["sheet"])
        for number, v in enumerate(versions.to_dict("records"), 1)
    ]
    return pd.DataFrame(
        rows, columns=[_("No."), _("State"), _("Received at"), _("By"), _("File"), _("Sheet")]
    )


# ---- the sheets between which a person has to choose ----
def rivals(page: Context, return_id: int) -> dict[int, str]:
    """The returns of the same unit and period that were not set aside: id → file and sheet, in the order they came."""
    every = data.returns(page.source)
    same = every[every["return_id"] == return_id]
    for name in ("unit_code", "year", "festival"):
        every = every[every[name] == same[name].iloc[0]]
    every = every[(every["state"] != "aside") | (every["return_id"] == return_id)]
    return {int(r.return_id): " · ".join(filter(None, [r.file, r.sheet])) for r in every.itertuples()}


def differences(page: Context, chosen: int) -> None:
    """What the chosen sheet says otherwise than each of the others, so that nobody has to open both."""
    names = rivals(page, chosen)
    with st.container(key="version_difference"):
        for other in [id for id in names if id != chosen][:SHOWN]:
            st.html(f"<p class='sy-word'>{escape(names[other])} → {escape(names[chosen])}</p>")
            changes_panel(plain(data.figures(page.source, other)), plain(data.figures(page.source, chosen)))
