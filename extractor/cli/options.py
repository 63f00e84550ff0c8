"""The options that several commands share, and the types of their values."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class DateType(click.ParamType[str]):
    """A day, ``YYYY-MM-DD``."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the day."""
        from extractor.text.read import checked_date

        try:
            return checked_date(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class EncodingType(click.ParamType[str]):
    """The name of a text encoding."""

    name = "encoding"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that there is such an encoding, and that it is one of texts."""
        try:
            codecs.lookup(value)
            b"x".decode(value)
        except LookupError:
            self.fail(f"no text encoding is called {value!r}", param, ctx)
        except UnicodeError:
            pass  # one byte is no text in UTF-16
        return value


def input_options(command: Command) -> Command:
    """Add what says where documents come from and how they are read."""
    for option in reversed(
        (
            click.argument("inputs", metavar="[INPUT]...", nargs=-1),
            click.option(
                "--input",
                "form",
                type=click.Choice(["text", "jsonl"]),
                help="What standard input and files of other endings hold. [default: text]",
            ),
            click.option(
                "--date",
                type=DateType(),
                metavar="DAY",
                help="The day (YYYY-MM-DD) that the documents are of.",
            ),
            click.option(
                "--encoding",
                type=EncodingType(),
                metavar="NAME",
                default="utf-8",
                show_default=True,
                help="How the inputs are encoded; older Chinese files are often gb18030.",
            ),
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
                type=FOLDER,
                multiple=True,
                metavar="DIR",
                help="Use the rules of this folder too; may be given again.",
            ),
            click.option(
                "--only-patterns",
                type=FOLDER,
                metavar="DIR",
                help="Use the rules of this folder and not those that come with zhstat.",
            ),
        )
    ):
        command = option(command)
    return command


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
