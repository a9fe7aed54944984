"""Which of several statements of one figure counts, so that nothing is counted twice.

A breakdown (其中) is part of the whole before it: the whole counts and its parts are `of-which`, unless the whole is
of no category and the parts, each of another category, add up to it exactly; then the parts count and the whole is
`total`. A sentence that sums up the report (据统计) outranks the narrative: what that tells of the same indicator and
category is `of-which`. What is told twice by such sentences is `repeated`; what is told several times without one is
`several`, and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sydata.catalog.prose import SUMMARY, is_general
from sydata.pipeline.prose_figures import NOBODY, Read


def settle_breakdowns(pairs: Iterable[tuple[Read, Read]]) -> None:
    """Lets the parts of a whole count in its place where they cover it. pairs: (whole, part)."""
    parts: dict[int, list[Read]] = defaultdict(list)
    wholes: dict[int, Read] = {}
    for whole, part in pairs:
        parts[id(whole)].append(part)
        wholes[id(whole)] = whole
    for key, whole in wholes.items():
        if not whole.doubt and _covered(whole, parts[key]):
            whole.doubt = "total"
            for part in parts[key]:
                part.doubt = ""


def _covered(whole: Read, parts: list[Read]) -> bool:
    """Whether the parts say all that the whole says, and more exactly: each of its own category or indicator."""
    kinds = [(part.indicator, part.category) for part in parts]
    values = [part.value for part in parts if part.value is not None]
    exact = not any(read.figure.number.approximate for read in (whole, *parts)) and len(values) == len(parts)
    finer = all(indicator != whole.indicator or category != NOBODY for indicator, category in kinds)
    split = whole.category == NOBODY or all(indicator != whole.indicator for indicator, _ in kinds)
    different = len(set(kinds)) == len(kinds) > 1
    return finer and split and different and exact and sum(values) == whole.value


def settle_repeats(reads: Iterable[Read]) -> None:
    """Marks what is told more than once."""
    told: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        if not read.doubt:
            told[read.indicator].append(read)
    sentences = {read.sentence.number: read.sentence.plain for several in told.values() for read in several}
    ranks = {number: _rank(plain) for number, plain in sentences.items()}
    for several in told.values():
        if len(several) > 1:
            _settle(several, {id(read): ranks[read.sentence.number] for read in several})


def _rank(plain: str) -> int:
    """How strongly a sentence says that it sums up the report; 0 if it does not."""
    return max((n for n, words in enumerate(SUMMARY, 1) if any(w in plain for w in words)), default=0)


def _settle(told: list[Read], ranks: dict[int, int]) -> None:
    top = max(ranks.values())
    leading = [read for read in told if ranks[id(read)] == top]
    if top:
        whole = {read.category for read in leading}
        _mark_repeated([read for read in told if ranks[id(read)]])
        for read in told:
            if ranks[id(read)] < top:
                read.doubt = read.doubt or _beside(read, whole)
    _mark_several([read for read in leading if not read.doubt])


def _beside(read: Read, whole: set[str]) -> str:
    """What a statement of the narrative is beside the categories that a summary tells."""
    if read.category in whole or NOBODY in whole:
        return "of-which"
    return "several" if read.category == NOBODY else ""


def _mark_repeated(leading: list[Read]) -> None:
    seen: dict[tuple[str, int | None], int] = {}
    for read in leading:
        key = (read.category, read.value)
        if seen.setdefault(key, read.sentence.number) != read.sentence.number:
            read.doubt = "repeated"


def _mark_several(told: list[Read]) -> None:
    """Of one category, or of none beside others, several statements are in doubt, unless one list names them all."""
    mixed = any(read.category == NOBODY for read in told)
    groups: dict[str, list[Read]] = defaultdict(list)
    for read in told:
        groups["" if mixed else read.category].append(read)
    for group in groups.values():
        if len(group) > 1 and not _one_list(group):
            for read in group:
                read.doubt = "several"


def _one_list(group: list[Read]) -> bool:
    """烈属12户、残疾军人30人: finer groups of one sentence, each named once, none of them the whole."""
    names = [read.noun for read in group]
    one = len({read.sentence.number for read in group}) == 1 and len({read.category for read in group}) == 1
    words = (word for name in names for word in name.replace("/", "、").split("、") if word)
    return one and len(set(names)) == len(names) and not any(map(is_general, words))
