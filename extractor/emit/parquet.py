"""Parquet: the rows of `extractor.emit.arrow`, a row group at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.emit.arrow import NAMED_SCHEMA, SCHEMA, batches
from extractor.types import Fact

BATCHES = 8
"""Batches to a row group, which then has 65,536 rows: few enough to hold, enough to be read fast."""


def write(facts: Iterable[Fact], out: BinaryIO, *, metric_id: bool = False) -> int:
    """Write the facts as one file and return how many they were.

    Args:
        facts: The facts.
        out: Where to write.
        metric_id: Whether they bring their indicator, for a last column.
    """
    schema = NAMED_SCHEMA if metric_id else SCHEMA
    parts = batches(facts, schema)
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(parts, BATCHES)):
            table = pa.Table.from_batches(group)
            writer.write_table(table, row_group_size=table.num_rows)
            count += table.num_rows
    return count
