"""What must hold, as the contract says it, and how often it is tried.

METAMORPHIC_TIMES=20 in the environment tries twenty times as many cases, other ones in every run; without it the
cases are few and always the same.
"""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, Phase, settings

import sydata
from tests.metamorphic.harmful import Harm
from tests.metamorphic.layouts import Case
from tests.metamorphic.model import OFFICE, Return
from tests.metamorphic.write import xlsx

TIMES = int(os.environ.get("METAMORPHIC_TIMES", "1"))
LONG = TIMES > 1
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("METAMORPHIC_SHRINK") else (Phase.generate,)
TEXTS = {"lead_official"}
Facts = dict[tuple[str, str], Decimal]


def tries(examples: int) -> settings:
    """So many cases in the usual run, the same ones each time; more, and others, in the long one."""
    return settings(
        max_examples=examples * TIMES,
        deadline=None,
        derandomize=not LONG,
        database=None,
        phases=PHASES,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def read(case: Case) -> Any:
    """What normalize makes of the case."""
    return sydata.normalize([(case.file, xlsx(case.pages))], OFFICE)


def truth(of: Return) -> dict[tuple[Any, ...], Decimal]:
    """(unit, year, festival, category, indicator) → value of every figure that the return reports."""
    identity = (of.code, of.year, of.festival)
    return {(*identity, *at): value for at, value in of.figures.items() if value is not None}


def told(data: pd.DataFrame) -> dict[tuple[Any, ...], Decimal]:
    """The same of the table that normalize gives. Two rows for one category are an error."""
    identity = ["unit_code", "year", "festival", "category"]
    figures: dict[tuple[Any, ...], Decimal] = {}
    for row in data.to_dict("records"):
        at = tuple(row[name] for name in identity)
        for name in data.columns.difference([*identity, "unit", "source_file", "sheet", *TEXTS]):
            if pd.notna(row[name]):
                assert (*at, name) not in figures, f"two rows for {at}"
                figures[(*at, name)] = Decimal(repr(round(float(row[name]), 6))).normalize()
    return figures


def concerns(findings: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """(code, sheet, cell, text) of the errors and warnings."""
    serious = findings[findings["severity"].isin(["error", "warning"])]
    return list(serious[["code", "sheet", "cell", "text"]].itertuples(index=False, name=None))


def check_unchanged(case: Case) -> None:
    """Law of the harmless: the data are those of the true returns, and nothing is complained of."""
    result = read(case)
    wanted = {at: value for of in case.returns for at, value in truth(of).items()}
    got, complaints = told(result.data), concerns(result.findings)
    lines = [f"missing  {at}: {value:f}" for at, value in wanted.items() if at not in got]
    lines += [f"invented {at}: {value:f}" for at, value in got.items() if at not in wanted]
    lines += [
        f"wrong    {at}: {got[at]:f}, not {v:f}" for at, v in wanted.items() if at in got and got[at] != v
    ]
    lines += [f"finding  {code} {sheet}!{cell} {text!r}" for code, sheet, cell, text in complaints]
    assert not lines, "\n".join([repr(case), "", *lines])


def check_named(harm: Harm) -> None:
    """Law of the harmful: an error or warning of one of the codes names one of the cells, or each of them."""
    complaints = concerns(read(harm.case).findings)
    named = {
        cell for code, sheet, cell, _ in complaints if code in harm.codes and sheet == harm.sheet
    } & harm.cells
    kept = named == harm.cells if harm.every else bool(named)
    which = "each of" if harm.every else "one of"
    wanted = f"wanted {sorted(harm.codes)} in {which} {sorted(harm.cells)} of {harm.sheet}"
    assert kept, "\n".join([repr(harm.case), "", wanted, *map(str, complaints or ["no finding"])])


def check_nothing_false(case: Case) -> None:
    """Whatever is still read is true."""
    wanted = {at: value for of in case.returns for at, value in truth(of).items()}
    false = {at: value for at, value in told(read(case).data).items() if wanted.get(at) != value}
    assert not false, "\n".join([repr(case), "", *(f"false {at}: {value:f}" for at, value in false.items())])
