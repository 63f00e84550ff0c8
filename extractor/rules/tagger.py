"""The tagger: words and their parts of speech, by a dictionary of 350,000 words and the terms of our lexicon.

There is one for each list of terms, and whoever needs one shares it: its dictionary takes 25 MB and the
twentieth part of a second.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any, NamedTuple, cast

from .model import Ruleset

TERM_FREQUENCY = 3000
"""How often the tagger takes a term to occur: more than most words, less than the commonest."""

Tagged = list[tuple[str, str]]


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
    jieba = _new_jieba()
    for word, tag in terms:
        jieba.add_word(word, TERM_FREQUENCY, tag)
    return _with_terms(jieba, dict(terms))


def _with_terms(jieba: Any, terms: Mapping[str, str]) -> Tagger:  # noqa: ANN401  rjieba's class has no type
    cut = cast("Callable[..., Tagged]", jieba.tag)

    def tag(text: str) -> Tagged:
        return [(word, terms.get(word, given)) for word, given in cut(text)]

    def known(text: str) -> Tagged:
        return [(word, terms.get(word, given)) for word, given in cut(text, hmm=False)]

    return Tagger(tag, known, jieba.cut)


def _new_jieba() -> Any:  # noqa: ANN401
    """Make a jieba of our own.

    The package makes one too when it is imported, which nobody would use; so only the module inside it is.
    """
    name = "rjieba.rjieba"
    if name not in sys.modules:
        package = find_spec("rjieba")
        spec = package and PathFinder.find_spec(name, package.submodule_search_locations)
        if spec is None or spec.loader is None:
            import rjieba  # noqa: PLC0415

            return rjieba.Jieba()
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module  # whoever imports the package later finds it there
    return cast("Any", sys.modules[name]).Jieba()
