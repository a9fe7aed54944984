"""What an export holds, and what is taken out of it before it leaves the house."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from sydata.catalog.findings import message
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.roll import Collector, Named, member, own_of, people, roll
from sydata.catalog.units import DESIGNATION, about, unit
from sydata.exports.tables import Language
from sydata.model import Finding, Period

TROOP = "驻军单位"
FINDING_COLUMNS = (
    "severity", "code", "file", "sheet", "cell", "unit", "year", "festival", "category", "indicator", "text",
    "message",
)  # fmt: skip
FIGURE_COLUMNS = (
    "file", "sheet", "cell", "unit_code", "unit", "year", "festival", "category", "indicator", "value",
    "text", "status", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """Frames with the contract's columns (money in 万元), the office's code, and when the export was made.

    language: `ids` heads columns and values with their ids, for machines; periods: those chosen; empty: all.
    version: the data version (see `sydata.exports.version`); empty for what no store holds. versions: the period and
    version of each period that it holds, of which the store has returns. own: the units of the
    office's own list. files: the files and what became of them (see `sydata.exports.originals.index`). choice: what
    was chosen of it, in words; empty: all.
    """

    data: pd.DataFrame
    findings: pd.DataFrame
    observations: pd.DataFrame
    office: str
    created: datetime
    language: Language = "zh"
    periods: tuple[Period, ...] = ()
    version: str = ""
    versions: tuple[tuple[Period, str], ...] = ()
    own: tuple[Named, ...] = ()
    files: pd.DataFrame | None = None
    choice: str = ""


def with_messages(findings: pd.DataFrame, language: str) -> pd.DataFrame:
    """Stored findings (their params in a column) as the contract has them: with a sentence in `message`."""
    wanted = [c for c in FINDING_COLUMNS if c not in ("severity", "year", "message")]
    rows = findings[[*wanted, "params"]].to_dict("records")
    sentences = [
        message(Finding(**{str(key): value for key, value in row.items()}), language) for row in rows
    ]
    return findings.assign(message=pd.Series(sentences, index=findings.index, dtype="str"))[
        list(FINDING_COLUMNS)
    ]


def public(content: Content) -> Content:
    """The content without names of leading officials and without names of troop units.

    A troop unit is shown as 驻军单位, its code as `troop-1`, and its file and sheet names are withheld.
    """
    secret = [id for id, indicator in INDICATORS.items() if indicator.sensitive]
    by = roll(content.office, content.own)
    hidden = troops(by, content.data, content.observations)
    shown = {}
    for name in ("data", "findings", "observations"):
        frame = getattr(content, name)
        if "indicator" in frame:
            frame = frame[~frame["indicator"].isin(secret)]
        shown[name] = masked(frame, hidden, by)
    if content.files is not None:
        shown["files"] = masked(content.files, hidden, by)
    return replace(content, **shown)


def troops(office: Collector, *frames: pd.DataFrame) -> dict[str, str]:
    """Code of a troop unit, of the office or met in one of the frames → the code shown for it."""
    codes = {found.code for found in people(office) if found.kind == "troop"}
    for frame in frames:
        met = ((code, member(office, code)) for code in frame["unit_code"].unique() if isinstance(code, str))
        codes |= {code for code, found in met if found is not None and found.kind == "troop"}
    return {code: f"troop-{number}" for number, code in enumerate(sorted(codes), 1)}


def troop_words(office: Collector) -> re.Pattern[str]:
    """The names and designations of troop units, of this office and of any."""
    return _pattern(troops(office), office)


def without_troops(frame: pd.DataFrame, office: Collector) -> pd.DataFrame:
    """A frame (unit, perhaps unit_code, file, sheet) as `public` shows it."""
    return masked(frame, troops(office), office)


def _pattern(codes: Collection[str], office: Collector) -> re.Pattern[str]:
    names = [
        name for own in own_of(office) if own.unit.code in codes for name in (own.unit.name, *own.aliases)
    ]
    for code in codes:
        known, data = unit(code), about(code)
        names += [known.name] if known else []
        names += [*data.aliases, *data.former] if data else []
    return re.compile("|".join([*map(re.escape, sorted(names, key=len, reverse=True)), DESIGNATION]))


def masked(frame: pd.DataFrame, hidden: Mapping[str, str], office: Collector) -> pd.DataFrame:
    """A frame (unit, perhaps unit_code, file, sheet) with the troop units that `troops` gave hidden."""
    names = _pattern(list(hidden), office)
    frame = frame.copy()
    theirs = frame["unit"].fillna("").str.contains(names)
    if "unit_code" in frame:
        theirs |= frame["unit_code"].isin(list(hidden))
        frame["unit_code"] = frame["unit_code"].replace(dict(hidden))
    for column in frame.select_dtypes("str").columns.difference(["unit_code"]):
        frame[column] = frame[column].str.replace(names, TROOP, regex=True)
    for column, word in (("unit", TROOP), ("file", TROOP), ("source_file", TROOP), ("sheet", "")):
        if column in frame:
            frame.loc[theirs, column] = word
    return frame
