"""The dictionary of an export: what its indicators, categories and units mean, one table each, in both languages."""

from __future__ import annotations

import pandas as pd

from sydata.catalog.categories import CATEGORIES
from sydata.catalog.festivals import period_name
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.units import unit
from sydata.exports.content import Content

KINDS = {
    "territorial": ("区划", "Territorial"),
    "department": ("成员单位", "Department"),
    "enterprise": ("企业", "Enterprise"),
    "troop": ("驻军", "Troop unit"),
}
MEASURES = {
    "money": ("1 万元 = 10,000 元，精确到分", "1 wan yuan = 10,000 yuan, exact to the fen"),
    "count": ("整数", "whole number"),
}
MOST_WORDS = 12  # ways of writing a name that are shown


def indicators(content: Content) -> pd.DataFrame:
    """indicator, zh, en, measure_zh, measure_en, meaning, form (a column of the form), words (ways it is written)."""
    there = {*content.data.columns, *content.observations["indicator"].unique()}
    rows = [
        {
            "id": each.id, "zh": each.zh, "en": each.en, "measure_zh": each.unit_zh, "measure_en": each.unit_en,
            "meaning": MEASURES["money" if each.money else "count"][content.language == "en"],
            "form": _yes(each.form, content), "words": "、".join(each.words[:MOST_WORDS]),
        }
        for each in INDICATORS.values()
        if each.id in there
    ]  # fmt: skip
    columns = ["id", "zh", "en", "measure_zh", "measure_en", "meaning", "form", "words"]
    return pd.DataFrame(rows, columns=columns, dtype="str")


def categories(content: Content) -> pd.DataFrame:
    """id, zh, en, and short names of every category of the catalog, with ways it is written."""
    rows = [
        {
            "id": each.id, "zh": each.zh, "en": each.en, "short_zh": each.short_zh, "short_en": each.short_en,
            "words": "、".join(each.words[:MOST_WORDS]),
        }
        for each in CATEGORIES.values()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "zh", "en", "short_zh", "short_en", "words"], dtype="str")


def periods(content: Content) -> pd.DataFrame:
    """period, year, festival, units, rows, figures (how many are in the export), version: a row a period."""
    rows = []
    for each, version in content.versions:
        data, figures = (
            frame[(frame["year"] == each.year).fillna(False) & (frame["festival"] == each.festival)]
            for frame in (content.data, content.observations)
        )
        name = each.id if content.language == "ids" else period_name(each, content.language)
        held = (data["unit_code"].nunique(), len(data), len(figures))
        rows.append((name, each.year, each.festival, *held, version))
    return pd.DataFrame(rows, columns=["period", "year", "festival", "units", "rows", "figures", "version"])


def units(content: Content) -> pd.DataFrame:
    """unit_code, unit, kind, since, until (first and last year it reports) of the units in the export."""
    seen = pd.concat([frame[["unit_code", "unit"]] for frame in (content.data, content.observations)])
    seen = seen[seen["unit_code"].fillna("") != ""].drop_duplicates("unit_code").sort_values("unit_code")
    rows = [_unit(str(code), str(name), content) for code, name in seen.itertuples(index=False)]
    frame = pd.DataFrame(rows, columns=["unit_code", "unit", "kind", "since", "until"])
    return frame.astype({"since": "Int64", "until": "Int64"})


def _unit(code: str, name: str, content: Content) -> dict[str, object]:
    known = unit(code)
    kind = known.kind if known else "troop" if code.startswith("troop-") else ""
    told = KINDS[kind][content.language == "en"] if kind and content.language != "ids" else kind
    since, until = (known.since, known.until) if known else (None, None)
    return {"unit_code": code, "unit": name, "kind": told, "since": since, "until": until}


def _yes(so: bool, content: Content) -> str:
    if content.language == "ids":
        return "1" if so else "0"
    return ("是" if so else "否") if content.language == "zh" else ("yes" if so else "no")
