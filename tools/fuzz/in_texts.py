"""Texts: what is read in any string must stand where it is said to stand, and be the same each time."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, Inexact, localcontext
from functools import cache
from operator import lt
from typing import Any

from mutation import text_of

from extractor.emit import jsonl
from extractor.emit import mentions as mention_lines
from extractor.emit.number import plain
from extractor.explain import explain, tree
from extractor.explain.data import line as explained
from extractor.numbers import (
    MAX_LENGTH,
    NotANumber,
    Reading,
    amount,
    bound,
    doublings,
    fraction,
    read,
    read_range,
)
from extractor.pipeline import Extractor
from extractor.text.normalise import normalise
from extractor.text.read import checked_date
from extractor.text.split import split
from extractor.types import KINDS, QUALIFIERS, Fact, Text

_POINT = r"[\dX]{4}(?:-[\dX]{2}(?:-[\dX]{2}(?:T\d\d:\d\d(?::\d\d)?)?)?)?"
_EDTF = re.compile(rf"{_POINT}(?:/(?:{_POINT}|\.\.))?|\.\./{_POINT}")
_TIME = r"T\d\d:\d\d(?::\d\d)?"
_TIMES = re.compile(rf"{_TIME}(?:/(?:{_TIME}|\.\.))?|\.\./{_TIME}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"\d{6}")
_UNREADABLE = re.compile("[\ud800-\udfff\ue000-\uf8ff]")


def _again(data: bytes) -> bool:
    """Whether an input is one of the few that are tried twice, as it takes twice as long."""
    return zlib.crc32(data) % 8 == 0


def normalised(data: bytes) -> None:
    """Whatever a text is respelled to, each of its characters leads back to the one that it was."""
    source = text_of(data)
    text = normalise(source)
    offsets = text.offsets
    assert text.source == source
    assert len(offsets) == len(text.plain) + 1
    assert offsets[-1] == len(source)
    assert all(map(lt, offsets, offsets[1:])), "offsets do not rise"
    assert not _UNREADABLE.search(text.plain), "half a character or a private one is left"
    for at, character in zip(offsets, text.plain, strict=False):
        was = source[at]
        plain = was == character or not (was.isascii() and was.isalnum())
        assert plain or was + character == "0〇", f"{was!r} becomes {character!r}"
    dropped = set(range(len(source))).difference(offsets)
    assert not any(_says_something(source, at) for at in dropped), "what says something is dropped"
    _lies_in_order(text)
    if _again(data):
        assert normalise(source) == text, "the same text is respelled otherwise"


def _says_something(source: str, at: int) -> bool:
    """Whether a character of the source is one that no respelling may drop: a numeral or an ideograph."""
    return "0" <= source[at] <= "9" or "\u3400" <= source[at] <= "\u9fff"


def _lies_in_order(text: Text) -> None:
    """Articles and sentences stand in order, apart, and inside the text."""
    end = 0
    for number, article in enumerate(split(text, None), 1):
        assert article.number == number
        assert end <= article.start <= article.end <= len(text.plain)
        assert article.headlines <= len(article.sentences)
        at = article.start
        for sentence in article.sentences:
            assert at <= sentence.start < sentence.end <= article.end
            at = sentence.end
        end = article.end


@cache
def engine() -> Extractor:
    """Give the engine with the rules of the package."""
    return Extractor()


def _dated(data: bytes) -> tuple[str | None, str]:
    """Take the day of the text from its first line, where that is one."""
    text = text_of(data)
    first, _, rest = text.partition("\n")
    try:
        return checked_date(first), rest
    except ValueError:
        return None, text


def extracted(data: bytes) -> None:
    """Facts stand where they say, in order, mean something, and come out the same each time."""
    day, text = _dated(data)
    with _exactly():
        facts = list(engine().extract(text, day))
    if _again(data):
        assert facts == list(engine().extract(text, day)), "the same text gives other facts"
    ids = {fact.id for fact in facts}
    assert len(ids) == len(facts), "two facts have one id"
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts), "facts are out of order"
    articles = [fact.article for fact in facts]
    assert articles == sorted(articles), "articles are out of order"
    for fact in facts:
        _stands(fact, text)
        _means_something(fact)
        assert fact.of is None or (fact.of in ids and fact.of != fact.id), "the whole is not there"
        if text.isprintable():
            assert jsonl.line(fact)


@contextmanager
def _exactly() -> Iterator[None]:
    """Nothing is rounded here but what says by itself how far."""
    with localcontext() as context:
        context.traps[Inexact] = True
        yield


def _stands(fact: Fact, text: str) -> None:
    assert 0 <= fact.start < fact.end <= len(text), "offsets outside the text"
    assert text[fact.start : fact.end] == fact.text, "the text does not stand there"
    assert fact.sentence in text, "the sentence does not stand in the text"
    assert fact.text in fact.sentence, "the number does not stand in its sentence"


def _means_something(fact: Fact) -> None:
    assert fact.kind in KINDS
    assert fact.kind == "date" or not isinstance(fact.value, str)
    _sound(fact.value if isinstance(fact.value, Decimal) else None, fact.low, fact.high)
    assert fact.qualifier in QUALIFIERS
    assert fact.direction in (None, "up", "down", "flat")
    assert fact.role in (None, "from", "to")
    assert fact.basis in (None, "yoy", "mom") or _is_edtf(fact.basis), f"basis {fact.basis}"
    assert fact.period is None or _is_edtf(fact.period), f"period {fact.period}"
    assert fact.kind != "date" or _is_edtf(str(fact.value)), f"date {fact.value}"
    assert fact.region_code is None or _CODE.fullmatch(fact.region_code), f"region {fact.region_code}"
    assert fact.metric is None or fact.metric.strip(), "the metric is empty"


def _is_edtf(text: str | None) -> bool:
    return bool(text and _EDTF.fullmatch(text)) and all(_is_day(day[0]) for day in _DAY.finditer(text or ""))


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _sound(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> None:
    """A number is exact and finite, and its bounds stand on its two sides."""
    for number in (value, low, high):
        assert number is None or (isinstance(number, Decimal) and number.is_finite()), f"{number!r}"
    assert low is None or high is None or low <= high, f"{low} is above {high}"
    assert value is None or low is None or low <= value, f"{value} is below {low}"
    assert value is None or high is None or value <= high, f"{value} is above {high}"


def mentioned(data: bytes) -> None:
    """The same of the layer below."""
    day, text = _dated(data)
    with _exactly():
        rows = engine().mentions(text, day)
    if _again(data):
        assert rows == engine().mentions(text, day), "the same text gives other mentions"
    places = [(row["start"], row["end"]) for row in rows]
    assert places == sorted(places), "mentions are out of order"
    for row in rows:
        assert 0 <= row["start"] < row["end"] <= len(text), "offsets outside the text"
        assert text[row["start"] : row["end"]] == row["text"], "the text does not stand there"
        value = row["value"]
        _sound(value if isinstance(value, Decimal) else None, row["low"], row["high"])
        assert row["kind"] != "date" or _is_time(value), f"date {value}"
    if text.isprintable():
        assert mention_lines.line("-", rows)


def _is_time(text: str) -> bool:
    return _is_edtf(text) or bool(_TIMES.fullmatch(text))


def accounted_for(data: bytes) -> None:
    """An explanation has the facts of the text, and can be written in both its forms."""
    day, text = _dated(data)
    explanation = explain(engine(), text, day)
    told = [note.fact for number in explanation.numbers for note in number.facts]
    key: Callable[[Fact], tuple[int, str]] = lambda fact: (fact.start, fact.id)  # noqa: E731
    assert sorted(told, key=key) == sorted(engine().extract(text, day), key=key), "it explains other facts"
    for number in explanation.numbers:
        assert text[number.quote.start : number.quote.end] == number.quote.text
    if not any("\ud800" <= c <= "\udfff" for c in text):
        assert explained(explanation)
        assert tree.write(explanation, width=40 + len(text) % 80)


def numeral(data: bytes) -> None:
    """A numeral is read exactly or refused, and what is written of it is read back.

    The input is a numeral, and on the next line what stands behind its unit, the other end of a range, or a
    denominator.
    """
    first, second, *_ = (*text_of(data).split("\n"), "")
    value = _tried(amount, first)
    if value is not None:
        _written(value)
    for tail in {"", second}:
        readings = [_tried(read, first, tail, continuous) for continuous in (False, True)]
        for reading in filter(None, readings):
            _bounded(reading)
        _agree(*readings)
        if value is not None and not tail and (reading := readings[0]):
            assert reading.value is None or reading.value == value
    for continuous in (False, True):
        _bounded(_tried(read_range, first, second, continuous))
    _bounded(_tried(fraction, first, second))
    _bounded(_tried(doublings, first))


def _tried(what: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401  as what it calls
    try:
        return what(*arguments)
    except NotANumber as refused:
        assert str(refused)
        return None


def _written(value: Decimal) -> None:
    """What is written of a value is read as that value."""
    assert value.is_finite()
    for text in (plain(value), f"{value:,f}"):
        if len(text) <= MAX_LENGTH:
            assert amount(text) == value, f"{value} is written {text}"


def _bounded(reading: Reading | None) -> None:
    """A reading says something, and each word of exactness leaves it sound."""
    if reading is None:
        return
    for one in (reading, *(bound(reading, qualifier) for qualifier in QUALIFIERS)):
        assert one.qualifier in QUALIFIERS
        assert one.value is not None or one.low is not None or one.high is not None, "nothing is said"
        _sound(*one[:3])
    for number in reading[:3]:
        if number is not None:
            _written(number)


def _agree(count: Reading | None, measure: Reading | None) -> None:
    """A count of whole things and a measure differ by one where they are open, and nowhere else."""
    assert (count is None) == (measure is None), f"{count} as a count, {measure} as a measure"
    if count is None or measure is None:
        return
    assert (count.value, count.qualifier) == (measure.value, measure.qualifier)
    ends = [pair for pair in ((measure.low, count.low), (count.high, measure.high)) if None not in pair]
    apart = sum(int(most) - int(least) for least, most in ends if least is not None and most is not None)
    open_by = (1,) if count.qualifier in ("over", "vague") and len(ends) == 2 else (0, 1)
    assert apart in open_by, f"{count} and {measure}"
