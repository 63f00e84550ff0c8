"""How far two annotators of the same texts agree.

*Mentions* are compared by F1, which does not depend on whose are taken for gold. Kappa would need the number
of places where both found nothing, and a text has no such number; as it grows, kappa comes to F1
(Hripcsak and Rothschild 2005).

*Fields* are compared on the mentions that both have with the same quantity. `CODED` fields have few values,
on which two could agree by chance, so Cohen's kappa stands beside the share that agrees. Free words (metric,
agency) and periods have no chance to agree by, and get none. Krippendorff's alpha is not given: with two
annotators who both judged every item, on nominal values, it differs from kappa only by a correction for
small samples.

Where an annotator allows several values, any that both allow is agreement. What either marks optional is not
judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, Literal

from extractor.score.compare import SAME_METRIC, alike, overlap, same_number
from extractor.score.gold import Gold, GoldFact
from extractor.score.interval import Figure, figures

CODED = ("region", "agency_type", "qualifier", "direction", "basis", "role")
"""Fields with few values: what they agree in beyond chance is told by kappa."""

FREE = ("metric", "agency", "period")
GROUPS = ("mention", "date")

Key = tuple[str, ...]
Whose = Literal["first", "second"]


def agreement(pairs: Sequence[tuple[Gold, Gold]], *, rounds: int, seed: int) -> dict[Key, Figure]:
    """Compare two annotations of some samples.

    Args:
        pairs: Each sample as the first and as the second annotated it.
        rounds: How often samples are drawn for the intervals.
        seed: Where the drawing starts.

    Returns:
        By group (``mention``, ``date``) its ``f1``; by field its ``agreement``; of `CODED` ones ``kappa``.
    """
    return figures([counted(*pair) for pair in pairs], _statistic, rounds=rounds, seed=seed)


def as_data(found: Mapping[Key, Figure], samples: int) -> dict[str, Any]:
    """Give figures as JSON has them."""
    data: dict[str, Any] = {"samples": samples}
    for (name, figure), value in found.items():
        data.setdefault(name, {})[figure] = value._asdict()
    return data


def as_text(found: Mapping[Key, Figure], samples: int) -> str:
    """Write figures as text."""
    lines = [f"{samples} samples by two annotators", "", f"{'':<14}F1"]
    lines += [f"{group:<14}{found[group, 'f1']}" for group in GROUPS]
    lines += ["", f"{'':<14}{'agreement':<21}kappa"]
    for field in (*FREE, *CODED):
        beyond = found.get((field, "kappa"), "")
        lines.append(f"{field:<14}{found[field, 'agreement']!s:<21}{beyond}".rstrip())
    return "\n".join(lines) + "\n"


def counted(first: Gold, second: Gold) -> Counter[Key]:
    """Count, in one sample, what each annotator has, what both have, and what they say of it."""
    counts: Counter[Key] = Counter()
    pairs = _paired(first.facts, second.facts)
    for whose, facts, others in (("first", first.facts, second.facts), ("second", second.facts, first.facts)):
        for fact in facts:
            if not fact.optional and not _left_open(fact, others, pairs, whose):
                counts[fact.group, whose] += 1
    for one, other in pairs:
        if one.optional or other.optional or one.group != other.group or not same_quantity(one, other):
            continue
        counts[one.group, "both"] += 1
        if one.group == "mention":
            for field in (*CODED, *FREE):
                counts[field, *_labels(one, other, field)] += 1
    return counts


def same_quantity(one: GoldFact, other: GoldFact) -> bool:
    """Whether two gold facts state the same: kind, unit, and value or bounds."""
    if not _shared(one, other, "kind"):
        return False
    if "date" in (one.group, other.group):
        return bool(_shared(one, other, "value"))
    stated = one.data.get("value") is not None or other.data.get("value") is not None
    names = ("value",) if stated else ("low", "high")
    return bool(_shared(one, other, "unit")) and all(
        same_number(one.data.get(name), other.data.get(name)) for name in names
    )


def kappa(counts: Mapping[Key, int], field: str) -> float | None:
    """Work out Cohen's kappa of a field; ``None`` where both always said the same one thing.

    >>> kappa({("role", "from", "from"): 20, ("role", "from", ""): 5,
    ...        ("role", "", "from"): 10, ("role", "", ""): 15}, "role")
    0.4
    """
    table = {(key[1], key[2]): count for key, count in counts.items() if key[0] == field and len(key) == 3}
    total = sum(table.values())
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    by_chance = sum(first[label] * second[label] for label in first)
    same = sum(count for (one, other), count in table.items() if one == other)
    return None if total * total == by_chance else (total * same - by_chance) / (total * total - by_chance)


def _statistic(counts: Mapping[Key, int]) -> dict[Key, float | None]:
    found: dict[Key, float | None] = {}
    for group in GROUPS:
        size = counts[group, "first"] + counts[group, "second"]
        found[group, "f1"] = 2 * counts[group, "both"] / size if size else None
    both = counts["mention", "both"]
    for field in (*FREE, *CODED):
        same = sum(n for key, n in counts.items() if key[0] == field and len(key) == 3 and key[1] == key[2])
        found[field, "agreement"] = same / both if both else None
        if field in CODED:
            found[field, "kappa"] = kappa(counts, field) if both else None
    return found


def _paired(first: Sequence[GoldFact], second: Sequence[GoldFact]) -> list[tuple[GoldFact, GoldFact]]:
    """Pair what overlaps, as `score` does: the same quantities first, then the longest overlap."""
    candidates = [
        (same_quantity(one, other), overlap(one, other), i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if overlap(one, other) > 0
    ]
    candidates.sort(key=itemgetter(0, 1), reverse=True)
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            pairs.append((first[i], second[j]))
    return pairs


def _left_open(
    fact: GoldFact, others: Sequence[GoldFact], pairs: Sequence[tuple[GoldFact, GoldFact]], whose: Whose | str
) -> bool:
    """Whether the other annotator marks what stands here as optional, and so does not ask for it."""
    mine = 0 if whose == "first" else 1
    partner = next((pair[1 - mine] for pair in pairs if pair[mine] is fact), None)
    if partner is not None:
        return partner.optional
    return any(other.optional and overlap(fact, other) > 0 for other in others)


def _labels(one: GoldFact, other: GoldFact, field: str) -> tuple[str, str]:
    """Give what the two say of a field: the value that both allow, else the first of each."""
    if field == "metric":
        for mine in one.any_of(field):
            for theirs in other.any_of(field):
                if alike(mine, theirs) >= SAME_METRIC:
                    return str(mine), str(mine)
    shared = _shared(one, other, field)
    first, second = (shared, shared) if shared else (one.any_of(field), other.any_of(field))
    return _label(next(iter(first), None)), _label(next(iter(second), None))


def _shared(one: GoldFact, other: GoldFact, name: str) -> list[Any]:
    theirs = other.any_of(name)
    return [value for value in one.any_of(name) if value in theirs]


def _label(value: str | Decimal | None) -> str:
    return "" if value is None else str(value)
