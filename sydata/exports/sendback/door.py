"""The door of sending back: a file and its questions in, the copy to be mailed out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from sydata.exports.sendback.document import page_of_questions
from sydata.exports.sendback.questions import Heading, Question
from sydata.exports.sendback.rendered import rendered
from sydata.exports.sendback.workbook import with_questions
from sydata.exports.sendback.xml import NotEditable
from sydata.model import Sheet

UNFIT = re.compile(r'[:*?"<>|\0-\x1f\x7f]')  # letters that no file's name holds everywhere


def send_back(
    original_name: str,
    content: bytes,
    questions: Sequence[Question],
    head: Heading,
    sheets: Sequence[Sheet] = (),
) -> tuple[str, bytes]:
    """(name, bytes) of what goes back to the unit. original_name: as submitted, folders and archive are left out.

    Of a workbook (.xlsx, .xlsm) its own copy, with a comment on each questioned cell and the list as first sheet.
    Of other files with cells a workbook of `sheets`, which are those that the reading room gives for the file. Of
    Word files, prose, and files without readable sheets a page of questions (.docx). Never raises for a bad file.
    """
    name = posixpath.basename(original_name.replace("\\", "/"))
    stem = UNFIT.sub("_", posixpath.splitext(name)[0]) or head.unit
    tail = head.word("head", "file")
    stem = stem if stem.endswith(tail) else stem + tail
    try:
        copy = with_questions(content, questions, head)
    except NotEditable:
        return _made_anew(stem, questions, head, sheets)
    return stem + copy.suffix, copy.content


def _made_anew(
    stem: str, questions: Sequence[Question], head: Heading, sheets: Sequence[Sheet]
) -> tuple[str, bytes]:
    words = any(sheet.source == "word" for sheet in sheets)
    if words or not any(_is_table(sheet) for sheet in sheets):
        return f"{stem}.docx", page_of_questions(questions, head, words)
    made = rendered(sheets, questions, head)
    copy = with_questions(made.content, made.questions, head, made.notes)
    return stem + copy.suffix, copy.content


def _is_table(sheet: Sheet) -> bool:
    """Whether a sheet has cells side by side: a text file's lines are none."""
    return sheet.source != "text" and bool(sheet.rows) or any(len(row) > 1 for row in sheet.rows)
