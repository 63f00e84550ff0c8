"""CSV: a head with all fields in their order, nothing in a cell whose value is null."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from operator import attrgetter
from typing import BinaryIO

from extractor.emit.number import plain
from extractor.types import FACT_FIELDS, Fact

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What a spreadsheet program needs in front to take the file for UTF-8."""

_cells = attrgetter(*FACT_FIELDS)


def line(fact: Fact) -> bytes:
    """Give a fact as one row, its end included."""
    return _row(plain(cell) if type(cell) is Decimal else cell for cell in _cells(fact))


def write(facts: Iterable[Fact], out: BinaryIO) -> int:
    """Write the head and the facts, a row each, and return how many facts they were."""
    out.write(_row(FACT_FIELDS))
    count = 0
    for fact in facts:
        out.write(line(fact))
        count += 1
    return count


def _row(cells: Iterable[object]) -> bytes:
    # The writer quotes a cell for the characters that end its lines, and a reader ends one at a lone \r too.
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n").encode() + b"\n"
