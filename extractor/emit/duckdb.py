"""A DuckDB database: the tables ``facts``, ``documents`` and ``regions``, bulk-loaded.

``facts`` has the columns of `extractor.emit.arrow`, with what each says as its comment. ``regions`` are the
divisions that ``region_code`` names: code, name, level (1 province, 2 prefecture, 3 county), type, parent,
short name and aliases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from extractor.emit import documents
from extractor.emit.arrow import NAMED_SCHEMA, PRECISION, SCALE, SCHEMA, batches
from extractor.emit.documents import NO_DATES
from extractor.types import Fact

_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.decimal128(PRECISION, SCALE): f"DECIMAL({PRECISION}, {SCALE})",
}
_DOCUMENTS = "CREATE TABLE documents (doc VARCHAR PRIMARY KEY, date VARCHAR, facts BIGINT NOT NULL)"
_NO_REACH: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""DuckDB fetches extensions when it likes; nothing here needs one."""


def write(
    facts: Iterable[Fact],
    path: Path,
    *,
    dates: Mapping[str, str | None] = NO_DATES,
    regions: tuple[Sequence[str], Sequence[Sequence[str]]] = ((), ()),
    metric_id: bool = False,
) -> int:
    """Write a database file and return how many facts it holds.

    Args:
        facts: The facts.
        path: A file that is not there yet.
        dates: The day of each document, by its name; it may grow while facts are drawn.
        regions: The names of the columns of ``regions``, the first of which is its key, and its rows.
        metric_id: Whether facts bring their indicator, for a last column.

    Raises:
        OSError: It cannot be written.
    """
    counts: Counter[str] = Counter()
    schema = NAMED_SCHEMA if metric_id else SCHEMA
    try:
        with duckdb.connect(path, config=_NO_REACH) as base:
            base.begin()
            base.execute(_facts_table(schema))
            for field in schema:
                _comment(base, f'facts."{field.name}"', field.metadata[b"description"].decode())
            for batch in batches(documents.counted(facts, counts), schema):
                _append(base, "facts", pa.Table.from_batches([batch]))
            base.execute(_DOCUMENTS)
            for name, said in documents.COLUMNS.items():
                _comment(base, f'documents."{name}"', said)
            _append(base, "documents", _table(list(documents.COLUMNS), documents.rows(dates, counts)))
            columns, rows = regions
            if columns:
                named = ", ".join(f'"{name}" VARCHAR' for name in columns)
                base.execute(f'CREATE TABLE regions ({named}, PRIMARY KEY ("{columns[0]}"))')
                _append(base, "regions", _table(columns, [[cell or None for cell in row] for row in rows]))
            base.commit()
    except duckdb.Error as error:
        raise OSError(None, _reason(str(error), path)) from None
    return counts.total()


def _reason(said: str, path: Path) -> str:
    """Give what DuckDB says of a file without its name, which is not the one that it will have."""
    first = said.partition("\n")[0]
    return first.replace(f'"{path}"', "the file").replace(str(path), "the file")


def _facts_table(schema: pa.Schema) -> str:
    columns = (
        f'"{field.name}" {_TYPES[field.type]}{"" if field.nullable else " NOT NULL"}' for field in schema
    )
    return f"CREATE TABLE facts ({', '.join(columns)})"


def _comment(base: duckdb.DuckDBPyConnection, column: str, text: str) -> None:
    quoted = text.replace("'", "''")
    base.execute(f"COMMENT ON COLUMN {column} IS '{quoted}'")


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> pa.Table:
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pa.table({name: list(column) for name, column in zip(columns, cells, strict=True)})


def _append(base: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    base.register("rows", rows)
    base.execute(f"INSERT INTO {table} SELECT * FROM rows")  # noqa: S608  our own three names
    base.unregister("rows")
