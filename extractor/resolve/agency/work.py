"""Whose work a number is about, as far as its own words tell.

抓获犯罪嫌疑人 is work of the police wherever it stands; 办结率 is work of some public body, and
the text has to say of which; 粮食产量 is no body's work, also where one publishes it.
"""

from __future__ import annotations

from typing import NamedTuple

import ahocorasick_rs

from extractor.rules.model import Ruleset

ANY = "any"
_NONE = "none"


class Work(NamedTuple):
    """What words tell of a number's owner.

    Attributes:
        own: Systems whose work it is.
        some: Whether it is work of some public body.
        none: Whether it is nobody's work.
        led: Whether the words begin with what a public body does: 接待游客, but not 游客接待量.
        sure: Whether `own` comes from the number's own words and not from those around it.
    """

    own: frozenset[str] = frozenset()
    some: bool = False
    none: bool = False
    led: bool = False
    sure: bool = False


class AgencyWork:
    """Tells whose work words are about; made once.

    Args:
        rules: The rules; of their lexicons ``work_agency`` and ``work_none`` are read.
    """

    def __init__(self, rules: Ruleset) -> None:
        kinds = {row[0]: frozenset((_NONE,)) for row in rules.rows("work_none")}
        kinds |= {word: frozenset(types.split(",")) for word, types in rules.rows("work_agency")}
        self._kinds = tuple(kinds.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(kinds), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def read(self, words: str) -> Work:
        """Tell whose work ``words`` are about."""
        own: set[str] = set()
        some = none = led = False
        for index, start, _ in self._automaton.find_matches_as_indexes(words):
            kinds = self._kinds[index]
            if _NONE in kinds:
                none = True
            elif ANY in kinds:
                some, led = True, led or start == 0
            else:
                own |= kinds
        return Work(frozenset(own), some, none, led, bool(own))

    def does(self, words: str) -> bool:
        """Tell whether ``words`` say that a public body does something."""
        return any(
            _NONE not in self._kinds[index] for index, _, _ in self._automaton.find_matches_as_indexes(words)
        )
