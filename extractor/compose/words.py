"""The word lists that the composer asks, read once from the rules' lexicons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from extractor.rules.model import Frame, Ruleset
from extractor.rules.tagger import tagger_of


class Words(NamedTuple):
    """What the composer knows of words; each list is a lexicon of the same name."""

    adverb: frozenset[str]
    sum_adverb: frozenset[str]
    link: frozenset[str]
    change: Mapping[str, str]
    predicate: frozenset[str]
    achieved: frozenset[str]
    nominal: frozenset[str]
    subject: frozenset[str]
    compound: Mapping[str, str]
    time_unit: frozenset[str]
    head: frozenset[str]
    heads: tuple[str, ...]
    action: frozenset[str]
    relative: Mapping[str, str]
    attributive: frozenset[str]
    fate: frozenset[str]
    tag: Callable[[str], list[tuple[str, str]]]
    frames: Mapping[str, Frame]

    def achieves(self, plain: str, at: int) -> bool:
        """Whether a verb of result stands before an offset, so that 一 behind it counts: 捣毁了｜一个团伙."""
        return plain[max(0, at - 5) : at].removesuffix("了").endswith(tuple(self.achieved))


@lru_cache(maxsize=64)
def words_of(rules: Ruleset) -> Words:
    """Collect the composer's words from a ruleset."""

    def listed(name: str) -> frozenset[str]:
        return frozenset(rules.lexicons[name].words) if name in rules.lexicons else frozenset()

    def column(name: str, of: str) -> dict[str, str]:
        return rules.lexicons[name].column(of) if name in rules.lexicons else {}

    return Words(
        adverb=listed("adverb"),
        sum_adverb=frozenset(word for word, summing in column("adverb", "sum").items() if summing == "yes"),
        link=listed("link"),
        change=column("change_verb", "direction"),
        predicate=listed("predicate"),
        achieved=listed("achieved"),
        nominal=listed("nominal"),
        subject=listed("subject"),
        compound=column("compound", "parts"),
        time_unit=frozenset(unit for unit, what in column("unit", "dimension").items() if what == "time")
        | {"个月"},
        head=listed("head"),
        heads=tuple(sorted(listed("head"))),
        action=listed("action"),
        relative=column("relative_metric", "direction"),
        attributive=frozenset(
            word for word, inside in column("predicate", "attributive").items() if inside == "yes"
        ),
        fate=listed("fate"),
        tag=tagger_of(rules).tag,
        frames={frame.id: frame for frame in rules.frames},
    )
