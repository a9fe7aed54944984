"""What Excel insists on in a workbook's package, where others are lenient: broken rules as sentences."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# CT_Worksheet of ECMA-376: Excel repairs, or refuses, a sheet whose elements stand in another order.
SHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
    "colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF "
    "drawingHF picture oleObjects controls webPublishItems tableParts extLst"
).split()
BOOK = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
    "fileRecoveryPr webPublishObjects extLst"
).split()
STYLES = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()


def complaints(content: bytes) -> list[str]:
    """Everything that Excel would repair or refuse; empty for a sound package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    return [
        *_twice(names),
        *_types(parts),
        *_relations(parts),
        *_ordered(parts),
        *_counted(parts),
        *_comments(parts),
    ]


def _twice(names: list[str]) -> Iterator[str]:
    yield from (f"{name} is there twice" for name, n in Counter(map(str.lower, names)).items() if n > 1)


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    root = etree.fromstring(parts["[Content_Types].xml"])
    defaults = Counter(each.get("Extension").lower() for each in root.iter(f"{TYPES}Default"))
    overrides = Counter(each.get("PartName").lower() for each in root.iter(f"{TYPES}Override"))
    yield from (f"{name}: two content types" for name, n in (defaults + overrides).items() if n > 1)
    there = {f"/{name}".lower() for name in parts}
    yield from (f"{name}: a content type for no part" for name in overrides if name not in there)
    for name in there - {"/[content_types].xml"}:
        if not name.endswith("/") and name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"{name}: no content type"


def _relations(parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.partition("_rels/")
        source = folder + file.removesuffix(".rels")
        rels = list(etree.fromstring(content).iter(f"{RELS}Relationship"))
        ids = Counter(rel.get("Id") for rel in rels)
        yield from (f"{name}: {id} twice" for id, n in ids.items() if n > 1)
        for rel in rels:
            if rel.get("TargetMode") != "External" and _target(folder, rel.get("Target")) not in parts:
                yield f"{name}: {rel.get('Target')} is not there"
        if source in parts and source.endswith(".xml"):
            every = etree.fromstring(parts[source]).iter()
            used = {value for each in every for key, value in each.attrib.items() if key.startswith(R)}
            yield from (f"{source}: {id} leads nowhere" for id in used - set(ids))


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(folder + target)


def _ordered(parts: dict[str, bytes]) -> Iterator[str]:
    orders = dict.fromkeys(filter(_is_sheet, parts), SHEET) | {
        "xl/workbook.xml": BOOK,
        "xl/styles.xml": STYLES,
    }
    for name, order in orders.items():
        tags = [
            etree.QName(each).localname for each in etree.fromstring(parts[name]) if isinstance(each.tag, str)
        ]
        known = [order.index(tag) for tag in tags if tag in order]
        if known != sorted(known):
            yield f"{name}: {tags} in a wrong order"
        many = ("conditionalFormatting",)
        yield from (f"{name}: {tag} twice" for tag, n in Counter(tags).items() if n > 1 and tag not in many)


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _counted(parts: dict[str, bytes]) -> Iterator[str]:
    """Styles that cells name must be there, and `count` must not lie."""
    styles = etree.fromstring(parts["xl/styles.xml"])
    sizes = {
        tag: len(styles.find(MAIN + tag)) if styles.find(MAIN + tag) is not None else 0 for tag in STYLES
    }
    for tag, size in sizes.items():
        element = styles.find(MAIN + tag)
        if element is not None and element.get("count") not in (None, str(size)):
            yield f"styles: {tag} says {element.get('count')} and has {size}"
    for name in filter(_is_sheet, parts):
        root = etree.fromstring(parts[name])
        for cell in root.iter(f"{MAIN}c"):
            if int(cell.get("s", 0)) >= sizes["cellXfs"]:
                yield f"{name}: {cell.get('r')} has a style that is not there"
        for rule in root.iter(f"{MAIN}cfRule"):
            if rule.get("dxfId") and int(rule.get("dxfId")) >= sizes["dxfs"]:
                yield f"{name}: a rule has a look that is not there"
        merged = [each.get("ref") for each in root.iter(f"{MAIN}mergeCell")]
        yield from (f"{name}: {ref} merged twice" for ref, n in Counter(merged).items() if n > 1)


def _comments(parts: dict[str, bytes]) -> Iterator[str]:
    """A sheet's comments need their boxes, both by one relationship, and one box a comment."""
    for name in filter(_is_sheet, parts):
        found, boxes = (_related(parts, name, kind) for kind in ("comments", "vmlDrawing"))
        if not found:
            continue
        legacy = etree.fromstring(parts[name]).find(f"{MAIN}legacyDrawing")
        box = boxes.get(legacy.get(f"{R}id"), "") if legacy is not None else ""
        if len(found) > 1 or box not in parts:
            yield f"{name}: comments without their boxes"
            continue
        yield from _boxed(
            name, etree.fromstring(parts[next(iter(found.values()))]), etree.fromstring(parts[box])
        )


def _related(parts: dict[str, bytes], name: str, kind: str) -> dict[str, str]:
    """Relationship → part, of those of a kind that a sheet has."""
    folder, _, file = name.rpartition("/")
    rels = parts.get(f"{folder}/_rels/{file}.rels")
    every = etree.fromstring(rels).iter(f"{RELS}Relationship") if rels else ()
    kept = [rel for rel in every if rel.get("Type").endswith(f"/{kind}")]
    return {rel.get("Id"): _target(f"{folder}/", rel.get("Target")) for rel in kept}


def _boxed(name: str, comments: Any, drawing: Any) -> Iterator[str]:
    every = list(comments.iter(f"{MAIN}comment"))
    places = [each.get("ref") for each in every]
    yield from (f"{name}: {ref} has two comments" for ref, n in Counter(places).items() if n > 1)
    authors = len(list(comments.iter(f"{MAIN}author")))
    if any(int(each.get("authorId")) >= authors for each in every):
        yield f"{name}: a comment of no author"
    tags = [each for each in drawing.iter() if isinstance(each.tag, str)]
    notes = [each for each in tags if each.tag.endswith("}ClientData") and each.get("ObjectType") == "Note"]
    if len(notes) != len(places):
        yield f"{name}: {len(places)} comments and {len(notes)} boxes"
    shapes = Counter(each.get("id") for each in tags if each.tag.endswith("}shape"))
    yield from (f"{name}: box {id} twice" for id, n in shapes.items() if n > 1)
