"""Where the words of a long list stand in a text.

An automaton finds them at a hundred megabytes a second, but to make one of ten thousand words takes as long
as a quarter of all else that a report of one line needs. So the first texts are gone through place by place.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

BY_HAND = 8192
"""Characters that are gone through before the automaton is made; by then both have cost the same."""

Found = tuple[int, int, int]
"""The number of a word, and the offsets where it starts and ends."""


class Listed:
    """Finds the words of a list: of those that begin leftmost the longest, and none that overlap.

    Args:
        words: The words, each once; they are numbered in their order.

    >>> Listed(["江苏", "江苏省", "苏州"]).find("江苏省苏州")
    [(1, 0, 3), (2, 3, 5)]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}
        self._firsts = frozenset(word[0] for word in self._numbers)
        self._lengths = sorted({len(word) for word in self._numbers}, reverse=True)
        self._left = BY_HAND
        self._automaton: AhoCorasick | None = None

    def find(self, text: str) -> list[Found]:
        """Give what is found, from the left."""
        if self._automaton is None:
            self._left -= len(text)
            if self._left >= 0:
                return self._by_hand(text)
            self._automaton = AhoCorasick(self._numbers, matchkind=MatchKind.LeftmostLongest)
            self._numbers.clear()  # ten thousand words take half a megabyte
        return self._automaton.find_matches_as_indexes(text)

    def _by_hand(self, text: str) -> list[Found]:
        numbers, firsts, lengths = self._numbers, self._firsts, self._lengths
        found: list[Found] = []
        behind = 0
        for at, character in enumerate(text):
            if at < behind or character not in firsts:
                continue
            for length in lengths:
                word = text[at : at + length]
                if word in numbers:
                    behind = at + len(word)
                    found.append((numbers[word], at, behind))
                    break
        return found
