"""The card of reporters: who is asked, by kind, and the forms that add, rename, end and bring back one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sydata.catalog.festivals import period_name
from sydata.catalog.roll import KINDS, people
from sydata.catalog.terms import Span, Terms, ended, is_asked, resumed, spans_of
from sydata.catalog.terms_check import LONGEST
from sydata.catalog.units import unit as listed
from sydata.model import Unit
from sydata.store import setting
from sydata.ui import data
from sydata.ui.i18n import _, comma
from sydata.ui.parts.card import card_head
from sydata.ui.parts.portion import portion
from sydata.ui.parts.table import table
from sydata.ui.setting_panels import Here, period_of, periods, reason_field, save, will
from sydata.ui.setting_words import kind_word, span_words

ADD, RENAME, END, ASK = "add", "rename", "end", "ask"


def reporters_panel(here: Here) -> None:
    """Who reports, and one form at a time to change that."""
    every = people(data.roll(here.page.source))
    asked = [of for of in every if is_asked(of, here.period, here.terms)]
    with st.container(key="card_reporters"):
        title = _("Reporters of {period}: {count}").format(period=here.name, count=len(asked))
        card_head(title, _by_kind(asked))
        with st.container(key="reporters_list"):
            frame = reporters_frame(here, every)
            table(frame.iloc[portion(len(frame), "reporters")])
        names = {ADD: _("Add"), RENAME: _("Rename"), END: _("Ask no more"), ASK: _("Ask to report")}
        chosen = st.segmented_control(
            _("What to change"), list(names), format_func=lambda id: names[id], key="reporter_form",
            label_visibility="collapsed",
        )  # fmt: skip
        if chosen is not None and chosen in _FORMS:
            _FORMS[chosen](here, every)


def _by_kind(asked: Sequence[Unit]) -> str:
    counts = Counter[str](of.kind for of in asked)
    return " · ".join(f"{kind_word(kind)} {counts[kind]}" for kind in KINDS if counts[kind])


def reporters_frame(here: Here, every: Sequence[Unit]) -> pd.DataFrame:
    """kind, unit, whether it is asked in the period, and what the office set about it."""
    rows = [
        (kind_word(of.kind), of.name, _asked_word(here, of), _set_words(here.terms, of))
        for of in sorted(every, key=lambda of: KINDS.index(of.kind))
    ]
    return pd.DataFrame(rows, columns=[_("Kind"), _("Unit"), _("In this period"), _("Set by this office")])


def _asked_word(here: Here, of: Unit) -> str:
    return _("asked") if is_asked(of, here.period, here.terms) else _("not asked")


def _set_words(terms: Terms, of: Unit) -> str:
    own = terms.reporters.get(of.code)
    if own is None:
        return ""
    also = _("also {names}").format(names=comma().join(own.aliases)) if own.aliases else ""
    return " · ".join(filter(None, [span_words(own.spans), also]))


# ---- the forms ----
def _add(here: Here, _every: Sequence[Unit]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="reporter_add"):
        name = _name_field(_("Name"), "add_name")
        kinds = {id: kind_word(id) for id in KINDS}
        kind = st.selectbox(
            _("Kind"),
            KINDS,
            index=1,
            format_func=lambda id: kinds[id],
            key="add_kind",
            filter_mode=None,
            width=180,
        )
        aliases = _aliases("add_aliases")
        first = _from_field(here, "add_from")
    reason = reason_field("add")
    value = {"name": name, "kind": kind, "aliases": aliases, "spans": [[first, ""]]}
    _tell(here, "reporter:" + here.page.office.code + "-own-0000", value if name else None)
    if st.button(_("Add this reporter"), type="primary", key="add_save", disabled=not name):
        told = _("Added: {name}.").format(name=name)
        save(here, lambda by: setting.add_reporter(by, value, reason), told)


def _rename(here: Here, every: Sequence[Unit]) -> None:
    of = _choose(every, "rename_unit")
    if of is None:
        return
    held = _held(here, of)
    with st.container(horizontal=True, vertical_alignment="bottom", key="reporter_rename"):
        name = _name_field(_("Present name"), f"rename_name_{of.code}", of.name)
        aliases = _aliases(f"rename_aliases_{of.code}", held["aliases"])
    reason = reason_field("rename")
    known = listed(of.code)  # the catalog's own name stays known anyway
    kept = [] if known is not None and known.name == of.name else [of.name]
    names = [each for each in dict.fromkeys([*aliases, *kept]) if each != name]
    value = {**held, "name": name, "aliases": names}
    will(_("Every return of {old} is shown as {name}; sheets under either name are read as its.").format(
        old=of.name, name=name or of.name))  # fmt: skip
    if st.button(_("Rename"), type="primary", key="rename_save", disabled=not name or value == held):
        told = _("Renamed: {old} → {name}.").format(old=of.name, name=name)
        save(here, lambda by: setting.change(by, f"reporter:{of.code}", value, reason), told)


def _end(here: Here, every: Sequence[Unit]) -> None:
    of = _choose([of for of in every if is_asked(of, here.period, here.terms)], "end_unit")
    if of is None:
        return
    ids = [each.id for each in periods(here.page)]
    last = st.selectbox(
        _("Last period in which it is asked"), ids, index=min(ids.index(here.period.id) + 1, len(ids) - 1),
        format_func=_period_name(here), key="end_last", filter_mode=None, width=240,
    )  # fmt: skip
    reason = reason_field("end")
    held = _held(here, of)
    spans = ended(spans_of(of, here.terms), period_of(str(last)))
    value = {**held, "spans": _spans(spans)}
    _tell(here, f"reporter:{of.code}", value, _("Its earlier returns stay as they are."))
    if st.button(_("Ask no more"), type="primary", key="end_save"):
        told = _("Asked no more: {name}.").format(name=of.name)
        save(here, lambda by: setting.change(by, f"reporter:{of.code}", value, reason), told)


def _ask(here: Here, every: Sequence[Unit]) -> None:
    of = _choose([of for of in every if not is_asked(of, here.period, here.terms)], "ask_unit")
    if of is None:
        return
    first = _from_field(here, "ask_from", here.period.id)
    reason = reason_field("ask")
    held = _held(here, of)
    spans = resumed(spans_of(of, here.terms), period_of(first))
    value = {**held, "spans": _spans(spans)}
    _tell(here, f"reporter:{of.code}", value)
    if st.button(_("Ask to report"), type="primary", key="ask_save"):
        told = _("Asked to report: {name}.").format(name=of.name)
        save(here, lambda by: setting.change(by, f"reporter:{of.code}", value, reason), told)


_FORMS: Mapping[str, Callable[[Here, Sequence[Unit]], None]] = {
    ADD: _add,
    RENAME: _rename,
    END: _end,
    ASK: _ask,
}


# ---- fields ----
def _name_field(label: str, key: str, value: str = "") -> str:
    return (st.text_input(label, value, key=key, max_chars=LONGEST, width=260) or "").strip()


def _aliases(key: str, held: Sequence[str] = ()) -> list[str]:
    given = st.text_input(
        _("Other names (、 between them)"), "、".join(held), key=key, max_chars=300, width=300
    )
    return [name.strip() for name in re.split(r"[、，,;；]", given or "") if name.strip()]


def _from_field(here: Here, key: str, first: str | None = None) -> str:
    ids = [*([""] if first is None else []), *(each.id for each in periods(here.page))]
    name, begin = _period_name(here), _("the beginning")
    chosen = st.selectbox(
        _("Asked from"), ids, index=ids.index(first or here.period.id),
        format_func=lambda id: name(id) if id else begin, key=key, filter_mode=None, width=200,
    )  # fmt: skip
    return str(chosen or "")


def _choose(units: Sequence[Unit], key: str) -> Unit | None:
    by_code = {of.code: of for of in units}
    code = st.selectbox(
        _("Unit"), list(by_code), index=None, format_func=lambda code: by_code[code].name, key=key,
        placeholder=_("Choose the unit"), width=260,
    )  # fmt: skip
    return by_code.get(str(code))


def _period_name(here: Here) -> Callable[[str], str]:
    every = {each.id: period_name(each, here.page.lang) for each in periods(here.page)}
    return lambda id: every.get(id, id)


def _tell(here: Here, key: str, value: Mapping[str, Any] | None, more: str = "") -> None:
    """What the change does to the number of reporters of the period shown."""
    if value is None:
        will(_("Sheets that were kept before and bear the name are read again as its."))
        return
    now, then = (here.stood(terms).coverage for terms in (here.terms, here.with_change(key, value)))
    said = _("{period}: {before} → {after} reporters asked, {missing} → {missing_then} missing.").format(
        period=here.name, before=now.expected, after=then.expected,
        missing=len(now.missing), missing_then=len(then.missing),
    )  # fmt: skip
    will(f"{said} {more}".strip())


# ---- what is set ----
def _held(here: Here, of: Unit) -> dict[str, Any]:
    """What is set about a reporter; where nothing is, as the catalog has it."""
    kept = here.rows.get(f"reporter:{of.code}")
    return dict(kept) if kept else {"name": of.name, "kind": of.kind, "aliases": [], "spans": None}


def _spans(spans: Iterable[Span]) -> list[list[str]]:
    return [list(span) for span in spans]
