"""Numbers side by side, with the words on both sides of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.compose.changes import change_behind, level_reached, rank_before, ranked_among
from extractor.compose.edges import left_edge, right_edge
from extractor.compose.frames import Change, basis_in, change_before
from extractor.compose.line import Line, Token
from extractor.compose.reading import Reading
from extractor.compose.words import Words
from extractor.types import Mention


class Group(NamedTuple):
    """Numbers that stand side by side, or with no more than 、 or 和 between them.

    Attributes:
        positions: Where they stand in the folded text.
        mention: The last of them, which stands beside the words behind.
        start: Where the words before them begin.
        change: How they change something.
        subject: The words before them, less those of the change.
        behind: The words behind them.
        end: Where those end.
    """

    positions: Sequence[int]
    mention: Mention
    start: int
    change: Change | None
    subject: Sequence[Token]
    behind: Sequence[Token]
    end: int


def groups_of(line: Line, words: Words) -> list[list[int]]:
    """Put the numbers of a sentence together that stand side by side: 货轮ⓠ艘ⓠ吨, 分别为ⓠ和ⓠ."""
    groups: list[list[int]] = []
    for position in line.quantities:
        if groups and _goes_with(line, groups[-1][-1], position, words):
            groups[-1].append(position)
        else:
            groups.append([position])
    return groups


def _goes_with(line: Line, first: int, second: int, words: Words) -> bool:
    """Whether a number goes with the one before."""
    between = line.text[first + 1 : second].strip()
    if not between or between in words.role.joint:
        return True
    own_verb = between[0] in words.role.joint and between[1:].removesuffix("了") in words.change
    return (own_verb or between in "，,") and _is_alike(line, first, second)


def _is_alike(line: Line, first: int, second: int) -> bool:
    """Whether two numbers are of one kind and unit, and the second ends its clause."""
    one, other = line.mention(first), line.mention(second)
    return (
        one.kind == other.kind
        and one.unit == other.unit
        and line.text[second + 1 : second + 2] in ("", "。", "；", "，")
    )


def look_around(reading: Reading, positions: Sequence[int]) -> Group:
    """Read the words on both sides of some numbers, and note what changes are measured against."""
    line, words, plain = reading.line, reading.words, reading.plain
    first, last = positions[0], positions[-1]
    start = left_edge(reading, first, reading.taken)
    reading.basis = basis_in(line, plain, reading.read_to, first, words) or reading.basis
    reading.read_to = first
    if line.mention(first).kind == "rank":
        start = ranked_among(reading, start)
        change = rank_before(reading, start, first)
    else:
        change = change_before(line, plain, start, first, words) or level_reached(reading, first)
    if change is not None and change.object:
        subject = line.between(*change.object)
    else:
        subject = line.between(start, change.start if change else first)
    mention = line.mention(last)
    if change is None and mention.kind == "percent":
        change = change_behind(reading, last)
    end = right_edge(reading, last)
    return Group(positions, mention, start, change, subject, line.between(last + 1, end), end)
