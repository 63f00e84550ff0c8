"""The metric of numbers that name none of their own: it was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.compose.line import AGENCY
from extractor.compose.reading import Reading
from extractor.compose.words import Words
from extractor.types import Draft, Mention

REACH = 40
"""How many numbers back one that names no metric may look for it."""

BREAKDOWN = re.compile("^(?:分|从|按)[^，。；]{1,10}?(?:看|分|统计|划分)[，,]")
"""How a sentence opens that parts the total of the sentences before: 分航线看，甲线ⓠ班."""

LEVEL_KINDS = frozenset({"count", "money", "percent", "measure", "number"})
"""Kinds of numbers that say how high something stands."""

OF_WHAT = "幅速率比"
"""Last characters of words for how much something changed, or its share."""


def inherited(reading: Reading, count: int, mention: Mention) -> list[str | None]:
    """Give the metrics of the last levels stated, for numbers that name none: ，环比分别回落ⓠ、ⓠ."""
    stated = _stated(reading, mention)
    levels = _levels(stated, count) if count > 1 else []
    levels = levels or _changes(stated, count)
    if levels:
        return [draft.metric for draft in levels]
    if stated:
        same_unit = [] if mention.kind == "percent" else _in_unit(stated, mention.unit)
        return [(same_unit or stated)[-1].metric]
    if mention.kind == "count" and BREAKDOWN.match(reading.line.text):
        totals = reversed(_in_unit(reading.earlier[-REACH:], mention.unit))
        return [next((draft.metric for draft in totals if draft.direction is None), None)]
    return [_last_said(reading)]


def _stated(reading: Reading, mention: Mention) -> list[Draft]:
    """Give what the sentence has stated that a number may be about; lengths of time stay among themselves."""
    stated = [
        draft
        for draft in reading.drafts[-REACH:]
        if draft.mention.unit not in reading.words.time_unit or draft.mention.unit == mention.unit
    ]
    if mention.kind == "percent":
        stated = [draft for draft in stated if draft.mention.kind != "rank"] or stated
        stated = stated or reading.drafts[-REACH:]  # 耗时ⓠ小时，缩短ⓠ
        return [draft for draft in stated if not _is_share(draft, reading.words)] or stated
    return stated


def _is_share(draft: Draft, words: Words) -> bool:
    """Whether a share of a whole or of a plan, which no growth is told of: 完成年度任务的ⓠ."""
    metric = draft.metric or ""
    return draft.mention.unit == "%" and (
        metric.startswith(("完成", "占")) or metric.endswith(words.ending.plan)
    )


def _levels(stated: Sequence[Draft], count: int) -> list[Draft]:
    """Give the last levels of a list, of a step the one reached; nothing where there are fewer."""
    levels = [draft for draft in stated if not draft.moves and draft.mention.kind in LEVEL_KINDS]
    if len({draft.metric for draft in levels[-count:]}) < count:
        levels = [draft for draft in levels if draft.role != "from"]
    return levels[-count:] if len(levels) >= count else []


def _changes(stated: Sequence[Draft], count: int) -> list[Draft]:
    """Give the last changes of as many things: 产值、税收分别增长ⓠ和ⓠ，年均增长ⓠ、ⓠ."""
    last = list(stated[-count:]) if count > 1 else []
    told = len(last) == count and len({draft.metric for draft in last}) == count
    return last if told and all(draft.moves for draft in last) else []


def _in_unit(drafts: Sequence[Draft], unit: str | None) -> list[Draft]:
    return [draft for draft in drafts if draft.mention.unit == unit]


def _last_said(reading: Reading) -> str | None:
    """Give the last metric of the sentence before."""
    for draft in reversed(reading.earlier):
        if reading.index - draft.sentence > 1:
            return None
        if draft.metric is not None:
            return draft.metric
    return None


def of_what(metric: str, words: Words) -> str:
    """Give what a metric that ends in 增幅 or 占比 is the growth or share of: 货运量增幅 gives 货运量."""
    ending = next((word for word in words.relative if word[-1] in OF_WHAT and metric.endswith(word)), "")
    return metric.removesuffix(ending) or metric


def doer(reading: Reading, start: int, end: int) -> str | None:
    """Give the organisation that alone stands before a number: 某支队从ⓠ壮大到ⓠ."""
    at = reading.line.text.find(AGENCY, start, end)
    return reading.source([(at, at + 1)]) if at >= 0 else None
