"""What stands between a metric and its number and belongs to neither: verbs of being, adverbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.compose.line import PLACE, QUANTITY, TIME, Token
from extractor.compose.words import Words

DROPPED_TAGS = frozenset({"d", "ad", "c", "p", "ul", "uz", "y", "uj", "r"})
"""Adverbs, conjunctions, prepositions, particles and pronouns, as the tagger calls them."""

MARKS = "、，,：:‘“（("
LONGEST_EACH = 5
"""Characters of a word with 每 in front: 每平方米."""


def strip_right(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop what is no part of the metric from the end of what stands before a number: 水位｜已涨至ⓠ."""
    kept = list(tokens)
    while kept and (dropped := _dropped(kept, words)):
        del kept[-dropped:]
    return kept


def _dropped(kept: Sequence[Token], words: Words) -> int:
    """Count the words at the end that go together and are no part of the metric."""
    for step in _STEPS:
        if count := step(kept, words):
            return count
    return 0


def _compared(kept: Sequence[Token], words: Words) -> int:
    """A place that something is compared with: 票价｜与ⓟ."""
    return 2 * (kept[-1].word == PLACE and len(kept) > 1 and kept[-2].word in words.role.companion)


def _onward(kept: Sequence[Token], words: Words) -> int:
    """How long it has been so: 库存｜连续ⓠ."""
    return 2 * (kept[-1].word == QUANTITY and len(kept) > 1 and kept[-2].word in words.role.onward)


def _each(kept: Sequence[Token], _words: Words) -> int:
    """What a figure is spread over, in one word or two: 租金｜每平方米."""
    if len(kept) < 2:
        return 0
    last = kept[-1]
    if last.word[0] == "每" and 1 < len(last.word) <= LONGEST_EACH:
        return 1
    if last.tag == "f":
        return 1
    return 2 * (kept[-2].word == "每" and last.tag in ("q", "n", "m", "nr", "ns"))


def _at(kept: Sequence[Token], words: Words) -> int:
    """A preposition of place with its verb: 气温｜维持在."""
    if kept[-1].word not in ("在", "于"):
        return 0
    return 2 if len(kept) > 1 and kept[-2].word in words.role.staying else 1


def _reaching(kept: Sequence[Token], words: Words) -> int:
    """A verb of reaching that is strengthened: 日客流｜最高达."""
    return 2 * (kept[-1].word in ("达", "达到") and len(kept) > 1 and kept[-2].word in words.role.extent)


def _link(kept: Sequence[Token], words: Words) -> int:
    """A verb of being, an adverb, a preposition: 入园人数｜约为."""
    last = kept[-1]
    return int(last.word in words.link or (last.tag in DROPPED_TAGS and last.word not in words.nominal))


def _mark(kept: Sequence[Token], _words: Words) -> int:
    """A mark, a space or a time: 船票｜：."""
    word = kept[-1].word
    return int(word in MARKS or word == TIME or not word.strip())


def _adverb(kept: Sequence[Token], words: Words) -> int:
    """An adverb, unless a share is told (占｜全部): 售票｜累计."""
    return int(kept[-1].word in words.adverb and not any(token.word == "占" for token in kept[:-1]))


_STEPS: tuple[Callable[[Sequence[Token], Words], int], ...] = (
    _compared,
    _onward,
    _each,
    _at,
    _reaching,
    _link,
    _mark,
    _adverb,
)
"""What may end the words before a number; the first that counts any words decides."""
