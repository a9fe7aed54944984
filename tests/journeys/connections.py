"""What a process of Python, and every one it starts, asks of a network: noted by Python itself, in a file."""

from __future__ import annotations

import json
from ipaddress import ip_address
from pathlib import Path

# Python runs a module of this name before anything else. A hook that is added once cannot be taken off again.
WATCH = """
import json, os, sys

def note(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        asked = args[1] if event in ("socket.connect", "socket.sendto") else args[0]
        with open(os.environ["NOTED"], "a") as notes:
            notes.write(json.dumps([event, asked if isinstance(asked, (str, list, tuple)) else repr(asked)]) + "\\n")

sys.addaudithook(note)
"""


def watching(notes: Path, path: str) -> dict[str, str]:
    """The environment of a process that is watched. notes: a file; path: what it finds its modules by."""
    folder = notes.with_suffix(".watch")
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    notes.touch()
    return {"PYTHONPATH": f"{folder}:{path}", "NOTED": str(notes)}


def outside(notes: Path) -> list[list[object]]:
    """What of it left this computer, or would have: (event, address or name)."""
    lines = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if not _is_here(line[1])]


def _is_here(asked: object) -> bool:
    """Whether an address, or a name, is this computer's own."""
    if isinstance(asked, str) and asked.startswith(("/", "\0")):
        return True  # a socket that is a file
    name = asked[0] if isinstance(asked, list) and asked else asked
    if name in ("localhost", "", None):
        return True
    try:
        return ip_address(str(name)).is_loopback
    except ValueError:
        return False
