"""Pair the facts of two sets of rules: one is the same if it stands in the same place and says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.emit.number import plain
from extractor.types import FACT_FIELDS, Fact, Record

if TYPE_CHECKING:
    from extractor.pipeline import Extractor

COMPARED = tuple(
    name for name in FACT_FIELDS if name not in ("id", "doc", "article", "start", "end", "sentence")
)
"""The fields of which a change is told; the others follow from the place."""


class Change(NamedTuple):
    """A fact before and after; one of the two may be missing.

    Attributes:
        old: The fact by the old rules.
        new: The fact by the new rules.
        fields: The fields that differ; none where one of the two is missing.
        at: Where in the fact's sentence its mention begins.
    """

    old: Fact | None
    new: Fact | None
    fields: tuple[str, ...] = ()
    at: int = 0

    @property
    def sort(self) -> str:
        """``added``, ``dropped`` or ``changed``."""
        return "added" if self.old is None else "dropped" if self.new is None else "changed"

    @property
    def fact(self) -> Fact:
        """The fact as it is now, or as it was if it is no more."""
        fact = self.new or self.old
        if fact is None:
            raise ValueError("a change of no fact")
        return fact

    @property
    def quote(self) -> tuple[str, str, str]:
        """The fact's sentence in three parts, the mention in the middle."""
        sentence, end = self.fact.sentence, self.at + len(self.fact.text)
        return sentence[: self.at], sentence[self.at : end], sentence[end:]

    def rows(self) -> list[tuple[str, str, str]]:
        """Give what is to be shown: fields with their old and new values."""
        names = self.fields or tuple(
            name
            for name in COMPARED
            if any(getattr(fact, name) is not None for fact in (self.old, self.new) if fact)
        )
        return [(name, shown(self.old, name), shown(self.new, name)) for name in names]


@dataclass(slots=True)
class Difference:
    """All that differs over a corpus.

    Attributes:
        documents: How many documents were read.
        old: How many facts the old rules found.
        new: How many the new ones found.
        same: How many are the same.
        changes: What differs, in the order of the documents and their text.
    """

    documents: int = 0
    old: int = 0
    new: int = 0
    same: int = 0
    changes: list[Change] = field(default_factory=list)

    def add(self, text: str, old: Sequence[Fact], new: Sequence[Fact]) -> None:
        """Compare the facts of one document, whose text is given too."""
        self.documents += 1
        self.old += len(old)
        self.new += len(new)
        changes = list(compare(text, old, new))
        paired = sum(1 for change in changes if change.old is not None)
        self.same += len(old) - paired
        self.changes += changes

    def counts(self) -> Counter[str]:
        """Count what was ``added``, ``dropped`` and ``changed``."""
        return Counter(change.sort for change in self.changes)

    def fields(self) -> Counter[str]:
        """Count the fields that changed."""
        return Counter(name for change in self.changes for name in change.fields)


def compare(text: str, old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[Change]:
    """Give what differs between the facts of one document, in the order of its text."""
    changes = (
        Change(
            one,
            other,
            () if one is None or other is None else _differing(one, other),
            _place_in_sentence(text, other or one),
        )
        for one, other in _paired(old, new)
    )
    wanted = (change for change in changes if change.sort != "changed" or change.fields)
    return iter(sorted(wanted, key=lambda change: (change.fact.start, change.fact.end)))


def _paired(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Pair facts of the same place and kind, then those that overlap."""
    by_id = {fact.id: fact for fact in new}
    left = []
    for fact in old:
        other = by_id.pop(fact.id, None)
        if other is None:
            left.append(fact)
        else:
            yield fact, other
    free = list(by_id.values())
    for fact in left:
        near = max(free, key=lambda other: _shared(fact, other), default=None)
        if near is None or _shared(fact, near) <= 0:
            yield fact, None
            continue
        free.remove(near)
        yield fact, near
    for fact in free:
        yield None, fact


def _shared(one: Fact, other: Fact) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _differing(old: Fact, new: Fact) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if getattr(old, name) != getattr(new, name))


def shown(fact: Fact | None, name: str) -> str:
    """Write a field of a fact; ``–`` stands for none."""
    value: Any = None if fact is None else getattr(fact, name)
    if isinstance(value, Decimal):
        return plain(value)
    return "–" if value is None else str(value)


def _place_in_sentence(text: str, fact: Fact | None) -> int:
    """Give where in its sentence a mention begins; the same words may stand there more than once."""
    if fact is None:
        return 0
    begin = text.find(fact.sentence, max(0, fact.end - len(fact.sentence)))
    return fact.start - begin if 0 <= begin <= fact.start else 0


def differences(records: Iterable[Record], old: Extractor, new: Extractor) -> Difference:
    """Compare the facts of documents by two engines."""
    found = Difference()
    for record in records:
        found.add(
            record.text,
            list(old.extract(record.text, date=record.date, doc=record.doc)),
            list(new.extract(record.text, date=record.date, doc=record.doc)),
        )
    return found
