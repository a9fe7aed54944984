"""The titles of cards: each states what its figures show, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sydata.analysis.change import Change, UnitChange, change
from sydata.analysis.change_words import size as size_words
from sydata.analysis.subjects import Subject
from sydata.analysis.words import units_en
from sydata.wording import Lang, change_words, rounded


def shares(name: str, years: Mapping[int, Fraction], lang: Lang) -> str:
    """`优抚对象占比由 2018 年的 66.7% 降至 59.9%`. years: share in percent, in the order of the years."""
    if not years:
        return {"zh": "本期无分类数据", "en": "No figures by category"}[lang]
    first, last = min(years), max(years)
    then, now = rounded(years[first]), rounded(years[last])
    if first == last:
        return {"zh": f"{last} 年{name}占 {now}%", "en": f"{name}: {now}% in {last}"}[lang]
    if then == now:
        return {
            "zh": f"{name}占比与 {first} 年相同，为 {now}%",
            "en": f"{name}: {now}% in {last}, as in {first}",
        }[lang]
    zh, en = ("升至", "rose") if now > then else ("降至", "fell")
    return {
        "zh": f"{name}占比由 {first} 年的 {then}% {zh} {now}%",
        "en": f"{name}: share {en} from {then}% in {first} to {now}% in {last}",
    }[lang]


def rises(units: Sequence[UnitChange], lang: Lang) -> str:
    """`两年都有数据的 38 个单位中，26 个增加，11 个减少`."""
    steps = [unit.difference for unit in units if unit.difference is not None]
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if not steps:
        return {"zh": "没有两年都有数据的单位", "en": "No unit has figures in both years"}[lang]
    return {
        "zh": f"两年都有数据的 {len(steps)} 个单位中，{up} 个增加，{down} 个减少",
        "en": f"Of {units_en(len(steps))} with figures in both years, {up} rose and {down} fell",
    }[lang]


def extremes(units: Sequence[UnitChange], lang: Lang, shown: Subject | None = None) -> str:
    """`增幅最大：忠县（增长 121.0%）；降幅最大：大足区（下降 37.3%）`, over the units with a percentage.

    Of shares (`shown`) the change is in percentage points.
    """
    share = shown is not None and shown.share
    moves = {unit.name: change(unit.now, unit.before) for unit in units}
    steps = {name: (move.difference if share else move.percent) for name, move in moves.items()}
    known = {name: step for name, step in steps.items() if step}
    said = []
    for pick, zh, en in ((max, "增幅最大", "Largest rise"), (min, "降幅最大", "largest fall")):
        name = pick(known, key=lambda name: known[name]) if known else ""
        if known and (known[name] > 0) == (pick is max):
            move = moves[name]
            words = size_words(shown, move, lang) if shown else change_words(move.percent, "", lang)
            said.append(f"{zh}：{name}（{words}）" if lang == "zh" else f"{en}: {name} ({words})")
    text = ("；" if lang == "zh" else "; ").join(said)
    return text[:1].upper() + text[1:] if text else rises(units, lang)


SIDES = (("增加最多", "added most"), ("减少最多", "took most away"))
ONE_SIDED = (("上年无数据", "had no figure a year ago"), ("本期无数据", "has no figure now"))


def pulls(units: Sequence[UnitChange], shown: Subject, lang: Lang) -> str:
    """`梁平区增加最多（+49.68 万元），大足区减少最多（−35.06 万元）；黔江区本期无数据（−275.17 万元）`.

    Rose and fell are said of units with both figures only; one that gave a single figure, and so adds more to the
    plain change than any of them, is named for what it is.
    """
    moved, told = [], []
    for up, (side, one) in zip((True, False), zip(SIDES, ONE_SIDED, strict=True), strict=True):
        going = [unit for unit in units if unit.contribution and (unit.contribution > 0) == up]
        both = max((u for u in going if u.difference is not None), key=_weight, default=None)
        alone = max((u for u in going if u.difference is None), key=_weight, default=None)
        if both:
            moved.append(_pull(both, side, shown, lang))
        if alone and (both is None or alone.weight > both.weight):
            told.append(_pull(alone, one, shown, lang))
    if not moved and not told:
        return {"zh": "各单位均无增减", "en": "No unit changed"}[lang]
    comma, stop = ("，", "；") if lang == "zh" else (", ", "; ")
    return stop.join(part for part in (comma.join(moved), comma.join(told)) if part)


def _weight(unit: UnitChange) -> Fraction:
    return Fraction(unit.weight)


def _pull(unit: UnitChange, words: tuple[str, str], shown: Subject, lang: Lang) -> str:
    size = shown.moved(unit.contribution, lang)
    return f"{unit.name}{words[0]}（{size}）" if lang == "zh" else f"{unit.name} {words[1]} ({size})"


def ranked(units: Sequence[UnitChange], shown: Subject, lang: Lang) -> str:
    """`梁平区最多，为 163.04 万元；半数单位不低于 50.30 万元`. units: with a figure now, the largest first."""
    if not units:
        return {"zh": "本期无数据", "en": "No figures in this period"}[lang]
    most, middle = (shown.text(units[at].now, lang) for at in (0, (len(units) - 1) // 2))
    return {
        "zh": f"{units[0].name}最多，为 {most}；半数单位不低于 {middle}",
        "en": f"{units[0].name} has most, {most}; half of the units have at least {middle}",
    }[lang]


def moved_parts(parts: Mapping[str, Change], shown: Subject, lang: Lang) -> str:
    """`边海防官兵变动最大：由 1,250.00 元/人 升至 1,297.36 元/人`: the part whose ratio moved most for its size."""
    known = {name: move for name, move in parts.items() if move.difference}
    if not known:
        return {"zh": "各类对象均无变动", "en": "No category moved"}[lang]

    def weight(name: str) -> Fraction:
        move = known[name]
        size = move.difference if shown.share or move.percent is None else move.percent
        return abs(Fraction(size or 0))

    name = max(known, key=weight)
    then, now = (shown.text(each, lang) for each in (known[name].before, known[name].now))
    up = (known[name].difference or 0) > 0
    if lang == "zh":
        return f"{name}变动最大：由 {then} {'升至' if up else '降至'} {now}"
    return f"{name} moved most: {'up' if up else 'down'} from {then} to {now}"


def highest(units: Sequence[UnitChange], shown: Subject, lang: Lang) -> str:
    """`人均投入最高的是忠县、万州区；半数单位不低于 530.51 元/人。` units: with a figure now, the largest first."""
    names, middle = [unit.name for unit in units[:3]], shown.text(units[(len(units) - 1) // 2].now, lang)
    if lang == "zh":
        return f"{shown.short(lang)}最高的是{'、'.join(names)}；半数单位不低于 {middle}。"
    return f"{shown.short(lang)} is highest in {', '.join(names)}; half of the units have at least {middle}."
