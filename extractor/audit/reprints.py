"""Reprints: documents that print the same report, and the places where a copy has another number.

Two documents print the same report where most sentences of the shorter one stand in the other, numbers
included: bulletins that come out every day share their words and not their numbers, and ceremonies of two
years not their dates. Only sentences that hold facts are known here, and they are enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.audit.finding import Finding
from extractor.audit.page import Line, Page
from extractor.audit.words import said
from extractor.types import Fact

SHARED = Decimal("0.6")
"""The share of a document's sentences that must stand in another."""
LONG = 40
"""Characters that shared sentences must have together: 共3人 is in many reports."""
COMMON = 50
"""A sentence that stands in more documents than this is furniture."""
_NOT_WORDS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def families(pages: Sequence[Page]) -> dict[str, str]:
    """Give for each document that prints what an earlier one does the first such document."""
    texts = [_numbered(page) for page in pages]
    places: dict[str, list[int]] = {}
    for index, sentences in enumerate(texts):
        for sentence in sentences:
            places.setdefault(sentence, []).append(index)
    shared: dict[tuple[int, int], list[str]] = {}
    for sentence, indices in places.items():
        if len(indices) <= COMMON:
            for at, later in enumerate(indices):
                for earlier in indices[:at]:
                    shared.setdefault((earlier, later), []).append(sentence)
    days = [{fact.value for fact in page.facts if fact.kind == "date"} for page in pages]
    first: dict[int, int] = {}
    for (earlier, later), common in sorted(shared.items()):
        least = min(len(texts[earlier]), len(texts[later]))
        other_day = days[earlier] and days[later] and not days[earlier] & days[later]
        if not other_day and len(common) >= SHARED * least and sum(map(len, common)) >= LONG:
            first.setdefault(later, first.get(earlier, earlier))
    return {pages[later].doc: pages[root].doc for later, root in first.items()}


def _numbered(page: Page) -> set[str]:
    """Give the sentences that hold more than a date."""
    return {_bare(line.text) for line in page.lines if any(fact.kind != "date" for fact in line.facts)}


def misprints(page: Page, copy: Page) -> Iterator[Finding]:
    """Find the sentences that a copy has word for word but for a number."""
    printed = {_bare(line.text) for line in page.lines}
    by_words: dict[str, list[Line]] = {}
    for line in page.lines:
        by_words.setdefault(_worded(line.text), []).append(line)
    for line in copy.lines:
        if _bare(line.text) in printed:
            continue
        for other in by_words.get(_worded(line.text), [])[:1]:
            yield from _differing(other, line)


def _differing(line: Line, copy: Line) -> Iterator[Finding]:
    if len(line.facts) != len(copy.facts):
        return
    for fact, other in zip(line.facts, copy.facts, strict=True):
        if _is_other(fact, other):
            message = f"{said(fact)} is {said(other)} in {other.doc}, which prints the same report"
            by = (
                abs(fact.value - other.value)
                if isinstance(fact.value, Decimal) and isinstance(other.value, Decimal)
                else None
            )
            yield Finding(
                "copy", "likely", message, "the sentences are the same but for it", (fact, other), by
            )


def _is_other(fact: Fact, other: Fact) -> bool:
    same = fact.kind != "date" and (fact.kind, fact.unit) == (other.kind, other.unit)
    return same and (fact.value, fact.low, fact.high) != (
        other.value,
        other.low,
        other.high,
    )


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text))


def _worded(text: str) -> str:
    return _DIGITS.sub("0", _bare(text))
