"""Findings as a list: what is wrong, where it stands, what to do."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from sydata.catalog.findings import KINDS, SEVERITIES, message
from sydata.model import Finding, Severity
from sydata.text import escape
from sydata.ui.i18n import _, language, placed

_OF_FINDING = ("code", "file", "sheet", "cell", "unit", "text", "indicator", "params")


def severity_word(severity: Severity) -> str:
    """The word for a severity."""
    return {"error": _("Error"), "warning": _("Warning"), "info": _("Note")}[severity]


def of_batch(findings: Sequence[Finding]) -> pd.DataFrame:
    """Findings of a batch as the rows the list takes, the gravest first."""
    rows = [
        {name: getattr(f, name) for name in _OF_FINDING} | {"severity": KINDS[f.code].severity}
        for f in findings
    ]
    return by_weight(pd.DataFrame(rows, columns=["severity", *_OF_FINDING]))


def by_weight(rows: pd.DataFrame) -> pd.DataFrame:
    """Errors, then warnings, then notes; within them the order given."""
    weight = {severity: place for place, severity in enumerate(SEVERITIES)}
    return rows.sort_values("severity", key=lambda column: column.map(weight), kind="stable")


def finding_list(rows: pd.DataFrame) -> None:
    """Show rows with severity, code, file, sheet, cell, unit, text, indicator, params."""
    st.html(list_html(rows.to_dict("records")))


def list_html(rows: Sequence[Mapping[Hashable, Any]]) -> str:
    """The list as markup; every word that came from a sheet is escaped."""
    head = [_("Severity"), _("Problem"), _("Unit"), _("What to do"), _("Text in the sheet"), _("Place")]
    heads = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(map(_row_html, rows))
    return f"<div class='sy-table sy-list'><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"


def _row_html(row: Mapping[Hashable, Any]) -> str:
    kind = KINDS[row["code"]]
    given = {name: row[name] for name in _OF_FINDING if name != "params"}
    given["category"] = row.get("category") or ""
    said = message(Finding(**given, params=row["params"] or {}), language())
    names = [str(row[name] or "") for name in ("file", "sheet")]
    place = " · ".join(filter(None, [*names, placed(row["cell"])]))
    return (
        f"<tr><td><span class='sy-tag {kind.severity}'>{escape(severity_word(kind.severity))}</span></td>"
        f"<td>{escape(kind.title(language()))}</td><td>{escape(row['unit'] or '')}</td>"
        f"<td class='w'>{escape(said)}</td><td>{escape(str(row['text']))}</td>"
        f"<td class='sy-place'>{escape(place)}</td></tr>"
    )
