"""What a metric does not reach over: a time, a sum, a cause, a new subject."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import AGENCY, FOLDS, PLACE, TIME, Token
from extractor.compose.nouns import is_noun
from extractor.compose.rear import strip_right
from extractor.compose.where import is_towards, says_where
from extractor.compose.words import Words

POINTING = frozenset({"这是", "这也是", "那是", "也是", "正是", "就是"})
"""Words of being that the tagger joins: 这是｜我国时隔ⓠ."""


def is_border(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether a metric cannot reach over a word: a time, a sum, a cause, a new subject."""
    token = tokens[index]
    if token.word == TIME:
        return _names(tokens[index + 1 :], words) or not _is_named(tokens[start:index], words)
    role = words.role
    ends = token.word in role.cause or token.word in role.reporting or token.word in role.first
    if ends or says_where(tokens, start, index):
        return True
    if token.word in words.sum_adverb or token.word in POINTING:
        kept = _is_moved(tokens, start, index, words) or is_towards(tokens[start:index])
        return token.word in POINTING or not kept
    if token.word[-1] == "有" and token.word in words.link:
        return _is_owning(tokens, start, index, words)
    if token.word == "是" and token.tag == "v" and index > start:
        return tokens[index + 1].word != "的" and tokens[index - 1].word != "的"
    return _parts_doer(tokens, start, index, words)


def _parts_doer(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether a word parts who acts, or where, from what is done: 我县将｜新修公路."""
    token = tokens[index]
    if token.word in ("将", "把") and (token.tag == "p" or tokens[index + 1].is_noun):
        return True
    if token.word in (PLACE, AGENCY):
        return _is_new_subject(tokens, index, words)
    return token.word in words.role.done and _is_done(tokens, start, index, words)


def _is_moved(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether what stands before an adverb of sum is made to do what follows: 带动家电累计｜销售."""
    before = tokens[start:index]
    movers = [at for at, token in enumerate(before[:-1]) if token.word in words.role.moving]
    moved = bool(movers) and all(is_noun(token, words) for token in before[movers[-1] + 1 :])
    rest = tokens[index + 1 :]
    if moved:
        return not any(token.tag[0] == "n" for token in rest)
    return len(strip_right(rest, words)) == 1 and _is_thing(before, words)


def _is_thing(tokens: Sequence[Token], words: Words) -> bool:
    """Whether words name a thing, and nobody who acts: 新型储能累计｜装机, but not 医院累计｜接诊."""
    named = [token for token in tokens if token.word not in FOLDS]
    if len(named) < 2 or not all(
        token.is_noun or token.tag in ("a", "b") or token.word in words.role.various for token in named
    ):
        return False
    last = named[-1].word
    ends = (words.ending.organ, words.ending.person, words.ending.site)
    return not any(last.endswith(each) for each in ends) and last not in words.subject


def _is_owning(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether 有 parts who has something from what that is: 医院设有｜床位, but not 每户拥有汽车."""
    before = tokens[start:index]
    spread = any(token.word[0] == "每" or token.word in words.role.average for token in before)
    governed = bool(before) and before[-1].tag == "p"
    return not spread and not governed and tokens[index + 1].word != "的"


def _names(rest: Sequence[Token], words: Words) -> bool:
    """Whether what follows names something."""
    return any(is_noun(token, words) for token in strip_right(rest, words))


def _is_named(tokens: Sequence[Token], words: Words) -> bool:
    """Whether something is named that is no time, place or agency."""
    return any(is_noun(token, words) and token.word not in FOLDS for token in tokens)


def _is_new_subject(tokens: Sequence[Token], index: int, words: Words) -> bool:
    """Whether a place or agency begins a clause anew: 大桥合龙ⓟ｜通车里程, but not 往返ⓟ里程 nor ⓟ和ⓟ客流."""
    if not index:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return (
        not is_towards(tokens[:index])
        and before.tag not in ("p", "v", "vn")
        and before.word not in words.role.joint
        and after.word != "等"
        and after.word not in words.role.joint
        and tokens[-1].end - after.start > 1
    )


def _is_done(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether 已 or 将 parts who acts from what is done: 施工队已｜铺设管道."""
    rest = tokens[index + 1 :]
    acts = any(token.is_verb and token.word not in words.link for token in rest)
    return acts and (_names(rest, words) or not _is_named(tokens[start:index], words))


def says_something(tokens: Sequence[Token], words: Words) -> bool:
    """Whether anything is left that can be a metric."""
    return any(
        (token.is_noun and token.word not in FOLDS)
        or token.is_verb
        or token.word in words.nominal
        or token.tag in ("a", "b", "i", "l")
        for token in strip_right(tokens, words)
    )
