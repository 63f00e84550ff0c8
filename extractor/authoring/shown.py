"""Rules as their authors look at them: where each stands, and what its regex is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.rules.compile import Entry
from extractor.rules.expand import Expanded, Expander, Scope, Source
from extractor.rules.expand import Piece as Typed
from extractor.rules.model import Example, File, Frame, Lexicon, Rule, Ruleset
from extractor.rules.sources import read_sources

FRAME = "frame"
"""What stands where rules have their kind."""

_SENTENCE = re.compile(r".+?[.。](?=\s|$)", re.DOTALL)
_NAME = re.compile(r"\{(\w+)\}")
_OPENING = "(?:"
"""What the expansion writes before that for which a name stands."""


class Line(NamedTuple):
    """A rule in a list.

    Attributes:
        id: Its name.
        kind: What it gives, or ``frame``.
        priority: Its priority; ``None`` for a frame, which code asks for by name.
        file: The file it stands in.
        line: Line of its head, counted from 1.
        doc: The first sentence of what it says of itself.
    """

    id: str
    kind: str
    priority: int | None
    file: str
    line: int
    doc: str


class Piece(NamedTuple):
    """A stretch of an expanded regex and where it was typed; all of them in a row are the regex.

    Attributes:
        text: The piece.
        inside: The names that it came by, the outermost first: ``("numeral", "arabic")``.
        file: The file it was typed in; the words of a lexicon stand where its name was.
        line: Line in it, counted from 1.
        column: Column in it, counted from 1.
    """

    text: str
    inside: tuple[str, ...]
    file: str
    line: int
    column: int


class Named(NamedTuple):
    """A sub-pattern or lexicon that a regex is made of.

    Attributes:
        inside: The names that lead to it, its own last.
        file: The file that defines it.
        line: The line there, counted from 1; 1 for a lexicon.
        typed: Its regex as it was typed; of a lexicon, how many words it has.
    """

    inside: tuple[str, ...]
    file: str
    line: int
    typed: str


class Shown(NamedTuple):
    """A rule with all that is known of it.

    Attributes:
        rule: The rule.
        kind: What it gives, or ``frame``.
        groups: The named groups of its regex, in order.
        names: The names that its regex uses, and those that they use, each once, in order.
        pieces: What its regex is made of, in order.
    """

    rule: Rule | Frame
    kind: str
    groups: tuple[str, ...]
    names: tuple[Named, ...]
    pieces: tuple[Piece, ...]


def all_of(rules: Ruleset) -> tuple[Rule | Frame, ...]:
    """Give all rules, then all frames, in the order of their files."""
    return (*rules.rules, *rules.frames)


def kind_of(rule: Rule | Frame) -> str:
    """Give what a rule gives, ``frame`` for a frame."""
    return rule.gives if isinstance(rule, Rule) else FRAME


def listed(rules: Ruleset) -> tuple[Line, ...]:
    """Give a line for each rule and frame."""
    return tuple(
        Line(
            rule.id,
            kind_of(rule),
            rule.priority if isinstance(rule, Rule) else None,
            rule.file,
            rule.line,
            first_sentence(rule.doc),
        )
        for rule in all_of(rules)
    )


def is_file(place: str, wanted: str) -> bool:
    """Say whether a file is the one that is asked for, by the end of its path and with its ending or not.

    >>> is_file("patterns/date.toml", "date"), is_file("patterns/date.toml", "patterns/date.toml")
    (True, True)
    """
    return any(place == end or place.endswith(f"/{end}") for end in (wanted, f"{wanted}.toml"))


def first_sentence(doc: str) -> str:
    """Give the first sentence of a rule's doc, on one line.

    >>> first_sentence("A number below zero. Seldom.")
    'A number below zero.'
    """
    found = _SENTENCE.match(doc)
    return " ".join((found[0] if found else doc).split())


def shown(name: str, rules: Ruleset, files: Sequence[File]) -> Shown | None:
    """Give all that is known of the rule or frame ``name``; ``None`` if there is none.

    Args:
        name: Its id.
        rules: The rules.
        files: The files that they were made of.
    """
    rule: Rule | Frame | None = next((rule for rule in all_of(rules) if rule.id == name), None)
    if rule is None:
        return None
    sources = read_sources(files, [])
    entry = sources.entries[name]
    expanded = Expander([]).expand(regex_of(entry), entry.scope)
    pieces = tuple(pieces_of(expanded)) if expanded else ()
    names = tuple(_names(pieces, entry.scope, sources.lexicons))
    return Shown(rule, kind_of(rule), tuple(rule.pattern.groupindex), names, pieces)


def regex_of(entry: Entry) -> Source:
    """Give the regex of a rule as it was typed."""
    return Source(entry.file, (*entry.path, "regex"), entry.values["regex"])


def pieces_of(expanded: Expanded) -> Iterator[Piece]:
    """Cut an expanded regex at the names that it was made of."""
    inside: tuple[str, ...] = ()
    for piece, text in _joined(expanded):
        opened = _NAME.match(piece.source.text, piece.typed) if piece.step == 0 else None
        if opened and text.startswith(_OPENING):
            inside = (*inside, opened[1])
        line, column = piece.source.file.place(piece.source.file.inside(piece.source.path, piece.typed))
        yield Piece(text, inside, piece.source.file.name, line, column)
        if opened and not text.startswith(_OPENING):
            inside = inside[:-1]


def _joined(expanded: Expanded) -> Iterator[tuple[Typed, str]]:
    """Give the pieces that have a text, those that were typed in a row as one."""
    held: Typed | None = None
    text = ""
    starts = [piece.start for piece in expanded.pieces]
    for piece, end in zip(expanded.pieces, [*starts[1:], len(expanded.text)], strict=True):
        more = expanded.text[piece.start : end]
        if not more:
            continue
        if held and held.source is piece.source and held.step == piece.step == 1:
            text += more
            continue
        if held:
            yield held, text
        held, text = piece, more
    if held:
        yield held, text


def _names(pieces: Iterable[Piece], scope: Scope, lexicons: Mapping[str, Lexicon]) -> Iterator[Named]:
    seen: set[str] = set()
    for inside in dict.fromkeys(piece.inside for piece in pieces):
        if not inside or inside[-1] in seen:
            continue
        name = inside[-1]
        seen.add(name)
        source = _source(name, scope)
        if source is None:
            yield Named(inside, f"lexicon/{name}.tsv", 1, f"{len(lexicons[name].words)} words")
        else:
            line, _ = source.file.position(source.path)
            yield Named(inside, source.file.name, line, source.text)


def _source(name: str, scope: Scope) -> Source | None:
    owner = scope.owner(name)
    return owner.names.get(name) if owner else None


def examples_of(rule: Rule | Frame) -> Iterator[tuple[str, Example, str]]:
    """Give the examples of a rule as a reader sees them: ``yes`` or ``no``, the example, what it says."""
    for example in rule.yes:
        meanings = (
            "，".join(f"{key} = {value or 'null'}" for key, value in one.items()) for one in example.expect
        )
        yield "yes", example, "；".join(meanings)
    for example in rule.no:
        yield "no", example, example.reason
