"""The words behind a number that say what it is: a noun that it counts, or what the counted do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractor.compose.extent import noun_length
from extractor.compose.line import FOLDS, PLACE, TIME, Span, Token
from extractor.compose.nouns import is_noun
from extractor.compose.words import Words

LONGEST_PLAIN = 2
"""Characters of a word whose last one does not make it a head: 重点 is no place, 检测点 is one."""


def noun_behind(
    tokens: Sequence[Token],
    unit: str | None,
    words: Words,
    *,
    open_end: bool = False,
    governed: bool = False,
    owned: bool = False,
    light: bool = False,
) -> list[Span]:
    """Give the noun phrase that a number counts and that stands behind it.

    Args:
        tokens: What stands between the number and the next number or the end of the clause.
        unit: The number's classifier: 名 and 位 count persons, which tells where the noun ends.
        words: The word lists.
        open_end: Whether another number follows directly.
        owned: Whether the number is the object of a verb, and all behind it a noun.
        light: Whether that verb only says that its object takes place (获得, 进行).
        governed: Whether 对 or 将 stands before the number, so that a verb is to come (对ⓠ座老桥｜加固).

    Returns:
        One span, or none where no noun begins there.
    """
    rest = tokens[_surplus(tokens, words) :]
    length = noun_length(rest, unit, words, open_end=open_end, governed=governed, owned=owned, light=light)
    if not length:
        return []
    if length < len(rest) and rest[length].word in words.fate:
        length += 1
    last = rest[length - 1].word
    if length > 1 and last == "内" and len(rest[length - 2].word) > 1:
        return [(rest[0].start, rest[length - 2].end)]  # ⓠ平方米的厂房｜内
    if length > 1 and last.endswith(words.figures) and last not in words.head:
        length = _without_figure(rest, length, words, open_end=open_end)
    return [(rest[0].start, rest[length - 1].end)]


def _without_figure(tokens: Sequence[Token], length: int, words: Words, *, open_end: bool) -> int:
    """Count the words less the name of a figure: ⓠ座水库｜蓄水量ⓠ, ⓠ个城市｜商品销售额增长ⓠ."""
    for at in range(1, length):
        after = tokens[at].word
        goes_on = after == "的" or after[-1] == "类" or after in words.role.joint
        if _is_head(tokens[at - 1].word, words) and not goes_on:
            return at
    named = open_end and length == len(tokens) and is_noun(tokens[length - 2], words)
    named = named and tokens[length - 1].word.endswith(words.ending.figure)
    return length - 1 if named else length


def _is_head(word: str, words: Words) -> bool:
    return word in words.head or (len(word) > LONGEST_PLAIN and word.endswith(words.heads))


def _surplus(tokens: Sequence[Token], words: Words) -> int:
    """Count the words between a number and its noun: ⓠ名｜左右的游客, but not those of ⓠ名ⓟ籍船员."""
    for index, token in enumerate(tokens):
        if token.word == PLACE and index + 1 < len(tokens) and tokens[index + 1].word in words.role.native:
            return index
        if token.word in ("长", "规模") and index + 1 < len(tokens) and tokens[index + 1].word == "的":
            continue  # ⓠ公里长的｜公路, ⓠ元规模的｜基金
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
    goes_on = len(kept) > 2 and (
        kept[1].word == PLACE or (kept[1].word == "在" and kept[2].word not in FOLDS)
    )
    reached = 2 if goes_on else 1  # 保持ⓟ首位, 运行在区间
    kept = kept[:reached] + list(takewhile(_is_inside, kept[reached:]))
    while kept and (
        kept[-1].tag in ("ul", "y", "c", "d") or kept[-1].word in "、了“”" or not kept[-1].word.strip()
    ):
        kept.pop()
    return [(kept[0].start, kept[-1].end)] if kept else []


def _effect(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Give the last verb behind a cause and 被, or the fate behind a cause: 因超速被｜扣分, 因落石｜受伤."""
    if not tokens or tokens[0].word not in words.role.because:
        return list(tokens)
    if tokens[-1].word in words.fate:
        return [tokens[-1]]
    passive = next((index for index, token in enumerate(tokens) if token.word == "被"), len(tokens))
    return [token for token in tokens[passive + 1 :] if token.is_verb][-1:]


def _is_inside(token: Token) -> bool:
    """Whether a predicate goes on over a word: a preposition or a name ends it."""
    return (token.tag != "p" or token.word == "于") and token.word not in FOLDS and token.word != "是"
