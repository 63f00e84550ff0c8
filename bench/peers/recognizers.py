"""Microsoft's Recognizers-Text: five of its recognisers, the ones for what reports state."""

from __future__ import annotations

from collections.abc import Iterator

from driver import Found, drive
from ms_recognizers_suite import (
    Culture,
    recognize_currency,
    recognize_datetime,
    recognize_dimension,
    recognize_number,
    recognize_percentage,
)

RECOGNISERS = {
    "number": recognize_number,
    "percentage": recognize_percentage,
    "amount": recognize_currency,
    "dimension": recognize_dimension,
    "time": recognize_datetime,
}


def recognise(text: str) -> Iterator[Found]:
    """Give numbers, percentages, amounts of money, dimensions and times."""
    for kind, recogniser in RECOGNISERS.items():
        for found in recogniser(text, Culture.Chinese):
            yield kind, found.text, found.resolution


drive(recognise)
