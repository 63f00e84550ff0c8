"""Join numbers with what they measure: metric, change, list and part."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import Name, fold
from extractor.compose.parts import link_parts
from extractor.compose.sentence import compose_sentence
from extractor.compose.words import words_of
from extractor.rules.model import Ruleset
from extractor.types import Article, Draft, Mention

__all__ = ["compose"]

_NO_NUMBERS = frozenset({"date", "period", "stop", "ordinal"})
"""The kinds of mentions that need no line to be folded."""


def compose(
    plain: str, article: Article, mentions: Sequence[Mention], names: Sequence[Name], rules: Ruleset
) -> list[Draft]:
    """Compose the drafts of one article.

    Args:
        plain: The normalised text.
        article: The article.
        mentions: Its mentions, in order.
        names: Its places and agencies, in order.
        rules: The rules, whose lexicons and frames decide.

    Returns:
        The drafts in order of their numbers; several may share one number.
    """
    words = words_of(rules)
    drafts: list[Draft] = []
    first_mention = first_name = 0
    for index, sentence in enumerate(article.sentences):
        while first_mention < len(mentions) and mentions[first_mention].start < sentence.start:
            first_mention += 1
        last = first_mention
        while last < len(mentions) and mentions[last].end <= sentence.end:
            last += 1
        inside = mentions[first_mention:last]
        while first_name < len(names) and names[first_name].start < sentence.start:
            first_name += 1
        last_name = first_name
        while last_name < len(names) and names[last_name].end <= sentence.end:
            last_name += 1
        if any(mention.kind not in _NO_NUMBERS for mention in inside):
            line = fold(plain, sentence, inside, names[first_name:last_name], words)
            drafts += compose_sentence(plain, line, index, inside, drafts, words)
        else:
            drafts += [
                Draft(mention, index, (mention.start, mention.end))
                for mention in inside
                if mention.kind == "date"
            ]
        first_mention, first_name = last, last_name
    return link_parts(
        plain, drafts, [(sentence.start, sentence.end) for sentence in article.sentences], words
    )
