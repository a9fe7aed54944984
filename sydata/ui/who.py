"""Who acts in this run."""

from __future__ import annotations

from sydata.rights import LOCAL, Person


def person() -> Person:
    """Whoever sits at this computer: nobody signs in yet."""
    return LOCAL
