"""Reports in words: each sentence is drawn the way offices write, and its figures are listed flat.

A figure is written `indicator category value`, money in 万元 with 万 behind it; a doubt stands after a question mark.
"""

from decimal import Decimal

import pytest

from sydata.catalog.indicators import INDICATORS
from sydata.model import Line
from sydata.pipeline.prose import read_prose


def lines(text):
    return [Line(part, f"段{n}") for n, part in enumerate(text.split("\n"), start=1)]


def shown(stated):
    value = stated.value
    if value is not None and INDICATORS[stated.indicator].money:
        value = f"{(Decimal(value) / 1_000_000).normalize():f}万"
    return f"{stated.indicator} {stated.category} {value}{'?' if stated.doubt else ''}{stated.doubt}"


def figures(text):
    return [shown(stated) for stated in read_prose(lines(text)).stated]


def unread(text):
    return [(left.text, left.reason) for left in read_prose(lines(text)).unread]


SENTENCES = [
    # ---- noun, then figure ----
    ("走访慰问优抚对象3,200余人。", ["sgb_visited entitled 3200"]),
    ("走访慰问重点优抚对象１２００人。", ["sgb_visited entitled 1200"]),
    ("全县共走访慰问各类对象2150人次。", ["visited_people unspecified 2150"]),
    ("春节期间共走访慰问1,860人。", ["visited_people unspecified 1860"]),
    ("慰问驻军部队16个，官兵300名。", ["units_visited garrison 16", "soldiers_visited garrison 300"]),
    ("走访驻区部队6支，慰问优抚对象812人。", ["units_visited garrison 6", "sgb_visited entitled 812"]),
    ("看望慰问现役军人家庭900余户。", ["families_visited entitled 900"]),
    ("走访慰问边海防官兵家庭107户。", ["border_families border 107"]),
    ("走访慰问边海防官兵120名。", ["soldiers_visited border 120"]),
    ("走访慰问消防救援人员50名。", ["visited_people other 50"]),
    ("发放慰问金56.3万元。", ["cash_amount unspecified 56.3万"]),
    ("发放慰问金共计67万余元。", ["cash_amount unspecified 67万"]),
    ("发放慰问金30000元。", ["cash_amount unspecified 3万"]),
    ("发放慰问品12.5万元。", ["goods_cost unspecified 12.5万"]),
    ("发放慰问金（品）68.8万元。", ["cash_and_goods unspecified 68.8万"]),
    ("发放慰问款物折合68.8万元。", ["cash_and_goods unspecified 68.8万"]),
    ("解决随军家属就业49名。", ["spouse_jobs unspecified 49"]),
    (
        "召开座谈会17场，参会人员700余人次。",
        ["meetings unspecified 17", "meeting_attendance unspecified 700"],
    ),
    (
        "收集意见建议19条，解决实际困难35件。",
        ["suggestions unspecified 19", "difficulties_solved unspecified 35"],
    ),
    (
        "寄送慰问信八千封，赠送年画、春联2.2万份。",
        ["letters unspecified 8000", "new_year_prints unspecified 22000"],
    ),
    (
        "送立功喜报157人次，发放立功受奖奖励金15.8万元。",
        ["merit_notices unspecified 157", "merit_bonus unspecified 15.8万"],
    ),
    ("悬挂光荣牌3400余块。", ["honour_plates unspecified 3400"]),
    ("举办文艺演出3场，观众2000余人。", ["shows unspecified 3", "show_audience unspecified 2000"]),
    (
        "开展双拥宣传活动300余场，受众36万人次。",
        ["publicity unspecified 300", "publicity_audience unspecified 360000"],
    ),
    ("“双清单”事项17项，已办结14项。", ["two_lists_total unspecified 17", "two_lists_done unspecified 14"]),
    (
        "举办退役军人专场招聘会2场，提供就业岗位1200个。",
        ["job_fairs unspecified 2", "job_posts unspecified 1200"],
    ),
    (
        "全县拥军门店达到280余家，优惠项目57项。",
        ["discount_firms unspecified 280", "discount_items unspecified 57"],
    ),
    ("出动兵力594人次，机械车辆29台次。", ["troops_out unspecified 594", "vehicles_out unspecified 29"]),
    ("走访慰问人数：3200人。", ["visited_people unspecified 3200"]),
    ("慰问金发放21.6万元，座谈会召开5场。", ["cash_amount unspecified 21.6万", "meetings unspecified 5"]),
    ("走访慰问烈属、残疾军人、复员军人等优抚对象三千二百人。", ["sgb_visited entitled 3200"]),
    ("走访慰问烈属12户、残疾军人30人。", ["sgb_visited entitled 12", "sgb_visited entitled 30"]),
    ("走访慰问驻军官兵和优抚对象3600人。", ["visited_people unspecified 3600"]),
    # ---- figure, then noun ----
    (
        "为1200名优抚对象发放慰问金56.3万元。",
        ["cash_recipients entitled 1200", "cash_amount entitled 56.3万"],
    ),
    ("慰问了16个驻军单位。", ["units_visited garrison 16"]),
    ("走访慰问了300余名驻区部队官兵。", ["soldiers_visited garrison 300"]),
    ("对3200名优抚对象进行走访慰问。", ["sgb_visited entitled 3200"]),
    ("向驻军部队赠送800份慰问品。", ["goods_count garrison 800"]),
    (
        "送去56.3万元慰问金和价值12.5万元的慰问品。",
        ["cash_amount unspecified 56.3万", "goods_cost unspecified 12.5万"],
    ),
    (
        "召开3场军地座谈会，120人参加座谈会。",
        ["meetings unspecified 3", "meeting_attendance unspecified 120"],
    ),
    (
        "帮助120名军人子女入学，帮助26名退役军人实现就业。",
        ["child_school unspecified 120", "veteran_jobs unspecified 26"],
    ),
    ("组成6个慰问组开展走访慰问。", ["teams unspecified 6"]),
    (
        "为24名困难退役军人发放临时救助金1万元。",
        ["aid_fund_people unspecified 24", "aid_fund unspecified 1万"],
    ),
    ("协调解决部队7项实际困难。", ["difficulties_solved garrison 7"]),
    # ---- what is said once holds for the clauses after it ----
    (
        "发放慰问金56.3万元、慰问品800份，价值12.5万元。",
        ["cash_amount unspecified 56.3万", "goods_count unspecified 800", "goods_cost unspecified 12.5万"],
    ),
    ("购买慰问品（价值12.5万元）800份。", ["goods_cost unspecified 12.5万", "goods_count unspecified 800"]),
    (
        "走访慰问优抚对象3200人，发放慰问金56.3万元；慰问驻军部队16个，送去慰问品240份。",
        [
            "sgb_visited entitled 3200",
            "cash_amount entitled 56.3万",
            "units_visited garrison 16",
            "goods_count garrison 240",
        ],
    ),
    (
        "走访部队6支，慰问优抚对象812人，发放慰问金45.6万元。",
        ["units_visited garrison 6", "sgb_visited entitled 812", "cash_amount unspecified 45.6万"],
    ),
    (
        "向边海防官兵寄送慰问礼包500份，价值8万元。",
        ["border_parcels border 500", "border_parcels_value border 8万"],
    ),
    (
        "发放慰问金56.3万元，购买慰问品支出12.5万元，合计68.8万元。",
        [
            "cash_amount unspecified 56.3万",
            "goods_cost unspecified 12.5万",
            "total_amount unspecified 68.8万",
        ],
    ),
    ("发放慰问金1200人、56.3万元。", ["cash_recipients unspecified 1200", "cash_amount unspecified 56.3万"]),
    ("收集困难问题35件，解决30件。", ["difficulties_solved unspecified 30"]),
    # ---- breakdowns ----
    (
        "走访慰问优抚对象3,200余人，发放慰问金56.3万元，其中重点优抚对象1,200人、30万元。",
        [
            "sgb_visited entitled 3200",
            "cash_amount entitled 56.3万",
            "sgb_visited entitled 1200?of-which",
            "cash_amount entitled 30万?of-which",
        ],
    ),
    (
        "走访慰问对象3200人，其中：优抚对象2000人，驻军官兵1000人，边海防官兵200人。",
        [
            "visited_people unspecified 3200?total",
            "visited_people entitled 2000",
            "visited_people garrison 1000",
            "visited_people border 200",
        ],
    ),
    (
        "发放慰问金56.3万元，其中优抚对象30万元、驻军官兵20万元。",
        [
            "cash_amount unspecified 56.3万",
            "cash_amount entitled 30万?of-which",
            "cash_amount garrison 20万?of-which",
        ],
    ),
    (
        "走访慰问优抚对象3200人（其中残疾军人30人），发放慰问金56.3万元。",
        ["sgb_visited entitled 3200", "sgb_visited entitled 30?of-which", "cash_amount entitled 56.3万"],
    ),
    (
        "走访慰问部队16个，发放慰问金56.3万元，其中区领导走访慰问部队5个，发放慰问金20万元。",
        [
            "units_visited garrison 16",
            "cash_amount garrison 56.3万",
            "units_visited garrison 5?of-which",
            "cash_amount garrison 20万?of-which",
        ],
    ),
    (
        "走访慰问优抚对象3200人，其中重点优抚对象1200人，召开座谈会5场。",
        ["sgb_visited entitled 3200", "sgb_visited entitled 1200?of-which", "meetings unspecified 5"],
    ),
    # ---- not this period's results ----
    ("走访慰问优抚对象3200人，同比增加200人，增长6.7%。", ["sgb_visited entitled 3200"]),
    ("发放慰问金56.3万元，比去年多发放慰问金3万元。", ["cash_amount unspecified 56.3万"]),
    ("走访慰问优抚对象3200人（去年3000人）。", ["sgb_visited entitled 3200"]),
    ("去年，全区走访慰问优抚对象3000人，发放慰问金50万元。", []),
    ("计划走访慰问优抚对象1000人，发放慰问金20万元。", []),
    ("各镇街要走访慰问优抚对象不少于100人。", []),
    ("应走访优抚对象3200人，实际走访慰问优抚对象3100人。", ["sgb_visited entitled 3100"]),
    ("按计划走访慰问优抚对象1000人。", ["sgb_visited entitled 1000"]),
    ("下一步，将走访慰问优抚对象300人。再召开座谈会5场。", []),
    ("为每名优抚对象发放慰问金500元、慰问品1份。", []),
    ("按照每人500元的标准，发放慰问金56.3万元。", ["cash_amount unspecified 56.3万"]),
    ("向3个驻军部队各送去慰问金2万元。", []),
    ("我区现有优抚对象5200人、驻军部队12个。", []),
    ("走访慰问优抚对象1000—1200人。", []),
    ("2022年1月25日，在第96个建军节后，以江办〔2022〕5号文开展慰问，电话0750-3881234。", []),
    ("走访慰问留守儿童300人，慰问50名老党员。", []),
    ("开展走访慰问、座谈会等活动30场次。", []),
    ("赠送大米、食用油各100份。", []),
    ("发放慰问品、慰问信800份。", []),
    ("走访慰问优抚对象三百余人。", ["sgb_visited entitled None?no-value"]),
    ("慰问困难官兵三五名。", ["soldiers_visited garrison None?no-value"]),
    ("深入开展“情系边海防官兵”活动，发放慰问金5万元。", ["cash_amount unspecified 5万"]),
    # ---- several statements of one figure ----
    (
        "区委书记带队走访部队3个，区长带队走访部队2个。",
        ["units_visited garrison 3?several", "units_visited garrison 2?several"],
    ),
    (
        "区委书记带队走访部队3个，区长带队走访部队2个。据统计，全区共走访部队16个。",
        [
            "units_visited garrison 3?of-which",
            "units_visited garrison 2?of-which",
            "units_visited garrison 16",
        ],
    ),
    (
        "全区发放慰问金56.3万元。为优抚对象发放慰问金30万元。",
        ["cash_amount unspecified 56.3万?several", "cash_amount entitled 30万?several"],
    ),
    (
        "为优抚对象发放慰问金30万元。为驻军官兵发放慰问金20万元。",
        ["cash_amount entitled 30万", "cash_amount garrison 20万"],
    ),
    (
        "据统计，全区走访慰问优抚对象3200人。截至目前，累计走访慰问优抚对象3200人。",
        ["sgb_visited entitled 3200", "sgb_visited entitled 3200?repeated"],
    ),
]

# Written before the reader, and never used while it was made.
UNSEEN = [
    (
        "春节期间，区四大班子领导分6个慰问组，深入驻区16家部队开展走访慰问，送去慰问金38万元和价值9.6万元的慰问品。",
        [
            "teams unspecified 6",
            "units_visited garrison 16",
            "cash_amount garrison 38万",
            "goods_cost garrison 9.6万",
        ],
    ),
    (
        "各镇街走访看望烈士遗属、伤残军人、参战退役人员等优抚对象1860人次，送上慰问金及慰问品合计折款41.2万元。",
        ["sgb_visited entitled 1860", "cash_and_goods entitled 41.2万"],
    ),
    (
        "全县共为立功受奖现役军人家庭送喜报86份，发放奖励金12万元，悬挂光荣牌1,430块。",
        ["merit_notices unspecified 86", "merit_bonus unspecified 12万", "honour_plates unspecified 1430"],
    ),
    (
        "活动期间，累计投入慰问资金86.5万元，惠及优抚对象2,310人、驻军官兵450人。",
        ["total_amount unspecified 86.5万"],
    ),
    (
        "市退役军人事务局向坚守边海防一线的62名官兵家庭寄送慰问信62封，走访慰问其家属并发放慰问金12.4万元。",
        ["letters unspecified 62", "cash_amount border 12.4万"],
    ),
    (
        "组织开展义诊3场次，服务退役军人及军属210人次；提供法律援助8件；为27户困难退役军人家庭实施住房改造。",
        ["medical unspecified 3", "legal_aid unspecified 8", "housing unspecified 27"],
    ),
    (
        "“两节”期间，我镇走访慰问现役军人家庭58户，发放慰问金2.9万元（每户500元），张贴春联、福字共320副。",
        ["families_visited entitled 58", "cash_amount entitled 2.9万", "new_year_prints unspecified 320"],
    ),
    (
        "驻地部队出动官兵320余人次、车辆26台次，参加抢险救灾4起，为困难学生45名捐款8.6万元。",
        [
            "troops_out unspecified 320",
            "vehicles_out unspecified 26",
            "rescue unspecified 4",
            "students_aided unspecified 45",
            "donation unspecified 8.6万",
        ],
    ),
    (
        "召开军政座谈会、退役军人茶话会等23场次，收集意见建议57条，当场答复41条。",
        ["meetings unspecified 23", "suggestions unspecified 57"],
    ),
    (
        "全年共安置随军家属就业11人，协调解决军人子女入学入园34人，发放未就业随军家属基本生活补贴18.24万元。",
        ["spouse_jobs unspecified 11", "child_school unspecified 34", "spouse_allowance unspecified 18.24万"],
    ),
    (
        "与去年同期相比，慰问金增加6万元，达到62.3万元；走访对象2,150人，同比下降3.2%。",
        ["cash_amount unspecified 62.3万", "visited_people unspecified 2150"],
    ),
    (
        "拟于2月中旬再走访一批困难家庭，预计发放慰问金3万元；截至1月28日，已发放慰问金21.7万元。",
        ["cash_amount unspecified 21.7万"],
    ),
    (
        "走访慰问驻区部队9个，赠送电脑、图书等慰问品共计260件（套），折合人民币31.5万元。",
        ["units_visited garrison 9", "goods_count garrison 260", "goods_cost garrison 31.5万"],
    ),
    (
        "区委书记带队慰问驻区某部，送上慰问金10万元；区长带队慰问武警中队，送上慰问金5万元。",
        ["cash_amount garrison 10万?several", "cash_amount garrison 5万?several"],
    ),
    (
        "一是大走访。对辖区内优抚对象逐户走访，共走访1,024户，发放慰问金（品）30余万元。",
        ["sgb_visited entitled 1024", "cash_and_goods entitled 30万"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_figures_of_a_sentence_are_told(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(("text", "expected"), UNSEEN)
def test_sentences_it_was_not_made_for_are_told_too(text, expected):
    assert figures(text) == expected
