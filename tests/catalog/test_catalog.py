"""The catalog's data is complete in both languages, and says what was agreed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from string import Formatter
from typing import Any

import pytest

from sydata.catalog.categories import CATEGORIES, TOTAL_WORDS, category_key
from sydata.catalog.festivals import FESTIVALS, parse_period_id, period_name
from sydata.catalog.findings import CAUSES, KINDS, PHRASES, message, statement
from sydata.catalog.forms import COUNT_WORDS, GROUP_OF_WORD, MONEY_UNITS, REASONS
from sydata.catalog.indicators import INDICATORS, MONEY, TEXT, form_indicators
from sydata.catalog.source import table
from sydata.model import Finding

AGREED = {
    "error": {
        "unreadable-file",
        "no-table",
        "blank-return",
        "unit-missing",
        "unknown-unit",
        "unit-ambiguous",
        "unit-conflict",
        "period-missing",
        "period-conflict",
        "unknown-category",
        "not-a-number",
        "negative",
        "fraction-of-count",
        "formula-without-value",
        "measure-unit-suspect",
        "row-total-mismatch",
        "column-total-mismatch",
        "rollup-mismatch",
    },
    "warning": {
        "narrative-only",
        "version-undecided",
        "unknown-column",
        "other-measure",
        "approximate-value",
        "recipients-exceed-visited",
        "amount-without-recipients",
        "outlier",
        "swing",
        "same-as-last-year",
        "overlapping-units",
    },
    "info": {"hidden-content", "duplicate", "superseded", "missing-column", "boundary-change"},
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENTRIES: dict[str, Mapping[str, Any]] = {
    "indicator": {key: asdict(entry) for key, entry in INDICATORS.items()},
    "category": {key: asdict(entry) for key, entry in CATEGORIES.items()},
    "festival": {key: asdict(entry) for key, entry in FESTIVALS.items()},
    "finding": {key: asdict(entry) for key, entry in KINDS.items()},
    "cause": CAUSES,
    "reason": {key: {"zh": zh, "en": en} for key, (zh, en) in REASONS.items()},
    "phrase": {key: {"zh": zh, "en": en} for key, (zh, en) in PHRASES.items()},
}


def words(entry: Mapping[str, Any], language: str) -> dict[str, str]:
    return {name: text for name, text in entry.items() if re.fullmatch(rf"(\w+_)?{language}", name)}


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_entry_is_named_in_both_languages(kind: str) -> None:
    for key, entry in ENTRIES[kind].items():
        chinese, english = words(entry, "zh"), words(entry, "en")
        assert len(chinese) == len(english) > 0, key
        lacking = {name for name, text in (chinese | english).items() if not text.strip()}
        assert lacking <= {"unit_zh", "unit_en"}, key  # a text indicator has no unit
        named = [text for text in chinese.values() if text and "{" not in text]
        assert all(CHINESE.search(text) for text in named), key


@pytest.mark.parametrize("kind", ["indicator", "category", "festival", "reason", "cause"])
def test_no_two_entries_have_one_name(kind: str) -> None:
    for language in ("zh", "en"):
        names = Counter(entry[language] for entry in ENTRIES[kind].values())
        assert [name for name, count in names.items() if count > 1] == []


def test_no_two_indicators_share_a_word() -> None:
    said = Counter(word for i in INDICATORS.values() for word in {*i.words, *i.paths})
    assert [word for word, count in said.items() if count > 1] == []


def test_no_two_categories_share_a_word_and_none_is_a_total() -> None:
    said = Counter(word for c in CATEGORIES.values() for word in {category_key(w) for w in c.words})
    assert [word for word, count in said.items() if count > 1] == []
    assert TOTAL_WORDS & said.keys() == set()


def test_every_indicator_path_begins_with_a_known_group() -> None:
    groups = {*GROUP_OF_WORD.values(), "sum"}
    assert {p for i in INDICATORS.values() for p in i.paths if p.split(">")[0] not in groups} == set()


def test_measures_are_known_and_have_an_english_name() -> None:
    for indicator in INDICATORS.values():
        assert indicator.measure in {MONEY, TEXT, *COUNT_WORDS}, indicator.id
        assert set(indicator.also) <= set(COUNT_WORDS), indicator.id
        assert bool(indicator.unit_en) == (indicator.measure != TEXT), indicator.id


def test_money_units_are_worth_what_they_are_worth() -> None:
    assert dict(MONEY_UNITS) == {
        "元": 100,
        "万元": 1_000_000,
        "十万元": 10_000_000,
        "百万元": 100_000_000,
        "千万元": 1_000_000_000,
        "万": 1_000_000,
        "亿元": 10_000_000_000,
        "千元": 100_000,
        "百元": 10_000,
        "角": 10,
        "分": 1,
    }


def test_the_chongqing_form_has_its_eight_figures_in_order() -> None:
    assert [(i.id, i.unit_zh) for i in form_indicators()] == [
        ("visited_people", "人"),
        ("cash_amount", "万元"),
        ("cash_recipients", "人"),
        ("goods_cost", "万元"),
        ("goods_count", "件"),
        ("goods_recipients", "人"),
        ("total_amount", "万元"),
        ("difficulties_solved", "件"),
    ]


def test_only_the_leading_official_is_sensitive() -> None:
    assert [i.id for i in INDICATORS.values() if i.sensitive] == ["lead_official"]


def test_categories_and_festivals_keep_their_ids_and_order() -> None:
    assert list(CATEGORIES) == ["entitled", "garrison", "border", "other", "unspecified"]
    assert [f.id for f in sorted(FESTIVALS.values(), key=lambda f: f.rank)] == [
        "spring",
        "army_day",
        "annual",
        "other",
    ]


@pytest.mark.parametrize(
    ("id", "zh", "en"),
    [("2024-spring", "2024年春节", "2024 Spring Festival"), ("2023-army_day", "2023年八一", "2023 Army Day")],
)
def test_periods_are_named_in_both_languages(id: str, zh: str, en: str) -> None:
    period = parse_period_id(id)
    assert period is not None
    assert (period_name(period), period_name(period, "en")) == (zh, en)


@pytest.mark.parametrize("text", ["2024", "2024-easter", "24-spring", "2024-spring ", "3024-spring"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period_id(text) is None


@pytest.mark.parametrize("severity", AGREED)
def test_finding_codes_have_the_agreed_severity(severity: str) -> None:
    agreed = {code for codes in AGREED.values() for code in codes}
    assert {k.code for k in KINDS.values() if k.severity == severity and k.code in agreed} == AGREED[severity]


def test_reading_can_name_every_cause_it_gives() -> None:
    given = (
        "password damaged picture scan pdf old-word not-converted old-excel rar seven-zip packed ofd slides mail "
        "shortcut program media database iwork document too-large empty unknown missing"
    )
    assert set(given.split()) == CAUSES.keys()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", KINDS)
def test_every_message_fills_its_template(code: str, language: str) -> None:
    kind = asdict(KINDS[code])
    templates = kind[f"message_{language}"] + kind[f"advice_{language}"]
    names = {name for _, name, _, _ in Formatter().parse(templates) if name}
    params = {name: f"<{name}>" for name in names - {"text", "unit", "cell", "sheet", "file"}}
    said = message(Finding(code, "a.xlsx", unit="黔江区", text="<text>", params=params), language)
    missing = [name for name, value in params.items() if value not in said]
    assert "{" not in said and "}" not in said
    # words of a cause come from the catalog itself, not from a finding
    assert [name for name in missing if not name.startswith(("cause_", "remedy_"))] == []


@pytest.mark.parametrize("cause", CAUSES)
def test_an_unreadable_file_is_explained_with_its_cause_and_remedy(cause: str) -> None:
    finding = Finding("unreadable-file", "a.xlsx", params={"cause": cause})
    assert message(finding).startswith(CAUSES[cause]["zh"])
    assert message(finding).endswith(CAUSES[cause]["remedy_zh"])
    assert message(finding, "en").endswith(CAUSES[cause]["remedy_en"])


def test_festival_months_are_months_and_each_date_belongs_to_a_period() -> None:
    both = table("festivals.toml")["both"]["months"]
    months = [*FESTIVALS.values()]
    assert {m for f in months for m in (*f.months_same, *f.months_next)} == set(range(1, 13))
    assert set(both) <= FESTIVALS.keys()


@pytest.mark.parametrize(
    ("other", "said"),
    [("2023年春节", "(2023 Spring Festival)"), ("另一张表", "(另一张表)"), ("2023年", "(2023年)")],
)
def test_an_english_message_names_a_period_in_english(other: str, said: str) -> None:
    found = Finding("same-as-last-year", "a.xlsx", params={"count": 8, "other": other})
    assert said in statement(found, "en")
    assert f"（{other}）" in statement(found, "zh")
