"""A sentence while it is composed: what is asked about it, and what has been said so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.compose.line import QUANTITY, Line, Span, Token
from extractor.compose.trace import Trace
from extractor.compose.words import Words
from extractor.types import Draft, Mention


@dataclass(slots=True)
class Reading:
    """One sentence, read left to right; lives only while it is composed.

    Attributes:
        plain: The normalised text.
        line: The folded sentence.
        index: Its index in the article.
        earlier: The drafts of the sentences before.
        words: The word lists.
        drafts: The drafts made so far.
        basis: What the sentence last said that its changes are measured against.
        read_to: How far the line has been read for that.
        taken: Where the words end that an earlier number took from behind itself.
        verb: The verb before that number, whose object what it took is.
        owned: Whether that number was the object of a verb whose object does nothing itself.
        trace: Takes what is noted, where somebody wants to know why.
    """

    plain: str
    line: Line
    index: int
    earlier: Sequence[Draft]
    words: Words
    drafts: list[Draft] = field(default_factory=list)
    basis: str | None = None
    read_to: int = 0
    taken: int = 0
    verb: Span | None = None
    owned: bool = False
    trace: Trace | None = None

    def source(self, spans: Iterable[Span]) -> str:
        """Write the words of some spans as the text has them."""
        return self.line.source(self.plain, spans)

    def metric(self, spans: Iterable[Span]) -> str:
        """Write the words of some spans as a metric, without adverbs inside: 新渠已通水 gives 新渠通水."""
        kept: list[Span] = []
        for start, end in spans:
            at = start
            for token in self.line.between(start, end):
                dropped = token.word in self.words.role.inner or self._lasts(token)
                if token.word[0] == "已" and token.is_verb:
                    kept.append((at, token.start))
                    at = token.start + 1  # 冬小麦｜已播
                elif dropped and start < token.start and token.end < end:
                    kept.append((at, token.start))
                    at = token.end
            kept.append((at, end))
        return self.source(kept)

    def _lasts(self, token: Token) -> bool:
        """Whether a word leads to a length of time that the phrase reaches over: 库存连续ⓠ高于."""
        return token.word in self.words.role.onward and self.line.text.startswith(QUANTITY, token.end)

    def written(self, mention: Mention) -> str:
        """Write a number as the text has it."""
        return self.plain[mention.start : mention.end]

    def is_length_of_time(self, mention: Mention) -> bool:
        """Whether a number says how long: 40天."""
        return mention.kind == "measure" and mention.unit in self.words.time_unit

    def goes_on_with_list(self, position: int) -> bool:
        """Whether only a joint parts a number from what an earlier one took: ⓠ场讲座｜、ⓠ场演出."""
        between = self.line.text[self.taken : position].strip()
        return bool(self.taken) and between in self.words.role.joint
