"""How an audit writes numbers, and what it takes for the same unit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from extractor.emit.number import plain
from extractor.types import Fact

SAME_UNIT = {"名": "人", "位": "人", "件": "起", "宗": "起", "度": "千瓦时"}
"""Units that stand for another, so that 3名 and 3人 are the same number."""


def unit_of(fact: Fact) -> str | None:
    """Give the unit by which two facts can be compared."""
    return SAME_UNIT.get(fact.unit or "", fact.unit)


def said(fact: Fact) -> str:
    """Give a fact's number as its source writes it, on one line."""
    return "".join(fact.text.split())


def number(value: Decimal, places: int = 2) -> str:
    """Write what was worked out, to so many places."""
    try:
        return plain(round(value, places))
    except InvalidOperation:  # more digits than decimals are worked with
        return plain(value)
