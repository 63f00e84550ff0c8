"""Begin a rule from one sentence in which the mention is marked.

The mention is generalised as far as that is safe: its numeral becomes any numeral, its unit any word of the
lexicon that the kind takes units from. All else stays as it was typed; the author knows what may vary. What
the example is to mean is what the new rule reads, for the author to check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.errors import Problem, ZhstatError
from extractor.find import find
from extractor.resolve.period.calendar import edtf_of
from extractor.rules.compile import unmark
from extractor.rules.model import KINDS, PLACEHOLDER, Rule, Ruleset
from extractor.text.normalise import normalise
from extractor.types import Mention

NEW_KINDS = tuple(kind for kind in KINDS if kind != "change")
"""The kinds that a rule can be begun for; changes are read by frames."""

_LEXICON = {"count": "classifier", "money": "currency", "measure": "unit"}
"""Where a kind takes its units from."""

_UNITS = (*_LEXICON, "percent")
"""The kinds of which what stands behind the number is the unit."""

_DATED = ("date", "period")
_DATE_PARTS = (
    (r"[0-9]{4}(?=年)", "year", r"[0-9]{4}"),
    (r"[〇零一二三四五六七八九]{4}(?=年)", "year", "[〇零一二三四五六七八九]{4}"),
    (r"[0-9]{1,2}(?=月)", "month", "[0-9]{1,2}"),
    (r"[一二三四五六七八九十]{1,2}(?=月)", "month", "[一二三四五六七八九十]{1,2}"),
    (r"[0-9]{1,2}(?=[日号])", "day", "[0-9]{1,2}"),
    (r"[一二三四五六七八九十]{1,3}(?=[日号])", "day", "[一二三四五六七八九十]{1,3}"),
    (r"[0-9]{1,2}(?=[时点])", "hour", "[0-9]{1,2}"),
    (r"[0-9]{1,2}(?=分)", "minute", "[0-9]{1,2}"),
)
"""Parts of a date: how each looks, its group, and what it becomes."""


class Marked(NamedTuple):
    """A sentence with the mention that a rule is to find.

    Attributes:
        text: The sentence as rules see it, without its marks.
        start: Offset of the mention.
        end: Offset behind it.
    """

    text: str
    start: int
    end: int

    @property
    def mention(self) -> str:
        """The mention."""
        return self.text[self.start : self.end]

    def __str__(self) -> str:
        """Give the sentence with its marks."""
        return f"{self.text[: self.start]}<{self.mention}>{self.text[self.end :]}"


class Begun(NamedTuple):
    """The parts of a rule that follow from its sentence.

    Attributes:
        kind: What it gives.
        marked: The sentence.
        regex: The mention, generalised.
        side: Of a bound, its side of the number.
    """

    kind: str
    marked: Marked
    regex: str
    side: str | None = None


def marked(sentence: str) -> Marked:
    """Read a sentence with one mention between ``<`` and ``>``, in the spelling in which rules see it.

    Raises:
        ZhstatError: It marks nothing, or several things.
    """
    text, marks = unmark(normalise(sentence.strip()).plain)
    if len(marks) != 1 or "<" in text or ">" in text or marks[0][0] == marks[0][1]:
        hint = "write it as 审批用了<15个工作日>，当天办结"
        raise ZhstatError(Problem("the sentence must mark one mention with < >", hint=hint))
    return Marked(text, *marks[0])


def begun(kind: str, sentence: Marked, rules: Ruleset) -> Begun:
    """Generalise a mention.

    Raises:
        ZhstatError: It is no mention of the kind.
    """
    if kind == "stop":
        return Begun(kind, sentence, _literal(sentence.mention))
    if kind == "bound":
        return Begun(kind, sentence, _literal(sentence.mention), _side(sentence, rules))
    if kind in _DATED:
        return Begun(kind, sentence, "".join(_date_pieces(sentence.mention)))
    start, end = _without_bounds(sentence, rules)
    pieces = list(_number_pieces(kind, sentence.text[start:end], rules))
    if not any("{numeral}" in piece for piece in pieces):
        hint = "a slogan is a stop, a word beside a number a bound: zhstat rules new --help"
        raise ZhstatError(Problem(f"there is no number in {sentence.mention}", hint=hint))
    return Begun(kind, sentence, "".join(pieces))


def default_id(rule: Begun) -> str:
    """Make a name of a rule of the words that are not numbers in its mention."""
    words = regex.sub(r"\(\?P<\w+>|\{\w+(?:,\w*)?\}|\[[^\]]*\]|\W", "", rule.regex)
    return f"{rule.kind}.{words or 'new'}"


def text_of(
    rule: Begun, name: str, doc: str, qualifier: str, meaning: Mapping[str, str], priority: int = 0
) -> str:
    """Write a rule as its file holds it.

    Args:
        rule: The rule.
        name: Its id.
        doc: What it finds.
        qualifier: Of a bound, what it says of a number.
        meaning: What the example means.
        priority: Its priority.
    """
    keys = {"id": _quoted(name), "gives": _quoted(rule.kind), "doc": _quoted(doc)}
    if rule.regex.startswith("(?P<number>{numeral}"):
        keys["at"] = _quoted("numeral")
    if rule.side:
        keys["side"] = _quoted(rule.side)
        keys["set"] = f"{{ qualifier = {_quoted(qualifier)} }}"
    if priority:
        keys["priority"] = str(priority)
    keys["regex"] = f"'''{rule.regex}'''"
    means = ", ".join(f"{key} = {value}" for key, value in meaning.items())
    lines = [
        "[[rule]]",
        *(f"{key:<5} = {value}" for key, value in keys.items()),
        "",
        "[rule.yes]",
        f"{_quoted(str(rule.marked))} = {{ {means} }}" if means else f"{_quoted(str(rule.marked))} = {{}}",
        "",
        "# A text that looks like it and is none, and why.",
        "[rule.no]",
        f"{_quoted(PLACEHOLDER)} = {_quoted(PLACEHOLDER)}",
    ]
    return "\n".join(lines) + "\n"


def meaning_of(rule: Begun, found: Rule, rules: Ruleset) -> dict[str, str] | None:
    """Give what a rule reads in its sentence, as TOML; ``None`` if it does not find the mention.

    Args:
        rule: What it was made of.
        found: The rule itself.
        rules: The rules that it stands among.
    """
    if rule.kind == "stop":
        return {}
    alone = rules.only(r for r in rules if r.gives == "bound" or r.id == found.id or rule.kind == "bound")
    _, start, end = rule.marked
    for mention in find(rule.marked.text, alone):
        if rule.kind == "bound" and mention.start <= start and end <= mention.end:
            return {"qualifier": _quoted(mention.qualifier)}
        if (mention.start, mention.end, mention.rule) == (start, end, found.id):
            return dict(_meaning(mention))
    return None


def priority_over(rule: Begun, name: str, rules: Ruleset) -> int:
    """Give the priority that a rule needs to win its mention from the rules that find what overlaps it."""
    _, start, end = rule.marked
    if rule.kind == "bound":
        return 0
    priorities = {one.id: one.priority for one in rules}
    rivals = [
        priorities[mention.rule]
        for mention in find(rule.marked.text, rules)
        if mention.rule in priorities and mention.rule != name and mention.start < end and start < mention.end
    ]
    return max(rivals) + 1 if rivals else 0


def _meaning(mention: Mention) -> Iterator[tuple[str, str]]:
    if mention.kind in _DATED:
        value = edtf_of(mention.parts, None)
        if value is not None:
            yield "value", _quoted(value)
        return
    if isinstance(mention.value, Decimal):
        yield "value", format(mention.value, "f")
    for name, bound in (("low", mention.low), ("high", mention.high)):
        if bound is not None and bound != mention.value:
            yield name, format(bound, "f")
    if mention.unit:
        yield "unit", _quoted(mention.unit)
    yield "qualifier", _quoted(mention.qualifier)


def _number_pieces(kind: str, mention: str, rules: Ruleset) -> Iterator[str]:
    """Write a mention as a regex, its first number and its unit as groups."""
    numeral = regex.compile(rules.patterns["numeral"])
    dash = regex.compile(rules.patterns["range_dash"])
    at = 0
    named = {"number": False, "unit": kind not in _UNITS}
    while at < len(mention):
        number = numeral.match(mention, at)
        if number is None or number.end() == at:
            text = _until_number(mention, at, numeral)
            yield from _words(kind, text, rules, named)
            at += len(text)
            continue
        to = dash.match(mention, number.end())
        high = numeral.match(mention, to.end()) if to else None
        if named["number"]:
            yield "(?:{numeral})"
        elif high is not None:
            yield "(?P<low>{numeral}){range_dash}(?P<high>{numeral})"
        else:
            yield "(?P<number>{numeral})"
        at = high.end() if high is not None and not named["number"] else number.end()
        named["number"] = True


def _until_number(mention: str, at: int, numeral: regex.Pattern[str]) -> str:
    end = next(
        (place for place in range(at + 1, len(mention)) if numeral.match(mention, place)), len(mention)
    )
    return mention[at:end]


def _words(kind: str, text: str, rules: Ruleset, named: dict[str, bool]) -> Iterator[str]:
    """Write words; those directly behind the number are its unit."""
    if not named["number"] or named["unit"]:
        yield _literal(text)
        return
    named["unit"] = True
    name = _LEXICON.get(kind, "")
    known = rules.lexicons[name].words if name in rules.lexicons else ()
    unit = max((word for word in known if text.startswith(word)), key=len, default="")
    if unit:
        yield f"(?P<unit>{{{name}}}){_literal(text[len(unit) :])}"
    else:
        yield f"(?P<unit>{_literal(text)})"


def _date_pieces(mention: str) -> Iterator[str]:
    at = 0
    seen: set[str] = set()
    while at < len(mention):
        for looks, group, becomes in _DATE_PARTS:
            found = regex.compile(looks).match(mention, at)
            name = f"to_{group}" if group in seen else group
            if found and name not in seen:
                seen.add(name)
                yield f"(?P<{name}>{becomes})"
                at = found.end()
                break
        else:
            yield _literal(mention[at])
            at += 1


def _without_bounds(sentence: Marked, rules: Ruleset) -> tuple[int, int]:
    """Leave out words of exactness at the edges of a mention: the engine joins them to what a rule finds."""
    text, start, end = sentence
    bounds = rules.of("bound")
    ends = [m.end() for m in _matches(bounds, "before", text, [start], end) if m.end() < end]
    start = max(ends, default=start)
    places = range(start + 1, end)
    starts = [m.start() for m in _matches(bounds, "after", text, places, end) if m.end() == end]
    return start, min(starts, default=end)


def _matches(
    bounds: Sequence[Rule], side: str, text: str, places: Sequence[int], end: int
) -> Iterator[regex.Match[str]]:
    for rule in bounds:
        for place in places if rule.side == side else ():
            match = rule.pattern.match(text, place)
            if match and place < match.end() <= end:
                yield match


def _side(sentence: Marked, rules: Ruleset) -> str:
    """Say on which side of its number a bound stands."""
    numeral = regex.compile(rules.patterns["numeral"])
    text, start, end = sentence
    if numeral.match(text, end):
        return "before"
    if start and any(mention.end >= start for mention in find(text[:start], rules)):
        return "after"
    hint = "mark the word alone: 来了<将近>3万人"
    raise ZhstatError(Problem(f"{sentence.mention} does not stand beside a number", hint=hint))


def _literal(text: str) -> str:
    return str(regex.escape(text, special_only=True, literal_spaces=True))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
