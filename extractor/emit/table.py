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

# Heading, width, share of what the others leave, style. One searches metric and quote with the eye.
COLUMNS = (
    ("kind", 7, None, "dim"),
    ("metric", None, 16, ""),
    ("value", None, 13, "bold"),
    ("unit", 4, None, ""),
    ("change", 6, None, ""),
    ("region", 8, None, ""),
    ("agency", None, 12, ""),
    ("period", None, 11, ""),
    ("quote", None, 12, "green"),
)
LEFT_OUT_FIRST = ("agency", "period")
ROOMY = 90
LONG = 12
NARROWEST = 60
TWO_COLUMNS = 12
"""Cells in which the headings of a list leave room for a character."""
ARROWS = {"up": "↑", "down": "↓", "flat": "→"}


def line(fact: Fact) -> bytes:
    """Give a fact as one line of plain text, its end included."""
    return (" | ".join(cells(fact)) + "\n").encode()


def write(facts: Iterable[Fact], out: BinaryIO, *, width: int = 100, color: bool = False) -> int:
    """Write a table for each document and return how many facts they were.

    Where it is too narrow for columns, a fact is a list of what is known of it.

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
        out.write(_table(doc, rows, width, color=color))
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
    low, high = ("" if end is None else _grouped(end) for end in (fact.low, fact.high))
    # A long one is folded, and better between its ends than within a number.
    return f"{low}…{high}" if len(low + high) < LONG else f"{low}… {high}"


def _grouped(number: Decimal) -> str:
    return f"{Decimal(plain(number)):,f}"


def _one_line(text: str) -> str:
    # A quote may be wrapped in its source, and a control character would steer the terminal.
    return "".join(c if c.isprintable() else " " for c in text)


def _table(doc: str, rows: list[tuple[str, ...]], width: int, *, color: bool) -> bytes:
    title, caption = _one_line(doc), f"{len(rows)} fact{'s' * (len(rows) != 1)}"
    text = io.StringIO()
    console = Console(
        file=text,
        width=max(width, TWO_COLUMNS),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )
    if width < NARROWEST:
        console.print(Text(f"{title}\n"), overflow="fold")
        for row in rows:
            console.print(_list(row))
        console.print(Text(caption))
    else:
        console.print(_columns(rows, width, title, caption))
    return text.getvalue().encode()


def _columns(rows: list[tuple[str, ...]], width: int, title: str, caption: str) -> Table:
    table = Table(
        box=SIMPLE_HEAD,
        expand=True,
        padding=0,
        pad_edge=False,
        title=Text(title),
        title_justify="left",
        caption=caption,
        caption_justify="left",
    )
    shown = [
        (index, column)
        for index, column in enumerate(COLUMNS)
        if width >= ROOMY or column[0] not in LEFT_OUT_FIRST
    ]
    for _, (heading, cells_wide, share, style) in shown:
        table.add_column(
            heading,
            ratio=share,
            width=cells_wide,
            style=style,
            justify="right" if heading == "value" else "left",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(row[index]) for index, _ in shown))
    return table


def _list(row: tuple[str, ...]) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for (heading, _, _, style), cell in zip(COLUMNS, row, strict=True):
        if cell:
            table.add_row(heading, Text(cell, style))
    table.add_row("", "")
    return table
