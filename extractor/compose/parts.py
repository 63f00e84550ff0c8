"""Which numbers are parts of another: 其中, 包括, and breakdowns that follow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from msgspec.structs import replace

from extractor.compose.line import Span
from extractor.compose.words import Words
from extractor.types import Draft

_PART = regex.compile(r"其中|(?<!不)(?:包括|包含)(?![^，。；]{0,40}在内)")
_OUT_OF = regex.compile(r"^[\p{Han}]{1,10}中[，,]?(?:已经?|共|还|仍)?有$")
_DUE = regex.compile("应(?:出席|到|参会|参加)")
_ENDING = regex.compile(r"最终|最后|另有|另外|此外|[，；](?:预计|力争|有望)?到(?:\d{4}年|明年)")
_NO_PART = ("平均", "人均", "日均", "户均", "最高", "最低", "最大", "最小", "同比", "环比")
"""What a metric begins with that measures each of many, or a change, and is a part of nothing."""

_MEASURES = (
    frozenset(("公里", "米", "千米", "厘米", "毫米", "海里")),
    frozenset(("平方公里", "平方千米", "平方米", "公顷", "亩", "千公顷")),
    frozenset(("吨", "公斤", "千克", "克", "斤")),
    frozenset(("立方米", "立方", "升")),
    frozenset(("千瓦时", "度")),
    frozenset(("千瓦", "兆瓦")),
)
"""Units of one quantity; a length is no part of a weight."""

_STAGE = regex.compile(r"立案|破案|结案|审结|刑事拘留|逮捕|移送|起诉|抓获")

_WITHOUT_PARTS = ("date", "rank")
"""Kinds that neither have parts nor are any."""

_DUE_WITHIN = 3
"""How many numbers back those who should be there may stand."""


def link_parts(plain: str, drafts: Sequence[Draft], sentences: Sequence[Span], words: Words) -> list[Draft]:
    """Point each part at its whole.

    A whole is the last level stated before 其中 or 包括; what follows in the same sentence is part of it
    until the kind of thing changes (another unit, a later stage of the work).

    Args:
        plain: The normalised text.
        drafts: The drafts of one article, in order.
        sentences: Start and end of the article's sentences.
        words: The word lists.

    Returns:
        The drafts, `Draft.whole` set where they are parts.
    """
    linker = _Linker(plain, list(drafts), sentences, words)
    for index, draft in enumerate(drafts):
        if draft.mention.kind not in _WITHOUT_PARTS:
            linker.link(index, draft)
    return linker.drafts


@dataclass(slots=True)
class _Linker:
    """The drafts of an article, linked one after the other.

    Attributes:
        plain: The normalised text.
        drafts: The drafts, those that are linked already with their wholes.
        sentences: Start and end of the article's sentences.
        words: The word lists.
        whole: Index of the whole whose parts are being told.
        unit: The unit of its parts, once one is known.
        sentence: The sentence that was read last.
        end: Where the last number ends.
    """

    plain: str
    drafts: list[Draft]
    sentences: Sequence[Span]
    words: Words
    whole: int | None = None
    unit: str | None = None
    sentence: int = -1
    end: int = -1

    def link(self, index: int, draft: Draft) -> None:
        """Point a draft at its whole, if it is a part."""
        between = self._read(draft)
        out_of = bool(index and _OUT_OF.search(between) and self.drafts[index - 1].mention.kind == "count")
        expected = None if out_of else self._expected(index, draft)
        if expected is not None:
            self.drafts[index] = replace(draft, whole=expected)
            return
        if out_of:
            self.whole, self.unit = index - 1, None
        else:
            self._open(index, draft, between)
        if self._is_part(draft, between):
            self.drafts[index] = replace(draft, whole=self.whole)

    def _read(self, draft: Draft) -> str:
        """Give the words between the number before and this one; a new sentence has no whole yet."""
        if draft.sentence != self.sentence:
            self.sentence = draft.sentence
            self.end = self.sentences[self.sentence][0]
            self.whole = None
        between = self.plain[self.end : draft.mention.start]
        self.end = draft.mention.end
        return between

    def _expected(self, index: int, draft: Draft) -> int | None:
        """Find who should be there, for those who are or are not: 应到60人，实到58人，请假2人."""
        if not draft.metric or not draft.metric.startswith(tuple(self.words.role.present)):
            return None
        for at in range(index - 1, max(index - 1 - _DUE_WITHIN, -1), -1):
            other = self.drafts[at]
            if (
                other.metric
                and other.mention.unit == draft.mention.unit
                and "应" in other.metric[:6]
                and _DUE.search(other.metric)
            ):
                return at
        return None

    def _open(self, index: int, draft: Draft, between: str) -> None:
        """Take a new whole behind 其中 or 包括; let the old one go at a later stage of the work."""
        openings = list(_PART.finditer(between))
        if openings:
            left = between[: openings[-1].start()]
            inside = not index or self.drafts[index - 1].sentence != self.sentence
            self.whole = self._last_level(index, draft, top="（" not in left and "(" not in left)
            self.unit = None
            inside = inside and openings[-1].end() < len(between)  # 击落其中2枚 points back
            if inside and any(sign.isalpha() for sign in left) and self._is_before(self.whole):
                self.whole = None  # 出口增长，其中机电产品…: what grew stands in its own sentence
        elif self.whole is not None and self.unit != draft.mention.unit and _STAGE.search(between):
            self.whole = None

    def _last_level(self, index: int, draft: Draft, *, top: bool) -> int | None:
        """Find the last level before a part, in its sentence or at the end of the one before.

        What stands in brackets behind a part is a part of that; otherwise the part's own whole counts.
        """
        for at in range(index - 1, -1, -1):
            other = self.drafts[at]
            if other.sentence < self.sentence - 1:
                return None
            kind = other.mention.kind
            is_share = kind == "percent" and draft.mention.kind != "percent"
            if not _fits(other, draft):
                continue
            if kind not in _WITHOUT_PARTS and not other.moves and not is_share:
                return other.whole if top and other.whole is not None else at
        return None

    def _is_before(self, whole: int | None) -> bool:
        """Whether a whole stands in a sentence before the one that is read."""
        return whole is not None and self.drafts[whole].sentence < self.sentence

    def _is_part(self, draft: Draft, between: str) -> bool:
        """Whether a number is a part of the whole; where the kind of thing changes, the whole is let go."""
        if self.whole is None:
            return False
        of_share = self.drafts[self.whole].mention.kind == "percent"
        kinds = {self.drafts[self.whole].mention.kind, draft.mention.kind}
        if "money" in kinds and len(kinds - {"percent"}) > 1:
            self.whole = None
            return False
        balance = bool(draft.metric and draft.metric.endswith(self.words.ending.balance))
        if (of_share and "；" in between) or (not balance and _ENDING.search(between)):
            self.whole = None
            return False
        each = draft.metric and draft.metric.startswith(_NO_PART)
        if balance or each or draft.direction is not None or draft.role is not None:
            return False
        if self.unit is None:
            self.unit = draft.mention.unit
        elif self.unit != draft.mention.unit and "%" not in (self.unit, draft.mention.unit):
            self.whole = None
            return False
        return not of_share or draft.mention.kind == "percent"


def _fits(whole: Draft, part: Draft) -> bool:
    """Whether one number may be a part of another by what they measure: no people of 29 days."""
    kinds = whole.mention.kind, part.mention.kind
    if "percent" in kinds:
        return True
    if kinds[0] != kinds[1]:
        return False
    units = whole.mention.unit, part.mention.unit
    same = units[0] == units[1] or any(units[0] in group and units[1] in group for group in _MEASURES)
    return kinds[0] != "measure" or same
