"""Words that the dictionary lacks: where they begin and end, and what part of speech they are.

Two hidden Markov models say so, those of jieba: in the one a character begins a word, is within one, ends
one or is one; in the other it does so in a word of some part of speech. The likeliest states are taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter

from .dictionary import NEVER, Dictionary, dictionary

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f"
HAN += "\U0002b820-\U0002ceaf\U0002ceb0-\U0002ebef\U0002f800-\U0002fa1f"
"""Chinese characters, as what stands between the brackets of a regex."""

_RUN = re.compile(f"([{HAN}]+)")
_LATIN = re.compile("([a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*%?)")
_BEGIN, _END, _WHOLE = 0, 2, 3
_BEFORE = ((_END, _WHOLE), (_BEGIN, 1), (_BEGIN, 1), (_END, _WHOLE))
"""Which states may stand before each: a word ends or is whole before another begins."""

_KEPT = 1 << 11
_weight = itemgetter(0)


@cache
def guesser() -> Guesser:
    """Give the guesser by our dictionary, which all share."""
    return Guesser(dictionary())


class Guesser:
    """Guesses by the tables of a dictionary; what it has said it keeps, as names come again and again.

    Args:
        words: The dictionary.
    """

    def __init__(self, words: Dictionary) -> None:
        self._words = words
        self.words: Callable[[str], tuple[str, ...]] = lru_cache(_KEPT)(self._split)
        self.part: Callable[[str], str] = lru_cache(_KEPT)(self._part)

    def _split(self, run: str) -> tuple[str, ...]:
        """Give the words of a run of characters that are no words of the dictionary together."""
        words: list[str] = []
        for number, block in enumerate(_RUN.split(run)):
            words += self._likeliest(block) if number % 2 else filter(None, _LATIN.split(block))
        return tuple(words)

    def _likeliest(self, run: str) -> list[str]:
        states, moves = self._words.states, self._words.moves
        weights = [begins + likely for begins, likely in zip(self._words.start, states(run[0]), strict=True)]
        paths: list[list[int]] = []
        for character in run[1:]:
            likely = states(character)
            step = [
                max(
                    (weights[before] + moves[before][state] + likely[state], before)
                    for before in _BEFORE[state]
                )
                for state in range(4)
            ]
            weights = [weight for weight, _ in step]
            paths.append([before for _, before in step])
        state = _WHOLE if weights[_WHOLE] >= weights[_END] else _END
        words: list[str] = []
        end = len(run)
        for at in range(len(run) - 1, -1, -1):
            if state in (_BEGIN, _WHOLE):
                words.append(run[at:end])
                end = at
            if at:
                state = paths[at - 1][state]
        return words[::-1]

    def _part(self, word: str) -> str:
        """Give the part of speech of a word; ``x`` where nothing is likely.

        Where the model would rather cut it, the longest piece decides, and the last of those as long.
        """
        parts = self._words.parts
        paths: dict[int, tuple[float, tuple[int, ...]]] = {
            state: (parts.start[state] + likely, (state,))
            for state, likely in parts.of(word[0])
            if parts.start[state] > NEVER
        }
        for character in word[1:]:
            step: dict[int, tuple[float, tuple[int, ...]]] = {}
            for state, likely in parts.of(character):
                moves = parts.moves.get(state, {})
                ways = [
                    (paths[before][0] + moves[before] + likely, before) for before in paths if before in moves
                ]
                if ways:
                    weight, before = max(ways, key=_weight)
                    step[state] = weight, (*paths[before][1], state)
            paths = step
        final = [found for state, found in paths.items() if parts.names[state][0] in "ES"]
        if not final:
            return "x"
        pieces: list[tuple[int, str]] = []
        start = 0
        for at, state in enumerate(max(final)[1]):
            place, part = parts.names[state][0], parts.names[state][1:]
            if place in "ES":
                pieces.append((at + 1 - start, part))
                start = at + 1
        return max(reversed(pieces), key=lambda piece: piece[0])[1]
