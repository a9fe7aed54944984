import pytest

from sydata.catalog.divisions import above_division, below_division, division_level, divisions, townships
from sydata.catalog.stems import short_names, stem, swapped_names
from sydata.catalog.units import own_units, parent, successors, unit, within
from sydata.model import Unit


def test_the_list_holds_the_country_down_to_the_townships():
    levels = [division_level(code) for code in divisions()]
    # 2,978 counties in the source, three of which are prefectures with a code of their own level.
    assert [levels.count(level) for level in ("province", "prefecture", "county")] == [31, 333, 2975]
    assert len(townships()) == 41352


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("500000", "重庆市"),
        ("440700", "江门市"),
        ("500233", "忠县"),
        ("500114123", "太极镇"),
        ("500000-gaoxin", "西部科学城重庆高新区"),
        ("500000-garrison", "重庆警备区"),
    ],
)
def test_a_code_of_any_level_has_its_official_name(code, name):
    assert unit(code).name == name


@pytest.mark.parametrize("code", ["500100", "5001", "999999", "", "500000-nowhere", "710000"])
def test_an_unknown_code_is_no_unit(code):
    assert unit(code) is None


def test_a_unit_knows_its_kind_and_its_years():
    assert unit("500105") == Unit("500105", "江北区", until=2025)
    assert unit("500000-liangjiang-2025") == Unit("500000-liangjiang-2025", "两江新区", since=2026)
    assert unit("500000-pap") == Unit("500000-pap", "武警重庆市总队", kind="troop", expected=False)


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("500114", ("500000",)),
        ("440703", ("440700", "440000")),
        ("419001", ("410000",)),
        ("500114001", ("500114", "500000")),
        ("500000", ()),
    ],
)
def test_dummy_prefectures_are_passed_over(code, above):
    assert above_division(code) == above


@pytest.mark.parametrize(
    ("city", "first"), [("441900", "441900003"), ("620200", "620201001"), ("460400", "460400100")]
)
def test_a_city_without_counties_has_its_townships_directly_below(city, first):
    assert below_division(city)[0] == first


def test_a_unit_of_ours_lies_below_its_office():
    assert parent("500000-wansheng") == "500000"
    assert parent("nowhere") is None
    assert within("500114001", "500000")
    assert not within("500114001", "440000")


def test_an_ended_unit_names_who_took_over():
    assert [of.name for of in successors("500112")] == ["两江新区"]
    assert successors("500114") == ()


def test_every_successor_is_a_unit():
    codes = ["500105", "500112", "500000-liangjiang", "500000-shuangqiao"]
    assert [len(successors(code)) for code in codes] == [1, 1, 1, 1]


def test_departments_and_troops_are_known_but_not_waited_for():
    others = [of for of in own_units("500000") if of.kind != "territorial"]
    assert {of.kind for of in others} == {"department", "troop"}
    assert not any(of.expected for of in others)


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("黔江区", "county", "黔江"),
        ("忠县", "county", ""),
        ("酉阳土家族苗族自治县", "county", "酉阳"),
        ("东乡族自治县", "county", "东乡"),
        ("积石山保安族东乡族撒拉族自治县", "county", "积石山"),
        ("鄂温克族自治旗", "county", "鄂温克"),
        ("龙胜各族自治县", "county", "龙胜"),
        ("津市市", "county", "津市"),
        ("石家庄高新技术产业开发区", "county", ""),
        ("梁园区", "county", "梁园"),
        ("伊犁哈萨克自治州", "prefecture", "伊犁"),
        ("广西壮族自治区", "province", "广西"),
        ("城东街道", "township", "城东"),
        ("禾木哈纳斯蒙古族乡", "township", "禾木哈纳斯"),
    ],
)
def test_a_stem_goes_without_the_kind_of_division(name, level, short):
    assert stem(name, level) == short


def test_no_stem_is_shorter_than_two_characters():
    stems = {stem(name, division_level(code)) for code, name in divisions().items()}
    assert min(len(short) for short in stems if short) == 2


def test_short_names_follow_from_the_official_one():
    assert short_names("石柱土家族自治县", "county", ("重庆市",)) == ("石柱", "石柱县")
    zone = short_names("石家庄高新技术产业开发区", "county", ("石家庄市", "石家庄"))
    assert zone == ("石家庄高新区", "高新区")


def test_former_kinds_of_a_unit_follow_from_its_stem():
    assert swapped_names("太极镇", "township") == ("太极乡", "太极街道")
    assert swapped_names("新会区", "county") == ("新会县", "新会市")
    assert swapped_names("忠县", "county") == ()
