"""Reminders (催报), ready to send: one for each unit that still owes something, and one for all of them.

They are letters to districts and so are in Chinese, whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sydata.analysis.progress import Asked, Progress, Standing
from sydata.catalog.offices import PARTS, Part
from sydata.catalog.reminder_words import (
    LONGEST,
    addressee,
    day_words,
    papers,
    period_words,
    phrase,
    sender,
    you,
)
from sydata.model import Unit
from sydata.wording import share

INDENT = "\u3000\u3000"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter; unit is None for the one to all. lines: title, addressee, paragraphs (indented), sender, date."""

    unit: Unit | None
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes, and on which day."""

    office: str
    today: date


def reminders(of: Progress, desk: Desk) -> tuple[Reminder, ...]:
    """A letter to each unit that still owes something, those without anything first."""
    return tuple(to_one(standing, of.asked, desk) for standing in of.open)


def letters(of: Progress, desk: Desk) -> tuple[Reminder, ...]:
    """The letter to all, then one to each; () where nothing is owed."""
    everyone = to_all(of, desk)
    return (everyone, *reminders(of, desk)) if everyone else ()


def to_one(standing: Standing, asked: Asked, desk: Desk) -> Reminder:
    """The letter to one unit: what it owes, since when, and to whom it goes."""
    when = _when(asked, desk)
    title = phrase("title", when, period=period_words(asked.period), what=papers(_wanted(standing, asked)))
    ask = phrase("one", f"ask_{when}", sender=sender(desk.office)) + phrase("one", "already")
    body = [_due(asked, asked.parts_of(standing.unit.code)), _owed(standing, asked, desk), ask]
    return Reminder(standing.unit, _letter(title, addressee(standing.unit), body, desk))


def to_all(of: Progress, desk: Desk) -> Reminder | None:
    """The letter to all of them; None where nothing is owed."""
    if not of.open:
        return None
    when = _when(of.asked, desk)
    title = phrase(
        "title", f"all_{when}", period=period_words(of.asked.period), what=papers(of.asked.every_part)
    )
    ask = phrase("all", f"ask_{when}", sender=sender(desk.office))
    body = [_due(of.asked, of.asked.every_part) + _stand(of, desk), *_lists(of), ask]
    return Reminder(None, _letter(title, phrase("words", "everyone"), body, desk))


def _when(asked: Asked, desk: Desk) -> str:
    return "after" if asked.deadline is not None and desk.today > asked.deadline else "before"


def _wanted(standing: Standing, asked: Asked) -> Sequence[Part]:
    return standing.lacks or asked.parts_of(standing.unit.code)


def _letter(title: str, to: str, body: Sequence[str], desk: Desk) -> tuple[str, ...]:
    paragraphs = (f"{INDENT}{text}" for text in body if text)
    return (title, f"{to}：", *paragraphs, sender(desk.office), day_words(desk.today))


def _due(asked: Asked, parts: Sequence[Part]) -> str:
    if asked.deadline is None:
        return ""
    return phrase(
        "one",
        "due",
        period=period_words(asked.period),
        what=papers(parts),
        deadline=day_words(asked.deadline),
    )


def _owed(standing: Standing, asked: Asked, desk: Desk) -> str:
    lacks = _wanted(standing, asked)
    places = {"today": day_words(desk.today), "you": you(standing.unit), "lacks": papers(lacks, short=True)}
    if standing.state == "missing":
        return phrase("one", "nothing", **places) + _overdue(asked, desk) + "。"
    got = tuple(part for part in PARTS if part not in lacks)
    return phrase("one", "half", got=papers(got, short=True), **places) + _overdue(asked, desk) + "。"


def _overdue(asked: Asked, desk: Desk) -> str:
    if asked.deadline is None or desk.today <= asked.deadline:
        return ""
    days = (desk.today - asked.deadline).days
    return phrase("one", "late", days=days) if days <= LONGEST else phrase("one", "over")


def _stand(of: Progress, desk: Desk) -> str:
    seen = of.coverage
    rate = share(seen.received, seen.expected)
    places = {"expected": seen.expected, "received": seen.received, "rate": rate}
    return phrase("all", "stand", today=day_words(desk.today), **places)


def _lists(of: Progress) -> Iterator[str]:
    """A sentence for those without anything, and one for each part that others still owe."""
    missing = [standing.unit for standing in of.open if standing.state == "missing"]
    if missing:
        yield phrase("all", "nothing", count=len(missing), names=_names(missing))
    for part in PARTS:
        half = [standing.unit for standing in of.half if part in standing.lacks]
        if half:
            yield phrase("all", "half", lacks=papers([part], short=True), count=len(half), names=_names(half))


def _names(units: Sequence[Unit]) -> str:
    """The names; troop units are only counted."""
    open_names = [unit.name for unit in units if unit.kind != "troop"]
    troops = len(units) - len(open_names)
    return "、".join([*open_names, *([phrase("words", "troop", count=troops)] if troops else [])])
