"""Tell a story from a report: prose that counts a few small things in words states no facts.

两个孩子 in a report are counted, in a tale they are met. No word beside the number says which, but
the text does: a report writes digits, dates or large numbers somewhere, or has a number in every
other line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from extractor.types import Mention

SHORTEST = 400
"""Characters; of a shorter text nothing can be said."""

SPARSE = 150
"""Characters of a story that there are for each number, or more."""

LARGE = 100
"""From here on a number is not told in passing."""

_DIGIT = re.compile("[0-9]")
_NUMBERS = frozenset({"count", "measure", "money", "percent", "rank"})
_PASSING = frozenset({"count", "measure"})


def without_story(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of a text; if it is a story, its counts and measures become bare numbers.

    Args:
        text: The normalised text.
        mentions: All that was found in it.

    >>> tale = "从前有两个木匠。" + "他们走啊走，" * 80
    >>> without_story(tale, [Mention(3, 5, "count", "count.classifier", Decimal(2))])[0].kind
    'number'
    """
    if len(text) < SHORTEST:
        return list(mentions)
    told = [one for one in mentions if one.kind in _NUMBERS and one.value != 1]
    if not told or len(told) * SPARSE > len(text) or any(_reports(text, one) for one in mentions):
        return list(mentions)
    return [replace(one, kind="number") if one.kind in _PASSING else one for one in mentions]


def _reports(text: str, mention: Mention) -> bool:
    """Whether a mention is one of a report: a date, an amount in digits, a large one, or one of money."""
    if mention.kind == "date":
        return True
    if mention.kind not in _NUMBERS:
        return False
    if mention.kind in ("money", "rank") or _DIGIT.search(text, mention.start, mention.end):
        return True
    stated = [part for part in (mention.value, mention.low, mention.high) if isinstance(part, Decimal)]
    return mention.kind == "count" and any(part >= LARGE for part in stated)
