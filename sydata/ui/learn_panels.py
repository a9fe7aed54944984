"""Cards of the submit page: words that nobody knows yet, words that were explained, layouts that have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from sydata.analysis.layout import Change, comparable, drift
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period, period_name
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.learned import IGNORED, Lesson
from sydata.model import Batch, Return
from sydata.rights import LOCAL
from sydata.store import layouts
from sydata.store.acting import Clerk
from sydata.store.lessons import history
from sydata.store.rereading import Again
from sydata.text import escape
from sydata.ui import data, learning
from sydata.ui.acting import do, remark
from sydata.ui.i18n import _, language, many
from sydata.ui.intake_panels import when
from sydata.ui.learning import Place, Unknown
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.table import table
from sydata.ui.reading_again import REREADING, reading_words
from sydata.ui.stopping import at_work

MOST_WORDS = 30  # words asked about at once; the next ones follow when these are explained
MOST_PLACES = 3  # places of a word that are named
TALL, HEIGHT = 8, 380  # from so many learned words on their list scrolls, at this height
SELECT = 300  # width of a list of meanings


def words_panel(page: Context, batch: Batch) -> None:
    """Every word of the batch that a person could explain, with what it may mean. Nothing is chosen beforehand."""
    words = learning.unknown_words(batch, data.roll(page.source))
    if not words or not page.may("teach"):
        return
    with st.container(key="card_words"):
        card_head(
            _("Words to explain: {count}").format(count=len(words)),
            _(
                "A word explained once is read everywhere: in these files, in those kept before, and from now on."
            ),
        )
        for word in words[:MOST_WORDS]:
            _ask(page, word)


def _ask(page: Context, word: Unknown) -> None:
    """One word: where it stands, what it may mean, and the button that remembers it."""
    key = hashlib.sha256(word.key.encode()).hexdigest()[:12]
    with st.container(key=f"word_{key}", horizontal=True, vertical_alignment="center"):
        st.html(word_html(word))
        chosen = st.selectbox(
            _("What “{word}” means").format(word=word.word),
            word.offered,
            index=None,
            format_func=lambda id: offer(word, id),
            placeholder=_("Choose what it means"),
            key=f"meaning_{key}",
            label_visibility="collapsed",
            filter_mode=None,
            width=SELECT,
        )
        pressed = st.button(_("Remember this word"), key=f"teach_{key}", disabled=chosen is None)
    if pressed and chosen in word.offered:
        lesson = Lesson(word.kind, word.word, str(chosen))
        do(page, lambda by: teach(by, lesson))


def word_html(word: Unknown) -> str:
    """The word as it stands in the sheets, and where."""
    sheets = len({(place.file, place.sheet) for place in word.places})
    said = [kind_word(word.kind), many(sheets, _("in {count} sheet"), _("in {count} sheets"))]
    named = "; ".join(map(_place, word.places[:MOST_PLACES])) + (
        " …" if len(word.places) > MOST_PLACES else ""
    )
    head = f"<b>{escape(word.text)}</b> <span>{escape(' · '.join(said))}</span>"
    return f"<p class='sy-word'>{head}</p><p class='sy-note sy-place'>{escape(named)}</p>"


def _place(place: Place) -> str:
    return " · ".join(filter(None, place))


def kind_word(kind: str) -> str:
    """What sort of a word it is."""
    return {"column": _("header"), "category": _("row"), "unit": _("unit's name")}.get(kind, kind)


def offer(word: Unknown, id: str) -> str:
    """A meaning as it is offered; those that are spelled like the word say so."""
    name = meaning_word(word.kind, id)
    return _("{name} – spelled alike").format(name=name) if id in word.offered[: word.likely] else name


def meaning_word(kind: str, id: str) -> str:
    """A meaning by its name; one that the catalog no longer has by its id."""
    lang = language()
    if kind == "column" and id in INDICATORS:
        unit = INDICATORS[id].unit(lang)
        return INDICATORS[id].name(lang) + (f" ({unit})" if unit else "")
    if kind == "category" and id in CATEGORIES:
        return CATEGORIES[id].name(lang)
    return _("not a measure: leave the column out") if id == IGNORED else id


def teach(by: Clerk, lesson: Lesson) -> str:
    """Remember a word and read the kept files again, with a bar; what became of them, in words."""
    with at_work(REREADING, reading_words) as tell:
        return told(lesson.word, learning.teach(by, lesson, tell))


def _undo(by: Clerk, lesson_id: int, word: str) -> str:
    with at_work(REREADING, reading_words) as tell:
        return told(word, learning.undo(by, lesson_id, tell))


def told(word: str, again: Again) -> str:
    """What became of the kept returns."""
    if not again.returns:
        return _("“{word}”: no kept return reads differently.").format(word=word)
    return _("“{word}”: kept returns read again: {count}.").format(word=word, count=again.returns)


# ---- what was learned ----
def learned_panel(page: Context) -> None:
    """The words explained so far, each with who and when, and the way back; those undone are folded."""
    if not page.may("teach"):
        return
    rows = history(data.engine(page.source.door), page.office.code)
    if rows.empty:
        return
    living, ended = rows[rows["undone_at"].isna()], rows[rows["undone_at"].notna()]
    with st.container(key="card_learned"):
        title = _("Words remembered: {count}").format(count=len(living))
        card_head(title, _("Undo makes a word unknown again; kept returns are read again then."))
        with st.container(gap=None, height=HEIGHT if len(living) > TALL else "content", border=False):
            for row in living.to_dict("records"):
                _learned(page, row)
        if len(ended):
            with st.expander(_("Words no longer in use"), key="learned_ended"):
                table(ended_frame(ended))


def _learned(page: Context, row: Mapping[Any, Any]) -> None:
    lesson = Lesson(row["kind"], row["word"], row["meaning"])
    with st.container(key=f"learned_{row['lesson_id']}", horizontal=True, vertical_alignment="center"):
        st.html(learned_html(lesson, row["who"], row["at"]))
        pressed = st.button(_("Undo"), key=f"undo_{row['lesson_id']}", type="tertiary")
    if pressed:
        id = int(row["lesson_id"])
        do(page, lambda by: _undo(by, id, lesson.word))


def learned_html(lesson: Lesson, who: str, at: datetime) -> str:
    """A learned word: what it is read as, who said so and when."""
    means = f"<b>{escape(lesson.word)}</b> → {escape(meaning_word(lesson.kind, lesson.meaning))}"
    said = " · ".join([kind_word(lesson.kind), who_word(who), moment(at)])
    return f"<p class='sy-word'>{means} <span>{escape(said)}</span></p>"


def ended_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The lessons that hold no longer, in words."""
    made = [
        (
            row.word, meaning_word(row.kind, row.meaning), f"{who_word(row.who)} {moment(row.at)}",
            f"{who_word(row.undone_by)} {moment(row.undone_at)}",
        )
        for row in rows.itertuples(index=False)
    ]  # fmt: skip
    return pd.DataFrame(made, columns=[_("Word"), _("Meaning"), _("Remembered"), _("Ended")])


def who_word(who: str) -> str:
    """Who acted: until there is sign-in, the user of this computer."""
    return _("this computer") if who == LOCAL.id else who


def moment(at: datetime) -> str:
    """A time to the minute."""
    return f"{at:%Y-%m-%d %H:%M}"


# ---- layouts ----
def layout_panel(page: Context, batch: Batch) -> None:
    """Which returns look other than their unit's last one in a way that matters, and how many look the same."""
    changed: list[str] = []
    same: list[Return] = []
    for of, earlier in _with_earlier(page, batch):
        changes = drift(earlier.columns, of.columns)
        grave = [change_words(change) for change in changes if change.kind in ("lost", "measure")]
        if grave:
            changed.append(drift_words(of, earlier.year, grave))
        if not changes and comparable(earlier.columns, of.columns):
            same.append(of)
    if changed or same:
        with st.container(key="card_layouts"):
            title = _("Layout other than last time: {count}").format(count=len(changed))
            names = _("Same layout as last time: {count}").format(count=len(same))
            card_head(
                title if changed else names, names if changed else _("Held against each unit's last return")
            )
            for sentence in changed:
                remark(sentence)


def _with_earlier(page: Context, batch: Batch) -> Iterator[tuple[Return, layouts.Layout]]:
    """The returns of single units that count, each with its unit's last layout, where there is one."""
    keys = {
        (r.unit_code, r.year, r.festival): r
        for r in batch.returns
        if r.state == "current" and not r.rollup and r.year is not None
    }
    wanted = [(unit, int(year), festival) for unit, year, festival in keys if year is not None]
    found = layouts.earlier(data.engine(page.source.door), page.office.code, wanted) if wanted else {}
    return ((keys[key], layout) for key, layout in found.items())


def drift_words(of: Return, year: int, changes: Sequence[str]) -> str:
    """A sentence: whose layout, since when, and what is other."""
    before = period_name(period(year, of.festival), language())
    sentence = _("{unit}, {period}: other than in {before}: {changes}.")
    joined = ("；" if language() == "zh" else "; ").join(changes)
    return sentence.format(unit=of.unit, period=when(of), before=before, changes=joined)


def change_words(change: Change) -> str:
    """One change of a layout, in words."""
    name = INDICATORS[change.indicator].name(language())
    if change.kind == "lost":
        return _("no column for “{name}” any more").format(name=name)
    if change.kind == "gained":
        return _("a new column for “{name}”").format(name=name)
    words = _("“{name}” is now in {now}, it was in {before}") if change.kind == "measure" else _(
        "“{name}” is headed “{now}”, it was “{before}”"
    )  # fmt: skip
    return words.format(name=name, now=change.now, before=change.before)
