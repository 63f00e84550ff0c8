"""Which words make a noun phrase, and how far the one behind a number goes: ⓠ座水库大坝｜加固."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from extractor.compose.line import PLACE, Token
from extractor.compose.words import Words

MODIFIERS = frozenset({"r", "a", "b", "ad", "m", "q", "f", "t", "k", "ng", "x", "h", "mq", "z", "zg"})
"""Tags of what may stand before a noun."""

HEAD_WITHIN = 3
"""How many words behind a verb the head of its compound may stand."""

NOUN_WITHIN = 4
"""How many words behind a verb a noun phrase may begin that the verb belongs to."""

LIST_MARK = "、"


def is_noun(token: Token, words: Words) -> bool:
    """Whether a word can be the head of a noun phrase before or behind a number."""
    return (
        (token.is_noun and token.tag != "vn")
        or token.word in words.nominal
        or (token.tag in ("zg", "vn") and token.word in words.head)
    )


def is_joint(token: Token, words: Words) -> bool:
    """Whether a word joins the items of a list."""
    return token.word == LIST_MARK or token.word in words.role.joint


def noun_length(
    tokens: Sequence[Token], unit: str | None, words: Words, *, open_end: bool, governed: bool
) -> int:
    """Count the words that belong to the noun phrase that begins here; 0 where there is none.

    Args:
        tokens: What stands behind the number.
        unit: The number's classifier.
        words: The word lists.
        open_end: Whether the next number follows: what is joined by 和 or 、 belongs to that.
        governed: Whether 对 or 将 stands before the number, so that a verb is still to come.
    """
    phrase = _Phrase(tokens, unit, words, open_end, governed, _last_particle(tokens))
    good = 0
    quoted = False
    for index, token in enumerate(tokens):
        if token.word in "“‘《":
            quoted = True
        elif token.word in "”’》":
            quoted = False
            good = index + 1
        elif not quoted and token.word != "的":
            verdict = _verdict(phrase, index, good)
            if verdict in _HEADS:
                good = index + 1
            if verdict in _ENDS:
                break
    return good


class _Verdict(Enum):
    """What a word is to the noun phrase before it."""

    INSIDE = "it belongs if a head follows"
    HEAD = "the phrase may end with it"
    LAST = "the phrase ends with it"
    OUTSIDE = "the phrase ends before it"


_HEADS = frozenset({_Verdict.HEAD, _Verdict.LAST})
_ENDS = frozenset({_Verdict.LAST, _Verdict.OUTSIDE})


class _Phrase(NamedTuple):
    """The words behind a number, and what decides how many of them are its noun."""

    tokens: Sequence[Token]
    unit: str | None
    words: Words
    open_end: bool
    governed: bool
    particle: int

    def after(self, index: int) -> Token | None:
        """Give the word behind another."""
        return self.tokens[index + 1] if index + 1 < len(self.tokens) else None


def _verdict(phrase: _Phrase, index: int, good: int) -> _Verdict:
    """Judge a word; ``good`` is how many words the phrase has for sure."""
    for judge in _JUDGES:
        verdict = judge(phrase, index, good)
        if verdict is not None:
            return verdict
    return _Verdict.OUTSIDE


def _upward(phrase: _Phrase, index: int, good: int) -> _Verdict | None:  # noqa: ARG001
    """以上 behind a joint: 三级及｜以上."""
    return None


_JUDGES: tuple[Callable[[_Phrase, int, int], _Verdict | None], ...] = (_upward,)


def _last_particle(tokens: Sequence[Token]) -> int:
    return -1
