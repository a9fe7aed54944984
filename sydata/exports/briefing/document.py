"""The briefing as an official document (.docx): text first, tables behind it, all of them native."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Length, Mm

from sydata.analysis.briefing import Briefing, BriefTable, Figure, Head, Highlight
from sydata.catalog.briefing import phrase
from sydata.catalog.festivals import period_name
from sydata.exports.briefing import paper
from sydata.exports.briefing.ruled import Ruling, ruled_table
from sydata.exports.version import bare
from sydata.wording import MISSING

NUMBERS = "一二三四五六七八九十"
NAMES, STATE = Mm(47), Mm(20)  # widths of columns of words
EVIDENCE = (0.31, 0.19, 0.28, 0.22)  # parts of the width: finding, item, period, figure


@dataclass
class _Counter:
    """Numbers headings: 一、 for the parts, （一） for what is in them."""

    lang: str
    part: int = 0

    def next_part(self, key: str) -> str:
        self.part += 1
        text = phrase("document", key, self.lang)
        return f"{NUMBERS[self.part - 1]}、{text}" if self.lang == "zh" else f"{self.part}. {text}"

    def item(self, number: int, text: str) -> str:
        return f"（{NUMBERS[number]}）{text}" if self.lang == "zh" else f"{self.part}.{number + 1} {text}"


def briefing_document(of: Briefing) -> bytes:
    """The parts that the briefing shows, as .docx; 未审定 stands over every page of a draft."""
    document = paper.new_document(of.title, of.office_name, of.version, of.created, of.lang)
    version = phrase("document", "version", of.lang, version=bare(of.version))
    paper.running_lines(document, of.status if of.draft else "", version)
    by = phrase("document", "by", of.lang, office=of.office_name)
    paper.title(document, of.title, f"（{by}）" if of.lang == "zh" else by)
    counter = _Counter(of.lang)
    if of.shows("paragraph"):
        _heading(document, of, counter.next_part("overall"))
        for block in of.blocks:
            paper.body(document, block, of.lang)
    if of.shows("highlights") and of.highlights:
        _findings(document, of, counter)
    _sources(document, of, counter)
    paper.signature(document, [by, _date(of)])
    _annex(document, of)
    return paper.bytes_of(document)


def _heading(document: Document, of: Briefing, text: str, level: int = 1) -> None:
    paper.heading(document, text, level, indent=of.lang == "zh")


def _findings(document: Document, of: Briefing, counter: _Counter) -> None:
    _heading(document, of, counter.next_part("highlights"))
    for number, found in enumerate(of.highlights):
        _heading(document, of, counter.item(number, found.title), 2)
        paper.body(document, found.message, of.lang)


def _sources(document: Document, of: Briefing, counter: _Counter) -> None:
    _heading(document, of, counter.next_part("sources"))
    notes = [phrase("document", key, of.lang, office=of.office_name) for key in _notes(of)]
    *_, last = [paper.body(document, note, of.lang) for note in notes]
    last.paragraph_format.keep_with_next = True  # no page holds the signature alone


def _notes(of: Briefing) -> list[str]:
    seen = of.coverage
    doubtful = bool(seen.questioned) or any(each.kind == "doubtful" for each in of.paragraph)
    always = ["source", "blank", "total", "like", "people"]
    return [*always, *(["question"] if doubtful else []), *(["draft"] if of.draft else [])]


def _date(of: Briefing) -> str:
    day = of.created
    return phrase("document", "date", of.lang, year=day.year, month=day.month, day=day.day)


# ---- the tables behind the text ----
def _annex(document: Document, of: Briefing) -> None:
    shown = list(of.tables)
    evidence = of.shows("highlights") and bool(of.highlights)
    if not shown and not evidence:
        return
    width = paper.landscape(document)
    for number, table in enumerate(shown, 1):
        paper.caption(document, phrase("document", "table", of.lang, number=number, title=table.title))
        _table(document, table, of, width)
    if evidence:
        title = phrase("document", "figures", of.lang)
        paper.caption(document, phrase("document", "table", of.lang, number=len(shown) + 1, title=title))
        _evidence(document, of, width)


def _table(document: Document, table: BriefTable, of: Briefing, width: Length) -> None:
    heads = [_head(head) for head in table.heads]
    rows = [[row.label, *(_cell(each, of.lang) for each in row.cells)] for row in table.rows]
    words = 2 if len(table.heads) > 1 and table.heads[1].id == "state" else 1
    fixed = [NAMES, STATE][:words]
    rest = Length(int((width - sum(fixed)) / (len(heads) - words)))
    strong = [number for number, row in enumerate(table.rows) if row.total]
    widths = [*fixed, *[rest] * (len(heads) - words)]
    ruled_table(document, Ruling(heads, rows, widths, words, strong, table.title))


def _head(head: Head) -> str:
    """The unit of the figures on a line of its own: no line ends within its brackets."""
    return f"{head.name}\n{head.text.removeprefix(head.name).strip()}" if head.unit else head.text


def _cell(figure: Figure, lang: str) -> str:
    marks = {"in_question": figure.doubtful, "one_period": figure.outlined}
    return (figure.text or MISSING) + "".join(phrase("table", key, lang) for key, on in marks.items() if on)


def _evidence(document: Document, of: Briefing, width: Length) -> None:
    """Every figure that a finding draws, with its period or unit: what the charts of the slides hold."""
    heads = [phrase("document", key, of.lang) for key in ("finding", "item", "series", "figure")]
    rows = [row for number, found in enumerate(of.highlights, 1) for row in _evidence_rows(number, found, of)]
    widths = [Length(int(width * part)) for part in EVIDENCE]
    title = phrase("document", "figures", of.lang)
    ruled_table(document, Ruling(heads, rows, widths, 3, title=title))


def _evidence_rows(number: int, found: Highlight, of: Briefing) -> Sequence[Sequence[str]]:
    """The finding stands in its first row, its number in all: a page may begin at any of them."""
    return [
        [
            str(number) if at else f"{number}. {found.title}",
            each.label,
            _period(each, found, of),
            _cell(each, of.lang),
        ]
        for at, each in enumerate(found.figures)
    ]


def _period(figure: Figure, found: Highlight, of: Briefing) -> str:
    """Which period a figure is of; of a change, from which to which."""
    if found.chart == "contributions":
        return f"{of.before_name} → {of.period_name}"
    if found.chart == "years" and len(figure.origin.periods) == 1:
        return period_name(figure.origin.periods[0], of.lang)
    return figure.series or of.period_name
