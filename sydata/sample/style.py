"""How a sheet is laid out and worded: one frozen value; a variant is a `replace` away from the form."""

from __future__ import annotations

from dataclasses import dataclass

from sydata.sample.figures import FORM

FORM_COLUMNS = ("item", "lead", *FORM)


@dataclass(frozen=True)
class Style:
    """A way to fill in the form. The defaults are the Chongqing form as printed.

    header: `merged`; `unmerged` (words in the top-left cell only); `repeated` (in each cell); `flat` (a row).
    money: 万元 or 元. measure_in: where the measure stands: `header`, `row` (a row below the header), `line`
    (单位：元 above the table, for money), `file` (nowhere). number_row: `digits`, `marks` or none.
    title_in, unit_in: `cell`, `sheet`, `file`, `folder`. numbers: `plain`, `text`, `thousands`, `fullwidth`,
    `suffix`, `yuan` (元 behind each amount), `format` (a number format with the word in it).
    split: `visits` or `kinds` (several rows a category). lines: how unit and date stand above the table:
    `two` lines, `one` line, `strip` (one merged cell), `cells` (label and value in cells of their own).
    breaks: what stands for a line break in a cell. turned: indicators down. date_way -1 leaves the date out.
    """

    columns: tuple[str, ...] = FORM_COLUMNS
    header: str = "merged"
    money: str = "万元"
    measure_in: str = "header"
    number_row: str = ""
    title_in: str = "cell"
    unit_in: str = "cell"
    title_way: int = 0
    unit_way: int = 0
    date_way: int = 0
    label_way: int = 0
    numbers: str = "plain"
    zero: str = "0"
    total_row: str = "总 计"
    total_first: bool = False
    split: str = ""
    within: bool = False
    annex: bool = True
    lines: str = "two"
    footer: bool = False
    note: str = ""
    turned: bool = False
    round_total: bool = False
    breaks: str = "\n"
    sheet: str = "Sheet1"
