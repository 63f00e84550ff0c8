"""From the arguments of a command to its documents and the engine that reads them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Bar, Messages
from extractor.errors import Problem

if TYPE_CHECKING:
    from extractor.rules.model import Ruleset
    from extractor.text.read import Form
    from extractor.types import Record


def rules_of(patterns: Sequence[Path], only_patterns: Path | None) -> Ruleset:
    """Load the rules that the options name.

    Raises:
        RuleError: Some are wrong.
    """
    from extractor.rules.load import load_rules

    folders = ([only_patterns] if only_patterns else []) + list(patterns)
    return load_rules(*folders, builtin=only_patterns is None)


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
    if not inputs and sys.stdin.isatty():
        raise click.UsageError("name an INPUT, or pipe a text in")
    return _read(inputs or ["-"], messages, form, encoding, date, bar=bar)


def _read(
    inputs: Sequence[str],
    messages: Messages,
    form: Form | None,
    encoding: str,
    date: str | None,
    *,
    bar: bool,
) -> Iterator[Record]:
    from extractor.text.read import find_sources, read_source

    sources = list(find_sources(inputs, form))
    total = sum(source.size for source in sources if not isinstance(source, Problem))
    wanted = bar and not messages.quiet and sys.stderr.isatty()
    with Bar(total, wanted=wanted) as progress:
        for source in sources:
            if isinstance(source, Problem):
                messages.problem(source)
                continue
            for item in read_source(
                source, encoding=encoding, date=date, stdin=sys.stdin.buffer, on_read=progress.advance
            ):
                if isinstance(item, Problem):
                    messages.problem(item)
                else:
                    yield item
