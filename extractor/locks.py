"""Locks on files and folders, which the system takes back when their holder ends, however it ends."""

from __future__ import annotations

import os
from typing import Any


def locked(handle: int) -> bool:
    """Lock what is open unless another process has locked it.

    Args:
        handle: A file descriptor: of a file, or, but on Windows, of a folder.

    Returns:
        Whether it is ours now.

    Raises:
        OSError: It cannot be locked at all, as on some network drives.
    """
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415  only there

        system: Any = msvcrt
        try:
            system.locking(handle, system.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl  # noqa: PLC0415  not on Windows

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
