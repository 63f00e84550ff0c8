"""What an audit says: what was checked, on which facts, with what outcome, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.types import Fact

CHECKS = ("sum", "rate", "change", "percent", "conflict", "copy")
"""What is checked: parts against wholes, shares, changes against levels, percentages over 100, values
against each other, copies of one report against each other."""

LEVELS = ("sure", "likely", "possible", "slight")
"""How sure a finding is, the surest first; ``slight`` is true and of no weight, such as a digit cut off."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check.

    Attributes:
        check: One of `CHECKS`.
        level: One of `LEVELS`; ``None`` where what was checked holds.
        message: What was compared and what came of it, in one line.
        reason: Why it is held to be as sure as that.
        facts: The facts that were compared, what is stated first.
        by: By how much they disagree at the least, in the unit of the first fact.
        copies: Documents that print the same and were not counted again.
    """

    check: str
    level: str | None
    message: str
    reason: str
    facts: tuple[Fact, ...]
    by: Decimal | None = None
    copies: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.level is None
