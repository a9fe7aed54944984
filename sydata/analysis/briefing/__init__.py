"""The briefing (简报) of a period: frames in, one frozen value out, from which every document and page is made."""

from sydata.analysis.briefing.door import brief
from sydata.analysis.briefing.material import Material, Stamp, gather
from sydata.analysis.briefing.nouns import (
    PARTS,
    Briefing,
    BriefTable,
    Figure,
    Head,
    Highlight,
    Measure,
    Origin,
    Row,
    Sentence,
)
from sydata.analysis.briefing.trace import trace

__all__ = [
    "PARTS", "BriefTable", "Briefing", "Figure", "Head", "Highlight", "Material", "Measure", "Origin", "Row",
    "Sentence", "Stamp", "brief", "gather", "trace",
]  # fmt: skip
