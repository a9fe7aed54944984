"""The examples of docs/server hold: nginx takes them and does what they promise, systemd takes the unit."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from sydata import settings
from sydata.ui.server import HEADERS
from tests.source import ROOT

SITE = ROOT / "docs/server/nginx.conf"
MB = 1 << 20
MAIN = """
daemon off; pid {0}/pid; error_log {0}/error.log; events {{}}
http {{
  access_log off; include {0}/site.conf;
  client_body_temp_path {0}/a; proxy_temp_path {0}/b; fastcgi_temp_path {0}/c; uwsgi_temp_path {0}/d;
  scgi_temp_path {0}/e;
}}
"""
wants_nginx = pytest.mark.skipif(
    not shutil.which("nginx"), reason="no nginx here (apt-get install nginx-light)"
)


def free_port() -> int:
    with socket.socket() as given:
        given.bind(("127.0.0.1", 0))
        return int(given.getsockname()[1])


def answered(_request: Request) -> PlainTextResponse:
    names = {name.decode(): value.decode() for name, value in HEADERS}
    return PlainTextResponse("page", headers=names | {"set-cookie": "signed=1; HttpOnly"})


async def taken(request: Request) -> PlainTextResponse:
    size = 0
    async for part in request.stream():
        size += len(part)
    return PlainTextResponse(
        f"{size} {request.headers['x-forwarded-proto']} {request.headers['x-forwarded-for']}"
    )


async def spoken(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


@pytest.fixture(scope="module")
def upstream() -> Iterator[int]:
    """What stands for sydata: the headers it sends, an upload, a websocket."""
    routes = [Route("/", answered), Route("/up", taken, methods=["PUT"]), WebSocketRoute("/stream", spoken)]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=free_port(), log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)  # the server starts in a thread and tells by a flag alone
    yield server.config.port
    server.should_exit = True
    thread.join(20)


class Proxy:
    """nginx with the example as it stands, but for ports, and a certificate of its own."""

    def __init__(self, folder: Path, upstream: int) -> None:
        self.folder, self.plain, self.safe = folder, free_port(), free_port()
        made = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=sydata.example.cn",
        ]
        files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
        subprocess.run([*made, *files], check=True, capture_output=True)
        site = re.sub(r"\n *listen \[::\].*", "", SITE.read_text(encoding="utf-8"))  # no IPv6 in a sandbox
        for old, new in {
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443": f"listen 127.0.0.1:{self.safe}",
            "127.0.0.1:8501": f"127.0.0.1:{upstream}",
            "/etc/ssl/sydata": str(folder),
        }.items():
            assert old in site
            site = site.replace(old, new)
        (folder / "site.conf").write_text(site, encoding="utf-8")
        (folder / "main.conf").write_text(MAIN.format(folder))
        self.command = ["nginx", "-c", str(folder / "main.conf")]
        subprocess.run([*self.command, "-t"], check=True, capture_output=True)
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while time.monotonic() < until and not self._answers():
            time.sleep(0.05)  # nginx tells nobody that it listens; 20 s at most

    def _answers(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.safe)) == 0

    @contextmanager
    def asked(self, method: str, path: str, **given: Any) -> Iterator[http.client.HTTPResponse]:
        """The answer to a request; `length` says more than is sent."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        context.check_hostname = False
        with closing(
            http.client.HTTPSConnection("127.0.0.1", self.safe, context=context, timeout=60)
        ) as connection:
            connection.request(method, path, **given)
            with closing(connection.getresponse()) as answer:
                yield answer


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, upstream: int) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("nginx")
    made = Proxy(folder, upstream)
    yield made
    made.process.terminate()
    made.process.wait(20)


@wants_nginx
def test_every_header_arrives_once_and_cookies_go_by_https_only(proxy: Proxy) -> None:
    with proxy.asked("GET", "/") as answer:
        counted = Counter(name.lower() for name, _ in answer.getheaders())
        assert answer.getheader("Server") == "nginx"
        assert "secure" in str(answer.getheader("Set-Cookie")).lower()
    for name in (*(name.decode() for name, _ in HEADERS), "strict-transport-security"):
        assert counted[name] == 1, name


@wants_nginx
def test_fifty_megabytes_pass_whole_and_a_gigabyte_is_refused_in_a_sentence(proxy: Proxy) -> None:
    with proxy.asked("PUT", "/up", body=b"x" * (50 * MB)) as answer:
        assert answer.read().decode() == f"{50 * MB} https 127.0.0.1"
    with proxy.asked("PUT", "/up", headers={"Content-Length": str(1024 * MB)}) as answer:
        assert (answer.status, "文件过大" in answer.read().decode()) == (413, True)


@wants_nginx
def test_a_websocket_passes(proxy: Proxy) -> None:
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    with proxy.asked(
        "GET", "/stream", headers=asked | {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    ) as answer:
        assert answer.status == 101


@wants_nginx
def test_whoever_comes_without_encryption_is_sent_to_it(proxy: Proxy) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)) as connection:
        connection.request("GET", "/submit?period=2024-spring", headers={"Host": "sydata.example.cn"})
        with closing(connection.getresponse()) as answer:
            told = answer.status, answer.getheader("Location")
    assert told == (301, "https://sydata.example.cn/submit?period=2024-spring")


def test_the_proxy_takes_what_sydata_takes() -> None:
    (limit,) = re.findall(r"client_max_body_size (\d+)m;", SITE.read_text(encoding="utf-8"))
    most = settings.load({}, Path("nowhere")).max_upload_mb
    assert most < int(limit) <= most + 20


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_unit_with_its_part_for_a_server(tmp_path: Path) -> None:
    unit = (ROOT / "docs/sydata.service").read_text(encoding="utf-8")
    unit = unit.replace(
        "/opt/sydata/.venv/bin/python", shutil.which("true") or "/bin/true"
    )  # nothing is installed
    (tmp_path / "sydata.service").write_text(unit, encoding="utf-8")
    (tmp_path / "sydata.service.d").mkdir()
    shutil.copy(ROOT / "docs/server/postgresql.conf", tmp_path / "sydata.service.d")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "sydata.service")],
        capture_output=True, text=True, check=False, env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )  # fmt: skip
    assert (told.returncode, "sydata" in told.stderr) == (0, False), told.stderr
