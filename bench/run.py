"""Measure ourselves: megabytes a CPU second, start-up, memory of a stream.

The text is what the project's own reports in seeds/ hold, over and over. A figure of one machine means
nothing on another, so each stands beside a calibration: a fixed loop of dictionary, string and regex work
that is timed right before and behind it. ``ratio`` is what we took divided by what the loop took, and that
can be compared.

    python bench/run.py [--size 2000000] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
ZHSTAT = Path(sys.executable).with_name("zhstat")
TIMES = 5
# As people have it: byte code is kept, and a start does not compile our own modules.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ONE_LINE = "咸阳市公安局今年查处案件1200余起。\n"
_WORDS = re.compile("[\u4e00-\u9fff]{2,4}")


def calibration() -> float:
    """Give the CPU seconds of a fixed piece of work, the least of three runs."""
    text = "全市今年以来共查处案件一千二百余起，比去年同期下降百分之十二点五。" * 40
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        seen: dict[str, int] = {}
        for _ in range(60):
            for found in _WORDS.finditer(text):
                word = found.group()
                seen[word] = seen.get(word, 0) + len(word)
        best = min(best, time.process_time() - start)
    return best


def reports() -> list[str]:
    """Give the project's own reports."""
    return [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def records(path: Path, size: int) -> int:
    """Write records of the project's reports, so many bytes of text; return how many bytes it was."""
    texts = reports()
    written = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(sys.maxsize):
            if written >= size:
                return written
            text = texts[number % len(texts)]
            written += len(text.encode())
            record = {"id": f"{number}", "text": text, "date": "2022-06-30"}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return written


def command(*arguments: str, text: str | None = None) -> tuple[float, float, bytes]:
    """Run our command; give its CPU seconds, its most resident megabytes and its output."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([ZHSTAT, *arguments], stdin=subprocess.PIPE, stdout=out, env=ENVIRONMENT)
        if process.stdin:
            process.stdin.write((text or "").encode())
            process.stdin.close()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, [str(ZHSTAT), *arguments])
        out.seek(0)
        return used.ru_utime + used.ru_stime, _megabytes(used), out.read()


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def least(*arguments: str, text: str | None = None) -> float:
    """Give the least CPU seconds of several runs; the first fills the caches and does not count."""
    command(*arguments, text=text)
    return min(command(*arguments, text=text)[0] for _ in range(TIMES))


def measure(size: int) -> dict[str, float]:
    """Take all figures."""
    figures: dict[str, float] = {}
    command("extract", "-", text=ONE_LINE)  # fills the caches
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        for name, wanted in (("small", size // 8), ("whole", size)):
            written = records(path, wanted)
            before = calibration()
            seconds, memory, output = command("extract", str(path), "--format", "jsonl")
            loop = min(before, calibration())
            figures[f"{name}: MB"] = written / 1e6
            figures[f"{name}: facts a kB"] = output.count(b"\n") / written * 1e3
            figures[f"{name}: MB a CPU second"] = written / 1e6 / seconds
            figures[f"{name}: us a fact"] = seconds / output.count(b"\n") * 1e6
            figures[f"{name}: ratio, loops a MB"] = seconds / (written / 1e6) / loop
            figures[f"{name}: resident MB"] = memory
    loop = calibration()
    figures["--version: CPU ms"] = least("--version") * 1e3
    figures["one line: CPU ms"] = least("extract", "-", text=ONE_LINE) * 1e3
    figures["one line: ratio"] = figures["one line: CPU ms"] / 1e3 / loop
    figures["calibration: CPU ms"] = loop * 1e3
    return figures


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=2_000_000, help="bytes of text")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args()
    figures = measure(options.size)
    for name, value in figures.items():
        print(f"{name:28} {value:10.2f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
