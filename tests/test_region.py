"""Names of places, and the place that a number belongs to."""

import re
from itertools import pairwise

import pytest

from extractor.resolve.place.gazetteer import Gazetteer
from extractor.resolve.place.scope import RegionScope
from extractor.rules import load_rules
from extractor.types import Article, Sentence


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.of(load_rules())


def found(gazetteer, text):
    return [(text[name.start : name.end], name.form, *name.codes) for name in gazetteer.find(text)]


def article_of(text):
    """Make an article of a text: its first line is the headline, each later line a paragraph."""
    sentences = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        parts = re.finditer(r"[^。！？]+[。！？]?", line.group())
        sentences += [Sentence(line.start() + p.start(), line.start() + p.end(), paragraph) for p in parts]
    return Article(1, 0, len(text), tuple(sentences), 1 if "\n" in text else 0)


def place_of(gazetteer, text, number):
    """Give the place of the first number of a text that is written like this."""
    article = article_of(text)
    scope = RegionScope.build(text, article, gazetteer.find(text, [article]), gazetteer)
    position = text.index(number)
    index = next(i for i, s in enumerate(article.sentences) if s.start <= position < s.end)
    sentence = article.sentences[index]
    begin = max((text.rfind(mark, sentence.start, position) for mark in "，；：。"), default=-1) + 1
    ends = [at for mark in "，；：。" if (at := text.find(mark, position)) >= 0]
    return scope.at(position, index, (max(begin, sentence.start), min([*ends, sentence.end])))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("浙江省绍兴市诸暨市的茶园", [("浙江省绍兴市诸暨市", "chain", "330681")]),
        ("江苏苏州的工厂", [("江苏苏州", "chain", "320500")]),
        ("南宁青秀区的学校", [("南宁青秀区", "chain", "450103")]),
        ("陕西汉中镇巴县", [("陕西汉中镇巴县", "chain", "610728")]),  # no 汉中镇
        ("郑州市公安局金水分局", [("郑州市", "full", "410100"), ("金水", "short", "410105")]),
        ("湘西州的山路", [("湘西州", "full", "433100")]),
        ("青海海南州", [("青海海南州", "chain", "632500")]),
        ("海南的椰子", [("海南", "short", "460000")]),
        ("吉林的玉米", [("吉林", "short", "220000")]),
        (
            "香港、澳门和台湾",
            [("香港", "short", "810000"), ("澳门", "short", "820000"), ("台湾", "short", "710000")],
        ),
        ("过去的宣武区", [("宣武区", "full", "110102")]),
        ("雄安新区的塔吊", [("雄安新区", "local", "130600")]),
        ("全市、该县、我省", [("全市", "anaphor"), ("该县", "anaphor"), ("我省", "anaphor")]),
        ("全国与我国", [("全国", "nation", "100000"), ("我国", "nation", "100000")]),
        ("秘鲁和东南亚", [("秘鲁", "foreign"), ("东南亚", "foreign")]),
        ("长三角地区和淮河流域", [("长三角地区", "wide"), ("淮河流域", "wide")]),
    ],
)
def test_names_of_places_are_found(gazetteer, text, names):
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "公安机关和公安民警",
        "合作共赢，和平发展",
        "资源丰富，平安创建",
        "朝阳产业前景好",
        "南京路步行街",
        "武汉理工大学的学生",
        "安徽大明智能科技有限公司",
        "北京时间八点",
        "上海合作组织峰会",
        "城市与超市",
        "安全区域",
        "东方市场的菜价",
        "和平区域合作",
        "一批创新平台落地",  # no 新平
        "各界隆重庆祝丰收",
        "博士和硕士共20名",
        "纳入医保定点的药店",
        "其中国家级平台3个",
        "各地人社部门送岗位",
        "秘鲁财政部公布数据",
        "韩外交部发表声明",
        "汨罗江上龙舟竞渡",
        "记者何柏林摄",
        "2025中关村论坛开幕",
    ],
)
def test_words_that_only_look_like_places_are_none(gazetteer, text):
    assert [name for name in found(gazetteer, text) if name[1] != "foreign"] == []


def test_a_name_that_the_end_of_a_line_cuts_is_found(gazetteer):
    text = "入冬以来，桂林市荔浦、阳\n朔两地修路。"
    article = Article(1, 0, len(text), (Sentence(0, len(text), 0),))
    names = gazetteer.find(text, [article])
    assert ("阳\n朔", "450321") in [(text[name.start : name.end], *name.codes) for name in names]


def test_every_place_of_its_own_name_lies_in_a_division(gazetteer):
    names = [name for word in ("拱北海关", "虹桥机场", "皖北") for name in gazetteer.find(word)]
    assert [gazetteer.code_name(name.codes[0]) for name in names] == ["珠海市", "上海市", "安徽省"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("公安县的棉花", "421022"),  # the county is still found by its full name
        ("辽宁朝阳的化石", "211300"),
        ("北京朝阳区的写字楼", "110105"),
        ("荆州的城墙", "421000"),  # the city before the district of the same name
        ("上饶市玉山县发来消息，玉山的乡亲", "361123"),
        ("海口市场活跃", "460100"),
        ("广西海关消息，东兴海关验放", "450681"),  # not 内江市东兴区
        ("雄安新区中关村科技园", "130600"),
    ],
)
def test_an_ambiguous_name_is_what_its_text_bears_out(gazetteer, text, code):
    assert found(gazetteer, text)[-1][-1] == code


def test_a_short_name_that_is_a_word_needs_its_prefecture(gazetteer):
    assert found(gazetteer, "温泉的水温") == []
    assert ("温泉", "short", "652723") in found(gazetteer, "博州的温泉警方，博尔塔拉蒙古自治州温泉县")


def test_a_village_hides_the_name_inside_it(gazetteer):
    assert [form for _, form, *_ in found(gazetteer, "江夏村的稻田")] == ["local"]


@pytest.mark.parametrize(
    ("text", "number", "code", "source"),
    [
        ("桂林警方出动120人。", "120", "450300", "clause"),
        ("新增80例，其中：桂林市50例、柳州市30例。", "30", "450200", "clause"),
        ("桂林、柳州分别增长3%、4%。", "4%", "450200", "clause"),
        ("桂林、柳州共增长7%。", "7%", "450000", "clause"),
        ("广西、湖南共增长7%。", "7%", None, "clause"),
        ("中部地区增长6%。", "6%", None, "clause"),
        ("秘鲁铜产量250万吨。", "250", None, "clause"),
        ("大连至沈阳高速铁路全长380公里。", "380", None, "clause"),
        ("甘肃播种面积增加，亩产达400公斤。", "400", "620000", "sentence"),
        ("300名来自山东的医生参加培训。", "300", None, "none"),
        ("1200户桂林居民搬进新家。", "1200", "450300", "clause"),
        ("十二人的案子在兴安县开庭，桂林市组织旁听。", "十二", "450325", "clause"),
        ("全国粮食产量6.9亿吨。", "6.9", "100000", "clause"),
        ("水利部下拨资金3亿元。", "3亿", "100000", "clause"),
        ("甘肃粮食单产位居全国第5位，总产1200万吨。", "1200", "620000", "sentence"),
        ("甘肃等5个省投入70亿元。", "70", None, "clause"),
        ("梧州、百色、河池三市分别增长2%、3%和4%。", "3%", "451000", "clause"),
        ("灵川县、灌阳县和资源县三县建成驿站9、8和7个。", "8", "450327", "clause"),
        ("灌阳县、资源县分列全省第三和第七。", "第七", "450329", "clause"),
        ("新增6例，其中桂林市2例、柳州市4例；出院90人。", "90", "450000", "article"),
        ("玉林市20万人、百色市10万人、河池市9万人，三市合计占39%。", "39%", "450000", "sentence"),
        ("灵川县5万人、兴安县3万人，其余各地共2万人。", "2万", "450300", "sentence"),
        ("灵川县雨大；最大雨强93毫米，出现在兴安县。", "93", "450325", "clause"),
        ("水利部下拨资金2亿元，支持甘肃抗旱。", "2亿", "620000", "sentence"),
        ("水利部派出5个工作组赴甘肃、陕西。", "5", None, "sentence"),
        ("桂林至崇左的车程缩短到3小时。", "3", None, "clause"),
        ("三亚凤凰机场新增到上海虹桥机场等6条航线。", "6", "460200", "clause"),
        ("桂林市第一中学有700名学生。", "700", "450300", "clause"),
        ("桂林第一季度新增80家企业。", "80", "450300", "clause"),
        ("灵川县小麦单产在全省并列第2。", "第2", "450323", "clause"),
        ("甘肃生态好，七成的县获评“中国天然氧吧”。", "七成", "620000", "sentence"),
        ("据南宁海关统计，进口榴莲8万吨。", "8万", "450000", "sentence"),
        ("今年，桂林市推进农机更新，灵川县先行一步。补贴提高50%。", "50%", "450300", "paragraph"),
        ("桂林市严查偷排。灵川县一家工厂被罚8万元。热线接到投诉300件。", "300", "450300", "paragraph"),
        ("桂林市严查偷排。灵川县一家工厂被罚8万元。该厂停产30天。", "30", "450323", "paragraph"),
        ("山西理工大学桂林研究院办成，甘肃新建院士站40家。", "40", "620000", "clause"),
        ("桂林第9届书市在柳州举行。来宾有900名。", "900", "450200", "paragraph"),
        ("内蒙古那达慕在通辽开幕。来宾有900名。", "900", "150500", "paragraph"),
    ],
)
def test_the_nearest_place_wins(gazetteer, text, number, code, source):
    place = place_of(gazetteer, text, number)
    assert (place.code, place.source) == (code, source)


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("贵阳在建一处投资30亿元的全国一体化物流国家（贵阳）枢纽。", "30亿", "贵阳市"),
        ("在甘肃酒泉，投资7亿元的全国一体化枢纽动土。", "7亿", "酒泉市"),
        ("茶博会在柳州开幕。全国各省的800家茶企参展，展出茶样40万种。", "40万", "柳州市"),
        ("漠河的林场是中国最北的林场，职工30名。", "30", "漠河市"),
        ("在白玉县，全国海拔最高的堤坝已浇筑90米。", "90", "白玉县"),
        ("青海湖分布着全国两成的水鸟。", "两成", "青海省"),
        ("长江流域分布着全国三成的湿地。", "三成", None),
        ("桂林的油井创我国单井日产最高纪录，目前日产40吨。", "40", "桂林市"),
        ("沙漠变绿，这是奋进的中国。柳州种树90棵。", "90", "柳州市"),
        ("甘肃引水\n全国骨干水网之一的引水工程动土。\n惠及900万人。", "900万", "甘肃省"),
        ("外商对华直接投资70亿美元。", "70亿", "全国"),
        ("德国企业来华投资80亿元。", "80亿", "全国"),
    ],
)
def test_a_word_for_the_country_inside_a_name_or_comparison_is_no_place(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("供水工程向湖南江西送水3亿方。", "3亿", None),
        ("重庆四川两地建成园区20个。", "20", None),
        ("水利部安排资金，实施宁夏灵武等90处灌区改造。", "90", None),
        ("水利部支持安徽某某等30处新灌区。", "30", "全国"),
        ("桂林柳州两地建成园区20个。", "20", "广西壮族自治区"),
        ("水利部针对湖南、江西2省启动响应。", "2省", None),
        ("财政部预拨资金2亿元，支持7省救灾。", "2亿", None),
        ("应急管理部向湖南、江西等5省调拨帐篷900顶。", "900", None),
    ],
)
def test_several_provinces_side_by_side_or_by_their_number_are_none(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("拱北口岸查验旅客2000万人次，其中港澳居民500万人次。", "500万", "珠海市"),
        ("桂林接待旅客80万人次，其中韩国旅客3万人次。", "3万", "桂林市"),
        ("柳州引进德国企业80家。", "80", "柳州市"),
        ("在甘肃的保护区，华北豹廊道修复林地900亩。", "900", "甘肃省"),
        ("据南宁海关统计，中国—东盟产业合作区进出口160亿元。", "160亿", "广西壮族自治区"),
        ("运城盐湖的采盐船有90条。", "90", "运城市"),
        ("大同古城区有居民3万人。", "3万", "大同市"),
        ("广州港南沙港区新建泊位4个。", "4个", "广州市"),
        ("在桂林，象山区平山街道把3个院落打通。", "3个", "象山区"),
        ("中部库布其沙漠建成电站4座。", "4座", "鄂尔多斯市"),
        ("来自全球12个国家约80位学者聚焦全球水文研究。", "80位", None),
        ("手足口病是我国4岁及以上幼儿的常见病，南方地区多见。", "4岁", "全国"),
        ("位于苏州老城东北隅的石桥有900年历史。", "900", "苏州市"),
        ("乌镇的戏剧节演出60场。", "60", "桐乡市"),
        ("东部科尔沁沙地治沙900亩。", "900", None),
    ],
)
def test_foreign_and_common_words_leave_the_place_of_the_clause(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("甘肃引水工程开工\n今天，甘肃引水工程在酒泉开工建设。\n惠及900万人。", "900万", "甘肃省"),
        ("客轮在上海命名交付。该船长180米。", "180", None),
        ("火箭在海南文昌点火起飞，将12颗卫星送入轨道。", "12", None),
        ("桂林茶厂在阳朔县开工，总投资3亿元。", "3亿", "阳朔县"),
        (
            "我国开放\n我国开放水平提高。\n在上海，新片区放宽准入。如今，22个自贸试验区连成一片。",
            "22",
            "全国",
        ),
        ("我国开放\n我国开放水平提高。\n在上海，新片区放宽准入。如今，22个仓库连成一片。", "22", "上海市"),
        ("宜春市通报\n宜春市有病例。王某，自武汉驾车返乡，体温38.6℃。", "38.6", "宜春市"),
        ("宜春市通报\n宜春市有病例。有湖北旅居史的61例。", "61", "宜春市"),
        ("宜春市通报\n宜春市新增确诊2例（高安市1例、樟树市1例），新增出院5例。", "5例", "宜春市"),
        ("吉林省公报\n吉林省工业增长。港澳台商投资企业增长8.4%，民营企业增长2.1%。", "2.1", "吉林省"),
    ],
)
def test_where_something_sets_out_is_not_where_it_belongs(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("桂林市阳朔县整治河道\n桂林市阳朔县开展整治。\n全县清理河道60公里。", "60", "阳朔县"),
        ("桂林市阳朔县整治河道\n阳朔县开展整治。\n全市清理河道600公里。", "600", "桂林市"),
        ("诸暨市整治河道\n绍兴市诸暨市开展整治。\n全市清理河道60公里。", "60", "诸暨市"),
        ("桂林市整治河道\n桂林市灵川县、兴安县先行。\n全市清理河道600公里。", "600", "桂林市"),
        ("广西夏收\n广西夏收过半，南宁市青秀区收完。\n全区收获900万亩。", "900", "广西壮族自治区"),
        ("各地夏收\n甘肃夏收过半。全省收获500万亩。\n陕西刚开始。全省收获100万亩。", "500", "甘肃省"),
        ("各地夏收\n甘肃夏收过半。全省收获500万亩。\n陕西刚开始。全省收获100万亩。", "100", "陕西省"),
        ("湘西州修路\n湘西州今年修路。\n全州通车800公里。", "800", "湘西土家族苗族自治州"),
        ("甘肃修路\n甘肃今年修路。\n省交通运输厅投入9亿元。", "9亿", "甘肃省"),
    ],
)
def test_an_anaphor_means_what_the_article_made_it_mean(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("甘肃夏收\n甘肃夏收进展顺利。\n机收率达90%。", "90", "甘肃省"),
        ("我国夏收\n我国夏收进展顺利，甘肃先行。\n机收率达90%。", "90", "全国"),
        ("秘鲁铜矿\n秘鲁铜矿复产，产量上升。\n出口增长8%。", "8%", None),
        ("好消息\n稻田丰收。\n机收率达90%。", "90", None),
        ("秘鲁林火\n秘鲁林火蔓延，全国仍有300处火点。", "300", None),  # 全国 is Peru
        ("秘鲁涨价\n秘鲁出现通胀，财政部称物价上涨9%。", "9%", None),
        ("外贸\n前5个月，我国外贸向好。\n东盟是我最大贸易伙伴，外贸额3.6万亿元。", "3.6", "全国"),
        ("种粮\n桂林市灵川县农户老李种粮。\n桂北天旱，他浇地400亩。", "400", "灵川县"),
        ("桂林丰收\n本报南宁电 桂林市稻田丰收。\n机收率达90%。", "90", "桂林市"),
        ("我国客流\n我国客流上升。长三角、京津冀客流最旺。\n22条线路投用。", "22", "全国"),
        (
            "我国造船领先\n我国造船吸引全球订单。\n船厂服务全球船东，用上全球技术。\n订单9000艘。",
            "9000",
            "全国",
        ),
        ("国内快讯\n影市\n票房回升。\n档期票房6亿元。\n这是中国电影的动能。", "6亿", "全国"),
        ("国内快讯\n档期票房超7亿元\n档期票房累计7.3亿元。", "7.3", "全国"),
        ("国内快讯\n某水电站发电\n该水电站年发电80亿度。", "80", None),  # it lies somewhere
        ("庙会\n中国国际泥塑艺术节在甘肃天水开幕。\n活动有600名嘉宾。", "600", "天水市"),
        (
            "能手\n甘肃的老李、广西的老王受奖。\n老李：修路\n他修路9公里。\n老王：种树\n他种树700棵。",
            "700",
            None,
        ),
        ("各市短波\n桂林：修路\n投入6亿元。\n柳州：架桥\n新建桥梁4座。", "6亿", "桂林市"),
        ("各市短波\n桂林：修路\n投入6亿元。\n柳州：架桥\n新建桥梁4座。", "4座", "柳州市"),
        (
            "临沂工作简报\n临沂市工作扎实。\n一、就业\n兰山区带头。\n二、人才\n新增人才5128人。",
            "5128",
            "临沂市",
        ),
        (
            "抢收\n湖南成立机收队。河南从江苏、湖北等地引进收割机30台，目前全省秋收6000万亩。",
            "6000",
            "河南省",
        ),
        ("绿化\n青海启动西宁市北山绿化工程，这也是青海最大的工程。如今已造林20万亩。", "20万", "西宁市"),
        ("返程\n今天全社会跨区域人员流动量2亿人次，其中水路90万人次。", "90万", "全国"),
        ("消费\n消费市场向好。\n前三季度，限额以上单位家具类增长21%。", "21%", "全国"),
        ("惠民\n新政策上线。\n今年，国家安排育儿补贴900亿元。", "900亿", "全国"),
        ("航班\n今天全国民航执行航班9000班。", "9000", "全国"),  # no 天全
        (
            "我国开放\n我国扩大开放。\n秘鲁、智利、日本、韩国、越南的商人来到甲港。\n负面清单缩减到29项。",
            "29",
            "全国",
        ),
        ("书会\n2027世界水文大会在温州举行。\n来自全球30余个国家约200位学者聚焦全球水情。", "200", "温州市"),
        (
            "茶会\n国际茶叶展在杭州开幕。吸引了日本、印度等近30个国家的120家茶企，参展茶样650种。",
            "650",
            "杭州市",
        ),
        ("通车\n四川绵竹至茂县的绵茂公路通车，全线有桥梁51座。", "51", None),
        ("国债\n财政部将在香港发行第一期国债，发行规模为70亿元。", "70", "香港特别行政区"),
        ("龙江新政策\n黑龙江省今天发布新政策。\n惠及18万人。", "18万", "黑龙江省"),
    ],
)
def test_a_sentence_without_a_place_has_that_of_the_article(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("灯会\n瓷博会在温州开幕。共有来自中国、日本、荷兰等7个国家的90名匠人献艺。", "90", "温州市"),
        ("灯会\n瓷博会在温州开幕。来自中东欧国家的匠人等300人到会。", "300", "温州市"),
        ("灯会\n温州瓷博会吸引了全球30个国家和地区的藏家，成交800件。", "800", "温州市"),
        (
            "灯会\n瓷博会在温州举行。甲板上，秘鲁总统某某，以及来自80多个国家的900名代表出席。",
            "900",
            "温州市",
        ),
        ("开行\n今年，连云港的中亚班列开行700列。", "700", "连云港市"),
        ("开航\n天津港新增南非、地中海等7条国际航线。", "7条", "天津市"),
        ("抗战\n当年，灵川县的游击队毙伤日军90名。", "90", "灵川县"),
        ("游泳\n游泳赛在柳州举行。中国队2比1战胜日本队。共产生金牌6枚。", "6枚", "柳州市"),
        ("冬训\n哈尔滨的冰场对标米兰冬奥会，设40条跑道。", "40", "哈尔滨市"),
        ("发电\n黄河流域海拔最高的电站——青海龙羊峡电站发电。年发电90亿度。", "90亿", "青海省"),
        ("治沙\n宁夏灵武种树。这里是“三北”防护林的重要一环，每年造林3万亩。", "3万", "灵武市"),
        ("论坛\n长三角水运论坛在芜湖举行。会上签约60个项目。", "60", "芜湖市"),
        ("地震\n据中国地震台网测定，智利北部海域发生地震，震源深度70公里。", "70", None),
        ("贸易\n前4个月，我国与东盟进出口额2万亿元。", "2万亿", "全国"),
        ("大会\n人才大会在柳州开幕。大会以“惠全球人才”为主题，设30个展位。", "30", "柳州市"),
        ("工厂\n河北的钢铁业转型。在渤海湾畔的这家工厂，有绿色工艺90项。", "90", "河北省"),
        ("贡献\n种树的人很多。近二十年来，中国为全球带来了三分之一的新增草场。", "三分之一", "全国"),
        ("口岸\n霍尔果斯口岸验放中欧（东欧）班列900列。", "900", "霍尔果斯市"),
        ("瓜熟\n银川的瓜熟了，每天有瓜2万箱销往国内及东南亚，户均增收4万元。", "4万元", "银川市"),
        ("采风\n青海天蓝。近30名记者走进西宁，写稿90篇。", "30", "西宁市"),
        ("通航\n西部陆海新通道的关键——平陆运河动工，建设者有700名。", "700", "广西壮族自治区"),
        ("论坛\n论坛在温州举行，全球22个国家的城市代表带来作品90件。", "90", "温州市"),
        ("影展\n影展在温州开幕。挪威影片获奖杯4座。", "4座", "温州市"),
        ("起航\n编队从青岛起航。编队由太湖舰等组成，带水手90名。", "90", "青岛市"),
        ("水位\n京杭运河苏州段水位上涨，超警戒水位0.3米。", "0.3", "苏州市"),
        ("乡医\n榆林的老路是医生。扎根黄土高原50年，她走遍24个乡镇。", "24个", "榆林市"),
        ("通达\n甘肃的陆港今年扩建。班列通达全球30个国家的90个港口。", "90", None),
    ],
)
def test_guests_trains_and_names_from_abroad_leave_the_place_where_they_are(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("高铁\n新高铁起于西安，终到汉中，设计时速350公里。", "350", None),
        ("高铁\n新高铁西起甘肃天水，东至陕西宝鸡，全长130公里。", "130", None),
        ("通道\n输电线路从甘肃酒泉一路延伸到湖南长沙，绵延2300公里。", "2300", None),
        ("降温\n安徽北部至河南南部的最低气温降到3℃。", "3℃", None),
        ("打工\n桂林有9万人。他们从桂林辗转走到柳州，平均走2天。", "2天", "柳州市"),  # no line
    ],
)
def test_what_a_line_joins_is_not_where_it_is(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("我国消费\n我国消费向好。\n在柳州，夜市红火。各地将办灯会700场。", "700", "全国"),
        ("我国消费\n我国消费向好。\n在柳州，夜市红火。数据显示，一季度海上客运量同比增长6%。", "6%", "全国"),
        ("我国消费\n我国消费向好。\n在柳州，夜市红火。今冬，当地游客同比增长6%。", "6%", "柳州市"),
        ("我国消费\n我国消费向好。\n在柳州，夜市红火。七月接待游客400万人次。", "400万", "柳州市"),
        ("我国北斗\n我国北斗用途广。\n在柳州，桥梁装上终端。在消费端，手机超60款。", "60", "全国"),
        (
            "国债项目\n我国的国债项目开工。\n河北的诊所完工。不只是京津冀，全部项目已投资90亿元。",
            "90亿",
            "全国",
        ),
        ("柳州消费\n柳州市消费向好。\n在鱼峰区，夜市红火。各地将办灯会70场。", "70", "柳州市"),
    ],
)
def test_figures_of_all_leave_the_scene_before_them(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("外贸\n我国外贸向好。天津港集团新开航线12条。", "12", "天津市"),
        ("外贸\n我国外贸向好。大连港务集团新开航线12条。", "12", "大连市"),
        ("外贸\n我国外贸向好。湖北机场集团运送货物90万吨。", "90万", "湖北省"),
        ("外贸\n我国外贸向好。湛江钢铁集团出口货物90万吨。", "90万", "全国"),  # may work anywhere
        ("外贸\n我国外贸向好。上合示范区新增商户90家。", "90", "青岛市"),
        ("佳节\n全国各地欢度佳节。天安门广场摆放盆花20万盆。", "20万", "北京市"),
        ("通车\n云南的口岸繁忙。中老铁路运送旅客90万人次。", "90万", None),
        ("通车\n我国铁路运输繁忙。广深往香港的列车增加20列。", "20", None),
        ("通车\n延安至榆林高速铁路开工\n今年开工，设车站7座。", "7座", None),
        ("通航\n今天，“利马—上海”海运航线开通，运货90万吨。", "90万", None),
        ("通航\n今天，“上海—某某港”海运航线开通，运货90万吨。", "90万", None),
        ("通航\n今天，“多彩—上海”灯会开幕，挂灯90万盏。", "90万", "上海市"),
        ("通车\n我国铁路运输繁忙。今天起往香港的列车增加20列。", "20", "香港特别行政区"),
        ("调粮\n我国多地降雨。中心库向河南、山东两省调运帐篷900顶。", "900", None),
        ("调粮\n我国多地降雨。中心库向河南、山东调运帐篷900顶。", "900", "全国"),
        ("滚装\n我国造船业向好。该船有汽车甲板14层。", "14", None),
        ("滚装\n我国造船业向好。船厂接到订单14份。", "14", "全国"),
        ("智造\n我国制造业向好。在这家工厂，组装只要38秒。", "38", None),
        ("智造\n我国制造业向好。工厂里，机器人增加38万台。", "38万", "全国"),
        ("园区\n哈密建起园区。来到这里的有300名全国各地的学徒。", "300", "哈密市"),
        ("贺岁\n美国的影迷到来。\n春节档总票房突破90亿元。", "90亿", "全国"),
        ("贺岁\n美国的影迷到来。\n国内单日票房突破9亿元。", "9亿", "全国"),
        ("贺岁\n美国的影迷到来。\n单日票房突破9亿元。", "9亿", None),
        ("船舶\n我国造船业领跑全球，新接订单增长近三倍。", "三倍", "全国"),
        ("船舶\n在全球，新接订单增长近三倍。", "三倍", None),
        ("贺岁\n美国的影迷到来。\n在美国，春节档总票房突破90亿元。", "90亿", None),
    ],
)
def test_one_site_line_or_ship_is_not_the_whole_country(gazetteer, text, number, name):
    assert place_of(gazetteer, text, number).name == name


def test_a_station_is_where_the_article_said_it_is(gazetteer):
    text = "平安街巷\n桂林市公安局象山分局二塘派出所加强巡逻。\n广西各地也在行动。\n二塘派出所每天出动24人。"
    assert place_of(gazetteer, text, "24").code in {"450304", "450300"}


def test_a_village_is_where_the_article_said_it_is(gazetteer):
    text = "防汛\n在灵川县九屋镇李家桥青竹村，水位上涨。\n全国各地都在行动。\n青竹村200人已转移。"
    assert place_of(gazetteer, text, "200").code == "450323"


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("新增80例，其中：桂林市50例、柳州市30例。", "30", "柳州市"),
        ("桂林、柳州共增长7%。", "7%", "桂林"),  # a list is told from its first name
        ("甘肃播种面积增加，亩产达400公斤。", "400", "甘肃"),
        ("1200户桂林居民搬进新家。", "1200", "桂林"),
        ("灵川县雨大；最大雨强93毫米，出现在兴安县。", "93", "兴安县"),
        ("水利部下拨资金2亿元，支持甘肃抗旱。", "2亿", "甘肃"),
        ("水利部派出5个工作组，甘肃增派3个。", "3个", "甘肃"),
        ("财政部在香港发行国债70亿元。", "70", "香港"),
        ("水利部在桂林举办展览，展品70件。", "70", "桂林"),
        ("桂林在秘鲁建厂8家。", "8家", "秘鲁"),
        ("桂林德国工业园入驻90家。", "90", "桂林"),
        ("中部库布其沙漠建成电站4座。", "4座", "库布其"),
        ("桂林市严查偷排。灵川县一家工厂被罚8万元。该厂停产30天。", "30", "灵川县"),
        ("桂林第9届书市在柳州举行。来宾有900名。", "900", "柳州"),
        ("桂林市启动阳朔县河道工程，投资9亿元。如今已清理20公里。", "20", "阳朔县"),
        ("宜春市通报\n宜春市新增确诊2例（高安市1例），新增出院5例。", "5例", "宜春市"),
        ("桂林市阳朔县整治河道\n阳朔县开展整治。\n全市清理河道600公里。", "600", "全市"),
    ],
)
def test_a_place_points_to_the_name_that_gave_it(gazetteer, text, number, words):
    place = place_of(gazetteer, text, number)
    assert place.at is not None
    assert text.startswith(words, place.at)


@pytest.mark.parametrize(
    ("text", "number", "name", "source"),
    [
        ("新增8例（桂林市2例、柳州市6例），出院5例。", "5例", "广西壮族自治区", "article"),
        ("桂林市（含县）的300家企业。", "300", "桂林市", "clause"),
        ("桂林市新增2例（柳州市输入），出院5例。", "5例", "桂林市", "sentence"),
        ("桂林市抗旱\n桂林市抗旱。水利部紧急调拨水泵3万台。", "3万", "桂林市", "article"),
        ("水利部抗旱\n水利部开会。桂林市抗旱，水利部调拨水泵3万台。", "3万", "全国", "clause"),
        ("财政部与香港签约70亿元。", "70", None, "clause"),
        ("我国对欧洲出口增长8%。", "8%", "全国", "clause"),
        ("桂林对秘鲁出口增长8%。", "8%", "桂林市", "clause"),
        ("全国各地植树9万株。", "9万", "全国", "clause"),
        ("全球植树9万株。", "9万", None, "clause"),
        ("位于全球第3。", "第3", None, "none"),
        ("由桂林向柳州的列车有9列。", "9列", None, "clause"),
        ("从桂林往柳州的列车有9列。", "9列", None, "clause"),
        ("桂林往柳州的列车有9列。", "9列", "柳州市", "clause"),
        ("桂林—柳州有9列。", "9列", None, "clause"),
        ("某企业位于桂林，职工90人。", "90", "桂林市", "sentence"),
        ("桂林族人90名。", "90", None, "none"),
        ("中国国际灯会在桂林开幕。来宾90名。", "90", "桂林市", "paragraph"),
        ("桂林市一家企业获奖。他种树90株。", "90", "桂林市", "paragraph"),
    ],
)
def test_a_place_says_how_near_it_was_named(gazetteer, text, number, name, source):
    place = place_of(gazetteer, text, number)
    assert (place.name, place.source) == (name, source)


COUNTRY = {
    "region": (
        ("410000", "青原省", "1", "省", "", "青原", "青地"),
        ("410100", "云溪市", "2", "地级市", "410000", "云溪", ""),
        ("410101", "石桥县", "3", "县", "410100", "石桥", ""),
        ("410102", "白沙区", "3", "市辖区", "410100", "白沙", ""),
        ("410103", "柳县", "3", "县", "410100", "", "柳城|柳邑"),
        ("420000", "江左省", "1", "省", "", "江左", ""),
        ("420100", "从水市", "2", "地级市", "420000", "从水", ""),
        ("420101", "白沙县", "3", "县", "420100", "白沙", ""),
        ("420900", "山口市", "3", "县级市", "420000", "山口", ""),
        ("430000", "湖港市", "1", "直辖市", "", "湖港", ""),
        ("430101", "梅岭区", "3", "市辖区", "430000", "梅岭", ""),
    ),
    "region_former": (("旧渡县", "410101|410102", "1997"),),
    "region_short": (("石桥", "word"), ("从水", "never"), ("山口", "rare")),
    "region_stop": (("云溪水", "云溪"),),
    "region_zone": (("云溪新城", "410102"), ("青原省", "410100")),
    "place_anaphor": (("全市", "prefecture", "whole"), ("该县", "county", "that")),
    "place_foreign": (("远邦", "country"),),
    "place_local": (("云溪机场", "410100", "airport"), ("溪北", "410100", "part")),
    "place_nation": (("举国", "whole"),),
    "place_organ": (("水利总署",),),
    "place_stop": (("云溪大学",),),
    "place_tail": (("一路", "street"),),
    "place_wide": (("北方三省",),),
    "term": (("修路", "v"),),
}
"""The lexicons of places of a country that there is not."""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青原省云溪市石桥县", [("青原省云溪市石桥县", "chain", "410101")]),
        ("云溪的桥", [("云溪", "short", "410100")]),
        ("石桥的桥", []),  # a word, where its prefecture is not named
        ("云溪市的桥。石桥警方", [("云溪市", "full", "410100"), ("石桥", "short", "410101")]),
        ("白沙的桥", []),  # two are called so
        ("云溪市的桥，白沙的船", [("云溪市", "full", "410100"), ("白沙", "short", "410102")]),
        ("从水市的桥，白沙的船", [("从水市", "full", "420100"), ("白沙", "short", "420101")]),
        ("柳县的桥", []),  # may be the end of another name
        ("云溪市的桥，柳县的船", [("云溪市", "full", "410100"), ("柳县", "full", "410103")]),
        ("云溪市的桥，柳邑的船", [("云溪市", "full", "410100"), ("柳邑", "full", "410103")]),
        ("旧渡县的桥", [("旧渡县", "full", "410101", "410102")]),
        ("云溪水的桥", []),
        ("云溪大学的桥", []),
        ("云溪一路的桥", []),
        ("云溪新城的桥", [("云溪新城", "local", "410102")]),
        ("云溪机场的船", [("云溪机场", "local", "410100")]),
        ("溪北的雨", [("溪北", "local", "410100")]),
        ("青原省的桥", [("青原省", "full", "410000")]),  # a zone hides no division
        ("全市的桥，该县的船", [("全市", "anaphor"), ("该县", "anaphor")]),
        ("远邦的桥", [("远邦", "foreign")]),
        ("北方三省的桥", [("北方三省", "wide")]),
        ("举国与水利总署", [("举国", "nation", "100000"), ("水利总署", "nation", "100000")]),
        ("从江左来的船", [("江左", "short", "420000")]),
        ("从水市的桥，从水的船", [("从水市", "full", "420100")]),
        ("江左省的船到山口", [("江左省", "full", "420000")]),
        ("山口市的桥，山口的船", [("山口市", "full", "420900"), ("山口", "short", "420900")]),
        ("湖港市梅岭", [("湖港市梅岭", "chain", "430101")]),
    ],
)
def test_lexicons_say_what_is_a_place(text, names):
    assert found(Gazetteer(COUNTRY), text) == names


def test_a_gazetteer_knows_what_its_words_mean():
    country = Gazetteer(COUNTRY)
    assert country.anaphors == {"全市": ("prefecture", "whole"), "该县": ("county", "that")}
    assert (country.organs, country.parts) == ({"水利总署"}, {"溪北"})
    assert country.nation_words == {"举国": "whole"}
    assert [country.level(code) for code in ("100000", "410000", "410100", "410101")] == [0, 1, 2, 3]
    assert [country.type(code) for code in ("100000", "410101", "420900")] == ["", "县", "县级市"]


def test_a_prefecture_is_what_lies_between_a_county_and_its_province():
    country = Gazetteer(COUNTRY)
    assert country.prefecture_of("410101") == "410100"
    assert country.prefecture_of("430101") == "430000"  # a municipality
    assert country.prefecture_of("420900") == "420900"  # right below its province
    assert country.prefecture_of("420000") is None
    assert country.province_of("100000") is None
    assert list(country.ancestors("410101")) == ["410101", "410100", "410000", "100000"]
    assert country.common(["410101", "410102"]) == "410100"
    assert country.common(["410101", "410100"]) == "410100"
    assert country.common(["410101", "420101"]) == "100000"


def test_divisions_lie_in_each_other(gazetteer):
    assert gazetteer.prefecture_of("421224") == "421200"
    assert gazetteer.province_of("421224") == "420000"
    assert gazetteer.prefecture_of("110105") == "110000"  # a municipality has no prefectures
    assert gazetteer.prefecture_of("429004") == "429004"  # right below its province
    assert gazetteer.parent("420000") == "100000"
    assert gazetteer.parent("100000") is None
    assert gazetteer.code_name("100000") == "全国"
    assert gazetteer.code_name("999999") is None


def test_names_do_not_overlap_and_come_in_order(gazetteer):
    text = "湖南省长沙市岳麓区与湖北武汉，全市、全省和全国，北京至上海。" * 3
    names = gazetteer.find(text)
    assert all(a.end <= b.start for a, b in pairwise(names))
