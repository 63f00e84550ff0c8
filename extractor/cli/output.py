"""Where a command's result goes: standard output, or a file that appears when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extractor.errors import InputError, Problem

STDOUT = Path("-")


@contextmanager
def opened(target: Path) -> Iterator[BinaryIO]:
    """Open what a command writes to.

    A file is written under another name beside it and renamed at the end, so that nobody ever
    reads half a result and a command that fails leaves the old one.

    Args:
        target: A path, or ``-`` for standard output.

    Raises:
        InputError: The file cannot be written.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    final = Path(os.path.realpath(target))  # a link stays a link
    if final.exists() and not final.is_file():
        with _create(final, "wb") as out:  # a device or a named pipe: nothing to rename
            yield out
        return
    draft = final.with_name(f".{final.name}.{os.getpid()}.part")
    out = _create(draft, "xb")
    try:
        with out:
            yield out
        draft.replace(final)
    finally:
        draft.unlink(missing_ok=True)


def _create(path: Path, mode: str) -> BinaryIO:
    try:
        return path.open(mode)  # type: ignore[return-value]
    except OSError as error:
        raise InputError(Problem(f"cannot be written: {error.strerror}", str(path))) from None
