"""Lists and their numbers: each item has its own number, or all share one, or one thing has two changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.compose.before import phrase_before
from extractor.compose.drafted import drafted
from extractor.compose.edges import left_edge
from extractor.compose.group import Group
from extractor.compose.items import completed, items_of
from extractor.compose.line import QUANTITY, Span
from extractor.compose.memory import inherited, of_what
from extractor.compose.reading import Reading
from extractor.compose.subject import without_subject
from extractor.compose.words import Words
from extractor.types import Draft

BOTH = re.compile("(?P<first>同比|环比)[、和与](?:同比|环比)")
"""Two changes of one thing, each with a number of its own: 同比、环比分别增长ⓠ、ⓠ."""

TELLING_ENDS = "看说讲"
"""Last characters of a clause that is no item of a list: 总体看."""


def paired(reading: Reading, group: Group) -> list[Draft] | None:
    """Give each number of a list its own item: 甲厂、乙厂分别产煤ⓠ、ⓠ; ``None`` if they do not pair off."""
    line, positions = reading.line, group.positions
    if len(positions) < 2 or positions[0] + 1 == positions[1]:
        return None
    spans = phrase_before(group.subject, reading.words)
    if not spans:
        return None
    verb = ""
    parted = [
        token for token in line.between(spans[0][0], spans[-1][1]) if token.word in reading.words.role.each
    ]
    if parted and parted[-1].end < spans[-1][1]:
        verb = reading.source([(parted[-1].end, spans[-1][1])])
        spans = [(spans[0][0], parted[-1].start)]
    texts = _items(reading, spans, len(positions))
    if texts:
        metrics = completed(texts, reading.words.ending.shared, _own_words(reading, spans))
        return [
            draft
            for position, metric in zip(positions, metrics, strict=True)
            for draft in drafted(reading, position, spans, group.change, metric + verb)
        ]
    if parted or "分别" in line.text[spans[-1][1] : positions[0]]:
        return _again(reading, group, spans)
    return None


def _items(reading: Reading, spans: Sequence[Span], count: int) -> list[str]:
    """Give as many items as there are numbers; none where there are more or fewer."""
    texts = [reading.source([item]) for item in items_of(reading.line, spans, reading.words, count)]
    if len(texts) == 1:
        texts = _compound(texts[0], reading.words)
    if len(texts) != count:
        texts = _clauses(reading, spans, count)
    return texts if len(texts) == count else []


def _compound(text: str, words: Words) -> list[str]:
    """Take a word that joins two figures apart: 水泥产销量 → 水泥产量, 水泥销量."""
    for compound, parts in words.compound.items():
        if text.endswith(compound):
            return [text.removesuffix(compound) + part for part in parts.split(" ")]
    return [text]


def _clauses(reading: Reading, spans: Sequence[Span], count: int) -> list[str]:
    """Give the items of a list that commas part: 客运业，货运业，仓储业收入分别增长ⓠ、ⓠ、ⓠ."""
    text = reading.line.text
    items = [reading.source(spans)]
    start = spans[0][0]
    while len(items) < count and start and text[start - 1] in "，,":
        end = start - 1
        start = left_edge(reading, end)
        found = phrase_before(reading.line.between(start, end), reading.words)
        if not found or QUANTITY in text[start:end] or text[end - 1] in TELLING_ENDS:
            return []
        items.insert(0, reading.source(found))
    return items


def _own_words(reading: Reading, spans: Sequence[Span]) -> int:
    """Count the characters of the last item's own words: as many words as every earlier item has; else 0."""
    items = [reading.line.between(*item) for item in items_of(reading.line, spans, reading.words)]
    counts = {len(item) for item in items[:-1]}
    if len(counts) != 1 or len(items[-1]) <= (count := counts.pop()):
        return 0
    return items[-1][count].start - items[-1][0].start


def _again(reading: Reading, group: Group, spans: Sequence[Span]) -> list[Draft] | None:
    """Give each number of a list the metric of its own number in the list before: ，占比分别为ⓠ和ⓠ."""
    count = len(group.positions)
    listed = [
        metric for metric in inherited(reading, count, reading.line.mention(group.positions[0])) if metric
    ]
    if len(set(listed)) < count:
        return None
    told = reading.source(spans)
    return [
        draft
        for position, metric in zip(group.positions, listed, strict=True)
        for draft in drafted(reading, position, spans, group.change, of_what(metric, reading.words) + told)
    ]


def both_bases(reading: Reading, group: Group) -> list[Draft] | None:
    """Give one thing its two changes: 运价同比、环比分别下降ⓠ、ⓠ."""
    line, words, change = reading.line, reading.words, group.change
    if len(group.positions) != 2 or change is None:
        return None
    both = BOTH.search(line.text, group.start, group.positions[0])
    if both is None:
        return None
    before = phrase_before(line.between(group.start, both.start()), words)
    spans = without_subject(line, before, words)
    metric = reading.source(spans) if spans else inherited(reading, 1, group.mention)[0]
    bases = ("yoy", "mom") if both["first"] == "同比" else ("mom", "yoy")
    return [
        draft
        for position, basis in zip(group.positions, bases, strict=True)
        for draft in drafted(reading, position, spans, change._replace(basis=basis), metric)
    ]


def sharing(reading: Reading, spans: Sequence[Span], group: Group) -> list[str]:
    """Give the metrics of a list of rates that share one number: 按时率、合格率｜均达ⓠ; none of any other."""
    line, words = reading.line, reading.words
    if len(group.positions) != 1 or not spans:
        return []
    between = line.text[spans[-1][1] : group.positions[0]]
    if not any(word in between for word in words.role.all):
        return []
    items = [reading.source([item]) for item in items_of(line, spans, words)]
    if len(items) < 2 or not all(item.endswith(words.ending.indicator) for item in items):
        return []
    return completed(items, words.ending.shared, _own_words(reading, spans))
