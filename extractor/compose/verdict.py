"""What a word behind a number is to the noun phrase before it; the first judge that knows it decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import takewhile
from typing import NamedTuple

from extractor.compose.compound import is_joined, is_named, is_two_and_one, runs_on
from extractor.compose.line import PLACE, Token
from extractor.compose.nouns import is_noun, is_noun_like, is_person
from extractor.compose.said import is_said
from extractor.compose.words import Words

MODIFIERS = frozenset({"r", "a", "b", "ad", "m", "q", "f", "t", "k", "ng", "x", "h", "mq", "z", "zg"})
"""Tags of what may stand before a noun."""

HEAD_WITHIN = 3
"""How many words behind a verb the head of its compound may stand."""

NOUN_WITHIN = 4
"""How many words behind a verb the noun may stand that it leads to."""

CLOSING = ("者", "口", "户")
"""Characters that the tagger parts from the end of a noun: 老年人｜口, 种植｜户."""

POINTERS = frozenset({"这", "这个", "其", "他", "她", "它", "他们", "她们", "每", "每个", "之一"})
"""Pronouns that begin another phrase: ⓠ名会员｜这个假期."""

OWNER_WITHIN = 6
"""How many words behind persons and 的 other persons may stand that are meant: 学生的｜家长."""

COMPANY_WITHIN = 5
"""How many words behind 与 that may stand which says that both act together."""

UPWARD = ("以上", "以下")
"""What stands behind a joint and goes on from what is before it: 七座及｜以上."""


class Verdict(Enum):
    """What a word is to the noun phrase before it."""

    INSIDE = "it belongs if a head follows"
    HEAD = "the phrase may end with it"
    LAST = "the phrase ends with it"
    OUTSIDE = "the phrase ends before it"


class Phrase(NamedTuple):
    """The words behind a number, and what decides how many of them are its noun.

    Attributes:
        tokens: The words.
        unit: The number's classifier.
        words: The word lists.
        open_end: Whether the next number follows: what is joined by 和 or 、 belongs to that.
        governed: Whether 对 or 将 stands before the number, so that a verb is still to come.
        owned: Whether the number is the object of a verb that makes nobody act, so that no verb is to come.
        light: Whether that verb only says that its object, which names what is done, takes place.
        particle: Where the last 的 with a noun behind it stands, or -1.
    """

    tokens: Sequence[Token]
    unit: str | None
    words: Words
    open_end: bool
    governed: bool
    owned: bool
    light: bool
    particle: int

    def after(self, index: int) -> Token | None:
        """Give the word behind another."""
        return self.tokens[index + 1] if index + 1 < len(self.tokens) else None

    @property
    def counts_persons(self) -> bool:
        """Whether the classifier is one for persons."""
        return self.unit in self.words.role.person_unit


def judged(phrase: Phrase, index: int, good: int) -> Verdict:
    """Judge a word; ``good`` counts the words that the phrase has for sure."""
    for judge in _JUDGES:
        verdict = judge(phrase, index, good)
        if verdict is not None:
            return verdict
    return Verdict.OUTSIDE


def _upward(phrase: Phrase, index: int, _good: int) -> Verdict | None:
    """以上 goes with the joint before it: 七座及｜以上."""
    upward = phrase.tokens[index].word in UPWARD and index > 0 and _joins(phrase, index - 1)
    return Verdict.HEAD if upward else None


def _joint(phrase: Phrase, index: int, good: int) -> Verdict | None:
    """A joint belongs if another noun follows: 纸箱和｜木箱."""
    if not _joins(phrase, index):
        return None
    after = phrase.after(index)
    if after is not None and after.word in UPWARD:
        return Verdict.INSIDE
    if phrase.tokens[index].tag == "p" and _is_company(phrase.tokens[index + 1 :], phrase.words):
        return Verdict.OUTSIDE
    goes_on = good and after is not None and after.word != PLACE and is_noun_like(after, phrase.words)
    return Verdict.INSIDE if goes_on and not phrase.open_end else Verdict.OUTSIDE


def _is_company(rest: Sequence[Token], words: Words) -> bool:
    """Whether 与 leads to those with whom something is done: ⓠ家企业｜与高校共同研制."""
    return any(token.word in words.role.jointly for token in rest[:COMPANY_WITHIN])


def _joins(phrase: Phrase, index: int) -> bool:
    token = phrase.tokens[index]
    return token.tag == "c" or token.word in phrase.words.role.joint


def _said(phrase: Phrase, index: int, good: int) -> Verdict | None:
    """What is said of what is counted ends the noun."""
    if not index:
        return None
    if phrase.tokens[index].word in phrase.words.role.all:
        return Verdict.OUTSIDE
    said = good and is_said(phrase.tokens, index, phrase.particle, phrase.words)
    return Verdict.OUTSIDE if said else None


def _noun(phrase: Phrase, index: int, good: int) -> Verdict | None:
    """A noun; one for persons is the last where persons are counted: ⓠ名焊工｜进场."""
    token, after, words = phrase.tokens[index], phrase.after(index), phrase.words
    if not is_noun(token, words):
        return None
    if index and token.tag[0] == "v" and _is_done(phrase, index):
        return Verdict.OUTSIDE
    acts = good and token.word in words.predicate and token.word not in words.nominal
    if acts and after is not None and (after.tag == "v" or token.word not in words.attributive):
        return Verdict.OUTSIDE  # ⓠ个部门｜计划选拔
    if not phrase.counts_persons or not is_person(token, words):
        return Verdict.HEAD
    goes_on = _persons_go_on(phrase.tokens[index + 1 :], words) or (
        after is not None and (after.word == "口" or (is_noun(after, words) and index < phrase.particle))
    )
    return Verdict.HEAD if goes_on else Verdict.LAST


def _is_done(phrase: Phrase, index: int) -> bool:
    """Whether a word that may be a noun is a verb here, as 了 follows it or the next: 建设｜应用了."""
    after, last = phrase.after(index), phrase.after(index + 1)
    if after is None or after.word == "了":
        return after is not None
    return last is not None and last.word == "了" and after.word in phrase.words.nominal


def _verbal_noun(phrase: Phrase, index: int, good: int) -> Verdict | None:
    """A verbal noun inside a compound: ⓠ台路面养护｜机械."""
    token, after, words = phrase.tokens[index], phrase.after(index), phrase.words
    if token.tag != "vn" or not good:
        return None
    if phrase.unit in words.time_unit:
        return Verdict.HEAD  # ⓠ天的道路｜抢修
    if after is None or not (after.is_noun or after.tag == "vn"):
        return None
    return Verdict.INSIDE if token.word not in words.predicate and token.word not in words.action else None


def _verb(phrase: Phrase, index: int, good: int) -> Verdict | None:
    """A verb ends the noun, unless it is part of a compound or leads to the noun: ⓠ起触电｜事故."""
    token, words = phrase.tokens[index], phrase.words
    if not (token.is_verb or token.tag in ("d", "p", "vn") or token.word in words.predicate):
        return None
    if good and _is_event(phrase, index):
        return Verdict.HEAD
    if good and is_joined(phrase.tokens, index, words):
        return Verdict.INSIDE
    if good and is_two_and_one(token, phrase.after(index)):
        return Verdict.INSIDE
    behind_particle = index > phrase.particle
    rest = phrase.tokens[index + 1 : index + 1 + NOUN_WITHIN]
    if good:
        described = (
            not behind_particle and phrase.counts_persons and not is_person(phrase.tokens[good - 1], words)
        )
        belongs = described or _goes_on(token, rest, phrase)
        belongs = belongs or (phrase.owned and runs_on(phrase.tokens, index, good, words))
        belongs = belongs or (phrase.unit in words.time_unit and is_named(rest, words))  # ⓠ天的军营开放｜活动
    else:
        belongs = not behind_particle or any(is_noun(each, words) for each in rest)
    return Verdict.INSIDE if belongs else Verdict.OUTSIDE


def _is_event(phrase: Phrase, index: int) -> bool:
    """Whether a verb at the end is the name of what takes place: 办了ⓠ场新书｜发布, ⓠ天的演示｜飞行."""
    token, words = phrase.tokens[index], phrase.words
    lasts = phrase.unit in words.time_unit and not phrase.open_end
    if not lasts and not (phrase.owned and (phrase.light or phrase.unit in words.role.event_unit)):
        return False
    if token.word in words.fate or token.tag not in ("v", "vn"):
        return False
    rest = phrase.tokens[index + 1 :]
    if token.word in words.predicate:
        return phrase.light and not rest
    end = next((at for at, each in enumerate(rest) if each.word in words.role.joint), len(rest))
    return all(each.tag in ("v", "vn") and each.word not in words.predicate for each in rest[:end])


def _modifier(phrase: Phrase, index: int, good: int) -> Verdict | None:
    """What may stand before a noun: ⓠ台大型｜盾构机; a localiser at the end is none."""
    token = phrase.tokens[index]
    if token.tag not in MODIFIERS or not token.word.strip():
        return None
    if good and token.tag == "r" and token.word in POINTERS:
        return Verdict.OUTSIDE
    if good and (token.word in phrase.words.head or token.word in CLOSING):
        return Verdict.HEAD  # 专业｜点
    left_over = token.tag == "f" and good and phrase.after(index) is None
    return Verdict.OUTSIDE if left_over else Verdict.INSIDE


_JUDGES: tuple[Callable[[Phrase, int, int], Verdict | None], ...] = (
    _upward,
    _joint,
    _said,
    _noun,
    _verbal_noun,
    _verb,
    _modifier,
)
"""Who judges a word, in this order; what none of them knows ends the noun."""


def _persons_go_on(rest: Sequence[Token], words: Words) -> bool:
    """Whether a noun for persons is only the first of several: 护林｜队员, 司机、｜乘务员."""
    if not rest:
        return False
    if rest[0].word in words.role.joint:
        return len(rest) > 1 and is_noun_like(rest[1], words)
    if rest[0].word == "的":
        named = takewhile(lambda token: not token.is_verb, rest[1:OWNER_WITHIN])
        return any(is_person(token, words) for token in named)  # 学生的｜家长
    for token in rest:
        if not token.is_noun:
            return False
        if is_person(token, words):
            return True
    return False


def _goes_on(verb: Token, rest: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a verb behind a noun is part of a compound with a head to come: 管道泄漏｜事故."""
    words = phrase.words
    transitive = verb.word in words.predicate or verb.word in words.action
    if verb.tag in ("d", "p") or (transitive and verb.word not in words.attributive and not phrase.governed):
        return False
    if transitive:
        return bool(rest) and rest[0].word.endswith(words.heads)
    for token in rest[:HEAD_WITHIN]:
        if token.word.endswith(words.heads):
            return True
        if token.word in words.predicate or not (
            token.is_verb or token.is_noun or token.tag in ("vn", "b", "a")
        ):
            return False
        if token.is_noun and token.tag != "vn" and verb.tag != "vn":
            return False
    return False
