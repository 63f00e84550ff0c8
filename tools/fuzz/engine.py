"""Try a target on one input after the other: guided by what each reaches, or at random.

A fault does not end the trial: the smallest input that shows it is kept, one for each place in the program.
"""

from __future__ import annotations

import faulthandler
import hashlib
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import NamedTuple

from mutation import mutated
from targets import Target

SLOWEST = 30
"""Seconds after which an input is taken to hang."""

BETWEEN = 64
"""Inputs between two looks at the clock, where each look takes longer than an input."""

MEMORY = 4096
"""Megabytes above which a process is taken to eat memory."""


class Trial(NamedTuple):
    """How a target is to be tried.

    Attributes:
        seeds: Folders of inputs to begin with; those that do not exist are passed over.
        work: The folder for what is kept: ``corpus`` and ``found``.
        runs: How many inputs, or as many as the seconds allow if 0.
        seconds: How long at the most.
        seed: Of the random choices.
    """

    seeds: Sequence[Path]
    work: Path
    runs: int
    seconds: int
    seed: int


class Faults:
    """Runs a check and keeps what it finds.

    Args:
        check: Takes the bytes of an input, and raises where something is wrong.
        folder: Where the inputs are kept, each with what it raised.
    """

    def __init__(self, check: Callable[[bytes], None], folder: Path) -> None:
        self._check = check
        self._folder = folder
        self.count = 0

    def __call__(self, data: bytes) -> None:
        """Try one input."""
        self.count += 1
        try:
            self._check(data)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            self._keep(data, error)

    def _keep(self, data: bytes, error: Exception) -> None:
        places = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
            if "site-packages" not in frame.filename and not frame.filename.startswith("<")
        ]
        said = f"{type(error).__name__} {' '.join(places[-2:])}"
        name = hashlib.sha256(said.encode()).hexdigest()[:12]
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / name
        if path.exists() and path.stat().st_size <= len(data):
            return
        if not path.exists():
            print(f"  found {name}: {said}: {str(error)[:200]!r}", file=sys.stderr, flush=True)
        path.write_bytes(data)
        told = "".join(traceback.format_exception(error))
        path.with_suffix(".txt").write_text(told, "utf-8", errors="backslashreplace")


def guided() -> bool:
    """Whether the engine is here that is guided by coverage."""
    return find_spec("atheris") is not None


def by_coverage(target: Target, trial: Trial) -> None:
    """Try a target with atheris, which keeps what reaches something new and goes on from there.

    It ends the process.
    """
    import atheris  # noqa: PLC0415  it is not for every Python

    with atheris.instrument_imports(include=["extractor"]):
        check = target.load()
    faults = Faults(check, trial.work / "found")
    for data in _known(
        trial.seeds
    ):  # what is made on first use, such as rules, is made before inputs are timed
        faults(data[: target.longest])

    def changed(data: bytes, longest: int, seed: int) -> bytes:
        return mutated(data, longest, seed, target.pieces)

    corpus = trial.work / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    options = [
        *(
            f"-max_len={target.longest}",
            f"-seed={trial.seed}",
            f"-timeout={SLOWEST}",
            f"-rss_limit_mb={MEMORY}",
        ),
        *(
            f"-runs={trial.runs}" if trial.runs else f"-max_total_time={trial.seconds}",
            "-print_final_stats=1",
        ),
        *("-reload=0", f"-artifact_prefix={trial.work}/"),
    ]
    folders = [str(folder) for folder in (corpus, *trial.seeds) if folder.is_dir()]
    atheris.Setup([sys.argv[0], *options, *folders], faults, custom_mutator=changed)
    atheris.Fuzz()


def _known(folders: Iterable[Path]) -> list[bytes]:
    """Read the inputs in some folders, in the order of their names."""
    return [path.read_bytes() for folder in folders for path in sorted(folder.glob("*"))]


def at_random(target: Target, trial: Trial) -> int:
    """Try a target on changed seeds, without a look at what they reach; give how many inputs there were."""
    faults = Faults(target.load(), trial.work / "found")
    chance = Random(trial.seed)
    known = [b"", *_known((*trial.seeds, trial.work / "corpus"))]
    end = time.monotonic() + trial.seconds
    faulthandler.dump_traceback_later(
        SLOWEST * BETWEEN, exit=True, file=sys.__stderr__
    )  # what hangs ends, and the log says where
    for data in known:
        faults(data[: target.longest])
    while (faults.count < trial.runs) if trial.runs else time.monotonic() < end:
        data = chance.choice(known)
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = mutated(data, target.longest, chance.getrandbits(32), target.pieces)
        faults(data)
        if faults.count % BETWEEN == 0:
            faulthandler.dump_traceback_later(SLOWEST * BETWEEN, exit=True, file=sys.__stderr__)
    faulthandler.cancel_dump_traceback_later()
    return faults.count
