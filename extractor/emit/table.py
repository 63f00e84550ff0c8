"""A table for people: what they read first, as wide as the terminal, a table a document."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.emit.number import plain
from extractor.types import Fact

# Heading, share of the width, style; the metric and the quote are what one searches with the eye.
COLUMNS = (
    ("kind", 6, "dim"),
    ("metric", 16, ""),
    ("value", 13, "bold"),
    ("unit", 4, ""),
    ("change", 6, ""),
    ("region", 8, ""),
    ("agency", 12, ""),
    ("period", 11, ""),
    ("quote", 12, "green"),
)
NARROWEST = 60
ARROWS = {"up": "↑", "down": "↓", "flat": "→"}


def line(fact: Fact) -> bytes:
    """Give a fact as one line of plain text, its end included."""
    return (" | ".join(cells(fact)) + "\n").encode()


def write(facts: Iterable[Fact], out: BinaryIO, *, width: int = 100, color: bool = False) -> int:
    """Write a table for each document and return how many facts they were.

    Args:
        facts: The facts, those of a document together.
        out: Where to write.
        width: Cells to a line.
        color: Whether colours are to be written.
    """
    count = 0
    for doc, group in groupby(facts, key=attrgetter("doc")):
        rows = [cells(fact) for fact in group]
        count += len(rows)
        out.write(_table(doc, rows, max(width, NARROWEST), color=color))
    return count


def cells(fact: Fact) -> tuple[str, ...]:
    """Give what the table shows of a fact, in the order of `COLUMNS`."""
    change = (ARROWS.get(fact.direction or ""), fact.role, fact.basis)
    shown = (
        fact.kind,
        fact.metric,
        amount(fact),
        fact.unit,
        " ".join(part for part in change if part),
        fact.region,
        fact.agency,
        fact.period or fact.period_text,
        fact.text,
    )
    return tuple(_one_line(cell or "") for cell in shown)


def amount(fact: Fact) -> str:
    """Write a fact's value with what its words leave open.

    Exact numbers stand alone; ``≈`` is about, ``…`` joins the least and the most that is
    meant, and an end that is open stays empty: ``900…`` is 900 or more.
    """
    if isinstance(fact.value, str):
        return fact.value
    if fact.qualifier == "exact" and fact.value is not None:
        return _grouped(fact.value)
    if fact.qualifier == "about" and fact.value is not None and fact.low is None and fact.high is None:
        return "≈" + _grouped(fact.value)
    if fact.low is None and fact.high is None:
        return "" if fact.value is None else _grouped(fact.value)
    return "…".join("" if end is None else _grouped(end) for end in (fact.low, fact.high))


def _grouped(number: Decimal) -> str:
    return f"{Decimal(plain(number)):,f}"


def _one_line(text: str) -> str:
    # A quote may be wrapped in its source, and a control character would steer the terminal.
    return "".join(c if c.isprintable() else " " for c in text)


def _table(doc: str, rows: list[tuple[str, ...]], width: int, *, color: bool) -> bytes:
    table = Table(
        box=SIMPLE_HEAD,
        expand=True,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        title=Text(_one_line(doc)),
        title_justify="left",
        caption=f"{len(rows)} fact{'s' * (len(rows) != 1)}",
        caption_justify="left",
    )
    for heading, share, style in COLUMNS:
        table.add_column(
            heading,
            ratio=share,
            style=style,
            justify="right" if heading == "value" else "left",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    text = io.StringIO()
    console = Console(
        file=text,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )
    console.print(table)
    return text.getvalue().encode()
