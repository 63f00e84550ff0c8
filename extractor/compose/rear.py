"""What stands between a metric and its number and belongs to neither: verbs of being, adverbs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.compose.line import PLACE, QUANTITY, TIME, Token
from extractor.compose.words import Words

DROPPED_TAGS = frozenset({"d", "ad", "c", "p", "ul", "uz", "y", "uj", "r"})
"""Adverbs, conjunctions, prepositions, particles and pronouns, as the tagger calls them."""

LINKS = frozenset({"在", "于", TIME})
MARKS = "、，,：:‘“（("
EACH_TAGS = frozenset({"q", "n", "m", "nr", "ns"})
"""Tags of what may stand behind 每."""

NTH_YEAR = re.compile("第.{1,2}[年月季]")
"""For how many years in a row something has been so."""

WHEN = ("时", "时候")
"""What closes a phrase that says when: 领取｜时."""

PLAINLY = ("显著", "明显")
"""How much something differs: 涨幅｜显著高于ⓠ."""

HIGHS = ("新高", "新低")
"""What a figure reaches, behind 创."""

LONGEST_BASIS = 8
"""Words of 在…基础上."""

LONGEST_RECORD = 5
"""Words of 创历史新高, and one more."""

LONGEST_EACH = 5
"""Characters of a word with 每 in front: 每平方米."""


def strip_right(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop what is no part of the metric from the end of what stands before a number: 水位｜已涨至ⓠ."""
    kept = list(tokens)
    while kept and (dropped := _dropped(kept, words)):
        del kept[-dropped:]
    return kept


def _dropped(kept: Sequence[Token], words: Words) -> int:
    """Count the words at the end that go together and are no part of the metric."""
    if len(kept) > 2 and [token.word for token in kept[-3:]] == ["的", "是", PLACE]:
        return 3  # 参赛较多的是ⓟ
    if kept[-1].word == "基础上" or (len(kept) > 2 and [token.word for token in kept[-2:]] == ["基础", "上"]):
        return _basis(kept)
    if kept[-1].word in HIGHS and (record := _record(kept)):
        return record
    if len(kept) > 1 and _is_pair(kept[-2], kept[-1], words):
        return 2
    return int(_is_link(kept[-1], words) or _is_left_over(kept, words))


def _record(kept: Sequence[Token]) -> int:
    """Count the words that say that a figure was never so high: 成交量｜创历史新高."""
    for index in range(len(kept) - 2, max(0, len(kept) - LONGEST_RECORD), -1):
        if kept[index].word.endswith(("创", "创下", "刷新")):
            return len(kept) - index
    return 0


def _basis(kept: Sequence[Token]) -> int:
    """Count the words that say what something grows from: 面积｜在原有的基础上."""
    for index in range(len(kept) - 1, max(-1, len(kept) - LONGEST_BASIS), -1):
        if kept[index].word == "在":
            return len(kept) - index if index else 0
    return 0


def _is_pair(before: Token, last: Token, words: Words) -> bool:
    """Whether two words go together: 与ⓟ, 连续ⓠ, 维持在, 最高达, 每亩."""
    role = words.role
    if NTH_YEAR.fullmatch(last.word):
        return before.word in role.onward  # 总额连续｜第四年
    if last.word == PLACE:
        return before.word in role.companion
    if last.word == QUANTITY:
        return before.word in role.onward
    if last.word in ("在", "于", "为"):
        return before.word in role.staying
    if last.word in ("达", "达到"):
        return before.word in role.extent
    return before.word == "每" and last.tag in EACH_TAGS


def _is_link(last: Token, words: Words) -> bool:
    """Whether a word is a verb of being, an adverb, a preposition, a mark or a time: 入园人数｜约为."""
    word = last.word
    return (
        word in words.link
        or (last.tag in DROPPED_TAGS and word not in words.nominal)
        or word in LINKS
        or word in MARKS
        or not word.strip()
    )


def _is_left_over(kept: Sequence[Token], words: Words) -> bool:
    """Whether a word says over what a figure is spread, or is an adverb: 租金｜每平方米; 占｜全部 is none."""
    last = kept[-1]
    if len(kept) > 1 and (last.word in WHEN or (last.word in PLAINLY and kept[-2].tag[0] == "n")):
        return True
    if len(kept) > 1 and last.word == "平均" and kept[-2].word.endswith(words.ending.indicator):
        return True  # 失业率｜平均
    if len(kept) > 1 and (last.tag == "f" or (last.word[0] == "每" and 1 < len(last.word) <= LONGEST_EACH)):
        return True
    return last.word in words.adverb and not any(token.word == "占" for token in kept[:-1])
