"""The options that several commands share, and the types of their values."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

import click

from extractor.cli.messages import Messages
from extractor.cli.output import STDOUT

if TYPE_CHECKING:
    from extractor.text.read import Form

Command = Callable[..., Any]

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class HowRead(TypedDict):
    """The arguments by which every reader of a source is told how to read it."""

    encoding: str
    date: str | None
    largest: int


class Given(NamedTuple):
    """What is to be read, and how.

    Attributes:
        inputs: The arguments; none is standard input where that is no terminal.
        form: What ``--input`` says the inputs hold; where it says something, facts are not looked for.
        date: The date (YYYY-MM-DD) of the records that bring none.
        encoding: How the bytes are to be read.
        largest: Bytes that a document may have.
    """

    inputs: tuple[str, ...]
    form: Form | None = None
    date: str | None = None
    encoding: str = "utf-8"
    largest: int = 64_000_000

    @property
    def how(self) -> HowRead:
        """What a reader of one of the inputs is told."""
        return {"encoding": self.encoding, "date": self.date, "largest": self.largest}


class Patterns(NamedTuple):
    """Which rules are used.

    Attributes:
        added: The folders of ``--patterns``.
        only: The folder that stands in the place of the package's rules.
    """

    added: tuple[Path, ...] = ()
    only: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that was named, in the order in which they are read."""
        return ((self.only,) if self.only else ()) + self.added

    @property
    def builtin(self) -> bool:
        """Whether the package's rules are used too."""
        return self.only is None


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


max_document_option = click.option(
    "--max-document",
    "largest",
    type=click.FloatRange(min=0, min_open=True),
    callback=lambda _ctx, _param, megabytes: int(megabytes * 1_000_000),
    metavar="MB",
    default=64,
    show_default=True,
    help="Leave out a document (a text, unzipped, or the line of a record) that is larger than so many MB.",
)


def _gathered(command: Command, name: str, gather: Callable[..., object], *parts: str) -> Command:
    """Give a command that takes the values of several options as one argument."""

    @wraps(command)
    def gathering(*args: object, **values: object) -> object:
        one = gather(**{part: values.pop(part) for part in parts})
        return command(*args, **values, **{name: one})

    return gathering


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def input_options(command: Command) -> Command:
    """Add what says where documents come from and how they are read; it is handed in as ``given``."""
    return _with(
        _gathered(command, "given", Given, *Given._fields),
        click.argument("inputs", metavar="[INPUT]...", nargs=-1),
        click.option(
            "--input",
            "form",
            type=click.Choice(["text", "jsonl"]),
            help="What the INPUTs hold. [default: by their endings; standard input by its first line]",
        ),
        date_option,
        encoding_option,
        max_document_option,
    )


def rule_settings(command: Command) -> Command:
    """Add the options that say which rules are used, each with a value of its own."""
    return _with(
        command,
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


def rule_options(command: Command) -> Command:
    """Add what says which rules are used; it is handed in as ``patterns``."""

    def chosen(patterns: tuple[Path, ...], only_patterns: Path | None) -> Patterns:
        return Patterns(patterns, only_patterns)

    return rule_settings(_gathered(command, "patterns", chosen, "patterns", "only_patterns"))


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
    """Add what says how much is said on standard error; it is handed in as ``messages``."""
    return _with(
        _gathered(command, "messages", Messages, "quiet", "verbose"),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors: no progress bar."),
        click.option("-v", "--verbose", is_flag=True, help="Say what each document gave."),
    )
