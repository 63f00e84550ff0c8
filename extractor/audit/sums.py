"""Parts against their whole: 359 is 18 and 17 and 324.

其中 may leave parts out, so that parts which come to less than their whole are wrong only where they claim
to be all of it: by words such as 其余, or because nothing is beside them (exports and imports). Parts
that come to more are wrong unless they lie in each other, as 本科 lies in 普通高等学校.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.audit.amount import room, total
from extractor.audit.finding import Finding
from extractor.audit.page import Page
from extractor.audit.words import said, unit_of
from extractor.types import Fact

REST = re.compile(r"其余|剩余|余下|剩下|其他")
COMPLETE = (
    ("第一产业", "第二产业", "第三产业"),
    ("出口", "进口"),
    ("境外输入", "本土"),
    ("公共", "私人"),
    ("国有", "非国有"),
    ("境内", "境外"),
    ("男", "女"),
    ("城镇", "农村"),
    ("城镇", "乡村"),
    ("陆域", "海域"),
    ("出席", "缺席"),
)
"""Parts beside which there is no other."""
APART = re.compile(
    r"日均|月均|年均|平均|人均|最高|最多|最大|最长|峰值|单日|单月|当日|当月|首日|预计|计划|目标|此外|另有|另外"
)
"""Words beside a number that make it no part of what another number counts."""
LINK = re.compile(r"其中|^[，,、：:（(]?(?:包括|包含|含)")
STOP = re.compile(r"[；;。]|此外|另有|另外|以及|在内")
OF_ONE_SORT = frozenset({"人", "例", "起", "户", "票"})
"""Units that say by themselves what is counted."""
MANY = 12
SEVERAL = 3
SLIP = Decimal("0.05")
"""By so much of the whole a slip lets several parts come to more than it."""


def sums(page: Page) -> Iterator[Finding]:
    """Check the parts of every whole of a document."""
    parts: dict[str, list[Fact]] = {}
    wholes = {fact.id: fact for fact in page.facts}
    for fact in page.facts:
        if fact.of in wholes:
            parts.setdefault(fact.of, []).append(fact)
    for name, found in parts.items():
        whole = wholes[name]
        level = [part for part in found if _is_alike(whole, part) and not _is_apart(page, part)]
        if level and not _is_apart(page, whole) and "指数" not in (whole.metric or ""):
            yield from _checked(page, whole, level, all_alike=len(level) == len(found))


def _is_alike(whole: Fact, part: Fact) -> bool:
    """Say whether a part is counted as its whole is."""
    return (
        part.kind == whole.kind
        and part.kind in ("count", "money", "measure", "percent")
        and part.unit is not None
        and unit_of(part) == unit_of(whole)
        and part.start > whole.start
        and (part.direction is None or part.role == "to")
        and (part.period == whole.period or part.period is None or whole.period is None)
    )


def _is_apart(page: Page, fact: Fact) -> bool:
    return bool(APART.search(f"{fact.metric} {page.line_of[fact.id].before(fact)}"))


def _is_named_as(page: Page, part: Fact, whole: Fact) -> bool:
    """Say whether the words leave no doubt that one number counts some of what another counts."""
    line = page.line_of[part.id]
    words = (
        line.between(whole, part) if line is page.line_of[whole.id] else line.text[: part.start - line.start]
    )
    if not LINK.search(words) or STOP.search(words):
        return False
    names = whole.metric or "", part.metric or ""
    return unit_of(whole) in OF_ONE_SORT or any(
        names[0][at : at + 2] in names[1] for at in range(len(names[0]) - 1)
    )


def _checked(page: Page, whole: Fact, parts: Sequence[Fact], *, all_alike: bool) -> Iterator[Finding]:
    whole_room, sum_room = room(whole), total(map(room, parts))
    facts = (whole, *parts)
    terms = " + ".join(said(part) for part in parts)
    complete = _claims_all(page, whole, parts)
    by = sum_room.gap(whole_room)
    if not by:
        if len(parts) > 1 and (complete or _is_exact(facts)):
            yield Finding("sum", None, f"{terms} = {said(whole)}", "the parts come to their whole", facts)
    elif whole.kind == "percent":
        return  # a share of a share, as often as not
    elif whole_room.below(sum_room):
        named = complete or all(_is_named_as(page, part, whole) for part in parts)
        if named or _is_slip(page, whole, parts):
            yield from _too_much(whole, parts, terms, complete)
    elif complete and all_alike:
        reason = f"the parts are all there are: {complete}"
        level = "possible" if complete == "其他" else "likely"
        yield Finding("sum", level, f"{terms} is less than {said(whole)}", reason, facts, by)


def _is_slip(page: Page, whole: Fact, parts: Sequence[Fact]) -> bool:
    """Say whether parts after 其中 come so near to their whole that a digit is wrong: 18, 17, 325 of 359."""
    line, first = page.line_of[parts[0].id], parts[0]
    words = line.text[: first.start - line.start]
    if line is page.line_of[whole.id]:
        words = line.between(whole, first)
    near = room(whole).low
    if len(parts) < SEVERAL or near is None or not LINK.search(words) or STOP.search(words):
        return False
    return total(map(room, parts)).gap(room(whole)) <= near * SLIP


def _too_much(whole: Fact, parts: Sequence[Fact], terms: str, complete: str) -> Iterator[Finding]:
    target = room(whole)
    for part in parts:
        own = room(part)
        by = own.gap(target)
        if target.below(own):
            message = f"the part {said(part)} is more than its whole {said(whole)}"
            yield Finding("sum", "likely", message, "a part is never more than its whole", (whole, part), by)
            return
    if not _lie_in_each_other(whole, parts):
        level, reason = "possible", "unless some of the parts lie in others"
        if complete:
            level, reason = "likely", f"the parts exclude each other: {complete}"
            level = "sure" if all(fact.qualifier == "exact" for fact in (whole, *parts)) else level
        by = total(map(room, parts)).gap(target)
        yield Finding("sum", level, f"{terms} is more than {said(whole)}", reason, (whole, *parts), by)


def _claims_all(page: Page, whole: Fact, parts: Sequence[Fact]) -> str:
    """Give the words by which parts claim to be all of their whole; nothing where they do not."""
    last = parts[-1]
    found = REST.search(f"{last.metric} {page.line_of[last.id].before(last)}")
    if found and len(parts) > 1:
        return found[0]
    for names in COMPLETE:
        if len(parts) == len(names) and all(
            sum(_is_share(name, part, whole) for part in parts) == 1 for name in names
        ):
            return "、".join(names)
    return ""


def _is_share(name: str, part: Fact, whole: Fact) -> bool:
    """Say whether a part is its whole as far as a name goes: 男运动员 of 运动员, and not of 代表团."""
    metric = part.metric or ""
    return name in metric and set(metric.replace(name, "")) <= set(whole.metric or "")


def _is_exact(facts: Sequence[Fact]) -> bool:
    whole, *parts = (fact.value for fact in facts)
    numbers = [part for part in parts if isinstance(part, Decimal)]
    return len(numbers) == len(parts) and sum(numbers, Decimal(0)) == whole


def _lie_in_each_other(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Say whether some of the parts come to the whole or to another part, so that they lie in it."""
    if len(parts) > MANY:
        return True
    rooms = [room(part) for part in parts]
    targets = [room(whole), *rooms]
    return any(
        total(some).meets(target)
        for size in range(2, len(parts))
        for some in combinations(rooms, size)
        for target in targets
    )
