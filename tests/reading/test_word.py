"""Word documents: merges, tracked changes, content controls, text boxes, nested tables."""

from __future__ import annotations

from sydata.model import Line, Merge
from tests.reading import drawn

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def written(body: str) -> bytes:
    """A .docx with this body; p(…), cell(…) and row(…) below help to write it."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return drawn.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


GOES_ON = "<w:vMerge/>"
BEGINS = '<w:vMerge w:val="restart"/>'


def test_tables_are_numbered_and_share_out_the_paragraphs() -> None:
    one, two = drawn.read(
        written(p("甲") + table(row(cell("1"))) + p("") + p("乙") + table(row(cell("2"))) + p("丙"))
    )
    assert (one.name, one.before, one.after) == ("表1", (Line("甲", "段1"),), ())
    assert (two.name, two.before, two.after) == ("表2", (Line("乙", "段2"),), (Line("丙", "段3"),))


def test_document_without_a_table_is_its_paragraphs() -> None:
    sheet = drawn.only(written(p("春节走访慰问") + p("1200人")))
    assert (sheet.rows, sheet.source) == ((), "word")
    assert sheet.before == (Line("春节走访慰问", "段1"), Line("1200人", "段2"))


def test_only_the_first_cell_of_a_merge_is_filled() -> None:
    sheet = drawn.only(
        written(
            table(
                row(cell("项目", BEGINS), cell("金额", '<w:gridSpan w:val="2"/>')),
                row(cell("旧字", GOES_ON), cell("元"), cell("人")),
            )
        )
    )
    assert sheet.rows == (("项目", "金额", None), (None, "元", "人"))
    assert sheet.merges == (Merge(0, 0, 1, 0), Merge(0, 1, 0, 2))


def test_block_merged_both_ways_and_old_sideways_merges() -> None:
    both = '<w:gridSpan w:val="2"/>'
    sheet = drawn.only(
        written(
            table(
                row(cell("块", both + BEGINS), cell("1")),
                row(cell("", both + GOES_ON), cell("2")),
                row(cell("横", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("3")),
            )
        )
    )
    assert sheet.rows == (("块", None, "1"), (None, None, "2"), ("横", None, "3"))
    assert sheet.merges == (Merge(0, 0, 1, 1), Merge(2, 0, 2, 1))


def test_continued_merge_without_a_beginning_is_a_cell() -> None:
    sheet = drawn.only(written(table(row(cell("a"), cell("b")), row(cell("c", GOES_ON), cell("d")))))
    assert sheet.rows == (("a", "b"), ("c", "d"))
    assert sheet.merges == ()


def test_rows_that_begin_late_are_indented() -> None:
    late = row(cell("x"), properties='<w:gridBefore w:val="1"/>')
    assert drawn.only(written(table(row(cell("a"), cell("b")), late))).rows == (("a", "b"), (None, "x"))


def test_deleted_text_does_not_count_and_inserted_text_does() -> None:
    changed = (
        f"<w:p><w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:ins>{run('120')}</w:ins>"
        f"<w:moveFrom>{run('旧')}</w:moveFrom>{run('人')}</w:p>"
    )
    rows = table(
        f"<w:tr><w:tc>{changed}</w:tc></w:tr>",
        row(cell("删"), properties="<w:del/>"),
        row(cell("增"), properties="<w:ins/>"),
    )
    assert drawn.only(written(rows)).rows == (("120人",), ("增",))


def test_content_controls_are_read_wherever_they_stand() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = control(p("标题")) + control(
        table(control(row(control(cell("1")), f"<w:tc><w:p>{control(run('2'))}</w:p></w:tc>")))
    )
    sheet = drawn.only(written(body))
    assert (sheet.rows, sheet.before) == ((("1", "2"),), (Line("标题", "段1"),))


def test_line_breaks_tabs_and_paragraphs_in_a_cell() -> None:
    words = "<w:p><w:r><w:t>驻地</w:t><w:br/><w:t>部队</w:t><w:tab/><w:t>官兵</w:t></w:r></w:p>" + p("二")
    sheet = drawn.only(written(table(f"<w:tr><w:tc>{words}</w:tc></w:tr>")))
    assert sheet.rows == (("驻地\n部队\t官兵\n二",),)


def test_nested_tables_are_tables_of_their_own() -> None:
    inner = table(row(cell("里")))
    outer, nested = drawn.read(
        written(table(f"<w:tr><w:tc>{p('外')}{inner}{p('边')}</w:tc></w:tr>") + p("完"))
    )
    assert outer.rows == (("外\n边",),)
    assert (nested.name, nested.rows, nested.after) == ("表2", (("里",),), (Line("完", "段1"),))


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('填报单位：黔江区')}</w:txbxContent>"
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    sheet = drawn.only(written(f"<w:p><w:r>{twice}</w:r></w:p>" + table(row(cell("1")))))
    assert sheet.before == (Line("填报单位：黔江区", "段1"),)
