"""A briefing as files: one writer a suffix, listed in the registry."""

from sydata.exports.briefing.registry import BRIEFINGS, BriefingExport, briefing_by_suffix, suffixes

__all__ = ["BRIEFINGS", "BriefingExport", "briefing_by_suffix", "suffixes"]
