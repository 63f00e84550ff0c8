"""A number as seen from its right side, and what stands beside it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.compose.before import Neighbour, neighbour, verb_before, verb_of_share, without_owner
from extractor.compose.behind import noun_behind
from extractor.compose.group import Group
from extractor.compose.line import PLACE, QUANTITY, Span, Token
from extractor.compose.nouns import is_person
from extractor.compose.reading import Reading
from extractor.compose.words import Words
from extractor.types import Mention

AGES = ("岁", "周岁")
"""Units of ages."""

ONLY = "只仅"
"""First characters of words that lead to how much something measures: 门宽｜只有ⓠ."""

NOMINAL_TAGS = frozenset({"a", "b", "ng", "f", "z", "h", "nr", "mq", "zg", "k"})
"""Tags, beside those of nouns, of what begins a noun."""


class View(NamedTuple):
    """A number as seen from its right side.

    Attributes:
        reading: The sentence.
        group: The number, with those beside it.
        first: The word behind it.
        before: What stands before it.
        counts: Whether it counts things.
        lasts: Whether it is a length of time.
        open_end: Whether the next number follows the words behind it.
        pointed: Whether 的 or 等 before it says that its noun is to come.
    """

    reading: Reading
    group: Group
    first: Token
    before: Neighbour
    counts: bool
    lasts: bool
    open_end: bool
    pointed: bool

    @property
    def mention(self) -> Mention:
        """The number."""
        return self.group.mention

    def verb(self) -> list[Span]:
        """Give the verb before the number whose object it is: 加固ⓠ座老桥, but not 新修的ⓠ座."""
        subject, words = self.group.subject, self.reading.words
        if self.lasts or (subject and subject[-1].word == "的"):
            return []
        if self.mention.kind == "percent":
            return verb_of_share(subject, words)
        return verb_before(subject, words)

    def noun(self, *, open_end: bool = False, governed: bool = False) -> list[Span]:
        """Give the noun behind the number."""
        words, unit = self.reading.words, self.mention.unit
        return noun_behind(
            self.group.behind,
            unit,
            words,
            open_end=open_end,
            governed=governed,
            owned=self.is_owned(),
            light=self.is_light(),
        )

    def is_light(self) -> bool:
        """Whether the verb only says that what its object names takes place: 获得ⓠ资金支持."""
        return self.reading.source(self.verb()) in self.reading.words.role.light

    def is_owned(self) -> bool:
        """Whether the number is the object of a verb whose object does nothing itself: 签署ⓠ份."""
        reading, verb = self.reading, self.verb()
        if verb:
            return reading.source(verb) not in reading.words.role.pivot
        return reading.owned and reading.goes_on_with_list(self.group.positions[0])


def view_of(reading: Reading, group: Group) -> View:
    """Look at what stands on both sides of a number."""
    words, mention, subject = reading.words, group.mention, group.subject
    lasts = reading.is_length_of_time(mention)
    before = neighbour(subject, words)
    last = subject[-1].word if subject else ""
    owned = last in words.link and last[-1] == "有" and not (mention.kind == "measure" and last[0] in ONLY)
    if owned or (lasts and last in words.role.lasting):
        before = "nothing"
    elif before == "noun" and len(without_owner(subject, words)) < len(subject):
        before = "verb"  # 击退敌军ⓠ次｜进攻
    elif lasts and last == "了":
        owned = group.behind[0].word == "的" and not _is_somebody(group.behind[1:2], words)
        before = "verb" if owned else neighbour(subject[:-1], words)
    return View(
        reading,
        group,
        group.behind[0],
        before,
        counts=mention.kind in ("count", "number"),
        lasts=lasts,
        open_end=reading.line.text.startswith(QUANTITY, group.end) and group.behind[-1].word != "的",
        pointed=last in ("等", "的"),
    )


def _is_somebody(tokens: Sequence[Token], words: Words) -> bool:
    """Whether words name a person: 驻守了ⓠ年的｜老王."""
    return any(token.tag == "nr" or is_person(token, words) for token in tokens)


def is_limit(view: View) -> bool:
    """Whether the word behind the number is a mark that it passes, or joins it to something else."""
    role = view.reading.words.role
    return view.first.word in role.limit or view.first.word in role.joint


def is_carried(view: View) -> bool:
    """Whether what has a size stands behind it: 重达ⓠ的｜铜鼎, but not 水深达ⓠ的."""
    if view.first.word != "的" or view.mention.kind != "measure" or view.lasts:
        return False
    last, before = ([token.word for token in reversed(view.group.subject)] + ["", ""])[:2]
    size = before if last == "达" else last.removesuffix("达") if last.endswith("达") else ""
    return size in view.reading.words.role.size and bool(view.noun())


def is_feat(view: View) -> bool:
    """Whether 的 leads to a word that says what a number is: 以ⓠ秒的｜成绩."""
    after = view.group.behind[1:2]
    named = view.first.word == "的" and bool(after) and after[0].word in view.reading.words.role.feat
    return named and view.mention.kind in ("measure", "count")


def is_somebody_hit(view: View) -> bool:
    """Whether what befell somebody only names them: ⓠ名流离失所｜者, ⓠ名被困｜矿工."""
    words = view.reading.words
    return any(token.word == "者" or is_person(token, words) for token in view.group.behind[1:2])


def is_age(view: View) -> bool:
    """Whether a number is the age of those whom the noun behind names: ⓠ岁以上｜居民, but not 年龄ⓠ岁的."""
    mention, subject, words = view.mention, view.group.subject, view.reading.words
    if mention.unit not in AGES or (subject and subject[-1].word.endswith(words.ending.time)):
        return False
    if view.first.word != "的" and mention.qualifier not in ("at_least", "at_most", "range"):
        return False
    noun = view.noun()
    return bool(noun) and any(is_person(token, words) for token in view.reading.line.between(*noun[0]))


def is_belonging(view: View) -> bool:
    """Whether 的 leads from those counted to what belongs to them: ⓠ人的｜用水安全."""
    role = view.reading.words.role
    if view.mention.unit not in role.head_unit:
        return False
    noun = view.noun()
    return bool(noun) and any(token.word in role.belonging for token in view.reading.line.between(*noun[0]))


def is_level(view: View) -> bool:
    """Whether the noun behind 的 only says what a level is called: 保持在ⓠ的｜较快水平, 亩产量过ⓠ的｜乡镇."""
    subject, role = view.group.subject, view.reading.words.role
    if len(subject) > 1 and subject[-1].word == "在" and subject[-2].word in role.staying:
        return True
    return view.before == "noun" and _names_figure(view)


def _names_figure(view: View) -> bool:
    """Whether a figure is named before a number: the noun behind 的 only has it (首个亩产量过ⓠ的｜乡镇)."""
    return view.group.subject[-1].word.endswith(view.reading.words.ending.indicator)


def is_owner(view: View) -> bool:
    """Whether nouns before a length of time only own what lasts so long: 粮库ⓠ的｜储备, but not 工期ⓠ的."""
    words = view.reading.words
    plain = all(token.is_noun or token.tag in ("a", "b", "r", "p") for token in view.group.subject)
    return plain and not view.group.subject[-1].word.endswith(words.ending.time)


def is_career(view: View) -> bool:
    """Whether a length of time says how long somebody has done something: 从事焊接ⓠ的｜师傅."""
    behind = view.group.behind
    if not view.lasts or view.before == "nothing" or view.first.word != "的" or len(behind) < 2:
        return False
    person = behind[1].tag == "nr" or is_person(behind[1], view.reading.words)
    lasts = any(token.word.endswith("为期") for token in view.group.subject)  # 为期ⓠ的罢工
    return person and not lasts and (len(behind) == 2 or not behind[2].is_noun)


def is_copula(view: View) -> bool:
    """Whether what is behind a share says what that is: 为, 都是."""
    role, behind = view.reading.words.role, view.group.behind
    summed = view.first.word in role.all and len(behind) > 1 and behind[1].word in role.copula
    return view.first.word in role.copula or summed


def is_sized(view: View) -> bool:
    """Whether a number counts things of a size: ⓠ台单机容量ⓠ的｜机组."""
    line, words = view.reading.line, view.reading.words
    sized = view.open_end and line.text.startswith("的", view.group.end + 1)
    return sized and view.group.behind[-1].word.endswith((*words.figures, *words.ending.indicator))


def is_on_and_on(view: View) -> bool:
    """Whether what follows went on for a length of time: 连续ⓠ天｜."""
    subject = view.group.subject
    return bool(subject) and subject[-1].word in view.reading.words.role.lasting


def opens_noun(view: View) -> bool:
    """Whether the word behind a number begins its noun: ⓠ台｜大型设备, but not ⓠ人｜到场."""
    first, text, words = view.first, view.reading.line.text, view.reading.words
    if first.word in words.role.various:
        return True
    if text.startswith(tuple(words.role.milestone), first.start):
        return False
    if first.word == "的":
        return len(view.group.behind) > 1 and not text.startswith(tuple(words.role.idle), first.end)
    if first.word in "“‘《" or first.word in words.nominal or first.word == PLACE:
        return all(token.word != "了" for token in view.group.behind[1:2])  # ⓠ人｜体验了地铁
    if first.word in words.predicate or first.is_verb or first.tag == "vn":
        return first.word not in words.adverb and _is_verb_in_noun(view)
    return first.word not in words.adverb and _is_nominal(view)


def _is_verb_in_noun(view: View) -> bool:
    """Whether a verb behind a number is part of its noun: ⓠ起｜坠落事故."""
    first, words, rest = view.first, view.reading.words, view.group.behind[1:3]
    if not view.counts or view.mention.unit in words.role.head_unit:
        return False
    named = any(token.is_noun for token in rest)
    return named and (
        first.word not in words.predicate or rest[0].word.endswith(words.heads) or is_person(rest[0], words)
    )


def _is_nominal(view: View) -> bool:
    """Whether a word behind a number is its noun or a modifier; no adjective where persons are counted."""
    first = view.first
    if view.mention.unit in view.reading.words.role.head_unit and first.tag in ("a", "an", "ad"):
        return False
    return first.is_noun or first.tag in NOMINAL_TAGS
