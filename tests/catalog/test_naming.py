import pytest

from sydata.catalog.divisions import division_level, divisions, parent_division
from sydata.catalog.naming import find_unit, match_unit
from sydata.catalog.offices import all_reporters, reporters
from sydata.catalog.source import table
from sydata.catalog.stems import stem
from sydata.catalog.unit_index import key_of, office_index, peel_words
from sydata.catalog.units import about

CITY, JIANGMEN, LULIANG, QIANJIANG, FENGDU = "500000", "440700", "141100", "500114", "500230"


def said(match):
    return match.how, match.unit.code if match.unit else "", [of.code for of in match.candidates]


@pytest.mark.parametrize(
    ("text", "office", "how", "code"),
    [
        ("黔江区", CITY, "exact", "500114"),
        ("黔江区双拥办", CITY, "exact", "500114"),
        ("重庆市黔江区退役军人事务局（盖章）", CITY, "exact", "500114"),
        ("填报单位（盖章）：重庆市黔江区双拥工作领导小组办公室", CITY, "exact", "500114"),
        ("中共重庆市黔江区委员会", CITY, "exact", "500114"),
        ("丰都县委县政府", CITY, "exact", "500230"),
        ("黔江", CITY, "alias", "500114"),
        ("重庆黔江", CITY, "alias", "500114"),
        ("忠　县", CITY, "exact", "500233"),
        ("忠县人民政府", CITY, "exact", "500233"),
        ("沙区", CITY, "alias", "500106"),
        ("石柱县", CITY, "alias", "500240"),
        ("西部（重庆）科学城管委会", CITY, "alias", "500000-gaoxin"),
        ("高新区", CITY, "alias", "500000-gaoxin"),
        ("万盛", CITY, "alias", "500000-wansheng"),
        ("万盛区", CITY, "renamed", "500000-wansheng"),
        ("开县", CITY, "renamed", "500154"),
        ("江津市民政局", CITY, "renamed", "500116"),
        ("綦江县", CITY, "renamed", "500110"),
        ("大足县", CITY, "renamed", "500111"),
        ("500114", CITY, "exact", "500114"),
        ("５００１１４", CITY, "exact", "500114"),
        ("500234", CITY, "renamed", "500154"),
        ("500000-Liangjiang", CITY, "exact", "500000-liangjiang"),
        ("市教委", CITY, "alias", "500000-edu"),
        ("重庆市民政局", CITY, "exact", "500000-civil"),
        ("重庆警备区", CITY, "exact", "500000-garrison"),
        ("台山市双拥办", JIANGMEN, "exact", "440781"),
        ("江门市新会区", JIANGMEN, "exact", "440705"),
        ("新会市", JIANGMEN, "renamed", "440705"),
        ("山西省吕梁市临县", LULIANG, "exact", "141124"),
        ("中共临县县委", LULIANG, "exact", "141124"),
        ("兴县", LULIANG, "exact", "141123"),
        ("岚县退役军人事务局", LULIANG, "exact", "141127"),
        ("太极乡", QIANJIANG, "renamed", "500114123"),
        ("太极镇人民政府", QIANJIANG, "exact", "500114123"),
        ("重庆市黔江区城东街道办事处", QIANJIANG, "exact", "500114001"),
        ("城东", QIANJIANG, "alias", "500114001"),
        ("双龙镇", FENGDU, "exact", "500230124"),
        ("500114250", QIANJIANG, "renamed", "500114123"),
    ],
)
def test_a_cell_names_a_unit(text, office, how, code):
    match = match_unit(text, office, 2024)
    assert said(match) == (how, code, [])
    assert match.text == text


@pytest.mark.parametrize(
    ("year", "how", "code"),
    [
        (2025, "exact", "500000-liangjiang"),
        (2026, "exact", "500000-liangjiang-2025"),
        (None, "ambiguous", ""),
    ],
)
def test_the_year_decides_which_liangjiang(year, how, code):
    assert said(match_unit("两江新区管委会", CITY, year))[:2] == (how, code)
    assert said(find_unit("两江新区春节双拥统计表.xls", CITY, year))[:2] == (how, code)


def test_an_ended_unit_comes_with_its_successor():
    assert said(match_unit("江北区", CITY, 2025)) == ("exact", "500105", [])
    assert said(match_unit("江北区", CITY, None)) == ("exact", "500105", [])
    assert said(match_unit("江北区", CITY, 2026)) == ("ended", "500105", ["500000-liangjiang-2025"])
    assert said(match_unit("双桥区", CITY, 2024)) == ("ended", "500000-shuangqiao", ["500111"])


@pytest.mark.parametrize(
    ("text", "office", "codes"),
    [
        ("江北区", JIANGMEN, ["500105", "330205"]),
        ("宁波市江北区双拥办", CITY, ["330205"]),
        ("浙江省宁波市江北区", CITY, ["330205"]),
        ("浙江江北", CITY, ["330205"]),
        ("丰都县", QIANJIANG, ["500230"]),
        ("丰都县双龙镇", QIANJIANG, ["500230124"]),
        ("黔江区太极镇人民政府", CITY, ["500114123"]),
        ("临县", "140000", ["141124"]),
    ],
)
def test_a_name_from_elsewhere_is_never_accepted(text, office, codes):
    match = match_unit(text, office, 2024)
    assert (match.how, match.unit) == ("elsewhere", None)
    assert sorted(of.code for of in match.candidates) == sorted(codes)


def test_the_nearest_namesake_elsewhere_comes_first():
    codes = [of.code for of in match_unit("龙河镇", QIANJIANG, 2024).candidates]
    assert codes[:2] == ["500115128", "500230113"]


@pytest.mark.parametrize(
    ("text", "office", "codes"),
    [("伊宁", "654000", ["654002", "654021"]), ("江北县", CITY, ["500105", "500112"])],
)
def test_a_name_that_fits_two_units_is_ambiguous(text, office, codes):
    assert said(match_unit(text, office, 2024)) == ("ambiguous", "", codes)


@pytest.mark.parametrize(
    "text", ["", "　", "张敏", "双拥办", "（盖章）", "永川高新区", "某县", "县", "综合科"]
)
def test_what_names_no_unit_is_none(text):
    assert said(match_unit(text, CITY, 2024)) == ("none", "", [])


@pytest.mark.parametrize("text", ["黔江区教育局", "黔江区城关镇", "黔江区人民医院"])
def test_a_part_of_a_unit_is_not_the_unit(text):
    assert said(match_unit(text, CITY, 2024)) == ("none", "", ["500114"])


@pytest.mark.parametrize(
    ("text", "office"),
    [("重庆市双拥办", CITY), ("重庆", CITY), ("江门市退役军人事务局", JIANGMEN), ("黔江区", QIANJIANG)],
)
def test_the_office_itself_is_not_a_reporter(text, office):
    assert said(match_unit(text, office, 2024)) == ("office", "", [office])


@pytest.mark.parametrize(
    ("text", "office", "how", "code"),
    [
        ("附件：2024年新年春节期间双拥活动情况统计表（黔江区）.xls", CITY, "exact", "500114"),
        ("黔江区2024年春节双拥统计表-盖章", CITY, "exact", "500114"),
        ("500114黔江", CITY, "exact", "500114"),
        ("202402黔江", CITY, "alias", "500114"),
        ("双拥统计表_北碚.xlsx", CITY, "alias", "500109"),
        ("关于报送黔江春节双拥活动情况的报告", CITY, "alias", "500114"),
        ("2024/忠　县/表.xlsx", CITY, "exact", "500233"),
        ("2024年重庆市双拥统计表（巫溪县）", CITY, "exact", "500238"),
        ("黔江区各乡镇街道走访情况", CITY, "exact", "500114"),
        ("市卫生健康委双拥统计表.xlsx", CITY, "alias", "500000-health"),
        ("开县2015年春节", CITY, "renamed", "500154"),
        ("2022年临县元旦春节", LULIANG, "exact", "141124"),
        ("太极乡.xls", QIANJIANG, "renamed", "500114123"),
        ("重庆市黔江区城东街道2020年八一", QIANJIANG, "exact", "500114001"),
        ("马鞍山市花山区2024年春节", "340500", "exact", "340503"),
    ],
)
def test_a_name_is_found_in_a_longer_text(text, office, how, code):
    assert said(find_unit(text, office, 2024)) == (how, code, [])


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("当前面临县级压力", LULIANG),
        ("公开平台2022", JIANGMEN),
        ("召开新会议", JIANGMEN),
        ("武警驻渝中队统计表", CITY),
        ("永川高新区统计表", CITY),
        ("慰问长寿老人", CITY),
        ("新建 XLS 工作表.xls", CITY),
        ("20240226", CITY),
        ("Sheet1", CITY),
    ],
)
def test_a_chance_run_of_characters_names_nobody(text, office):
    assert said(find_unit(text, office, 2024)) == ("none", "", [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2024年双拥统计表（黔江、丰都）", ["500114", "500230"]),
        ("500114忠县", ["500114", "500233"]),
        ("万盛区和綦江区", ["500000-wansheng", "500110"]),
    ],
)
def test_two_units_in_a_text_are_ambiguous(text, codes):
    match = find_unit(text, CITY, 2024)
    assert (match.how, match.unit) == ("ambiguous", None)
    assert sorted(of.code for of in match.candidates) == sorted(codes)


@pytest.mark.parametrize(
    ("text", "office", "code"),
    [
        ("宁波江北区表", CITY, "330205"),
        ("黔江区城东街道表", CITY, "500114001"),
        ("江门市新会区.xls", "440000", "440705"),
        ("丰都县表", JIANGMEN, "500230"),
    ],
)
def test_a_unit_from_elsewhere_in_a_text_is_not_accepted(text, office, code):
    assert said(find_unit(text, office, 2024)) == ("elsewhere", "", [code])


def test_the_office_in_a_text_is_only_a_heading():
    assert said(find_unit("重庆市2024年双拥统计表", CITY, 2024)) == ("office", "", [CITY])


def test_an_ended_unit_in_a_text_says_so():
    match = find_unit("江北区统计表", CITY, 2026)
    assert said(match) == ("ended", "500105", ["500000-liangjiang-2025"])


def names_of(of):
    known = about(of.code)
    short = stem(of.name, "county") if of.kind == "territorial" and of.code.isdigit() else ""
    listed = (*known.aliases, *known.former) if known else ()
    return [name for name in (of.name, short, *listed) if name]


def test_every_name_of_every_chongqing_unit_matches_with_every_office_word():
    words = ["", *table("unit_words.toml")["offices"]]
    for year in (2025, 2026):
        for of in reporters(CITY, year):
            suffixes = words if of.kind == "territorial" else ["", "（盖章）"]
            wrong = [
                name + word
                for name in names_of(of)
                for word in suffixes
                if not (name + word).startswith("江北县") and match_unit(name + word, CITY, year).unit != of
            ]
            assert wrong == []


def test_every_county_of_the_country_matches_inside_its_own_office():
    wrong = []
    for code, name in divisions().items():
        above = parent_division(code)
        if division_level(code) == "county" and above and divisions()[above] != name:
            match = match_unit(name + "退役军人事务局（盖章）", above, 2024)
            if match.unit is None or match.unit.code != code:
                wrong.append((code, name, match))
    assert wrong == []


def test_every_county_is_found_in_a_file_name_that_also_names_its_office():
    wrong = []
    for code, name in divisions().items():
        above = parent_division(code)
        if division_level(code) == "county" and above and divisions()[above] != name:
            match = find_unit(f"{divisions()[above]}{name}2024年春节双拥统计表.xls", above, 2024)
            if match.unit is None or match.unit.code != code:
                wrong.append((code, name, match))
    assert wrong == []


@pytest.mark.parametrize("office", [CITY, JIANGMEN, LULIANG, QIANJIANG, FENGDU])
def test_no_short_name_of_one_reporter_names_another(office):
    index = office_index(office)
    wrong = [name for name, entry in index.names.items() if len({of.name for of in entry.units}) > 1]
    assert wrong == (["江北县"] if office == CITY else [])
    for of in all_reporters(office):
        for name in names_of(of) if of.kind == "territorial" else ():
            assert of in index.names[key_of(name)].units


def test_a_long_paragraph_in_the_cell_is_searched_for_a_name():
    text = "节日期间走访慰问驻地部队和优抚对象，" * 300 + "（黔江区）"
    assert said(match_unit(text, CITY, 2024)) == ("exact", "500114", [])


def test_no_office_word_is_a_kind_of_division_alone():
    ends, _ = peel_words()
    assert not set("县区市镇乡") & set(ends)
