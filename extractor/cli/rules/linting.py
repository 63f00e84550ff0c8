"""``zhstat rules lint``: what is wrong with rule files, all of it in one go."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Patterns, rule_options
from extractor.cli.rules.tables import json_text
from extractor.errors import Problem, ZhstatError


@click.command(short_help="What is wrong with rule files, all in one go.")
@click.option("--fix", is_flag=True, help="Sort the rows of lexicons that are out of order.")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Messages for people, or JSON.",
)
@rule_options
@click.pass_context
def lint(
    ctx: click.Context,
    /,
    *,
    fix: bool,
    format_: str,
    patterns: Patterns,
) -> None:
    """Look for what is wrong with rule files, each problem with its file, line, column and a suggestion.

    \b
    Examples:
      zhstat rules lint
      zhstat rules lint --patterns my-rules/
      zhstat rules lint --patterns my-rules/ --fix

    It finds what keeps rules from loading; names that nothing uses; alternatives that are never reached;
    regexes that match nothing at all, or go on for ever on some text; keys of examples that are never
    compared; counter-examples still to be written; lexicons out of order, with a word twice, or that
    nothing asks for. Examples are run by zhstat rules test; zhstat check does both.
    """
    from dataclasses import asdict

    from extractor.cli.inputs import files_of, folders_of, problems_of

    if fix:
        _sort(folders_of(patterns))
    files = files_of(patterns)
    problems = problems_of(patterns)
    messages = Messages()
    if format_ == "json":
        click.echo(json_text([asdict(problem) for problem in problems]))
        ctx.exit(bool(problems))
    for problem in problems:
        messages.problem(problem)
    click.echo(f"{len(files)} files, {len(problems)} problem{'s' * (len(problems) != 1)}")
    ctx.exit(messages.exit_code)


def _sort(folders: list[Path]) -> None:
    from extractor.cli.output import opened
    from extractor.rules.lexicon import in_order
    from extractor.rules.locate import decoded

    for folder in folders:
        for path in sorted(folder.glob("lexicon/*.tsv")):
            try:
                text = decoded(str(path), path.read_bytes(), [])
            except OSError as error:
                raise ZhstatError(Problem(f"cannot be sorted: {error.strerror}", str(path))) from None
            mended = text and in_order(text)
            if mended and mended != text:
                with opened(path) as out:
                    out.write(mended.encode())
                click.echo(f"{path} is sorted now")
