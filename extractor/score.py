"""Facts against the facts that a person found in the same text.

Beside a sample ``NAME.txt`` lies ``NAME.gold.jsonl``. Its first line is ``{"doc", "date"}``; each
line behind it is a fact: ``context``, which occurs once in the sample, holds ``text``, the mention.
``metric``, ``region``, ``agency``, ``period`` and others may be lists: any of their values is
right. ``"optional": true`` marks what may be given or left out.

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
from pathlib import Path
from typing import Any

from extractor.errors import Problem, ZhstatError
from extractor.facts import json_object, value_at
from extractor.types import Fact

FIELDS = (
    "metric", "metric_exact", "region", "agency", "agency_type", "period",
    "qualifier", "direction", "basis", "role", "of",
)  # fmt: skip
FACT_NEEDS = ("metric", "region", "agency", "period", "qualifier", "direction")

GOLD = ".gold.jsonl"
NOT_WORDS = re.compile(r"[\s\W_]+")
NEAR = Decimal("0.0051")  # 三分之一 is 33.33 in gold
RELATIVE = Decimal("1e-9")
SAME_METRIC = 0.8


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One expected fact.

    Attributes:
        start: Where its mention begins in the sample.
        end: Where it ends.
        line: The line of the gold file that it stands in, counted from 1.
        source: That line.
        data: Its fields.
    """

    start: int
    end: int
    line: int
    source: str
    data: Mapping[str, Any]

    def any_of(self, name: str) -> list[Any]:
        """Give the values of a field that are right."""
        value = self.data.get(name)
        return value if isinstance(value, list) else [value]

    @property
    def optional(self) -> bool:
        """Whether it may be given or left out."""
        return bool(self.data.get("optional"))

    @property
    def group(self) -> str:
        """``date`` or ``mention``; the two are counted apart."""
        return "date" if self.data["kind"] == "date" else "mention"


@dataclass(frozen=True, slots=True)
class Gold:
    """A sample with its expected facts.

    Attributes:
        path: The gold file.
        sample: The sample's file.
        text: The sample's text.
        date: The date it is to be read by.
        facts: The expected facts.
    """

    path: Path
    sample: Path
    text: str
    date: str | None
    facts: tuple[GoldFact, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, and what is behind them.

    Attributes:
        counts: How many are ``right``, ``given`` and ``gold``, by measure; and right fields.
        bad_offsets: Facts whose text does not stand where they say.
        misses: What is missing, wrong or too much, at its place in the gold file or the sample.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    bad_offsets: int = 0
    misses: tuple[Problem, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Put two samples together."""
        return Score(
            self.counts + other.counts, self.bad_offsets + other.bad_offsets, self.misses + other.misses
        )

    def precision(self, measure: str) -> float:
        """How many of those given are right: ``measure`` is mention, date or fact."""
        return _ratio(self.counts[measure, "right"], self.counts[self._base(measure), "given"])

    def recall(self, measure: str) -> float:
        """How many of those expected were found."""
        return _ratio(self.counts[measure, "right"], self.counts[self._base(measure), "gold"])

    def f1(self, measure: str) -> float:
        """The harmonic mean of precision and recall; 1 where nothing is expected and nothing given."""
        base = self._base(measure)
        return _ratio(
            2 * self.counts[measure, "right"], self.counts[base, "given"] + self.counts[base, "gold"]
        )

    def field(self, name: str) -> float:
        """How many of the right mentions have this field right."""
        return _ratio(self.counts[name, "right"], self.counts["mention", "right"])

    @staticmethod
    def _base(measure: str) -> str:
        return "mention" if measure == "fact" else measure


def read_gold(path: Path) -> Gold:
    """Read a gold file with its sample.

    Raises:
        ZhstatError: Lines are no gold facts, or their context does not stand once in the sample.
    """
    lines = path.read_text("utf-8").splitlines()
    problems: list[Problem] = []
    head: dict[str, Any] | None = None
    sample, text = path, ""
    facts: list[GoldFact] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        data = json_object(line, str(path), number)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        if head is None:
            head = data
            sample = path.with_name(data["doc"])
            text = sample.read_bytes().decode("utf-8")
            continue
        placed = _placed(data, text, path, number, line)
        if isinstance(placed, Problem):
            problems.append(placed)
        else:
            facts.append(placed)
    if head is None:
        problems.append(Problem('the first line {"doc", "date"} is missing', str(path), 1))
    if problems:
        raise ZhstatError(problems)
    return Gold(path, sample, text, (head or {}).get("date"), tuple(facts))


def score(gold: Gold, facts: Iterable[Fact]) -> Score:
    """Compare the facts of a sample with those expected."""
    given = tuple(facts)
    counts: Counter[tuple[str, str]] = Counter()
    misses: list[Problem] = []
    pairs = _align(given, gold.facts)
    whole_of = {gold.facts[j].data.get("n"): given[i] for i, j, right in pairs if right}
    for i, j, right in pairs:
        _count_pair(given[i], gold.facts[j], gold, whole_of, counts, misses, right=right)
    _count_unpaired(given, gold, {i for i, _, _ in pairs}, {j for _, j, _ in pairs}, counts, misses)
    bad_offsets = sum(gold.text[fact.start : fact.end] != fact.text for fact in given)
    return Score(counts, bad_offsets, tuple(misses))


def _count_pair(
    fact: Fact,
    expected: GoldFact,
    gold: Gold,
    whole_of: Mapping[Any, Fact],
    counts: Counter[tuple[str, str]],
    misses: list[Problem],
    *,
    right: bool,
) -> None:
    if expected.optional:
        return
    counts[expected.group, "given"] += 1
    if not right:
        misses.append(_at(gold, expected, "text", f"wrong: got {_quantity(fact)}, not {_expected(expected)}"))
        return
    counts[expected.group, "right"] += 1
    if expected.group == "date":
        return
    results = _fields(fact, expected) | {"of": _same_whole(fact, expected, gold, whole_of)}
    counts.update((name, "right") for name, same in results.items() if same)
    bad = [name for name in FACT_NEEDS if not results[name]]
    counts["fact", "right"] += not bad
    for name in bad:
        got = fact.region_code if name == "region" else getattr(fact, name)
        wanted = " or ".join(str(value) for value in expected.any_of(name))
        misses.append(_at(gold, expected, name, f"{name} of {fact.text}: got {got}, not {wanted}"))


def _count_unpaired(
    given: Sequence[Fact],
    gold: Gold,
    paired_given: set[int],
    paired_gold: set[int],
    counts: Counter[tuple[str, str]],
    misses: list[Problem],
) -> None:
    for i, fact in enumerate(given):
        if i in paired_given or any(g.optional and _overlap(fact, g) > 0 for g in gold.facts):
            continue
        counts["date" if fact.kind == "date" else "mention", "given"] += 1
        misses.append(_in_sample(gold, fact))
    for j, expected in enumerate(gold.facts):
        if expected.optional:
            continue
        counts[expected.group, "gold"] += 1
        if j not in paired_gold:
            misses.append(_at(gold, expected, "text", f"missed: {_expected(expected)}"))


def _align(given: Sequence[Fact], gold: Sequence[GoldFact]) -> list[tuple[int, int, bool]]:
    """Pair what overlaps: right quantities first, then the longest overlap, then the nearest length."""
    candidates = [
        (_same_quantity(p, g), _overlap(p, g), -abs((p.end - p.start) - (g.end - g.start)), i, j)
        for i, p in enumerate(given)
        for j, g in enumerate(gold)
        if _overlap(p, g) > 0
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


def _overlap(fact: Fact, expected: GoldFact) -> int:
    return min(fact.end, expected.end) - max(fact.start, expected.start)


def _same_quantity(fact: Fact, expected: GoldFact) -> bool:
    if fact.kind not in expected.any_of("kind"):
        return False
    if expected.group == "date":
        return fact.value in expected.any_of("value")
    if fact.unit not in expected.any_of("unit"):
        return False
    names = ("value",) if expected.data.get("value") is not None else ("low", "high")
    return all(_same_number(getattr(fact, name), expected.data.get(name)) for name in names)


def _same_number(a: Decimal | str | None, b: Decimal | str | None) -> bool:
    if a is None or b is None:
        return a is b
    if isinstance(a, str) or isinstance(b, str):
        return str(a) == str(b)
    gap = abs(a - b)
    return gap < NEAR or gap <= RELATIVE * max(abs(a), abs(b))


def _fields(fact: Fact, expected: GoldFact) -> dict[str, bool]:
    metrics = expected.any_of("metric")
    return {
        "metric": any(_alike(fact.metric, metric) >= SAME_METRIC for metric in metrics),
        "metric_exact": any(_bare(fact.metric) == _bare(metric) for metric in metrics),
        "region": fact.region_code in expected.any_of("region"),
    } | {
        name: getattr(fact, name) in expected.any_of(name)
        for name in ("agency", "agency_type", "period", "qualifier", "direction", "basis", "role")
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


def _alike(a: str | None, b: str | None) -> float:
    """Say how many characters two phrases share, from 0 to 1; their order does not count."""
    a, b = _bare(a), _bare(b)
    if not a or not b:
        return float(a == b)
    return 2 * (Counter(a) & Counter(b)).total() / (len(a) + len(b))


def _placed(data: Mapping[str, Any], text: str, path: Path, number: int, line: str) -> GoldFact | Problem:
    missing = [name for name in ("context", "text", "kind") if name not in data]
    if missing:
        return Problem(f"a gold fact needs {', '.join(missing)}", str(path), number)
    context, mention = data["context"], data["text"]
    at = text.find(context)
    if at < 0 or text.find(context, at + 1) >= 0:
        fault = "does not stand in the sample" if at < 0 else "stands more than once in the sample"
        return Problem(f"the context {fault}", str(path), number, *value_at(line, "context"), source=line)
    inside = context.find(mention)
    if inside < 0:
        return Problem(
            "the text does not stand in its context", str(path), number, *value_at(line, "text"), source=line
        )
    start = at + inside + int(data.get("text_offset", 0))
    return GoldFact(start, start + len(mention), number, line, data)


def _at(gold: Gold, expected: GoldFact, name: str, message: str) -> Problem:
    column, length = value_at(expected.source, name)
    return Problem(message, str(gold.path), expected.line, column, length, source=expected.source)


def _in_sample(gold: Gold, fact: Fact) -> Problem:
    begin = gold.text.rfind("\n", 0, fact.start) + 1
    end = gold.text.find("\n", fact.start)
    line = gold.text[begin : end if end >= 0 else len(gold.text)].rstrip("\r")
    return Problem(
        f"not expected: {_quantity(fact)}",
        str(gold.sample),
        gold.text.count("\n", 0, fact.start) + 1,
        fact.start - begin + 1,
        min(fact.end, begin + len(line)) - fact.start,
        source=line,
    )


def _quantity(fact: Fact) -> str:
    return _shown(fact.kind, fact.value, fact.low, fact.high, fact.unit)


def _expected(expected: GoldFact) -> str:
    kind, unit = (" or ".join(str(value) for value in expected.any_of(name)) for name in ("kind", "unit"))
    value = " or ".join(str(value) for value in expected.any_of("value") if value is not None)
    return _shown(kind, value or None, expected.data.get("low"), expected.data.get("high"), unit)


def _shown(kind: str, value: object, low: object, high: object, unit: str | None) -> str:
    number = f"{'' if low is None else low}…{'' if high is None else high}" if value is None else str(value)
    return " ".join(part for part in (kind, number, unit) if part and part != "None")


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
