"""Join numbers with what they measure: metric, change, list and part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from extractor.compose.line import Name, fold
from extractor.compose.parts import link_parts
from extractor.compose.sentence import compose_sentence
from extractor.compose.trace import Trace
from extractor.compose.words import words_of
from extractor.rules.model import Ruleset
from extractor.types import Article, Draft, Mention, Sentence

__all__ = ["Trace", "compose"]

Found = TypeVar("Found", Mention, Name)

_NO_NUMBERS = frozenset({"date", "period", "stop", "ordinal"})
"""The kinds of mentions that need no line to be folded."""


def compose(
    plain: str,
    article: Article,
    mentions: Sequence[Mention],
    names: Sequence[Name],
    rules: Ruleset,
    trace: Trace | None = None,
) -> list[Draft]:
    """Compose the drafts of one article.

    Args:
        plain: The normalised text.
        article: The article.
        mentions: Its mentions, in order.
        names: Its places and agencies, in order.
        rules: The rules, whose lexicons and frames decide.
        trace: Takes what is noted, where somebody wants to know why.

    Returns:
        The drafts in order of their numbers; several may share one number.
    """
    words = words_of(rules)
    starts, name_starts = [mention.start for mention in mentions], [name.start for name in names]
    drafts: list[Draft] = []
    for index, sentence in enumerate(article.sentences):
        inside = _inside(mentions, starts, sentence)
        if not inside:
            continue
        if any(mention.kind not in _NO_NUMBERS for mention in inside):
            line = fold(plain, sentence, inside, _inside(names, name_starts, sentence), words)
            drafts += compose_sentence(plain, line, index, inside, drafts, words, trace)
        else:
            drafts += [
                Draft(mention, index, (mention.start, mention.end))
                for mention in inside
                if mention.kind == "date"
            ]
    return link_parts(
        plain, drafts, [(sentence.start, sentence.end) for sentence in article.sentences], words
    )


def _inside(found: Sequence[Found], starts: Sequence[int], sentence: Sentence) -> list[Found]:
    """Give the finds that lie in a sentence."""
    first = bisect_left(starts, sentence.start)
    last = bisect_left(starts, sentence.end, first)
    return [one for one in found[first:last] if one.end <= sentence.end] if first < last else []
