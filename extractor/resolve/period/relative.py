"""Words that point to a time from another: 去年, 上个月, 昨天, 上周五, 近两年, 三天前, 上世纪80年代.

Most are counted from the date of the document. 次年, 当月, 同日 are counted from the date that
the text named last.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.numbers import NotANumber, amount
from extractor.resolve.period.days import Day, Span, add_days, add_months, monday, one, shift

YEAR_WORDS: Mapping[str, int] = {
    **dict.fromkeys(("今年", "本年", "这一年", "今"), 0),
    **dict.fromkeys(("去年", "上年", "上一年", "上一个年"), -1),
    "前年": -2,
    "大前年": -3,
    **dict.fromkeys(("明年", "下年", "下一年", "来年"), 1),
    "后年": 2,
}
"""Years counted from that of the document."""

TEXT_YEAR_WORDS: Mapping[str, int] = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1}
"""Years counted from the one that the text named last."""

MONTH_WORDS: Mapping[str, int] = {
    "本月": 0,
    "这个月": 0,
    "上月": -1,
    "上个月": -1,
    "上一个月": -1,
    "上一月": -1,
}
TEXT_MONTH_WORDS: Mapping[str, int] = {"当月": 0, "同月": 0, "次月": 1}
_NEXT_MONTH = ("下月", "下个月", "下一个月", "下一月")

DAY_WORDS: Mapping[str, int] = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    **dict.fromkeys(("昨天", "昨日", "昨"), -1),
    **dict.fromkeys(("今天", "今日", "本日", "即日", "今晨", "今"), 0),
    **dict.fromkeys(("明天", "明日", "明"), 1),
    "后天": 2,
    "大后天": 3,
}
TEXT_DAY_WORDS: Mapping[str, int] = {
    **dict.fromkeys(("当天", "当日", "同日", "同一天", "当"), 0),
    **dict.fromkeys(("次日", "翌日", "第二天"), 1),
    **dict.fromkeys(("此前一天", "此前一日"), -1),
}
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6, "末": 5}


AHEAD = ("未来", "今后", "接下来")
"""Words for a window that begins with the document's date."""

_NO_DAYS = (("一", "天"), ("1", "天"))
"""过去一天 is counted from the moment of speaking, not in days of the calendar."""


def whole(numeral: str) -> int | None:
    """Read a whole number in either script; ``None`` where it is none."""
    try:
        value = amount(numeral)
    except NotANumber:
        return None
    return int(value) if value == value.to_integral_value() else None


def relative_year(word: str, reference: Day | None, near: Day | None) -> int | None:
    """Give the year that a word means, or ``None`` where nothing says it."""
    word = word.removesuffix("度")
    if word in TEXT_YEAR_WORDS:
        base = near if near and near.year is not None else reference
        offset = TEXT_YEAR_WORDS[word]
    else:
        base, offset = reference, YEAR_WORDS.get(word, 0)
        if word not in YEAR_WORDS:
            return None
    return base.year + offset if base and base.year is not None else None


def relative_month(word: str, reference: Day | None, near: Day | None) -> tuple[int, int] | None:
    """Give the year and month that a word means, or ``None``."""
    word = word.replace("個", "个")
    if word in TEXT_MONTH_WORDS:
        base = near if near and near.month is not None else reference
        offset = TEXT_MONTH_WORDS[word]
    elif word in MONTH_WORDS or word in _NEXT_MONTH:
        base, offset = reference, MONTH_WORDS.get(word, 1)
    else:
        return None
    if base is None or base.year is None or base.month is None:
        return None
    return add_months(base.year, base.month, offset)


def relative_day(word: str, reference: Day | None, near: Day | None) -> Day | None:
    """Give the day that a word means, or ``None``; 当天 without a day before it is no day."""
    if word in TEXT_DAY_WORDS:
        return add_days(near, TEXT_DAY_WORDS[word]) if near else None
    if word not in DAY_WORDS or reference is None:
        return None
    return add_days(reference, DAY_WORDS[word])


def week(parts: Mapping[str, str], reference: Day | None) -> Span | None:
    """Give the week of 本周 or 上周, or its day where 上周五 names one."""
    start = monday(reference) if reference else None
    if start is None:
        return None
    word = parts.get("relative", "")
    start = add_days(start, 7 * (word.count("下") - word.count("上")))
    if start is None:
        return None
    name = parts.get("weekday")
    first = add_days(start, _WEEKDAYS[name]) if name else start
    last = first if name and name != "末" else add_days(start, 6)
    return Span(first, last) if first and last else None


def window(parts: Mapping[str, str], reference: Day | None) -> Span | None:
    """Give a time that ends or starts with the document's date: 近两年, 三个月来, 未来7天."""
    if reference is None or not reference.known or (parts.get("number"), parts.get("unit")) in _NO_DAYS:
        return None
    ahead = parts.get("direction", "") in AHEAD
    other = moved(parts, reference, 1 if ahead else -1)
    if other is None:
        return None
    span = Span(reference, other) if ahead else Span(other, reference)
    return _in_months(span, parts) if parts.get("unit") == "年" and parts.get("number") != "半" else span


def _in_months(span: Span, parts: Mapping[str, str]) -> Span:
    """Tell a window of years in months, as nobody means its days; one year is twelve of them."""
    first: Day | None = Day(*span.first[:2])
    last: Day | None = Day(*span.last[:2])
    if whole(parts["number"]) == 1 and parts.get("direction", "") in AHEAD:
        last = shift(Day(*span.last[:2]), months=-1)
    elif whole(parts["number"]) == 1:
        first = shift(Day(*span.first[:2]), months=1)
    return Span(first or span.first, last or span.last)


def ago(parts: Mapping[str, str], reference: Day | None) -> Span | None:
    """Give the year, month or day that lies so far before the document: 5年前, 三天前."""
    if reference is None or "about" in parts:
        return None  # 70多年前 is no one year
    unit = parts.get("unit")
    if unit == "年" and parts.get("number") != "半":
        count = whole(parts.get("number", ""))
        return one(reference.year - count) if count and reference.year is not None else None
    day = moved(parts, reference, -1)
    if day is None:
        return None
    return one(*day[:2]) if unit in ("月", "年") else one(*day)


def moved(parts: Mapping[str, str], day: Day, sign: int) -> Day | None:
    """Go as far from a day as ``number`` and ``unit`` say."""
    number, unit = parts.get("number", ""), parts.get("unit", "")
    if number == "半":
        return (
            shift(day, months=6 * sign)
            if unit == "年"
            else add_days(day, 15 * sign)
            if unit == "月"
            else None
        )
    count = whole(number)
    if count is None:
        return None
    if unit in ("年", "季度", "月"):
        return shift(day, months=sign * count * {"年": 12, "季度": 3, "月": 1}[unit])
    if unit in ("周", "星期"):
        return add_days(day, 7 * sign * count)
    return add_days(day, sign * count) if unit in ("天", "日") else None


def decade(parts: Mapping[str, str], reference: Day | None) -> Span | None:
    """Give the ten years of 上世纪80年代, 20世纪九十年代, 90年代."""
    count = whole(parts["decade"])
    if count is None:
        return None
    if count >= 1000:
        return Span(Day(count), Day(count + 9))
    if "relative" in parts:
        if reference is None or reference.year is None:
            return None
        start = (reference.year // 100 - (parts["relative"] == "上")) * 100
    elif "century" in parts:
        number = whole(parts["century"])
        if number is None:
            return None
        start = (number - 1) * 100
    else:
        start = 1900 if count >= 30 else 2000
    return Span(Day(start + count), Day(start + count + 9))
