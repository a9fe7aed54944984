"""What is said about one unit beside its peers."""

from __future__ import annotations

from sydata.analysis.peers import Peers, Place
from sydata.analysis.subjects import Subject
from sydata.wording import Lang


def peers_words(among: Peers, lang: Lang) -> str:
    """`对比单位：规模相近的 12 个区`."""
    count = len(among.codes)
    if not count:
        return {"zh": "没有可对比的同类单位", "en": "no peers to compare with"}[lang]
    if lang == "zh":
        return f"对比单位：{'规模相近的' if among.near else '其他'} {count} 个{among.kind.zh}"
    return f"peers: {count} {'' if among.near else 'other '}{among.kind.en}{' of like size' if among.near else ''}"


def placed(name: str, shown: Subject, at: Place | None, among: Peers, period: str, lang: Lang) -> str:
    """`万州区2024年春节合计投入 64.88 万元，在规模相近的 12 个区中高于中位数 60.12 万元`."""
    what = shown.short(lang)
    if at is None or at.own is None:
        return {"zh": f"{name}{period}没有{what}数据", "en": f"{name}: no figure of {what} in {period}"}[lang]
    own = shown.text(at.own, lang)
    head = f"{name}{period}{what} {own}" if lang == "zh" else f"{name}, {period}: {what} {own}"
    if at.middle is None:
        return head + {"zh": "，没有可对比的同类单位", "en": "; no peers to compare with"}[lang]
    return head + _against(shown, at, among, lang)


def _against(shown: Subject, at: Place, among: Peers, lang: Lang) -> str:
    middle = shown.text(at.middle, lang)
    same = shown.figure(at.own) == shown.figure(at.middle)
    above = (at.own or 0) > (at.middle or 0)
    if lang == "zh":
        who = f"{'规模相近的' if among.near else '其他'} {at.count} 个{among.kind.zh}"
        way = "等于" if same else "高于" if above else "低于"
        return f"，{way}{who}的中位数 {middle}"
    who = f"{at.count} {'' if among.near else 'other '}{among.kind.en}{' of like size' if among.near else ''}"
    way = "equal to" if same else "above" if above else "below"
    return f", {way} the median of {who}, {middle}"


def range_words(shown: Subject, at: Place, lang: Lang) -> str:
    """The peers' median and range, as they stand beside a point."""
    if at.middle is None:
        return {"zh": "没有同类数据", "en": "no figures of peers"}[lang]
    low, high = shown.figure(at.low), shown.text(at.high, lang)
    if lang == "zh":
        return f"同类 {at.count} 个：中位数 {shown.figure(at.middle)}，范围 {low} – {high}"
    return f"{at.count} peers: median {shown.figure(at.middle)}, range {low} – {high}"
