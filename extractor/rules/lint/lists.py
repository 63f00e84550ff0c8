"""Lexicons whose rows stand out of order, or that say two things of one word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.errors import Problem
from extractor.rules.lexicon import rows_of
from extractor.rules.locate import decoded
from extractor.rules.sources import lexicon_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.rules.model import File

MANY_SAYINGS = frozenset({"region_stop"})
"""Lexicons in which each row of a word says one thing more of it."""


def wrong_lists(files: Sequence[File]) -> Iterator[Problem]:
    """Find rows out of order, and words with two rows."""
    for file in files:
        if file.name.endswith(".tsv"):
            text = decoded(file.name, file.content, [])
            if text is None:
                continue  # the loader says so
            yield from _out_of_order(file.name, text)
            if lexicon_name(file) not in MANY_SAYINGS:
                yield from _double(file.name, text)


def _out_of_order(name: str, text: str) -> Iterator[Problem]:
    rows = list(rows_of(text))
    late = [(number, row, before) for (_, before), (number, row) in pairwise(rows) if row < before]
    if late:
        number, row, before = late[0]
        more = f", and {len(late) - 1} rows more are out of order" if len(late) > 1 else ""
        message = f"{row[0]} belongs before {before[0]}{more}: rows are sorted by code point"
        line = "\t".join(row)
        yield Problem(message, name, number, 1, len(row[0]), line, "zhstat rules lint --fix sorts them")


def _double(name: str, text: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    rows: set[tuple[str, ...]] = set()
    for number, row in rows_of(text):
        if row[0] in first and row not in rows:  # the same row twice is what the loader finds
            message = f"{row[0]} has a row already, in line {first[row[0]]}, and the first one counts"
            yield Problem(message, name, number, 1, len(row[0]), "\t".join(row), "take one of the two out")
        first.setdefault(row[0], number)
        rows.add(row)
