"""Look for texts on which a regex never ends: what it repeats, again and again, then what does not fit.

An engine that goes back tries all ways to share a text between two repetitions that take the same. With one
such pair the time grows with the square of the text, which a sentence bears; with more, or with one nested in
the other, with a power that it does not. So each repetition of a regex gets a text of its own: what leads to
it, some hundred characters of what it repeats, a character that breaks it, and what would have to follow, as
an engine that misses a literal does not even begin. Time is that of the processor, so that a busy machine
makes no problems.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from extractor.rules.syntax import Anchor, Group, Item, One, Unknown, counts, edge, members, parse

if TYPE_CHECKING:
    import regex

LONG = 600
"""Characters of what is repeated."""

SECONDS = 0.4
"""How long a regex may take over a text."""

OFTEN = 20
"""From how many repetitions on it is tried what they do."""

MOST_TEXTS = 60
"""So many texts are tried on a regex."""

_BREAK = "\ue0ff"
_LIKELY = "一1某aA年万元 ，、。"


class Pump(NamedTuple):
    """A text on which a regex takes too long.

    Attributes:
        example: The text, described.
        seconds: The time that it may take.
    """

    example: str
    seconds: float = SECONDS


def blows_up(pattern: regex.Pattern[str]) -> Pump | None:
    """Give a text on which a regex takes too long; ``None`` if none was found."""
    try:
        texts = dict(_texts(parse(pattern.pattern).branches, "", ""))
    except Unknown:
        texts = {letter * LONG: letter for letter in _LIKELY}
    for text, pumped in list(texts.items())[:MOST_TEXTS]:
        try:
            for _ in pattern.finditer(text, timeout=SECONDS):
                pass
        except TimeoutError:
            return Pump(f"a text of {len(text)} characters that says {pumped!r} again and again")
    return None


def _texts(branches: Sequence[Sequence[Item]], before: str, behind: str) -> Iterator[tuple[str, str]]:
    """Give texts for all repetitions in some alternatives, each with what is repeated in it."""
    for branch in branches:
        for index, item in enumerate(branch):
            if not _holds_repeats(item):
                continue
            lead = before + "".join(_sample(each) for each in branch[:index])
            rest = "".join(_sample(each, full=True) for each in branch[index + 1 :]) + behind
            if _is_repeated(item):
                for pumped in _pumps(item, branch[index + 1 :]):
                    run = pumped * (LONG // len(pumped) + 1)
                    yield lead + run + _BREAK + rest, pumped
                    yield lead + run, pumped
            if isinstance(item, Group):
                yield from _texts(item.branches, lead, rest)


def _holds_repeats(item: Item) -> TypeGuard[One | Group]:
    """Say whether an item is repeated often, or something in it."""
    if isinstance(item, Anchor):
        return False
    inner = (each for branch in item.branches for each in branch) if isinstance(item, Group) else ()
    return _is_repeated(item) or any(map(_holds_repeats, inner))


def _is_repeated(item: One | Group) -> bool:
    """Say whether an item may be repeated often, and gives back what it took."""
    least, most = counts(item.quantifier)
    possessive = len(item.quantifier) > 1 and item.quantifier.endswith("+")
    return not possessive and (most is None or most - least >= OFTEN)


def _pumps(item: One | Group, rest: Sequence[Item]) -> Iterator[str]:
    """Give what to repeat: texts that the item takes, first such as what stands behind it takes too."""
    follows = edge(rest) if rest else None
    if isinstance(item, One):
        mine = members(item)
        shared = mine & follows if follows else frozenset[str]()
        yield from {_likely(shared or mine), _likely(mine)}
        return
    seen = set()
    for branch in item.branches:
        for full in (False, True):
            text = "".join(_sample(each, full=full, some=True) for each in branch)
            if text and text not in seen:
                seen.add(text)
                yield text


def _sample(item: Item, *, full: bool = False, some: bool = False) -> str:
    """Give a text that an item matches: the least that it can, or with all that it may hold once."""
    if isinstance(item, Anchor) or (isinstance(item, Group) and item.looks):
        return ""
    least, most = counts(item.quantifier)
    times = max(least, 1 if (full or (some and isinstance(item, One))) and most != 0 else 0)
    if not times:
        return ""
    if isinstance(item, One):
        return _likely(members(item)) * times
    return "".join(_sample(each, full=full, some=some) for each in item.branches[0]) * times


def _likely(characters: frozenset[str]) -> str:
    """Choose a character, one that reports hold where there is one."""
    return next((letter for letter in _LIKELY if letter in characters), min(characters, default=""))
