"""What of the rules a corpus uses: how often each rule and each word of a list is met, and what none reads.

A rule *reads* a mention where it wins it; a word of a lexicon is *read* where it is part of what a rule that
names its lexicon read, and *seen* wherever it stands. Lexicons that only the program asks for are seen alone.
Of the frames those are counted that tell a change, as facts carry no trace of the others.
A number is unread where the rules make nothing of it but a bare number, and no fact comes of that; the shapes
of unread numbers, the most frequent first, say which classifier or construction is missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex
from ahocorasick_rs import AhoCorasick

from extractor.authoring.shown import all_of, kind_of, pieces_of, regex_of
from extractor.compose.frames import CHANGES
from extractor.explain.matches import Matches
from extractor.find_matches import Find
from extractor.pipeline import Extractor, Steps
from extractor.rules.expand import Expander
from extractor.rules.model import File, Lexicon, Rule, Ruleset
from extractor.rules.sources import read_sources
from extractor.types import Fact, Mention, Record

WORD_COLUMNS = ("word", "name")
"""The columns that hold the words of a lexicon, where that is not its first one."""

BARE = "number"
"""The kind of a number of which it is not known what it counts."""

_OPENING = "(?:"
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_NUMERALS = re.compile(r"[〇零一二两三四五六七八九十百千万亿廿卅几数半]+")
_BEFORE = re.compile(r"[第A-Za-z]$")
_BEHIND = re.compile(r"[\w%‰℃°]{1,2}")
_AROUND = 12
"""Characters of an example on each side of its number."""


@dataclass(slots=True)
class Uses:
    """How often a rule was met.

    Attributes:
        kind: What it gives, or ``frame``.
        place: Its file and line.
        mentions: The mentions that it read; of a bound those that it stands beside.
        facts: The facts that came of those; of a frame those whose change it told.
    """

    kind: str
    place: str
    mentions: int = 0
    facts: int = 0


@dataclass(slots=True)
class Words:
    """How often the words of a lexicon were met.

    Attributes:
        named: Whether a rule names the lexicon.
        seen: For each word how often it stands in the texts.
        read: For each word how often it was part of what a rule read.
    """

    named: bool
    seen: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Shape:
    """Unread numbers that look alike.

    Attributes:
        times: How many.
        example: One of them with what stands around it, between ``<`` and ``>``.
        doc: The document that it stands in.
    """

    times: int
    example: str
    doc: str


@dataclass(slots=True)
class Coverage:
    """What a corpus uses.

    Attributes:
        documents: How many documents were read.
        facts: How many facts were found.
        rules: For each rule and frame its uses.
        lexicons: For each lexicon its words.
        unread: The shapes of unread numbers.
    """

    documents: int
    facts: int
    rules: dict[str, Uses]
    lexicons: dict[str, Words]
    unread: dict[str, Shape]

    def shapes(self) -> list[tuple[str, Shape]]:
        """Give the shapes of unread numbers, the most frequent first."""
        return sorted(self.unread.items(), key=lambda item: (-item[1].times, item[0]))


class _Catching(NamedTuple):
    """A rule's regex with a group for each lexicon that it names, and the lexicon of each group."""

    pattern: regex.Pattern[str]
    names: tuple[str, ...]


class Counting:
    """Counts what texts use of the rules.

    Args:
        extractor: The engine with its rules.
        files: The files that the rules were made of.
    """

    def __init__(self, extractor: Extractor, files: Sequence[File]) -> None:
        rules = extractor.rules
        self._extractor = extractor
        self._catching = dict(_catching(rules, files))
        named = {name for one in self._catching.values() for name in one.names}
        self._words, self._lexicons_of = _all_words(rules)
        self._seen = AhoCorasick(self._words)
        self._numeral = regex.compile(f"{rules.patterns.get('numeral', '[0-9]+')}|[0-9]++(?:[.,][0-9]++)*+")
        self.found = Coverage(
            documents=0,
            facts=0,
            rules={
                rule.id: Uses(kind_of(rule), f"{rule.file}:{rule.line}")
                for rule in all_of(rules)
                if isinstance(rule, Rule) or rule.id in CHANGES
            },
            lexicons={name: Words(name in named) for name in sorted(rules.lexicons)},
            unread={},
        )

    def add(self, record: Record) -> None:
        """Count what a document uses."""
        steps = self._extractor.steps(record.text, record.date, record.doc)
        facts = {fact.start: fact for _, made in steps.articles for fact in made if fact is not None}
        self.found.documents += 1
        self.found.facts += sum(1 for _, made in steps.articles for fact in made if fact is not None)
        self._count_rules(steps)
        self._count_frames(steps)
        plain = steps.page.text.plain
        for index, _, _ in self._seen.find_matches_as_indexes(plain, overlapping=True):
            word = self._words[index]
            for name in self._lexicons_of[word]:
                self.found.lexicons[name].seen[word] += 1
        self._count_unread(steps, facts, record.doc)

    def _count_rules(self, steps: Steps) -> None:
        plain = steps.page.text.plain
        matches = Matches(steps.page.text, self._extractor.rules)
        for mention in steps.page.mentions:
            uses = self.found.rules.get(mention.rule)
            winner = matches.winner(mention)
            if uses is not None:  # a number inside a word has a rule that no file holds
                uses.mentions += 1
            if winner is not None:
                for exactness in matches.exactness(mention, winner):
                    self.found.rules[exactness.rule.id].mentions += 1
                self._count_read(plain, winner)
        for _, made in steps.articles:
            for fact in made:
                if fact is not None and fact.rule in self.found.rules:
                    self.found.rules[fact.rule].facts += 1

    def _count_read(self, plain: str, winner: Find) -> None:
        """Count the words of lexicons that a rule read."""
        catching = self._catching.get(winner.trial.rule.id)
        if catching is None:
            return
        led = winner.match is None or winner.trial.lead
        match = catching.pattern.match(plain, winner.start if led else winner.match.start())
        for number, name in enumerate(catching.names):
            word = match and match[f"lexicon{number}"]
            if word:
                self.found.lexicons[name].read[word] += 1

    def _count_frames(self, steps: Steps) -> None:
        """Count the frames that told a change, each once for a fact."""
        for told, made in steps.articles:
            for draft, fact in zip(told.drafts, made, strict=True):
                ways = steps.trace.ways.get(draft.mention.start, ())
                frame = next((way.change.frame for way in ways if way.change and way.change.frame), None)
                if frame in self.found.rules:
                    self.found.rules[frame].mentions += 1
                    self.found.rules[frame].facts += fact is not None

    def _count_unread(self, steps: Steps, facts: Mapping[int, Fact], doc: str) -> None:
        text = steps.page.text
        read = [m for m in steps.page.mentions if m.kind != BARE or text.origin(m.start, m.end)[0] in facts]
        ends = [mention.end for mention in read]
        for article in steps.page.articles:
            for sentence in article.sentences:
                for found in self._numeral.finditer(text.plain, sentence.start, sentence.end):
                    if not _is_read(found.start(), found.end(), read, ends):
                        self._note_unread(text.plain, found.start(), found.end(), doc)

    def _note_unread(self, plain: str, start: int, end: int, doc: str) -> None:
        shape = shape_of(plain, start, end)
        if shape in self.found.unread:
            self.found.unread[shape].times += 1
            return
        before = plain[max(0, start - _AROUND) : start].rpartition("\n")[2]
        behind = plain[end : end + _AROUND].partition("\n")[0]
        self.found.unread[shape] = Shape(1, f"{before}<{plain[start:end]}>{behind}", doc)


def shape_of(plain: str, start: int, end: int) -> str:
    """Give the shape of a number: digits as 0, Chinese numerals as 一, with what it could count behind it.

    >>> shape_of("纺纱1,200锭，", 2, 7)
    '0锭'
    >>> shape_of("有三十二匹马", 1, 4)
    '一匹马'
    """
    before = _BEFORE.search(plain[max(0, start - 1) : start])
    behind = _BEHIND.match(plain, end)
    number = _NUMERALS.sub("一", _DIGITS.sub("0", plain[start:end]))
    return f"{before[0] if before else ''}{number}{behind[0] if behind else ''}"


def _is_read(start: int, end: int, read: Sequence[Mention], ends: Sequence[int]) -> bool:
    index = bisect_left(ends, start + 1)
    return index < len(read) and read[index].start < end


def words_of(lexicon: Lexicon) -> tuple[str, ...]:
    """Give the words of a lexicon, each once; some begin their rows with a code."""
    column = next((name for name in WORD_COLUMNS if name in lexicon.columns), lexicon.columns[0])
    index = lexicon.columns.index(column)
    return tuple(dict.fromkeys(row[index] for row in lexicon.rows if row[index]))


def _all_words(rules: Ruleset) -> tuple[list[str], Mapping[str, list[str]]]:
    """Give the words of all lexicons, each with the lexicons that hold it."""
    held: dict[str, list[str]] = {}
    for name in sorted(rules.lexicons):
        for word in words_of(rules.lexicons[name]):
            held.setdefault(word, []).append(name)
    return list(held), held


def _catching(rules: Ruleset, files: Sequence[File]) -> Iterator[tuple[str, _Catching]]:
    """Give the rules that name lexicons, with a group around the words of each."""
    entries = read_sources(files, []).entries
    expander = Expander([])
    for rule in rules.rules:
        entry = entries[rule.id]
        expanded = expander.expand(regex_of(entry), entry.scope)
        if expanded is None or rule.gives == "bound":
            continue
        names: list[str] = []
        parts: list[str] = []
        for piece in pieces_of(expanded):
            name = piece.inside[-1] if piece.inside else ""
            is_words = name in rules.lexicons and piece.text.startswith(_OPENING) and len(piece.text) > 3
            if is_words:
                parts.append(f"(?P<lexicon{len(names)}>{piece.text.removeprefix(_OPENING)}")
                names.append(name)
            else:
                parts.append(piece.text)
        if names:
            yield rule.id, _Catching(regex.compile("".join(parts)), tuple(names))


def cover(extractor: Extractor, files: Sequence[File], records: Iterable[Record]) -> Coverage:
    """Count what documents use of the rules.

    Args:
        extractor: The engine with its rules.
        files: The files that the rules were made of.
        records: The documents.
    """
    counting = Counting(extractor, files)
    for record in records:
        counting.add(record)
    return counting.found
