"""What a stated number leaves room for, and exact arithmetic with that room.

A number that is written 9.62万亿 was rounded to its last digit, so that it may stand for anything
from 9.615 to 9.625; 359个 was counted and is 359. Sums and shares of such numbers agree with what
a report says where the rooms of both overlap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, localcontext
from typing import NamedTuple

from extractor.types import Fact

ABOUT = Decimal("0.1")
"""The part of a number by which 约 and 左右 may be off."""
_ARABIC = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_PRECISION = 60


class Room(NamedTuple):
    """All that a number may stand for, both ends included; ``None`` is open."""

    low: Decimal | None
    high: Decimal | None

    def __add__(self, other: object) -> Room:
        """Add two numbers."""
        if not isinstance(other, Room):
            return NotImplemented
        return Room(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def __sub__(self, other: Room) -> Room:
        """Take a number from another."""
        return Room(
            None if self.low is None or other.high is None else self.low - other.high,
            None if self.high is None or other.low is None else self.high - other.low,
        )

    def over(self, other: Room) -> Room:
        """Divide by a number; nothing is known of the quotient where either may not be above zero."""
        if self.low is None or self.low < 0 or other.low is None or other.low <= 0:
            return Room(None, None)
        with localcontext() as context:
            context.prec = _PRECISION
            return Room(
                None if other.high is None else self.low / other.high,
                None if self.high is None else self.high / other.low,
            )

    def times(self, factor: int) -> Room:
        """Multiply by a number above zero."""
        return Room(
            None if self.low is None else self.low * factor, None if self.high is None else self.high * factor
        )

    def widened(self, by: Decimal) -> Room:
        """Give as much more room on both sides."""
        return Room(
            None if self.low is None else self.low - by, None if self.high is None else self.high + by
        )

    def gap(self, other: Room) -> Decimal:
        """Say how far two numbers are apart at the least: 0 where they may be the same."""
        if self.low is not None and other.high is not None and other.below(self):
            return self.low - other.high
        if other.low is not None and self.high is not None and self.below(other):
            return other.low - self.high
        return Decimal(0)

    def below(self, other: Room) -> bool:
        """Say whether a number is less than another, whatever they stand for."""
        return self.high is not None and other.low is not None and self.high < other.low

    def meets(self, other: Room) -> bool:
        """Say whether two numbers may be the same."""
        return self.gap(other) == 0


NOTHING = Room(Decimal(0), Decimal(0))


def total(rooms: Iterable[Room]) -> Room:
    """Add numbers up."""
    return sum(rooms, NOTHING)


def room(fact: Fact) -> Room:
    """Give what the number of a fact may stand for, its rounding included."""
    value = fact.value
    if not isinstance(value, Decimal):
        return Room(fact.low, fact.high)
    margin = step(fact) / 2
    match fact.qualifier:
        case "exact":
            return Room(value - margin, value + margin)
        case "about":
            margin = max(abs(value) * ABOUT, margin)
            return Room(value - margin, value + margin)
        case "over" | "at_least":
            return Room(value if fact.low is None else fact.low, fact.high)
        case "under" | "at_most":
            return Room(fact.low, value if fact.high is None else fact.high)
    return Room(fact.low, fact.high)


def step(fact: Fact) -> Decimal:
    """Give what the last digit is worth that a number is written with; 0 where it was counted one by one.

    >>> from extractor import extract
    >>> [step(fact) for fact in extract("出口9.62万亿元，查处359起，占98.5%。")]
    [Decimal('1E+10'), Decimal('0'), Decimal('0.1')]
    """
    if not isinstance(fact.value, Decimal):
        return Decimal(0)
    found = _ARABIC.search(unicodedata.normalize("NFKC", fact.text))
    if found is None:
        return Decimal(0) if fact.kind == "count" else _last_digit(fact.value)
    number = Decimal(found[0].replace(",", ""))
    last = Decimal(1).scaleb(-len(found[1] or ""))
    with localcontext() as context:
        context.prec = _PRECISION
        worth = abs(last * fact.value / number) if number else last
    return Decimal(0) if fact.kind == "count" and worth <= 1 else worth


def _last_digit(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
