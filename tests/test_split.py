"""A page falls into its reports, and each report into sentences."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.text.normalise import normalise
from extractor.text.split import split


def parts(page, doc_date=None):
    """Give each article as its headlines and its other sentences."""
    text = normalise(page)
    articles = split(text, doc_date)
    return [
        (
            [text.plain[s.start : s.end] for s in article.sentences[: article.headlines]],
            [text.plain[s.start : s.end] for s in article.sentences[article.headlines :]],
        )
        for article in articles
    ]


def sentences(page):
    return [sentence for headlines, others in parts(page) for sentence in headlines + others]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("破案3起。抓获5人！", ["破案3起。", "抓获5人！"]),
        ("破案3起；抓获5人。", ["破案3起；抓获5人。"]),
        ("增长5.2%。产量3.5万吨。", ["增长5.2%。", "产量3.5万吨。"]),
        ("“马上出发！”接警后，民警赶到。", ["“马上出发！”", "接警后，民警赶到。"]),
        ("他说：“都来了。”，随后离开。", ["他说：“都来了。”，随后离开。"]),
        ("市民送来面包、牛奶……群众有爱。", ["市民送来面包、牛奶……", "群众有爱。"]),
        ("“嘟…”哨声响起。", ["“嘟…”", "哨声响起。"]),
        ("从3个…5个到8个。", ["从3个…5个到8个。"]),
        ("《谁来守护?》一文刊发。", ["《谁来守护？》一文刊发。"]),
        ("见http://example.cn/?id=3一文。", ["见http://example.cn/?id=3一文。"]),
        ("（共破案3起。）抓获5人。", ["（共破案3起。）", "抓获5人。"]),
        ("真的吗？！真的。", ["真的吗？！", "真的。"]),
        ("  破案3起。  抓获5人。 \n", ["破案3起。", "抓获5人。"]),
        ("他们战胜风雪、\n\n沼泽，抵达营地。", ["他们战胜风雪、沼泽，抵达营地。"]),
        ("抓获5人", ["抓获5人"]),
        ("", []),
        (" \n\u3000\n", []),
    ],
)
def test_sentences_end_where_they_end(page, expected):
    assert sentences(page) == expected


FEATURE = """东湖平安答卷

东湖日报全媒体记者 王 某
通讯员 李 某

编者按

这一年，他们不曾停步。

东湖市公安局破案300起。

护企安商 敢做善成

民警走访企业20家。

走访现场。东湖市公安局供图

为企业解决难题8件。

夜色温柔，有你有我

巡逻车出动90台次。
"""


def test_a_feature_with_headings_and_pictures_is_one_article():
    [(headlines, others)] = parts(FEATURE)
    assert headlines == ["东湖平安答卷", "编者按"]
    assert others[0] == "这一年，他们不曾停步。"
    assert others[-2:] == ["夜色温柔，有你有我", "巡逻车出动90台次。"]
    assert not any("记者" in sentence or "通讯员" in sentence for sentence in others)


PAGE = """守护东湖
东湖警方交出平安答卷

□ 本报记者 王某
□ 本报通讯员 许多 李某

东湖市公安局破案300起。

联动机制

抓获60人。

南山：一路绿灯送产妇

□ 本报记者 赵某

南山县交警用时5分钟护送产妇。

近日，北河市交警走进校园。本报记者 孙某 摄

夜色里的守望者

记西岭市公安局刑警支队

□ 本报记者 周某

西岭市公安局破案70起。

□ 本报记者 吴某
□ 本报通讯员 郑某

从等到找

东港化解纠纷有新招

东港市化解纠纷900件。

平川区举办培训班

本报讯 记者冯某 通讯员陈某 近日，平川区培训学员40名。
"""


def test_each_byline_and_opening_starts_an_article_at_its_headline():
    assert [(headlines, others[0]) for headlines, others in parts(PAGE)] == [
        (["守护东湖", "东湖警方交出平安答卷"], "东湖市公安局破案300起。"),
        (["南山：一路绿灯送产妇"], "南山县交警用时5分钟护送产妇。"),
        ([], "近日，北河市交警走进校园。"),
        (["夜色里的守望者", "记西岭市公安局刑警支队"], "西岭市公安局破案70起。"),
        (["从等到找", "东港化解纠纷有新招"], "东港市化解纠纷900件。"),
        (["平川区举办培训班"], "本报讯 记者冯某 通讯员陈某 近日，平川区培训学员40名。"),
    ]


@pytest.mark.parametrize(
    ("page", "count"),
    [
        ("标题\n本报记者 王某\n本报讯 破案3起。", 1),
        ("标题\n(记者 王某 通讯员 李某)\n新华社东湖3月5日电 破案3起。\n抓获5人。", 1),
        ("标题\n破案3起。\n抓获5人。\n(本报记者 王某)", 1),
        ("标题\n破案3起。\n抓获5人。\n责编：王某\n记者 王某", 1),
        ("标题\n一句话的摘要，说明要点。\n本报记者 王某\n破案3起。", 1),
        ("标题甲\n破案3起。\n抓获5人。\n标题乙\n新华社东湖3月5日电 立案6起。", 2),
        ("标题甲\n东湖网讯 破案3起。\n标题乙\n东湖网讯 立案6起。", 2),
        ("标题甲\n本报记者 王某\n破案3起。\n标题乙\n文/本报记者 李某\n立案6起。", 2),
        ("标题甲\n本报东湖3月5日讯（记者 王某）破案3起。\n标题乙\n中新社南山3月4日电 立案6起。", 2),
        ("破案3起。\n本报记者为此走访了3个村庄。\n村民20人说好。", 1),
        ("破案3起。\n据说消息传开后，20人到场。", 1),
    ],
)
def test_an_article_starts_only_where_a_report_does(page, count):
    assert len(parts(page)) == count


COLUMN = """国内要闻快讯
东湖台消息（晚间新闻）：
前5月东湖市用电量增长3%
东湖市用电量达30亿千瓦时，增长3%。
其中，工业用电20亿千瓦时。
南山县谁来种田？新农人800名
南山县新农人达800名。
西岭铁路开通
西岭铁路全长90公里。
---
(更新时间戳: 1670000000000)
"""


def test_each_item_of_a_column_is_an_article():
    assert parts(COLUMN) == [
        (
            ["国内要闻快讯", "前5月东湖市用电量增长3%"],
            ["东湖市用电量达30亿千瓦时，增长3%。", "其中，工业用电20亿千瓦时。"],
        ),
        (["南山县谁来种田？", "新农人800名"], ["南山县新农人达800名。"]),
        (["西岭铁路开通"], ["西岭铁路全长90公里。"]),
    ]


def test_a_column_without_a_title_is_known_by_its_bare_opening():
    page = "今天看点\n东湖网消息：\n用电增长\n用电30亿千瓦时。\n铁路开通\n铁路全长90公里。"
    assert len(parts(page)) == 2


def test_a_column_follows_an_article_on_the_page():
    page = "标题\n本报记者 王某\n破案3起。\n简讯\n用电增长\n用电30亿千瓦时。\n铁路开通\n铁路全长90公里。"
    assert len(parts(page)) == 3


FURNISHED = """东湖网>>新闻频道>>社会
首页 > 新闻 > 正文

东湖警方破案300起

2023年02月03日10:44 | 来源：东湖日报
小字号

东湖市公安局破案300起。

来源：全市三类收入共20亿元。

责任编辑：王某 校对：李某
投稿邮箱：news@example.cn
分享让更多人看到
返回顶部
关于我们 联系我们 网站地图
东湖网 版权所有 京ICP备00000000号-1
"""


def test_furniture_is_left_out_and_text_is_not():
    assert parts(FURNISHED) == [
        (["东湖警方破案300起"], ["东湖市公安局破案300起。", "来源：全市三类收入共20亿元。"])
    ]


@pytest.mark.parametrize(
    "line",
    [
        "3月全市受理网络不良信息举报20件",
        "今年发放许可证300张",
        "扫码入库300件",
        "收入来源：工资300元",
        "来源：工资300元",
        "■ 护企安商 敢做善成",
        "◆ 破案三百起",
        "下一条隧道长3公里",
        "首页点击量达300万次",
        "编辑部收到来信300封",
        "记者走访了20个村",
        "PM2.5>75的有3天",
        "市民拍摄",
    ],
)
def test_a_line_that_says_something_is_no_furniture(line):
    page = f"破案3起。\n{line}\n抓获5人。"
    assert sentences(page) == ["破案3起。", line, "抓获5人。"]
    assert len(parts(page)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：王某",
        "（责编：王某、李某）",
        "来源：东湖日报",
        "新闻热线：000-1234567",
        "浏览次数：1234",
        "扫一扫关注东湖发布",
        "互联网新闻信息服务许可证10120170000",
        "上一篇：东湖警方破案300起",
        "首页 > 新闻 > 正文",
        "字号 大 中 小",
        "— — —",
        "（完）",
        "□王某某 李某",
        "■ 本报记者 王某",
        "(本报记者 王某 通讯员 李某)",
        "文/王某",
        "来源：东湖市税务局　发布时间：2023-05-06 10:20　字体：［大］［中］［小］",
        "信息来源：东湖区疾控中心　发布时间：2023年5月6日 08:30",
        "东湖市统计局办公室　　2023年5月6日",
        "报：市委、市政府，省统计局　　　　共印60份",
        "抄送：各县（市、区）教育局。".removesuffix("。"),
    ],
)
def test_furniture_is_no_sentence(line):
    assert sentences(f"破案3起。\n{line}") == ["破案3起。"]


@pytest.mark.parametrize(
    "page",
    [
        "2016年11月7日",
        "时间：2021年6月14日",
        "来源：30家企业",
        "本报记者 王某",
        "今年发放许可证300张\n受理举报20件",
    ],
)
def test_a_text_that_is_all_furniture_is_kept(page):
    assert "".join(sentences(page)) == page.replace("\n", "")


@pytest.mark.parametrize(
    ("page", "doc_date", "expected"),
    [
        (FURNISHED, None, ["2023-02-03"]),
        (FURNISHED, "2024-01-01", ["2023-02-03"]),
        ("标题\n发布时间：2023-05-06 来源：东湖网\n破案3起。", None, ["2023-05-06"]),
        ("标题\n2023年5月6日\n破案3起。", None, ["2023-05-06"]),
        ("东湖日报 2023年5月6日\n标题\n破案3起。", None, ["2023-05-06"]),
        ("标题\n2023/05/06 10:30:00 东湖网\n破案3起。", None, ["2023-05-06"]),
        ("2023年5月6日 星期六 第02版\n标题\n破案3起。", None, ["2023-05-06"]),
        ("破案3起。", "2023-05-06", [None]),
        ("标题\n新华社东湖3月5日电 破案3起。", "2023-03-06", ["2023-03-05"]),
        ("标题\n新华社东湖12月31日电 破案3起。", "2023-01-01T08:00:00", ["2022-12-31"]),
        ("标题\n新华社东湖2月29日电 破案3起。", "2023-03-06", ["2020-02-29"]),
        ("标题\n新华社东湖2月30日电 破案3起。", "2023-03-06", [None]),
        ("标题\n新华社东湖3月5日电 破案3起。", None, [None]),
        ("标题\n新华社东湖2021年3月5日电 破案3起。", None, ["2021-03-05"]),
        ("日期：2023-03-06\n标题\n新华社东湖3月5日电 破案3起。", None, ["2023-03-05"]),
        (
            "标题甲\n新华社东湖3月5日电 破案3起。\n标题乙\n新华社南山3月4日电 立案6起。",
            "2023-03-06",
            ["2023-03-05", "2023-03-04"],
        ),
        ("标题\n破案3起。", "不是日期", [None]),
        ("标题\n破案3起。\n东湖市公安局\n2023年5月6日", None, ["2023-05-06"]),
        ("工作简报\n东湖市公安局办公室　　2023年5月6日\n破案3起。", None, ["2023-05-06"]),
    ],
)
def test_an_article_has_the_date_of_its_dateline(page, doc_date, expected):
    assert [article.date for article in split(normalise(page), doc_date)] == expected


def test_paragraphs_are_counted_within_the_article():
    articles = split(normalise(PAGE))
    assert [sentence.paragraph for sentence in articles[0].sentences] == [0, 1, 2, 3, 4]
    assert [article.number for article in articles] == [1, 2, 3, 4, 5, 6]
    assert all(article.sentences[0].paragraph == 0 for article in articles)


LINES = st.sampled_from(
    [
        PAGE,
        COLUMN,
        "标题",
        "破案3起。",
        "□ 本报记者 王某",
        "本报讯 破案3起。",
        "简讯",
        "---",
        "",
        "他说：“去！”",
        "来源：网",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.lists(st.one_of(LINES, st.text(max_size=8)), max_size=12).map("\n".join)))
def test_sentences_are_in_order_apart_and_trimmed(page):
    text = normalise(page)
    articles = split(text)
    assert bool(articles) == bool(text.plain.strip())
    spans = [(s.start, s.end) for article in articles for s in article.sentences]
    assert all(start < end and text.plain[start:end].strip() == text.plain[start:end] for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(a.start <= s.start and s.end <= a.end for a in articles for s in a.sentences)
    assert all(before.end <= after.start for before, after in pairwise(articles))


@pytest.mark.parametrize(
    "unit",
    [
        "。",
        "？",
        "…",
        "”",
        " ",
        "\n",
        "(",
        "标题\n",
        "□ 记者 王某\n",
        "１，２３４，",
        "甲 1 ",
        "“\n",
        "一，\n",
    ],
)
def test_time_grows_with_length_only(unit):
    page = unit * (200_000 // len(unit))
    began = time.process_time()
    split(normalise(page))
    assert time.process_time() - began < 4
