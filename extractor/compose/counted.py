"""Numbers whose metric stands behind them: 出动ⓠ台抽水泵.

The first of a row of small ways that finds a metric decides; which are tried depends on what stands before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.compose.before import Neighbour, neighbour, phrase_before, verb_before, verb_of_share
from extractor.compose.behind import noun_behind, predicate_behind
from extractor.compose.group import Group
from extractor.compose.line import BREAKS, PLACE, QUANTITY, Span, Token
from extractor.compose.reading import Reading
from extractor.compose.rear import strip_right
from extractor.compose.subject import needs_no_noun
from extractor.types import Mention

LONGEST_PREDICATE = 8
"""Characters behind a number that are its object though no noun is seen in them."""

ONLY = "只仅"
"""First characters of words that lead to how much something measures: 门宽｜只有ⓠ."""

NOMINAL_TAGS = frozenset({"a", "b", "ng", "f", "z", "h", "nr", "mq", "zg", "k"})
"""Tags, beside those of nouns, of what begins a noun."""


class _View(NamedTuple):
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
        return noun_behind(self.group.behind, unit, words, open_end=open_end, governed=governed)


def metric_behind(reading: Reading, group: Group) -> list[Span]:
    """Give the metric that stands behind a number, with the verb before it; nothing if it stands before."""
    mention = group.mention
    if not group.behind or mention.kind == "rank" or (group.change is not None and mention.kind == "percent"):
        return []
    first = group.behind[0].word
    if first in BREAKS or not first.strip() or first in "、”’":
        return []
    view = _view(reading, group)
    ways: tuple[Callable[[_View], list[Span]], ...] = ()
    if view.lasts and first in reading.words.role.aged:
        ways = (_first_word,)
    elif view.lasts and first == "的" and view.before == "noun" and _is_owner(view):
        ways = (_noun_at_once,)
    elif view.before == "noun" and mention.kind in ("measure", "percent", "money"):
        ways = (_sized,)
    elif view.before == "nothing" and mention.kind == "percent" and _is_copula(view):
        ways = (_share,)
    elif view.counts and first in reading.words.role.because:
        ways = (_predicate,)
    elif first in reading.words.role.vote:
        ways = (_first_word,)
    elif first == "的" and _is_level(view):
        pass
    elif not (view.lasts and first != "的" and _opens_noun(view)):
        noun_is_before = view.before == "noun" or _is_limit(view)
        ways = _NEAR if noun_is_before else (*_NEAR, *_FAR)
    return _first_found(view, ways)


def _first_found(view: _View, ways: Sequence[Callable[[_View], list[Span]]]) -> list[Span]:
    """Give what the first way finds that finds anything."""
    trace = view.reading.trace
    for way in ways:
        if found := way(view):
            if trace is not None:
                trace.took(view.reading.line, view.group.positions, way)
            return found
    return []


def _view(reading: Reading, group: Group) -> _View:
    words, mention, subject = reading.words, group.mention, group.subject
    lasts = reading.is_length_of_time(mention)
    before = neighbour(subject, words)
    last = subject[-1].word if subject else ""
    owned = last in words.link and last[-1] == "有" and not (mention.kind == "measure" and last[0] in ONLY)
    if owned or (lasts and last in words.role.lasting):
        before = "nothing"
    elif lasts and last == "了":
        before = neighbour(subject[:-1], words)
    return _View(
        reading,
        group,
        group.behind[0],
        before,
        counts=mention.kind in ("count", "number"),
        lasts=lasts,
        open_end=reading.line.text.startswith(QUANTITY, group.end) and group.behind[-1].word != "的",
        pointed=last in ("等", "的"),
    )


def _is_limit(view: _View) -> bool:
    """Whether the word behind the number is a mark that it passes, or joins it to something else."""
    role = view.reading.words.role
    return view.first.word in role.limit or view.first.word in role.joint


# ---- the ways to a metric


def _sized(view: _View) -> list[Span]:
    """Give the noun behind how it is measured: 高ⓠ的｜风机."""
    if view.first.word != "的":
        return []
    reading = view.reading
    told = reading.source(phrase_before(view.group.subject, reading.words))
    return view.noun() if told in reading.words.role.size else []


def _first_word(view: _View) -> list[Span]:
    """Give the word behind: what a length of time is (ⓠ年｜历史), what votes are for (ⓠ票｜赞成)."""
    return [(view.first.start, view.first.end)]


def _predicate(view: _View) -> list[Span]:
    """Give what those counted do or suffer, with the verb before them: ⓠ人因落石｜受伤."""
    done = predicate_behind(view.group.behind, view.reading.words, open_end=view.open_end)
    return view.verb() + done if done else []


def _is_level(view: _View) -> bool:
    """Whether the noun behind 的 only says what a level is called: 保持在ⓠ的｜较快水平, 亩产量过ⓠ的｜乡镇."""
    subject, role = view.group.subject, view.reading.words.role
    if len(subject) > 1 and subject[-1].word == "在" and subject[-2].word in role.staying:
        return True
    return view.before == "noun" and _names_figure(view)


def _names_figure(view: _View) -> bool:
    """Whether a figure is named before a number: the noun behind 的 only has it (首个亩产量过ⓠ的｜乡镇)."""
    return view.group.subject[-1].word.endswith(view.reading.words.ending.indicator)


def _is_owner(view: _View) -> bool:
    """Whether nouns before a length of time only own what lasts so long: 粮库ⓠ的｜储备, but not 工期ⓠ的."""
    words = view.reading.words
    plain = all(token.is_noun or token.tag in ("a", "b", "r", "p") for token in view.group.subject)
    return plain and not view.group.subject[-1].word.endswith(words.ending.time)


def _is_copula(view: _View) -> bool:
    """Whether what is behind a share says what that is: 为, 都是."""
    role, behind = view.reading.words.role, view.group.behind
    summed = view.first.word in role.all and len(behind) > 1 and behind[1].word in role.copula
    return view.first.word in role.copula or summed


def _share(view: _View) -> list[Span]:
    """Give what a share is: ⓠ为｜电动叉车, ⓠ都是｜电动叉车."""
    behind, role = view.group.behind, view.reading.words.role
    start = 1 if view.first.word in role.copula else 2
    return noun_behind(behind[start:], None, view.reading.words)


def _noun_at_once(view: _View) -> list[Span]:
    """Give the noun that begins directly behind the number: 调来ⓠ台｜抽水泵."""
    role, mention = view.reading.words.role, view.mention
    if _is_sized(view):
        return []
    listed = view.pointed and view.counts and mention.unit not in role.head_unit
    if not listed and not _opens_noun(view):
        return []
    subject = view.group.subject
    governed = bool(subject) and subject[-1].word in role.governor
    noun = view.noun(open_end=view.open_end, governed=governed)
    return view.verb() + noun if noun else []


def _noun_beyond(view: _View) -> list[Span]:
    """Give the noun behind another number: ⓠ名来自ⓠ所学校的｜新生."""
    held = view.first.word in view.reading.words.role.holding or _is_sized(view)
    if not view.counts or not held:
        return []
    line = view.reading.line
    tokens = line.between(view.first.start, line.clause(view.first.start)[1])
    particle = max((index for index, token in enumerate(tokens) if token.word == "的"), default=-1)
    noun = noun_behind(tokens[particle + 1 :], None, view.reading.words) if particle > 0 else []
    return view.verb() + noun if noun else []


def _is_sized(view: _View) -> bool:
    """Whether a number counts things of a size: ⓠ台单机容量ⓠ的｜机组."""
    line, words = view.reading.line, view.reading.words
    sized = view.open_end and line.text.startswith("的", view.group.end + 1)
    return sized and view.group.behind[-1].word.endswith((*words.figures, *words.ending.indicator))


def _befallen(view: _View) -> list[Span]:
    """Give what befell those counted: ⓠ人｜受伤."""
    if not view.counts or view.first.word not in view.reading.words.fate:
        return []
    return _predicate(view)


def _plain_noun(view: _View) -> list[Span]:
    """Give the noun behind a number that no verb follows: ⓠ座｜跨江大桥."""
    if not view.counts or view.first.word in view.reading.words.predicate:
        return []
    return view.noun() if view.pointed or not view.first.is_verb else []


def _done(view: _View) -> list[Span]:
    """Give what those counted do: ⓠ人｜参加演练."""
    words, mention = view.reading.words, view.mention
    if view.lasts and view.open_end and _is_on_and_on(view):
        if view.reading.line.mention(view.group.end).kind == "rank":
            return phrase_before(view.group.subject[:-1], words)
        told = strip_right(view.group.behind, words)
        return (
            [] if not told or _is_rise(view, told) else _with_subject(view, [(told[0].start, told[-1].end)])
        )
    counts_doers = view.counts and needs_no_noun(mention, words)
    if not (counts_doers or view.lasts or mention.kind == "money") or (view.lasts and view.open_end):
        return []
    done = predicate_behind(view.group.behind, words, open_end=view.open_end)
    if done and view.lasts and _is_on_and_on(view):
        return _with_subject(view, done)
    return view.verb() + done if done else []


def _is_on_and_on(view: _View) -> bool:
    """Whether what follows went on for a length of time: 连续ⓠ天｜."""
    subject = view.group.subject
    return bool(subject) and subject[-1].word in view.reading.words.role.lasting


def _is_rise(view: _View, told: Sequence[Token]) -> bool:
    """Whether words only say that something rose or stayed: the next number says how high."""
    return any(token.word in view.reading.words.change for token in told) or told[0].tag == "p"


def _with_subject(view: _View, done: list[Span]) -> list[Span]:
    """Give what goes on with what does so: 亩产连续ⓠ年提高; a change alone says nothing."""
    words = view.reading.words
    subject = phrase_before(view.group.subject[:-1], words)
    return [] if not subject and view.reading.source(done) in words.change else subject + done


def _noun_in_the_end(view: _View) -> list[Span]:
    """Give the noun further behind, or all that is there as the object of a verb: 免去ⓠ笔｜过路费."""
    if not view.counts and view.mention.kind != "percent":
        return []
    verb = view.verb()
    if noun := view.noun():
        return verb + noun
    start, end = view.first.start, view.group.behind[-1].end
    is_object = verb and not needs_no_noun(view.mention, view.reading.words)
    return [*verb, (start, end)] if is_object and end - start <= LONGEST_PREDICATE else []


_NEAR = (_noun_at_once, _noun_beyond)
"""What is tried whatever stands before the number."""

_FAR = (_befallen, _plain_noun, _done, _noun_in_the_end)
"""What is tried where no noun stands before the number."""


# ---- whether a noun begins directly behind


def _opens_noun(view: _View) -> bool:
    """Whether the word behind a number begins its noun: ⓠ台｜大型设备, but not ⓠ人｜到场."""
    first, text, words = view.first, view.reading.line.text, view.reading.words
    if first.word in words.role.various:
        return True
    if text.startswith(tuple(words.role.milestone), first.start):
        return False
    if first.word == "的":
        return len(view.group.behind) > 1 and not text.startswith(tuple(words.role.idle), first.end)
    if first.word in "“‘《" or first.word in words.nominal or first.word == PLACE:
        return True
    if first.word in words.predicate or first.is_verb or first.tag == "vn":
        return first.word not in words.adverb and _is_verb_in_noun(view)
    return first.word not in words.adverb and _is_nominal(view)


def _is_verb_in_noun(view: _View) -> bool:
    """Whether a verb behind a number is part of its noun: ⓠ起｜坠落事故."""
    first, words, rest = view.first, view.reading.words, view.group.behind[1:3]
    if not view.counts or view.mention.unit in words.role.head_unit:
        return False
    named = any(token.is_noun for token in rest)
    return named and (first.word not in words.predicate or rest[0].word.endswith(words.heads))


def _is_nominal(view: _View) -> bool:
    """Whether a word behind a number is its noun or a modifier; no adjective where persons are counted."""
    first = view.first
    if view.mention.unit in view.reading.words.role.head_unit and first.tag in ("a", "an", "ad"):
        return False
    return first.is_noun or first.tag in NOMINAL_TAGS
