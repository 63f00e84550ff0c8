"""The draft of a number, unless the number is no fact after all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.compose.changes import own_change
from extractor.compose.frames import Change
from extractor.compose.line import Span
from extractor.compose.reading import Reading
from extractor.types import Draft

EDGES = "，。、；：,.;:）)】」』！？!?— "
"""Marks that are no part of a metric at its edges."""

SAYING = re.compile(r"\w")
"""What a metric needs to say anything: 》 says nothing."""

TOGETHER_DONE = re.compile("^共(?=[^同享建有产识和青计鸣担通]\\w{2})")
"""共 that the tagger joins with the verb behind it: 共收缴."""

EXCHANGED = re.compile(r"(?:一度|已)?(?:接近|逼近|跌至|跌破|升至|达到|触及|报|为)?1\w{1,3}兑$")
"""What leads to a rate of exchange and is no part of its name: 日元汇率｜一度接近1美元兑."""

COUNTED_NOUN = "count.noun"
"""The rule whose number stands directly before the noun that it counts."""

NOT_DONE = ("没有", "未", "无法", "不")
"""What follows a time limit within which nothing was done: ⓠ天内｜没有答复."""

AHEAD = ("提前", "超前", "推前")
"""Verbs with 前 that a length of time is told of."""

ONLY_DATES = re.compile(
    "的?(?:时间|时光|展期|会期|赛期|假期)(?:里|内|中|以来|来)|多?来(?=[，,])|[之以]?后(?=[，,即才被])|[之以]后"
)
"""Behind a length of time, that something happened in it or after it: 为期ⓠ的时间里, ⓠ之后."""

PASSED = ("经过了", "再过", "又过了")
"""Before a length of time that has passed or will, and is told of nothing."""

ROUND_THE_CLOCK = "24小时"
"""How long a service is open, unless it is said that something took so long."""

KEPT_APART = ("提前", "推后", "延后", "落后", "滞后", "错后")
"""Verbs with 前 or 后 that a length of time is told of."""

NO_METRIC = "今明昨前后时日年月内外间过"
"""What may stand beside a length of time and names nothing: 前ⓠ, ⓠ内."""

ONLY_WHEN = ("今明", "明后")
"""How words for the days to come begin: 今明ⓠ."""

DIGITS = frozenset("0123456789万亿")
"""What a bare number is written with if it may count something."""

REACH = 4
"""Characters before a number in which a verb of reaching or lasting may end."""


def draft_of(
    reading: Reading,
    position: int,
    spans: Sequence[Span],
    change: Change | None = None,
    metric: str | None = None,
    basis: str | None = None,
) -> Draft:
    """Make the draft of a number; ``metric`` is for one that the words at ``spans`` do not spell out."""
    line = reading.line
    text = metric if metric is not None else reading.metric(spans)
    text = EXCHANGED.sub("", text)
    text = TOGETHER_DONE.sub("", text.strip(EDGES).removeprefix("的"))
    if "（" in text and "）" not in text:
        text += "）"
    start, end = line.clause(position)
    if reading.trace is not None:
        reading.trace.said(line, position, text or None, spans)
    return Draft(
        line.mention(position),
        reading.index,
        (line.origins[start], line.origins[end]),
        text if SAYING.search(text) else None,
        change.direction if change else None,
        _basis_of(change, basis),
        change.role if change else None,
    )


def _basis_of(change: Change | None, said: str | None) -> str | None:
    """Give what a change is measured against; what was said before does not hold for levels."""
    if change is None:
        return None
    return change.basis or (said if change.moves else None)


def drafted(
    reading: Reading,
    position: int,
    spans: Sequence[Span],
    change: Change | None,
    metric: str | None = None,
) -> list[Draft]:
    """Make the draft of a number, or none where it is no fact."""
    draft = draft_of(reading, position, spans, own_change(reading, position) or change, metric, reading.basis)
    mention = draft.mention
    if mention.rule == COUNTED_NOUN and reading.written(mention) == "一":
        return []  # 一高校
    if mention.kind == "number":
        counted = replace(draft, mention=replace(mention, kind="count"))
        return [counted] if _is_counting(reading, position, draft) else []
    if reading.is_length_of_time(mention) and not _is_lasting(reading, position, draft):
        return []
    return [draft]


def _is_counting(reading: Reading, position: int, draft: Draft) -> bool:
    """Whether a bare number counts something: a large one, or one behind a verb of reaching (增至ⓠ)."""
    mention = draft.mention
    written = reading.written(mention)
    if draft.metric is None or DIGITS.isdisjoint(written):
        return False
    if written[-1:] in "万亿余多" or draft.direction is not None or mention.qualifier != "exact":
        return True
    left = reading.line.text[max(0, position - REACH) : position]
    return left.endswith(tuple(reading.words.role.reaching))


def _is_lasting(reading: Reading, position: int, draft: Draft) -> bool:
    """Whether a length of time is told of something: 工期一周, but not 一天 as in 有一天 nor 前三天."""
    if draft.metric is None or draft.metric in NO_METRIC or draft.metric.startswith(ONLY_WHEN):
        return False
    mention = draft.mention
    text, role = reading.line.text, reading.words.role
    left = text[max(0, position - REACH) : position]
    if reading.plain[max(0, mention.start - REACH) : mention.start].endswith(tuple(role.holiday)):
        return False
    undone = mention.qualifier == "at_most" and text.startswith(NOT_DONE, position + 1)
    before = undone or (left.endswith("前") and not left.endswith(AHEAD))  # 停摆前ⓠ小时
    if (
        before
        or left.endswith(PASSED)
        or (ONLY_DATES.match(text, position + 1) and not left.endswith("时隔"))
    ):
        return False
    if reading.written(mention) == ROUND_THE_CLOCK and not left.endswith((*role.length, *role.reaching)):
        return text[position + 1 : position + 2] in "内，。；、"
    if mention.value != 1 or reading.written(mention)[:1] != "一":
        return True
    right = text[position + 1 : position + 3]
    return left.endswith(tuple(role.length)) or right.startswith(tuple(role.within))
