"""What pages and commands hand out of a store is the same, whoever asks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sydata.catalog.festivals import period
from sydata.exports import findings_bytes
from sydata.holdings import content_of
from tests.pages.conftest import sheet
from tests.test_asking import OFFICE, PAST, clerk


def test_what_is_handed_out_has_the_questions_about_the_past(tmp_path: Path) -> None:
    before = [sheet("万州区", year, 115, cash) for cash, year in PAST]
    by = clerk(tmp_path, before, [sheet("万州区", 2024, 121, "109.00")])
    held = content_of(by.engine, OFFICE, [period(2024, "spring")], "zh", datetime(2024, 3, 2))
    assert "swing" in held.findings["code"].tolist()
    assert "往年同期通常为 10.5" in findings_bytes(held, ".csv", False).decode("utf-8-sig")
    assert held.files is not None and len(held.files) == 1
    assert held.version.startswith("2024-spring · 未审定 r")
