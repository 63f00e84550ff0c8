"""Days that may be known in part: a year, a month of it, a day of that, and spans between two of them.

What the text leaves open stays open: ``Day(None, 2, 23)`` is 23 February of a year that nobody
named, written ``XXXX-02-23``. Everything is a plain tuple, so that days compare as tuples where
all their parts are known.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

_DAY = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d))?)?")


class Day(NamedTuple):
    """A day, or the month or year of one. A missing part is ``None``; parts go missing from either end."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def known(self) -> bool:
        """Whether year, month and day are all there."""
        return self.year is not None and self.month is not None and self.day is not None


class Span(NamedTuple):
    """From one day to another, both included; the same twice for one day, month or year."""

    first: Day
    last: Day


def one(year: int | None, month: int | None = None, day: int | None = None) -> Span:
    """Make the span of one day, month or year."""
    only = Day(year, month, day)
    return Span(only, only)


@lru_cache(maxsize=1024)
def read_day(edtf: str | None) -> Day | None:
    """Read the first day of an EDTF date or interval, as far as it is known.

    >>> read_day("2022-04-28T12:46/..")
    Day(year=2022, month=4, day=28)
    >>> read_day("../2022-06-15")
    Day(year=2022, month=6, day=15)
    """
    for end in (edtf or "").split("/"):
        found = _DAY.match(end)
        if found:
            year, month, day = found.groups()
            return Day(_part(year), _part(month), _part(day))
    return None


def _part(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdigit() else None


def write_day(day: Day) -> str:
    """Write a day in EDTF; ``XXXX`` and ``XX`` stand for what is not known.

    >>> write_day(Day(None, 2, 23))
    'XXXX-02-23'
    """
    text = "XXXX" if day.year is None else f"{day.year:04d}"
    if day.month is None and day.day is None:
        return text
    text += "-XX" if day.month is None else f"-{day.month:02d}"
    return text if day.day is None else f"{text}-{day.day:02d}"


def exists(day: Day) -> bool:
    """Tell whether the calendar has such a day; 29 February passes where the year is open."""
    if day.year is not None and not 0 <= day.year <= 9999:
        return False
    if day.month is not None and not 1 <= day.month <= 12:
        return False
    return day.day is None or 1 <= day.day <= month_length(day.year, day.month)


def month_length(year: int | None, month: int | None) -> int:
    """Give the number of days in a month, the most there can be where year or month is open."""
    if month is None:
        return 31
    return calendar.monthrange(year if year is not None else 2000, month)[1]


def reach(edtf: str) -> tuple[Day, Day] | None:
    """Give the first and last day of an EDTF date or interval, open ends as far as days go.

    >>> reach("2022-02")
    (Day(year=2022, month=2, day=1), Day(year=2022, month=2, day=28))
    >>> reach("2022-02-03/..")
    (Day(year=2022, month=2, day=3), Day(year=9999, month=12, day=31))

    Returns:
        ``None`` where a year is not known.
    """
    start, _, end = edtf.partition("/")
    first = Day(0) if start == ".." else read_day(start)
    last = Day(9999) if end == ".." else read_day(end or start)
    if first is None or last is None or first.year is None or last.year is None:
        return None
    month = last.month or 12
    return (
        Day(first.year, first.month or 1, first.day or 1),
        Day(last.year, month, last.day or month_length(min(last.year, 9998), month)),
    )


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Go ``count`` months on, or back where it is negative."""
    whole = year * 12 + month - 1 + count
    return whole // 12, whole % 12 + 1


def add_days(day: Day, count: int) -> Day | None:
    """Go ``count`` days on from a day that is wholly known; ``None`` for others and beyond the calendar."""
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        moved = dt.date(day.year, day.month, day.day) + dt.timedelta(days=count)
    except OverflowError:  # 9999-12-31 is what some databases give where a date is missing
        return None
    return Day(moved.year, moved.month, moved.day)


def days_between(first: Day, last: Day) -> int:
    """Count the days from one day to another; what is not known counts as the first."""
    ends = [dt.date(day.year or 1, day.month or 1, day.day or 1) for day in (first, last)]
    return (ends[1] - ends[0]).days


def shift(day: Day, years: int = 0, months: int = 0) -> Day | None:
    """Go years and months on; 31 January and one month are the last of February."""
    if day.year is None or day.month is None:
        return None
    year, month = add_months(day.year, day.month, years * 12 + months)
    return Day(year, month, day.day and min(day.day, month_length(year, month)))


def monday(day: Day) -> Day | None:
    """Give the Monday of the week of a day that is wholly known, else ``None``."""
    if day.year is None or day.month is None or day.day is None:
        return None
    return add_days(day, -dt.date(day.year, day.month, day.day).weekday())
