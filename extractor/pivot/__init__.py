"""The table that people draw by hand: facts by place and time, or by any two of what facts say.

A cell holds one value, or several that stand against each other; nothing is ever added up. Values that
agree within what their words allow (近3万 and 2.98万) are one, and the more exact is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.audit.amount import room, step
from extractor.audit.words import unit_of
from extractor.indicators import Indicators
from extractor.indicators_words import bare
from extractor.types import Fact

DIMENSIONS = ("region", "agency", "period", "doc", "metric", "metric_id", "unit")
_DATE = re.compile(r"\d{4}(?:-\d{2})?(?:-\d{2})?(?:T[\d:]+)?")
_LAST = "\uffff"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where a row and a column meet.

    Attributes:
        values: The values, each as its most exact fact, in the order of the facts.
        support: For each value all facts that agree with it.
    """

    values: tuple[Fact, ...]
    support: tuple[tuple[Fact, ...], ...]

    @property
    def conflict(self) -> bool:
        """Whether two values are of one thing, so that only one can be right."""
        things = [thing(fact) for fact in self.values]
        return len(set(things)) < len(things)


@dataclass(frozen=True, slots=True)
class Pivot:
    """A table.

    Attributes:
        rows: What a row is of, one of `DIMENSIONS`.
        columns: What a column is of.
        row_keys: The rows, in order; ``None`` holds what is not known.
        column_keys: The columns, in order.
        cells: The cells that hold something.
    """

    rows: str
    columns: str
    row_keys: tuple[str | None, ...]
    column_keys: tuple[str | None, ...]
    cells: Mapping[tuple[str | None, str | None], Cell]

    @property
    def unit(self) -> str | None:
        """The unit of all values, where they have but one; 名 and 人 are one."""
        units = {unit_of(fact) for cell in self.cells.values() for fact in cell.values}
        return next(iter(units)) if len(units) == 1 else None


def pivot(facts: Iterable[Fact], rows: str, columns: str, ids: Mapping[str, str]) -> Pivot:
    """Put facts into a table.

    Args:
        facts: Facts that have a number.
        rows: What a row is of, one of `DIMENSIONS`.
        columns: What a column is of.
        ids: The indicators of facts by the facts' ids.
    """
    found: dict[tuple[str | None, str | None], list[Fact]] = {}
    order: dict[str, dict[str | None, tuple[object, ...]]] = {rows: {}, columns: {}}
    for fact in facts:
        keys = tuple(_key(fact, dimension, ids) for dimension in (rows, columns))
        for dimension, key in zip((rows, columns), keys, strict=True):
            order[dimension].setdefault(key, _place(fact, dimension, key, len(order[dimension])))
        found.setdefault((keys[0], keys[1]), []).append(fact)
    return Pivot(
        rows,
        columns,
        tuple(sorted(order[rows], key=lambda key: order[rows][key])),
        tuple(sorted(order[columns], key=lambda key: order[columns][key])),
        {keys: _cell(inside) for keys, inside in found.items()},
    )


def chosen(
    facts: Sequence[Fact],
    metrics: Collection[str],
    ids: Mapping[str, str],
    indicators: Indicators,
    *,
    changes: bool,
) -> list[Fact]:
    """Give the facts that a table of some metrics is of: levels, or changes.

    Args:
        facts: All facts.
        metrics: Ids, names or phrases; none is all metrics.
        ids: The indicators of facts by the facts' ids.
        indicators: The indicators.
        changes: Whether changes are wanted, and not levels. What an indicator of growth names always is.
    """
    tests = [_test(words, ids, indicators, changes=changes) for words in metrics]
    level = _is_change if changes else _is_level
    return [
        fact
        for fact in facts
        if fact.kind not in ("date", "rank") and (any(test(fact) for test in tests) if tests else level(fact))
    ]


def thing(fact: Fact) -> tuple[str | None, ...]:
    """Give what must be the same of two values that stand against each other."""
    return unit_of(fact), fact.region_code, fact.agency, fact.period


def _test(
    words: str, ids: Mapping[str, str], indicators: Indicators, *, changes: bool
) -> Callable[[Fact], bool]:
    named = indicators.named(words)
    wanted = {row.id for row in named}
    if any(row.kind != "growth" for row in named):
        wanted = {row.id for row in named if row.kind != "growth"}
        if changes:
            wanted = {row.id for row in indicators.rows if row.kind == "growth" and row.parent in wanted}
    if wanted:
        return lambda fact: ids.get(fact.id) in wanted and fact.role != "from"
    phrase = bare(words)
    level = _is_change if changes else _is_level
    return lambda fact: bare(fact.metric or "") == phrase and level(fact)


def _is_change(fact: Fact) -> bool:
    return fact.direction is not None and fact.role is None


def _is_level(fact: Fact) -> bool:
    # What a number was before it moved belongs to another time than the sentence names.
    return (fact.direction is None and fact.role is None) or fact.role == "to"


def _key(fact: Fact, dimension: str, ids: Mapping[str, str]) -> str | None:
    if dimension == "metric_id":
        return ids.get(fact.id)
    if dimension == "period":
        return fact.period or fact.period_text
    value = getattr(fact, dimension)
    return None if value is None else str(value)


def _place(fact: Fact, dimension: str, key: str | None, seen: int) -> tuple[object, ...]:
    """Give what sorts it: places by their code, times from early to late, others as they come."""
    if key is None:
        return (1, "", "", seen)
    if dimension == "region":
        return (0, fact.region_code or _LAST, key, seen)
    if dimension == "agency":
        return (0, fact.region_code or _LAST, "", seen)
    if dimension == "period":
        return (0, *_time(fact.period), seen)
    return (0, "", "", seen)


def _time(period: str | None) -> tuple[str, str]:
    """Give the start and the end of a period as texts that sort.

    >>> sorted(["2022", "2021/2022", "../2022-03", "2022-01/.."], key=_time)
    ['2021/2022', '2022', '2022-01/..', '../2022-03']
    """
    first, _, last = (period or "").partition("/")
    days = [_DATE.match(part) for part in (first, last or first)]
    texts = [day[0] if day else None for day in days]
    start, end = texts[0] or texts[1], texts[1] or _LAST
    return (start or _LAST, end if "-" in end or end == _LAST else f"{end}-99")


def _cell(facts: Sequence[Fact]) -> Cell:
    groups: list[list[Fact]] = []
    for fact in facts:
        for group in groups:
            if all(_agree(fact, other) for other in group):
                group.append(fact)
                break
        else:
            groups.append([fact])
    return Cell(tuple(min(group, key=_vagueness) for group in groups), tuple(map(tuple, groups)))


def _agree(fact: Fact, other: Fact) -> bool:
    return (fact.kind, unit_of(fact), fact.direction if _is_change(fact) else None) == (
        other.kind,
        unit_of(other),
        other.direction if _is_change(other) else None,
    ) and room(fact).meets(room(other))


def _vagueness(fact: Fact) -> tuple[bool, Decimal]:
    return (fact.qualifier != "exact", step(fact))
