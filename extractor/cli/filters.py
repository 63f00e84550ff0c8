"""Which facts are wanted: by kind, by place with all that lies in it, by the agency's system."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from extractor.resolve.codes import NATION, NATION_NAME, stem

if TYPE_CHECKING:
    from extractor.rules.model import Ruleset
    from extractor.types import Fact


def wanted(
    rules: Ruleset, kinds: Collection[str], regions: Iterable[str], agency_types: Collection[str]
) -> Callable[[Fact], bool]:
    """Give the test that a fact must pass; a filter that is not given lets everything through.

    Args:
        rules: Where the names of places come from.
        kinds: Kinds of fact.
        regions: Names or division codes.
        agency_types: Systems such as 公安.

    Raises:
        click.BadParameter: There is no such place.
    """
    prefixes = tuple({prefix for region in regions for prefix in _prefixes(region, rules)})

    def passes(fact: Fact) -> bool:
        return (
            (not kinds or fact.kind in kinds)
            and (not prefixes or (fact.region_code or "").startswith(prefixes))
            and (not agency_types or fact.agency_type in agency_types)
        )

    return passes


def _prefixes(region: str, rules: Ruleset) -> list[str]:
    if region.isascii() and region.isdecimal() and len(region) in (2, 4, 6):
        return [_prefix(region)]
    names = _codes_by_name(rules)
    if region not in names:
        near = get_close_matches(region, names, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise click.BadParameter(
            f"no place is called {region!r}, and it is no division code{hint}", param_hint="--region"
        )
    return [_prefix(code) for code in sorted(names[region])]


def _prefix(code: str) -> str:
    """Give what the codes of all that is wanted begin with; of the nation, facts of the nation as a whole."""
    return code if code == NATION else stem(code.ljust(len(NATION), "0"))


def _codes_by_name(rules: Ruleset) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {NATION_NAME: {NATION}}
    lexicon = rules.lexicons.get("region")
    if lexicon is None:
        return names
    for row in lexicon.rows:
        cells = dict(zip(lexicon.columns, row, strict=True))
        for name in (cells["name"], cells["short"], *cells["aliases"].split("|")):
            if name:
                names.setdefault(name, set()).add(cells["code"])
    return names
