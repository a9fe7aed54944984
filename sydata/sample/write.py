"""The door: writes a sample into a folder, with what a right reading of it gives beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from sydata.sample import full, small
from sydata.sample.draft import Document
from sydata.sample.expected import Manifest, counted, write_expected

SEED = 20240228
Scale = Literal["full", "small"]


def _manifest(documents: Sequence[Document], seasons: Sequence[full.Season]) -> Manifest:
    return Manifest(
        files=tuple(sorted(document.path for document in documents)),
        data_rows=sum(len(document.rows) for document in documents),
        findings=sum(len(document.notes) for document in documents),
        counted=counted(documents),
        missing={season.id: season.playing("missing") for season in seasons},
        late={season.id: tuple(u.code for u in season.units if u.code in season.late) for season in seasons},
    )


def _returns(seasons: Sequence[full.Season], seed: int) -> list[Document]:
    found = (document for season in seasons for document in full.season_documents(season, seed))
    return [document.below("returns/") for document in found]


def write(directory: Path, seed: int = SEED, scale: Scale = "full") -> Manifest:
    """Write a sample below `directory`: the returns, and `expected/` with data, findings and manifest.

    `full` puts the returns in folders below `returns/`, one a period; `small` (what sample_data holds) in
    `forms/` and `defects/`. File names in the expectations count from `directory`. The same seed gives the
    same bytes.
    """
    seasons = full.seasons(seed) if scale == "full" else []
    documents = small.documents(seed) if scale == "small" else _returns(seasons, seed)
    for document in documents:
        path = directory / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)
    manifest = _manifest(documents, seasons)
    write_expected(directory / "expected", documents, manifest)
    return manifest
