"""How a briefing writes amounts, changes and lists: exact, in the officials' form, no percentage of nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sydata import wording
from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Figure, Measure, Number, Origin
from sydata.analysis.change import Change, LikeForLike, change
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import subject
from sydata.analysis.values import Value
from sydata.catalog.briefing import NAMED, Group, phrase
from sydata.catalog.derived import Derived
from sydata.catalog.festivals import period_name
from sydata.wording import MISSING, Lang, figure, number, percent, rounded, signed

MEASURES: dict[str, Measure] = {"money": "money"}


def amount(id: str, value: Value | None, lang: Lang) -> str:
    """`1,234人`, `56.30万元`; in English with a blank before the unit."""
    return tight(subject(id).text(value, lang), lang)


def size_of(value: Value) -> Value:
    """A figure without its sign."""
    return value if value >= 0 else -value


def tight(text: str, lang: Lang) -> str:
    """Chinese text sets no blank between a figure and its unit."""
    return text.replace(" ", "") if lang == "zh" else text


def measure(id: str) -> Measure:
    """How an indicator's figures are held."""
    return MEASURES.get(subject(id).measure, "count")


def way(change: Change) -> str:
    """`up`, `down`, `level`, or the reason why no percentage can be said."""
    if change.reason:
        return change.reason
    if not change.difference:
        return "level"
    return "up" if change.difference > 0 else "down"


def moved(group: Group, change: Change, id: str, of: Material) -> str:
    """A change in the words of a group (`moved`, `step`, `short`)."""
    size = "" if change.difference is None else amount(id, size_of(change.difference), of.lang)
    return _said(group, change, size, of)


def ratio_moved(group: Group, now: Fraction, before: Fraction | None, of: Material, ratio: Derived) -> str:
    """The same of a derived figure."""
    size = "" if before is None else ratio_text(abs(now - before), ratio, of.lang)
    return _said(group, change(now, before), size, of)


def _said(group: Group, change: Change, size: str, of: Material) -> str:
    share = "" if change.percent is None else percent(change.percent)
    before = period_name(of.before, of.lang)
    return phrase(group, way(change), of.lang, before=before, difference=size, percent=share)


def ratio_text(value: Fraction, ratio: Derived, lang: Lang) -> str:
    """`512.35元/人`."""
    return tight(f"{wording.ratio(value, ratio.decimals)} {ratio.unit(lang)}", lang)


def like_words(like: LikeForLike, id: str, of: Material) -> str:
    """The like-for-like change behind a plain one; where nothing compares, that."""
    key = way(like.change) if like.units else "none"
    change = like.change
    size = "" if change.difference is None else amount(id, size_of(change.difference), of.lang)
    share = "" if change.percent is None else percent(change.percent)
    return phrase("like", key, of.lang, units=like.units, difference=size, percent=share)


def points_moved(change: Fraction | None, lang: Lang) -> str:
    """The change of a share in percentage points, as the end of a sentence."""
    if change is None:
        return phrase("points", "none", lang)
    size = rounded(abs(change))
    key = "level" if not size else "up" if change > 0 else "down"
    return phrase("points", key, lang, points=size)


def share_text(part: int, whole: int) -> str:
    """`45.2%`; a dash where there is no whole."""
    return percent(Fraction(part * 100, whole)) if whole else MISSING


def every(names: Sequence[str], lang: Lang) -> str:
    """All of the names."""
    return ("、" if lang == "zh" else ", ").join(names)


def some(names: Sequence[str], lang: Lang, most: int = NAMED) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    if more <= 0:
        return every(names, lang)
    rest = f"等{number(len(names))}个" if lang == "zh" else f" and {number(more)} more"
    return every(names[:most], lang) + rest


def named(name: str, text: str, lang: Lang) -> str:
    """`万州区（56.30万元）`."""
    return f"{name}（{text}）" if lang == "zh" else f"{name} ({text})"


def units_words(count: int, lang: Lang) -> str:
    """In English `1 unit`, `38 units`; in Chinese the number alone, which the sentence gives its word."""
    return number(count) if lang == "zh" else f"{number(count)} unit{'' if count == 1 else 's'}"


def figure_of(
    id: str, value: Value | None, of: Material, label: str, origin: Origin, sentence: bool = True
) -> Figure:
    """An indicator's figure; sentence: with its unit."""
    text = amount(id, value, of.lang) if sentence else figure(value, subject(id).measure)
    doubtful = any(of.doubtful(id, each.year) for each in origin.periods) and value is not None
    whole = not origin.units and not origin.categories
    return Figure(label, value, text, origin, measure(id), doubtful=doubtful and whole)


def difference_text(id: str, value: Value, of: Material) -> str:
    """`+1,234人`."""
    return tight(f"{signed(value, subject(id).measure)} {subject(id).unit(of.lang)}", of.lang)


def lead_name(lang: Lang) -> str:
    """`合计投入`."""
    return subject(LEAD).short(lang)


def exact(value: Number) -> Fraction | None:
    """A number as a fraction, None as it is."""
    return None if value is None else Fraction(value)
