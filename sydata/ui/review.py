"""What the page of checks works with: what waits for a person, the sheet it is about, and what a person enters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from sydata.catalog.findings import SEVERITIES, message, ways
from sydata.catalog.forms import MONEY_UNITS
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.learned import desk_of
from sydata.explained import SheetReading
from sydata.model import Batch, Finding, Severity, Sheet, SourceFile
from sydata.pipeline.numbers import parse
from sydata.pipeline.run import understand_files
from sydata.store import kept
from sydata.store.known import known
from sydata.ui import data
from sydata.ui.data import Source
from sydata.ui.i18n import language
from sydata.ui.opening import opened, readers

OF_FINDING = ("code", "file", "sheet", "cell", "unit", "text", "category", "indicator", "params")
IN_PLACE = ("current", "waiting")
OLDEST = 2010  # the first year that a person can name


class Item(NamedTuple):
    """What a person decides about: a return, or (return_id None) a file that gave none.

    errors and warnings count its open findings; ready: it counts, is in order, and only has to be accepted.
    """

    file_id: int
    return_id: int | None
    file: str
    sheet: str
    unit: str
    state: str
    review: str
    errors: int
    warnings: int

    @property
    def key(self) -> str:
        return f"r{self.return_id}" if self.return_id is not None else f"f{self.file_id}"

    @property
    def address(self) -> str:
        """What names it in an address, as in the register's."""
        return str(self.return_id) if self.return_id is not None else self.key

    @property
    def asks(self) -> bool:
        """Whether it waits for a person's decision."""
        return bool(self.errors or self.warnings) or self.state == "waiting"

    @property
    def ready(self) -> bool:
        return self.state == "current" and not self.asks and self.review != "accepted"


class Looked(NamedTuple):
    """A kept file as it is read now: its sheets, and how each was understood."""

    batch: Batch
    readings: tuple[SheetReading, ...]
    sheets: Mapping[str, Sheet]


# ---- what waits ----
def items(returns: pd.DataFrame, findings: pd.DataFrame) -> list[Item]:
    """The returns in their place and the files without a return that ask something; what is graver goes first.

    returns: of `store.queries.returns`; findings: open ones of `store.queries.findings`, both of what is looked at.
    """
    asks = set(
        findings.loc[findings["severity"] != "info", "return_id"].dropna()
    )  # of a replaced roll-up, too
    here = returns[returns["state"].isin(IN_PLACE) | returns["return_id"].isin(asks)]
    errors, warnings = _counts(findings, "error"), _counts(findings, "warning")
    found = [
        Item(
            int(r.file_id),
            id,
            r.file,
            r.sheet,
            r.unit,
            r.state,
            r.review,
            errors.get(id, 0),
            warnings.get(id, 0),
        )
        for id, r in zip(map(int, here["return_id"]), here.itertuples(index=False), strict=True)
    ]
    loose = findings[findings["return_id"].isna() & (findings["severity"] != "info")]
    for file_id, rows in loose.groupby("file_id", sort=False):
        count = rows["severity"].value_counts()
        numbers = int(count.get("error", 0)), int(count.get("warning", 0))
        first = rows.iloc[0]
        found.append(
            Item(int(str(file_id)), None, first["file"], first["sheet"], first["unit"], "", "", *numbers)
        )
    return sorted(found, key=lambda item: (not item.errors, item.state != "waiting", not item.warnings))


def _counts(findings: pd.DataFrame, severity: str) -> dict[int, int]:
    """Return → how many of its findings are of this severity."""
    ids = findings.loc[findings["severity"] == severity, "return_id"].dropna()
    return {int(id): int(count) for id, count in ids.value_counts().items()}


def of_item(findings: pd.DataFrame, item: Item) -> pd.DataFrame:
    """The findings of an item, the gravest first, in the order of the sheet."""
    if item.return_id is None:
        own = findings["return_id"].isna() & (findings["file_id"] == item.file_id)
    else:
        own = (findings["return_id"] == item.return_id).fillna(False)
    rows = findings[own]
    return rows.sort_values("severity", key=lambda column: column.map(SEVERITIES.index), kind="stable")


def said(row: Mapping[Any, Any]) -> str:
    """A finding's sentence, with what to do."""
    given = {name: row[name] for name in OF_FINDING if name != "params"}
    return message(Finding(**given, params=row["params"] or {}), language())


def questions(rows: pd.DataFrame) -> dict[str, tuple[Severity, str]]:
    """What is asked of which cell: the gravest of each, in words."""
    found: dict[str, tuple[Severity, str]] = {}
    for row in rows.to_dict("records"):
        for cell in cells_of(row):
            found.setdefault(cell, (row["severity"], said(row)))
    return found


def cells_of(row: Mapping[Any, Any]) -> list[str]:
    """The cells that a finding is about: one, or those of a category's several rows."""
    return [cell for cell in str(row["cell"]).split("、") if cell]


def ways_of(row: Mapping[Any, Any], item: Item, words: int) -> tuple[str, ...]:
    """What can be done about a finding of an item; words: how many unknown words the finding names."""
    possible = set(ways(row["code"]))
    possible -= {"word"} if not words else set()
    possible -= {"type", "report"} if item.return_id is not None else set()
    possible -= {"value"} if not row["cell"] or not row["indicator"] else set()
    possible -= {"aside", "version", "unit", "period", "value"} if item.return_id is None else set()
    return tuple(way for way in ways(row["code"]) if way in possible)


# ---- the sheet ----
@st.cache_resource(max_entries=12, show_spinner=False)
def looked(of: Source, file_id: int) -> Looked:
    """A kept file, read with the words and decisions of now. Shared, never changed. Refused out of reach."""
    engine = data.engine(of.door)
    name, content = data.original(of, file_id)
    file = SourceFile(name, content, "")
    with engine.connect() as connection:
        rulings = kept.rulings_of(connection, [file_id])
    desk = desk_of(of.office, known(engine, of.office))
    batch = understand_files((file,), (), desk, readers(), rulings)
    sheets, readings = opened(file, batch, desk)
    return Looked(batch, readings, sheets)


# ---- what a person enters ----
def entered(text: str, indicator: str) -> int | None:
    """A value as a person types it: 分 or ones; None for nothing, which is not reported.

    Money is in 万元 unless it says otherwise. ValueError for what is no exact, plain number.
    """
    if not text.strip():
        return None
    number = parse(text)
    if number.amount is None or number.approximate or number.note:
        raise ValueError(text)
    known = INDICATORS[indicator]
    unit = "万元" if number.unit == "万" else number.unit
    if unit and (unit in MONEY_UNITS) != known.money:
        raise ValueError(text)
    amount = number.amount * (MONEY_UNITS[unit or "万元"] if known.money else 1)
    if number.unit == "万" and not known.money:
        amount *= 10_000
    if amount != amount.to_integral_value() or abs(amount) > 10**17:
        raise ValueError(text)
    return int(amount)


def typed(value: Any, indicator: str) -> str:
    """A value as a person would type it: money in 万元, without needless zeros and separators."""
    if value is None or pd.isna(value):
        return ""
    whole = Decimal(int(value))
    amount = whole / MONEY_UNITS["万元"] if INDICATORS[indicator].money else whole
    return f"{amount.normalize():f}"


def suggested(row: Mapping[Any, Any], figure: Mapping[Any, Any]) -> str:
    """What is offered for a figure: the finding's own proposal where 元 and 万元 were mixed up, else what is there."""
    params = row["params"] or {}
    proposal = params.get("proposal") if params.get("meant") in ("meant-yuan", "meant-wan") else None
    if proposal is not None and figure["cell"] == row["cell"]:
        return str(proposal).replace(",", "")
    return typed(figure["value"], figure["indicator"])


def step(keys: Sequence[str], now: str | None, by: int) -> str | None:
    """The key before or behind the present one, around the end; None where there is none."""
    if not keys:
        return None
    return keys[(keys.index(now) + by) % len(keys)] if now in keys else keys[0]
