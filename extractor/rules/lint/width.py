"""How little a regex can match."""

from __future__ import annotations

from extractor.rules.syntax import Anchor, Item, One, Unknown, counts, parse


def can_be_empty(text: str) -> bool:
    """Say whether a regex can match without a single character; ``False`` where it is not understood."""
    try:
        return any(_is_empty(branch) for branch in parse(text).branches)
    except Unknown:
        return False


def _is_empty(branch: tuple[Item, ...]) -> bool:
    return all(_may_vanish(item) for item in branch)


def _may_vanish(item: Item) -> bool:
    if isinstance(item, Anchor) or counts(item.quantifier)[0] == 0:
        return True
    if isinstance(item, One):
        return False
    return item.looks or any(_is_empty(branch) for branch in item.branches)
