"""Where what is counted ends and what is said of it begins: ⓠ座大棚｜陆续完工, ⓠ片花海｜竞相开放."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import Token
from extractor.compose.words import Words

SAYING = 4
"""Characters of a saying that the tagger takes for one word: 投入使用."""

SAYING_TAGS = frozenset({"n", "nr", "nz", "i", "l"})
"""Tags that it gives a saying."""

ASPECT = frozenset("了着过")
"""Particles that follow a verb, whatever the tagger takes the word before them for."""

RESULT = frozenset("成为")
"""What follows the verb that makes something of what is counted: ⓠ封家书制作｜成."""

LED_ON = frozenset("出成到入为")
"""Last characters of a shorter one: 描绘出."""

INSIDE = frozenset("里内上中下")
"""Localisers behind what is counted: ⓠ座公园｜里花开正盛."""

VERB_TAGS = frozenset({"v", "vn", "vd", "vi"})


def is_said(tokens: Sequence[Token], index: int, particle: int, words: Words) -> bool:
    """Whether a word behind a noun no longer belongs to it but says something of it.

    Args:
        tokens: The words behind a number; those before the index are its noun.
        index: The word, which is not the first.
        particle: Where the last 的 with a noun behind it stands, or -1; before it everything describes.
        words: The word lists.
    """
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.word in words.role.all or (token.word == "是" and token.is_verb):
        return True
    if token.word in words.role.average or _is_saying(token, after, words):
        return True
    if after is None:
        return False
    if index > particle and token.tag == "f" and token.word in INSIDE and tokens[0].tag != "p":
        return after.word != "的"
    if after.word in ASPECT and len(token.word) < SAYING:
        return True
    return _is_manner(token, after, words) or (after.word in RESULT and token.tag in VERB_TAGS)


def _is_saying(token: Token, after: Token | None, words: Words) -> bool:
    """Whether a word is a saying with a verb in it: ⓠ条航线｜恢复如常, ⓠ户居民｜喜迎新春."""
    if token.tag in ("i", "l") and len(token.word) < SAYING:
        return token.word[-1] in LED_ON and token.word not in words.nominal
    if len(token.word) != SAYING or token.tag not in SAYING_TAGS:
        return False
    first, last = token.word[:2], token.word[2:]
    if first in words.predicate and first not in words.nominal:
        return True
    if token.word.endswith(words.heads):
        return False
    goes_on = after is not None and (after.is_noun or after.word == "的")
    acts = last in words.predicate and last not in words.nominal and last not in words.attributive
    return (acts and (token.tag != "n" or not goes_on)) or (token.tag == "i" and not goes_on)


def _is_manner(token: Token, after: Token, words: Words) -> bool:
    """Whether a word says how something is done that is told next: ⓠ亩早稻｜全面开镰."""
    how = token.word in words.role.manner or (token.word in words.adverb and token.word not in words.nominal)
    return how and (after.tag in VERB_TAGS or after.tag == "d" or after.word in words.predicate)
