"""The words of the form: header cells with the line breaks of the printed form, and row labels."""

from __future__ import annotations

from typing import NamedTuple

from sydata.sample.style import Style


class Column(NamedTuple):
    """A column: the group above it (or empty), its own words, its measure, its words without a group."""

    group: str
    words: str
    measure: str
    flat: str


CASH, GOODS = "发放慰问金情况", "发放慰问品情况"
SOLVED = "解决实际困难\n情况（子女入\n学、家属就业、\n住房改造、看\n病就医、法律\n援助等）（填写\n数量）"
COLUMNS = {
    "item": Column("", "项目", "", "项目"),
    "lead": Column("", "带队领导", "", "带队领导"),
    "visited_people": Column("", "走访慰问\n人数", "人", "走访慰问人数"),
    "cash_amount": Column(CASH, "发放金额", "万元", "发放慰问金金额"),
    "cash_recipients": Column(CASH, "发放人数", "人", "发放慰问金人数"),
    "goods_cost": Column(GOODS, "购买慰问品\n支出金额", "万元", "购买慰问品支出金额"),
    "goods_count": Column(GOODS, "发放慰问品\n数量", "件", "发放慰问品数量"),
    "goods_recipients": Column(GOODS, "发放人数", "人", "发放慰问品人数"),
    "total_amount": Column("", "合计", "万元", "合计"),
    "difficulties_solved": Column("", SOLVED, "", "解决实际困难情况（填写数量）"),
    "letters": Column("", "慰问信（封）", "", "慰问信（封）"),
    "meetings": Column("", "座谈会（场）", "", "座谈会（场）"),
    "new_year_prints": Column("", "年画春联（份）", "", "年画春联（份）"),
    "unit": Column("", "区县", "", "区县"),
    "serial": Column("", "序号", "", "序号"),
    "remark": Column("", "备注", "", "备注"),
}
EXTRAS = ("letters", "meetings", "new_year_prints")
TEXTS = ("unit", "item", "lead", "serial", "remark")
LABELS = {
    "entitled": (
        "重点优抚对象、\n困难退役军人\n等优抚对象",
        "重点优抚对象、困难退役军人等优抚对象",
        "优抚对象",
    ),
    "garrison": ("驻地部队\n基层官兵", "驻地部队基层官兵", "驻地部队官兵"),
    "border": ("边海防官兵", "边海防官兵", "边海防官兵家庭"),
}
KINDS = {"entitled": ("残疾军人", "困难退役军人"), "garrison": ("武警官兵", "人武部官兵")}


def column(name: str) -> Column:
    """A column by its id; `?words` is a column that no catalog knows."""
    return Column("", name[1:], "", name[1:]) if name.startswith("?") else COLUMNS[name]


def measure(name: str, style: Style) -> str:
    """The measure of a column in this style: 元 where the sheet reckons in 元."""
    word = column(name).measure
    return style.money if word == "万元" else word


def heading(name: str, style: Style, flat: bool) -> str:
    """The words of the lowest header cell, with the measure where the style has it there."""
    spec, word = column(name), measure(name, style)
    words = spec.flat if flat else spec.words
    shown = style.measure_in == "header" or (style.measure_in in ("line", "file") and word in ("人", "件"))
    if word and shown:
        words += f"({word})" if flat else f"\n({word})"
    return words.replace("\n", style.breaks)


def label(category: str, style: Style) -> str:
    """A row's label; a category that the form does not know is its own label."""
    words = LABELS[category][style.label_way] if category in LABELS else category
    return words.replace("\n", style.breaks)
