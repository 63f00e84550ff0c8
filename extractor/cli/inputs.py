"""From the arguments of a command to its documents and the engine that reads them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from extractor.cli.messages import Bar, Messages
from extractor.errors import Problem, ZhstatError

if TYPE_CHECKING:
    from extractor.pipeline import Extractor
    from extractor.rules.model import File, Ruleset
    from extractor.text.read import Form, Source
    from extractor.types import Fact, Record

Item = TypeVar("Item")


def rules_of(patterns: Sequence[Path], only_patterns: Path | None, *, fast: bool = True) -> Ruleset:
    """Load the rules that the options name, ``fast`` if they are to read documents.

    Raises:
        RuleError: Some are wrong.
    """
    from extractor.rules.load import load_rules

    return load_rules(*_folders(patterns, only_patterns), builtin=only_patterns is None, fast=fast)


def files_of(patterns: Sequence[Path], only_patterns: Path | None) -> list[File]:
    """Read the files of the rules that the options name.

    Raises:
        RuleError: One cannot be read.
    """
    from extractor.rules.load import rule_files

    return rule_files(*_folders(patterns, only_patterns), builtin=only_patterns is None)


def folders_of(patterns: Sequence[Path], only_patterns: Path | None) -> list[Path]:
    """Give all folders of the rules that the options name, that of the package included."""
    from extractor.paths import patterns_folder

    own = _folders(patterns, only_patterns)
    return own if only_patterns else [patterns_folder(), *own]


def _folders(patterns: Sequence[Path], only_patterns: Path | None) -> list[Path]:
    return [*([only_patterns] if only_patterns else []), *patterns]


def records_of(
    inputs: Sequence[str],
    messages: Messages,
    *,
    form: Form | None,
    encoding: str,
    date: str | None,
    bar: bool,
) -> Iterator[Record]:
    """Read the documents in order; what fails is reported and passed over.

    Args:
        inputs: The arguments; none is standard input where that is no terminal.
        messages: Takes what is wrong.
        form: What ``--input`` says.
        encoding: How the bytes are to be read.
        date: The date of the records that bring none.
        bar: Whether a progress bar may appear.

    Raises:
        click.UsageError: There is nothing to read.
    """
    from extractor.text.read import read_source

    def read(source: Source, on_read: Callable[[int], None]) -> Iterator[Record | Problem]:
        return read_source(source, encoding=encoding, date=date, stdin=sys.stdin.buffer, on_read=on_read)

    return _read(_named(inputs), messages, form, read, bar=bar)


def facts_of(
    inputs: Sequence[str],
    messages: Messages,
    *,
    form: Form | None,
    encoding: str,
    date: str | None,
    bar: bool,
    rules: Callable[[], Ruleset],
    dates: MutableMapping[str, str | None] | None = None,
) -> Iterator[Fact]:
    """Give the facts of the inputs in order: those read back, and those of documents as they are extracted.

    Args:
        inputs: The arguments; none is standard input where that is no terminal.
        messages: Takes what is wrong.
        form: What ``--input`` says; where it says something, facts are not looked for.
        encoding: How the bytes are to be read.
        date: The date of the records that bring none.
        bar: Whether a progress bar may appear.
        rules: Loads the rules by which documents are read; not called where there are only facts.
        dates: Takes the day of each document as it is read, by its name.

    Raises:
        click.UsageError: There is nothing to read.
    """
    items = facts_or_records_of(inputs, messages, form=form, encoding=encoding, date=date, bar=bar)
    return _facts(items, messages, rules, date, dates)


def facts_or_records_of(
    inputs: Sequence[str],
    messages: Messages,
    *,
    form: Form | None,
    encoding: str,
    date: str | None,
    bar: bool,
) -> Iterator[Fact | Record]:
    """Give what the inputs hold in order, facts or documents; the arguments are those of `facts_of`."""
    from extractor.facts import read_facts_or_records
    from extractor.text.read import read_source

    def read(source: Source, on_read: Callable[[int], None]) -> Iterator[Fact | Record | Problem]:
        reader = read_source if form else read_facts_or_records
        return reader(source, encoding=encoding, date=date, stdin=sys.stdin.buffer, on_read=on_read)

    return _read(_named(inputs), messages, form, read, bar=bar)


def _facts(
    items: Iterable[Fact | Record],
    messages: Messages,
    rules: Callable[[], Ruleset],
    date: str | None,
    dates: MutableMapping[str, str | None] | None,
) -> Iterator[Fact]:
    from extractor.types import Fact

    extractor: Extractor | None = None
    for item in items:
        if isinstance(item, Fact):
            if dates is not None:
                dates.setdefault(item.doc, date)
            yield item
            continue
        if extractor is None:
            from extractor.rules.warm import warmed

            with warmed():
                from extractor.pipeline import Extractor

            extractor = Extractor(rules())
        if dates is not None:
            dates[item.doc] = item.date
        yield from extracted(extractor, item, messages)


def extracted(extractor: Extractor, record: Record, messages: Messages) -> Iterator[Fact]:
    """Give the facts of a document; what fails in it is reported."""
    count = 0
    try:
        for fact in extractor.extract(record.text, date=record.date, doc=record.doc):
            count += 1
            yield fact
    except ZhstatError as error:
        for problem in error.problems:
            messages.problem(problem)
    messages.note(f"{record.doc}: {count} facts")


def _named(inputs: Sequence[str]) -> Sequence[str]:
    if not inputs and sys.stdin.isatty():
        raise click.UsageError("name an INPUT, or pipe a text in")
    return inputs or ["-"]


def _read(
    inputs: Sequence[str],
    messages: Messages,
    form: Form | None,
    read: Callable[[Source, Callable[[int], None]], Iterator[Item | Problem]],
    *,
    bar: bool,
) -> Iterator[Item]:
    from extractor.text.read import find_sources

    sources = list(find_sources(inputs, form))
    total = sum(source.size for source in sources if not isinstance(source, Problem))
    wanted = bar and not messages.quiet and sys.stderr.isatty()
    with Bar(total, wanted=wanted) as progress:
        for source in sources:
            if isinstance(source, Problem):
                messages.problem(source)
                continue
            for item in read(source, progress.advance):
                if isinstance(item, Problem):
                    messages.problem(item)
                else:
                    yield item
