"""A copy of a workbook (.xlsx, .xlsm) with questions in it: the package is edited, so that nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sydata.exports.sendback.comments import Note, relation_base, write_comments
from sydata.exports.sendback.listing import Entry, link, list_sheet, stored
from sydata.exports.sendback.marks import anchors, mark, merges_of, unmark
from sydata.exports.sendback.package import Package
from sydata.exports.sendback.questions import Heading, Mark, Question, cell_of, comment, marks_of, numbers
from sydata.exports.sendback.styles import Styles, with_styles
from sydata.exports.sendback.xml import (
    Element,
    NotEditable,
    add,
    child,
    children,
    descendants,
    local,
    serialized,
    value,
)
from sydata.model import Cell

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": ".xlsm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.template.macroenabled.main+xml": ".xltm",
}
SIGNATURES = "_xmlsignatures/"
NAME_LIMIT = 31  # letters of a sheet's name


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as bytes, with the suffix that its kind of workbook bears."""

    content: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class _Book:
    """An opened workbook: its package, the name of its main part, and its sheets (name → part) in their order."""

    package: Package
    name: str
    sheets: dict[str, str]
    base: str

    @property
    def root(self) -> Element:
        return self.package.root(self.name)


def with_questions(
    content: bytes, questions: Sequence[Question], head: Heading, notes: Sequence[str] = ()
) -> Copy:
    """The workbook with comments on the questioned cells, those marked, and the list as its first sheet.

    notes: what to say above the list besides what the copy itself makes necessary. Raises NotEditable for bytes
    that are no such workbook, or a broken one.
    """
    book = _opened(content)
    styles = with_styles(book.package, book.name, book.base)
    told = [*notes, *_about(book, questions, head)]
    entries, silent = _asked(book, questions, head, styles)
    told += _unseen(entries, silent, head)
    sheet = list_sheet(book.root, head, entries, told, styles.cells)
    _insert(book, sheet, _free_name(book, head.word("sheet", "name")))
    return Copy(book.package.content(), _suffix(book.package, book.name))


def is_workbook(content: bytes) -> bool:
    """Whether bytes are a workbook that can be copied with questions in it."""
    try:
        _opened(content)
    except NotEditable:
        return False
    return True


# ---- opening ----
def _opened(content: bytes) -> _Book:
    package = Package(content)
    main = package.related("", "officeDocument")
    if not main or not _suffix(package, main[0].target):
        raise NotEditable("no workbook")
    name = main[0].target
    root = package.root(name)
    targets = {each.id: each.target for each in package.related(name, "worksheet")}
    listed = _listed(root)
    found = {each.get("name", ""): targets.get(value(each, "id"), "") for each in listed}
    sheets = {sheet: part for sheet, part in found.items() if part and package.has(part)}
    if local(root) != "workbook" or not sheets:
        raise NotEditable("no workbook")
    for part in sheets.values():
        if child(package.root(part), "sheetData") is None:
            raise NotEditable(part)
    return _Book(package, name, sheets, relation_base(root))


def _listed(root: Element) -> list[Element]:
    block = child(root, "sheets")
    return children(block, "sheet") if block is not None else []


def _suffix(package: Package, name: str) -> str:
    return SUFFIXES.get(package.type_of(name).lower(), "")


# ---- questions at their cells ----
def _asked(
    book: _Book, questions: Sequence[Question], head: Heading, styles: Styles
) -> tuple[list[Entry], list[str]]:
    """Writes comments and marks; the entries of the list, and the places where no comment could be written."""
    targets: dict[int, str] = {}
    silent = []
    for name, part in book.sheets.items():
        root = book.package.root(part)
        merges = merges_of(root)
        own = [each for each in questions if each.sheet == name]
        cells = [at for each in own if (at := cell_of(each.cell)) is not None]
        marks = marks_of(own, anchors(merges, cells))
        unmark(root)
        if marks:
            mark(root, [each.at for each in marks], merges, styles.marked)
            silent += [link(name, at.address) for at in _comments(book.package, part, marks, head)]
        targets |= {id(q): link(name, m.at.address) for m in marks for q in m.questions}
    return [Entry(each, targets.get(id(each), "")) for each in questions], silent


def _comments(package: Package, part: str, marks: Sequence[Mark], head: Heading) -> list[Cell]:
    notes = [Note(each.at, stored(comment(each, head))) for each in marks]
    return write_comments(package, part, notes, stored(head.office))


# ---- what is to be said of the copy ----
def _about(book: _Book, questions: Sequence[Question], head: Heading) -> Iterator[str]:
    """Notes on protection, macros and signatures; a signature is taken out, since the copy ends it."""
    package = book.package
    asked = {each.sheet for each in questions}
    states = {each.get("name", ""): each.get("state", "visible") for each in _listed(book.root)}
    for name, part in book.sheets.items():
        if name in asked and child(package.root(part), "sheetProtection") is not None:
            yield head.word("notes", "protected").format(sheet=name)
        if name in asked and states.get(name) != "visible":
            yield head.word("notes", "hidden").format(sheet=name)
    if package.related(book.name, "vbaProject"):
        yield head.word("notes", "macros")
    if package.related("", "origin"):
        package.unrelate("", "origin")
        package.remove(SIGNATURES)
        yield head.word("notes", "signature")


def _unseen(entries: Sequence[Entry], silent: Sequence[str], head: Heading) -> Iterator[str]:
    comma = "、" if head.language == "zh" else ", "
    if silent:
        yield head.word("notes", "threaded").format(places=comma.join(silent))
    rest = [entry.question for entry in entries if not entry.target]
    if rest:
        yield head.word("notes", "unplaced").format(numbers=numbers(rest, head))


# ---- the list as first sheet ----
def _free_name(book: _Book, wanted: str) -> str:
    """The list's name; in a later round with its number, since earlier lists stay."""
    taken = {each.get("name", "").casefold() for each in _listed(book.root)}
    names = (wanted if n == 1 else f"{wanted} {n}"[:NAME_LIMIT] for n in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)


def _insert(book: _Book, sheet: Element, name: str) -> None:
    """Makes a sheet the first one, selected alone: two selected sheets would be typed into at once."""
    package, root = book.package, book.root
    part = package.free("xl/worksheets/sheet{0}.xml")
    package.write(part, serialized(sheet))
    package.declare(part, SHEET_TYPE)
    listed = _listed(root)
    ids = [int(each.get("sheetId", "0")) for each in listed if each.get("sheetId", "").isdigit()]
    made = add(listed[0].getparent(), "sheet", name=name, sheetId=str(max(ids, default=0) + 1))
    made.set(f"{{{book.base}}}id", package.relate(book.name, f"{book.base}/worksheet", part))
    made.getparent().insert(0, made)
    for defined in descendants(root, "definedName"):
        if (at := defined.get("localSheetId", "")).isdigit():
            defined.set("localSheetId", str(int(at) + 1))
    for view in descendants(root, "workbookView"):
        view.attrib.update({"activeTab": "0", "firstSheet": "0"})
    _deselect(book)


def _deselect(book: _Book) -> None:
    others = [
        each.target
        for kind in ("chartsheet", "dialogsheet")
        for each in book.package.related(book.name, kind)
    ]
    for part in {*book.sheets.values(), *filter(book.package.has, others)}:
        for views in children(book.package.root(part), "sheetViews"):
            for view in children(views, "sheetView"):
                view.attrib.pop("tabSelected", None)
