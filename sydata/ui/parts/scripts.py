"""The scripts that our pages carry, word for word, so that the browser can be told to run these and no others."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit as st

# The clipboard is closed to pages without a secure address, such as one in an office's own network: there the
# text is selected and the browser's older way of copying takes it.
COPY = """
for (const button of document.querySelectorAll("button.sy-copy:not([data-ready])")) {
  button.dataset.ready = "yes";
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const area = document.querySelector(`.st-key-${button.dataset.area} textarea`);
    if (!area) return;
    try { await navigator.clipboard.writeText(area.value); }
    catch { area.select(); document.execCommand("copy"); }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
"""
FULL = """
for (const button of document.querySelectorAll("button.sy-full:not([data-ready])")) {
  button.dataset.ready = "yes";
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}
"""


def _file(name: str) -> str:
    """The code without its notes; `<` before a letter is written as an escape, since Streamlit throws away a script
    that seems to hold markup.
    """
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.strip().startswith("//"))
    return re.sub(r"<(?=[\w/!])", r"\\u003c", code)


PICTURE = _file("picture.js")
OURS = (COPY, FULL, PICTURE)
PAGE = Path(st.__file__).parent / "static" / "index.html"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def allowed() -> tuple[str, ...]:
    """The sources of the content security policy that let our scripts run, and those in Streamlit's own page."""
    theirs = INLINE.findall(PAGE.read_text(encoding="utf-8"))
    return tuple(f"'sha256-{_digest(script)}'" for script in (*OURS, *theirs))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
