"""The options that several commands share, and the types of their values."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from extractor.cli.output import STDOUT

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def checked_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Check that ``--date`` names a day."""
    from extractor.text.read import checked_date

    try:
        return None if value is None else checked_date(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def checked_encoding(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Check that there is such an encoding, and that it is one of texts."""
    try:
        codecs.lookup(value)
        b"x".decode(value)
    except LookupError:
        raise click.BadParameter(f"no text encoding is called {value!r}") from None
    except UnicodeError:
        pass  # one byte is no text in UTF-16
    return value


date_option = click.option(
    "--date",
    envvar="ZHSTAT_DATE",
    callback=checked_day,
    metavar="DAY",
    help="The day (YYYY-MM-DD) that the documents are of.",
)

encoding_option = click.option(
    "--encoding",
    envvar="ZHSTAT_ENCODING",
    callback=checked_encoding,
    metavar="NAME",
    default="utf-8",
    show_default=True,
    help="How the inputs are encoded; older Chinese files are often gb18030.",
)


def input_options(command: Command) -> Command:
    """Add what says where documents come from and how they are read."""
    for option in reversed(
        (
            click.argument("inputs", metavar="[INPUT]...", nargs=-1),
            click.option(
                "--input",
                "form",
                type=click.Choice(["text", "jsonl"]),
                help="What the INPUTs hold. [default: by their endings; standard input by its first line]",
            ),
            date_option,
            encoding_option,
        )
    ):
        command = option(command)
    return command


def rule_options(command: Command) -> Command:
    """Add what says which rules are used."""
    for option in reversed(
        (
            click.option(
                "--patterns",
                envvar="ZHSTAT_PATTERNS",
                type=FOLDER,
                multiple=True,
                metavar="DIR",
                help="Use the rules of this folder too; may be given again.",
            ),
            click.option(
                "--only-patterns",
                envvar="ZHSTAT_ONLY_PATTERNS",
                type=FOLDER,
                metavar="DIR",
                help="Use the rules of this folder and not those that come with zhstat.",
            ),
        )
    ):
        command = option(command)
    return command


output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=STDOUT,
    metavar="FILE",
    help="Write to a file, which appears when it is whole.",
)

jobs_option = click.option(
    "-j",
    "--jobs",
    envvar="ZHSTAT_JOBS",
    type=click.IntRange(min=1),
    metavar="N",
    help="Work in N processes; the result is the same. [default: as many as there are cores]",
)

color_option = click.option(
    "--color",
    envvar="ZHSTAT_COLOR",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours for people; auto heeds NO_COLOR.",
)


def message_options(command: Command) -> Command:
    """Add what says how much is said on standard error."""
    for option in reversed(
        (
            click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors: no progress bar."),
            click.option("-v", "--verbose", is_flag=True, help="Say what each document gave."),
        )
    ):
        command = option(command)
    return command
