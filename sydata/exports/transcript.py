"""A return that a person typed from a picture, a scan or a telephone call, as a sheet in the office's form.

It is handed in like any other file, so that its figures are read, checked and led back to like any others; a line of
its own says where they come from.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period_name
from sydata.catalog.indicators import INDICATORS
from sydata.model import Period

FOLDER = "手工录入"
LABEL = "项目"


@dataclass(frozen=True, slots=True)
class Transcript:
    """unit: its official name; source: the file or the call it was typed from; figures: (category, indicator) → what
    is typed, an exact number or nothing; indicators: the columns, in their order.
    """

    unit: str
    period: Period
    source: str
    who: str
    on: date
    indicators: Sequence[str]
    figures: Mapping[tuple[str, str], str]

    @property
    def name(self) -> str:
        """The name under which the sheet is handed in."""
        return f"{FOLDER}/{self.unit}_{period_name(self.period)}_{self.on:%Y%m%d}.csv"


def transcript_bytes(given: Transcript) -> bytes:
    """The sheet: title, unit, a row a category, source and day of typing at the foot. Blank cells are not reported."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([f"{period_name(given.period)}双拥活动情况统计表"])
    writer.writerow([f"填报单位：{given.unit}"])
    writer.writerow([LABEL, *(_head(id) for id in given.indicators)])
    for category in dict.fromkeys(category for category, _ in given.figures):
        cells = [given.figures.get((category, id), "") for id in given.indicators]
        writer.writerow([CATEGORIES[category].zh, *cells])
    writer.writerow([])
    # no fill date: the day of typing says nothing about when the unit filled its sheet in
    writer.writerow([f"备注：由{given.who}于{given.on:%Y年%m月%d日}手工录入，来源：{given.source}"])
    return out.getvalue().encode("utf-8-sig")


def _head(id: str) -> str:
    known = INDICATORS[id]
    return f"{known.zh}（{known.unit_zh}）"
