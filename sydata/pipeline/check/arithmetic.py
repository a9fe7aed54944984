"""Rules about sums: a printed total against its parts, to the rounding of the printed places."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sydata.catalog.categories import CATEGORIES, category_key
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.overlap import PARTS
from sydata.catalog.totals import total_sense
from sydata.pipeline.check.figures import NONE, Figures, Hit, Hits, named_parts, shown
from sydata.pipeline.clean import BODY
from sydata.pipeline.frames import OVER_CATEGORIES
from sydata.text import squash

TOTAL = "合计"  # a total beside which nothing stands
UNREADABLE = ("bad", "fraction", "formula")
COLUMN = ["table", "return_key", "indicator"]
LINE = ["table", "return_key", "record"]


def row_total_mismatch(figures: Figures) -> Hits:
    """合计 against 慰问金 and 慰问品 of the same row. A blank part adds nothing; an unreadable one says nothing.

    Nor does a sheet without the column of a part: what stood there may be in the total.
    """
    for whole, parts in PARTS.items():
        for _, row in _suspects(figures, whole, parts):
            total, pieces = row[row["indicator"] == whole], row[row["indicator"] != whole]
            if len(total) == 1 and set(pieces["indicator"]) == set(parts):
                yield from _compare("row-total-mismatch", total, pieces)


def _suspects(figures: Figures, whole: str, parts: tuple[str, ...]) -> Iterator[tuple[int, pd.DataFrame]]:
    """Lines whose total is not exactly the sum of its parts: most are, and need no second look."""
    indicators = figures.frame["indicator"]
    asked = figures.is_checked & indicators.isin([whole, *parts])
    told = asked & figures.frame["value"].notna()
    rows = pd.DataFrame({"value": figures.frame["value"][told].astype("int64"), "line": figures.lines[told]})
    is_total = indicators[told] == whole
    sums = rows[~is_total].groupby("line")["value"].sum()
    totals = rows[is_total].drop_duplicates("line").set_index("line")["value"]
    summed = sums.reindex(totals.index, fill_value=NONE)
    odd = totals.index[(totals != summed) & (summed != NONE)]
    if len(odd):
        yield from figures.frame[asked & figures.lines.isin(odd)].groupby(figures.lines)


def _compare(code: str, total: pd.DataFrame, parts: pd.DataFrame, **params: object) -> Hits:
    if parts["kind"].isin(UNREADABLE).any() or total["value"].isna().any():
        return
    parts = parts[parts["value"].notna()]
    if parts.empty:
        return
    stated, summed = int(total["value"].iloc[0]), int(parts["value"].sum())
    allowed = float(total["tolerance"].iloc[0]) + float(parts["tolerance"].sum()) + _rounded(total, parts)
    if abs(stated - summed) <= allowed:
        return
    indicator = total["indicator"].iloc[0]
    words = {"sum": shown(summed, indicator), "difference": shown(abs(stated - summed), indicator)}
    yield Hit(code, int(total.index[0]), {"parts": named_parts(parts), **words, **params})


def _rounded(total: pd.DataFrame, parts: pd.DataFrame) -> float:
    """Half a unit for a total printed without decimals over parts that have some."""
    money = INDICATORS[total["indicator"].iloc[0]].money
    whole = float(total["tolerance"].iloc[0]) == 0 and int(total["value"].iloc[0]) % 1_000_000 == 0
    return 500_000 if money and whole and float(parts["tolerance"].sum()) > 0 else 0


def column_total_mismatch(figures: Figures) -> Hits:
    """总计 against the lines it adds up, those of unknown category too. 小计 and 其中 lines are no parts."""
    frame = figures.frame
    totals = (frame["over"] != "") & frame["value"].notna() & (frame["reason"] == "total")
    every_row = (figures.is_checked | (frame["reason"] == "hidden")) & frame["row_kind"].isin(BODY)
    within = totals & (frame["over"] == OVER_CATEGORIES)
    yield from _over_categories(figures, within, every_row)
    if (beyond := totals & ~within).any():
        yield from _over_others(frame[beyond], frame[every_row & (frame["reason"] != "hidden")])


def _over_categories(figures: Figures, totals: pd.Series, every_row: pd.Series) -> Hits:
    """Totals within one return: over its categories. The arguments say which rows are totals, and which are summed."""
    frame = figures.frame
    rows = every_row & (frame["reason"] != "hidden")
    # A hidden row does not count, yet a printed total may hold it: hidden-content says that once.
    suspects = _unequal(figures, _unequal(figures, totals, rows), every_row)
    for key, stated in frame[suspects].groupby(COLUMN) if suspects.any() else ():
        same = _same(frame, COLUMN, key)
        every, parts = same[totals[same.index]], same[rows[same.index]]
        for index in stated.index:
            total = stated.loc[[index]]
            yield from _checked(total, every, _without_below(frame, total, parts, totals, rows))


def _without_below(
    frame: pd.DataFrame, total: pd.DataFrame, parts: pd.DataFrame, totals: pd.Series, rows: pd.Series
) -> pd.DataFrame:
    """The parts of a total, without rows of unknown category below it where its line holds without them.

    Whose such a row is will be asked anyway. A row of a known category below a total stays one of its parts, and so
    do all where no column of the line holds without them, or one holds only with them.
    """
    kept = parts[~_below(parts, int(total["record"].iloc[0]))]
    if len(kept) == len(parts) or kept.empty:
        return parts
    line = _same(frame[totals], LINE, tuple(total[LINE].iloc[0]))
    held = [_holds(frame[rows], line.loc[[index]]) for index in line.index]
    return kept if (True, False) in held and (False, True) not in held else parts


def _below(parts: pd.DataFrame, record: int) -> pd.Series:
    """Which rows are of unknown category and stand below a total."""
    return (parts["reason"] == "unknown-category") & (parts["record"] > record)


def _holds(rows: pd.DataFrame, total: pd.DataFrame) -> tuple[bool, bool]:
    """Whether a total holds without the rows of unknown category below it, and whether it does with them."""
    own = _same(rows, COLUMN, tuple(total[COLUMN].iloc[0]))
    above = own[~_below(own, int(total["record"].iloc[0]))]
    return not any(_compare("", total, above)), not any(_compare("", total, own))


def _over_others(totals: pd.DataFrame, rows: pd.DataFrame) -> Hits:
    """Totals over the units or periods of a table: of one category where the total names one."""
    for (table, indicator, over), stated in totals.groupby(["table", "indicator", "over"]):
        parts = _same(rows, ["table", "indicator"], (table, indicator))
        for index, total in stated.iterrows():
            kept = [f"{name}_words" for name in ("unit", "period") if name not in over.split(",")]
            same = parts[(parts[kept] == total[kept]).all(axis=1)]
            every = stated
            if total["category"] in CATEGORIES:
                same = same[same["category"] == total["category"]]
                every = stated[stated["category"] == total["category"]]
            beside = _same(rows, ["page", "indicator"], (total["page"], indicator))
            if not _is_sum(total, beside):  # a list folded to fit the page has its total in one half
                yield from _checked(stated.loc[[index]], every, same)


def _is_sum(total: pd.Series, parts: pd.DataFrame) -> bool:
    values = parts["value"].dropna()
    return len(values) > 0 and int(values.sum()) == int(total["value"])


def _same(frame: pd.DataFrame, names: list[str], values: tuple[object, ...]) -> pd.DataFrame:
    """The rows that have these values in these columns."""
    keep = pd.Series(True, index=frame.index)
    for name, value in zip(names, values, strict=True):
        keep &= frame[name] == value
    return frame[keep]


def _checked(total: pd.DataFrame, every: pd.DataFrame, parts: pd.DataFrame) -> Hits:
    own = _of_its_words(total, parts)
    if len(own):
        yield from _compare("column-total-mismatch", total, own, row_text=_words(total))
        return
    if total_sense(category_key(total["label"].iloc[0])) == "subtotal":
        if _sums_until_next(total, every, parts):
            return
        parts = _since_last(total, every, parts)
        if _ends_in_sum(total, parts):
            return
    if not _sums_since_last(total, every, parts):
        yield from _compare("column-total-mismatch", total, parts, row_text=_words(total))


def _words(total: pd.DataFrame) -> str:
    """What stands beside a total: its label, or in a column of units or periods the word there."""
    found = (squash(total[name].iloc[0]) for name in ("label", "unit_words", "period_words"))
    return next(filter(None, found), TOTAL)


def total_not_counted(figures: Figures) -> Hits:
    """A total over rows that say nothing of it, which could not be taken for 未分类 either."""
    frame = figures.frame
    told = frame["row_kind"].isin(BODY) & (frame["kind"] != "blank")
    sums = frame["over"] == OVER_CATEGORIES
    taken = sums & (frame["reason"] == "")
    totals = sums & (frame["reason"] == "total") & (frame["value"] != 0).fillna(False)
    alone = frame[totals & ~figures.whose.isin(figures.whose[told | taken])]
    differ = alone.groupby(["return_key", "indicator"])["value"].transform("nunique") > 1
    for index, label in alone["label"].items():
        why = "totals-differ" if differ[index] else "told-otherwise"
        yield Hit("total-not-counted", int(index), {"row_text": squash(label), "why": why})


def _unequal(figures: Figures, totals: pd.Series, rows: pd.Series) -> pd.Series:
    """Which totals are not exactly the sum of their column's rows: few are, and only they need a second look."""
    values = figures.frame["value"]
    told = rows & values.notna()
    sums = values[told].astype("int64").groupby(figures.sums[told]).sum()
    stated, found = (
        values[totals].astype("int64"),
        sums.reindex(figures.sums[totals], fill_value=NONE).to_numpy(),
    )
    odd = (found != NONE) & (found != stated.to_numpy())
    return totals & totals.index.isin(stated.index[odd])


def _ends_in_sum(total: pd.DataFrame, parts: pd.DataFrame) -> bool:
    """Whether a 小计 holds just the last few rows above it, two at least: 部队小计 below the rows of troops."""
    values = parts.groupby("record")["value"].sum().sort_index(ascending=False)
    running = values.cumsum().iloc[1:]
    return bool((running == int(total["value"].iloc[0])).any())


def _since_last(total: pd.DataFrame, totals: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """The parts between a total and the one before it."""
    record = int(total["record"].iloc[0])
    before = [int(r) for r in totals["record"] if r < record]
    return parts[(parts["record"] < record) & (parts["record"] > max(before, default=-1))]


def _of_its_words(total: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """The rows of a 小计 that stands beside a category's word merged over them, in front of them or behind."""
    _, said = next(total.iterrows())
    if said["category"] not in CATEGORIES or said["over"] != OVER_CATEGORIES:
        return parts[:0]
    return parts[(parts["label"] == said["label"]) & (parts["category"] == said["category"])]


def _sums_until_next(total: pd.DataFrame, totals: pd.DataFrame, parts: pd.DataFrame) -> bool:
    """Whether a 小计 stands before the rows that it holds, down to the next total."""
    record = int(total["record"].iloc[0])
    behind = min((int(r) for r in totals["record"] if r > record), default=None)
    between = parts[(parts["record"] > record) & (behind is None or parts["record"] < behind)]
    return len(between) > 1 and int(between["value"].sum()) == int(total["value"].iloc[0])


def _sums_since_last(total: pd.DataFrame, totals: pd.DataFrame, parts: pd.DataFrame) -> bool:
    """Whether one of several totals holds just the rows since the total before it."""
    between = _since_last(total, totals, parts)
    return bool(
        len(totals) > 1 and len(between) and int(between["value"].sum()) == int(total["value"].iloc[0])
    )
