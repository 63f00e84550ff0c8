"""The command ``zhstat``: options in, library calls out.

Only this folder knows of click. Its modules import next to nothing until a command runs, so that
``zhstat --version`` and the completion of a shell answer at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from click.core import ParameterSource

from extractor import __version__
from extractor.cli.process import end, prepare, told
from extractor.cli.settings import default_map, read_settings

__all__ = ["main"]

EPILOG = (
    "Exit codes: 0 all is done; 1 some inputs failed and the rest is done; 2 the command was misused, or its "
    "result could not be written; 128 and its number, where a signal ended it."
)


COMMANDS = (
    "extract",
    "report",
    "audit",
    "pivot",
    "metrics",
    "mentions",
    "run",
    "explain",
    "check",
    "score",
    "rules",
    "config",
    "completion",
)
"""The commands, in the order in which help shows them; each is in a module of its name."""


class Commands(click.Group):
    """The commands, each imported when it is asked for.

    The library's errors and a closed pipe get the exit codes that they have here.
    """

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401  what click declares
    ) -> click.Context:
        """Read the words up to the command; help and the version are given here."""
        with told():
            return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  what click declares
        """Give the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command; ``None`` if there is none of that name."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and give it the settings of the files where options are not given."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and command is not None and not ctx.resilient_parsing:
            settings = read_settings(lambda: self.get_command(ctx, "config"))
            ctx.default_map = {name: default_map(command, settings)}
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  what click declares
        """Run a command."""
        with told():
            try:
                return super().invoke(ctx)
            except click.BadParameter as error:
                raise _with_variable(error) from None


def _with_variable(error: click.BadParameter) -> click.BadParameter:
    """Name the environment variable that a wrong value comes from, where it was no option that gave it."""
    param, ctx = error.param, error.ctx
    if param is None or ctx is None or param.name is None:
        return error
    if ctx.get_parameter_source(param.name) is not ParameterSource.ENVIRONMENT:
        return error
    return click.BadParameter(f"{error.message.rstrip('.')}, as {param.envvar} says.", ctx, param)


@click.group(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="zhstat", message="%(prog)s %(version)s")
def group() -> None:
    """Every number that a Chinese report states, as data.

    \b
    Examples:
      zhstat extract report.txt                     the facts of a report, in a table
      zhstat extract report.txt | jq .metric        the same as JSON Lines
      zhstat extract reports/ -o facts.csv --bom    a folder, for a spreadsheet
      zhstat report reports/ -o report.html         a page to read, check and mend them
      zhstat mentions report.txt                    every number and date, before it is a fact
      zhstat explain report.txt                     how each fact came about
      zhstat audit reports/                         what does not add up
      zhstat pivot reports/ --metric 破获刑事案件   a table of places and times
      zhstat check                                  the rules against their examples
      zhstat score gold/ reports/                   how right the facts are
      zhstat rules show money.amount                one rule, and what it is made of
    """


def main() -> None:
    """Run the command line."""
    prepare()
    try:
        group.main(prog_name="zhstat")
    except SystemExit as ended:
        end(ended.code)
        raise
