"""A button that hands out a file, which is made when it is pressed: the only one, so that none forgets to ask.

Who takes and of which office belongs to one run of the script: `open_page` sets it. Whoever may not has no button, and
a file that is asked for all the same is refused when it is to be made.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import PurePath

import streamlit as st

from sydata.errors import Refused
from sydata.rights import Person, Right, may, permit
from sydata.ui.stamp import stamp
from sydata.ui.visiting import refused_to, taking

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    ".csv": "text/csv",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".zip": "application/zip",
}
FILE = "file"  # what was refused, as the record of visits says it
ANY = "application/octet-stream"
_taker: ContextVar[tuple[Person, str] | None] = ContextVar("taker", default=None)


def use(person: Person, office: str) -> None:
    """Hand out to this person, of this office, from here on in this run."""
    _taker.set((person, office))


def may_take(right: Right) -> bool:
    """Whether whoever reads may take away what this right is asked for."""
    taker = _taker.get()
    return taker is not None and may(taker[0], right, taker[1])


def handed(make: Callable[[], bytes], *rights: Right) -> Callable[[], bytes]:
    """What makes a file, after asking for these rights. Refused, when it is called, for whoever lacks one."""
    taker = _taker.get()
    if taker is None:
        raise LookupError("a file is handed out where no page was opened")

    def made() -> bytes:
        try:
            for right in rights:
                permit(taker[0], right, taker[1])
        except Refused:
            refused_to(taker[0].id, FILE)
            raise
        return make()

    return made


def take_file(
    label: str, make: Callable[[], bytes], name: str, key: str, right: Right = "export", kind: str = ""
) -> None:
    """A button for the file of this name; none for whoever lacks the right. The page does not run again.

    kind: its media type, where the name's ending does not say it.
    """
    if may_take(right):
        mime = kind or KINDS.get(PurePath(name).suffix, ANY)
        noted = taking(make, name, stamp().mark)
        st.download_button(label, handed(noted, right), name, mime, key=key, on_click="ignore")
