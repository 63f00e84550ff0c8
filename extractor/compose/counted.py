"""Numbers whose metric stands behind them: 出动ⓠ台抽水泵.

The first of a row of small ways that finds a metric decides; which are tried depends on what stands before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.compose.before import phrase_before
from extractor.compose.behind import noun_behind, predicate_behind
from extractor.compose.group import Group
from extractor.compose.line import BREAKS, Span, Token
from extractor.compose.reading import Reading
from extractor.compose.rear import strip_right
from extractor.compose.subject import needs_no_noun
from extractor.compose.view import (
    View,
    is_age,
    is_belonging,
    is_career,
    is_carried,
    is_copula,
    is_feat,
    is_level,
    is_limit,
    is_on_and_on,
    is_owner,
    is_sized,
    is_somebody_hit,
    opens_noun,
    view_of,
)

Way = Callable[[View], list[Span]]
"""How a metric may be found behind a number."""

LONGEST_PREDICATE = 8
"""Characters behind a number that are its object though no noun is seen in them."""


def metric_behind(reading: Reading, group: Group) -> list[Span]:
    """Give the metric that stands behind a number, with the verb before it; nothing if it stands before."""
    mention = group.mention
    if not group.behind or mention.kind == "rank" or (group.change is not None and mention.kind == "percent"):
        return []
    first = group.behind[0].word
    if first in BREAKS or not first.strip() or first in "、”’":
        return []
    view = view_of(reading, group)
    if is_career(view):
        return []
    return _first_found(view, _ways_by_word(view) or _ways_by_kind(view))


def _ways_by_word(view: View) -> Sequence[Way]:
    """Choose by the word behind, where that alone decides."""
    first, role = view.first.word, view.reading.words.role
    if (view.lasts and first in role.aged) or (first in role.vote and view.before != "noun"):
        return (_first_word,)
    if view.lasts and first == "的" and view.before == "noun" and is_owner(view):
        return (_noun_at_once,)
    if is_carried(view) or is_age(view):
        return (_noun_alone,)
    if (
        view.counts
        and first in view.reading.words.fate
        and not is_somebody_hit(view)
        and view.mention.unit in role.head_unit
    ):
        return (_befallen,)
    if first == "的" and view.before != "noun" and is_belonging(view):
        return (_verb_alone,)
    return (_second_word,) if is_feat(view) else ()


def _ways_by_kind(view: View) -> Sequence[Way]:
    """Choose by what is measured and by what stands before."""
    first, role, kind = view.first.word, view.reading.words.role, view.mention.kind
    if view.before == "noun" and kind in ("measure", "percent", "money"):
        return (_sized,)
    if view.before == "nothing" and kind == "percent" and is_copula(view):
        return (_share,)
    if view.counts and first in role.because:
        return (_predicate,)
    if first in role.vote:
        return (_first_word,)
    if (first == "的" and is_level(view)) or (view.lasts and first != "的" and opens_noun(view)):
        return ()
    return _NEAR if view.before == "noun" or is_limit(view) else (*_NEAR, *_FAR)


def _first_found(view: View, ways: Sequence[Way]) -> list[Span]:
    """Give what the first way finds that finds anything."""
    trace = view.reading.trace
    for way in ways:
        if found := way(view):
            if trace is not None:
                trace.took(view.reading.line, view.group.positions, way)
            return found
    return []


def _sized(view: View) -> list[Span]:
    """Give the noun behind how it is measured: 高ⓠ的｜风机."""
    if view.first.word != "的":
        return []
    reading = view.reading
    told = reading.source(phrase_before(view.group.subject, reading.words))
    return view.noun() if told in reading.words.role.size else []


def _noun_alone(view: View) -> list[Span]:
    """Give the noun behind, whatever noun stands before the number: 重达ⓠ的｜铜鼎, ⓠ岁以上的｜居民."""
    return view.verb() + view.noun()


def _first_word(view: View) -> list[Span]:
    """Give the word behind: what a length of time is (ⓠ年｜历史), what votes are for (ⓠ票｜赞成)."""
    return [(view.first.start, view.first.end)]


def _second_word(view: View) -> list[Span]:
    """Give the word behind 的 that says what the number is: ⓠ米的｜成绩."""
    word = view.group.behind[1]
    return [(word.start, word.end)]


def _predicate(view: View) -> list[Span]:
    """Give what those counted do or suffer, with the verb before them: ⓠ人因落石｜受伤."""
    done = predicate_behind(view.group.behind, view.reading.words, open_end=view.open_end)
    return view.verb() + done if done else []


def _verb_alone(view: View) -> list[Span]:
    """Give the verb before the number, as nothing behind it is counted; what is there where no verb is."""
    return view.verb() or view.noun()


def _share(view: View) -> list[Span]:
    """Give what a share is: ⓠ为｜电动叉车, ⓠ都是｜电动叉车."""
    behind, role = view.group.behind, view.reading.words.role
    start = 1 if view.first.word in role.copula else 2
    return noun_behind(behind[start:], None, view.reading.words)


def _noun_at_once(view: View) -> list[Span]:
    """Give the noun that begins directly behind the number: 调来ⓠ台｜抽水泵."""
    role, mention = view.reading.words.role, view.mention
    if is_sized(view):
        return []
    listed = view.pointed and view.counts and mention.unit not in role.head_unit
    if not listed and not opens_noun(view):
        return []
    subject = view.group.subject
    governed = bool(subject) and subject[-1].word in role.governor
    noun = view.noun(open_end=view.open_end, governed=governed)
    return view.verb() + noun if noun else []


def _noun_beyond(view: View) -> list[Span]:
    """Give the noun behind another number: ⓠ名来自ⓠ所学校的｜新生."""
    held = view.first.word in view.reading.words.role.holding or is_sized(view)
    if not view.counts or not held:
        return []
    line = view.reading.line
    tokens = line.between(view.first.start, line.clause(view.first.start)[1])
    particle = max((index for index, token in enumerate(tokens) if token.word == "的"), default=-1)
    noun = noun_behind(tokens[particle + 1 :], None, view.reading.words) if particle > 0 else []
    return view.verb() + noun if noun else []


def _befallen(view: View) -> list[Span]:
    """Give what befell those counted: ⓠ人｜受伤."""
    if not view.counts or view.first.word not in view.reading.words.fate or is_somebody_hit(view):
        return []
    return _predicate(view)


def _plain_noun(view: View) -> list[Span]:
    """Give the noun behind a number that no verb follows: ⓠ座｜跨江大桥."""
    if not view.counts or view.first.word in view.reading.words.predicate:
        return []
    noun = view.noun() if view.pointed or not view.first.is_verb else []
    return [*view.verb(), *noun] if noun and view.first.tag == "p" else noun  # 截获ⓠ批｜从海外发来的货物


def _done(view: View) -> list[Span]:
    """Give what those counted do: ⓠ人｜参加演练."""
    words, mention = view.reading.words, view.mention
    if view.lasts and view.open_end and is_on_and_on(view):
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
    if done and view.lasts and is_on_and_on(view):
        return _with_subject(view, done)
    return view.verb() + done if done else []


def _is_rise(view: View, told: Sequence[Token]) -> bool:
    """Whether words only say that something rose or stayed: the next number says how high."""
    return any(token.word in view.reading.words.change for token in told) or told[0].tag == "p"


def _with_subject(view: View, done: list[Span]) -> list[Span]:
    """Give what goes on with what does so: 亩产连续ⓠ年提高; a change alone says nothing."""
    words = view.reading.words
    subject = phrase_before(view.group.subject[:-1], words)
    return [] if not subject and view.reading.source(done) in words.change else subject + done


def _noun_in_the_end(view: View) -> list[Span]:
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
