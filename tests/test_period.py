"""Numbers get the time that their clause, sentence or paragraph gives them."""

from __future__ import annotations

import functools
from types import SimpleNamespace

import pytest

from extractor.find import find
from extractor.resolve.period.basis import is_basis
from extractor.resolve.period.frame import within
from extractor.resolve.period.scope import NO_PERIOD, Period, PeriodScope
from extractor.rules import Ruleset, load_rules
from extractor.text.normalise import normalise
from extractor.text.split import split


@functools.cache
def rules() -> Ruleset:
    return load_rules()


def period_at(text: str, number: str, date: str | None = "2022-06-01") -> Period:
    """Give the period of the number at ``number`` in a text."""
    spelled = normalise(text)
    mentions = find(spelled.plain, rules())
    position = spelled.plain.index(number)
    for article in split(spelled, date):
        scope = PeriodScope.build(spelled.plain, article, mentions, date)
        for index, sentence in enumerate(article.sentences):
            if sentence.start <= position < sentence.end:
                return scope.at(
                    position, index, _clause(spelled.plain, position, sentence.start, sentence.end)
                )
    raise AssertionError(f"{number} is in no sentence")


def _clause(plain: str, position: int, start: int, end: int) -> tuple[int, int]:
    first = max(start, *(plain.rfind(mark, start, position) + 1 for mark in "，；。 "))
    lasts = [at for mark in "，；。" if (at := plain.find(mark, position, end)) >= 0]
    return first, min(lasts, default=end)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("今年以来，全县植树310万株。", "310", "2022-01/.."),
        ("截至4月，全县植树310万株，成活280万株。", "280", "../2022-04"),
        ("2021年上半年植树310万株，下半年植树90万株。", "90", "2021-07/2021-12"),
        ("自2月3日发现1处渗漏以来，全线查出23处隐患。", "1处", "2022-02-03"),
        ("自2月3日发现1处渗漏以来，全线查出23处隐患。", "23处", "2022-02-03/.."),
        ("2018年1月至今，渡口运送旅客90万人次。", "90", "2018-01/.."),
        ("共有3000名旅客于5月1日抵港。", "3000", "2022-05-01"),
        ("坝区新增鱼苗800万尾，3月末存塘600万尾。", "800", None),
        ("坝区新增鱼苗800万尾，3月末存塘600万尾。", "600", "2022-03-31"),
        ("维修水闸207座，加固堤防18公里，这是该站近两年的工作成绩。", "18", "2020-06/2022-06"),
        ("近年来，站里接待访客588人次。", "588", None),
        ("汛期期间，全线投入抢险队员300名。", "300", None),
        ("产量由1978年的505吨提高到1384吨。", "1384", None),
    ],
)
def test_a_number_takes_the_nearest_time_of_its_sentence(
    text: str, number: str, expected: str | None
) -> None:
    assert period_at(text, number).edtf == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("今年以来，全县植树310万株。其中，松树120万株。", "120", "2022-01/.."),
        ("2021年，全县植树310万株。新修林道46公里。", "46", "2021"),
        ("5月4日，全县植树3万株。林场有护林员46名。", "46", None),
        ("2021年，全县植树310万株。苗圃建成用了16年。", "16", None),
        ("2021年，全县植树310万株。\n林场有护林员46名。", "46", None),
        ("2021年全县林业统计公报\n林场有护林员46名。2021年植树310万株。", "46", "2021"),
    ],
)
def test_a_list_goes_on_in_the_sentences_behind_it(text: str, number: str, expected: str | None) -> None:
    assert period_at(text, number).edtf == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("2021年木料单价从2020年的14元降至12元，当年节支3亿元。", "3亿", "2021"),
        ("2020年植树9万株。当年新修林道46公里。", "46", "2020"),
        ("5月份，雨水偏多。从抽查的46个林场来看，前两个月，出材增长3%。", "46", "2022-01/2022-02"),
        ("上个月，场长退休。林场有护林员46名。", "46", None),
        ("上个月，林场招工30人。护林员共46名。", "46", None),
        ("林道全长80公里，其中西段去年已建成，贯通后惠及46个村。", "46", None),
        ("2019年至今年4月，投入46万元。", "46万", "2019/2022-04"),
        ("苗圃自2011年开放已接待46万人次。", "46万", "2011-01/.."),
        ("今天（6月1日），江心电站投产，每年可发电46亿度。", "46亿", None),
        ("今天（6月1日），江心电站投产，庆典来宾46名。", "46名", "2022-06-01"),
        ("今天（6月1日）的《山里的灯》，记者走进林场，46名护林员守着山。", "46", None),
        ("目前，林场有护林员46名。", "46", None),
        ("今年游客30万人次，创开园以来最快纪录。其中外省游客46%。", "46", "2022"),
        ("到5月8日12时，林场收到树苗46万株。", "46", "../2022-05-08T12:00"),
    ],
)
def test_a_time_of_something_else_does_not_reach_the_number(
    text: str, number: str, expected: str | None
) -> None:
    assert period_at(text, number).edtf == expected


@pytest.mark.parametrize(
    ("text", "number", "expected", "words", "source"),
    [
        ("今年以来，全县植树310万株。", "310", "2022-01/..", "今年以来", "sentence"),
        ("截至4月，全县植树310万株，成活280万株。", "280", "../2022-04", "截至4月", "sentence"),
        ("2021年上半年植树310万株，下半年植树90万株。", "90", "2021-07/2021-12", "下半年", "clause"),
        (
            "自2月3日发现1处渗漏以来，全线查出23处隐患。",
            "1处",
            "2022-02-03",
            "2月3日发现1处渗漏以来",
            "clause",
        ),
        (
            "自2月3日发现1处渗漏以来，全线查出23处隐患。",
            "23处",
            "2022-02-03/..",
            "2月3日发现1处渗漏以来",
            "sentence",
        ),
        ("2018年1月至今，渡口运送旅客90万人次。", "90", "2018-01/..", "2018年1月至今", "sentence"),
        ("共有3000名旅客于5月1日抵港。", "3000", "2022-05-01", "5月1日", "clause"),
        (
            "维修水闸207座，加固堤防18公里，这是该站近两年的工作成绩。",
            "18",
            "2020-06/2022-06",
            "近两年",
            "sentence",
        ),
        ("今年以来，全县植树310万株。其中，松树120万株。", "120", "2022-01/..", "今年以来", "paragraph"),
        ("2021年，全县植树310万株。新修林道46公里。", "46", "2021", "2021年", "paragraph"),
        ("2020年植树9万株。当年新修林道46公里。", "46", "2020", "当年", "clause"),
        ("2019年至今年4月，投入46万元。", "46万", "2019/2022-04", "2019年至今年4月", "sentence"),
        ("苗圃自2011年开放已接待46万人次。", "46万", "2011-01/..", "自2011年", "clause"),
        ("到5月8日12时，林场收到树苗46万株。", "46", "../2022-05-08T12:00", "到5月8日12时", "sentence"),
        ("5月1日、2日两天，渡口运送旅客46万人次。", "46", "2022-05-01/2022-05-02", "5月1日、2日", "sentence"),
        ("今晚起至3日，全县雨量将超过46毫米。", "46", "2022-06-01/2022-06-03", "今晚起至3日", "sentence"),
        (
            "自3月中旬2022年援企专项行动启动以来，发放补贴46万笔。",
            "46",
            "2022-03-11/..",
            "3月中旬2022年援企专项行动启动以来",
            "sentence",
        ),
        ("护渡队今日夜巡 46艘渡船回港", "46", "2022-06-01", "今日", "sentence"),
        ("2017年至2021年，林场植树31万株。五年来，新修林道46公里。", "46", "2017/2021", "五年来", "sentence"),
        (
            "截至当地时间5月11日凌晨，渡口停航46班。",
            "46",
            "../2022-05-11",
            "截至当地时间5月11日凌晨",
            "sentence",
        ),
        (
            "今天凌晨，渡口遇大雨。截至下午4时，停航46班。",
            "46",
            "../2022-06-01T16:00",
            "截至下午4时",
            "sentence",
        ),
        (
            "自5月11日开闸后，截至17日12时，过船46艘。",
            "46",
            "2022-05-11/2022-05-17T12:00",
            "截至17日12时",
            "sentence",
        ),
        ("护林员由2018年31人增至2021年90人，占比从46%升为58%。", "46", "2018", "2018年", "sentence"),
        ("一季度产茶5吨，上年同期为4吨，新修茶园46亩。", "4吨", "2021-01/2021-03", "上年同期", "clause"),
        ("截至5月29日，今年渡运旅客90万人次。", "90", "../2022-05-29", "截至5月29日", "clause"),
        (
            "从1982年三班组建护渡小组开始，已经连续护渡，现有40名学生。",
            "40",
            "1982-01/..",
            "从1982年",
            "sentence",
        ),
        (
            "2021年植树9万株。植树不停。\n其余年份没有记录，今年1月植树46株。",
            "46",
            "2022-01",
            "今年1月",
            "clause",
        ),
        ("2021年2月植树9万株。3月新修林道46公里。", "46", "2021-03", "3月", "clause"),
        ("5月植树9万株，与去年同期相比多46株。", "46", "2022-05", "5月", "sentence"),
        ("2021年度植树46株。", "46", "2021", "2021年度", "clause"),
        ("8月10日、11日植树46株。", "46", "2021-08-10/2021-08-11", "8月10日、11日", "clause"),
        ("8月10日植树，11日、12日歇工46人。", "46", "2021-08-11/2021-08-12", "11日、12日", "clause"),
        ("8月31日、9月1日植树46株。", "46", "2021-08-31/2021-09-01", "8月31日、9月1日", "clause"),
        ("8月10日和12日植树46株。", "46", "2021-08-12", "12日", "clause"),
        ("自去年5月以来，截至今年2月，植树46株。", "46", "2021-05/2022-02", "截至今年2月", "sentence"),
        ("自今年5月以来，截至去年2月，植树46株。", "46", "../2021-02", "截至去年2月", "sentence"),
        ("从5月1日起，截至17日，过船46艘。", "46", "2022-05-01/2022-05-17", "截至17日", "sentence"),
        ("据统计，截至5月底，植树46株。", "46", "../2022-05-31", "截至5月底", "sentence"),
        ("场长说，去年植树46株。", "46", "2021", "去年", "clause"),
        ("今天（5月30日）起，渡口将停航46天。", "46", "2022-05-30", "5月30日", "sentence"),
        ("明天起至5日，渡口停航46班。", "46", "2022-06-02/2022-06-05", "明天起至5日", "sentence"),
        ("今起至5日，渡口停航46班。", "46", "2022-06-01/2022-06-05", "今起至5日", "sentence"),
        ("林场2001年建成以来，植树46株。", "46", "2001-01/..", "2001年建成以来", "sentence"),
        ("2021年前，林场植树46株。", "46", "../2021", "2021年前", "sentence"),
        ("2021年底前，林场将植树46株。", "46", "../2021-12", "2021年底前", "sentence"),
        ("去年底，林场存苗46株。", "46", "2021-12", "去年底", "sentence"),
        ("今年前4个月，林场植树46株。", "46", "2022-01/2022-04", "今年前4个月", "sentence"),
        ("二是2021年植树46株。", "46", "2021", "2021年", "clause"),
        ("到2021年，林场植树46株。", "46", "2021", "2021年", "sentence"),
        ("5月1日以来，植树46株。", "46", "2022-05-01/..", "5月1日以来", "sentence"),
        ("春运期间，渡口运送旅客46万人次。", "46", None, "春运期间", "sentence"),
    ],
)
def test_a_period_is_told_with_its_words_and_where_they_stand(
    text: str, number: str, expected: str | None, words: str, source: str
) -> None:
    period = period_at(text, number)
    assert (period.edtf, period.text, period.source) == (expected, words, source)
    assert period.at is not None
    assert text[period.at] in words


@pytest.mark.parametrize(
    ("period", "frame", "expected"),
    [
        ("2022-05", "2022", True),
        ("2022", "2022", True),
        ("2022-01/2022-06", "2022", True),
        ("../2022-05", "2022", True),  # 截至5月 in a report of the year
        ("2021-12/2022-03", "2022", False),
        ("2023", "2022", False),
        ("2022", "2022-05", False),
        ("2022-05/..", "2022", False),
        ("XXXX-05", "2022", False),
        (None, "2022", False),
        ("2022", None, False),
    ],
)
def test_a_time_lies_within_a_frame_that_holds_it_whole(
    period: str | None, frame: str | None, expected: bool
) -> None:
    assert within(SimpleNamespace(period=period), SimpleNamespace(period=frame)) is expected


def test_what_began_in_a_year_and_goes_on_does_not_set_the_year_of_later_months() -> None:
    text = "自2019年以来，苗木价格低迷。3月苗木订单减少46%。"
    assert period_at(text, "46").edtf == "2022-03"


REPORT = """渡口站2021年工作报告

一、运输

全年运送旅客90万人次，比上年增长4%。【车辆】运送汽车8万辆。

二、安全

查出隐患23处，现有救生员46名。上半年演练12次。

三、2022年目标

新增航线5条。"""

HALF = """渡口管理处通报上半年工作情况

5月的风吹过江面。今年1至6月，全处运送旅客90万人次。

——保安全。查出隐患23处，罚款4万元；准点率由去年同期的81%升至93%。

——强服务。增开夜航36班，换新浮桥7座。7月9日，一艘货船抛锚，拖轮40分钟赶到。救起船员9名。

——谋长远。新增航线5条。"""

STORY = """江边的灯

今年上半年，老陈守着渡口的14盏灯。

他说，夜里的风很大，人不能离开。江面上什么也看不见。

妻子送来热汤，坐一会儿就走。灯一直亮到天明。

年轻人问他为什么不走。他养着3只猫。"""


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (REPORT, "90", "2021"),
        (REPORT, "8万辆", "2021"),
        (REPORT, "23处", "2021"),
        (REPORT, "46名", "2021"),
        (REPORT, "12次", "2021-01/2021-06"),  # of the year that the report is about
        (REPORT, "5条", "2022"),  # a heading hands over
        (HALF, "23处", "2022-01/2022-06"),
        (HALF, "81%", "2021-01/2021-06"),
        (HALF, "93%", "2022-01/2022-06"),
        (HALF, "36班", "2022-01/2022-06"),
        (HALF, "9名", None),  # a day has taken over
        (HALF, "5条", "2022-01/2022-06"),
        (STORY, "14", "2022-01/2022-06"),
        (STORY, "3只", None),  # a story is not about a period
    ],
)
def test_a_report_about_one_period_carries_it_on(text: str, number: str, expected: str | None) -> None:
    assert period_at(text, number, "2022-08-01").edtf == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("截至4月底，全县植树310万株。现有苗圃46个。", "46", "../2022-04-30"),
        ("截至4月底，全县植树310万株。今天又运来树苗46车。", "46", "2022-06-01"),
        ("5月1日8时至3日8时，全县降雨30毫米。最大雨量46毫米。", "46", "2022-05-01T08:00/2022-05-03T08:00"),
        ("5月1日、2日两天，渡口运送旅客46万人次。", "46", "2022-05-01/2022-05-02"),
        ("1月28日，春运开始。\n春运以来，渡口运送旅客46万人次。", "46", "2022-01-28/.."),
        ("5月1日至5日，全县迎客90万人次。\n假期，渡口运送旅客46万人次。", "46", "2022-05-01/2022-05-05"),
        ("陈站长说：“去年收入31万元，”他把46万元都投了进去。", "46", None),
        ("到明年底，全县再造林46万亩。", "46", "../2023-12"),
        ("最大雨量出现在渡口站，为46毫米。", "46", None),
        ("运送旅客300人，5月2日10时达到峰值90人；渡船开足，值班46人。", "46", None),
        ("截至北京时间今天（6月1日）17时，林火增至46处。", "46", "../2022-06-01T17:00"),
        ("今晚起至3日，全县雨量将超过46毫米。", "46", "2022-06-01/2022-06-03"),
        ("5月上中旬，渡口运送旅客46万人次。", "46", "2022-05-01/2022-05-20"),
        ("今年1月至5月中旬，渡口运送旅客46万人次。", "46", "2022-01/2022-05-20"),
        ("今天（6月1日），2022年第九届龙舟大会举行，46支队伍参赛。", "46", "2022-06-01"),
        ("自3月中旬2022年援企专项行动启动以来，发放补贴46万笔。", "46", "2022-03-11/.."),
        ("从9日到10日，全县停电。\n同一天，仍有46户断水。", "46", "2022-05-10"),
        ("一季度收入31万元，是去年全年收入的4倍；渡口运送旅客46万人次。", "46", "2022-01/2022-03"),
    ],
)
def test_a_time_reaches_as_far_as_its_words(text: str, number: str, expected: str | None) -> None:
    assert period_at(text, number).edtf == expected


NOTICE = """渡口县2023年国庆假期出行提示

今年中秋、国庆假期为9月29日至10月6日，共8天。

一、车流

预计今年假期日均车流31万辆次。{middle}

二、出勤

节日期间，全县出勤46人。"""

BULLETIN = """2020年2月14日渡口县疫情通报

2020年2月14日0—24时，渡口县新增病例3例。

截至2月14日24时，渡口县累计报告病例90例，其中重症12例。

病例中，男性46例，女性44例。

新增病例中，有学生5例。

请大家少出门，居家医学观察14天。"""


@pytest.mark.parametrize(
    ("text", "number", "date", "expected"),
    [
        (NOTICE.format(middle=""), "31", "2023-09-26", "2023-09-29/2023-10-06"),
        (NOTICE.format(middle=""), "46人", "2023-09-26", "2023-09-29/2023-10-06"),
        (NOTICE.format(middle="去年国庆假期车流7万辆次。"), "7万", "2023-09-26", None),
        ("五一假期为5月1日至5日。五一期间，预计车流46万辆次。", "46", "2024-04-20", "2024-05-01/2024-05-05"),
        (
            "国庆假期（10月1日至7日）加开渡轮。\n双节期间，值班46人。",
            "46",
            "2023-09-26",
            "2023-10-01/2023-10-07",
        ),
        (
            "春运从1月26日开始至3月5日结束。\n春运期间，加开渡轮46班。",
            "46",
            "2024-01-25",
            "2024-01-26/2024-03-05",
        ),
        ("国庆假期从10月1日起至7日。预计假期车流46万辆次。", "46", "2024-09-28", "2024-10-01/2024-10-07"),
        (BULLETIN, "3例", "2020-02-15", "2020-02-14T00:00/2020-02-14T24:00"),
        (BULLETIN, "12", "2020-02-15", "../2020-02-14T24:00"),
        (BULLETIN, "46", "2020-02-15", "../2020-02-14T24:00"),
        (BULLETIN, "5例", "2020-02-15", "2020-02-14T00:00/2020-02-14T24:00"),
        (BULLETIN, "14天", "2020-02-15", None),
        ("6月7日9时至11时30分考语文。满分46分。", "46", "2024-06-07", None),
        (
            "【雨情】5月6日14时至7日14时，12个站雨量过百毫米。最大雨强46毫米。",
            "46",
            "2024-05-08",
            "2024-05-06T14:00/2024-05-07T14:00",
        ),
        ("护渡队今日夜巡 46艘渡船回港", "46", "2024-06-06", "2024-06-06"),
        ("护渡队今日夜巡 46艘渡船回港\n本报讯 渡口有渡船。", "46", "2024-06-06", None),
    ],
)
def test_notices_and_bulletins_say_once_what_their_figures_belong_to(
    text: str, number: str, date: str, expected: str | None
) -> None:
    assert period_at(text, number, date).edtf == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("近一年来，林场植树46万株。", "46", "2021-07/2022-06"),
        ("未来一年，林场将植树46万株。", "46", "2022-06/2023-05"),
        ("近三年，林场植树46万株。", "46", "2019-06/2022-06"),
        ("2017年至2021年，林场植树31万株。五年来，新修林道46公里。", "46", "2017/2021"),
        ("渡口林场工作报告（2017—2021）\n五年来，新修林道46公里。", "46", "2017/2021"),
        ("2021年渡口林场工作报告\n2021年，植树31万株。三年来，新修林道46公里。", "46", "2019/2021"),
        ("2021年渡口林场工作报告\n2021年，植树31万株。过去一年，新修林道46公里。", "46", "2021"),
        ("渡口林场工作报告（2017—2021）\n三年来，新修林道46公里。", "46", "2019-06/2022-06"),
    ],
)
def test_years_are_counted_in_months_or_as_the_report_told_them(
    text: str, number: str, expected: str
) -> None:
    assert period_at(text, number).edtf == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("截至当地时间5月11日凌晨，渡口停航46班。", "46", "../2022-05-11"),
        ("今天凌晨，渡口遇大雨。截至下午4时，停航46班。", "46", "../2022-06-01T16:00"),
        ("5月30日，渡口遇大雨。截至上午10时，停航46班。", "46", "../2022-05-30T10:00"),
        ("自5月11日开闸后，截至17日12时，过船46艘。", "46", "2022-05-11/2022-05-17T12:00"),
        ("今年以来，截至4月底，过船46艘。", "46", "2022-01/2022-04-30"),
        ("2021年1月至9月上旬，过船46艘。", "46", "2021-01/2021-09-10"),
        ("林地由2018年的31亩增至2021年的90亩，覆盖率由46%升至58%。", "46", "2018"),
        ("林地由2018年的31亩增至2021年的90亩，覆盖率由46%升至58%。", "58", "2021"),
        ("护林员由2018年31人增至2021年90人，占比从46%升为58%。", "46", "2018"),
        ("2021年，护林员由46人增至58人。", "46", "2021"),
        ("一季度产茶5吨，上年同期为4吨，新修茶园46亩。", "4吨", "2021-01/2021-03"),
        ("1至4月，出警31次。\n去年同期，出警46次。", "46", "2021-01/2021-04"),
        ("5月1日至5日，出警31次，去年同期出警46次。", "46", "2021-05-01/2021-05-05"),
        ("一季度产茶5吨，上年同期为4吨，新修茶园46亩。", "46", "2022-01/2022-03"),
    ],
)
def test_what_is_counted_up_to_a_time_ends_there(text: str, number: str, expected: str) -> None:
    assert period_at(text, number).edtf == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("始创于1958年的茶厂有员工46名。", "46", None),
        ("茶厂始建于1958年，有员工46名。", "46", None),
        ("茶厂建成于2021年，投资46万元。", "46", "2021"),
        ("每年4月至7月禁渔，有渔船46艘。", "46", None),
        ("每年6至7月禁渔，有渔船46艘。", "46", None),
        ("赛前一个月，排查隐患46处。", "46", None),
        ("一季度，全县植树31万株。全县有林场46家。", "46", None),
        ("今年以来，全县植树31万株。该公司拥有专利46项。", "46", None),
        ("2021年10月，茶厂报案。警方历时46天查清。", "46", None),
        ("2021年，全县植树31万株。全县有林场46家。", "46", "2021"),
        ("今年以来，查处盗伐31起。春季护林专项行动中，查处46起。", "46", None),
        ("一季度投入31万元，林场随即新修林道46公里。", "46", None),
        ("一季度投入31万元，预计年产量可增加46吨。", "46", None),
        ("一季度投入31万元，随后添置渡轮2艘，运力将提高46%。", "46", None),
        ("今年植树31万株，预计新修林道46公里。", "46", "2022"),
        ("一季度植树31万株，占预计面积的46%。", "46", "2022-01/2022-03"),
        ("渡口线预计今年8月投用，届时，运力可满足46万人出行。", "46", None),
        ("渡口线于2021年3月开工，建成后，运力将达到46万人次。", "46", None),
        ("截至4月底，全县植树310万株。不久前，林场又签约46项。", "46", None),
        ("渡口线将于12月28日开通，全长31公里，设站46座。", "46", None),
        ("5月11日，渡口线加开渡轮，设置岗亭46座。", "46", "2022-05-11"),
        ("5月31日八点档，播出短片46部。", "46", "2022-05-31"),
        ("3月末装机46万千瓦，其中太阳能发电31万千瓦。", "31", "2022-03-31"),
    ],
)
def test_background_forecasts_and_what_merely_is_take_no_time_told_before(
    text: str, number: str, expected: str | None
) -> None:
    assert period_at(text, number).edtf == expected


YARDS = """一季度造船完工量同比增长46%

今年一季度，造船完工量同比增长46%。船厂新接订单同比增长9%。出口订单占比达七成。

累计培育智能船厂21家。

在南通的这家船厂，身高60厘米的机器人挥动焊枪。焊机有30台。数据显示，钢材用量同比增长5%。
"""


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (YARDS, "七成", "2022-01/2022-03"),
        (YARDS, "21家", None),  # so far
        (YARDS, "60厘米", None),  # a scene
        (YARDS, "30台", None),
        (YARDS, "5%", "2022-01/2022-03"),
        ("5月31日，风电场并网，每年可发电6亿度，节煤9万吨。", "9万", None),
        ("5月31日，甲站开闸。此前一天，检修水泵7台。", "7台", "2022-05-30"),
        ("三季度末，存船80艘。", "80", "2021-09"),
        ("5月至8月，检查组将赴8个渡口。", "8个", "2022-05/2022-08"),
        ("截至5月29日，今年渡运旅客90万人次。", "90", "../2022-05-29"),
        ("截至5月29日，渡运旅客90万人次，今年将开航6条。", "6条", "2022"),
        ("4月份，客流由3月份同比下降转为增长11%。", "11%", "2022-04"),
        ("1—2月份，产量由上年全年下降1.6%转为增长9%。", "9%", "2022-01/2022-02"),
        ("今年客流9万人次，超过2020年全年的客流8万人次。", "8万", "2020"),
        ("今年客流增速为4.2%，高于2020年的3.5%。", "3.5%", "2020"),
        ("堤防投资90亿元来自于去年底的国债。", "90亿", None),
        ("今年，客流增速比上年同期、上年全年分别加快3.5%和4.1%。", "4.1%", "2022"),
        ("从1982年三班组建护渡小组开始，已经连续护渡，现有40名学生。", "40", "1982-01/.."),
        ("停车费率下调至4%，这是2020年8月以来第3次下调。", "4%", None),
        ("2021年是有记录以来最热的一年，渡口停航30天。", "30", "2021"),
    ],
)
def test_scenes_stocks_and_records_take_no_time_of_another(
    text: str, number: str, expected: str | None
) -> None:
    assert period_at(text, number).edtf == expected


def test_a_line_that_was_broken_goes_on() -> None:
    text = "渡口通讯\n\n今年3月以来,渡口站出动巡逻艇90艘次,查出各类\n\n隐患466处。"
    assert period_at(text, "466").edtf == "2022-03/.."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《渡口2021年5月统计》，", [None]),
        ("开展“2021年5月护渡”行动，", [None]),
        ("他说：“2021年5月，我到了渡口。”", ["2021-05"]),
        ("船闸自6月28日开始试航。", ["2022-06-28"]),
        ("船闸自8月28日开始试航。", ["2021-08-28"]),
        ("6月3日试航。", ["2021-06-03"]),
    ],
)
def test_dates_in_names_are_none_and_others_lie_before_the_document(
    text: str, expected: list[str | None]
) -> None:
    spelled = normalise(text)
    mentions = find(spelled.plain, rules())
    [article] = split(spelled, "2022-06-01")
    scope = PeriodScope.build(spelled.plain, article, mentions, "2022-06-01")
    assert [scope.dates[m.start] for m in mentions if m.kind == "date"] == expected


def test_a_time_that_is_told_roughly_is_so() -> None:
    [date] = [mention for mention in find("5月4日左右开航。", rules()) if mention.kind == "date"]
    assert date.qualifier == "about"


def test_words_for_a_time_mean_what_the_article_said_of_them() -> None:
    text = "2018年1月23日，清网专项行动开展以来，全站加班。\n专项行动以来，共清理网箱359个。"
    assert period_at(text, "359")[:3] == ("2018-01-23/..", "专项行动以来", "sentence")


def test_words_without_a_date_are_kept() -> None:
    assert period_at("汛期期间，全线投入抢险队员300名。", "300").text == "汛期期间"
    assert period_at("林场有护林员46名。", "46") == NO_PERIOD


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("记者今天（6月1日）从林业局获悉，全县有护林员46名。", "46", None),
        ("林业局5月30日发布数据显示，一季度植树31万株。", "31", "2022-01/2022-03"),
        ("2013年9月成立的护林队有队员46名。", "46", None),
        ("一季度植树31万株，比上年增加6万株。", "6万", "2022-01/2022-03"),
        ("一季度植树31万株，与2020年相比增加6万株。", "6万", "2022-01/2022-03"),
        ("2021年植树310万株，是1965年的12倍。", "12倍", "2021"),
        ("2021年植树310万株，为1979年以来新高，新修林道46公里。", "46", "2021"),
    ],
)
def test_a_date_that_is_about_something_else_is_passed_over(
    text: str, number: str, expected: str | None
) -> None:
    assert period_at(text, number).edtf == expected


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("4月29日开工。28、29日两天通宵抢修。", "2022-06-01", ["2022-04-29", "2022-04-28", "2022-04-29"]),
        ("2019年8月开工，10月通水。", "2022-06-01", ["2019-08", "2019-10"]),
        ("船闸将于7月26日试航。", "2022-06-01", ["2022-07-26"]),
        ("今年国庆期间，10月1日至7日停航。", "2022-09-20", ["2022-10-01/2022-10-07"]),
        ("24日抢修，25日恢复。", "2022-06-01", ["2022-05-24", "2022-05-25"]),
    ],
)
def test_dates_are_completed_from_the_text_before_them(text: str, date: str, expected: list[str]) -> None:
    spelled = normalise(text)
    mentions = find(spelled.plain, rules())
    [article] = split(spelled, date)
    scope = PeriodScope.build(spelled.plain, article, mentions, date)
    assert [scope.dates[m.start] for m in mentions if m.kind == "date"] == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("产量比上年增加", "上年", True),
        ("较2020年提高", "2020年", True),
        ("与2020年相比", "2020年", True),
        ("是1965年的121倍", "1965年", True),
        ("为1979年以来最高", "1979年", True),
        ("2020年的产量", "2020年", False),
        ("与2020年入职的同事", "2020年", False),
    ],
)
def test_what_is_compared_with_is_no_period(text: str, words: str, expected: bool) -> None:
    [mention] = [
        m for m in find(text, rules()) if m.start == text.index(words) and m.kind in ("date", "period")
    ]
    assert is_basis(text, mention) is expected


def test_an_article_without_sentences_has_no_times() -> None:
    spelled = normalise("")
    for article in split(spelled, None):
        assert PeriodScope.build("", article, (), None).at(0, 0) == NO_PERIOD
