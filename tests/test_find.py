"""What is found in a text, what it means, and what is left alone."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.find import find
from extractor.find_story import without_story
from extractor.find_words import in_word
from extractor.rules.load import load_rules
from extractor.text.normalise import normalise
from extractor.types import KINDS, Mention

FACTS = frozenset(KINDS) - {"date"}


@pytest.fixture(scope="module")
def rules():
    return load_rules()


@pytest.fixture(scope="module")
def found(rules):
    """Find the numbers in a text that can be facts, as what stands there and what it means."""

    def find_in(text, kinds=FACTS):
        plain = normalise(text).plain
        return [(plain[one.start : one.end], one) for one in find(plain, rules) if one.kind in kinds]

    return find_in


def number(value):
    return None if value is None else Decimal(str(value))


@pytest.mark.parametrize(
    ("text", "mention", "kind", "value", "unit"),
    [
        ("派出２８名队员", "28名", "count", 28, "名"),
        ("收治十二人", "十二人", "count", 12, "人"),
        ("運來3萬5千張帳篷", "3万5千张", "count", 35000, "张"),
        ("拨付壹拾贰万元整", "壹拾贰万元整", "money", 120000, "元"),
        ("每斤卖3块5毛", "3块5毛", "money", 3.5, "元"),
        ("捐了三个亿元", "三个亿元", "money", 300000000, "元"),
        ("净利润-2.5亿元", "-2.5亿元", "money", -250000000, "元"),
        ("标价港币６８元", "港币68元", "money", 68, "港元"),
        ("到会率百分之百", "百分之百", "percent", 100, "%"),
        ("占去四成五，其余闲置", "四成五", "percent", 45, "%"),
        ("产量占全镇的1/4", "1/4", "percent", 25, "%"),
        ("含量为十万分之三", "十万分之三", "percent", 0.003, "%"),
        ("产值翻了两番", "翻了两番", "percent", 4, "倍"),
        ("涨幅－0.7％", "-0.7%", "percent", -0.7, "%"),
        ("上升1.2个百分点", "1.2个百分点", "percent", 1.2, "百分点"),
        ("女童一岁半", "一岁半", "measure", 1.5, "岁"),
        ("夜里零下15℃", "零下15℃", "measure", -15, "℃"),
        ("炉温摄氏800度", "摄氏800度", "measure", 800, "℃"),
        ("身高一米七五", "一米七五", "measure", 1.75, "米"),
        ("用时2分18秒", "2分18秒", "measure", 138, "秒"),
        ("守了三天零5小时", "三天零5小时", "measure", 77, "小时"),
        ("重六斤四两", "六斤四两", "measure", 64, "两"),
        ("等了两个半小时", "两个半小时", "measure", 2.5, "小时"),
        ("运来30万担稻谷", "30万担", "measure", 300000, "担"),
        ("孩子满12周岁", "12周岁", "measure", 12, "周岁"),
        ("成绩位居全区第六。", "第六", "rank", 6, None),
    ],
)
def test_a_number_is_read_with_its_unit(found, text, mention, kind, value, unit):
    assert [(words, one.kind, one.value, one.unit) for words, one in found(text)] == [
        (mention, kind, number(value), unit)
    ]
    assert [one.rule.partition(".")[0] for _, one in found(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "mention", "qualifier", "low", "high"),
    [
        ("近4万人观看", "近4万人", "under", None, 40000),
        ("走访60多户", "60多户", "over", 60, 69),
        ("修渠20多公里", "20多公里", "over", 20, 30),
        ("每月不少于3次", "不少于3次", "at_least", 3, None),
        ("18岁以下的学生", "18岁以下", "at_most", None, 18),
        ("大约50人到场", "大约50人", "about", None, None),
        ("每队3至5名队员", "3至5名", "range", 3, 5),
        ("奖金2千到5千元", "2千到5千元", "range", 2000, 5000),
        ("判三年以上七年以下有期徒刑", "三年以上七年以下", "range", 3, 7),
        ("规模三千到五千亿元", "三千到五千亿元", "range", 300000000000, 500000000000),
        ("数十名队员", "数十名", "vague", 10, 99),
        ("采购五台或者更多设备", "五台或者更多", "at_least", 5, None),
    ],
)
def test_words_of_exactness_belong_to_the_number(found, text, mention, qualifier, low, high):
    ((words, one),) = found(text)
    assert (words, one.qualifier, one.low, one.high) == (mention, qualifier, number(low), number(high))


@pytest.mark.parametrize(
    ("text", "mention", "qualifier", "value", "low", "high", "unit"),
    [
        ("等了10多小时", "10多小时", "over", 10, 10, 20, "小时"),
        ("等了十多个小时", "十多个小时", "over", 10, 10, 19, "小时"),  # counted, as days are
        ("走了10多天", "10多天", "over", 10, 10, 19, "天"),
        ("排队十几小时", "十几小时", "vague", None, 11, 20, "小时"),
        ("出差3年多", "3年多", "over", 3, 3, None, "年"),
        ("修堤两千多平方米", "两千多平方米", "over", 2000, 2000, 3000, "平方米"),
        ("路长十余至二十余公里", "十余至二十余公里", "range", None, 10, 30, "公里"),
        ("到会十余至二十余人", "十余至二十余人", "range", None, 10, 29, "人"),
        ("工期3个月", "3个月", "exact", 3, 3, 3, "个月"),
        ("用时两年3个月", "两年3个月", "exact", 27, 27, 27, "个月"),
        ("歇了半个钟头", "半个钟头", "exact", 0.5, 0.5, 0.5, "钟头"),
        ("抽取半升水", "半升", "exact", 0.5, 0.5, 0.5, "升"),
        ("三成半的船", "三成半", "exact", 35, 35, 35, "%"),
        ("占六成三，", "六成三", "exact", 63, 63, 63, "%"),
        ("占三成多", "三成多", "over", 30, 30, 40, "%"),
        ("占三四成", "三四成", "range", None, 30, 40, "%"),
        ("增产翻番", "翻番", "exact", 2, 2, 2, "倍"),
        ("增产翻了两番多", "翻了两番多", "over", 4, 4, None, "倍"),
        ("增产三倍", "三倍", "exact", 3, 3, 3, "倍"),
        ("增产3至5倍", "3至5倍", "range", None, 3, 5, "倍"),
        ("占比3至5%", "3至5%", "range", None, 3, 5, "%"),
        ("等了3个多月", "3个多月", "over", 3, 3, 4, "个月"),
        ("盐度千分之五", "千分之五", "exact", 5, 5, 5, "‰"),
        ("占百分之三十多", "百分之三十多", "over", 30, 30, 39, "%"),
        ("利率降10个基点", "10个基点", "exact", 10, 10, 10, "基点"),
        ("盐度升3个千分点", "3个千分点", "exact", 3, 3, 3, "千分点"),
        ("毛利率升2pct", "2pct", "exact", 2, 2, 2, "百分点"),
        ("净利润-20余万元", "-20余万元", "over", -200000, -299999, -200000, "元"),
        ("夜里零下20多℃", "零下20多℃", "over", -20, -30, -20, "℃"),
        ("夜里零下三四度", "零下三四度", "range", None, -4, -3, "度"),
        ("最高记录有上千公里", "上千公里", "over", 1000, 1000, None, "公里"),
    ],
)
def test_a_mention_has_its_bounds(found, text, mention, qualifier, value, low, high, unit):
    ((words, one),) = found(text)
    assert (words, one.qualifier, one.unit) == (mention, qualifier, unit)
    assert (one.value, one.low, one.high) == (number(value), number(low), number(high))


@pytest.mark.parametrize(
    ("text", "mention", "low", "high"),
    [
        ("库温2-8℃", "2-8℃", 2, 8),
        ("库温-20~-18℃", "-20~-18℃", -20, -18),
        ("库温-5至3℃", "-5至3℃", -5, 3),
        ("夜里零下8至零下3℃", "零下8至零下3℃", -8, -3),
        ("夜里零下3℃到零下8℃", "零下3℃到零下8℃", -8, -3),
        ("夜里零下3到零上8度", "零下3到零上8度", -3, 8),
        ("夜里零下3至8℃", "零下3至8℃", -8, 8),  # 零下 may stand for both ends
    ],
)
def test_a_range_of_temperatures_knows_what_is_below_zero(found, text, mention, low, high):
    ((words, one),) = found(text)
    assert (words, one.kind, one.value, one.qualifier) == (mention, "measure", None, "range")
    assert (one.low, one.high, one.unit) == (low, high, mention[-1])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三地分别有12、8和5例", [12, 8, 5]),
        ("两项收入达3.2、4.1亿元", [2, 320000000, 410000000]),
        ("收入达1.2、3.4、5亿元", [120000000, 340000000, 500000000]),
        ("收入达1.2、3.4万、5亿元", [12000, 34000, 500000000]),
        ("收入达3亿、5、6亿元", [300000000, 500000000, 600000000]),
        ("收入达1.2、3万、5、6亿元", [12000, 30000, 500000000, 600000000]),
        ("收入达3千、5万元", [3000, 50000]),
        ("收入达2、3千、5万元", [2000, 3000, 50000]),
        ("收入达3万多、5万元", [30000, 50000]),
        ("债券3.2、4.1亿港币", [320000000, 410000000]),
        ("桥长2、3千米", [2, 3]),
        ("分别增长12、8%", [12, 8]),
        ("新增12、8例，重修2、3座", [12, 8, 2, 3]),
        ("新增12、8例，涨水20、30毫米", [12, 8, 20, 30]),
    ],
)
def test_the_last_unit_of_a_list_is_lent_to_the_others(found, text, values):
    assert [one.value for _, one in found(text)] == [number(value) for value in values]


def test_what_is_lent_a_unit_is_of_the_kind_and_rule_of_the_lender(found):
    (first, last) = (one for _, one in found("收入达10余、20余万元"))
    assert (first.kind, first.rule, first.unit, first.qualifier) == ("money", last.rule, "元", "over")
    assert (first.value, first.low, first.high) == (100000, 100000, 190000)
    first, _ = (one for _, one in found("收入达10来、20多万元"))
    assert (first.value, first.low, first.high) == (100000, None, None)


@pytest.mark.parametrize("text", ["两、三个", "12、一行共8例", "12个、8例", "第12、8例", "12到。8例"])
def test_no_unit_is_lent_to_a_word_or_over_one(found, text):
    first, *_ = find(text, load_rules())
    assert first.unit in (None, "个")


def test_a_date_keeps_its_words_for_later(rules):
    (one,) = find("3月5日前后到", rules)
    assert (one.kind, one.rule, one.qualifier) == ("date", "date.day", "about")
    assert one.parts == {"month": "3", "day": "5", "about": "前后"}
    (one,) = find("3月5日到", rules)
    assert one.qualifier == "exact"
    assert one.value is one.low is one.high is None


def test_an_ordinal_takes_no_word_of_exactness(rules):
    (one,) = find("约第3页", rules)
    assert (one.start, one.kind, one.value, one.qualifier) == (1, "ordinal", 3, "exact")


def test_a_number_in_an_idiom_is_a_stop(rules):
    first, second = find("要有十年磨一剑的耐心", rules)
    assert first == Mention(2, 4, "stop", "stop.word")
    assert second == Mention(5, 6, "stop", "stop.word")
    (bare,) = find("他再三叮嘱", rules)
    assert bare == Mention(2, 3, "stop", "stop.word")


@pytest.mark.parametrize(
    ("text", "parts"),
    [("来了一名木匠", {"article": "yes"}), ("来了两名木匠", {}), ("来了一人次", {}), ("长一米", {})],
)
def test_one_of_a_kind_may_be_an_article(rules, text, parts):
    (one,) = find(text, rules)
    assert one.parts == parts


PACK = """
[[rule]]
id    = "count.dozen"
gives = "count"
doc   = "Dozens."
regex = '''(?P<number>{numeral})打'''
set   = { unit = "条", times = 12 }
[rule.yes]
"<3余打>毛巾" = { value = 36 }
[rule.no]
"打" = "no number"

[[rule]]
id    = "count.hall"
gives = "count"
doc   = "What fills a hall."
regex = '''满(?P<number>{numeral})堂'''
set   = { unit = "人", qualifier = "over" }
[rule.yes]
"<满3堂>" = { value = 3 }
[rule.no]
"满堂" = "no number"

[[rule]]
id    = "count.crate"
gives = "count"
doc   = "Big crates."
regex = '''(?P<number>{numeral})(?P<unit_head>大)(?P<unit>箱)'''
[rule.yes]
"<3大箱>" = { value = 3 }
[rule.no]
"大箱" = "no number"

[[rule]]
id    = "percent.folds"
gives = "percent"
doc   = "Folds."
regex = '''折(?P<doublings>[0-9])折'''
set   = { unit = "折" }
[rule.yes]
"<折2折>" = { value = 4 }
[rule.no]
"折折" = "no number"

[[rule]]
id    = "measure.month"
gives = "measure"
doc   = "Months."
regex = '''满(?P<number>{numeral})(?P<unit>月)'''
[rule.yes]
"<满3月>" = { value = 3 }
[rule.no]
"满月" = "no number"

[[rule]]
id    = "percent.points"
gives = "percent"
doc   = "Points, told as a share."
regex = '''升(?P<denominator>百)分之(?P<number>{numeral})'''
set   = { unit = "百分点" }
[rule.yes]
"<升百分之3>" = { value = 3 }
[rule.no]
"百分之" = "no number"
"""

BOUNDS = """
[[rule]]
id    = "bound.nigh"
gives = "bound"
side  = "before"
doc   = "Nigh."
regex = '''近乎'''
set   = { qualifier = "under" }
[rule.yes]
"<近乎>3打毛巾" = { qualifier = "under" }
[rule.no]
"近3打" = "another word"

[[rule]]
id    = "bound.odd"
gives = "bound"
side  = "after"
doc   = "And more."
regex = '''开外'''
set   = { qualifier = "at_least" }
[rule.yes]
"3打<开外>" = { qualifier = "at_least" }
[rule.no]
"开外挂" = "no number before it"
"""


@pytest.fixture(scope="module")
def pack_of(tmp_path_factory):
    def load(*files, ready):
        folder = tmp_path_factory.mktemp("pack")
        for number, text in enumerate(files):
            (folder / f"rules{number}.toml").write_text(text, "utf-8")
        (folder / "words.toml").write_text("[pattern]\nnumeral = '[0-9一三]+余?'\n", "utf-8")
        (folder / "lexicon").mkdir()
        (folder / "lexicon" / "term.tsv").write_text("word\ttag\n三打花棍\tn\n", "utf-8")
        return load_rules(folder, builtin=False, cache=None, fast=ready)

    return load


@pytest.fixture(scope="module", params=[True, False], ids=["made ready", "as they stand"])
def pack(request, pack_of):
    return pack_of(PACK, BOUNDS, ready=request.param)


@pytest.mark.parametrize(
    ("text", "mention", "qualifier", "value", "low", "high"),
    [
        ("发放3打毛巾", "3打", "exact", 36, 36, 36),
        ("发放30余打毛巾", "30余打", "over", 360, 360, 468),
        ("坐满3堂人", "满3堂", "over", 3, 3, None),
        ("发放近乎3打毛巾", "近乎3打", "under", 36, None, 36),
        ("近乎3打毛巾", "近乎3打", "under", 36, None, 36),
        ("发放3打开外", "3打开外", "at_least", 36, 36, None),
        ("3打", "3打", "exact", 36, 36, 36),
    ],
)
def test_rules_of_ones_own_bring_multiples_and_words_of_exactness(
    pack, text, mention, qualifier, value, low, high
):
    (one,) = find(text, pack)
    assert (text[one.start : one.end], one.qualifier) == (mention, qualifier)
    assert (one.value, one.low, one.high) == (value, number(low), number(high))


@pytest.mark.parametrize(
    ("text", "unit"),
    [("运来3大箱", "大箱"), ("满3月", "个月"), ("升百分之3", "百分点"), ("折2折", "折"), ("发放3打", "条")],
)
def test_rules_of_ones_own_name_their_unit(pack, text, unit):
    (one,) = find(text, pack)
    assert (one.value, one.unit) == ({"条": 36, "折": 4}.get(unit, 3), unit)


def test_a_number_in_a_word_of_ones_own_is_a_stop(pack):
    (one,) = find("表演三打花棍", pack)
    assert (one.start, one.end, one.rule) == (2, 4, "stop.word")
    (one,) = find("发放三打毛巾", pack)
    assert one.value == 36


@pytest.mark.parametrize("ready", [True, False])
def test_rules_without_words_of_exactness_leave_them_be(pack_of, ready):
    (one,) = find("发放近乎3打开外", pack_of(PACK, ready=ready))
    assert (one.start, one.end, one.qualifier) == (4, 6, "exact")


@pytest.mark.parametrize(
    "text",
    [
        "他们三番五次登门，千方百计挽留",
        "做事不能三天打鱼、两天晒网",
        "台上一分钟，台下十年功",
        "住在三元巷，常去五里亭",
        "放八角、桂皮和十三香",
        "切成三角块，撒上五香粉",
        "门口停着车，八成是舅舅到了。",
        "添了几分秋意，也有十二分的不舍",
        "送你两个字：珍重",
        "她一百个不情愿，说了八百遍也没用",
        "老七把帽子一摘，陆三没有回头",
        "抬头看见半个月亮",
        "先生念道：“四更山吐月，残夜水明楼。”",
        "标语上写着“进一门，办百事，跑一趟”",
        "校庆60周年大会在第三会议室举行",
        "荣立二等功，是三级警督",
        "男子4×100米接力",
        "引进500强企业",
        "拨打12345热线，坐T2航站楼的大巴",
        "十四届四次会议的代表",
        "每十万人中",
        "过河千万要当心",
    ],
)
def test_what_counts_nothing_is_no_fact(found, text):
    assert [words for words, one in found(text) if not one.parts.get("article")] == []


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("结果是负十二", "负十二", -12),
        ("编号取100到200之间", "100到200之间", None),
        ("借了几本书", "几本", None),
        ("一共两毛五", "两毛五", 0.25),
        ("走了一半才歇", "一半", 50),
        ("安置20万至25万灾民", "20万至25万", None),
    ],
)
def test_a_number_that_is_no_fact_is_read_all_the_same(found, text, mention, value):
    assert [(words, one.value) for words, one in found(text, {"number"})] == [(mention, number(value))]


@pytest.mark.parametrize(
    ("text", "start", "end", "bare", "expected"),
    [
        ("学了三文鱼的做法", 2, 3, True, True),
        ("要有十年磨一剑的耐心", 2, 4, False, True),
        ("来了三名队员", 2, 4, False, False),
        ("中亚五国代表", 2, 3, False, False),
        ("运来30吨沙", 2, 5, False, False),
    ],
)
def test_the_dictionary_knows_idioms_and_names(text, start, end, bare, expected):
    assert in_word(text, start, end, bare=bare) is expected


TALE = "从前有两个木匠，" + "他们翻过一座山又一座山，天黑了还在赶路，" * 30


def test_a_story_counts_in_passing(found):
    assert found(TALE) == [] or all(one.parts.get("article") for _, one in found(TALE))


@pytest.mark.parametrize(
    "more", ["那是2019年3月4日。", "县里来了35名木匠。", "一共卖了三百元。", "村里有四百户人家。"]
)
def test_one_number_of_a_report_makes_it_a_report(found, more):
    assert "两个" in [words for words, _ in found(TALE + more)]


def test_of_a_short_text_nothing_is_said():
    one = Mention(0, 2, "count", "count.classifier", Decimal(2))
    assert without_story("两个木匠", [one]) == [one]


PIECES = (*"近3万余名元%三成至，“第年月半-.人", "分之")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_mentions_stand_in_order_and_never_overlap(rules, text):
    mentions = find(text, rules)
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
