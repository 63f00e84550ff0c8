"""``zhstat metrics``: the indicators that metrics meet in, and the phrases that have none yet."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Messages
from extractor.cli.options import (
    FOLDER,
    Given,
    Patterns,
    input_options,
    message_options,
    output_option,
    rule_options,
)
from extractor.cli.output import STDOUT, opened

if TYPE_CHECKING:
    from extractor.indicators import Indicator

patterns_option = click.option(
    "--patterns",
    envvar="ZHSTAT_PATTERNS",
    type=FOLDER,
    multiple=True,
    metavar="DIR",
    help="Use the lexicon/indicator.tsv of this folder too; may be given again.",
)


@click.group(short_help="The indicators that metrics meet in.")
def metrics() -> None:
    """The indicators that metrics meet in, whatever words a report has for them.

    \b
    Examples:
      zhstat metrics list --system 公安
      zhstat metrics suggest reports/ > new.tsv

    zhstat pivot and zhstat audit take 打掉涉黑涉恶犯罪团伙 and 打掉黑恶势力团伙 for one indicator.
    """


@metrics.command("list", short_help="What indicators there are.")
@click.argument("words", nargs=-1)
@click.option("--system", "systems", multiple=True, help="Only those of this system, such as 公安.")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["table", "tsv"]),
    help="How they are written. [default: table on a terminal, else tsv]",
)
@output_option
@patterns_option
def list_(
    words: tuple[str, ...],
    systems: tuple[str, ...],
    format_: str | None,
    output: Path,
    patterns: tuple[Path, ...],
) -> None:
    """List indicators: those that a phrase of WORDS names or is in the name of, or all.

    \b
    Examples:
      zhstat metrics list
      zhstat metrics list 打掉黑恶势力团伙
      zhstat metrics list --system 检察 --format tsv
    """
    from extractor.indicators import Indicators

    indicators = Indicators.load(*patterns)
    rows = [
        row
        for row in indicators.rows
        if (not systems or row.system in systems)
        and (
            not words
            or any(row in indicators.named(one) or one in row.name or one in row.id for one in words)
        )
    ]
    chosen = format_ or ("table" if output == STDOUT and sys.stdout.isatty() else "tsv")
    with opened(output) as out:
        out.write(_table(rows) if chosen == "table" else _tsv(rows))


@metrics.command("suggest", short_help="Phrases that no indicator has.")
@input_options
@click.option(
    "--least",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Only phrases that so many facts have.",
)
@output_option
@rule_options
@message_options
@click.pass_context
def suggest(
    ctx: click.Context,
    /,
    *,
    given: Given,
    least: int,
    output: Path,
    patterns: Patterns,
    messages: Messages,
) -> None:
    """Give the phrases of a corpus that no indicator has, as rows for a person to name.

    \b
    Examples:
      zhstat metrics suggest reports/ > new.tsv
      zhstat metrics suggest facts.jsonl --least 5 | head

    Phrases that end in the same word stand together, the words with the most facts first. Give a row
    an id, put what means the same into its synonyms, and keep it in lexicon/indicator.tsv of a folder of
    your own: --patterns DIR adds it. An INPUT holds facts or documents.
    """
    from extractor.cli.inputs import facts_of
    from extractor.indicators import COLUMNS, Indicators
    from extractor.suggest import suggest as suggested

    facts = list(facts_of(given, patterns, messages, output=output))
    indicators = Indicators.load(*patterns.folders, builtin=patterns.builtin)
    ids = indicators.assign(facts)
    rows = suggested(facts, indicators, least)
    numbers = sum(fact.kind not in ("date", "rank") for fact in facts)
    messages.note(f"{len(ids)} of {numbers} numbers are of an indicator; {len(rows)} phrases are not")
    with opened(output) as out:
        out.write(("\t".join(COLUMNS) + "\n").encode())
        for number, row in enumerate(rows, 1):
            out.write(("\t".join(row.row(number)) + "\n").encode())
    ctx.exit(messages.exit_code)


def _tsv(rows: list[Indicator]) -> bytes:
    from extractor.indicators import COLUMNS, cells

    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *map(cells, rows))).encode()


def _table(rows: list[Indicator]) -> bytes:
    import io

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=0, pad_edge=False)
    for heading in ("id", "name", "system", "kind", "unit", "also"):
        table.add_column(heading, no_wrap=heading == "id", overflow="fold")
    for row in rows:
        table.add_row(row.id, row.name, row.system, row.kind, " ".join(row.units), "、".join(row.synonyms))
    out = io.StringIO()
    width = shutil.get_terminal_size((100, 24)).columns
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(table)
    return out.getvalue().encode()
