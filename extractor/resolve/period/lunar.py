"""Days of the Chinese calendar: 正月初六, 农历八月十五.

The calendar itself is a table of `lunardate`, loaded when the first such day is met.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.resolve.period.days import Day, Span, one
from extractor.resolve.period.relative import relative_year, whole

_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def lunar_day(parts: Mapping[str, str], reference: Day | None) -> Span | None:
    """Give the day that a lunar date is, the latest that the document's date allows where it lacks a year.

    Returns:
        The day, or ``None`` where no year is known or that year has no such day.
    """
    month = _MONTHS.get(parts["lunar_month"]) or whole(parts["lunar_month"])
    number = whole(parts["lunar_day"].removeprefix("初"))
    if month is None or number is None:
        return None
    leap = "leap" in parts
    if "year" in parts:
        year = whole(parts["year"])
        day = _solar(year, month, number, leap) if year else None
        return one(*day) if day else None
    if "relative" in parts:
        year = relative_year(parts["relative"], reference, None)
        day = _solar(year, month, number, leap) if year else None
        return one(*day) if day else None
    if reference is None or reference.year is None:
        return None
    for year in (reference.year, reference.year - 1):
        day = _solar(year, month, number, leap)
        if day and day <= Day(reference.year, reference.month or 12, reference.day or 31):
            return one(*day)
    return None


def _solar(year: int, month: int, day: int, leap: bool) -> Day | None:
    """Look a lunar day up; ``None`` where the table has none."""
    from lunardate import LunarDate  # noqa: PLC0415  a table of 200 years that most documents never need

    try:
        solar = LunarDate(year, month, day, leap).to_solar_date()
    except ValueError:
        return None
    return Day(solar.year, solar.month, solar.day)
