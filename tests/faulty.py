"""What the tests of faults share: the command as a process of its own, and file systems of any size."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
LINES = [
    json.dumps({"id": f"r{number}", "text": f"今年石桥镇修缮桥梁{number + 2}座，整修河堤3公里。\n" * 4})
    + "\n"
    for number in range(600)
]
COMMAND = (sys.executable, "-m", "extractor")


def zhstat(*arguments, prefix=(), **more):
    """Run the command, behind a command that runs it where there is one; its standard input is empty."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(
        [*prefix, *COMMAND, *map(str, arguments)],
        check=False,
        timeout=300,
        **{"env": ENVIRONMENT, "text": True, **streams, **more},
    )


def started(*arguments, **more):
    """Start the command, and give its process."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        **{"env": ENVIRONMENT, "stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **more},
    )


def told(done):
    """Make sure that a command failed with a message, and give that."""
    assert done.returncode in (1, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr
    return done.stderr


def hidden(folder):
    """Give the names of the files that lie about in a folder."""
    return [path.name for path in Path(folder).rglob(".*") if path.name != ".lock"]


def held(path):
    """Give what a result holds: the bytes of a file, or of those of a folder."""
    if path.is_dir():
        return {one.name: one.read_bytes() for one in path.iterdir()}
    return path.read_bytes() if path.exists() else None


def fill(disk, *, but=0):
    """Fill a file system, but for so many kilobytes; give the file that does it."""
    filler = disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(disk).free - (but << 10)))
    return filler


def make_read_only(disk):
    """Have a file system of `mounted` take nothing more."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


@pytest.fixture
def mounted(tmp_path):
    """Mount a file system of its own, in memory and of a size, and take it away again."""
    disks = []

    def mount(name, size):
        disk = tmp_path / name
        disk.mkdir(exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("may not mount here")
        disks.append(disk)
        return disk

    if shutil.which("mount") is None:
        pytest.skip("needs mount")
    yield mount
    for disk in disks:
        subprocess.run(["umount", "-l", disk], check=True)


@pytest.fixture
def folder(tmp_path):
    """A folder with records, many and few."""
    (tmp_path / "records.jsonl").write_text("".join(LINES), "utf-8")
    (tmp_path / "small.jsonl").write_text("".join(LINES[:9]), "utf-8")
    return tmp_path
