"""The combined form of a period as an office prints and signs it: live totals, and the place of each figure."""

from sydata.exports.combined.plan import Combined, Plan, Row, plan
from sydata.exports.combined.workbook import combined_bytes

__all__ = ["Combined", "Plan", "Row", "combined_bytes", "plan"]
