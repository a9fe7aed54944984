"""Run inside a network of its own, which reaches nothing: `unshare --net python tests/isolated.py FOLDER PYTHON`.

Installs the bundle unpacked in FOLDER, loads sheets of the sample, starts the service, and prints what was found as
one line of JSON. No import from elsewhere: it stands for a computer on which nothing but Python is there.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

UP, GET_FLAGS, SET_FLAGS = 0x1, 0x8913, 0x8914
PORT = 8501  # free: nobody else is in this network


def loopback_up() -> None:
    """A new network has even its own address switched off."""
    with socket.socket() as any_socket:
        asked = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("h", fcntl.ioctl(any_socket, GET_FLAGS, asked), 16)
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", flags | UP))


def reaches_out() -> bool:
    """Whether any other computer can be reached: the test would prove nothing then."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            any_socket.connect(("192.0.2.1", 9))  # sends nothing; there must be no way there
        except OSError:
            return False
    return True


def main(folder: Path, python: str) -> dict[str, Any]:
    """What the commands said, and what the service answers."""
    loopback_up()
    found: dict[str, Any] = {"reaches_out": reaches_out()}
    subprocess.run(["sh", "install.sh", python], cwd=folder, check=True)
    own = str(folder / ".venv" / "bin" / "python")
    loaded = subprocess.run(
        [own, "-m", "sydata", "load", "sample_data/layouts"], cwd=folder, capture_output=True, text=True
    )
    found["loaded"] = loaded.stdout
    command = [own, "-m", "sydata", "serve", "--headless", "--port", str(PORT)]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as service:
        try:
            found["health"] = json.loads(_answer(service, "/health"))
            found["page"] = "<title>" in _answer(service, "/")
        finally:
            service.terminate()
    return found


def _answer(service: subprocess.Popen[str], path: str) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until and service.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.3)
    raise RuntimeError("the service did not come up")


if __name__ == "__main__":
    os.environ.update({key: "http://127.0.0.1:9" for key in ("http_proxy", "https_proxy", "all_proxy")})
    os.environ["no_proxy"] = "127.0.0.1"
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), sys.argv[2]), ensure_ascii=False) + "\n")
