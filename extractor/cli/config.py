"""``zhstat config``: each setting, what it is, and where that comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from extractor.cli.formats import FORMATS
from extractor.cli.options import (
    color_option,
    date_option,
    encoding_option,
    jobs_option,
    rule_settings,
)
from extractor.cli.settings import SETTINGS, bound, read_settings, variable

UNSET = "–"
_OWN_DEFAULT = "default"
_FLAG = "flag"


@click.command(short_help="Each setting, and where its value comes from.")
@click.option(
    "--format",
    "shown",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Write lines for people, or JSON.",
)
@rule_settings
@click.option(
    "--facts-format",
    "format_",
    envvar=variable("format"),
    type=click.Choice(FORMATS),
    help="Stands for the --format of the other commands.",
)
@date_option
@encoding_option
@color_option
@jobs_option
@click.pass_context
def config(ctx: click.Context, /, *, shown: str, **values: Any) -> None:  # noqa: ANN401  one for each setting
    """Show what every setting is, and where that comes from.

    \b
    Examples:
      zhstat config
      zhstat config --format json
      ZHSTAT_DATE=2022-06-01 zhstat config

    A setting comes from the first of these that gives it: an option of the command (flag); an environment
    variable, such as ZHSTAT_DATE; zhstat.toml, or [tool.zhstat] in pyproject.toml, in the working folder
    or the nearest folder above it that has one (project); zhstat/config.toml in $XDG_CONFIG_HOME or
    ~/.config (user).

    \b
    What a file can say:
    patterns = ["my-rules"]     folders of rules, from the file's own folder; --patterns
    only_patterns = "rules"     --only-patterns
    format = "csv"              how facts are written, unless -o names a file that ends in a format
    date = "2022-06-01"         --date
    encoding = "gb18030"        --encoding
    color = "never"             --color
    jobs = 4                    --jobs, of the commands that have it
    """
    rows = {name: _row(ctx, name, param, values[param.name or ""]) for name, param in bound(ctx.command)}
    if shown == "json":
        import json

        click.echo(json.dumps({name: rows[name] for name in SETTINGS}, ensure_ascii=False, indent=2))
        return
    from extractor.errors import cells

    lines = [(name, _text(rows[name]["value"]), rows[name]["source"], rows[name]["at"]) for name in SETTINGS]
    widths = [max(cells(line[column]) for line in lines) for column in range(3)]
    from extractor.paths import patterns_folder

    for *parts, place in lines:
        padded = [part + " " * (width - cells(part)) for part, width in zip(parts, widths, strict=True)]
        click.echo("  ".join([*padded, place or ""]).rstrip())
    click.echo(f"the rules and lexicons of the package are in {patterns_folder()}")


def _row(ctx: click.Context, name: str, param: click.Parameter, value: object) -> dict[str, Any]:
    """Say what a setting is and where that comes from."""
    origin = ctx.get_parameter_source(param.name or "")
    at = None
    if origin is ParameterSource.DEFAULT_MAP:
        found = read_settings(lambda: ctx.command).values[name]
        source, at = found.source, f"{found.file}:{found.line}"
    elif origin is ParameterSource.ENVIRONMENT:
        source, at = "environment", variable(name)
    elif origin is ParameterSource.COMMANDLINE:
        source, at = _FLAG, param.opts[0]
    else:
        source = _OWN_DEFAULT
    return {"value": _plain(value), "source": source, "at": at}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value) or UNSET
    return UNSET if value is None else str(value)
