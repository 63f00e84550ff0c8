"""Work out what `extractor.rules.scan` holds; see there why. Imported only where no cache has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import regex
from msgspec.structs import replace

from .scan import Compiled, Fast, Heads, Scan, Search, Side, Step
from .syntax import (
    Group,
    Item,
    Unknown,
    body_of,
    edge,
    edges,
    heads,
    landmark,
    literals,
    loose,
    parse,
    translated,
)

if TYPE_CHECKING:
    from .model import Rule, Ruleset

SIDES = ("before", "after")

_ASTRAL, _LAST = "\U00010000", "\U0010ffff"

WIDE = 2000
"""An alternative that can begin with more characters than this is searched for alone."""


def make_scan(rules: Sequence[Rule], patterns: Mapping[str, str], known: Ruleset | None = None) -> Scan:
    """Make a ruleset ready.

    Args:
        rules: The rules.
        patterns: The sub-patterns that all may use, expanded; ``numeral`` is where rules are tried.
        known: A ruleset that is ready; what it has in common with this one is not worked out again, which
            takes by far the longest.
    """
    numeral = _parsed(patterns.get("numeral", ""))
    ready = _ready(rules, patterns, known)
    steps: list[Step] = []
    searches: list[Search] = []
    together: list[_Alternative] = []
    plain: list[int] = []
    for index, rule in enumerate(rules):
        if rule.gives == "bound":
            continue
        made = ready.get(_key(rule))
        if isinstance(made, Step):
            steps.append(replace(made, rule=index))
            continue
        if isinstance(made, Search):
            searches.append(replace(made, rule=index))
            continue
        tree = None if rule.timeout else _parsed(rule.compiled.text)
        whole = tree and _fast(tree)
        if tree is None or whole is None:
            plain.append(index)
        elif rule.at == "numeral":
            steps.append(_step(index, tree, whole, numeral))
        else:
            searches.append(_search(index, rule, tree, whole, together))
    return Scan(
        numeral=numeral and _fast(numeral),
        loose=_text(loose(numeral)) if numeral else None,
        steps=tuple(steps),
        searches=tuple(searches),
        anywhere=_anywhere(together, searches, ready, known),
        plain=tuple(plain),
        sides={side: _side(bounds, side) for side in SIDES if (bounds := bounds_of(rules, side))},
    )


_Key = tuple[str, str | None, tuple[str, ...], bool]
"""What decides how a rule is made ready."""


def _key(rule: Rule) -> _Key:
    return rule.compiled.text, rule.at, rule.needs, rule.timeout


def _ready(
    rules: Sequence[Rule], patterns: Mapping[str, str], known: Ruleset | None
) -> Mapping[_Key, Step | Search]:
    """Give what a ruleset that is ready has for rules that this one has too.

    Those that are searched for together are all the same, or none of them is taken over.
    """
    if known is None or known.scan is None:
        return {}
    if known.patterns.get("numeral") != patterns.get("numeral"):
        return {}
    searched = [_key(known.rules[one.rule]) for one in known.scan.searches]
    here = {_key(rule) for rule in rules if rule.gives != "bound"}
    others = {_key(rule) for rule in known.rules}
    new = any(rule.at is None and not rule.timeout and rule.gives != "bound" and _key(rule) not in others
              for rule in rules)  # fmt: skip
    ready: dict[_Key, Step | Search] = {_key(known.rules[one.rule]): one for one in known.scan.steps}
    if not new and here.issuperset(searched):
        ready |= dict(zip(searched, known.scan.searches, strict=True))
    return ready


def _anywhere(
    together: Iterable[_Alternative],
    searches: Sequence[Search],
    ready: Mapping[_Key, Step | Search],
    known: Ruleset | None,
) -> tuple[Fast, ...]:
    taken_over = any(isinstance(made, Search) for made in ready.values())
    if searches and taken_over and known is not None and known.scan is not None:
        return known.scan.anywhere
    return tuple(_any_of(group) for group in _grouped(together))


def bounds_of(rules: Iterable[Rule], side: str) -> list[Rule]:
    """Give the bounds of one side, in order."""
    return [rule for rule in rules if rule.gives == "bound" and rule.side == side]


def join_bounds(bounds: Iterable[Rule], side: str) -> regex.Pattern[str]:
    """Join the bounds of one side into one regex, so that each number is looked at once; the longest wins."""
    named = (f"(?P<{side}{index}>{rule.compiled.text})" for index, rule in enumerate(bounds))
    return regex.compile(f"(?p{'r' if side == 'before' else ''}){'|'.join(named)}", cache_pattern=False)


def _side(bounds: Sequence[Rule], side: str) -> Side:
    return Side(Compiled.of(join_bounds(bounds, side)), _touching(bounds, side))


def _parsed(text: str) -> Group | None:
    """Take a regex apart; ``None`` if it is not understood or ``re`` cannot run it."""
    if not text:
        return None
    try:
        tree = parse(text)
        translated(tree)
    except Unknown:
        return None
    return tree


def _fast(tree: Group) -> Fast:
    translation = translated(tree)
    return Fast.of(translation.text, translation.names)


def _bare(tree: Group) -> str:
    return translated(tree, catch=False).text


def _text(characters: Iterable[str] | None) -> str | None:
    return None if characters is None else "".join(sorted(characters))


def _heads(branches: Iterable[Sequence[Item]]) -> Heads:
    first, second = (None if each is None or len(each) > WIDE else each for each in heads(branches))
    return _text(first), _text(second)


def _step(index: int, tree: Group, whole: Fast, numeral: Group | None) -> Step:
    """Read a rule that is tried at a numeral; what follows the numeral is a regex of its own."""
    others = tree.branches
    head = others[0][0] if len(others) == 1 and others[0] else None
    if numeral is None or not isinstance(head, Group) or head.name is None or head.quantifier:
        return _unled(index, tree, whole)
    taken = Group("?:", ((numeral._replace(opener="?:"),),), "").branches
    if head.branches not in (taken, numeral.branches):
        return _unled(index, tree, whole)
    behind = others[0][1:]
    return Step(index, whole, _fast(Group("?:", (behind,), "")), head.name, _heads([behind]))


def _unled(index: int, tree: Group, whole: Fast) -> Step:
    """Read a rule that is tried at a numeral and begins with something else, as dates do."""
    marks, within = landmark(tree.branches) or (None, 0)
    return Step(index, whole, heads=_heads(tree.branches), marks=_text(marks), within=within)


def _search(index: int, rule: Rule, tree: Group, whole: Fast, together: list[_Alternative]) -> Search:
    """Read a rule that is searched for.

    One that needs a telling word is searched for by itself, in the texts that hold it.
    The others are searched for together, but for alternatives that could begin anywhere.
    """
    words = _telling(rule, tree)
    first = edges(tree)
    if words and first is not None and len(first) <= WIDE:
        led = Fast.of(f"(?=[{_lead(first)}]){translated(tree).text}", whole.names)
        return Search(index, whole, ("", ""), ((led, words),))
    narrow: list[Sequence[Item]] = []
    apart: list[tuple[Fast, tuple[str, ...]]] = []
    for branch in tree.branches:
        starts = edge(branch)
        alone = _bare(Group("?:", (branch,), ""))
        if starts is not None and len(starts) <= WIDE:
            narrow.append(branch)
            together.append(_Alternative(starts, heads([branch])[1], alone))
            continue
        text = f"(?={alone})(?s:.)"
        apart.append((Fast.of(text), (max(literals(branch), key=len, default=""),)))
    return Search(index, whole, _heads(narrow), tuple(apart))


def _telling(rule: Rule, tree: Group) -> tuple[str, ...]:
    """Give words of which every match holds one, if they are longer than a character or none of Chinese."""
    words = rule.needs or tuple(max(literals(branch), key=len, default="") for branch in tree.branches)
    return words if all(len(word) > 1 or (word and not word.isalnum()) for word in words) else ()


class _Alternative(NamedTuple):
    """An alternative of a rule that is searched for: what can come first, what second, and its regex."""

    first: frozenset[str]
    second: frozenset[str] | None
    text: str


def _grouped(alternatives: Iterable[_Alternative]) -> list[list[_Alternative]]:
    """Put those together that begin with digits, those with numerals, and the others.

    A search stops at whatever any of its alternatives can begin with, so that few should differ in that.
    """
    groups: dict[str, list[_Alternative]] = {}
    for one in alternatives:
        kind = next((kind for kind in ("1", "一") if kind in one.first), "")
        groups.setdefault(kind, []).append(one)
    return list(groups.values())


def _any_of(alternatives: Sequence[_Alternative]) -> Fast:
    """Write a regex that matches one character where any of some alternatives matches.

    Each is led by the characters that it can begin with: ``re`` looks at those before it tries anything else.
    """
    written = []
    for first, second, text in alternatives:
        then = f"(?=[{_lead(second)}])" if second and len(second) <= WIDE else ""
        written.append(f"[{_lead(first)}]{then}(?<=(?={text})(?s:.))")
    known = frozenset().union(*(one.first for one in alternatives))
    text = f"(?=[{_lead(known)}])(?:{'|'.join(written)})"
    return Fast.of(text)


def _lead(characters: Iterable[str]) -> str:
    """Write, as the body of a class, what can stand at a place where a regex is then tried.

    Digits of rare scripts lie beyond U+FFFF in two dozen ranges, which ``re`` goes through one by one where
    the class does not match, at nearly every character of a text. So all that lies there is let through.
    """
    basic = {character for character in characters if character < _ASTRAL}
    return (body_of(basic) if basic else "") + (f"{_ASTRAL}-{_LAST}" if basic != set(characters) else "")


def _touching(bounds: Iterable[Rule], side: str) -> str | None:
    """Give the characters at the edge of bounds that touches the number."""
    found: set[str] = set()
    for rule in bounds:
        try:
            characters = edges(parse(rule.compiled.text), last=side == "before")
        except Unknown:
            return None
        if characters is None:
            return None
        found |= characters
    return _text(found)
