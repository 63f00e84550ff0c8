"""Lexicons: words in a table, one a line, sorted, with a head that says where they come from.

A file looks like this, with tabs between the cells::

    # Classifiers of things that reports count.
    # Source: compiled for this project, 2026-11.
    word	of
    人	people
    名	people

Rows are sorted by the code points of their first cell, then of the next, so that a change
shows as the lines that it is about. ``zhstat rules lint --fix`` sorts files in place.
Files that a script makes may name their columns in the last line of the head instead,
``# columns: word of``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import Problem

from .model import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Row = tuple[str, ...]
Tree = dict[str, "Tree"]

REMOVES = "!"
"""Before the word of a row in a folder of one's own: the rows with that word are taken out."""

_COLUMNS = "# columns:"
_END = ""
"""The key in a tree that says that a word ends here."""


def read_lexicon(name: str, file: str, text: str, problems: list[Problem]) -> Lexicon:
    """Read a lexicon from the text of its file.

    Cells missing at the end of a row are empty, as editors drop trailing tabs.

    Args:
        name: What patterns call it.
        file: The name of the file, for messages.
        text: What is in the file.
        problems: Takes what is wrong with it, of one sort of mistake the first.
    """
    lines = text.removesuffix("\n").split("\n")
    first = _head(lines)
    columns, first = _columns(lines, first)
    if not columns:
        problems.append(Problem("the header line with the names of the columns is missing", file, first + 1))
        return Lexicon(name, (), ())
    rows: dict[Row, int] = {}
    wrong: dict[str, list[int]] = {}
    for number, line in enumerate(lines[first:], start=first + 1):
        row = tuple(line.split("\t"))
        row += ("",) * (len(columns) - len(row))
        complaint = _complaint(row, len(columns), rows)
        if complaint:
            wrong.setdefault(complaint, []).append(number)
        else:
            rows[row] = number
    for message, (number, *more) in wrong.items():
        line = lines[number - 1]
        hint = f"the same in {len(more)} rows more" if more else None
        problems.append(Problem(message, file, number, 1, max(len(line), 1), line, hint))
    return Lexicon(name, columns, tuple(rows))


def rows_of(text: str) -> Iterator[tuple[int, Row]]:
    """Give the rows of a lexicon as they stand in its text, each with its line, counted from 1."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    _, first = _columns(lines, _head(lines))
    return ((number, tuple(line.split("\t"))) for number, line in enumerate(lines[first:], first + 1) if line)


def _head(lines: Sequence[str]) -> int:
    """Count the lines of the head."""
    return next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))


def line_of_columns(lines: Sequence[str]) -> int:
    """Give the line that names the columns, counted from 1."""
    head = _head(lines)
    return head if head and lines[head - 1].startswith(_COLUMNS) else head + 1


def _columns(lines: Sequence[str], first: int) -> tuple[Row, int]:
    """Give the names of the columns, and the index of the first row."""
    if first and lines[first - 1].startswith(_COLUMNS):
        return tuple(lines[first - 1].removeprefix(_COLUMNS).split()), first
    if first < len(lines) and lines[first]:
        return tuple(lines[first].split("\t")), first + 1
    return (), first


def _complaint(row: Row, width: int, rows: dict[Row, int]) -> str | None:
    if not row[0]:
        return "a row must begin with its word"
    if len(row) > width:
        return f"{len(row)} cells under {width} columns"
    return "this row stands here twice" if row in rows else None


def widened(lexicon: Lexicon, columns: Row) -> Lexicon:
    """Give a lexicon that has only the first of some columns the others too, with nothing in them."""
    count = len(lexicon.columns)
    if not count or columns[:count] != lexicon.columns:
        return lexicon
    missing = ("",) * (len(columns) - count)
    return Lexicon(lexicon.name, columns, tuple(row + missing for row in lexicon.rows))


def removed(lexicon: Lexicon) -> list[str]:
    """Give the words whose rows a lexicon takes out of its namesake: those with `REMOVES` before them."""
    return [word[1:] for word in lexicon.words if word.startswith(REMOVES) and len(word) > 1]


def added(lexicon: Lexicon) -> Lexicon:
    """Give a lexicon without the rows that only remove others."""
    rows = tuple(row for row in lexicon.rows if not row[0].startswith(REMOVES) or len(row[0]) == 1)
    return Lexicon(lexicon.name, lexicon.columns, rows)


def merged(old: Lexicon, new: Lexicon) -> Lexicon:
    """Add rows to a lexicon with the same columns; they replace those that begin with the same word."""
    gone = {*new.words, *removed(new)}
    kept = [row for row in old.rows if row[0] not in gone]
    return Lexicon(old.name, old.columns, tuple(sorted([*kept, *added(new).rows])))


def alternation(words: Iterable[str]) -> str:
    """Write a regex that matches any of the words, the longest that fits first.

    What several words begin with is written once, so that a text that matches none of a
    thousand words is seen to in a step or two.

    >>> alternation(["人", "人次", "辆", "辆次", "起"])
    '(?:人次?|辆次?|起)'
    """
    tree: Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[_END] = {}
    return _factored(tree) if tree else "(?!)"


def _factored(node: Tree) -> str:
    """Write what can follow from here; where a word ends already, all of it is optional."""
    follows = sorted(item for item in node.items() if item[0] != _END)
    last = [character for character, below in follows if list(below) == [_END]]
    branches = [
        _escaped(character) + _factored(below) for character, below in follows if character not in last
    ]
    if last:
        branches.append(_escaped(last[0]) if len(last) == 1 else f"[{''.join(map(_escaped, last))}]")
    optional = "?" if _END in node else ""
    if len(branches) == 1 and (last or not optional):
        return branches[0] + optional
    return f"(?:{'|'.join(branches)}){optional}"


def _escaped(character: str) -> str:
    """Escape what means something in a regex, inside brackets or out."""
    return f"\\{character}" if character.isascii() and not character.isalnum() else character


def is_sorted(lexicon: Lexicon) -> bool:
    """Say whether the rows stand in the order of their code points."""
    return all(a <= b for a, b in zip(lexicon.rows, lexicon.rows[1:], strict=False))


def in_order(text: str) -> str:
    """Give the text of a lexicon with its rows sorted; the head stays as it is."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    _, first = _columns(lines, _head(lines))
    head, rows = lines[:first], [line for line in lines[first:] if line]
    return "\n".join([*head, *sorted(rows, key=lambda row: row.split("\t"))]) + "\n"
