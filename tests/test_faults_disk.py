"""Disks that are full or read-only, and two at once: a message, and the old result whole or the new one."""

import os
import shutil
import subprocess
import threading

import pytest
from faulty import fill, folder, held, hidden, make_read_only, mounted, told, zhstat

__all__ = ["folder", "mounted"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file systems are those of Unix")

FORMATS = {
    "a.jsonl": [],
    "a.csv": [],
    "a.json": [],
    "a.table": ["--format", "table"],
    "a.parquet": [],
    "a.duckdb": [],
    "a.sdmx": ["--quiet", "--format", "sdmx-csv"],
    "a.package": ["--format", "datapackage"],
}
"""A result of each format, and how it is asked for."""
WAYS = ("a.jsonl", "a.duckdb", "a.package")
"""Those that are written in ways of their own: as a stream, by a library, as a folder."""
EVERY = [name if name in WAYS else pytest.param(name, marks=pytest.mark.long) for name in FORMATS]


# Disks that are full


@pytest.mark.parametrize("name", EVERY)
def test_a_full_disk_keeps_the_old_result(folder, mounted, name):
    disk = mounted("disk", "4m")
    assert zhstat("extract", folder / "small.jsonl", *FORMATS[name], "-o", disk / name).returncode == 0
    before = held(disk / name)
    fill(disk)
    done = zhstat("extract", folder / "records.jsonl", *FORMATS[name], "-o", disk / name)
    assert told(done).startswith(f"{disk / name}: cannot be written: ")
    assert "No space left on device" in done.stderr
    assert held(disk / name) == before
    assert hidden(disk) == []


@pytest.mark.parametrize(
    "command",
    [
        ["report", "-o", "out"],
        ["audit", "--all", "-o", "out"],
        ["mentions", "-o", "out"],
        ["pivot", "--rows", "metric", "-o", "out"],
        ["rules", "docs", "-o", "out"],
    ],
    ids=lambda command: command[0],
)
def test_every_command_keeps_the_old_result_on_a_full_disk(folder, mounted, command):
    disk = mounted("disk", "64k")
    (disk / "out").write_text("old\n")
    fill(disk)
    inputs = [] if command[0] == "rules" else [folder / "records.jsonl"]
    done = zhstat(*command, *inputs, cwd=disk)
    assert "out: cannot be written: No space left on device" in told(done)
    assert (disk / "out").read_text() == "old\n"
    assert hidden(disk) == []


@pytest.mark.parametrize(
    ("format_", "room"),
    [
        ("jsonl", 0),
        ("jsonl", 60),
        *(pytest.param("jsonl", room, marks=pytest.mark.long) for room in (5, 20, 40, 80, 100)),
        *(pytest.param("parquet", room, marks=pytest.mark.long) for room in (0, 5, 20, 40, 60)),
    ],
)
def test_a_run_on_a_full_disk_goes_on_when_there_is_room(folder, mounted, format_, room):
    disk = mounted("disk", "8m")
    filler = fill(disk, but=room)
    command = ["run", folder / "records.jsonl", "--shard-size", "0.03", "--format", format_, "--out"]
    assert "cannot be written: No space left on device" in told(zhstat(*command, disk / "out"))
    assert hidden(disk) == []
    filler.unlink()
    assert zhstat(*command, disk / "out").returncode == 0
    assert zhstat(*command, folder / "wanted").returncode == 0
    for path in (folder / "wanted").glob("facts-*"):
        assert (disk / "out" / path.name).read_bytes() == path.read_bytes()
    assert hidden(disk) == []


def test_a_full_disk_spoils_no_rule_file(folder, mounted):
    disk = mounted("disk", "64k")
    lexicon = disk / "rules" / "lexicon" / "thing.tsv"
    lexicon.parent.mkdir(parents=True)
    lexicon.write_text("word\n" + "".join(f"词{number}\n" for number in range(2000, 0, -1)), "utf-8")
    before = lexicon.read_bytes()
    fill(disk)
    done = zhstat("rules", "lint", "--only-patterns", disk / "rules", "--fix")
    assert "No space left on device" in told(done)
    assert lexicon.read_bytes() == before
    new = ["rules", "new", "measure", "--sentence", "审批用了<15个工作日>，", "--id", "measure.workday"]
    done = zhstat(*new, "--into", disk / "rules")
    assert "No space left on device" in told(done)
    assert [path.name for path in (disk / "rules").iterdir()] == ["lexicon"]
    assert hidden(disk) == []


# Places that cannot be written


@pytest.mark.parametrize("name", EVERY)
def test_a_read_only_folder_keeps_the_old_result(folder, mounted, name):
    disk = mounted("disk", "16m")
    assert zhstat("extract", folder / "small.jsonl", *FORMATS[name], "-o", disk / name).returncode == 0
    before = held(disk / name)
    make_read_only(disk)
    done = zhstat("extract", folder / "records.jsonl", *FORMATS[name], "-o", disk / name)
    assert told(done) == f"{disk / name}: cannot be written: Read-only file system\n"
    assert held(disk / name) == before


def test_a_run_into_a_read_only_folder_is_refused(folder, mounted):
    disk = mounted("disk", "1m")
    make_read_only(disk)
    for out in (disk, disk / "new"):
        done = zhstat("run", folder / "small.jsonl", "--out", out)
        assert told(done) == f"{out}: cannot be written: Read-only file system\n"


@pytest.mark.skipif(shutil.which("setpriv") is None or os.geteuid() != 0, reason="needs to be root")
def test_a_read_only_result_is_not_replaced_and_a_private_one_stays_so(folder):
    target = folder / "facts.jsonl"
    target.write_text("old\n")
    target.chmod(0o600)
    assert zhstat("extract", folder / "small.jsonl", "-o", target).returncode == 0
    assert target.stat().st_mode & 0o777 == 0o600
    before = target.read_bytes()
    subprocess.run(["chattr", "+i", target], check=False, capture_output=True)
    try:
        done = zhstat("extract", folder / "records.jsonl", "-o", target)
    finally:
        subprocess.run(["chattr", "-i", target], check=False, capture_output=True)
    if done.returncode == 0:
        pytest.skip("this file system cannot forbid it")
    assert f"{target}: cannot be written: " in told(done)
    assert target.read_bytes() == before
    assert hidden(folder) == []


@pytest.mark.parametrize("name", EVERY)
def test_a_result_that_cannot_stand_there_is_named(folder, name):
    (folder / "taken").mkdir()
    (folder / "taken" / "mine").write_text("mine")
    (folder / "file").write_text("mine")
    target = folder / ("file" if name == "a.package" else "taken")
    done = zhstat("extract", folder / "small.jsonl", "--format", *_format(name), "-o", target)
    assert str(target) in told(done)
    assert (folder / "taken" / "mine").read_text() == (folder / "file").read_text() == "mine"
    done = zhstat("extract", folder / "small.jsonl", "--format", *_format(name), "-o", folder / "no" / name)
    assert "there is no such folder" in told(done)
    assert hidden(folder) == []


def _format(name):
    return FORMATS[name][-1:] or [name.removeprefix("a.")]


# Two at once


@pytest.mark.parametrize("name", ["a.jsonl", "a.package", "a.duckdb"])
def test_two_commands_with_one_output_leave_one_whole_result(folder, name):
    pytest.importorskip("duckdb")
    wanted = {}
    for source in ("records", "small"):
        zhstat("extract", folder / f"{source}.jsonl", *FORMATS[name], "-o", folder / f"{source}-{name}")
        wanted[source] = _compared(folder / f"{source}-{name}")
    dones = []
    threads = [
        threading.Thread(
            target=lambda source=source: dones.append(
                zhstat("extract", folder / f"{source}.jsonl", *FORMATS[name], "-o", folder / name)
            )
        )
        for source in ("records", "small", "small", "records")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("Traceback" not in done.stderr for done in dones)
    # Of two folders that are renamed at the same moment one may find the other's in its place.
    assert name == "a.package" or [done.returncode for done in dones] == [0] * 4
    assert _compared(folder / name) in wanted.values()
    assert hidden(folder) == []


def _compared(path):
    if path.suffix != ".duckdb":
        return held(path)
    import duckdb  # noqa: PLC0415  only here

    with duckdb.connect(path, read_only=True) as base:
        return base.sql("FROM facts").fetchall()


def test_of_two_runs_into_one_folder_one_is_refused_and_the_other_is_whole(folder):
    command = ["run", folder / "records.jsonl", "--shard-size", "0.02", "--out", folder / "out"]
    dones = []
    threads = [threading.Thread(target=lambda: dones.append(zhstat(*command))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 in [done.returncode for done in dones]
    for done in dones:
        assert done.returncode == 0 or "another run works here" in told(done)
    facts = "".join(path.read_text("utf-8") for path in sorted((folder / "out").glob("facts-*")))
    assert facts == zhstat("extract", folder / "records.jsonl").stdout


def test_a_folder_that_was_being_replaced_when_its_command_was_killed_is_put_back(folder):
    fcntl = pytest.importorskip("fcntl")
    command = ["extract", folder / "small.jsonl", "--format", "datapackage", "-o", folder / "package"]
    assert zhstat(*command).returncode == 0
    before = held(folder / "package")
    # As between its two renames: the old one is away, the new one is whole and has no name yet.
    left = folder / ".package.killed.part"
    shutil.copytree(folder / "package", left / "old")
    (folder / "package").rename(left / "package")
    with (folder / "lock").open("w"):
        handle = os.open(left, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        failed = zhstat(*command[:2], folder / "missing", *command[2:4], "-o", folder / "other")
        assert failed.returncode == 1
        os.close(handle)
    (folder / "bad.toml").write_text("[[rule]]\n")
    done = zhstat(*command, "--patterns", folder)
    assert done.returncode == 2
    assert held(folder / "package") in (None, before)  # rules are read before anything is written
    assert zhstat(*command).returncode == 0
    assert held(folder / "package") == before
    assert hidden(folder) == []
