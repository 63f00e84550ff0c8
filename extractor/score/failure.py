"""What is wrong with a fact, or with the lack of one: a problem for a terminal, fields for a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from extractor.errors import Problem
from extractor.facts import value_at
from extractor.score.gold import Gold, GoldFact
from extractor.types import Fact

FACT_NEEDS = ("metric", "region", "agency", "period", "qualifier", "direction")
"""The fields that a fact needs to be right in, beside its mention."""

Sort = Literal["missed", "unexpected", "wrong", "fields"]


class FieldMiss(NamedTuple):
    """A field that is not right.

    Attributes:
        name: The field.
        wanted: The values that are right.
        got: The value that was given.
    """

    name: str
    wanted: tuple[Any, ...]
    got: object


@dataclass(frozen=True, slots=True)
class Failure:
    """One way in which facts and gold differ.

    Attributes:
        sort: ``missed``, ``unexpected``, ``wrong`` (the quantity), or ``fields``.
        gold: The sample.
        expected: The gold fact; ``None`` where none was expected.
        fact: The fact; ``None`` where none was given.
        fields: The fields that are not right, where the mention is.
    """

    sort: Sort
    gold: Gold
    expected: GoldFact | None
    fact: Fact | None
    fields: tuple[FieldMiss, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Where in the sample it is."""
        place = self.expected or self.fact
        return (place.start, place.end) if place else (0, 0)

    def compared(self) -> tuple[FieldMiss, ...]:
        """Give what was wanted and what was given: the fields, or the quantity."""
        wanted = (quantity_wanted(self.expected),) if self.expected else ()
        return self.fields or (FieldMiss("quantity", wanted, quantity(self.fact) if self.fact else None),)

    def problems(self) -> Iterator[Problem]:
        """Give it as problems: a field's stands at the field in the gold file."""
        if self.expected is None:
            if self.fact is not None:
                yield _in_sample(self.gold, self.fact)
        elif self.fact is None:
            yield _at(self.gold, self.expected, "text", f"missed: {quantity_wanted(self.expected)}")
        elif not self.fields:
            message = f"wrong: got {quantity(self.fact)}, not {quantity_wanted(self.expected)}"
            yield _at(self.gold, self.expected, "text", message)
        for name, wanted, got in self.fields:
            if self.expected is not None and self.fact is not None:
                right = " or ".join(str(value) for value in wanted)
                message = f"{name} of {self.fact.text}: got {got}, not {right}"
                yield _at(self.gold, self.expected, name, message)


def given_value(fact: Fact, name: str) -> object:
    """Give what gold calls a field: its ``region`` is the division code."""
    return fact.region_code if name == "region" else getattr(fact, name)


def _at(gold: Gold, expected: GoldFact, name: str, message: str) -> Problem:
    column, length = value_at(expected.source, name)
    return Problem(message, str(gold.path), expected.line, column, length, source=expected.source)


def _in_sample(gold: Gold, fact: Fact) -> Problem:
    begin = gold.text.rfind("\n", 0, fact.start) + 1
    end = gold.text.find("\n", fact.start)
    line = gold.text[begin : end if end >= 0 else len(gold.text)].rstrip("\r")
    return Problem(
        f"not expected: {quantity(fact)}",
        str(gold.sample),
        gold.text.count("\n", 0, fact.start) + 1,
        fact.start - begin + 1,
        min(fact.end, begin + len(line)) - fact.start,
        source=line,
    )


def quantity(fact: Fact) -> str:
    """Write kind, value (or bounds) and unit of a fact."""
    return _shown(fact.kind, fact.value, fact.low, fact.high, fact.unit)


def quantity_wanted(expected: GoldFact) -> str:
    """Write the kind, value (or bounds) and unit that gold asks for."""
    kind, unit = (" or ".join(str(value) for value in expected.any_of(name)) for name in ("kind", "unit"))
    value = " or ".join(str(value) for value in expected.any_of("value") if value is not None)
    return _shown(kind, value or None, expected.data.get("low"), expected.data.get("high"), unit)


def _shown(kind: str, value: object, low: object, high: object, unit: str | None) -> str:
    number = f"{'' if low is None else low}…{'' if high is None else high}" if value is None else str(value)
    return " ".join(part for part in (kind, number, unit) if part and part != "None")
