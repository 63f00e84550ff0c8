"""Parts of a year or month: 上半年, 三季度, 前11个月, 年底, 3月末, 上旬."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.resolve.period.completion import Where, year_of_months
from extractor.resolve.period.days import Day, Span, add_days, month_length, one, shift
from extractor.resolve.period.relative import whole

_QUARTERS = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4}
_TENTHS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中下旬": (11, 31),
    "上半月": (1, 15),
    "下半月": (16, 31),
    "初": (1, 10),
}


def in_month(parts: Mapping[str, str], year: int | None, month: int) -> Span:
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


def by_months(parts: Mapping[str, str], year: int | None, where: Where) -> Span | None:
    """Find half a year, a quarter, or a year's first or last months."""
    if parts.get("quarter", "").endswith("季度") and parts["quarter"][0] in "本上下":
        return _this_quarter(parts["quarter"], where.reference)
    if parts.get("unit") == "天" and year is not None:
        count = whole(parts["number"])
        end = add_days(Day(year, 1, 1), count - 1) if count else None
        return Span(Day(year, 1, 1), end) if end else None
    months = _months(parts)
    if months is None:
        return None
    first, last = months
    if year is None:
        year = year_of_months(first if "number" not in parts else last, where)
    return Span(Day(year, first), Day(year, last)) if 1 <= first <= last <= 12 else None


def _months(parts: Mapping[str, str]) -> tuple[int, int] | None:
    """Give the first and last month of a half, a quarter or 前11个月."""
    if "half" in parts:
        return (1, 6) if parts["half"][0] in "上前" else (7, 12)
    if "quarter" in parts:
        text = parts["quarter"].lstrip("第Qq")
        number = _QUARTERS.get(text[0]) or whole(text[0])
        first = 0 if parts.get("part") in ("末", "底") else 2  # 三季度末 is its last month
        return (3 * number - first, 3 * number) if number else None
    count = whole(parts["number"])
    if count is None:
        return None
    count *= 3 if parts["unit"] == "季度" else 1
    return (1, count) if parts.get("direction") in ("前", "头") else (13 - count, 12)


def _this_quarter(word: str, reference: Day | None) -> Span | None:
    if reference is None or reference.year is None or reference.month is None:
        return None
    start = Day(reference.year, (reference.month - 1) // 3 * 3 + 1)
    first = shift(start, months={"本": 0, "上": -3, "下": 3}[word[0]])
    last = shift(first, months=2) if first else None
    return Span(first, last) if first and last else None


def by_part(parts: Mapping[str, str], year: int | None, where: Where) -> Span | None:
    """Find the part of a year or month that 年底, 月初 or 上旬 names."""
    part = parts["part"]
    if part.startswith("月") or (part in _TENTHS and part != "初"):
        base = where.near if where.near and where.near.month is not None else where.reference
        if base is None or base.month is None:
            return None
        return in_month(parts, base.year, base.month)
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
