"""What a resubmission changed in a return, and what that does to the unit's totals.

Blank, zero and unreadable are three different things, and a figure that is not there at all is a fourth. Values are
integers as stored: money in 分, counts in ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

import pandas as pd

from sydata.analysis.lead import LEAD, leading
from sydata.catalog.indicators import INDICATORS, TEXT
from sydata.wording import Lang

State = Literal["figure", "zero", "blank", "unreadable", "words", "absent"]
CHANGE_COLUMNS = (
    "part", "category", "indicator", "before", "after", "difference", "effect", "kind", "before_text", "after_text",
    "before_cell", "after_cell",
)  # fmt: skip
EFFECT_COLUMNS = ("indicator", "before", "after", "difference", "effect")
WHOLE = ("before", "after", "difference", "effect")
VALUED = ("figure", "zero")
IDLE = (
    "superseded",
    "duplicate",
    "waiting",
    "aside",
)  # why a whole return does not count: no reason of a figure's own
STATES: Mapping[State, tuple[str, str]] = {
    "figure": ("数字", "a figure"),
    "zero": ("0", "zero"),
    "blank": ("空白", "blank"),
    "unreadable": ("不能读作数字", "no number"),
    "words": ("文字", "words"),
    "absent": ("没有此项", "not there"),
}
KINDS = {
    "changed": ("改动", "changed"),
    "added": ("新增", "added"),
    "dropped": ("删去", "dropped"),
    "same": ("未改动", "unchanged"),
}


class Key(NamedTuple):
    """Which figure: part is empty for one that counts, else why it does not (`total`, `of-which`); nth of such."""

    part: str
    category: str
    indicator: str
    nth: int = 0


class Figure(NamedTuple):
    """What stood there; several rows that are added up are one figure, unreadable if one of them is."""

    value: int | None
    state: State
    text: str
    cell: str


ABSENT = Figure(None, "absent", "", "")


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """CHANGE_COLUMNS, a row a figure that differs, in the order of the sheets.

    before, after: the figures of two returns (category, indicator, value Int64, text, cell; status and note where
    there are figures that do not count). kind: `changed` between two numbers or two texts, `added`, `dropped`, or the
    two states (`blank-zero`). difference: NA without two numbers; effect: what it does to the unit's total, NA
    where it does nothing.
    """
    old, new = figures(before), figures(after)
    rows = [_change(key, old.get(key, ABSENT), new.get(key, ABSENT)) for key in {**old, **new}]
    frame = pd.DataFrame([row for row in rows if row], columns=list(CHANGE_COLUMNS))
    return _typed(frame)


def effect(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """EFFECT_COLUMNS, a row an indicator: the unit's sums before and after, NA where nobody gave a figure.

    The leading total (`total_lead`) comes last. difference: NA without two sums; effect: what the resubmission adds
    to the total of all units, 0 where nothing changed.
    """
    old, new = sums(before), sums(after)
    order = [id for id in (*INDICATORS, LEAD) if id in old or id in new]
    rows = [(id, old.get(id), new.get(id), *_steps(old.get(id), new.get(id))) for id in order]
    return _typed(pd.DataFrame(rows, columns=list(EFFECT_COLUMNS)))


def figures(frame: pd.DataFrame) -> dict[Key, Figure]:
    """The figures of a return by what they say. Those that count are added up; others are told one by one."""
    found: dict[Key, Figure] = {}
    for key, figure in each_figure(frame):
        key = key if key.part else key._replace(nth=0)
        found[key] = _together(found[key], figure) if key in found else figure
    return found


def each_figure(frame: pd.DataFrame) -> Iterator[tuple[Key, Figure]]:
    """The figures of a return one by one, those that say the same numbered from 0."""
    met: Counter[Key] = Counter()
    rows = frame.astype(object).where(frame.notna(), None)
    for row in rows.to_dict("records"):
        key = Key(_part(row), str(row["category"] or ""), str(row["indicator"] or ""))
        yield key._replace(nth=met[key]), _figure(row)
        met[key] += 1


def sums(frame: pd.DataFrame) -> dict[str, int]:
    """Indicator → sum of what counts, and the leading total; an indicator without a figure is not there."""
    counted = {key: of.value for key, of in figures(frame).items() if not key.part and of.value is not None}
    rows = [(0, key.category, key.indicator, value) for key, value in counted.items()]
    facts = pd.DataFrame(rows, columns=["return_id", "category", "indicator", "value"])
    found: dict[str, int] = {}
    for *_, indicator, value in [*rows, *_leads(facts)]:
        found[str(indicator)] = found.get(str(indicator), 0) + int(str(value))
    return found


def kind_words(kind: str, lang: Lang = "zh") -> str:
    """A kind of change in words: `空白 → 0`."""
    if kind in KINDS:
        return KINDS[kind][lang == "en"]
    words: dict[str, str] = {state: pair[lang == "en"] for state, pair in STATES.items()}
    old, _, new = kind.partition("-")
    return f"{words[old]} → {words[new]}"


# ---- one figure ----
def _part(row: Mapping[Hashable, object]) -> str:
    """Why a figure does not count; a whole return that gave way does not make its figures parts."""
    note = str(row.get("note") or "")
    counts = row.get("status", "counted") == "counted" or note in IDLE
    return "" if counts else note or str(row.get("status"))


def _figure(row: Mapping[Hashable, object]) -> Figure:
    text, value = str(row["text"] or ""), row["value"]
    number = int(str(value)) if value is not None else None
    return Figure(number, _state(str(row["indicator"]), number, text), text, str(row["cell"] or ""))


def _state(indicator: str, value: int | None, text: str) -> State:
    if value is not None:
        return "figure" if value else "zero"
    if not text.strip():
        return "blank"
    return "words" if indicator in INDICATORS and INDICATORS[indicator].measure == TEXT else "unreadable"


def _together(one: Figure, other: Figure) -> Figure:
    values = [each.value for each in (one, other) if each.value is not None]
    value = sum(values) if values else None
    text, cell = ("、".join(filter(None, pair)) for pair in ((one.text, other.text), (one.cell, other.cell)))
    doubtful: list[State] = [each.state for each in (one, other) if each.state in ("unreadable", "words")]
    state: State = doubtful[0] if doubtful else "blank" if value is None else "figure" if value else "zero"
    return Figure(value, state, text, cell)


# ---- what changed ----
def _change(key: Key, old: Figure, new: Figure) -> tuple[object, ...] | None:
    kind = kind_of(old, new)
    if not kind:
        return None
    difference, adds = _steps(old.value, new.value)
    idle = bool(key.part) or (old.value is None and new.value is None)
    texts = (old.text, new.text, old.cell, new.cell)
    return (*key[:3], old.value, new.value, difference, None if idle else adds, kind, *texts)


def kind_of(old: Figure, new: Figure) -> str:
    """How a figure changed; empty if it says the same. An empty cell where there was none says nothing."""
    if {old.state, new.state} <= {"absent", "blank"}:
        return ""
    if "absent" in (old.state, new.state):
        return "added" if old.state == "absent" else "dropped"
    if old.state in VALUED and new.state in VALUED:
        return "changed" if old.value != new.value else ""
    if old.state == new.state:
        return "changed" if (old.text, old.value) != (new.text, new.value) else ""
    return f"{old.state}-{new.state}"


def _steps(old: int | None, new: int | None) -> tuple[int | None, int]:
    """The difference of two numbers, and what the change adds to a sum."""
    both = None if old is None or new is None else new - old
    return both, (new or 0) - (old or 0)


def _leads(facts: pd.DataFrame) -> Iterable[tuple[int, str, str, int]]:
    if facts.empty:
        return []
    found = leading(facts.astype({"value": "Int64"}))
    return found[["return_id", "category", "indicator", "value"]].itertuples(index=False, name=None)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    words = [name for name in frame.columns if name not in WHOLE]
    whole = {name: frame[name].astype("Int64") for name in WHOLE if name in frame}
    return frame.assign(**whole, **{name: frame[name].astype("str") for name in words})
