"""The files a briefing can be. A new one is a module and a line here; page and command line take it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sydata.analysis.briefing import Briefing, Material
from sydata.exports.briefing.document import briefing_document
from sydata.exports.briefing.form import briefing_form
from sydata.exports.briefing.slides import briefing_slides


@dataclass(frozen=True, slots=True)
class BriefingExport:
    """write gives the bytes of a file of this kind, from the briefing and the figures it was made from."""

    suffix: str
    mime: str
    zh: str
    en: str
    write: Callable[[Briefing, Material], bytes]

    def name(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


OFFICE = "application/vnd.openxmlformats-officedocument."
BRIEFINGS: tuple[BriefingExport, ...] = (
    BriefingExport(
        ".pptx",
        OFFICE + "presentationml.presentation",
        "简报（演示文稿）",
        "Briefing (slides)",
        lambda briefing, _material: briefing_slides(briefing),
    ),
    BriefingExport(
        ".docx",
        OFFICE + "wordprocessingml.document",
        "简报（公文格式）",
        "Briefing (document)",
        lambda briefing, _material: briefing_document(briefing),
    ),
    BriefingExport(
        ".xlsx",
        OFFICE + "spreadsheetml.sheet",
        "汇总表（可打印、签字）",
        "Combined form (to print and sign)",
        briefing_form,
    ),
)


def briefing_by_suffix(suffix: str) -> BriefingExport | None:
    """The writer of files of this suffix (`.docx`); None if there is none."""
    return next((each for each in BRIEFINGS if each.suffix == suffix.lower()), None)


def suffixes() -> tuple[str, ...]:
    """What a briefing can be written as."""
    return tuple(each.suffix for each in BRIEFINGS)
