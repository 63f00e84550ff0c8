"""What an explanation is made of: frozen values, whose offsets are those of the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor.types import Fact


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the source: ``source[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Respelled:
    """Characters that are read as others, or not at all.

    Attributes:
        quote: The characters.
        read_as: What they are read as, empty where they are dropped.
        why: ``full width``, ``Traditional or variant``, ``sign``, ``gloss``, ``no width``, ``space``,
            ``line end`` or ``unreadable``.
    """

    quote: Quote
    read_as: str
    why: str


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule or a frame, and where it stands; what no file holds has neither file nor line."""

    id: str
    doc: str
    file: str | None = None
    line: int | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Lost:
    """A match of a rule that another one beat, or a stop kept away."""

    rule: RuleNote
    quote: Quote
    why: str


@dataclass(frozen=True, slots=True)
class Exactness:
    """A word of exactness beside a number, and the rule that knows it."""

    rule: RuleNote
    quote: Quote


@dataclass(frozen=True, slots=True)
class WayNote:
    """A way to a metric: its name, and what it says of itself."""

    name: str
    doc: str


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """How a number changes something, and the frame that told it, where one did."""

    direction: str | None
    basis: str | None
    role: str | None
    frame: RuleNote | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of a fact comes from.

    Attributes:
        value: The field.
        source: ``clause``, ``sentence``, ``paragraph``, ``article``, another word for where it was found, or
            why it is null.
        why: The same as a sentence for people.
        at: The name or date in the text that gave it.
        goes_back_to: What that stands for, where it is a word such as 全市 or 该局.
    """

    value: str | None
    source: str
    why: str
    at: Quote | None = None
    goes_back_to: Quote | None = None


@dataclass(frozen=True, slots=True)
class FactNote:
    """How one fact came about.

    Attributes:
        fact: The fact, as `Extractor.extract` gives it.
        ways: The ways that led to its metric, the one that found the words first.
        words: Where the words of the metric stand; none where it was said before.
        taken_from: The number before whose metric it has, where it was said before.
        change: How it changes something.
        whole: The number that it is a part of.
        region: Where its place comes from.
        agency: Where its agency comes from.
        period: Where its period comes from; of a date, its day.
    """

    fact: Fact
    ways: tuple[WayNote, ...]
    words: tuple[Quote, ...]
    taken_from: Quote | None
    change: ChangeNote | None
    whole: Quote | None
    region: Origin
    agency: Origin
    period: Origin


@dataclass(frozen=True, slots=True)
class Number:
    """One number, date, period or stop that the rules read, and what became of it.

    Attributes:
        quote: Where it stands, with its words of exactness.
        article: The article that it stands in, counted from 1; ``None`` outside all of them.
        sentence: Its sentence; ``None`` where it stands in none.
        plain: The sentence as it is read.
        kind: The kind of mention.
        rule: The rule that read it.
        groups: What the rule's groups caught.
        constants: What the rule sets.
        value: The number.
        low: The least that its words allow.
        high: The most.
        unit: Its unit.
        qualifier: How exactly it is meant.
        exactness: The words of exactness beside it.
        lost: The matches that it, or what took its place, has beaten.
        facts: The facts that came of it.
        dropped: Why none did.
    """

    quote: Quote
    article: int | None
    sentence: Quote | None
    plain: str | None
    kind: str
    rule: RuleNote
    groups: Mapping[str, str]
    constants: Mapping[str, str]
    value: Decimal | str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    qualifier: str
    exactness: tuple[Exactness, ...]
    lost: tuple[Lost, ...]
    facts: tuple[FactNote, ...]
    dropped: str | None


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """What an article as a whole gives its numbers.

    Attributes:
        article: Its number on the page.
        start: Where it starts.
        end: Where it ends.
        day: The day by which its dates are read.
        day_from: ``dateline``, ``date`` where it was given from outside, or ``None``.
        region: What it is about.
        region_code: The code of that.
        agency: The organisation that it is about.
        agency_type: The system of that.
    """

    article: int
    start: int
    end: int
    day: str | None
    day_from: str | None
    region: str | None
    region_code: str | None
    agency: str | None
    agency_type: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How all facts of a document came about.

    Attributes:
        doc: Its name.
        date: The day it was published, as it was given.
        spelling: What is read otherwise than it is written, in order.
        articles: Its articles.
        numbers: What the rules read in it, in order.
    """

    doc: str
    date: str | None
    spelling: tuple[Respelled, ...]
    articles: tuple[ArticleNote, ...]
    numbers: tuple[Number, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts, as `Extractor.extract` gives them, in order."""
        return tuple(note.fact for number in self.numbers for note in number.facts)
