"""The facts of one document, sentence by sentence, and the words around each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.types import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a document with its facts, in order.

    Attributes:
        text: The sentence.
        facts: Its facts.
        start: Offset of the sentence in its document.
    """

    text: str
    facts: tuple[Fact, ...]
    start: int

    def between(self, first: Fact, second: Fact) -> str:
        """Give the words from the end of one mention to the start of another behind it."""
        return self.text[max(first.end - self.start, 0) : max(second.start - self.start, 0)]

    def before(self, fact: Fact) -> str:
        """Give the words from the last mention, or the start of the sentence, to a mention."""
        ends = [other.end for other in self.facts if other.end <= fact.start]
        return self.text[max([0, *(end - self.start for end in ends)]) : max(fact.start - self.start, 0)]

    def behind(self, fact: Fact) -> str:
        """Give the words from a mention to the next, or to the end of the sentence."""
        starts = [other.start for other in self.facts if other.start >= fact.end]
        stop = min([len(self.text), *(start - self.start for start in starts)])
        return self.text[max(fact.end - self.start, 0) : stop]


@dataclass(frozen=True, slots=True)
class Page:
    """One document.

    Attributes:
        doc: Its name.
        lines: Its sentences that hold facts.
        line_of: The sentence of each fact, by the fact's id.
    """

    doc: str
    lines: tuple[Line, ...]
    line_of: dict[str, Line] = field(default_factory=dict)

    @property
    def facts(self) -> Iterator[Fact]:
        """All facts in order."""
        for line in self.lines:
            yield from line.facts


def pages(facts: Iterable[Fact]) -> list[Page]:
    """Sort facts into their documents, each in the order of its first fact."""
    by_doc: dict[str, list[Fact]] = {}
    for fact in facts:
        by_doc.setdefault(fact.doc, []).append(fact)
    return [_page(doc, found) for doc, found in by_doc.items()]


def _page(doc: str, facts: Sequence[Fact]) -> Page:
    lines = []
    for (_, text), group in groupby(
        sorted(facts, key=_place), key=lambda fact: (fact.article, fact.sentence)
    ):
        inside = tuple(group)
        lines.append(Line(text, inside, _start(text, inside)))
    return Page(doc, tuple(lines), {fact.id: line for line in lines for fact in line.facts})


def _place(fact: Fact) -> tuple[int, int]:
    return fact.start, fact.end


def _start(text: str, facts: Sequence[Fact]) -> int:
    """Work out where a sentence begins: where all its mentions stand in it at their places."""
    starts: set[int] | None = None
    for fact in facts:
        at, found = text.find(fact.text), set()
        while at >= 0 and fact.text:
            found.add(fact.start - at)
            at = text.find(fact.text, at + 1)
        starts = found if starts is None else (starts & found or starts)
    return max(starts or {facts[0].start})
