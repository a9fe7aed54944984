"""The committed sample: the form in every kind of file and variant, and one file for every defect.

No two files are of one unit and period unless that is the point of them, so that the whole folder can be read
at once: forms use three districts over many periods, defects the other districts in 2024-spring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import NamedTuple

from sydata.catalog.offices import deadline, expected
from sydata.model import Unit
from sydata.sample import oddities, words
from sydata.sample.combined import rollup, side_by_side, stacked, together
from sydata.sample.defects import DEFECTS, sums
from sydata.sample.draft import Document, Draft, bind, make, remark
from sydata.sample.figures import Report, invent
from sydata.sample.naming import named
from sydata.sample.package import archive
from sydata.sample.page import Page
from sydata.sample.style import Style
from sydata.sample.variants import VARIANTS, variant
from sydata.sample.writers import WRITERS, suffix

OFFICE = "500000"
SHOWN = ("500114", "500230", "500103")
APART = (
    *SHOWN, "500105", "500112", "500110", "500116", "500233", "500000-liangjiang", "500000-gaoxin",
    "500000-wansheng",
)  # fmt: skip
PERIODS = tuple(product((2024, 2023, 2022, 2021, 2020, 2019, 2018, 2025), ("spring", "army_day")))


def report(unit: Unit, year: int, festival: str, seed: int, days: int = 3) -> Report:
    """A unit's report, dated so many days before the deadline."""
    last = deadline(OFFICE, year, festival)
    assert last is not None, f"no deadline for {festival}"
    return invent(unit, year, festival, last - timedelta(days=days), seed)


def _units() -> dict[str, Unit]:
    return {unit.code: unit for unit in expected(OFFICE, 2024)}


def _slots(seed: int) -> Iterator[Report]:
    """Reports of the three districts, a new unit or period each time."""
    units = _units()
    for (year, festival), code in product(PERIODS, SHOWN):
        yield report(units[code], year, festival, seed)


def _path(number: int, name: str, said: Report, style: Style, kind: str) -> str:
    parts = [f"{number:02d}", name]
    if style.unit_in == "file":
        parts.append(said.unit.name)
    if style.title_in == "file":
        parts.append(words.period_words(said.year, said.festival))
    folder = f"forms/{said.unit.name}/" if style.unit_in == "folder" else "forms/"
    return folder + "-".join(parts) + suffix(kind)


def forms(seed: int) -> list[Document]:
    """The printed form in every kind of file, every variant, and workbooks and archives of several sheets."""
    slots = _slots(seed)
    cases = [(kind, "原表", kind) for kind in WRITERS] + [
        ("xlsx", name, name) for name in VARIANTS if VARIANTS[name]
    ]
    found = []
    for number, (kind, name, label) in enumerate(cases, start=1):
        said = next(slots)
        style = named(said, variant(name))
        shown = label if label in VARIANTS else f"原表-{label}"
        found.append(bind(_path(number, shown, said, style, kind), [make(said, style, kind, seed)]))
    return [*found, *_several(slots, seed)]


def _several(slots: Iterator[Report], seed: int) -> Iterator[Document]:
    """Workbooks with several sheets, sheets with several returns, an archive."""
    said = next(slots)
    blank = make(
        replace(said, figures=dict.fromkeys(said.figures)), Style(unit_in="nowhere", sheet="空表"), "xlsx"
    ).page
    filled = make(said, Style(sheet="填报"), "xlsx", seed)
    yield bind("forms/50-空表与填报表与说明.xlsx", [filled], [blank], [oddities.instructions()])
    pair = [
        make(each, Style(sheet=words.short_name(each.unit)), "xls", seed)
        for each in (next(slots), next(slots))
    ]
    yield bind("forms/51-一簿多表.xls", pair)
    packed = [
        bind(f"报送/{each.unit.name}.xls", [make(each, Style(), "xls", seed)])
        for each in (next(slots), next(slots))
    ]
    yield zipped("forms/52-打包.zip", packed)


def layouts(seed: int) -> list[Document]:
    """Other ways to lay out a sheet, with a right reading of each; constructions of ours."""
    units = [_units()[code] for code in SHOWN]
    apart = _units()["500233"]
    turned = Style(turned=True, label_way=1, lines="one", annex=False)
    stack = [make(report(unit, 2026, "army_day", seed), Style(), "xlsx", seed) for unit in units[:2]]
    rolled = [report(unit, 2026, "spring", seed) for unit in units]
    years = [report(apart, year, "spring", seed) for year in (2022, 2023)]
    return [
        bind("layouts/指标在行.xlsx", [make(report(apart, 2021, "spring", seed), turned, "xlsx", seed)]),
        together("layouts/一页两表.xlsx", stacked([draft.page for draft in stack]), stack),
        rollup("layouts/汇总表.xlsx", rolled, seed),
        side_by_side("layouts/多年并列.xlsx", years, seed),
    ]


def zipped(path: str, members: list[Document]) -> Document:
    """An archive with GBK names; its members are expected below it."""
    inside = [member.below(f"{path}/") for member in members]
    rows = tuple(row for member in inside for row in member.rows)
    notes = tuple(note for member in inside for note in member.notes)
    return Document(path, archive([(member.path, member.content) for member in members]), rows, notes)


def spoilt(said: Report, name: str, seed: int) -> Draft:
    """A return with a defect drawn into it."""
    defect = DEFECTS[name]
    draft = make(defect.prepare(said), replace(Style(), **defect.style), "xlsx", seed)
    defect.spoil(draft)
    return draft


def last_years_copy(said: Report, seed: int) -> Page:
    """A hidden sheet with the form of the year before."""
    old = report(said.unit, said.year - 1, said.festival, seed)
    page = make(old, Style(sheet=f"{old.year}年"), "xlsx", seed).page
    page.visible = False
    return page


def defects(seed: int) -> list[Document]:
    """One file, or one pair of files, for every finding that a sheet can give without a history."""
    units = iter([unit for code, unit in _units().items() if code not in APART])
    found = _file_defects(next(units), seed)
    for name in DEFECTS:
        said = report(next(units), 2024, "spring", seed)
        if name == "period-conflict":
            said = replace(said, fill_date=said.fill_date.replace(year=2025))
        path = f"defects/{name}.xlsx" if name != "unit-conflict" else "defects/unit-conflict-黔江区.xlsx"
        found.append(bind(path, [spoilt(said, name, seed)]))
    found += [*_hidden(next(units), seed), *_versions(units, seed)]
    summed = make(report(next(units), 2024, "spring", seed), Style(), "xlsx", seed)
    sums(summed)
    return [*found, bind("defects/computed-formula.xlsx", [summed])]


def _file_defects(unit: Unit, seed: int) -> list[Document]:
    whole = bind("", [make(report(unit, 2024, "spring", seed), Style(), "xlsx", seed)]).content
    return [
        remark("defects/unreadable-file-photo.xlsx", oddities.picture(), "unreadable-file"),
        remark("defects/unreadable-file-broken-off.xlsx", oddities.truncated(whole), "unreadable-file"),
        remark("defects/unreadable-file-empty.xlsx", b"", "unreadable-file"),
        remark("defects/no-table-花名册.xlsx", oddities.name_list(), "no-table"),
        remark("defects/narrative-only.docx", oddities.prose(), "narrative-only"),
    ]


def _hidden(unit: Unit, seed: int) -> Iterator[Document]:
    said = report(unit, 2024, "spring", seed)
    draft, copy = make(said, Style(), "xlsx", seed), last_years_copy(said, seed)
    draft.flag("hidden-content", sheet=copy.name)
    yield bind("defects/hidden-content-sheet.xlsx", [draft], (), [copy])


class Pair(NamedTuple):
    """Two returns of one unit and period. days: before the deadline; out: the one that does not count."""

    code: str
    ends: tuple[str, str]
    days: tuple[int, int]
    out: int
    date_way: int = 0


PAIRS = (
    Pair("duplicate", ("-1", "-2"), (3, 3), 1),
    Pair("superseded", ("-首报", "-更正版"), (6, 6), 0),
    Pair("superseded-by-date", ("-b", "-a"), (6, 2), 0),
    Pair("version-undecided", ("-a", "-b"), (4, 4), 0, -1),
)


def _versions(units: Iterator[Unit], seed: int) -> Iterator[Document]:
    for pair in PAIRS:
        yield from _pair(pair, next(units), seed)
    said = report(next(units), 2024, "spring", seed)
    before = replace(said, year=2023, fill_date=said.fill_date.replace(year=2023))
    twins = [make(each, Style(), "xlsx", seed) for each in (before, said)]
    twins[1].flag("same-as-last-year")
    for draft, year in zip(twins, ("before", "now"), strict=True):
        yield bind(f"defects/same-as-last-year-{year}.xlsx", [draft])


def _pair(pair: Pair, unit: Unit, seed: int) -> Iterator[Document]:
    said = [report(unit, 2024, "spring", seed, day) for day in pair.days]
    if pair.code != "duplicate":
        said[1] = corrected(said[1])
    drafts = [make(each, Style(date_way=pair.date_way), "xlsx", seed) for each in said]
    drafts[pair.out].counted = False
    flagged = drafts if pair.code == "version-undecided" else [drafts[pair.out]]
    for draft in flagged:
        draft.flag(pair.code.removesuffix("-by-date"))
    for draft, end in zip(drafts, pair.ends, strict=True):
        yield bind(f"defects/{pair.code}{end}.xlsx", [draft])


def corrected(said: Report) -> Report:
    """The same report after a recount: five more visited and one more difficulty solved in every row."""
    more = {"visited_people": 5, "difficulties_solved": 1}
    figures = {(c, k): v if v is None else v + more.get(k, 0) for (c, k), v in said.figures.items()}
    return replace(said, figures=figures)


def documents(seed: int) -> list[Document]:
    """All files of the committed sample."""
    return [*forms(seed), *layouts(seed), *defects(seed)]
