"""What each figure of a sentence says: its indicator and category, or why it was not read.

A sentence is read once, clause by clause; what a clause names (a noun, a verb, a group of people) holds for the
clauses after it that name nothing of their own, up to the next semicolon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP

from sydata.catalog import forms
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.prose import BY_GROUP, CARRIED, THINGS, Thing, fits
from sydata.pipeline import prose_clauses as near
from sydata.pipeline.prose_clauses import FIGURES, LOOK, Clause, Noun, reading
from sydata.pipeline.prose_scope import Scope
from sydata.pipeline.prose_words import Figure, Sentence, Token, figure, tokens

LARGEST = 10**17  # as in cleaning: beyond it no figure of this field means what it says
NOBODY = "unspecified"


@dataclass(slots=True)
class Read:
    """A figure that was read. noun: the words that name what it counts; start, end: the words that decided."""

    indicator: str
    category: str
    figure: Figure
    value: int | None
    sentence: Sentence
    noun: str
    start: int
    end: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A figure that was not read, and why: a key of the reasons."""

    text: str
    sentence: Sentence
    reason: str


@dataclass(slots=True)
class Held:
    """What holds for later clauses: the last noun with what was already said of it, the verb, the groups named."""

    thing: Thing | None = None
    token: Token | None = None
    said: set[str] = field(default_factory=set)
    age: int = 0
    verb: str = ""
    groups: frozenset[str] = frozenset()


def value_of(indicator: str, figure: Figure) -> int | None:
    """The figure in 分 or ones; None where it is no exact number or a fraction of a count."""
    amount = figure.number.amount
    if amount is None:
        return None
    if INDICATORS[indicator].money:
        unit = "万元" if figure.unit == "万" else figure.unit
        amount = (amount * forms.MONEY_UNITS[unit]).to_integral_value(ROUND_HALF_UP)
    if amount != amount.to_integral_value() or abs(amount) >= LARGEST:
        return None
    return int(amount)


class Reader:
    """Reads one sentence. `earlier`: the figures of the sentence before it, which an opening 其中 breaks down."""

    def __init__(self, sentence: Sentence, earlier: Sequence[Read], scope: Scope) -> None:
        self.sentence, self.scope = sentence, scope
        self.reads: list[Read] = []
        self.left: list[Left] = []
        self.parts: list[tuple[Read, Read]] = []  # (whole, part)
        self._earlier, self._wholes = list(earlier), list(earlier)
        self._held, self._groups = Held(), frozenset[str]()

    def read(self) -> Reader:
        """Reads the sentence into `reads`, `left` and `parts`."""
        self.scope.open_sentence()
        for clause in near.clauses(tokens(self.sentence)):
            self._clause(clause)
        return self

    def _clause(self, clause: Clause) -> None:
        kept = (self._held, self.scope.kept()) if clause.bracket else None
        if clause.bracket:
            self._held = replace(self._held)
        if clause.opener == ";":
            self._held = Held()
        self._held.age += 1
        self._groups = frozenset()
        self.scope.open_clause(clause)
        if clause.anchor is not None:
            self._hold(THINGS[clause.anchor.word.id], clause.anchor)
        for i, word in enumerate(clause.words):
            if word.kind in FIGURES:
                self._take(clause, i)
            else:
                self._note(clause, i, word)
        if kept:
            self._held = kept[0]
            self.scope.restore(kept[1])
        elif not self.scope.breakdown:
            self._held.groups |= self._groups

    def _note(self, clause: Clause, at: int, word: Token) -> None:
        """Takes in a word that is no figure."""
        if word.kind == "of_which" or (word.kind == "of_which_first" and at == 0):
            self._wholes = list(self.reads or self._earlier)
        if word.kind == "thing":
            if group := near.group_at(clause.words, at):
                self._groups |= {group}
            if self._held.token is None or self._held.token.start != word.start:
                self._hold(THINGS[word.word.id], word)
        self.scope.note(clause, at, word)

    def _hold(self, thing: Thing, token: Token, said: str = "") -> None:
        if self._held.token is not None and self._held.token.start == token.start:
            self._held.said.add(said)
        else:
            self._held.thing, self._held.token, self._held.said = thing, token, {said}
        self._held.age = 0

    # ---- one figure ----
    def _take(self, clause: Clause, at: int) -> None:
        word = clause.words[at]
        if word.kind == "range":
            self._leave(self.sentence.written(word.start, word.end), "range")
            return
        found = figure(self.sentence, word)
        reason = self.scope.reason(clause, at)
        told = reason or ("" if found.unit else "no-unit") or self._told(clause, at, found)
        if isinstance(told, Read):
            self._keep(clause, at, told)
        elif not found.small:
            self._leave(found.text, told)

    def _leave(self, text: str, reason: str) -> None:
        self.left.append(Left(text, self.sentence, reason))

    def _keep(self, clause: Clause, at: int, read: Read) -> None:
        self.reads.append(read)
        verb = near.verb_before(clause.words, at) or near.verb_behind(clause.words, at)
        self._held.verb = verb or self._held.verb
        if not self.scope.breakdown:
            return
        whole = next((w for w in reversed(self._wholes[-LOOK:]) if w.indicator == read.indicator), None)
        if whole is not None:
            self.parts.append((whole, read))
        elif not clause.has("of_which", "of_which_first") and clause.has_verb:
            self.scope.breakdown = False
            return
        read.doubt = read.doubt or "of-which"

    def _told(self, clause: Clause, at: int, found: Figure) -> Read | str:
        """The figure with its meaning, or the reason why it has none."""
        words, unit = clause.words, found.unit
        noun = near.noun_before(words, at, unit) or near.noun_behind(words, at, unit)
        noun = noun or (near.topic(words, at, unit) if near.verb_beside(words, at) else None)
        alone = near.stands_alone(words, at)
        if found.small and found.number.amount == 1 and (noun is None or noun.at > at):
            return "unknown"  # 一份 and the like before a noun are a manner of speaking
        if self.scope.breakdown and not clause.has_verb and (part := self._part(clause, at, found, noun)):
            return part
        if noun is not None:
            return self._of_noun(clause, at, found, noun)
        if verb := near.verb_beside(words, at):
            return self._of_verb(clause, at, found, verb)
        return self._alone(clause, at, found) if alone else "unknown"

    def _read(self, clause: Clause, at: int, found: Figure, indicator: str, noun: Noun | None = None) -> Read:
        word = clause.words[at]
        named = clause.words[noun.at] if noun else self._held.token
        category = self._category(indicator, noun)
        if noun and named:
            self._hold(noun.thing, named, indicator)
        elif named:
            self._held.said.add(indicator)
        spot = named if named and noun else word
        text = (named.text if named else "") + "/" + "、".join(sorted(self._whom(clause, at)))
        start, end = min(spot.start, word.start), max(spot.end, word.end)
        return Read(indicator, category, found, value_of(indicator, found), self.sentence, text, start, end)

    def _whom(self, clause: Clause, at: int) -> set[str]:
        return {w.text for w in clause.words[max(0, at - LOOK) : at] if w.kind == "thing"}

    def _category(self, indicator: str, noun: Noun | None) -> str:
        if indicator not in BY_GROUP:
            return NOBODY
        if noun and noun.thing.whom:
            return noun.thing.category or NOBODY
        groups = self._groups or (self._held.groups if indicator in CARRIED else frozenset())
        return next(iter(groups)) if len(groups) == 1 else NOBODY

    # ---- by a noun ----
    def _of_noun(self, clause: Clause, at: int, found: Figure, noun: Noun) -> Read | str:
        words, thing = clause.words, noun.thing
        others = near.joined(words, noun, at)
        if others is None:
            return "joint"
        verb = near.verb_before(words, at) or near.verb_behind(words, at)
        verb = verb or noun.own or ("" if clause.has("to") else self._held.verb)
        if self.scope.stock and thing.whom:
            return "stock"
        if others:
            return self._shared(clause, at, found, noun, [thing, *others], verb)
        indicator = thing.by_verb.get(verb, "")
        if not indicator and (not thing.verbs or verb in thing.verbs):
            indicator = reading(thing, found.unit)
        if not indicator and thing.whom:
            indicator = self._given(words, max(at, noun.at), found.unit)
        return self._read(clause, at, found, indicator, noun) if indicator else "unknown"

    def _shared(
        self, clause: Clause, at: int, found: Figure, noun: Noun, things: list[Thing], verb: str
    ) -> Read | str:
        """One figure over several nouns: the same indicator, or all the people visited."""
        indicators = {reading(thing, found.unit) for thing in things}
        needed = {v for thing in things for v in thing.verbs}
        if len(indicators) == 1 and "" not in indicators and (not needed or verb in needed):
            read = self._read(clause, at, found, indicators.pop(), noun)
        elif all(t.whom for t in things) and near.counts_people(found.unit) and verb == "visit":
            read = self._read(clause, at, found, "visited_people", noun)
        else:
            return "joint"
        if len({t.category for t in things if t.whom}) > 1:
            read.category = NOBODY
        return read

    def _given(self, words: Sequence[Token], at: int, unit: str) -> str:
        """What people were given or took part in: 为1200名优抚对象发放慰问金 counts recipients of money."""
        if not near.counts_people(unit):
            return ""
        verbs = {near.verb_before(words, at), near.verb_behind(words, at)}
        for word in words[at + 1 : at + 1 + LOOK]:
            thing = THINGS[word.word.id] if word.kind == "thing" else None
            if thing and not thing.whom and (not thing.verbs or verbs.intersection(thing.verbs)):
                return reading(thing, unit)
        return ""

    # ---- by a verb, or by what was said before ----
    def _of_verb(self, clause: Clause, at: int, found: Figure, verb: str) -> Read | str:
        """A figure right behind its verb: 共走访慰问3200人, 解决30件."""
        thing = self._held_thing(found.unit)
        if verb == "visit" and near.counts_people(found.unit):
            if not near.ends_there(clause.words, at):
                return "unknown"
            indicator = reading(thing, found.unit) if thing and thing.whom else "visited_people"
            read = self._read(clause, at, found, indicator)
            read.category = thing.category or NOBODY if thing and thing.whom else NOBODY
            return read
        if thing is None or verb in ("other", "collect", "attend", "out"):
            return "unknown"
        indicator = thing.by_verb.get(verb, "")
        if not indicator and (not thing.verbs or verb in thing.verbs) and not thing.whom:
            indicator = reading(thing, found.unit)
        return self._read(clause, at, found, indicator) if indicator else "unknown"

    def _held_thing(self, unit: str) -> Thing | None:
        """The noun of this clause or the one before, if a figure of this unit has not yet been given for it."""
        thing = self._held.thing
        if thing is None or self._held.age > 1 or not (indicator := reading(thing, unit)):
            return None
        done = thing.by_verb.get("done", "")
        return thing if indicator not in self._held.said or done else None

    def _alone(self, clause: Clause, at: int, found: Figure) -> Read | str:
        """A figure without any noun or verb before it: 价值12.5万元, 合计68.8万元, 700余人次参加."""
        words, unit = clause.words, found.unit
        following = words[at + 1] if at + 1 < len(words) else None
        if following is not None and following.verb and near.counts_people(unit):
            indicator = self._given(words, at, unit)
            if not indicator and following.verb == "attend" and self._held.thing:
                indicator = reading(self._held.thing, unit) if not self._held.thing.whom else ""
            return self._read(clause, at, found, indicator) if indicator else "unknown"
        thing = self._held_thing(unit) if near.ends_there(words, at) else None
        if thing and (not thing.verbs or self._held.verb in thing.verbs):
            read = self._read(clause, at, found, reading(thing, unit))
            read.category = thing.category or read.category
            return read
        summed = any(w.kind == "sum" for _, w in near.before(words, at))
        return self._sum(clause, at, found) if summed else "unknown"

    def _sum(self, clause: Clause, at: int, found: Figure) -> Read | str:
        """合计 after its parts: of money and goods it is the money spent, of one indicator its total."""
        parts = [r for r in self.reads[-LOOK:] if not r.doubt and fits(r.indicator, found.unit)]
        names, groups = {r.indicator for r in parts}, {r.category for r in parts}
        indicator = ""
        if INDICATORS["total_amount"].money and fits("total_amount", found.unit) and len(names) > 1:
            indicator = "total_amount" if names <= {"cash_amount", "goods_cost", "cash_and_goods"} else ""
        elif len(names) == 1 and len(parts) > 1:
            indicator = next(iter(names))
        if not indicator:
            return "unknown"
        read = self._read(clause, at, found, indicator)
        read.category = groups.pop() if len(groups) == 1 else NOBODY
        if indicator != "total_amount":
            if read.value is None or read.value != sum(r.value or 0 for r in parts):
                return "unknown"
            read.doubt = "total"
        return read

    def _part(self, clause: Clause, at: int, found: Figure, noun: Noun | None) -> Read | None:
        """A figure behind 其中 without a verb of its own counts what the whole before it counts."""
        if (noun and not noun.thing.whom) or not (noun or near.stands_alone(clause.words, at)):
            group_only = self._groups and not noun
            if not group_only:
                return None
        whole = next((w for w in reversed(self._wholes[-LOOK:]) if fits(w.indicator, found.unit)), None)
        if whole is None:
            return None
        read = self._read(clause, at, found, whole.indicator, noun)
        own = noun.thing.category if noun else next(iter(self._groups), "") if len(self._groups) == 1 else ""
        read.category = own or whole.category
        return read
