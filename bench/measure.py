"""What every measurement here is made of: a text, a process whose cost is known, a loop to compare with.

A figure of one machine means nothing on another, and on a shared one not even an hour later. So each stands
beside a calibration: a fixed loop of dictionary, string and regex work that is timed right before and right
behind. A ratio, what we took divided by what the loop took, can be compared.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
PROSE = SEEDS / "plain.txt"
ZHSTAT = str(Path(sys.executable).with_name("zhstat"))
# As people have it: byte code is kept, and a start does not compile our own modules.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ONE_LINE = "咸阳市公安局今年查处案件1200余起。"
DAY = "2022-06-30"
_ROUNDS = 2500
_WORDS = re.compile("[\u4e00-\u9fff]{2,4}")


class Failed(Exception):  # noqa: N818  it is not always an error: a peer may be too slow
    """A process did not do what it was asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    cpu: float
    """Seconds, with those of its children."""
    wall: float
    """Seconds."""
    memory: float
    """Megabytes that were resident at most, in the largest of its processes."""


def run(arguments: Sequence[str], out: IO[bytes] | int = subprocess.DEVNULL, limit: int = 0) -> Cost:
    """Run a program, and give what it took.

    Args:
        arguments: The program and its arguments.
        out: Where its standard output goes.
        limit: The CPU seconds that a process of it may take; 0 for as many as it likes.

    Raises:
        Failed: It did not end well, or took longer.
    """

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            list(arguments),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            env=ENVIRONMENT,
            preexec_fn=limited if limit else None,  # noqa: PLW1509  no thread is running
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if limit and process.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
            raise Failed(f"not done within {limit} s of CPU")
        if process.returncode:
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise Failed(last or f"exit code {process.returncode}")
    memory = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Cost(used.ru_utime + used.ru_stime, wall, memory)


def calibration() -> float:
    """Give the CPU seconds of a fixed piece of work, about a fifth of a second."""
    text = "全市今年以来共查处案件一千二百余起，比去年同期下降百分之十二点五。" * 40
    start = time.process_time()
    seen: dict[str, int] = {}
    for _ in range(_ROUNDS):
        for found in _WORDS.finditer(text):
            word = found.group()
            seen[word] = seen.get(word, 0) + len(word)
    return time.process_time() - start


def beside_the_loop(work: Callable[[], Cost], times: int) -> tuple[list[Cost], float, list[float]]:
    """Do a piece of work some times, each between two runs of the loop.

    Returns:
        What it took each time; the median of what it took divided by what the loop took; the loop's seconds.
    """
    loops = [calibration()]
    costs = []
    for _ in range(times):
        costs.append(work())
        loops.append(calibration())
    ratios = [
        2 * cost.cpu / (before + after) for cost, before, after in zip(costs, loops, loops[1:], strict=False)
    ]
    return costs, statistics.median(ratios), loops


def dense() -> Iterator[str]:
    """Give the project's own reports, over and over."""
    return cycle([path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))])


def thin() -> Iterator[str]:
    """Give the same with a page of prose behind four of five: five facts a kilobyte, about what news has."""
    prose = PROSE.read_text("utf-8")
    return (
        text
        for number, report in enumerate(dense())
        for text in ((report, prose) if number % 5 else (report,))
    )


def records_of(path: Path) -> Iterator[str]:
    """Give the texts of a file of records, over and over."""
    with path.open(encoding="utf-8") as lines:
        return cycle([json.loads(line)["text"] for line in lines if line.strip()])


def write_records(path: Path, texts: Iterator[str], size: int) -> int:
    """Write records of texts until they hold so many bytes of text; return how many it was."""
    written = 0
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts):
            out.write(json.dumps({"id": str(number), "text": text, "date": DAY}, ensure_ascii=False) + "\n")
            written += len(text.encode())
            if written >= size:
                break
    return written


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give a table in Markdown, its columns made even."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |\n"
        for line in lines
    )
