"""Read `patterns/` into a `Ruleset`, or say everything that is wrong with it at once.

List the files, look whether a cache has their ruleset, else build it. What builds is imported only
then: a command that finds its rules in the cache starts without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractor.digests import digest_of
from extractor.errors import Problem, RuleError
from extractor.paths import patterns_folder

from . import cache as caching
from .model import File

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Ruleset


def load_rules(
    *folders: Path,
    builtin: bool = True,
    cache: Path | Literal["default"] | None = "default",
    fast: bool = True,
) -> Ruleset:
    """Load the rules of the package, and of further folders.

    A folder adds to those before it: a rule with an ``id`` that is there already takes its
    place, one with ``disable = true`` removes it, a sub-pattern of ``words.toml`` takes the
    place of its namesake, and a lexicon adds rows to its namesake or replaces them.

    Args:
        folders: Folders like ``patterns/``, in the order in which they count.
        builtin: Whether to start from the rules that come with the package.
        cache: The folder for compiled rules, ``default`` for the user's own, ``None`` for none.
        fast: Whether they are to read many texts. To make them fast takes seconds where no cache has them,
            which is longer than the examples of a rule that has just been changed take without it.

    Raises:
        RuleError: Something in the files is wrong; it tells all of it.
        FileNotFoundError: The package has lost its own rules.
    """
    shown = _shown(folders, builtin=builtin)
    files = rule_files(*folders, builtin=builtin)
    digest = caching.digest([(f"{file.own} {file.name}", file.content) for file in files])
    stored = _cache_file(caching.default_folder() if cache == "default" else cache, shown)
    found = caching.fetch(stored, digest) if stored else None
    if found is None:
        from .build import build  # noqa: PLC0415  seldom needed, and slow to import

        known = _builtin(files, stored) if fast and builtin and folders else None
        found = build(files, digest, fast=fast, known=known)
        if stored and fast:
            caching.store(stored, found)
    return found


def _builtin(files: Sequence[File], beside: Path | None) -> Ruleset | None:
    """Give the ruleset of the package alone, if it is in the cache."""
    if beside is None:
        return None
    digest = caching.digest([(f"{file.own} {file.name}", file.content) for file in files if not file.folder])
    file = _cache_file(beside.parent, _shown((), builtin=True))
    return caching.fetch(file, digest) if file else None


def rule_files(*folders: Path, builtin: bool = True) -> list[File]:
    """Read the files that `load_rules` makes its ruleset of, folder by folder, in the order of their names.

    Raises:
        RuleError: A folder or file cannot be read.
        FileNotFoundError: The package has lost its own rules.
    """
    files: list[File] = []
    for number, (name, path) in enumerate(_shown(folders, builtin=builtin)):
        files += _files(number, path, name, own=not builtin or number > 0)
    return files


def builtin_lexicons() -> frozenset[str]:
    """Give the names of the lexicons that come with the package; the program asks for them by name.

    Raises:
        FileNotFoundError: The package has lost its own rules.
    """
    return frozenset(path.stem for path in (patterns_folder() / "lexicon").glob("*.tsv"))


def _shown(folders: Sequence[Path], *, builtin: bool) -> list[tuple[str, Path]]:
    """Give the folders, each with the name that messages give it."""
    own = [(str(folder), Path(folder)) for folder in folders]
    return [("patterns", patterns_folder()), *own] if builtin else own


LARGEST = 16_000_000
"""Bytes that a rule file may have."""


def _files(number: int, folder: Path, shown: str, *, own: bool) -> list[File]:
    """Read the files of a folder, in the order of their names."""
    if not folder.is_dir():
        raise RuleError(Problem("there is no such folder", shown))
    paths = [*sorted(folder.glob("*.toml")), *sorted((folder / "lexicon").glob("*.tsv"))]
    files = []
    for path in paths:
        name = f"{shown}/{path.relative_to(folder).as_posix()}"
        try:
            fault = _fault(path, folder) if own else None
            if fault is None:
                files.append(File(number, own, name, path.read_bytes()))
                continue
        except OSError as error:
            raise RuleError(Problem(f"cannot be read: {error.strerror}", name)) from None
        raise RuleError(Problem(fault, name))
    return files


def _fault(path: Path, folder: Path) -> str | None:
    """Say why a file of a stranger's folder is not to be read.

    Raises:
        OSError: It is not there, or a link that goes round.
    """
    size = path.stat().st_size  # first, as Python 3.11 has no OSError for a link to itself
    found = path.resolve()
    if not found.is_relative_to(folder.resolve()):
        return "is a link to a file outside its folder; put a copy there"
    if not found.is_file():
        return "is no regular file"
    if size > LARGEST:
        return f"has more than {LARGEST // 1_000_000} MB, which no rule file needs"
    return None


def _cache_file(folder: Path | None, shown: Sequence[tuple[str, Path]]) -> Path | None:
    """Give each choice of folders one file, which the next version of their rules overwrites."""
    if folder is None:
        return None
    names = "\n".join(str(path.absolute()) for _, path in shown)
    return folder / f"rules-{digest_of(names.encode()).hex()[:16]}.cache"
