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
from typing import TYPE_CHECKING, NamedTuple

from extractor.compose.line import AGENCY, PLACE, QUANTITY, TIME
from extractor.errors import Problem
from extractor.numbers import NotANumber
from extractor.resolve.period.calendar import edtf_of
from extractor.rules.expand import did_you_mean
from extractor.rules.model import CONTEXT_KEYS, VALUE_KEYS
from extractor.types import KINDS, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from regex import Match

    from extractor.rules import Example, Frame, Rule, Ruleset

_NUMBERS = ("value", "low", "high")
_DATED = ("date", "period")
_WRITTEN = {"ⓠ": QUANTITY, "ⓣ": TIME, "ⓡ": PLACE, "ⓐ": AGENCY}
"""How the examples of frames write what a sentence is folded to."""

_FOLDED = str.maketrans(_WRITTEN)
_UNFOLDED = str.maketrans({fold: letter for letter, fold in _WRITTEN.items()})
_SECONDS = 1.0
"""How long a frame may take over an example."""


class Mark(NamedTuple):
    """One thing that an example marks, or that was found in a counter-example.

    Attributes:
        span: Its offsets in the example.
        wanted: What it is to mean.
        found: What it was found to mean, for the keys of ``wanted``; ``None`` if nothing is found there.
        message: What is wrong; ``None`` if all is as it should be.
    """

    span: tuple[int, int]
    wanted: Mapping[str, str]
    found: Mapping[str, str] | None
    message: str | None


class Outcome(NamedTuple):
    """What came of one example.

    Attributes:
        rule: The rule or frame.
        example: The example.
        together: Whether all rules were tried on it, and not this one alone.
        marks: What it marks, each with what was found.
        problems: What is wrong.
    """

    rule: Rule | Frame
    example: Example
    together: bool
    marks: tuple[Mark, ...]
    problems: tuple[Problem, ...]


def check_rules(rules: Ruleset) -> tuple[Problem, ...]:
    """Run all examples of all rules and frames.

    Returns:
        What is wrong, in the order of the files; what is wrong with frames comes last.
    """
    return tuple(problem for outcome in try_examples(rules) for problem in outcome.problems)


def try_examples(
    rules: Ruleset, wanted: Callable[[Rule | Frame], bool] = lambda _: True
) -> Iterator[Outcome]:
    """Run the examples of rules and frames.

    Args:
        rules: All rules.
        wanted: Says whose examples are run.

    Yields:
        What came of each: a ``yes`` of a rule alone and with all rules, any other once.
    """
    checker = _Checker(rules)
    for rule in rules.rules:
        if wanted(rule):
            yield from checker.outcomes(rule)
    for frame in rules.frames:
        if wanted(frame):
            yield from _frame(frame)


def _frame(frame: Frame) -> Iterator[Outcome]:
    """Try a frame on its examples."""
    for example in frame.yes:
        match = _framed(frame, example)
        mark = Mark((0, 0), {}, None, match) if isinstance(match, str) else _frame_meaning(match, example)
        yield _outcome(frame, example, [mark])
    for example in frame.no:
        match = _framed(frame, example)
        if isinstance(match, str):
            yield _outcome(frame, example, [Mark((0, 0), {}, None, match)])
        elif match and (not example.marks or any(_overlap(match.span(), mark) for mark in example.marks)):
            message = f"finds {match[0].translate(_UNFOLDED)}, though: {example.reason}"
            yield _outcome(frame, example, [Mark(match.span(), {}, {}, message)], colon=False)
        else:
            yield _outcome(frame, example, [])


def _outcome(frame: Frame, example: Example, marks: Sequence[Mark], *, colon: bool = True) -> Outcome:
    who = f"{frame.id}:" if colon else frame.id
    problems = (_problem(frame, example, f"{who} {mark.message}") for mark in marks if mark.message)
    return Outcome(frame, example, together=False, marks=tuple(marks), problems=tuple(problems))


def _framed(frame: Frame, example: Example) -> Match[str] | str | None:
    """Find a frame in an example, as the composer would, or say that it took too long."""
    try:
        return frame.pattern.search(example.text.translate(_FOLDED), timeout=_SECONDS)
    except TimeoutError:
        return f"takes over {_SECONDS:g} s"


def _frame_meaning(match: Match[str] | None, example: Example) -> Mark:
    """Compare what a frame found with what it is to find."""
    wanted = {key: value for table in example.expect for key, value in table.items()}
    span = example.marks[0] if example.marks else (0, len(example.text))
    if match is None:
        return Mark(span, wanted, None, "is not found")
    found = match[0].translate(_UNFOLDED)
    if example.marks and match.span() not in example.marks:
        message = f"is found at {found}, not at {example.text[slice(*example.marks[0])]}"
        return Mark(span, wanted, None, message)
    groups = {name: (text or "").translate(_UNFOLDED) for name, text in match.groupdict().items()}
    wrong = []
    for key, value in wanted.items():
        if key not in groups:
            hint = did_you_mean(key, groups)
            wrong.append(f"has no group {key}" + (f", {hint}" if hint else ""))
        elif groups[key] != value:
            wrong.append(f"has {key} {groups[key] or 'null'}, not {value or 'null'}")
    meant = {key: groups[key] for key in wanted if key in groups}
    return Mark(match.span(), wanted, meant, f"{found} {', '.join(wrong)}" if wrong else None)


class _Checker:
    """The rules under test, and how to try them."""

    def __init__(self, rules: Ruleset) -> None:
        self._rules = rules

    def outcomes(self, rule: Rule) -> Iterator[Outcome]:
        """Try a rule."""
        alone = self._alone(rule)
        for example in rule.yes:
            yield self._yes(rule, example, alone, f"{rule.id} alone")
            yield self._yes(rule, example, self._rules, "with all rules")
        for example in rule.no:
            yield self._no(rule, example, alone)

    def _alone(self, rule: Rule) -> Ruleset:
        if rule.gives == "bound":
            return self._rules.only(r for r in self._rules if r.gives != "bound" or r.id == rule.id)
        return self._rules.only(r for r in self._rules if r.gives == "bound" or r.id == rule.id)

    def _yes(self, rule: Rule, example: Example, rules: Ruleset, who: str) -> Outcome:
        together = rules is self._rules
        mentions = _find(example, rules)
        if isinstance(mentions, str):
            problem = _problem(rule, example, f"{who}: {mentions}")
            return Outcome(rule, example, together, (Mark((0, 0), {}, None, mentions),), (problem,))
        marks = []
        problems = []
        for span, expect in zip(example.marks, example.expect, strict=True):
            if rule.gives == "stop":
                message = _stopped(mentions, span, together=together)
                mark = Mark(span, expect, None if message else {}, message)
            else:
                here = [m for m in mentions if m.kind != "stop" and _stands_at(m, span, rule.side)]
                if not together and rule.gives != "bound":
                    here = [m for m in here if m.rule == rule.id]
                mark = _meaning(here, span, expect)
            marks.append(mark)
            if mark.message:
                quoted = example.text[slice(*span)]
                listed = _listed(example, mentions)
                problems.append(_problem(rule, example, f"{who}: {quoted} {mark.message}", listed))
        return Outcome(rule, example, together, tuple(marks), tuple(problems))

    def _no(self, rule: Rule, example: Example, alone: Ruleset) -> Outcome:
        mentions = _find(example, alone)
        if isinstance(mentions, str):
            problem = _problem(rule, example, f"{rule.id} alone: {mentions}")
            return Outcome(rule, example, False, (Mark((0, 0), {}, None, mentions),), (problem,))
        if rule.gives == "bound":
            without = _find(example, alone.only(r for r in alone if r.gives != "bound"))
            found = [m for m in mentions if m not in without]
        else:
            found = [m for m in mentions if m.rule == rule.id]
        marks = []
        problems = []
        for mention in found:
            if not example.marks or any(_touches(mention, mark) for mark in example.marks):
                quoted = example.text[mention.start : mention.end]
                message = f"finds {quoted}, though: {example.reason}"
                marks.append(Mark((mention.start, mention.end), {}, {}, message))
                problems.append(_problem(rule, example, f"{rule.id} alone {message}"))
        return Outcome(rule, example, False, tuple(marks), tuple(problems))


def _find(example: Example, rules: Ruleset) -> Sequence[Mention] | str:
    """Find what is in an example, or say which of it is no number."""
    from extractor.find import find  # noqa: PLC0415  rules are checked rarely, and the engine is large

    try:
        return find(example.text, rules)
    except NotANumber as error:
        return str(error)


def _meaning(here: Sequence[Mention], span: tuple[int, int], expect: Mapping[str, str]) -> Mark:
    """Compare the mention at a mark with what it is to mean."""
    wanted = {key: value for key, value in expect.items() if key not in CONTEXT_KEYS}
    if len(here) != 1:
        message = "is not found" if not here else f"is found {len(here)} times"
        return Mark(span, wanted, None, message)
    found = {key: _given(here[0], key, expect) for key in wanted}
    wrong = [
        f"has {key} {found[key] or 'null'}, not {value or 'null'}"
        for key, value in wanted.items()
        if not same(key, found[key], value)
    ]
    return Mark(span, wanted, found, ", ".join(wrong) or None)


def _given(mention: Mention, key: str, expect: Mapping[str, str]) -> str:
    """Give a field, or a part, of a mention as text, ``""`` for null."""
    value: object
    if key == "value" and mention.kind in _DATED:
        value = edtf_of(
            mention.parts, expect.get("date"), near=expect.get("near"), ahead=expect.get("ahead") == "true"
        )
    elif key in VALUE_KEYS:
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


def same(key: str, given: str, wanted: str) -> bool:
    """Say whether what was found for a key is what was wanted: 3.0 is 3."""
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
