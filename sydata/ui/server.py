"""The service around the pages: a health address and the headers a browser needs to see.

`streamlit run sydata/ui/server.py` starts it; `python -m sydata serve` does the same.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from sydata import settings
from sydata.errors import SettingError
from sydata.release import VERSION
from sydata.store.condition import condition
from sydata.ui import data, journal, sign_in
from sydata.ui.gate import Gate, Way
from sydata.ui.parts import scripts
from sydata.ui.paths import holds_page, inner_path, names_page
from sydata.ui.stumbling import stumbled
from sydata.ui.view import LONGEST, MISSING

DOOR = Path(__file__).parent.parent.parent / "app.py"
# What a browser may load for our pages: only what this server sends. Styles are set on elements by Streamlit and
# Plotly, and their widths and colours cannot be told beforehand; scripts come from files alone.
POLICY = {
    "default-src": "'none'",
    "script-src": " ".join(("'self'", *scripts.allowed())),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "media-src": "'self' blob:",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"content-security-policy", "; ".join(f"{kind} {source}" for kind, source in POLICY.items()).encode()),
)


# Streamlit takes a `pages` folder beside the door for its own way of finding pages, and greets the first
# visitor of a deep link with its English "Page not found". The menu is ours: see registry.py.
PagesManager.uses_pages_directory = False


class Headers:
    """Adds our headers to every answer over http."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class Unknown:
    """Leads an address that names no page to the first page, which says so in the reader's language.

    Streamlit answers any address with its own page, and greets it with an English "Page not found". So only that
    answer is put aside: whatever else has an address keeps it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wrong = scope["type"] == "http" and not names_page(inner_path(scope))
        await self.app(scope, receive, self._led_away(scope, receive, send) if wrong else send)

    def _led_away(self, scope: Scope, receive: Receive, send: Send) -> Send:
        led = False

        async def instead(message: Message) -> None:
            nonlocal led
            if message["type"] == "http.response.start" and holds_page(message):
                led = True
                await RedirectResponse(first_address(scope))(scope, receive, send)
            elif not led:
                await send(message)

        return instead


def first_address(scope: Scope) -> str:
    """The way from an address that names no page to the bare one, with the name that was asked for."""
    path = inner_path(scope).lstrip("/")
    asked = parse_qsl(scope["query_string"].decode("latin-1"))
    kept = [(key, value) for key, value in asked if key != MISSING]
    return ("../" * path.count("/") or "./") + "?" + urlencode([*kept, (MISSING, path.strip("/")[:LONGEST])])


def health(_request: Request) -> JSONResponse:
    """Version, schema and the data's revision, which grows with every write.

    `degraded`, with the problems by name, if the store cannot be written to now or its disk is nearly full; 503 if
    settings or store cannot be read. Why goes to the log: whoever may ask whether the service lives need not
    know where its data lies.
    """
    try:
        given = settings.load()
        found = condition(data.store(given.database_url))
    except Exception as error:  # noqa: BLE001 whatever it is, the answer is 503 and the log has it
        journal.failure("settings or store cannot be read", error)
        return JSONResponse({"status": "failed", "version": VERSION}, status_code=503)
    told = {"status": "degraded" if found.problems else "ok", "version": VERSION, "revision": found.revision}
    return JSONResponse(
        told | {"schema": found.schema} | ({"problems": found.problems} if found.problems else {})
    )


def _start_log() -> None:
    try:
        given = settings.load()
    except SettingError:  # every page and the health address say so
        journal.start("info", "")
        return
    journal.start(given.log_level, given.log_file)


def first(request: Request) -> RedirectResponse:
    """The first page's address is the bare one; Streamlit would greet its name with "Page not found"."""
    return RedirectResponse("./" + (f"?{request.url.query}" if request.url.query else ""))


def _may_start() -> None:
    """End at once where the service would be open to others than it should be."""
    if why := sign_in.why_not():
        raise SystemExit(why)


_may_start()
_start_log()
ROUTES = [Route("/health", health), Route("/overview", first)]
LAYERS = [Middleware(Headers), Middleware(Gate), Middleware(Way), Middleware(Unknown)]
app = st.App(DOOR, routes=ROUTES, middleware=LAYERS, on_script_error=stumbled)
