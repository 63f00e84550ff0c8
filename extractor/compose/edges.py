"""Where the words around a number begin and end."""

from __future__ import annotations

import regex

from extractor.compose.line import BREAKS, QUANTITY
from extractor.compose.reading import Reading

_BORDER = f"[{regex.escape(''.join(sorted(BREAKS)))}{QUANTITY}]"
FIRST_BORDER = regex.compile(_BORDER)
LAST_BORDER = regex.compile(f"(?r){_BORDER}")
"""What parts the words around a number from others; the last is searched backwards."""

LONGEST_ASIDE = 12
"""Characters of a bracketed aside that a metric reaches over: 船舶（内河）吨位."""


PLACES = frozenset("市县省区州国")
"""What a bare number sums up: 内地ⓠ市."""


def left_edge(reading: Reading, position: int, taken: int = 0) -> int:
    """Give where the words before a number begin: its clause, the number before, or what that one took."""
    text = reading.line.text
    start = position
    while (border := LAST_BORDER.search(text, taken, start)) is not None:
        at: int = border.start()
        if text[at] in ")）" and (opening := _aside(text, at + 1, taken)) is not None:
            start = opening
        elif text[at] == QUANTITY and _is_reached_over(reading, at):
            start = at
        elif text[at] == QUANTITY and _counts_places(reading, at):
            return min(position, at + 2)
        else:
            return at + 1
    return min(position, taken)


def _aside(text: str, end: int, taken: int) -> int | None:
    """Find where a short aside without a number opens: 船舶｜（内河）."""
    opening = max(text.rfind("（", taken, end), text.rfind("(", taken, end))
    short = opening >= 0 and end - opening <= LONGEST_ASIDE
    return opening if short and QUANTITY not in text[opening:end] else None


def _is_reached_over(reading: Reading, position: int) -> bool:
    """Whether a number is a length of time that a phrase reaches over: 库存连续ⓠ保持在ⓠ."""
    return (
        reading.line.text[max(0, position - 2) : position] in reading.words.role.onward
        and reading.line.mention(position).unit in reading.words.time_unit
    )


def _counts_places(reading: Reading, position: int) -> bool:
    """Whether a bare number with the word behind it sums up places: 内地ⓠ市｜进出口."""
    text = reading.line.text
    return reading.line.mention(position).kind == "number" and text[position + 1 : position + 2] in PLACES


def right_edge(reading: Reading, position: int) -> int:
    """Give where the words behind a number end: its clause, or the next number."""
    text = reading.line.text
    border = FIRST_BORDER.search(text, position + 1)
    return border.start() if border else len(text)
