"""Kill what works at random moments, again and again, and see that the result is the same.

    python tools/faults.py workers --times 100     kill -9 of the processes that --jobs starts
    python tools/faults.py runs --times 100        kill -9 of ``zhstat run``, which is then run again
    python tools/faults.py outputs --times 100     kill -9 of what writes over an old result, in every format

Each round says what was done to it; the first whose result differs ends it with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
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


def results(folder: Path) -> dict[str, bytes]:
    """Give the files of facts in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("facts-*"))}


def kill_run(folder: Path, chance: random.Random) -> str | None:
    """Kill ``run``, and run it again until it ends by itself; give what is wrong with the result."""
    records, wanted, out = folder / "shards.jsonl", folder / "undisturbed", folder / "disturbed"
    command = [*ZHSTAT, "run", records, "--shard-size", "0.02", "--format", "jsonl"]
    if not wanted.exists():
        write_records(records, 150)
        began = time.monotonic()
        subprocess.run([*command, "--out", wanted, "--jobs", "2"], check=True)
        (folder / "seconds").write_text(str(time.monotonic() - began))
    seconds = float((folder / "seconds").read_text())
    shutil.rmtree(out, ignore_errors=True)
    kills = 0
    while True:
        process = subprocess.Popen([*command, "--out", out, "--jobs", str(chance.randint(1, 2))])
        began = time.monotonic()
        try:
            process.wait(chance.uniform(0.2, 1) * seconds if kills < KILLS else None)
            break
        except subprocess.TimeoutExpired:
            kills += killed(process.pid)
            process.wait()
    if not kills:  # the machine has become quicker
        (folder / "seconds").write_text(str(time.monotonic() - began))
    left = [path.name for path in out.glob(".*.part")]
    print(f"{kills} times killed, exit code {process.returncode}", flush=True)
    if process.returncode or left:
        return f"exit code {process.returncode}, left {left}"
    return None if results(out) == results(wanted) else "other bytes"


OUTPUTS = ("a.jsonl", "a.json", "a.csv", "a.table", "a.parquet", "a.duckdb", "a.package", "a.sdmx", "a.html")
"""Results by the endings of their names, and how each is asked for."""
ASKED = {
    ".table": ["--format", "table"],
    ".package": ["--format", "datapackage"],
    ".sdmx": ["--quiet", "--format", "sdmx-csv"],
}


def held(path: Path) -> object:
    """Give what a result holds, to be compared; ``None`` if there is none."""
    if path.is_dir():
        return {one.name: one.read_bytes() for one in sorted(path.iterdir())}
    if not path.exists():
        return None
    if path.suffix == ".duckdb":  # its bytes are never the same twice
        import duckdb  # noqa: PLC0415  only here

        with duckdb.connect(path, read_only=True) as base:
            return [base.sql(f"FROM {name}").fetchall() for name in ("facts", "documents", "regions")]
    return path.read_bytes()


def kill_output(folder: Path, chance: random.Random) -> str | None:
    """Kill what writes over an old result, then have it end by itself; give what is wrong."""
    target = folder / "results" / chance.choice(OUTPUTS)
    target.parent.mkdir(exist_ok=True)
    command = [*ZHSTAT, "report" if target.suffix == ".html" else "extract", *ASKED.get(target.suffix, ())]
    name = target.suffix.removeprefix(".")
    kept = {when: folder / f"{when}.{name}" for when in ("old", "new")}
    took = folder / f"seconds.{name}"
    for when, path in kept.items():
        records = folder / f"records-{when}.jsonl"
        if not records.exists():
            write_records(records, {"old": 40, "new": 60}[when])
        if not path.exists():
            began = time.monotonic()
            subprocess.run([*command, records, "-o", target], check=True)
            took.write_text(str(time.monotonic() - began))
            target.rename(path)
    if target.is_dir():
        shutil.rmtree(target)
    (shutil.copytree if kept["old"].is_dir() else shutil.copyfile)(kept["old"], target)
    process = subprocess.Popen([*command, folder / "records-new.jsonl", "-o", target])
    time.sleep(chance.uniform(0.3, 1.05) * float(took.read_text()))
    done = process.poll() is not None or not killed(process.pid)
    process.wait()
    left = [path.name for path in target.parent.iterdir() if path.name.startswith(".")]
    old, new = held(kept["old"]), held(kept["new"])
    is_new = (now := held(target)) == new
    print(
        f"{name}: {'not ' * done}killed, {'the new' if is_new else 'the old'} result, left {left}", flush=True
    )
    # Between the two renames of a folder there is none; the next command finds the new one and names it.
    if not is_new and now != old and not (now is None and target.suffix == ".package"):
        return "neither the old result nor the new one"
    subprocess.run([*command, folder / "records-new.jsonl", "-o", target], check=True)
    left = [path.name for path in target.parent.iterdir() if path.name.startswith(".")]
    if left:
        return f"left {left}"
    return None if held(target) == new else "other bytes"


FAULTS = {"workers": kill_workers, "runs": kill_run, "outputs": kill_output}


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
