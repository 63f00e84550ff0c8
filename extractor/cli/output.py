"""Where a command's result goes: standard output, or a file that appears when it is whole.

What is to take a target's place is made in a hidden folder beside it and renamed at the end, so that nobody
ever reads half a result and a command that fails leaves the old one. The folder is locked as long as it is
worked in: one that a killed process left is known by its lock, and is cleared away by the next command
that writes to the same target.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from extractor.errors import Problem, ZhstatError
from extractor.locks import locked

STDOUT = Path("-")
PART = ".part"
OLD = "old"
"""In a hidden folder, what is being replaced: between two renames it is nowhere else."""


@contextmanager
def opened(target: Path) -> Iterator[BinaryIO]:
    """Open what a command writes to.

    Args:
        target: A path, or ``-`` for standard output.

    Raises:
        ZhstatError: It cannot be written.
    """
    with reported(target), _opened(target) as out:
        yield out


@contextmanager
def opened_path(target: Path) -> Iterator[Path]:
    """Give the path of a file that a library makes by itself and that takes the target's place at the end.

    Args:
        target: A path of a file that may be there.

    Raises:
        ZhstatError: It cannot be written.
    """
    final = _final(target)
    with reported(target), _scratch(final) as scratch:
        if final.exists() and not final.is_file():
            raise ZhstatError(Problem("is no file that could be replaced", str(target)))
        draft = scratch / final.name
        yield draft
        _replace_file(final, draft)


@contextmanager
def opened_folder(target: Path, holds: Collection[str]) -> Iterator[Path]:
    """Give an empty folder that takes the target's place when it is whole.

    A folder that is there is replaced if it is empty or has nothing but what a command like this one left.

    Args:
        target: The folder.
        holds: The names of the files that a command leaves there.

    Raises:
        ZhstatError: It cannot be written, or other things are in it.
    """
    final = _final(target)
    with reported(target), _scratch(final) as scratch:
        if final.exists() and not final.is_dir():
            raise ZhstatError(Problem("is a file; what is to be written is a folder", str(target)))
        others = sorted({path.name for path in final.iterdir()} - set(holds)) if final.exists() else []
        if others:
            raise ZhstatError(
                Problem(f"the folder holds other things: {others[0]}", str(target), hint="name a new one")
            )
        draft, old = scratch / final.name, scratch / OLD
        draft.mkdir()
        yield draft
        for path in draft.iterdir():
            _onto_disk(path)
        if final.exists():
            final.rename(old)
        try:
            draft.rename(final)
        except OSError:
            if old.exists():
                old.rename(final)
            raise


@contextmanager
def reported(target: Path) -> Iterator[None]:
    """Write to a target in here, and what the system has against it is an error that names it.

    Raises:
        ZhstatError: It cannot be written.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # Inputs and workers report their own faults, so that this one is the output's.
        where = "standard output" if target == STDOUT else str(target)
        why = error.strerror or str(error)
        if isinstance(error, FileNotFoundError):
            why = "there is no such folder"
        raise ZhstatError(Problem(f"cannot be written: {why}", where)) from None


@contextmanager
def _opened(target: Path) -> Iterator[BinaryIO]:
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    final = _final(target)
    if final.is_dir() or not final.name:
        raise IsADirectoryError(None, "it is a folder")
    if final.exists() and not final.is_file():
        with final.open("wb") as out:  # a device or a named pipe: nothing to rename
            yield out
        return
    with _scratch(final) as scratch:
        draft = scratch / final.name
        with draft.open("xb") as out:
            yield out
        _replace_file(final, draft)


def _final(target: Path) -> Path:
    return Path(os.path.realpath(target))  # a link stays a link


def _replace_file(final: Path, draft: Path) -> None:
    """Put a file in the place of another, for the same readers, once its bytes are on the disk."""
    _onto_disk(draft)
    with suppress(FileNotFoundError):
        if not os.access(final, os.W_OK):  # its folder would let us
            raise PermissionError(None, "it is read-only") if final.exists() else FileNotFoundError
        shutil.copymode(final, draft)
    draft.replace(final)


def _onto_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _scratch(final: Path) -> Iterator[Path]:
    """Give a hidden folder beside a target, ours alone, and clear away what others have left."""
    prefix = f".{final.name[:60]}."  # within what a name may have, also in four bytes a character
    for left in _beside(final, prefix):
        _clear(left, final)
    scratch, handle = _made(prefix, final.parent)
    try:
        yield scratch
    finally:
        if handle is not None:
            os.close(handle)  # before: it may be the last that there is, and removing needs one
        shutil.rmtree(scratch, ignore_errors=True)


def _made(prefix: str, parent: Path) -> tuple[Path, int | None]:
    """Make a folder and lock it; without a lock where the system has none for folders."""
    while True:
        scratch = Path(tempfile.mkdtemp(PART, prefix, parent))
        try:
            handle = os.open(scratch, os.O_RDONLY)
        except FileNotFoundError:
            continue  # cleared away before it was ours
        except OSError:
            return scratch, None
        try:
            if locked(handle) and scratch.exists():
                return scratch, handle
        except OSError:
            os.close(handle)
            return scratch, None
        os.close(handle)


def _beside(final: Path, prefix: str) -> list[Path]:
    with suppress(OSError), os.scandir(final.parent) as entries:
        names = (entry.name for entry in entries)
        return [final.with_name(name) for name in names if name.startswith(prefix) and name.endswith(PART)]
    return []


def _clear(left: Path, final: Path) -> None:
    """Remove the folder of a process that is no more."""
    with suppress(OSError):
        handle = os.open(left, os.O_RDONLY)
        try:
            if locked(handle):
                whole = left / final.name
                if (left / OLD).exists() and whole.exists() and not final.exists():
                    whole.rename(final)  # it was killed between its last two steps
                shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(handle)
