"""Find every number, date and period in a text: the rules say what, this module only where and how much.

`extractor.find_matches` applies the rules; what they caught is read here. Words of exactness that
stand beside a number (近, 以上) are joined to it afterwards, so that no rule has to know them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

import msgspec
import regex
from msgspec.structs import replace

from extractor import numbers
from extractor.errors import Problem, ZhstatError
from extractor.find_matches import Find, Report, warn, winners
from extractor.find_story import without_story
from extractor.find_words import Cut, in_word
from extractor.numbers import NotANumber, Reading
from extractor.rules.model import SECONDS, Rule, Ruleset
from extractor.rules.tagger import tagger_of
from extractor.types import Mention

QUANTITIES = frozenset({"count", "money", "percent", "measure", "rank", "number"})
"""The kinds that words of exactness belong to."""

IN_WORDS = QUANTITIES - {"rank"}
"""The kinds of numbers that may turn out to be part of a word."""

SEPARATORS = frozenset({"、", "和", "与", "及", "以及", "或"})
"""What may stand between numbers that share the unit of the last (27、47和18例)."""

MOST_READ = 1 << 11
"""Readings that are remembered."""

_CURRENCY_SIGNS = {
    "$": "美元",
    "US$": "美元",
    "HK$": "港元",
    "NT$": "新台币",
    "€": "欧元",
    "£": "英镑",
    "¥": "元",
    "￥": "元",
}
_MINUS_SIGNS = ("负", "-", "−")
_MINUS = frozenset({"零下", *_MINUS_SIGNS})
_LONGER_UNIT = {"分": "分钟", "月": "个月"}
_PARTS_OF = {
    ("小时", "分钟"): 60,
    ("钟头", "分钟"): 60,
    ("小时", "秒"): 3600,
    ("分钟", "秒"): 60,
    ("分", "秒"): 60,
    ("年", "个月"): 12,
    ("天", "小时"): 24,
    ("周", "天"): 7,
    ("星期", "天"): 7,
    ("礼拜", "天"): 7,
    ("星期", "小时"): 168,
    ("斤", "两"): 10,
}
_FLOWING = ("小时", "分钟", "秒", "秒钟")
"""Units of time with something between two whole ones: 10多小时 may be 10.5, 10多天 is counted in days."""
_SHARES = {"百": "%", "佰": "%", "千": "‰", "仟": "‰"}
_SCALE = regex.compile(r"[十百千]?[万亿]+|[十百千]")
_SCALE_TO_LEND = regex.compile(r"(?<=[0-9零一二两三四五六七八九几余多])[十百千]?[万亿]+")
"""Behind the digits of a number with its unit, where 千 and 百 may belong to that (千米)."""
_DIGIT = regex.compile(r"[0-9]")


class _Side(NamedTuple):
    """The words of exactness of one side, and the characters that touch the number (``None``: any)."""

    pattern: regex.Pattern[str]
    touching: frozenset[str] | None


class _Said(NamedTuple):
    """What the groups of a rule say, wherever they stand."""

    unit: str | None
    reading: Reading
    article: bool


class _Plan(msgspec.Struct, frozen=True, dict=True):
    """A ruleset sorted by how its rules are applied."""

    before: _Side | None
    after: _Side | None
    bounds: Mapping[str, Rule]
    seconds: float | None
    canonical: Mapping[str, str]
    dimension: Mapping[str, str]
    articles: frozenset[str]
    cut: Cut
    read: dict[Hashable, _Said | None]


def find(text: str, rules: Ruleset, report: Report = warn) -> list[Mention]:
    """Find the mentions in a normalised text, in order, none overlapping another.

    Args:
        text: Text in its normalised spelling (`extractor.text.normalise`).
        rules: The rules, whose lexicons give units and classifiers.
        report: Is told which rule of the user's own takes too long and is left out.

    Returns:
        Mentions of all kinds that the rules give except bounds, with values and bounds worked out; dates and
        periods carry only their parts, since what they mean depends on the document's date.
    """
    plan = _plan(rules)
    try:
        with localcontext(numbers.EXACT):  # hours into minutes, 成 into %: no digit is lost on the way
            found = [_mention(text, one, plan) for one in winners(text, rules, report)]
    except TimeoutError:
        bounds = ", ".join(rule.id for rule in plan.bounds.values() if rule.timeout)
        raise ZhstatError(
            Problem(f"bounds were stopped, as one takes over {SECONDS:g} s: {bounds}")
        ) from None
    mentions = _share_units(
        text, [_unless_word(text, mention, plan.cut) for mention in found if mention is not None]
    )
    return without_story(text, mentions)


def _unless_word(text: str, mention: Mention, cut: Cut) -> Mention:
    """Make a number that is part of an idiom or a name a stop."""
    bare = mention.kind == "number" and mention.unit is None
    if mention.kind in IN_WORDS and in_word(text, mention.start, mention.end, bare=bare, cut=cut):
        return Mention(mention.start, mention.end, "stop", "stop.word")
    return mention


def _mention(text: str, one: Find, plan: _Plan) -> Mention | None:
    rule = one.trial.rule
    constants = rule.constants
    if rule.gives not in QUANTITIES and rule.gives != "ordinal":
        parts = {**constants, **one.groups()}
        qualifier = "about" if "about" in parts else "exact"
        return Mention(one.start, one.end, rule.gives, rule.id, qualifier=qualifier, parts=parts)
    caught = one.caught()
    if caught not in plan.read:
        if len(plan.read) >= MOST_READ:
            plan.read.clear()
        plan.read[caught] = _said(one, plan)
    said = plan.read[caught]
    if said is None:
        return None
    start, end, reading = one.start, one.end, said.reading
    if rule.gives in QUANTITIES:
        start, end, reading = _bounded(text, start, end, reading, plan)
    return Mention(
        start,
        end,
        rule.gives,
        rule.id,
        reading.value,
        reading.low,
        reading.high,
        said.unit,
        reading.qualifier,
        {"article": "yes"} if said.article else {},
    )


def _said(one: Find, plan: _Plan) -> _Said | None:
    """Read what a rule caught; ``None`` where that is no number after all."""
    rule = one.trial.rule
    groups = {**rule.constants, **one.groups()}
    try:
        unit = _unit(groups, plan)
        reading = _reading(rule.gives, groups, plan.dimension.get(unit or ""))
    except NotANumber:
        return None
    if "times" in rule.constants:
        times = Decimal(rule.constants["times"])
        reading = _map(reading, lambda value: value * times)
    if "qualifier" in rule.constants:
        reading = numbers.bound(reading, rule.constants["qualifier"])
    return _Said(unit, reading, groups.get("number") == "一" and unit in plan.articles)


def _unit(groups: Mapping[str, str], plan: _Plan) -> str | None:
    sign = groups.get("sign", "")
    if sign in _CURRENCY_SIGNS:
        return _CURRENCY_SIGNS[sign]
    if sign in plan.canonical:
        return plan.canonical[sign]
    if "second_unit" in groups:
        return _LONGER_UNIT.get(groups["second_unit"], groups["second_unit"])
    if groups.get("denominator") in _SHARES and "unit" not in groups:
        return _SHARES[groups["denominator"]]
    unit = groups.get("unit_head", "") + groups.get("unit", "")
    return "个月" if unit == "月" else plan.canonical.get(unit, unit) or None


def _reading(kind: str, groups: Mapping[str, str], dimension: str | None) -> Reading:
    """Work out the value and bounds that a rule's groups state.

    Raises:
        NotANumber: A group holds no numeral; the rule is too wide.
    """
    continuous = kind == "measure" or "tenths" in groups
    composed = _composed(groups)
    if composed is not None:
        return composed
    if "low" in groups:
        reading = _signed_range(groups["low"], groups["high"], continuous)
    elif "jiao" in groups:
        reading = _exact(_yuan(groups))
    elif "number" in groups:
        whole = dimension == "time" and not groups.get("unit_head") and groups.get("unit") not in _FLOWING
        reading = numbers.read(groups["number"], groups.get("tail", ""), continuous and not whole)
    elif "half" in groups:
        return _exact(Decimal("0.5"))
    else:
        raise NotANumber("a rule caught no number")
    if "tenths" in groups:
        reading = _map(reading, lambda value: value * 10)
        if "half" in groups:
            more = Decimal(5) if groups["half"] == "半" else numbers.amount(groups["half"])
            reading = _map(reading, lambda value: value + more)
    if groups.get("sign", "").strip() in _MINUS:
        reading = Reading(_minus(reading.value), _minus(reading.high), _minus(reading.low), reading.qualifier)
    return reading


def _composed(groups: Mapping[str, str]) -> Reading | None:
    """Read what is put together of several numbers, or stands in the rule; ``None`` for a number alone."""
    if "value" in groups:
        return _exact(Decimal(groups["value"]))
    if "doublings" in groups or (groups.get("unit") == "倍" and not groups.keys() & {"number", "low"}):
        return numbers.doublings(groups.get("doublings", ""))
    if "low" not in groups and "second" in groups:
        return _exact(_mixed(groups))
    if "low" in groups or "denominator" not in groups:
        return None
    if groups["denominator"] in _SHARES and "unit" not in groups:
        return numbers.read(groups["number"])
    return numbers.fraction(groups["number"], groups["denominator"])


def _exact(value: Decimal) -> Reading:
    return Reading(value, value, value, "exact")


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def _map(reading: Reading, change: Callable[[Decimal], Decimal]) -> Reading:
    value, low, high = (None if each is None else change(each) for each in reading[:3])
    return Reading(value, low, high, reading.qualifier)


def _signed_range(low: str, high: str, continuous: bool) -> Reading:
    if low.startswith(("零下", *_MINUS_SIGNS)):
        ends = [numbers.amount(low), numbers.amount(high.removeprefix("零上"))]
        if low.startswith("零下") and not high.startswith(("零上", "零下", *_MINUS_SIGNS)):
            ends.append(-ends[1])  # 零下3至8℃ ends above zero or below: the words leave it open
        return Reading(None, min(ends), max(ends), "range")
    return numbers.read_range(low, high, continuous)


def _yuan(groups: Mapping[str, str]) -> Decimal:
    value = numbers.amount(groups["number"]) if "number" in groups else Decimal(0)
    value += numbers.amount(groups["jiao"]) / 10
    if "fen" in groups:
        value += numbers.amount(groups["fen"]) / 100
    return value


def _mixed(groups: Mapping[str, str]) -> Decimal:
    """Add two units in the lesser (2小时30分), or metres and their decimals (一米八)."""
    first, second = numbers.amount(groups["number"]), numbers.amount(groups["second"])
    if "second_unit" not in groups:
        return first + second.scaleb(-len(groups["second"]))
    second_unit = _LONGER_UNIT.get(groups["second_unit"], groups["second_unit"])
    parts = _PARTS_OF.get((groups["unit"], second_unit))
    if parts is None:
        raise NotANumber(f"{groups['unit']} and {second_unit} do not make one duration")
    return first * parts + second


def _bounded(text: str, start: int, end: int, reading: Reading, plan: _Plan) -> tuple[int, int, Reading]:
    """Join the words of exactness that stand directly beside a number to it."""
    if start and plan.before is not None and _touches(text[start - 1], plan.before):
        before = plan.before.pattern.match(text, max(0, start - 12), start, timeout=plan.seconds)
        if before is not None:
            reading = numbers.bound(reading, plan.bounds[before.lastgroup].constants["qualifier"])
            start = before.start()
    if plan.after is not None and _touches(text[end : end + 1], plan.after):
        after = plan.after.pattern.match(text, end, timeout=plan.seconds)
        if after is not None:
            reading = numbers.bound(reading, plan.bounds[after.lastgroup].constants["qualifier"])
            end = after.end()
    return start, end, reading


def _touches(character: str, side: _Side) -> bool:
    return side.touching is None or character in side.touching or character > "\uffff"


def _share_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Lend the unit, and the scale, of the last number of a list to the bare ones before it."""
    scale: int | None = None
    for index in range(len(mentions) - 2, -1, -1):
        bare, lender = mentions[index], mentions[index + 1]
        own = text[bare.start : bare.end]
        lends = bare.kind == "number" and lender.kind in ("count", "money", "measure", "percent")
        if not (lends and text[bare.end : lender.start] in SEPARATORS and _DIGIT.search(own)):
            scale = None
            continue
        written = _scale_of(own, _SCALE)
        if written:
            scale = written
        elif scale is None:
            scale = _scale_of(text[lender.start : lender.end], _SCALE_TO_LEND)
        lent = 0 if written else scale
        mentions[index] = replace(
            bare,
            kind=lender.kind,
            rule=lender.rule,
            unit=lender.unit,
            value=_scaled(bare.value, lent),
            low=_scaled(bare.low, lent),
            high=_scaled(bare.high, lent),
        )
    return mentions


def _scale_of(words: str, pattern: regex.Pattern[str]) -> int:
    """Give the power of ten that a number is written in: 1512.2、744.3亿 lends that of 亿."""
    scale = pattern.search(words)
    return numbers.amount(f"1{scale.group()}").adjusted() if scale else 0


def _scaled(value: Decimal | str | None, exponent: int) -> Decimal | None:
    return value.scaleb(exponent, numbers.EXACT) if isinstance(value, Decimal) else None


@lru_cache(maxsize=64)
def _plan(rules: Ruleset) -> _Plan:
    units = rules.lexicons.get("unit")
    currencies = rules.lexicons["currency"].column("unit") if "currency" in rules.lexicons else {}
    classifiers = rules.lexicons["classifier"].column("article") if "classifier" in rules.lexicons else {}
    canonical = {
        **(units.column("unit") if units else {}),
        **currencies,
        "个百分点": "百分点",
        "个千分点": "千分点",
        "个基点": "基点",
        "pct": "百分点",
    }
    return _Plan(
        before=_side(rules, "before"),
        after=_side(rules, "after"),
        bounds={
            f"{side}{index}": rule
            for side in ("before", "after")
            for index, rule in enumerate(rule for rule in rules.of("bound") if rule.side == side)
        },
        seconds=SECONDS if any(rule.timeout for rule in rules.of("bound")) else None,
        canonical=canonical,
        dimension=units.column("dimension") if units else {},
        articles=frozenset(word for word, article in classifiers.items() if article == "yes"),
        cut=lambda text: tagger_of(rules).known(text),
        read={},
    )


def _side(rules: Ruleset, side: str) -> _Side | None:
    if rules.scan is not None:
        kept = rules.scan.sides.get(side)
        touching = None if kept is None or kept.touching is None else frozenset(kept.touching)
        return None if kept is None else _Side(kept.pattern.pattern, touching)
    from extractor.rules.scan_make import bounds_of, join_bounds  # noqa: PLC0415  for rules that nobody made ready

    bounds = bounds_of(rules.rules, side)
    return _Side(join_bounds(bounds, side), None) if bounds else None
