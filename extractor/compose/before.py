"""The words before a number that say what it is: the whole clause, less its front and its rear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from extractor.compose.front import strip_left
from extractor.compose.line import FOLDS, PLACE, Span, Token
from extractor.compose.nouns import is_noun
from extractor.compose.rear import strip_right
from extractor.compose.words import Words

LONGEST = 60
"""Words that a metric may take; a clause without an end is read no further back."""

LONGEST_HEADLESS = 16
"""Characters of a phrase with 的 that stands for its noun."""

EACH = ("每", "每个")
"""Words before a number that the tagger takes for verbs."""

SINCE = "时隔"
"""What alone says what a length of time is; who did something again is no part of it."""

OWNERS = ("当地", "本地", "国内", "境内")
"""Words for a place that may stand between a verb and the number of its object: 吸纳｜当地ⓠ人."""

SIDE = 2
"""Characters of a word for a side: 敌军."""

COMPLETED = frozenset("了起出")
"""What follows a verb that is done: 拦截｜了敌军ⓠ枚导弹."""

RESULTS = "出起下"
"""Verbs that only say what another verb came to: 拼接｜出ⓠ."""

Neighbour = Literal["noun", "verb", "nothing"]


def phrase_before(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give the metric that stands before a number: ⓣ，ⓟ修缮旧屋｜达ⓠ gives 修缮旧屋."""
    kept = strip_left(strip_right(tokens[-LONGEST:], words), words)
    kept = strip_right(kept, words)
    if not kept:
        return []
    if kept[-1].word == SINCE:
        return [(kept[-1].start, kept[-1].end)]
    if kept[-1].word == "占" and len(kept) > 2 and kept[-2].tag == "d":
        return [(kept[0].start, kept[-3].end), (kept[-1].start, kept[-1].end)]
    return [(kept[0].start, kept[-1].end)]


def neighbour(tokens: Sequence[Token], words: Words) -> Neighbour:
    """Say what stands directly before a number once link words are gone: 产量｜达ⓠ has a noun there."""
    if len(tokens) > 1 and tokens[-1].word == "了" and tokens[-2].word not in words.link:
        return "verb"
    if _is_open(tokens, words):
        return "nothing"
    kept = strip_right(tokens, words)
    while kept and kept[-1].tag in ("m", "t", "q", "r"):
        kept.pop()
    last = kept[-1] if kept else None
    if last is None or last.word in FOLDS or last.word.endswith(words.ending.site):
        return "nothing"
    where = "".join(token.word for token in kept)  # 区域内ⓠ的产品
    if where in words.role.nothing or last.word in words.subject or last.word in words.role.cause:
        return "nothing"
    if last.word in words.action:
        return "verb"
    dropped = tokens[len(kept) :]
    governed = bool(dropped) and dropped[0].tag == "p" and dropped[0].word not in ("至", "到")
    named = (
        not governed and (last.is_noun or last.tag in ("a", "b", "x", "ng", "f", "k")) and not last.is_verb
    )
    return "noun" if last.word in words.nominal or named else "verb"


def _is_open(tokens: Sequence[Token], words: Words) -> bool:
    """Whether the noun is still to come behind the number: 修好的ⓠ, 平均每户ⓠ."""
    return (
        not tokens
        or tokens[-1].word in words.role.pointer
        or tokens[-1].tag in ("m", "q", "mq")
        or all(token.word in words.role.average or token.tag in ("d", "c") for token in tokens)
    )


def headless(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give what stands for its noun before a number: 个头最高的ⓠ gives 个头最高的, 涉及ⓠ gives 涉及."""
    if tokens and tokens[-1].word == "涉及" and not any(is_noun(each, words) for each in tokens[:-1]):
        return [(tokens[-1].start, tokens[-1].end)]
    if len(tokens) < 2 or tokens[-1].word != "的" or tokens[-2].word in FOLDS | words.role.record:
        return []
    kept = _last_part(tokens[:-1], words)
    while len(kept) > 1 and kept[0].word != "有" and _is_left_over(kept[0], words):
        kept.pop(0)
    described = any(each.tag[0] in "vad" or each.word == "有" for each in kept)
    short = tokens[-1].end - kept[0].start <= LONGEST_HEADLESS
    return [(kept[0].start, tokens[-1].end)] if described and short else []


def _last_part(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Give what stands behind the last number, time, agency or adverb of sum."""
    start = len(tokens) - 1
    while (
        start
        and tokens[start - 1].word not in FOLDS - {PLACE}
        and tokens[start - 1].word not in words.sum_adverb
    ):
        start -= 1
    return list(tokens[start:])


def _is_left_over(token: Token, words: Words) -> bool:
    return token.word in words.adverb or token.tag in ("c", "p") or token.word in FOLDS


def verb_before(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give the verb whose object the number and its noun are: 先后加固ⓠ座桥 gives 加固."""
    kept = without_owner(tokens, words)
    while kept and (
        kept[-1].tag in ("d", "ul", "uz", "ug", "m", "t", "a", "ad")
        or kept[-1].word in "了着过的"
        or kept[-1].word in words.sum_adverb
    ):
        kept.pop()
    if not kept or not (_acts(kept[-1]) or kept[-1].word in words.action):
        return []
    last = kept.pop()
    unfit = (
        words.link,
        words.adverb,
        words.role.cause,
        words.role.reporting,
        words.role.saying,
        words.role.opener,
        EACH,
    )
    if any(last.word in listed for listed in unfit):
        return []
    if last.word in words.nominal and not (last.word in words.action and _is_verbal_place(kept, words)):
        return []
    start = last.start
    if kept and len(last.word) == 1 and _goes_with(kept[-1], last):
        start = kept.pop().start
    while kept and (length := _joined_verb(kept, words)):
        start = kept[-length].start
        del kept[-length:]
    return [(start, last.end)]


def without_owner(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop whose things are counted, between them and their verb: 击退敌军ⓠ次进攻, 走访ⓟⓠ个村."""
    kept = list(tokens)
    while kept and (kept[-1].word in (PLACE, *OWNERS) or _is_side(kept[-1])):
        kept.pop()
    verb = kept[-2:-1] if kept and kept[-1].word in COMPLETED else kept[-1:]
    done = bool(verb) and verb[0] is not kept[-1] and _acts(verb[0])
    acts = done or (bool(verb) and verb[0].word in words.action)
    return kept if acts and verb[0].word not in words.nominal else list(tokens)


def _is_side(token: Token) -> bool:
    """Whether a word names a side: 敌军, 对方."""
    return token.tag[0] == "n" and len(token.word) == SIDE and token.word[-1] in "军方"


def verb_of_share(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give the verb whose object a share of something is: 贡献了ⓟⓠ的税收 gives 贡献."""
    kept = list(tokens)
    while kept and (kept[-1].word == PLACE or kept[-1].word in "了着"):
        kept.pop()
    done = len(kept) < len(tokens) and tokens[len(kept)].word == "了"
    if not kept or not (done or _acts(kept[-1]) or kept[-1].word in words.action):
        return []
    last = kept[-1]
    unfit = last.word in words.link or last.word in words.change or last.word in words.role.reporting
    return [] if unfit or len(last.word) < 2 or last.word in words.nominal else [(last.start, last.end)]


def _goes_with(before: Token, verb: Token) -> bool:
    """Whether a word belongs to the verb of one character behind it: 新｜招, 拼接｜出."""
    return before.word == "新" or (verb.word in RESULTS and (_acts(before) or before.tag == "n"))


def _is_verbal_place(before: Sequence[Token], words: Words) -> bool:
    """Whether a verb is to come behind some words, and no noun: 还将｜建设, but not 道路｜建设."""
    if not before:
        return True
    last = before[-1]
    return (
        last.tag in ("d", "zg", "c", "p", "ad")
        or last.word in words.adverb
        or last.word in words.role.done
        or last.word in FOLDS
    )


def _acts(token: Token) -> bool:
    return token.is_verb or token.tag == "vn"


def _joined_verb(kept: Sequence[Token], words: Words) -> int:
    """Count the words of a verb that goes with the next one, and its joint: 清淤并｜加固ⓠ."""
    last = kept[-1]
    unfit = last.word in words.link or last.word in words.nominal or last.word in words.adverb
    unfit = unfit or last.word in words.role.saying or last.word in words.role.reporting
    if _acts(last) and not unfit:
        return 1
    joined = len(kept) > 1 and kept[-2].is_verb and kept[-2].word not in words.link
    return 2 * (last.word in ("、", "并", "并且") and joined)
