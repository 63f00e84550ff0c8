"""Find what is wrong with rule files that load all the same: what is not used, not reached, or never ends.

`lint` gives the loader's complaints too, so that an author sees all problems of all files in one go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.rules.build import compiled, in_order
from extractor.rules.expand import Expander, Source
from extractor.rules.lint.alternatives import Alternatives
from extractor.rules.lint.examples import wrong_examples
from extractor.rules.lint.lists import wrong_lists
from extractor.rules.lint.names import unused_names
from extractor.rules.lint.pump import blows_up
from extractor.rules.lint.strays import stray_files
from extractor.rules.lint.width import can_be_empty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from extractor.errors import Problem
    from extractor.rules.build import Built
    from extractor.rules.model import File, Frame, Rule

__all__ = ["lint", "stray_files"]


def lint(files: Sequence[File], lexicons: Collection[str] = ()) -> tuple[Problem, ...]:
    """Look through rule files.

    Args:
        files: What `extractor.rules.load.rule_files` read.
        lexicons: The names of the lexicons that the program asks for by itself.

    Returns:
        What is wrong, what keeps the files from being loaded included, in the order of the files.
    """
    built = compiled(files)
    found = [
        *built.problems,
        *unused_names(built.sources, lexicons),
        *wrong_lists(files),
        *_of_regexes(built),
    ]
    return in_order(found, files)


def _of_regexes(built: Built) -> Iterator[Problem]:
    """Look through the regexes and examples of what is sound in itself."""
    expander = Expander([])
    alternatives = Alternatives()
    sound: tuple[Rule | Frame, ...] = (*built.rules, *built.frames)
    for rule in sound:
        entry = built.sources.entries[rule.id]
        source = Source(entry.file, (*entry.path, "regex"), rule.regex)
        expanded = expander.expand(source, entry.scope)
        if expanded is None:
            continue
        yield from wrong_examples(rule, entry)
        alternatives.look(expanded, longest=getattr(rule, "side", None) is not None)
        if can_be_empty(expanded.text):
            yield entry.problem(
                "regex",
                "this can match without a single character",
                "make a part of it that must be there: + for *, or take a ? away",
            )
        pump = blows_up(rule.pattern)
        if pump:
            yield entry.problem(
                "regex",
                f"this takes over {pump.seconds:g} s on {pump.example}",
                "is a repetition nested in another, or beside one that takes the same? "
                "++ and *+ give nothing back",
            )
    yield from alternatives.problems()
