"""Comments on cells, added to those that a sheet has: the words in one part, the boxes that show them in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sydata.exports.sendback.marks import SHEET_ORDER
from sydata.exports.sendback.package import Package
from sydata.exports.sendback.xml import (
    Element,
    NotEditable,
    add,
    child,
    children,
    descendants,
    having,
    namespace,
    put,
    value,
)
from sydata.model import Cell

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
ORDER = ("authors", "commentList", "extLst")
CONVERSATION = "tc="  # the author of a comment that stands for a conversation, which is what is shown
SHAPE_ID = re.compile(rb"_x0000_s(\d{1,9})")
NEW_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    b'<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
KIND = b"_x0000_t202"  # the kind of shape that a comment's box is
KIND_SHAPE = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202"
 style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:{height}pt;z-index:1;visibility:hidden"
 fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
<x:Anchor>{left}, 12, {top}, 2, {right}, 32, {bottom}, 2</x:Anchor><x:AutoFill>False</x:AutoFill>
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
WIDE, LINE = 4, 40  # columns that a box is wide, and half-width letters in one line of it


class Note(NamedTuple):
    """A comment to be written."""

    at: Cell
    text: str


def write_comments(package: Package, sheet: str, notes: list[Note], author: str) -> list[Cell]:
    """Adds comments to a sheet; a comment that is there stays, and ours goes on below it.

    Gives back the cells that hold a conversation: a comment there would not be seen.
    """
    name = _comments_part(package, sheet)
    root = package.root(name)
    by_cell = {each.get("ref", ""): each for each in descendants(root, "comment")}
    refused = [note.at for note in notes if _is_conversation(root, by_cell.get(note.at.address))]
    wanted = [note for note in notes if note.at not in refused]
    fresh = [note for note in wanted if note.at.address not in by_cell]
    for note in wanted:
        if note not in fresh:
            _append(by_cell[note.at.address], note.text)
    if fresh:
        who = _author(root, author)
        for note in fresh:
            _comment(root, note, who)
        _draw(package, sheet, fresh)
    return refused


def _comments_part(package: Package, sheet: str) -> str:
    found = package.related(sheet, "comments")
    if found:
        return found[0].target
    name = package.free("xl/comments{0}.xml")
    package.write(name, f'<comments xmlns="{namespace(package.root(sheet))}"/>'.encode())
    package.declare(name, COMMENTS_TYPE)
    package.relate(sheet, f"{relation_base(package.root(sheet))}/comments", name)
    return name


def relation_base(root: Element) -> str:
    """What the types of relations begin with: the strict format has its own."""
    return STRICT if "purl.oclc.org" in namespace(root) else RELATIONS


def _is_conversation(root: Element, comment: Element | None) -> bool:
    if comment is None:
        return False
    authors = [each.text or "" for each in descendants(root, "author")]
    number = comment.get("authorId", "")
    return number.isdigit() and int(number) < len(authors) and authors[int(number)].startswith(CONVERSATION)


def _author(root: Element, name: str) -> str:
    authors = having(root, "authors", ORDER)
    names = [each.text for each in children(authors, "author")]
    if name not in names:
        add(authors, "author", name)
        names.append(name)
    return str(names.index(name))


def _comment(root: Element, note: Note, author: str) -> None:
    comments = having(root, "commentList", ORDER)
    made = add(comments, "comment", ref=note.at.address, authorId=author)
    _run(add(made, "text"), note.text)


def _append(comment: Element, words: str) -> None:
    text = child(comment, "text")
    text = text if text is not None else put(comment, "text", ("text", "commentPr"))
    plain = child(text, "t")
    if plain is not None:  # plain words cannot stand beside runs: they become the first run
        text.remove(plain)
        _run(text, plain.text or "")
    _run(text, "\n\n" + words)


def _run(text: Element, words: str) -> None:
    run = add(text, "r")
    look = add(run, "rPr")
    add(look, "sz", val="10")
    add(look, "rFont", val="宋体")
    add(run, "t", words).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


# ---- the boxes ----
def _draw(package: Package, sheet: str, notes: list[Note]) -> None:
    name = _drawing_part(package, sheet)
    drawing = package.read(name)
    end = drawing.rfind(b"</xml>")
    if end < 0:
        raise NotEditable("drawing of comments")
    first = max(map(int, SHAPE_ID.findall(drawing)), default=1024) + 1
    shapes = b"" if KIND in drawing else KIND_SHAPE
    shapes += "".join(_shapes(notes, first)).encode()
    package.write(name, drawing[:end] + shapes + drawing[end:])


def _shapes(notes: list[Note], first: int) -> Iterator[str]:
    for id, (at, text) in enumerate(notes, first):
        lines = sum(1 + sum(2 if sign > "\xff" else 1 for sign in line) // LINE for line in text.split("\n"))
        top = max(at.row - 1, 0)
        yield SHAPE.format(
            id=id, height=14 * lines + 10, left=at.column + 1, right=at.column + 1 + WIDE, top=top,
            bottom=top + lines + 1, row=at.row, column=at.column,
        )  # fmt: skip


def _drawing_part(package: Package, sheet: str) -> str:
    root = package.root(sheet)
    place = child(root, "legacyDrawing")
    if place is not None:
        id = value(place, "id")
        found = [each.target for each in package.relations(sheet) if each.id == id]
        if not found:
            raise NotEditable("drawing of comments")
        return found[0]
    name = package.free("xl/drawings/vmlDrawing{0}.vml")
    package.write(name, NEW_DRAWING)
    package.declare_suffix("vml", DRAWING_TYPE)
    base = relation_base(root)
    id = package.relate(sheet, f"{base}/vmlDrawing", name)
    put(root, "legacyDrawing", SHEET_ORDER).set(f"{{{base}}}id", id)
    return name
