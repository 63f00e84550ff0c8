"""Facts read back from the JSON Lines, JSON and CSV that were written, with every digit.

What `extractor.emit.jsonl`, `json` and `csv` write comes back equal. Keys and columns
may stand in another order and others may stand beside them, as programs that add to facts leave
them; none may be missing. A line that is no fact comes out as a `Problem` in its place, and the
reading goes on behind it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, Literal, NoReturn

from extractor.errors import Problem
from extractor.text.read import (
    BYTE_ORDER_MARK,
    LARGEST,
    Oversized,
    Source,
    decoded,
    peeked,
    read_lines,
    records_in,
    too_large,
    undecoded,
)
from extractor.types import FACT_FIELDS, KINDS, QUALIFIERS, Fact, Record

Form = Literal["jsonl", "json", "csv"]

WHOLE = ("article", "start", "end")
NUMBERS = ("value", "low", "high")
WORDS = ("id", "doc", "kind", "qualifier", "text", "sentence", "rule")
"""The fields whose value is a string and never null."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "qualifier": QUALIFIERS,
    "direction": ("up", "down", "flat"),
    "role": ("from", "to"),
}
MOST_DIGITS = 1000
"""A number is written with all its digits, and 1e999999999 has a gigabyte of them."""

LONGEST_SHOWN = 1000
LONGEST_HEAD = 10_000
"""Characters of a line that may name the columns of CSV."""
LONGEST_CELL = 2**31 - 1
"""Characters of a cell of CSV: as many as the reader can be told everywhere."""
LARGEST_OFFSET = 10**15
"""No text is as long."""
LARGEST_ARTICLE = 2**31 - 1
"""No page has as many articles, and the columns of tables hold no more."""

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^,"\r\n])*+')


def form_of(line: str) -> Form | None:
    """Tell from its first line what a file of facts is; ``None`` where it holds something else.

    >>> form_of('{"id": "a", "text": "3人"}') is None
    True
    """
    line = line.removeprefix(BYTE_ORDER_MARK).strip()
    if line.startswith("{"):
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            return None
        return "jsonl" if _looks_like_fact(data) else None
    if line in ("[", "[]"):
        return "json"
    if len(line) > LONGEST_HEAD:
        return None
    try:
        columns = next(csv.reader([line]), ())
    except csv.Error:  # a lone carriage return outside quotes, which a text may well have
        return None
    return "csv" if {"id", "kind", "metric", "sentence"} <= set(columns) else None


def _looks_like_fact(keys: Iterable[str]) -> bool:
    # A record has text and maybe id and date; a gold fact has a context and no sentence.
    return {"kind", "metric", "text", "sentence"} <= set(keys)


def read_facts(lines: Iterable[str], name: str, form: Form) -> Iterator[Fact | Problem]:
    """Read facts, in order.

    Args:
        lines: The lines of a file, decoded, with their ends.
        name: What problems call the file.
        form: How its lines are to be read.

    Yields:
        The facts, and a problem for each line (in CSV, row) that is none.
    """
    return _from_csv(lines, name) if form == "csv" else _from_json(lines, name, array=form == "json")


def read_facts_or_records(
    source: Source,
    *,
    encoding: str = "utf-8",
    date: str | None = None,
    stdin: BinaryIO | None = None,
    on_read: Callable[[int], None] | None = None,
    largest: int = LARGEST,
) -> Iterator[Fact | Record | Problem]:
    """Read a source that holds facts or documents; its first line tells which.

    Args:
        source: What to read.
        encoding: How its bytes are to be read.
        date: The date of the records that bring none.
        stdin: What ``-`` stands for.
        on_read: Is told how many more bytes of the source have been read.
        largest: Bytes that a document, or the line of a fact, may have.

    Yields:
        Its facts or its records, and a problem for each that cannot be read.
    """

    def read(lines: Iterable[bytes]) -> Iterator[Fact | Record | Problem]:
        first, lines = peeked(lines, encoding)
        form = form_of(first or "")
        if form is None:
            return records_in(source, lines, encoding, date, largest)
        return _from_bytes(lines, source.name, encoding, form, largest)

    return read_lines(source, read, stdin=stdin, on_read=on_read, largest=largest)


class _TooLargeError(Exception):
    """A line is longer than one may be."""


def _from_bytes(
    lines: Iterable[bytes], name: str, encoding: str, form: Form, largest: int
) -> Iterator[Fact | Problem]:
    number, line = 0, b""

    def read() -> Iterator[str]:
        nonlocal number, line
        for number, line in enumerate(lines, 1):  # noqa: B007  read where decoding fails
            if isinstance(line, Oversized):
                raise _TooLargeError
            yield decoded(line, encoding)

    try:
        yield from read_facts(read(), name, form)
    except _TooLargeError:
        yield too_large(name, None, number, largest)
    except UnicodeDecodeError:
        yield undecoded(name, line, encoding, number)


def json_object(line: str, name: str, number: int) -> dict[str, Any] | Problem:
    """Read a line of JSON Lines, its numbers as exact decimals.

    Args:
        line: The line.
        name: What a problem calls the file.
        number: The line's number, counted from 1.
    """
    try:
        data = json.loads(line, parse_float=_decimal, parse_int=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        return Problem(f"not JSON: {error.msg}", name, number, error.colno, source=_shown(line))
    except (ValueError, RecursionError) as error:
        return Problem(f"not JSON: {error}", name, number)
    if _HALF.search(line) and not _is_unicode(data):
        return Problem("half of a surrogate pair is no character", name, number)
    if not isinstance(data, dict):
        return Problem("not an object", name, number, 1, source=_shown(line))
    return data


def value_at(line: str, key: str) -> tuple[int, int]:
    """Find where a key's value stands in a line of JSON: its column, counted from 1, and its length."""
    found = re.search(rf'"{re.escape(key)}"\s*:\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,}}]*)', line)
    return (found.start(1) + 1, found.end(1) - found.start(1)) if found else (1, 1)


def _is_unicode(data: object) -> bool:
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def _from_json(lines: Iterable[str], name: str, *, array: bool) -> Iterator[Fact | Problem]:
    """Read JSON Lines, or an array with a fact a line."""
    for number, whole in enumerate(lines, 1):
        line = whole.removeprefix(BYTE_ORDER_MARK if number == 1 else "").rstrip()
        if array:
            line = "" if line in ("[", "]", "[]") else line.removesuffix(",")
        if not line:
            continue
        data = json_object(line, name, number)
        if isinstance(data, Problem):
            yield data
            continue
        missing = [key for key in FACT_FIELDS if key not in data]
        if missing:
            yield Problem(f"the fact has no {', '.join(missing)}", name, number)
            continue
        wrong = _first_fault(data)
        if wrong:
            key, fault = wrong
            yield Problem(f"{key}: {fault}", name, number, *value_at(line, key), source=_shown(line))
        else:
            yield _fact(data)


def _from_csv(lines: Iterable[str], name: str) -> Iterator[Fact | Problem]:
    taken: list[str] = []
    # A sentence can be as long as a document, and what is written is read back; all readers share the limit.
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(_noted(lines, taken), strict=True)
    head: list[str] = []
    line = 1
    while True:
        taken.clear()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(f"not CSV: {error}", name, line)
            line = rows.line_num + 1
            continue
        first, line = line, rows.line_num + 1
        if not row:
            continue
        if head:
            yield _of_row(row, head, "".join(taken), name, first)
            continue
        head = row
        missing = [key for key in FACT_FIELDS if key not in head]
        if missing:
            yield Problem(f"the columns {', '.join(missing)} are missing", name, first)
            return


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """Pass lines on and keep those that the row being read is made of."""
    for number, line in enumerate(lines):
        taken.append(line if number else line.removeprefix(BYTE_ORDER_MARK))
        yield taken[-1]


def _of_row(row: list[str], head: list[str], raw: str, name: str, line: int) -> Fact | Problem:
    if len(row) != len(head):
        return Problem(f"{len(row)} cells under {len(head)} columns", name, line)
    cells = dict(zip(head, row, strict=True))
    data = {key: _of_cell(key, cells[key], cells["kind"]) for key in FACT_FIELDS}
    wrong = _first_fault(data)
    if wrong is None:
        return _fact(data)
    key, fault = wrong
    start = _cell_start(raw, head.index(key))
    begin = raw.rfind("\n", 0, start) + 1
    return Problem(
        f"{key}: {fault}",
        name,
        line + raw.count("\n", 0, start),
        start - begin + 1,
        len(cells[key]),
        source=_shown(raw[begin:].partition("\n")[0].rstrip("\r")),
    )


def _of_cell(key: str, cell: str, kind: str) -> object:
    if not cell:
        return "" if key in WORDS else None
    if key in WHOLE or (key in NUMBERS and not (key == "value" and kind == "date")):
        try:
            return Decimal(cell)
        except InvalidOperation:
            return cell
    return cell


def _cell_start(raw: str, index: int) -> int:
    """Find where in the text of a row its cell of this index begins."""
    at = 0
    for _ in range(index):
        found = _CELL.match(raw, at)
        at = found.end() + 1 if found else at
    return min(at, len(raw))


def _first_fault(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Give the first field whose value is none that it can have, and why."""
    for key in FACT_FIELDS:
        if key in WHOLE:
            fault = _not_whole(data[key], LARGEST_ARTICLE if key == "article" else LARGEST_OFFSET)
        elif key in NUMBERS and not (key == "value" and data["kind"] == "date"):
            fault = None if data[key] is None else _not_number(data[key])
        else:
            fault = None if data[key] is None and key not in WORDS else _not_word(key, data[key])
        if fault:
            return key, fault
    return None


def _not_whole(value: object, largest: int) -> str | None:
    fault = _not_number(value)
    if fault is None and isinstance(value, Decimal) and not (0 <= value <= largest and value == int(value)):
        return f"{value} is no count from 0"
    return fault


def _not_number(value: object) -> str | None:
    if not isinstance(value, Decimal):
        return f"{_said(value)} is no number"
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
        return f"{value} is out of all bounds"
    return None


def _not_word(key: str, value: object) -> str | None:
    if not isinstance(value, str):
        return f"{_said(value)} is no string"
    choices = CHOICES.get(key)
    if choices is not None and value not in choices:
        return f"{value!r} is none of {', '.join(choices)}"
    return None


def _said(value: object) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)


def _fact(data: Mapping[str, Any]) -> Fact:
    fields: dict[str, Any] = {key: int(data[key]) if key in WHOLE else data[key] for key in FACT_FIELDS}
    return Fact(**fields)


def _decimal(number: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:
        raise ValueError(f"{number} is out of all bounds") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _shown(line: str) -> str | None:
    # A sentence can be a page; only a line that a person can take in is shown.
    return line if len(line) <= LONGEST_SHOWN else None
