"""Words that no list knows are read from their parts, or stay unknown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sydata.catalog.categories import CATEGORY_OF_WORD, TOTAL_WORDS, category_key
from sydata.catalog.forms import (
    COLUMN_ROLES,
    COUNT_WORDS,
    DATE_LINE,
    FOOTER,
    GROUP_OF_WORD,
    INDICATOR_OF_WORD,
    MONEY_LINE,
    TITLE_WORDS,
    UNIT_LINE,
)
from sydata.catalog.grammar import HeaderSense, composed_group, group_sense, header_sense
from sydata.catalog.grammar_kinds import CategorySense, category_sense
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.source import data_bytes, table
from sydata.text import squash

# Each of them changes what a figure means; none may ever be part of a word that is read.
TELLING = """
其中 其他 不含 除外 以外 上年 去年 同期 往年 历年 累计 上半年 一季度 春节 八一 计划 预算 拟 应 应发 未 待 申请 目标
人均 户均 平均 每人 每户 标准 占比 比例 同比 环比 增长 增加 减少 结余 库存 剩余 节余 上级 下拨 自筹 区级 市级 财政
社会 参加 参与 社会 参加 参与 接收 退回 退回 新增 预计 最高 最低 差额 非 无 不 等 或 ( ) 2023 2023年 % +
""".split()


def typed(section: str) -> Iterator[tuple[str, str]]:
    """(meaning, word) of a section of variants.txt."""
    inside = False
    for line in Path(__file__).with_name("variants.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside = line == f"[{section}]"
        elif inside and line:
            meaning, _, words = line.partition(" | ")
            yield from ((meaning, word) for word in words.split())


def indicator(path: str) -> str:
    sense = header_sense(tuple(map(squash, path.split(">"))))
    return sense.indicator if sense else ""


def category(label: str, *places: str) -> str:
    sense = category_sense(category_key(label), places)
    return sense.category if sense else ""


def test_the_words_of_clerks_are_understood() -> None:
    wrong = {word: indicator(word) for meaning, word in typed("headers") if indicator(word) != meaning}
    assert wrong == {}


def test_every_indicator_has_words_beyond_its_list() -> None:
    assert {meaning for meaning, _ in typed("headers")} == set(INDICATORS)


def test_near_misses_stay_unknown() -> None:
    assert {word: indicator(word) for _, word in typed("no headers") if indicator(word)} == {}


def test_kinds_of_persons_are_understood() -> None:
    assert {word: category(word) for meaning, word in typed("labels") if category(word) != meaning} == {}


def test_labels_of_no_single_category_stay_unknown() -> None:
    assert {word: category(word) for _, word in typed("no labels") if category(word)} == {}


def test_a_word_of_the_catalog_is_never_read_as_another_indicator() -> None:
    groups: dict[str, list[str]] = {"": [""]}
    for word, group in GROUP_OF_WORD.items():
        groups.setdefault(group, []).append(word)
    read = {}
    for known, meaning in INDICATOR_OF_WORD.items():
        *above, leaf = known.split(">")
        # A heading that says nothing may stand above any word.
        for heads in product(["", *groups["neutral"]], groups[above[0] if above else ""]):
            read[(*filter(None, heads), leaf)] = meaning
    senses = {path: header_sense(path) for path in read}
    assert {path: s for path, s in senses.items() if s and s.indicator != read[path]} == {}
    assert sum(s is not None for s in senses.values()) > len(senses) / 3


def test_a_word_below_a_foreign_heading_keeps_its_meaning_or_has_none() -> None:
    bare = {word: meaning for word, meaning in INDICATOR_OF_WORD.items() if ">" not in word}
    read = {(head, word): header_sense((head, word)) for head, word in product(GROUP_OF_WORD, bare)}
    assert {path: s for path, s in read.items() if s and s.indicator != bare[path[1]]} == {}


def test_a_leaf_is_not_read_below_a_group_that_the_catalog_knows_it_not_under() -> None:
    leaves = {tuple(path.split(">")) for path in INDICATOR_OF_WORD if ">" in path}
    heads = {
        "visit": "走访情况",
        "cash": "慰问金情况",
        "goods": "慰问品情况",
        "sum": "合计",
        "solved": "解决实际困难",
    }
    own = (
        "慰问金",
        "慰问品",
        "就业",
        "入学",
        "法律援助",
        "住房改造",
        "看病就医",
        "带队领导",
    )  # what a leaf may name itself
    bare = {leaf for _, leaf in leaves if not any(thing in leaf for thing in own)}
    strange = [
        (head, leaf) for (group, head), leaf in product(heads.items(), bare) if (group, leaf) not in leaves
    ]
    assert {path for path in strange if header_sense(path)} == set()


def test_a_group_of_the_catalog_is_never_read_as_another_group() -> None:
    assert {
        w: composed_group(w) for w, group in GROUP_OF_WORD.items() if composed_group(w) not in ("", group)
    } == {}
    assert {w: group_sense(w) for w, group in GROUP_OF_WORD.items() if group_sense(w) != group} == {}


def test_a_label_of_the_catalog_is_never_read_as_another_category() -> None:
    senses = {word: category_sense(word) for word in CATEGORY_OF_WORD}
    assert {w: s for w, s in senses.items() if s and s.category != CATEGORY_OF_WORD[w]} == {}
    assert sum(s is not None for s in senses.values()) > len(senses) * 2 / 3


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("走访看望情况", "visit"),
        ("看望慰问", "visit"),
        ("发放慰问金工作情况", "cash"),
        ("慰问物资", "goods"),
        ("采购慰问品情况", ""),
        ("协调解决困难情况", "solved"),
        ("共计", "sum"),
        ("工作情况", "neutral"),
        ("慰问金金额", ""),
        ("慰问金和慰问品", ""),
        ("实际发放慰问金情况", ""),
        ("座谈会", ""),
        ("其他慰问品", ""),
        ("", ""),
    ],
)
def test_headings_over_several_columns_name_their_group(word: str, group: str) -> None:
    assert group_sense(word) == group


def test_a_reading_explains_itself() -> None:
    assert header_sense(("慰问品发放工作情况", "实际发放份数")) == HeaderSense(
        "goods_count",
        (("慰问品发放工作情况", "goods"), ("实际", "actual"), ("发放", "give"), ("份数", "items")),
        "份",
    )
    assert category_sense("困难退役军人家庭") == CategorySense(
        "entitled", (("困难", "condition"), ("退役军人", "entitled persons"), ("家庭", "family"))
    )


@pytest.mark.parametrize(
    ("word", "measure"),
    [("慰问品发放件数", "件"), ("走访军属户数", "户"), ("发放慰问品总数", ""), ("实发慰问金总额", "")],
)
def test_a_counting_word_in_the_header_is_its_measure(word: str, measure: str) -> None:
    sense = header_sense((word,))
    assert sense is not None and sense.measure == measure


def test_only_the_garrison_of_the_reporting_place_is_one() -> None:
    places = ("黔江区", "黔江", "重庆市", "重庆")
    labels = [
        "驻黔江部队官兵",
        "驻黔江区部队",
        "驻重庆武警官兵",
        "驻三亚部队官兵",
        "黔江官兵",
        "黔江区人武部",
    ]
    assert [category(label, *places) for label in labels] == ["garrison"] * 3 + [""] * 3
    assert [category(label) for label in labels] == [""] * 6


def test_words_with_another_role_are_no_indicator_and_no_category() -> None:
    words = {
        *chain(*COLUMN_ROLES.values()),
        *TITLE_WORDS,
        *FOOTER,
        *UNIT_LINE,
        *DATE_LINE,
        *MONEY_LINE,
        *COUNT_WORDS,
    }
    assert {word for word in words if header_sense((word,)) or category_sense(category_key(word))} == set()
    assert {word for word in TOTAL_WORDS if category_sense(word)} == set()


def test_no_division_is_a_category() -> None:
    names = {line.split(",")[1] for line in data_bytes("divisions.csv").decode("utf-8").splitlines()}
    assert {name for name in names if category_sense(name) or category_sense(f"{name}人武部")} == set()


def test_no_telling_word_is_covered_wherever_it_stands() -> None:
    read = []
    for word in [word for _, word in typed("headers") if ">" not in word][::6]:
        for telling, place in product(TELLING, range(len(word) + 1)):
            read += [found for found in [word[:place] + telling + word[place:]] if indicator(found)]
    assert read == []


def test_no_telling_word_is_covered_in_a_label() -> None:
    unheard = [
        telling for telling in TELLING if telling not in "等()%+"
    ]  # `category_key` or a list may take these
    read = []
    for word in ("困难退役军人家庭", "驻区部队官兵", "守岛官兵家属"):
        assert category(word)
        for telling, place in product(unheard, range(len(word) + 1)):
            read += [found for found in [word[:place] + telling + word[place:]] if category_sense(found)]
    assert read == []


def words_of(kinds: dict[str, dict[str, list[str]]]) -> list[str]:
    return sorted({word for senses in kinds.values() for words in senses.values() for word in words})


HEADER_PARTS = words_of(table("wordparts.toml")["header"]["parts"])
KIND_PARTS = sorted({word for words in table("wordparts.toml")["kinds"]["parts"].values() for word in words})
STRANGE = st.sampled_from("其他上年计划预算未应拟均标准结余每户籍★〇xX9%#?( )，。\x00\U0001f600")


@settings(deadline=None)  # a machine may be busy
@given(
    st.lists(st.sampled_from(HEADER_PARTS), max_size=6),
    STRANGE,
    st.lists(st.sampled_from(HEADER_PARTS), max_size=6),
)
def test_a_header_with_one_uncovered_character_is_unknown(
    before: list[str], odd: str, after: list[str]
) -> None:
    if not any(odd in part for part in HEADER_PARTS):
        word = "".join([*before, odd, *after])
        assert (header_sense((word,)), composed_group(word)) == (None, "")


@settings(deadline=None)  # a machine may be busy
@given(
    st.lists(st.sampled_from(KIND_PARTS), max_size=6),
    STRANGE,
    st.lists(st.sampled_from(KIND_PARTS), max_size=6),
)
def test_a_label_with_one_uncovered_character_is_unknown(
    before: list[str], odd: str, after: list[str]
) -> None:
    if not any(odd in part for part in KIND_PARTS):
        assert category_sense("".join([*before, odd, *after])) is None


@settings(deadline=None)  # a machine may be busy
@given(st.lists(st.lists(st.sampled_from(HEADER_PARTS), max_size=8).map("".join), max_size=8).map(tuple))
def test_any_path_of_parts_gives_one_indicator_or_none(path: tuple[str, ...]) -> None:
    sense = header_sense(path)
    assert sense is None or (sense.indicator in INDICATORS and sense.parts)


@settings(deadline=None)  # a machine may be busy
@given(st.lists(st.sampled_from(HEADER_PARTS), max_size=8).map("".join))
def test_the_explanation_covers_the_word(word: str) -> None:
    sense = header_sense((word,))
    assert sense is None or "".join(part for part, _ in sense.parts) == word


@pytest.mark.parametrize("part", ["慰问", "走访慰问金额", "困难", "的", "军人家属", "边海防", "总" * 3, "x"])
def test_a_long_cell_costs_nothing(part: str) -> None:
    start = time.perf_counter()
    for length in (40, 60, 10_000):
        word = (part * length)[:length]
        assert (header_sense((word,)), header_sense((word, word)), group_sense(word)) == (None, None, "")
        category_sense(word)
    assert category_sense(part * 10_000) is None
    assert time.perf_counter() - start < 3


def test_an_absurdly_deep_header_is_unknown() -> None:
    assert [header_sense(("情况",) * deep + ("慰问金金额",)) is None for deep in (1, 9)] == [False, True]
