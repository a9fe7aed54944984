"""Defects, each drawn into a return together with the finding that a right reading gives.

A defect changes what the unit says (`prepare`), how the form looks (`style`) or what is written (`spoil`),
and keeps the draft's expected values and findings true. Where another check would also be touched, the form
is drawn so that it is not: a figure without a value leaves its 总计 blank, and below a wrong 合计
there is no 总计 row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sydata.sample.draft import Draft
from sydata.sample.figures import CATEGORIES, WAN, Figures, Report, with_totals
from sydata.sample.page import cell_name
from sydata.sample.style import FORM_COLUMNS
from sydata.sample.words import money

UNKNOWN = "?爱心理发服务"
CREW = "社区志愿者"


def _same(report: Report) -> Report:
    return report


def _untouched(draft: Draft) -> None:
    return None


@dataclass(frozen=True)
class Defect:
    """style: fields of Style to replace; prepare runs before drawing, spoil after it."""

    style: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[Report], Report] = _same
    spoil: Callable[[Draft], None] = _untouched


def _with(report: Report, changes: Mapping[tuple[str, str], int | None]) -> Report:
    figures: Figures = {**report.figures, **changes}
    return replace(report, figures=with_totals(figures))


def _rewrite(
    code: str, category: str, indicator: str, words: Callable[[int], str], kept: bool
) -> Callable[[Draft], None]:
    """Write other words where a figure stands; a figure that loses its value loses its 总计, too."""

    def spoil(draft: Draft) -> None:
        spot = draft.page.spots[category, indicator]
        draft.page.put(*spot, words(draft.values[category, indicator] or 0))
        draft.flag(code, spot)
        if not kept:
            draft.values[category, indicator] = None
            draft.page.put(*draft.page.totals[indicator], None)

    return spoil


def _times_ten_thousand(report: Report) -> Report:
    """元 typed into the 万元 column of one row."""
    return _with(report, {("entitled", "cash_amount"): (report.get("entitled", "cash_amount") or 0) * 10_000})


def _suspect(draft: Draft) -> None:
    draft.flag("measure-unit-suspect", draft.page.spots["entitled", "cash_amount"])


def _wrong_row_total(draft: Draft) -> None:
    key = ("garrison", "total_amount")
    wrong = (draft.values[key] or 0) + WAN
    draft.values[key] = wrong
    draft.flag("row-total-mismatch", draft.page.put(*draft.page.spots[key], money(wrong, draft.style)))


def _wrong_column_total(draft: Draft) -> None:
    spot = draft.page.totals["visited_people"]
    shown = sum(draft.values[c, "visited_people"] or 0 for c in draft.report.categories)
    draft.flag("column-total-mismatch", draft.page.put(*spot, shown + 10))


def _negative(report: Report) -> Report:
    """A correction entered as a negative number; the column still adds up to something."""
    return _with(report, {("garrison", "difficulties_solved"): -3, ("entitled", "difficulties_solved"): 12})


def _unsaved_formula(draft: Draft) -> None:
    spot = draft.page.spots["entitled", "total_amount"]
    cash, goods = (draft.page.spots["entitled", key] for key in ("cash_amount", "goods_cost"))
    draft.page.put(*spot, f'=IF({cell_name(cash)}="","",{cell_name(cash)}+{cell_name(goods)})')
    draft.page.put(*draft.page.totals["total_amount"], None)
    draft.values["entitled", "total_amount"] = None
    draft.flag("formula-without-value", spot)


def sums(draft: Draft) -> None:
    """Totals as the formulas of a program that cannot calculate, each of which has but one answer."""
    page, rows = draft.page, [draft.page.spots[category, "cash_amount"][0] for category in CATEGORIES]
    for category in CATEGORIES:
        cash, goods = (cell_name(page.spots[category, key]) for key in ("cash_amount", "goods_cost"))
        page.put(*page.spots[category, "total_amount"], f"={cash}+{goods}")
    for row, column in page.totals.values():
        page.put(row, column, f"=SUM({cell_name((min(rows), column))}:{cell_name((max(rows), column))})")
    draft.flag("computed-formula", page.spots[CATEGORIES[0], "total_amount"])


def _volunteers(report: Report) -> Report:
    """A row for people whom the form does not know, written as any other."""
    rows = (
        "visited_people",
        "cash_amount",
        "cash_recipients",
        "goods_cost",
        "goods_count",
        "goods_recipients",
    )
    values = (20, 0, 0, WAN // 2, 20, 20)
    figures = {(CREW, key): value for key, value in zip(rows, values, strict=True)}
    return _with(report, {**figures, (CREW, "difficulties_solved"): 0})


def _foreign_row(draft: Draft) -> None:
    draft.flag("unknown-category", draft.page.labels[CREW])


def _haircuts(report: Report) -> Report:
    return replace(report, figures={**report.figures, ("entitled", UNKNOWN): 36, ("garrison", UNKNOWN): 25})


def _foreign_column(draft: Draft) -> None:
    draft.flag("unknown-column", draft.page.heads[UNKNOWN])


def _empty(report: Report) -> Report:
    return replace(report, figures=dict.fromkeys(report.figures))


def _blank(draft: Draft) -> None:
    draft.counted = False
    draft.flag("blank-return")


def _identity(code: str, words: str = "") -> Callable[[Draft], None]:
    """The unit cell says something else, and the return is not counted."""

    def spoil(draft: Draft) -> None:
        if words and draft.page.unit:
            draft.page.put(*draft.page.unit, f"填报单位（盖章）：{words}")
        draft.counted = False
        draft.flag(code, None if code == "unit-missing" else draft.page.unit)

    return spoil


def _period(code: str, title: str = "") -> Callable[[Draft], None]:
    def spoil(draft: Draft) -> None:
        if title and draft.page.title:
            draft.page.put(*draft.page.title, title)
        draft.counted = False
        draft.flag(code, draft.page.title)

    return spoil


def _stray(draft: Draft) -> None:
    draft.flag("hidden-content", draft.page.put(len(draft.page.rows) + 30_000, 24, 88))


def _hidden_row(draft: Draft) -> None:
    """Last year's line left in the table, hidden, below the 总计 row that does not count it."""
    first, last = draft.page.table
    source = draft.page.rows[draft.page.spots["garrison", "visited_people"][0]]
    draft.page.rows.insert(last + 1, list(source))
    draft.page.hidden_rows.add(last + 1)
    draft.page.table = (first, last + 1)
    draft.flag("hidden-content", (last + 1, draft.page.labels["garrison"][1]))


DEFECTS: Mapping[str, Defect] = {
    "blank-return": Defect(prepare=_empty, spoil=_blank),
    "hidden-content-stray": Defect(spoil=_stray),
    "hidden-content-row": Defect(spoil=_hidden_row),
    "unit-missing": Defect({"unit_in": "nowhere"}, spoil=_identity("unit-missing")),
    "unknown-unit": Defect(spoil=_identity("unknown-unit", "渝东新城双拥办")),
    "unit-ambiguous": Defect(spoil=_identity("unit-ambiguous", "江北区、渝北区双拥办")),
    "unit-conflict": Defect(spoil=_identity("unit-conflict")),
    "period-missing": Defect({"date_way": -1}, spoil=_period("period-missing", "双拥活动情况统计表")),
    "period-conflict": Defect(spoil=_period("period-conflict")),
    "unknown-category": Defect(prepare=_volunteers, spoil=_foreign_row),
    "unknown-column": Defect({"columns": (*FORM_COLUMNS, UNKNOWN)}, _haircuts, _foreign_column),
    "missing-column": Defect({"columns": FORM_COLUMNS[:-1]}),
    "other-measure": Defect(
        spoil=_rewrite("other-measure", "entitled", "visited_people", lambda v: f"{v}户", kept=True)
    ),
    "not-a-number": Defect(
        spoil=_rewrite("not-a-number", "garrison", "visited_people", lambda v: "三百多", kept=False)
    ),
    "approximate-value": Defect(
        spoil=_rewrite("approximate-value", "entitled", "visited_people", lambda v: f"约{v}", kept=True)
    ),
    "negative": Defect(
        prepare=_negative,
        spoil=_rewrite("negative", "garrison", "difficulties_solved", str, kept=True),
    ),
    "fraction-of-count": Defect(
        spoil=_rewrite("fraction-of-count", "garrison", "visited_people", lambda v: f"{v}.5", kept=False)
    ),
    "formula-without-value": Defect(spoil=_unsaved_formula),
    "measure-unit-suspect": Defect(prepare=_times_ten_thousand, spoil=_suspect),
    "row-total-mismatch": Defect({"total_row": ""}, spoil=_wrong_row_total),
    "column-total-mismatch": Defect(spoil=_wrong_column_total),
}
CASUAL = (
    "row-total-mismatch", "column-total-mismatch", "measure-unit-suspect", "approximate-value",
    "other-measure", "unknown-column", "not-a-number", "unknown-category", "period-conflict", "blank-return",
)  # fmt: skip
