"""Shares against what they are shares of: 化解率 99 % of 1568 solved among 1574.

Numerator and denominator must be named: the rate's own verb names the one and the count before it is the
other, or 占 stands between a part and its share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.audit.amount import Room, room, step
from extractor.audit.finding import Finding
from extractor.audit.page import Line, Page
from extractor.audit.words import number, said, unit_of
from extractor.types import Fact

SHARE = re.compile(r"占(?P<of>[^，。；、,;]*)$")
DONE = {
    "侦破": ("侦破", "破获", "破案"),
    "出席": ("出席",),
    "到岗": ("到岗",),
    "办结": ("办结",),
    "化解": ("化解", "调处"),
    "合格": ("合格",),
    "处置": ("处置", "调处"),
    "审结": ("审结", "审执结"),
    "执结": ("执结",),
    "整改": ("整改",),
    "治愈": ("治愈",),
    "破案": ("破案", "破获", "侦破"),
    "答复": ("答复",),
    "结案": ("结案", "审结", "办结", "审执结"),
    "调解": ("调解", "调处"),
    "达标": ("达标",),
    "采纳": ("采纳",),
}
"""The verbs of rates that are of what came in, and the words for what was done of it.

A 覆盖率 or 普及率 beside what is covered is of something that is hardly ever stated.
"""
NOT = "不未无非没"
FILLING = re.compile(
    r"占|全[国省市县区州]|我[国省市县]|比重|比例|比|总数|总量|总额|总|全部|其中|当期|同期|的|了|到|达|约|为|近|超|过|仅|只"
)
NOISE = re.compile(
    r"(?:同比|环比|比上年|较上年)?(?:增长|下降|上升|增加|减少|提高)[\d.]+(?:%|倍|个百分点)|[\s，,、（(]|预计|分别|已|约|均"
)
"""What may stand between a number and 占 without being its subject."""
IN_A_ROW = re.compile(r"\s*(?:[、和及与，,]|以及)\s*")
BREAK = re.compile(r"[；;。]")


def rates(page: Page) -> Iterator[Finding]:
    """Check every share of a document whose numerator and denominator are stated beside it."""
    wholes = {fact.id: fact for fact in page.facts}
    for line in page.lines:
        for index, fact in enumerate(line.facts):
            if fact.kind != "percent" or fact.unit != "%" or (fact.direction and fact.role != "to"):
                continue
            before = [other for other in line.facts[:index] if other.kind in ("count", "money", "measure")]
            pairs = _by_verb(line, fact, before)
            if not pairs and (pair := _by_share(line, fact, before, wholes)):
                pairs = [pair]
            yield from _best(fact, pairs)


def _best(rate: Fact, pairs: Sequence[tuple[Fact, Fact]]) -> Iterator[Finding]:
    """Check a share against the numbers that it may be of; where there are several, it may be of any."""
    found = [finding for pair in pairs for finding in _checked(rate, *pair)]
    held = [finding for finding in found if finding.holds]
    yield from held[:1] or (found if len(pairs) == 1 else [])


def _by_verb(line: Line, rate: Fact, before: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Find what a rate is of by its verb: 化解率 is of what was 化解, among what stands before it."""
    metric = rate.metric or ""
    stem = metric.removesuffix("率").removesuffix("成功")
    if not metric.endswith("率") or len(stem) < 2 or "、" in metric:
        return []
    verbs = DONE.get(stem[-2:], ())
    tops = [fact for fact in before if _says(verbs, fact) and fact.direction is None]
    if not tops or BREAK.search(line.between(tops[-1], rate)):
        return []
    top = tops[-1]
    return [
        (top, fact)
        for fact in before
        if fact.start < top.start
        and unit_of(fact) == unit_of(top)
        and fact.direction is None
        and not _says(verbs, fact)
        and not room(fact).below(room(top))
        and not BREAK.search(line.between(fact, top))
    ]


def _says(verbs: Sequence[str], fact: Fact) -> bool:
    return any(re.search(rf"(?<![{NOT}]){verb}", fact.metric or "") for verb in verbs)


def _by_share(
    line: Line, share: Fact, before: Sequence[Fact], wholes: dict[str, Fact]
) -> tuple[Fact, Fact] | None:
    """Find what a share is of by 占: of the whole of the part that stands before it, where it is named so."""
    shares = _row(line, share)
    tops = [fact for fact in before if fact.direction is None and fact.start < shares[0].start]
    top = tops[-len(shares) :][shares.index(share)] if len(tops) >= len(shares) else None
    if top is None or (len(shares) > 1 and len({unit_of(fact) for fact in tops[-len(shares) :]}) > 1):
        return None
    words = line.between(tops[-1], shares[0])
    found = SHARE.search(words)
    if found is None or BREAK.search(words) or not _is_of(words[: found.start()], tops[-1]):
        return None
    named = FILLING.sub("", found["of"])
    whole = wholes.get(top.of or "")
    if whole is not None and named in (whole.metric or ""):
        return (top, whole) if unit_of(whole) == unit_of(top) else None
    bottoms = [fact for fact in wholes.values() if named and _can_be_of(top, fact) and _is_named(named, fact)]
    return (top, bottoms[0]) if len(bottoms) == 1 else None


def _row(line: Line, share: Fact) -> list[Fact]:
    """Give the shares that stand in a row with one: 分别占37.5%和62.5%."""
    shares = [fact for fact in line.facts if fact.kind == "percent" and fact.direction is None]
    at = shares.index(share) if share in shares else -1
    if at < 0:
        return [share]
    first = last = at
    while first and IN_A_ROW.fullmatch(line.between(shares[first - 1], shares[first])):
        first -= 1
    while last + 1 < len(shares) and IN_A_ROW.fullmatch(line.between(shares[last], shares[last + 1])):
        last += 1
    return shares[first : last + 1]


def _is_of(words: str, top: Fact) -> bool:
    """Say whether what stands between a number and 占 leaves that number the subject."""
    own = NOISE.sub("", words)
    return not own or own in (top.metric or "")


def _can_be_of(top: Fact, fact: Fact) -> bool:
    return (
        fact.id != top.id
        and fact.direction is None
        and unit_of(fact) == unit_of(top)
        and (fact.period, fact.region_code) == (top.period, top.region_code)
    )


def _is_named(named: str, fact: Fact) -> bool:
    return named == FILLING.sub("", fact.metric or "")


def _checked(rate: Fact, top: Fact, bottom: Fact) -> Iterator[Finding]:
    if not isinstance(top.value, Decimal) or not isinstance(bottom.value, Decimal) or bottom.value <= 0:
        return
    worked = room(top).over(room(bottom)).times(100)
    if worked.low is None or worked.high is None:
        return  # 超过 and 突破 say nothing of a share
    facts = (rate, top, bottom)
    shown = f"{said(top)} of {said(bottom)} is {number(top.value / bottom.value * 100)}%"
    by = worked.gap(room(rate))
    if not by:
        yield Finding(
            "rate", None, f"{shown}, stated as {said(rate)}", "the share is that of its numbers", facts
        )
    elif isinstance(rate.value, Decimal) and Room(rate.value, rate.value + step(rate)).meets(worked):
        reason = "the share is cut off after its last digit and not rounded"
        yield Finding("rate", "slight", f"{shown}, stated as {said(rate)}", reason, facts, by)
    else:
        reason = "the share stands beside both numbers"
        level = "sure" if all(fact.qualifier == "exact" for fact in facts) else "likely"
        yield Finding("rate", level, f"{shown}, and not {said(rate)}", reason, facts, by)
