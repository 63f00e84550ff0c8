"""Percentages over 100 where none can be: shares, and rates of what was done among what was there.

Growth, prices, interest, and the ratios of banks go beyond 100 by nature, so that only what is named is
checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.audit.amount import room
from extractor.audit.finding import Finding
from extractor.audit.page import Page
from extractor.audit.words import said
from extractor.types import Fact

BOUNDED = re.compile(
    r"(?:占比|比重|(?:满意|合格|及格|优良|达标|破案|侦破|办结|结案|审结|化解|调解成功|调解|治愈|接种|入住|出席|成活|"
    r"森林覆盖|绿化覆盖|植被覆盖|植被盖度|绿化|知晓|支持|到岗|在线|受理|签约|安全|落实|整改|回收|死亡|病死|失业|就业|"
    r"巩固|升学|入园|机械化|城镇化|普及|电气化|自动化|国产化|采纳|服判息诉|起诉|批捕|认罪认罚适用|查处|抓获)率|优良天数比例)$"
)
UNBOUNDED = re.compile(r"毛入学|拨备|流动性|电话|手机|宽带|增|同比|环比|提高|提升")


def percents(page: Page) -> Iterator[Finding]:
    """Find shares and rates of a document that are more than all."""
    for fact in page.facts:
        metric = fact.metric or ""
        if (
            fact.kind == "percent"
            and fact.unit == "%"
            and not (fact.direction and fact.role is None)
            and BOUNDED.search(metric)
            and not UNBOUNDED.search(metric)
        ):
            yield from _checked(fact)


def _checked(fact: Fact) -> Iterator[Finding]:
    low = room(fact).low
    if low is not None and low > 100 and isinstance(fact.value, Decimal):
        reason = "a share of all there is cannot be more than all"
        yield Finding(
            "percent", "likely", f"{fact.metric} is {said(fact)}", reason, (fact,), fact.value - 100
        )
