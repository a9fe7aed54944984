"""What must hold, as the contract says it, and how often it is tried.

Cases are read a batch at a time, since a batch costs hardly more than a file. METAMORPHIC_TIMES=20 in the
environment tries twenty times as many, other ones in every run; without it they are few and always the same.
METAMORPHIC_SHRINK=1 makes a failing case as small as it can, which takes minutes; without it, it is shown as drawn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

import sydata
from tests.metamorphic.dice import Slot
from tests.metamorphic.harmful import Harm
from tests.metamorphic.layouts import Case
from tests.metamorphic.model import OFFICE, UNITS, Return
from tests.metamorphic.write import xlsx

TIMES = int(os.environ.get("METAMORPHIC_TIMES", "1"))
SHRINK = bool(os.environ.get("METAMORPHIC_SHRINK"))
BATCH = 1 if SHRINK else 8
SLOTS = [Slot(n, UNITS[n::BATCH]) for n in range(BATCH)]
PHASES = (Phase.generate, Phase.shrink) if SHRINK else (Phase.generate,)
TEXTS = {"lead_official"}
Facts = dict[tuple[Any, ...], Decimal]


def tries(batches: int) -> settings:
    """So many batches in the usual run, the same ones each time; more, and others, in the long one."""
    return settings(
        max_examples=batches * TIMES,
        deadline=None,
        derandomize=TIMES == 1,
        database=None,
        phases=PHASES,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def batches(one: Callable[..., st.SearchStrategy[Any]], *more: Any) -> st.SearchStrategy[Any]:
    """Several cases at once, none of which shares a unit with another; one(slot, *more) is the strategy for each."""
    return st.tuples(*(one(slot, *more) for slot in SLOTS))


def read(cases: Sequence[Case]) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """(data, findings) of each case, all read in one call, each in a folder of its own."""
    files = [(f"{n}/{case.file}", xlsx(case.pages)) for n, case in enumerate(cases)]
    result = sydata.normalize(files, OFFICE)
    names = [name for name, _ in files]
    assert set(result.findings["file"]) <= set(names)
    return [
        (result.data[result.data["source_file"] == name], result.findings[result.findings["file"] == name])
        for name in names
    ]


def truth(case: Case) -> Facts:
    """(unit, year, festival, category, indicator) → value of every figure that the case's returns report."""
    return {at: value for of in case.returns for at, value in _facts(of).items()}


def _facts(of: Return) -> Facts:
    identity = (of.code, of.year, of.festival)
    return {(*identity, *at): value for at, value in of.figures.items() if value is not None}


def told(data: pd.DataFrame) -> Facts:
    """The same of the table that normalize gives. Two rows for one category are an error."""
    identity = ["unit_code", "year", "festival", "category"]
    figures: Facts = {}
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


def changed(case: Case, data: pd.DataFrame, findings: pd.DataFrame) -> list[str]:
    """Against the law of the harmless: what was read otherwise than the returns say, and what is complained of."""
    wanted, got = truth(case), told(data)
    lines = [f"missing  {at}: {value:f}" for at, value in wanted.items() if at not in got]
    lines += [f"invented {at}: {value:f}" for at, value in got.items() if at not in wanted]
    lines += [
        f"wrong    {at}: {got[at]:f}, not {v:f}" for at, v in wanted.items() if at in got and got[at] != v
    ]
    complaints = [c for c in concerns(findings) if c[0] != "same-as-last-year"]  # drawn twins are the same
    return lines + [f"finding  {code} {sheet}!{cell} {text!r}" for code, sheet, cell, text in complaints]


def unnamed(harm: Harm, findings: pd.DataFrame) -> list[str]:
    """Against the law of the harmful: that no finding of the right kind names the cell, or not each cell."""
    complaints = concerns(findings)
    named = {
        cell for code, sheet, cell, _ in complaints if code in harm.codes and sheet == harm.sheet
    } & harm.cells
    if named == harm.cells if harm.every else named:
        return []
    which = "each of" if harm.every else "one of"
    wanted = f"wanted {sorted(harm.codes)} in {which} {sorted(harm.cells)} of {harm.sheet}"
    return [wanted, *map(str, complaints or ["no finding"])]


def false(case: Case, data: pd.DataFrame) -> list[str]:
    """What was read and is not so."""
    wanted = truth(case)
    return [f"false {at}: {value:f}" for at, value in told(data).items() if wanted.get(at) != value]


def check_unchanged(cases: Sequence[Case]) -> None:
    """Law of the harmless: the data are those of the true returns, and nothing is complained of."""
    _all_kept(cases, [changed(case, *got) for case, got in zip(cases, read(cases), strict=True)])


def check_named(harms: Sequence[Harm]) -> None:
    """Law of the harmful: an error or warning of one of the codes names one of the cells, or each of them."""
    cases = [harm.case for harm in harms]
    _all_kept(cases, [unnamed(harm, found) for harm, (_, found) in zip(harms, read(cases), strict=True)])


def check_nothing_false(cases: Sequence[Case]) -> None:
    """Whatever is still read is true."""
    _all_kept(cases, [false(case, data) for case, (data, _) in zip(cases, read(cases), strict=True)])


def _all_kept(cases: Sequence[Case], breaches: Sequence[list[str]]) -> None:
    broken = [(case, lines) for case, lines in zip(cases, breaches, strict=True) if lines]
    shown = sorted(("\n".join([repr(case), "", *lines[:12]]) for case, lines in broken), key=len)
    assert not broken, f"{len(broken)} of {len(cases)} cases; the shortest:\n{shown[0]}"
