"""Kinds of findings (核查问题): severity, words and advice for each code, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import FESTIVALS, period, period_name
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.source import table
from sydata.model import Finding, Severity
from sydata.text import visible


@dataclass(frozen=True, slots=True)
class FindingKind:
    """message and advice are templates; see `message`."""

    code: str
    group: str
    severity: Severity
    title_zh: str
    title_en: str
    message_zh: str
    message_en: str
    advice_zh: str
    advice_en: str

    def title(self, language: str) -> str:
        return self.title_zh if language == "zh" else self.title_en


KINDS: Mapping[str, FindingKind] = MappingProxyType(
    {e["code"]: FindingKind(**e) for e in table("findings.toml")["finding"]}
)
WAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: tuple(ways) for name, ways in table("findings.toml")["ways"].items()}
)
CAUSES: Mapping[str, Mapping[str, str]] = MappingProxyType(table("findings.toml")["causes"])
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def ways(code: str) -> tuple[str, ...]:
    """What a person can do about a finding of this kind (see findings.toml), the likeliest first."""
    return WAYS.get(code, WAYS[KINDS[code].group])


class _Blanks(dict[str, object]):
    """A template's optional words: what a finding does not name is left out."""

    def __missing__(self, key: str) -> str:
        return ""


PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {key: (zh, en) for key, (zh, en) in table("findings.toml")["phrases"].items()}
)
# Parameters that name a phrase, and parameters that name an indicator; in this order, since one may use another.
LANGUAGES = ("zh", "en")
PHRASED = ("other_source", "source", "reason", "hint", "what", "why", "missing", "by", "meant")
LISTS = ("parts", "names", "candidates", "places")  # parameters that list, with the Chinese comma between
INDICATOR_PARAMS = ("indicator", "other_indicator")


def _words(finding: Finding) -> _Blanks:
    """What a template may name: the finding's own fields, its parameters, and the phrases these stand for."""
    words = _Blanks(finding.params)
    for key in ("text", "cell", "sheet", "file", "unit", "indicator"):
        words.setdefault(key, getattr(finding, key))
    if category := CATEGORIES.get(finding.category):
        words |= {"category_zh": category.short_zh, "category_en": category.short_en}
    for key in INDICATOR_PARAMS:
        if found := INDICATORS.get(str(words[key])):
            stem = key.removesuffix("_indicator")
            words |= {f"{stem}_zh": found.zh, f"{stem}_en": found.en}
            words |= {f"{stem}_unit_zh": found.unit_zh, f"{stem}_unit_en": found.unit_en}
    several = [INDICATORS[id] for id in str(words["indicators"]).split("、") if id in INDICATORS]
    words.setdefault("indicators_zh", "、".join(of.zh for of in several) or words["text"])
    words.setdefault("indicators_en", ", ".join(of.en for of in several) or words["text"])
    cause = CAUSES.get(str(words["cause"]), {})
    words |= {f"cause_{key}": cause[key] for key in ("zh", "en") if cause}
    words |= {key: cause[key] for key in ("remedy_zh", "remedy_en") if cause}
    for key in PHRASED:
        if phrase := PHRASES.get(str(words[key])):
            words |= {
                f"{key}_{language}": text.format_map(words)
                for language, text in zip(LANGUAGES, phrase, strict=True)
            }
    return words


def message(finding: Finding, language: str = "zh") -> str:
    """A sentence a clerk understands, and what to do, in Chinese or (`en`) English. Plain text, never markup."""
    return ("" if language == "zh" else " ").join((statement(finding, language), advice(finding, language)))


def statement(finding: Finding, language: str = "zh") -> str:
    """The sentence that says what is wrong, without the advice."""
    kind = KINDS[finding.code]
    return filled(kind.message_zh if language == "zh" else kind.message_en, finding, language)


def advice(finding: Finding, language: str = "zh") -> str:
    """What the office is to do."""
    kind = KINDS[finding.code]
    return filled(kind.advice_zh if language == "zh" else kind.advice_en, finding, language)


def filled(template: str, finding: Finding, language: str = "zh") -> str:
    """A template with the words of a finding in it."""
    words = _words(finding)
    if language != "zh":
        words |= {"other": _period_in(str(words["other"]), language)} if "other" in words else {}
        words |= {key: str(words[key]).replace("、", ", ") for key in LISTS if key in words}
    return visible(template.format_map(words))


def _period_in(words: str, language: str) -> str:
    """The name of a period, which findings keep in Chinese, in this language; other words as they are."""
    found = next(
        (id for id, of in FESTIVALS.items() if re.fullmatch(rf"\d{{4}}年{re.escape(of.zh)}", words)), ""
    )
    return period_name(period(int(words[:4]), found), language) if found else words
