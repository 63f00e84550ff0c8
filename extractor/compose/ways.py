"""The ways to the metric of numbers that stand side by side, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.compose.before import headless, phrase_before
from extractor.compose.counted import metric_behind
from extractor.compose.drafted import COUNTED_NOUN, drafted
from extractor.compose.frames import Change
from extractor.compose.group import Group, look_around
from extractor.compose.line import QUANTITY, Span
from extractor.compose.pairing import both_bases, paired, sharing
from extractor.compose.reading import Reading
from extractor.compose.subject import last_named, only_where, size_of, without_subject
from extractor.compose.topic import topic_before
from extractor.compose.unnamed import is_unnamed, unnamed
from extractor.types import Draft


def compose_group(reading: Reading, positions: Sequence[int]) -> list[Draft]:
    """Compose numbers that stand side by side."""
    group = look_around(reading, positions)
    for way in _WAYS:
        drafts = way(reading, group)
        if drafts is not None:
            _note(reading, group, way)
            return drafts
    return _named_before(reading, group)


def _note(reading: Reading, group: Group, way: Callable[..., object]) -> None:
    """Note which way decided, where somebody wants to know."""
    if reading.trace is not None:
        reading.trace.took(reading.line, group.positions, way, group.change)


def _each(
    reading: Reading,
    group: Group,
    spans: Sequence[Span],
    change: Change | None = None,
    metric: str | None = None,
) -> list[Draft]:
    """Give every number of a group the same metric."""
    return [
        draft for position in group.positions for draft in drafted(reading, position, spans, change, metric)
    ]


def _population(reading: Reading, group: Group) -> list[Draft] | None:
    """人口 that is cut by the unit 人: 常住ⓠ口."""
    last = group.positions[-1]
    if group.mention.unit != "人" or not reading.line.text.startswith("口", last + 1):
        return None
    return _each(reading, group, [(last, last + 2)], metric="人口")


def _counted_noun(reading: Reading, group: Group) -> list[Draft] | None:
    """A number whose rule has seen its noun: 五大｜片区."""
    if group.mention.rule != COUNTED_NOUN or not group.behind:
        return None
    noun = group.behind[0]
    reading.taken = noun.end
    return drafted(reading, group.positions[-1], [(noun.start, noun.end)], None)


def _noun_behind(reading: Reading, group: Group) -> list[Draft] | None:
    """Numbers whose noun stands behind them: ⓠ艘ⓠ吨｜货轮."""
    spans = metric_behind(reading, group)
    if not spans:
        return None
    if reading.verb and group.positions[0] == reading.taken and _opens_with_noun(reading, spans[-1]):
        spans = [reading.verb, spans[-1]]  # 安置ⓠ个乡镇ⓠ名灾民
    owned = _is_owned(reading, group, spans)
    drafts = _each(reading, group, spans, group.change)
    if drafts and not _goes_on_to(reading, group):
        beyond = spans[-1][0] > group.end or _has_figure(reading, group, spans[-1][1])
        reading.taken = group.positions[-1] + 1 if beyond else spans[-1][1]
        reading.verb = spans[0] if len(spans) > 1 else None
        reading.owned = owned
    return drafts


def _is_owned(reading: Reading, group: Group, spans: Sequence[Span]) -> bool:
    """Whether numbers are the object of a verb that makes nobody act, or go on with a list of such."""
    if len(spans) > 1:
        return reading.source(spans[:1]) not in reading.words.role.pivot
    return reading.owned and reading.goes_on_with_list(group.positions[0])


def _goes_on_to(reading: Reading, group: Group) -> bool:
    """Whether what went on for a length of time has a number too: 连续ⓠ天｜运送旅客超ⓠ."""
    lasts = reading.is_length_of_time(group.mention) and bool(group.subject)
    onward = lasts and group.subject[-1].word in reading.words.role.lasting
    return onward and reading.line.text.startswith(QUANTITY, group.end)


def _has_figure(reading: Reading, group: Group, end: int) -> bool:
    """Whether the next number has what a number counts too: ⓠ类商品｜零售额ⓠ, ⓠ亩早稻｜收割已过ⓠ."""
    words, line = reading.words, reading.line
    rest = [token for token in group.behind if token.start >= end]
    if not rest or not line.text.startswith(QUANTITY, group.end):
        return False
    if len(rest) > 1 and rest[0].word in words.action:
        return all(token.tag in ("d", "p", "v") and token.word in words.link for token in rest[1:])
    if line.mention(group.end).kind == "measure":
        return False
    for token in rest:
        if not token.is_noun or token.word in words.link:
            return False
        if token.word.endswith(words.ending.figure):
            return True
    return False


def _opens_with_noun(reading: Reading, span: Span) -> bool:
    """Whether words begin with a noun, and not with what those counted do or suffer."""
    first = reading.line.between(*span)[0]
    return first.is_noun and first.word not in reading.words.fate


def _share_of_share(reading: Reading, group: Group) -> list[Draft] | None:
    """A share of those whom a number names: ⓠ以上的占ⓠ."""
    text, start, first = reading.line.text, group.start, group.positions[0]
    if not text.startswith("的", start) or text[start - 1 : start] != QUANTITY:
        return None
    spans = _spans_before(reading, group)
    if not reading.source(spans).startswith("占"):
        return None
    label = reading.written(reading.line.mention(start - 1))
    return drafted(reading, first, spans, group.change, f"{label}的占")


def _named_before(reading: Reading, group: Group) -> list[Draft]:
    """Numbers that the words before them name, or what was said before those: 货运量达ⓠ."""
    words, subject = reading.words, group.subject
    spans = _spans_before(reading, group)
    if not spans and "".join(token.word for token in subject) in words.role.rest:
        spans = [(subject[0].start, subject[-1].end)]
    told = reading.source(spans)
    if not told or told.endswith(words.ending.site):
        spans = _own_object(reading, group) or spans
        told = reading.source(spans)
    if told in words.role.size:
        spans = [*topic_before(reading, group.start), *spans]
    elif told in words.role.general:
        spans = [*_owner_before(reading, group, told), *spans]
    if not spans or is_unnamed(told, words):
        _note(reading, group, unnamed)
        return unnamed(reading, group, told)
    metrics = sharing(reading, spans, group)
    _note(reading, group, sharing if metrics else _named_before)
    if metrics:
        return [draft for metric in metrics for draft in _each(reading, group, spans, group.change, metric)]
    return _each(reading, group, spans, group.change)


def _owner_before(reading: Reading, group: Group, told: str) -> list[Span]:
    """Give the thing that the clause before is about, whose figure follows: 矿泉水走俏，｜销量ⓠ."""
    topic = topic_before(reading, group.start)
    tokens = reading.line.between(topic[0][0], topic[-1][1]) if topic else []
    named = all(token.is_noun or token.tag in ("a", "b", "x", "eng") for token in tokens)
    return topic if named and told not in reading.source(topic) else []


def _own_object(reading: Reading, group: Group) -> list[Span]:
    """Give a verb of change that says itself what changes, where only a place is before it: 局地｜降温ⓠ."""
    if group.change is None or not group.change.moves:
        return []
    tokens = reading.line.between(group.change.start, group.positions[0])
    verbs = [token for token in tokens if token.word in reading.words.role.whole_verb]
    return [(verbs[-1].start, verbs[-1].end)] if verbs else []


def _spans_before(reading: Reading, group: Group) -> list[Span]:
    """Give the words before a number that say what it is, less who acts."""
    line, words, mention = reading.line, reading.words, group.mention
    spans = without_subject(line, phrase_before(group.subject, words), words)
    if group.change is None and mention.kind != "percent" and not group.behind:
        spans = headless(group.subject, words) or spans
    if mention.kind == "measure" and spans:
        spans = last_named(line, spans, words)
    if spans and group.behind and group.behind[0].word == "的" and mention.kind in ("money", "measure"):
        spans = size_of(line, spans, words)
    return [] if only_where(group.subject, spans, mention, words) else spans


_WAYS: tuple[Callable[[Reading, Group], list[Draft] | None], ...] = (
    _population,
    _counted_noun,
    _noun_behind,
    paired,
    both_bases,
    _share_of_share,
)
"""What is tried before the words in front of the numbers; the first that gives a list decides."""
