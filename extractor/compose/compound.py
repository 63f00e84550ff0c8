"""Verbs inside what is counted.

They are in a clause before the noun (ⓠ项支持外贸的｜举措), in a list that it sums up (ⓠ场义诊、宣讲等｜活动)
or in a compound (ⓠ份问题整改｜清单).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import FOLDS, PLACE, Token
from extractor.compose.nouns import is_noun, is_noun_like, is_person
from extractor.compose.words import Words

LONGEST_CLAUSE = 12
"""Words of a clause with 的 before the noun that is counted."""

LONGEST_COMPOUND = 5
"""Words of a compound behind the verb inside it."""

LONGEST_LIST = 16
"""Words of a list before 等."""

COMPOUND_TAGS = frozenset({"n", "v", "a", "b", "j", "l", "s", "i"})
"""First letters of the tags of what a compound is made of."""

LEADING = frozenset({"从", "由", "自", "因", "以", "为", "对", "向", "与", "经"})
"""Prepositions that open a clause before a noun whose verb stands before 的: 从海外发来的｜货物."""

LEADING_ON = frozenset("为于到在成出入")
"""Last characters of verbs that lead on to what something becomes or where: 成为, 用于."""

FINITE = frozenset("了着过将已就便都也均仍以在")
"""Words that a clause before a noun has not: what has them is said of what is counted."""


def clause_length(tokens: Sequence[Token], words: Words, *, wanted: bool) -> int:
    """Count the words of a clause before a noun: ⓠ架执飞ⓟ往返ⓟ的｜客机; 0 where there is none.

    Args:
        tokens: The words behind a number.
        words: The word lists.
        wanted: Whether a noun must follow, as a verb before the number or its classifier says.
    """
    first = tokens[0] if tokens else None
    if first is None or first.word in words.nominal or first.word in words.fate:
        return 0
    end = next((index for index, token in enumerate(tokens) if token.word == "的"), 0)
    if not 1 < end <= LONGEST_CLAUSE or end + 1 >= len(tokens):
        return 0
    if not is_noun_like(tokens[end + 1], words):
        return 0
    within = tokens[1:end]
    if first.word in LEADING:
        acts = tokens[end - 1].is_verb or tokens[end - 1].tag == "vn" or any(each.is_verb for each in within)
    elif first.is_verb or first.tag == "vn":
        acts = any(token.word == PLACE for token in within) or (
            wanted and not any(token.word in FINITE or token.word in FOLDS for token in within)
        )
    else:
        return 0
    return end + 1 if acts else 0


def list_length(tokens: Sequence[Token], words: Words, *, owned: bool) -> int:
    """Count the words of a list that a noun sums up: ⓠ场讲座、义诊等｜活动; 0 where there is none."""
    end = next((index for index, token in enumerate(tokens[:LONGEST_LIST]) if token.word == "等"), 0)
    if not end or end + 1 >= len(tokens):
        return 0
    after = tokens[end + 1]
    if all(token.word != "、" for token in tokens[:end]):
        described = (
            after.tag in ("b", "v", "vn")
            and after.word not in words.predicate
            and end + 2 < len(tokens)
            and is_noun(tokens[end + 2], words)
        )
        if not (owned and described):
            return 0  # ⓠ起倒卖车票等｜违法行为
    elif not is_noun(after, words) or after.word in FOLDS:
        return 0
    listed = all(_is_item(token, words, owned=owned) for token in tokens[:end])
    return end + 1 if listed else 0


def _is_item(token: Token, words: Words, *, owned: bool) -> bool:
    """Whether a word can stand in a list before 等; a verb only where no other verb is to come."""
    if token.word in words.role.joint or token.word in "“”‘’《》":
        return True
    if token.word in FOLDS or (token.word in words.predicate and not owned):
        return False
    return token.is_noun or token.tag[0] in "abfx" or (owned and token.tag[0] == "v")


def runs_on(tokens: Sequence[Token], index: int, good: int, words: Words) -> bool:
    """Whether a verb behind a noun is inside a compound, where nothing but an object can stand.

    Args:
        tokens: The words behind a number that is the object of a verb.
        index: The verb.
        good: How many words before it are a noun for sure.
        words: The word lists.
    """
    verb, before = tokens[index], tokens[good - 1]
    if verb.word in words.predicate and verb.word not in words.attributive:
        return False
    if is_person(before, words) or before.word.endswith(words.ending.organ):
        return False
    body: list[Token] = []
    for token in tokens[index + 1 :]:
        if token.word in words.role.joint or token.tag == "c" or token.word == "等":
            break
        body.append(token)
    if not body or len(body) > LONGEST_COMPOUND:
        return False
    if any(token.tag[0] not in COMPOUND_TAGS or token.word in FOLDS for token in body):
        return False
    ends = body[-1].word.endswith(words.heads) or body[-1].word.endswith(words.ending.thing)
    return ends and is_noun(body[-1], words)


def is_named(rest: Sequence[Token], words: Words) -> bool:
    """Whether one noun that heads compounds is all that follows, to the end or to what is said next."""
    if not rest or not rest[0].word.endswith(words.heads):
        return False
    return len(rest) == 1 or rest[1].word in words.predicate or rest[1].tag in ("d", "p", "t")


def is_joined(tokens: Sequence[Token], index: int, words: Words) -> bool:
    """Whether a verb and one behind a joint are inside one compound: 设备更新｜和技术改造项目."""
    if index + 1 >= len(tokens) or tokens[index + 1].word not in words.role.joint:
        return False
    if tokens[index].word in words.predicate and tokens[index].word not in words.attributive:
        return False
    rest = tokens[index + 2 : index + 2 + LONGEST_COMPOUND]
    if len(rest) < 2 or any(token.tag[0] not in COMPOUND_TAGS for token in rest[:3]):
        return False
    acts = tokens[index].word in words.action and rest[0].is_noun
    return acts and any(token.word.endswith(words.heads) for token in rest[1:])


def is_two_and_one(verb: Token, after: Token | None) -> bool:
    """Whether a verb of two characters has a noun of one behind it, which makes them one noun: 部署｜点.

    An object would have two characters as well (部署防线), by the rhythm of the language.
    """
    if after is None or len(verb.word) < 2 or verb.word[-1] in LEADING_ON:
        return False
    return len(after.word) == 1 and after.tag in ("n", "ng", "k")
