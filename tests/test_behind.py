"""What stands behind a number: where the noun that it counts begins and where it ends.

A case is a text, the words of one number, and the metric that it must have; `None` where it is no fact.
"""

from __future__ import annotations

import pytest

from extractor import Extractor

DATE = "2024-05-20"

SAID_OF_IT = [
    ("全县16万亩油菜竞相开放。", "16万亩", "油菜"),
    ("安置区3000多户居民苦不堪言。", "3000多户", "居民"),
    ("产业园里20多栋厂房拔地而起。", "20多栋", "厂房"),
    ("新城有18座公园里花灯高挂。", "18座", "公园"),
    ("港口上空，上千架无人机腾空而起。", "上千架", "无人机"),
    ("60万亩早稻全面开镰。", "60万亩", "早稻"),
    ("该省32个乡镇陆续开展培训。", "32个", "乡镇"),
    ("目前已有2.6万张床位交付使用。", "2.6万张", "床位"),
    ("47位烈士遗骸回归祖国。", "47位", "烈士遗骸"),
    ("景区600名志愿者全力做好引导服务。", "600名", "志愿者"),
    ("1.8万户农户领到土地证。", "1.8万户", "农户"),
    ("近百家企业与高校共同建设实验室。", "近百家", "企业"),
    ("匠人将8封家书制作成石刻。", "8封", "家书"),
    ("2000万户困难家庭圆了安居梦。", "2000万户", "困难家庭"),
    ("20多个国家和国际组织应邀出席论坛。", "20多个", "国家和国际组织"),
    ("有30条生产线满负荷运转。", "30条", "生产线"),
    ("比赛的26个分项已经全部完赛。", "26个", "分项"),
    ("夏粮产量占两成，其中九成以上都是冬小麦。", "九成以上", "冬小麦"),
]

STILL_OF_IT = [
    ("新增12个贸易促进服务中心。", "12个", "新增贸易促进服务中心"),
    ("全县有380个养老服务设施。", "380个", "养老服务设施"),
    ("派出6个农业技术服务小组。", "6个", "派出农业技术服务小组"),
    ("设立40个货运站点。", "40个", "设立货运站点"),
    ("15名正在废墟中寻找亲人的村民。", "15名", "正在废墟中寻找亲人的村民"),
]

COMPOUNDS = [
    ("全市改造35公里国省干道。", "35公里", "改造国省干道"),
    ("发放2000张购物券等消费补贴。", "2000张", "发放购物券等消费补贴"),
    ("县里出台了25条惠民任务清单。", "25条", "出台惠民任务清单"),
    ("两家公司签署30架飞机采购协议。", "30架", "签署飞机采购协议"),
    ("该校签署12份技术合作谅解备忘录。", "12份", "签署技术合作谅解备忘录"),
    ("发布20个引领区改革创新案例。", "20个", "发布引领区改革创新案例"),
    ("建立18个玉米大面积单产提升示范片。", "18个", "建立玉米大面积单产提升示范片"),
    ("举办45场专场招聘会、9场跨区域巡回招聘会。", "9场", "跨区域巡回招聘会"),
    ("已举办200多场新书发布。", "200多场", "举办新书发布"),
    ("三年攻克15项锻造技术难关。", "15项", "攻克锻造技术难关"),
    ("为期一周的军营开放活动。", "一周", "军营开放活动"),
    ("完成了为期1个月的高原演示飞行。", "1个月", "高原演示飞行"),
    ("为期10天的车展落下帷幕。", "10天", "车展"),
    ("各乡分别获得2000万元资金支持。", "2000万元", "获得资金支持"),
    ("60个厂房扩建和产线改造项目加快建设。", "60个", "厂房扩建和产线改造项目"),
    ("设立600亿元民营企业再贷款。", "600亿元", "设立民营企业再贷款"),
    ("出台40条措施支持企业发展。", "40条", "出台措施"),
    ("吸引12家企业入驻园区。", "12家", "吸引企业"),
]

CLAUSES = [
    ("推出16项支持外贸发展的举措。", "16项", "推出支持外贸发展的举措"),
    ("又出台24条优化营商环境的硬举措。", "24条", "出台优化营商环境的硬举措"),
    ("拦截了两批从海外发来的走私货物。", "两批", "拦截从海外发来的走私货物"),
    ("今年发生约70起带有敲诈动机的攻击事件。", "约70起", "发生带有敲诈动机的攻击事件"),
    ("共有3600名参加论坛的代表到会。", "3600名", "参加论坛的代表"),
]

LISTS = [
    ("发布了600多项电子、新材料等领域的科技成果。", "600多项", "发布电子、新材料等领域的科技成果"),
    ("共举行80场讲座、论坛、展览等活动。", "80场", "举行讲座、论坛、展览等活动"),
    ("还将举办近百场新书发布、读者见面会等活动。", "近百场", "举办新书发布、读者见面会等活动"),
    ("300余盆菊花、蜡梅等花卉竞相绽放。", "300余盆", "菊花、蜡梅等花卉"),
    ("当天有60家高校、企业等参加。", "60家", "高校、企业"),
]

OWNERS = [
    ("该党从只有几十名党员的小党成长起来。", "几十名", "党员"),
    ("来了300名学生的家长。", "300名", "来学生的家长"),
    ("工程保障3400万人的用水安全。", "3400万人", "保障"),
    ("签署12份协议，3400万人的用水安全得到保障。", "3400万人", "用水安全"),
    ("建成2900余人的志愿队伍。", "2900余人", "建成志愿队伍"),
    ("该国经历了12年的战火。", "12年", "战火"),
]

OWNED_BY_OTHERS = [
    ("守军击退敌军24次进攻。", "24次", "击退进攻"),
    ("专家组走访湖北12个村庄。", "12个", "走访村庄"),
    ("项目已吸纳当地3.4万人次就业。", "3.4万人次", "吸纳就业"),
    ("军方称摧毁两处弹药库。", "两处", "摧毁弹药库"),
    ("会议决定将四个草案提请审议。", "四个", "草案"),
    ("打击了敌军6处人员集结区。", "6处", "打击人员集结区"),
    ("再遴选11个国家植物园候选园。", "11个", "遴选国家植物园候选园"),
]

SIZES_AND_FATES = [
    ("墓中出土重达630公斤的青铜鼎。", "630公斤", "青铜鼎"),
    ("水深达50米的河谷不宜停船。", "50米", "水深"),
    ("两地安置孤寡、残疾以及70岁以上的独居人员。", "70岁以上", "独居人员"),
    ("选手凭借第二投68.4米的成绩夺冠。", "68.4米", "成绩"),
    ("该地有数千名流离失所者。", "数千名", "流离失所者"),
    ("救出3名被困矿工送往医院救治。", "3名", "救出被困矿工"),
    ("设立8亿元规模的科技引导基金。", "8亿元", "设立科技引导基金"),
    ("水利工程三大枢纽之一的东湖枢纽开工。", "三大", "枢纽"),
    ("60岁及以上户籍老年人口553.7万人。", "60岁及以上", "户籍老年人口"),
    ("队员平均年龄31岁。", "31岁", "队员平均年龄"),
    ("山区控制站18人遇难。", "18人", "遇难"),
    ("船上39人失联。", "39人", "失联"),
    ("运动会共设冰球、冰壶、单板滑雪6个大项。", "6个", "大项"),
    ("吸引300多家种植户“一对一”签约。", "300多家", "吸引种植户"),
]

NO_FACTS = [
    ("冬小麦一二类苗占比达86%。", "一二", None),
    ("冬小麦一二类苗占比达86%。", "86%", "冬小麦一二类苗占比"),
    ("代表团拿下女子四人双桨的金牌。", "四人", None),
    ("她夺得女子800米冠军。", "800米", None),
    ("议会在停摆前大约1小时通过法案。", "大约1小时", None),
    ("断面三类及以上水质占比为80%。", "三类及以上", None),
    ("日元汇率一度跌至1美元兑152日元。", "1美元", None),
    ("日元汇率一度跌至1美元兑152日元。", "152日元", "日元汇率"),
    ("如果30天内没有答复，将提起诉讼。", "30天内", None),
    ("落实劳动党八大提出的任务。", "八大", None),
]


@pytest.fixture(scope="module")
def engine():
    return Extractor()


def metric_of(engine, text, quote):
    """Give the metric of the one number with these words; None where it is no fact."""
    facts = [fact for fact in engine.extract(text, date=DATE) if fact.text == quote]
    assert len(facts) < 2
    return facts[0].metric if facts else None


@pytest.mark.parametrize(("text", "quote", "metric"), SAID_OF_IT)
def test_what_is_said_of_the_counted_is_no_part_of_their_noun(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), STILL_OF_IT)
def test_a_verb_in_a_compound_does_not_end_the_noun(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), COMPOUNDS)
def test_the_object_of_a_verb_is_a_noun_to_its_end(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), CLAUSES)
def test_a_clause_before_the_noun_belongs_to_it(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), LISTS)
def test_a_list_goes_on_to_the_noun_that_sums_it_up(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), OWNERS)
def test_what_belongs_to_the_counted_is_not_counted(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), OWNED_BY_OTHERS)
def test_whose_things_are_counted_does_not_hide_the_verb(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), SIZES_AND_FATES)
def test_what_has_a_size_or_befell_somebody_stands_behind(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric


@pytest.mark.parametrize(("text", "quote", "metric"), NO_FACTS)
def test_levels_events_and_congresses_count_nothing(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric
