"""Alternatives that are never reached, as an earlier one always takes what they would.

Of ``千|千`` the second says nothing. Of ``千|千万`` it says nothing where 千 is the end of the matter: at the
end of a regex, and in what gives nothing back, such as ``(?:千|千万)++``. Before 元 it does, as the engine
comes back to it. A sub-pattern is used in many places: an alternative is dead only if it is so in all of
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import regex

from extractor.rules.syntax import Anchor, Group, Item, One, Unknown, counts, members, parse

if TYPE_CHECKING:
    from extractor.errors import Problem
    from extractor.rules.expand import Expanded, Source

MOST_TEXTS = 300
"""So many texts an alternative may match at most to be looked at one by one."""

_TOKEN = re.compile(
    r"""
      \\[pPN]\{[^}]*\} | \\.
    | \[ \^? \]? (?: \\. | [^\]\\] )* \]
    | (?P<open> \( (?: \? (?: [:=!>|] | <[=!] | P<\w+> ) )? )
    | (?P<close> \) (?P<quantifier> (?: [*+?] | \{\d*,?\d*\} ) [+?]? )? )
    | (?P<bar> \| )
    """,
    re.VERBOSE | re.DOTALL,
)


class _Alternation(NamedTuple):
    """Alternatives of a regex: where each begins and ends, and whether nothing comes back to them."""

    opener: str
    branches: tuple[tuple[int, int], ...]
    final: bool


class _Open(NamedTuple):
    """A bracket that is still open: what opened it, where its alternatives begin and end, and its inside."""

    opener: str
    starts: list[int]
    ends: list[int]
    inside: list[_Closed]


class _Closed(NamedTuple):
    """A bracket that is closed: where it ends, in which alternative, with what behind it."""

    end: int
    branch: int
    opener: str
    quantifier: str
    branches: tuple[tuple[int, int], ...]
    inside: tuple[_Closed, ...]


class _Dead(NamedTuple):
    """An alternative that is never reached, and the one that takes its texts."""

    branch: int
    by: int
    same: bool


class Alternatives:
    """Looks through the regexes of all rules and says what none of them ever reaches."""

    def __init__(self) -> None:
        self._dead: dict[tuple[str, int], tuple[Source, int, int, str, bool]] = {}
        self._alive: set[tuple[str, int]] = set()

    def look(self, expanded: Expanded, *, longest: bool) -> None:
        """Look through a regex.

        Args:
            expanded: The regex.
            longest: Whether the longest match counts and not the first, as it does for bounds.
        """
        for group in _alternations(expanded.text):
            if len(group.branches) < 2:
                continue
            texts = tuple(expanded.text[start:end] for start, end in group.branches)
            behind = group.opener in ("(?<=", "(?<!")
            dead = {
                one.branch: one
                for one in _dead(texts, behind)
                if one.same or behind or (group.final and not longest)
            }
            for number, (start, end) in enumerate(group.branches):
                source, index = expanded.origin(start)
                if index >= len(source.text):
                    continue
                key = (f"{source.file.name}{source.path}", index)
                if number not in dead:
                    self._alive.add(key)
                else:
                    by = _typed(expanded, *group.branches[dead[number].by])
                    length = len(_typed(expanded, start, end))
                    out = behind or dead[number].same or group.opener in ("(?=", "(?!")
                    self._dead.setdefault(key, (source, index, length, by, out))

    def problems(self) -> Iterator[Problem]:
        """Give what is never reached anywhere."""
        for key, (source, index, length, by, out) in self._dead.items():
            if key not in self._alive:
                message = (
                    f"this alternative is never reached: {by or 'nothing at all'} before it matches first"
                )
                hint = "take it out" if out else "take it out, or put the longer one first"
                yield source.problem(message, index, max(length, 1), hint)


def _typed(expanded: Expanded, start: int, end: int) -> str:
    """Give a stretch of a regex as its author typed it."""
    source, first = expanded.origin(start)
    other, last = expanded.origin(max(start, end - 1))
    if start == end or other is not source or last < first:
        return ""
    name = source.text.find("}", last) if source.text.startswith("{", last) else -1
    return source.text[first : max(name, last) + 1]


def _alternations(text: str) -> Iterator[_Alternation]:
    """Find all alternatives of a regex, those in brackets and those of the whole."""
    whole = _Open("", [0], [], [])
    stack = [whole]
    for token in _TOKEN.finditer(text):
        if token["open"] is not None:
            stack.append(_Open(token["open"], [token.end()], [], []))
        elif token["bar"] is not None:
            stack[-1].ends.append(token.start())
            stack[-1].starts.append(token.end())
        elif token["close"] is not None and len(stack) > 1:
            one = stack.pop()
            branches = tuple(zip(one.starts, [*one.ends, token.start()], strict=True))
            branch = len(stack[-1].starts) - 1
            stack[-1].inside.append(
                _Closed(
                    token.end(), branch, one.opener, token["quantifier"] or "", branches, tuple(one.inside)
                )
            )
    branches = tuple(zip(whole.starts, [*whole.ends, len(text)], strict=True))
    yield _Alternation("", branches, final=True)
    yield from _inner(whole.inside, branches, final=True)


def _inner(
    groups: Iterable[_Closed], branches: Sequence[tuple[int, int]], *, final: bool
) -> Iterator[_Alternation]:
    """Give what is inside a bracket; ``final`` says that nothing comes back to it once it has matched."""
    for group in groups:
        last = group.end == branches[group.branch][1]
        often = _least(group.quantifier) > 1
        kept = group.opener in ("(?>", "(?=", "(?!") or (
            len(group.quantifier) > 1 and group.quantifier.endswith("+")
        )
        done = not often and (kept or (last and final))
        yield _Alternation(group.opener, group.branches, final=done)
        yield from _inner(group.inside, group.branches, final=done)


def _least(quantifier: str) -> int:
    return counts(quantifier)[0]


@lru_cache(maxsize=4096)
def _dead(texts: tuple[str, ...], behind: bool) -> tuple[_Dead, ...]:
    """Find the alternatives all of whose texts an earlier one takes, whole or the beginning of each.

    In a look-behind the end of each.
    """
    found: list[_Dead] = []
    taken: dict[str, int] = {}
    wide: list[tuple[int, regex.Pattern[str]]] = []
    for number, text in enumerate(texts):
        mine = _texts(text)
        if mine is not None:
            by = _taker(mine, taken, wide, behind)
            if by is not None:
                found.append(_Dead(number, *by))
                continue
        if not _is_free(text):
            continue
        if mine is not None:
            for one in mine:
                taken.setdefault(one, number)
        elif not behind:
            wide.append((number, regex.compile(text, cache_pattern=False)))
    return tuple(found)


def _taker(
    texts: frozenset[str], taken: dict[str, int], wide: Sequence[tuple[int, regex.Pattern[str]]], behind: bool
) -> tuple[int, bool] | None:
    """Give the last of those that together take all texts, and whether they take them whole."""
    by = -1
    same = True
    for text in texts:
        cuts = range(len(text)) if behind else range(len(text), -1, -1)
        parts = ((text[cut:] if behind else text[:cut]) for cut in cuts)
        one = next((part for part in parts if part in taken), None)
        if one is not None:
            by, same = max(by, taken[one]), same and one == text
            continue
        match = next((number for number, pattern in wide if pattern.match(text)), None)
        if match is None:
            return None
        by = max(by, match)
        same = same and any(pattern.fullmatch(text) for _, pattern in wide)
    return (by, same) if by >= 0 else None


@lru_cache(maxsize=4096)
def _is_free(text: str) -> bool:
    """Say whether a regex matches the same whatever stands around."""
    try:
        return all(_stands_alone(item) for branch in parse(text).branches for item in branch)
    except Unknown:
        return False


def _stands_alone(item: Item) -> bool:
    if isinstance(item, Anchor):
        return False
    if isinstance(item, One):
        return True
    return not item.looks and all(_stands_alone(each) for branch in item.branches for each in branch)


@lru_cache(maxsize=4096)
def _texts(text: str) -> frozenset[str] | None:
    """Give the texts that a regex can match at most, ``None`` where they are too many."""
    try:
        found = frozenset(one for branch in parse(text).branches for one in _of_branch(branch))
    except (Unknown, _TooMany):
        return None
    return found if len(found) <= MOST_TEXTS else None


class _TooMany(Exception):  # noqa: N818  no fault of anybody
    """A regex matches more texts than are looked at one by one."""


def _of_branch(branch: Sequence[Item]) -> Iterator[str]:
    choices = [_of_item(item) for item in branch]
    total = 1
    for each in choices:
        total *= len(each)
        if total > MOST_TEXTS:
            raise _TooMany
    return ("".join(parts) for parts in product(*choices))


def _of_item(item: Item) -> list[str]:
    if isinstance(item, Anchor) or (isinstance(item, Group) and item.looks):
        return [""]
    low, high = counts(item.quantifier)
    if high is None or high > 4:
        raise _TooMany
    if isinstance(item, One):
        if item.negated:
            raise _TooMany
        once = sorted(members(item))
    else:
        once = [text for branch in item.branches for text in _of_branch(branch)]
    if len(once) > MOST_TEXTS:
        raise _TooMany
    texts: list[str] = []
    for count in range(low, high + 1):
        if len(once) ** count > MOST_TEXTS:
            raise _TooMany
        texts += ("".join(parts) for parts in product(once, repeat=count))
    return texts
