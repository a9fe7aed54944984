from __future__ import annotations

from fractions import Fraction

from sydata.analysis.peers import Place, over_years, peers, place
from sydata.analysis.totals import add_up
from sydata.catalog.festivals import period
from sydata.catalog.peers import LEAST, NEAR, peer_kind
from sydata.model import Unit
from tests.analysis.drawn import facts

NOW = period(2024, "spring")
DISTRICTS = [f"5001{number:02}" for number in range(1, 21) if number not in (5, 12)]
COUNTIES = ["500229", "500230", "500231", "500233", "500235", "500240"]
PEOPLE = add_up(
    facts(
        *[
            (2024, code, "entitled", {"visited_people": 100 * at})
            for at, code in enumerate(DISTRICTS + COUNTIES, 1)
        ]
    )
)


def test_a_district_is_compared_with_the_districts_nearest_to_its_size() -> None:
    among = peers(PEOPLE, DISTRICTS[0], "spring")
    assert (among.codes, among.kind.zh, among.near) == (tuple(DISTRICTS[1 : NEAR + 1]), "区", True)


def test_a_county_is_compared_with_counties_autonomous_ones_too() -> None:
    among = peers(PEOPLE, "500229", "spring")
    assert (set(among.codes), among.near) == (set(COUNTIES[1:]), False)
    assert len(COUNTIES) - 1 == LEAST


def test_too_few_of_one_kind_are_compared_with_all_territorial_units() -> None:
    totals = add_up(facts(*[(2024, code, "entitled", {"visited_people": 1}) for code in COUNTIES[:3]]))
    assert peers(totals, COUNTIES[0], "spring").kind.zh == "地方单位"


def test_kinds_are_told_by_the_end_of_the_name() -> None:
    names = ["万州区", "忠县", "石柱土家族自治县", "两江新区", "城东街道", "黑溪镇", "台山市"]
    assert [peer_kind(Unit("x", name)).id for name in names] == [
        "district", "county", "county", "zone", "street", "town", "city",
    ]  # fmt: skip
    assert peer_kind(Unit("x", "民政局", "department")).zh == "成员单位"


def test_a_figure_lies_among_its_peers_by_rank_median_and_range() -> None:
    among = peers(PEOPLE, "500229", "spring")
    found = place(PEOPLE, NOW, "visited_people", "500229", among)
    own = 100 * (len(DISTRICTS) + 1)
    assert found == Place(own, Fraction(own + 300), own + 100, own + 500, 5, 6)
    assert over_years(PEOPLE, "spring", "visited_people", "500229", among) == {2024: found}


def test_a_unit_without_a_figure_has_no_rank() -> None:
    among = peers(PEOPLE, "500229", "spring")
    assert place(PEOPLE, period(2023, "spring"), "visited_people", "500229", among).count == 0
    silent = place(PEOPLE, NOW, "visited_people", "500243", peers(PEOPLE, "500229", "spring"))
    assert (silent.own, silent.rank, silent.count) == (None, None, 5)
