"""Questioned cells made visible in their sheet, over their own format and without changing it."""

from __future__ import annotations

from collections.abc import Sequence

from sydata.exports.sendback.questions import cell_of
from sydata.exports.sendback.xml import Element, add, child, children, descendants, local, put
from sydata.model import Cell, Merge, address

SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "drawingHF", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
SIGN = '"核查问题"="核查问题"'  # always true; by it our own marks are known again


def merges_of(root: Element) -> tuple[Merge, ...]:
    """The merged ranges of a sheet."""
    block = child(root, "mergeCells")
    ranges = [each.get("ref", "") for each in children(block, "mergeCell")] if block is not None else []
    found = []
    for text in ranges:
        corners = [cell_of(corner) for corner in text.split(":")]
        if len(corners) == 2 and corners[0] is not None and corners[1] is not None:
            found.append(Merge(*corners[0], *corners[1]))
    return tuple(found)


def anchors(merges: Sequence[Merge], cells: Sequence[Cell]) -> dict[Cell, Cell]:
    """The anchor of each of these cells that lies in a merged range."""
    return {
        cell: Cell(merge.top, merge.left)
        for cell in cells
        for merge in merges
        if merge.top <= cell.row <= merge.bottom and merge.left <= cell.column <= merge.right
    }


def mark(root: Element, cells: Sequence[Cell], merges: Sequence[Merge], look: str) -> None:
    """Marks cells, a merged one over its whole range, before all other conditional formats; earlier marks go."""
    unmark(root)
    for rule in (
        rule for block in root if local(block) != "sheetData" for rule in descendants(block, "cfRule")
    ):
        if (priority := rule.get("priority", "")).isdigit():
            rule.set("priority", str(int(priority) + 1))
    whole = {Cell(merge.top, merge.left): merge for merge in merges}
    block = put(root, "conditionalFormatting", SHEET_ORDER)
    block.set("sqref", " ".join(_range(cell, whole.get(cell)) for cell in cells))
    rule = add(block, "cfRule", type="expression", dxfId=look, priority="1")
    add(rule, "formula", SIGN)


def unmark(root: Element) -> None:
    """Takes out marks of an earlier round."""
    for block in children(root, "conditionalFormatting"):
        for rule in children(block, "cfRule"):
            if any((formula.text or "").replace(" ", "") == SIGN for formula in children(rule, "formula")):
                block.remove(rule)
        if not children(block, "cfRule"):
            root.remove(block)


def _range(cell: Cell, merge: Merge | None) -> str:
    return cell.address if merge is None else f"{cell.address}:{address(merge.bottom, merge.right)}"
