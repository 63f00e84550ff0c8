"""Whether a sentence goes on about the place of the one before it, or turns to all that an article is about.

A report on a country shows one place (在甲市，这条生产线…) and goes on with figures of all (据测算，全年
消费量同比增长9%), with what is done everywhere (各地将举办…) or with another side of its
subject (在消费端，…).
"""

from __future__ import annotations

import re

_SCENE = ("在", "位于", "走进", "于")
_EVERYWHERE = re.compile(r"\s*(?:全国)?各(?:地区?|省|部门|有关部门|级)(?![块形])")
_FIGURES = re.compile(
    r"\s*(?:[^，。；\d]{0,10}(?:数据|统计|监测)[^，。；\d]{0,4}显示[，,：:]|据[^，。；\d]{0,8}(?:测算|统计)[，,]|"
    r"(?:今年|\d{4}年)?(?:\d{1,2}(?:月份?)?(?:[至到~～-]|—{1,2})\d{1,2}月份?|[一二三四]季度|前[一二三四五六七八九十\d]+个?[月季][度份]?)[，,])"
)
_ASPECT = re.compile(r"\s*在[^，。；\d级]{1,8}(?:端|方面|领域)[，,]")
_MORE = re.compile(r"\s*(?:不只|不仅|不光)是?[^，。；]{1,8}[，,](?![还更也]|而且)")
"""A sentence that goes on from some places to all: 不只是京津冀，1.5万个项目…."""

_CHANGE = "同比"
_HERE = re.compile(r"这里|这[个座片家条一些]|当地|本地|该[^省市县区州旗]|园区|景区|基地|[全我][市县区州镇村]")
"""What points back to the place before."""


def turns_away(plain: str, begin: int, end: int, at: int) -> bool:
    """Say whether a sentence leaves the place that the one before it was set in.

    Args:
        plain: The text.
        begin: Where the sentence begins.
        end: Where it ends.
        at: Where the place is named.
    """
    if _MORE.match(plain, begin, end):
        return True
    if not plain.endswith(_SCENE, 0, at):
        return False
    if _EVERYWHERE.match(plain, begin, end):
        return True
    if _HERE.search(plain, begin, end):
        return False
    figures = _FIGURES.match(plain, begin, end) and plain.find(_CHANGE, begin, end) >= 0
    return bool(figures or _ASPECT.match(plain, begin, end))
