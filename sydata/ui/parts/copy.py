"""A button that copies what stands in a text area to the clipboard."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from sydata.ui.i18n import _

# The clipboard is closed to pages without a secure address, such as one in an office's own network: there the
# text is selected and the browser's older way of copying takes it.
SCRIPT = """
<script>
(() => {
  const button = document.getElementById(%(id)s);
  if (!button || button.dataset.ready) return;
  button.dataset.ready = "yes";
  button.addEventListener("click", async () => {
    const area = document.querySelector(%(area)s);
    if (!area) return;
    try { await navigator.clipboard.writeText(area.value); }
    catch { area.select(); document.execCommand("copy"); }
    button.textContent = %(done)s;
    setTimeout(() => { button.textContent = %(label)s; }, 2000);
  });
})();
</script>
"""


def copy_button(area: str, key: str) -> None:
    """Show the button; area: the key of the text area that it copies."""
    st.html(copy_html(area, key), unsafe_allow_javascript=True, width="content")


def copy_html(area: str, key: str) -> str:
    """The button as markup. Both keys are ours: letters, digits, `-` and `_`."""
    label, done = _("Copy"), _("Copied")
    values = {"id": key, "area": f".st-key-{area} textarea", "done": done, "label": label}
    script = SCRIPT % {name: json.dumps(value) for name, value in values.items()}
    return f"<button class='sy-copy' type='button' id='{escape(key)}'>{escape(label)}</button>{script}"
