"""Wait for a rule file to be saved.

The folders hold some sixty files, so that asking each for its time costs nothing; a watcher of the system's
own would be one more thing to install, and sees nothing on a network drive.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

PAUSE = 0.3
"""Seconds between two looks."""

State = dict[Path, tuple[int, int]]
"""For each file when it was changed, in nanoseconds, and its size."""


def saves(folders: Sequence[Path], sleep: Callable[[float], None] = time.sleep) -> Iterator[frozenset[Path]]:
    """Give, each time that rule files have been changed, made or removed, which; never ends.

    An editor may write a file in several steps, or remove it and make it anew: a change is told once nothing
    has happened for a while.

    Args:
        folders: Folders of rules.
        sleep: Waits so many seconds.
    """
    told = _state(folders)
    while True:
        sleep(PAUSE)
        now = _state(folders)
        if now == told:
            continue
        while True:
            sleep(PAUSE)
            later = _state(folders)
            if later == now:
                break
            now = later
        changed = frozenset(path for path in told.keys() | now.keys() if told.get(path) != now.get(path))
        told = now
        if changed:
            yield changed


def _state(folders: Sequence[Path]) -> State:
    state: State = {}
    for folder in folders:
        for path in (*folder.glob("*.toml"), *folder.glob("lexicon/*.tsv")):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue  # removed since it was listed
            state[path] = (found.st_mtime_ns, found.st_size)
    return state
