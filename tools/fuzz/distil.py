"""Take from what a long run kept the few inputs that reach what those in tests/fuzz do not.

    python tools/fuzz/distil.py extract rules --most 20     of some targets; of all unless named

Inputs are tried in the order of their size, and taken where they reach a line of the program that none before
them has reached.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from run import ROOT, SEEDS
from targets import TARGETS

PROGRAM = str(ROOT / "extractor")
Line = tuple[str, int]


def reached(check: Callable[[bytes], None], data: bytes) -> set[Line]:
    """Give the lines of the program that an input reaches; none where it shows a fault."""
    lines: set[Line] = set()

    def traced(frame: FrameType, event: str, _: Any) -> Any:  # noqa: ANN401  what Python declares
        name = frame.f_code.co_filename
        if not name.startswith(PROGRAM):
            return None
        if event == "line":
            lines.add((name, frame.f_lineno))
        return traced

    sys.settrace(traced)
    try:
        check(data)
    except Exception:  # noqa: BLE001  it is no input to begin with
        return set()
    finally:
        sys.settrace(None)
    return lines


def distil(name: str, corpus: Path, most: int, tries: int) -> int:
    """Copy what reaches something new to the inputs of a target, and give how many were taken."""
    check = TARGETS[name].load()
    folder = SEEDS / name
    known: set[Line] = set()
    for path in sorted(folder.glob("*")):
        known |= reached(check, path.read_bytes())
    taken = 0
    for path in sorted(corpus.glob("*"), key=lambda path: (path.stat().st_size, path.name))[:tries]:
        data = path.read_bytes()
        new = reached(check, data) - known
        if new and taken < most:
            taken += 1
            known |= new
            (folder / f"kept-{hashlib.sha256(data).hexdigest()[:10]}").write_bytes(data)
    return taken


def main() -> None:
    """Distil targets."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="all unless given")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "fuzz", help="where the long run worked"
    )
    parser.add_argument("--most", type=int, default=20, help="inputs to take of each")
    parser.add_argument("--tries", type=int, default=10_000, help="inputs to try of each")
    options = parser.parse_args()
    for name in options.targets or TARGETS:
        count = distil(name, options.work / name / "corpus", options.most, options.tries)
        print(f"{name:<11}{count:>4} taken", flush=True)


if __name__ == "__main__":
    main()
