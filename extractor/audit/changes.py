"""Changes against the levels that they lie between.

Three statements of one change are checked against each other: from and to and by how much; a level,
its difference and the same in per cent; and the levels of two years with the change that the later
one states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.audit.amount import room
from extractor.audit.finding import Finding
from extractor.audit.page import Line, Page
from extractor.audit.words import number, said, unit_of
from extractor.types import Fact

BREAK = re.compile(r"[；;。]")
YEAR = re.compile(r"(\d{4})")
OTHER_TIME = re.compile(r"\d+[年月]|预计|预期|明年|今年")
PER_START = {"%": 100, "倍": 1}
"""Units of a change that is told in parts of what was there before: 增长1.1倍 is 110 %."""
SIGNED = re.compile(r"利润|顺差|逆差|收益|盈|温|余额|差额")
"""What may lie below zero."""
SIDE_BY_SIDE = "the change is stated in two ways side by side"
BETWEEN = "the change stands beside both levels"
REVISED = "levels are revised, and compared on equal terms"
MEAN = re.compile(r"年均|月均|日均|平均|增速|复合|实际|名义|不变价|可比|扣除|剔除")
"""Words of a change that is no plain difference of two levels."""


def changes(page: Page) -> Iterator[Finding]:
    """Check the changes of a document whose levels are stated."""
    for line in page.lines:
        for index, fact in enumerate(line.facts):
            if not _is_change(fact) or MEAN.search(line.before(fact)):
                continue
            before = [other for other in line.facts[:index] if other.metric == fact.metric and fact.metric]
            yield from _between(line, fact, before)
            yield from _in_two_ways(line, fact, before)
    yield from _of_years(page)


def _is_change(fact: Fact) -> bool:
    return fact.direction in ("up", "down") and fact.role is None


def _between(line: Line, change: Fact, before: Sequence[Fact]) -> Iterator[Finding]:
    """由83.3%提升至100%，提高16.7个百分点."""
    if len(before) < 2 or [fact.role for fact in before[-2:]] != ["from", "to"]:
        return
    start, end = before[-2:]
    words = line.between(end, change)
    if (
        unit_of(start) == unit_of(end)
        and change.period in (None, end.period)
        and not BREAK.search(words)
        and not OTHER_TIME.search(words)
    ):
        yield from _checked(change, start, end, BETWEEN)


def _in_two_ways(line: Line, change: Fact, before: Sequence[Fact]) -> Iterator[Finding]:
    """达69541万吨，比上年增加888万吨，增长1.3%."""
    if len(before) < 2 or change.unit != "%":
        return
    level, difference = before[-2:]
    if (
        level.direction is not None
        or difference.role is not None
        or difference.direction != change.direction
        or unit_of(level) != unit_of(difference)
        or level.kind == "percent"
        or difference.basis != change.basis
        or level.period != difference.period
        or BREAK.search(line.between(level, change))
    ):
        return
    step = room(difference)
    start = room(level) - step if change.direction == "up" else room(level) + step
    worked = step.over(start).times(100)
    facts = (change, level, difference)
    if not isinstance(level.value, Decimal) or not isinstance(difference.value, Decimal):
        return
    sign = -1 if change.direction == "up" else 1
    was = level.value + sign * difference.value
    if was <= 0:
        if not SIGNED.search(change.metric or ""):
            shown = f"{said(difference)} more makes {said(level)} of less than nothing"
            yield Finding("change", "likely", shown, SIDE_BY_SIDE, facts, -was)
        return
    shown = (
        f"{change.direction} {said(difference)} to {said(level)} is {number(difference.value / was * 100)}%"
    )
    yield _outcome(worked.gap(room(change)), shown, change, facts, SIDE_BY_SIDE)


def _of_years(page: Page) -> Iterator[Finding]:
    """69541万吨 of 2023, up 1.3 % on 68653万吨 of 2022, wherever in the document they stand."""
    levels: dict[tuple[str | None, ...], dict[str, Fact]] = {}
    for fact in page.facts:
        if fact.metric and fact.period and not fact.direction and fact.kind in ("count", "money", "measure"):
            levels.setdefault(_thing(fact), {})[fact.period] = fact
    for change in page.facts:
        if not _is_change(change) or change.unit != "%" or not change.period:
            continue
        if MEAN.search(page.line_of[change.id].before(change)):
            continue
        earlier = _year_before(change.period) if change.basis == "yoy" else change.basis
        pairs = [
            (by_period[earlier or ""], by_period[change.period])
            for thing, by_period in levels.items()
            if thing[:3] == _thing(change)[:3]
            and earlier != change.period
            and {earlier, change.period} <= set(by_period)
        ]
        if len(pairs) == 1:
            yield from _checked(change, *pairs[0], REVISED)


def _thing(fact: Fact) -> tuple[str | None, ...]:
    return fact.metric, fact.region_code, fact.agency, unit_of(fact)


def _year_before(period: str) -> str | None:
    """Give the same time of the year before, where a period is a year or lies in one.

    >>> _year_before("2022-01/2022-06"), _year_before("2022-01/..")
    ('2021-01/2021-06', None)
    """
    return (
        None
        if ".." in period or "X" in period
        else YEAR.sub(lambda found: f"{int(found[1]) - 1:04d}", period)
    )


def _checked(change: Fact, start: Fact, end: Fact, reason: str) -> Iterator[Finding]:
    """Check a change against the levels at its ends."""
    if not isinstance(start.value, Decimal) or not isinstance(end.value, Decimal) or start.value <= 0:
        return
    low, high = (start, end) if change.direction == "up" else (end, start)
    if (end.value < start.value) == (change.direction == "up") and not room(high).meets(room(low)):
        message = f"{said(start)} to {said(end)} does not go {change.direction}"
        by = room(low).gap(room(high))
        yield Finding("change", "possible", message, reason, (start, end, change), by)
        return
    difference = room(high) - room(low)
    facts = (change, start, end)
    shown = f"{said(start)} to {said(end)}"
    if change.unit in PER_START and start.unit != "%":
        factor = PER_START[change.unit]
        worked = difference.over(room(start)).times(factor)
        moved = abs(end.value - start.value) / start.value * factor
        message = f"{shown} is {number(moved)}{change.unit}"
        yield _outcome(worked.gap(room(change)), message, change, facts, reason)
    elif unit_of(change) == unit_of(start) or (change.unit == "百分点" and start.unit == "%"):
        moved = abs(end.value - start.value)
        message = f"{shown} is {number(moved)}"
        finding = _outcome(difference.gap(room(change)), message, change, facts, reason)
        # From 10 % to 15 % is up by 50 % too.
        if finding.holds or change.unit != "%":
            yield finding


def _outcome(by: Decimal, shown: str, change: Fact, facts: tuple[Fact, ...], reason: str) -> Finding:
    if not by:
        return Finding("change", None, f"{shown}, stated as {said(change)}", reason, facts)
    exact = all(fact.qualifier == "exact" for fact in facts)
    level = "possible" if reason == REVISED else "sure" if exact else "likely"
    return Finding("change", level, f"{shown}, and not {said(change)}", reason, facts, by)
