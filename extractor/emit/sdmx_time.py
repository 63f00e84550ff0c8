"""EDTF periods as SDMX writes them: a year, a quarter, a day, or a start with a duration.

SDMX knows Gregorian periods (``2022``, ``2022-05``, ``2022-05-01``), points in time, reporting periods
(``2022-Q3``, ``2022-S1`` for a half-year) and ranges of a start and a duration (``2022-01-01/P8M``); see its
Technical Notes, "Time and Time Format". It has none that is open at an end, and none of an unknown year.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import NamedTuple

OPEN = ".."

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d)?)?)?)?")
_DAY = dt.timedelta(days=1)


class _Span(NamedTuple):
    """What a year, month, day or minute covers: from its first moment to the one behind its last."""

    start: dt.datetime
    end: dt.datetime


def time_period(edtf: str, until: str | None = None) -> str | None:
    """Write a period as SDMX does.

    A period that is open at its start (截至6月15日) stands for the time up to which was counted and
    becomes its end; one that is open at its end (今年以来) is closed by the day on which it was said.

    Args:
        edtf: A date or an interval.
        until: The day of the document, ``YYYY-MM-DD``, where it is known.

    Returns:
        The period, or ``None`` where SDMX has none: the year is not known, or the end is open.

    >>> time_period("2022-07/2022-09"), time_period("2022-01/2022-06"), time_period("2022-01/2022-08")
    ('2022-Q3', '2022-S1', '2022-01-01/P8M')
    >>> time_period("../2022-06-15"), time_period("2022-01/..", "2022-01-20"), time_period("XXXX-02-23")
    ('2022-06-15', '2022-01-01/P20D', None)
    """
    first, is_interval, last = edtf.partition("/")
    if is_interval and first == OPEN:
        first, is_interval = last, ""
    if last == OPEN:
        last = (until or "")[:10]
    start = _span(first)
    end = _span(last) if is_interval else start
    if start is None or end is None:
        return None
    if "T" not in edtf:
        return _days(start.start.date(), end.end.date() - _DAY) if start.start < end.end else None
    if start.start == end.end:
        return _moment(start.start)
    if start.start > end.end:
        return None
    return f"{_moment(start.start)}/{_duration(end.end - start.start)}"


def _span(text: str) -> _Span | None:
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute = (None if part is None else int(part) for part in found.groups())
    try:
        start = dt.datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0)  # noqa: DTZ001  a place's own time
        if hour is not None:
            return _Span(start, start)
        if day is not None:
            return _Span(start, start + _DAY)
        last_month = month or 12
        last = dt.datetime(start.year, last_month, monthrange(start.year, last_month)[1])  # noqa: DTZ001
        return _Span(start, last + _DAY)
    except (ValueError, OverflowError):  # no day of the calendar, or behind its last
        return None


def _days(first: dt.date, last: dt.date) -> str:
    """Write whole days from the first to the last, both included."""
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        days = (last - first).days + 1
        return str(first) if days == 1 else f"{first}/P{days}D"
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months == 1:
        return f"{first:%Y-%m}"
    if months in (3, 6, 12) and (first.month - 1) % months == 0:
        part = (first.month - 1) // months + 1
        return f"{first:%Y}" + {3: f"-Q{part}", 6: f"-S{part}", 12: ""}[months]
    return f"{first}/P{months // 12}Y" if months % 12 == 0 else f"{first}/P{months}M"


def _moment(at: dt.datetime) -> str:
    return at.isoformat(timespec="seconds")


def _duration(length: dt.timedelta) -> str:
    hours, minutes = divmod(length.seconds // 60, 60)
    days = f"{length.days}D" if length.days else ""
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return f"P{days}" + (f"T{time}" if time else "")
