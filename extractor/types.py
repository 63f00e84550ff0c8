"""The values that pass from step to step, each finished when it is made.

A document goes in once, left to right: a record is read, its text normalised into a
`Text`, split into `Article`s of `Sentence`s, numbers and names found in it
(`Mention`, `PlaceName`, `AgencyName`), joined with what they measure into `Draft`s, and
given place, agency and period as `Fact`s.

Offsets count Unicode code points. All of them, up to and with `Draft`, point into
`Text.plain`, the normalised string; only a `Fact` carries offsets of the source.

What is made thousands of times a second is a struct of msgspec, which takes a fifth of the time of a
dataclass. None can hold itself, so the garbage collector need not look at them.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

KINDS = ("count", "money", "percent", "measure", "rank", "date")
"""The kinds of fact, in the order of the contract."""

QUALIFIERS = ("exact", "about", "over", "at_least", "under", "at_most", "range", "vague")
"""How exactly a number is meant."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document as it came in.

    Attributes:
        doc: Its name: a path, ``-``, or the ``id`` of a JSON Lines record.
        text: Its text, decoded, otherwise as it stands.
        date: The date it was published, ``YYYY-MM-DD``, where it is known.
    """

    doc: str
    text: str
    date: str | None = None


class Text(msgspec.Struct, frozen=True, gc=False):
    """A text that is spelled in one way, and the way back to its source.

    Attributes:
        source: The text as it came.
        plain: The same with digits, letters and characters in one form.
        offsets: For each character of ``plain`` its offset in ``source``, and one more for the end.
    """

    source: str
    plain: str
    offsets: array[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets in ``source`` of ``plain[start:end]``.

        What was dropped just behind the span, such as a pinyin gloss, stays outside it.
        """
        first = self.offsets[start]
        return first, (self.offsets[end - 1] + 1 if end > start else first)


class Sentence(NamedTuple):
    """One sentence: offsets in ``Text.plain``, and its paragraph, counted from 0 in its article."""

    start: int
    end: int
    paragraph: int


class Article(msgspec.Struct, frozen=True, gc=False):
    """One report on a page: its sentences, headline first.

    Attributes:
        number: Its place on the page, counted from 1.
        start: Offset in ``Text.plain`` of its first character.
        end: Offset behind its last character.
        sentences: All of it in order, without furniture; nothing overlaps.
        headlines: How many of the first sentences are headlines.
        date: The date of its own dateline, ``YYYY-MM-DD``, where it has one.
    """

    number: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    headlines: int = 0
    date: str | None = None


NO_PARTS: Mapping[str, str] = {}


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A number, date or period as a rule read it, before it is known what it is about.

    Attributes:
        start: Offset of its first character, words of exactness (近, 不少于) included.
        end: Offset behind its last, words such as 以上 included.
        kind: One of `KINDS`, or ``number`` (bare), ``ordinal``, ``period``, or ``stop``.
        rule: The rule that found it.
        value: The stated number, exact; for a date its EDTF once it is resolved.
        low: The least the words allow, or ``None`` where they leave it open.
        high: The most the words allow, or ``None``.
        unit: Classifier or unit, Simplified.
        qualifier: One of `QUALIFIERS`.
        parts: What the rule's groups caught, for what is worked out later (dates, periods, changes).
    """

    start: int
    end: int
    kind: str
    rule: str
    value: Decimal | str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    qualifier: str = "exact"
    parts: Mapping[str, str] = msgspec.field(default_factory=lambda: NO_PARTS)


class PlaceName(msgspec.Struct, frozen=True, gc=False):
    """A name of a place in the text.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last.
        codes: Division codes that the name may stand for, best first; empty for a place
            that has none (a foreign country, 中部地区) and for an anaphor.
        form: ``full`` 咸宁市, ``short`` 咸宁, ``chain`` 湖北省咸宁市 (one mention, the last unit's code),
            ``anaphor`` 全市, 该县, 我省, ``local`` a town, village or zone, ``nation`` 全国, 我国,
            ``foreign`` a country or place abroad, ``wide`` several provinces together.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    form: str


class AgencyName(msgspec.Struct, frozen=True, gc=False):
    """A name of an organisation in the text.

    Attributes:
        start: Offset of its first character, its own place name included (通山警方).
        end: Offset behind its last.
        type: Its system, such as 公安 or 法院.
        head: The part of its name that says what it is: 公安局, 警方, 经侦大队.
        form: ``full`` has its own place or parent in the name, ``bare`` 市公安局 or 经侦大队 that
            must be made whole, ``anaphor`` 该局, ``collective`` 公安机关.
        place: The place name inside it, where it has one.
        name: Its whole name where the text alone gives it.
    """

    start: int
    end: int
    type: str
    head: str
    form: str
    place: PlaceName | None = None
    name: str | None = None


class Draft(msgspec.Struct, frozen=True, gc=False):
    """A mention with what it measures; place, agency and period are still open.

    Attributes:
        mention: The number or date.
        sentence: Index in ``Article.sentences``.
        clause: Offsets of the clause the number stands in.
        metric: What is counted or measured, in the source's words.
        direction: ``up``, ``down`` or ``flat`` for a change.
        basis: ``yoy``, ``mom``, or the words of the period compared with.
        role: ``from`` or ``to``.
        whole: Index, in the article's drafts, of the whole that this is a part of.
    """

    mention: Mention
    sentence: int
    clause: tuple[int, int]
    metric: str | None = None
    direction: str | None = None
    basis: str | None = None
    role: str | None = None
    whole: int | None = None

    @property
    def moves(self) -> bool:
        """Whether it says by how much something changed, and not what level it has or reached."""
        return self.direction is not None and self.role is None


@dataclass(frozen=True, slots=True)
class Fact:
    """One number or date that a report states, with what a reader needs to use it elsewhere.

    The fields, their types and units are those of the README's table, in its order.
    """

    id: str
    doc: str
    article: int
    kind: str
    metric: str | None
    value: Decimal | str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    qualifier: str
    direction: str | None
    basis: str | None
    role: str | None
    of: str | None
    region: str | None
    region_code: str | None
    agency: str | None
    agency_type: str | None
    period: str | None
    period_text: str | None
    text: str
    start: int
    end: int
    sentence: str
    rule: str

    def as_dict(self) -> dict[str, Any]:
        """Give the fields by name, in order."""
        return {name: getattr(self, name) for name in FACT_FIELDS}


@dataclass(frozen=True, slots=True)
class NamedFact(Fact):
    """A fact with the indicator that its metric is.

    Attributes:
        metric_id: The indicator's id, or ``None`` where the metric is none.
    """

    metric_id: str | None = None


FACT_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Fact))
"""The names of a fact's fields, in the order of every output."""
