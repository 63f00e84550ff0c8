"""What earlier dates of an article give to one that leaves its year or month out.

15日 behind 5月14日 is of May, 10月 behind 2019年8月 of 2019, 次年 is the year after the last one
named. Only the few last dates are kept, so that a text of dates alone costs no more than another.
"""

from __future__ import annotations

from collections import deque

import msgspec

from extractor.resolve.period.days import Day, days_between, read_day, shift, write_day
from extractor.types import Article, Mention

RECENT = 60
"""How many days before the document a date may lie that days in other paragraphs go on from."""

A_HEADING = 2
"""How many paragraphs on 当日 may still mean the day of another: a heading may stand between."""

HALF_A_YEAR = 6
"""Up to this month, what a report on the year before calls 过去一年 or 五年来 ends with that year."""

_A_WEEK = range(4, 8)
"""How many days the last day of what may be called a week lies behind its first."""

_QUARTERS = (("-01", "-03"), ("-04", "-06"), ("-07", "-09"), ("-10", "-12"))
_KEPT = 40
_SAME_YEAR = ("当年", "同年", "当年度")
_SAME_DAY = ("当日", "当天", "同日", "同一天", "此前一天", "此前一日")
_PARTS_OF_A_YEAR = ("half", "quarter", "number")
_WHOLE_YEAR = ("全年", "年末", "年底", "年内")


class _Anchor(msgspec.Struct, frozen=True, gc=False):
    """A date that was worked out, and where it stands."""

    sentence: int
    paragraph: int
    edtf: str


class Anchors:
    """The dates of an article so far."""

    def __init__(self, article: Article, reference: str | None) -> None:
        """Start an article without any."""
        self._article = article
        self._reference = reference
        self._last: deque[_Anchor] = deque(maxlen=_KEPT)
        self._year: _Anchor | None = None
        self._leading_year: _Anchor | None = None
        self._past_year: _Anchor | None = None
        self._report: _Anchor | None = None

    @property
    def report_year(self) -> str | None:
        """The year that the article's headline or opening is about."""
        return self._report.edtf[:4] if self._report else None

    @property
    def past_year(self) -> int | None:
        """The year that the report is about, where it is the whole of the one just over."""
        now = read_day(self._reference)
        if self._report is None or not self._is_past(self._report) or now is None or now.year is None:
            return None
        year = int(self._report.edtf)
        return year if year == now.year - 1 and (now.month or 1) <= HALF_A_YEAR else None

    def add(
        self,
        mention: Mention,
        sentence: int,
        edtf: str,
        *,
        leads: bool,
        is_basis: bool,
        heads: bool = False,
        lasts: bool = False,
    ) -> None:
        """Remember a date.

        Args:
            mention: Its words.
            sentence: Index of its sentence.
            edtf: What it is.
            leads: Whether it stands at the head of its sentence.
            is_basis: Whether it only says what something is compared with.
            heads: Whether it stands in a headline, or in a heading inside the text.
            lasts: Whether it only begins a time that still lasts: months behind 自2021年以来 are of any year.
        """
        anchor = _Anchor(sentence, self._article.sentences[sentence].paragraph, edtf)
        self._last.append(anchor)
        wide = not mention.parts.keys() & {"day", "hour"} and not is_window(mention) and _is_coarse(edtf)
        if (
            wide
            and not is_basis
            and (heads or (leads and self._report is None and _is_from_january(edtf) and self._is_late(edtf)))
        ):
            self._report = anchor
        named = "year" in mention.parts or mention.parts.get("relative", "")[-1:] in ("年", "度")
        if is_basis or not named or not edtf[:4].isdigit():
            return
        self._year = anchor
        if leads and not lasts:
            self._leading_year = anchor
        if wide and self._is_late(edtf) and (self._reference is None or edtf[:4] <= self._reference[:4]):
            self._past_year = anchor

    def near(self, mention: Mention, sentence: int) -> str | None:
        """Choose the earlier date that a mention may go on from."""
        parts = mention.parts
        if "year" in parts:
            return None
        if "day" in parts and "month" not in parts:
            return self._near_day(sentence)
        paragraph = self._article.sentences[sentence].paragraph
        if parts.get("relative") in _SAME_DAY and (day := self.last_day(sentence)):
            return day
        if "relative" in parts:
            last = self._last[-1] if self._last else None
            if (
                parts["relative"] in _SAME_YEAR
                and self._year
                and last
                and self._year.paragraph == last.paragraph
            ):
                last = self._year  # not 2023 in 2024年…从2023年的9元降到8元，当年
            reach = A_HEADING if parts["relative"] in _SAME_DAY else 0
            return last.edtf if last and paragraph - last.paragraph <= reach else None
        year = self._year if self._year and self._year.sentence == sentence else self._leading_year
        if year and year.paragraph != paragraph:
            year = None
        if year is None and parts.get("part") in _WHOLE_YEAR:
            year = self._report or self._past_year
        if (
            year is None
            and self._report
            and self._is_past(self._report)
            and parts.keys() & {*_PARTS_OF_A_YEAR}
        ):
            year = self._report
        return year.edtf.split("/")[0] if year else None

    def last_day(self, sentence: int) -> str | None:
        """Give the day that the text named last, in the same paragraph or the one before."""
        paragraph = self._article.sentences[sentence].paragraph
        for anchor in reversed(self._last):
            if paragraph - anchor.paragraph > 1:
                return None
            written = anchor.edtf.partition("/")[2] or anchor.edtf
            day = read_day(written)
            if day is not None and day.known:
                return written[: len("2025-07-31")] if self._is_recent(day) else None
        return None

    def reported_month(self, sentence: int, *, figures: bool) -> str | None:
        """Give the month that 上月 is counted from where a report has named the month just over.

        德国8月指数从上月的87点降至86.6点 in a text of 27 September tells of July.

        Args:
            sentence: Index of the sentence of 上月.
            figures: Whether it reports on a month: then a month named before it in its paragraph counts.
        """
        paragraph = self._article.sentences[sentence].paragraph
        now = read_day(self._reference)
        just_over = shift(Day(now.year, now.month), months=-1) if now and now.month else None
        for anchor in reversed(self._last):
            if anchor.paragraph != paragraph or not (figures or anchor.sentence == sentence):
                return None
            if just_over and anchor.edtf == write_day(just_over):
                return anchor.edtf
        return None

    def then(self, sentence: int) -> str | None:
        """Give the time that a sentence has named, which 那时 behind it is."""
        last = self._last[-1] if self._last else None
        return last.edtf if last and last.sentence == sentence and ".." not in last.edtf else None

    def told_quarter(self, sentence: int) -> str | None:
        """Give the quarter named last in the paragraph of a sentence, which 当季 is."""
        paragraph = self._article.sentences[sentence].paragraph
        for anchor in reversed(self._last):
            if anchor.paragraph != paragraph:
                return None
            if (anchor.edtf[4:7], anchor.edtf[12:]) in _QUARTERS:
                return anchor.edtf
        return None

    def first_day(self, event: str, sentence: int, plain: str) -> str | None:
        """Give the day of 开园首日: one told with 开园, in the same paragraph or the one before.

        Args:
            event: What began: 开园.
            sentence: Index of the sentence of 开园首日.
            plain: The text.
        """
        sentences = self._article.sentences
        for anchor in reversed(self._last):
            if sentences[sentence].paragraph - anchor.paragraph > 1:
                return None
            told = sentences[anchor.sentence]
            first = anchor.edtf[: len("2025-07-31")]
            day = read_day(first)
            if day is not None and day.known and event in plain[told.start : told.end]:
                return first
        return None

    def told_week(self, sentence: int) -> str | None:
        """Give the days from one to another that a sentence named, which 这一周 behind them is."""
        last = self._last[-1] if self._last else None
        if last is None or last.sentence != sentence:
            return None
        first, end = (read_day(day) for day in (last.edtf + "/").split("/")[:2])
        if first is None or end is None or not (first.known and end.known):
            return None
        return last.edtf if days_between(first, end) in _A_WEEK else None

    def _is_late(self, edtf: str) -> bool:
        """Tell whether a time is of the document's year or the one before, as what a report is about."""
        return self._reference is None or int(edtf[:4]) >= int(self._reference[:4]) - 1

    def _is_past(self, anchor: _Anchor) -> bool:
        """Tell whether the report is about a whole year that is over, so that its 上半年 is of that year."""
        return len(anchor.edtf) == len("2022") and (
            self._reference is None or anchor.edtf < self._reference[:4]
        )

    def has_this_year(self, sentence: int) -> bool:
        """Tell whether a sentence has named the document's year, or a later one."""
        if self._year is None or self._reference is None or self._year.sentence != sentence:
            return False
        return self._year.edtf[:4] >= self._reference[:4]

    def _near_day(self, sentence: int) -> str | None:
        """Choose what a day without a month goes on from: a day, or a month named in its paragraph."""
        paragraph = self._article.sentences[sentence].paragraph
        for anchor in reversed(self._last):
            first, _, last = anchor.edtf.partition("/")
            written = last if last and last != ".." else first
            day = read_day(written)
            if day is None or day.month is None:
                continue
            if anchor.paragraph == paragraph or self._is_recent(day):
                return written
        return None

    def _is_recent(self, day: Day) -> bool:
        """Tell whether a day lies so near to the document that another may still go on from it."""
        published = read_day(self._reference)
        if published is None or not published.known or not day.known:
            return False
        return abs(days_between(day, published)) <= RECENT


def is_window(mention: Mention) -> bool:
    """Tell whether a time is counted from the document's date, as no report is about one: 近两年."""
    parts = mention.parts
    return {"number", "unit"} <= parts.keys() and not (
        parts.keys() & {"year", "relative"} or parts.get("direction") in ("前", "头", "后", "最后", "ago")
    )


def _is_coarse(edtf: str) -> bool:
    """Tell whether a time is told in years or months, with a year that is known."""
    days = [read_day(end) for end in edtf.split("/") if end != ".."]
    return all(day is not None and day.year is not None and day.day is None for day in days)


def _is_from_january(edtf: str) -> bool:
    """Tell whether a time is a year or its first months, as reports are about."""
    return len(edtf) == len("2022") or edtf[4:8] == "-01/"
