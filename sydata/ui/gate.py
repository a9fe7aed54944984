"""What is refused before Streamlit sees it, and the way back to the page that was asked for before signing in.

Without sign-in, only this computer is answered: a request that came by a proxy, from another computer or under
another name than this computer's is refused. With it, files are taken and given only with a cookie that we signed.
"""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from sydata.ui import sign_in
from sydata.ui.paths import base_path, holds_page, inner_path, is_page
from sydata.ui.sign_in import CALLBACK, is_loopback

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
FILES = ("/media/", "/_stcore/upload_file/")
WAY = "sydata_way"  # the cookie of the page that was asked for
WAY_SECONDS, LONGEST_WAY = 900, 1000
BY_PROXY = (
    "经代理转来的请求不予受理：未设置登录，只能在本机使用。"
    "This request came by a proxy. Without sign-in this service is for the computer it runs on only."
)
FROM_ELSEWHERE = (
    "未设置登录，只能在本机以 127.0.0.1 或 localhost 打开。"
    "Without sign-in this service answers the computer it runs on only, under 127.0.0.1 or localhost."
)
NOT_SIGNED_IN = "请先登录。Sign in first."


class Gate:
    """Refuses with 403 what must not come in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        why = refusal(scope, sign_in.is_set_up()) if scope["type"] in ("http", "websocket") else ""
        if not why:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(why, 403)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": "403"})


def refusal(scope: Scope, signs_in: bool) -> str:
    """Why a request is not let in; nothing if it is."""
    headers = Headers(scope=scope)
    if signs_in:
        guarded = inner_path(scope).startswith(FILES)
        return NOT_SIGNED_IN if guarded and not is_signed(headers.get("cookie", "")) else ""
    if any(name in headers for name in FORWARDED):
        return BY_PROXY
    client = scope.get("client")
    host = urlsplit(f"//{headers.get('host', 'localhost')}").hostname
    return "" if (client is None or is_loopback(client[0])) and is_loopback(host) else FROM_ELSEWHERE


def is_signed(cookies: str) -> bool:
    """Whether cookies hold a sign-in that we signed: whose and how old, every run of a page asks."""
    value = cookie_parser(cookies).get(USER_COOKIE_NAME)
    return value is not None and _opened(value) is not None


def _opened(value: str) -> bytes | None:
    return decode_signed_value(get_cookie_secret(), USER_COOKIE_NAME, value.encode("latin-1", "replace"))


class Way:
    """Leads whoever has signed in back to the page that was asked for; lets cookies go by https only where it is used.

    Streamlit itself leads to the first page. The page asked for last is kept in a cookie of our own, from which
    nothing is taken but the name of a page of ours and what stands behind its question mark.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def led(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = answer_headers(scope, message)
            await send(message)

        uses = scope["type"] == "http" and sign_in.is_set_up()
        await self.app(scope, receive, led if uses else send)


def answer_headers(scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, with the way kept, or taken."""
    headers: list[tuple[bytes, bytes]] = list(message.get("headers", []))
    path = inner_path(scope)
    if is_page(path) and holds_page(message):
        headers.append((b"set-cookie", _cookie(path, scope["query_string"].decode("latin-1"))))
    elif path == CALLBACK and _signs_in(headers):
        way = kept_way(Headers(scope=scope).get("cookie", ""))
        headers = [(n, way.encode() if n.lower() == b"location" else v) for n, v in headers]
    return [(name, _secure(value) if name.lower() == b"set-cookie" else value) for name, value in headers]


def kept_way(cookies: str) -> str:
    """The address of the page that was asked for; of the first one where nothing, or nothing of ours, was kept."""
    asked = unquote(cookie_parser(cookies).get(WAY, ""))
    path, _, query = asked.partition("?")
    known = path.startswith("/") and path.count("/") == 1 and is_page(path) and len(asked) <= LONGEST_WAY
    kept = quote(query, safe="=&%+-._~") if known else ""
    return base_path() + (path if known else "/") + (f"?{kept}" if kept else "")


def _cookie(path: str, query: str) -> bytes:
    asked = quote(f"/{path.strip('/')}" + (f"?{query}" if query else ""), safe="")
    about = f"Path={base_path() or '/'}; Max-Age={WAY_SECONDS}; HttpOnly; SameSite=Lax"
    return f"{WAY}={asked}; {about}".encode()


def _signs_in(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether an answer gives somebody a sign-in."""
    start = f"{USER_COOKIE_NAME}=".encode()
    given = [value for name, value in headers if name.lower() == b"set-cookie" and value.startswith(start)]
    return any(b"max-age=0" not in value.lower() for value in given)


def _secure(cookie: bytes) -> bytes:
    marked = any(part.strip().lower() == b"secure" for part in cookie.split(b";"))
    return cookie + b"; Secure" if sign_in.is_encrypted() and not marked else cookie
