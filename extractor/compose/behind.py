"""The words behind a number that say what it is: a noun that it counts, or what the counted do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractor.compose.extent import noun_length
from extractor.compose.line import FOLDS, PLACE, TIME, Span, Token
from extractor.compose.nouns import is_noun
from extractor.compose.words import Words


def noun_behind(
    tokens: Sequence[Token], unit: str | None, words: Words, *, open_end: bool = False, governed: bool = False
) -> list[Span]:
    """Give the noun phrase that a number counts and that stands behind it.

    Args:
        tokens: What stands between the number and the next number or the end of the clause.
        unit: The number's classifier: 名 and 位 count persons, which tells where the noun ends.
        words: The word lists.
        open_end: Whether another number follows directly.
        governed: Whether 对 or 将 stands before the number, so that a verb is to come (对ⓠ座老桥｜加固).

    Returns:
        One span, or none where no noun begins there.
    """
    rest = tokens[_surplus(tokens, words) :]
    length = noun_length(rest, unit, words, open_end=open_end, governed=governed)
    if not length:
        return []
    if length < len(rest) and rest[length].word in words.fate:
        length += 1
    ends_with_figure = length == len(rest) and rest[-1].word.endswith(words.ending.figure)
    if open_end and length > 1 and ends_with_figure and is_noun(rest[length - 2], words):
        length -= 1  # ⓠ座水库｜蓄水量ⓠ: the figure's name is the next number's
    return [(rest[0].start, rest[length - 1].end)]


def _surplus(tokens: Sequence[Token], words: Words) -> int:
    """Count the words between a number and its noun: ⓠ名｜左右的游客, but not those of ⓠ名ⓟ籍船员."""
    for index, token in enumerate(tokens):
        if token.word == PLACE and index + 1 < len(tokens) and tokens[index + 1].word in words.role.native:
            return index
        if token.word not in words.role.surplus and token.word not in (PLACE, TIME, " "):
            return index
    return len(tokens)


def predicate_behind(tokens: Sequence[Token], words: Words, *, open_end: bool = False) -> list[Span]:
    """Give what the counted people or things do: ⓠ人参加比赛 gives 参加比赛.

    With an open end the next number follows, and what is joined by 、 belongs to that.
    """
    kept = _effect(tokens, words)
    if open_end:
        kept = list(takewhile(lambda token: token.word not in words.role.joint, kept))
    while kept and (kept[0].tag in ("d", "ul", "c") or kept[0].word in words.adverb):
        kept.pop(0)
    kept = kept[:1] + list(takewhile(_is_inside, kept[1:]))
    while kept and (
        kept[-1].tag in ("ul", "y", "c", "d") or kept[-1].word in "、了“”" or not kept[-1].word.strip()
    ):
        kept.pop()
    return [(kept[0].start, kept[-1].end)] if kept else []


def _effect(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Give the last verb behind a cause and 被, or the fate behind a cause: 因超速被｜扣分, 因落石｜受伤."""
    if not tokens or tokens[0].word not in ("因", "由于"):
        return list(tokens)
    if tokens[-1].word in words.fate:
        return [tokens[-1]]
    passive = next((index for index, token in enumerate(tokens) if token.word == "被"), len(tokens))
    return [token for token in tokens[passive + 1 :] if token.is_verb][-1:]


def _is_inside(token: Token) -> bool:
    """Whether a predicate goes on over a word: a preposition or a name ends it."""
    return (token.tag != "p" or token.word == "于") and token.word not in FOLDS
