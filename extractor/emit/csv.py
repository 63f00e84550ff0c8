"""CSV: a head with all fields in their order, nothing in a cell whose value is null."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import BinaryIO

from extractor.emit.number import plain
from extractor.types import FACT_FIELDS, Fact

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What a spreadsheet program needs in front to take the file for UTF-8."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheet programs take for the start of a formula, full-width or not (OWASP, "CSV Injection")."""

UNSEEN = " \u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
"""What a program may take away from the front of a cell before it looks: spaces, and marks without width."""

_cells = attrgetter(*FACT_FIELDS)


def line(fact: Fact, *, safe: bool = False) -> bytes:
    """Give a fact as one row, its end included; `row` says what ``safe`` is."""
    return row(_cells(fact), safe=safe)


def write(facts: Iterable[Fact], out: BinaryIO, *, safe: bool = False, more: Sequence[str] = ()) -> int:
    """Write the head and the facts, a row each, and return how many facts they were.

    Args:
        facts: The facts.
        out: Where to write.
        safe: Whether text that a spreadsheet would run as a formula is disarmed.
        more: Fields that these facts have beyond those of every fact.
    """
    columns = (*FACT_FIELDS, *more)
    cells = attrgetter(*columns)
    return write_lines((row(cells(fact), safe=safe) for fact in facts), out, columns)


def write_lines(lines: Iterable[bytes], out: BinaryIO, columns: Sequence[str] = FACT_FIELDS) -> int:
    """Write the head and facts that are rows already, and return how many they were."""
    out.write(row(columns))
    count = 0
    for text in lines:
        out.write(text)
        count += 1
    return count


def row(cells: Iterable[object], *, end: str = "\n", safe: bool = False) -> bytes:
    r"""Write one row, numbers with all their digits.

    Args:
        cells: What stands in it; ``None`` is an empty cell.
        end: How the row ends.
        safe: Whether text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> row(["=1+2", Decimal("-3E+2"), None], safe=True)
    b"'=1+2,-300,\n"
    """
    # The writer quotes a cell for the characters that end its lines, and a reader ends one at a lone \r too.
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(
        plain(cell) if type(cell) is Decimal else _disarmed(cell) if safe else cell for cell in cells
    )
    return (text.getvalue().removesuffix("\r\n") + end).encode()


def _disarmed(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(UNSEEN).startswith(FORMULA_STARTS) else cell
