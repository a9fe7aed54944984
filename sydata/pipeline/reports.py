"""Reports in prose among the sheets of a file: their lines, whose they are, and the return their figures go to.

A text without a table is a return of its own. Beside a table it is proposed for the table's return, unless the text
says that it is of another unit or period: then it is a return of its own too, or of nobody if it names nobody.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from sydata.catalog.learned import Desk
from sydata.catalog.questions import is_question_list
from sydata.model import Line, Sheet, SourceFile, address
from sydata.pipeline.forms import Form
from sydata.pipeline.identity import Identity, Problem, Told, identify
from sydata.pipeline.lines import Around
from sydata.pipeline.prose import NEVER, Prose, Stated, Unread, read_prose
from sydata.pipeline.prose_head import report_around
from sydata.pipeline.prose_words import sentences
from sydata.pipeline.understand import Understood
from sydata.reading import read_file

ENDS = ("。", "！", "？", "：", "；")
STOPS = ("。", "；", "，")
SENTENCE = 12  # letters that a sentence has at least
BESIDE = 3  # texts side by side are a table's
Home = tuple[int, int]  # a sheet of the file, and one of its forms


def lines_of(sheets: Iterable[Sheet], tables: Container[str] = ()) -> tuple[Line, ...]:
    """The paragraphs of a document, the lines of a text that is no table, the sentences in a workbook's cells.

    tables: names of the sheets that are read as tables. What this program wrote over a list of questions is no report.
    """
    sheets = list(sheets)
    found: list[Line] = []
    last: tuple[Line, ...] = ()
    printed = False
    for sheet in (sheet for sheet in sheets if not is_question_list(sheet)):
        printed |= sheet.source == "pdf"
        found += sheet.before
        last = sheet.after
        if sheet.source == "text" and all(len(row) <= 1 for row in sheet.rows):
            rows = ((sheet.text(row, 0), row) for row in range(len(sheet.rows)))
            found += (Line(text, f"第{row + 1}行") for text, row in rows if text)
        if sheet.name not in tables and is_written(sheet):
            found += _paragraphs(list(_cells(sheet, f"{sheet.name}!" if len(sheets) > 1 else "")))
    lines = (*found, *last)
    return tuple(_paragraphs(lines)) if printed else lines


def is_written(sheet: Sheet) -> bool:
    """Whether a workbook's sheet holds sentences instead of a table: no cell is a number, few stand side by side."""
    if sheet.source != "workbook" or not sheet.visible:
        return False
    rows = [[value for value in row if value is not None] for row in sheet.rows]
    numbers = any(isinstance(value, (int, float)) for row in rows for value in row)
    texts = [value for row in rows for value in row if isinstance(value, str)]
    sentences = any(len(text) >= SENTENCE and any(sign in text for sign in STOPS) for text in texts)
    return sentences and not numbers and max(map(len, rows)) < BESIDE


def _cells(sheet: Sheet, book: str) -> Iterator[Line]:
    """The filled cells of a sheet, each with its address; book: what stands before it, if the file has more sheets."""
    for row in range(len(sheet.rows)):
        for column in range(len(sheet.rows[row])):
            if text := sheet.text(row, column).strip():
                yield Line(text, f"{book}{address(row, column)}")


def _paragraphs(lines: Sequence[Line]) -> Iterator[Line]:
    """The paragraphs of printed lines: a line that reaches the margin and ends no sentence goes on in the next."""
    margin = 0.8 * max((_width(line.text) for line in lines), default=0)
    text = place = ""
    for line in lines:
        text, place = text + line.text.strip(), place or line.place
        if _width(line.text) < margin or text.endswith(ENDS):
            yield Line(text, place)
            text = place = ""
    if text:
        yield Line(text, place)


def _width(text: str) -> int:
    """How wide a line is set, in halves of a Chinese character."""
    return sum(2 if sign >= "\u2e80" else 1 for sign in text.strip())


def sentences_of(file: SourceFile) -> tuple[tuple[str, str], ...]:
    """(place, sentence) of the text of a file, in its order. Raises UnreadableFile."""
    return tuple((s.place, s.text.strip()) for s in sentences(iter(lines_of(read_file(file)))))


def status_of(stated: Stated) -> str:
    """Whether a figure is proposed to a person, or excluded as part or repetition of another."""
    return "excluded" if stated.doubt in NEVER else "proposed"


def with_reports(file: str, seen: list[Understood], desk: Desk) -> list[Understood]:
    """The sheets of a file, with the figures of its text at the return they belong to."""
    lines = lines_of((u.sheet for u in seen), {u.sheet.name for u in seen if u.outcome != "nothing"})
    told = read_prose(lines) if lines else Prose((), ())
    if all(stated.value is None for stated in told.stated):
        return seen
    homes = [(i, j) for i, u in enumerate(seen) if u.outcome == "form" for j in range(len(u.forms))]
    around = _around(lines, bool(homes))
    whose = identify(Sheet(file, "", (), source="word"), around, Told(), desk)
    title = around.titles[0].text if around.titles else ""
    if not homes:
        proposed = sum(status_of(stated) == "proposed" for stated in told.stated)
        problem = Problem("narrative-only", "", "", {"count": proposed})
        return [*seen, _own(seen, Form(whose, (), (), (problem,), title, stated=told.stated), told.unread)]
    home = _home(seen, homes, whose)
    if home is not None:
        return _attached(seen, home, told)
    if not whose.problems:
        return [*seen, _own(seen, Form(whose, (), (), (), title, stated=told.stated), told.unread)]
    nobodys = (Unread(s.text, s.sentence, s.place, "whose") for s in told.stated)
    return _attached(seen, homes[0], Prose((), (*nobodys, *told.unread)))


def _around(lines: Sequence[Line], beside: bool) -> Around:
    """What the text says of itself. Beside tables, whose lines name units too, its signature alone says whose it is."""
    around = report_around(lines)
    first = around.units[0] if around.units else None
    signed = any(first and (line.text.strip(), line.place) == (first.text, first.place) for line in lines)
    return replace(around, units=around.units[:1]) if beside and signed else around


def _own(seen: Sequence[Understood], form: Form, unread: tuple[Unread, ...]) -> Understood:
    """The text as a return of its own, on the workbook's one sheet if its sentences stand in cells."""
    first = seen[0].sheet
    name = first.name if len(seen) == 1 and first.source == "workbook" else ""
    return Understood(Sheet(first.file, name, (), source="word"), "form", (), (form,), unread=unread)


def _home(seen: Sequence[Understood], homes: Sequence[Home], whose: Identity) -> Home | None:
    """The form that the text is of: the one it names, or the only one if the text names no other."""
    identities = {home: seen[home[0]].forms[home[1]].identity for home in homes}
    named = next(
        (home for home, of in identities.items() if whose.unit and _place(of) == _place(whose)), None
    )
    if named is not None:
        return named
    alone = len({_place(of) for of in identities.values()}) == 1
    return homes[0] if alone and not _is_other(identities[homes[0]], whose) else None


def _place(of: Identity) -> tuple[object, ...]:
    return of.unit and of.unit.code, of.year, of.festival


def _is_other(of: Identity, whose: Identity) -> bool:
    """Whether the text names a unit or a period that is not the table's."""
    pairs = zip(_place(of), _place(whose), strict=True)
    return any(a and b and a != b for a, b in pairs)


def _attached(seen: Sequence[Understood], home: Home, told: Prose) -> list[Understood]:
    at, nth = home
    forms = list(seen[at].forms)
    forms[nth] = replace(forms[nth], stated=told.stated)
    return [replace(u, forms=tuple(forms), unread=told.unread) if i == at else u for i, u in enumerate(seen)]
