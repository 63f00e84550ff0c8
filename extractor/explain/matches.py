"""The matches of rules that a number was read from: the one that won, and those that lost to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from extractor.find_matches import Find, candidates, winners
from extractor.rules.model import Frame, Rule, Ruleset
from extractor.types import Mention, Text

from .notes import Exactness, Lost, Quote, RuleNote

WORD = "stop.word"
"""The rule of a number that is part of a longer word of the tagger's dictionary; no file holds it."""

_start = attrgetter("start")

_WORD_NOTE = RuleNote(WORD, "A number that is part of a longer word or name of the dictionary is none.")


class Matches:
    """All that the rules find in a text.

    Args:
        text: The text.
        rules: The rules.
    """

    def __init__(self, text: Text, rules: Ruleset) -> None:
        self._text = text
        self._bounds = rules.of("bound")
        self._rules = {rule.id: rule for rule in rules}
        self._frames = {frame.id: frame for frame in rules.frames}
        self._won = winners(text.plain, rules)
        places = {(find.start, find.end, find.rank) for find in self._won}
        lost = (find for find in candidates(text.plain, rules) if find.start < find.end)
        self._lost = sorted(
            (find for find in lost if (find.start, find.end, find.rank) not in places),
            key=lambda find: (find.start, find.end),
        )
        self._longest = max((find.end - find.start for find in self._lost), default=0)

    def winner(self, mention: Mention) -> Find | None:
        """Give the match that a mention was read from."""
        index = bisect_left(self._won, mention.start, key=_start)
        found = self._won[index] if index < len(self._won) else None
        return found if found is not None and found.end <= mention.end else None

    def losers(self, mention: Mention, winner: Find) -> Iterator[Lost]:
        """Give the matches that lost to what a mention was read from, and why."""
        if mention.rule == WORD:
            quote = quote_of(self._text, winner.start, winner.end)
            yield Lost(note_of(winner.trial.rule), quote, "part of a longer word")
        first = bisect_left(self._lost, winner.start - self._longest, key=_start)
        behind = bisect_left(self._lost, winner.end, key=_start)
        for find in self._lost[first:behind]:
            if winner.start < find.end:
                quote = quote_of(self._text, find.start, find.end)
                yield Lost(note_of(find.trial.rule), quote, _why_lost(find, winner))

    def exactness(self, mention: Mention, winner: Find) -> Iterator[Exactness]:
        """Give the words of exactness that a mention has beyond the match that it was read from."""
        for side, start, end in (
            ("before", mention.start, winner.start),
            ("after", winner.end, mention.end),
        ):
            for rule in self._bounds if start < end else ():
                found = rule.pattern.match(self._text.plain, start) if rule.side == side else None
                if found is not None and found.end() == end:
                    yield Exactness(note_of(rule), quote_of(self._text, start, end))
                    break

    def rule(self, mention: Mention) -> RuleNote:
        """Give the rule that a mention carries."""
        rule = self._rules.get(mention.rule)
        return _WORD_NOTE if rule is None else note_of(rule)

    def frame(self, name: str | None) -> RuleNote | None:
        """Give a frame by its name."""
        frame = self._frames.get(name or "")
        return None if frame is None else note_of(frame)


def note_of(rule: Rule | Frame) -> RuleNote:
    """Say what a rule is and where it stands."""
    return RuleNote(rule.id, rule.doc, rule.file, rule.line, rule.priority)


def quote_of(text: Text, start: int, end: int) -> Quote:
    """Quote the source of a stretch of the text as it is read."""
    first, last = text.origin(start, end)
    return Quote(text.source[first:last], first, last)


def _why_lost(find: Find, winner: Find) -> str:
    """Say by what a match lost: priority, then length, then place."""
    rule, other = find.trial.rule, winner.trial.rule
    if other.gives == "stop":
        by = f"stopped by {other.id}"
    elif rule.priority != other.priority:
        by = f"priority {rule.priority} is below the {other.priority} of {other.id}"
    elif find.length != winner.length:
        by = f"shorter than {other.id}"
    elif find.start != winner.start:
        by = f"begins behind {other.id}"
    else:
        by = f"{other.id} stands before it in the files"
    return by
