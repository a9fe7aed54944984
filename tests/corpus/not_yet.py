"""The cases that are not read exactly yet. Each must carry a finding; one that is read must leave this list.

Those held out are named here by their failing alone: nobody looked at them to tune the reader.
"""

NOT_YET = frozenset(
    {
        # text cut by tabs in column A: the figures of a row share one cell, which no address can tell apart
        "wild/pasted-text-cut-by-tabs",
        # held out
        "exam/annual-sheet-of-the-years-work",
        "exam/festival-sections-in-one-form",
        "exam/finer-persons-with-subtotals-in-their-groups",
        "exam/five-years-of-one-indicator-across",
        "exam/goods-without-a-count-in-a-long-list",
        "exam/half-persons-in-a-csv-rollup",
        "exam/instructions-inside-title-and-headers",
        "exam/marks-in-letters-with-their-formula",
        "exam/mid-autumn-and-national-day",
        "exam/money-matrix-units-by-festival",
        "exam/one-of-three-sheets-came-back-blank",
        "exam/pivot-table-sent-as-the-rollup",
        "exam/purchase-order-for-office-paper",
        "exam/results-of-an-online-form",
        "exam/sign-in-sheet-of-a-training",
        "exam/spending-on-cars-travel-and-receptions",
        "exam/three-townships-three-ways-in-one-book",
        "exam/three-units-stacked-columns-in-other-order",
        "exam/township-cards-of-label-and-figure",
        "exam/turned-shifted-with-an-upright-side-title",
        "exam/typed-on-a-phone-with-bullets",
        "exam/unknown-category-across-a-rollup",
        "exam/year-glued-to-each-header-with-changes-between",
    }
)
