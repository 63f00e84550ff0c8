"""``zhstat rules docs``: documentation of the rules, made of their files."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.options import Patterns, output_option, rule_options
from extractor.cli.output import opened


@click.command(short_help="Documentation of the rules, as Markdown.")
@output_option
@rule_options
def docs(*, output: Path, patterns: Patterns) -> None:
    """Write what the rules find and leave alone, for those who read facts: made of the rule files themselves.

    \b
    Examples:
      zhstat rules docs -o rules.md
      zhstat rules docs --only-patterns my-patterns/ | less

    Each file begins with its opening comment; each rule says what it finds, with its examples in a table.
    """
    from extractor.authoring.docs import docs as written
    from extractor.cli.inputs import files_of, rules_of

    rules = rules_of(patterns, fast=False)
    text = written(rules, files_of(patterns))
    with opened(output) as out:
        out.write(text.encode())
