"""The public door: sources of all kinds, exact frames, and no exception for a bad file."""

import io
import zipfile

import docx
import openpyxl
import pytest

import sydata
from sydata.errors import SettingError
from tests.pipeline.drawn import (
    BODY,
    ENTITLED,
    FIGURES,
    INDICATORS,
    TITLE,
    cells,
    figures,
    form,
    found,
    identity,
    read,
    sheet,
    xlsx,
)

DATA = ["year", "festival", "unit_code", "unit", "category", *INDICATORS, "source_file", "sheet"]
BLANK = form("优抚对象 | | | | | | | | |\n驻地部队 | | | | | | | | |\n总 计 | | | | | | | | |")


def test_data_has_the_columns_types_and_order_of_the_contract():
    result = read(form())
    assert list(result.data.columns) == DATA
    kinds = {column: str(kind) for column, kind in result.data.dtypes.items()}
    assert kinds["year"] == "int64"
    assert [kinds[indicator] for indicator in INDICATORS] == [
        "Int64", "Float64", "Int64", "Float64", "Int64", "Int64", "Float64", "Int64",
    ]  # fmt: skip
    assert result.data.iloc[0].tolist() == [
        2024, "spring", "500114", "黔江区", *ENTITLED, "报表.xlsx", "Sheet1",
    ]  # fmt: skip


def test_findings_and_observations_have_the_columns_of_the_contract():
    result = read(form(BODY.replace("| 1200 |", "| 约1200 |")))
    assert list(result.findings.columns) == [
        "severity", "code", "file", "sheet", "cell", "unit", "year", "festival", "category", "indicator", "text",
        "message",
    ]  # fmt: skip
    assert result.findings.iloc[0].tolist()[:11] == [
        "warning", "approximate-value", "报表.xlsx", "Sheet1", "C5", "黔江区", 2024, "spring", "entitled",
        "visited_people", "约1200",
    ]  # fmt: skip
    assert list(result.observations.columns) == [
        "file", "sheet", "cell", "unit_code", "unit", "year", "festival", "category", "indicator", "value", "text",
        "status", "note",
    ]  # fmt: skip
    cell = result.observations.query("cell == 'D5'").iloc[0]
    assert (cell["indicator"], cell["value"], cell["text"], cell["status"]) == (
        "cash_amount",
        56.3,
        "56.3",
        "counted",
    )


def test_nothing_gives_empty_frames_of_the_same_columns():
    result = sydata.normalize([])
    assert list(result.data.columns) == DATA
    assert (len(result.data), len(result.findings), len(result.observations)) == (0, 0, 0)


def test_every_counted_figure_adds_up_to_data():
    result = read(form())
    counted = result.observations.query("status == 'counted' and indicator != 'lead_official'")
    sums = counted.groupby(["category", "indicator"])["value"].sum()
    wide = result.data.set_index("category")[list(INDICATORS)].stack()
    assert sums.to_dict() == pytest.approx(wide.to_dict())


def test_sources_may_be_a_path_a_folder_a_zip_a_pair_or_many(tmp_path):
    book = xlsx(sheet(form()))
    folder = tmp_path / "报送" / "黔江区"
    folder.mkdir(parents=True)
    (folder / "表.xlsx").write_bytes(book)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("黔江区/表.xlsx", book)
    (tmp_path / "报送.zip").write_bytes(packed.getvalue())
    given_as = [
        folder / "表.xlsx", str(folder / "表.xlsx"), tmp_path / "报送", tmp_path / "报送.zip", ("表.xlsx", book),
        [("表.xlsx", book)], iter([folder / "表.xlsx"]),
    ]  # fmt: skip
    results = [sydata.normalize(sources) for sources in given_as]
    assert [figures(result) for result in results] == [FIGURES] * 7
    assert [result.data["source_file"].iloc[0] for result in results] == [
        "表.xlsx", "表.xlsx", "报送/黔江区/表.xlsx", "报送.zip/黔江区/表.xlsx", "表.xlsx", "表.xlsx", "表.xlsx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b""), ("a.xlsx", b"not a workbook"), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.xlsx", xlsx(sheet(form()))[:2000]), ("a.zip", b"PK\x03\x04broken"), ("a.pdf", b"%PDF-1.4"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40), ("a.rar", b"Rar!\x1a\x07\x00"), ("a.7z", b"7z\xbc\xaf\x27\x1c"),
        ("a.docx", b"PK\x05\x06" + b"\0" * 18), ("a.html", b"<html><table><tr><td>1</td></tr></table></html>"),
    ],
)  # fmt: skip
def test_a_bad_file_is_a_finding_and_the_others_are_read(name, content):
    result = sydata.normalize([(name, content), ("b.xlsx", xlsx(sheet(form())))])
    assert figures(result) == FIGURES
    bad = result.findings[result.findings["file"] == name]
    assert set(bad["code"]) <= {"unreadable-file", "no-table"} and len(bad) == 1


def test_a_missing_path_is_a_finding(tmp_path):
    result = sydata.normalize(tmp_path / "nothing.xlsx")
    assert found(result, "error") == [("", "unreadable-file")]


def test_a_wrong_call_raises():
    with pytest.raises(SettingError):
        sydata.normalize([], office="999999")
    with pytest.raises(TypeError):
        sydata.normalize([3])


def book(*drawings):
    sheets = [sheet(text, name=name, **more) for name, text, more in drawings]
    return sydata.normalize([("报表.xlsx", xlsx(*sheets))])


OTHER = form(BODY.replace("| 1200 |", "| 1300 |").replace("| 1520 |", "| 1620 |"))
HIDDEN = {"visible": False}


@pytest.mark.parametrize(
    ("drawings", "codes"),
    [
        ([("模板", BLANK, {}), ("黔江区", form(), {})], []),
        (
            [
                ("Sheet1", form(), {}),
                ("Sheet2", " ", {}),
                ("填表说明", "1.走访慰问人数指走访慰问的人数\n2.发放慰问金", {}),
            ],
            [],
        ),
        ([("填写示例", OTHER, {}), ("黔江区", form(), {})], ["hidden-content"]),
        ([("旧表", OTHER, HIDDEN), ("新表", form(), {})], ["hidden-content"]),
        ([("Sheet1", form(), {}), ("Sheet2", form(), {})], ["duplicate"]),
    ],
)
def test_other_sheets_of_the_workbook_are_not_counted(drawings, codes):
    result = book(*drawings)
    assert figures(result) == FIGURES
    assert result.findings["code"].tolist() == codes


@pytest.mark.parametrize(
    ("drawings", "codes"),
    [
        ([("Sheet1", BLANK, {})], ["blank-return"]),
        ([("Sheet1", "姓名 | 电话\n张三 | 1380", {})], ["no-table"]),
        ([("Sheet1", " ", {})], ["no-table"]),
    ],
)
def test_a_file_without_a_filled_form_says_so(drawings, codes):
    result = book(*drawings)
    assert (len(result.data), result.findings["code"].tolist()) == (0, codes)


def test_a_workbook_of_several_units_or_years_is_as_many_returns():
    result = book(
        ("黔江区", form(), {}),
        ("渝中区", form(line="填报单位：渝中区"), {}),
        ("2023", form(title=TITLE.replace("2024", "2023"), line="填报单位：渝中区"), {}),
    )
    assert identity(result) == [
        ("渝中区", 2023, "spring"),
        ("渝中区", 2024, "spring"),
        ("黔江区", 2024, "spring"),
    ]


def csv(text):
    rows = [[cell.strip("<^'").replace("↵", "\n") for cell in row] for row in cells(text)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_of_the_form_gives_the_same(encoding):
    text = csv(form(BODY.replace("| 1200 |", "| 1,200 |")))
    result = sydata.normalize([("黔江区.csv", text.encode(encoding))])
    assert figures(result) == FIGURES
    assert found(result) == []


def word(text, before=(), after=()):
    document = docx.Document()
    for paragraph in before:
        document.add_paragraph(paragraph)
    drawn = sheet(text)
    table = document.add_table(len(drawn.rows), len(drawn.rows[0]))
    for r, row in enumerate(cells(text)):
        for c, cell in enumerate(row):
            if cell not in ("<", "^"):
                table.cell(r, c).text = cell.replace("↵", "\n")
    for m in drawn.merges:
        table.cell(m.top, m.left).merge(table.cell(m.bottom, m.right))
    for paragraph in after:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_table_takes_title_unit_and_date_from_its_paragraphs():
    table = form(title="", line="")
    before = ["附件", TITLE, "填报单位（盖章）：黔江区双拥办    日期：2024年2月26日"]
    result = sydata.normalize(
        [("表.docx", word(table, before, ["填表人：张三", "注：与2023年春节统计表口径一致"]))]
    )
    assert figures(result) == FIGURES
    assert identity(result) == [("黔江区", 2024, "spring")]
    assert found(result) == []


def test_a_report_in_prose_counts_nothing():
    document = docx.Document()
    document.add_paragraph("黔江区2024年春节共走访慰问1200人，发放慰问金56.3万元。")
    out = io.BytesIO()
    document.save(out)
    result = sydata.normalize([("黔江区.docx", out.getvalue())])
    assert len(result.data) == 0
    assert found(result) == [("", "narrative-only")]


def with_format(value, code):
    loaded = openpyxl.load_workbook(io.BytesIO(xlsx(sheet(form()))))
    loaded.active["D5"], loaded.active["D5"].number_format = value, code
    out = io.BytesIO()
    loaded.save(out)
    return sydata.normalize([("a.xlsx", out.getvalue())])


SHOWN = [(563000, '0!.0,"万元"'), (563000, '#,##0"元"'), (563000, "0元"), (56.3, "0.00"), (56.3, '0.0"万元"')]


@pytest.mark.parametrize(("value", "code"), SHOWN)
def test_a_number_counts_as_the_workbook_shows_it(value, code):
    result = with_format(value, code)
    assert figures(result) == FIGURES
    assert found(result) == []


def test_a_cell_formatted_as_percent_is_no_amount():
    assert found(with_format(0.563, "0.0%")) == [("D5", "not-a-number")]
