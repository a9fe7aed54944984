"""What a sheet's own total proves of its rows: whose a row without a label is, and which rows only repeat others.

Nothing is assumed: a row changes its part only where the printed totals hold with it and not without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sydata.pipeline.figures import Raw
from sydata.text import squash

Amounts = Mapping[tuple[int, str], int | None]  # (record, indicator) → value


def proven(raws: list[Raw], amounts: Amounts) -> list[Raw]:
    """The raws with what their total proves: unlabelled rows go on with the category above, parts run on from 其中."""
    totals = _totals(raws, amounts)
    if not totals:
        return raws
    return _run_on(_filled_down(raws, totals, amounts), totals, amounts)


def filled_down(before: Sequence[Raw], after: Sequence[Raw]) -> list[Raw]:
    """The first figure of each row without a label that goes on with the category above: the totals prove that it
    belongs to the table, not whose it is."""
    pairs = zip(before, after, strict=True)
    moved = {a.record: a for b, a in pairs if b.row_kind == "unknown" and a.row_kind == "category"}
    return list(moved.values())


def _totals(raws: Sequence[Raw], amounts: Amounts) -> dict[str, int]:
    """The one total of each indicator over the categories; none where several differ."""
    found: dict[str, set[int]] = {}
    for raw in raws:
        value = amounts.get((raw.record, raw.indicator)) if raw.over == {"category"} else None
        if value is not None:
            found.setdefault(raw.indicator, set()).add(value)
    return {indicator: next(iter(values)) for indicator, values in found.items() if len(values) == 1}


def _holds(records: Iterable[int], totals: Mapping[str, int], amounts: Amounts) -> bool:
    """Whether the records add up to every total."""
    records = list(records)
    sums = {i: sum(amounts.get((record, i)) or 0 for record in records) for i in totals}
    return any(totals.values()) and sums == totals


def _records(raws: Iterable[Raw], kind: str) -> dict[int, Raw]:
    return {
        raw.record: raw for raw in raws if raw.row_kind == kind and raw.reason in ("", "unknown-category")
    }


def _filled_down(raws: list[Raw], totals: Mapping[str, int], amounts: Amounts) -> list[Raw]:
    known = _records(raws, "category")
    blank = [record for record, raw in _records(raws, "unknown").items() if not squash(raw.label)]
    if not blank or not known or not _holds([*known, *blank], totals, amounts):
        return raws
    above = {record: max((k for k in known if k < record), default=None) for record in blank}
    if None in above.values():
        return raws

    def moved(raw: Raw) -> Raw:
        head = above.get(raw.record)
        if head is None:
            return raw
        of = known[head]
        return raw._replace(row_kind="category", category=of.category, label=of.label, reason="")

    return [moved(raw) for raw in raws]


def _run_on(raws: list[Raw], totals: Mapping[str, int], amounts: Amounts) -> list[Raw]:
    known, parts = _records(raws, "category"), {raw.record for raw in raws if raw.row_kind == "of-which"}
    run: list[int] = []
    for record in sorted(known):
        before = max((r for r in (*known, *parts) if r < record), default=None)
        head = max((k for k in known if k < record and k not in run), default=None)
        goes_on = before in parts or before in run
        if goes_on and head is not None and known[head].category == known[record].category:
            run.append(record)
    rest = [record for record in known if record not in run]
    if not run or _holds(known, totals, amounts) or not _holds(rest, totals, amounts):
        return raws
    return [r._replace(row_kind="of-which", reason="of-which") if r.record in run else r for r in raws]
