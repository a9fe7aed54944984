"""The XML parts of a workbook that a stranger sent, changed without losing what else is in them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element


class NotEditable(Exception):
    """The package is broken, or not built as its format says: a copy of it cannot be made."""


def parse(data: bytes) -> Element:
    """The root of a part; no entities, no network. Raises NotEditable."""
    if b"<!DOCTYPE" in data:
        raise NotEditable("document type")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotEditable(str(error)) from error


def serialized(root: Element) -> bytes:
    """The part as bytes, as Office writes it."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: Element) -> str:
    """A name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element: the strict and the usual formats differ in it."""
    return element.tag.rpartition("}")[0].removeprefix("{")


def children(element: Element, name: str) -> list[Element]:
    """Children of a name, whatever their namespace."""
    return [child for child in element if local(child) == name]


def child(element: Element, name: str) -> Element | None:
    """The first child of a name."""
    return next(iter(children(element, name)), None)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """All elements of a name below this one."""
    return (each for each in element.iter() if local(each) == name)


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new last child in the parent's namespace."""
    made = etree.SubElement(parent, f"{{{namespace(parent)}}}{name}", attributes)
    if text:
        made.text = text
    return made


def put(parent: Element, name: str, order: tuple[str, ...]) -> Element:
    """A new child at the place that a format's order of children gives it."""
    made = etree.Element(f"{{{namespace(parent)}}}{name}")
    rank = {each: number for number, each in enumerate(order)}
    after = (at for at, each in enumerate(parent) if rank.get(_inner(each), -1) > rank[name])
    parent.insert(next(after, len(parent)), made)
    return made


def _inner(element: Element) -> str:
    """The name that decides a child's place: that of what an alternative holds."""
    if local(element) != "AlternateContent":
        return local(element)
    return next((local(each) for choice in element for each in choice), "")


def having(parent: Element, name: str, order: tuple[str, ...]) -> Element:
    """The child of a name, made if there is none."""
    found = child(parent, name)
    return found if found is not None else put(parent, name, order)


def value(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty if it is not there."""
    return next(
        (str(said) for key, said in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )
