"""Documents put together with their facts: those that were given, or those that are found in them now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from extractor.errors import Problem
from extractor.report.view import Document
from extractor.types import Fact, Record


def documents(
    items: Iterable[Fact | Record], extract: Callable[[Record], Iterable[Fact]]
) -> Iterator[Document | Problem]:
    """Give each record with the facts that name it, or with those that are extracted where none does.

    Args:
        items: Records, and facts that were written before, in any order.
        extract: Finds the facts of a record.

    Yields:
        Documents in the order of their records, and a problem for facts whose text is not there or is
        another than they were read from.
    """
    records: list[Record] = []
    given: dict[str, list[Fact]] = {}
    for item in items:
        if isinstance(item, Fact):
            given.setdefault(item.doc, []).append(item)
        else:
            records.append(item)
    for record in records:
        facts = sorted(given.pop(record.doc, ()), key=attrgetter("start", "end"))
        wrong = next((fact for fact in facts if record.text[fact.start : fact.end] != fact.text), None)
        if wrong is not None:
            yield Problem(
                f"the facts given are not of this text: {wrong.text!r} does not stand at {wrong.start}",
                record.doc,
                hint="was it changed since they were extracted? leave them out, and they are extracted anew",
            )
            facts = []
        yield Document(record, tuple(facts or extract(record)))
    for doc, facts in given.items():
        yield Problem(
            f"{len(facts)} facts are given and not the text that they stand in", doc, hint="name it too"
        )
