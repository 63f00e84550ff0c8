"""Two numbers that are the ends of a step: 运力由ⓠ扩大至ⓠ."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from extractor.compose.before import phrase_before
from extractor.compose.drafted import draft_of
from extractor.compose.edges import left_edge
from extractor.compose.frames import Change, direction_of, steps
from extractor.compose.line import Span
from extractor.compose.memory import doer, inherited, of_what
from extractor.compose.reading import Reading
from extractor.compose.subject import without_subject
from extractor.compose.topic import topic_before, topic_behind
from extractor.types import Draft, Mention

LENT_KINDS = frozenset({"count", "money", "percent", "measure"})
"""Kinds that a bare number takes over from the other end of its step."""


class _Subject(NamedTuple):
    """What moves: the words where they stand, or the metric where they stand elsewhere."""

    spans: list[Span]
    metric: str | None = None


def step(reading: Reading, first: int, second: int) -> list[Draft]:
    """Compose two numbers that are the ends of a step; nothing where they are not."""
    line = reading.line
    start = left_edge(reading, first, reading.taken)
    found = steps(line, first, second, start, reading.words)
    if found is None:
        return []
    one, other = line.mention(first), line.mention(second)
    if one.unit != other.unit and one.kind not in (other.kind, "number"):
        return []
    begin, direction = found
    direction = direction or direction_of(one, other)
    subject = _subject(reading, start, begin, second, one)
    drafts = []
    for position, lender, role in ((first, other, "from"), (second, one, "to")):
        change = Change(begin, direction, None, role)
        draft = draft_of(reading, position, subject.spans, change, subject.metric)
        drafts.append(replace(draft, mention=_lent(draft.mention, lender)))
    return drafts


def _subject(reading: Reading, start: int, begin: int, second: int, mention: Mention) -> _Subject:
    """Find what moves: before the step, around it, or in what was said before."""
    words = reading.words
    before = phrase_before(reading.line.between(start, begin), words)
    spans = without_subject(reading.line, before, words)
    told = reading.source(spans)
    if told in words.relative:
        return _Subject(spans, of_what(inherited(reading, 1, mention)[0] or "", words) + told)
    if spans:
        return _Subject(spans)
    if (who := doer(reading, start, begin)) is not None:
        return _Subject([], who)
    around = topic_before(reading, start) or topic_behind(reading, second)
    return _Subject(around) if around else _Subject([], inherited(reading, 1, mention)[0])


def _lent(mention: Mention, lender: Mention) -> Mention:
    """Give a bare number the kind and unit of the other end of its step: 由3000增至ⓠ人."""
    if mention.kind != "number":
        return mention
    kind = lender.kind if lender.kind in LENT_KINDS else "count"
    return replace(mention, kind=kind, unit=lender.unit)
