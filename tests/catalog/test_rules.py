from __future__ import annotations

import pytest

from sydata.catalog.findings import KINDS
from sydata.catalog.indicators import INDICATORS
from sydata.catalog.rules import RATIOS, RULES, thresholds
from sydata.errors import SettingError


def test_every_rule_says_why_in_both_languages_and_gives_a_known_finding() -> None:
    for rule in RULES.values():
        assert all([rule.name("zh"), rule.name("en"), rule.why("zh"), rule.why("en")]), rule.id
        assert rule.code in {*KINDS, ""}
        assert all(each.value > 0 and each.name("zh") and each.name("en") for each in rule.thresholds)


def test_ratios_hold_money_against_counts() -> None:
    for ratio in RATIOS:
        assert ratio.rule in RULES
        assert INDICATORS[ratio.amount].money
        assert not INDICATORS[ratio.per].money


def test_an_offices_own_threshold_takes_the_catalogs_place() -> None:
    own = thresholds({"swing": {"ratio": 3}})
    assert own["swing"]["ratio"] == 3
    assert own["swing"]["past"] == thresholds()["swing"]["past"]
    assert thresholds()["swing"]["ratio"] == 5


@pytest.mark.parametrize("own", [{"swing": {"colour": 1}}, {"colour": {"past": 1}}, {"swing": {"ratio": -1}}])
def test_a_threshold_nobody_knows_or_below_zero_is_refused(own: dict[str, dict[str, float]]) -> None:
    with pytest.raises(SettingError):
        thresholds(own)
