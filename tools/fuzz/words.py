"""What inputs are made of: the pieces that lead deep into the program, and odd ones that lead astray.

Random bytes are hardly ever a number, and never a report. A piece is a word, a sign, a key or a line that
some step of the program looks for, so that a few of them side by side make what it reads. ``pieces`` holds
them, one a line, with the escapes of Python for what cannot be seen.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "pieces"


def pieces(*names: str) -> tuple[str, ...]:
    """Read the pieces of some lists, in order."""
    return tuple(piece for name in names for piece in _read(name))


def _read(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").removesuffix("\n").split("\n")
    return [_unescaped(line) for line in lines if not line.startswith("# ")]


def _unescaped(line: str) -> str:
    return line.encode("ascii", "backslashreplace").decode("unicode_escape")
