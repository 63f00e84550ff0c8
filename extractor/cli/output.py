"""Where a command's result goes: standard output, or a file that appears when it is whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extractor.errors import Problem, ZhstatError

STDOUT = Path("-")


@contextmanager
def opened(target: Path) -> Iterator[BinaryIO]:
    """Open what a command writes to.

    A file is written under another name beside it and renamed at the end, so that nobody ever
    reads half a result and a command that fails leaves the old one.

    Args:
        target: A path, or ``-`` for standard output.

    Raises:
        ZhstatError: It cannot be written.
    """
    with _reported(target), _opened(target) as out:
        yield out


@contextmanager
def opened_path(target: Path) -> Iterator[Path]:
    """Give the path of a file that a library makes by itself and that takes the target's place at the end.

    Args:
        target: A path of a file that may be there.

    Raises:
        ZhstatError: It cannot be written.
    """
    final = Path(os.path.realpath(target))
    draft = _draft(final)
    with _reported(target):
        if final.exists() and not final.is_file():
            raise ZhstatError(Problem("is no file that could be replaced", str(target)))
        try:
            yield draft
            draft.replace(final)
        finally:
            for left in (draft, draft.with_name(f"{draft.name}.wal")):  # a database's log lies beside it
                left.unlink(missing_ok=True)


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
    final = Path(os.path.realpath(target))
    draft = _draft(final)
    old = final.with_name(f".{final.name}.{os.getpid()}.old")
    with _reported(target):
        if final.exists() and not final.is_dir():
            raise ZhstatError(Problem("is a file; what is to be written is a folder", str(target)))
        others = sorted({path.name for path in final.iterdir()} - set(holds)) if final.exists() else []
        if others:
            raise ZhstatError(
                Problem(f"the folder holds other things: {others[0]}", str(target), hint="name a new one")
            )
        try:
            draft.mkdir()
            yield draft
            if final.exists():
                final.rename(old)
            try:
                draft.rename(final)
            except OSError:
                if old.exists():
                    old.rename(final)
                raise
        finally:
            for left in (draft, old):
                shutil.rmtree(left, ignore_errors=True)


def _draft(final: Path) -> Path:
    return final.with_name(f".{final.name}.{os.getpid()}.part")


@contextmanager
def _reported(target: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # Inputs report their own faults, so that this one is the output's.
        raise ZhstatError(Problem(f"cannot be written: {error.strerror}", str(target))) from None


@contextmanager
def _opened(target: Path) -> Iterator[BinaryIO]:
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    final = Path(os.path.realpath(target))  # a link stays a link
    if final.exists() and not final.is_file():
        with final.open("wb") as out:  # a device or a named pipe: nothing to rename
            yield out
        return
    draft = _draft(final)
    try:
        with draft.open("xb") as out:
            yield out
        draft.replace(final)
    finally:
        draft.unlink(missing_ok=True)
