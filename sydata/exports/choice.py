"""A part of the data: some units, categories and indicators; the part says of itself that it is one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.roll import member, roll
from sydata.exports.content import Content
from sydata.wide import HEAD_COLUMNS, TAIL_COLUMNS


@dataclass(frozen=True, slots=True)
class Choice:
    """Codes of units, ids of categories and indicators; empty: all of them."""

    units: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not (self.units or self.categories or self.indicators)


def chosen(content: Content, choice: Choice) -> Content:
    """What a choice leaves of the content. Findings and files stay where they concern what is left."""
    if choice.whole:
        return content
    figures = _only(content.observations, choice)
    files = content.files
    if files is not None and choice.units:
        files = files[files["unit_code"].isin(list(choice.units))]
    return replace(
        content,
        data=_data(content.data, choice),
        findings=_findings(content, choice),
        observations=figures,
        files=files,
        choice=_words(content, choice),
    )


def _only(frame: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    wanted = {"unit_code": choice.units, "category": choice.categories, "indicator": choice.indicators}
    for column, those in wanted.items():
        if those and column in frame:
            frame = frame[frame[column].isin(list(those))]
    return frame


def _data(data: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Rows of the choice, with its indicators as columns; a row of which no figure is left goes."""
    data = _only(data, choice)
    figures = [c for c in data.columns if c not in (*HEAD_COLUMNS, *TAIL_COLUMNS)]
    kept = [c for c in figures if not choice.indicators or c in choice.indicators]
    there = data[kept].notna().any(axis="columns") if choice.indicators else data["unit_code"].notna()
    return data.loc[there, [*HEAD_COLUMNS, *kept, *TAIL_COLUMNS]]


def _findings(content: Content, choice: Choice) -> pd.DataFrame:
    """Findings of the units; those that name no category or indicator concern all of them."""
    rows = content.findings
    if choice.units:
        rows = rows[rows["unit"].isin(_names(content, choice.units))]
    for column, those in (("category", choice.categories), ("indicator", choice.indicators)):
        if those:
            rows = rows[rows[column].isin([*those, ""]) | rows[column].isna()]
    return rows


def _names(content: Content, codes: Collection[str]) -> list[str]:
    """The names under which units stand in the frames, and their own."""
    frames = (content.data, content.observations)
    seen = {name for frame in frames for name in frame.loc[frame["unit_code"].isin(list(codes)), "unit"]}
    by = roll(content.office, content.own)
    known = (member(by, code) for code in codes)
    return [*seen, *(found.name for found in known if found is not None)]


def _words(content: Content, choice: Choice) -> str:
    """The choice in words, for the notes; troop units are only counted."""
    language = "en" if content.language == "en" else "zh"
    by = roll(content.office, content.own)
    known = [member(by, code) for code in choice.units]
    names = [each.name for each in known if each is not None and each.kind != "troop"]
    names += ["…"] if len(names) < len(choice.units) else []
    parts = [
        names,
        [CATEGORIES[id].name(language) for id in choice.categories],
        [INDICATORS[id].name(language) for id in choice.indicators],
    ]
    between, within = ("；", "、") if language == "zh" else ("; ", ", ")
    return between.join(within.join(part) for part in parts if part)
