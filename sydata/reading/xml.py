"""XML from a file somebody sent: no entities, no network, no document types."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from sydata.errors import UnreadableFile
from sydata.reading.budget import Budget
from sydata.reading.package import Package

MOST = 999_999_999  # what is beyond is as much too large


def parse(data: bytes, part: str) -> etree._Element:
    """The root element. Raises UnreadableFile("damaged") for broken XML or XML that declares entities."""
    if b"<!DOCTYPE" in data:
        raise UnreadableFile("damaged", f"{part}: document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged", f"{part}: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("damaged", f"{part}: document type")
    return root


def parse_part(package: Package, name: str, budget: Budget) -> etree._Element:
    """The root of a document's main part; UnreadableFile("too-large") if walking it would take seconds."""
    data = package.read(name)
    if len(data) > budget.document_bytes:
        raise UnreadableFile("too-large", f"{name}: {len(data)} bytes")
    return parse(data, name)


def local(element: etree._Element) -> str:
    """An element's name without its namespace: writers differ in namespaces, never in these names."""
    return _bare(element.tag)


@lru_cache(maxsize=2000)
def _bare(name: str) -> str:
    return str(name).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if _bare(key) == name:
            return str(value)
    return None


def count(element: etree._Element, name: str, default: int = 1) -> int:
    """A whole number from an attribute, at most MOST; the default if it is absent or no number."""
    text = attribute(element, name) or ""
    return min(int(text[:20]), MOST) if text.isascii() and text.isdigit() else default
