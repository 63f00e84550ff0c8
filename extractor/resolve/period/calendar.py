"""Make an EDTF date of the parts that a rule caught.

A rule says what stands in the text: ``{"month": "4", "day": "28", "hour": "12", "minute": "46"}``.
Here those words become ``2022-04-28T12:46``. What a text leaves out comes from two places: the
date of the document, and the date that the text named last. A year that neither gives stays
open, ``XXXX-04-28``; words that fix no date at all give ``None``.

The year of a bare day is the latest that does not lie after the document. Where the text speaks
of what is to come (``ahead``) and that day is near enough, it is the next one instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from extractor.resolve.period.completion import Where, likely_day, likely_year
from extractor.resolve.period.days import Day, Span, exists, one, read_day, shift, write_day
from extractor.resolve.period.lunar import lunar_day
from extractor.resolve.period.portions import by_months, by_part, in_month
from extractor.resolve.period.relative import (
    ago,
    decade,
    relative_day,
    relative_month,
    relative_year,
    week,
    whole,
    window,
)

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

SHORT_YEARS_AHEAD = 10
"""A year of two digits lies at most so far after the document: 15年 in 2021 is 2015, 91年 is 1991."""

_READERS: Mapping[str, Callable[[Mapping[str, str], Day | None], Span | None]] = {
    "lunar_day": lunar_day,
    "decade": decade,
    "week": week,
}
"""Dates that need nothing but the day of the document, by the group that tells them."""

_AFTERNOON = ("下午", "午后", "傍晚", "晚上", "晚间", "夜间", "夜里", "晚", "当晚", "今晚")
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}


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
    '2018-11/2020-11'
    >>> edtf_of({"month": "2", "day": "23"})
    'XXXX-02-23'
    """
    return _edtf(tuple(parts.items()), reference, near, ahead)


@lru_cache(maxsize=1024)
def _edtf(
    items: tuple[tuple[str, str], ...], reference: str | None, near: str | None, ahead: int
) -> str | None:
    parts = dict(items)
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
    """Read the time of day; one without an hour (早上) is none. 24时 stays T24:00 of its day."""
    if prefix + "hour" not in parts:
        return None
    hour = whole(parts[prefix + "hour"])
    said = parts.get(prefix + "minute", "0")
    minute = _MINUTES.get(said, whole(said))
    if hour is None or minute is None:
        return None
    daypart = parts.get(prefix + "clock", daypart)
    if (daypart in _AFTERNOON and hour < 12) or (daypart in ("中午", "正午", "午间") and hour < 6):
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
    for name, read in _READERS.items():
        if name in parts:
            return read(parts, where.reference)
    if "unit" in parts and "number" in parts:
        return _counted(parts, where)
    relative = parts.get("relative", "")
    if relative and not parts.get("quarter", "").endswith(("季度", "季")):
        month = relative_month(relative, where.reference, where.near)
        day = relative_day(relative, where.reference, where.near) if _is_day_word(relative, parts) else None
        if month or day:
            return in_month(parts, *month) if month else one(*day) if day else None
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
        if value is None or not value < 8000:
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
        return _by_day(whole(parts["day"]), year, where)
    if "half" in parts or "quarter" in parts or ("unit" in parts and "number" in parts):
        return by_months(parts, year, where)
    if "part" in parts:
        return by_part(parts, year, where)
    return one(year) if year is not None else None


def _by_day(number: int | None, year: int | None, where: Where) -> Span | None:
    """Find the month of a day; with a year that is that of the document, as in 去年本月十日."""
    if year is not None and where.reference and where.reference.month is not None:
        return one(year, where.reference.month, number)
    return likely_day(number, where)


def _by_month(parts: Mapping[str, str], year: int | None, where: Where) -> Span | None:
    said = parts["month"]
    month = 1 if said in ("元", "首") else whole(said)
    if month is None or not 1 <= month <= 12:
        return None
    day = whole(parts["day"]) if "day" in parts else None
    if year is None:
        until = whole(parts.get("to_month", "")) if day is None and "to_year" not in parts else None
        late = until if until and until > month else month
        now = where.reference
        if now and now.year is not None and now.month is not None and month <= now.month < late:
            late = month  # 5月至8月 in May is under way
        year = likely_year(Day(None, late, day), where)
        if "to_year" in parts:
            year = _not_after_end(parts, year, month, where)
    if day is not None:
        return one(year, month, day)
    return in_month(parts, year, month)


def _not_after_end(parts: Mapping[str, str], year: int | None, month: int, where: Where) -> int | None:
    """Let a span whose end has a year begin before that: 11月至2020年2月."""
    last = _year(parts, where, "to_")
    if last is None:
        return year
    latest = last - (month > (whole(parts.get("to_month", "")) or 12))
    return latest if year is None else min(year, latest)


def _end(parts: Mapping[str, str], start: Span, where: Where) -> Span | None:
    """Find where a span ends; what it leaves out is as at its start."""
    names = {name[3:]: value for name, value in parts.items() if name.startswith("to_")}
    relative = names.get("relative", "")
    if relative in ("现在", "今"):
        return one(*where.reference) if where.reference else None
    if not names.keys() - {"clock", "hour", "minute", "second"}:
        return start
    if relative:
        day = relative_day(relative, where.reference, start.first)
        month = relative_month(relative, where.reference, start.first)
        if day or month:
            return one(*day) if day else in_month(names, *month) if month else None
    return _end_of(names, _year(names, Where(where.reference, start.first)), start.first, where)


def _end_of(names: Mapping[str, str], year: int | None, first: Day, where: Where) -> Span | None:
    """Find the end of a span from its own year, month, day or part."""
    if "month" not in names:
        if "day" in names:
            return _end_day(whole(names["day"]), year, first)
        return by_part(names, year, where) if "part" in names else one(year)
    month = whole(names["month"])
    if month is None or not 1 <= month <= 12:
        return None
    if year is None and first.year is not None:
        year = first.year + (first.month is not None and month < first.month)
    return in_month(names, year, month)


def _end_day(number: int | None, year: int | None, first: Day) -> Span | None:
    """Find the month of a span's last day: that of its first, or the next where the number is smaller."""
    if number is None:
        return None
    month = Day(year if year is not None else first.year, first.month)
    if first.day is not None and number < first.day:
        month = shift(month, months=1) or month
    return one(month.year, month.month, number)
