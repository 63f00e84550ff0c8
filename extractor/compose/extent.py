"""How far the noun phrase behind a number goes: ⓠ条输水管线｜完工."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.compound import clause_length, list_length
from extractor.compose.line import Token
from extractor.compose.nouns import is_person, last_particle
from extractor.compose.verdict import Phrase, Verdict, judged
from extractor.compose.words import Words

DESCRIBING = "级型类性化式色等需款模"
"""Last characters of nouns that only describe the next one: 国家级｜的展馆."""


def noun_length(
    tokens: Sequence[Token],
    unit: str | None,
    words: Words,
    *,
    open_end: bool = False,
    governed: bool = False,
    owned: bool = False,
    light: bool = False,
) -> int:
    """Count the words that belong to the noun phrase that begins here; 0 where there is none."""
    phrase = Phrase(tokens, unit, words, open_end, governed, owned, light, last_particle(tokens))
    good = 0
    quoted = False
    opened = clause_length(tokens, words, wanted=owned or phrase.counts_persons)
    opened = opened or list_length(tokens, words, owned=owned)
    for index, token in enumerate(tokens):
        if index < opened:
            continue
        if token.word in "“‘《":
            quoted = True
        elif token.word in "”’》":
            quoted = False
            if good and token.word == "”" and _is_quoted_manner(phrase, index):
                break
            good = index + 1
        elif token.word == "的" and not quoted and _is_counted(phrase, index, good):
            break
        elif not quoted and token.word != "的":
            verdict = judged(phrase, index, good)
            if verdict is Verdict.OUTSIDE:
                break
            if verdict is not Verdict.INSIDE:
                good = index + 1
            if verdict is Verdict.LAST:
                break
    return good


def _is_quoted_manner(phrase: Phrase, end: int) -> bool:
    """Whether words in quotes say how or what is done: ⓠ家企业“｜一对一”洽谈, ⓠ家企业上｜“云”."""
    after = phrase.after(end)
    return after is not None and after.is_verb and after.word not in phrase.words.nominal


def _is_counted(phrase: Phrase, index: int, good: int) -> bool:
    """Whether the noun before 的 is what is counted, and not what describes it: ⓠ座水库｜的清淤工程."""
    if good != index or phrase.unit is None or phrase.counts_persons:
        return False
    before = phrase.tokens[:index]
    if any(token.is_verb or token.tag in ("p", "d", "r", "z") for token in before[:-1]):
        return False  # ⓠ个具有特色的｜村庄
    noun = before[-1]
    if is_person(noun, phrase.words):
        return False  # ⓠ份农民的｜申请
    if noun.word in phrase.words.role.scope and any(token.word == "等" for token in before):
        return False  # ⓠ项交通、能源等领域的｜成果
    named = noun.tag[0] == "n" or (noun.tag[0] == "v" and noun.word in phrase.words.nominal)
    return named and (noun.word[-1] not in DESCRIBING or noun.word in phrase.words.role.kind)
