"""What 41 districts of Chongqing sent for one festival: five kinds of files, twenty different defects, one missing.

Everything is invented by `sydata.sample`. Each defect is one that a person has to decide about once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from docx import Document

from sydata.catalog.festivals import period
from sydata.catalog.offices import deadline, expected
from sydata.model import Unit
from sydata.sample import oddities
from sydata.sample.defects import DEFECTS
from sydata.sample.draft import Draft, make
from sydata.sample.figures import Report, invent, with_totals
from sydata.sample.style import Style
from sydata.sample.writers import WRITERS, suffix

OFFICE, YEAR, FESTIVAL, SEED = "500000", 2024, "spring", 11
SPRING = period(YEAR, FESTIVAL)
PAST = (2021, 2022, 2023)
KINDS = ("xlsx", "xls", "docx", "csv-gbk", "et", "ods")
File = tuple[str, bytes]

# Which of the sample's own defects stands in whose sheet, by the unit's place in the list of reporters.
SPOILT: Mapping[int, str] = {
    0: "row-total-mismatch",
    1: "column-total-mismatch",
    2: "measure-unit-suspect",
    3: "unknown-column",
    4: "unknown-category",
    5: "unknown-unit",
    6: "approximate-value",
    7: "negative",
    8: "fraction-of-count",
    9: "blank-return",
    10: "formula-without-value",
    11: "other-measure",
    12: "period-missing",
    13: "unit-ambiguous",
}
UNIT_IN_FILE, LAST_YEARS_TITLE, TWICE, ERROR_CELL, PROSE, PICTURE = 14, 15, 16, 17, 18, 19
TOO_MANY, SWING, COPIED, MISSING, NO_RECIPIENTS = 20, 21, 22, 23, 24
BLANK = 9


def units() -> tuple[Unit, ...]:
    """Who should report, in the order of the office's list."""
    return expected(OFFICE, YEAR)


def said(unit: Unit, year: int = YEAR) -> Report:
    """What a unit means to say."""
    last = deadline(OFFICE, year, FESTIVAL)
    assert last is not None
    return invent(unit, year, FESTIVAL, last - timedelta(days=4), SEED)


def past() -> list[File]:
    """The three springs before, from every unit."""
    return [
        _file(make(said(u, year), Style(), "xlsx", SEED), f"{year}/{u.name}")
        for year in PAST
        for u in units()
    ]


def sent() -> list[File]:
    """All files of the festival, as they lie in the clerk's folder."""
    return [file for at, unit in enumerate(units()) for file in _of(at, unit)]


def _of(at: int, unit: Unit) -> Iterator[File]:
    name = f"{at + 1:02d}-{unit.name}"
    if at in SPOILT:
        yield _file(_spoilt(unit, SPOILT[at]), name if SPOILT[at] not in NAMELESS else f"{at + 1:02d}-附件")
    elif at in OWN:
        yield from OWN[at](unit, name)
    elif at != MISSING:
        kind = KINDS[at % len(KINDS)]
        yield _file(make(said(unit), Style(), kind, SEED), name)


NAMELESS = ("unknown-unit", "unit-ambiguous")  # a unit's name in the file's would contradict the sheet


def _file(draft: Draft, name: str) -> File:
    return name + suffix(draft.kind), WRITERS[draft.kind]([draft.page])


def _spoilt(unit: Unit, code: str) -> Draft:
    defect = DEFECTS[code]
    draft = make(defect.prepare(said(unit)), replace(Style(), **defect.style), "xlsx", SEED)
    defect.spoil(draft)
    return draft


def _changed(unit: Unit, **figures: int | None) -> Report:
    """The unit's report with other figures in the row of entitled persons."""
    of = said(unit)
    return replace(
        of, figures=with_totals({**of.figures, **{("entitled", k): v for k, v in figures.items()}})
    )


# ---- defects of more than one cell ----
def _unit_in_file(unit: Unit, name: str) -> Iterator[File]:
    yield _file(make(said(unit), Style(unit_in="file"), "xls", SEED), name)


def _last_years_title(unit: Unit, name: str) -> Iterator[File]:
    of = said(unit)
    yield _file(make(replace(of, year=YEAR - 1), Style(), "xlsx", SEED), name)


def _twice(unit: Unit, name: str) -> Iterator[File]:
    """Two sheets with other figures, neither with a date or a word that says which is later."""
    people = said(unit).get("entitled", "visited_people") or 0
    for end, more in (("", 0), ("-2", 7)):
        yield _file(
            make(_changed(unit, visited_people=people + more), Style(date_way=-1), "xls", SEED), name + end
        )


def _error_cell(unit: Unit, name: str) -> Iterator[File]:
    draft = make(said(unit), Style(), "csv-utf8", SEED)
    draft.page.put(*draft.page.spots["garrison", "cash_amount"], "#REF!")
    draft.page.put(*draft.page.totals["cash_amount"], None)
    draft.page.put(*draft.page.spots["garrison", "total_amount"], None)
    draft.page.put(*draft.page.totals["total_amount"], None)
    yield _file(draft, name)


def _prose(unit: Unit, name: str) -> Iterator[File]:
    word = Document()
    for text in (
        f"{unit.name}{YEAR}年春节期间双拥工作情况报告",
        f"春节期间，{unit.name}双拥办走访慰问优抚对象812人，发放慰问金45.6万元，召开座谈会4场。",
        f"{unit.name}双拥办",
        f"{YEAR}年2月20日",
    ):
        word.add_paragraph(text)
    yield name + ".docx", _bytes(word)


def _bytes(word: object) -> bytes:
    out = BytesIO()
    word.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _picture(_unit: Unit, name: str) -> Iterator[File]:
    yield name + ".png", oddities.picture()


def _too_many(unit: Unit, name: str) -> Iterator[File]:
    people = said(unit).get("entitled", "visited_people") or 0
    yield _file(make(_changed(unit, cash_recipients=people + 40), Style(), "xls", SEED), name)


def _swing(unit: Unit, name: str) -> Iterator[File]:
    people = said(unit).get("entitled", "visited_people") or 0
    yield _file(make(_changed(unit, visited_people=people * 10), Style(), "docx", SEED), name)


def _copied(unit: Unit, name: str) -> Iterator[File]:
    yield _file(make(replace(said(unit), figures=said(unit, YEAR - 1).figures), Style(), "et", SEED), name)


def _no_recipients(unit: Unit, name: str) -> Iterator[File]:
    yield _file(make(_changed(unit, cash_recipients=None), Style(), "xlsx", SEED), name)


OWN: Mapping[int, Callable[[Unit, str], Iterator[File]]] = {
    UNIT_IN_FILE: _unit_in_file,
    LAST_YEARS_TITLE: _last_years_title,
    TWICE: _twice,
    ERROR_CELL: _error_cell,
    PROSE: _prose,
    PICTURE: _picture,
    TOO_MANY: _too_many,
    SWING: _swing,
    COPIED: _copied,
    NO_RECIPIENTS: _no_recipients,
}
