"""Several returns of one unit for one period: which counts, and what is said of the others."""

import pytest

import sydata
from tests.pipeline.drawn import BODY, TITLE, form, sheet, xlsx

MORE = BODY.replace("| 1200 |", "| 1300 |").replace("| 1520 |", "| 1620 |")
MOST = BODY.replace("| 1200 |", "| 1400 |").replace("| 1520 |", "| 1720 |")


def drawn(body=BODY, date="2024年2月26日", title=TITLE, unit="黔江区"):
    line = f"填报单位（盖章）：{unit} | | | | 日期：{date}"
    return xlsx(sheet(form(body, title=title, line=line)))


def settled(*files):
    """(visited people of the first category, [(file, code)]) of what was sent."""
    result = sydata.normalize(files)
    visited = result.data.query("category == 'entitled'")["visited_people"].tolist()
    return visited, list(result.findings[["file", "code"]].itertuples(index=False, name=None))


def test_the_same_figures_twice_count_once():
    visited, said = settled(("a.xlsx", drawn()), ("b.xlsx", drawn(date="2024年2月27日")))
    assert visited == [1200]
    assert [code for _, code in said] == ["duplicate"]


@pytest.mark.parametrize(
    "name", ["a（更正）.xlsx", "a-修订版.xlsx", "a最终稿.xlsx", "a v2.xlsx", "a第2版.xlsx"]
)
def test_a_revision_word_in_the_name_outranks_dates(name):
    assert settled((name, drawn(MORE, "2024年2月20日")), ("z.xlsx", drawn(BODY, "2024年2月26日"))) == (
        [1300],
        [("z.xlsx", "superseded")],
    )


def test_a_revision_word_in_the_title_does_too():
    assert settled(("a.xlsx", drawn(MORE, title=TITLE + "（更正）")), ("b.xlsx", drawn())) == (
        [1300],
        [("b.xlsx", "superseded")],
    )


def test_the_later_fill_date_counts():
    assert settled(("a.xlsx", drawn(MORE, "2024年2月27日")), ("b.xlsx", drawn(BODY, "2024年2月26日"))) == (
        [1300],
        [("b.xlsx", "superseded")],
    )


def test_without_evidence_the_last_in_path_order_counts_and_both_are_flagged():
    assert settled(("a.xlsx", drawn()), ("b.xlsx", drawn(MORE))) == (
        [1300],
        [("a.xlsx", "version-undecided"), ("b.xlsx", "version-undecided")],
    )


def test_three_versions_leave_one():
    visited, said = settled(
        ("a.xlsx", drawn(BODY, "2024年2月20日")),
        ("b.xlsx", drawn(MOST, "2024年2月28日")),
        ("c.xlsx", drawn(MORE, "2024年2月24日")),
    )
    assert visited == [1400]
    assert said == [("a.xlsx", "superseded"), ("c.xlsx", "superseded")]


def test_an_older_version_keeps_its_figures_as_excluded():
    result = sydata.normalize([("a.xlsx", drawn()), ("b更正.xlsx", drawn(MORE))])
    old = result.observations.query("file == 'a.xlsx'")
    assert set(old["status"]) == {"excluded"}
    assert "已被新报表替代" in set(old["note"])


def test_what_was_wrong_in_an_older_version_is_not_asked_any_more():
    wrong = drawn(BODY.replace("| 1520 |", "| 1 |"))
    assert settled(("a.xlsx", wrong), ("b更正.xlsx", drawn(MORE)))[1] == [("a.xlsx", "superseded")]


def test_other_units_and_other_periods_do_not_supersede():
    visited, said = settled(
        ("a.xlsx", drawn()),
        ("b.xlsx", drawn(MORE, unit="渝中区")),
        ("c.xlsx", drawn(MOST, title=TITLE.replace("2024", "2023"), date="2023年2月1日")),
        ("d.xlsx", drawn(MORE, title="2024年八一双拥活动情况统计表", date="2024年8月2日")),
    )
    assert sorted(visited) == [1200, 1300, 1300, 1400]
    assert said == []


def test_a_return_that_waits_for_a_person_supersedes_nothing():
    assert settled(("a.xlsx", drawn()), ("渝中区更正.xlsx", drawn(MORE))) == (
        [1200],
        [("渝中区更正.xlsx", "unit-conflict")],
    )


def test_last_year_sent_again_is_noticed():
    last = drawn(title=TITLE.replace("2024", "2023"), date="2023年2月1日")
    assert settled(("a.xlsx", last), ("b.xlsx", drawn()))[1] == [("b.xlsx", "same-as-last-year")]
