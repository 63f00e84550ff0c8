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

NO_FACTS = [
    ("冬小麦一二类苗占比达86%。", "一二", None),
    ("冬小麦一二类苗占比达86%。", "86%", "冬小麦一二类苗占比"),
    ("代表团拿下女子四人双桨的金牌。", "四人", None),
    ("她夺得女子800米冠军。", "800米", None),
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


@pytest.mark.parametrize(("text", "quote", "metric"), NO_FACTS)
def test_levels_events_and_congresses_count_nothing(engine, text, quote, metric):
    assert metric_of(engine, text, quote) == metric
