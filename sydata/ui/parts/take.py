"""A button that hands out a file, which is made when it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from sydata.ui.stamp import stamp
from sydata.ui.visiting import taking

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    ".csv": "text/csv",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
}


def take_file(label: str, make: Callable[[], bytes], name: str, key: str) -> None:
    """A button for the file of this name, whose ending says its kind: one of KINDS. The page does not run again."""
    noted = taking(make, name, stamp().mark)
    st.download_button(label, noted, name, KINDS[PurePath(name).suffix], key=key, on_click="ignore")
