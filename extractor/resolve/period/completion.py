"""Complete a date that lacks its year or month, from the date before it and that of the document.

Two habits of texts decide: they tell in order, so a date goes on from the one before it rather
than back, and they tell what has happened, so a date does not lie behind its document unless
the text says that it speaks of what is to come.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.resolve.period.days import Day, Span, add_days, days_between, exists, month_length, one, shift

A_MONTH = 31
"""Who looks so far ahead speaks of what is to come; less is only a day or two forward."""

DAYS_AHEAD = 15
"""How many days ahead a day without a month may lie."""


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


def likely_year(day: Day, where: Where) -> int | None:
    """Choose the year of a month or day that has none of its own.

    It is that of the date before it where the text can go on from there, else the latest
    that the document's date allows.
    """
    reference, near = where.reference, where.near
    month, number = day.month or 1, day.day or 1
    if (
        near
        and near.year is not None
        and (month, number) >= (near.month or 1, (near.day or 1) if day.day else 1)
    ) and (reference is None or (near.year, month, number) <= _latest(reference) or where.ahead >= A_MONTH):
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


def likely_day(number: int | None, where: Where) -> Span | None:
    """Find the month of a day that has none: the nearest to the date before it, else the latest that fits.

    Texts tell in order and of what has happened; a day the other way is thought unlikely.
    """
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
    """Count how far a day lies from the date before it, or from the document's.

    A text goes on from its last date, so going back counts four times; it tells what has
    happened, so lying behind the document counts three times, and some more where no date
    before it leads there.
    """
    late = days_between(reference, day) if reference and reference.known else 0
    if near and near.known:
        on = days_between(near, day)
        return (on if on >= 0 else -4 * on) + 3 * max(late, 0)
    return 10 + 3 * late if late > 0 else -late


def year_of_months(month: int, where: Where) -> int | None:
    """Choose the year of a half, a quarter or 前11个月 by the month that it must have reached."""
    near, reference = where.near, where.reference
    if near and near.year is not None:
        return near.year
    if reference is None or reference.year is None:
        return None
    return reference.year - (month > (reference.month or 12) and where.ahead < A_MONTH)
