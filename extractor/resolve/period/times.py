"""Work out the dates and periods of an article in their order, each with the help of those before it.

Three things are decided for each. Its date: 10月 behind 2019年8月 is of the same year, 15日 behind
5月14日 of the same month. What it makes of the numbers beside it: 以来 opens its end, 截至 its start.
And whether it dates numbers at all: what a number is compared with does not, nor does the day
on which it was reported, nor when something was founded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from extractor.resolve.period import around
from extractor.resolve.period.anchors import Anchors, is_window
from extractor.resolve.period.basis import is_basis
from extractor.resolve.period.calendar import edtf_of
from extractor.resolve.period.days import add_days, reach, read_day, write_day
from extractor.resolve.period.relative import AHEAD, whole
from extractor.types import Article, Mention

HALF_A_DAY = 6
"""The least number of hours that a time within one day has to last to hold for the sentences behind it."""


class Time(msgspec.Struct, frozen=True, gc=False):
    """One date or period of the text, worked out.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last.
        sentence: Index of its sentence in the article.
        date: What it is itself, in EDTF.
        period: What it makes of the numbers beside it; differs where 以来 or 截至 opens it.
        opens_at: Offset from which ``period`` holds; before it, ``date`` does.
        until: Offset up to which it holds in its sentence: 由1978年的5.05%提高到… ends at 到.
        text: Its words, 截至 and 以来 included.
        governs: Whether it dates numbers at all.
        leads: Whether it stands at the head of its sentence.
        frame: Whether it holds for the sentences behind its own.
        wide: Whether a whole report may be about it: a year, months, several days, all since a day.
    """

    start: int
    end: int
    sentence: int
    date: str | None
    period: str | None
    opens_at: int
    until: int
    text: str
    governs: bool
    leads: bool
    frame: bool
    wide: bool = False


class Reader:
    """Works out an article's times in order."""

    def __init__(self, plain: str, article: Article, reference: str | None) -> None:
        """Start with an article and the document's date."""
        self._plain = plain
        self._article = article
        self._reference = reference
        self._starts = [sentence.start for sentence in article.sentences]
        self._events: list[tuple[str, str]] = []
        self._anchors = Anchors(article, reference)
        self._cues: dict[int, int] = {}
        self._days: str | None = None
        self._holidays: frozenset[str] = frozenset()
        self._years = self._headed_years()

    def times(self, mentions: Sequence[Mention]) -> list[Time]:
        """Work out all dates and periods, which must be those of the article, in order."""
        times: list[Time] = []
        taken: set[int] = set()
        for mention in mentions:
            if mention.start in taken or (times and self._is_said(mention, times[-1])):
                continue
            index = max(0, bisect_right(self._starts, mention.start) - 1)
            value = self._value(mention, index)
            time, since = self._time(mention, index, value)
            if since is not None:
                taken.add(since)
            self._join(times, time, mention)
            if time.governs and self._names_event(mention, times, time):
                time = replace(time, governs=False, frame=False, wide=False)
            time = self._closed(times, self._listed(times, time))
            self._learn_days(times, mention, index, value)
            if mention.parts.keys() >= {"year", "to_year"} and value and len(value) == len("2018/2022"):
                self._years = value
            times.append(time)
            if value and value[0] in "12X" and not (since is not None and "day" in mention.parts):
                basis = is_basis(self._plain, mention) or self._is_start_of_change(mention)
                basis = basis or ("year" in mention.parts and self._plain.startswith("度", mention.end))
                heads = index < self._article.headlines or self._is_heading(index)
                lasts = str(time.period).endswith("/..") and not value.endswith("/..")
                self._anchors.add(
                    mention, index, value, leads=time.leads, is_basis=basis, heads=heads, lasts=lasts
                )
        return times

    def _join(self, times: list[Time], time: Time, mention: Mention) -> None:
        """Let 今年 be a part of the words of 今年春节期间, which is shorter."""
        if not times or times[-1].sentence != time.sentence or not (_is_event(mention) and time.governs):
            return
        last = times[-1]
        if time.text.startswith(self._plain[last.start : last.end]) or last.text in time.text:
            times[-1] = replace(last, governs=False, frame=False, wide=False)

    def _names_event(self, mention: Mention, times: Sequence[Time], time: Time) -> bool:
        """Tell whether a year is only part of an event's name, in a sentence that has told its time."""
        named = mention.parts.keys() == {"year"} and around.EVENT_OF_YEAR.match(self._plain, mention.end)
        return bool(named) and any(
            other.governs and len(str(other.date)) > len("2025")
            for other in times[-2:]
            if other.sentence == time.sentence
        )

    def _listed(self, times: list[Time], time: Time) -> Time:
        """Let the last of several days in a row stand for all of them: 8月10日、11日两天."""
        last = times[-1] if times else None
        if last is None or self._plain[last.end : time.start] not in ("、", "和"):
            return time
        first, second = read_day((last.period or "").partition("/")[0]), read_day(time.period)
        if first is None or second is None:
            return time
        if not (_is_one_day(time.period) and second.known and first.known):
            return self._listed_months(last, time)
        if read_day(str(last.period).rpartition("/")[2]) != add_days(second, -1):
            return time
        period = f"{write_day(first)}/{time.period}"
        return replace(time, period=period, text=self._plain[last.start : time.end])

    def _listed_months(self, last: Time, time: Time) -> Time:
        """Let the second of two months in a row stand for both, but not in 7月和8月分别增长."""
        ends = str(last.period), str(time.period)
        if not (last.governs and time.governs) or any(end[4:5] != "-" or ".." in end for end in ends):
            return time
        before, behind = (reach(end) for end in ends)
        if before is None or behind is None or add_days(before[1], 1) != behind[0]:
            return time
        if around.EACH.match(self._plain, time.end):
            return time
        if any(len(end) > len("2025-07") for end in ends):
            ends = write_day(before[0]), write_day(behind[1])
        return replace(time, period="/".join(ends), text=self._plain[last.start : time.end])

    def _learn_days(self, times: Sequence[Time], mention: Mention, index: int, value: str | None) -> None:
        """Remember the days of a holiday: 9月29日至10月6日, or 1月26日开始，3月5日结束."""
        plain, start, days = self._plain, mention.start, value
        last = times[-1] if times else None
        if not (_is_span(mention) and _is_days(value, value) and "hour" not in mention.parts):
            ends = last is not None and last.sentence == index and around.ENDS.match(plain, mention.end)
            if last is None or not ends or not (_is_one_day(last.date) and _is_one_day(value)):
                return
            if around.BEGAN_AND.fullmatch(plain, last.end, start) is None:
                return
            start, days = last.start, f"{last.date}/{value}"
        before = plain[max(0, self._starts[index], start - around.LONGEST_NAME) : start]
        self._days = days
        self._holidays = frozenset(around.HOLIDAYS.findall(before))

    def _is_said(self, mention: Mention, last: Time) -> bool:
        """Tell whether 期间 only follows a time: 5月1日至5日期间; 今年假期 may be days told before."""
        if not _is_event(mention) or last.end != mention.start:
            return False
        return self._days is None or mention.parts.get("event") != "假期" or last.text not in ("今年", "本年")

    def _closed(self, times: list[Time], time: Time) -> Time:
        """Let 截至 end what began before it in its sentence: 自11月11日开闸后，截至17日12时."""
        last = times[-1] if times else None
        if last is None or last.sentence != time.sentence or not (last.governs and time.governs):
            return time
        begins = str(last.period).endswith("/..") or (
            _is_one_day(last.period) and around.FROM.match(self._plain, last.start - 1) is not None
        )
        if not (begins and str(time.period).startswith("../")):
            return time
        if not time.text.startswith("截") or time.start - last.end > around.LONGEST_NAME:
            return time
        if not str(last.period)[:4].isdigit() or "截" in last.text:
            return time
        period = f"{str(last.period).partition('/')[0]}/{str(time.period).partition('/')[2]}"
        first, end = read_day(period), read_day(period.partition("/")[2])
        if (
            first is None
            or end is None
            or (first.year or 0, first.month or 0) > (end.year or 0, end.month or 12)
        ):
            return time
        return replace(time, period=period)

    def _headed_years(self) -> str | None:
        """Find the years in brackets that a headline says the report is about: 工作报告（2018—2022）."""
        sentences, headlines = self._article.sentences, self._article.headlines
        if not headlines:
            return None
        found = around.YEARS_IN_BRACKETS.search(
            self._plain, self._article.start, sentences[headlines - 1].end
        )
        return f"{found['first']}/{found['last']}" if found else None

    def _told_years(self, mention: Mention) -> str | None:
        """Give the years of 五年来 where the article has told as many, or is about the last of them."""
        parts = mention.parts
        if not is_window(mention) or parts["unit"] != "年" or parts.get("direction") in AHEAD:
            return None
        count = whole(parts["number"])
        if self._years is not None and count:
            first, last = (int(year) for year in self._years.split("/"))
            recent = self._reference is None or last >= int(self._reference[:4]) - 1
            if count == last - first + 1 and recent:
                return self._years
        last_year = self._anchors.past_year
        if count is None or last_year is None:
            return None
        return f"{last_year - count + 1}/{last_year}" if count > 1 else str(last_year)

    def _clock_day(self, mention: Mention, index: int) -> str | None:
        """Give the day of 截至下午4时: the one that the text named last, else the document's."""
        if _is_span(mention) or not around.BY_CLOCK.search(
            self._plain, max(0, mention.start - 12), mention.start
        ):
            return None
        return self._anchors.last_day(index) or (
            self._reference if (day := read_day(self._reference)) and day.known else None
        )

    def _value(self, mention: Mention, index: int) -> str | None:
        if around.TODAY.search(self._plain, max(0, mention.start - 6), mention.start):
            return edtf_of(mention.parts, self._reference)
        near = self._anchors.near(mention, index)
        reference = self._reference
        if mention.parts.get("relative", "") in around.LAST_YEAR and self._anchors.report_year:
            reference = self._anchors.report_year
        if mention.parts.get("relative") in around.LAST_MONTH:
            reference = self._anchors.reported_month(index, figures=self._has_figures(index)) or reference
        if mention.parts.keys() == {"relative", "week"} and (days := self._anchors.told_week(index)):
            return days
        value = self._told_years(mention) or edtf_of(
            mention.parts, reference, near, self._ahead(mention, index)
        )
        if value and value.startswith("T") and (day := self._clock_day(mention, index)):
            return day + value
        return value

    def _has_figures(self, index: int) -> bool:
        """Tell whether a sentence has figures as they are reported month by month."""
        sentence = self._article.sentences[index]
        return around.FIGURES_OF_MONTHS.search(self._plain, sentence.start, sentence.end) is not None

    def _is_heading(self, index: int) -> bool:
        """Tell whether a sentence is a numbered heading: 二、2024年主要目标."""
        sentence = self._article.sentences[index]
        return (
            sentence.end - sentence.start < around.LONGEST_NAME
            and around.NUMBERED.match(self._plain, sentence.start) is not None
        )

    def _ahead(self, mention: Mention, index: int) -> int:
        """Tell how many days ahead the text may speak of."""
        sentence, start = self._article.sentences[index], mention.start
        if around.DUE.search(self._plain, max(sentence.start, start - 16), start):
            return around.WHOLE_YEAR
        if around.BEGINNING.search(
            self._plain, max(sentence.start, start - 2), start
        ) and around.BEGINS.match(self._plain, mention.end):
            return around.A_MONTH
        if around.HOLIDAY_IS.search(self._plain, max(sentence.start, start - 16), start) or (
            around.ENDS.match(self._plain, mention.end)
            and around.BEGAN_ON.search(self._plain, max(sentence.start, start - 16), start)
        ):
            return around.TWO_MONTHS
        if self._last_cue(index) >= start - 30 or around.STARTING.match(self._plain, mention.end):
            return around.NEAR_FUTURE
        return around.NEAR_FUTURE if self._anchors.has_this_year(index) else around.NOT_AHEAD

    def _last_cue(self, index: int) -> int:
        """Give the offset of the last word in a sentence that speaks of what is to come, -1 for none."""
        if index not in self._cues:
            sentence = self._article.sentences[index]
            cues = [
                found.start() for found in around.AHEAD.finditer(self._plain, sentence.start, sentence.end)
            ]
            self._cues[index] = cues[-1] if cues else -around.REACH
        return self._cues[index]

    def _leads(self, start: int, index: int) -> bool:
        """Tell whether nothing but a lead-in (据统计，) stands between a sentence's head and an offset."""
        first = self._article.sentences[index].start
        return start - first < around.REACH and around.LEAD.fullmatch(self._plain, first, start) is not None

    def _time(self, mention: Mention, index: int, value: str | None) -> tuple[Time, int | None]:
        """Work one mention out; also give the offset of a 以来 that it took in."""
        plain, start, end = self._plain, mention.start, mention.end
        period, opens_at, since, lasting = value, start, None, False
        if _is_event(mention) or "event" in mention.parts:
            start, period = self._event(mention, index)
            lasting = True
        elif _is_end(mention) and around.BY_THEN.search(plain, max(0, start - 4), start):
            period, start = _open_start(value), start - 1
        elif (on := around.FROM_TODAY.search(plain, max(0, start - 10), start)) and (
            first := self._from_today(on["word"], value)
        ):
            period, start = f"{first}/{value}", on.start()
        elif (by := around.BY.search(plain, max(0, start - 12), start)) or (
            "hour" in mention.parts
            and not mention.parts.keys() & {"day", "relative", "week"}
            and str(value)[:1] in "12"
            and (by := around.BY_CLOCK.search(plain, max(0, start - 12), start))
        ):
            period, start = _open_start(value), by.start()
        elif (found := around.SINCE.match(plain, end)) and not _is_span(mention):
            period, opens_at = _open_end(value), end
            lasting = "以来" in found.group() or "至今" in found.group()
            since, end = (end if lasting else None), found.end()
        elif found := around.UNTIL.match(plain, end):
            period, end = _open_start(value), found.end()
        elif (
            _has_day(value)
            and (found := around.TO_SINCE.match(plain, end))
            and not around.FROM.search(found["event"])
        ):
            period, opens_at, end = _open_end(value), found.end(), found.end()
            since, lasting = end - 2, True
            self._events.append((found["event"], period or ""))
        elif (
            _has_day(value)
            and not _is_span(mention)
            and around.BEGINNING.search(plain, max(0, start - 1), start)
            and (found := around.TO_NOW.match(plain, end))
        ):
            since, lasting = found.end(), True
            end = opens_at = found.end() + 2
            period = _open_end(value)
        elif (
            value
            and around.BEGINNING.search(plain, max(0, start - 1), start)
            and (found := around.FOUNDED_AND_GOES_ON.match(plain, end))
        ):
            period, start, lasting, opens_at = _open_end(value), start - 1, True, end
        elif around.EVER_SINCE.search(plain, max(0, start - 2), start):
            period, start, lasting = _open_end(value), start - 2, True
        elif _has_day(value) and (
            found := around.BEGAN.match(plain, end, self._article.sentences[index].end)
        ):
            self._events.append((found["event"], _open_end(value) or ""))
        leads = self._leads(start, index) or self._leads(mention.start, index)
        governs = self._governs(mention, start, value)
        is_open = bool(period) and str(period).endswith("/..") and not str(value).endswith("/..")
        until = self._until(mention, index)
        days = _is_span(mention) and _is_days(value, period)
        wide = governs and (_is_wide(period, value) or days) and (lasting or not is_open)
        is_frame = not days or (
            "to_hour" in mention.parts and _is_half_a_day(value)
        )  # from hour to hour is how measurements are told
        if (
            is_window(mention)
            or plain[start - 1 : start] == "占"  # 占全年的两成 is no report on the year
            or around.NAME_BEHIND.match(plain, end)
            or around.OF_A_HOLIDAY.match(plain, end)
        ):
            wide = False
        holds = until == self._article.sentences[index].end and leads and not self._is_spoken(start, index)
        is_frame = is_frame and mention.parts.get("relative") not in around.LAST_MONTH
        frame = holds and ((wide and is_frame) or (governs and str(period).startswith("../")))
        text = plain[start:end]
        date = None if is_in_name(plain, mention) else value
        return Time(
            mention.start, end, index, date, period, opens_at, until, text, governs, leads, frame, wide
        ), since

    def _from_today(self, word: str, value: str | None) -> str | None:
        """Give the day that 今晚起至9日 begins on, if it is before that one."""
        today, day = read_day(self._reference), read_day(value)
        if today is None or day is None or not (today.known and day.known and _is_one_day(value)):
            return None
        first = add_days(today, 1) if word.startswith("明") else today
        return write_day(first) if first and write_day(first) < str(value) else None

    def _is_spoken(self, start: int, index: int) -> bool:
        """Tell whether a time stands in what somebody says: what follows need not go on from it."""
        return around.SAID.search(self._plain, self._article.sentences[index].start, start) is not None

    def _is_background(self, mention: Mention, value: str | None) -> bool:
        """Tell whether a date is when something was founded: 2013年成立的…, 始创于1958年的…."""
        plain = self._plain
        if around.FOUNDED.match(plain, mention.end):
            return True
        if not around.BORN.search(plain, max(0, mention.start - 8), mention.start):
            return False
        day, now = read_day(value), read_day(self._reference)
        return plain.startswith("的", mention.end) or bool(
            day and now and day.year and now.year and day.year < now.year - 1
        )

    def _is_start_of_change(self, mention: Mention) -> bool:
        """Tell whether a time only says where a change began: 由1978年的5.05%."""
        if self._plain[mention.start - 1 : mention.start] not in ("由", "从"):
            return False
        of_start = around.OF_THE_START.match(self._plain, mention.end)
        return of_start is not None or around.TURNED.match(self._plain, mention.end) is not None

    def _until(self, mention: Mention, index: int) -> int:
        """Find where a time stops in its sentence.

        由1978年的5.05%提高到… hands over at its 到, what is quoted speaks only of what stands in the
        quotation, and the hour of a peak only of its own half of the sentence.
        """
        plain, sentence = self._plain, self._article.sentences[index]
        last = sentence.end
        if self._is_start_of_change(mention):
            turned = around.TURNED.match(plain, mention.end, last)
            found = turned or around.TO.search(plain, mention.end, last)
            return found.end() - 1 if found else last
        opened = plain.rfind("“", sentence.start, mention.start)
        if opened >= 0 and plain.find("”", opened, mention.start) < 0:
            closed = plain.find("”", mention.end, last)
            last = closed if closed >= 0 else last
        if around.SAME_TIME_BEFORE.match(plain, mention.end) and not self._leads(mention.start, index):
            found = around.COMMA.search(plain, mention.end, last)
            last = found.start() if found else last
        if around.DONE_PART.match(plain, mention.end) and around.AMONG.search(
            plain, sentence.start, mention.start
        ):
            found = around.COMMA.search(plain, mention.end, last)
            last = found.start() if found else last
        if "hour" in mention.parts and not self._leads(mention.start, index):
            half = around.HALF.search(plain, mention.end, last)
            last = half.start() if half else last
        return last

    def _event(self, mention: Mention, index: int) -> tuple[int, str | None]:
        """Find the name of an event before 期间 or 以来, and its date where the article has given one."""
        if not _is_event(mention):
            then = self._told_then(mention.parts.get("event", ""), index)
            starts = around.STARTING.match(self._plain, mention.end) is not None
            return mention.start, _open_end(then) if starts else then
        plain, first, start = self._plain, self._article.sentences[index].start, mention.start
        first = max(first, start - around.LONGEST_NAME)
        while start > first and plain[start - 1] not in around.STOPS:
            start -= 1
        if "since" not in mention.parts:
            start = self._name_start(start, mention.start)
        core = around.VERBS_OF_EVENTS.sub("", plain[start : mention.start])
        if "since" not in mention.parts and self._is_holiday(core):
            return start, self._days
        if "since" in mention.parts and len(core) >= 2:
            for event, period in reversed(self._events):
                bare = around.VERBS_OF_EVENTS.sub("", event)
                if core in event or (len(bare) > 1 and bare in core):
                    return start, period
        return start, None

    def _told_then(self, word: str, index: int) -> str | None:
        """Find the time that 那时, 当季 and 开园首日 point back to."""
        if word in around.AT_THAT_TIME:
            return self._anchors.then(index)
        if word == around.THAT_QUARTER:
            return self._anchors.told_quarter(index)
        if word.endswith(around.FIRST_DAY):
            return self._anchors.first_day(word.removesuffix(around.FIRST_DAY), index, self._plain)
        return None

    def _name_start(self, start: int, end: int) -> int:
        """Find where the name of an event begins, behind the words that only tell of it."""
        holiday = around.NAMED_HOLIDAY.search(self._plain, start, end)
        if holiday:
            return holiday.start()
        told = around.BEFORE_EVENT.match(self._plain[start:end])
        return start + told.end() if told and start + told.end() < end else start

    def _is_holiday(self, core: str) -> bool:
        """Tell whether a name before 假期 or 期间 is that of the days that the article told last."""
        name = around.BEFORE_HOLIDAY.sub("", core)
        if name in around.BARE_HOLIDAY:
            return True
        if around.ANOTHER_YEAR.search(name):
            return False
        named = frozenset(around.HOLIDAYS.findall(name))
        return bool(named) and bool(self._holidays) and named - {"双节"} <= self._holidays

    def _governs(self, mention: Mention, start: int, value: str | None) -> bool:
        """Tell whether a time dates numbers; ``start`` is where its words begin, with an event's name."""
        plain = self._plain
        words = plain[mention.start : mention.end]
        if (value and value.startswith("T")) or words in around.SAME_TIME or is_basis(plain, mention):
            return False
        if "since" in mention.parts and around.RECORD.match(plain, mention.end):
            return False
        if _is_event(mention):
            compared = around.COMPARED.match(plain, mention.end) is not None
            is_than = (
                around.THAN.match(plain, start) is not None
                or around.THAN_IT.search(plain, max(0, start - 2), start) is not None
                or (compared and any(word in "与同和跟" for word in plain[max(0, start - 1) : start + 1]))
            )
            return not is_than and around.LAST_DAY.match(plain, mention.end) is None
        if (_is_one_day(value) or words in around.NOWADAYS) and around.BROADCAST.match(plain, mention.end):
            return False
        nowadays = words in around.NOWADAYS and plain.startswith(("的", "之"), mention.end)
        if nowadays or _is_in_title(plain, mention) or self._is_background(mention, value):
            return False
        may_be_reported = _is_one_day(value) or words in ("近日", "日前", "近期")
        return not (may_be_reported and around.REPORTED.match(plain, mention.end))


def _is_event(mention: Mention) -> bool:
    """Tell whether a mention is 期间 or 以来, whose name stands before it."""
    return "since" in mention.parts or mention.parts.get("event") in ("期间", "假期", "时期")


def _is_end(mention: Mention) -> bool:
    """Tell whether a time may be one up to which is counted, behind 到: 年底, 3月8日12时."""
    parts = mention.parts
    return parts.get("part") in around.ENDS_OF_TIME or (
        {"day", "hour"} <= parts.keys() and not _is_span(mention)
    )


def _is_span(mention: Mention) -> bool:
    return any(name.startswith("to_") for name in mention.parts)


def _is_one_day(value: str | None) -> bool:
    day = read_day(value)
    return day is not None and day.day is not None and "/" not in (value or "")


def _is_in_title(plain: str, mention: Mention) -> bool:
    """Tell whether a date is part of the name of a book or document."""
    opened = plain.rfind("《", max(0, mention.start - 60), mention.start)
    return opened >= 0 and plain.find("》", opened, mention.start) < 0


def is_in_name(plain: str, mention: Mention) -> bool:
    """Tell whether a date is part of a title or of a short slogan in quotation marks."""
    if _is_in_title(plain, mention):
        return True
    opened = around.OPENING_QUOTE.search(plain, max(0, mention.start - around.LONGEST_SLOGAN), mention.start)
    return (
        opened is not None
        and around.CLOSING_QUOTE.match(plain, mention.end, opened.start() + around.LONGEST_SLOGAN + 2)
        is not None
    )


def _is_wide(period: str | None, value: str | None) -> bool:
    """Tell whether a time can hold for more than its sentence: a year, months, or what is open at its end."""
    if period is None or period.startswith("../"):
        return False
    if period.endswith("/.."):
        return True
    days = [read_day(end) for end in (value or "").split("/")]
    return all(day is not None and day.day is None for day in days)


def _is_days(value: str | None, period: str | None) -> bool:
    """Tell whether a time runs from one day to another."""
    if period != value or value is None or "/" not in value or value.startswith("T"):
        return False
    return all((day := read_day(end)) is not None and day.day is not None for end in value.split("/"))


def _is_half_a_day(value: str | None) -> bool:
    """Tell whether a time from hour to hour is that of a night's rain, and not of an exam."""
    first, _, last = (value or "").partition("/")
    if first[:10] != last[:10] or "T" not in first + last:
        return True
    return int(last[11:13] or 24) - int(first[11:13] or 0) >= HALF_A_DAY


def _has_day(value: str | None) -> bool:
    """Tell whether a time says on which day it is; from an hour of no day nothing can be dated later."""
    return bool(value) and not str(value).startswith("T")


def _open_end(value: str | None) -> str | None:
    """Open a date at its end; a year is opened by its first month, as in 今年以来."""
    if value is None:
        return None
    first = value.split("/")[0]
    return f"{first}-01/.." if len(first) == 4 and first.isdigit() else f"{first}/.."


def _open_start(value: str | None) -> str | None:
    return None if value is None else f"../{value.split('/')[-1]}"
