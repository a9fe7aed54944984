from __future__ import annotations

from io import BytesIO

import pandas as pd
from openpyxl import load_workbook

from sydata.exports.shown import shown_csv, shown_workbook, typed

FRAME = pd.DataFrame(
    {
        "单位": ["万州区", "=1+1"],
        "增减": ["+1,234.50", "−94.10"],
        "人数": ["1,234", "—"],
        "增幅": ["增长 3.2%", "无上年数据"],
    }
)
NUMBERS = ["增减", "人数", "增幅"]


def test_what_reads_as_a_number_becomes_one_again() -> None:
    made = typed(FRAME, NUMBERS)
    assert made["增减"].tolist() == [1234.5, -94.1]
    assert made["人数"].tolist() == [1234, pd.NA]
    assert made["增幅"].tolist() == ["增长 3.2%", "无上年数据"]


def test_no_text_of_a_table_is_a_formula_in_csv_or_workbook() -> None:
    assert shown_csv(FRAME, NUMBERS).decode("utf-8-sig").splitlines()[2] == "'=1+1,-94.1,,无上年数据"
    book = load_workbook(BytesIO(shown_workbook(FRAME, NUMBERS, ("标题", "口径", "来源 v1"), "zh")))
    cell = book["数据"]["A3"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    assert (book["数据"]["B3"].value, book["数据"]["C3"].value) == (-94.1, None)
    assert [row[1].value for row in book["说明"].iter_rows(min_row=2)] == ["标题", "口径", "来源 v1"]
