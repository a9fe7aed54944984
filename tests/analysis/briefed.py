"""Material for briefings, drawn by hand: the figures, and returns that they came with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from sydata.analysis.briefing import Briefing, Highlight, Material, Stamp, brief, gather
from sydata.analysis.doubt import Doubt
from sydata.analysis.lead import with_lead
from sydata.analysis.names import named_apart
from sydata.analysis.progress import usual
from sydata.catalog.festivals import period
from tests.analysis.drawn import Figures, facts

WAN = 1_000_000
Row = tuple[int, str, str, Figures]
STAMP = Stamp("2024-spring · 未审定 r7", None, datetime(2024, 3, 1, 9))


def returns(rows: Sequence[Row], **of_units: dict[str, Any]) -> pd.DataFrame:
    """A return on time for every unit and year of the rows; of_units: `u500101={"errors": 1}` changes some."""
    made = []
    for year, code in dict.fromkeys((year, code) for year, code, _category, _figures in rows):
        usual: dict[str, Any] = {
            "unit_code": code, "state": "current", "fill_date": date(year, 2, 20),
            "received_at": datetime(year, 3, 1, 9), "year": year, "festival": "spring",
            "errors": 0, "only_words": False, "has_table": True, "has_report": False,
        }  # fmt: skip
        made.append(usual | of_units.get(f"u{code}", {}))
    frame = pd.DataFrame(made)
    dates = {name: pd.to_datetime(frame[name]) for name in ("fill_date", "received_at")}
    return frame.assign(**dates, year=frame["year"].astype("Int64"))


def material(
    *rows: Row,
    year: int = 2024,
    doubted: Sequence[Doubt] = (),
    office: str = "500000",
    **of_units: dict[str, Any],
) -> Material:
    """What a briefing of the spring of a year is made from."""
    frame = named_apart(with_lead(facts(*rows)))
    return gather(
        office, usual(office, period(year, "spring")), frame, returns(rows, **of_units), STAMP, doubted
    )


def briefed(*rows: Row, lang: Any = "zh", **more: Any) -> Briefing:
    """The briefing of it."""
    return brief(replace(material(*rows, **more), lang=lang))


def sentence(of: Briefing, kind: str) -> str:
    """The sentence of a kind; empty if the paragraph has none."""
    return next((each.text for each in of.paragraph if each.kind == kind), "")


def highlight(of: Briefing, kind: str) -> Highlight:
    """The finding of a kind."""
    return next(each for each in of.highlights if each.kind == kind)


def kinds(of: Briefing) -> list[str]:
    """The kinds of the findings, in their order."""
    return [each.kind for each in of.highlights]
