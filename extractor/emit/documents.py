"""The documents that facts come from: a table of its own beside them, with what facts do not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from extractor.types import Fact

COLUMNS: Mapping[str, str] = {
    "doc": "the document's name",
    "date": "the day it is of, YYYY-MM-DD, where it was given",
    "facts": "how many facts of it are here",
}
"""The columns of the table, and what each says."""

NO_DATES: Mapping[str, str | None] = {}


def counted(facts: Iterable[Fact], counts: Counter[str]) -> Iterator[Fact]:
    """Pass facts on and count them by document."""
    for fact in facts:
        counts[fact.doc] += 1
        yield fact


def rows(dates: Mapping[str, str | None], counts: Mapping[str, int]) -> list[tuple[str, str | None, int]]:
    """Give the documents that were read, those without a fact too, and those that facts name.

    >>> rows({"a.txt": "2022-07-20", "b.txt": None}, {"a.txt": 2, "-": 1})
    [('a.txt', '2022-07-20', 2), ('b.txt', None, 0), ('-', None, 1)]
    """
    return [(doc, dates.get(doc), counts.get(doc, 0)) for doc in {**dates, **counts}]
