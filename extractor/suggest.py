"""Phrases that no indicator has yet, grouped for a person to name: the rows of `lexicon/indicator.tsv` to be.

What is counted decides where a phrase belongs, so that phrases with the same last word stand together:
all 案件, all 总值. The words are a tokenizer's, and what is one indicator is for the person to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.indicators import COLUMNS, GROWTH, ONE_UNIT, Indicators
from extractor.indicators_words import bare
from extractor.rules.tagger import Cutter
from extractor.types import Fact


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One phrase without an indicator, however it is spelled.

    Attributes:
        head: Its last word, which it shares with its neighbours.
        name: Its most frequent spelling.
        spellings: All its spellings, the most frequent first.
        kind: As in the list of indicators.
        units: Its units, the most frequent first.
        system: The system of most agencies that it is of; empty where none is.
        count: How many facts have it.
        documents: In how many documents.
        example: A sentence with it.
    """

    head: str
    name: str
    spellings: tuple[str, ...]
    kind: str
    units: tuple[str, ...]
    system: str
    count: int
    documents: int
    example: str

    def row(self, number: int) -> tuple[str, ...]:
        """Give it as a row of the list, with an id to be replaced."""
        cells = {
            "id": f"todo.{number:04}",
            "name": self.name,
            "system": self.system,
            "kind": self.kind,
            "unit": " ".join(self.units),
            "synonyms": " ".join(spelling for spelling in self.spellings if spelling != self.name),
            "source": f"facts: {self.count}, documents: {self.documents}, word: {self.head}",
        }
        return tuple(cells.get(column, "") for column in COLUMNS)


def suggest(facts: Iterable[Fact], known: Indicators, least: int = 2) -> list[Suggestion]:
    """Give the phrases that are no indicator, groups with the most facts first.

    Args:
        facts: The facts of a corpus.
        known: The indicators; what they name is left out, also where a number is only of a part of one.
        least: How many facts a phrase must have.
    """
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.metric and fact.kind not in ("date", "rank") and not known.named(fact.metric):
            kind = GROWTH if fact.direction and fact.role is None else fact.kind
            phrase = bare(fact.metric)
            if phrase:
                found.setdefault((phrase, kind), []).append(fact)
    cut = Cutter({})
    rows = [_suggestion(cut(phrase), kind, own) for (phrase, kind), own in found.items() if len(own) >= least]
    weight: Counter[str] = Counter()
    for row in rows:
        weight[row.head] += row.count
    return sorted(rows, key=lambda row: (-weight[row.head], row.head, -row.count, row.name))


def _suggestion(words: list[str], kind: str, facts: list[Fact]) -> Suggestion:
    spellings = Counter("".join((fact.metric or "").split()) for fact in facts)
    units = Counter(ONE_UNIT.get(fact.unit or "", fact.unit or "") for fact in facts)
    systems = Counter(fact.agency_type for fact in facts if fact.agency_type)
    return Suggestion(
        words[-1],
        spellings.most_common(1)[0][0],
        tuple(name for name, _ in spellings.most_common()),
        kind,
        tuple(unit for unit, _ in units.most_common() if unit),
        systems.most_common(1)[0][0] if systems else "",
        len(facts),
        len({fact.doc for fact in facts}),
        facts[0].sentence,
    )
