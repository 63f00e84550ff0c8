"""The records of a piece of an input."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from gzip import BadGzipFile
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from extractor.corpus.plan import PARQUET, Input, Piece
from extractor.errors import Problem, ZhstatError
from extractor.extras import needing
from extractor.text.read import (
    LARGEST,
    Oversized,
    Source,
    limited,
    read_records_in,
    record_of,
    records_in,
    unzipped,
)
from extractor.types import Record

_ROWS = 256


class Reading(msgspec.Struct, frozen=True):
    """How inputs are read.

    Attributes:
        encoding: How bytes are to be read.
        date: The date of the records that bring none.
        text_column: In Parquet, where the text stands.
        id_column: In Parquet, where the name stands, if there is such a column.
        date_column: In Parquet, where the date stands, if there is such a column.
        largest: Bytes that a document may have.
    """

    encoding: str = "utf-8"
    date: str | None = None
    text_column: str = "text"
    id_column: str = "id"
    date_column: str = "date"
    largest: int = LARGEST


def read_piece(piece: Piece, described: Input, reading: Reading) -> Iterator[Record | Problem]:
    """Read the records of a piece, and a problem in the place of each that cannot be read.

    Raises:
        ZhstatError: The file is not what it was, or cannot be read at all; what is done of the run stays.
    """
    path = Path(described.path)
    try:
        _check(path, described)
        if described.form == PARQUET:
            yield from _rows(piece, path, reading)
        else:
            with path.open("rb") as raw:
                yield from _records(piece, unzipped(raw), described, reading)
        _check(path, described)  # it may have been written to in the meantime
    except (EOFError, zlib.error, BadGzipFile) as error:
        yield Problem(f"the gzipped data is damaged: {error}", described.path)
    except OSError as error:
        raise ZhstatError(
            Problem(f"can no longer be read: {error.strerror or error}", described.path)
        ) from None


def _check(path: Path, described: Input) -> None:
    status = path.stat()
    if (status.st_size, status.st_mtime_ns) != (described.size, described.modified):
        raise ZhstatError(changed(described.path))


def _records(
    piece: Piece, stream: BinaryIO, described: Input, reading: Reading
) -> Iterator[Record | Problem]:
    if described.form == "text":
        source = Source(described.path, Path(described.path), "text")
        lines = limited(stream, reading.largest)
        yield from records_in(source, lines, reading.encoding, reading.date, reading.largest)
        return
    stream.seek(piece.start)
    lines = limited(stream, reading.largest)
    yield from read_records_in(
        described.path,
        lines if piece.end is None else _until(lines, piece.end - piece.start),
        reading.encoding,
        reading.date,
        first=piece.first,
        largest=reading.largest,
    )


def changed(path: str) -> Problem:
    """Say that an input is not what it was when the run began."""
    return Problem(
        "has changed since the run began",
        path,
        hint="put it back as it was, or begin anew with --restart",
    )


def _until(lines: Iterable[bytes], size: int) -> Iterator[bytes]:
    for line in lines:
        yield line
        size -= line.size if isinstance(line, Oversized) else len(line)
        if size <= 0:
            return


def _values(batch: Any) -> list[dict[str, Any] | None]:  # noqa: ANN401  pyarrow has no types
    """Give the rows of a batch, and ``None`` for each whose text is none: damage may look like that."""
    try:
        return list(batch.to_pylist())
    except UnicodeDecodeError:
        if len(batch) == 1:
            return [None]
        return [row for index in range(len(batch)) for row in _values(batch.slice(index, 1))]


def _rows(piece: Piece, path: Path, reading: Reading) -> Iterator[Record | Problem]:
    with needing("pyarrow", extra="parquet"):
        import pyarrow as pa  # noqa: PLC0415  only where there is Parquet
        import pyarrow.parquet as pq  # noqa: PLC0415
    keys = {reading.text_column: "text", reading.id_column: "id", reading.date_column: "date"}
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            if reading.text_column not in names:
                raise ZhstatError(
                    Problem(
                        f"has no column {reading.text_column}",
                        str(path),
                        hint=f"name one with --text-column: {', '.join(names)}",
                    )
                )
            there = [name for name in keys if name in names]
            groups = []
            for index in range(file.metadata.num_row_groups):
                rows = file.metadata.row_group(index).num_rows
                if number + rows > piece.start and (piece.end is None or number < piece.end):
                    groups.append((index, number))
                number += rows
            for index, first in groups:
                number = first
                for batch in file.iter_batches(_ROWS, row_groups=[index], columns=there):
                    for row in _values(batch):
                        number += 1
                        if number <= piece.start or (piece.end is not None and number > piece.end):
                            continue
                        if row is None:
                            yield Problem("the row is not UTF-8", str(path), number)
                            continue
                        data = {keys[name]: value for name, value in row.items()}
                        yield record_of(data, str(path), number, reading.date)
    except (pa.ArrowInvalid, OSError, UnicodeDecodeError) as error:
        if getattr(error, "errno", None) is not None:
            raise  # it is the system that cannot read it
        yield Problem(f"the Parquet is damaged: {error}", str(path), number or None)
