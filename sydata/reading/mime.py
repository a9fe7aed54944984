"""Web archives (.mht, .mhtml, and such saved as .xls): the pages inside, with the sheets they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

from sydata.errors import UnreadableFile
from sydata.reading import html
from sydata.reading.budget import Budget

HEADER = re.compile(r"\s*[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n")
BOUNDARIES = 20  # parts inside parts; a web archive has one level
BLOCK = re.compile(r"<x:ExcelWorksheet>(.{0,20000}?)</x:ExcelWorksheet>", re.IGNORECASE | re.DOTALL)
NAME = re.compile(r"<x:Name>([^<]{1,200})</x:Name>", re.IGNORECASE)
PLACE = re.compile(r"""<x:WorksheetSource\s+HRef\s*=\s*(?:3D)?["']([^"']{1,500})""", re.IGNORECASE)
HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.IGNORECASE)


class Page(NamedTuple):
    """A page's text, and the sheet that Excel or WPS says it shows (empty where neither wrote it)."""

    text: str
    sheet: str = ""
    visible: bool = True


class _Told(NamedTuple):
    """What the workbook's frame tells of a sheet."""

    name: str
    place: str
    visible: bool


def is_archive_of_pages(head: str) -> bool:
    """Whether a text begins as a web archive: MIME headers of parts, but no letter's addresses."""
    names = header_names(head)
    return "mime-version" in names and "content-type" in names and not is_mail(head)


def is_mail(head: str) -> bool:
    """Whether a text begins with the headers of a letter."""
    names = header_names(head)
    return bool(names & {"received", "to", "delivered-to", "return-path", "message-id", "x-mailer"}) and bool(
        names & {"from", "subject", "mime-version"}
    )


def header_names(head: str) -> set[str]:
    """The names of the MIME headers that a text begins with, in lower case."""
    names, at = set(), 0
    while match := HEADER.match(head, at):
        names.add(match[0].partition(":")[0].strip().lower())
        at = match.end()
        while head[at : at + 1] in (" ", "\t"):  # a header that goes on
            at = head.find("\n", at) + 1 or len(head)
        if head[at : at + 1] in ("\r", "\n"):
            break
    return names


def pages(content: bytes, budget: Budget) -> Iterator[Page]:
    """The page itself, or all pages of an archive, in their order. Raises UnreadableFile (damaged, too-large)."""
    head = content[:4000].decode("latin-1")
    if not is_archive_of_pages(head.removeprefix("\xef\xbb\xbf")):
        text = html.decode(content)
        yield _page(text, "", _told(text))
        return
    texts = list(_parts(content, budget))
    told = [entry for text, _ in texts for entry in _told(text)]
    for text, place in texts:
        yield _page(text, place, told)


def _parts(content: bytes, budget: Budget) -> Iterator[tuple[str, str]]:
    """The text and the address of each HTML part."""
    if content.lower().count(b"boundary=") > BOUNDARIES:
        raise UnreadableFile("damaged", "parts inside parts")
    try:
        message = BytesParser().parsebytes(content)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
        pages = [(_body(part), str(part.get("Content-Location", ""))) for part in parts[: budget.members]]
    except (MessageError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableFile("damaged", f"web archive: {error}") from error
    if not pages:
        raise UnreadableFile("damaged", "web archive without a page")
    yield from pages


def _body(part: Message) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    return html.decode(payload, charset) if isinstance(payload, bytes) else ""


def _told(text: str) -> list[_Told]:
    """The sheets that the frame of a workbook names, with the pages that show them."""
    found: list[_Told] = []
    for block in BLOCK.findall(text[:200_000]):
        name, place = NAME.search(block), PLACE.search(block)
        if name:
            shown = not HIDDEN.search(block)
            found.append(_Told(_plain(name[1]), _last(place[1]) if place else "", shown))
    return found


def _plain(name: str) -> str:
    named: Mapping[str, str] = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
    for entity, sign in named.items():
        name = name.replace(entity, sign)
    return name.strip()


def _last(place: str) -> str:
    return place.replace("\\", "/").rpartition("/")[2].lower()


def _page(text: str, place: str, told: list[_Told]) -> Page:
    by_place = [entry for entry in told if entry.place and entry.place == _last(place)]
    alone = [entry for entry in told if not entry.place] if len(told) == 1 else []
    for entry in by_place or alone:
        return Page(text, entry.name, entry.visible)
    return Page(text)
