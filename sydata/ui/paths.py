"""The addresses that this service answers: pages, what Streamlit serves itself, and what is neither."""

from __future__ import annotations

from starlette.types import Message, Scope
from streamlit import get_option

from sydata.ui.registry import PAGES

# names that Streamlit itself serves
OWN = ("_stcore", "app", "auth", "component", "media", "oauth2callback", "static")


def base_path() -> str:
    """The path under which the service is mounted, without the last slash."""
    base = get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


def inner_path(scope: Scope) -> str:
    """The path of a request below the one under which the service is mounted."""
    path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
    return path.removeprefix(base_path())


def is_page(path: str) -> bool:
    """Whether a path is the bare one or a page's."""
    return path.strip("/") in ("", *(page.id for page in PAGES))


def names_page(path: str) -> bool:
    """Whether a path is a page's, or below a name that Streamlit itself serves."""
    return is_page(path) or path.strip("/").partition("/")[0] in OWN


def holds_page(message: Message) -> bool:
    """Whether an answer is the page in which Streamlit draws all others."""
    kinds = [value for name, value in message.get("headers", []) if name.lower() == b"content-type"]
    return message["status"] == 200 and any(kind.startswith(b"text/html") for kind in kinds)
