"""Settings: what the options are where the command line does not give them.

An option is bound to a setting by its environment variable, ``ZHSTAT_`` and the setting's name, and by
nothing else. Click itself then sees to the order: the command line, the environment, what the files say
(click's default map), the option's own default. Of the files the project's comes before the user's:

- the project's is ``zhstat.toml``, or the table ``[tool.zhstat]`` of ``pyproject.toml``, in the working
  folder or the nearest folder above it that has one;
- the user's is ``zhstat/config.toml`` in ``$XDG_CONFIG_HOME``, which is ``~/.config`` unless it is set.

All that is wrong with them is reported together, before the command runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import click

from extractor.errors import Problem, ZhstatError
from extractor.paths import own_folder

PREFIX = "ZHSTAT_"

SETTINGS: Mapping[str, type] = {
    "patterns": list,
    "only_patterns": Path,
    "format": str,
    "date": str,
    "encoding": str,
    "color": str,
    "jobs": int,
}
"""The settings and what each holds; of paths one or a list, and they start from the file's own folder."""

_FORMS = {
    list: 'must be a list of folders: ["my-rules"]',
    Path: 'must be a folder in quotes: "my-rules"',
    str: "must be a text in quotes",
    int: "must be a whole number",
}


class Setting(NamedTuple):
    """What a file says of one setting.

    Attributes:
        value: As an option takes it: a text, a number, or the paths of folders.
        file: The file.
        line: The line of its key.
        source: ``project`` or ``user``.
    """

    value: Any
    file: str
    line: int
    source: str


class Settings(NamedTuple):
    """What the files say.

    Attributes:
        values: For each setting that a file gives, what counts.
        files: The project's file and the user's, each ``None`` where there is none.
    """

    values: Mapping[str, Setting]
    files: Mapping[str, Path | None]


def variable(name: str) -> str:
    """Give the environment variable of a setting.

    >>> variable("only_patterns")
    'ZHSTAT_ONLY_PATTERNS'
    """
    return PREFIX + name.upper()


def bound(command: click.Command) -> Iterator[tuple[str, click.Parameter]]:
    """Give the settings that a command's options are bound to, with those options."""
    for param in command.params:
        for name in SETTINGS:
            if param.envvar == variable(name):
                yield name, param


def default_map(command: click.Command, settings: Settings) -> dict[str, Any]:
    """Give what files say as click takes it: for each command, and those below it, its options' values."""
    given: dict[str, Any] = {
        param.name: settings.values[name].value
        for name, param in bound(command)
        if param.name and name in settings.values
    }
    # Where the files say nothing, as mostly, no command below is imported to be asked what it takes.
    for below in commands_of(command) if settings.values else ():
        given[str(below.name)] = default_map(below, settings)
    return given


def commands_of(command: click.Command) -> list[click.Command]:
    """Give the commands below a command, which imports them."""
    if not isinstance(command, click.Group):
        return []
    context = click.Context(command)
    found = (command.get_command(context, name) for name in command.list_commands(context))
    return [one for one in found if one is not None]


def read_settings(every: Callable[[], click.Command | None]) -> Settings:
    """Read the project's and the user's file.

    Args:
        every: Gives the command whose options are bound to every setting and say what each may be; it is
            asked only where there is a file.

    Raises:
        ZhstatError: Something in them is wrong; it tells all of it.
    """
    files = {"project": _project_file(_working_folder()), "user": _user_file()}
    values: dict[str, Setting] = {}
    problems: list[Problem] = []
    for source, path in files.items():
        if path is not None:
            for name, setting in _read(path, source, every(), problems):
                values.setdefault(name, setting)
    if problems:
        raise ZhstatError(problems)
    return Settings(values, files)


def _working_folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # it has been deleted
        return None


def _project_file(folder: Path | None) -> Path | None:
    for here in (folder, *folder.parents) if folder else ():
        named, pyproject = here / "zhstat.toml", here / "pyproject.toml"
        if os.path.isfile(named):  # noqa: PTH113  it is False too where a folder above may not be looked into
            return named
        if os.path.isfile(pyproject) and b"zhstat" in _content(pyproject) and _table(pyproject) is not None:  # noqa: PTH113
            return pyproject
    return None


def _user_file() -> Path | None:
    folder = own_folder("XDG_CONFIG_HOME", ".config")
    path = folder and folder / "zhstat" / "config.toml"
    return path if path and os.path.isfile(path) else None  # noqa: PTH113  as above


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ZhstatError(Problem(f"cannot be read: {error.strerror}", str(path))) from None


def _table(pyproject: Path) -> object:
    """Give the table of the tool; ``None`` if there is none, or the file is another's and broken."""
    import tomllib

    try:
        tools = tomllib.loads(_content(pyproject).decode("utf-8")).get("tool")
    except (ValueError, RecursionError):  # tomllib's and UTF-8's errors, and lists in lists in lists
        return None
    return tools.get("zhstat") if isinstance(tools, dict) else None


def _read(
    path: Path, source: str, every: click.Command | None, problems: list[Problem]
) -> Iterator[tuple[str, Setting]]:
    from extractor.rules.locate import read_toml

    toml = read_toml(str(path), _content(path), problems)
    if toml is None:
        return
    options = dict(bound(every)) if every is not None else {}
    at: tuple[str, ...] = ("tool", "zhstat") if path.name == "pyproject.toml" else ()
    table: Any = toml.data
    for key in at:
        table = table[key]
    if not isinstance(table, dict):
        problems.append(toml.at_key("tool.zhstat must be a table: [tool.zhstat]", at))
        return
    for key, value in table.items():
        place = (*at, key)
        if key not in SETTINGS:
            from extractor.rules.expand import did_you_mean

            hint = did_you_mean(key, SETTINGS) or f"settings are {', '.join(SETTINGS)}"
            problems.append(toml.at_key(f"no setting is called {key}", place, hint))
            continue
        plain = _plain(value, SETTINGS[key], path.parent)
        if plain is None:
            problems.append(toml.at_value(f"{key} {_FORMS[SETTINGS[key]]}", place))
            continue
        complaint = _complaint(options.get(key), plain)
        if complaint is None:
            yield key, Setting(plain, str(path), toml.position(place)[0], source)
        else:
            problems.append(toml.at_value(f"{key}: {complaint}", place))


def _plain(value: object, form: type, folder: Path) -> str | int | Sequence[str] | None:
    """Give a value as an option takes it; ``None`` if it is of another form."""
    if form is list:
        items = value if isinstance(value, list) else [value]
        paths = [_path(item, folder) for item in items if isinstance(item, str) and item]
        return paths if len(paths) == len(items) else None
    if form is int:
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    if hasattr(value, "isoformat"):  # TOML has days of its own
        return str(value.isoformat())
    if not isinstance(value, str) or not value:
        return None
    return _path(value, folder) if form is Path else value


def _path(text: str, folder: Path) -> str:
    path = Path(text)
    with suppress(RuntimeError):  # no such user, or no home: the path is then no folder, and that is said
        path = path.expanduser()
    return str(folder / path)


def _complaint(option: click.Parameter | None, value: object) -> str | None:
    """Say what an option has against a value; ``None`` if it takes it."""
    if option is None:
        return None
    context = click.Context(click.Command("zhstat"))
    try:
        converted = option.type_cast_value(context, value)
        if option.callback is not None:
            option.callback(context, option, converted)
    except click.BadParameter as error:
        return error.message.rstrip(".")
    except ValueError as error:  # the system takes no path with a NUL in it
        return str(error)
    return None
