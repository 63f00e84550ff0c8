"""Which facts are wanted: by kind, by place with all that lies in it, by the agency's system."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

import click

from extractor.corpus.wanted import Wanted
from extractor.resolve.place.codes import NATION, NATION_NAME, stem

if TYPE_CHECKING:
    from extractor.rules.model import Ruleset


def wanted(
    rules: Callable[[], Ruleset],
    kinds: Collection[str],
    regions: Iterable[str],
    agency_types: Collection[str],
) -> Wanted:
    """Give the test that a fact must pass; a filter that is not given lets everything through.

    Args:
        rules: Loads what the names of places come from; not called where none is given.
        kinds: Kinds of fact.
        regions: Names or division codes.
        agency_types: Systems such as 公安.

    Raises:
        click.BadParameter: There is no such place.
    """
    prefixes = {prefix for region in regions for prefix in _prefixes(region, rules)}
    return Wanted(frozenset(kinds), tuple(sorted(prefixes)), frozenset(agency_types))


def _prefixes(region: str, rules: Callable[[], Ruleset]) -> list[str]:
    if region.isascii() and region.isdecimal() and len(region) in (2, 4, 6):
        return [_prefix(region)]
    names = _codes_by_name(rules())
    if region not in names:
        from difflib import get_close_matches

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
