"""下载: the combined data, with where every figure came from."""

import streamlit as st

from sydata.exports import EXPORTS
from sydata.ui.deliver import content, file_name, rows_in
from sydata.ui.i18n import _
from sydata.ui.open_page import open_page
from sydata.ui.parts.head import page_head

page = open_page("download")
page_head(
    page, _("Take the combined data with you"), _("Names of officials and of troop units are left out.")
)
PERIOD, ALL = page.period_name, _("All periods")
scope = st.segmented_control(
    _("Period"), [PERIOD, ALL], default=PERIOD, required=True, key="scope", label_visibility="collapsed"
)
period = page.period if scope == PERIOD else None
for export in EXPORTS:
    with st.container(key=f"card_{export.id}", horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p class='sy-card-title'>{export.name(page.lang)}</p>"
            f"<p class='sy-note'>{rows_in(page, period)} · {export.suffix}</p>"
        )
        st.download_button(
            _("Download {suffix}").format(suffix=export.suffix),
            lambda export=export: export.make(content(page, period)),
            file_name(page, period, export.suffix),
            export.mime,
            key=f"export_{export.id}",
            on_click="ignore",
        )
