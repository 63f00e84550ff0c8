"""Failures as a page: each sentence with its mention marked, and field by field what was wanted and found.

The page has no script and fetches nothing; a policy in it says so. What a document says is escaped.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined

from extractor.score.compare import FIELDS, MEASURES
from extractor.score.failure import Failure
from extractor.score.summary import RATES, Group

SORTS = {
    "missed": "in gold and not found",
    "unexpected": "found and not in gold",
    "wrong": "found with another quantity",
    "fields": "found, with wrong fields",
}
"""The sorts of failure, and what each means."""

LONGEST = 400
"""How many characters of a sentence are shown on each side of its mention."""

_ENDS = "。！？；\n"


class Row(NamedTuple):
    """A field as the page shows it."""

    name: str
    wanted: tuple[str, ...]
    got: str


class Shown(NamedTuple):
    """A failure as the page shows it: the sentence in three parts, and its fields."""

    sort: str
    line: int | None
    before: str
    mention: str
    after: str
    rows: tuple[Row, ...]


def page(groups: Sequence[Group], failures: Iterable[Failure]) -> str:
    """Write the page.

    Args:
        groups: The figures, over all and by genre.
        failures: What is wrong, sample after sample.

    Returns:
        HTML. The same input gives the same page.
    """
    folder = files("extractor.score")
    style = (folder / "page.css").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    samples = [
        (name, list(_shown(among))) for name, among in groupby(failures, attrgetter("gold.sample.name"))
    ]
    return environment.from_string((folder / "page.html").read_text("utf-8")).render(
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        style=style,
        groups=groups,
        measures=MEASURES,
        rates=RATES,
        fields=FIELDS,
        sorts=SORTS,
        samples=samples,
        total=sum(len(shown) for _, shown in samples),
    )


def _shown(failures: Iterable[Failure]) -> Iterator[Shown]:
    for failure in sorted(failures, key=attrgetter("span")):
        text, (start, end) = failure.gold.text, failure.span
        begin = max([text.rfind(mark, 0, start) + 1 for mark in _ENDS] + [start - LONGEST])
        stops = [at + 1 for at in (text.find(mark, end) for mark in _ENDS) if at >= 0]
        rows = tuple(
            Row(miss.name, tuple(map(_cell, miss.wanted)), _cell(miss.got)) for miss in failure.compared()
        )
        yield Shown(
            failure.sort,
            failure.expected.line if failure.expected else None,
            text[begin:start].lstrip(),
            text[start:end],
            text[end : min([*stops, end + LONGEST])].rstrip(),
            rows,
        )


def _cell(value: object) -> str:
    return "–" if value is None else str(value)
