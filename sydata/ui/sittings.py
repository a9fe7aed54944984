"""How long a sign-in is used without a pause, and whether it was ended: what a cookie of thirty days cannot say.

A sign-in is known by whose it is and when the provider issued it. All of it is in this process's memory: after a
restart nothing was used since it was issued, so who comes back within the pause is let in, others sign in again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock
from typing import Literal

Sitting = tuple[str, float]  # identity, seconds since 1970 at which the provider issued it
How = Literal["new", "going-on", "idle", "ended"]
KEPT = timedelta(days=31)  # longer than any cookie


class Sittings:
    """The sign-ins that this process has seen. Times have a zone."""

    def __init__(self) -> None:
        self._used: dict[Sitting, datetime] = {}
        self._ended: set[Sitting] = set()
        self._lock = Lock()

    def use(self, sitting: Sitting, now: datetime, pause: timedelta | None) -> How:
        """Note a use. idle: the pause was too long; new: the first use here."""
        with self._lock:
            if sitting in self._ended:
                return "ended"
            last = self._used.get(sitting)
            since = now.timestamp() - (last.timestamp() if last else sitting[1])
            if pause is not None and since > pause.total_seconds():
                return "idle"
            self._used[sitting] = now
            if last is None:
                self._drop(now)
            return "going-on" if last else "new"

    def end(self, sitting: Sitting) -> None:
        """From now on it counts no more, in no tab."""
        with self._lock:
            self._ended.add(sitting)

    def _drop(self, now: datetime) -> None:
        oldest = (now - KEPT).timestamp()
        self._used = {each: at for each, at in self._used.items() if each[1] > oldest}
        self._ended = {each for each in self._ended if each[1] > oldest}


SITTINGS = Sittings()
