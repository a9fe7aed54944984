"""The official paragraph: who reported, the total sentence, 其中, the comparison, and what is missing or in question.

Numbers are exact; what nobody reported is left out, never imputed; recipients of money and of goods are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sydata.analysis import boundary
from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Figure, Sentence
from sydata.analysis.briefing.phrases import amount, every, figure_of, moved, named, share_text, units_words
from sydata.analysis.change import Change, change, like_for_like, plain
from sydata.analysis.doubt import Doubt
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import HEADLINE, subject
from sydata.analysis.totals import total
from sydata.catalog.briefing import NAMED, phrase
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period_name
from sydata.catalog.indicators import form_indicators
from sydata.catalog.offices import office
from sydata.catalog.reminder_words import period_words
from sydata.model import Unit

FORM = tuple(LEAD if each.id == "total_amount" else each.id for each in form_indicators())
Values = Mapping[str, int | None]


def paragraph(of: Material) -> tuple[Sentence, ...]:
    """The sentences in their order; those that have nothing to say are left out."""
    said = [sentence for make in _SENTENCES if (sentence := make(of)) is not None]
    stop = "。" if of.lang == "zh" else "."
    return tuple(
        Sentence(each.kind, _begun(each.text).removesuffix(stop) + stop, each.figures) for each in said
    )


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lead(of: Material) -> Sentence:
    seen, lang = of.progress.coverage, of.lang
    where = office(of.office)
    received = seen.received if seen.expected else len(seen.unexpected)
    places = {
        "during": period_words(of.period),
        "period": period_name(of.period, lang),
        "office": where.name if lang == "zh" else where.name_en,
        "expected": seen.expected,
        "received": received,
        "rate": share_text(seen.received, seen.expected),
    }
    outside = len(seen.unexpected) if seen.expected else 0
    counts = {"unexpected": outside, "narrative": len(seen.narrative), "waiting": len(of.waiting)}
    tails = [phrase("say", key, lang, count=units_words(n, lang)) for key, n in counts.items() if n]
    text = phrase("say", "lead" if seen.expected else "lead_without_list", lang, **places) + "".join(tails)
    origin = of.origin(*FORM)
    numbers = {"expected": seen.expected, "received": received, **counts}
    return Sentence("lead", text, tuple(Figure(key, n, str(n), origin) for key, n in numbers.items()))


def _total(of: Material) -> Sentence:
    values = {id: total(of.by_unit(id)) for id in FORM}
    figures = tuple(
        figure_of(id, value, of, subject(id).short(of.lang), of.origin(id)) for id, value in values.items()
    )
    said = listed(values, of)
    text = phrase("say", "total", of.lang, figures=said) if said else phrase("say", "nothing", of.lang)
    return Sentence("total", text, tuple(figure for figure in figures if figure.value is not None))


def listed(values: Values, of: Material) -> str:
    """`走访慰问1,234人，发放慰问金56.30万元、1,100人，…`: the form's figures in its order, without missing ones."""
    texts = {id: amount(id, value, of.lang) for id, value in values.items() if value is not None}
    parts = [_one("visited_people", texts, of), _cash(texts, of), _goods(texts, of)]
    parts += [_one(id, texts, of) for id in (LEAD, "difficulties_solved")]
    return ("，" if of.lang == "zh" else ", ").join(filter(None, parts))


def _one(id: str, texts: Mapping[str, str], of: Material) -> str:
    if id not in texts:
        return ""
    bare = id == "difficulties_solved" and of.lang == "en"
    return phrase("say", id, of.lang, value=texts[id].split(" ")[0] if bare else texts[id])


def _cash(texts: Mapping[str, str], of: Material) -> str:
    to = texts.get("cash_recipients", "")
    if "cash_amount" not in texts:
        return phrase("say", "cash_people", of.lang, to=to) if to else ""
    return phrase("say", "cash_to" if to else "cash", of.lang, value=texts["cash_amount"], to=to)


def _goods(texts: Mapping[str, str], of: Material) -> str:
    cost, items, to = (texts.get(id, "") for id in ("goods_cost", "goods_count", "goods_recipients"))
    if not cost:
        key = "goods_items_to" if items and to else "goods_items" if items else "goods_people"
        return phrase("say", key, of.lang, value=items, to=to) if items or to else ""
    keys = {(True, True): "goods_all", (True, False): "goods_no_people", (False, True): "goods_no_items"}
    return phrase("say", keys.get((bool(items), bool(to)), "goods"), of.lang, value=cost, items=items, to=to)


def _categories(of: Material) -> Sentence | None:
    sums = {id: of.totals.by_category(of.period, id) for id in FORM}
    there = [c for c in CATEGORIES if any(c in each for each in sums.values())]
    if len(there) < 2:  # one category is no breakdown
        return None
    parts, figures = [], []
    for category in there:
        values = {id: sums[id].get(category) for id in FORM}
        name = CATEGORIES[category].name(of.lang)
        parts.append(phrase("say", "category", of.lang, name=name, figures=listed(values, of)))
        figures += [
            figure_of(id, value, of, name, of.origin(id, category=category))
            for id, value in values.items()
            if value is not None
        ]
    text = phrase("say", "categories", of.lang, parts=("；" if of.lang == "zh" else "; ").join(parts))
    return Sentence("categories", text, tuple(figures))


def _compared(of: Material) -> Sentence | None:
    changes = {id: plain(of.totals, of.period, id) for id in HEADLINE}
    told = {id: each for id, each in changes.items() if each.now is not None}
    if not told:
        return None
    if all(each.reason == "no-base" for each in told.values()):
        before = period_name(of.before, of.lang)
        return Sentence("compared", phrase("say", "compared_none", of.lang, before=before))
    parts = [
        phrase(
            "say",
            "compared_part",
            of.lang,
            what=subject(id).short(of.lang),
            moved=moved("step", each, id, of),
        )
        for id, each in told.items()
    ]
    joined = ("；" if of.lang == "zh" else "; ").join(parts)
    text = phrase("say", "compared", of.lang, before=period_name(of.before, of.lang), parts=joined)
    return Sentence(
        "compared", text, tuple(f for id, each in told.items() for f in change_figures(id, each, of))
    )


def change_figures(id: str, each: Change, of: Material) -> list[Figure]:
    """Now, before, difference and percentage of a change of the plain totals, as far as they are there."""
    label, (then, now) = subject(id).short(of.lang), of.both
    figures = [figure_of(id, each.now, of, label, of.origin(id, years=[now]))]
    figures += [figure_of(id, each.before, of, label, of.origin(id, years=[then]))]
    if each.difference is not None:
        figures.append(figure_of(id, each.difference, of, label, of.origin(id, years=of.both)))
    if each.percent is not None:
        text = f"{float(each.percent):.1f}%"
        figures.append(Figure(label, each.percent, text, of.origin(id, years=of.both), "percent"))
    return [figure for figure in figures if figure.value is not None]


def _like(of: Material) -> Sentence | None:
    likes = {id: like_for_like(of.totals, of.period, id, of.apart) for id in HEADLINE}
    told = {id: each for id, each in likes.items() if each.units}
    if not told:
        has_base = any(of.totals.by_unit(of.before, id) for id in HEADLINE)
        return Sentence("like", phrase("say", "no_like", of.lang)) if has_base else None
    parts, figures = [], []
    for id, each in told.items():
        said, what = moved("step", each.change, id, of), subject(id).short(of.lang)
        parts.append(phrase("say", "like_part", of.lang, what=what, units=each.units, moved=said))
        origin = of.origin(id, years=of.both, units=comparable_units(id, of))
        sums = (each.change.now, each.change.before, each.change.difference)
        figures += [figure_of(id, n, of, what, origin) for n in sums if n is not None]
        figures.append(Figure(what, each.units, str(each.units), origin))
    text = phrase("say", "like", of.lang, parts=("；" if of.lang == "zh" else "; ").join(parts))
    return Sentence("like", text, tuple(figures))


def comparable_units(id: str, of: Material) -> tuple[str, ...]:
    """The codes of the units with the figure in both periods, without those that a boundary change set apart."""
    both = of.totals.by_unit(of.period, id).keys() & of.totals.by_unit(of.before, id).keys()
    return tuple(sorted(both - of.apart))


def _largest(of: Material) -> Sentence | None:
    top = sorted(of.by_unit(LEAD).items(), key=lambda item: (-item[1], item[0]))[:NAMED]
    top = [(code, value) for code, value in top if value]
    if not top:
        return None
    figures = tuple(
        figure_of(LEAD, value, of, of.name(code), of.origin(LEAD, units=[code])) for code, value in top
    )
    names = every([named(figure.label, figure.text, of.lang) for figure in figures], of.lang)
    return Sentence("largest", phrase("say", "largest", of.lang, units=names), figures)


def _missing(of: Material) -> Sentence | None:
    seen = of.progress.coverage
    if not seen.expected:
        return None
    if not seen.missing:
        return Sentence("missing", phrase("say", "none_missing", of.lang))
    return Sentence("missing", phrase("say", "missing", of.lang, units=_names(seen.missing, of)))


def _questioned(of: Material) -> Sentence | None:
    units = of.questioned
    if not units:
        return None
    return Sentence("questioned", phrase("say", "questioned", of.lang, units=_names(units, of)))


def _names(units: tuple[Unit, ...], of: Material) -> str:
    return every([of.name(unit.code) for unit in units], of.lang)


def _doubtful(of: Material) -> Sentence | None:
    """Amounts of either period that may be in another money unit, and the total and its change without them."""
    if not of.doubts:
        return None
    lang, shown = of.lang, subject(LEAD).short(of.lang)
    said = every([_doubt_words(each, of) for each in of.doubts], lang)
    now, before = (total(of.sure.by_unit(each, LEAD)) for each in (of.period, of.before))
    step, rest = change(now, before), amount(LEAD, now, lang)
    text = phrase("say", "doubtful", lang, figures=said, amount=rest, moved=moved("moved", step, LEAD, of))
    figure = figure_of(LEAD, now, of, shown, of.origin(LEAD, years=of.both))
    return Sentence("doubtful", text, (figure,))


def _doubt_words(each: Doubt, of: Material) -> str:
    then = each.year != of.period.year
    when = period_name(of.before if then else of.period, of.lang) if then or of.lang == "en" else ""
    what = subject(each.indicator).name(of.lang)
    return phrase(
        "say",
        "doubtful_one",
        of.lang,
        period=when,
        unit=of.name_of(each.unit),
        what=what,
        text=of.shown(each.text),
    )


def _not_given(of: Material) -> Sentence | None:
    """Which figures some units left blank though they reported: no total is of more units than gave it."""
    seen = of.progress.coverage
    gone = {unit.code for unit in (*seen.missing, *seen.narrative)} | set(of.waiting)
    there = [unit for unit in of.progress.asked.units if unit.code not in gone]
    parts = []
    for id in FORM:
        blank = [unit for unit in there if unit.code not in of.by_unit(id)]
        if blank and len(blank) < len(there):
            names = _names(tuple(blank), of)
            parts.append(
                phrase("say", "not_given_part", of.lang, what=subject(id).name(of.lang), units=names)
            )
    if not parts:
        return None
    return Sentence("not-given", phrase("say", "not_given", of.lang, parts=every(parts, of.lang)))


def _boundary(of: Material) -> Sentence | None:
    found = boundary.between(of.office, of.before, of.period)
    if not found:
        return None
    notes = "".join(each.note_zh if of.lang == "zh" else each.note_en + " " for each in found)
    codes = [code for each in found for code in (*each.before, *each.after, *each.related)]
    names = every([of.name(code) for code in dict.fromkeys(codes)], of.lang)
    return Sentence("boundary", phrase("say", "boundary_units", of.lang, note=notes.strip(), units=names))


_SENTENCES: tuple[Callable[[Material], Sentence | None], ...] = (
    _lead, _total, _categories, _compared, _like, _largest, _missing, _questioned, _doubtful, _not_given, _boundary,
)  # fmt: skip
