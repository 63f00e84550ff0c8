"""Time ourselves against what else reads Chinese text, on the same text, in turns.

Each peer lives in an environment of its own below build/bench, which is made on first use from pinned
packages. One that cannot be installed or started here is named with the reason and left out; one that is slow
reads less of the text, and the table says how much.

    python bench/compare.py [--size 1000000] [--text FILE.jsonl] [--pairs 3] [--only NAME]
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import (
    ENVIRONMENT,
    ONE_LINE,
    ROOT,
    ZHSTAT,
    Cost,
    Failed,
    dense,
    records_of,
    run,
    table,
    write_records,
)

PEERS = Path(__file__).parent / "peers"
PLACE = ROOT / "build" / "bench"
FIRST = 50_000
"""Bytes by which a peer's speed is guessed, one round of our own reports."""
BUDGET = 6.0
"""Seconds of CPU that a peer may take for its text, once it has started."""
LIMIT = 180
"""Seconds of CPU after which a peer is stopped."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Something that reads Chinese text."""

    name: str
    packages: str
    """The file of pinned packages, without its ending."""
    driver: str
    """The script, without its ending, that has it read records."""
    returns: str


KNOWN = (
    Peer("jionlp, amounts and times", "jionlp", "jionlp_amounts", "times, amounts of money, meaning of both"),
    Peer("jionlp, places", "jionlp", "jionlp_places", "places of an article"),
    Peer(
        "ms-recognizers-text-suite",
        "ms-recognizers-text-suite",
        "recognizers",
        "numbers, percentages, amounts, dimensions, times, meaning of each",
    ),
    Peer("cn2an.transform", "cn2an", "cn2an_transform", "the text with Arabic numerals"),
    Peer("cpca", "cpca", "cpca_places", "places with their division codes"),
)
OURS = "facts: value, bounds, unit, metric, place, agency, period, change, position"


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a pair took and found."""

    start: Cost
    """Of one line."""
    whole: Cost
    size: int
    """Bytes of text."""
    found: Counter[str]

    @property
    def speed(self) -> float:
        """Megabytes a CPU second, without the start."""
        return self.size / 1e6 / max(self.whole.cpu - self.start.cpu, 1e-3)


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a peer."""

    peer: Peer
    pairs: tuple[tuple[Side, Side], ...] = ()
    """Us and it."""
    left_out: str = ""
    """Why there are none."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The files that are read."""

    line: Path
    whole: Path
    size: int

    def part(self, size: int) -> tuple[Path, int]:
        """Give the first records, until they hold so many bytes, and how many they do."""
        if size >= self.size:
            return self.whole, self.size
        path = self.whole.with_name(f"{size}.jsonl")
        return path, write_records(path, records_of(self.whole), size)


def environment(packages: str) -> Path:
    """Give the Python of an environment that has some packages, which is made if it is not there.

    Raises:
        Failed: They cannot be installed.
    """
    pins = PEERS / f"{packages}.txt"
    digest = hashlib.sha256(pins.read_bytes()).hexdigest()[:12]
    place = PLACE / f"{packages}-{sys.version_info.major}.{sys.version_info.minor}-{digest}"
    python = place / "bin" / "python"
    ready = place / "ready"
    if not ready.exists():
        print(f"installing {packages} in {place.relative_to(ROOT)} ...", file=sys.stderr, flush=True)
        venv.create(place, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        done = subprocess.run(
            [*install, "--require-hashes", "--requirement", str(pins)],
            env=ENVIRONMENT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            raise Failed(f"does not install: {(errors or ['pip failed'])[-1].removeprefix('ERROR: ')}")
        ready.touch()
    return python


def side(command: Sequence[str], texts: Texts, size: int, *, ours: bool) -> Side:
    """Have one side read one line, and then so many bytes."""
    path, size = texts.part(size)
    with tempfile.TemporaryFile() as out:
        start = run([*command, str(texts.line)], limit=LIMIT)
        whole = run([*command, str(path)], out, limit=LIMIT)
        out.seek(0)
        found = Counter("fact" if ours else _kind(line) for line in out if line.startswith(b"{"))
    return Side(start, whole, size, found)


def _kind(line: bytes) -> str:
    """Tell what kind of thing a driver's line is of."""
    return line.partition(b'"kind": "')[2].partition(b'"')[0].decode()


def compare(peer: Peer, texts: Texts, pairs: int) -> Compared:
    """Time a peer and ourselves in turns."""
    us = [ZHSTAT, "extract", "--quiet", "--jobs", "1", "--format", "jsonl"]
    done = []
    try:
        it = [str(environment(peer.packages)), str(PEERS / f"{peer.driver}.py")]
        first = side(it, texts, FIRST, ours=False)  # fills its caches, too
        size = min(texts.size, max(FIRST, int(BUDGET * first.speed * 1e6)))
    except Failed as failed:
        return Compared(peer, left_out=str(failed))
    for _ in range(pairs):
        ours = side(us, texts, texts.size, ours=True)  # a failure of ours ends it all
        try:
            done.append((ours, side(it, texts, size, ours=False)))
        except Failed as failed:
            return Compared(peer, left_out=str(failed))
    return Compared(peer, tuple(done))


def render(results: Sequence[Compared]) -> str:
    """Give the table, ours first, and what was left out."""
    timed = [result for result in results if result.pairs]
    ours = [us for result in timed for us, _ in result.pairs]
    rows = [_row("zhstat extract", OURS, ours, "1")] if ours else []
    for result in timed:
        ratio = statistics.median(us.speed / it.speed for us, it in result.pairs)
        rows.append(
            _row(result.peer.name, result.peer.returns, [it for _, it in result.pairs], _figure(ratio))
        )
    head = (
        "",
        "returns",
        "found a kB",
        "MB a CPU second",
        "our speed / its speed",
        "start, CPU s",
        "memory, MB",
        "text, MB",
    )
    text = table(head, rows) if rows else ""
    left_out = [f"Left out: {result.peer.name}: {result.left_out}\n" for result in results if result.left_out]
    return text + "".join(left_out)


def _row(name: str, returns: str, sides: Sequence[Side], ratio: str) -> tuple[str, ...]:
    first = sides[0]
    return (
        name,
        returns,
        ", ".join(f"{_figure(n / first.size * 1e3)} {kind}" for kind, n in first.found.most_common()),
        _figure(statistics.median(one.speed for one in sides)),
        ratio,
        f"{statistics.median(one.start.cpu for one in sides):.2f}",
        f"{max(one.whole.memory for one in sides):.0f}",
        f"{first.size / 1e6:.2f}",
    )


def _figure(value: float) -> str:
    """Write a figure in two digits at least, and no more than it is worth."""
    return f"{value:.0f}" if value >= 100 else f"{value:.2g}" if value < 10 else f"{value:.1f}"


def prepared(folder: Path, text: Path | None, size: int) -> Texts:
    """Write what is read: one line, and a text of so many bytes."""
    line, whole = folder / "line.jsonl", folder / "whole.jsonl"
    write_records(line, iter([ONE_LINE]), 1)
    texts: Iterator[str] = records_of(text) if text else dense()
    return Texts(line, whole, write_records(whole, texts, size))


def main() -> int:
    """Compare, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000, help="bytes of text")
    parser.add_argument("--text", type=Path, metavar="FILE", help="records, instead of the reports in seeds/")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is timed")
    parser.add_argument("--only", metavar="NAME", help="peers whose names begin so")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts = prepared(Path(folder), options.text, options.size)
        run([ZHSTAT, "extract", str(texts.line), "--format", "jsonl"])  # fills the caches
        results = []
        for peer in KNOWN:
            if peer.name.startswith(options.only or ""):
                print(f"{peer.name} ...", file=sys.stderr, flush=True)
                results.append(compare(peer, texts, options.pairs))
    print(render(results), end="")
    return 0 if any(result.pairs for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
