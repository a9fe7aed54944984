"""What kind of text a report is, who sent it and for when: title, letterhead, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sydata.catalog.forms import DATE_LINE, FOOTER, UNIT_LINE
from sydata.catalog.prose import DOCUMENT
from sydata.catalog.unit_index import key_of, peel_words
from sydata.model import Line
from sydata.pipeline.dates import parse_date, period_words
from sydata.pipeline.lines import Around, Said
from sydata.text import squash, without_numbering

HEADING = 30  # signs
HEAD, TAIL = 20, 12  # lines in which title and signature are looked for
TITLE, NAME, DAY = 60, 40, 16  # signs that a title, an office's name, a line with a date have at most
NOTHING = Said("", "")
# behind a word a run is tried once, at its beginning: from every blank of it, a long one would take minutes
_DRESS = re.compile(r"^[*#\s]+|(?<![*\s])[*\s]+$")
_OTHER_LINE = re.compile("|".join(map(re.escape, (*DATE_LINE, *FOOTER))))
_NAME = re.compile(r"[\u3400-\u9fff()]{2,20}")
_BEHIND = re.compile(r"[(（〔\[][^()（）]{0,20}[)）〕\]]$")


def report_unit_and_period(lines: Sequence[Line]) -> tuple[Said, Said]:
    """The words that name the sender and those that name the period, each with its place; empty where none do.

    Sender: the signature at the end, a line 填报单位：, the title, the letterhead. Period: the title, else the first
    sentence that names year and festival.
    """
    return next(_senders(lines), NOTHING), _period(lines)


def report_around(lines: Sequence[Line]) -> Around:
    """The same for `identity.identify`: every name of a sender, the title, and the day of the signature."""
    period, signed = _period(lines), _signed(lines)
    titles = [period] if period.text else []
    return Around(titles=titles, units=list(_senders(lines)), dates=[signed[1]] if signed else [])


def is_notice(lines: Sequence[Line]) -> bool:
    """Whether the title is that of a notice, a plan or a letter, which asks or greets and reports nothing."""
    for line in _head(lines):
        words = _BEHIND.sub("", squash(line.text)).rstrip(":")
        if words.endswith(DOCUMENT["notice"]) and not words.endswith("情况"):
            return True
        if words.endswith(DOCUMENT["report"]):
            return False
    return False


def opens_plans(plain: str, inside: bool) -> bool:
    """Whether the text behind a paragraph's first sentence is of plans. inside: whether the one before was."""
    words = squash(plain[: 2 * TITLE]).rstrip("。:;")
    bare = without_numbering(words)
    if len(plain) > HEADING or any(c.isdecimal() for c in bare):
        return inside
    if bare.startswith(DOCUMENT["plan_headings"]) or bare.endswith(DOCUMENT["plan_headings"]):
        return True
    return inside and bare == words


def _bare(line: Line) -> Line:
    return line._replace(text=_DRESS.sub("", line.text))


def _head(lines: Sequence[Line]) -> Iterator[Line]:
    """The short lines before the first sentence."""
    for line in map(_bare, lines[:HEAD]):
        if "。" in line.text or len(line.text) > 2 * TITLE:
            return
        if line.text and len(line.text) <= TITLE:
            yield line


# ---- period ----
def _period(lines: Sequence[Line]) -> Said:
    head = list(_head(lines))
    for end, line in enumerate(head):
        if _BEHIND.sub("", squash(line.text)).endswith(DOCUMENT["report"]):
            for start in range(end, max(-1, end - 3), -1):
                text = "".join(part.text for part in head[start : end + 1])
                if _names_period(text):
                    return Said(text, head[start].place)
    body = (Said(part, line.place) for line in lines[:HEAD] for part in line.text[:400].split("。"))
    loose = (Said(line.text, line.place) for line in head)
    return next((said for said in (*loose, *body) if _names_period(said.text)), NOTHING)


def _names_period(text: str) -> bool:
    words = period_words(text)
    return bool(words.year and words.festival)


# ---- sender ----
def _senders(lines: Sequence[Line]) -> Iterator[Said]:
    if signed := _signed(lines):
        yield from (said for said in signed[:1] if said.text)
    for line in map(_bare, lines[:HEAD]):
        key, colon, name = squash(line.text[: 2 * TITLE]).partition(":")
        name = _OTHER_LINE.split(name)[0].strip(",;。、")
        if colon and key in UNIT_LINE and name:
            yield Said(name, line.place)
    title = _period(lines)
    if len(title.text) <= 2 * TITLE and (name := _sender_in(title.text)):
        yield Said(name, title.place)
    yield from (Said(name, line.place) for line in _head(lines) if (name := _letterhead(line.text)))


def _signed(lines: Sequence[Line]) -> tuple[Said, Said] | None:
    """The office and the day at the end; the first of several offices, which names the place best."""
    tail = [line for line in map(_bare, lines[-TAIL:]) if line.text]
    day = next((i for i in range(len(tail) - 1, 0, -1) if _is_day(tail[i].text)), None)
    last = len(tail) - 1 if day is None else day - 1
    names: list[Line] = []
    while last >= 0 and len(names) < 3 and _is_office(tail[last].text):
        names.append(tail[last])
        last -= 1
    if day is None and not names:
        return None
    office = Said(names[-1].text, names[-1].place) if names else NOTHING
    return office, Said(tail[day].text, tail[day].place) if day is not None else NOTHING


def _is_day(text: str) -> bool:
    return len(text) <= 4 * DAY and len(squash(text)) <= DAY and parse_date(text) is not None


def _is_office(text: str) -> bool:
    """Whether a line is an office's name: short, no sentence, ending as offices do."""
    words = key_of(text[: 4 * NAME]).strip(" *")
    return (
        3 <= len(words) <= NAME
        and not re.search(r"[,;:，。；：、]", words)
        and words.endswith(peel_words()[0])
    )


def _letterhead(text: str) -> str:
    """The office in a letterhead: 台山市退役军人事务局文件; empty if the line is none."""
    words = squash(text[: 2 * TITLE])
    name = next((words.removesuffix(end) for end in DOCUMENT["letterhead"] if words.endswith(end)), words)
    return name if _is_office(name) else ""


def _sender_in(title: str) -> str:
    """The name before 关于 or before the year: 台山市双拥办关于…, 关于台山市2022年…, 台山市2022年春节…"""
    words = squash(title)
    before, about, rest = words.partition("关于")
    if about and before:
        return before
    name = re.split(
        r"(?:19|20)[0-9]{2}|[二〇○零一二三四五六七八九]{4}年|春节|八一|\"", rest if about else words
    )[0]
    return name if _NAME.fullmatch(name) and not name.startswith(DOCUMENT["about"]) else ""
