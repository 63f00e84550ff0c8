"""Read the contents of rule files: the folders merged, every name known, nothing compiled yet.

A step goes on past what is wrong and notes it, so that an author sees all problems of all files
together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractor.errors import Problem
from extractor.paths import patterns_folder

from .cells import wrong_cells
from .compile import Entry
from .expand import Scope, Source, did_you_mean
from .lexicon import REMOVES, added, line_of_columns, merged, read_lexicon, removed, widened
from .locate import TomlFile, decoded, read_toml
from .model import File, Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORDS = "words.toml"
"""The file whose sub-patterns every file may use."""

_TABLES = ("pattern", "rule", "frame")


class Sources(NamedTuple):
    """What rule files say.

    Attributes:
        files: The rule files that are TOML, in order, each with the scope of its names.
        lexicons: The lexicons by name.
        places: For each of them the last file that it was read from.
        shared: The names that every file may use.
        entries: The rules and frames that count, by id.
    """

    files: tuple[tuple[File, TomlFile, Scope], ...]
    lexicons: dict[str, Lexicon]
    places: dict[str, str]
    shared: Scope
    entries: dict[str, Entry]


def read_sources(files: Sequence[File], problems: list[Problem]) -> Sources:
    """Read the files, merge their folders, and note what is wrong with them."""
    tomls = [(file, _toml(file, problems)) for file in files if file.name.endswith(".toml")]
    lists = [file for file in files if file.name.endswith(".tsv")]
    lexicons = _lexicons(lists, problems)
    words = _shared_patterns([toml for _, toml in tomls if toml], lexicons, problems)
    complete = all(toml for file, toml in tomls if is_shared(file))
    shared = Scope(words, {name: lexicon.words for name, lexicon in lexicons.items()}, complete=complete)
    scoped: list[tuple[File, TomlFile, Scope]] = []
    entries: dict[str, Entry] = {}
    for file, toml in tomls:
        if toml:
            scope = shared if is_shared(file) else _local_scope(toml, shared, problems)
            scoped.append((file, toml, scope))
            _enter(entries, file, toml, scope, problems)
    places = {lexicon_name(file): file.name for file in lists}
    return Sources(tuple(scoped), lexicons, places, shared, entries)


def is_shared(file: File) -> bool:
    """Say whether a file is one whose sub-patterns all may use."""
    return file.name.endswith(f"/{WORDS}")


def lexicon_name(file: File) -> str:
    """Give the name by which patterns call the lexicon of a file."""
    return file.name.rsplit("/", 1)[1].removesuffix(".tsv")


def _toml(file: File, problems: list[Problem]) -> TomlFile | None:
    toml = read_toml(file.name, file.content, problems)
    if toml is None:
        return None
    for key, value in toml.data.items():
        if key not in _TABLES:
            problems.append(toml.at_key(f"unknown table {key}", (key,), did_you_mean(key, _TABLES)))
        elif key == "pattern" and not isinstance(value, dict):
            problems.append(toml.at_key("pattern must be a table: [pattern]", (key,)))
        elif key != "pattern" and not _is_list_of_tables(value):
            problems.append(toml.at_key(f"{key} must be a list of tables: [[{key}]]", (key,)))
    return toml


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _lexicons(files: Iterable[File], problems: list[Problem]) -> dict[str, Lexicon]:
    """Read the lexicons; those of a later folder add to their namesakes."""
    lexicons: dict[str, Lexicon] = {}
    joins: list[tuple[File, str, Lexicon, Lexicon]] = []
    for file in files:
        text = decoded(file.name, file.content, problems)
        if text is None:
            continue
        name = lexicon_name(file)
        new = read_lexicon(name, file.name, text, problems)
        package = _of_package(name) if file.own else None
        base = lexicons.get(name) or Lexicon(name, package.columns if package else new.columns, ())
        new = widened(new, base.columns)
        problems += _misfits(file, text, base, new)
        if base.columns == new.columns:
            joins.append((file, text, base if base.rows or package is None else package, new))
            lexicons[name] = merged(base, new)
    for file, text, known, new in joins:
        if known.name == "region":
            problems += _orphans(file, text, removed(new), lexicons["region"])
        if known.rows:
            problems += wrong_cells(added(new), file.name, text, known, lexicons.get("region"))
    return lexicons


@cache
def _of_package(name: str) -> Lexicon | None:
    """Give a lexicon of the package, whose columns the program reads, of what stands in its place too."""
    path = patterns_folder() / "lexicon" / f"{name}.tsv"
    return read_lexicon(name, str(path), path.read_text("utf-8"), []) if path.is_file() else None


def _orphans(file: File, text: str, gone: Iterable[str], regions: Lexicon) -> Iterator[Problem]:
    """Say which divisions cannot be taken out, as others lie in them."""
    parents = regions.column("parent") if "parent" in regions.columns else {}
    lines = text.split("\n")
    for code in gone:
        inside = sorted(one for one, parent in parents.items() if parent == code)
        if inside and code not in regions.words:
            number = next(n for n, line in enumerate(lines, 1) if line.split("\t")[0] == REMOVES + code)
            message = f"{inside[0]} lies in {code}, so that it cannot be taken out"
            hint = f"take {', '.join(REMOVES + one for one in inside[:5])} … out too"
            yield Problem(message, file.name, number, 2, len(code), lines[number - 1], hint)


def _misfits(file: File, text: str, base: Lexicon, new: Lexicon) -> Iterator[Problem]:
    """Say what of a lexicon does not fit the one that it adds to: its columns, or a word to take out."""
    lines = text.split("\n")
    if base.columns != new.columns and new.columns:
        number = line_of_columns(lines)
        message = f"the columns must be {', '.join(base.columns)} with a tab between them"
        yield Problem(message, file.name, number, 1, len(lines[number - 1]), lines[number - 1])
        return
    for word in removed(new):
        if word not in base.words:
            number = next(n for n, line in enumerate(lines, 1) if line.split("\t")[0] == REMOVES + word)
            message = f"there is no {word} in this lexicon to take out"
            hint = did_you_mean(word, base.words)
            yield Problem(message, file.name, number, 2, len(word), lines[number - 1], hint)


def _patterns(toml: TomlFile, problems: list[Problem]) -> dict[str, Source]:
    """Read the ``[pattern]`` table of a file."""
    sources = {}
    table = toml.data.get("pattern")
    for name, text in (table if isinstance(table, dict) else {}).items():
        path = ("pattern", name)
        if not isinstance(text, str):
            problems.append(toml.at_value(f"{name} must be a regex in quotes", path))
        elif not name.isidentifier():
            problems.append(toml.at_key(f"{name} is no name: use letters, digits and _", path))
        else:
            sources[name] = Source(toml, path, text)
    return sources


def _shared_patterns(
    tomls: Iterable[TomlFile], lexicons: dict[str, Lexicon], problems: list[Problem]
) -> dict[str, Source]:
    words: dict[str, Source] = {}
    for toml in tomls:
        if toml.name.endswith(f"/{WORDS}"):
            words |= _without_clashes(_patterns(toml, problems), lexicons, problems)
    return words


def _local_scope(toml: TomlFile, shared: Scope, problems: list[Problem]) -> Scope:
    """Give the scope of one file."""
    names = _without_clashes(_patterns(toml, problems), shared.words, problems)
    return Scope(names, outer=shared, complete=shared.complete)


def _without_clashes(
    names: dict[str, Source], words: Iterable[str], problems: list[Problem]
) -> dict[str, Source]:
    """Refuse sub-patterns that are named like a lexicon: a reader could not tell them apart."""
    for name in names.keys() & set(words):
        source = names.pop(name)
        problems.append(source.file.at_key(f"a lexicon is called {name} too; take another name", source.path))
    return names


def _enter(
    entries: dict[str, Entry], file: File, toml: TomlFile, scope: Scope, problems: list[Problem]
) -> None:
    """Add the rules and frames of a file, replace those of folders before, remove the disabled."""
    for table in ("rule", "frame"):
        tables = toml.data.get(table, [])
        for number, values in enumerate(tables if _is_list_of_tables(tables) else []):
            entry = Entry(table, toml, (table, number), values, scope, file.folder, file.own)
            name = values.get("id")
            if not isinstance(name, str) or not re.fullmatch(r"[\w.-]+", name):
                message = (
                    "id must be a name such as money.amount" if "id" in values else f"a {table} without an id"
                )
                problems.append(entry.problem("id", message))
            elif "disable" in values:
                _disable(entries, entry, name, problems)
            elif name in entries and entries[name].folder == file.folder:
                line, _ = entries[name].file.position(entries[name].path)
                problems.append(entry.problem("id", f"{name} is already at {entries[name].file.name}:{line}"))
            else:
                entries[name] = entry


def _disable(entries: dict[str, Entry], entry: Entry, name: str, problems: list[Problem]) -> None:
    if entry.values != {"id": name, "disable": True}:
        problems.append(entry.problem("disable", "a disabled rule has an id and disable = true, and no more"))
    elif name not in entries:
        problems.append(entry.problem("id", f"no rule is called {name}", did_you_mean(name, entries)))
    else:
        del entries[name]
