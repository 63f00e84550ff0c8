"""What a number measures, how it changes, and what it is part of: a table for each construction.

A case is a text and all of its facts but the dates, in order. Words that the contract leaves to choice stand
side by side, parted by `|`; `?` before a quote means that the fact may be left out, `ANY` that a field is open.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extractor import Extractor

ANY = "*"
DATE = "2024-05-20"


class Is(NamedTuple):
    """One wanted fact; `of` is the index of its whole among the wanted facts of the case."""

    quote: str
    metric: str
    direction: str | None = None
    basis: str | None = None
    role: str | None = None
    of: int | str | None = None


def up(quote, metric, basis=None, of=None):
    return Is(quote, metric, "up", basis, None, of)


def down(quote, metric, basis=None, of=None):
    return Is(quote, metric, "down", basis, None, of)


def part(quote, metric, of=0):
    return Is(quote, metric, of=of)


def step(metric, first, second, direction):
    return [Is(first, metric, f"{direction}|-", None, "from"), Is(second, metric, direction, ANY, "to")]


def wrong(family, text, *wanted):
    """A case that the extractor gets wrong as yet."""
    return pytest.param(text, wanted, marks=pytest.mark.xfail(strict=True, reason=family))


def right(text, *wanted):
    return pytest.param(text, wanted)


@pytest.fixture(scope="module")
def engine():
    return Extractor()


def allows(wanted, got):
    """Say whether one field is as wanted; `-` among choices stands for null."""
    if wanted == ANY:
        return True
    if isinstance(wanted, str):
        return (got if got is not None else "-") in wanted.split("|")
    return wanted == got


def differences(engine, text, wanted):
    """Give every way in which the facts of a text are not those that are wanted."""
    facts = [fact for fact in engine.extract(text, date=DATE) if fact.kind != "date"]
    listed, at = [], 0
    place_of = {}
    for number, want in enumerate(wanted):
        quote = want.quote.removeprefix("?")
        if at < len(facts) and facts[at].text == quote:
            place_of[facts[at].id] = number
            listed += _differing(facts[at], want, place_of)
            at += 1
        elif not want.quote.startswith("?"):
            found = facts[at].text if at < len(facts) else "nothing"
            listed.append(f"{quote} is missing, {found} stands in its place")
            if at < len(facts) and all(facts[at].text != later.quote.removeprefix("?") for later in wanted[number:]):
                at += 1
    return listed + [f"{fact.text} is no fact, but is given with {fact.metric}" for fact in facts[at:]]


def _differing(fact, want, place_of):
    of = None if fact.of is None else place_of.get(fact.of, "something later")
    fields = {
        "metric": (want.metric, fact.metric),
        "direction": (want.direction, fact.direction),
        "basis": (want.basis, fact.basis),
        "role": (want.role, fact.role),
        "of": (want.of, of),
    }
    return [
        f"{fact.text} has {name} {got}, not {wanted}"
        for name, (wanted, got) in fields.items()
        if not allows(wanted, got)
    ]


def same(engine, text, wanted):
    found = differences(engine, text, wanted)
    assert not found, f"{text}\n" + "\n".join(found)


# ---- the phrase before the number, behind it, and on both sides

VERB_AND_OBJECT = [
    right("全市共查处酒驾1284起。", Is("1284起", "查处酒驾")),
    right("消防救援人员疏散被困群众37名。", Is("37名", "疏散被困群众")),
    right("交警部门查扣非法改装电动车460辆。", Is("460辆", "查扣非法改装电动车")),
    right("海关截获3批次禁止进境水果。", Is("3批次", "截获禁止进境水果")),
    right("县医院收治40例流感患者。", Is("40例", "收治流感患者")),
    right("学校新聘47位数学教师。", Is("47位", "新聘数学教师|聘数学教师")),
    right("林业站栽种松树、杉树共6万株。", Is("6万株", "栽种松树、杉树")),
    right("气象台先后发布暴雨预警信号19次。", Is("19次", "发布暴雨预警信号")),
    right("铁路部门加开旅客列车236列。", Is("236列", "加开旅客列车")),
    right("一场暴雪压塌大棚1.3万座。", Is("1.3万座", "压塌大棚")),
    right("全省查封、扣押侵权商品8.6万件。", Is("8.6万件", "查封、扣押侵权商品")),
    right("多部门联合抽检食品2.4万批次。", Is("2.4万批次", "抽检食品|联合抽检食品")),
    right("图书馆全年接待读者52万人次。", Is("52万人次", "接待读者")),
    right("银行累计发放助学贷款3.6亿元。", Is("3.6亿元", "发放助学贷款")),
    right("执法人员当场没收假冒白酒900余瓶。", Is("900余瓶", "没收假冒白酒|当场没收假冒白酒")),
    right("民政局为2300户困难家庭发放取暖补贴。",
          Is("2300户", "困难家庭|为困难家庭发放取暖补贴|困难家庭发放取暖补贴|发放取暖补贴困难家庭")),
    right("消防部门对56家养老机构进行消防检查。",
          Is("56家", "养老机构|对养老机构进行消防检查|养老机构进行消防检查|进行消防检查养老机构")),
    right("当天有14架航班备降。", Is("14架", "航班备降|航班|备降航班|有航班备降")),
    right("320名新兵奔赴军营。", Is("320名", "新兵|新兵奔赴军营")),
    right("参赛选手来自18个国家。", Is("18个", "国家|来自国家|参赛选手来自国家")),
    right("3名消防员在扑救中受伤。", Is("3名", "消防员|消防员受伤|消防员在扑救中受伤")),
    right("该院全年化解1568起。", Is("1568起", "化解")),
    right("法院受理破产案件64件，审结41件。", Is("64件", "受理破产案件"), Is("41件", "审结|审结破产案件")),
    right("联合国机构向难民营运送了2600吨面粉。", Is("2600吨", "运送面粉|向难民营运送面粉|面粉")),
    right("乡里修建了4座便民桥和12公里机耕路。", Is("4座", "修建便民桥"), Is("12公里", "机耕路|修建机耕路")),
    right("收割机2300台、拖拉机4100台投入三夏生产。", Is("2300台", "收割机|投入收割机"), Is("4100台", "拖拉机|拖拉机投入三夏生产")),
    right("缴获手机12部、电脑5台、银行卡40张。", Is("12部", "缴获手机"), Is("5台", "电脑|缴获电脑"), Is("40张", "银行卡|缴获银行卡")),
    right("台风造成5人死亡、12人失踪、直接经济损失3.4亿元。", Is("5人", "死亡"), Is("12人", "失踪"), Is("3.4亿元", "直接经济损失")),
    right("洪水造成2.6万人受灾，紧急转移安置1800人。", Is("2.6万人", "受灾"), Is("1800人", "紧急转移安置|转移安置")),
    right("该国地震已致至少78人死亡、320人受伤。", Is("至少78人", "死亡"), Is("320人", "受伤")),
]

LEVELS = [
    right("高速公路通车里程1.1万公里。", Is("1.1万公里", "高速公路通车里程")),
    right("仓库总面积达4200平方米。", Is("4200平方米", "仓库总面积")),
    right("大坝高68米。", Is("68米", "大坝高|坝高|大坝")),
    right("水库蓄水7.8亿立方米。", Is("7.8亿立方米", "水库蓄水|蓄水")),
    right("全程历时4个多小时。", Is("4个多小时", "历时|全程历时")),
    right("会员总数已突破150万。", Is("突破150万", "会员总数")),
    right("系统注册用户达260万。", Is("260万", "系统注册用户|注册用户")),
    right("过火面积约35公顷。", Is("约35公顷", "过火面积")),
    right("最高气温38.6℃。", Is("38.6℃", "最高气温")),
    right("昨日14时至20时，城区降雨量为126.5毫米。", Is("126.5毫米", "降雨量|城区降雨量")),
    right("学前教育毛入园率达93.2%。", Is("93.2%", "学前教育毛入园率")),
    right("队员平均年龄41.5岁。", Is("41.5岁", "平均年龄|队员平均年龄")),
    right("贷款余额2.3万亿元。", Is("2.3万亿元", "贷款余额")),
    right("该省常住人口为4830万人。", Is("4830万人", "常住人口")),
    right("共有员额检察官312名。", Is("312名", "员额检察官|有员额检察官|共有员额检察官")),
    right("高校毕业生去向落实率为88.7%。", Is("88.7%", "高校毕业生去向落实率")),
]

# ---- several classifiers, one noun

CLASSIFIERS = [
    right("海关销毁走私香烟86批次9200条。", Is("86批次", "销毁走私香烟"), Is("9200条", "销毁走私香烟")),
    right("交警护送17批次260辆救灾物资运输车。", Is("17批次", "护送救灾物资运输车"), Is("260辆", "护送救灾物资运输车")),
    right("52支730余人的应急救援队伍集结待命。", Is("52支", "应急救援队伍"), Is("730余人", "应急救援队伍")),
    right("县里培训农技员120期8600人次。", Is("120期", "培训农技员"), Is("8600人次", "培训农技员")),
    right("中心检测样品37类1540份。", Is("37类", "检测样品"), Is("1540份", "检测样品")),
    right("警方查获涉毒案件19起26人。", Is("19起", "查获涉毒案件"), Is("26人", "查获涉毒案件|查获")),
    right("该院聘任陪审员4批118名。", Is("4批", "聘任陪审员"), Is("118名", "聘任陪审员")),
    right("全年开展送戏下乡9轮460场次。", Is("9轮", "开展送戏下乡|送戏下乡"), Is("460场次", "开展送戏下乡|送戏下乡")),
    right("抢险中投入挖掘机38台次。", Is("38台次", "投入挖掘机")),
    right("整治河道23条、坑塘117处。", Is("23条", "整治河道"), Is("117处", "坑塘|整治坑塘")),
]

# ---- nouns cut where they end

CUT_NOUNS = [
    right("市卫健委抽调260名医护人员驰援灾区。", Is("260名", "抽调医护人员")),
    right("投入800余名志愿者清理海滩。", Is("800余名", "投入志愿者")),
    right("出动12艘搜救艇赶赴事发海域。", Is("12艘", "出动搜救艇")),
    right("司法局组织85名律师进企业开展普法。", Is("85名", "组织律师")),
    right("电力公司安排6台吊车连夜抢修线路。", Is("6台", "安排吊车")),
    right("省里派出4个专家组分赴各地指导春耕。", Is("4个", "派出专家组")),
    right("农场调集9架无人机喷洒农药。", Is("9架", "调集无人机")),
    right("发改委召集13家供电企业共商保供。", Is("13家", "召集供电企业")),
    right("残联帮助1600名残疾人实现就业。", Is("1600名", "帮助残疾人|帮助残疾人实现就业|残疾人实现就业|残疾人")),
    right("渔政部门查处3起无证捕捞案件并移送司法机关。", Is("3起", "查处无证捕捞案件")),
    right("安排20辆公交车接送考生。", Is("20辆", "安排公交车")),
    right("选派75名年轻干部到信访一线锻炼。", Is("75名", "选派年轻干部")),
    right("组建5支抢修突击队昼夜施工。", Is("5支", "组建抢修突击队")),
    right("救出2名被困矿工送往医院救治。", Is("2名", "救出被困矿工")),
    right("动员1.5万名群众撤离到安全地带。", Is("1.5万名", "动员群众|动员群众撤离")),
]

# ---- changes

CHANGES = [
    right("全市粮食总产量同比增长2.3%。", up("2.3%", "粮食总产量", "yoy")),
    right("原油进口额环比下降6.1%。", down("6.1%", "原油进口额", "mom")),
    right("出生人口较上年减少8万人。", down("8万人", "出生人口", "yoy|2023")),
    right("旅客发送量比2019年增长11.8%。", up("11.8%", "旅客发送量", "2019")),
    right("生猪存栏量比年初增加3.4万头。", up("3.4万头", "生猪存栏量", ANY)),
    right("全年财政收入86.5亿元，同比增长4.7%。", Is("86.5亿元", "财政收入"), up("4.7%", "财政收入", "yoy")),
    right("实现工业增加值312亿元，增长5.9%。",
          Is("312亿元", "实现工业增加值|工业增加值"), up("5.9%", "实现工业增加值|工业增加值")),
    right("火电发电量下降0.4%。", down("0.4%", "火电发电量")),
    right("患者医疗费用减少18.6万元。", down("18.6万元", "患者医疗费用|医疗费用")),
    right("投诉量降低三成。", down("三成", "投诉量")),
    right("设备故障率下降1.5个百分点。", down("1.5个百分点", "设备故障率")),
    right("森林覆盖率比2012年提高6.3个百分点。", up("6.3个百分点", "森林覆盖率", "2012")),
    right("门诊量同比激增1.7倍。", up("1.7倍", "门诊量", "yoy")),
    right("人均住院费用同比下降320元。", down("320元", "人均住院费用", "yoy")),
    right("茶叶出口量翻了一番。", up("翻了一番", "茶叶出口量")),
    right("网店销售额翻两番。", up("翻两番", "网店销售额")),
    right("订单量同比翻番。", up("翻番", "订单量", "yoy")),
    right("结案率96.4%，同比提高1.2个百分点。", Is("96.4%", "结案率"), up("1.2个百分点", "结案率", "yoy")),
    right("最高气温38.6℃，较前一日升高2.1℃。", Is("38.6℃", "最高气温"), up("2.1℃", "最高气温", ANY)),
    right("韩国上月出口额为529亿美元，同比下降3.2%。", Is("529亿美元", "出口额"), down("3.2%", "出口额", "yoy")),
    right("与2021年相比，火灾起数下降12.4%，亡人下降20.0%。",
          down("12.4%", "火灾起数", "2021"), down("20.0%", "亡人", "2021")),
    right("外贸进出口同比增长6.2%，其中出口增长8.1%，进口下降1.4%。",
          up("6.2%", "外贸进出口", "yoy"), up("8.1%", "出口", "yoy", ANY), down("1.4%", "进口", "yoy", ANY)),
    right("全社会用电量1860亿千瓦时，同比增长6.9%，其中居民用电增长11.3%。",
          Is("1860亿千瓦时", "全社会用电量|用电量"), up("6.9%", "全社会用电量|用电量", "yoy"), up("11.3%", "居民用电", "yoy", ANY)),
    right("铁路发送旅客4.7亿人次，比去年同期增加3200万人次，增长7.3%。",
          Is("4.7亿人次", "发送旅客"), up("3200万人次", "发送旅客", "yoy|2023"), up("7.3%", "发送旅客", "yoy|2023|-")),
    right("居民消费价格同比上涨0.3%，环比下降0.1%。",
          up("0.3%", "居民消费价格", "yoy"), down("0.1%", "居民消费价格", "mom")),
    right("新登记企业同比多增420户。", up("420户", "新登记企业", "yoy")),
    right("法院受理案件5.3万件，审结4.9万件，同比分别上升6.1%和7.8%。",
          Is("5.3万件", "受理案件"), Is("4.9万件", "审结|审结案件"), up("6.1%", "受理案件", "yoy"), up("7.8%", "审结|审结案件", "yoy")),
    right("海关监管进出口货物680万吨、货值920亿元，分别增长7.1%、9.6%。",
          Is("680万吨", "监管进出口货物"), Is("920亿元", "货值"), up("7.1%", "监管进出口货物"), up("9.6%", "货值")),
    right("全年旅游收入实现12.5%的增长。", up("12.5%", "旅游收入")),
    right("受灾面积同比减少近四成。", down("近四成", "受灾面积", "yoy")),
]

STEPS = [
    right("水稻亩产由去年的420公斤增加到460公斤。", *step("水稻亩产", "420公斤", "460公斤", "up")),
    right("平均等待时间从45分钟缩短至12分钟。", *step("平均等待时间", "45分钟", "12分钟", "down")),
    right("贷款逾期率由3.8%降至1.2%。", *step("贷款逾期率", "3.8%", "1.2%", "down")),
    right("志愿者由最初的12人发展到现在的680人。", *step("志愿者", "12人", "680人", "up")),
    right("美国失业率从上月的3.9%升至4.1%。",
          Is("3.9%", "失业率", "up|-", ANY, "from"), Is("4.1%", "失业率", "up", ANY, "to")),
    right("窗口办理材料从14份压减到3份。", *step("办理材料|窗口办理材料", "14份", "3份", "down")),
    right("群众满意率由91.5%提升为98.2%。", *step("群众满意率", "91.5%", "98.2%", "up")),
    right("村集体收入增至52万元。", Is("52万元", "村集体收入", "up", None, "to")),
    right("招生规模扩大到4200人。", Is("4200人", "招生规模", "up", None, "to")),
    right("日均客流回升至38万人次。", Is("38万人次", "日均客流|客流", "up", None, "to")),
    right("死亡人数已上升至146人。", Is("146人", "死亡人数", "up", None, "to")),
    right("药占比降到23.7%。", Is("23.7%", "药占比", "down", None, "to")),
    right("办证时限由15个工作日压缩到3个工作日。", *step("办证时限", "15个工作日", "3个工作日", "down")),
    right("全国火灾从2019年的23.3万起下降至19.6万起。",
          Is("23.3万起", "火灾|火灾起数", "down|-", ANY, "from"), Is("19.6万起", "火灾|火灾起数", "down", ANY, "to")),
    right("低保标准提高到每人每月820元。", Is("820元", "低保标准|每人每月低保标准|低保标准每人每月", "up", None, "to")),
    right("贫困发生率从10.2%下降到0.6%，下降9.6个百分点。",
          *step("贫困发生率", "10.2%", "0.6%", "down"), down("9.6个百分点", "贫困发生率")),
]

# ---- lists

LISTS = [
    right("小麦、玉米、水稻产量分别为210万吨、180万吨、95万吨。",
          Is("210万吨", "小麦产量"), Is("180万吨", "玉米产量"), Is("95万吨", "水稻产量")),
    right("抢劫、盗窃、诈骗案件同比分别下降41%、23%、9%。",
          down("41%", "抢劫案件|抢劫", "yoy"), down("23%", "盗窃案件|盗窃", "yoy"), down("9%", "诈骗案件", "yoy")),
    right("抢夺警情、盗窃警情、诈骗警情同比下降52.1%、33.4%、12.7%。",
          down("52.1%", "抢夺警情", "yoy"), down("33.4%", "盗窃警情", "yoy"), down("12.7%", "诈骗警情", "yoy")),
    right("城区、郊区房价分别上涨1.2%和0.8%。", up("1.2%", "城区房价"), up("0.8%", "郊区房价")),
    right("固定资产投资、社会消费品零售总额、进出口总额分别增长7.4%、6.8%和5.2%。",
          up("7.4%", "固定资产投资"), up("6.8%", "社会消费品零售总额"), up("5.2%", "进出口总额")),
    right("猪、牛、羊、家禽出栏分别为320万头、41万头、95万只、2100万只，分别增长1.1%、2.3%、0.9%、3.5%。",
          Is("320万头", "猪出栏"), Is("41万头", "牛出栏"), Is("95万只", "羊出栏"), Is("2100万只", "家禽出栏"),
          up("1.1%", "猪出栏"), up("2.3%", "牛出栏"), up("0.9%", "羊出栏"), up("3.5%", "家禽出栏")),
    right("收案、结案同比分别上升6.4%、8.9%。", up("6.4%", "收案", "yoy"), up("8.9%", "结案", "yoy")),
    right("小学、初中、高中在校生分别达12.4万人、6.1万人和4.8万人。",
          Is("12.4万人", "小学在校生"), Is("6.1万人", "初中在校生"), Is("4.8万人", "高中在校生")),
    right("营业收入、利润总额分别达386.5亿元、21.4亿元。", Is("386.5亿元", "营业收入"), Is("21.4亿元", "利润总额")),
    right("早稻单产提高1.2%，中稻单产提高2.4%。", up("1.2%", "早稻单产"), up("2.4%", "中稻单产")),
    right("受理商标侵权投诉64件，立案41件，结案33件。",
          Is("64件", "受理商标侵权投诉"), Is("41件", "立案"), Is("33件", "结案")),
    right("四个街道分别登记电动车127、340、88和56辆。",
          Is("?四个", "街道|街道登记电动车"), Is("127", "登记电动车"), Is("340", "登记电动车"), Is("88", "登记电动车"), Is("56辆", "登记电动车")),
    right("城镇、农村居民人均可支配收入分别为4.9万元和2.1万元。",
          Is("4.9万元", "城镇居民人均可支配收入"), Is("2.1万元", "农村居民人均可支配收入")),
    right("一、二、三产业增加值分别增长3.1%、5.8%、6.2%。",
          up("3.1%", "一产业增加值"), up("5.8%", "二产业增加值"), up("6.2%", "三产业增加值")),
    right("公路货运量、水路货运量分别完成3.2亿吨和8600万吨，同比增长4.4%和9.1%。",
          Is("3.2亿吨", "公路货运量"), Is("8600万吨", "水路货运量"), up("4.4%", "公路货运量", "yoy"), up("9.1%", "水路货运量", "yoy")),
    right("男性、女性就业率分别为71.3%和58.6%。", Is("71.3%", "男性就业率"), Is("58.6%", "女性就业率")),
    right("对日本、韩国出口分别下降4.5%、2.7%。", down("4.5%", "对日本出口"), down("2.7%", "对韩国出口")),
    right("逮捕人数、起诉人数比上年分别下降8.8%和3.5%。",
          down("8.8%", "逮捕人数", "yoy|2023"), down("3.5%", "起诉人数", "yoy|2023")),
    right("新车产销量分别为26.4万辆和25.9万辆。", Is("26.4万辆", "新车产量"), Is("25.9万辆", "新车销量")),
    right("预计五一期间客流1.2万至1.5万人次。", Is("1.2万至1.5万人次", "客流|预计客流")),
]

ONE_NUMBER = [
    right("按期答复率、群众满意率均为99.2%。", Is("99.2%", "按期答复率"), Is("99.2%", "群众满意率")),
    right("接通率、办结率、满意率均达98%以上。", Is("98%以上", "接通率"), Is("98%以上", "办结率"), Is("98%以上", "满意率")),
    right("受理举报1.2万条，办结率、回访率均为100%。", Is("1.2万条", "受理举报"), Is("100%", "办结率"), Is("100%", "回访率")),
    right("设备完好率和出勤率都超过95%。", Is("超过95%", "设备完好率"), Is("超过95%", "出勤率|设备出勤率")),
    right("合格率、优良率双双达到97.5%。", Is("97.5%", "合格率"), Is("97.5%", "优良率")),
]

# ---- parts and wholes

PARTS = [
    right("处置警情5400起，其中刑事类210起、治安类830起。",
          Is("5400起", "处置警情"), part("210起", "刑事类|刑事类警情"), part("830起", "治安类|治安类警情")),
    right("全县打掉犯罪团伙26个。其中，盗窃团伙9个，诈骗团伙12个，赌博团伙5个。",
          Is("26个", "打掉犯罪团伙"), part("9个", "盗窃团伙"), part("12个", "诈骗团伙"), part("5个", "赌博团伙")),
    right("招聘会提供岗位3.1万个，其中制造业岗位1.4万个，签约4200人。",
          Is("3.1万个", "提供岗位"), part("1.4万个", "制造业岗位"), Is("4200人", "签约")),
    right("全县果园面积58万亩，其中苹果占四成以上。", Is("58万亩", "果园面积"), part("四成以上", "苹果占|苹果|苹果占比")),
    right("受理信访件860件，其中涉法涉诉类312件（其中重复信访47件）。",
          Is("860件", "受理信访件"), part("312件", "涉法涉诉类|涉法涉诉类信访件"), part("47件", "重复信访", 1)),
    right("救助野生动物230只，包括鸟类180只、兽类32只、爬行类18只。",
          Is("230只", "救助野生动物"), part("180只", "鸟类"), part("32只", "兽类"), part("18只", "爬行类")),
    right("查处交通违法9800起，其中超速占46.2%、酒驾占11.5%。",
          Is("9800起", "查处交通违法"), part("46.2%", "超速占|超速|超速占比"), part("11.5%", "酒驾占|酒驾|酒驾占比")),
    right("全年新建学校14所。其中小学9所，中学5所。", Is("14所", "新建学校"), part("9所", "小学"), part("5所", "中学")),
    right("累计排查隐患2860处，已整改2790处。", Is("2860处", "排查隐患"), Is("2790处", "整改|整改隐患")),
    right("新增确诊病例34例，其中：青岛市18例、烟台市9例、威海市7例。",
          Is("34例", "新增确诊病例"), part("18例", "新增确诊病例"), part("9例", "新增确诊病例"), part("7例", "新增确诊病例")),
    right("判处罪犯2160人，其中女性罪犯185人。", Is("2160人", "判处罪犯"), part("185人", "女性罪犯|判处女性罪犯")),
    right("查处走私案件86起，其中走私冻品23起、走私成品油17起，刑事拘留64人。",
          Is("86起", "查处走私案件"), part("23起", "走私冻品"), part("17起", "走私成品油"), Is("64人", "刑事拘留")),
    right("全市共有注册护士1.86万人，其中本科及以上学历的占68.3%。",
          Is("1.86万人", "注册护士|有注册护士|共有注册护士"), part("68.3%", "本科及以上学历的占|本科及以上学历占|本科及以上学历的|本科及以上学历")),
    right("总投资46亿元，其中企业自筹31亿元、银行贷款15亿元。",
          Is("46亿元", "总投资"), part("31亿元", "企业自筹"), part("15亿元", "银行贷款")),
    right("接到火警3120起，其中居民住宅火灾1180起，同比下降8.4%。",
          Is("3120起", "接到火警"), part("1180起", "居民住宅火灾"), down("8.4%", "居民住宅火灾", "yoy")),
    right("引进人才640名，其中博士72名、硕士310名。建成实验室8个。",
          Is("640名", "引进人才"), part("72名", "博士"), part("310名", "硕士"), Is("8个", "建成实验室")),
    right("全年减税降费42.6亿元，惠及企业1.8万户次。", Is("42.6亿元", "减税降费"), Is("1.8万户次", "惠及企业")),
]

# ---- shares, multiples, ranks, averages, targets

SHARES = [
    right("第三产业占GDP的比重为54.1%。", Is("54.1%", "第三产业占GDP的比重")),
    right("一般贸易占进出口总值的36%。",
          Is("36%", "一般贸易占进出口总值|一般贸易占进出口总值的|一般贸易占进出口总值的比重|一般贸易占比|一般贸易")),
    right("出口总值680亿元，占全省的12.6%。",
          Is("680亿元", "出口总值"), Is("12.6%", "出口总值占全省|出口总值占全省的|出口总值占全省的比重|出口总值占比|占全省|占全省的|出口总值", of=ANY)),
    right("近七成受访者表示支持。", Is("近七成", "受访者|受访者表示支持")),
    right("三分之一的村庄通了天然气。", Is("三分之一", "村庄|村庄通天然气|村庄通了天然气")),
    right("收获小麦310万亩，占播种面积的87%。",
          Is("310万亩", "收获小麦"), Is("87%", "收获小麦占播种面积|收获小麦占播种面积的|小麦占播种面积|占播种面积|占播种面积的|收获小麦", of=ANY)),
    right("女职工占四成。", Is("四成", "女职工占|女职工|女职工占比")),
    right("城镇新增就业6.8万人，完成年度目标的85%。",
          Is("6.8万人", "城镇新增就业"),
          Is("85%", "城镇新增就业|完成年度目标|完成年度目标的|城镇新增就业完成年度目标|城镇新增就业完成年度目标的", of=ANY)),
]

MULTIPLES = [
    right("快递业务量是2015年的14倍。", Is("14倍", "快递业务量", None, "2015")),
    right("有机大米单价是普通大米的3倍。", Is("3倍", "有机大米单价")),
    right("高中阶段毛入学率94.5%，高出全国平均水平2.4个百分点。",
          Is("94.5%", "高中阶段毛入学率"), Is("2.4个百分点", "高中阶段毛入学率")),
    right("人均预期寿命比全省平均水平高1.8岁。", Is("1.8岁", "人均预期寿命")),
    right("规上工业增加值增长6.8%，增速快于全国1.1个百分点。",
          up("6.8%", "规上工业增加值"), Is("1.1个百分点", "规上工业增加值增速|规上工业增加值|增速")),
    right("货物吞吐量相当于2010年的2.7倍。", Is("2.7倍", "货物吞吐量", None, "2010")),
    right("通胀率高于目标1.4个百分点。", Is("1.4个百分点", "通胀率")),
]

RANKS = [
    right("经济总量居全省第三位。", Is("第三位", "经济总量")),
    right("空气质量综合指数排名全国第12。", Is("第12", "空气质量综合指数")),
    right("外贸进出口总值240亿元，排名全市第二。", Is("240亿元", "外贸进出口总值"), Is("第二", "外贸进出口总值")),
    right("生猪出栏量并列全省第5。", Is("第5", "生猪出栏量")),
    right("群众安全感98.4%，位列全市第一。", Is("98.4%", "群众安全感"), Is("第一", "群众安全感")),
    right("粮食产量增长3.2%，增速居全省第4位。", up("3.2%", "粮食产量"), Is("第4位", "粮食产量增速|粮食产量|增速")),
]

AVERAGES = [
    right("平均每天接诊460人次。", Is("460人次", "平均每天接诊|每天接诊|接诊|平均接诊")),
    right("农户户均增收3800元。", Is("3800元", "户均增收|农户户均增收")),
    right("全省人均可支配收入4.2万元。", Is("4.2万元", "人均可支配收入")),
    right("每万人发明专利拥有量达16.8件。", Is("16.8件", "每万人发明专利拥有量|发明专利拥有量")),
    right("平均每亩节水60立方米。", Is("60立方米", "平均每亩节水|每亩节水|节水|平均节水")),
    right("口岸日均验放车辆1300辆次。", Is("1300辆次", "日均验放车辆|验放车辆")),
    right("铁路发送旅客4.7亿人次，日均1180万人次。", Is("4.7亿人次", "发送旅客"), Is("1180万人次", "日均发送旅客|发送旅客")),
    right("法官人均结案216件。", Is("216件", "人均结案|法官人均结案")),
    right("每千人口执业医师3.4人。", Is("3.4人", "每千人口执业医师|执业医师")),
]

TARGETS = [
    right("力争全年新增就业5万人。", Is("5万人", "新增就业")),
    right("预计全年接待游客突破900万人次。", Is("突破900万人次", "接待游客|预计接待游客")),
    right("到2025年，森林覆盖率将达到62%。", Is("62%", "森林覆盖率")),
    right("项目设计年产能120万台。", Is("120万台", "设计年产能|年产能|项目设计年产能|项目年产能")),
    right("居民消费价格涨幅力争控制在3%以内。", Is("3%以内", "居民消费价格涨幅|居民消费价格", "up|-")),
    right("计划三年内改造老旧小区240个。", Is("?三年内", ANY), Is("240个", "改造老旧小区|计划改造老旧小区")),
    right("该行预计明年经济增长率为2.8%。", Is("2.8%", "经济增长率|预计经济增长率")),
]

# ---- what is a fact, and what is none

FACTS_OR_NONE = [
    right("一名男子报警称手机被偷。"),
    right("民警帮助一位老人回家。"),
    right("县里启动三级应急响应，第二批物资运抵。"),
    right("全市深入推进“三清两建一提升”。"),
    right("执法人员捣毁一个制假窝点。", Is("一个", "捣毁制假窝点")),
    right("筑牢疫情防控第一道防线。"),
    right("两辆消防车赶到现场。", Is("两辆", "消防车|消防车赶到现场|消防车赶到")),
    right("大家七嘴八舌，一时议论纷纷。"),
]

HEADLINES = [
    right("我市去年破获电诈案件860起\n本报讯 去年，市公安局破获电信网络诈骗案件860起，追回损失5400万元。\n",
          Is("860起", "破获电诈案件"), Is("860起", "破获电信网络诈骗案件"), Is("5400万元", "追回损失")),
    right("一季度外贸增长6.3%\n据海关统计，一季度全市外贸进出口310亿元，同比增长6.3%。\n",
          up("6.3%", "外贸"), Is("310亿元", "外贸进出口"), up("6.3%", "外贸进出口", "yoy")),
    right("县医院引进专家12名\n近日，县医院引进12名专家。\n", Is("12名", "引进专家"), Is("12名", "引进专家")),
]


@pytest.mark.parametrize(("text", "wanted"), VERB_AND_OBJECT)
def test_a_verb_and_its_object_say_what_is_counted(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), LEVELS)
def test_a_noun_before_a_number_says_what_is_measured(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), CLASSIFIERS)
def test_several_classifiers_share_a_noun(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), CUT_NOUNS)
def test_a_noun_behind_a_number_is_cut_where_it_ends(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), CHANGES)
def test_a_change_has_a_direction_and_a_basis(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), STEPS)
def test_a_step_has_two_ends_or_one(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_a_list_gives_each_number_its_own_item(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), ONE_NUMBER)
def test_one_number_can_say_several_things(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), PARTS)
def test_a_part_points_at_its_whole(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), SHARES)
def test_a_share_says_whose_it_is(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), MULTIPLES)
def test_a_comparison_moves_nothing(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), RANKS)
def test_a_rank_says_what_is_ranked(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), AVERAGES)
def test_an_average_says_of_what(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), TARGETS)
def test_a_target_is_a_fact(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), FACTS_OR_NONE)
def test_what_counts_nothing_is_no_fact(engine, text, wanted):
    same(engine, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), HEADLINES)
def test_a_headline_has_facts_of_its_own(engine, text, wanted):
    same(engine, text, wanted)
