"""The dictionary that texts are cut into words by: 350,000 words with their counts and parts of speech.

It comes as text, ``words.txt.gz``, and is made into a few tables the first time it is needed: the words as a
trie, counts and parts of speech by the number that the trie gives a word, and how likely a character begins a
word, is within one, ends one, or is one. The tables are kept on disk as they lie in memory, so that reading
them costs a few milliseconds and no more memory than their size; a file that is stale or broken is made anew.
"""

from __future__ import annotations

import gzip
import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
import msgspec

from extractor.digests import digest_of

from .cache import default_folder, keep, kept

SOURCE = Path(__file__).with_name("words.txt.gz")
NEVER = -3.14e100
"""The logarithm that stands for a probability of nothing."""

_FIRST, _LAST = 0x4E00, 0x9FFF
_MAGIC = b"zhstat words 1\n"

Four = tuple[float, float, float, float]
"""A logarithm each for a character that begins a word, is within one, ends one, or is one."""

_NOWHERE: Four = (NEVER, NEVER, NEVER, NEVER)


class Parts(NamedTuple):
    """How characters stand in words of each part of speech.

    Attributes:
        names: The states: B, M, E or S as a character begins a word, is within it, ends it or is it, and the
            part of speech (``Bn``).
        start: How likely a word begins with each.
        moves: How likely a state follows others, by the state and those that it can follow.
        first: Where a character's states begin in the two that follow, from U+4E00 on; one more for the end.
        states: Indices of ``names``.
        likely: How likely each of them is for the character.
    """

    names: tuple[str, ...]
    start: Sequence[float]
    moves: Mapping[int, Mapping[int, float]]
    first: Sequence[int]
    states: bytes
    likely: Sequence[float]

    def of(self, character: str) -> list[tuple[int, float]]:
        """Give the states that a character can have, each with how likely it is."""
        at = ord(character) - _FIRST
        if not 0 <= at <= _LAST - _FIRST:
            return []
        here = slice(self.first[at], self.first[at + 1])
        return list(zip(self.states[here], self.likely[here], strict=True))


class Dictionary(NamedTuple):
    """The tables.

    Attributes:
        trie: The words; each has a number.
        counts: How often a word was counted, by its number.
        tags: Its part of speech, as an index of ``names``, by its number.
        names: The parts of speech.
        total: All counts together.
        start: How likely a run of unknown characters begins with each state.
        moves: How likely each state follows another: from the first index to the second.
        characters: How likely each state is for the characters from U+4E00, four to each.
        parts: The same with parts of speech.
    """

    trie: marisa_trie.Trie
    counts: Sequence[int]
    tags: bytes
    names: tuple[str, ...]
    total: int
    start: Four
    moves: tuple[Four, ...]
    characters: Sequence[float]
    parts: Parts

    def states(self, character: str) -> Four:
        """Give how likely each state is for a character."""
        at = ord(character)
        if not _FIRST <= at <= _LAST:
            return _NOWHERE
        begins, within, ends, alone = self.characters[4 * (at - _FIRST) : 4 * (at - _FIRST) + 4]
        return begins, within, ends, alone


class _Tables(msgspec.Struct, array_like=True, frozen=True):
    """The tables as they are kept."""

    source: str
    trie: bytes
    counts: bytes
    tags: bytes
    names: tuple[str, ...]
    start: Four
    moves: tuple[Four, Four, Four, Four]
    characters: bytes
    part_names: tuple[str, ...]
    part_start: bytes
    part_moves: list[tuple[int, int, float]]
    part_first: bytes
    part_states: bytes
    part_likely: bytes


@cache
def dictionary() -> Dictionary:
    """Give the dictionary, which all share."""
    source = _source()
    folder = default_folder()
    file = folder / f"words-{digest_of(source.encode()).hex()[:16]}.cache" if folder else None
    tables = kept(file, _MAGIC, _Tables) if file else None
    if tables is None or tables.source != source:
        tables = _made(source)
        if file:
            keep(file, _MAGIC, tables)
    counts = memoryview(tables.counts).cast("I")
    return Dictionary(
        trie=marisa_trie.Trie().frombytes(tables.trie),
        counts=counts,
        tags=tables.tags,
        names=tables.names,
        total=sum(counts),
        start=tables.start,
        moves=tables.moves,
        characters=memoryview(tables.characters).cast("d"),
        parts=Parts(
            names=tables.part_names,
            start=memoryview(tables.part_start).cast("d"),
            moves=_by_state(tables.part_moves),
            first=memoryview(tables.part_first).cast("I"),
            states=tables.part_states,
            likely=memoryview(tables.part_likely).cast("d"),
        ),
    )


def _by_state(moves: Iterable[tuple[int, int, float]]) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = {}
    for one, other, likely in moves:
        found.setdefault(other, {})[one] = likely
    return found


def _source() -> str:
    """Name what the tables are made of and by: a gzip file ends with a digest of what it holds."""
    with SOURCE.open("rb") as file:
        file.seek(-8, os.SEEK_END)
        content = file.read()
    maker = Path(marisa_trie.__file__).stat()
    return f"{sys.byteorder} {content.hex()} {maker.st_size} {maker.st_mtime_ns}"


def _made(source: str) -> _Tables:
    lines = iter(gzip.decompress(SOURCE.read_bytes()).decode().splitlines())
    next(line for line in lines if line == "%words")
    rows = {word: rest for word, _, rest in (line.partition(" ") for line in _until(lines, "%start"))}
    trie = marisa_trie.Trie(rows)
    counts, tags = array("I", bytes(4 * len(trie))), bytearray(len(trie))
    names = sorted({rest.partition(" ")[2] for rest in rows.values()})
    numbers = {name: number for number, name in enumerate(names)}
    for word, rest in rows.items():
        at = trie[word]
        count, _, tag = rest.partition(" ")
        counts[at], tags[at] = int(count), numbers[tag]
    (start,) = map(_four, _until(lines, "%moves"))
    begins, within, ends, alone = map(_four, _until(lines, "%characters"))
    characters = array("d", _NOWHERE) * (_LAST + 1 - _FIRST)
    for line in _until(lines, "%parts"):
        at = 4 * (ord(line[0]) - _FIRST)
        if 0 <= at < len(characters):
            characters[at : at + 4] = array("d", _four(line[2:]))
    return _Tables(
        source=source,
        trie=trie.tobytes(),
        counts=counts.tobytes(),
        tags=bytes(tags),
        names=tuple(names),
        start=start,
        moves=(begins, within, ends, alone),
        characters=characters.tobytes(),
        **_made_parts(lines),
    )


def _made_parts(lines: Iterator[str]) -> dict[str, Any]:
    moving = [_named(line) for line in _until(lines, "%parts of characters")]
    standing = {first: likely for first, likely in map(_named, lines) if _FIRST <= ord(first) <= _LAST}
    (_, begins), *moves = moving
    names = tuple(sorted({name for _, likely in (*moving, *standing.items()) for name in likely}))
    numbers = {name: number for number, name in enumerate(names)}
    first, states, likely = array("I", [0]), bytearray(), array("d")
    for at in range(_FIRST, _LAST + 1):
        for name, value in standing.get(chr(at), {}).items():
            states.append(numbers[name])
            likely.append(value)
        first.append(len(states))
    return {
        "part_names": names,
        "part_start": array("d", [begins.get(name, NEVER) for name in names]).tobytes(),
        "part_moves": [
            (numbers[one], numbers[other], value) for one, after in moves for other, value in after.items()
        ],
        "part_first": first.tobytes(),
        "part_states": bytes(states),
        "part_likely": likely.tobytes(),
    }


def _named(line: str) -> tuple[str, dict[str, float]]:
    first, *rest = line.split(" ")
    return first, dict(zip(rest[::2], map(float, rest[1::2]), strict=True))


def _until(lines: Iterator[str], mark: str) -> Iterable[str]:
    return takewhile(lambda line: line != mark, lines)


def _four(line: str) -> Four:
    begins, within, ends, alone = (NEVER if word == "-" else float(word) for word in line.split(" "))
    return begins, within, ends, alone
