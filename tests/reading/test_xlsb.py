"""Binary workbooks give the same cells as any other; far cells and lying records do no harm."""

from __future__ import annotations

import random
import struct
import time
from datetime import date

import pytest

from sydata.errors import UnreadableFile
from sydata.model import Mark, Merge
from tests.reading import binary, drawn

PART = "xl/worksheets/sheet1.bin"


def book(*rows: bytes, columns: bytes = b"", flags: int = 0, merges: tuple[Merge, ...] = ()) -> bytes:
    return drawn.zipped(binary.members(("汇总", binary.sheet(rows, merges, columns)), flags=flags))


def test_form_reads_like_any_workbook() -> None:
    sheet = drawn.only(binary.xlsb())
    assert (sheet.name, sheet.rows, sheet.merges) == ("汇总", drawn.ROWS, drawn.MERGES)
    assert (sheet.visible, sheet.source, sheet.marks, sheet.stray) == (True, "workbook", {}, ())


def test_errors_formulas_without_value_and_formats_are_marked() -> None:
    values = [("error", 0x17), ("formula", ""), ("formula", "无"), ("formula", 7.0)]
    cells = [binary.cell(c, value) for c, value in enumerate(values)]
    cells += [binary.cell(4, 5.0, style=1), binary.cell(5, 45348.0, style=2)]
    sheet = drawn.only(book(binary.row(0, cells)))
    assert sheet.rows == ((None, None, "无", 7.0, 5.0, date(2024, 2, 26)),)
    assert sheet.marks == {
        (0, 0): Mark("error", "#REF!"), (0, 1): Mark("formula", "="), (0, 4): Mark("format", '0.00"万元"'),
    }  # fmt: skip


def test_stored_zero_is_no_value_where_all_is_to_be_calculated_anew() -> None:
    row = binary.row(0, [binary.cell(0, ("formula", 0.0)), binary.cell(1, ("formula", 3.0))])
    assert drawn.only(book(row)).rows == ((0.0, 3.0),)
    sheet = drawn.only(book(row, flags=1))
    assert (sheet.rows, sheet.marks) == (((None, 3.0),), {(0, 0): Mark("formula", "=")})


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    rows = [
        binary.row(0, [binary.cell(c, "a") for c in range(4)]),
        binary.row(1, [binary.cell(3, 1.0)], hidden=True),
    ]
    part = binary.sheet(rows, (), binary.column(1, 2, hidden=True))
    shown, hidden = drawn.read(
        drawn.zipped(binary.members(("一", part), ("二", binary.form()), states=(0, 2)))
    )
    assert (shown.hidden_rows, shown.hidden_columns, shown.visible) == ({1}, {1, 2}, True)
    assert (hidden.name, hidden.visible, hidden.rows) == ("二", False, drawn.ROWS)


def test_far_cell_is_left_out_and_noted() -> None:
    rows = [binary.row(r, [binary.cell(c, 1.0) for c in range(4)]) for r in range(3)]
    sheet = drawn.only(book(*rows, binary.row(1048575, [binary.cell(16383, 9.0), binary.cell(16382, None)])))
    assert sheet.rows == ((1.0,) * 4,) * 3
    assert [cell.address for cell in sheet.stray] == ["XFD1048576"]


def test_merges_that_overlap_or_lie_outside_do_no_harm() -> None:
    rows = [binary.row(r, [binary.cell(c, 1.0) for c in range(4)]) for r in range(4)]
    merges = (
        Merge(0, 0, 1, 1),
        Merge(1, 1, 2, 2),
        Merge(0, 0, 1, 1),
        Merge(3, 0, 99, 99),
        Merge(9, 9, 10, 10),
    )
    assert drawn.only(book(*rows, merges=merges)).merges == (Merge(0, 0, 1, 1), Merge(3, 0, 3, 3))


def cause(content: bytes) -> str:
    started = time.process_time()
    with pytest.raises(UnreadableFile) as caught:
        drawn.read(content)
    assert time.process_time() - started < 2
    return caught.value.cause


def test_lying_records_are_damaged_or_too_large() -> None:
    many = [binary.row(r * 4000, [binary.cell(c * 60, 1.0) for c in range(250)]) for r in range(250)]
    assert cause(book(*many)) == "too-large"
    assert cause(book(struct.pack("<BB", 0, 200) + b"x")) == "damaged"
    assert cause(book(b"\0\xff\xff\xff\xff\x0f")) == "damaged"
    assert cause(book(binary.cell(0, 1.0))) == "damaged"
    assert cause(book(binary.row(0, [binary.cell(1 << 20, 1.0)]))) == "damaged"
    assert cause(book(binary.row(0, [binary.record(6, struct.pack("<III", 0, 0, 1 << 30))]))) == "damaged"
    members = binary.members(("汇总", binary.form()))
    strings = binary.record(159, struct.pack("<II", 1 << 31, 1 << 31)) + binary.record(160)
    assert cause(drawn.zipped({**members, "xl/sharedStrings.bin": strings})) == "damaged"


def test_parts_that_nobody_looked_at_are_never_read() -> None:
    """A relation that leads to a part by another spelling gives no way around the guard."""
    members = binary.members(("汇总", binary.form()))
    far = binary.sheet([binary.row(1048575, [binary.cell(16383, 9.0)])])
    links = members["xl/_rels/workbook.bin.rels"].replace(
        b"worksheets/sheet1.bin", b"worksheets/./../worksheets/x.bin"
    )
    content = {**members, "xl/_rels/workbook.bin.rels": links, "xl/worksheets/./../worksheets/x.bin": far}
    try:
        assert drawn.only(drawn.zipped(content)).rows == ()
    except UnreadableFile as error:
        assert error.cause == "damaged"


def test_changed_bytes_never_do_worse_than_unreadable() -> None:
    draw = random.Random(7)
    original = binary.members(("汇总", binary.form()))
    for _ in range(150):
        name = draw.choice([PART, "xl/workbook.bin", "xl/styles.bin"])
        data = bytearray(original[name])
        for _ in range(draw.randint(1, 6)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            drawn.read(
                drawn.zipped(
                    {**original, name: bytes(data[: draw.choice([len(data), draw.randrange(len(data))])])}
                )
            )
        except UnreadableFile:
            continue
