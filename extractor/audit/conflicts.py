"""The same thing with two values: one metric, place, agency and time, within a document or across documents.

Two values are in conflict where nothing that their words allow agrees: 近3万 and 2.98万 agree, 2.98万 and
3.1万 do not. That two phrases are the same does not make what they count the same: 民航预计发送旅客 and
水路预计发送旅客 are both 发送旅客. So a clause must say its metric and nothing else beside place, agency,
time and adverbs, and no clause before it may name what it is of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extractor.audit.amount import Room, room, step
from extractor.audit.finding import Finding
from extractor.audit.page import Line, Page
from extractor.audit.words import said, unit_of
from extractor.types import Fact

Key = tuple[object, ...]

SHORTEST = 4
"""Characters that a metric must have that is no indicator: 死亡, 企业 and 出口 are of too many things."""
NEAR = 300
"""Characters within which items of one list stand."""
MOST = 20
"""Statements of one thing that a further one is compared with."""
DIGITS = re.compile(r"[\d.,，]+")
ADVERBS = re.compile(
    r"共计|共有|一共|总共|合计|总计|累计|先后|已经|达到|超过|突破|接近|将近|大约|分别|其中|"
    r"[共已达超约近为是了有至到的均各，,：:“”\"（(《》\s]"
)
PLACES = re.compile(r"(?:全|我|该|本)(?:国|省|市|县|区|州|旗|盟|镇|乡|局|院)")
TIMES = re.compile(
    r"今年|去年|本年|上年|当年|目前|截至|截止|以来|上半年|下半年|全年|\d+年|\d+月份?|\d+日|"
    r"[一二三四前]+季度|前\d+个?月|[-—~至到]\d+月份?"
)
SOURCE = re.compile(
    r"数据|显示|发布|公布|通报|获悉|统计|报道|消息|了解到|介绍|表示|记者|[年月日]|以来|今天|期间"
)
"""Words of a clause that says from where or from when a number is."""
CLAUSES = re.compile(r"[，,。；;！!？?\n]")
RUNNING = re.compile(r"截至|截止|目前|已|累计|今年以来|预计|初步|快报|核算|计划|目标|力争|将|有望|预期|左右")
"""Words of a number that is another one tomorrow."""
PART = re.compile(
    r"其中|此外|另外|另有|分[^，,]{1,8}看|从[^，,]{1,12}看|日均|月均|人均|平均|单日|单月|当日|最高|最大|首批|第[一二三四五六七八九十\d]|仅|每|同期|原计划|去年|上年|往年"
)
"""Words that make a number one of a part, a mean or another time."""


def conflicts(pages: Sequence[Page], indicator: Callable[[Fact], str | None]) -> Iterator[Finding]:
    """Find what has two values.

    Args:
        pages: The documents, each report once.
        indicator: Gives the indicator that a fact's metric is, where it is one.
    """
    stated: dict[Key, list[tuple[Line, Fact]]] = {}
    for page in pages:
        for line in page.lines:
            for fact in line.facts:
                key = _key(line, fact, indicator)
                if key:
                    stated.setdefault(key, []).append((line, fact))
    for found in stated.values():
        if len(found) > 1:
            yield from _compared(found)


def _key(line: Line, fact: Fact, indicator: Callable[[Fact], str | None]) -> Key | None:
    """Give what must be the same of two facts that say the same; nothing where that is left open."""
    if (
        fact.kind in ("date", "rank")
        or fact.direction
        or fact.role
        or fact.basis
        or fact.of
        or not fact.metric
        or not fact.region_code
        or fact.qualifier == "vague"
    ):
        return None
    name = indicator(fact)
    if name is None and len(fact.metric) < SHORTEST:
        return None
    head = line.text[: max(fact.start - line.start, 0)]
    *clauses, own = CLAUSES.split(head)
    if PART.search(head) or _bare(own, fact) != _bare(fact.metric, fact):
        return None
    if name is None or len(fact.metric) < SHORTEST:
        clauses = [clause for clause in clauses if not SOURCE.search(clause)]
        if any(clause.strip() for clause in clauses):
            return None
    when = fact.period or fact.period_text
    # Without a time that has an end, two documents are of two days; one document is of one.
    where = (
        None
        if fact.period and ".." not in fact.period and "X" not in fact.period
        else (fact.doc, fact.article)
    )
    return name or fact.metric, fact.kind, unit_of(fact), fact.region_code, fact.agency, when, where


def _bare(words: str, fact: Fact) -> str:
    """Take place, agency, time and adverbs out of a clause."""
    for name in (fact.period_text, fact.agency, fact.region, (fact.region or "")[:-1]):
        words = words.replace(name, "") if name else words
    return ADVERBS.sub("", TIMES.sub("", PLACES.sub("", words)))


def _compared(found: Sequence[tuple[Line, Fact]]) -> Iterator[Finding]:
    """Compare each value with the first that it disagrees with, else with one that it bears out."""
    for index, (other_line, other) in enumerate(found):
        held: Finding | None = None
        for line, fact in found[: min(index, MOST)]:
            if line.text == other_line.text or _are_listed(line, other_line, fact, other):
                continue
            by = room(fact).gap(room(other))
            running = any(RUNNING.search(one.text) for one in (line, other_line))
            if by and not (running and fact.doc != other.doc):
                yield _finding(fact, other, by)
                break
            if held is None and not by and _bears_out(room(fact), room(other)):
                held = _finding(fact, other, by)
        else:
            if held:
                yield held


def _bears_out(one: Room, other: Room) -> bool:
    """Say whether two values that may be the same say so: 超110亿 and 超140亿 do not."""
    return one == other or all(end is not None for end in one) or all(end is not None for end in other)


def _are_listed(line: Line, other_line: Line, fact: Fact, other: Fact) -> bool:
    """Say whether two sentences are the same but for their numbers and near each other: items of a list."""
    return (
        fact.doc == other.doc
        and abs(fact.start - other.start) < NEAR
        and DIGITS.sub("", line.text) == DIGITS.sub("", other_line.text)
    )


def _finding(fact: Fact, other: Fact, by: Decimal) -> Finding:
    message = f"{fact.metric} is {said(fact)} and {said(other)}"
    if not by:
        return Finding("conflict", None, message, "the two agree", (fact, other))
    if _is_cut(fact, other) or _is_cut(other, fact):
        reason = "one is the other, cut off after its last digit and not rounded"
        return Finding("conflict", "slight", message, reason, (fact, other), by)
    if fact.doc == other.doc:
        if fact.period is None:
            reason = "one document says both of one metric, place and agency, and no time of either"
            return Finding("conflict", "possible", message, reason, (fact, other), by)
        reason = "one document says both of one metric, place, agency and time"
        return Finding("conflict", "likely", message, reason, (fact, other), by)
    reason = "two documents may count in two ways, or one may be a revision"
    return Finding("conflict", "possible", message, reason, (fact, other), by)


def _is_cut(fact: Fact, other: Fact) -> bool:
    """Say whether a number is another one without its last digits."""
    return (
        isinstance(fact.value, Decimal)
        and step(fact) > step(other)
        and Room(fact.value, fact.value + step(fact)).meets(room(other))
    )
