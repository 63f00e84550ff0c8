"""How facts are written: which format, by which options, and whether it needs a file to go to."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click
from click.core import ParameterSource

from extractor.cli.output import STDOUT, opened, opened_folder, opened_path
from extractor.corpus.task import FACTS, LINES
from extractor.extras import needing

if TYPE_CHECKING:
    from extractor.cli.messages import Messages
    from extractor.rules.model import Ruleset

FORMATS = ("table", "jsonl", "json", "csv", "parquet", "sdmx-csv", "datapackage", "duckdb")
BY_ENDING = ("table", "jsonl", "json", "csv", "parquet", "duckdb")
CSV = ("csv", "sdmx-csv", "datapackage")
DATED = ("sdmx-csv", "datapackage", "duckdb")
"""Formats that tell the day of each document, and hold the names of all of them in memory for it."""
NEED_A_PATH = {"duckdb": "-o facts.duckdb", "datapackage": "-o a folder"}

LEFT_OUT = {
    "sdmx-csv": "facts have no place in SDMX",
    "datapackage": "facts cannot be joined, so that no key from of to id is declared",
}
"""What is said of facts that a format does not hold as it holds the others."""

Write = Callable[[Iterable[Any], BinaryIO], int]


@dataclass(frozen=True, slots=True)
class Writing:
    """How facts are to be written.

    Attributes:
        name: The format.
        output: Where to: a path, or ``-``.
        bom: Whether CSV begins with a byte-order mark.
        safe: Whether cells of CSV that a spreadsheet would run are disarmed.
        color: Whether the table has colours.
        metric_id: Whether facts bring the indicator that their metric is; of SDMX they always do.
    """

    name: str
    output: Path
    bom: bool = False
    safe: bool = False
    color: bool = False
    metric_id: bool = False

    @property
    def form(self) -> str:
        """What a task is to make of documents: lines where the format is written by lines, else facts."""
        form = f"{self.name}-safe" if self.safe else self.name
        return form if form in LINES and not self.metric_id else FACTS

    @property
    def dated(self) -> bool:
        """Whether it needs the day of each document."""
        return self.name in DATED


def named(ctx: click.Context, format_: str | None, output: Path) -> str | None:
    """Give the format that is asked for; a setting says less than the ending of the output."""
    by_option = ctx.get_parameter_source("format_") is ParameterSource.COMMANDLINE
    return format_ if by_option or _ending(output) not in BY_ENDING else None


def writing(
    name: str | None, output: Path, *, bom: bool, safe: bool, color: str, metric_id: bool = False
) -> Writing:
    """Make of the options what is to be done, or say why it cannot be.

    Args:
        name: The format, where it is named; else the output's ending tells, or whether it is a terminal.
        output: Where to write.
        bom: What ``--bom`` says.
        safe: What ``--csv-safe`` says.
        color: ``auto``, ``always`` or ``never``.
        metric_id: What ``--metric-id`` says.

    Raises:
        click.UsageError: The options do not go together.
    """
    on_terminal = output == STDOUT and sys.stdout.isatty()
    chosen = name or _format_for(output, on_terminal=on_terminal)
    if bom and chosen != "csv":
        raise click.UsageError("--bom goes with --format csv")
    if safe and chosen not in CSV:
        raise click.UsageError(f"--csv-safe goes with --format {', '.join(CSV)}")
    if metric_id and chosen == "table":
        raise click.UsageError("--metric-id goes with every --format but table")
    if chosen in NEED_A_PATH and output == STDOUT:
        raise click.UsageError(f"{chosen} cannot be written to standard output: name {NEED_A_PATH[chosen]}")
    if chosen == "parquet" and on_terminal:
        raise click.UsageError(
            "parquet is nothing to read on a terminal: name -o facts.parquet, or pipe it on"
        )
    coloured = color == "always" or (color == "auto" and on_terminal and not os.environ.get("NO_COLOR"))
    named_too = metric_id or chosen == "sdmx-csv"
    return Writing(chosen, output, bom=bom, safe=safe, color=coloured, metric_id=named_too)


def write_facts(
    facts: Iterable[Any],
    how: Writing,
    messages: Messages,
    *,
    rules: Callable[[], Ruleset],
    dates: Mapping[str, str | None],
) -> None:
    """Write facts, and say how many the format has no place for.

    Args:
        facts: The facts, or what ``how.form`` says.
        how: How.
        messages: Takes what is said.
        rules: Loads what the table of regions comes from.
        dates: The day of each document, by its name; it grows while facts are drawn.

    Raises:
        ZhstatError: It cannot be written, or a library is missing.
    """
    left_out: Counter[str] = Counter()
    if how.name == "datapackage":
        from extractor.emit import datapackage

        with opened_folder(how.output, datapackage.FILES) as folder:
            datapackage.write(
                facts, folder, dates=dates, left_out=left_out, safe=how.safe, metric_id=how.metric_id
            )
    elif how.name == "duckdb":
        with needing("duckdb", "pyarrow", extra="duckdb"):
            from extractor.emit import duckdb

        regions = rules().lexicons.get("region")
        with opened_path(how.output) as path:
            table = (regions.columns, regions.rows) if regions else ((), ())
            duckdb.write(facts, path, dates=dates, regions=table, metric_id=how.metric_id)
    else:
        write = _writer(how, dates, left_out) if how.form == FACTS else _line_writer(how.name)
        with opened(how.output) as out:
            if how.bom:
                from extractor.emit.csv import BYTE_ORDER_MARK

                out.write(BYTE_ORDER_MARK)
            write(facts, out)
    if left_out:
        reasons = ", ".join(f"{number} {reason}" for reason, number in left_out.most_common())
        messages.notice(f"{left_out.total()} {LEFT_OUT[how.name]}: {reasons}")


def _format_for(output: Path, *, on_terminal: bool) -> str:
    if output == STDOUT:
        return "table" if on_terminal else "jsonl"
    return _ending(output) if _ending(output) in BY_ENDING else "jsonl"


def _ending(output: Path) -> str:
    return output.suffix.removeprefix(".")


def _writer(how: Writing, dates: Mapping[str, str | None], left_out: Counter[str]) -> Write:
    """Give what writes a stream of bytes."""
    from functools import partial

    if how.name == "table":
        from extractor.emit import table

        return partial(table.write, width=shutil.get_terminal_size((100, 24)).columns, color=how.color)
    if how.name == "csv":
        from extractor.emit import csv

        return partial(csv.write, safe=how.safe, more=("metric_id",) if how.metric_id else ())
    if how.name == "sdmx-csv":
        from extractor.emit import sdmx_csv

        return partial(sdmx_csv.write, dates=dates, left_out=left_out, safe=how.safe)
    if how.name == "parquet":
        with needing("pyarrow", extra="parquet"):
            from extractor.emit import parquet

        return partial(parquet.write, metric_id=how.metric_id)
    from extractor.emit import json, jsonl

    return json.write if how.name == "json" else jsonl.write


def _line_writer(name: str) -> Write:
    """Give what writes lines of a format to a stream of bytes."""
    from extractor.emit import csv, json, jsonl

    return {"csv": csv.write_lines, "json": json.write_lines, "jsonl": jsonl.write_lines}[name]
