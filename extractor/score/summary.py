"""The figures of many samples: over all, by genre, by field, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.score.compare import FIELDS, MEASURES, Score
from extractor.score.gold import Gold
from extractor.score.interval import Figure, figures

RATES = ("precision", "recall", "f1")
OTHERS = "(none)"
"""The genre of samples that have none, where others have one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Samples that are counted together.

    Attributes:
        name: ``all``, or a genre.
        samples: How many there are.
        score: What was counted in them.
        rates: Precision, recall and F1 of each measure.
        fields: Of the mentions that are right, how many have the field right.
    """

    name: str
    samples: int
    score: Score
    rates: Mapping[tuple[str, str], Figure]
    fields: Mapping[str, Figure]


def summary(scores: Sequence[tuple[Gold, Score]], *, rounds: int, seed: int) -> list[Group]:
    """Sum samples up: over all, then by genre in the order of their names, if they have any.

    Args:
        scores: The samples with what was counted in each.
        rounds: How often they are drawn for the intervals.
        seed: Where the drawing starts.
    """
    groups = [_group("all", [score for _, score in scores], rounds, seed)]
    genres = sorted({gold.genre or OTHERS for gold, _ in scores} - {OTHERS})
    for genre in [*genres, OTHERS] if genres else []:
        among = [score for gold, score in scores if (gold.genre or OTHERS) == genre]
        if among:
            groups.append(_group(genre, among, rounds, seed))
    return groups


def as_data(groups: Sequence[Group]) -> dict[str, Any]:
    """Give groups as JSON has them: the one over all, and the genres by name."""
    everything, *genres = (_data(group) for group in groups)
    return {
        "all": everything,
        "genres": {group.name: data for group, data in zip(groups[1:], genres, strict=True)},
    }


def as_text(groups: Sequence[Group]) -> str:
    """Write groups as text: the measures of each, and the fields over all."""
    everything = groups[0]
    lines = [_row("", "gold", "given", *RATES)]
    for group in groups:
        if len(groups) > 1:
            lines += ["", f"{group.name} ({group.samples} samples)"]
        lines += [
            _row(
                measure,
                str(group.score.expected(measure)),
                str(group.score.given(measure)),
                *(str(group.rates[measure, rate]) for rate in RATES),
            )
            for measure in MEASURES
        ]
    lines += ["", "fields of the mentions that are right"]
    lines += [f"{field:<14}{figure}" for field, figure in everything.fields.items()]
    if everything.score.bad_offsets:
        lines += ["", f"{everything.score.bad_offsets} facts do not stand where they say"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(name: str, gold: str, given: str, *rates: str) -> str:
    return f"{name:<10}{gold:>6}{given:>7}  " + "".join(f"{rate:<21}" for rate in rates)


def _group(name: str, scores: Sequence[Score], rounds: int, seed: int) -> Group:
    both = figures([score.counts for score in scores], _statistic, rounds=rounds, seed=seed)
    return Group(
        name,
        len(scores),
        sum(scores, Score()),
        {(measure, rate): both[measure, rate] for measure in MEASURES for rate in RATES},
        {field: both[field, "right"] for field in FIELDS},
    )


def _statistic(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], float | None]:
    score = Score(Counter(counts))
    found: dict[tuple[str, str], float | None] = {}
    for measure in MEASURES:
        given, gold = score.given(measure), score.expected(measure)
        found[measure, "precision"] = score.precision(measure) if given else None
        found[measure, "recall"] = score.recall(measure) if gold else None
        found[measure, "f1"] = score.f1(measure) if given + gold else None
    for field in FIELDS:
        found[field, "right"] = score.field(field) if counts["mention", "right"] else None
    return found


def _data(group: Group) -> dict[str, Any]:
    return {
        "samples": group.samples,
        "bad_offsets": group.score.bad_offsets,
        **{
            measure: {
                "gold": group.score.expected(measure),
                "given": group.score.given(measure),
                **{rate: group.rates[measure, rate]._asdict() for rate in RATES},
            }
            for measure in MEASURES
        },
        "fields": {field: figure._asdict() for field, figure in group.fields.items()},
    }
