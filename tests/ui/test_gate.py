"""What is refused before any page runs, how the service may not be started, and where a sign-in leads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sydata.ui import gate, sign_in
from sydata.ui.gate import BY_PROXY, FROM_ELSEWHERE, NOT_SIGNED_IN, WAY, answer_headers, kept_way, refusal
from tests.source import ROOT

AUTH = {
    "redirect_uri": "https://stats.example.org/oauth2callback",
    "cookie_secret": "s" * 32,
    "client_id": "sydata",
    "client_secret": "x",
    "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
}


def scope(path: str = "/", client: str = "127.0.0.1", **headers: str) -> dict[str, Any]:
    named = {"host": "127.0.0.1:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
    pairs = [(name.encode(), value.encode()) for name, value in named.items()]
    about = {"type": "http", "path": path, "query_string": b"period=2024-spring", "client": (client, 1)}
    return about | {"headers": pairs}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (scope(), ""),
        (scope(host="localhost:8501"), ""),
        (scope(host="[::1]:8501", client="::1"), ""),
        (scope(x_forwarded_for="10.0.0.7"), BY_PROXY),
        (scope(x_forwarded_for=""), BY_PROXY),
        (scope(forwarded="for=10.0.0.7"), BY_PROXY),
        (scope(x_real_ip="127.0.0.1"), BY_PROXY),
        (scope(x_forwarded_proto="https"), BY_PROXY),
        (scope(client="10.0.0.7"), FROM_ELSEWHERE),
        (scope(client="nonsense"), FROM_ELSEWHERE),
        (scope(host="stats.example.org"), FROM_ELSEWHERE),
        (scope(host="127.0.0.1.example.org"), FROM_ELSEWHERE),
        (scope(host=""), FROM_ELSEWHERE),
    ],
)
def test_without_sign_in_only_this_computer_is_answered(asked: dict[str, Any], why: str) -> None:
    assert refusal(asked, signs_in=False) == why


@pytest.mark.parametrize("cookie", ["", "_streamlit_user=", "_streamlit_user=e30.x.y", "other=1", "\x00=;;"])
@pytest.mark.parametrize("path", ["/media/0a.csv", "/_stcore/upload_file/s/1"])
def test_with_sign_in_files_are_neither_given_nor_taken_without_our_cookie(path: str, cookie: str) -> None:
    assert refusal(scope(path, cookie=cookie), signs_in=True) == NOT_SIGNED_IN
    assert refusal(scope("/", "10.0.0.7", x_forwarded_for="10.0.0.7", host="x"), signs_in=True) == ""


@pytest.mark.parametrize(
    ("kept", "leads"),
    [
        ("/districts?period=2024-spring&unit=500101", "/districts?period=2024-spring&unit=500101"),
        ("/", "/"),
        ("", "/"),
        ("/nonsense", "/"),
        ("//example.org/districts", "/"),
        ("https://example.org", "/"),
        ("/districts?a=\r\nSet-Cookie: b=1", "/districts?a=%0D%0ASet-Cookie%3A%20b=1"),
        ("/districts?" + "a" * 1000, "/"),
        ("/media/0a", "/"),
    ],
)
def test_a_sign_in_leads_to_a_page_of_ours_and_nowhere_else(kept: str, leads: str) -> None:
    assert kept_way(f"{WAY}={quote(kept, safe='')}") == leads


def test_a_page_is_kept_as_the_way_and_taken_when_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate.sign_in, "is_encrypted", lambda: True)
    page = {"status": 200, "headers": [(b"content-type", b"text/html; charset=utf-8")]}
    kept = dict(answer_headers(scope("/districts"), page))[b"set-cookie"].decode()
    assert all(part in kept for part in ("HttpOnly", "SameSite=Lax", "Secure"))
    cookie = kept.partition(";")[0]
    signs_in = [(b"location", b"/"), (b"set-cookie", b"_streamlit_user=abc; HttpOnly; Max-Age=2592000")]
    headers = answer_headers(scope("/oauth2callback", cookie=cookie), {"status": 302, "headers": signs_in})
    assert headers[0] == (b"location", b"/districts?period=2024-spring")
    assert headers[1][1].endswith(b"; Secure")
    failed = [(b"location", b"/"), (b"set-cookie", b'_streamlit_user=""; Max-Age=0')]
    stays = answer_headers(scope("/oauth2callback", cookie=cookie), {"status": 302, "headers": failed})
    assert stays[0] == (b"location", b"/")


# ---- starting ----
@pytest.mark.parametrize(
    ("address", "over", "said"),
    [
        ("127.0.0.1", None, ""),
        ("localhost", None, ""),
        ("0.0.0.0", None, "本机"),
        (None, None, "0.0.0.0"),
        ("", None, "本机"),
        ("10.0.0.7", None, "10.0.0.7"),
        ("stats.example.org", None, "本机"),
        ("0.0.0.0", {}, ""),
        ("0.0.0.0", {"client_secret": ""}, "client_secret"),
        ("0.0.0.0", {"cookie_secret": "short"}, "cookie_secret"),
        ("0.0.0.0", {"redirect_uri": "http://stats.example.org/oauth2callback"}, "https"),
        ("0.0.0.0", {"redirect_uri": "https://stats.example.org/"}, "/oauth2callback"),
        ("0.0.0.0", {"server_metadata_url": "http://id.example.org/x"}, "server_metadata_url"),
        ("127.0.0.1", {"redirect_uri": "http://127.0.0.1:8501/oauth2callback"}, ""),
    ],
)
def test_the_service_does_not_start_open_to_others_without_sign_in(
    address: str | None, over: dict[str, str] | None, said: str
) -> None:
    found = sign_in.refusal(address, {} if over is None else AUTH | over)
    assert said in found if said else found == ""


def test_a_file_for_sign_in_that_cannot_be_read_opens_nothing() -> None:
    assert "secrets.toml" in sign_in.refusal("127.0.0.1", {}, "secrets.toml")


@pytest.mark.parametrize(
    ("command", "environment"),
    [
        (["-m", "sydata", "serve", "--headless", "--address", "0.0.0.0"], {}),
        (["-m", "streamlit", "run", "sydata/ui/server.py", "--server.headless", "true"],
         {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}),
        (["-m", "streamlit", "run", "sydata/ui/server.py", "--secrets.files", "{broken}"], {}),
    ],
)  # fmt: skip
def test_starting_so_ends_with_the_sentence(
    command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n")
    command = [word.format(broken=broken) for word in command]
    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert ended.returncode != 0
    assert "登录" in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr
