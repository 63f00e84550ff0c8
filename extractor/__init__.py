"""Every number that a Chinese report states, as data.

A fact is one number or date of a text with what a reader needs to use it elsewhere: what it
counts, in which place, by which agency, over which period, how exactly, and where it stands.

>>> from extractor import extract
>>> [fact] = extract("全县建成农家书屋126个。")
>>> fact.text, fact.value, fact.unit
('126个', Decimal('126'), '个')

Importing this package reads no file; the rules are read when they are first used.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.corpus.batch import extract_batch
    from extractor.pipeline import Extractor
    from extractor.rules.load import load_rules
    from extractor.types import Fact

__all__ = ["Extractor", "Fact", "extract", "extract_batch", "load_rules"]
__version__ = "0.1.0"

_HOMES = {
    "Extractor": "extractor.pipeline",
    "Fact": "extractor.types",
    "extract_batch": "extractor.corpus.batch",
    "load_rules": "extractor.rules.load",
}


def extract(text: str, date: str | None = None, doc: str = "-") -> Iterator[Fact]:
    """Give the facts of one text by the rules that come with the package, in order of their place.

    `Extractor` does the same with rules of your own.

    Args:
        text: A report, or a page of several, in Simplified or Traditional characters.
        date: The day it was published, ``YYYY-MM-DD``; 今年 and a bare 3月 are read by it.
        doc: The name that the facts carry.

    Returns:
        The facts. ``text[fact.start:fact.end] == fact.text`` holds for each.
    """
    return _builtin().extract(text, date=date, doc=doc)


@cache
def _builtin() -> Extractor:
    from extractor.pipeline import Extractor

    return Extractor()


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
