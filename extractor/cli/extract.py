"""``zhstat extract``: the facts of documents, in a table or as data."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from extractor.cli.messages import Messages
from extractor.cli.options import input_options, message_options, rule_options
from extractor.cli.output import STDOUT, opened

if TYPE_CHECKING:
    from extractor.text.read import Form
    from extractor.types import Fact

FORMATS = ("table", "jsonl", "json", "csv")
KINDS = ("count", "money", "percent", "measure", "rank", "date")


@click.command(short_help="The facts of documents, in a table or as data.")
@input_options
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How facts are written. [default: by the ending of -o; else a table on a terminal, jsonl in a pipe]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=STDOUT,
    metavar="FILE",
    help="Write to a file, which appears when it is whole.",
)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte-order mark, for spreadsheet programs.")
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
@rule_options
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in the table; auto heeds NO_COLOR.",
)
@message_options
@click.pass_context
def extract(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    form: Form | None,
    date: str | None,
    encoding: str,
    format_: str | None,
    output: Path,
    bom: bool,
    kinds: tuple[str, ...],
    regions: tuple[str, ...],
    agency_types: tuple[str, ...],
    patterns: tuple[Path, ...],
    only_patterns: Path | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Give every fact of the documents: what is counted, where, by whom, when, how exactly.

    \b
    Examples:
      zhstat extract report.txt
      zhstat extract --date 2022-07-20 report.txt | jq 'select(.kind == "money")'
      zhstat extract --region 湖北省 --kind count reports/ -o facts.csv --bom
      zhstat extract --input jsonl --format jsonl - < reports.jsonl

    An INPUT is a text file, a folder of .txt and .jsonl files, a .jsonl file of records with the keys
    id, text and date, any of these gzipped, or - for standard input, which is also read when nothing
    is named and something is piped in.
    """
    from extractor.cli.filters import wanted
    from extractor.cli.inputs import extracted, records_of, rules_of
    from extractor.rules.warm import warmed

    with warmed():
        from extractor.pipeline import Extractor

    chosen = format_ or _format_for(output)
    if bom and chosen != "csv":
        raise click.UsageError("--bom goes with --format csv")
    messages = Messages(quiet=quiet, verbose=verbose)
    on_terminal = output == STDOUT and sys.stdout.isatty()
    records = records_of(inputs, messages, form=form, encoding=encoding, date=date, bar=not on_terminal)
    rules = rules_of(patterns, only_patterns)
    passes = wanted(rules, kinds, regions, agency_types)
    extractor = Extractor(rules)
    facts = (fact for record in records for fact in extracted(extractor, record, messages) if passes(fact))
    write = _writer(
        chosen,
        color=color == "always" or (color == "auto" and on_terminal and not os.environ.get("NO_COLOR")),
    )
    with opened(output) as out:
        if bom:
            from extractor.emit.csv import BYTE_ORDER_MARK

            out.write(BYTE_ORDER_MARK)
        write(facts, out)
    ctx.exit(messages.exit_code)


def _format_for(output: Path) -> str:
    if output == STDOUT:
        return "table" if sys.stdout.isatty() else "jsonl"
    ending = output.suffix.removeprefix(".")
    return ending if ending in FORMATS else "jsonl"


def _writer(name: str, *, color: bool) -> Callable[[Iterable[Fact], BinaryIO], int]:
    if name == "table":
        from functools import partial

        from extractor.emit import table

        return partial(table.write, width=shutil.get_terminal_size((100, 24)).columns, color=color)
    if name == "csv":
        from extractor.emit import csv

        return csv.write
    if name == "json":
        from extractor.emit import json

        return json.write
    from extractor.emit import jsonl

    return jsonl.write
