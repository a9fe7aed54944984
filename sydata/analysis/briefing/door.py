"""The one step: a briefing from its material."""

from __future__ import annotations

from sydata.analysis.briefing import tables
from sydata.analysis.briefing.material import Material
from sydata.analysis.briefing.nouns import Briefing
from sydata.analysis.briefing.paragraph import paragraph
from sydata.analysis.briefing.rules import highlights
from sydata.catalog.briefing import phrase
from sydata.catalog.festivals import period_name
from sydata.catalog.offices import office
from sydata.catalog.reminder_words import period_words


def brief(of: Material) -> Briefing:
    """The briefing in the language of the material. Pure: the same material gives the same briefing."""
    where, lang = office(of.office), of.lang
    name = where.name if lang == "zh" else where.name_en
    return Briefing(
        office=of.office,
        office_name=name,
        period=of.period,
        period_name=period_name(of.period, lang),
        before_name=period_name(of.before, lang),
        lang=lang,
        title=_title(of, name),
        status=_status(of),
        draft=of.stamp.signed is None,
        version=of.stamp.version,
        created=of.stamp.created,
        coverage=of.progress.coverage,
        paragraph=paragraph(of),
        highlights=highlights(of),
        indicators=tables.indicators(of),
        categories=tables.categories(of),
        units=tables.units(of),
        years=tables.years(of),
        sensitive=of.sensitive,
    )


def _title(of: Material, name: str) -> str:
    when = {"during": period_words(of.period), "period": period_name(of.period, of.lang)}
    return phrase("say", "title", of.lang, office=name, **when)


def _status(of: Material) -> str:
    if of.stamp.signed is None:
        return phrase("say", "draft", of.lang)
    return phrase("say", "signed", of.lang, version=of.stamp.signed)
