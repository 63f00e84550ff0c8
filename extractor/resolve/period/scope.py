"""To which time a number belongs: what its clause names, else its sentence, else what the text goes on from.

`PeriodScope` answers for any place of an article. What it may answer with, nearest first:

- a date of the number's own clause, before it, or behind it after 于 or 截至;
- the nearest date before it in its sentence: 截至4月 and 今年以来 hold to the end of theirs;
- 这是近5年的成绩 behind the numbers that it speaks of;
- for a sentence that opens with 其中, what held at the end of the one before;
- the year, months or 以来 that a sentence before it in the paragraph opened with, as long as every
  sentence between has numbers. A day does not reach so far;
- for a line that a scan broke, what held where it was broken;
- the period that the whole report is about, as `Frames` finds it.

What a sentence says to have come after a time that is over (随即…, 预计…), what a day only opened (可年产…),
and what there simply is (全县有企业46家) take none of these. Otherwise there is none, too: the date of the
document is no period.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from extractor.resolve.period.days import reach, read_day
from extractor.resolve.period.frame import Frames, within
from extractor.resolve.period.times import Reader, Time
from extractor.resolve.period.untimed import begins_scene, has_figures, is_stock
from extractor.types import Article, Mention

CLAUSE = "clause"
SENTENCE = "sentence"
PARAGRAPH = "paragraph"
ARTICLE = "article"
NOWHERE = "none"

NEAREST = 8
"""How many dates before and behind a number are looked at."""

SAME_TIME_BACK = 2
"""How many sentences back the time may stand that 去年同期 points to."""

_QUANTITIES = ("count", "money", "percent", "measure", "rank")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_THIS_IS = re.compile(r"(?:^|[，。；,;])\s*这(?:是|也是|正是|些|一)")
_ADVICE = re.compile(
    r"\s*(?:请(?:广大|大家|各位|市民|居民|群众|[及尽随务]|勿|自觉)|温馨提示|友情提示|特别提醒)"
)
_AMONG = re.compile(r"[\s“”\"]*(?:这?其中|包括)")
_NTH = re.compile(
    r"[^，。；,;\d]{0,14}?(?:第[一二三四五六七八九十\d]|首次|最[高低大小多少快慢长早晚强]|新[高低])"
)
_YEARS = re.compile(r"[近约超]?[\d一二两三四五六七八九十百几数]+[余多]?年(?![底末初度])")
_THAN = re.compile(r"(?:超[过出]?|[高低多少]于|不及|[比较])$")
_LEVEL_OF = re.compile(r"(?:全年|同期|年底|年末)?的[^，。；,;\d升降增减调提涨跌回加快慢扩缩]{0,10}")
"""Before and behind a time, that the number behind it is its own level and not the change since."""

_ONLY_YEAR = re.compile(
    r"[）)]?[，,][^，。；,;\d]{0,4}(?:今年|本年度?|\d{4}年度?)(?!将|计划|力争|预计|要|拟|还)"
)
_YEAR_REACH = 10
"""Behind 截至 and its day, a word for its year that what is counted begins with."""

_STANDING = re.compile(r"[\s“]*(?:现有|目前|正在|尚|累计|其余|仍|在院|现存|共有)")
_AS_SEEN = re.compile(r"\s*(?:从|就|按)[^，。；,;\n]{2,40}?(?:来看|看|而言)[，,]")
"""What figures are drawn from, before the time that they are of: 从监测的40个城市来看，前两个月…."""

_FROM = re.compile(r"[由从]")
_FROM_LEVEL = re.compile(r"[由从](?:原来的?|最初的?)?[约近]?$")
_TO_LEVEL = re.compile(
    r"[^，。；,;\n]{1,12}?[降升增提下上减缩扩拓][^，。；,;\d]{0,4}[至到为]|[^，。；,;\d]{0,6}(?<=\S)[至到]\d"
)
"""A level before 由 or 从, and behind it that it changed."""

_LASTING = re.compile(
    r"每年|每天|每日|年均|(?<!\d)日均|年(?:产|发电|处理|输送|供)|全长|总长|设车?站|设计(?=[年时总日使灌能约近为达\d])|(?:建成|投用|投产|通车)后|装机|时速|总投资|"
    r"(?:可|(?<![阳核热动性功节储势光])能够?)(?:同时)?(?:满足|供|容纳|装载|搭载|输送|提供|发电|覆盖|节约|减少|减排)"
)
"""Before a number, what it tells of how a thing is, and not of the day on which it is opened."""

_EACH_YEAR = re.compile(r"(?:每年|年均)[可能将约达][^。；;]*[，,]$")
"""Before the clause of a number, that it goes on telling of each year: 每年可发电6亿度，减排…."""

_LATER = re.compile(
    r"[，,；;][^，。；,;\d]{0,8}?(?:(?<!占)预计|随[即后]|有望|将(?:提[高升]|增加|新增|减少|带动|形成|达))"
)
"""Before a number, what came or is to come after the time that its sentence told: 预计年产能可增加."""

_COMPLETED = re.compile(
    r"[，,；;]届时|[，,；;](?:[^，。；,;]{0,8})?(?:建成|投用|投产|通车|完工|竣工|投运|达产)(?:运[行营]|使用|投产)?后[^。]{0,40}?(?:将|可|预计|有望|能够)"
)
"""Before a number, what a thing will do once it is built, however long ago that was begun."""

_SPACE = re.compile(r"[ \u3000]")
"""Between two parts of a headline; a day told in the one does not date the other."""

_SAME_TIME = "同期"
_BUILT = re.compile(r"(?:全长|总长|[线路桥隧道段]长|路段|历时|耗时|辗转|海拔|时速)(?:约|达|近|为)*$")
_NOT_PLACED = (
    "自于",
    "用于",
    "基于",
    "源于",
    "由于",
    "等于",
    "高于",
    "低于",
    "大于",
    "小于",
    "多于",
    "少于",
    "对于",
)
_PLACED = ("于", "在", "自", "从", "截至", "截止", "（", "(")


class Period(NamedTuple):
    """The time that a number belongs to.

    Attributes:
        edtf: The date or interval, ``None`` where the words have no date.
        text: The words for it, ``None`` where nothing says when.
        source: How far away they stand: ``clause``, ``sentence``, ``paragraph``, ``article``, ``none``.
        at: Offset of the date or period among them.
    """

    edtf: str | None
    text: str | None
    source: str
    at: int | None = None


NO_PERIOD = Period(None, None, NOWHERE)


class _Carry(NamedTuple):
    """What a sentence goes on from.

    Attributes:
        period: The period of its numbers that no time of its own dates.
        frame: The time that its paragraph or the report is about.
        goes_on: Whether it is only a part of the sentence before: 其中… or a broken line.
    """

    period: Period
    frame: Time | None
    goes_on: bool


class PeriodScope:
    """The times of one article, and which of them holds where.

    Attributes:
        dates: For each date and period, by its offset, what it is itself: the value of a date fact.
        spans: The same with what 截至 and 以来 beside it make of it.
    """

    __slots__ = (
        "_article",
        "_carry",
        "_numbers",
        "_of_sentence",
        "_others",
        "_paragraphs",
        "_plain",
        "_report",
        "_timed",
        "_today",
        "dates",
        "spans",
    )

    def __init__(
        self,
        plain: str,
        article: Article,
        times: Sequence[Time],
        numbers: Sequence[int] = (),
        today: str | None = None,
    ) -> None:
        """Take the times that were worked out, and the offsets of numbers in order; `build` does both."""
        self._today = today
        self._plain = plain
        self._numbers = numbers
        self._article = article
        self._of_sentence: dict[int, list[Time]] = {}
        for time in times:
            if time.governs:
                self._of_sentence.setdefault(time.sentence, []).append(time)
        self._others = tuple(time for time in times if not time.governs)
        self._timed = frozenset(time.sentence for time in times)
        self._paragraphs = self._joined()
        self._report = Frames(plain, article, self._of_sentence, numbers)
        self._carry = tuple(self._carries())
        self.dates: Mapping[int, str | None] = MappingProxyType({time.start: time.date for time in times})
        self.spans: Mapping[int, str | None] = MappingProxyType({time.start: time.period for time in times})

    @classmethod
    def build(
        cls, plain: str, article: Article, mentions: Iterable[Mention], doc_date: str | None
    ) -> PeriodScope:
        """Work out the dates and periods of an article.

        Args:
            plain: The whole text in its one spelling.
            article: One article of it.
            mentions: Mentions in order; those that are no dates or periods of this article are passed over.
            doc_date: The document's date, ``YYYY-MM-DD``; the article's own dateline counts more.
        """
        if not article.sentences:
            return cls(plain, article, ())
        inside = [mention for mention in mentions if article.start <= mention.start < article.end]
        dated = [mention for mention in inside if mention.kind in ("date", "period")]
        numbers = [mention.start for mention in inside if mention.kind in _QUANTITIES]
        today = article.date or doc_date
        return cls(plain, article, Reader(plain, article, today).times(dated), numbers, today)

    def at(self, position: int, sentence: int, clause: tuple[int, int] | None = None) -> Period:
        """Give the period of the number at an offset.

        Args:
            position: Offset of the number.
            sentence: Index of its sentence in the article.
            clause: Offsets of its clause.
        """
        times = self._governing(sentence)
        first, last = clause or (position, position)
        here = bisect_right(times, position, key=_start)
        before = next(
            (time for time in reversed(times[max(0, here - NEAREST) : here]) if position < time.until), None
        )
        behind = times[here : here + NEAREST]
        if base := self._of_base(position):
            return Period(base.date, base.text, CLAUSE, base.start)
        if change := self._of_change(times[:here], position):
            return _period(change, position, SENTENCE)
        if before and (counted := self._counted_by(before, times[:here])):
            return _period(counted, position, CLAUSE)
        if before and before.start >= first:
            return self._same_time(before, sentence) or _period(before, position, CLAUSE)
        placed = next((time for time in behind if time.start < last and self._is_placed(time)), None)
        if placed:
            return Period(placed.period, placed.text, CLAUSE, placed.start)
        return self._of_sentence_at(position, sentence, first, before) or self._of_behind(
            position, sentence, behind
        )

    def _of_base(self, position: int) -> Time | None:
        """Give the time of a level that another is compared with: 高于2024年的3.5%."""
        at = bisect_left(self._others, position, key=_start) - 1
        base = self._others[at] if at >= 0 else None
        if base is None or base.date is None or not _LEVEL_OF.fullmatch(self._plain, base.end, position):
            return None
        return base if _THAN.search(self._plain, max(0, base.start - 3), base.start) else None

    def _counted_by(self, year: Time, times: Sequence[Time]) -> Time | None:
        """Give the 截至 that a sentence opened with, where a word for its year only follows it.

        截至6月3日，今年票房: what was taken up to that day.
        """
        last = next((time for time in reversed(times) if time.start < year.start), None)
        if last is None or not last.leads or len(str(year.period)) != len("2022"):
            return None
        if not str(last.period).startswith(f"../{year.period}-"):
            return None
        return last if _ONLY_YEAR.match(self._plain, last.end, year.start + _YEAR_REACH) else None

    def _of_sentence_at(self, position: int, sentence: int, first: int, before: Time | None) -> Period | None:
        """Give what the nearest time before a number's clause makes of it, ``None`` without one."""
        if before is None:
            return None
        if _is_day(before):
            if _LASTING.search(self._plain, first, position) or _EACH_YEAR.search(
                self._plain, before.end, first
            ):
                return NO_PERIOD
            if sentence < self._article.headlines and _SPACE.search(self._plain, before.end, position):
                return self._carried(position, sentence)
        elif self._is_past(before, position):
            return NO_PERIOD
        if _COMPLETED.search(self._plain, before.end, position):
            return NO_PERIOD
        return self._same_time(before, sentence) or _period(before, position, SENTENCE)

    def _of_behind(self, position: int, sentence: int, behind: Sequence[Time]) -> Period:
        """Give the period of a number that no time stands before in its sentence."""
        seen = _AS_SEEN.match(self._plain, self._article.sentences[sentence].start) if behind else None
        if seen and seen.end() == behind[0].start and position < seen.end():
            return Period(behind[0].period, behind[0].text, SENTENCE, behind[0].start)
        return self._said_later(behind, position) or self._carried(position, sentence)

    def _is_past(self, time: Time, position: int) -> bool:
        """Tell whether a number is of what came after a time: 前三季度研发投入…，预计年产能可增加1.2万吨."""
        if ".." in str(time.period) or not _LATER.search(self._plain, time.end, position):
            return False
        ends, today = reach(time.period or ""), reach(self._today or "")
        return ends is not None and today is not None and ends[1] <= today[0]

    def _of_change(self, times: Sequence[Time], position: int) -> Time | None:
        """Give the time of the level that a change began at, in a sentence that told from when to when.

        由2018年的31亩增至2022年的90亩，覆盖率由46%升至58%: the 46% are of 2018.
        """
        if not _FROM_LEVEL.search(self._plain, max(0, position - 3), position):
            return None
        for begin, end in pairwise(times):
            told = begin.until <= end.start or self._plain[end.start - 1] in "至到为"
            if told and _FROM.match(self._plain, begin.start - 1):
                return begin if _TO_LEVEL.match(self._plain, position) else None
        return None

    def _same_time(self, time: Time, sentence: int) -> Period | None:
        """Give what 去年同期 is behind a time of less than a year: the same months of that year."""
        if not self._plain.startswith(_SAME_TIME, time.end) or not str(time.period).isdigit():
            return None
        base = self._told_before(time, sentence)
        if base is None or base.period is None or base.period.endswith("/..") or "02-29" in base.period:
            return None
        found = _YEAR.search(base.period)
        years = int(found.group()) - int(str(time.period)) if found else 0
        if years <= 0:
            return None
        shifted = _YEAR.sub(lambda year: str(int(year.group()) - years), base.period)
        return Period(shifted, time.text + _SAME_TIME, CLAUSE, time.start)

    def _told_before(self, time: Time, sentence: int) -> Time | None:
        """Give the time that 同期 points back to: one of its sentence or frame, else one just before."""
        here = [each for each in self._governing(sentence) if each.start < time.start]
        if here or self._carry[sentence].frame:
            return here[-1] if here else self._carry[sentence].frame
        for index in range(sentence - 1, max(-1, sentence - 1 - SAME_TIME_BACK), -1):
            leading = [each for each in self._governing(index) if each.leads]
            if leading:
                return leading[0]
        return None

    def _governing(self, sentence: int) -> Sequence[Time]:
        """Give the times of a sentence that date numbers, in order."""
        return self._of_sentence.get(sentence, ())

    def _is_placed(self, time: Time) -> bool:
        """Tell whether a date behind a number is its own: 共有3000人于5月1日到达, but not 今天（5月1日）."""
        if self._plain[max(0, time.start - 2) : time.start - 1] in ("天", "日", "晚"):
            return False
        before = self._plain[max(0, time.start - 2) : time.start]
        return before.endswith(_PLACED) and before not in _NOT_PLACED

    def _said_later(self, times: Sequence[Time], position: int) -> Period | None:
        """Look behind the number for 这是近5年取得的成绩."""
        for time in times:
            found = _THIS_IS.search(self._plain, position, max(position, time.start))
            if found and _NTH.match(self._plain, time.end):
                return None  # 这是2021年以来第10次加息
            if found and not any(mark in self._plain[found.end() : time.start] for mark in "，。；"):
                return Period(time.period, time.text, SENTENCE, time.start)
        return None

    def _carried(self, position: int, sentence: int) -> Period:
        """Give what a sentence without a time of its own goes on from."""
        if not 0 <= sentence < len(self._carry):
            return NO_PERIOD
        carry = self._carry[sentence]
        is_length = _YEARS.match(self._plain, position) or _BUILT.search(
            self._plain, max(0, position - 8), position
        )
        return NO_PERIOD if is_length and not carry.goes_on else carry.period

    def _carries(self) -> Iterable[_Carry]:
        """Give for each sentence what it goes on from."""
        frame: Time | None = None
        turned = advice = scene = False
        end = NO_PERIOD
        for index, sentence in enumerate(self._article.sentences):
            same = index > 0 and self._paragraphs[index] == self._paragraphs[index - 1]
            if not same:
                frame, turned = None, False
            report = self._report.at(index)
            advice = (same and advice) or _ADVICE.match(self._plain, sentence.start) is not None
            if advice:
                report = None
            goes_on = same and (
                self._is_cut(index - 1) or _AMONG.match(self._plain, sentence.start) is not None
            )
            if goes_on:
                period = end
            elif frame is not None and self._reaches(
                frame, index, reported=not turned and report is not None
            ):
                period = Period(frame.period, frame.text, PARAGRAPH, frame.start)
            elif report and not turned:
                period = Period(report.period, report.text, ARTICLE, report.start)
            else:
                period = NO_PERIOD
            bounds = sentence.start, sentence.end
            scene = same and scene and not has_figures(self._plain, *bounds)
            scene = scene or begins_scene(self._plain, *bounds, period.edtf)
            reported = period.source == ARTICLE
            stock = is_stock(self._plain, sentence.start, period.edtf, reported=reported)
            if not goes_on and (scene or stock):
                period = NO_PERIOD
            yield _Carry(period, frame or report, goes_on)
            times = self._governing(index)
            last = times[-1] if times else None
            end = Period(last.period, last.text, PARAGRAPH, last.start) if last else period
            leading = [time for time in times if time.leads]
            has_number = self._has_number(sentence.start, sentence.end)
            if leading:
                frame = leading[0] if leading[0].frame else None
            if not has_number:
                frame = None
            if report and any(time is not report and not within(time, report) for time in leading):
                turned = has_number

    def _reaches(self, frame: Time, index: int, *, reported: bool) -> bool:
        """Tell whether what a paragraph opened with still holds at a sentence behind it.

        截至4月 does for what stands at that day, and where neither report nor sentence has another time.
        """
        if not str(frame.period).startswith("../"):
            return True
        stands = _STANDING.match(self._plain, self._article.sentences[index].start) is not None
        return stands or not (reported or index in self._timed)

    def _is_cut(self, index: int) -> bool:
        """Tell whether a sentence only ends because its line does: what stands behind goes on from it."""
        sentence = self._article.sentences[index]
        words = self._plain[sentence.start : sentence.end].rstrip()
        return words[-1:].isalpha() and any(c in words for c in "，,")

    def _joined(self) -> list[int]:
        """Number the paragraphs, counting lines of one sentence as one."""
        numbers: list[int] = []
        last = -1
        for index, sentence in enumerate(self._article.sentences):
            if sentence.paragraph != last and not (index and self._is_cut(index - 1)):
                numbers.append(numbers[-1] + 1 if numbers else 0)
            else:
                numbers.append(numbers[-1])
            last = sentence.paragraph
        return numbers

    def _has_number(self, start: int, end: int) -> bool:
        index = bisect_left(self._numbers, start)
        return index < len(self._numbers) and self._numbers[index] < end


def _is_day(time: Time) -> bool:
    """Tell whether a time is one day, and neither a longer time nor an open one."""
    day = read_day(time.period)
    return day is not None and day.day is not None and "/" not in str(time.period)


def _start(time: Time) -> int:
    return time.start


def _period(time: Time, position: int, source: str) -> Period:
    return Period(time.date if position < time.opens_at else time.period, time.text, source, time.start)
