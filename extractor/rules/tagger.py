"""The tagger: words and their parts of speech, by a dictionary of 350,000 words and the terms of our lexicon.

There is one for each list of terms, and whoever needs one shares it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from .dictionary import dictionary
from .guess import guesser
from .model import Ruleset
from .segment import Segmenter, Tagged

TERM_FREQUENCY = 3000
"""How often the tagger takes a term to occur: more than most words, less than the commonest."""


class Tagger(NamedTuple):
    """Cuts a text into words with their parts of speech.

    Attributes:
        tag: Does so.
        known: Does so by the dictionary alone, and guesses no words that are not in it.
        cut: Gives the words without their parts of speech.
    """

    tag: Callable[[str], Tagged]
    known: Callable[[str], Tagged]
    cut: Callable[[str], list[str]]


class Cutter:
    """Cuts a text into words by the tagger with some terms, which is made when it is first needed."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        """Take the terms, each with its part of speech."""
        self._terms = terms

    @cached_property
    def _cut(self) -> Callable[[str], list[str]]:
        return _tagger(_key(self._terms)).cut

    def __call__(self, text: str) -> list[str]:
        """Give the words of a text."""
        return self._cut(text)


@lru_cache(maxsize=64)
def tagger_of(rules: Ruleset) -> Tagger:
    """Give the tagger with the terms of a ruleset."""
    terms = rules.lexicons["term"].column("tag") if "term" in rules.lexicons else {}
    return _tagger(_key(terms))


def _key(terms: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(terms.items()))


def bare_tagger() -> Tagger:
    """Give the tagger without any terms."""
    return _tagger(())


@lru_cache(maxsize=4)
def _tagger(terms: tuple[tuple[str, str], ...]) -> Tagger:
    segmenter = Segmenter(dictionary(), guesser(), dict(terms), TERM_FREQUENCY)
    return Tagger(segmenter.tag, partial(segmenter.tag, guess=False), segmenter.cut)
