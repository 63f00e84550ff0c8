"""Tables for people and pipes: columns that line up, Chinese characters counted as two cells."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence

UNFOLDED = 10_000
"""Cells to a line where nobody's terminal has to hold it."""


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Collection[str] = ()) -> str:
    """Write a table: as wide as the terminal, or with one line a row in a pipe.

    Args:
        headings: The names of its columns.
        rows: As many cells each.
        right: The columns that stand at the right, as numbers do.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    for index, heading in enumerate(headings):
        last = index == len(headings) - 1
        drawn.add_column(
            heading, justify="right" if heading in right else "left", overflow="fold", no_wrap=not last
        )
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    text = io.StringIO()
    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else UNFOLDED
    Console(file=text, width=width, color_system=None, legacy_windows=False).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def json_text(value: object) -> str:
    """Write a value as indented JSON."""
    import orjson

    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
