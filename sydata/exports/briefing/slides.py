"""The briefing as a deck (.pptx): one message a slide as its title, native charts, notes with sources and version."""

from __future__ import annotations

from collections.abc import Sequence

from sydata.analysis.briefing import Briefing, BriefTable, Figure, Highlight, Origin, Row
from sydata.analysis.lead import LEAD
from sydata.analysis.subjects import subject
from sydata.catalog.briefing import phrase
from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period_name
from sydata.catalog.slides import slide_words
from sydata.charts.theme import LIGHT
from sydata.exports.briefing import stage
from sydata.exports.briefing.drawing import CHART_BOX, draw
from sydata.exports.briefing.ruled_slide import Ruled, in_doubt, marked, ruled, unit_slides
from sydata.exports.briefing.stage import Box, Stage, Type
from sydata.exports.version import bare
from sydata.model import Unit
from sydata.wording import MISSING, share

HEADLINE = ("visited_people", LEAD, "cash_amount", "goods_cost", "difficulties_solved")
NOW, BEFORE, CHANGED, LIKE_NOW, ALIKE = 0, 1, 3, 5, 7  # cells of the table of main figures
BIG, SMALL, BELOW = 30.0, 12.0, 13.0  # pt: a main figure, the unit beside it, what is said below it
BESIDE = 0.2  # inches of the gap to the next figure that words may take
BASIS = ("lead", "missing", "questioned", "doubtful", "boundary")  # sentences on whom the figures are of
HALF = Box(0.62, 2.2, 5.6, 4.3)


def briefing_slides(of: Briefing) -> bytes:
    """Title, main figures, a slide a finding, reporting, every unit, method: what the briefing shows of them."""
    deck = Stage(of)
    _opening(deck)
    if of.shows("paragraph") or of.shows("indicators"):
        _overall(deck)
    if of.shows("highlights"):
        for found in of.highlights:
            if found.kind != "coverage":
                _finding(deck, found)
    _reporting(deck)
    if of.shows("categories") and of.categories.rows:
        _categories(deck)
    if of.shows("units") and of.units.rows:
        unit_slides(deck, _notes(of, of.text, ()))
    _method(deck)
    return deck.content()


# ---- title and main figures ----
def _opening(deck: Stage) -> None:
    of = deck.of
    slide = deck.slide(of.title, _notes(of, of.text, ()), opening=True)
    stage.rule(slide, Box(1.1, 3.85, 1.6, 0.06), LIGHT.red)
    day = of.created
    lines = [
        slide_words("by", of.lang, office=of.office_name),
        slide_words("date", of.lang, year=day.year, month=day.month, day=day.day),
    ]
    stage.text(slide, Box(1.1, 4.1, 11.2, 0.9), lines, Type(20, LIGHT.muted))
    if not of.draft:  # the stamp says so
        stage.text(slide, Box(1.1, 5.2, 11.2, 0.4), [of.status], Type(18, LIGHT.ink, True))


def _overall(deck: Stage) -> None:
    """At most five figures, each with its change, and below them who they are of."""
    of = deck.of
    rows = {row.key: row for row in of.indicators.rows}
    shown = [rows[id] for id in HEADLINE if id in rows]
    slide = deck.slide(_overall_title(of, rows), _notes(of, of.text, _origins(of.indicators.rows)))
    width = 12.1 / max(len(shown), 1)
    boxes = [Box(0.62 + at * width, 1.75, width - 0.25, 2.6) for at in range(len(shown))]
    size = min((_size(of, row, box) for row, box in zip(shown, boxes, strict=True)), default=BIG)
    said = [line for row in shown for line in _said(of, row)]
    small = stage.unbroken(said, Type(BELOW), Box(0, 0, width - 0.25 + BESIDE, 1)).size
    for row, box in zip(shown, boxes, strict=True):
        _card(deck, slide, row, box, (size, small))
    told = [each.text for each in of.paragraph if each.kind in BASIS]
    stage.text(slide, Box(0.62, 4.35, 12.1, 2.5), told, Type(18, LIGHT.ink, gap=0.4))


def _overall_title(of: Briefing, rows: dict[str, Row]) -> str:
    people, money = rows.get("visited_people"), rows.get(LEAD)
    figures = [row.cells[NOW] if row else None for row in (people, money)]
    if any(figure is None or figure.value is None for figure in figures):
        return slide_words("overall_bare", of.lang)
    told = [_with_unit(of, id, figure) for id, figure in zip(("visited_people", LEAD), figures, strict=True)]
    title = slide_words("overall", of.lang, people=told[0], money=told[1])
    doubted = any(figure is not None and figure.doubtful for figure in figures)
    return phrase("table", "doubtful_title", of.lang, title=title) if doubted else title


def _with_unit(of: Briefing, id: str, figure: Figure | None) -> str:
    unit = subject(id).unit(of.lang)
    text = figure.text if figure else MISSING
    return f"{text}{unit}" if of.lang == "zh" else f"{text} {unit}"


def _size(of: Briefing, row: Row, box: Box) -> float:
    """The size at which a card's figure and its unit stand in one line."""
    unit = stage.span(f" {subject(row.key).unit(of.lang)}", SMALL)
    wide = stage.span(row.cells[NOW].text, 1)
    return min(BIG, (box.width * stage.POINTS - unit) / max(wide, 1))


def _card(deck: Stage, slide: stage.Slide, row: Row, box: Box, sizes: tuple[float, float]) -> None:
    """Name, the big figure with its small unit, and what is said of it. sizes: of the figure, of what is said."""
    of, shown, (size, small) = deck.of, subject(row.key), sizes
    stage.rule(slide, Box(box.left, box.top, box.width, 0.025), LIGHT.faint)
    name = Box(box.left, box.top + 0.12, box.width + BESIDE, 0.35)
    stage.text(slide, name, [shown.name(of.lang)], Type(SMALL, LIGHT.muted))
    place = Box(box.left, box.top + 0.5, box.width + BESIDE, 0.7)
    big = stage.text(slide, place, [row.cells[NOW].text], Type(size, LIGHT.ink, True))
    stage.write(big.paragraphs[0], f" {shown.unit(of.lang)}", Type(SMALL, LIGHT.muted))
    place = Box(box.left, box.top + 1.3, box.width + BESIDE, 1.35)
    stage.text(slide, place, _said(of, row), Type(small, LIGHT.muted))


def _said(of: Briefing, row: Row) -> list[str]:
    """Below a main figure: whether it is in question, the change, last year's, the change of comparable units."""
    before = slide_words("before", of.lang, period=of.before_name, figure=row.cells[BEFORE].text)
    like = slide_words("like", of.lang, change=row.cells[ALIKE].text)
    doubted = phrase("table", "in_question", of.lang).strip() if row.cells[NOW].doubtful else ""
    compared = [like] if row.cells[LIKE_NOW].value is not None else []
    return [*filter(None, [doubted]), row.cells[CHANGED].text, before, *compared]


# ---- findings ----
def _finding(deck: Stage, found: Highlight) -> None:
    of = deck.of
    slide = deck.slide(found.title, _notes(of, found.message, found.sources, found.figures))
    lead = stage.lead_box(found.message)
    stage.text(slide, lead, [found.message], stage.LEAD)
    if any(figure.drawn is not None for figure in found.figures):
        draw(slide, found, stage.below(lead, CHART_BOX))
    stage.text(slide, stage.NOTE_BOX, [" · ".join([found.note, *_outlined(of, found)])], stage.NOTE)


def _outlined(of: Briefing, found: Highlight) -> list[str]:
    """What a bar in outline means, where the small line does not say it."""
    return [slide_words("doubtful", of.lang)] if any(figure.doubtful for figure in found.figures) else []


# ---- who has reported ----
def _reporting(deck: Stage) -> None:
    """The numbers of the period on the left, the names behind them on the right."""
    of, seen = deck.of, deck.of.coverage
    title = slide_words("coverage", of.lang, expected=seen.expected, received=seen.received)
    found = next((each for each in of.highlights if each.kind == "coverage"), None)
    slide = deck.slide(title, _notes(of, found.message if found else title, found.sources if found else ()))
    stage.text(slide, Box(0.62, 1.4, 12.1, 0.5), [_rates(of)], stage.LEAD)
    if found is not None and any(figure.drawn for figure in found.figures):
        draw(slide, found, HALF)
    rows = [(key, list(units)) for key, units in _groups(of)]
    lines = []
    for key, names in rows:
        shown = ("、" if of.lang == "zh" else ", ").join(names) or slide_words("none", of.lang)
        lines.append(
            f"{slide_words(key, of.lang, count=len(names))}{'：' if of.lang == 'zh' else ': '}{shown}"
        )
    stage.text(slide, Box(6.6, 2.3, 6.1, 4.3), lines, Type(18, LIGHT.ink, gap=0.6))


def _rates(of: Briefing) -> str:
    seen = of.coverage
    told = [(slide_words("rate", of.lang), share(seen.received, seen.expected))]
    if seen.on_time is not None:
        told.append((slide_words("on_time", of.lang), f"{seen.on_time}/{seen.expected}"))
    return " · ".join(f"{name} {value}" for name, value in told)


def _groups(of: Briefing) -> list[tuple[str, list[str]]]:
    """The names behind the numbers, as they may be shown: those of the table of units."""
    names = {row.key: row.label for row in of.units.rows}
    seen = of.coverage

    def told(units: Sequence[Unit]) -> list[str]:
        return [names.get(unit.code, unit.name) for unit in units]

    groups = [
        ("missing", told(seen.missing)),
        ("late", told(seen.late)),
        ("questioned", told(seen.questioned)),
    ]
    outside = [names[code] for code in seen.unexpected if code in names]
    return [*groups, *([("outside", outside)] if outside else [])]


# ---- tables and method ----
def _categories(deck: Stage) -> None:
    of, table = deck.of, deck.of.categories
    slide = deck.slide(_largest_part(of, table) or table.title, _notes(of, table.title, _origins(table.rows)))
    lines = [[_short(row, of), *(marked(cell, of.lang) for cell in row.cells)] for row in table.rows]
    heads = [head.text for head in table.heads]
    ruled(
        slide,
        Ruled(heads, lines, total=len(lines) - 1, fixed=(2.0,), head=0.9),
        Box(0.62, 1.7, 12.1, 0.9 + 0.55 * len(lines)),
        Type(13),
    )


def _short(row: Row, of: Briefing) -> str:
    return CATEGORIES[row.key].short(of.lang) if row.key in CATEGORIES else row.label


def _largest_part(of: Briefing, table: BriefTable) -> str:
    """The category that most was spent on, with the amount; empty where nothing was spent or it is in question."""
    at = next((n for n, head in enumerate(table.heads) if head.id == LEAD), 0)
    told = [row for row in table.rows if at and not row.total and row.cells[at - 1].value]
    if not told or in_doubt(table):
        return ""
    first = max(told, key=lambda row: row.cells[at - 1].value or 0)
    money = _with_unit(of, LEAD, first.cells[at - 1])
    return slide_words("category", of.lang, category=_short(first, of), money=money)


def _method(deck: Stage) -> None:
    of = deck.of
    slide = deck.slide(slide_words("method", of.lang), _notes(of, of.text, ()))
    keys = ["source", "blank", "total", "like", "people", "question", *(["draft"] if of.draft else [])]
    lines = [phrase("document", key, of.lang, office=of.office_name) for key in keys]
    lines += [slide_words("notes_trail", of.lang), slide_words("editable", of.lang)]
    lines.append(slide_words("version", of.lang, version=bare(of.version)))
    stage.text(slide, Box(0.62, 1.6, 12.1, 5.2), lines, Type(18, LIGHT.ink, gap=0.5))


# ---- notes ----
def _notes(of: Briefing, said: str, sources: Sequence[Origin], figures: Sequence[Figure] = ()) -> list[str]:
    """What is behind a slide: the sentence, the figures, where they come from, which version."""
    lines = [said]
    if figures:
        lines.append(f"【{slide_words('notes_figures', of.lang)}】")
        lines += [" · ".join(filter(None, [f.series, f.label, f.text])) for f in figures]
    if sources:
        lines.append(f"【{slide_words('notes_sources', of.lang)}】")
        lines += list(dict.fromkeys(_source(of, origin) for origin in sources))
        lines.append(slide_words("notes_trail", of.lang))
    status = slide_words("draft", of.lang) if of.draft else of.status
    return [*lines, f"{slide_words('version', of.lang, version=bare(of.version))} · {status}"]


def _source(of: Briefing, origin: Origin) -> str:
    """`合计投入 · 2024年春节、2025年春节 · 全部报送单位`."""
    comma = "、" if of.lang == "zh" else ", "
    units = (
        slide_words("some_units", of.lang, count=len(origin.units))
        if origin.units
        else slide_words("all_units", of.lang)
    )
    categories = [CATEGORIES[id].name(of.lang) for id in origin.categories]
    indicators = [subject(id).name(of.lang) for id in origin.indicators]
    return slide_words(
        "notes_source",
        of.lang,
        indicators=comma.join(indicators) or slide_words("notes_returns", of.lang),
        periods=comma.join(period_name(each, of.lang) for each in origin.periods),
        units=units,
        categories=f" · {comma.join(categories)}" if categories else "",
    )


def _origins(rows: Sequence[Row]) -> list[Origin]:
    return list(dict.fromkeys(cell.origin for row in rows for cell in row.cells))
