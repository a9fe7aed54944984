"""What the pages do with words that nobody knew: find them, offer meanings, teach, undo, and read again."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from sydata.catalog.categories import category_key
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.learned import IGNORED, PATH, Kind, Known, Lesson, lesson_key
from sydata.catalog.likeness import category_likeness, likeness
from sydata.catalog.roll import Collector
from sydata.catalog.teaching import meanings, refusal
from sydata.model import Batch, Finding
from sydata.pipeline.facets import facet
from sydata.pipeline.headers import header_word, is_known, meaning
from sydata.pipeline.run import reader as reader  # pages ask for it here
from sydata.store import lessons as store
from sydata.store.acting import Clerk
from sydata.store.known import known
from sydata.store.rereading import WORD_CODES, Again, Progress, read_on
from sydata.ui import data
from sydata.ui.data import Source

ALIKE = 0.4  # how like a unit's name must be to be offered among the first
_FREE = ("", "other-source")  # hints of findings that do ask what a word means


class Place(NamedTuple):
    """Where a word stands."""

    file: str
    sheet: str
    cell: str


class Unknown(NamedTuple):
    """A word of a batch that nobody explained. word: as it would be remembered; text: as it stands there.

    offered: the meanings it can be given, the likeliest first; likely: how many of them are likely.
    """

    kind: Kind
    word: str
    text: str
    places: tuple[Place, ...]
    offered: tuple[str, ...]
    likely: int

    @property
    def key(self) -> str:
        return f"{self.kind}:{lesson_key(self.kind, self.word)}"


def unknown_words(batch: Batch, office: Collector) -> list[Unknown]:
    """The words that a person of the office could explain, in the order of the findings, each once with its places."""
    paths = _paths(batch)
    found: dict[str, Unknown] = {}
    for finding in batch.findings:
        unknown = _unknown(finding, paths, office)
        if unknown is None:
            continue
        earlier = found.get(unknown.key)
        if earlier is not None:
            # under another heading a header may mean less: only what can be read everywhere is offered
            offered = tuple(id for id in earlier.offered if id in unknown.offered)
            unknown = earlier._replace(places=(*earlier.places, *unknown.places), offered=offered)
        found[unknown.key] = unknown
    return [unknown for unknown in found.values() if unknown.offered]


def _paths(batch: Batch) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """(file, sheet, words of a header as a finding writes them) → its path."""
    return {
        (of.file, of.sheet, column.header.replace(" › ", " ")): tuple(column.header.split(" › "))
        for of in batch.returns
        for column in of.columns
        if not column.indicator
    }


def _unknown(
    finding: Finding, paths: dict[tuple[str, str, str], tuple[str, ...]], office: Collector
) -> Unknown | None:
    kind = WORD_CODES.get(finding.code)
    if kind is None or str(finding.params.get("hint", "")) not in _FREE:
        return None
    place = (Place(finding.file, finding.sheet, finding.cell),)
    if kind == "column":
        path = paths.get((finding.file, finding.sheet, finding.text))
        return _unknown_column(path, place, office) if path else None
    if kind == "category":
        likely = tuple(filter(None, [category_likeness(category_key(finding.text))]))
        return _offered("category", finding.text, place, likely, office)
    return _offered("unit", finding.text, place, _similar_units(finding.text, office), office)


def _unknown_column(path: tuple[str, ...], places: tuple[Place, ...], office: Collector) -> Unknown | None:
    """A header whose own word nobody knows; or one that only means something with the words above it."""
    own = header_word(path[-1])
    if not own.core:
        return None
    alone = None if is_known(path[-1]) else _kept(own.core, path[:-1], path, places, office)
    left = tuple(word for word in path if is_known(word) or not facet(word, office).kind)
    if len(left) < 2 or (alone is not None and any(id != IGNORED for id in alone.offered)):
        return alone
    whole = f" {PATH} ".join(header_word(word).core for word in left)
    return _kept(whole, (), path, places, office)


def _kept(
    word: str, above: tuple[str, ...], path: tuple[str, ...], places: tuple[Place, ...], office: Collector
) -> Unknown:
    """The word with what would be read in its place below the words above; its measure may contradict it."""
    told = [header_word(text).measure for text in reversed(path[len(above) :])]
    measure = next((f"（{of}）" for of in told if of), "")
    found = _offered("column", word, places, likeness(header_word(path[-1]).core), office)
    kept = tuple(id for id in found.offered if id == IGNORED or _is_read(above, id, measure))
    likely = sum(id in kept for id in found.offered[: found.likely])
    return found._replace(text=" › ".join(path), offered=kept, likely=likely)


def _is_read(above: tuple[str, ...], id: str, measure: str) -> bool:
    """Whether a header that means this would be read in its place: a heading or a measure may contradict it."""
    return meaning((*above, INDICATORS[id].zh + measure)).indicator == id


def _offered(
    kind: Kind, word: str, places: tuple[Place, ...], likely: Sequence[str], office: Collector
) -> Unknown:
    every = [id for id in meanings(kind, office) if refusal(Lesson(kind, word, id), office) is None]
    first = [id for id in likely if id in every]
    offered = (*first, *(id for id in every if id not in first))
    return Unknown(kind, word, word, places, offered, len(first))


def _similar_units(text: str, office: Collector) -> tuple[str, ...]:
    """Up to three names of the office's units that are spelled like the text."""
    ratios = {name: SequenceMatcher(None, text, name).ratio() for name in meanings("unit", office)}
    return tuple(sorted((n for n, r in ratios.items() if r >= ALIKE), key=lambda n: -ratios[n])[:3])


# ---- the store ----
def living(of: Source) -> tuple[Known, ...]:
    """What the office has said that a page of this store reads with: words, and names of its own reporters."""
    return known(data.engine(of.door), of.office)


def teach(by: Clerk, lesson: Lesson, progress: Progress | None = None) -> Again:
    """Remember a word, and read the kept files anew that hold it. SydataError if it cannot be learned."""
    store.teach(by.engine, by.office, lesson, by.who, by.now)
    return read_on(by, progress)


def undo(by: Clerk, lesson_id: int, progress: Progress | None = None) -> Again:
    """Forget a word, and read the kept files anew that hold it."""
    store.undo(by.engine, by.office, lesson_id, by.who, by.now)
    return read_on(by, progress)
