"""Reports in prose: the figures their sentences state, as proposals that a person confirms.

`read_prose` guesses nothing: a figure counts only by a known noun or verb beside it, and every other figure is listed
with the reason why it was left out. How nothing is counted twice is told in prose_doubts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sydata.model import Line
from sydata.pipeline.dates import period_words
from sydata.pipeline.prose_doubts import settle_breakdowns, settle_repeats
from sydata.pipeline.prose_figures import Left, Read
from sydata.pipeline.prose_head import is_notice, opens_plans, report_unit_and_period
from sydata.pipeline.prose_reader import Reader
from sydata.pipeline.prose_scope import Scope
from sydata.pipeline.prose_words import sentences

NEVER = ("of-which", "total", "repeated", "no-value")  # doubts of figures that are not even proposed


class Stated(NamedTuple):
    """A proposed figure. value: 分 for money, ones for counts, None where the words make no exact number.

    text: the figure's own words; measure: the counting word or unit of money it had; words: the noun and the figure,
    as they stood (… between them where the noun stands in an earlier clause); doubt: empty, or `of-which`, `total`,
    `repeated` (not to be counted), `several` (told several times, a person chooses), `by-troops` (the troops visited
    or gave, so it may be no figure of the unit's own), `no-value`.
    """

    indicator: str
    category: str
    text: str
    value: int | None
    measure: str
    approximate: bool
    sentence: str
    place: str
    words: str
    doubt: str


class Unread(NamedTuple):
    """A figure left out. reason: `unknown`, `joint`, `range`, `no-unit`, `no-number`, `rate`, `each`, `plan`,
    `comparison`, `last-year`, `other-year`, `not-done`, `stock`, `notice` or `whose` (of nobody in the file)."""

    text: str
    sentence: str
    place: str
    reason: str


class Prose(NamedTuple):
    """What a text states, and the figures in it that were left out."""

    stated: tuple[Stated, ...]
    unread: tuple[Unread, ...]


def read_prose(lines: Sequence[Line]) -> Prose:
    """The figures of a report in the order of the text. A notice states none: it asks. Never raises."""
    scope = Scope(period_words(report_unit_and_period(lines)[1].text).year)
    reads: list[Read] = []
    left: list[Left] = []
    pairs: list[tuple[Read, Read]] = []
    earlier: list[Read] = []
    paragraph = -1
    for sentence in sentences(iter(lines)):
        if sentence.paragraph != paragraph:
            paragraph, scope.later, earlier = sentence.paragraph, False, []
            scope.heading = opens_plans(sentence.plain, scope.heading)
        reader = Reader(sentence, earlier, scope).read()
        reads += reader.reads
        left += reader.left
        pairs += reader.parts
        earlier = reader.reads or earlier
    if is_notice(lines):
        all_told: list[Read | Left] = [*reads, *left]
        return Prose((), tuple(_unread(told, "notice") for told in all_told))
    settle_breakdowns(pairs)
    settle_repeats(reads)
    return Prose(tuple(map(_stated, reads)), tuple(_unread(one, one.reason) for one in left))


def is_report(lines: Sequence[Line]) -> bool:
    """Whether a text reports figures: a notice, a letter or a text without any figure that can be read does not."""
    return any(stated.value is not None for stated in read_prose(lines).stated)


def _stated(read: Read) -> Stated:
    figure, sentence = read.figure, read.sentence
    return Stated(
        indicator=read.indicator,
        category=read.category,
        text=figure.text,
        value=read.value,
        measure=figure.unit,
        approximate=figure.number.approximate,
        sentence=sentence.text.strip(),
        place=sentence.place,
        words=read.words,
        doubt=read.doubt or ("no-value" if read.value is None else ""),
    )


def _unread(told: Read | Left, reason: str) -> Unread:
    text = told.figure.text if isinstance(told, Read) else told.text
    return Unread(text, told.sentence.text.strip(), told.sentence.place, reason)
