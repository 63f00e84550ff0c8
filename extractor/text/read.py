"""Files, folders and pipes into records, one at a time, losing nothing to a neighbour's fault.

What cannot be read comes out as a `Problem` in the place where its record would have stood, and
the reading goes on behind it: a stream of both is what a caller needs who must finish the rest,
and an exception could only end it.

Lines keep their ends, so that offsets into a record's text are offsets into the file.
"""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import io
import itertools
import os
import re
import zlib
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar, cast

import orjson

from extractor.errors import Problem
from extractor.types import Record

Form = Literal["text", "jsonl"]
Item = TypeVar("Item")

STDIN = "-"
SUFFIXES: dict[str, Form] = {".txt": "text", ".jsonl": "jsonl"}
"""What a folder is searched for, each also with ``.gz`` behind it."""
GOLD = ".gold.jsonl"
"""Expected facts, kept beside a sample report; no input."""

LARGEST = 64_000_000
"""Bytes that a document may have unless more are allowed: a text, unzipped, or the line of a record."""
MOST_SKIPPED = 64
"""A line that is so many times as long is not read to its end: what follows it is not worth the time."""

GZIP_MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARK = "\ufeff"
UTF_8 = "utf-8"
SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_SHOWN = 200
MEGABYTE = 1_000_000
_BLOCK = 1 << 20
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}(?::\d{2}){0,2})(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?")

MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


class Oversized(bytes):
    """The beginning of a line that is longer than a document may be.

    Attributes:
        size: How many bytes of it were read.
    """

    size: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input.

    Attributes:
        name: The name its facts carry: the path as it was given, or ``-``.
        path: Where it is; ``None`` is standard input.
        form: ``text``, one record; or ``jsonl``, a record a line; ``None`` where its first line is to tell.
        size: Its size in bytes, 0 where that is not known.
    """

    name: str
    path: Path | None
    form: Form | None
    size: int = 0


def read_records(
    inputs: Iterable[str],
    *,
    form: Form | None = None,
    encoding: str = "utf-8",
    date: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Record | Problem]:
    """Read every input in order.

    Args:
        inputs: Paths of files and folders, and ``-`` for standard input.
        form: How to read standard input and files that are named; by default files by their
            endings and standard input by its first line. A folder's files are always read by their endings.
        encoding: How the bytes are to be read.
        date: The date of the records that bring none.
        stdin: Standard input, where ``-`` is among the inputs.

    Yields:
        Records, and a problem for each that cannot be read.
    """
    for source in find_sources(inputs, form):
        if isinstance(source, Problem):
            yield source
        else:
            yield from read_source(source, encoding=encoding, date=date, stdin=stdin)


def find_sources(inputs: Iterable[str], form: Form | None = None) -> Iterator[Source | Problem]:
    """Give the files that the inputs stand for; those of a folder in the order of their names."""
    for name in inputs:
        path = Path(name)
        if name == STDIN:
            yield Source(name, None, form)
        elif path.is_dir():
            yield from _in_folder(path)
        else:
            yield _source(path, form or form_of(path.name) or "text")


def form_of(name: str) -> Form | None:
    """Tell from a file's name what a folder's reader takes it for.

    >>> form_of("2021.txt"), form_of("2021.jsonl.gz"), form_of("2021.gold.jsonl"), form_of("2021.pdf")
    ('text', 'jsonl', None, None)
    """
    plain = name.removesuffix(".gz")
    return None if plain.endswith(GOLD) else SUFFIXES.get(Path(plain).suffix)


def read_source(
    source: Source,
    *,
    encoding: str = "utf-8",
    date: str | None = None,
    stdin: BinaryIO | None = None,
    on_read: Callable[[int], None] | None = None,
    largest: int = LARGEST,
) -> Iterator[Record | Problem]:
    """Read the records of one source.

    Args:
        source: What to read.
        encoding: How its bytes are to be read.
        date: The date of the records that bring none.
        stdin: What ``-`` stands for.
        on_read: Is told how many more bytes of the source have been read.
        largest: Bytes that a document may have.

    Yields:
        Its records, and a problem for each that cannot be read.
    """

    def read(lines: Iterable[bytes]) -> Iterator[Record | Problem]:
        return records_in(source, lines, encoding, date, largest)

    return read_lines(source, read, stdin=stdin, on_read=on_read, largest=largest)


def read_lines(
    source: Source,
    read: Callable[[Iterable[bytes]], Iterator[Item | Problem]],
    *,
    stdin: BinaryIO | None = None,
    on_read: Callable[[int], None] | None = None,
    largest: int = LARGEST,
) -> Iterator[Item | Problem]:
    """Open a source, unzipped where it is zipped, and read what its lines hold.

    Args:
        source: What to read.
        read: Makes of the lines what they hold.
        stdin: What ``-`` stands for.
        on_read: Is told how many more bytes of the source have been read.
        largest: Bytes that a line may have; of a longer one comes an `Oversized`.

    Yields:
        What ``read`` gives, and a problem where the source itself cannot be read on.
    """
    done = 0
    try:
        with _opened(source, stdin) as (raw, stream):
            if source.path is None or not raw.seekable():  # a pipe, which may have a name
                on_read = None
            for item in read(limited(stream, largest)):
                yield item
                if on_read is not None:
                    on_read(raw.tell() - done)
                    done = raw.tell()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Problem(f"the gzipped data is damaged: {error}", source.name)
    except OSError as error:
        yield Problem(_reason(error), source.name)


def records_in(
    source: Source, lines: Iterable[bytes], encoding: str, date: str | None, largest: int = LARGEST
) -> Iterator[Record | Problem]:
    """Give the records that the lines of a source hold."""
    form = source.form
    if form is None:
        first, lines = peeked(lines, encoding)
        form = _told_form(first)
    if form == "text":
        return _read_text(source.name, lines, encoding, date, largest)
    return read_records_in(source.name, lines, encoding, date, largest=largest)


def limited(stream: BinaryIO, largest: int) -> Iterator[bytes]:
    """Give the lines of a stream, and an `Oversized` for one that is too long to be held in memory."""
    while line := stream.readline(largest + 1):
        if len(line) <= largest:
            yield line
            continue
        head = Oversized(line[:LONGEST_SHOWN])
        head.size = len(line)
        while not line.endswith(b"\n") and head.size <= MOST_SKIPPED * largest:
            line = stream.readline(_BLOCK)
            if not line:
                break
            head.size += len(line)
        yield head
        if head.size > MOST_SKIPPED * largest:
            return


def too_large(name: str, line: Oversized | None, number: int | None, largest: int) -> Problem:
    """Say that a document is larger than one may be."""
    message = f"the document has more than {largest / MEGABYTE:g} MB, and was not read"
    if line is not None and line.size > MOST_SKIPPED * largest:
        message += ", nor what follows"
    return Problem(message, name, number, hint="allow more with --max-document")


def peeked(lines: Iterable[bytes], encoding: str) -> tuple[str | None, Iterable[bytes]]:
    """Give the first line that is not blank, decoded if it can be, and all lines with it."""
    stream = iter(lines)
    head: list[bytes] = []
    for line in stream:
        head.append(line)
        if line.strip():
            break
    try:
        first = decoded(head[-1], encoding).removeprefix(BYTE_ORDER_MARK) if head else None
    except UnicodeDecodeError:
        first = None
    return first, itertools.chain(head, stream)


def checked_date(text: str) -> str:
    """Give a date back in one form, or say why it is none.

    Raises:
        ValueError: It is no day of the calendar written ``YYYY-MM-DD``.

    >>> checked_date("2022-07-20"), checked_date("2022-07-20 08:30")
    ('2022-07-20', '2022-07-20T08:30')
    """
    match = DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date of the form YYYY-MM-DD")
    try:
        dt.date.fromisoformat(match[1])
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar") from None
    return "T".join(part for part in match.groups() if part)


def _last_day(date: str) -> str:
    """Make a day of a record's date that names only a year or month: its last, as nothing in it is later.

    >>> _last_day("2021"), _last_day("2020-02"), _last_day("2020-02-03")
    ('2021-12-31', '2020-02-29', '2020-02-03')
    """
    match = MONTH.fullmatch(date)
    if match is None:
        return date
    year, month = int(match[1]), int(match[2] or 12)
    if not (year >= 1 and 1 <= month <= 12):
        return date
    return f"{match[1]}-{month:02d}-{monthrange(year, month)[1]}"


def _in_folder(folder: Path) -> Iterator[Source | Problem]:
    faults: list[OSError] = []
    found = False
    for root, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            form = form_of(name)
            if form is not None and not name.startswith("."):
                found = True
                yield _source(Path(root, name), form)
    for fault in faults:
        yield Problem(_reason(fault), _shown(fault.filename or folder))
    if not found and not faults:
        yield Problem("the folder holds no .txt or .jsonl file", _shown(folder))


def _source(path: Path, form: Form) -> Source:
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # opening it will say what is wrong
    return Source(_shown(path), path, form, size)


def _shown(path: object) -> str:
    # A file name need not be valid text; output must.
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    return f"cannot be read: {error.strerror or error}"


@contextmanager
def _opened(source: Source, stdin: BinaryIO | None) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    if source.path is None:
        if stdin is None:
            raise OSError("there is no standard input")
        yield stdin, unzipped(stdin)
    else:
        with source.path.open("rb") as raw:
            yield raw, unzipped(raw)


def unzipped(raw: BinaryIO) -> BinaryIO:
    """Give what a file holds, unzipped where it is zipped."""
    # By its first bytes: a pipe has no name, and names can be wrong.
    stream = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", raw))
    if stream.peek(2)[:2] == GZIP_MAGIC:
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    return stream


def _told_form(first: str | None) -> Form:
    """Tell by its first line whether a stream holds records."""
    try:
        data = orjson.loads(first or "")
    except orjson.JSONDecodeError:
        return "text"
    return "jsonl" if isinstance(data, dict) and "text" in data else "text"


def _read_text(
    name: str, lines: Iterable[bytes], encoding: str, date: str | None, largest: int
) -> Iterator[Record | Problem]:
    taken: list[bytes] = []
    size = 0
    for line in lines:
        size += len(line)
        if size > largest or isinstance(line, Oversized):
            yield too_large(name, None, None, largest)
            return
        taken.append(line)
    data = b"".join(taken)
    try:
        text = decoded(data, encoding)
    except UnicodeDecodeError as error:
        yield undecoded(name, data, encoding, data.count(b"\n", 0, error.start) + 1)
    else:
        yield Record(name, text, date)


def read_records_in(
    name: str,
    lines: Iterable[bytes],
    encoding: str,
    date: str | None,
    first: int = 1,
    largest: int = LARGEST,
) -> Iterator[Record | Problem]:
    """Read a record from each line that is not blank; ``first`` is the number of the first line."""
    for number, line in enumerate(lines, first):
        if isinstance(line, Oversized):
            yield too_large(name, line, number, largest)
            continue
        try:
            text = decoded(line, encoding).removeprefix(BYTE_ORDER_MARK if number == 1 else "").rstrip()
        except UnicodeDecodeError:
            yield undecoded(name, line, encoding, number)
            continue
        if text:
            yield _record(text, name, number, date)


def _record(line: str, name: str, number: int, date: str | None) -> Record | Problem:
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return _at_column(f"not JSON: {error.msg}", name, number, error.colno, line)
    if not isinstance(data, dict):
        return _at_column("a record is an object with the keys id, text and date", name, number, 1, line)
    return record_of(data, name, number, date)


def record_of(data: Mapping[str, object], name: str, number: int, date: str | None) -> Record | Problem:
    """Make a record of what stands under the keys text, id and date.

    Args:
        data: The keys and what stands under them.
        name: What the file is called.
        number: The line or row.
        date: The date of a record that brings none.
    """
    text, own_name, own_date = data.get("text"), data.get("id"), data.get("date")
    if not isinstance(text, str):
        return Problem("the record has no text" if text is None else "text is not a string", name, number)
    if own_name is not None and (isinstance(own_name, bool) or not isinstance(own_name, str | int)):
        return Problem("id is neither a string nor a whole number", name, number)
    if own_date:
        try:
            date = checked_date(_last_day(str(own_date)))
        except ValueError as error:
            return Problem(f"date: {error}", name, number)
    return Record(f"{name}:{number}" if own_name is None else str(own_name), text, date)


def _at_column(message: str, name: str, number: int, column: int, line: str) -> Problem:
    # A record can be a book; only a line that a person can take in is shown.
    return Problem(message, name, number, column, source=line if len(line) <= LONGEST_SHOWN else None)


def decoded(data: bytes, encoding: str) -> str:
    """Read bytes as a text that can be written again.

    Raises:
        UnicodeDecodeError: They are none in this encoding, or stand for half of a surrogate pair, as those of
            UTF-7 can.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise
    except UnicodeError as error:  # of punycode and its like
        raise UnicodeDecodeError(encoding, data, 0, len(data), str(error)) from None
    if encoding != UTF_8 and SURROGATE.search(text):
        raise UnicodeDecodeError(encoding, data, 0, len(data), "half of a surrogate pair")
    return text


def undecoded(name: str, data: bytes, encoding: str, number: int) -> Problem:
    """Say that bytes are not in an encoding, and which they may be in."""
    known = codecs.lookup(encoding).name
    if data.startswith(UTF16_MARKS):
        hint = "it begins as UTF-16 does: try --encoding utf-16"
    elif known == "utf-8":
        hint = "older Chinese files are often GB18030: try --encoding gb18030"
    else:
        hint = "try without --encoding, or another one"
    shown = {"utf-8": "UTF-8", "gb18030": "GB18030"}.get(known, encoding)
    return Problem(f"the text is not {shown}", name, number, hint=hint)
