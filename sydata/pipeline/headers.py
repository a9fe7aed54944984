"""What a column's header means: its path of words → an indicator, a part the column plays, or unknown.

A leaf is read together with the groups above it, since 发放人数 alone names two indicators. Nothing is
guessed: a path that the catalog does not know stays unknown, and its column is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from sydata.catalog import forms
from sydata.catalog.grammar import group_sense, header_sense
from sydata.catalog.indicators import INDICATORS
from sydata.text import squash, without_item, without_latin, without_numbering

Role = Literal[
    "figure", "leaf", "label", "unit", "period", "value", "measure", "ignored", "ratio", "last-year", "of-which",
    "unknown", "empty",
]  # fmt: skip

_BRACKET = re.compile(r"[(\[【〔〖{<《]([^()\[\]【】〔〕〖〗{}<>《》]*)[)\]】〕〗}>》]")
_MEASURE_NAMES = ("单位:", "计量单位:", "单位")


class HeaderWord(NamedTuple):
    """A header cell: its core words, and the measure that stands in it (万元, 人 …), if any."""

    core: str
    measure: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header path means. measure: the measure that the header names, empty if none.

    role `leaf`: words that only mean something together with the row's (金额 beside 慰问金).
    """

    role: Role
    indicator: str = ""
    measure: str = ""
    cores: tuple[str, ...] = ()


def is_measure(word: str) -> bool:
    """Whether a word is a unit of money or of counting, with or without 万 before it."""
    return word in forms.MONEY_UNITS or word.removeprefix("万") in forms.COUNT_WORDS


_MONEY = re.compile(
    "(?<![美欧日港澳韩])(?:" + "|".join(sorted(forms.MONEY_UNITS, key=len, reverse=True)) + ")(?<=元)"
)
_RATE = re.compile(r"元/[人户份件名位套]|每[人户份件名位套]|人均|户均")


def money_in(words: str) -> tuple[str, ...]:
    """The different units of money that squashed words name: 单位:人民币元 → 元; 百万元 is not 万元."""
    return tuple(dict.fromkeys(_MONEY.findall(words)))


@lru_cache(maxsize=16384)
def bare_measure(text: str) -> str:
    """The measure in a cell that holds nothing else: 元, （人）, 单位：万元, 件、份 (the first); empty if it does."""
    words = re.sub(r"^(?:计量)?单位:?", "", squash(text).strip("()"))
    parts = re.split(r"[、,;/]", words)
    return parts[0] if all(map(is_measure, parts)) else ""


_UNQUOTED = str.maketrans("", "", "\"'")  # “双清单”事项 and 双清单事项 are one header


@lru_cache(maxsize=8192)
def header_word(text: str) -> HeaderWord:
    """A header cell taken apart: blanks, numbering, explaining notes in brackets, and the measure."""
    words = without_numbering(without_latin(squash(without_item(text))))
    words = next(
        (words.removeprefix(front) for front in forms.HEADER_FRONTS if words.startswith(front)), words
    )
    measure = next((m for m in map(_measure, _BRACKET.findall(words)) if m), "")
    shorter = _BRACKET.sub(_kept, words)
    while shorter != words:
        words, shorter = shorter, _BRACKET.sub(_kept, shorter)
    core = without_numbering(words.translate(_UNQUOTED)).strip(":;,、.·*")
    if not measure:
        core, measure = _trailing_measure(core)
    return HeaderWord(core, measure)


def _kept(bracket: re.Match[str]) -> str:
    """What of a bracket stays in the header: nothing of a measure, a column mark or an explaining note."""
    note = bracket[1]
    if _measure(note) or re.fullmatch(r"[\d甲乙丙丁A-Za-z]{0,2}", note):
        return ""
    explains = any(word in note for word in forms.HEADER_NOTES)
    return "" if explains and not any(word in note for word in forms.NEVER_NOTES) else note


def _measure(words: str) -> str:
    """The measure a note names: 人, 单位:万元, 万元,保留两位小数, 以元计; empty if none for sure."""
    for name in _MEASURE_NAMES:
        words = words.removeprefix(name)
    money = money_in(words)
    if len(money) > 1 or _RATE.search(words):
        return ""  # an amount a head is no amount, and of two units neither is sure
    return next(iter([*money, *filter(is_measure, re.split(r"[,;、/]", words))]), "")


def _trailing_measure(core: str) -> tuple[str, str]:
    """慰问金金额万元, 金额:元 and 走访慰问人数/人 carry their measure without brackets."""
    match = re.fullmatch(r"(.+?)[:/,-]?((?:万|千|百)?元)", core) or re.fullmatch(
        r"(.+?)[:/,、](.{1,3})", core
    )
    return (match[1], match[2]) if match and is_measure(match[2]) else (core, "")


@lru_cache(maxsize=16384)
def is_known(text: str) -> bool:
    """Whether a cell holds words that mean an indicator, a group of them, or a leaf below one."""
    core, measure = header_word(text)
    if not core:
        return False
    listed = core in forms.INDICATOR_OF_WORD or core in forms.GROUP_OF_WORD or core in _LEAVES
    return listed or bool(_composed((core,)) or group_sense(core) or _of_money((core,), measure))


@lru_cache(maxsize=16384)
def is_group(text: str) -> bool:
    """Whether a cell holds words that stand over several columns."""
    core = header_word(text).core
    return core in forms.GROUP_OF_WORD or bool(group_sense(core))


_LEAVES = frozenset(path.partition(">")[2] for path in forms.INDICATOR_OF_WORD if ">" in path)
_GROUPS_OF = {id: frozenset(p.partition(">")[0] for p in i.paths) for id, i in INDICATORS.items()}


def groups_of(indicator: str) -> frozenset[str]:
    """The groups of columns that an indicator may stand below; none for one that stands alone."""
    return _GROUPS_OF[indicator]


@lru_cache(maxsize=8192)
def meaning(path: tuple[str, ...]) -> Meaning:
    """What a header path means, outermost words first. An empty path is `empty`."""
    words = [header_word(part) for part in path if squash(part)]
    words = [w for w in words if w.core] or words
    if not words:
        return Meaning("empty")
    measure = next((w.measure for w in reversed(words) if w.measure), "")
    cores = tuple(w.core for w in words)
    cores = tuple(core for core in cores if group_of(core) != "neutral") or cores
    role = _special(cores)
    if role:
        return Meaning(role, _indicator(_plain(cores)) if role == "last-year" else "", measure)
    found = _indicator(cores) or _of_money(cores, words[-1].measure) or counted(cores, words[-1].measure)
    if (
        found and not words[-1].measure
    ):  # 人数 under 发放慰问金（万元）: the group's unit is that of its money
        measure = next((w.measure for w in reversed(words) if w.measure and fits(found, w.measure)), "")
    if found and fits(found, measure):
        return Meaning("figure", found, measure, cores)
    if found:
        return Meaning("unknown", "", measure)
    role = _column_role(cores[-1])
    leaf = role == "unknown" and all(core in _LEAVES or group_of(core) for core in cores)
    return Meaning("leaf" if leaf else role, "", measure, cores)


@lru_cache(maxsize=8192)
def together(row: tuple[str, ...], column: tuple[str, ...]) -> str:
    """The indicator that the words of a row and of a column name together, whichever is the group; empty if none."""
    return _indicator(joint(row, column))


def joint(row: tuple[str, ...], column: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a row and of a column as one path, whichever is the group."""
    return (*row, *column) if _indicator((*row, *column)) else (*column, *row)


def fits(indicator: str, measure: str) -> bool:
    """Money is not counted in persons, nor persons in money: such a header contradicts itself."""
    return not measure or INDICATORS[indicator].money == (measure in forms.MONEY_UNITS)


def with_measure(of: Meaning, measure: str) -> Meaning:
    """A column's meaning with the measure from a row of measures; unknown where the two contradict."""
    if not measure or of.measure or not of.indicator:
        return of
    return replace(of, measure=measure) if fits(of.indicator, measure) else Meaning("unknown", "", measure)


def _special(cores: tuple[str, ...]) -> Role | None:
    roles = forms.COLUMN_ROLES
    if any(word in core for core in cores for word in roles["ratio"]):
        return "ratio"
    if any(word in core for core in cores for word in roles["last_year"]):
        return "last-year"
    if any(core.startswith(word) for core in cores for word in roles["of_which"]):
        return "of-which"
    return None


def _plain(cores: tuple[str, ...]) -> tuple[str, ...]:
    """The path without the words that make it last year's."""
    words = sorted(forms.COLUMN_ROLES["last_year"], key=len, reverse=True)
    left = []
    for core in cores:
        for word in words:
            core = core.replace(word, "")
        if core := core.strip(":"):
            left.append(core)
    return tuple(left)


def _indicator(cores: tuple[str, ...]) -> str:
    """The indicator a path names; empty if none does, or if groups stand above that say otherwise."""
    if not cores:
        return ""
    if len(cores) > 1 and cores[-1] in forms.COLUMN_ROLES["same"] and not group_of(cores[-2]):
        return _indicator(cores[:-1])
    return _listed(cores) or _composed(cores)


def _of_money(cores: tuple[str, ...], measure: str) -> str:
    """The indicator of words that are measured in money without saying so: 实发慰问金（万元） is its amount."""
    return _composed((*cores[:-1], f"{cores[-1]}金额")) if measure in forms.MONEY_UNITS else ""


def counted(cores: tuple[str, ...], measure: str) -> str:
    """The indicator of a heading that is counted: 走访慰问（人）, 慰问品（件）. Empty below one that says otherwise."""
    *above, core = map(group_of, cores)
    found = forms.COUNTED.get(core, "")
    agrees = all(group in ("neutral", "visit", core) for group in above)
    return found if found and agrees and forms.same_measure(measure.removeprefix("万"), found) else ""


def _composed(cores: tuple[str, ...]) -> str:
    """The indicator that the parts of the words name."""
    sense = header_sense(_saying(cores))
    return sense.indicator if sense else ""


def _saying(cores: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the headings that say nothing of their own."""
    return tuple(core for core in cores[:-1] if group_of(core) != "neutral") + cores[-1:]


def parts_of(cores: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """By which parts a known path was read that no list knows, and what each means; empty where lists know it."""
    if len(cores) > 1 and cores[-1] in forms.COLUMN_ROLES["same"] and not group_of(cores[-2]):
        return parts_of(cores[:-1])
    if not cores or _listed(cores):
        return tuple((core, group_of(core)) for core in cores[:-1] if core not in forms.GROUP_OF_WORD)
    sense = header_sense(_saying(cores))
    return sense.parts if sense else ()


def _listed(cores: tuple[str, ...]) -> str:
    *above, leaf = cores
    groups = [group_of(core) or "?" for core in above]
    if "?" in groups:
        return ""
    group = next((g for g in reversed(groups) if g != "neutral"), "")
    if not group:
        return forms.INDICATOR_OF_WORD.get(leaf, "")
    found = forms.INDICATOR_OF_WORD.get(f"{group}>{leaf}", "")
    return found or _named_under(group, leaf)


@lru_cache(maxsize=16384)
def group_of(core: str) -> str:
    """The group of columns that words head (visit, cash, goods, solved, sum, neutral); empty if none."""
    return forms.GROUP_OF_WORD.get(core, "") or group_sense(core)


def _named_under(group: str, leaf: str) -> str:
    """A whole header under a group it does not contradict: 慰问信 under 慰问品, but never 合计 or 慰问金."""
    found = forms.INDICATOR_OF_WORD.get(leaf, "")
    if not found or (not _GROUPS_OF[found] and INDICATORS[found].form):
        return ""
    own = _GROUPS_OF[found]
    return found if not own or group in own else ""


def _column_role(leaf: str) -> Role:
    for role in ("label", "unit", "ignored", "period", "value", "measure"):
        if leaf in forms.COLUMN_ROLES[role]:
            return role
    return "label" if leaf in forms.COLUMN_ROLES["indicator"] else "unknown"
