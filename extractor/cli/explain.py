"""``zhstat explain``: how each fact came about."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.messages import Messages
from extractor.cli.options import (
    Given,
    Patterns,
    color_option,
    date_option,
    encoding_option,
    message_options,
    rule_options,
)
from extractor.errors import Problem, ZhstatError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.types import Record

ENDINGS = (".txt", ".jsonl", ".json", ".gz", ".csv", ".md")
"""How names of files end; a text does not."""

_CHINESE = re.compile("[\u3400-\u9fff]")


@click.command(short_help="How each fact came about, and what was dropped.")
@click.argument("text", metavar="TEXT|FILE", required=False)
@click.option(
    "--at", "offset", type=click.IntRange(min=0), metavar="OFFSET", help="Only the number at this offset."
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["tree", "json"]),
    default="tree",
    show_default=True,
    help="A tree for people, or a line of JSON a document.",
)
@date_option
@encoding_option
@rule_options
@color_option
@message_options
@click.pass_context
def explain(
    ctx: click.Context,
    /,
    *,
    text: str | None,
    offset: int | None,
    format_: str,
    date: str | None,
    encoding: str,
    patterns: Patterns,
    color: str,
    messages: Messages,
) -> None:
    """Say how each fact came about: its rule, its metric, place, agency and period; and what was dropped.

    \b
    Examples:
      zhstat explain 今年以来，罗田县公安局追回被骗资金1300余万元。
      zhstat explain --date 2022-06-01 report.txt
      zhstat explain --at 17 report.txt
      zhstat explain --format json - < report.txt | jq '.numbers[] | select(.dropped)'

    What is the path of a file is read as that file, - is standard input, and anything else is the text
    itself. Offsets count characters from 0, as the start of a fact does.
    """
    from extractor.cli.inputs import rules_of
    from extractor.rules.warm import warmed

    with warmed():
        from extractor.explain import explain as explained
        from extractor.explain.explaining import around
        from extractor.pipeline import Extractor

    records = _records(text, messages, encoding=encoding, date=date)
    extractor = Extractor(rules_of(patterns, fast=False))
    out = sys.stdout.buffer
    for record in records:
        if offset is not None and offset >= len(record.text):
            hint = "offsets count characters from 0"
            raise ZhstatError(
                Problem(f"has {len(record.text)} characters, none at {offset}", record.doc, hint=hint)
            )
        found = explained(extractor, record.text, record.date, record.doc)
        if offset is not None:
            found = around(found, offset)
        if format_ == "json":
            from extractor.explain.data import line

            out.write(line(found))
        else:
            from extractor.explain.tree import write

            out.write(write(found, width=shutil.get_terminal_size((100, 24)).columns, color=_coloured(color)))
        messages.note(f"{record.doc}: {len(found.facts)} facts of {len(found.numbers)} numbers and dates")
    out.flush()
    ctx.exit(messages.exit_code)


def _records(
    text: str | None, messages: Messages, *, encoding: str, date: str | None
) -> Iterator[Record] | list[Record]:
    """Read what the argument names, or take it for the text."""
    from extractor.cli.inputs import records_of
    from extractor.types import Record

    if text is not None and text != "-" and not os.path.exists(text):  # noqa: PTH110  a long text is no path
        if _is_like_path(text):
            hint = "name a file that is there; anything that is no path is taken for the text itself"
            raise ZhstatError(Problem("there is no such file", text, hint=hint))
        return [Record("-", text, date)]
    if text is not None and Path(text).is_dir():
        raise ZhstatError(Problem("is a folder; name one file", text))
    inputs = () if text is None else (text,)
    return records_of(Given(inputs, date=date, encoding=encoding), messages, bar=False)


def _is_like_path(text: str) -> bool:
    """Say whether a text that is no path that there is was meant for one."""
    if "\n" in text or any(mark in text for mark in "，。；"):
        return False
    return text.endswith(ENDINGS) or (_CHINESE.search(text) is None and ("/" in text or "\\" in text))


def _coloured(color: str) -> bool:
    return color == "always" or (color == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
