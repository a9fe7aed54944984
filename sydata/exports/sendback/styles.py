"""The few styles that the list of questions and the marked cells need, added behind a workbook's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sydata.exports.sendback.package import Package
from sydata.exports.sendback.xml import Element, add, child, children, having, namespace, parse

ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
    "colors", "extLst",
)  # fmt: skip
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
MARKED, EDGE = "FFFFE699", "FFC00000"  # the ground and the edge of a questioned cell
HEADED, ANSWERED, LINK, URGENT, GRID = "FFF2EFE9", "FFFFF9E5", "FF0563C1", "FFC00000", "FFBFBFBF"
TEXT_FORMAT = "49"  # @: what is typed there stays text, whatever it begins with


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of the added styles: of cells by name, and of the look of a marked cell."""

    cells: Mapping[str, str]
    marked: str


def with_styles(package: Package, book: str, base: str) -> Styles:
    """Adds the styles to the workbook's part of styles, made if it has none. base: of the types of relations."""
    found = package.related(book, "styles")
    name = found[0].target if found else "xl/styles.xml"
    if not package.has(name):
        package.write(name, f'<styleSheet xmlns="{namespace(package.root(book))}"/>'.encode())
        package.declare(name, TYPE)
        if not found:
            package.relate(book, f"{base}/styles", name)
    return _added(package.root(name))


def _added(root: Element) -> Styles:
    _settle(root)
    edge = _border(root)
    plain, bold, title, urgent, link = (
        _font(root), _font(root, bold=True), _font(root, bold=True, size="16"),
        _font(root, bold=True, color=URGENT), _font(root, color=LINK, underlined=True),
    )  # fmt: skip
    grey, pale = _fill(root, HEADED), _fill(root, ANSWERED)
    cells = {
        "title": _xf(root, title, vertical="center"),
        "line": _xf(root, plain),
        "urgent": _xf(root, urgent),
        "heading": _xf(root, bold, grey, edge, horizontal="center", vertical="center"),
        "number": _xf(root, plain, "0", edge, horizontal="center"),
        "text": _xf(root, plain, "0", edge, quoted=True),
        "place": _xf(root, plain, "0", edge, quoted=True, horizontal="center"),
        "link": _xf(root, link, "0", edge, horizontal="center"),
        "answer": _xf(root, plain, pale, edge, form=TEXT_FORMAT),
    }
    return Styles(cells, _look(root))


def _settle(root: Element) -> None:
    """What a part of styles must begin with, if it is empty."""
    parts = {name: having(root, name, ORDER) for name in ORDER[1:6]}
    if not len(parts["fonts"]):
        font = add(parts["fonts"], "font")
        add(font, "sz", val="11")
        add(font, "name", val="宋体")
    if not len(parts["fills"]):
        for pattern in ("none", "gray125"):
            add(add(parts["fills"], "fill"), "patternFill", patternType=pattern)
    if not len(parts["borders"]):
        add(parts["borders"], "border")
    for name in ("cellStyleXfs", "cellXfs"):
        if not len(parts[name]):
            add(parts[name], "xf", numFmtId="0", fontId="0", fillId="0", borderId="0")
    if not len(having(root, "cellStyles", ORDER)):
        add(having(root, "cellStyles", ORDER), "cellStyle", name="Normal", xfId="0", builtinId="0")


def _counted(root: Element, name: str, tag: str) -> str:
    """Brings a list's count up to date; the number of its last entry."""
    entries = having(root, name, ORDER)
    count = len(children(entries, tag))
    entries.set("count", str(count))
    return str(count - 1)


def _font(
    root: Element, bold: bool = False, size: str = "11", color: str = "", underlined: bool = False
) -> str:
    """A font of the workbook's own family."""
    fonts = having(root, "fonts", ORDER)
    family = child(fonts[0], "name")
    font = add(fonts, "font")
    for name, wanted in (("b", bold), ("u", underlined)):
        if wanted:
            add(font, name)
    add(font, "sz", val=size)
    if color:
        add(font, "color", rgb=color)
    add(font, "name", val=family.get("val", "宋体") if family is not None else "宋体")
    return _counted(root, "fonts", "font")


def _fill(root: Element, color: str) -> str:
    pattern = add(add(having(root, "fills", ORDER), "fill"), "patternFill", patternType="solid")
    add(pattern, "fgColor", rgb=color)
    add(pattern, "bgColor", indexed="64")
    return _counted(root, "fills", "fill")


def _border(root: Element) -> str:
    _edges(add(having(root, "borders", ORDER), "border"), GRID)
    return _counted(root, "borders", "border")


def _edges(border: Element, color: str) -> None:
    for side in ("left", "right", "top", "bottom"):
        add(add(border, side, style="thin"), "color", rgb=color)


def _xf(root: Element, font: str, fill: str = "0", border: str = "0", **more: object) -> str:
    """A format of cells: words wrapped, set from the top unless said otherwise."""
    form, quoted = str(more.pop("form", "0")), bool(more.pop("quoted", False))
    xf = add(
        having(root, "cellXfs", ORDER), "xf", numFmtId=form, fontId=font, fillId=fill, borderId=border,
        xfId="0", applyFont="1", applyFill="1", applyBorder="1", applyAlignment="1", applyNumberFormat="1",
    )  # fmt: skip
    if quoted:
        xf.set("quotePrefix", "1")
    places = {"vertical": "top", **{key: str(value) for key, value in more.items()}}
    add(xf, "alignment", wrapText="1", **places)
    return _counted(root, "cellXfs", "xf")


def _look(root: Element) -> str:
    """How a marked cell looks, over its own format and without changing it."""
    look = add(having(root, "dxfs", ORDER), "dxf")
    add(add(add(look, "fill"), "patternFill", patternType="solid"), "bgColor", rgb=MARKED)
    _edges(add(look, "border"), EDGE)
    return _counted(root, "dxfs", "dxf")


def empty_root(name: str, namespace_of: Element) -> Element:
    """A new root element in another root's namespace."""
    return parse(f'<{name} xmlns="{namespace(namespace_of)}"/>'.encode())
