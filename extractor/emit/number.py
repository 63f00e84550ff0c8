"""Exact numbers as they are written out: 1.4E+7 as 14000000, 33.330 as 33.33, and no digit lost."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import orjson


@lru_cache(maxsize=1 << 12)
def plain(number: Decimal) -> str:
    """Write a number with all its digits, without exponent and without zeros at the end of a fraction.

    >>> plain(Decimal("2.112089E+9")), plain(Decimal("33.330")), plain(Decimal("-0.0"))
    ('2112089000', '33.33', '0')
    """
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


@lru_cache(maxsize=1 << 12)
def _fragment(number: Decimal) -> orjson.Fragment:
    return orjson.Fragment(plain(number))


def as_json(value: object) -> orjson.Fragment:
    """Tell orjson how to write a `Decimal`, which it does not know: by its digits, never as a float."""
    if isinstance(value, Decimal):
        return _fragment(value)
    raise TypeError(f"{type(value).__name__} is not written as JSON")
