"""Every number of a briefing against the submitted sheets, read by openpyxl and added up by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import sydata
from sydata.analysis.briefing import Briefing, Figure, Material, Stamp, brief, gather, trace
from sydata.analysis.briefing.rules import every
from sydata.analysis.briefing.said import Said
from sydata.analysis.lead import with_lead
from sydata.analysis.names import named_apart
from sydata.analysis.progress import usual
from sydata.catalog.festivals import period
from sydata.catalog.offices import expected
from sydata.exports.briefing.document import briefing_document
from sydata.sample.draft import bind, make
from sydata.sample.figures import invent
from sydata.sample.style import Style
from sydata.store import queries
from sydata.store.database import open_store
from sydata.store.returns import save
from tests.samples.recomputed import COLUMNS, Sheets, bare, percent, read, size, step
from tests.stores import store_address

YEARS, THEN, NOW = (2021, 2022, 2023, 2024), 2023, 2024
ASKED = [unit for unit in expected("500000", NOW) if unit.name != "两江新区"]
GONE = {2024: (4, 11), 2023: (7,)}  # places in the list of those that send nothing
LATE, SEED = 20, 5
HEAD = ("visited_people", "total_lead", "cash_amount", "goods_cost", "difficulties_solved")
NAMES = {
    "visited_people": "走访慰问人数", "total_lead": "合计投入", "cash_amount": "慰问金", "goods_cost": "慰问品",
    "difficulties_solved": "解决实际困难",
}  # fmt: skip
SHORT = {"entitled": "优抚对象", "garrison": "驻地部队官兵", "border": "边海防官兵"}
LONG = {
    "entitled": "重点优抚对象、困难退役军人等优抚对象",
    "garrison": "驻地部队基层官兵",
    "border": "边海防官兵",
}
Made = tuple[Material, Briefing, Sheets, pd.DataFrame]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A clean period with its past: the briefing our way, and the figures another way."""
    folder = tmp_path_factory.mktemp("submitted")
    _submit(folder)
    engine = open_store(store_address(folder / "store.sqlite"))
    save(engine, sydata.normalize([folder]).batch, datetime(2024, 3, 20, 9), "test")
    facts = named_apart(with_lead(queries.facts(engine, "500000")))
    returns = queries.returns(engine, "500000")
    assert returns["errors"].sum() == 0
    stamp = Stamp("2024-spring · 未审定 r1", None, datetime(2024, 3, 20))
    of = gather("500000", usual("500000", period(NOW, "spring")), facts, returns, stamp)
    cells = queries.observations(engine, "500000", festival="spring")
    engine.dispose()
    return of, brief(of), read(folder), cells


def _submit(folder: Path) -> None:
    for year in YEARS:
        for at, unit in enumerate(ASKED):
            if at not in GONE.get(year, ()):
                day = date(year, 3, 5) if at == LATE else date(year, 2, 1 + at % 20)
                report = invent(unit, year, "spring", day, SEED)
                written = bind("a.xlsx", [make(report, Style(), "xlsx", SEED)])
                (folder / f"{year}{unit.name}.xlsx").write_bytes(written.content)


# ---- the paragraph ----
def spent(sheets: Sheets, category: str = "") -> str:
    """The total sentence of this year, of all or of one category."""
    value = {id: sheets.sum(NOW, id, category=category) or 0 for id in COLUMNS}
    text = {id: size(id, value[id]) for id in COLUMNS}
    return (
        f"走访慰问{text['visited_people']}，发放慰问金{text['cash_amount']}、{text['cash_recipients']}，"
        f"购买慰问品支出{text['goods_cost']}、发放{text['goods_count']}、{text['goods_recipients']}，"
        f"合计投入{text['total_lead']}，协调解决实际困难{text['difficulties_solved']}"
    )


def test_every_number_of_the_paragraph_is_that_of_the_sheets(made: Made) -> None:
    _of, briefing, sheets, _cells = made
    count, asked = len(sheets.units(NOW)), len(ASKED) + 1
    rate = percent(Fraction(count * 100, asked))
    parts = "；".join(f"{LONG[c]}{spent(sheets, c)}" for c in LONG)
    plain = [step(id, sheets.sum(THEN, id) or 0, sheets.sum(NOW, id) or 0) for id in HEAD]
    alike = []
    for id in HEAD:
        both = sheets.both(id, THEN, NOW)
        sums = [sheets.sum(year, id, both) or 0 for year in (THEN, NOW)]
        alike.append(f"{NAMES[id]}（{len(both)}个单位）{step(id, sums[0], sums[1])}")
    top = sorted(sheets.units(NOW), key=lambda unit: -(sheets.sum(NOW, "total_lead", [unit]) or 0))[:5]
    most = "、".join(f"{u}（{size('total_lead', sheets.sum(NOW, 'total_lead', [u]) or 0)}）" for u in top)
    missing = "、".join([ASKED[at].name for at in GONE[NOW]] + ["两江新区"])
    assert briefing.text == (
        f"2024年春节期间，重庆市共有{count}个单位报送双拥活动统计表（应报{asked}个，报送率{rate}）。共{spent(sheets)}。"
        f"其中：{parts}。与2023年春节同期相比，"
        + "；".join(NAMES[id] + said for id, said in zip(HEAD, plain, strict=True))
        + f"。按可比口径（两期都有该项数据的单位），{'；'.join(alike)}。"
        f"投入较多的单位为{most}。尚未报送的单位为{missing}。" + _blank(sheets)
    )


def _blank(sheets: Sheets) -> str:
    there = sheets.units(NOW)
    order = [unit.name for unit in ASKED]
    words = {"visited_people": "走访慰问人数", "difficulties_solved": "解决实际困难"}
    blank = {id: sorted(set(there) - set(sheets.units(NOW, id)), key=order.index) for id in words}
    parts = [f"{words[id]}（{'、'.join(units)}）" for id, units in blank.items() if units]
    return f"已报单位中未填报的项目：{'、'.join(parts)}，均未作推算。" if parts else ""


# ---- the tables ----
def test_every_cell_of_the_tables_is_that_of_the_sheets(made: Made) -> None:
    _of, briefing, sheets, _cells = made
    for row in briefing.categories.rows:
        assert [each.value for each in row.cells] == [sheets.sum(NOW, id, category=row.key) for id in COLUMNS]
    for row in briefing.units.rows:
        units = None if row.total else [row.label]
        assert [each.value for each in row.cells[1:]] == [sheets.sum(NOW, id, units) for id in COLUMNS], (
            row.label
        )
    for row in briefing.years.rows:
        figures = [sheets.sum(int(row.key), id) for id in HEAD]
        assert [each.value for each in row.cells] == [*figures, len(sheets.units(int(row.key)))]
    assert [row.label for row in briefing.years.rows] == [str(year) for year in reversed(YEARS)]


def test_the_table_of_changes_is_recomputed_plain_and_like_for_like(made: Made) -> None:
    _of, briefing, sheets, _cells = made
    for row in briefing.indicators.rows:
        then, now = (sheets.sum(year, row.key) or 0 for year in (THEN, NOW))
        both = sheets.both(row.key, THEN, NOW)
        like = [sheets.sum(year, row.key, both) or 0 for year in (THEN, NOW)]
        changes = [Fraction((b - a) * 100, a) for a, b in ((then, now), (like[0], like[1]))]
        wanted = [now, then, now - then, changes[0], len(both), like[1], like[0], changes[1]]
        assert [each.value for each in row.cells] == wanted
        assert row.cells[0].text == bare(row.key, now)


# ---- the findings ----
Numbers = tuple[
    list[object], list[str]
]  # the values that the chart draws, and every number the sentence may say


def _change(sheets: Sheets, id: str) -> list[str]:
    then, now = (sheets.sum(year, id) or 0 for year in (THEN, NOW))
    both = sheets.both(id, THEN, NOW)
    like = [sheets.sum(year, id, both) or 0 for year in (THEN, NOW)]
    said = [
        bare(id, now),
        bare(id, abs(now - then)),
        percent(Fraction((now - then) * 100, then)),
        str(len(both)),
    ]
    return [*said, bare(id, abs(like[1] - like[0])), percent(Fraction((like[1] - like[0]) * 100, like[0]))]


def total(sheets: Sheets, _found: Said) -> Numbers:
    both = sheets.both("total_lead", THEN, NOW)
    drawn = [sheets.sum(year, "total_lead", units) for units in (None, both) for year in (THEN, NOW)]
    return [*drawn], _change(sheets, "total_lead")


def people(sheets: Sheets, _found: Said) -> Numbers:
    return [sheets.sum(year, "visited_people") for year in YEARS], _change(sheets, "visited_people")


def by_unit(sheets: Sheets, found: Said) -> Numbers:
    units = sorted(set(sheets.units(THEN)) | set(sheets.units(NOW)))
    pull = {
        u: (sheets.sum(NOW, "total_lead", [u]) or 0) - (sheets.sum(THEN, "total_lead", [u]) or 0)
        for u in units
    }
    drawn: list[object] = [pull[each.label] for each in found.figures[:-1]]
    rest = sum(pull.values()) - sum(pull[each.label] for each in found.figures[:-1])
    assert min(abs(pull[e.label]) for e in found.figures[:-1]) >= max(
        abs(v) for u, v in pull.items() if u not in [e.label for e in found.figures]
    )
    alone = [u for u in units if u not in sheets.both("total_lead", THEN, NOW)]
    said = [bare("total_lead", abs(value)) for value in pull.values()]
    said += [str(len(alone)), bare("total_lead", abs(sum(pull[u] for u in alone)))]
    return [*drawn, rest], [*said, *_change(sheets, "total_lead")]


def by_category(sheets: Sheets, found: Said) -> Numbers:
    pull = {
        c: (sheets.sum(NOW, "total_lead", category=c) or 0)
        - (sheets.sum(THEN, "total_lead", category=c) or 0)
        for c in SHORT
    }
    said = [bare("total_lead", abs(value)) for value in pull.values()]
    return sorted(pull.values(), reverse=True), [*said, *_change(sheets, "total_lead")]


def _shares(sheets: Sheets, year: int) -> dict[str, Fraction]:
    whole = sheets.sum(year, "total_lead") or 0
    return {c: Fraction((sheets.sum(year, "total_lead", category=c) or 0) * 100, whole) for c in SHORT}


def share(sheets: Sheets, _found: Said) -> Numbers:
    then, now = (_shares(sheets, year) for year in (THEN, NOW))
    top = max(now, key=lambda c: now[c])
    return [*then.values(), *now.values()], [percent(now[top]), percent(now[top] - then[top])[:-1]]


def cash_goods(sheets: Sheets, _found: Said) -> Numbers:
    sums = {y: [sheets.sum(y, id) or 0 for id in ("cash_amount", "goods_cost")] for y in (THEN, NOW)}
    shares = {y: [Fraction(part * 100, sum(pair)) for part in pair] for y, pair in sums.items()}
    moved = shares[NOW][0] - shares[THEN][0]
    return [*shares[THEN], *shares[NOW]], [
        percent(shares[NOW][0]),
        percent(shares[NOW][1]),
        percent(moved)[:-1],
    ]


def coverage(sheets: Sheets, _found: Said) -> Numbers:
    asked, there = len(ASKED) + 1, sheets.units(NOW)
    on_time = [unit for unit in there if sheets.days[NOW, unit] <= (2, 28)]
    said = [str(asked), str(len(there)), percent(Fraction(len(there) * 100, asked))]
    said += [str(len(on_time)), percent(Fraction(len(on_time) * 100, asked))]
    return [len(on_time), len(there) - len(on_time), asked - len(there)], said


def per_head(sheets: Sheets, found: Said) -> Numbers:
    ratios = {
        "人均投入": ("total_lead", "visited_people", 100),
        "人均慰问金": ("cash_amount", "cash_recipients", 100),
        "人均慰问品": ("goods_count", "goods_recipients", 1),
    }
    over, under, scale = next(parts for name, parts in ratios.items() if found.title.startswith(name))
    values = {y: Fraction(a, b * scale) for y in YEARS for a, b in [sheets.pairs(y, over, under)]}
    moved = Fraction((values[NOW] - values[THEN]) * 100, values[THEN])
    rates = [_rate(values[NOW]), _rate(abs(values[NOW] - values[THEN]))]
    units = {
        u for y, u, c, id in sheets.figures if (y, id) == (NOW, over) and (y, u, c, under) in sheets.figures
    }
    return [*values.values()], [*rates, percent(moved), str(len(units))]


def _rate(value: Fraction) -> str:
    """Two places."""
    exact = Decimal(abs(value).numerator) / Decimal(abs(value).denominator)
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def concentration(sheets: Sheets, found: Said) -> Numbers:
    each = sorted((sheets.sum(NOW, "total_lead", [u]) or 0 for u in sheets.units(NOW)), reverse=True)
    past = sorted((sheets.sum(THEN, "total_lead", [u]) or 0 for u in sheets.units(THEN)), reverse=True)
    now, then = Fraction(sum(each[:5]) * 100, sum(each)), Fraction(sum(past[:5]) * 100, sum(past))
    return [*each[: len(found.figures)]], ["5", percent(now), str(len(each)), percent(now - then)[:-1]]


def border(sheets: Sheets, _found: Said) -> Numbers:
    money = {y: sheets.sum(y, "total_lead", category="border") or 0 for y in YEARS}
    moved = [
        bare("total_lead", abs(money[NOW] - money[THEN])),
        percent(Fraction((money[NOW] - money[THEN]) * 100, money[THEN])),
    ]
    visited = bare("visited_people", sheets.sum(NOW, "visited_people", category="border") or 0)
    return [*money.values()], [visited, bare("total_lead", money[NOW]), *moved]


def difficulties(sheets: Sheets, _found: Said) -> Numbers:
    both = set(sheets.units(NOW, "difficulties_solved")) & set(sheets.units(NOW, "visited_people"))
    solved, visited = (sheets.sum(NOW, id, both) or 0 for id in ("difficulties_solved", "visited_people"))
    rate = percent(Fraction(solved * 1000, visited))[:-1]
    return [sheets.sum(y, "difficulties_solved") for y in YEARS], [
        rate,
        *_change(sheets, "difficulties_solved"),
    ]


def doubled_halved(sheets: Sheets, found: Said) -> Numbers:
    both = sheets.both("total_lead", THEN, NOW)
    sums = {u: tuple(sheets.sum(y, "total_lead", [u]) or 0 for y in (THEN, NOW)) for u in both}
    far = {u: pair for u, pair in sums.items() if abs(pair[1] - pair[0]) >= 10_000_000}
    ups = [u for u, (a, b) in far.items() if b >= 2 * a > 0]
    downs = [u for u, (a, b) in far.items() if 2 * b <= a]
    said = [str(len(both)), str(len(ups)), str(len(downs))]
    said += [bare("total_lead", abs(b - a)) for a, b in (sums[u] for u in (*ups, *downs))]
    assert {each.label for each in found.figures} <= {*ups, *downs}
    return [value for label in dict.fromkeys(e.label for e in found.figures) for value in sums[label]], said


def record(sheets: Sheets, found: Said) -> Numbers:
    id = next(id for id, name in NAMES.items() if found.title.startswith(name))
    values = [sheets.sum(year, id) or 0 for year in YEARS]
    assert ("最高" in found.title) == (values[-1] > max(values[:-1]))
    assert ("最低" in found.title) == (values[-1] < min(values[:-1]))
    return [*values], [bare(id, values[-1]), str(YEARS[0]), str(len(YEARS))]


RECOMPUTED: dict[str, Callable[[Sheets, Said], Numbers]] = {
    "total": total, "people": people, "by-unit": by_unit, "by-category": by_category, "share": share,
    "cash-goods": cash_goods, "coverage": coverage, "per-head": per_head, "concentration": concentration,
    "border": border, "difficulties": difficulties, "doubled-halved": doubled_halved, "record": record,
}  # fmt: skip
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def numbers(text: str) -> list[str]:
    """The numbers of a sentence, without those of the periods' names and of words."""
    return NUMBER.findall(re.sub(r"20\d\d年春节|20\d\d–|–20\d\d|20\d\d年以前", "", text))


def test_every_figure_of_every_finding_is_that_of_the_sheets(made: Made) -> None:
    of, _briefing, sheets, _cells = made
    found = {rule.kind: said for rule, said, _score in every(of)}
    assert len(found) >= 11
    for kind, said in found.items():
        drawn, known = RECOMPUTED[kind](sheets, said)
        assert [figure.value for figure in said.figures] == drawn, kind
        for number in numbers(said.title) + numbers(said.message):
            assert number in known, (kind, number, said.message)


def test_figures_are_written_as_they_are(made: Made) -> None:
    """What stands in the text of a figure is its value, rounded only for the eye."""
    of, briefing, _sheets, _cells = made
    figures = [figure for _rule, each, _score in every(of) for figure in (*each.figures, *each.stated)]
    figures += [figure for table in briefing.tables for row in table.rows for figure in row.cells]
    figures += [figure for sentence in briefing.paragraph for figure in sentence.figures]
    assert len(figures) > 500
    for figure in figures:
        if figure.value is not None:
            assert _written(figure) in (figure.text.lstrip("+−"), numbers(figure.text)[0]), figure


def test_every_sum_leads_to_the_cells_that_make_it_up(made: Made) -> None:
    of, briefing, _sheets, cells = made
    told = [f for s in briefing.paragraph if s.kind in ("total", "categories", "largest") for f in s.figures]
    tables = (briefing.categories, briefing.units, briefing.years)
    rows = [row for table in tables for row in (*table.rows[:6], table.rows[-1])]
    told += [f for row in rows for f in row.cells if f.measure in ("money", "count")]
    told += [f for _rule, said, _score in every(of) if said.what != "报送情况" for f in said.figures]
    sums = [f for f in told if f.value is not None and f.measure in ("money", "count")]
    sums = [f for f in sums if len(f.origin.periods) == 1 and f.origin.indicators and not f.origin.returns]
    counts = {row.cells[-1] for row in briefing.years.rows}
    sums = [figure for figure in sums if figure not in counts]
    assert len(sums) > 150
    wrong = [f for f in sums if int(trace(cells, f.origin)["value"].sum()) != f.value]
    assert wrong == []


def test_figures_by_the_head_lead_to_what_gave_both(made: Made) -> None:
    of, _briefing, sheets, cells = made
    said = next(said for rule, said, _score in every(of) if rule.kind == "difficulties")
    rows = trace(cells, said.stated[-1].origin)
    sums = rows.groupby("indicator")["value"].sum()
    both = set(sheets.units(NOW, "difficulties_solved")) & set(sheets.units(NOW, "visited_people"))
    solved, visited = (sheets.sum(NOW, id, both) for id in ("difficulties_solved", "visited_people"))
    assert (int(sums["difficulties_solved"]), int(sums["visited_people"])) == (solved, visited)


def _written(figure: Figure) -> str:
    assert figure.value is not None
    if figure.measure == "money":
        return bare("total_lead", abs(int(figure.value)))
    if figure.measure == "percent":
        return percent(Fraction(figure.value)).lstrip("<") if figure.value else "持平"
    if figure.measure == "ratio":
        short = "千人" in figure.text
        return percent(Fraction(figure.value))[:-1] if short else _rate(Fraction(figure.value))
    return f"{abs(int(figure.value)):,}"


def test_the_english_briefing_says_the_same_numbers(made: Made) -> None:
    of, briefing, _sheets, _cells = made
    english = brief(replace(of, lang="en"))
    assert [each.kind for each in english.highlights] == [each.kind for each in briefing.highlights]
    for zh, en in zip(briefing.highlights, english.highlights, strict=True):
        assert [figure.value for figure in zh.figures] == [figure.value for figure in en.figures]
    for zh_table, en_table in zip(briefing.tables, english.tables, strict=True):
        values = [[[f.value for f in row.cells] for row in table.rows] for table in (zh_table, en_table)]
        assert values[0] == values[1]


def test_the_document_says_no_other_number(made: Made) -> None:
    from io import BytesIO

    import docx

    _of, briefing, _sheets, _cells = made
    document = docx.Document(BytesIO(briefing_document(briefing)))
    texts = {paragraph.text for paragraph in document.paragraphs}
    assert set(briefing.blocks) | {each.message for each in briefing.highlights} <= texts
