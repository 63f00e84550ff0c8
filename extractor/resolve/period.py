"""To which time a number belongs: what its clause names, else its sentence, else what the text goes on from.

`PeriodScope` reads an article's dates and periods once, in order, since one date completes the
next, and answers for any place in it. What it may answer with, nearest first:

- a date of the number's own clause, before it, or behind it after 于 or 截至;
- the nearest date before it in its sentence: 截至4月 and 今年以来 hold to the end of theirs;
- 这是近5年的成绩 behind the numbers that it speaks of;
- for a sentence that opens with 其中, what held at the end of the one before;
- the year, month or 以来 that a sentence before it in the paragraph opened with. A day does not
  reach so far.

Dates that say no time of a number are passed over: what it is compared with (`basis`), when
something was founded, and when it was reported.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from ..types import Article, Mention
from .basis import is_basis
from .calendar import edtf_of
from .days import Day, days_between, read_day

CLAUSE = "clause"
SENTENCE = "sentence"
PARAGRAPH = "paragraph"
NOWHERE = "none"

RECENT = 60
"""How many days before the document a date may lie that days in other paragraphs go on from."""

_STOPS = "，。；！？,;!?：:、\n\r\u3000 （(“”\""
_AHEAD = re.compile(r"冲刺|力争|有望|将(?!近|军|士|来|其|这|该|把|要求)|预计|即将|拟于|定于|计划于|届时|起(?:正式)?(?:施行|实施|执行)")
_SINCE = re.compile(r"(?:份)?(?:以来|至今|到现在|起(?!来|到(?!\d)|飞|步|伏|诉|草|码|义|重|源|火|降)|开始|(?:或|及|以及)?(?:以后|之后)|后(?![期续台方面勤备者顾果裔天]))")
_UNTIL = re.compile(r"(?:份)?(?:或|及|以及)?(?:之前|以前|前(?![后往夕来十\d一二三四五六七八九两几提列途沿进瞻期端]))")
_BY = re.compile(r"截[至止]到?(?:[今昨][天日][（(])?$")
_TO_SINCE = re.compile(r"[,，]?(?P<event>[^，,。；;！？\n]{0,40}?)以来")
_EVER_SINCE = re.compile(r"自从$")
_AFTER_EVENT = re.compile(r"[^，,。；;！？\n]{1,30}?[^，,。；;！？\n最今此其]后(?=[，,])")
_FROM = re.compile(r"[自从]")
_NO_FRAME = re.compile(
    r"[\s“”\"‘’（(【】）)□■●—·一二三四五六七八九十\d.、]*"
    r"(?:[^，。；：\d\n]{1,16}[，,])?(?:(?:据|从)[^，。]{0,24}[，,]|[^，。]{0,30}(?:显示|了解到|获悉|介绍|表示|指出)[，,：:]|[^，。：:]{0,20}[：:]|"
    r"(?:此外|同时|另外|数据显示|目前|为此|据悉|据了解|近日|日前|今天|昨天)[，,]|其中[，,]?|截[至止]到?|自|从|在|到|刚刚过去的|而|仅|就在|早在|尤其是|特别是)*"
)
_REPORTED = re.compile(
    r"[)）]?[,，]?(?:[早午晚凌][上间晨]|[上下]午)?[^，。；,;\n]{0,28}?"
    r"(?:了解到|获悉|介绍|表示|[称说](?=[，：:,“])|宣布|报道|指出|强调|数据显示|发布会|"
    r"(?:发布|公布|通报)[^，。；,;\d]{0,12}?(?:数据|消息|公报|报告|信息|统计|声明|通报|显示|结果|情况|预警|名单|指数))"
)
_FOUNDED = re.compile(
    r"[^，。；,;、\n]{0,10}?(?:成立|投产|推出|出台|发布|印发|施行|实施|启动|开工|开建|建成|签署|签订|召开|举办|出版|上映|上市|毕业|出生|"
    r"入职|提出|设立|创办|创立|注册|开业|开通|发现|购买)[^，。；,;\n]{0,6}?的"
)
_THIS_IS = re.compile(r"(?:^|[，。；,;])\s*这(?:是|也是|正是|些|一)")
_AMONG = re.compile(r"[\s“”\"]*(?:这?其中|包括)")
_YEARS = re.compile(r"[近约超]?[\d一二两三四五六七八九十百几数]+[余多]?年(?![底末初度])")
_AFTER_WORDS = ("于", "在", "自", "从", "截至", "截止", "（", "(")
_VERBS_OF_EVENTS = re.compile(r"(?:工作|行动)?(?:开展|启动|实施|开始|部署|打响|以来|持续|深入|全面|自|从)+")
_CLOCK_ONLY = "T"


class Period(NamedTuple):
    """The time that a number belongs to.

    Attributes:
        edtf: The date or interval, ``None`` where the words have no date.
        text: The words for it, ``None`` where nothing says when.
        source: ``clause``, ``sentence``, ``paragraph`` or ``none``: how far away the words stand.
    """

    edtf: str | None
    text: str | None
    source: str


NO_PERIOD = Period(None, None, NOWHERE)


@dataclass(frozen=True, slots=True)
class Time:
    """One date or period of the text, worked out.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last.
        sentence: Index of its sentence in the article.
        date: What it is itself, in EDTF.
        period: What it makes of the numbers beside it; differs where 以来 or 截至 opens it.
        inside: What holds before ``opens``: the date itself, where 以来 comes later than the date.
        opens_at: Offset from which ``period`` holds.
        text: Its words, 截至 and 以来 included.
        governs: Whether it dates numbers at all.
        frame: Whether it opens its sentence and so holds for those that follow.
        leads: Whether it stands at the head of its sentence.
    """

    start: int
    end: int
    sentence: int
    date: str | None
    period: str | None
    opens_at: int
    text: str
    governs: bool
    frame: bool
    leads: bool


class PeriodScope:
    """The times of one article, and which of them holds where."""

    __slots__ = ("_article", "_frames", "_of_sentence", "_plain", "dates", "spans")

    def __init__(self, plain: str, article: Article, times: Sequence[Time]) -> None:
        self._plain = plain
        self._article = article
        by_sentence: dict[int, list[Time]] = {}
        for time in times:
            by_sentence.setdefault(time.sentence, []).append(time)
        self._of_sentence = by_sentence
        self._frames = tuple(self._sentence_frames())
        self.dates: Mapping[int, str | None] = MappingProxyType({time.start: time.date for time in times})
        self.spans: Mapping[int, str | None] = MappingProxyType({time.start: time.period for time in times})

    @classmethod
    def build(cls, plain: str, article: Article, mentions: Iterable[Mention], doc_date: str | None) -> PeriodScope:
        """Work out the dates and periods of an article.

        Args:
            plain: The whole text in its one spelling.
            article: One article of it.
            mentions: Mentions in order; those that are no dates or periods of this article are passed over.
            doc_date: The document's date, ``YYYY-MM-DD``; the article's own dateline counts more.
        """
        kept = [m for m in mentions if m.kind in ("date", "period") and article.start <= m.start < article.end]
        reader = _Reader(plain, article, article.date or doc_date)
        return cls(plain, article, reader.times(kept))

    def at(self, position: int, sentence: int, clause: tuple[int, int] | None = None) -> Period:
        """Give the period of the number at an offset.

        Args:
            position: Offset of the number.
            sentence: Index of its sentence in the article.
            clause: Offsets of its clause.
        """
        times = [time for time in self._of_sentence.get(sentence, ()) if time.governs]
        first, last = clause or (position, position)
        before = [time for time in times if time.start <= position]
        if before and before[-1].start >= first:
            return _period(before[-1], position, CLAUSE)
        behind = [time for time in times if position < time.start < last and self._is_placed(time)]
        if behind:
            return _period(behind[0], time_end(behind[0]), CLAUSE)
        if before:
            return _period(before[-1], position, SENTENCE)
        return self._said_later(times, position, sentence) or self._carried(position, sentence)

    def _is_placed(self, time: Time) -> bool:
        """Tell whether a date behind a number belongs to it: 共有3000人于5月1日到达."""
        return self._plain[max(0, time.start - 2) : time.start].endswith(_AFTER_WORDS)

    def _said_later(self, times: Sequence[Time], position: int, sentence: int) -> Period | None:
        """Look behind the number for 这是近5年取得的成绩."""
        for time in times:
            found = _THIS_IS.search(self._plain, position, time.start)
            if found and not any(mark in self._plain[found.end() : time.start] for mark in "，。；"):
                return _period(time, time.end, SENTENCE)
        return None

    def _carried(self, position: int, sentence: int) -> Period:
        """Give what a sentence without a time of its own goes on from."""
        if sentence >= len(self._article.sentences) or sentence == 0:
            return NO_PERIOD
        here, earlier = self._article.sentences[sentence], self._article.sentences[sentence - 1]
        if here.paragraph != earlier.paragraph:
            return NO_PERIOD
        if _AMONG.match(self._plain, here.start):
            return self._at_end(sentence - 1)
        frame = self._frames[sentence]
        if frame is None or _YEARS.match(self._plain, position):
            return NO_PERIOD
        return Period(frame.period, frame.text, PARAGRAPH)

    def _at_end(self, sentence: int) -> Period:
        """Give what holds at the end of a sentence."""
        times = [time for time in self._of_sentence.get(sentence, ()) if time.governs]
        if times:
            return Period(times[-1].period, times[-1].text, PARAGRAPH)
        return self._carried(self._article.sentences[sentence].start, sentence)

    def _sentence_frames(self) -> Iterable[Time | None]:
        """Give for each sentence the time that one before it in the paragraph opened with."""
        frame: Time | None = None
        paragraph = -1
        for index, sentence in enumerate(self._article.sentences):
            if sentence.paragraph != paragraph:
                frame, paragraph = None, sentence.paragraph
            yield frame
            leading = [time for time in self._of_sentence.get(index, ()) if time.leads and time.governs]
            if leading:
                frame = leading[0] if leading[0].frame else None


def time_end(time: Time) -> int:
    """Give the offset from which what a time opens holds."""
    return max(time.end, time.opens_at)


def _period(time: Time, position: int, source: str) -> Period:
    if position < time.opens_at:
        return Period(time.date, time.text, source)
    return Period(time.period, time.text, source)


class _Reader:
    """Works out an article's times in order, each with the help of those before it."""

    def __init__(self, plain: str, article: Article, reference: str | None) -> None:
        self._plain = plain
        self._article = article
        self._reference = reference
        self._starts = [sentence.start for sentence in article.sentences]
        self._events: list[tuple[str, str]] = []

    def times(self, mentions: Sequence[Mention]) -> list[Time]:
        """Work out all mentions; 以来 that a date before it opens is part of that date."""
        times: list[Time] = []
        dated: list[tuple[int, Mention, str]] = []
        used: set[int] = set()
        for mention in mentions:
            if mention.start in used:
                continue
            index = max(0, bisect_right(self._starts, mention.start) - 1)
            if self._is_glued(mention, times):
                continue
            value = self._value(mention, index, dated)
            time, since = self._time(mention, index, value)
            if since is not None:
                used.add(since)
            times.append(time)
            if value and value[0].isdigit() or value and value.startswith("XXXX"):
                dated.append((index, mention, value))
        return times

    def _is_glued(self, mention: Mention, times: Sequence[Time]) -> bool:
        """Tell whether 期间 only ends the span of dates right before it."""
        return "event" in mention.parts and bool(times) and times[-1].end == mention.start

    def _value(self, mention: Mention, index: int, dated: Sequence[tuple[int, Mention, str]]) -> str | None:
        ahead = bool(self._article.sentences) and self._is_ahead(index, mention)
        return edtf_of(mention.parts, self._reference, self._near(mention, index, dated), ahead)

    def _is_ahead(self, index: int, mention: Mention) -> bool:
        sentence = self._article.sentences[index]
        return _AHEAD.search(self._plain, max(sentence.start, mention.start - 30), sentence.end) is not None

    def _near(self, mention: Mention, index: int, dated: Sequence[tuple[int, Mention, str]]) -> str | None:
        """Choose the earlier date that this one may go on from."""
        parts = mention.parts
        paragraph = self._paragraph(index)
        near = [one for one in dated if self._paragraph(one[0]) == paragraph]
        if "year" in parts:
            return None
        if "relative" in parts:
            return near[-1][2] if near else None
        if "day" in parts and "month" not in parts:
            return self._near_day(index, dated)
        if parts.get("part") in ("全年", "年末", "年底", "年内"):
            near = near or list(dated)
        yearly = [
            value
            for at, one, value in near
            if ("year" in one.parts or "relative" in one.parts)
            and (at == index or self._leads(one, at))
            and not is_basis(self._plain, one)
            and one.parts.get("relative", "年")[-1] in "年度"
        ]
        return yearly[-1].split("/")[0] if yearly else None

    def _near_day(self, index: int, dated: Sequence[tuple[int, Mention, str]]) -> str | None:
        """Choose what a day without a month goes on from: a day, or a month named in its paragraph."""
        for at, _, value in reversed(dated):
            last = value.split("/")[-1] if not value.endswith("..") else value.split("/")[0]
            day = read_day(last)
            if day is None or day.month is None:
                continue
            if self._paragraph(at) == self._paragraph(index):
                return last
            if day.known and self._is_recent(day):
                return last
        return None

    def _is_recent(self, day: Day) -> bool:
        """Tell whether a day lies so near to the document that another may still go on from it."""
        published = read_day(self._reference)
        return published is not None and published.known and abs(days_between(day, published)) <= RECENT

    def _paragraph(self, index: int) -> int:
        return self._article.sentences[index].paragraph if index < len(self._article.sentences) else -1

    def _leads(self, mention: Mention, index: int) -> bool:
        sentence = self._article.sentences[index]
        return _NO_FRAME.fullmatch(self._plain, sentence.start, mention.start) is not None

    def _time(self, mention: Mention, index: int, value: str | None) -> tuple[Time, int | None]:
        """Work one mention out; also give the offset of a 以来 that it took in."""
        plain = self._plain
        start, end, opens_at = mention.start, mention.end, mention.start
        period, since = value, None
        if "since" in mention.parts or "event" in mention.parts:
            start, text, period = self._event(mention, index)
            end = mention.end
        elif by := _BY.search(plain, max(0, start - 6), start):
            period, start = _open_start(value), by.start()
        elif (found := _SINCE.match(plain, end)) and not self._is_second(mention):
            period, opens_at, end = _open_end(value), end, found.end()
            since = mention.end if plain.startswith("以来", mention.end) else None
        elif found := _UNTIL.match(plain, end):
            period, end = _open_start(value), found.end()
        elif (found := _TO_SINCE.match(plain, end)) and not _FROM.search(found["event"]) and value:
            period, opens_at, end = _open_end(value), found.end(), found.end()
            since = found.end() - 2
            if period:
                self._events.append((found["event"], period))
        elif (found := _AFTER_EVENT.match(plain, end)) and value and "T" not in value:
            period, opens_at = _open_end(value), found.end()
        elif _EVER_SINCE.search(plain, max(0, start - 2), start):
            period, start = _open_end(value), start - 2
        text = plain[start:end]
        leads = self._leads(mention, index) if mention.start >= start else False
        leads = leads or _NO_FRAME.fullmatch(plain, self._article.sentences[index].start, start) is not None
        governs = self._governs(mention, value)
        frame = leads and governs and _is_wide(period, value)
        return Time(mention.start, end, index, value, period, opens_at, text, governs, frame, leads), since

    def _is_second(self, mention: Mention) -> bool:
        return any(name.startswith("to_") for name in mention.parts)

    def _event(self, mention: Mention, index: int) -> tuple[int, str, str | None]:
        """Find the name of an event before 期间 or 以来, and its date where the article has given one."""
        plain = self._plain
        first = self._article.sentences[index].start
        start = mention.start
        while start > first and plain[start - 1] not in _STOPS:
            start -= 1
        if "event" in mention.parts and mention.parts["event"] not in ("期间", "假期", "时期"):
            return mention.start, mention.parts["event"], None
        name = plain[start : mention.start]
        core = _VERBS_OF_EVENTS.sub("", name)
        if "since" in mention.parts and len(core) >= 2:
            for event, period in reversed(self._events):
                if core in event or _VERBS_OF_EVENTS.sub("", event) in core and len(event) > 1:
                    return start, plain[start : mention.end], period
        return start, plain[start : mention.end], None

    def _governs(self, mention: Mention, value: str | None) -> bool:
        plain = self._plain
        if value and value.startswith(_CLOCK_ONLY):
            return False
        if is_basis(plain, mention):
            return False
        if plain[max(0, mention.start - 1) : mention.start] == "《" or _in_title(plain, mention):
            return False
        if _FOUNDED.match(plain, mention.end):
            return False
        words = plain[mention.start : mention.end]
        is_day = bool(value) and "/" not in str(value) and (read_day(value) or (0, 0, None))[2] is not None
        if is_day or words in ("近日", "日前", "近期"):
            return _REPORTED.match(plain, mention.end) is None
        return True


def _in_title(plain: str, mention: Mention) -> bool:
    """Tell whether a date is part of the name of a book or document."""
    opened = plain.rfind("《", max(0, mention.start - 40), mention.start)
    return opened >= 0 and plain.find("》", opened, mention.start) < 0 and "》" in plain[mention.end : mention.end + 40]


def _is_wide(period: str | None, value: str | None) -> bool:
    """Tell whether a time is long enough to hold for more than its sentence: anything but a day."""
    if period is None:
        return False
    if period.endswith("/.."):
        return True
    if period.startswith("../"):
        return False
    if "/" in period:
        return True
    day = read_day(value)
    return day is not None and day.day is None


def _open_end(value: str | None) -> str | None:
    """Open a date at its end; a year is opened by its first month, as in 今年以来."""
    if value is None:
        return None
    first = value.split("/")[0]
    return f"{first}-01/.." if len(first) == 4 and first.isdigit() else f"{first}/.."


def _open_start(value: str | None) -> str | None:
    return None if value is None else f"../{value.split('/')[-1]}"
