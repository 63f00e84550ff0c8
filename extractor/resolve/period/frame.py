"""The period that a report is about, which holds for numbers of later sentences that name no time.

A court's half-year, a communiqué of a year, a fire brigade's year state their period once, in the headline or
the opening, and then give figures under numbered headings. A reader carries that period on. A story told
day by day, a portrait or a page of short news has no such period. What tells them apart:

- the headline or the first sentences with figures name one long time: a year, months, some days;
- most sentences behind it hold figures;
- most paragraphs with figures open without a time of their own.

A numbered heading that names a time (二、2024年主要目标) hands over to it; a headline in the middle of the
text, as between pieces of short news, ends it.

A bulletin of one day hands over by itself: what is new is of the day, and behind 截至2月14日24时 all
breakdowns are of the total, until it speaks of what is new again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractor.resolve.period.days import reach
from extractor.resolve.period.times import Time
from extractor.types import Article

_REPORT = re.compile(
    r"公报|统计|数据|[年月季]报|白皮书|情况|成绩单|答卷|账[本单]|经济|运行|同比|增长|下降|%|通报|报告|盘点|回顾|工作|总结"
)
_PRESENTED = re.compile(r"(?:通报|发布|公布|晒出|介绍|回顾|总结|报告|盘点|亮出)了?[^，。；：\n]{0,16}$")
_STATE_OF_THINGS = re.compile(
    r"[^，。；\n]{0,24}?(?:情况|状况|数据|公报|报告|白皮书|成绩单|账单|工作|运行|指数|结果|答卷)"
)
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[、.．]|【|第[一二三四五六七八九十]+[章节部]|●|■|◆)"
)
_TURNS = re.compile(r"[\s“]*(?:下一步|接下来|今后|未来|展望|按照(?:计划|规划|安排))")
_NEW = re.compile(r"[\s“]*[^，。；：\d\n]{0,8}?(?:新增|当[日天])")
_FROM = ("由", "从", "自", "比", "较", "到")
_ENDS = "。！？；!?;…”』」"

HALF = 0.5
ENOUGH = 0.6
"""The least share of sentences with figures in a report about one period, the headline telling it or not."""

SHORT = 12
"""A sentence of so few characters (空气更清新。) is a heading in the running text and counts neither way."""

LONGEST_HEADING = 42
SHORT_HEADING = 8
"""A heading without a number that is no longer than this (民商事审判) may stand inside one report."""

FREE = 2
"""The least number of later paragraphs with figures and no time, where the headline does not tell it."""


class Frames:
    """Which period of the report, or of its section, holds at a sentence."""

    __slots__ = ("_article", "_numbers", "_of_sentence", "_plain", "_standing")

    def __init__(
        self, plain: str, article: Article, of_sentence: Mapping[int, Sequence[Time]], numbers: Sequence[int]
    ) -> None:
        """Take an article, the times that date numbers, by sentence, and the offsets of its numbers."""
        self._plain = plain
        self._article = article
        self._of_sentence = of_sentence
        self._numbers = numbers
        self._standing = self._stand()

    def at(self, sentence: int) -> Time | None:
        """Give the time that holds at a sentence which names none, or ``None``."""
        return self._standing.get(sentence)

    def count(self, index: int) -> int:
        """Count the numbers of a sentence."""
        sentence = self._article.sentences[index]
        return bisect_left(self._numbers, sentence.end) - bisect_left(self._numbers, sentence.start)

    def is_heading(self, index: int) -> bool:
        """Tell whether a sentence is a line of its own that states nothing."""
        sentences = self._article.sentences
        here = sentences[index]
        if index < self._article.headlines:
            return True
        alone = (index == 0 or sentences[index - 1].paragraph != here.paragraph) and (
            index + 1 == len(sentences) or sentences[index + 1].paragraph != here.paragraph
        )
        words = self._plain[here.start : here.end].strip()
        return alone and len(words) <= LONGEST_HEADING and words[-1:] not in _ENDS and not self.count(index)

    def _stand(self) -> dict[int, Time]:
        """Find the frames of the article's sections, and the sentences that each holds for."""
        opening = self._opening()
        if opening is None:
            return {}
        first, time = opening
        standing: dict[int, Time] = {}
        sections: list[tuple[int, Time | None]] = [(first, time)]
        for index in range(max(first + 1, self._article.headlines), len(self._article.sentences)):
            if self.is_heading(index):
                said = self._headed(index)
                if said is not None:
                    sections.append((index, said))
                elif self._is_new_story(index):
                    sections.append((index, None))
        sections.append((len(self._article.sentences), None))
        for (start, frame), (end, _) in pairwise(sections):
            if frame is not None and self._is_report(start, end, frame):
                standing.update(self._by_sentence(start, end, frame))
                if start == first:
                    standing.update(dict.fromkeys(range(self._article.headlines), frame))
        return standing

    def _by_sentence(self, start: int, end: int, frame: Time) -> dict[int, Time]:
        """Give each sentence of a section its frame.

        That is the section's, but a bulletin of one day tells first what is new and then, 截至 its end,
        what there is in all; breakdowns behind that are of all, until it speaks of what is new again.
        """
        if not _is_one_day(frame):
            return dict.fromkeys(range(start, end), frame)
        standing: dict[int, Time] = {}
        total: Time | None = None
        for index in range(start, end):
            sentence = self._article.sentences[index]
            if _NEW.match(self._plain, sentence.start):
                total = None
            standing[index] = total or frame
            for time in self._of_sentence.get(index, ()):
                if time.leads and str(time.period).startswith("../") and _is_same(time, frame):
                    total = time
        return standing

    def _headed(self, index: int) -> Time | None:
        """Give the time that a heading in the text hands over to."""
        for time in self._of_sentence.get(index, ()):
            if time.wide and _NUMBERED.match(self._plain, self._article.sentences[index].start):
                return time
        return None

    def _is_new_story(self, index: int) -> bool:
        """Tell whether a heading begins another piece of news rather than a part of the same report."""
        sentence = self._article.sentences[index]
        words = self._plain[sentence.start : sentence.end].strip()
        return len(words) > SHORT_HEADING and not _NUMBERED.match(words)

    def _opening(self) -> tuple[int, Time] | None:
        """Find the time that the headline or the opening states, and its sentence."""
        sentences = self._article.sentences
        headlines = self._article.headlines
        if headlines:
            headline = self._plain[self._article.start : sentences[headlines - 1].end]
            if _REPORT.search(headline):
                for index in range(headlines):
                    for time in self._of_sentence.get(index, ()):
                        if time.wide:
                            return index, time
        seen = 0
        for index in range(headlines, len(sentences)):
            for time in self._of_sentence.get(index, ()):
                if time.wide and self._is_stated(index, time):
                    return index, time
            seen += self.count(index) > 0
            if seen:
                break
        return None

    def _is_stated(self, index: int, time: Time) -> bool:
        """Tell whether an opening sentence states a time as that of its figures."""
        if time.leads:
            return True
        sentence = self._article.sentences[index]
        before = self._plain[max(sentence.start, time.start - 30) : time.start]
        if _PRESENTED.search(before) and _STATE_OF_THINGS.match(self._plain, time.end):
            return True
        at = bisect_left(self._numbers, sentence.start)
        first = self._numbers[at] if at < len(self._numbers) else len(self._plain)
        return time.start < first < sentence.end and not before.endswith(_FROM)

    def _is_report(self, start: int, end: int, frame: Time) -> bool:
        """Tell whether the sentences of a section are about one period, by their figures and other times."""
        told = dense = 0
        own: set[int] = set()
        free: set[int] = set()
        first = self._article.sentences[start].paragraph
        for index in range(max(start, self._article.headlines), end):
            sentence = self._article.sentences[index]
            count = self.count(index)
            if (not count and sentence.end - sentence.start <= SHORT) or self.is_heading(index):
                continue
            told += 1
            dense += count > 0
            if count and sentence.paragraph not in (own | free) and sentence.paragraph != first:
                (own if self._has_own(index, frame) else free).add(sentence.paragraph)
        headed = self.is_heading(start)
        least, enough = (1, HALF) if headed else (FREE, ENOUGH)
        return dense >= enough * told and len(free) >= least and len(free) >= 2 * len(own)

    def _has_own(self, index: int, frame: Time) -> bool:
        """Tell whether a sentence names a time of its own before its first number."""
        sentence = self._article.sentences[index]
        if _TURNS.match(self._plain, sentence.start):
            return True
        first = self._numbers[bisect_left(self._numbers, sentence.start)]
        return any(
            time.start < first and time.until >= sentence.end and not _is_same(time, frame)
            for time in self._of_sentence.get(index, ())
        )


def _is_one_day(time: Time) -> bool:
    """Tell whether a time lies within one day: 2月14日0—24时."""
    ends = reach(time.period) if time.period else None
    return ends is not None and ends[0] == ends[1]


def _is_same(time: Time, frame: Time) -> bool:
    """Tell whether a time is the frame in other words, or the moment that it ends."""
    inner, outer = (reach(each.period) if each.period else None for each in (time, frame))
    if inner is None or outer is None:
        return False
    if inner == outer:
        return True
    ends = [str(each.period).rpartition("/")[2] for each in (time, frame)]
    return (
        inner[0].year == 0 and inner[1] == outer[1] and (ends[0] == ends[1] or "T" not in ends[0] + ends[1])
    )


def within(time: Time, frame: Time) -> bool:
    """Tell whether a time lies inside the frame, as a month of its year does."""
    inner, outer = (reach(each.period) if each.period else None for each in (time, frame))
    if inner is None or outer is None:
        return False
    return inner[1] <= outer[1] and (outer[0] <= inner[0] or inner[0].year == 0)
