"""Sentences that take no time from those before them: what there simply is, a campaign, a scene.

一季度造船完工量增长46%。在南通的这家船厂，机器人… shows one yard, and not in the first quarter.
"""

from __future__ import annotations

import re

_STOCK = re.compile(
    r"\s*(?:全[市县省区州国镇乡村]|[^，。；,;\d]{2,8}?)?(?:现|共|拥)?有(?![效序关力机望利的所时])[^，。；,;\d有]{2,10}\d[\d.]*[万亿]?(?:余|多)?"
    r"(?:家|个|名|人|座|所|户|艘|处|条|项|台|辆|套)(?=[，。；])"
)
_SO_FAR = re.compile(
    r"\s*(?:[^，。；,;\d同比]{0,12}?(?:累计(?:培育|建成|建设|认定|创建|布局|遴选)|总数(?:已经?)?(?:达|突破|超|增)|(?:已经?|目前)(?:建成|培育|布局|拥有))"
    r"|(?:遍布)?全国(?:的)?(?:已有|共有)?(?:超过?|近|约)?\d[\d.]*[万亿]?(?:余|多)?[家个所座])"
)
"""What has come about up to now, whenever the report ends: 累计培育智能工厂421家."""

_CAMPAIGN = re.compile(
    r"\s*(?:在)?[^，。；,;\d]{0,4}?(?:[春夏秋冬][季夏]?|百日|专项|集中|统一)[^，。；,;\d]{0,14}?(?:行动|战役|会战)中[，,]"
)
"""A campaign that a sentence opens with, shorter than the time told before it."""

_SCENE = re.compile(
    r"\s*(?:走进|来到|在(?![^，。；,;]{0,18}(?:领域|方面|上|中|下|端|期间|时|内|之后|前|后|期|作用|推动|带动|看来)[，,]))[^，。；,;\d]{2,20}[，,]"
)
_FIGURES = re.compile(r"同比|环比|增长|下降|增速|增加值|全国|我国|数据|统计|一季度|季度|[\d一二]月份?")
"""What a scene has none of."""


def is_stock(plain: str, begin: int, period: str | None, *, reported: bool) -> bool:
    """Say whether a sentence counts what there is, which no months date, or opens with a campaign.

    Args:
        plain: The text.
        begin: Where the sentence begins.
        period: The time that it would take, in EDTF.
        reported: Whether that is the time of the whole report, and not only what its paragraph opened with.
    """
    if not reported and _CAMPAIGN.match(plain, begin):
        return True
    if str(period)[4:5] != "-":
        return False
    if not reported and _STOCK.match(plain, begin):
        return True
    return not str(period).endswith("/..") and _SO_FAR.match(plain, begin) is not None


def begins_scene(plain: str, begin: int, end: int, period: str | None) -> bool:
    """Say whether a sentence leaves the figures of some months to show a place.

    Args:
        plain: The text.
        begin: Where the sentence begins.
        end: Where it ends.
        period: The time that it would take, in EDTF.
    """
    months = str(period)[4:5] == "-" and not str(period).endswith("/..")
    return months and _SCENE.match(plain, begin, end) is not None and not has_figures(plain, begin, end)


def has_figures(plain: str, begin: int, end: int) -> bool:
    """Say whether a sentence gives figures of a time, as a scene does not."""
    return _FIGURES.search(plain, begin, end) is not None
