"""A long run as it is planned: which inputs it reads, and how they are cut into shards.

The same inputs are always cut in the same way. A shard is about as many bytes as it is asked to be, made of
pieces: a range of lines of a file of records, a range of rows of a Parquet file, or a whole text. A file
of records is read once for its digest, and where it is to be cut is found on the way.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from extractor.errors import Problem, ZhstatError
from extractor.extras import needing
from extractor.text.read import STDIN, Source, find_sources, unzipped

PARQUET = "parquet"
MOST_OF_A_ZIPPED_FILE = 16
"""Shards of one zipped file: each is unzipped from the start, which must cost little beside reading it."""
_BLOCK = 1 << 20


class Input(msgspec.Struct, frozen=True):
    """A file as it was when the run was planned.

    Attributes:
        path: Where it is, as it was named.
        form: ``text``, ``jsonl`` or ``parquet``.
        size: Its bytes.
        modified: When it was last changed, in nanoseconds.
        sha256: The digest of its bytes.
    """

    path: str
    form: str
    size: int
    modified: int
    sha256: str


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """Some of an input.

    Attributes:
        input: Its place among the inputs.
        start: The byte (unzipped) or row where it begins.
        end: The byte or row behind it; ``None`` is the end of the file.
        first: The number of its first line or row, counted from 1.
        size: About how many bytes it is.
    """

    input: int
    start: int
    end: int | None
    first: int
    size: int


Shard = tuple[Piece, ...]


def find_inputs(names: Iterable[str]) -> list[Source]:
    """Give the files that are to be read, those of a folder in the order of their names, Parquet last.

    Raises:
        ZhstatError: One is not there, or is standard input, which cannot be read again.
    """
    found: list[Source] = []
    problems: list[Problem] = []
    for name in names:
        if name == STDIN:
            problems.append(Problem("standard input cannot be read again when a run goes on: name files"))
            continue
        own = [Source(str(path), path, None) for path in _parquet_files(Path(name))]
        if not Path(name).is_dir() and own:
            found += own
            continue
        for source in find_sources([name]):
            if isinstance(source, Source):
                found.append(source)
            elif not own or not source.message.startswith("the folder holds no"):
                problems.append(source)
        found += own
    problems += [
        Problem("there is no such file or folder", source.name)
        for source in found
        if source.path is None or not source.path.is_file()
    ]
    if problems:
        raise ZhstatError(problems)
    return found


def _parquet_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob(f"*.{PARQUET}"))
    return [path] if path.suffix == f".{PARQUET}" else []


def plan(sources: Iterable[Source], size: int) -> tuple[tuple[Input, ...], tuple[Shard, ...]]:
    """Read the inputs once and cut them into shards.

    Args:
        sources: What `find_inputs` gave.
        size: Bytes to a shard.

    Raises:
        ZhstatError: One cannot be read.
    """
    inputs: list[Input] = []
    pieces: list[Piece] = []
    for number, source in enumerate(sources):
        path = Path(source.name)
        try:
            inputs.append(look(path, source.form or PARQUET))
            pieces += _pieces(number, path, inputs[-1], size)
        except OSError as error:
            raise ZhstatError(Problem(f"cannot be read: {error.strerror or error}", source.name)) from None
    return tuple(inputs), tuple(_packed(pieces, size))


def look(path: Path, form: str) -> Input:
    """Tell what a file is like now.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as raw:
        status = path.stat()
        return Input(
            str(path),
            form,
            status.st_size,
            status.st_mtime_ns,
            hashlib.file_digest(raw, "sha256").hexdigest(),
        )


def _packed(pieces: Iterable[Piece], size: int) -> Iterator[Shard]:
    shard: list[Piece] = []
    full = 0
    for piece in pieces:
        if shard and full + piece.size > size:
            yield tuple(shard)
            shard, full = [], 0
        shard.append(piece)
        full += piece.size
    if shard:
        yield tuple(shard)


def _pieces(number: int, path: Path, described: Input, size: int) -> list[Piece]:
    if described.form == PARQUET:
        return _row_pieces(number, path, size)
    if described.form == "text":
        return [Piece(number, 0, None, 1, described.size)]
    with path.open("rb") as raw:
        stream = unzipped(raw)
        starts, total = _starts(stream, size)
        if stream is not raw:
            starts = starts[:: -(-len(starts) // MOST_OF_A_ZIPPED_FILE)]
    ends = [start for start, _ in starts[1:]]
    # The last goes to the end of the file, where damage shows.
    return [
        Piece(number, start, end, line, (total if end is None else end) - start)
        for (start, line), end in zip(starts, [*ends, None], strict=True)
    ]


def _starts(stream: BinaryIO, size: int) -> tuple[list[tuple[int, int]], int]:
    """Give byte and number of the lines with which pieces begin, and how many bytes there are."""
    starts = [(0, 1)]
    done = lines = 0
    due = size
    for block in _blocks(stream):
        while due <= done + len(block):
            end = block.find(b"\n", max(due - done - 1, 0)) + 1
            if not end:
                break
            starts.append((done + end, lines + block.count(b"\n", 0, end) + 1))
            due = done + end + size
        done += len(block)
        lines += block.count(b"\n")
    if len(starts) > 1 and starts[-1][0] >= done:
        starts.pop()
    return starts, done


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    try:
        while block := stream.read(_BLOCK):
            yield block
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return  # who reads the last piece reports it


def _row_pieces(number: int, path: Path, size: int) -> list[Piece]:
    with needing("pyarrow", extra="parquet"):
        import pyarrow as pa  # noqa: PLC0415  only where there is Parquet
        import pyarrow.parquet as pq  # noqa: PLC0415
    try:
        groups = pq.read_metadata(path)
    except pa.ArrowInvalid as error:
        raise ZhstatError(Problem(f"is no Parquet: {error}", str(path))) from None
    pieces: list[Piece] = []
    done = 0
    for index in range(groups.num_row_groups):
        group = groups.row_group(index)
        count = max(1, -(-group.total_byte_size // size))
        step = max(1, -(-group.num_rows // count))
        for start in range(0, group.num_rows, step):
            rows = min(step, group.num_rows - start)
            share = group.total_byte_size * rows // group.num_rows
            pieces.append(Piece(number, done + start, done + start + rows, done + start + 1, share))
        done += group.num_rows
    return pieces
