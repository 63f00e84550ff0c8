"""How many processes may work side by side."""

from __future__ import annotations

import os


def cores() -> int:
    """Give how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not everywhere
    return len(affinity(0)) if affinity else os.cpu_count() or 1
