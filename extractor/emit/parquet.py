"""Parquet: the rows of `extractor.emit.arrow`, a row group at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import pyarrow.parquet as pq

from extractor.emit.arrow import SCHEMA, batches
from extractor.types import Fact


def write(facts: Iterable[Fact], out: BinaryIO) -> int:
    """Write the facts as one file and return how many they were."""
    count = 0
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for batch in batches(facts):
            writer.write_batch(batch)
            count += batch.num_rows
    return count
