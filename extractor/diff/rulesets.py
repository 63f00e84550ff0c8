"""Rules by what names them: those of the package, those of a folder, those of a revision of a git repository.

The engine is that of today, whatever the age of the rules: a revision whose rules it cannot read is an error
that says so.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractor.errors import Problem, RuleError, ZhstatError
from extractor.pipeline import Extractor
from extractor.rules.load import load_rules
from extractor.rules.model import Ruleset
from extractor.rules.sources import WORDS

BUILTIN = "builtin"
"""The name of the rules that come with the package."""

PATTERNS = "patterns"
"""The folder of a repository that holds its rules."""

_HINT = "to compare with what that revision itself gives, install it elsewhere and extract with both"


def engine_of(name: str) -> Extractor:
    """Give an engine with the rules that a name stands for.

    Args:
        name: ``builtin``; a folder, which is added to the built-in rules unless it is a whole set; or a git
            revision of the repository around the working folder, of which ``patterns/`` is read.

    Raises:
        ZhstatError: There is no such thing, or its rules cannot be read.
    """
    if name == BUILTIN:
        return Extractor(load_rules())
    folder = Path(name)
    if folder.is_dir():
        return Extractor(load_rules(folder, builtin=not is_whole(folder)))
    return Extractor(_of_revision(name))


def is_whole(folder: Path) -> bool:
    """Say whether a folder of rules stands alone: it says itself what a numeral is."""
    path = folder / WORDS
    return path.is_file() and any(
        line.startswith(("numeral ", "numeral=")) for line in path.read_text("utf-8").splitlines()
    )


def _of_revision(revision: str) -> Ruleset:
    root = Path(_git(revision, Path.cwd(), "rev-parse", "--show-toplevel").decode().strip())
    commit = _git(
        revision, root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    archive = _git(revision, root, "archive", "--format=tar", commit.decode().strip(), PATTERNS)
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            packed.extractall(scratch, filter="data")
        folder = Path(scratch) / PATTERNS
        try:
            return load_rules(folder, builtin=False, cache=None)
        except RuleError as error:
            message = f"the rules of {revision} cannot be read by this version of zhstat:"
            problems = _named(error, str(folder), f"{revision}:{PATTERNS}")
            raise ZhstatError((Problem(message, hint=_HINT), *problems)) from None


def _named(error: RuleError, folder: str, name: str) -> Iterator[Problem]:
    """Give problems with the name of the revision instead of that of the folder it was unpacked in."""
    for problem in error.problems:
        yield replace(problem, file=(problem.file or "").replace(folder, name))


def _git(revision: str, folder: Path, *arguments: str) -> bytes:
    """Run git.

    Raises:
        ZhstatError: There is no git, no repository or no such revision in it.
    """
    hint = f"name a folder of rules, a git revision of the repository you are in, or {BUILTIN}"
    try:
        done = subprocess.run(  # noqa: S603  what is run is git, and a revision is never read as an option
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise ZhstatError(Problem(f"{revision} is no folder, and git is not installed", hint=hint)) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        message = f"{revision} is neither a folder nor a git revision with a folder {PATTERNS}/"
        raise ZhstatError(Problem(f"{message}: {said}" if said else message, hint=hint))
    return done.stdout
