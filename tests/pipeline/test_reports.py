"""Reports in prose through the whole pipeline: what is proposed, whose it is, and that nothing of it counts."""

import io

import docx
import pytest

import sydata
from sydata.model import Line, Sheet, SourceFile
from sydata.pipeline.reports import lines_of, sentences_of
from tests.pipeline.drawn import TITLE, form, sheet, xlsx

LINE = "填报单位：黔江区双拥办　日期：2024年2月26日"
ROWS = (
    ("项目", "走访慰问人数(人)", "发放慰问金金额(万元)", "慰问金发放人数(人)"),
    ("重点优抚对象", "1200", "56.3", "1100"),
    ("驻地部队基层官兵", "300", "10", "280"),
)


def word(*parts, name="报告.docx"):
    """A document of paragraphs (text) and tables (rows of texts), in their order."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table = document.add_table(len(part), len(part[0]))
            for at, row in enumerate(part):
                for cell, text in zip(table.rows[at].cells, row, strict=True):
                    cell.text = text
    out = io.BytesIO()
    document.save(out)
    return name, out.getvalue()


def told(result):
    """Every figure told in words: (place, indicator, category, value, status, note)."""
    rows = result.observations[result.observations["cell"].str.endswith("句")]
    names = ["cell", "indicator", "category", "value", "status", "note"]
    return [tuple(row) for row in rows[names].itertuples(index=False, name=None)]


def said(result):
    frame = result.findings[result.findings["severity"] != "info"]
    return list(zip(frame["file"], frame["code"], strict=True))


def states(result):
    return [(of.file, of.sheet, of.unit, of.state) for of in result.batch.returns]


# ---- three reports as they are written ----
QIANJIANG = (
    "黔江区2024年春节期间双拥工作情况报告",
    "市双拥办：",
    "一、走访慰问",
    "据统计，全区共走访慰问优抚对象3,200余人，其中烈属12户，发放慰问金45.6万元；慰问驻区部队6支，发放慰问品12.5万元。",
    "二、下一步打算",
    "计划帮助60名退役军人就业。",
    "黔江区双拥办",
    "2024年2月26日",
)
TAISHAN = (
    "台山市退役军人事务局文件",
    "关于台山市2022年春节双拥活动情况的汇报",
    "春节前夕，市领导走访部队6支，慰问官兵300名，送去慰问金30000元。召开座谈会4场，比去年增加2场。",
)
LOOSE = ("2024年春节情况", "慰问了一批优抚对象，发放慰问金共计67万余元，解决实际困难35件。")


def test_a_report_with_a_summary():
    result = sydata.normalize([word(*QIANJIANG)])
    assert told(result) == [
        ("段4 第1句", "sgb_visited", "entitled", 3200, "proposed", "约数"),
        ("段4 第1句", "sgb_visited", "entitled", 12, "excluded", "其中项，已含在上级行内"),
        ("段4 第1句", "cash_amount", "entitled", 45.6, "proposed", ""),
        ("段4 第1句", "units_visited", "garrison", 6, "proposed", ""),
        ("段4 第1句", "goods_cost", "garrison", 12.5, "proposed", ""),
    ]
    assert len(result.data) == 0
    assert said(result) == [("报告.docx", "narrative-only")]
    assert "文中 4 个数字待确认" in result.findings["message"][0]
    assert states(result) == [("报告.docx", "", "黔江区", "current")]
    assert [(left.text, left.reason) for left in result.batch.unread] == [("60名", "plan")]


def test_a_report_with_a_letterhead_only():
    result = sydata.normalize([word(*TAISHAN)], office="440700")
    assert [row[1:5] for row in told(result)] == [
        ("units_visited", "garrison", 6, "proposed"),
        ("soldiers_visited", "garrison", 300, "proposed"),
        ("cash_amount", "garrison", 3, "proposed"),
        ("meetings", "unspecified", 4, "proposed"),
    ]
    of = result.batch.returns[0]
    assert (of.unit, of.year, of.festival, of.in_words) == ("台山市", 2022, "spring", True)
    assert said(result) == [("报告.docx", "narrative-only")]


def test_a_report_that_names_nobody_waits_for_its_unit():
    result = sydata.normalize([word(*LOOSE)])
    assert [row[1:5] for row in told(result)] == [
        ("cash_amount", "entitled", 67, "proposed"),
        ("difficulties_solved", "unspecified", 35, "proposed"),
    ]
    assert states(result) == [("报告.docx", "", "", "waiting")]
    assert sorted(code for _, code in said(result)) == ["narrative-only", "unit-missing"]


# ---- texts ----
@pytest.mark.parametrize("comma", ["，", ",", "\t"])
def test_a_plain_text_is_read_as_a_report(comma):
    text = "\n".join(QIANJIANG).replace("，", comma)
    result = sydata.normalize([("报告.txt", text.encode("gb18030"))])
    assert [row[:4] for row in told(result)][0] == ("第4行 第1句", "sgb_visited", "entitled", 3200)
    assert said(result) == [("报告.txt", "narrative-only")]


def test_a_sentence_goes_on_over_the_lines_of_a_printed_page():
    rows = (
        "黔江区2024年春节情况报告",
        "春节期间，全区共走访慰问优抚对象3,2",
        "00人，发放慰问金45.6万元，召开座谈",
        "会4场。",
        "黔江区双拥办",
    )
    page = Sheet("报告.pdf", "", (), before=tuple(Line(row, "第1页") for row in rows), source="pdf")
    assert [line.text for line in lines_of([page])] == [rows[0], "".join(rows[1:4]), rows[4]]


def test_a_table_in_a_text_file_stays_a_table_however_much_its_remarks_say():
    text = (
        f"{TITLE}\n填报单位：黔江区双拥办\n项目,走访慰问人数(人),慰问金发放人数(人),带队领导\n"
        "重点优抚对象,1200,1100,区领导带队走访慰问了各镇街的重点优抚对象一千二百人。\n"
        "驻地部队基层官兵,300,280,区领导带队走访慰问了驻区部队的官兵三百人。\n"
    )
    result = sydata.normalize([("表.csv", text.encode())])
    assert result.data["visited_people"].tolist() == [1200, 300]
    assert told(result) == []


def test_every_place_leads_back_to_its_sentence():
    name, content = word(*QIANJIANG)
    sentences = dict(sentences_of(SourceFile(name, content, "")))
    assert {place: sentences[place] for place, *_ in told(sydata.normalize([(name, content)]))} == {
        "段4 第1句": QIANJIANG[3]
    }


@pytest.mark.parametrize(
    "parts",
    [
        ("关于做好2024年春节走访慰问工作的通知", "各镇街要走访慰问优抚对象3200人，发放慰问金45.6万元。"),
        ("黔江区2024年春节双拥情况报告", "春节期间，全区走访慰问了优抚对象，发放了慰问金。"),
        ("慰问信", "全区广大退役军人：值此2024年春节，致以节日的问候。"),
    ],
)
def test_a_notice_and_a_text_without_figures_are_no_returns(parts):
    result = sydata.normalize([word(*parts)])
    assert (states(result), said(result)) == ([], [("报告.docx", "no-table")])


# ---- beside a table ----
def test_beside_a_table_the_text_is_proposed_for_its_return_and_nothing_is_found():
    result = sydata.normalize(
        [word(TITLE, LINE, ROWS, "春节期间，发放慰问金66.3万元，召开座谈会4场，走访部队6支。")]
    )
    assert told(result) == [
        ("段3 第1句", "cash_amount", "unspecified", 66.3, "proposed", "统计表已有此项，再计会重复"),
        ("段3 第1句", "meetings", "unspecified", 4, "proposed", ""),
        ("段3 第1句", "units_visited", "garrison", 6, "proposed", ""),
    ]
    assert said(result) == []
    assert states(result) == [("报告.docx", "表1", "黔江区", "current")]
    assert result.data["cash_amount"].tolist() == [56.3, 10]
    assert "meetings" not in result.data


def test_of_two_tables_the_text_goes_with_the_one_whose_unit_it_names():
    other = LINE.replace("黔江区", "万州区")
    text = "黔江区双拥办"
    result = sydata.normalize(
        [word(TITLE, other, ROWS, TITLE, LINE, ROWS, "召开座谈会4场。", text, "2024年2月26日")]
    )
    rows = result.observations[result.observations["indicator"] == "meetings"]
    assert rows[["sheet", "unit"]].to_numpy().tolist() == [["表2", "黔江区"]]


def test_a_text_of_another_year_is_a_return_of_its_own():
    earlier = "黔江区2022年春节双拥工作情况报告"
    result = sydata.normalize([word(earlier, "召开座谈会4场。", TITLE, LINE, ROWS)])
    rows = result.observations[result.observations["indicator"] == "meetings"]
    assert rows[["sheet", "year", "status"]].to_numpy().tolist() == [["", 2022, "proposed"]]
    assert sorted(states(result)) == [
        ("报告.docx", "", "黔江区", "current"),
        ("报告.docx", "表1", "黔江区", "current"),
    ]


def test_a_total_told_beside_its_parts_says_so():
    text = "慰问优抚对象1200人，发放慰问金45.6万元。全区共投入慰问资金78.1万元。"
    result = sydata.normalize([word("黔江区2024年春节情况报告", text)])
    notes = {row[1]: row[5] for row in told(result)}
    assert notes == {"sgb_visited": "", "cash_amount": "", "total_amount": "分项已按对象列出，再计合计会重复"}


# ---- which return counts ----
def test_a_report_never_replaces_a_table_and_stands_beside_it():
    table = xlsx(sheet(form()))
    result = sydata.normalize([("a.xlsx", table), word(*QIANJIANG, name="b（更正）.docx")])
    assert states(result) == [
        ("a.xlsx", "Sheet1", "黔江区", "current"),
        ("b（更正）.docx", "", "黔江区", "current"),
    ]
    assert result.data["visited_people"].tolist() == [1200, 300, 20]
    assert said(result) == [("b（更正）.docx", "narrative-only")]


def test_the_later_of_two_reports_counts_and_the_other_is_excluded():
    later = (*QIANJIANG[:3], "走访慰问优抚对象3300人。", *QIANJIANG[4:7], "2024年2月28日")
    result = sydata.normalize([word(*later, name="a.docx"), word(*QIANJIANG, name="b.docx")])
    assert [(file, state) for file, _, _, state in states(result)] == [
        ("a.docx", "current"),
        ("b.docx", "superseded"),
    ]
    old = result.observations.query("file == 'b.docx'")
    assert set(old["status"]) == {"excluded"}


def test_the_same_report_twice_is_a_duplicate():
    result = sydata.normalize([word(*QIANJIANG, name="a.docx"), word(*QIANJIANG, name="b.docx")])
    assert [state for *_, state in states(result)] == ["current", "duplicate"]
