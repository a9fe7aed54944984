"""The clauses of a sentence, and what a figure in one of them counts by the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sydata.catalog.prose import CARRIED, NAMED, THINGS, Thing, fits
from sydata.pipeline.prose_words import Token

FIGURES = ("figure", "range", "odd")
LOOK = 24  # words to either side; what stands farther off says nothing of a figure
GAP = 10  # signs of unknown words that may stand between a figure and the noun after it
# Say nothing between a noun and its figure.
CLEAR = frozenset({"filler", "sum", "worth", "open", "reach", "now", "likewise"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two commas. opener: the sign before it; anchor: the noun before a bracket that is a clause."""

    words: tuple[Token, ...]
    opener: str
    bracket: bool
    anchor: Token | None
    kinds: frozenset[str]
    has_verb: bool

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these kinds stands in the clause."""
        return not self.kinds.isdisjoint(kinds)


class Noun(NamedTuple):
    """What a figure counts: the thing, its place in the clause, and a verb that the noun itself begins with."""

    thing: Thing
    at: int
    own: str = ""


class _Piece:
    """A clause while it is gathered."""

    def __init__(self, opener: str, bracket: bool = False, anchor: Token | None = None) -> None:
        self.words: list[Token] = []
        self.opener, self.bracket, self.anchor = opener, bracket, anchor
        self.figures = False

    def add(self, word: Token) -> None:
        self.words.append(word)
        self.figures = self.figures or word.kind in FIGURES

    def closed(self) -> Iterator[Clause]:
        if self.words:
            kinds = frozenset(word.kind for word in self.words)
            verb = any(word.verb for word in self.words)
            yield Clause(tuple(self.words), self.opener, self.bracket, self.anchor, kinds, verb)

    def after(self, sign: str) -> _Piece:
        """The piece behind a sign; an empty one hands its own stronger sign on."""
        sign = ";" if not self.words and self.opener == ";" else sign
        return _Piece(sign, self.bracket, None if self.words else self.anchor)


def clauses(words: Sequence[Token]) -> Iterator[Clause]:
    """The clauses in order. Nouns joined by 、 stay together; brackets with figures are clauses of their own."""
    piece, outer = _Piece(""), []
    for word in words:
        if word.kind == "break" and word.text in "([【":
            if piece.figures:
                yield from piece.closed()
                piece = piece.after("、")
            outer.append(piece)
            piece = _Piece("(", True, _last_thing(piece.words))
        elif word.kind == "break" and word.text in ")]】" and outer:
            if piece.figures:
                yield from piece.closed()
            piece = outer.pop()
        elif word.kind == "break" or (word.text == "、" and piece.figures):
            yield from piece.closed()
            piece = piece.after(word.text if word.text in "、;" else ",")
        else:
            piece.add(word)
    for rest in (piece, *reversed(outer)):
        yield from rest.closed()


def _last_thing(words: Sequence[Token]) -> Token | None:
    return next((w for w in reversed(words[-LOOK:]) if w.kind == "thing"), None)


# ---- looking around a figure ----
def before(words: Sequence[Token], at: int) -> Iterator[tuple[int, Token]]:
    """The words before a figure, nearest first, back to the figure before it."""
    for i in range(at - 1, max(-1, at - 1 - LOOK), -1):
        if words[i].kind in FIGURES:
            return
        yield i, words[i]


def behind(words: Sequence[Token], at: int) -> Iterator[tuple[int, Token]]:
    """The words behind a figure, nearest first, up to the next one."""
    for i in range(at + 1, min(len(words), at + 1 + LOOK)):
        if words[i].kind in FIGURES:
            return
        yield i, words[i]


def reading(thing: Thing, unit: str) -> str:
    """The indicator that a figure of this unit is under a noun; empty if none fits."""
    return next((indicator for indicator in thing.reads if fits(indicator, unit)), "")


def indicators(thing: Thing) -> set[str]:
    """Every indicator that a noun may mean."""
    return {*thing.reads, *thing.by_verb.values()}


def verb_before(words: Sequence[Token], at: int) -> str:
    """The kind of the last verb before a figure; a word like 为 or 向 between them cuts it off."""
    for i in range(at - 1, max(-1, at - 1 - LOOK), -1):
        if words[i].verb:
            return words[i].verb
        if words[i].kind == "to":
            return ""
    return ""


def verb_behind(words: Sequence[Token], at: int) -> str:
    """The kind of the next verb behind a place in the clause."""
    return next((w.verb for w in words[at + 1 : at + 1 + LOOK] if w.verb), "")


def noun_before(words: Sequence[Token], at: int, unit: str) -> Noun | None:
    """The noun directly before a figure (走访慰问优抚对象3200人), the nearest that its unit fits."""
    kin = False
    passed: list[Token] = []
    for i, word in before(words, at):
        if word.kind == "thing":
            noun = _noun(words, i, kin)
            if reading(noun.thing, unit):
                return noun
            kin = False
        elif word.kind == "kin":
            kin = True
        elif word.kind == "likewise" and not _plain_rest(passed):
            return None
        elif word.kind not in CLEAR and not (word.text == "为" and i == at - 1):
            return None
        passed.append(word)
    return None


def _plain_rest(passed: list[Token]) -> bool:
    """Whether only 人员, 共 and the like stand between 等 and the figure; 座谈会等活动30次 counts other things."""
    return all(w.kind in ("sum", "worth", "open", "reach") or w.text in ("人员", ":") for w in passed)


def _noun(words: Sequence[Token], at: int, kin: bool = False) -> Noun:
    thing = THINGS[words[at].word.id]
    thing = THINGS[thing.kin] if kin and thing.kin else thing
    if thing.at_border and _at_border(words, at):
        thing = THINGS[thing.at_border]
    return Noun(thing, at, words[at].word.own)


def _at_border(words: Sequence[Token], at: int) -> bool:
    """Whether the border was named before a noun, as where its people are: 边海防一线的62名官兵家庭."""
    for i in range(at - 1, max(-1, at - 1 - LOOK), -1):
        if words[i].kind == "joins":
            return False
        if words[i].kind == "thing":
            return THINGS[words[i].word.id].category == "border"
    return False


def noun_behind(words: Sequence[Token], at: int, unit: str) -> Noun | None:
    """The noun behind a figure (1200名优抚对象, 价值5万元的慰问品), if no other noun is joined before it."""
    gap = 0
    for i, word in behind(words, at):
        if word.kind == "thing":
            kin = i + 1 < len(words) and words[i + 1].kind == "kin"
            noun = _noun(words, i, kin)
            if reading(noun.thing, unit):
                return noun._replace(own="")
        elif word.kind in ("text", "spare", "date"):
            gap += len(word.text)
        elif word.kind not in ("filler", "kin"):
            return None
        if gap > GAP:
            return None
    return None


def topic(words: Sequence[Token], at: int, unit: str) -> Noun | None:
    """A noun before the verb before a figure: 慰问金发放56.3万元, 座谈会召开5场; not who visits (慰问团走访3个团)."""
    verbs: set[str] = set()
    for i, word in before(words, at):
        if word.kind == "thing" and reading(THINGS[word.word.id], unit):
            noun = _noun(words, i)
            return noun if noun.thing.whom or "visit" not in verbs else None
        if word.kind not in CLEAR and not word.verb:
            return None
        verbs.add(word.verb)
    return None


def verb_beside(words: Sequence[Token], at: int) -> str:
    """The kind of the verb directly before a figure: 已走访慰问300人, 解决30件."""
    for _, word in before(words, at):
        if word.kind == "verb":
            return word.verb
        if word.kind not in CLEAR:
            return ""
    return ""


def stands_alone(words: Sequence[Token], at: int) -> bool:
    """Whether a figure has no words of its own before it, back to the figure or the comma before."""
    return all(w.kind in CLEAR or w.kind in ("of_which", "of_which_first") for _, w in before(words, at))


def ends_there(words: Sequence[Token], at: int) -> bool:
    """Whether no unknown noun follows a figure: 慰问300人 does, 慰问300名老党员 does not."""
    following = next((w for w in words[at + 1 : at + 2]), None)
    return following is None or following.kind not in ("text", "spare", "thing", "kin")


# ---- nouns that share a figure ----
def joined(words: Sequence[Token], noun: Noun, at: int) -> list[Thing] | None:
    """The things that share one figure with a noun (驻军官兵和优抚对象3600人); None where one is unknown."""
    left = _joined_left(words, noun.at)
    right = _joined_right(words, noun.at) if noun.at > at else []
    return None if left is None or right is None else [*left, *right]


def _joined_left(words: Sequence[Token], at: int) -> list[Thing] | None:
    found: list[Thing] = []
    while len(found) < LOOK and (join := _join_before(words, at)) is not None:
        at = join - 1 if join > 0 and words[join - 1].kind != "kin" else join - 2
        if at < 0 or words[at].kind in FIGURES:
            return found
        if words[at].kind != "thing":
            return None
        found.append(THINGS[words[at].word.id])
    return found


def _join_before(words: Sequence[Token], at: int) -> int | None:
    """Where the 、 or 和 before a noun stands; None if a verb, 等 or another noun stands nearer."""
    for i in range(at - 1, max(-1, at - 1 - LOOK), -1):
        if words[i].kind == "joins":
            return i
        if words[i].kind not in ("text", "spare"):
            return None
    return None


def _joined_right(words: Sequence[Token], at: int) -> list[Thing] | None:
    found: list[Thing] = []
    rest = [w for w in words[at + 1 : at + 1 + LOOK] if w.kind not in ("filler", "kin", "likewise")]
    for join, following in zip(rest[::2], [*rest[1::2], None], strict=False):
        if join.kind != "joins" or following is None or following.kind not in ("thing", "text", "spare"):
            return found
        if following.kind != "thing":
            return found if any(w.kind in FIGURES for w in rest) else None
        found.append(THINGS[following.word.id])
    return found


# ---- for whom ----
def group_at(words: Sequence[Token], at: int) -> str:
    """The category of the group that a word names; empty where it only describes another noun (优抚对象座谈会)."""
    if words[at].kind != "thing":
        return ""
    following = words[at + 1] if at + 1 < len(words) else None
    described = THINGS[following.word.id] if following and following.kind == "thing" else None
    if described and not described.whom and not CARRIED.union(NAMED).intersection(described.reads):
        return ""
    return _noun(words, at).thing.category


def acts(words: Sequence[Token], at: int) -> bool:
    """Whether a group is the one who visits or gives (驻军官兵走访慰问烈属8户), not the one visited."""
    for word in words[max(0, at - LOOK) : at]:
        if word.verb or word.kind == "to" or word.kind in FIGURES:
            return False
    for word in words[at + 1 : at + 1 + LOOK]:
        if word.verb:
            return word.verb in ("visit", "give")
        if word.kind in FIGURES or word.kind == "to":
            return False
    return False
