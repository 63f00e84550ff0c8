"""What went wrong, where, and what to do about it.

A `Problem` is one thing wrong at one place; a `ZhstatError` carries one or several of them and
is what the library raises. The command line turns it into a message and an exit code.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

OK = 0
SOME_FAILED = 1
MISUSE = 2

WIDEST = 110
"""Cells of a line that are shown around what is wrong in it; regexes may be long."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        message: What is wrong, in one sentence without a capital or a full stop.
        file: The file or record it is in.
        line: Line, counted from 1.
        column: Column in characters, counted from 1.
        length: How many characters the caret line marks.
        source: The line as it stands in the file.
        hint: What to do, where that is known.
    """

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    length: int = 1
    source: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        """Write it as ``file:line:column: message``, the line with carets under the place, and the hint."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        lines = [f"{place}: {self.message}" if place else self.message]
        if self.source is not None and self.column is not None:
            before, marked, behind = window(self.source, self.column - 1, max(self.length, 1))
            below = "".join("\t" if c == "\t" else " " * cells(c) for c in before)  # a tab is as wide below
            lines += [f"    {before}{marked}{behind}", f"    {below}{'^' * max(cells(marked), 1)}"]
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


class ZhstatError(Exception):
    """Something that the user can mend; `problems` says what and where."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(ZhstatError):
    """An input or a record in it cannot be read; the others can."""


class RuleError(ZhstatError):
    """A rule file is wrong; all problems of all files come together."""


def window(line: str, start: int, length: int) -> tuple[str, str, str]:
    """Give what is marked in a line with what stands before and behind it, cut to what a terminal shows.

    >>> window("来了3人", 2, 2)
    ('来了', '3人', '')
    """
    before, marked, behind = line[:start], line[start : start + length], line[start + length :]
    if cells(line) <= WIDEST:
        return before, marked, behind
    marked = _cut(marked, WIDEST * 2 // 3)
    around = (WIDEST - cells(marked)) // 2
    before = _cut(before[::-1], max(around, WIDEST - cells(marked) - cells(behind)))[::-1]
    return before, marked, _cut(behind, WIDEST - cells(before) - cells(marked))


def _cut(text: str, width: int) -> str:
    """Give the beginning of a text, so much of it that it takes ``width`` cells with the mark of the cut."""
    if cells(text) <= width:
        return text
    taken = 1
    for index, character in enumerate(text):
        taken += cells(character)
        if taken > width:
            return text[:index] + "…"
    return text


def cells(text: str) -> int:
    """Count the terminal cells that a text takes: wide characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
