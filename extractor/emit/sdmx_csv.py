"""SDMX-CSV 2.x, the table that statistical offices exchange: an observation a row.

The columns are those of the data structure ``ZHSTAT:FACTS(1.0.0)`` (`sdmx_structure`), in the order that the
field guide of SDMX-CSV 2.0 asks for: what identifies the structure, dimensions, the measure, attributes.
Concepts are those of the SDMX Glossary.

==================  ==================================================================================
REF_AREA            division code, 100000 for the nation; ``_X`` (not specified) where none is known
TIME_PERIOD         the period in SDMX form (`sdmx_time`)
INDICATOR           the id of the indicator that the metric is, where it is one; else the metric's words
TRANSFORMATION      ``N`` a level; a change is ``G``, a growth rate, or ``D``, a difference
FACT_ID             the fact's id; with it a key is unique, as several reports may state one figure
OBS_VALUE           the value; of a fall, negative
UNIT_MEASURE        the unit as the fact has it; empty where it has none
UNIT_MULT           always 0: 万 and 亿 are multiplied out
OBS_STATUS          ``A`` as stated exactly, ``E`` with words such as 约, 余 or 近
COMMENT             the document, what the words leave open, the period as stated, the sentence
==================  ==================================================================================

SDMX has no place for a date, nor for a fact without a value, a metric or a closed period of a known year.
`placed` says why; nothing is left out without being counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from extractor.emit.csv import row
from extractor.emit.documents import NO_DATES
from extractor.emit.number import plain
from extractor.emit.sdmx_structure import NAME
from extractor.emit.sdmx_time import time_period
from extractor.types import Fact, NamedFact

STRUCTURE = ("datastructure", NAME, "I")
COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION",
    "REF_AREA", "TIME_PERIOD", "INDICATOR", "TRANSFORMATION", "FACT_ID",
    "OBS_VALUE",
    "UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "COMMENT",
)  # fmt: skip

NOT_SPECIFIED = "_X"
RATES = frozenset({"%", "‰", "倍"})
"""Units in which a change is a growth rate; in any other it is a difference."""

SPANS = {"yoy": "1Y", "mom": "1"}


class Row(NamedTuple):
    """An observation: what stands behind `STRUCTURE` in the order of `COLUMNS`."""

    area: str
    period: str
    indicator: str
    transformation: str
    fact: str
    value: Decimal
    unit: str
    multiplier: int
    status: str
    comment: str


def line(fact: Fact) -> bytes:
    """Give a fact as one row, its end included; nothing where SDMX has no place for it."""
    observation = placed(fact)
    return b"" if isinstance(observation, str) else row((*STRUCTURE, *observation), end="\r\n")


def write(
    facts: Iterable[Fact],
    out: BinaryIO,
    *,
    dates: Mapping[str, str | None] = NO_DATES,
    left_out: Counter[str] | None = None,
    safe: bool = False,
) -> int:
    """Write the head and a row for each fact that has a place, and return how many rows they were.

    Args:
        facts: The facts.
        out: Where to write.
        dates: The day of each document, by its name, which closes 今年以来; it may grow as facts are drawn.
        left_out: Counts what is left out, by reason.
        safe: Whether text that a spreadsheet would run as a formula is disarmed.
    """
    out.write(row(COLUMNS, end="\r\n"))
    count = 0
    for fact in facts:
        observation = placed(fact, dates.get(fact.doc))
        if isinstance(observation, str):
            if left_out is not None:
                left_out[observation] += 1
            continue
        out.write(row((*STRUCTURE, *observation), end="\r\n", safe=safe))
        count += 1
    return count


def placed(fact: Fact, until: str | None = None) -> Row | str:
    """Give a fact's place in SDMX, or the reason why it has none.

    Args:
        fact: A fact.
        until: The day of its document, where it is known.
    """
    period = time_period(fact.period, until) if fact.period else None
    value = fact.value
    if fact.kind == "date":
        return "dates"
    if fact.metric is None:
        return "without a metric"
    if not isinstance(value, Decimal):
        return "without one value"
    if fact.role == "from" or (fact.basis is not None and fact.direction is None):
        return "of another time than their period"
    if period is None:
        return "of an open period or an unknown year" if fact.period else "without a period"
    moves = fact.direction is not None and fact.role is None
    return Row(
        area=fact.region_code or NOT_SPECIFIED,
        period=period,
        indicator=(fact.metric_id if isinstance(fact, NamedFact) else None) or fact.metric,
        transformation=_transformation(fact) if moves else "N",
        fact=fact.id,
        value=value.copy_negate() if moves and fact.direction == "down" else value,
        unit=fact.unit or "",
        multiplier=0,
        status="A" if fact.qualifier == "exact" else "E",
        comment=_comment(fact, period),
    )


def _transformation(fact: Fact) -> str:
    """Name a change as SDMX's guidelines on time transformations do: ``G1Y`` is over a year."""
    return ("G" if fact.unit in RATES else "D") + SPANS.get(fact.basis or "", "")


def _comment(fact: Fact, period: str) -> str:
    parts = [fact.doc]
    if fact.qualifier != "exact":
        low, high = ("" if end is None else plain(end) for end in (fact.low, fact.high))
        parts.append(f"{fact.qualifier} {low}…{high}" if low or high else fact.qualifier)
    if fact.period != period:
        parts.append(f"{fact.period}")
    if fact.basis is not None and fact.basis not in SPANS:
        parts.append(f"compared with {fact.basis}")
    return "; ".join([*parts, fact.sentence])
