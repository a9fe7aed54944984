"""The briefing as the office's combined form (.xlsx): its figures unit by unit, with sums that calculate."""

from __future__ import annotations

import pandas as pd

from sydata.analysis.briefing import Briefing, Material
from sydata.exports.combined import Combined, combined_bytes
from sydata.model import OBSERVATION_COLUMNS


def briefing_form(of: Briefing, material: Material) -> bytes:
    """The combined form of the period; the place of each figure is in it where the material has its observations."""
    seen = material.observations
    return combined_bytes(
        Combined(
            by=material.by,
            created=of.created,
            progress=material.progress,
            facts=material.facts,
            observations=pd.DataFrame(columns=list(OBSERVATION_COLUMNS)) if seen is None else seen,
            version=of.version,
            draft=of.draft,
            language=of.lang,
            sensitive=of.sensitive,
        )
    )
