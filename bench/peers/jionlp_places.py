"""jionlp: the places that an article speaks of."""

from __future__ import annotations

from collections.abc import Iterator

import jionlp
from driver import Found, drive


def recognise(text: str) -> Iterator[Found]:
    """Give the places of China and of other countries, with how often each is met."""
    found = jionlp.recognize_location(text)
    for place, times in (*(found["domestic"] or ()), *(found["foreign"] or ())):
        yield "place", "".join(filter(None, place.values())), times


drive(recognise)
