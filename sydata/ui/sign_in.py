"""Whether people sign in here, and what stands against serving as it is set up.

Sign-in is Streamlit's own (OpenID Connect), set up by `[auth]` in `.streamlit/secrets.toml`. Without it the service
is for this computer only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit import get_option
from streamlit.auth_util import get_secrets_auth_section

WANTED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32
CALLBACK = "/oauth2callback"


def is_loopback(address: str | None) -> bool:
    """Whether an address, or a host's name, is this computer's own."""
    try:
        return address == "localhost" or ip_address((address or "").strip("[]")).is_loopback
    except ValueError:
        return False


def auth() -> Mapping[str, Any]:
    """What is set up for sign-in; empty where nothing is."""
    return dict(get_secrets_auth_section() or {})


@cache
def is_set_up() -> bool:
    """Whether people sign in here. Asked once: taking the file away opens no door while the service runs."""
    return bool(auth())


def is_encrypted() -> bool:
    """Whether browsers reach the service by https."""
    return is_set_up() and str(auth().get("redirect_uri", "")).startswith("https://")


def refusal(address: str | None, given: Mapping[str, Any], unreadable: str = "") -> str:
    """Why the service may not start so, in Chinese and English; nothing if it may.

    address: where it would listen, None for everywhere; given: what is set up for sign-in; unreadable: a file of it
    that is there and cannot be read.
    """
    if unreadable:
        return f"{unreadable}: 登录设置无法读取 what is set up for sign-in cannot be read."
    if not given:
        return "" if is_loopback(address) else NOT_ALONE.format(address=address or "0.0.0.0")
    missing = [key for key in WANTED if not isinstance(given.get(key), str) or not given[key]]
    if missing:
        return f"secrets.toml [auth]: 缺少 wanted too: {', '.join(missing)}."
    if len(given["cookie_secret"]) < SHORTEST_SECRET:
        return (
            f"secrets.toml [auth] cookie_secret: 至少 {SHORTEST_SECRET} 位 {SHORTEST_SECRET} letters or more."
        )
    open_ = [key for key in ("redirect_uri", "server_metadata_url") if not _is_safe(given[key])]
    if open_:
        return f"secrets.toml [auth] {', '.join(open_)}: 应为 https 地址 wanted an address of https."
    if urlsplit(given["redirect_uri"]).path.rpartition("/")[2] != CALLBACK.strip("/"):
        return f"secrets.toml [auth] redirect_uri: 应以 {CALLBACK} 结尾 must end in {CALLBACK}."
    absent = [name for name in ("authlib", "httpx") if find_spec(name) is None]
    return f"缺少 not installed: {', '.join(absent)}: requirements-server.txt" if absent else ""


NOT_ALONE = (
    "未设置登录，只能在本机使用，不能监听 {address}：请设置登录（见 docs/admin.zh.md），或用 127.0.0.1。"
    "Without sign-in the service is for this computer only and may not listen on {address}: set sign-in up "
    "(docs/admin.md), or take 127.0.0.1."
)


def why_not() -> str:
    """Why the service, as it is set up now, may not start; nothing if it may."""
    paths = [path for path in get_option("secrets.files") if Path(path).exists()]
    unreadable = paths[0] if paths and not _loads() else ""
    return refusal(get_option("server.address"), auth(), unreadable)


def _loads() -> bool:
    from streamlit.runtime.secrets import secrets_singleton

    return secrets_singleton.load_if_toml_exists()


def _is_safe(address: str) -> bool:
    """By https, or to this computer itself."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    )
