"""Make a ruleset of the contents of files: every name expanded, every regex compiled.

A step goes on past what is wrong and notes it, so that an author sees all problems of all files
together, in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.errors import Problem, RuleError

from .compile import Compiler
from .expand import Expander
from .model import File, Frame, Rule, Ruleset
from .scan_make import make_scan
from .sources import Sources, read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Built(NamedTuple):
    """What came of rule files, sound or not.

    Attributes:
        sources: What they say.
        patterns: The sub-patterns that every file may use, expanded.
        rules: The rules that are sound.
        frames: The frames that are.
        problems: What is wrong with the others, in the order of the files.
        own: The shared sub-patterns that are not the package's, or hold one that is not.
    """

    sources: Sources
    patterns: dict[str, str]
    rules: tuple[Rule, ...]
    frames: tuple[Frame, ...]
    problems: tuple[Problem, ...]
    own: frozenset[str]


def compiled(files: Sequence[File]) -> Built:
    """Compile what files say as far as it is sound."""
    problems: list[Problem] = []
    sources = read_sources(files, problems)
    expander = Expander(problems)
    for _, _, scope in sources.files:
        for name in scope.names:  # each is checked, used or not
            expander.named(name, scope)
    expanded = {name: expander.named(name, sources.shared) for name in sources.shared.names}
    own = frozenset(file.name for file in files if file.own)
    compiler = Compiler(expander, problems, own)
    entries = sources.entries.values()
    rules = [compiler.rule(entry) for entry in entries if entry.table == "rule"]
    frames = [compiler.frame(entry) for entry in entries if entry.table == "frame"]
    return Built(
        sources,
        {name: whole.text for name, whole in expanded.items() if whole},
        tuple(rule for rule in rules if rule),
        tuple(frame for frame in frames if frame),
        in_order(problems, files),
        frozenset(name for name, whole in expanded.items() if whole and whole.uses(own)),
    )


def build(files: Sequence[File], digest: str, *, fast: bool = True, known: Ruleset | None = None) -> Ruleset:
    """Make a ruleset of the files' contents.

    Args:
        files: The files.
        digest: Their digest.
        known: A ruleset whose rules these may have in part, which saves most of the time.
        fast: Whether what makes applying the rules fast is worked out, which takes by far the longest.

    Raises:
        RuleError: Something in them is wrong; it tells all of it.
    """
    built = compiled(files)
    if built.problems:
        raise RuleError(built.problems)
    # What did not come with the package is not worked into it: it must be possible to stop it.
    timed = {name: text for name, text in built.patterns.items() if name not in built.own}
    scan = make_scan(built.rules, timed, known) if fast else None
    return Ruleset(built.rules, built.frames, built.patterns, built.sources.lexicons, digest, scan)


def in_order(problems: Iterable[Problem], files: Sequence[File]) -> tuple[Problem, ...]:
    """Give problems in the order of the files, each once: a sub-pattern that several use is wrong once."""
    order = {file.name: number for number, file in enumerate(files)}
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda p: (order[p.file or ""], p.line or 0, p.column or 0))
    )
