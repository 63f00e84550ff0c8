"""Make an EDTF date of the parts that a rule caught.

A rule says what stands in the text: ``{"month": "4", "day": "28", "hour": "12", "minute": "46"}``.
Here those words become ``2022-04-28T12:46``. What a text leaves out comes from two places: the
date of the document, and the date that the text named last. A year that neither gives stays
open, ``XXXX-04-28``; words that fix no date at all give ``None``.

The year of a bare day is the latest that does not lie after the document. Where the text speaks
of what is to come (``ahead``) and that day is near enough, it is the next one instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .days import Day, Span, add_days, days_between, exists, month_length, one, read_day, shift, write_day
from .lunar import lunar_day
from .relative import ago, decade, relative_day, relative_month, relative_year, week, whole, window

ERAS: Mapping[str, int] = {
    "民国": 1911,
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "公元": 0,
    "西元": 0,
}
"""The year before the first of each era."""

DAYS_AHEAD = 15
"""How many days ahead a day without a month may lie."""

SHORT_YEARS_AHEAD = 10
"""A year of two digits lies at most so far after the document: 15年 in 2021 is 2015, 91年 is 1991."""

_AFTERNOON = ("下午", "午后", "傍晚", "晚上", "晚间", "夜间", "夜里", "晚", "当晚", "今晚")
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_QUARTERS = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4}
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31), "初": (1, 10)}


class Where(NamedTuple):
    """What helps to complete a date.

    Attributes:
        reference: The day of the document, as far as it is known.
        near: The date that the text named last and that this one may follow.
        ahead: How many days ahead the text may speak of; 0 where it tells what has happened.
    """

    reference: Day | None = None
    near: Day | None = None
    ahead: int = 0


def edtf_of(
    parts: Mapping[str, str], reference: str | None = None, near: str | None = None, ahead: int = 0
) -> str | None:
    """Give the EDTF date or interval that the parts of a date or period mean.

    Args:
        parts: The groups of a rule, those of the end of a span with ``to_`` before their names.
        reference: The document's date, ``YYYY-MM-DD``; a longer or shorter one will do.
        near: The EDTF of the date that the text named last, where this one may follow it.
        ahead: How many days ahead the text may speak of.

    Returns:
        EDTF, or ``None`` for words that name no date or one that does not exist.

    >>> edtf_of({"month": "4", "day": "28", "hour": "12", "minute": "46"}, "2022-06-01")
    '2022-04-28T12:46'
    >>> edtf_of({"direction": "近", "number": "两", "unit": "年"}, "2020-11-15")
    '2018-11-15/2020-11-15'
    >>> edtf_of({"month": "2", "day": "23"})
    'XXXX-02-23'
    """
    where = Where(read_day(reference), read_day(near), ahead)
    clock = _clock(parts, "")
    start = _start(parts, where)
    if start is None:
        return _times(parts, clock) if clock and not _has_date(parts) else None
    if not any(name.startswith("to_") for name in parts):
        return _write(start, clock, None)
    end = _end(parts, start, where)
    if end is None or not exists(end.last):
        return None
    return _write(Span(start.first, end.last), clock, _to_clock(parts, clock))


def _has_date(parts: Mapping[str, str]) -> bool:
    names = ("year", "month", "day", "relative", "week", "part", "half", "quarter", "decade", "event", "unit")
    return any(name in parts for name in names)


def _write(span: Span, clock: str | None, to_clock: str | None) -> str | None:
    first, last = span
    if not exists(first) or not exists(last):
        return None
    start, end = _stamp(first, clock), _stamp(last, to_clock)
    return start if first == last and to_clock is None else f"{start}/{end}"


def _stamp(day: Day, clock: str | None) -> str:
    if clock is None or day.day is None:
        return write_day(day)
    return write_day(day) + clock


def _times(parts: Mapping[str, str], clock: str) -> str:
    """Write a time of day without a day."""
    to_clock = _to_clock(parts, clock)
    return f"{clock}/{to_clock}" if to_clock else clock


def _clock(parts: Mapping[str, str], prefix: str, daypart: str | None = None) -> str | None:
    """Read the time of day; one without an hour (早上) is none. 24时 stays T24:00, on the day it is said of."""
    if prefix + "hour" not in parts:
        return None
    hour = whole(parts[prefix + "hour"])
    said = parts.get(prefix + "minute", "0")
    minute = _MINUTES.get(said, whole(said))
    if hour is None or minute is None:
        return None
    daypart = parts.get(prefix + "clock", daypart)
    if daypart in _AFTERNOON and hour < 12:
        hour += 12
    elif daypart in ("中午", "正午", "午间") and hour < 6:
        hour += 12
    elif daypart in ("凌晨", "半夜", "深夜", "午夜") and hour == 12:
        hour = 0
    seconds = f":{parts[prefix + 'second']}" if prefix + "second" in parts else ""
    return f"T{hour:02d}:{minute:02d}{seconds}" if hour <= 24 else None


def _to_clock(parts: Mapping[str, str], clock: str | None) -> str | None:
    """Read the time at the end of a span; 晚上7时到8时 says 晚上 once for both."""
    same_day = not any(name in parts for name in ("to_day", "to_month", "to_relative"))
    return _clock(parts, "to_", parts.get("clock") if clock and same_day else None)


def _start(parts: Mapping[str, str], where: Where) -> Span | None:
    """Find the day, month or longer time that the parts name, without the end of a span."""
    if "lunar_day" in parts:
        return lunar_day(parts, where.reference)
    if "decade" in parts:
        return decade(parts, where.reference)
    if "week" in parts:
        return week(parts, where.reference)
    if "unit" in parts and "number" in parts:
        return _counted(parts, where)
    relative = parts.get("relative", "")
    if relative and not parts.get("quarter", "").endswith(("季度", "季")):
        month = relative_month(relative, where.reference, where.near)
        if month:
            return _in_month(parts, month[0], month[1])
        day = relative_day(relative, where.reference, where.near) if _is_day_word(relative, parts) else None
        if day:
            return one(*day)
    return _in_year(parts, where)


def _is_day_word(relative: str, parts: Mapping[str, str]) -> bool:
    """Tell whether a word names a day; 今 and 当 do before 晚 alone."""
    return relative.endswith(("天", "日", "晨")) or (len(relative) == 1 and "clock" in parts)


def _counted(parts: Mapping[str, str], where: Where) -> Span | None:
    """Find a time by its length: 近两年, 三天前, 前11个月, 2021年的最后4个月."""
    direction = parts.get("direction", "来")
    if direction in ("前", "头", "后", "最后"):
        return _in_year(parts, where)
    if direction == "ago":
        return ago(parts, where.reference)
    return window(parts, where.reference)


def _year(parts: Mapping[str, str], where: Where, prefix: str = "") -> int | None:
    """Read the year that the text gives, in digits, in an era or by a word."""
    if prefix + "year" in parts:
        text = parts[prefix + "year"]
        value = 1 if text == "元" else whole(text)
        if value is None:
            return None
        if "era" in parts:
            return ERAS[parts["era"]] + value
        return value if len(text) > 2 or value > 99 else _full_year(value, where.reference)
    if prefix + "relative" in parts:
        return relative_year(parts[prefix + "relative"], where.reference, where.near)
    return None


def _full_year(short: int, reference: Day | None) -> int:
    limit = (reference.year if reference and reference.year is not None else 2040) + SHORT_YEARS_AHEAD
    return 2000 + short if 2000 + short <= limit else 1900 + short


def _in_year(parts: Mapping[str, str], where: Where) -> Span | None:
    year = _year(parts, where)
    if ("year" in parts or "relative" in parts) and year is None and "quarter" not in parts:
        return None
    if "month" in parts:
        return _by_month(parts, year, where)
    if "day" in parts:
        return _by_day(parts, where)
    if "half" in parts or "quarter" in parts or ("unit" in parts and "number" in parts):
        return _by_months(parts, year, where)
    if "part" in parts:
        return _by_part(parts, year, where)
    return one(year) if year is not None else None


def _by_month(parts: Mapping[str, str], year: int | None, where: Where) -> Span | None:
    said = parts["month"]
    month = 1 if said in ("元", "首") else whole(said)
    if month is None or not 1 <= month <= 12:
        return None
    day = whole(parts["day"]) if "day" in parts else None
    if year is None:
        until = whole(parts.get("to_month", "")) if day is None and "to_year" not in parts else None
        year = _likely_year(Day(None, until if until and until > month else month, day), where)
        if "to_year" in parts and where.reference is None:
            year = _year(parts, where, "to_")
    if day is not None:
        return one(year, month, day)
    return _in_month(parts, year, month)


def _likely_year(day: Day, where: Where) -> int | None:
    """Choose the year of a month or day that has none of its own.

    It is that of the date before it where the text can go on from there, else the latest
    that the document's date allows.
    """
    reference, near = where.reference, where.near
    month, number = day.month or 1, day.day or 1
    if near and near.year is not None and (month, number) >= (near.month or 1, (near.day or 1) if day.day else 1):
        if reference is None or (near.year, month, number) <= _latest(reference) or where.ahead:
            return near.year
    if reference is None or reference.year is None:
        return None
    here = Day(reference.year, month, number)
    if here <= _latest(reference):
        year = reference.year
        later = Day(year + 1, month, number)
    else:
        year, later = reference.year - 1, here
    soon = add_days(reference, where.ahead)
    if where.ahead and soon and here != reference and later <= soon and day.day is not None:
        return later.year
    if where.ahead and soon and day.day is None and later <= soon and month != reference.month:
        return later.year
    return year


def _latest(day: Day) -> Day:
    """Fill a day up to the latest that it can be."""
    month = day.month or 12
    return Day(day.year, month, day.day or month_length(day.year, month))


def _by_day(parts: Mapping[str, str], where: Where) -> Span | None:
    """Find the month of a day that has none: the nearest to the date before it, else the latest that fits.

    Texts tell in order and of what has happened; a day the other way counts as three times as far.
    """
    number = whole(parts["day"])
    if number is None or not 1 <= number <= 31:
        return None
    near, reference = where.near, where.reference
    if near and near.month is not None and (near.year is None or near.day is None):
        return one(near.year, near.month, number)
    anchors = [day for day in (near, reference) if day and day.known]
    if not anchors:
        return one(None, None, number) if near is None else one(near.year, near.month, number)
    days = [day for anchor in anchors for day in _same_days(anchor, number)]
    if reference and reference.known:
        limit = add_days(reference, DAYS_AHEAD)
        days = [day for day in days if limit is None or day <= limit or day == near]
    return one(*min(days, key=lambda day: _distance(day, near, reference))) if days else None


def _same_days(anchor: Day, number: int) -> list[Day]:
    """Give the days with that number in the months around another day."""
    months = [shift(Day(anchor.year, anchor.month), months=count) for count in (-2, -1, 0, 1)]
    return [day for month in months if month for day in [Day(*month[:2], number)] if exists(day)]


def _distance(day: Day, near: Day | None, reference: Day | None) -> int:
    """Count how far a day lies behind the date before it, or before the document's; the other way counts thrice."""
    ways = []
    if near and near.known:
        ways.append(days_between(near, day))
    if reference and reference.known:
        ways.append(days_between(day, reference))
    return min(way if way >= 0 else -3 * way for way in ways)


def _in_month(parts: Mapping[str, str], year: int | None, month: int) -> Span:
    """Narrow a month down to the part or day of it that is named."""
    length = month_length(year, month)
    if "day" in parts:
        return one(year, month, whole(parts["day"]))
    part = parts.get("part", "").removeprefix("月")
    if part in ("底", "末"):
        return one(year, month, length)
    if part in _TENTHS:
        first, last = _TENTHS[part]
        return Span(Day(year, month, first), Day(year, month, min(last, length)))
    return one(year, month)


def _by_months(parts: Mapping[str, str], year: int | None, where: Where) -> Span | None:
    """Find half a year, a quarter, or a year's first or last months."""
    if parts.get("quarter", "").endswith("季度") and parts["quarter"][0] in "本上下":
        return _this_quarter(parts["quarter"], where.reference)
    if parts.get("unit") == "天" and year is not None:
        count = whole(parts["number"])
        last = add_days(Day(year, 1, 1), count - 1) if count else None
        return Span(Day(year, 1, 1), last) if last else None
    months = _months(parts)
    if months is None:
        return None
    first, last = months
    if year is None:
        year = _year_of_months(first if "number" not in parts else last, where)
    return Span(Day(year, first), Day(year, last)) if 1 <= first <= last <= 12 else None


def _months(parts: Mapping[str, str]) -> tuple[int, int] | None:
    """Give the first and last month of a half, a quarter or 前11个月."""
    if "half" in parts:
        return (1, 6) if parts["half"][0] in "上前" else (7, 12)
    if "quarter" in parts:
        text = parts["quarter"].lstrip("第Qq")
        number = _QUARTERS.get(text[0]) or whole(text[0])
        return (3 * number - 2, 3 * number) if number else None
    count = whole(parts["number"])
    if count is None:
        return None
    count *= 3 if parts["unit"] == "季度" else 1
    return (1, count) if parts.get("direction") in ("前", "头") else (13 - count, 12)


def _year_of_months(month: int, where: Where) -> int | None:
    near, reference = where.near, where.reference
    if near and near.year is not None:
        return near.year
    if reference is None or reference.year is None:
        return None
    return reference.year - (month > (reference.month or 12) and not where.ahead)


def _this_quarter(word: str, reference: Day | None) -> Span | None:
    if reference is None or reference.year is None or reference.month is None:
        return None
    start = Day(reference.year, (reference.month - 1) // 3 * 3 + 1)
    first = shift(start, months={"本": 0, "上": -3, "下": 3}[word[0]])
    last = shift(first, months=2) if first else None
    return Span(first, last) if first and last else None


def _by_part(parts: Mapping[str, str], year: int | None, where: Where) -> Span | None:
    """Find the part of a year or month that 年底, 月初 or 上旬 names."""
    part = parts["part"]
    if part.startswith("月") or part in _TENTHS and part != "初":
        base = where.near if where.near and where.near.month is not None else where.reference
        if base is None or base.month is None:
            return None
        return _in_month(parts, base.year, base.month)
    if year is None:
        base = where.near if where.near and where.near.year is not None else where.reference
        if base is None or base.year is None:
            return None
        year = base.year
    part = part.removeprefix("年")
    if part == "末":
        return one(year, 12, 31)
    month = {"底": 12, "初": 1, "中": 6}.get(part)
    return one(year, month) if month else one(year)


def _end(parts: Mapping[str, str], start: Span, where: Where) -> Span | None:
    """Find where a span ends; what it leaves out is as at its start."""
    names = {name[3:]: value for name, value in parts.items() if name.startswith("to_")}
    first = start.first
    relative = names.get("relative", "")
    if relative in ("现在", "今"):
        return one(*where.reference) if where.reference else None
    if not names.keys() - {"clock", "hour", "minute", "second"}:
        return start
    day = relative_day(relative, where.reference, first) if relative else None
    if day:
        return one(*day)
    month = relative_month(relative, where.reference, first) if relative else None
    if month:
        return _in_month(names, *month)
    year = _year(names, Where(where.reference, first), "")
    if not names.keys() & {"month", "day", "part"}:
        return one(year)
    if "month" not in names and "day" in names:
        return _end_day(whole(names["day"]), year, first)
    if "month" not in names:
        return _by_part(names, year, where)
    number = whole(names["month"])
    if number is None:
        return None
    if year is None:
        year = first.year
        if year is not None and first.month is not None and number < first.month:
            year += 1
    return _in_month(names, year, number)


def _end_day(number: int | None, year: int | None, first: Day) -> Span | None:
    """Find the month of a span's last day: that of its first, or the next where the number is smaller."""
    if number is None:
        return None
    month = Day(year if year is not None else first.year, first.month)
    if first.day is not None and number < first.day:
        month = shift(month, months=1) or month
    return one(month.year, month.month, number)
