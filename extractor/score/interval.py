"""How far a figure can be trusted: bootstrap intervals over documents.

The numbers of one document are not independent of each other: one misread headline makes ten facts wrong. So
documents are drawn and not facts: as many as there are, with replacement, many times over; the middle 95 %
of what a figure comes to is its interval (percentile bootstrap, Efron 1979). The draws are seeded, and the
same input gives the same interval.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import mul
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)

ROUNDS = 1000
COVERAGE = 0.95


class Figure(NamedTuple):
    """A figure from 0 to 1 (a coefficient of agreement: from -1) and its interval.

    Attributes:
        value: The figure; ``None`` where there is nothing that it could be of.
        low: Where the interval begins; ``None`` where there are fewer than two documents.
        high: Where it ends.
    """

    value: float | None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        """Write it with three digits, and two for its interval."""
        if self.value is None:
            return "–"
        interval = "" if self.low is None or self.high is None else f" ({self.low:.2f}–{self.high:.2f})"
        return f"{self.value:.3f}{interval}"


def figures(
    counts: Sequence[Mapping[Key, int]],
    statistic: Callable[[Mapping[Key, int]], Mapping[Name, float | None]],
    *,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> dict[Name, Figure]:
    """Work out figures over all documents, each with its interval.

    Args:
        counts: What was counted in each document.
        statistic: Makes figures of counts that were added up; it looks keys up that may not be there.
        rounds: How many times documents are drawn.
        seed: Where the drawing starts.
    """
    columns = _columns(counts)
    everything = statistic(_total(columns, [1] * len(counts)))
    drawn: dict[Name, list[float]] = {name: [] for name in everything}
    if len(counts) > 1:
        chance = random.Random(seed)  # noqa: S311  it draws samples, not secrets
        for _ in range(rounds):
            weights = [0] * len(counts)
            for index in chance.choices(range(len(counts)), k=len(counts)):
                weights[index] += 1
            for name, value in statistic(_total(columns, weights)).items():
                if value is not None:
                    drawn[name].append(value)
    return {name: Figure(value, *_middle(drawn[name])) for name, value in everything.items()}


def _columns(counts: Sequence[Mapping[Key, int]]) -> dict[Key, tuple[list[int], list[int]]]:
    """Turn counts by document into counts by key: in which documents it was counted, and how often."""
    columns: dict[Key, tuple[list[int], list[int]]] = {}
    for index, document in enumerate(counts):
        for key, count in document.items():
            documents, numbers = columns.setdefault(key, ([], []))
            documents.append(index)
            numbers.append(count)
    return columns


def _total(columns: Mapping[Key, tuple[list[int], list[int]]], weights: Sequence[int]) -> Counter[Key]:
    weight = weights.__getitem__
    return Counter(
        {key: sum(map(mul, numbers, map(weight, where))) for key, (where, numbers) in columns.items()}
    )


def _middle(values: list[float]) -> tuple[float | None, float | None]:
    if not values:
        return None, None
    values.sort()
    outside = (1 - COVERAGE) / 2
    last = len(values) - 1
    return values[round(outside * last)], values[round((1 - outside) * last)]
