"""The cards of the page that reconciles: a roll-up and its units, total rows, two offices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from sydata.analysis.coverage import of_period
from sydata.analysis.levels import Rollup, causes, ranked
from sydata.analysis.reconcile import COMMA, Comparison, Figure
from sydata.exports.data import csv_bytes
from sydata.text import escape
from sydata.ui import data
from sydata.ui.i18n import _, comma, many
from sydata.ui.open_page import Context
from sydata.ui.parts.card import card_head
from sydata.ui.parts.links import address, marked, way
from sydata.ui.parts.take import take_file
from sydata.ui.reconcile_words import (
    difference,
    differences_frame,
    differences_html,
    figures_words,
    measure,
    places,
    rollup_name,
    unit_name,
    who,
)
from sydata.ui.reconciling import Levels, Reconciled
from sydata.ui.stamp import stamp
from sydata.wording import Lang

SHOWN = 60  # differences on the page; the download has them all
NAMED = 8  # units named in a sentence


def answer(of: Reconciled, lang: Lang) -> str:
    """The one sentence: what differs, and the largest difference. What others make differ is not counted again."""
    every = [*of.within, *(each for rollup in of.rollups[:1] for each in (*rollup.rows, *rollup.totals))]
    every += [each for level in of.levels if level.complete for each in level.lines]
    if not every:
        return _("There is nothing to reconcile in this period yet.")
    if not (wrong := causes(every)):
        return _("All {count} figures that can be reconciled agree.").format(count=f"{len(every):,}")
    told = _("Of {count} figures {wrong} differ; most of all {unit}, {measure}: {difference}.")
    counts = {"count": f"{len(every):,}", "wrong": f"{len(wrong):,}"}
    first = {"unit": who(wrong[0], lang), "measure": measure(wrong[0].stated, lang)}
    return told.format(**counts, **first, difference=difference(wrong[0], lang))


def remark(sentence: str) -> None:
    """A sentence below a card's head."""
    st.html(f"<p class='sy-note'>{escape(sentence)}</p>")


def rollup_panel(page: Context, found: Sequence[Rollup]) -> None:
    """A roll-up against the sheets of its units; without one, how to get one."""
    with st.container(key="card_rollup"):
        if not found:
            no_rollup(page)
            return
        chosen = found[0]
        if len(found) > 1:
            at = st.selectbox(
                _("Roll-up"),
                range(len(found)),
                format_func=lambda at: rollup_name(found[at]),
                key="rollup",
                filter_mode=None,
            )
            chosen = found[int(at)]
        _rollup(page, chosen)


def no_rollup(page: Context) -> None:
    """What a roll-up is good for, and the way to one."""
    card_head(_("No roll-up sheet in this period"), _("A roll-up against the units' own sheets"))
    how = _("Hand in the table in which somebody added up the units: one row a unit, in any layout.")
    then = _("The units' own sheets still count; the roll-up is only held against them, cell by cell.")
    remark(f"{how}{then}" if page.lang == "zh" else f"{how} {then}")
    way(page, "submit", _("Hand in a roll-up sheet"))


def _rollup(page: Context, of: Rollup) -> None:
    lines = (*of.rows, *of.totals)
    title = (
        _("Roll-up and units differ in {count}") if ranked(lines) else _("The roll-up agrees with the units")
    )
    differing = {each.stated.code for each in ranked(of.rows)}
    units = len(of.units) - len(of.alone) - len(differing)
    whole = _("{units} agree in everything").format(units=many(units, _("{count} unit"), _("{count} units")))
    card_head(_counted(title, lines), " · ".join([rollup_name(of), whole, *_agreeing(lines)]))
    differences(page, ranked(lines), "rollup", (_("Roll-up"), _("Unit's own sheet")))
    if of.alone:
        more = "…" if len(of.alone) > NAMED else ""
        names = comma().join(unit_name(code) for code in of.alone[:NAMED]) + more
        told = _("No sheet of their own, so that the roll-up's figures count for them: {units} ({count}).")
        remark(told.format(units=names, count=len(of.alone)))


def _counted(title: str, lines: Sequence[Comparison]) -> str:
    """The title with the number of places to look at."""
    return title.format(count=places(len(causes(lines))))


def _agreeing(lines: Sequence[Comparison]) -> list[str]:
    """What agrees, and how many differences only follow from others."""
    good, follow = sum(each.agrees for each in lines), len(ranked(lines)) - len(causes(lines))
    said = [_("{count} agree").format(count=figures_words(good))]
    return said + ([_("following from these: {count}").format(count=figures_words(follow))] if follow else [])


def within_panel(page: Context, lines: Sequence[Comparison]) -> None:
    """Every unit's own total row against its categories."""
    with st.container(key="card_within"):
        title = _("Total rows differ from their rows in {count}")
        if not ranked(lines):
            title = (
                _("Every total row is the sum of its rows")
                if lines
                else _("No sheet of this period has a total row")
            )
        what = _("Total row against the rows above it, unit by unit")
        card_head(_counted(title, lines), " · ".join([what, *_agreeing(lines)]))
        differences(page, ranked(lines), "within", (_("Total row"), _("Sum of the rows")))


def levels_panel(page: Context, levels: Sequence[Levels]) -> None:
    """What an office sent up against what it received; without such a pair, when there will be one."""
    for at, level in enumerate(levels):
        with st.container(key=f"card_level_{at}"):
            _level(page, level, f"level_{at}")
    if not levels:
        how = _(
            "Once a district collects here from its townships too, what it sent up is held against their sum."
        )
        remark(how)
    if page.person.offices is not None:
        remark(_("Only offices that you may see are held against each other here."))


def _level(page: Context, of: Levels, key: str) -> None:
    """Two offices; as long as units are missing below, the differences are folded away."""
    wrong, heads = ranked(of.lines), (_("Sent up"), _("Sum of its units"))
    title = _("{below}: sent up and received differ in {count}")
    if not of.complete:
        title = _("{below}: not all units below have reported")
    elif not wrong:
        title = _("{below}: sent up and received agree")
    so_far = _("{received}/{expected} units received").format(received=of.received, expected=of.expected)
    notes = [f"{of.below} → {of.above}", so_far, *(_agreeing(of.lines) if of.complete else [])]
    card_head(_counted(title.replace("{below}", of.below), of.lines), " · ".join(notes))
    if of.complete:
        differences(page, wrong, key, heads)
    elif wrong:
        with st.expander(_("Show the differences so far"), key=f"so_far_{key}"):
            differences(page, wrong, key, heads)


def _to_sheet(page: Context) -> Callable[[Sequence[Figure]], str]:
    """What gives the address of the sheet that figures of one sheet stand in, their cells marked there."""
    rows = of_period(data.register(page.source), page.period.year, page.period.festival)
    rows = rows[rows["return_id"].notna()]
    ids: dict[tuple[str, str], dict[str, int]] = {}
    for id, code, file, sheet in rows[["return_id", "unit_code", "file", "sheet"]].itertuples(index=False):
        ids.setdefault((file, sheet), {})[str(code)] = int(id)

    def to(figures: Sequence[Figure]) -> str:
        sheets = {(each.file, each.sheet) for each in figures}
        own = ids.get(sheets.pop(), {}) if len(sheets) == 1 else {}
        if not own:
            return ""
        id = own.get(figures[0].code, next(iter(own.values())))
        cells = marked(each.cell.replace(COMMA, ",") for each in figures)
        return address(page, "register", page.period, {"return": str(id), **cells})

    return to


def differences(page: Context, wrong: Sequence[Comparison], key: str, heads: tuple[str, str]) -> None:
    """The differences as a table, both cells with their places; all of them to download."""
    if not wrong:
        return
    st.html(differences_html(wrong[:SHOWN], page.lang, heads, _to_sheet(page)))
    take_file(
        _("Download these differences"),
        lambda: csv_bytes(differences_frame(wrong, page.lang, heads), changes=True),
        f"{page.period.id}-{key}-{stamp().mark}.csv",
        f"download_{key}",
    )
