"""Arrow: facts as typed rows, for Parquet and for whatever passes Arrow tables from hand to hand.

The columns are the fields of a fact in their order, and one more: a column has one type, so that `value`
holds numbers only, and ``value_text`` behind it whatever stands in ``value`` elsewhere: a number with all
its digits, or the EDTF form of a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from operator import attrgetter

import pyarrow as pa

from extractor.emit.number import plain
from extractor.types import Fact

PRECISION = 38
SCALE = 12
"""The widest decimals that DuckDB, Spark and Polars can read: 26 digits before the point, 12 behind it."""

VALUE_TEXT = "value_text"

ROWS = 1 << 13
"""Facts to a batch: as many as are held as facts, which take ten times the memory of their rows."""

_number = pa.decimal128(PRECISION, SCALE)
_COLUMNS: tuple[tuple[str, pa.DataType, bool, str], ...] = (
    ("id", pa.string(), False, "a name that stays the same as long as the input does"),
    ("doc", pa.string(), False, "the document"),
    ("article", pa.int32(), False, "which article of the page, counted from 1"),
    ("kind", pa.string(), False, "count, money, percent, measure, rank or date"),
    ("metric", pa.string(), True, "what is counted or measured, in the words of the source"),
    ("value", _number, True, "the number as stated; null of a date, and where only bounds are stated"),
    (VALUE_TEXT, pa.string(), True, "the number with all its digits, or the EDTF form of a date"),
    ("low", _number, True, "the least that the words allow"),
    ("high", _number, True, "the most that the words allow"),
    ("unit", pa.string(), True, "the classifier or unit"),
    ("qualifier", pa.string(), False, "exact, about, over, at_least, under, at_most, range or vague"),
    ("direction", pa.string(), True, "of a change: up, down or flat"),
    ("basis", pa.string(), True, "what the change is measured against: yoy, mom or a period"),
    ("role", pa.string(), True, "from or to"),
    ("of", pa.string(), True, "the id of the whole that this is a part of"),
    ("region", pa.string(), True, "the place"),
    ("region_code", pa.string(), True, "its six-digit division code"),
    ("agency", pa.string(), True, "who did or holds what is counted"),
    ("agency_type", pa.string(), True, "the system that the agency belongs to"),
    ("period", pa.string(), True, "when: an EDTF date or interval"),
    ("period_text", pa.string(), True, "when, in the words of the source"),
    ("text", pa.string(), False, "the number as it stands in the source"),
    ("start", pa.int64(), False, "its offset in the source, in code points"),
    ("end", pa.int64(), False, "the offset behind it"),
    ("sentence", pa.string(), False, "the sentence around it"),
    ("rule", pa.string(), False, "the rule that read it"),
)

SCHEMA = pa.schema(
    [pa.field(name, kind, nullable, {"description": doc}) for name, kind, nullable, doc in _COLUMNS]
)
"""The columns, their types, and what each says, under ``description`` in its metadata.

`value`, ``low`` and ``high`` are exact. A number that is too long for them (more than 26 digits before the
point or 12 behind it: no report states one, but a text can) is null there, never rounded, and stands in
``value_text`` alone.
"""

NAMED_SCHEMA = SCHEMA.append(
    pa.field("metric_id", pa.string(), True, {"description": "the indicator that the metric is"})
)
"""The columns of facts that bring their indicator (`NamedFact`)."""


def batch(facts: Sequence[Fact], schema: pa.Schema = SCHEMA) -> pa.RecordBatch:
    """Give facts as rows, in their order.

    Args:
        facts: The facts.
        schema: `SCHEMA`, or `NAMED_SCHEMA` of facts that bring their indicator.
    """
    names = [name for name in schema.names if name != VALUE_TEXT]
    cells_of = attrgetter(*names)
    columns = dict(
        zip(names, list(zip(*map(cells_of, facts), strict=True)) or [()] * len(names), strict=True)
    )
    arrays = []
    for field in schema:
        if field.name == VALUE_TEXT:
            cells: Iterable[object] = [
                plain(cell) if type(cell) is Decimal else cell for cell in columns["value"]
            ]
        elif field.type == _number:
            cells = [cell if type(cell) is Decimal and _fits(cell) else None for cell in columns[field.name]]
        else:
            cells = columns[field.name]
        arrays.append(pa.array(cells, field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def batches(
    facts: Iterable[Fact], schema: pa.Schema = SCHEMA, *, rows: int = ROWS
) -> Iterator[pa.RecordBatch]:
    """Give facts as batches of so many rows, the last with what is left."""
    stream = iter(facts)
    while part := list(islice(stream, rows)):
        yield batch(part, schema)


@lru_cache(maxsize=1 << 12)
def _fits(number: Decimal) -> bool:
    """Whether a number can be held without rounding."""
    whole, _, fraction = plain(number).lstrip("-").partition(".")
    return len(whole) <= PRECISION - SCALE and len(fraction) <= SCALE
