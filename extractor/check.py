"""Run every rule against the examples beside it, alone and again with all the others.

Alone shows that a rule does what it says; together shows that it still does so next to its
neighbours. Alone means with the bounds, as a number takes its exactness from them; a bound
has no number of its own, so it is tried with all rules but without the other bounds.

What an example promises:

- ``yes``: what is marked is a mention, from its first character to its last, and has the
  values that are given. A key that is left out is not compared, ``""`` stands for null. Dates
  and periods are read by the ``date`` of the example, the day its text was published.
- ``no``: the rule finds nothing, or nothing that touches the mark if there is one. A bound
  leaves every mention as it would be without it.
- A bound marks its own words, and the values are those of the number that it belongs to.
- A ``stop`` covers what is marked, and with all rules no fact comes of it.
- A frame's example is what stands between the start of a clause and its number, with ⓠ ⓣ ⓡ ⓐ for
  what is folded there. In a ``yes`` the frame is found, with the groups that are named, and exactly
  at the mark if there is one.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from extractor.compose.line import AGENCY, PLACE, QUANTITY, TIME
from extractor.errors import Problem
from extractor.numbers import NotANumber
from extractor.resolve.calendar import edtf_of
from extractor.rules.expand import did_you_mean
from extractor.types import KINDS, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regex import Match

    from extractor.rules import Example, Frame, Rule, Ruleset

_FIELDS = ("value", "low", "high", "unit", "qualifier", "kind", "rule")
_NUMBERS = ("value", "low", "high")
_DATED = ("date", "period")
_CONTEXT = ("date", "near", "ahead")
"""Keys that say what a date is read by: the day of the text, the date named before, whether it is to come."""

_WRITTEN = {"ⓠ": QUANTITY, "ⓣ": TIME, "ⓡ": PLACE, "ⓐ": AGENCY}
"""How the examples of frames write what a sentence is folded to."""

_FOLDED = str.maketrans(_WRITTEN)
_UNFOLDED = str.maketrans({fold: letter for letter, fold in _WRITTEN.items()})
_SECONDS = 1.0
"""How long a frame may take over an example."""


def check_rules(rules: Ruleset) -> tuple[Problem, ...]:
    """Run all examples of all rules and frames.

    Returns:
        What is wrong, in the order of the files; what is wrong with frames comes last.
    """
    return (*_Checker(rules).problems(), *(problem for frame in rules.frames for problem in _frame(frame)))


def _frame(frame: Frame) -> Iterator[Problem]:
    """Try a frame on its examples."""
    for example in frame.yes:
        match = _framed(frame, example)
        message = match if isinstance(match, str) else _frame_meaning(match, example)
        if message:
            yield _problem(frame, example, f"{frame.id}: {message}")
    for example in frame.no:
        match = _framed(frame, example)
        if isinstance(match, str):
            yield _problem(frame, example, f"{frame.id}: {match}")
        elif match and (not example.marks or any(_overlap(match.span(), mark) for mark in example.marks)):
            found = match[0].translate(_UNFOLDED)
            yield _problem(frame, example, f"{frame.id} finds {found}, though: {example.reason}")


def _framed(frame: Frame, example: Example) -> Match[str] | str | None:
    """Find a frame in an example, as the composer would, or say that it took too long."""
    try:
        return frame.pattern.search(example.text.translate(_FOLDED), timeout=_SECONDS)
    except TimeoutError:
        return f"takes over {_SECONDS:g} s"


def _frame_meaning(match: Match[str] | None, example: Example) -> str | None:
    """Say what is wrong with what a frame found; ``None`` if all is as it should be."""
    if match is None:
        return "is not found"
    found = match[0].translate(_UNFOLDED)
    if example.marks and match.span() not in example.marks:
        return f"is found at {found}, not at {example.text[slice(*example.marks[0])]}"
    groups = match.groupdict()
    wrong = []
    for key, wanted in (item for table in example.expect for item in table.items()):
        given = (groups.get(key) or "").translate(_UNFOLDED)
        if key not in groups:
            hint = did_you_mean(key, groups)
            wrong.append(f"has no group {key}" + (f", {hint}" if hint else ""))
        elif given != wanted:
            wrong.append(f"has {key} {given or 'null'}, not {wanted or 'null'}")
    return f"{found} {', '.join(wrong)}" if wrong else None


class _Checker:
    """The rules under test, and how to try them."""

    def __init__(self, rules: Ruleset) -> None:
        self._rules = rules

    def problems(self) -> Iterator[Problem]:
        """Try every rule."""
        for rule in self._rules:
            alone = self._alone(rule)
            for example in rule.yes:
                yield from self._yes(rule, example, alone, f"{rule.id} alone")
                yield from self._yes(rule, example, self._rules, "with all rules")
            for example in rule.no:
                yield from self._no(rule, example, alone)

    def _alone(self, rule: Rule) -> Ruleset:
        if rule.gives == "bound":
            return self._rules.only(r for r in self._rules if r.gives != "bound" or r.id == rule.id)
        return self._rules.only(r for r in self._rules if r.gives == "bound" or r.id == rule.id)

    def _yes(self, rule: Rule, example: Example, rules: Ruleset, who: str) -> Iterator[Problem]:
        mentions = _find(example, rules)
        if isinstance(mentions, str):
            yield _problem(rule, example, f"{who}: {mentions}")
            return
        together = rules is self._rules
        for mark, expect in zip(example.marks, example.expect, strict=True):
            if rule.gives == "stop":
                message = _stopped(mentions, mark, together=together)
            else:
                here = [m for m in mentions if m.kind != "stop" and _stands_at(m, mark, rule.side)]
                if not together and rule.gives != "bound":
                    here = [m for m in here if m.rule == rule.id]
                message = _meaning(here, expect)
            if message:
                quoted = example.text[slice(*mark)]
                yield _problem(rule, example, f"{who}: {quoted} {message}", _listed(example, mentions))

    def _no(self, rule: Rule, example: Example, alone: Ruleset) -> Iterator[Problem]:
        mentions = _find(example, alone)
        if isinstance(mentions, str):
            yield _problem(rule, example, f"{rule.id} alone: {mentions}")
            return
        if rule.gives == "bound":
            without = _find(example, alone.only(r for r in alone if r.gives != "bound"))
            found = [m for m in mentions if m not in without]
        else:
            found = [m for m in mentions if m.rule == rule.id]
        for mention in found:
            if not example.marks or any(_touches(mention, mark) for mark in example.marks):
                quoted = example.text[mention.start : mention.end]
                yield _problem(rule, example, f"{rule.id} alone finds {quoted}, though: {example.reason}")


def _find(example: Example, rules: Ruleset) -> Sequence[Mention] | str:
    """Find what is in an example, or say which of it is no number."""
    from extractor.find import find  # noqa: PLC0415  rules are checked rarely, and the engine is large

    try:
        return find(example.text, rules)
    except NotANumber as error:
        return str(error)


def _meaning(here: Sequence[Mention], expect: Mapping[str, str]) -> str | None:
    """Say what is wrong with the mentions at a mark; ``None`` if all is as it should be."""
    if len(here) != 1:
        return "is not found" if not here else f"is found {len(here)} times"
    wrong = [
        f"has {key} {given or 'null'}, not {wanted or 'null'}"
        for key, wanted in expect.items()
        if key not in _CONTEXT
        for given in [_given(here[0], key, expect)]
        if not _same(key, given, wanted)
    ]
    return ", ".join(wrong) or None


def _given(mention: Mention, key: str, expect: Mapping[str, str]) -> str:
    """Give a field, or a part, of a mention as text, ``""`` for null."""
    value: object
    if key == "value" and mention.kind in _DATED:
        value = edtf_of(
            mention.parts, expect.get("date"), near=expect.get("near"), ahead=expect.get("ahead") == "true"
        )
    elif key in _FIELDS:
        value = getattr(mention, key)
    else:
        value = mention.parts.get(key)
    return format(value, "f") if isinstance(value, Decimal) else str(value or "")


def _stopped(mentions: Iterable[Mention], mark: tuple[int, int], *, together: bool) -> str | None:
    start, end = mark
    if not any(m.kind == "stop" and m.start <= start and end <= m.end for m in mentions):
        return "is not covered"
    if together and any(m.kind in KINDS and _touches(m, mark) for m in mentions):
        return "still gives a fact"
    return None


def _stands_at(mention: Mention, mark: tuple[int, int], side: str | None) -> bool:
    """Say whether a mention is what is marked, or begins or ends with the bound that is marked."""
    start, end = mark
    if side == "before":
        return mention.start == start and end <= mention.end
    if side == "after":
        return mention.start <= start and mention.end == end
    return (mention.start, mention.end) == mark


def _touches(mention: Mention, mark: tuple[int, int]) -> bool:
    return _overlap((mention.start, mention.end), mark)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _same(key: str, given: str, wanted: str) -> bool:
    if key not in _NUMBERS or not given or not wanted:
        return given == wanted
    try:
        return Decimal(given) == Decimal(wanted)
    except InvalidOperation:
        return given == wanted


def _listed(example: Example, mentions: Sequence[Mention]) -> str:
    """Say what was found, for the author to compare."""
    found = [f"{example.text[m.start : m.end]} ({m.kind} by {m.rule})" for m in mentions]
    return f"found: {', '.join(found)}" if found else "nothing is found"


def _problem(rule: Rule | Frame, example: Example, message: str, hint: str | None = None) -> Problem:
    quote = example.source[example.column - 1 : example.column]
    end = example.source.find(quote, example.column) + 1 if quote in ("'", '"') else 0
    length = max(end - example.column + 1, 1)
    return Problem(message, rule.file, example.line, example.column, length, example.source, hint)
