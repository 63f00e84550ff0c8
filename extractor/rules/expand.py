r"""Put sub-patterns and lexicons in the place of their names, and remember what came from where.

``{name}`` becomes a group with what the name stands for: a ``[pattern]`` of the same file,
one of ``words.toml``, or any word of a lexicon. ``{2,3}`` stays the quantifier that it is, and
so do ``\p{Han}`` and braces behind a backslash. A name inside ``[...]`` is refused: a group
there would be read letter by letter.

Everything that was put together keeps, piece by piece, the place where it was typed. The
regex compiler knows only the whole, some thousand characters that nobody wrote; with the
pieces its complaint points at the line of the author.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

import regex

from .lexicon import alternation

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from extractor.errors import Problem

    from .locate import Path, TomlFile

_TOKEN = re.compile(
    r"""
      \\[pPN]\{[^}]*\} | \\.                                # \p{Han}, \{
    | (?P<brackets> \[ \^? \]? (?: \\. | [^\]\\] )* \]? )
    | \{ (?P<name> [^\W\d]\w* ) \}
    """,
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"(?<!\\[pPN])\{[^\W\d]\w*\}")
_STAND_IN = "(?:x)"
_NEEDS_THE_WHOLE = ("unknown group", "invalid group reference", "undefined group")


class Source(NamedTuple):
    """A regex as its author typed it: the file, the way to it in the file, and the text."""

    file: TomlFile
    path: Path
    text: str

    def problem(self, message: str, index: int, length: int = 1, hint: str | None = None) -> Problem:
        """Make a problem that points into the regex, at the character ``index``."""
        return self.file.at_offset(message, self.file.inside(self.path, index), length, hint)


class Piece(NamedTuple):
    """A stretch of an expanded regex, from ``start`` on, and the place where it was typed.

    What the expansion itself wrote (the brackets of a group, the words of a lexicon) has
    ``step`` 0: all of it comes from the one name at ``typed``.
    """

    start: int
    source: Source
    typed: int
    step: int


class Expanded(NamedTuple):
    """A regex without names, and where its pieces were typed."""

    text: str
    pieces: tuple[Piece, ...]

    def origin(self, offset: int) -> tuple[Source, int]:
        """Give the source and the index in it that the character at ``offset`` comes from."""
        piece = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1]
        return piece.source, piece.typed + (offset - piece.start) * piece.step

    def uses(self, files: Container[str]) -> bool:
        """Say whether a piece of it was typed in one of these files."""
        return any(piece.source.file.name in files for piece in self.pieces)


@dataclass(frozen=True, eq=False)
class Scope:
    """Names that regexes can use: those of one file, then those of the scope around it.

    Attributes:
        names: The sub-patterns.
        words: The words of the lexicons.
        outer: Where to look for what is not here.
        complete: Whether all the names are known; a file that cannot be read leaves gaps.
        done: What has been expanded already; ``None`` if something is wrong with it.
    """

    names: Mapping[str, Source]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outer: Scope | None = None
    complete: bool = True
    done: dict[str, Expanded | None] = field(default_factory=dict)

    def owner(self, name: str) -> Scope | None:
        """Find the scope that a name is defined in."""
        if name in self.names or name in self.words:
            return self
        return self.outer.owner(name) if self.outer else None

    def known(self) -> Iterator[str]:
        """Give every name that can be used here."""
        yield from self.names
        yield from self.words
        if self.outer:
            yield from self.outer.known()


class Expander:
    """Expands regexes, each name once, and collects what is wrong with them."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._open: list[tuple[Scope, str]] = []

    def named(self, name: str, scope: Scope) -> Expanded | None:
        """Expand the sub-pattern ``name`` of ``scope``; ``None`` if it has problems, which are noted once."""
        if name not in scope.done:
            source = scope.names[name]
            self._open.append((scope, name))
            expanded = self.expand(source, scope)
            self._open.pop()
            sound = self.alone(source, name)
            scope.done[name] = expanded if sound else None
        return scope.done[name]

    def expand(self, source: Source, scope: Scope) -> Expanded | None:
        """Put what they stand for in the place of the names in a regex.

        Returns:
            The expanded regex, or ``None`` if it has problems.
        """
        parts: list[str] = []
        pieces: list[Piece] = [Piece(0, source, 0, 1)]
        length = 0
        sound = True
        for index, text, name in _tokens(source.text):
            if name is None:
                sound = self._no_name_in_brackets(source, index, text) and sound
                pieces.append(Piece(length, source, index, 1))
                parts.append(text)
                length += len(text)
                continue
            inner = self._meaning(source, index, name, scope)
            if inner is None:
                sound = False
                continue
            pieces.append(Piece(length, source, index, 0))
            pieces += (piece._replace(start=length + 3 + piece.start) for piece in inner.pieces)
            parts.append(f"(?:{inner.text})")
            length += len(inner.text) + 4
            pieces.append(Piece(length - 1, source, index, 0))
        pieces.append(Piece(length, source, len(source.text), 0))
        return Expanded("".join(parts), tuple(pieces)) if sound else None

    def alone(self, source: Source, label: str) -> bool:
        """Check what was typed by itself, with a stand-in for each name.

        A bracket that a sub-pattern leaves open would otherwise be blamed on whoever uses it,
        or swallow what stands behind it there.
        """
        parts: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for index, text, name in _tokens(source.text):
            pieces.append(Piece(length, source, index, 0 if name else 1))
            parts.append(_STAND_IN if name else text)
            length += len(parts[-1])
        pieces.append(Piece(length, source, len(source.text), 0))
        try:
            compiled("".join(parts))
        except regex.error as error:
            if error.msg in _NEEDS_THE_WHOLE:
                return True
            self._problems.append(complaint(error, Expanded("", tuple(pieces)), label))
            return False
        return True

    def _meaning(self, source: Source, index: int, name: str, scope: Scope) -> Expanded | None:
        owner = scope.owner(name)
        length = len(name) + 2
        if owner is None:
            if scope.complete:
                hint = did_you_mean(name, scope.known(), "{{{}}}")
                self._problems.append(source.problem(f"nothing is named {{{name}}}", index, length, hint))
            return None
        if any(name == opened and owner is where for where, opened in self._open):
            self._problems.append(source.problem(f"{{{name}}} is made of itself", index, length))
            return None
        if name in owner.names:
            return self.named(name, owner)
        if name not in owner.done:
            owner.done[name] = Expanded(alternation(owner.words[name]), ())
        return owner.done[name]

    def _no_name_in_brackets(self, source: Source, index: int, text: str) -> bool:
        match = _NAME.search(text) if text.startswith("[") else None
        if match:
            message = f"{match[0]} inside [...] is taken letter by letter"
            hint = f"put it outside the brackets: (?:{match[0]}|[...])"
            self._problems.append(source.problem(message, index + match.start(), len(match[0]), hint))
        return match is None


def compiled(text: str) -> regex.Pattern[str]:
    """Compile a regex.

    Raises:
        regex.error: It is none, or has more brackets in brackets than the compiler can follow.
    """
    try:
        return regex.compile(text, cache_pattern=False)
    except RecursionError:
        raise regex.error("there are too many brackets in brackets") from None


def complaint(error: regex.error, expanded: Expanded, label: str) -> Problem:
    """Turn what the regex compiler says about an expanded regex into a problem at its author's line."""
    source, index = expanded.origin(error.pos or 0)
    return source.problem(f"{label}: {error.msg}", index)


def did_you_mean(name: str, known: Iterable[str], form: str = "{}") -> str | None:
    """Suggest the known name that is most like the one that was typed."""
    close = get_close_matches(name, sorted(set(known)), n=1)
    return f"did you mean {form.format(close[0])}?" if close else None


def names_in(text: str) -> Iterator[str]:
    """Give the names that a regex uses, in order.

    >>> list(names_in(r"{digits}{2,3}\\p{Han}{unit}"))
    ['digits', 'unit']
    """
    return (name for _, _, name in _tokens(text) if name is not None)


def _tokens(text: str) -> Iterator[tuple[int, str, str | None]]:
    """Cut a regex at its names: offset, text, and the name if it is one."""
    end = 0
    for match in _TOKEN.finditer(text):
        if match["name"] is None and match["brackets"] is None:
            continue
        if match.start() > end:
            yield end, text[end : match.start()], None
        yield match.start(), match[0], match["name"]
        end = match.end()
    if end < len(text):
        yield end, text[end:], None
