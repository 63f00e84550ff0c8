"""Split a page into its reports, and each report into sentences.

A page of a newspaper holds several reports, each with its own place and agency, so a number must
not take its region from a neighbour. A new report starts where one has a byline (□ 本报记者 …), an
opening (本报讯, 新华社武汉3月5日电) or stands under its own heading in a column of short items. A
heading inside a feature starts nothing: it looks like a headline but no byline follows.

Lines are the unit. A break within a sentence is gone already (`wrap`), so each line that
is left is a paragraph, a headline, or furniture, which is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from extractor.text import lines
from extractor.types import Article, Sentence, Text

_LINE = re.compile(r"[^\s][^\n]*")
# The end of a sentence, with the quotes and brackets that close behind it: a run of full stops, questions,
# calls and dots. One … alone ends nothing unless a quotation ends with it. A run is tried from its first sign
# only, so that a long one costs no more than its length.
_END = re.compile(
    r"""[。！!?？…](?<![。！!?？…].)[。！!?？…]*+
        (?:(?<=[。！!?？])|(?<=……)|(?=[”’」』）)\]】]))(?![A-Za-z=&/]|(?<![。！？])[0-9])
        [”’」』）)\]】"]*+(?![，、,；;：:》〉])""",
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_STOP = re.compile(r"[。！？!?]|…{2,}")
_FULL_STOP = re.compile(r"。|…{2,}|[！？!?].*[！？!?]")

LONGEST_HEADING = 120
"""In characters; a longer line is a paragraph even without a full stop."""

LONGEST_CALL = 30
"""In characters; a line up to this length with a single question or call in it may be a headline."""

MOST_HEADLINES = 6
"""How many lines above a byline may be its headline."""

LONGEST_LEAD = 1
"""How many paragraphs may stand right above the first byline, as a summary."""

FARTHEST = 12
"""How many lines to look ahead for the text that belongs to a byline or heading."""

_APART = ("furniture", "byline")
"""Lines that are no part of what an article says."""


class _Line(msgspec.Struct, frozen=True, gc=False):
    """A line and what it is: ``text``, ``heading``, ``byline``, ``opener``, ``caption`` or ``furniture``.

    ``day`` is the day that a line of furniture gives the page; ``bare`` is an opener with nothing behind it.
    """

    start: int
    end: int
    kind: str
    day: date | None = None
    bare: bool = False


def split(text: Text, doc_date: str | None = None) -> tuple[Article, ...]:
    """Split a text into articles and their sentences.

    Args:
        text: A page, spelled in one way.
        doc_date: The day it was published, ``YYYY-MM-DD``, where it is known; it gives the year of
            a dateline such as 新华社武汉3月5日电.

    Returns:
        The articles in order, without overlap; at least one if the text is not blank.
    """
    page = _signed(text.plain, list(_lines(text.plain)))
    if not page:
        return ()
    if all(line.kind in _APART or line.bare for line in page):
        page = [_Line(line.start, line.end, "text") for line in page]
    own = next((line.day for line in page if line.day), None)
    starts = _starts(text.plain, page)
    return tuple(
        _article(text.plain, number, page[first:last], own, _day(doc_date))
        for number, (first, last) in enumerate(zip(starts, [*starts[1:], len(page)], strict=True), 1)
    )


def _signed(plain: str, page: list[_Line]) -> list[_Line]:
    """Take the date at the foot of a notice, under the name of who issued it, for furniture."""
    last = next((index for index in reversed(range(len(page))) if page[index].kind != "furniture"), 0)
    if last and page[last].end - page[last].start <= LONGEST_HEADING:
        line = plain[page[last].start : page[last].end]
        if lines.BARE_DATE.fullmatch(line):
            page[last] = _Line(page[last].start, page[last].end, "furniture", _found_day(line))
    return page


def _lines(plain: str) -> Iterator[_Line]:
    """Give the lines that are not blank, and what each is."""
    seen_text = False
    for match in _LINE.finditer(plain):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        line = _line(plain, start, end, seen_text)
        seen_text = seen_text or line.kind in ("text", "opener")
        yield line


def _line(plain: str, start: int, end: int, seen_text: bool) -> _Line:
    """Say what one line is."""
    opener = lines.OPENER.match(plain, start, end)
    if opener:
        return _Line(start, end, "opener", bare=opener.end() == end)
    length = end - start
    line = plain[start : min(end, start + LONGEST_HEADING)]
    if length <= LONGEST_HEADING:
        if (
            lines.PAGE_DATE.fullmatch(line)
            or lines.SIGNATURE.fullmatch(line)
            or (not seen_text and lines.BARE_DATE.fullmatch(line))
        ):
            return _Line(start, end, "furniture", _found_day(line))
        if lines.FURNITURE.fullmatch(line):
            return _Line(start, end, "furniture")
        if length <= lines.LONGEST_BYLINE and lines.BYLINE.fullmatch(line):
            return _Line(start, end, "byline")
    if lines.CREDIT.search(plain, max(start, end - 60), end):
        return _Line(start, end, "caption")
    return _Line(start, end, "heading" if _is_heading(line, length) else "text")


def _is_heading(line: str, length: int) -> bool:
    """Say whether a line is short and no sentence."""
    if length > LONGEST_HEADING or line[-1] in "；;：:，,、":
        return False
    return _STOP.search(line) is None or (length <= LONGEST_CALL and not _FULL_STOP.search(line))


def _starts(plain: str, page: Sequence[_Line]) -> list[int]:
    """Give the index of the first line of each article."""
    starts = [0]
    body = 0  # paragraphs of the article so far
    signed = False  # it has had its byline
    column = False  # its items stand under headings of their own
    for index, line in enumerate(page):
        if line.kind in ("byline", "opener") and _reports(page, index):
            if body and (signed or body > LONGEST_LEAD or page[index - 1].kind != "text"):
                starts.append(_headline(page, index, starts[-1]))
                body = 0
            signed = True
            column = line.bare and _follows(page, index) == ["heading", "text"]
        elif line.kind == "heading" and lines.COLUMN.search(plain, line.start, line.end):
            if _follows(page, index) == ["heading", "text"]:
                starts += [index] if body else []
                body, signed, column = 0, True, True
        elif line.kind == "heading" and column and body and "text" in _follows(page, index):
            starts.append(index)
            body = 0
        elif line.kind == "caption" and body and _stands_alone(plain, page, index):
            starts.append(index)
        if line.kind == "text" or (line.kind == "opener" and not line.bare):
            body += not _is_editorial(plain, page, index)
    return starts


def _is_editorial(plain: str, page: Sequence[_Line], index: int) -> bool:
    """Say whether a paragraph is the editor's, before the report: it says so, or the line above does."""
    return any(
        lines.EDITORIAL.match(plain, line.start, line.end)
        for line in page[max(index - 1, 0) : index + 1]
        if line is page[index] or line.kind == "heading"
    )


def _reports(page: Sequence[_Line], index: int) -> bool:
    """Say whether a report follows this byline: text, before the next headline with a byline of its own."""
    if page[index].kind == "opener" and not page[index].bare:
        return True
    seen_heading = False
    for line in page[index + 1 : index + FARTHEST]:
        if line.kind == "text":
            return True
        if line.kind == "opener":
            return not seen_heading
        if line.kind == "byline" and seen_heading:
            return False
        seen_heading = seen_heading or line.kind == "heading"
    return False


def _headline(page: Sequence[_Line], index: int, least: int) -> int:
    """Give the index of the first headline right above a byline, or of the byline if none is there."""
    first = index
    while (
        first - 1 > least
        and index - first < MOST_HEADLINES
        and page[first - 1].kind in ("heading", "furniture")
    ):
        first -= 1
    while page[first].kind == "furniture":
        first += 1
    return first


def _follows(page: Sequence[_Line], index: int) -> list[str]:
    """Give the kinds of the next two lines that are neither furniture nor a bare opener."""
    following = page[index + 1 : index + FARTHEST]
    return [line.kind for line in following if line.kind != "furniture" and not line.bare][:2]


def _stands_alone(plain: str, page: Sequence[_Line], index: int) -> bool:
    """Say whether a caption is a report of its own: a reporter's picture, before the next report."""
    if not lines.REPORTER_CREDIT.search(plain, max(page[index].start, page[index].end - 60), page[index].end):
        return False
    following = page[index + 1 : index + FARTHEST]
    next_kind = next((line.kind for line in following if line.kind not in ("heading", "furniture")), "")
    return next_kind in ("byline", "opener")


def _article(
    plain: str, number: int, page: Sequence[_Line], own: date | None, published: date | None
) -> Article:
    """Make an article of its lines; ``own`` is the day that the page itself gives."""
    sentences: list[Sentence] = []
    headlines = 0
    above = True
    day = None
    shown = [line for line in page if line.kind not in _APART and not line.bare]
    for paragraph, line in enumerate(shown):
        sentences += _sentences(plain, line.start, line.end, paragraph)
        above = above and line.kind == "heading"
        headlines = len(sentences) if above else headlines
    for line in page:
        if line.kind == "opener" and day is None:
            day = _dateline(lines.OPENER.match(plain, line.start, line.end), own or published)
    day = day or own
    return Article(
        number=number,
        start=page[0].start,
        end=page[-1].end,
        sentences=tuple(sentences),
        headlines=headlines if headlines < len(sentences) else 0,
        date=day.isoformat() if day else None,
    )


def _sentences(plain: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    """Give the sentences of one line."""
    for stop in _END.finditer(plain, start, end):
        if stop.end() > start:
            yield Sentence(start, stop.end(), paragraph)
        space = _SPACE.match(plain, stop.end(), end)
        start = space.end() if space else stop.end()
    if start < end:
        yield Sentence(start, end, paragraph)


def _day(iso: str | None) -> date | None:
    """Read the day of ``YYYY-MM-DD``, with or without a time behind it."""
    if not iso:
        return None
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _found_day(line: str) -> date | None:
    """Give the day that a line of furniture names."""
    found = lines.DAY.search(line)
    return _date(*map(int, found.groups())) if found else None


def _dateline(opener: re.Match[str] | None, published: date | None) -> date | None:
    """Give the day of 新华社武汉3月5日电: the latest such day that is not after the day of publishing."""
    if opener is None or not opener["month"]:
        return None
    month, day = int(opener["month"]), int(opener["day"])
    if opener["year"]:
        return _date(int(opener["year"]), month, day)
    if published is None:
        return None
    # 29 February may be up to eight years back.
    years = range(published.year, published.year - 9, -1)
    found = (_date(year, month, day) for year in years)
    return next((each for each in found if each and each <= published), None)


def _date(year: int, month: int, day: int) -> date | None:
    """Give a day of the calendar, or ``None`` if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
