"""Facts against the facts that a person found in the same text.

Three measures come of it. A *mention* is right where the spans overlap and kind, value (or bounds)
and unit agree. A *field* is counted over the mentions that are right, dates apart. A *fact* is right
where its mention is, and metric, region, agency, period, qualifier and direction with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractor.errors import Problem
from extractor.score.failure import FACT_NEEDS, Failure, FieldMiss, given_value
from extractor.score.gold import Gold, GoldFact
from extractor.types import Fact

MEASURES = ("mention", "date", "fact")
FIELDS = (
    "metric", "metric_exact", "region", "agency", "agency_type", "period",
    "qualifier", "direction", "basis", "role", "of",
)  # fmt: skip

NOT_WORDS = re.compile(r"[\s\W_]+")
NEAR = Decimal("0.0051")  # 三分之一 is 33.33 in gold
RELATIVE = Decimal("1e-9")
SAME_METRIC = 0.8


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, and what is behind them.

    Attributes:
        counts: How many are ``right``, ``given`` and ``gold``, by measure; and right fields.
        bad_offsets: Facts whose text does not stand where they say.
        failures: What is missing, wrong or too much.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    bad_offsets: int = 0
    failures: tuple[Failure, ...] = ()

    @property
    def misses(self) -> tuple[Problem, ...]:
        """The failures at their places in the gold file or the sample."""
        return tuple(problem for failure in self.failures for problem in failure.problems())

    def __add__(self, other: Score) -> Score:
        """Put two samples together."""
        return Score(
            self.counts + other.counts, self.bad_offsets + other.bad_offsets, self.failures + other.failures
        )

    def given(self, measure: str) -> int:
        """How many were given: ``measure`` is mention, date or fact."""
        return self.counts[self._base(measure), "given"]

    def expected(self, measure: str) -> int:
        """How many are in gold."""
        return self.counts[self._base(measure), "gold"]

    def precision(self, measure: str) -> float:
        """How many of those given are right."""
        return _ratio(self.counts[measure, "right"], self.given(measure))

    def recall(self, measure: str) -> float:
        """How many of those expected were found."""
        return _ratio(self.counts[measure, "right"], self.expected(measure))

    def f1(self, measure: str) -> float:
        """The harmonic mean of precision and recall; 1 where nothing is expected and nothing given."""
        return _ratio(2 * self.counts[measure, "right"], self.given(measure) + self.expected(measure))

    def field(self, name: str) -> float:
        """How many of the right mentions have this field right."""
        return _ratio(self.counts[name, "right"], self.counts["mention", "right"])

    @staticmethod
    def _base(measure: str) -> str:
        return "mention" if measure == "fact" else measure


def score(gold: Gold, facts: Iterable[Fact]) -> Score:
    """Compare the facts of a sample with those expected."""
    given = tuple(facts)
    counts: Counter[tuple[str, str]] = Counter()
    failures: list[Failure] = []
    pairs = _align(given, gold.facts)
    whole_of = {gold.facts[j].data.get("n"): given[i] for i, j, right in pairs if right}
    for i, j, right in pairs:
        _count_pair(given[i], gold.facts[j], gold, whole_of, counts, failures, right=right)
    _count_unpaired(given, gold, {i for i, _, _ in pairs}, {j for _, j, _ in pairs}, counts, failures)
    bad_offsets = sum(gold.text[fact.start : fact.end] != fact.text for fact in given)
    return Score(counts, bad_offsets, tuple(failures))


def _count_pair(
    fact: Fact,
    expected: GoldFact,
    gold: Gold,
    whole_of: Mapping[Any, Fact],
    counts: Counter[tuple[str, str]],
    failures: list[Failure],
    *,
    right: bool,
) -> None:
    if expected.optional:
        return
    counts[expected.group, "given"] += 1
    if not right:
        failures.append(Failure("wrong", gold, expected, fact))
        return
    counts[expected.group, "right"] += 1
    if expected.group == "date":
        return
    results = _fields(fact, expected) | {"of": _same_whole(fact, expected, gold, whole_of)}
    counts.update((name, "right") for name, same in results.items() if same)
    bad = [name for name in FACT_NEEDS if not results[name]]
    counts["fact", "right"] += not bad
    if bad:
        wrong = tuple(FieldMiss(name, tuple(expected.any_of(name)), given_value(fact, name)) for name in bad)
        failures.append(Failure("fields", gold, expected, fact, wrong))


def _count_unpaired(
    given: Sequence[Fact],
    gold: Gold,
    paired_given: set[int],
    paired_gold: set[int],
    counts: Counter[tuple[str, str]],
    failures: list[Failure],
) -> None:
    for i, fact in enumerate(given):
        if i in paired_given or any(g.optional and overlap(fact, g) > 0 for g in gold.facts):
            continue
        counts["date" if fact.kind == "date" else "mention", "given"] += 1
        failures.append(Failure("unexpected", gold, None, fact))
    for j, expected in enumerate(gold.facts):
        if expected.optional:
            continue
        counts[expected.group, "gold"] += 1
        if j not in paired_gold:
            failures.append(Failure("missed", gold, expected, None))


def _align(given: Sequence[Fact], gold: Sequence[GoldFact]) -> list[tuple[int, int, bool]]:
    """Pair what overlaps: right quantities first, then the longest overlap, then the nearest length."""
    candidates = [
        (_same_quantity(p, g), overlap(p, g), -abs((p.end - p.start) - (g.end - g.start)), i, j)
        for i, p in enumerate(given)
        for j, g in enumerate(gold)
        if overlap(p, g) > 0
    ]
    used_given: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for right, _, _, i, j in sorted(candidates, key=lambda c: c[:3], reverse=True):
        if i not in used_given and j not in used_gold:
            used_given.add(i)
            used_gold.add(j)
            pairs.append((i, j, right))
    return pairs


def overlap(fact: Fact | GoldFact, expected: GoldFact) -> int:
    """Count the characters that two mentions share; not above 0 where they share none."""
    return min(fact.end, expected.end) - max(fact.start, expected.start)


def _same_quantity(fact: Fact, expected: GoldFact) -> bool:
    if fact.kind not in expected.any_of("kind"):
        return False
    if expected.group == "date":
        return fact.value in expected.any_of("value")
    if fact.unit not in expected.any_of("unit"):
        return False
    names = ("value",) if expected.data.get("value") is not None else ("low", "high")
    return all(same_number(getattr(fact, name), expected.data.get(name)) for name in names)


def same_number(a: Decimal | str | None, b: Decimal | str | None) -> bool:
    """Whether two numbers are the same as far as gold, where 三分之一 is 33.33, can tell."""
    if a is None or b is None:
        return a is b
    if isinstance(a, str) or isinstance(b, str):
        return str(a) == str(b)
    gap = abs(a - b)
    return gap < NEAR or gap <= RELATIVE * max(abs(a), abs(b))


def _fields(fact: Fact, expected: GoldFact) -> dict[str, bool]:
    metrics = expected.any_of("metric")
    return {
        "metric": any(alike(fact.metric, metric) >= SAME_METRIC for metric in metrics),
        "metric_exact": any(_bare(fact.metric) == _bare(metric) for metric in metrics),
    } | {
        name: given_value(fact, name) in expected.any_of(name)
        for name in ("region", "agency", "agency_type", "period", "qualifier", "direction", "basis", "role")
    }


def _same_whole(fact: Fact, expected: GoldFact, gold: Gold, whole_of: Mapping[Any, Fact]) -> bool:
    number = expected.data.get("of")
    if number is None:
        return fact.of is None
    if any(other.optional for other in gold.facts if other.data.get("n") == number):
        return True
    whole = whole_of.get(number)
    return whole is not None and fact.of == whole.id


def _bare(text: str | None) -> str:
    return NOT_WORDS.sub("", text or "")


def alike(a: str | None, b: str | None) -> float:
    """Say how many characters two phrases share, from 0 to 1; their order does not count."""
    a, b = _bare(a), _bare(b)
    if not a or not b:
        return float(a == b)
    return 2 * (Counter(a) & Counter(b)).total() / (len(a) + len(b))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
