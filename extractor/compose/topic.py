"""What a number is about that its own clause does not name: the clause before, or the one behind."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.compose.before import neighbour, phrase_before
from extractor.compose.edges import left_edge, right_edge
from extractor.compose.frames import change_before
from extractor.compose.front import strip_left
from extractor.compose.line import QUANTITY, TIME, Span
from extractor.compose.reading import Reading

LONGEST_TOPIC = 24
"""Characters; a longer clause is no topic but a sentence of its own."""

RECORD = re.compile(
    "(?:首次|再次?|又|已|均|都|双双|连续.{1,3})*(?:(?:创下?|刷新).{0,6}(?:新高|新低|纪录|记录|最高|最低)|过半|过亿|过千|过万).{0,4}$"
)
"""What a topic has reached, at its end: 亩产｜再创历史新高."""

COMPARED = re.compile(f"[与同和]{TIME}.{{0,4}}相比$")
"""What a topic is compared with, at its end: 能耗｜与ⓣ相比."""


def topic_before(reading: Reading, start: int) -> list[Span]:
    """Give what the clause before is about, if it holds no number: 港口吞吐量持续攀升，达到ⓠ."""
    line, words = reading.line, reading.words
    text = line.text
    if not start or text[start - 1] not in "，,：: ":
        return []
    first = left_edge(reading, start - 1)
    if "消息" in text[first : start - 1] or (first and text[first - 1] == QUANTITY):
        return []
    tokens = line.between(first, _end_of_topic(reading, first, start - 1))
    if not tokens or tokens[0].tag == "p" or tokens[0].word in words.role.no_topic:
        return []
    kept = phrase_before(tokens, words)
    if not kept or kept[0][1] - kept[0][0] > LONGEST_TOPIC:
        return []
    if neighbour(tokens, words) != "noun" and not reading.source(kept).endswith(words.ending.shared):
        return []
    return kept


def _end_of_topic(reading: Reading, first: int, end: int) -> int:
    """Find where a clause stops naming its topic and says something of it: 亩产｜再创新高."""
    line, words = reading.line, reading.words
    change = change_before(line, reading.plain, first, end, words)
    if change is not None:
        end = change.start
    clause = line.text[first:end]
    said = COMPARED.search(clause) or RECORD.search(clause)
    if said is not None:
        return first + said.start()
    tokens = line.between(first, end)
    for before, token in pairwise(tokens):
        if token.word in words.role.telling or token.word[:2] in words.role.telling:
            return token.start
        if token.word == "在" and before.is_verb:
            return before.start
        if token.word == TIME and before.word in ("从", "自", "于"):
            return before.start
    return end


def topic_behind(reading: Reading, position: int) -> list[Span]:
    """Give the subject that follows a step which opens its sentence: 从ⓠ到ⓠ，高铁里程｜不断延伸."""
    line = reading.line
    if line.text[position + 1 : position + 2] not in ("，", ","):
        return []
    behind = line.between(position + 2, right_edge(reading, position + 1))
    tokens = strip_left(behind, reading.words)
    end = next(
        (index for index, token in enumerate(tokens) if token.is_verb or token.tag in ("d", "p")),
        len(tokens),
    )
    return [(tokens[0].start, tokens[end - 1].end)] if end and tokens[end - 1].is_noun else []
