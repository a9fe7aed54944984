"""The rules that run over a batch's figures, in the order of their findings' codes in the catalog."""

from __future__ import annotations

from collections.abc import Callable

from sydata.pipeline.check import arithmetic, plausible, values
from sydata.pipeline.check.figures import Figures, Hits

Rule = Callable[[Figures], Hits]

RULES: tuple[Rule, ...] = (
    values.other_measure,
    values.not_a_number,
    values.approximate_value,
    values.negative,
    values.fraction_of_count,
    values.formula_without_value,
    values.computed_formula,
    values.measure_unit_suspect,
    arithmetic.row_total_mismatch,
    arithmetic.column_total_mismatch,
    arithmetic.total_not_counted,
    plausible.possible_double_count,
    plausible.recipients_exceed_visited,
    plausible.amount_without_recipients,
    plausible.same_as_last_year,
)
