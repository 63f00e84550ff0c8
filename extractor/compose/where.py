"""Where something is, and whom it concerns: what of a place stands at the front of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.compose.line import FOLDS, PLACE, Token
from extractor.compose.words import Words

TOGETHER = re.compile("[两二三四五六七八九十0-9]{1,2}(?:市|县|省|区|州|国|地|省市|县市|区县|县区)")
"""Words that sum up a list of places: 安丘、昌邑｜两市."""

LONGEST_ROUTE = 6
"""Words of where something leads from and to, with the 的 behind them."""

PARTLY = frozenset({"大部", "大部分", "部分", "局部", "部", "等", "多"})
"""Words before 地区 that say how much of a place is meant."""


def is_tail(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Whether a word goes with the place before it: ⓟ｜港集装箱吞吐量, but not ⓟ港ⓠ."""
    if at + 1 >= len(tokens) or tokens[at].word not in words.role.tail:
        return False
    return tokens[at + 1].word not in FOLDS | words.role.joint


def says_where(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether a word closes what says where or how, with nothing of the metric: 中南部等地｜最高气温."""
    word = tokens[index].word
    if word in ("大部地区", "大部分地区", "部分地区"):
        return True
    if word == "地区":
        return index > 0 and tokens[index - 1].word in PARTLY
    if TOGETHER.fullmatch(word):
        return all(each.word not in "对与同向" for each in tokens[start:index])  # 对中亚五国进出口
    if word == "的":  # 两城之间的｜旅行时间
        between = index > start and tokens[index - 1].word in ("之间", "间")
        return between and any(token.word == PLACE for token in tokens[start:index])
    if word == "按":  # 按｜时速ⓠ运行
        return tokens[-1].word == "时速"
    return word in ("等地", "多地", "局地")


def route_length(kept: Sequence[Token]) -> int:
    """Count the words that say from where to where: ⓟ到ⓟ的｜行车时间."""
    if kept[2].word == PLACE:
        return 3
    return next((index for index, token in enumerate(kept[: LONGEST_ROUTE - 1]) if token.word == "的"), 1)


def is_towards(tokens: Sequence[Token]) -> bool:
    """Whether 对 or 与 leads to what follows, with no verb between: 对某国等北非国家｜进出口."""
    for token in reversed(tokens):
        if token.word in ("对", "与") and token.tag == "p":
            return True
        if token.is_verb or token.word in "，,":
            return False
    return False
