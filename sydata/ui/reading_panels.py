"""How each sheet was understood, over the sheet itself: one sheet at a time, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from sydata.catalog.findings import KINDS, SEVERITIES, message
from sydata.catalog.forms import COLUMN_ROLES
from sydata.catalog.learned import Desk, Learned
from sydata.catalog.reading_words import reading_word
from sydata.explained import LeftOut, LineReading, SheetReading, TableReading
from sydata.exports.reading import basis_words, how_words, meaning_words, measure_words, table_words
from sydata.model import Batch, Finding, Severity, Sheet, SourceFile
from sydata.reading import is_archive
from sydata.text import escape, squash
from sydata.ui.i18n import _, language, placed
from sydata.ui.opening import opened
from sydata.ui.sheet_html import Questions, sheet_html
from sydata.wording import MISSING

_KEPT = "reading_kept"
MOST_LISTED = 200  # lines, and things left out, that are listed of one table
REFUSED = ("unreadable-file", "no-table", "blank-return", "narrative-only")


@dataclass(frozen=True, slots=True)
class _Kept:
    """The reading of the file that is shown, and its sheets by name."""

    of: tuple[object, ...]
    readings: tuple[SheetReading, ...]
    sheets: dict[str, Sheet]


def reading_panel(batch: Batch, desk: Desk) -> None:
    """Choose a file and a sheet of it; below, the sheet as it stands and what was read from which words.

    desk: the office with what it has said, as it was when the batch was read.
    """
    files = [file for file in ranked(batch) if not is_archive(file.content)]
    if not files:
        return
    with st.expander(_("How each sheet was understood"), key="intake_columns"):
        names = {file.name: _file_label(batch, file.name) for file in files}
        chosen = st.selectbox(
            _("File"), list(names), format_func=lambda name: names[name], key="intake_file", filter_mode=None
        )
        file = next((f for f in files if f.name == chosen), files[0])
        kept = _read(file, batch, desk)
        reading = _choose(batch, kept.readings)
        if reading is None:
            st.html(_note(_("There is nothing in this file.")))
            return
        _show(batch, reading, kept.sheets.get(reading.sheet))


# ---- which sheet ----
def weight(findings: Sequence[Finding]) -> int:
    """How much a file or sheet needs to be looked at: 0 refused, 1 in error, 2 with warnings, 3 fine."""
    if any(f.code in REFUSED for f in findings):
        return 0
    worst = min((SEVERITIES.index(KINDS[f.code].severity) for f in findings), default=2)
    return 1 + worst


def ranked(batch: Batch) -> list[SourceFile]:
    """The files, the worst first."""
    return sorted(batch.files, key=lambda file: weight([f for f in batch.findings if f.file == file.name]))


def _file_label(batch: Batch, name: str) -> str:
    word = _weight_word(weight([f for f in batch.findings if f.file == name]))
    return f"{name} · {word}" if word else name


def _weight_word(worst: int) -> str:
    return {0: _("not read"), 1: _("errors"), 2: _("warnings")}.get(worst, "")


def _sheet_weight(batch: Batch, reading: SheetReading) -> int:
    """As `weight`; sheets that nobody asks anything of come last."""
    if reading.outcome != "form":
        return 0 if reading.refused else len(SEVERITIES) + 1
    own = [f for f in batch.findings if f.file == reading.file and f.sheet == reading.sheet]
    return weight(own)


def _choose(batch: Batch, readings: Sequence[SheetReading]) -> SheetReading | None:
    """The only sheet, or the one that is chosen."""
    order = sorted(readings, key=lambda reading: _sheet_weight(batch, reading))
    if len(order) < 2:
        return next(iter(order), None)
    names = {r.sheet: f"{r.sheet} · {reading_word('outcome', r.outcome, language())}" for r in order}
    chosen = st.selectbox(
        _("Sheet"), list(names), format_func=lambda name: names[name], key="intake_sheet", filter_mode=None
    )
    return next((reading for reading in order if reading.sheet == chosen), order[0])


def _read(file: SourceFile, batch: Batch, desk: Desk) -> _Kept:
    """The reading of a file, kept until another is looked at."""
    of = (file.name, file.sha256, desk.roll, *(tuple(part.items()) for part in _parts(desk.learned)))
    kept: _Kept | None = st.session_state.get(_KEPT)
    if kept is None or kept.of != of:
        with st.spinner(_("Reading …")):
            sheets, readings = opened(file, batch, desk)
            kept = st.session_state[_KEPT] = _Kept(of, readings, sheets)
    return kept


def _parts(words: Learned) -> tuple[dict[str, str], ...]:
    return dict(words.headers), dict(words.labels), dict(words.units)


# ---- what is shown of it ----
def _show(batch: Batch, reading: SheetReading, sheet: Sheet | None) -> None:
    if reading.refused:
        said = message(reading.refused, language())
        st.html(f"<p class='sy-remark'>{escape(said)}</p>")
    if sheet is not None and sheet.rows:
        if lists_persons(sheet):
            st.html(_note(_("The sheet lists persons and is not shown.")))
        else:
            st.html(sheet_html(sheet, reading, questions(batch, reading)))
    for table in reading.tables:
        st.html(table_html(reading, table))
    if reading.left_out:
        st.html(left_out_html(reading.left_out))


def lists_persons(sheet: Sheet) -> bool:
    """Whether a sheet has a column of persons' names or papers: such a list is nobody else's business."""
    words = {
        squash(value) for row in sheet.rows for value in row if isinstance(value, str) and len(value) < 20
    }
    return bool(words & COLUMN_ROLES["person"])


def questions(batch: Batch, reading: SheetReading) -> Questions:
    """What is asked of which cell of a sheet: the gravest question of each, in words."""
    found: dict[str, tuple[Severity, str]] = {}
    own = [f for f in batch.findings if f.file == reading.file and f.sheet == reading.sheet and f.cell]
    for finding in sorted(own, key=lambda f: SEVERITIES.index(KINDS[f.code].severity)):
        said = message(finding, language())
        found.setdefault(finding.cell, (KINDS[finding.code].severity, said))
    return found


def _note(text: str) -> str:
    return f"<p class='sy-note'>{escape(text)}</p>"


def table_html(reading: SheetReading, table: TableReading) -> str:
    """One table's reading as markup: where it stands, what rests on which words, and its lines."""
    lang = language()
    way = reading_word("way", "turned" if reading.turned else "straight", lang)
    title = _("Table {region}").format(region=table.region)
    about = " · ".join([*table_words(table, lang), way])
    bases = "".join(map(_note, basis_words(table, lang)[:MOST_LISTED]))
    heads = [_("Place"), _("Words in the sheet"), _("Understood as"), _("Counted in"), _("How")]
    body = "".join(map(_line_html, table.lines[:MOST_LISTED]))
    head = f"<p class='sy-card-title'>{escape(title)}</p>{_note(about)}{bases}"
    return head + _table(heads, body, len(table.lines))


def _line_html(line: LineReading) -> str:
    lang = language()
    place = f"{reading_word('axis', line.axis, lang)} {placed(line.place)}"
    asked = _("in question")
    open_ = "" if line.sure else f" <span class='sy-tag error'>{escape(asked)}</span>"
    cells = [place, " › ".join(line.header) or MISSING, meaning_words(line, lang), measure_words(line, lang)]
    row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f"<tr>{row}<td>{escape(how_words(line, lang))}{open_}</td></tr>"


def left_out_html(left: Sequence[LeftOut]) -> str:
    """What does not count and why, as markup; titles and lines that were read last."""
    order = sorted(left, key=lambda each: each.why in ("title", "line"))
    rows = "".join(
        f"<tr><td>{escape(placed(each.place))}</td><td>{escape(_short(each.text))}</td>"
        f"<td>{escape(reading_word('why', each.why, language()))}</td></tr>"
        for each in order[:MOST_LISTED]
    )
    title = _("Not counted")
    return f"<p class='sy-card-title'>{escape(title)}</p>" + _table(
        [_("Place"), _("Words in the sheet"), _("Why")], rows, len(left)
    )


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:120] + "…"


def _table(heads: Sequence[str], body: str, count: int) -> str:
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    rest = ""
    if count > MOST_LISTED:
        rest = _note(_("{count} more are not listed.").format(count=count - MOST_LISTED))
    markup = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='sy-table sy-list sy-reading'>{markup}</div>{rest}"
