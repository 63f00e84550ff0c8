"""What the words of a metric, and those around its number, say of the indicator that it may be.

Two phrases are the same indicator where they differ in nothing but adverbs, quotes and brackets (`bare`). And
a number is an indicator's only where the words before it leave it the number of all, and of what was:
means, plans, parts of the whole and trade with one partner are something else (`is_plain`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractor.types import Fact

_MARKS = re.compile(r"[“”\"‘’'《》\s]|\([^)]*\)")
_FRONT = re.compile(
    r"(?:\d+|共计|共有|共|累计|先后|已|总计|合计|全部|均|实现|完成|达到|[全我本](?:国|省|市|县|区|州)|目前)(?=..)"
)
_REAR = re.compile(r"(?:总数|数量|(?<!案)件数|起数|人数|(?<![指倍系基参])数|达|为)$")

_CLAUSE = re.compile(r"[，,。；;！!？?：:\n]")
_LISTED = re.compile(r".*\d[^、]{0,6}、(?=[^、]*$)")
"""What stands before the last item of a list of numbers."""

_MEAN = re.compile(
    r"日均|月均|年均(?!浓度)|户均|人均(?!可支配|消费|地区|国内|生产|预期)|平均(?!浓度|空气|失业)|"
    r"单日|单月|当日|每天|每月|最高|最多|峰值"
)
_PLAN = re.compile(r"计划|将达|将超|将(?:实现|完成|新增)|确保")
"""Plans, where they stand in the clause of the number."""
_PLAN_BEFORE = re.compile(r"目标|预计|预期|力争|设定|规划|有望|到20\d\d年|按照.*计划|今年[^，,]{0,4}将|还将")
"""Plans, wherever they stand before it."""
_PART = re.compile(r"分[^，,]{1,8}看|从(?:行业|产业|区域|地区|主体|类型|领域|结构)[^，,]{0,4}看|等$")

_BARE_TRADE = re.compile(r"(?:外贸|货物)?(?:进出口|出口|进口)(?:总值|总额|值|额)?")
_ONE_TRADE = re.compile(
    r"[对与同自从向和][^，,。；;]{1,20}(?:进出口|出口|进口|贸易)|中[\u4e00-\u9fff]{1,4}贸易|双边|贸易伙伴|东盟|欧盟|"
    r"企业|一般贸易|加工贸易|保税|边境|跨境|服务贸易|产品|汽车|地区|经济带|自贸|港|合作区"
)
"""With whom, by whom, in what or where it is traded, which a bare 出口 leaves out."""

_NO_LESS = re.compile(
    r"【[^】]*】|31个省[(（](?:自治区|区)、(?:直辖市|市)[)）]和新疆生产建设兵团|[\u4e00-\u9fff]{2,4}[省市](?=$)|"
    r"[全我本该](?:国|省|市|县|区|州|盟|旗|院|局)(?:各地)?|中国|各地|各级|(?:公安|检察|司法)机关|公安|法院|检察院|"
    r"今年|去年|上年|当年|全年|目前|当前|截至|截止|以来|上半年|下半年|近[两三几\d]?年来?|[\d.]+年?[-—~至到]?|"
    r"[年月日末底初]份?|[前第]?[一二三四]?季度|前?[两\d]+个月|期间|假期|春节|国庆|五一|端午|清明|元旦|中秋|节|"
    r"初步|核算|测算|统计|数据|显示|报告|此外|另外|同时|其中|包括|合计|总计|累计|共计|一共|现有|连续|首次|历史|"
    r"达到|超过|突破|已经|分别|平均|整体|主要|"
    r"[的经据从看来在由至到和及与、共现已达约近为是了有均也又还再就其,()（）“”\"—-]"
)
"""Words before a metric that make it no less: places, times, sources, adverbs."""
_KIND_OF_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}族|维吾尔)?(?:自治区|特别行政区|自治州|地区|新区|[省市县区盟州旗])$"
)


@lru_cache(maxsize=1 << 16)
def bare(phrase: str) -> str:
    """Take out of a metric what says nothing of what is measured.

    >>> bare("共破获“电诈”案件数"), bare("完成固定资产投资（不含农户）"), bare("居民消费价格指数")
    ('破获电诈案件', '固定资产投资', '居民消费价格指数')
    """
    words = spelled_once(phrase)
    while True:
        less = _REAR.sub("", _FRONT.sub("", words, count=1) if _FRONT.match(words) else words)
        if less == words or len(less) < 2:
            return words
        words = less


def spelled_once(phrase: str) -> str:
    """Give a phrase in one spelling, without quotes and brackets."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", phrase))


def is_bare_trade(metric: str) -> bool:
    """Say whether a metric is 出口 or the like, and does not say of what or with whom."""
    return bool(_BARE_TRADE.fullmatch(bare(metric)))


def is_plain(fact: Fact, names: frozenset[str], *, in_context: bool) -> bool:
    """Say whether the words before a number leave it the number of all, and of what was.

    Args:
        fact: The fact.
        names: The indicator's names and synonyms, bare.
        in_context: Whether the caller sees to a bare 出口 after 其中, whose whole another sentence names.
    """
    metric = fact.metric or ""
    at = fact.sentence.find(fact.text)
    while at >= 0:
        head = fact.sentence[:at]
        clause = _LISTED.sub("", _CLAUSE.split(head)[-1]) + fact.text[:2]
        if (
            _MEAN.search(clause)
            or _PLAN.search(clause)
            or _PLAN_BEFORE.search(head)
            or _PART.search(head)
            or _is_narrowed(head, fact, names)
        ):
            return False
        if is_bare_trade(metric) and (_ONE_TRADE.search(head) or (not in_context and "其中" in head)):
            return False
        at = fact.sentence.find(fact.text, at + 1)
    return True


def _is_narrowed(head: str, fact: Fact, names: frozenset[str]) -> bool:
    """Say whether something stands before the metric that makes it less: 海洋 before 生产总值."""
    before, found, _ = head.rpartition(fact.metric or "")
    before = _LISTED.sub("", _CLAUSE.split(before)[-1])
    if not found or before.endswith("、"):
        return False
    longer = next((k for k in range(len(before), 0, -1) if bare(before[-k:] + found) in names), 0)
    before = before[: len(before) - longer]
    region = fact.region or ""
    for name in (fact.period_text, fact.agency, region, _KIND_OF_PLACE.sub("", region)):
        before = before.replace(name, "") if name else before
    return bool(_NO_LESS.sub("", before).strip())
