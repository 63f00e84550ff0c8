"""Lines told by their two ends belong to neither of them: 西起甲市，东至乙市; 从甲市一路延伸到乙市."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.resolve.place.standing import Standing
from extractor.types import Article

_BEGINS = re.compile(r"(?:[东南西北]起|起[于自]|始于|起点(?:为|是|位于|在)?)$")
_FROM = re.compile(r"[从自由]$")
_ENDS = re.compile(
    r"(?:[东南西北]?[至到抵]|终[于到至]|终点(?:为|是|位于|在)?|止于|延伸[至到]|通[到往]|抵达)$"
)
_WAY = re.compile(r"铁路|高铁|公路|高速|管道|线路|通道|运河|航线|输电")
"""What has two ends; without such a word 从甲市到乙市 tells who went where."""

_BACK = 6


def without_line_ends(plain: str, article: Article, standings: Sequence[Standing]) -> list[Standing]:
    """Give the standings with the two ends of a line, and what lies between them, as no one division.

    Args:
        plain: The text.
        article: The article.
        standings: Its names.
    """
    done = list(standings)
    begun: int | None = None
    for index, standing in enumerate(standings):
        start, end, _ = article.sentences[standing.sentence]
        back = max(start, standing.start - _BACK)
        if begun is not None and standings[begun].sentence != standing.sentence:
            begun = None
        if begun is not None and _ENDS.search(plain, back, standing.start):
            for at in range(begun, index + 1):
                done[at] = done[at]._replace(code=None, members=())
            begun = None
        elif _BEGINS.search(plain, back, standing.start) or (
            _FROM.search(plain, back, standing.start) and _WAY.search(plain, start, end)
        ):
            begun = index
    return done
