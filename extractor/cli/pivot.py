"""``zhstat pivot``: facts in a table of places and times, or of any two of what facts say."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Messages
from extractor.cli.options import Given, Patterns, input_options, message_options, output_option, rule_options
from extractor.cli.output import opened

if TYPE_CHECKING:
    from extractor.indicators import Indicators
    from extractor.types import Fact

DIMENSIONS = ("region", "agency", "period", "doc", "metric", "metric_id", "unit")
FORMATS = ("table", "csv", "md", "json")


@click.command(short_help="Facts in a table of places and times.")
@input_options
@click.option(
    "--rows", type=click.Choice(DIMENSIONS), default="region", show_default=True, help="What a row is of."
)
@click.option(
    "--columns",
    type=click.Choice(DIMENSIONS),
    default="period",
    show_default=True,
    help="What a column is of.",
)
@click.option(
    "-m",
    "--metric",
    "metrics",
    multiple=True,
    metavar="METRIC",
    help="An id or a name of zhstat metrics list, or a phrase as reports have it; may be given again.",
)
@click.option("--changes", is_flag=True, help="Show by how much it changed, and not how much it is.")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How the table is written. [default: by the ending of -o; else table]",
)
@output_option
@rule_options
@message_options
@click.pass_context
def pivot(
    ctx: click.Context,
    /,
    *,
    given: Given,
    rows: str,
    columns: str,
    metrics: tuple[str, ...],
    changes: bool,
    format_: str | None,
    output: Path,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Put facts into the table that one draws by hand: places down, times across, or as you like.

    \b
    Examples:
      zhstat pivot reports/ --metric 破获刑事案件
      zhstat pivot facts.jsonl --rows period --columns metric --metric 出口总值 --metric 进口总值
      zhstat pivot facts.jsonl --metric 生产总值 --changes -o growth.csv
      zhstat pivot reports/ --rows metric_id --columns region --format md

    Nothing is added up. Where two values cannot both be right, both stand in the cell with ≠ between
    them; ≥ ≤ ≈ keep what words such as 余, 近 and 约 leave open. Places come in the order of their
    division codes, times from early to late. An INPUT holds facts or documents.
    """
    from extractor.cli.inputs import facts_of
    from extractor.indicators import Indicators
    from extractor.pivot import chosen
    from extractor.pivot import pivot as pivoted
    from extractor.pivot.written import FORMATS as WRITERS

    if rows == columns:
        raise click.UsageError(f"--rows and --columns are both {rows}")
    if not metrics and not {"metric", "metric_id"} & {rows, columns}:
        raise click.UsageError("name a --metric, or put the metrics in --rows or --columns")
    indicators = Indicators.load(*patterns.folders, builtin=patterns.builtin)
    facts = list(facts_of(given, patterns, messages, output=output))
    ids = indicators.assign(facts)
    wanted = chosen(facts, metrics, ids, indicators, changes=changes)
    if "metric_id" in (rows, columns):
        wanted = [fact for fact in wanted if fact.id in ids]
    if not wanted and not messages.quiet:
        click.echo(_nothing(metrics, facts, indicators), err=True)
    result = pivoted(wanted, rows, columns, ids)
    known = indicators.by_id
    title = "、".join(known[one].name if one in known else one for one in metrics) or "all metrics"
    title += f" ({result.unit})" if result.unit else ""
    with opened(output) as out:
        write = WRITERS[format_ or _format_for(output)]
        out.write(write(result, title, shutil.get_terminal_size((100, 24)).columns))
    ctx.exit(messages.exit_code)


def _format_for(output: Path) -> str:
    ending = output.suffix.removeprefix(".")
    return ending if ending in FORMATS else "table"


def _nothing(metrics: Collection[str], facts: Sequence[Fact], indicators: Indicators) -> str:
    """Say that no fact is of the metrics, and which are near."""
    known = {fact.metric for fact in facts if fact.metric} | {row.name for row in indicators.rows}
    near = [name for words in metrics for name in get_close_matches(words, known, 3)]
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"no fact is of {'、'.join(metrics) or 'any indicator'}{hint}"
