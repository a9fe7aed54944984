"""Which charts fit an answer, the best first: chosen by its shape, so that nobody has to know chart books.

One column of names: sorted bars. Few lines over years: lines with their names. Many lines, or several measures: small
multiples. Two years: a dumbbell. Parts of a whole: a bar divided. Everything else: a heat map with its figures.
Measures of different kinds never share an axis.
"""

from __future__ import annotations

from collections.abc import Mapping

from sydata.analysis.answer import COMPARED, Answer
from sydata.analysis.question import Chart, Dim
from sydata.analysis.subjects import subject

FEW = 5  # lines, and parts of a bar, that can be told apart
MOST_BARS = 60
MOST_CELLS = 1200  # of a heat map whose figures can still be read
MOST_COLUMNS = 18
MOST_PANELS = 80
COLOURED: frozenset[Dim] = frozenset(
    {"category", "festival"}
)  # dimensions whose ids have a colour of their own


def charts(of: Answer) -> tuple[Chart, ...]:
    """The charts that fit, the best first, and the bare table last."""
    if not of.rows or not of.columns:
        return ("table",)
    fits: Mapping[Chart, bool] = {
        "stack": _is_divided(of),
        "lines": _are_lines(of),
        "dumbbell": _are_two_years(of),
        "bars": len(of.columns) == 1 and one_measure(of) and len(of.rows) <= MOST_BARS,
        "multiples": _are_panels(of),
        "heat": _is_grid(of),
        "table": True,
    }
    return tuple(chart for chart, fit in fits.items() if fit)


def best(of: Answer) -> Chart:
    """The chart asked for if it fits, else the best one."""
    found = charts(of)
    return of.question.chart if of.question.chart in found else found[0]


def one_measure(of: Answer) -> bool:
    """Whether all figures can stand on one axis: of one measure, or all percentages."""
    if of.question.show != "sum":
        return True
    return len({_axis(id) for id in of.question.indicators}) == 1


def _axis(id: str) -> tuple[str, str]:
    shown = subject(id)
    return shown.measure, shown.unit("zh")


def over_years(of: Answer) -> bool:
    """Whether the columns are years, and nothing else."""
    return of.question.columns == ("year",)


def _is_divided(of: Answer) -> bool:
    """Parts of rows that add up to 100 %: categories, which have their colours."""
    question = of.question
    return question.show == "row" and question.columns == ("category",) and len(of.rows) <= MOST_BARS


def _are_lines(of: Answer) -> bool:
    if not over_years(of) or len(of.columns) < 2 or len(of.rows) > FEW or not one_measure(of):
        return False
    return of.question.show == "sum" and (not of.question.rows or _coloured(of))


def _coloured(of: Answer) -> bool:
    return len(of.question.rows) == 1 and of.question.rows[0] in COLOURED


def _are_two_years(of: Answer) -> bool:
    fits = over_years(of) and len(of.columns) == 2 and len(of.rows) > 1 and len(of.rows) <= MOST_BARS
    return fits and of.question.show == "sum" and one_measure(of)


def _are_panels(of: Answer) -> bool:
    """Rows as panels over years; changes go below zero and are no lines from zero up."""
    return (
        over_years(of)
        and len(of.columns) > 2
        and len(of.rows) <= MOST_PANELS
        and of.question.show not in COMPARED
    )


def _is_grid(of: Answer) -> bool:
    cells = len(of.rows) * len(of.columns)
    return (
        cells > 1
        and cells <= MOST_CELLS
        and len(of.columns) <= MOST_COLUMNS
        and len(of.rows) <= 2 * MOST_BARS
    )
