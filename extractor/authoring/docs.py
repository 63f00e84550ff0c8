"""Documentation of the rules for those who read facts, made of the rule files themselves, as Markdown.

Of each file its opening comment, of each rule what it says of itself and its examples in a table: what it
finds in bold with what that means, and what it leaves alone with the reason. Of the lexicons their heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractor.authoring.schema import FIRST_LINE
from extractor.authoring.shown import all_of, examples_of, kind_of
from extractor.rules.locate import decoded
from extractor.rules.model import Example, File, Frame, Rule, Ruleset
from extractor.rules.sources import lexicon_name

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def docs(rules: Ruleset, files: Sequence[File], title: str = "The rules") -> str:
    """Write the documentation.

    Args:
        rules: The rules.
        files: The files that they were made of.
        title: The heading.
    """
    texts = {file.name: decoded(file.name, file.content, []) or "" for file in files}
    parts = [f"# {title}", ""]
    for name, group in groupby(all_of(rules), key=lambda rule: rule.file):
        parts += _file(name, opening(texts[name]), list(group))
    parts += ["## Lexicons", ""]
    for file in files:
        if file.name.endswith(".tsv"):
            parts += _lexicon(file, opening(texts[file.name]), rules)
    return "\n".join(parts).rstrip("\n") + "\n"


def opening(text: str) -> list[str]:
    """Give the comment that a file opens with, its paragraphs each on one line.

    >>> opening("#:schema ./rules.schema.json\\n# Ranks:\\n# a place.\\n#\\n# More.\\n\\n# Not this.\\n")
    ['Ranks: a place.', 'More.']
    """
    lines = []
    for line in text.split("\n"):
        if line == FIRST_LINE:
            continue
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    paragraphs = (" ".join(group) for blank, group in groupby(lines, key=lambda line: not line) if not blank)
    return list(paragraphs)


def _file(name: str, comment: Iterable[str], rules: Iterable[Rule | Frame]) -> Iterator[str]:
    yield from (f"## {_text(name)}", "")
    for paragraph in comment:
        yield from (_text(paragraph), "")
    for rule in rules:
        yield from (f"### {_text(rule.id)}", "", f"{_text(rule.doc)} *{kind_of(rule)}*", "")
        yield from ("| | | |", "|---|---|---|")
        for sort, example, says in examples_of(rule):
            yield f"| {sort} | {_marked(example)} | {_text(says)} |"
        yield ""


def _lexicon(file: File, comment: Sequence[str], rules: Ruleset) -> Iterator[str]:
    lexicon = rules.lexicons[lexicon_name(file)]
    yield from (f"### {_text(file.name)}", "")
    yield from (_text(" ".join(comment)), "")
    yield from (f"{len(lexicon.rows)} rows: {', '.join(map(_text, lexicon.columns))}.", "")


def _marked(example: Example) -> str:
    """Write an example with what it marks in bold."""
    parts = []
    end = 0
    for start, behind in example.marks:
        parts += [_text(example.text[end:start]), f"**{_text(example.text[start:behind])}**"]
        end = behind
    return "".join([*parts, _text(example.text[end:])])


def _text(text: str) -> str:
    """Write a text so that Markdown changes nothing in it."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
