from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.oxml.ns import qn
from pptx.slide import Slide

from sydata.analysis.briefing import Briefing, Figure, Highlight, Material, Origin, brief
from sydata.analysis.doubt import Doubt
from sydata.analysis.lead import LEAD
from sydata.catalog.briefing import phrase
from sydata.catalog.units import own_units
from sydata.charts.theme import LIGHT
from sydata.exports.briefing.document import briefing_document
from sydata.exports.briefing.slides import briefing_slides
from sydata.exports.briefing.stage import colour, span
from sydata.exports.version import bare
from tests.analysis.briefed import WAN, material
from tests.exports.sent import convert

UNITS = ("500101", "500102", "500103", "500104", "500105", "500106", "500107", "500108")
TROOP = next(unit for unit in own_units("500000") if unit.kind == "troop")
ORIGIN = Origin(("cash_amount",), ())


def years() -> Material:
    """Three springs of eight units in three categories; one unit is missing in the last, one new."""
    rows: list[Any] = []
    for year in (2022, 2023, 2024):
        for number, code in enumerate(UNITS, 1):
            if (year, code) in ((2024, "500108"), (2023, "500107")):
                continue
            for step, category in enumerate(("entitled", "garrison", "border"), 1):
                cash, goods = (number * 7 + year - 2020 + step) * WAN, (number + step) * WAN // 4
                figures = {"visited_people": 100 * number // step, "cash_amount": cash, "goods_cost": goods}
                counts = {
                    "difficulties_solved": number * step,
                    "cash_recipients": 60,
                    "goods_count": 80,
                    "goods_recipients": 50,
                }
                rows.append((year, code, category, figures | counts))
    return material(*rows)


def deck(of: Briefing) -> list[Slide]:
    return list(Presentation(BytesIO(briefing_slides(of))).slides)


def title(slide: Slide) -> str:
    return slide.shapes.title.text_frame.text


def words(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes(slide: Slide) -> str:
    return slide.notes_slide.notes_text_frame.text


def charts(slides: list[Slide]) -> Iterator[tuple[str, Chart]]:
    for slide in slides:
        yield from ((title(slide), shape.chart) for shape in slide.shapes if shape.has_chart)


def workbook_of(chart: Chart) -> list[list[Any]]:
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def drawn(found: Highlight) -> set[tuple[str, str, float]]:
    """(series, name along the axis, number) of a finding, as its chart must have them."""
    turned = found.chart == "shares"
    return {
        (f.label, f.series, round(f.drawn, 6))
        if turned
        else (f.series or found.unit, f.label, round(f.drawn, 6))
        for f in found.figures
        if f.drawn is not None
    }


def held(chart: Chart) -> set[tuple[str, str, float]]:
    head, *rows = workbook_of(chart)
    return {
        (str(head[at]), str(row[0]), row[at])
        for row in rows
        for at in range(1, len(head))
        if row[at] is not None
    }


def test_every_chart_holds_the_figures_of_its_finding_in_its_own_workbook() -> None:
    of = brief(years())
    found = {each.title: each for each in of.highlights if each.kind != "coverage"}
    seen = dict(charts(deck(of)))
    assert set(found) <= set(seen)
    for name, each in found.items():
        assert held(seen[name]) == drawn(each), name


def test_what_a_chart_shows_is_what_its_workbook_holds() -> None:
    for name, chart in charts(deck(brief(years()))):
        shown = {
            (series.name, str(category), value)
            for plot in chart.plots
            for series in plot.series
            for category, value in zip(plot.categories, series.values, strict=True)
            if value is not None
        }
        assert shown == held(chart), name


def test_the_chart_of_the_total_says_the_sums_of_the_figures() -> None:
    given = years()
    of = brief(given)
    name = next(each.title for each in of.highlights if each.kind == "total")
    facts = given.facts[(given.facts["indicator"] == LEAD) & (given.facts["festival"] == "spring")]
    for year in (2023, 2024):
        value = facts.loc[facts["year"] == year, "value"].sum() / WAN
        assert (f"{year}年春节", "全部单位", pytest.approx(value)) in [
            tuple(each) for each in held(dict(charts(deck(of)))[name])
        ]


def test_every_slide_has_one_message_as_its_title_and_notes_with_the_version() -> None:
    of = brief(years())
    slides = deck(of)
    assert title(slides[0]) == of.title
    for slide in slides:
        assert title(slide)
        assert not title(slide).endswith("。")
        assert bare(of.version) in notes(slide)
    for each in of.highlights:
        slide = next(slide for slide in slides if each.title == title(slide) or each.kind == "coverage")
        if each.kind != "coverage":
            assert each.message in notes(slide)
            assert "【数据来源】" in notes(slide)
            assert all(figure.text in notes(slide) for figure in each.figures)


def test_a_draft_says_so_on_every_slide_and_a_signed_briefing_on_none() -> None:
    given = years()
    assert all(words(slide).splitlines().count("未审定") == 1 for slide in deck(brief(given)))
    signed = replace(given, stamp=given.stamp._replace(signed=1, version="2024-spring v1"))
    assert all("未审定" not in words(slide) + notes(slide) for slide in deck(brief(signed)))


@pytest.mark.parametrize(("lang", "word"), [("zh", "未审定"), ("en", "draft")])
def test_a_draft_says_so_once_on_a_slide_and_once_in_its_notes(lang: Any, word: str) -> None:
    of = brief(replace(years(), lang=lang))
    told = phrase("document", "draft", lang)  # the sentence about the method, beside the stamp
    for slide in deck(of):
        assert words(slide).replace(told, "").lower().count(word) == 1, words(slide)
        assert notes(slide).lower().count(word) == 1, notes(slide)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_a_main_figure_breaks(lang: Any) -> None:
    slide = deck(brief(replace(years(), lang=lang)))[1]
    cards = [s for s in slide.shapes if s.has_text_frame and 2.9 < s.top.inches < 3.2]
    assert len(cards) == 5
    for card in cards:
        for line in card.text_frame.paragraphs:
            assert span(line.text, line.runs[0].font.size.pt) <= card.width.pt, line.text


def test_no_label_of_a_bar_breaks_at_the_width_of_the_bar() -> None:
    for name, chart in charts(deck(brief(years()))):
        for series in chart.plots[0].series:
            assert series.data_labels._element.txPr.bodyPr.get("wrap") == "none", name


def test_it_is_wide_and_every_text_has_a_chinese_face() -> None:
    made = Presentation(BytesIO(briefing_slides(brief(years()))))
    assert round(made.slide_width / made.slide_height, 3) == round(16 / 9, 3)
    for slide in made.slides:
        for run in slide._element.iter(qn("a:r")):
            assert run.find(qn("a:rPr")).find(qn("a:ea")).get("typeface") == "微软雅黑"
    for _, chart in charts(list(made.slides)):
        for properties in chart._chartSpace.iter(qn("a:defRPr")):
            assert properties.find(qn("a:latin")) is None or properties.find(qn("a:ea")) is not None


def test_bars_begin_at_zero_and_no_chart_is_a_pie_or_has_a_second_axis() -> None:
    for _, chart in charts(deck(brief(years()))):
        space = chart._chartSpace
        assert not list(space.iter(qn("c:pieChart")))
        assert len(list(space.iter(qn("c:valAx")))) == 1
        assert chart.value_axis.minimum_scale <= 0 <= chart.value_axis.maximum_scale


def test_a_category_has_its_colour_of_the_house() -> None:
    of = brief(years())
    name = next(each.title for each in of.highlights if each.kind == "share")
    colours = {
        s.name: f"#{str(s.format.fill.fore_color.rgb).lower()}"
        for s in dict(charts(deck(of)))[name].plots[0].series
    }
    assert colours == {
        "优抚对象": LIGHT.categories["entitled"],
        "驻地部队官兵": LIGHT.categories["garrison"],
        "边海防官兵": LIGHT.categories["border"],
    }


def test_every_unit_is_in_the_tables_and_nothing_reported_is_a_dash() -> None:
    slides = [slide for slide in deck(brief(years())) if any(shape.has_table for shape in slide.shapes)]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    rows = {
        row.cells[0].text: [cell.text for cell in row.cells] for table in tables[1:] for row in table.rows
    }
    assert rows["500104"][1:] == ["按时", "733", "102.00", "4.50", "106.50", "24"]
    assert rows["北碚区"][2:] == ["—"] * 5
    assert len(rows) == 41 + 2


def test_who_has_not_reported_is_on_a_slide_by_name() -> None:
    slide = next(slide for slide in deck(brief(years())) if title(slide) == "应报41个单位，已报7个")
    assert "未报（34）" in words(slide)
    assert "合川区" in words(slide)


def test_troops_have_no_names_and_formulas_are_names_in_the_workbooks() -> None:
    given = years()
    shown = material(
        (2024, TROOP.code, "entitled", {"cash_amount": 9 * WAN}),
        (2024, "500101", "entitled", {"cash_amount": WAN}),
    )
    said = "\n".join(words(slide) + notes(slide) for slide in deck(brief(shown)))
    assert TROOP.name not in said
    of = brief(given)
    figure = Figure("=1+1", Fraction(1), "1", ORIGIN, "count", "@SUM(A1)")
    bad = replace(of.highlights[0], figures=(figure,), chart="pairs", series=("@SUM(A1)",), title="=1+1")
    _, chart = next(iter(charts(deck(replace(of, highlights=(bad,))))))
    assert workbook_of(chart) == [[None, "'@SUM(A1)"], ["'=1+1", 1]]


@pytest.mark.parametrize(
    "chart", ["pairs", "before-now", "shares", "years", "contributions", "ranking", "bars"]
)
def test_a_finding_without_any_number_has_no_chart(chart: Any) -> None:
    of = brief(years())
    nothing = Figure("万州区", None, "—", ORIGIN, "money", "2024年春节")
    empty = replace(of.highlights[0], figures=(nothing,), chart=chart, series=("2024年春节",), title="没有数")
    slide = next(s for s in deck(replace(of, highlights=(empty,))) if title(s) == "没有数")
    assert not any(shape.has_chart for shape in slide.shapes)


def test_units_that_are_called_the_same_keep_their_bars_apart() -> None:
    of = brief(years())
    figures = tuple(
        Figure("驻军单位", value, str(value), ORIGIN, "count", series)
        for value, series in ((1, "2023年春节"), (2, "2024年春节"), (3, "2023年春节"), (4, "2024年春节"))
    )
    series = ("2023年春节", "2024年春节")
    two = replace(of.highlights[0], figures=figures, chart="before-now", series=series, title="两个")
    chart = dict(charts(deck(replace(of, highlights=(two,)))))["两个"]
    assert workbook_of(chart)[1:] == [["驻军单位", 1, 2], ["驻军单位 2", 3, 4]]


def test_a_bar_of_another_kind_is_hollow_and_the_slide_says_why() -> None:
    of = brief(years())
    figure = Figure("万州区", 3 * WAN, "3.00万元", ORIGIN, "money", doubtful=True)
    found = replace(of.highlights[0], figures=(figure,), chart="ranking", title="有疑")
    slide = next(s for s in deck(replace(of, highlights=(found,))) if title(s) == "有疑")
    assert "描边：含待核数据" in words(slide)
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    look = chart.plots[0].series[0].points[0].format
    assert look.fill.fore_color.rgb == colour(LIGHT.paper)
    assert look.line.color.rgb != look.fill.fore_color.rgb


def shares(*parts: tuple[str, str, int]) -> Chart:
    """The chart of a finding of one bar. parts: key, name, percent."""
    of = brief(years())
    figures = tuple(
        Figure(name, value, f"{value}%", ORIGIN, "percent", "2024", key=key) for key, name, value in parts
    )
    bars = {"chart": "shares", "series": ("2024",), "measure": "percent", "title": "比重"}
    found = replace(of.highlights[0], figures=figures, **bars)
    return dict(charts(deck(replace(of, highlights=(found,)))))["比重"]


def test_a_part_too_narrow_for_its_name_says_its_number_alone_and_its_name_above() -> None:
    chart = shares(
        ("entitled", "Entitled persons", 65), ("garrison", "Garrison", 29), ("border", "Border and coast", 6)
    )
    named = {series.name: series.data_labels.show_series_name for series in chart.plots[0].series}
    assert named == {"Entitled persons": True, "Garrison": True, "Border and coast": False}
    assert chart.has_legend
    assert not shares(("entitled", "优抚", 60), ("garrison", "驻军", 40)).has_legend


def test_a_long_sentence_takes_more_lines_and_not_smaller_letters() -> None:
    of = brief(years())
    figure = Figure("万州区", 3 * WAN, "3.00万元", ORIGIN, "money")
    long = replace(
        of.highlights[0], figures=(figure,), chart="ranking", title="长", message="双拥工作，" * 40
    )
    slide = next(s for s in deck(replace(of, highlights=(long,))) if title(s) == "长")
    (lead,) = [s for s in slide.shapes if s.has_text_frame and s.text_frame.text == long.message]
    (chart,) = [s for s in slide.shapes if s.has_chart]
    assert lead.text_frame.paragraphs[0].runs[0].font.size.pt >= 14
    assert lead.top + lead.height <= chart.top


def test_figures_in_question_are_marked_and_no_title_boasts_of_them() -> None:
    doubt = Doubt(1, "万州区", 2024, "spring", "entitled", "cash_amount", "130000", "C5")
    slides = deck(brief(replace(years(), doubted=(doubt,))))
    titles = [title(slide) for slide in slides]
    assert titles[1].endswith("（待核）")
    assert any(each.startswith("各单位情况") for each in titles)
    assert not [each for each in titles if "最多" in each]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert any(cell.text.endswith("（待核）") for table in tables for row in table.rows for cell in row.cells)


def test_a_year_without_figures_leaves_no_empty_place() -> None:
    of = brief(material((2024, "500101", "entitled", {"cash_amount": WAN, "visited_people": 3})))
    for _, chart in charts(deck(of)):
        for plot in chart.plots:
            assert all(value is not None for series in plot.series for value in series.values)


def test_english_slides_have_no_chinese_but_names_of_units() -> None:
    of = brief(replace(years(), lang="en"))
    names = {row.label for row in of.units.rows}
    for slide in deck(of):
        said = words(slide)
        for name in sorted(names, key=len, reverse=True):
            said = said.replace(name, "")
        assert not re.search("[\u4e00-\u9fff]", said.replace("未审定", "")), said


def test_only_the_parts_that_are_asked_for() -> None:
    of = brief(years())
    few = deck(replace(of, parts=frozenset({"highlights"})))
    assert not any(shape.has_table for slide in few for shape in slide.shapes)
    assert len(few) == len([each for each in of.highlights if each.kind != "coverage"]) + 3


def test_deck_and_document_are_made_in_seconds() -> None:
    of = brief(years())
    start = time.perf_counter()
    briefing_slides(of)
    briefing_document(of)
    assert time.perf_counter() - start < 5


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.skipif(
    shutil.which("simpress") is None and shutil.which("loimpress") is None, reason="no LibreOffice Impress"
)
def test_libreoffice_opens_the_deck(tmp_path: Path) -> None:
    of = brief(years())
    (tmp_path / "deck.pptx").write_bytes(briefing_slides(of))
    convert(tmp_path, "pdf", "deck.pptx")
    import pypdfium2

    assert len(pypdfium2.PdfDocument(tmp_path / "out" / "deck.pdf")) == len(deck(of))
