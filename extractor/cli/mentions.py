"""``zhstat mentions``: every number and date that the rules read, before any is a fact."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from extractor.cli.messages import Messages
from extractor.cli.options import (
    Given,
    Patterns,
    input_options,
    jobs_option,
    message_options,
    output_option,
    rule_options,
)
from extractor.cli.output import opened


@click.command(short_help="Every number and date that the rules read.")
@input_options
@click.option(
    "-f",
    "--format",
    expose_value=False,
    type=click.Choice(["jsonl"]),
    help="Write JSON Lines, as always.",
)
@output_option
@rule_options
@jobs_option
@message_options
@click.pass_context
def mentions(
    ctx: click.Context,
    /,
    *,
    given: Given,
    output: Path,
    patterns: Patterns,
    jobs: int | None,
    messages: Messages,
) -> None:
    """Give every number, date and place that the rules read, before any fact is made of them.

    \b
    Examples:
      zhstat mentions report.txt | jq -c '.mentions[]'
      echo 三万五千人 | zhstat mentions

    One line of JSON a document: {"id", "mentions": [{"text", "start", "end", "kind", "value", "low",
    "high", "unit", "qualifier"}]}.
    """
    from extractor.cli.inputs import results_of, task_of
    from extractor.corpus.task import MENTIONS

    lines = results_of(
        task_of(patterns, MENTIONS),
        given,
        messages,
        output=output,
        jobs=jobs,
    )
    with closing(lines), opened(output) as out:
        for line in lines:
            out.write(line)
    ctx.exit(messages.exit_code)
