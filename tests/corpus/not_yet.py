"""The cases that are not read exactly yet. Each must carry a finding; one that is read must leave this list.

Those of the exam are named here by their failing alone: nobody looked at them to tune the reader.
"""

NOT_YET = frozenset(
    {
        # text cut by tabs in column A: the figures of a row share one cell, which no address can tell apart
        "wild/pasted-text-cut-by-tabs",
        # the audience below a heading of publicity: a heading that the catalog does not know keeps its leaf unknown
        "layout/tall-official-form",
        # not looked at: they were held out before there was an exam
        "defect/report-in-prose-in-cells",
        "foreign/invoice",
        "layout/form-and-a-list-of-activities-stacked",
        "layout/one-category-a-sheet",
        "layout/rollup-money-in-the-title-only",
        "layout/tall-by-group-townships-across",
        "wild/footer-with-numbers",
        "wild/header-words-cut-over-rows",
    }
)
