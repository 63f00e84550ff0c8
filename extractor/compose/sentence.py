"""The drafts of one sentence, number by number, left to right."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.group import groups_of
from extractor.compose.line import Line
from extractor.compose.reading import Reading
from extractor.compose.steps import step
from extractor.compose.trace import Trace
from extractor.compose.ways import compose_group
from extractor.compose.words import Words
from extractor.types import Draft, Mention


def compose_sentence(
    plain: str,
    line: Line,
    index: int,
    mentions: Sequence[Mention],
    earlier: Sequence[Draft],
    words: Words,
    trace: Trace | None = None,
) -> list[Draft]:
    """Compose the drafts of a sentence.

    Args:
        plain: The normalised text.
        line: The folded sentence.
        index: Its index in the article.
        mentions: Its mentions.
        earlier: The drafts of the sentences before.
        words: The word lists.
        trace: Takes what is noted, where somebody wants to know why.

    Returns:
        Drafts in order of their numbers.
    """
    reading = Reading(plain, line, index, earlier, words, trace=trace)
    groups = groups_of(line, words)
    at = 0
    while at < len(groups):
        group = groups[at]
        following = groups[at + 1] if at + 1 < len(groups) else []
        ends = step(reading, group[0], following[0]) if following and len(group) == 1 else []
        if ends:
            if trace is not None:
                trace.took(line, (group[0], following[0]), step)
            reading.drafts += ends
            group = following[1:]
            at += 1
        if group:
            reading.drafts += compose_group(reading, group)
        at += 1
    dates = [
        Draft(mention, index, (mention.start, mention.end)) for mention in mentions if mention.kind == "date"
    ]
    return sorted(reading.drafts + dates, key=lambda draft: draft.mention.start)
