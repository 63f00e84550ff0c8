"""Measure ourselves: megabytes a CPU second, start-up, memory of a stream, what a second core brings.

The text is the project's own reports, over and over: `dense`, as they are, with twenty facts a kilobyte; and
`thin`, with prose between them, five, about what news has. Each figure of CPU time stands beside a fixed loop
(measure.py), and a `ratio` is what we took divided by what the loop took; compare that.

    python bench/run.py [--size 2000000] [--stream 1,8] [--text FILE.jsonl] [--json FILE]
    python bench/run.py --record       the same, and keep it in history.jsonl
    python bench/run.py --history      what was kept, in a table
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any

from measure import (
    ONE_LINE,
    ROOT,
    ZHSTAT,
    Cost,
    Failed,
    beside_the_loop,
    dense,
    records_of,
    run,
    table,
    thin,
    write_records,
)

HISTORY = Path(__file__).with_name("history.jsonl")
TIMES = 5
"""How often a start is timed."""
PAIRS = 3
"""How often a text is."""
GOALS = {
    "thin: MB a CPU second": ("at least", 5),
    "--version: CPU ms": ("at most", 60),
    "one line: CPU ms": ("at most", 150),
    "stream of 1 MB: memory, MB": ("at most", 64),
    "stream of 8 MB: memory, MB": ("at most", 64),
    "stream of 64 MB: memory, MB": ("at most", 64),
    "two processes: times as fast": ("at least", 1.6),
}
COLUMNS = {
    "dense: MB a CPU second": "dense, MB/s",
    "dense: ratio, loops a MB": "loops a MB",
    "thin: MB a CPU second": "thin, MB/s",
    "thin: ratio, loops a MB": "loops a MB",
    "--version: CPU ms": "--version, ms",
    "--version: ratio": "loops",
    "one line: CPU ms": "one line, ms",
    "one line: ratio": "loops",
    "stream of 8 MB: memory, MB": "8 MB, memory",
    "stream of 64 MB: memory, MB": "64 MB, memory",
    "two processes: times as fast": "2 processes",
    "calibration: CPU ms": "loop, ms",
}
"""What the table of the history shows, and the heads of its columns."""

Figures = dict[str, float]


def extract(path: Path, jobs: int, out: IO[bytes] | int = subprocess.DEVNULL) -> Cost:
    """Have our command read records."""
    return run([ZHSTAT, "extract", str(path), "--quiet", "--format", "jsonl", "--jobs", str(jobs)], out)


def speed(path: Path, size: int) -> Figures:
    """Give what so many bytes of text take in one process, start-up included."""
    with tempfile.TemporaryFile() as out:
        extract(path, 1, out)
        out.seek(0)
        facts = sum(1 for _ in out)
    costs, ratio, _ = beside_the_loop(lambda: extract(path, 1), PAIRS)
    seconds = statistics.median(cost.cpu for cost in costs)
    return {
        "MB": size / 1e6,
        "facts a kB": facts / size * 1e3,
        "MB a CPU second": size / 1e6 / seconds,
        "us a fact": seconds / facts * 1e6 if facts else float("nan"),
        "ratio, loops a MB": ratio / (size / 1e6),
        "memory, MB": max(cost.memory for cost in costs),
    }


def start(arguments: Sequence[str]) -> Figures:
    """Give what our command takes that has next to nothing to do; the least, as nothing makes it faster."""
    costs, ratio, loops = beside_the_loop(lambda: run([ZHSTAT, *arguments]), TIMES)
    return {
        "CPU ms": min(cost.cpu for cost in costs) * 1e3,
        "ratio": ratio,
        "loop": statistics.median(loops) * 1e3,
    }


def second_process(path: Path, folder: Path) -> float:
    """Give how many times as fast two processes are, by the clock, in pairs.

    Raises:
        Failed: They do not write the same bytes as one.
    """
    outputs = [folder / f"{jobs}.jsonl" for jobs in (1, 2)]
    ratios = []
    for _ in range(PAIRS):
        walls = []
        for jobs, output in enumerate(outputs, 1):
            with output.open("wb") as out:
                walls.append(extract(path, jobs, out).wall)
        ratios.append(walls[0] / walls[1])
    if len({_digest(output) for output in outputs}) > 1:
        raise Failed("two processes do not write what one writes")
    return statistics.median(ratios)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def measure(size: int, streams: Sequence[int], text: Path | None) -> Figures:
    """Take all figures."""
    figures: Figures = {}
    texts: dict[str, Callable[[], Iterator[str]]] = {"dense": dense, "thin": thin}
    if text:
        texts["text"] = lambda: records_of(text)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, line = folder / "records.jsonl", folder / "line.jsonl"
        write_records(line, iter([ONE_LINE]), 1)
        extract(line, 1)  # fills the caches
        for kind, arguments in (("--version", ["--version"]), ("one line", ["extract", "-q", str(line)])):
            taken = start(arguments)
            figures["calibration: CPU ms"] = taken.pop("loop")
            figures |= {f"{kind}: {what}": value for what, value in taken.items()}
        for kind, source in texts.items():
            written = write_records(path, source(), size)
            figures |= {f"{kind}: {what}": value for what, value in speed(path, written).items()}
        figures["two processes: times as fast"] = second_process(path, folder)
        for megabytes in streams:
            write_records(path, thin(), megabytes * 1_000_000)
            figures[f"stream of {megabytes} MB: memory, MB"] = extract(path, 1).memory
    return figures


def entry(figures: Figures) -> dict[str, Any]:
    """Give the line of the history that keeps these figures."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    version = subprocess.run([ZHSTAT, "--version"], capture_output=True, text=True, check=True).stdout.split()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "version": version[-1],
        "commit": commit or None,
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
        "figures": {name: float(f"{value:.4g}") for name, value in figures.items()},
    }


def kept_in(path: Path) -> list[dict[str, Any]]:
    """Give the entries of a history, the oldest first; none where there is no file yet."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def history(entries: Sequence[dict[str, Any]]) -> str:
    """Give what was kept as a table."""
    rows = [
        [kept["date"], kept["commit"] or kept["version"], f"{kept['load']:.1f}"]
        + [_short(kept["figures"].get(name)) for name in COLUMNS]
        for kept in entries
    ]
    return table(["date", "commit", "load", *COLUMNS.values()], rows)


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def report(figures: Figures) -> str:
    """Give the figures as a table, with what they are meant to be."""
    rows = []
    for name, value in figures.items():
        word, goal = GOALS.get(name, ("", 0))
        met = value >= goal if word == "at least" else value <= goal
        wanted = f"{word} {goal:g}{'' if met else ', missed'}" if word else ""
        rows.append([name, f"{value:.2f}", wanted])
    return table(["figure", "measured", "goal"], rows)


def main() -> int:
    """Measure and print, or print what was measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=2_000_000, help="bytes of text")
    parser.add_argument(
        "--stream", default="1,8", metavar="MB,MB", help="megabytes of streams whose memory is taken"
    )
    parser.add_argument("--text", type=Path, metavar="FILE", help="time these records too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    parser.add_argument("--record", action="store_true", help="keep the figures in history.jsonl")
    parser.add_argument("--history", action="store_true", help="show what was kept, and measure nothing")
    options = parser.parse_args()
    if options.history:
        print(history(kept_in(HISTORY)), end="")
        return 0
    figures = measure(options.size, [int(size) for size in options.stream.split(",") if size], options.text)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print(report(figures), end="")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.record:
        with HISTORY.open("a", encoding="utf-8") as out:
            out.write(json.dumps(entry(figures)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
