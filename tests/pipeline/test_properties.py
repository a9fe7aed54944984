"""What holds for any sheet near the form: order and unit do not matter, and no cell moves another's figure."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pipeline.drawn import BODY, FIGURES, HEAD, cells, figures, form, found, read


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(1, 10)), st.booleans())
def test_any_order_of_columns_under_two_rows_of_header_gives_the_same(order, yuan):
    head, body = cells(HEAD.replace("<", " ").replace("^", " ")), cells(BODY)
    groups = {
        3: "发放慰问金情况",
        4: "发放慰问金情况",
        5: "发放慰问品情况",
        6: "发放慰问品情况",
        7: "发放慰问品情况",
    }
    head[0] = [groups.get(c, word) for c, word in enumerate(head[0])]
    if yuan:
        head = [[word.replace("万元", "元") for word in row] for row in head]
        body = [
            [f"{float(w) * 10_000:.0f}" if c in (3, 5, 8) else w for c, w in enumerate(row)] for row in body
        ]
    lines = [[row[0], *(row[c] for c in order)] for row in (*head, *body)]
    drawn = [" | ".join(row) for row in lines]
    result = read(form("\n".join(drawn[2:]), "\n".join(drawn[:2])))
    assert figures(result) == FIGURES
    assert found(result) == []


WORDS = [
    "", "0", "5", "12", "56.3", "无", "约30", "1-2", "项目", "合计", "总 计", "其中", "小计", "优抚对象", "驻地部队",
    "人", "万元", "慰问金", "发放人数", "走访慰问人数", "日期：", "填报单位：渝中区", "2023年春节统计表", "单位：元",
    "备注", "#N/A", "<", "^",
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9), st.sampled_from(WORDS)), max_size=4))
def test_no_sheet_makes_it_fail_or_moves_a_figure(changes):
    rows = cells(form())
    for row, column, word_ in changes:
        rows[row][column] = word_ if (row, column) != (0, 0) else "x"
    result = read("\n".join(" | ".join(row) for row in rows))
    touched = {(row, column) for row, column, _ in changes}
    counted = result.observations.query("status == 'counted' and indicator != 'lead_official'")
    assert isinstance(result.data, pd.DataFrame)
    if all(row >= 4 and column >= 2 for row, column in touched) and not {w for *_, w in changes} & {"<", "^"}:
        kept = {(c, str(t)) for c, t in zip(counted["cell"], counted["text"], strict=True)}
        before = {(f"{'ABCDEFGHIJ'[c]}{r + 1}", cells(form())[r][c]) for r in (4, 5, 6) for c in range(2, 10)}
        changed = {f"{'ABCDEFGHIJ'[c]}{r + 1}" for r, c in touched}
        assert {pair for pair in before if pair[0] not in changed} <= kept
