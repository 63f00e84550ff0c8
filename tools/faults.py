"""Kill what works at random moments, again and again, and see that the result is the same.

    python tools/faults.py workers --times 100     kill -9 of the processes that --jobs starts

Each round says what was done to it; the first whose result differs ends it with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ZHSTAT = (sys.executable, "-m", "extractor")
KILLS = 5
"""In one round: a slow machine must come to its end too."""
NAMES = ("云溪", "石桥", "白沙", "梅岭", "柳湖", "青山")


def write_records(path: Path, count: int) -> None:
    """Write invented records, the same for the same count."""
    chance = random.Random(count)
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            town = chance.choice(NAMES)
            text = (
                f"今年1至{chance.randint(2, 12)}月，{town}镇共修缮桥梁{chance.randint(2, 90)}座，"
                f"发放补贴{chance.randint(100, 9999) / 10}万元，同比增长{chance.randint(1, 300) / 10}%。"
                + "河岸上种着柳树，人们在树下乘凉，说起往年的收成。"
                * chance.randint(2, 20)
            )
            record = {"id": f"{town}-{number}", "text": text, "date": "2023-01-05"}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def children(parent: int) -> Iterator[int]:
    """Give the processes that a process has started and that still live."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == parent and fields[0] != "Z":
            yield int(stat.parent.name)


def killed(process: int) -> bool:
    """Kill a process as the kernel does where memory runs out; false if it has ended already."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def kill_workers(folder: Path, chance: random.Random) -> str | None:
    """Kill workers while ``extract`` runs; give what is wrong with the result."""
    records, wanted = folder / "records.jsonl", folder / "wanted.jsonl"
    if not wanted.exists():
        write_records(records, 1500)
        subprocess.run([*ZHSTAT, "extract", records, "--jobs", "1", "-o", wanted], check=True)
    out = folder / "facts.jsonl"
    kills = 0
    process = subprocess.Popen([*ZHSTAT, "extract", records, "--jobs", "2", "-o", out])
    while kills < KILLS and process.poll() is None:
        time.sleep(chance.uniform(0.1, 1))
        living = list(children(process.pid))
        kills += bool(living) and killed(chance.choice(living))
    process.wait()
    print(f"{kills} workers killed, exit code {process.returncode}", flush=True)
    if process.returncode:
        return f"exit code {process.returncode}"
    return None if out.read_bytes() == wanted.read_bytes() else "other bytes"


FAULTS = {"workers": kill_workers}


def main() -> int:
    """Run rounds of a fault."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("fault", choices=FAULTS)
    parser.add_argument("--times", type=int, default=10, help="rounds")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, options.times + 1):
            print(f"{options.fault} {number}: ", end="", flush=True)
            wrong = FAULTS[options.fault](Path(folder), chance)
            if wrong:
                print(f"{options.fault} {number}: {wrong}")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
