"""Where a command's result goes: standard output, or a file that appears when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
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
    try:
        with _opened(target) as out:
            yield out
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
    draft = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as out:
            yield out
        draft.replace(final)
    finally:
        draft.unlink(missing_ok=True)
