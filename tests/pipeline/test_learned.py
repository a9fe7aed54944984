"""Words that a person explained once are read as what they mean, and nothing else changes."""

import sydata
from sydata.catalog.learned import Lesson
from tests.pipeline.drawn import BODY, FIGURES, HEAD, figures, form, found, sheet, xlsx

MILITIA = BODY.replace("边海防官兵 ", "边疆守护家庭")


def read(text, *lessons):
    return sydata.normalize([("报表.xlsx", xlsx(sheet(text)))], lessons=lessons)


def test_a_category_once_explained_is_known():
    assert ("A7", "unknown-category") in found(read(form(MILITIA)))
    result = read(form(MILITIA), Lesson("category", "边疆守护 家庭", "border"))
    assert (figures(result), found(result)) == (FIGURES, [])


def test_a_column_once_explained_is_known_with_its_own_measure():
    head = HEAD.replace("走访慰问↵人数↵(人)", "登门关怀数（人）")
    assert ("C3", "unknown-column") in found(read(form(head=head)))
    result = read(form(head=head), Lesson("column", "登门关怀数", "visited_people"))
    assert (figures(result), found(result)) == (FIGURES, [])


def test_a_column_that_a_person_ignored_is_passed_over_in_silence():
    head = HEAD.replace("走访慰问↵人数↵(人)", "鱼水情指数")
    result = read(form(head=head), Lesson("column", "鱼水情指数", "ignored"))
    assert [row[1] for row in figures(result)] == [None, None, None]
    assert found(result) == []


def test_a_units_name_once_explained_is_known_in_its_line():
    text = form(line="填报单位：武陵山城")
    assert found(read(text)) == [("A2", "unknown-unit")]
    result = read(text, Lesson("unit", "武陵山城", "黔江区"))
    assert (figures(result), found(result)) == (FIGURES, [])


def test_a_lesson_of_an_indicator_that_is_no_more_is_left_out():
    assert found(read(form(), Lesson("column", "走访慰问人数", "no_such"))) == []
