"""``zhstat extract``: the facts of documents, in a table or as data."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.formats import FORMATS, named, write_facts, writing
from extractor.cli.messages import Messages
from extractor.cli.options import (
    Given,
    Patterns,
    color_option,
    input_options,
    jobs_option,
    message_options,
    rule_options,
)
from extractor.cli.output import STDOUT

if TYPE_CHECKING:
    from extractor.rules.model import Ruleset

KINDS = ("count", "money", "percent", "measure", "rank", "date")


@click.command(short_help="The facts of documents, in a table or as data.")
@input_options
@click.option(
    "-f",
    "--format",
    "format_",
    envvar="ZHSTAT_FORMAT",
    type=click.Choice(FORMATS),
    help="How facts are written. [default: by the ending of -o; else a table on a terminal, jsonl in a pipe]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True, path_type=Path),
    default=STDOUT,
    metavar="FILE",
    help="Write to a file (of a datapackage, a folder), which appears when it is whole.",
)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte-order mark, for spreadsheet programs.")
@click.option(
    "--csv-safe",
    is_flag=True,
    help="In CSV, put an apostrophe before text that a spreadsheet program would run as a formula.",
)
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only facts of this kind.")
@click.option(
    "--region",
    "regions",
    multiple=True,
    metavar="PLACE",
    help="Only facts of this place and what lies in it: a name or a division code.",
)
@click.option(
    "--agency-type",
    "agency_types",
    multiple=True,
    metavar="TYPE",
    help="Only facts of this system, such as 公安.",
)
@click.option(
    "--metric-id",
    is_flag=True,
    help="Add a last column: the id, in zhstat metrics list, of the indicator that the metric is.",
)
@rule_options
@jobs_option
@color_option
@message_options
@click.pass_context
def extract(
    ctx: click.Context,
    /,
    *,
    given: Given,
    format_: str | None,
    output: Path,
    bom: bool,
    csv_safe: bool,
    kinds: tuple[str, ...],
    regions: tuple[str, ...],
    agency_types: tuple[str, ...],
    metric_id: bool,
    patterns: Patterns,
    jobs: int | None,
    color: str,
    messages: Messages,
) -> None:
    """Give every fact of the documents: what is counted, where, by whom, when, how exactly.

    \b
    Examples:
      zhstat extract report.txt
      zhstat extract --date 2022-07-20 report.txt | jq 'select(.kind == "money")'
      zhstat extract --region 湖北省 --kind count reports/ -o facts.csv --bom
      zhstat extract --input jsonl --format jsonl - < reports.jsonl
      zhstat extract reports/ -o facts.duckdb

    An INPUT is a text file, a folder of .txt and .jsonl files, a .jsonl file of records with the keys
    id, text and date, any of these gzipped, or - for standard input, which is also read when nothing
    is named and something is piped in. Facts that were written as JSON Lines, JSON or CSV are read back.
    """
    from extractor.cli.filters import wanted
    from extractor.cli.inputs import results_of, rules_of, task_of

    how = writing(
        named(ctx, format_, output), output, bom=bom, safe=csv_safe, color=color, metric_id=metric_id
    )

    def rules() -> Ruleset:
        return rules_of(patterns)

    passes = wanted(rules, kinds, regions, agency_types)
    dates: dict[str, str | None] = {}
    results = results_of(
        task_of(patterns, how.form, passes),
        given,
        messages,
        output=output,
        jobs=jobs,
        dates=dates if how.dated else None,
    )
    with closing(results):
        facts: Iterable[Any] = results
        if how.metric_id:
            from extractor.indicators import Indicators

            facts = Indicators.load(*patterns.folders, builtin=patterns.builtin).identified(results)
        write_facts(facts, how, messages, rules=rules, dates=dates)
    ctx.exit(messages.exit_code)
