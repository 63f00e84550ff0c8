"""Throw anything at the program, and see that it reads it or refuses it by name.

    python tools/fuzz/run.py                          every target for a minute, guided by coverage
    python tools/fuzz/run.py extract --seconds 600    one target, longer
    python tools/fuzz/run.py --short                  some inputs each, always the same

A target is tried in a process of its own, one after the other. Inputs begin with those in tests/fuzz, and
what reaches something new is kept in the work folder, from where the next run goes on. An input that shows a
fault is kept there too, under ``found``, with what it raised beside it; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import engine
from targets import TARGETS

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests" / "fuzz"
EXECUTED = re.compile(r"number_of_executed_units:\s*(\d+)")


class Result(NamedTuple):
    """What came of trying a target.

    Attributes:
        runs: How many inputs were tried.
        seconds: How long it took.
        found: The inputs that show faults.
    """

    runs: int
    seconds: float
    found: tuple[Path, ...]


def tried(name: str, options: argparse.Namespace, work: Path) -> Result:
    """Try a target in another process."""
    known = set((work / name).glob("found/*"))
    command = [sys.executable, __file__, name, "--here", "--work", str(work), "--engine", options.engine]
    runs = TARGETS[name].short if options.short else options.runs
    command += ["--runs", str(runs), "--seconds", str(options.seconds), "--seed", str(options.seed)]
    began = time.monotonic()
    log = work / f"{name}.log"
    work.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT)
        code = process.wait()
    said = log.read_text("utf-8", errors="replace")
    counted = EXECUTED.findall(said)
    found = [path for path in (work / name).glob("found/*") if path not in known and path.suffix != ".txt"]
    if code or not counted:  # a hang, a crash of the interpreter, too much memory
        found += [path for path in (work / name).iterdir() if path.is_file()] or [log]
    return Result(int(counted[-1]) if counted else 0, time.monotonic() - began, tuple(found))


def here(name: str, options: argparse.Namespace) -> None:
    """Try a target in this process."""
    seeds = (SEEDS / name,)
    trial = engine.Trial(seeds, options.work / name, options.runs, options.seconds, options.seed)
    if options.engine == "coverage":
        engine.by_coverage(TARGETS[name], trial)
    else:
        count = engine.at_random(TARGETS[name], trial)
        print(f"stat::number_of_executed_units: {count}")


def all_of(names: list[str], options: argparse.Namespace, work: Path) -> int:
    """Try the targets, say what came of each, and give the exit code."""
    total = 0
    faults: list[Path] = []
    for name in names:
        result = tried(name, options, work)
        total += result.runs
        faults += result.found
        rate = result.runs / result.seconds
        print(f"{name:<11}{result.runs:>11,} inputs{result.seconds:>7.0f} s{rate:>8,.0f} a second  ", end="")
        print(f"{len(result.found)} faults", flush=True)
        for path in result.found:
            print(f"  {path}")
            told = path.with_suffix(".txt")
            if told.exists():
                print("    " + told.read_text("utf-8").strip().rpartition("\n")[2][:200])
    print(f"{'all':<11}{total:>11,} inputs, {len(faults)} faults, {options.engine}")
    return 1 if faults else 0


def main() -> int:
    """Try targets."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all unless given"
    )
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--runs", type=int, default=0, help="inputs for each target, in place of --seconds")
    parser.add_argument("--seed", type=int, default=1, help="of the random choices")
    parser.add_argument(
        "--short", action="store_true", help="some inputs each, from a fresh start, always the same"
    )
    parser.add_argument("--work", type=Path, help="where to keep what is found; build/fuzz unless given")
    parser.add_argument(
        "--engine", choices=("coverage", "random"), help="coverage where atheris is installed"
    )
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = [name for name in options.targets if name not in TARGETS]
    if unknown:
        parser.error(f"no target is called {unknown[0]}; there are {', '.join(TARGETS)}")
    # The short form is to try the same with every Python, and too little for a guide to be of use.
    guided = engine.guided() and not options.short
    options.engine = options.engine or ("coverage" if guided else "random")
    if options.here:
        here(options.targets[0], options)
        return 0
    names = options.targets or list(TARGETS)
    if options.short and options.work is None:
        with tempfile.TemporaryDirectory() as work:
            return all_of(names, options, Path(work))
    return all_of(names, options, (options.work or ROOT / "build" / "fuzz").absolute())


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
