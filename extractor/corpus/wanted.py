"""Which facts are wanted, told by values alone, so that another process can be told too."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.types import Fact


@dataclass(frozen=True, slots=True)
class Wanted:
    """A test that facts must pass; what is empty lets everything through.

    Attributes:
        kinds: Kinds of fact.
        prefixes: How the division code begins: ``42`` is a province and all that lies in it.
        agency_types: Systems such as 公安.
    """

    kinds: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    agency_types: frozenset[str] = frozenset()

    def __call__(self, fact: Fact) -> bool:
        """Whether a fact is wanted."""
        return (
            (not self.kinds or fact.kind in self.kinds)
            and (not self.prefixes or (fact.region_code or "").startswith(self.prefixes))
            and (not self.agency_types or fact.agency_type in self.agency_types)
        )
