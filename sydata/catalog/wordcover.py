"""Covers a word with known parts, in every way that leaves nothing over: 发放慰问金总额 = 发放 + 慰问金 + 总 + 额."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

# A word that can be cut in more ways than this is no word that anybody would read in one way.
MOST_COVERS = 256


class Part(NamedTuple):
    """A part of a word. kind: the role that it plays (act, object …); sense: what it means in that role."""

    text: str
    kind: str
    sense: str


Cover = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Parts by their text, and the lengths that texts have: a look-up tries each of these at a place."""

    parts: dict[str, tuple[Part, ...]]
    lengths: tuple[int, ...]
    longest_word: int

    @classmethod
    def of(cls, parts: Iterable[Part], longest_word: int) -> Lexicon:
        """A lexicon for words of at most so many characters."""
        by_text: dict[str, tuple[Part, ...]] = {}
        for part in parts:
            by_text[part.text] = (*by_text.get(part.text, ()), part)
        return cls(by_text, tuple(sorted({len(text) for text in by_text}, reverse=True)), longest_word)

    def covers(self, word: str) -> tuple[Cover, ...]:
        """Every way to cover the whole word; none if a character is left over, or if there are too many ways."""
        if not word or len(word) > self.longest_word:
            return ()
        steps = self._steps(word)
        if sum(1 for _ in _walks(steps, 0, MOST_COVERS + 1)) > MOST_COVERS:
            return ()
        return tuple(_walks(steps, 0, MOST_COVERS))

    def _steps(self, word: str) -> list[list[Part]]:
        """At each place the parts that start there and from whose end the word's end can be reached."""
        steps: list[list[Part]] = [[] for _ in word]
        reachable = [False] * len(word) + [True]
        for start in range(len(word) - 1, -1, -1):
            for length in self.lengths:
                end = start + length
                if end <= len(word) and reachable[end]:
                    steps[start] += self.parts.get(word[start:end], ())
            reachable[start] = bool(steps[start])
        return steps


def _walks(steps: list[list[Part]], start: int, most: int) -> Iterator[Cover]:
    """At most so many paths from a place to the end. No step is a dead end, so each path costs its length only."""
    waiting: list[tuple[int, Cover]] = [(start, ())]
    while waiting and most:
        place, cover = waiting.pop()
        if place == len(steps):
            most -= 1
            yield cover
        else:
            waiting += [(place + len(part.text), (*cover, part)) for part in reversed(steps[place])]
