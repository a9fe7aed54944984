"""What each figure of a sentence says: its indicator and category, or why it was not read.

A sentence is read once, clause by clause; what a clause names (a noun, a verb, a group of people) holds for the
clauses after it that name nothing of their own, up to the next semicolon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sydata.catalog.indicators import INDICATORS
from sydata.catalog.prose import BY_GROUP, CARRIED, SPLIT, SUMS, THINGS, Thing, counts_people, fits
from sydata.pipeline import prose_clauses as near
from sydata.pipeline.prose_clauses import CLEAR, FIGURES, LOOK, Clause, Noun, reading
from sydata.pipeline.prose_figures import NOBODY, Held, Left, Read, may_hold, nouns, sum_of, value_of
from sydata.pipeline.prose_scope import Scope
from sydata.pipeline.prose_words import Figure, Sentence, Token, figure, tokens


class Reader:
    """Reads one sentence. `earlier`: the figures of the sentence before it, which an opening 其中 breaks down."""

    def __init__(self, sentence: Sentence, earlier: Sequence[Read], scope: Scope) -> None:
        self.sentence, self.scope = sentence, scope
        self.reads: list[Read] = []
        self.left: list[Left] = []
        self.parts: list[tuple[Read, Read]] = []  # (whole, part)
        self._earlier, self._wholes = list(earlier), list(earlier)
        self._needed: dict[str, int] = {}  # where the first word that a thing needs stands
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
            self._held.hold(THINGS[clause.anchor.word.id], clause.anchor)
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
            group = near.group_at(clause.words, at)
            if group and near.acts(clause.words, at):
                self._held.troops_act = group == "garrison"
            elif group:
                self._groups |= {group}
            if self._held.token is None or self._held.token.start != word.start:
                self._held.hold(THINGS[word.word.id], word)
        if word.verb == "visit":
            self._held.verb = word.verb
        self.scope.note(clause, at, word)

    # ---- one figure ----
    def _take(self, clause: Clause, at: int) -> None:
        word = clause.words[at]
        if word.kind != "figure":
            reason = "range" if word.kind == "range" else "no-number"
            self._leave(self.sentence.written(word.start, word.end), reason)
            return
        found = figure(self.sentence, word)
        reason = self.scope.reason(clause, at)
        told = reason or ("" if found.unit else "no-unit") or self._told(clause, at, found)
        if isinstance(told, Read):
            self._keep(clause, at, told)
        elif not found.small:
            self._leave(found.text, told)
            verb = near.verb_before(clause.words, at) or self._held.verb
            if counts_people(found.unit) and verb == "visit" and told in ("unknown", "joint"):
                self._groups |= {"unknown"}  # 走访慰问老党员12名: what is given goes to them too

    def _leave(self, text: str, reason: str) -> None:
        self.left.append(Left(text, self.sentence, reason))

    def _keep(self, clause: Clause, at: int, read: Read) -> None:
        self.reads.append(read)
        verb = near.verb_before(clause.words, at) or near.verb_behind(clause.words, at)
        self._held.verb = verb or self._held.verb
        if self._held.troops_act and read.indicator in BY_GROUP:
            read.doubt = read.doubt or "by-troops"
        if not self.scope.breakdown:
            return
        wholes = [whole for whole in self._wholes[-LOOK:] if may_hold(whole, read)]
        whole = next((w for w in reversed(wholes) if w.indicator == read.indicator), None)
        whole = whole or next((w for w in wholes if read.indicator in SPLIT.get(w.indicator, ())), None)
        if whole is not None:
            self.parts.append((whole, read))
        elif any(read.indicator in SUMS.get(w.indicator, ()) for w in wholes):
            return
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
        if alone:
            return self._alone(clause, at, found)
        return self._listed(clause, at, found)

    def _listed(self, clause: Clause, at: int, found: Figure) -> Read | str:
        """Another group under the noun of the figure before: 发放慰问金：优抚对象30万元，驻军官兵20万元."""
        last = self.reads[-1] if self.reads else None
        only = all(w.kind in (*CLEAR, "thing", "kin") for _, w in near.before(clause.words, at))
        known = len(self._groups) == 1 and near.ends_there(clause.words, at)
        if last is None or not only or not known or clause.has_verb or self._held.age > 1:
            return "unknown"
        if not fits(last.indicator, found.unit) or not INDICATORS[last.indicator].money:
            return "unknown"
        return self._read(clause, at, found, last.indicator)

    def _read(self, clause: Clause, at: int, found: Figure, indicator: str, noun: Noun | None = None) -> Read:
        category = self._category(indicator, noun)
        if noun:
            named: Token | None = clause.words[noun.at]
            self._held.hold(noun.thing, clause.words[noun.at], indicator)
        else:
            self._held.said.add(indicator)
            known = self._held.thing and indicator in near.indicators(self._held.thing)
            named = self._held.token if known else None
        words = self._words(clause, at, found, named, noun is not None)
        beside = sorted(nouns(clause.words[max(0, at - LOOK) : at]))
        text = f"{named.text if named else ''}/{'、'.join(beside)}"
        return Read(indicator, category, found, value_of(indicator, found), self.sentence, text, words)

    def _words(self, clause: Clause, at: int, found: Figure, named: Token | None, beside: bool) -> str:
        """The words that decided: from noun to figure, from a verb or group to it, or noun … figure across clauses."""
        word, written = clause.words[at], self.sentence.written
        if named and not beside:
            return f"{written(named.start, named.end)}…{found.text}"
        told = (w for _, w in near.before(clause.words, at) if w.verb or w.kind == "thing")
        first = named or next(told, word)
        return written(min(first.start, word.start), max(first.end, word.end))

    def _category(self, indicator: str, noun: Noun | None) -> str:
        if indicator not in BY_GROUP:
            return NOBODY
        if noun and noun.thing.whom:
            return noun.thing.category or NOBODY
        groups = self._groups or (self._held.groups if indicator in CARRIED else frozenset())
        return next(iter(groups)) if len(groups) == 1 and "unknown" not in groups else NOBODY

    # ---- by a noun ----
    def _of_noun(self, clause: Clause, at: int, found: Figure, noun: Noun) -> Read | str:
        words, thing = clause.words, noun.thing
        others = near.joined(words, noun, at)
        if others is None or self._lacks(thing, words[at]):
            return "joint" if others is None else "unknown"
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
        if not indicator:
            return "unknown"
        read = self._read(clause, at, found, indicator, noun)
        given = near.noun_behind(words, at, found.unit) if indicator in CARRIED and not thing.whom else None
        if given and given.thing.whom and counts_people(found.unit):
            read.category = given.thing.category or read.category  # 慰问金送到1200名优抚对象手中
        return read

    def _lacks(self, thing: Thing, token: Token) -> bool:
        """Whether a word that the noun needs does not stand before the figure."""
        if thing.needs and thing.id not in self._needed:
            self._needed[thing.id] = self.sentence.first(thing.needs)
        return bool(thing.needs) and not 0 <= self._needed[thing.id] < token.start

    def _shared(
        self, clause: Clause, at: int, found: Figure, noun: Noun, things: list[Thing], verb: str
    ) -> Read | str:
        """One figure over several nouns: the same indicator, or all the people visited."""
        indicators = {reading(thing, found.unit) for thing in things}
        needed = {v for thing in things for v in thing.verbs}
        if len(indicators) == 1 and "" not in indicators and (not needed or verb in needed):
            read = self._read(clause, at, found, indicators.pop(), noun)
        elif all(t.whom for t in things) and counts_people(found.unit) and verb == "visit":
            read = self._read(clause, at, found, "visited_people", noun)
        else:
            return "joint"
        if len({t.category for t in things if t.whom}) > 1:
            read.category = NOBODY
        return read

    def _given(self, words: Sequence[Token], at: int, unit: str) -> str:
        """What people were given or took part in: 为1200名优抚对象发放慰问金 counts recipients of money."""
        if not counts_people(unit):
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
        thing = self._held.open_thing(found.unit)
        if verb == "visit":
            return self._visited(clause, at, found, thing if thing and thing.whom else None)
        if thing is None or verb in ("other", "collect", "out") or thing.whom:
            return "unknown"
        indicator = thing.by_verb.get(verb, "")
        people = verb != "attend" or counts_people(found.unit)  # 座谈会5场，参加180人
        if not indicator and people and (not thing.verbs or verb in thing.verbs):
            indicator = reading(thing, found.unit)
        return self._read(clause, at, found, indicator) if indicator else "unknown"

    def _visited(self, clause: Clause, at: int, found: Figure, thing: Thing | None) -> Read | str:
        """A figure right behind 走访: of the group named before, else of people of any kind."""
        if not near.ends_there(clause.words, at) or not (thing or counts_people(found.unit)):
            return "unknown"
        read = self._read(clause, at, found, reading(thing, found.unit) if thing else "visited_people")
        read.category = thing.category or NOBODY if thing else NOBODY
        return read

    def _alone(self, clause: Clause, at: int, found: Figure) -> Read | str:
        """A figure without any noun or verb before it: 价值12.5万元, 合计68.8万元, 700余人次参加."""
        words, unit = clause.words, found.unit
        following = words[at + 1] if at + 1 < len(words) else None
        if following is not None and following.verb and counts_people(unit):
            indicator = self._given(words, at, unit)
            if not indicator and following.verb == "attend" and self._held.thing:
                indicator = reading(self._held.thing, unit) if not self._held.thing.whom else ""
            return self._read(clause, at, found, indicator) if indicator else "unknown"
        thing = self._held.open_thing(unit) if near.ends_there(words, at) else None
        if thing and (not thing.verbs or self._held.verb in thing.verbs):
            read = self._read(clause, at, found, reading(thing, unit))
            read.category = thing.category or read.category
            return read
        summed = any(w.kind == "sum" for _, w in near.before(words, at))
        return self._sum(clause, at, found) if summed else "unknown"

    def _sum(self, clause: Clause, at: int, found: Figure) -> Read | str:
        """合计 after its parts, which says no more than they do, or how much money and goods make together."""
        parts = [r for r in self.reads[-LOOK:] if not r.doubt and fits(r.indicator, found.unit)]
        indicator, doubt = sum_of(parts, found)
        if not indicator:
            return "unknown"
        read = self._read(clause, at, found, indicator)
        groups = {r.category for r in parts}
        read.category, read.doubt = groups.pop() if len(groups) == 1 else NOBODY, doubt
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
