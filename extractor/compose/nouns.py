"""Which words can head a noun phrase, and which only belong to one."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import Token
from extractor.compose.words import Words


def is_noun(token: Token, words: Words) -> bool:
    """Whether a word can be the head of a noun phrase before or behind a number."""
    return (
        (token.is_noun and token.tag != "vn")
        or token.word in words.nominal
        or (token.tag in ("zg", "vn") and token.word in words.head)
    )


def is_noun_like(token: Token, words: Words) -> bool:
    """Whether a noun phrase can begin with a word."""
    return (
        is_noun(token, words)
        or token.tag in ("a", "b", "vn", "v")
        or token.word in "“‘"
        or token.word in words.role.vague
    )


def is_person(token: Token, words: Words) -> bool:
    """Whether a noun is one for persons: 焊工, 乘客."""
    return token.word.endswith(words.ending.person)


def last_particle(tokens: Sequence[Token]) -> int:
    """Find the last 的 that a noun follows; -1 where there is none."""
    found = -1
    for index, token in enumerate(tokens[:-1]):
        after = tokens[index + 1]
        if token.word == "的" and (after.is_noun or after.tag in ("a", "b", "v", "vn", "m", "x")):
            found = index
    return found
