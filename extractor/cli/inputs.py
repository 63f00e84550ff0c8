"""From the arguments of a command to its documents and the engine that reads them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from extractor.cli.messages import Bar, Messages
from extractor.cli.options import Given, Patterns
from extractor.cli.output import STDOUT
from extractor.errors import Problem

if TYPE_CHECKING:
    from extractor.corpus.task import Task
    from extractor.corpus.wanted import Wanted
    from extractor.pipeline import Extractor
    from extractor.rules.model import File, Ruleset
    from extractor.text.read import Source
    from extractor.types import Fact, Record

Item = TypeVar("Item")

LARGE = 1_000_000
"""Bytes of input for which workers are started at once."""


def rules_of(patterns: Patterns, *, fast: bool = True) -> Ruleset:
    """Load the rules that the options name, ``fast`` if they are to read documents.

    Raises:
        RuleError: Some are wrong.
    """
    from extractor.rules.load import load_rules

    return load_rules(*patterns.folders, builtin=patterns.builtin, fast=fast)


def files_of(patterns: Patterns) -> list[File]:
    """Read the files of the rules that the options name.

    Raises:
        RuleError: One cannot be read.
    """
    from extractor.rules.load import rule_files

    return rule_files(*patterns.folders, builtin=patterns.builtin)


def problems_of(patterns: Patterns) -> tuple[Problem, ...]:
    """Give what is wrong with the files of the rules that the options name.

    Raises:
        RuleError: One cannot be read.
    """
    from extractor.rules.lint import lint, stray_files
    from extractor.rules.load import builtin_lexicons

    strays = stray_files(patterns.folders)
    return (*strays, *lint(files_of(patterns), builtin_lexicons()))


def folders_of(patterns: Patterns) -> list[Path]:
    """Give all folders of the rules that the options name, that of the package included."""
    from extractor.paths import patterns_folder

    return [*([patterns_folder()] if patterns.builtin else []), *patterns.folders]


def task_of(patterns: Patterns, form: str, wanted: Wanted | None = None) -> Task:
    """Tell what is to be done with each document, by the rules that the options name."""
    from extractor.corpus.task import Task
    from extractor.corpus.wanted import Wanted

    return Task(patterns.folders, patterns.builtin, wanted or Wanted(), form)


def results_of(
    task: Task,
    given: Given,
    messages: Messages,
    *,
    output: Path,
    jobs: int | None,
    dates: MutableMapping[str, str | None] | None = None,
) -> Generator[Any]:
    """Read the inputs in order and do a task with each document; what fails is reported and passed over.

    Args:
        task: What to do. Where it asks for facts, inputs may hold facts too.
        given: What is to be read.
        messages: Takes what is wrong.
        output: Where the results go; a progress bar and results do not share a terminal.
        jobs: How many processes may work; ``None`` is as many as there are cores.
        dates: Takes the day of each document as it is read, by its name.

    Raises:
        click.UsageError: There is nothing to read.
    """
    from extractor.corpus.cores import cores
    from extractor.corpus.spread import spread
    from extractor.corpus.task import MENTIONS
    from extractor.facts import read_facts_or_records
    from extractor.text.read import find_sources, read_source

    sources = list(find_sources(_named(given), given.form))
    stdin = own_stdin()
    documents = given.form or task.form == MENTIONS

    def read(source: Source, on_read: Callable[[int], None]) -> Iterator[Fact | Record | Problem]:
        reader = read_source if documents else read_facts_or_records
        return reader(source, stdin=stdin, on_read=on_read, **given.how)

    bar = not _seen(output) and not messages.quiet
    items: Iterator[Fact | Record | Problem] = _items(sources, read, wanted=bar)
    what = "mentions" if task.form == MENTIONS else "facts"
    found = [source for source in sources if not isinstance(source, Problem)]
    # A text is one record, whatever its size, and one record is one process's work.
    many = len(found) > 1 or any(source.form == "jsonl" for source in found)
    return spread(
        items if dates is None else _dated(items, given.date, dates),
        task,
        jobs or cores(),
        report=messages.problem,
        note=lambda doc, count: messages.note(f"{doc}: {count} {what}"),
        pause=sys.stdout.buffer.flush if output == STDOUT else lambda: None,
        at_once=many and sum(source.size for source in found) >= LARGE,
    )


def own_stdin() -> BinaryIO | None:
    """Open standard input once more: a thread that waits in ``sys.stdin`` would not let Python end."""
    if sys.stdin is None:  # it was closed before we began
        return None
    try:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    except (OSError, ValueError):  # it is no file
        return sys.stdin.buffer


def _dated(
    items: Iterable[Fact | Record | Problem], date: str | None, dates: MutableMapping[str, str | None]
) -> Iterator[Fact | Record | Problem]:
    """Pass items on and note the day of each document."""
    from extractor.types import Fact, Record

    for item in items:
        if isinstance(item, Record):
            dates[item.doc] = item.date
        elif isinstance(item, Fact):
            dates.setdefault(item.doc, date)
        yield item


def records_of(given: Given, messages: Messages, *, bar: bool) -> Iterator[Record]:
    """Read the documents in order; what fails is reported and passed over.

    Args:
        given: What is to be read.
        messages: Takes what is wrong.
        bar: Whether a progress bar may appear.

    Raises:
        click.UsageError: There is nothing to read.
    """
    from extractor.text.read import read_source

    def read(source: Source, on_read: Callable[[int], None]) -> Iterator[Record | Problem]:
        return read_source(source, stdin=own_stdin(), on_read=on_read, **given.how)

    return _read(given, messages, read, bar=bar)


def facts_of(given: Given, patterns: Patterns, messages: Messages, *, output: Path) -> Iterator[Fact]:
    """Give the facts of the inputs in order: those read back, and those of documents as they are extracted.

    Args:
        given: What is to be read.
        patterns: The rules by which documents are read; not loaded where there are only facts.
        messages: Takes what is wrong.
        output: Where the results go; a progress bar and results do not share a terminal.

    Raises:
        click.UsageError: There is nothing to read.
    """
    items = facts_or_records_of(given, messages, bar=not _seen(output))
    return _facts(items, messages, patterns)


def _seen(output: Path) -> bool:
    """Tell whether results go to a terminal."""
    return output == STDOUT and sys.stdout.isatty()


def facts_or_records_of(given: Given, messages: Messages, *, bar: bool) -> Iterator[Fact | Record]:
    """Give what the inputs hold in order, facts or documents; the arguments are those of `records_of`."""
    from extractor.facts import read_facts_or_records
    from extractor.text.read import read_source

    def read(source: Source, on_read: Callable[[int], None]) -> Iterator[Fact | Record | Problem]:
        reader = read_source if given.form else read_facts_or_records
        return reader(source, stdin=own_stdin(), on_read=on_read, **given.how)

    return _read(given, messages, read, bar=bar)


def _facts(
    items: Iterable[Fact | Record],
    messages: Messages,
    patterns: Patterns,
) -> Iterator[Fact]:
    from extractor.types import Fact

    extractor: Extractor | None = None
    for item in items:
        if isinstance(item, Fact):
            yield item
            continue
        if extractor is None:
            from extractor.rules.warm import warmed

            with warmed():
                from extractor.pipeline import Extractor

            extractor = Extractor(rules_of(patterns))
        yield from extracted(extractor, item, messages)


def extracted(extractor: Extractor, record: Record, messages: Messages) -> Iterator[Fact]:
    """Give the facts of a document; what fails in it is reported."""
    from extractor.corpus.task import Task, Work

    return Work(Task(), extractor).items(
        record, messages.problem, lambda doc, found: messages.note(f"{doc}: {found} facts")
    )


def _named(given: Given) -> Sequence[str]:
    if not given.inputs and (sys.stdin is None or sys.stdin.isatty()):
        raise click.UsageError("name an INPUT, or pipe a text in")
    return given.inputs or ["-"]


def _read(
    given: Given,
    messages: Messages,
    read: Callable[[Source, Callable[[int], None]], Iterator[Item | Problem]],
    *,
    bar: bool,
) -> Iterator[Item]:
    from extractor.text.read import find_sources

    sources = list(find_sources(_named(given), given.form))
    for item in _items(sources, read, wanted=bar and not messages.quiet):
        if isinstance(item, Problem):
            messages.problem(item)
        else:
            yield item


def _items(
    sources: Sequence[Source | Problem],
    read: Callable[[Source, Callable[[int], None]], Iterator[Item | Problem]],
    *,
    wanted: bool,
) -> Iterator[Item | Problem]:
    """Give what the sources hold, and a problem in the place of each thing that cannot be read."""
    total = sum(source.size for source in sources if not isinstance(source, Problem))
    with Bar(total, wanted=wanted and sys.stderr.isatty()) as progress:
        for source in sources:
            if isinstance(source, Problem):
                yield source
            else:
                yield from read(source, progress.advance)
