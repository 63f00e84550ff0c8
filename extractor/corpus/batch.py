"""Documents in an Arrow batch to facts in an Arrow batch: what Spark, Dask, Daft or Ray Data call."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from extractor.corpus.task import Task, Work
from extractor.emit import arrow
from extractor.errors import Problem
from extractor.text.read import record_of
from extractor.types import Fact

if TYPE_CHECKING:
    from extractor.pipeline import Extractor

_log = logging.getLogger("zhstat")


def extract_batch(
    batch: pa.RecordBatch,
    *,
    text_column: str = "text",
    id_column: str = "id",
    date_column: str = "date",
    extractor: Extractor | None = None,
    report: Callable[[Problem], None] | None = None,
) -> pa.RecordBatch:
    """Give the facts of the documents in a batch, in their order.

    Args:
        batch: A document a row; a row whose text is null has no facts.
        text_column: The column of the texts.
        id_column: The column of the names that facts carry as ``doc``; without it, the number of the row.
        date_column: The column of the days they were published, if there is one.
        extractor: The engine; unless given, that of the rules that come with the package.
        report: Is told what fails; unless given, the logger ``zhstat`` is. No document costs another.

    Returns:
        A fact a row, with the columns of `extractor.emit.arrow.SCHEMA`.

    Raises:
        KeyError: The batch has no column of texts.
    """
    if text_column not in batch.schema.names:
        raise KeyError(f"the batch has no column {text_column!r}, only {', '.join(batch.schema.names)}")
    tell = report or _logged
    work = _builtin() if extractor is None else Work(Task(), extractor)
    columns = {
        key: batch.column(column).to_pylist()
        for key, column in (("text", text_column), ("id", id_column), ("date", date_column))
        if column in batch.schema.names
    }
    facts: list[Fact] = []
    for number in range(batch.num_rows):
        row = {key: cells[number] for key, cells in columns.items()}
        if row["text"] is None:
            continue
        record = record_of(row, "row", number, None)
        if isinstance(record, Problem):
            tell(record)
        else:
            facts += work.items(record, tell, _no_note)
    return arrow.batch(facts)


@cache
def _builtin() -> Work:
    return Task().begin()


def _logged(problem: Problem) -> None:
    _log.warning("%s", problem)


def _no_note(_doc: str, _found: int) -> None:
    """Say nothing."""
