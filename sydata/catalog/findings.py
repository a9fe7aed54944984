"""Kinds of findings (核查问题): severity, words and advice for each code, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sydata.catalog.source import table
from sydata.model import Finding, Severity


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
CAUSES: Mapping[str, Mapping[str, str]] = MappingProxyType(table("findings.toml")["causes"])
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class _Blanks(dict[str, object]):
    """A template's optional words: what a finding does not name is left out."""

    def __missing__(self, key: str) -> str:
        return ""


def _words(finding: Finding) -> _Blanks:
    words = _Blanks(finding.params)
    cause = CAUSES.get(str(finding.params.get("cause", "")), {})
    words.update(
        {"cause_zh": cause.get("zh", ""), "cause_en": cause.get("en", ""), "remedy_zh": cause.get("remedy_zh", "")}
    )
    words["remedy_en"] = cause.get("remedy_en", "")
    for key in ("text", "cell", "sheet", "file", "unit"):
        words.setdefault(key, getattr(finding, key))
    return words


def message(finding: Finding, language: str = "zh") -> str:
    """A sentence a clerk understands, and what to do, in Chinese or (`en`) English. Plain text, never markup."""
    kind = KINDS[finding.code]
    chinese = language == "zh"
    templates = (kind.message_zh, kind.advice_zh) if chinese else (kind.message_en, kind.advice_en)
    return ("" if chinese else " ").join(t.format_map(_words(finding)) for t in templates)
