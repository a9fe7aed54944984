"""`python -m scripts.tables docs/design.md`: writes what the catalog holds between the page's markers."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from sydata.catalog.derived import DERIVED
from sydata.catalog.findings import KINDS, SEVERITIES
from sydata.catalog.indicators import INDICATORS

SEVERITY_WORDS = {"error": "error 错误", "warning": "warning 提醒", "info": "info 提示"}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def indicators() -> str:
    """Every indicator: id, names, unit, whether it is on the Chongqing form."""
    rows = (
        (f"`{i.id}`", i.zh, i.en, i.unit_zh or "text", "yes" if i.form else "") for i in INDICATORS.values()
    )
    return _table(("id", "中文", "English", "unit", "on the Chongqing form"), rows)


def derived() -> str:
    """Every derived indicator: id, names, what is divided by what, unit."""
    rows = ((f"`{d.id}`", d.zh, d.en, d.formula("zh"), d.unit_zh, str(d.decimals)) for d in DERIVED.values())
    return _table(("id", "中文", "English", "worked out as", "unit", "places"), rows)


def findings() -> str:
    """Every kind of finding, the gravest first."""
    kinds = sorted(KINDS.values(), key=lambda kind: SEVERITIES.index(kind.severity))
    rows = ((f"`{k.code}`", SEVERITY_WORDS[k.severity], k.title_zh, k.title_en) for k in kinds)
    return _table(("code", "severity", "中文", "English"), rows)


TABLES: dict[str, Callable[[], str]] = {"indicators": indicators, "derived": derived, "findings": findings}


def filled(page: str) -> str:
    """The page with each table made anew between `<!-- NAME:begin … -->` and `<!-- NAME:end -->`."""
    for name, made in TABLES.items():
        marked = re.compile(rf"(<!-- {name}:begin[^\n]*-->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        page, count = marked.subn(lambda match, made=made: f"{match[1]}\n{made()}\n\n{match[2]}", page)
        if count != 1:
            raise ValueError(f"the page has {count} places for the table {name}, not one")
    return page


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(filled(target.read_text(encoding="utf-8")), encoding="utf-8")
