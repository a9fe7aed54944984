"""What the command `status` tells of a period."""

from __future__ import annotations

from sydata.analysis.progress import Progress
from sydata.catalog.festivals import period_name
from sydata.catalog.offices import office
from sydata.model import Period


def tell_status(stood: Progress, period: Period, code: str) -> None:
    """Print who has reported, and those of whom something is to be said."""
    seen = stood.coverage
    on_time = "—" if seen.on_time is None else str(seen.on_time)
    print(f"{office(code).name} {period_name(period)}")
    print(
        f"应报 expected {seen.expected} · 已报 received {seen.received} · 按时 on time {on_time} · ", end=""
    )
    print(f"待核 in question {seen.in_question}")
    for words, units in (
        ("未报 missing", seen.missing),
        ("逾期 late", seen.late),
        ("只有文字 in words only", seen.narrative),
        ("只报一半 by half", tuple(s.unit for s in stood.half if s.state == "half")),
        ("待核 in question", seen.questioned),
    ):
        if units:
            print(f"{words}: {'、'.join(unit.name for unit in units)}")


def status_keys(stood: Progress) -> dict[str, object]:
    """The same for programs: numbers, and names of units."""
    seen = stood.coverage
    numbers = {key: getattr(seen, key) for key in ("expected", "received", "on_time", "in_question")}
    half = [standing.unit.name for standing in stood.half]
    return numbers | {"missing": [unit.name for unit in seen.missing], "half": half}
