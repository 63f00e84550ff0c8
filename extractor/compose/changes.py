"""Changes and ranks that more than the words directly before a number tell of."""

from __future__ import annotations

import re

from extractor.compose.edges import left_edge
from extractor.compose.frames import Change
from extractor.compose.line import QUANTITY
from extractor.compose.reading import Reading

REACHED = re.compile("，?至|到|，?达到")
"""What leads from a change by an amount to the level reached: 上调ⓠ｜至ⓠ."""

AMONG = re.compile("[^，。；]{0,8}[中里内]")
"""What closes the many among which something is ranked: 在ⓠ个泊位｜中."""

LONGEST_BEHIND = 8
"""Characters behind a number in which a change is looked for."""

DESCRIBING_TAGS = ("a", "b", "d", "ad", "n")
"""Tags of what may stand between 的 and a change: ⓠ的平稳｜增长."""


def own_change(reading: Reading, position: int) -> Change | None:
    """Give the change of a number in a list that has a verb of its own: 回升ⓠ和｜回落ⓠ."""
    text = reading.line.text
    start = text.rfind(QUANTITY, 0, position) + 1
    between = text[start:position]
    verb = between[1:].removesuffix("了")
    if start and between[:1] in reading.words.role.joint and verb in reading.words.change:
        return Change(start, reading.words.change[verb], None)
    return None


def level_reached(reading: Reading, position: int) -> Change | None:
    """Read the level that a change by an amount leads to: 下调ⓠ至ⓠ."""
    line = reading.line
    last = line.text.rfind(QUANTITY, 0, position)
    if last < 0 or not reading.drafts or not REACHED.fullmatch(line.text, last + 1, position):
        return None
    before = reading.drafts[-1]
    if before.direction is None or before.mention != line.mention(last):
        return None
    return Change(last + 1, before.direction, None, "to")


def change_behind(reading: Reading, position: int) -> Change | None:
    """Read a change that follows its number: 保持ⓠ的增长."""
    line, words = reading.line, reading.words
    behind = line.between(position + 1, min(position + 1 + LONGEST_BEHIND, len(line.text)))
    if not behind or behind[0].word != "的":
        return None
    for token in behind[1:4]:
        direction = words.change.get(token.word) or words.relative.get(token.word)
        if direction in ("up", "down"):
            return Change(position, direction, reading.basis)
        if token.tag not in DESCRIBING_TAGS:
            return None
    return None


def ranked_among(reading: Reading, start: int) -> int:
    """Reach over what something is ranked among: 装卸效率在ⓠ个泊位中｜排名ⓠ."""
    text = reading.line.text
    if start and text[start - 1] == QUANTITY and AMONG.match(text, start):
        first = left_edge(reading, start - 1, reading.taken)
        among = max(text.rfind("在", first, start), text.rfind("从", first, start))
        if among >= first:
            return first
    return start


def rank_before(reading: Reading, start: int, position: int) -> Change | None:
    """Find where the words of ranking begin: 装箱量｜居全省第ⓠ."""
    frame = reading.words.frames.get("rank.opened")
    match = frame.search(reading.line.text[start:position]) if frame else None
    return Change(start + match.start(), None, None) if match else None
