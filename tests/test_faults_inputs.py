"""Inputs that vanish, grow or are damaged: what is wrong is named, and the rest is read."""

import gzip
import json
import os
import random
import subprocess
import time

import pytest
from faulty import LINES, folder, hidden, started, told, zhstat

from extractor.corpus.pieces import Reading, read_piece
from extractor.corpus.plan import find_inputs, plan
from extractor.errors import Problem, ZhstatError

__all__ = ["folder"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file systems are those of Unix")


def piped(folder, *arguments):
    """Start a command that reads the file ``slow.jsonl``, and give it and what feeds that file."""
    os.mkfifo(folder / "slow.jsonl")
    process = started(*arguments, stdout=subprocess.PIPE, text=True)
    return process, (folder / "slow.jsonl").open("w", encoding="utf-8")


def test_an_input_that_vanishes_after_it_was_listed_is_named_and_the_rest_is_read(folder):
    (folder / "z.txt").write_text("学校3所。", "utf-8")
    process, feed = piped(folder, "extract", folder / "slow.jsonl", folder / "z.txt", folder / "small.jsonl")
    (folder / "z.txt").unlink()  # the command waits in the first
    with feed:
        feed.write(LINES[0])
    out, error = process.communicate(timeout=120)
    assert process.returncode == 1
    assert error == f"{folder / 'z.txt'}: there is no such file or folder\n"
    assert out.count('"doc":"r8"') == 8


def test_an_input_that_is_removed_or_cut_while_it_is_read_gives_what_was_there(folder):
    inputs = [folder / "slow.jsonl", folder / "records.jsonl"]
    process, feed = piped(folder, "extract", "--jobs", "1", *inputs)
    with feed:
        feed.write(LINES[0])
    while "r3" not in process.stdout.readline():
        pass  # it has begun with the second
    (folder / "records.jsonl").unlink()
    out, error = process.stdout.read(), process.stderr.read()
    assert (process.wait(60), error) == (0, "")
    process.stdout.close()
    process.stderr.close()
    assert '"doc":"r599"' in out


def test_an_input_that_grows_while_a_run_reads_it_stops_the_run(folder):
    command = [
        "run",
        folder / "records.jsonl",
        "--shard-size",
        "0.01",
        "--jobs",
        "1",
        "--out",
        folder / "out",
    ]
    process = started(*command, text=True)
    while process.poll() is None and not list((folder / "out").glob("facts-*.jsonl")):
        time.sleep(0.01)
    with (folder / "records.jsonl").open("a", encoding="utf-8") as more:
        more.write(LINES[0].replace("r0", "late"))
    _, error = process.communicate(timeout=120)
    assert process.returncode == 2
    assert f"{folder / 'records.jsonl'}: has changed since the run began" in error
    (folder / "records.jsonl").write_text("".join(LINES), "utf-8")
    assert zhstat(*command).returncode == 0
    facts = "".join(path.read_text("utf-8") for path in sorted((folder / "out").glob("facts-*")))
    assert facts == zhstat("extract", folder / "records.jsonl").stdout


def damaged(content, how):
    middle = len(content) // 2
    return {
        "cut short": content[:middle],
        "cut in its head": content[:5],
        "with rubbish behind it": content + b"rubbish",
        "with a byte that is another": content[:middle]
        + bytes([content[middle] ^ 0xFF])
        + content[middle + 1 :],
        "with another checksum": content[:-8] + b"\0" * 8,
        "empty": b"",
        "with nulls behind it": content + bytes(512),
        "in several members": content + gzip.compress("".join(LINES[-1:]).encode()),
    }[how]


@pytest.mark.parametrize(
    ("how", "whole"),
    [
        ("cut short", False),
        ("cut in its head", False),
        ("with rubbish behind it", False),
        ("with a byte that is another", False),
        ("with another checksum", False),
        ("empty", True),
        ("with nulls behind it", True),
        ("in several members", True),
    ],
)
def test_damaged_gzip_is_named_and_what_is_whole_is_read(folder, how, whole):
    path = folder / "a.jsonl.gz"
    path.write_bytes(damaged(gzip.compress("".join(LINES[:200]).encode()), how))
    done = zhstat("extract", path, "small.jsonl", cwd=folder)
    assert done.returncode == int(not whole)
    assert whole or f"{path}: the gzipped data is damaged: " in told(done)
    assert '"doc":"r8"' in done.stdout
    ran = zhstat("run", path, "small.jsonl", "--out", "out", cwd=folder)
    assert ran.returncode == done.returncode
    assert (folder / "out" / "facts-00000.jsonl").read_text("utf-8") == done.stdout


@pytest.mark.parametrize(
    "at", [30, *(pytest.param(at, marks=pytest.mark.long) for at in (0, 1, *range(5, 100, 10), 98, 99))]
)
def test_damaged_parquet_costs_its_own_shard_at_most(folder, at):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = folder / "a.parquet"
    rows = [json.loads(line) for line in LINES[:300]]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=100)
    sound = zhstat("run", path, "--out", folder / "sound")
    assert sound.returncode == 0
    content = bytearray(path.read_bytes())
    for place in range(len(content) * at // 100, len(content) * at // 100 + 40):
        content[place] ^= 0x5A
    path.write_bytes(content)
    done = zhstat("run", path, folder / "small.jsonl", "--shard-size", "0.02", "--out", folder / "out")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)
    if done.returncode:
        assert "a.parquet" in done.stderr
    if done.returncode == 1:  # its pages are damaged, not what says where they are
        facts = "".join(path.read_text("utf-8") for path in sorted((folder / "out").glob("facts-*.jsonl")))
        assert facts.endswith(zhstat("extract", folder / "small.jsonl").stdout)
    assert hidden(folder) == []


@pytest.mark.parametrize("times", [60, pytest.param(1500, marks=pytest.mark.long)])
def test_parquet_that_is_damaged_anywhere_is_refused_or_read_with_a_problem(tmp_path, times):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path, chance = tmp_path / "a.parquet", random.Random(times)
    rows = [json.loads(line) for line in LINES[:300]]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=100)
    whole = path.read_bytes()
    outcomes = set()
    for _ in range(times):
        content, at = bytearray(whole), chance.randrange(len(whole))
        for place in range(at, min(len(content), at + chance.choice((1, 4, 40)))):
            content[place] ^= chance.randrange(1, 256)
        path.write_bytes(content if chance.random() < 0.9 else content[:at])
        try:
            inputs, shards = plan(find_inputs([str(path)]), 2000)
            items = [
                item
                for shard in shards
                for piece in shard
                for item in read_piece(piece, inputs[piece.input], Reading())
            ]
        except ZhstatError as error:
            outcomes.add("refused" if error.problems[0].file == str(path) else "by no name")
        else:
            assert all(isinstance(item, Problem) or isinstance(item.text, str) for item in items)
            outcomes.add("read" if any(isinstance(item, Problem) for item in items) else "sound")
    assert {"refused", "read"} <= outcomes <= {"refused", "read", "sound"}
