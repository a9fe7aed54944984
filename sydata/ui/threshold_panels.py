"""The card of thresholds: each rule's reasoning, its numbers, and what a change would ask before it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from sydata.analysis.lead import LEAD
from sydata.analysis.plausible import of_period, plausible
from sydata.catalog.rules import MOST, RULES, Rule, thresholds
from sydata.catalog.terms import limits_of
from sydata.model import Period
from sydata.store import setting
from sydata.store.acting import Clerk
from sydata.ui import data
from sydata.ui.data import Source
from sydata.ui.i18n import _, many
from sydata.ui.parts.card import card_head
from sydata.ui.parts.table import table
from sydata.ui.setting_panels import Here, reason_field, save, will
from sydata.ui.setting_words import number_word, threshold_word

LEAST = 0.001
Own = tuple[tuple[str, str, float], ...]  # rule, threshold, number


def thresholds_panel(here: Here) -> None:
    """Which thresholds the office set, and the form of one rule."""
    own = own_of(here.terms.limits)
    with st.container(key="card_thresholds"):
        title = many(len(own), _("{count} threshold differs"), _("{count} thresholds differ")) if own else _(
            "Thresholds of the rules: as the catalog has them"
        )  # fmt: skip
        card_head(title, _("A rule asks about a figure; it never changes one."))
        if own:
            table(own_frame(own), [_("Here"), _("Catalog")])
        rules = [id for id, rule in RULES.items() if rule.thresholds]
        chosen = st.selectbox(
            _("Rule"), rules, index=None, format_func=lambda id: RULES[id].name(here.page.lang), key="rule",
            placeholder=_("Choose a rule"), filter_mode=None, width=300,
        )  # fmt: skip
        if chosen in rules:
            _rule(here, RULES[chosen])


def own_of(limits: Mapping[str, Mapping[str, float]]) -> Own:
    """The thresholds set, in the catalog's order."""
    return tuple(
        (rule.id, each.id, limits[rule.id][each.id])
        for rule in RULES.values()
        for each in rule.thresholds
        if each.id in limits.get(rule.id, {})
    )


def own_frame(own: Own) -> pd.DataFrame:
    """Each threshold with its number here and in the catalog."""
    usual = thresholds()
    rows = [(threshold_word(r, n), number_word(v), number_word(usual[r][n])) for r, n, v in own]
    return pd.DataFrame(rows, columns=[_("Threshold"), _("Here"), _("Catalog")])


def _rule(here: Here, rule: Rule) -> None:
    held, usual = limits_of(here.terms)[rule.id], thresholds()[rule.id]
    will(rule.why(here.page.lang))
    drafts: dict[str, float] = {}
    for each in rule.thresholds:
        label = _("{name} (catalog: {number})").format(
            name=each.name(here.page.lang), number=number_word(usual[each.id])
        )
        given = st.number_input(
            label, LEAST, float(MOST), float(held[each.id]), format="%g",
            key=f"limit_{rule.id}_{each.id}_{held[each.id]:g}", width=420,
        )  # fmt: skip
        drafts[each.id] = float(given)
    changed = {name: value for name, value in drafts.items() if value != held[name]}
    other = {name: usual[name] for name in held if held[name] != usual[name]}
    _tell(here, rule, changed)
    reason = reason_field("limit")
    with st.container(horizontal=True):
        told = _("Thresholds changed: {rule}").format(rule=rule.name(here.page.lang))
        if st.button(_("Save the thresholds"), type="primary", key="limit_save", disabled=not changed):
            save(here, lambda by: _set(by, rule, changed, reason), told)
        if other and st.button(_("Back to the catalog's"), key="limit_reset"):
            save(here, lambda by: _set(by, rule, other, reason), told)


def _set(by: Clerk, rule: Rule, values: Mapping[str, float], reason: str) -> None:
    """Keep each; one that is the catalog's again is not kept at all."""
    usual = thresholds()[rule.id]
    setting.change_all(
        by,
        {f"threshold:{rule.id}.{n}": None if v == usual[n] else {"value": v} for n, v in values.items()},
        reason,
    )


# ---- what it would ask ----
def _tell(here: Here, rule: Rule, changed: Mapping[str, float]) -> None:
    """How many questions there are now, and how many there would be."""
    all_ = st.toggle(_("Count all periods, which takes some seconds"), key="limit_all")
    now = own_of(here.terms.limits)
    kept = [each for each in now if not (each[0] == rule.id and each[1] in changed)]
    then = (*kept, *((rule.id, name, value) for name, value in changed.items()))
    with st.spinner(_("Counting the questions …")):
        before, after = (
            _count(asked(here.page.source, own, None if all_ else here.period), rule.code)
            for own in (now, then)
        )
    text = _("Questions of this rule, {when}: {now} now, {then} with the change.") if changed else _(
        "Questions of this rule, {when}: {now} now."
    )  # fmt: skip
    will(text.format(when=_("all periods") if all_ else here.name, now=before, then=after))


def _count(found: Mapping[str, int], code: str) -> int:
    """The questions of a kind; of all kinds where a rule has none of its own."""
    return found.get(code, 0) if code else sum(found.values())


@st.cache_data(max_entries=data.SMALL, show_spinner=False)
def asked(of: Source, own: Own, period: Period | None) -> dict[str, int]:
    """Kind of question → how many there are under these thresholds, in a period or in all; answered ones count too."""
    limits: dict[str, dict[str, float]] = {}
    for rule, name, value in own:
        limits.setdefault(rule, {})[name] = value
    rows = data.facts(of)
    facts, by, limit = rows[rows["indicator"] != LEAD], data.roll(of), thresholds(limits)
    found = of_period(facts, by, period, limit) if period else plausible(facts, by, limit)
    return dict(Counter(found["code"]))
