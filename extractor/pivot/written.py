"""A pivot written out: a table for the eye, CSV, Markdown, JSON."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import orjson
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.audit.words import unit_of
from extractor.emit.csv import row as csv_row
from extractor.emit.number import as_json, plain
from extractor.errors import cells
from extractor.pivot import Cell, Pivot, thing
from extractor.types import Fact

UNKNOWN = "—"
CONFLICT = " ≠ "
"""Stands between values of which only one can be right."""
BESIDE = " / "
"""Stands between values of different times, agencies or units, which may all be right."""
GAP = 2
"""Terminal cells between two columns."""
MARKS = {"over": "≥", "at_least": "≥", "under": "≤", "at_most": "≤", "about": "≈"}
ARROWS = {"up": "↑", "down": "↓", "flat": "→"}


def table(pivot: Pivot, title: str, width: int = 100) -> bytes:
    """Write a table for the eye; where it is wider than the terminal, its columns in several blocks."""
    rows = _texts(pivot, grouped=True)
    widths = [max(map(cells, column)) + GAP for column in zip(*rows, strict=True)]
    blocks: list[list[int]] = [[]]
    for index, own in enumerate(widths[1:], 1):
        if blocks[-1] and widths[0] + sum(widths[at] for at in blocks[-1]) + own > width:
            blocks.append([])
        blocks[-1].append(index)
    titles = [title] + [f"{title}, continued"] * (len(blocks) - 1)
    return b"\n".join(
        _block([[row[at] for at in (0, *block)] for row in rows], name, width)
        for name, block in zip(titles, blocks, strict=True)
    )


def _block(rows: list[list[str]], title: str, width: int) -> bytes:
    shown = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, title=Text(title), title_justify="left")
    for index, name in enumerate(rows[0]):
        shown.add_column(Text(name), justify="right" if index else "left", overflow="fold")
    for row in rows[1:]:
        shown.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False, color_system=None, legacy_windows=False).print(shown)
    return out.getvalue().encode()


def csv(pivot: Pivot, _title: str, _width: int = 0) -> bytes:
    """Write CSV, numbers without commas."""
    return b"".join(csv_row(line) for line in _texts(pivot, grouped=False))


def md(pivot: Pivot, title: str, _width: int = 0) -> bytes:
    """Write a Markdown table under its title."""
    head, *rows = [[cell.replace("|", "\\|") for cell in line] for line in _texts(pivot, grouped=True)]
    rule = [":--", *("--:" for _ in head[1:])]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]
    return "\n".join([f"{title}\n", *lines, ""]).encode()


def json(pivot: Pivot, title: str, _width: int = 0) -> bytes:
    """Write JSON: rows and columns in order, and for each cell its values with the facts behind them."""
    data = {
        "title": title,
        "rows": {"dimension": pivot.rows, "keys": pivot.row_keys},
        "columns": {"dimension": pivot.columns, "keys": pivot.column_keys},
        "cells": [
            {"row": row, "column": column, "conflict": cell.conflict, "values": _values(cell)}
            for row in pivot.row_keys
            for column in pivot.column_keys
            if (cell := pivot.cells.get((row, column)))
        ],
    }
    return orjson.dumps(data, as_json, orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


FORMATS: Mapping[str, Callable[[Pivot, str, int], bytes]] = {
    "table": table,
    "csv": csv,
    "md": md,
    "json": json,
}


def amount(fact: Fact, *, grouped: bool) -> str:
    """Write a number with what its words leave open: ≥900, ≈40, 3–5, ↑9.7.

    Args:
        fact: The fact.
        grouped: Whether digits are grouped by commas.
    """
    arrow = ARROWS.get(fact.direction or "", "") if fact.role is None else ""
    if isinstance(fact.value, Decimal):
        return arrow + MARKS.get(fact.qualifier, "") + _number(fact.value, grouped=grouped)
    low, high = ("" if end is None else _number(end, grouped=grouped) for end in (fact.low, fact.high))
    if low and high:
        return f"{arrow}{low}–{high}"
    return arrow + (f"≥{low}" if low else f"≤{high}")


def _number(value: Decimal, *, grouped: bool) -> str:
    return f"{Decimal(plain(value)):,f}" if grouped else plain(value)


def _texts(pivot: Pivot, *, grouped: bool) -> list[list[str]]:
    def text(cell: Cell | None) -> str:
        if cell is None:
            return ""
        by_thing: dict[tuple[str | None, ...], list[str]] = {}
        for fact in cell.values:
            unit = "" if unit_of(fact) in (None, pivot.unit) else f" {fact.unit}"
            by_thing.setdefault(thing(fact), []).append(amount(fact, grouped=grouped) + unit)
        return BESIDE.join(map(CONFLICT.join, by_thing.values()))

    head = [pivot.rows, *(key or UNKNOWN for key in pivot.column_keys)]
    return [head] + [
        [row or UNKNOWN, *(text(pivot.cells.get((row, column))) for column in pivot.column_keys)]
        for row in pivot.row_keys
    ]


def _values(cell: Cell) -> list[dict[str, Any]]:
    return [
        {
            **{key: getattr(fact, key) for key in ("value", "low", "high", "unit", "qualifier", "direction")},
            "facts": [
                {key: getattr(one, key) for key in ("id", "doc", "text", "start", "end")} for one in facts
            ],
        }
        for fact, facts in zip(cell.values, cell.support, strict=True)
    ]
