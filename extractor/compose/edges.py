"""Where the words around a number begin and end."""

from __future__ import annotations

import re

from extractor.compose.line import BREAKS, QUANTITY
from extractor.compose.reading import Reading

END = re.compile(f"[{re.escape(''.join(sorted(BREAKS)))}{QUANTITY}]")
"""What ends the words behind a number."""

LONGEST_ASIDE = 12
"""Characters of a bracketed aside that a metric reaches over: 船舶（内河）吨位."""


def left_edge(reading: Reading, position: int, taken: int = 0) -> int:
    """Give where the words before a number begin: its clause, the number before, or what that one took."""
    text = reading.line.text
    start = position
    while start > taken:
        before = text[start - 1]
        if before in ")）" and (opening := _aside(text, start, taken)) is not None:
            start = opening
            continue
        if before in BREAKS or (before == QUANTITY and not _is_reached_over(reading, start - 1)):
            break
        start -= 1
    return start


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


def right_edge(reading: Reading, position: int) -> int:
    """Give where the words behind a number end: its clause, or the next number."""
    text = reading.line.text
    end = END.search(text, position + 1)
    return end.start() if end else len(text)
