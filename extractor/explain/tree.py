"""An explanation as a tree for people: articles, sentences, numbers, and under each what led to it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from extractor.emit.table import amount

from .notes import Explanation, FactNote, Number, Origin, Quote, Respelled, RuleNote

NARROWEST = 40
_LONGEST_SENTENCE = 120
_LABEL = 10
"""Cells of the words before the colon: region, agency, …"""


def write(explanation: Explanation, *, width: int = 100, color: bool = False) -> bytes:
    """Draw an explanation.

    Args:
        explanation: What is drawn.
        width: Cells to a line.
        color: Whether colours are to be written.
    """
    text = io.StringIO()
    console = Console(
        file=text,
        width=max(width, NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
    )
    console.print(_tree(explanation))
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()).encode()


def _tree(explanation: Explanation) -> Tree:
    title = Text(_one_line(explanation.doc), style="bold")
    if explanation.date:
        title.append(f"  of {explanation.date}", style="dim")
    tree = Tree(title, guide_style="dim")
    if explanation.spelling:
        tree.add(_spelling(explanation.spelling))
    if not explanation.numbers:
        tree.add(Text("no rule reads a number or a date here"))
    notes = {note.article: note for note in explanation.articles}
    for number, inside in groupby(explanation.numbers, key=lambda one: one.article):
        note = notes.get(number or 0)
        parts = [] if note is None else [note.region, note.agency, note.day and f"dates read by {note.day}"]
        head = Text(f"article {number}" if number else "outside every article")
        head.append("".join(f"  {part}" for part in parts if part), style="dim")
        branch = tree.add(head)
        for sentence, numbers in groupby(inside, key=lambda one: one.sentence):
            below = branch.add(_sentence(sentence)) if sentence else branch
            for one in numbers:
                _number(below, one)
    return tree


def _spelling(changes: Iterable[Respelled]) -> Text:
    """Say what is read otherwise, each sort with how often and its first example."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for one in changes:
        counts[one.why] += len(one.quote.text) if one.read_as else 1
        shown = f"{_one_line(one.quote.text)} → {one.read_as}" if one.read_as else _one_line(one.quote.text)
        examples.setdefault(one.why, shown)
    listed = ", ".join(f"{why} {count}× ({examples[why].strip() or '␣'})" for why, count in counts.items())
    return _labelled("spelling", f"read otherwise: {listed}")


def _sentence(quote: Quote) -> Text:
    words = _one_line(quote.text)
    cut = words if len(words) <= _LONGEST_SENTENCE else words[: _LONGEST_SENTENCE - 1] + "…"
    return Text(cut, style="cyan")


def _number(branch: Tree, number: Number) -> None:
    head = Text(_one_line(number.quote.text), style="bold green" if number.facts else "bold")
    head.append(f"  @{number.quote.start}", style="dim")
    head.append("" if number.kind == "stop" else f"  {number.kind}")
    if not number.facts:
        by = f" by {number.rule.id}" if number.kind == "stop" else ""
        head.append(f"  {'stopped' if by else 'no fact'}{by}: {number.dropped}", style="yellow")
    node = branch.add(head)
    for line in _reading(number):
        node.add(line)
    for note in number.facts:
        below = node.add(_fact(note)) if len(number.facts) > 1 else node
        if below is node:
            node.add(_fact(note))
        for line in _origins(note):
            below.add(line)


def _reading(number: Number) -> Iterator[Text]:
    """Say which rule read a number, and what lost to it."""
    said = (*number.groups.items(), *number.constants.items())
    groups = "  ".join(f"{name}={_one_line(text)}" for name, text in said)
    yield _labelled("rule", _rule(number.rule), groups)
    for one in number.exactness:
        yield _labelled("exact", f"{_one_line(one.quote.text)}: {_rule(one.rule)}")
    if number.lost:
        lost = "; ".join(f"{_one_line(one.quote.text)} {one.rule.id}, {one.why}" for one in number.lost)
        yield _labelled("lost", lost)


def _fact(note: FactNote) -> Text:
    fact = note.fact
    change = " ".join(part for part in (fact.direction, fact.role, fact.basis) if part)
    text = Text("fact".ljust(_LABEL), style="dim")
    shown = (fact.metric or "–", amount(fact), fact.unit, fact.qualifier, change)
    text.append("  ".join(part for part in shown if part), style="bold green")
    text.append(f"  {fact.id}", style="dim")
    return text


def _origins(note: FactNote) -> Iterator[Text]:
    """Say where the fields of a fact come from."""
    if note.ways:
        words = " + ".join(_at(quote) for quote in note.words) or "said before"
        words += f", of {_at(note.taken_from)}" if note.taken_from else ""
        told = "; ".join(f"{way.name}: {way.doc}" for way in note.ways)
        yield _labelled("metric", words, told)
    if note.change:
        how = ", ".join(part for part in (note.change.direction, note.change.basis, note.change.role) if part)
        yield _labelled("change", how or "a level", _rule(note.change.frame) if note.change.frame else "")
    if note.whole:
        yield _labelled("part of", _at(note.whole))
    yield _origin("region", note.region)
    yield _origin("agency", note.agency)
    yield _origin("day" if note.fact.kind == "date" else "period", note.period)


def _origin(name: str, origin: Origin) -> Text:
    quotes = " → ".join(_at(quote) for quote in (origin.at, origin.goes_back_to) if quote)
    return _labelled(name, origin.value or "–", origin.why + (f" ({quotes})" if quotes else ""))


def _rule(rule: RuleNote) -> str:
    place = f"  {rule.file}:{rule.line}" if rule.file else ""
    return f"{rule.id}{place}" + (f"  priority {rule.priority}" if rule.priority else "")


def _labelled(label: str, words: str, more: str = "") -> Text:
    text = Text(label.ljust(_LABEL), style="dim")
    text.append(words, style="default")
    if more:
        text.append(f"  {more}", style="dim")
    return text


def _at(quote: Quote) -> str:
    return f"{_one_line(quote.text)} @{quote.start}"


def _one_line(text: str) -> str:
    # A quote may be wrapped in its source, and a control character would steer the terminal.
    return "".join(c if c.isprintable() else " " for c in text)
