"""A run on a real Ray cluster of three nodes on this machine, which loses a process and a node on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from extractor.corpus import manifest as manifests

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed"),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc"),
]

RECORDS = [
    {"id": f"r{number}", "text": f"今年石桥镇修缮桥梁{number + 2}座。", "date": "2023-01-05"}
    for number in range(48)
]
SHARD = "0.0003"

HOOK = """
import os, sys, time
if any("default_worker" in word for word in sys.orig_argv):
    from extractor.pipeline import Extractor
    extract = Extractor.extract
    def slow(self, text, **given):
        time.sleep(0.2)
        if "毒" in text:
            os.kill(os.getpid(), 9)
        return extract(self, text, **given)
    Extractor.extract = slow
"""
"""Ray's processes take their time, so that they can be killed in the middle; 毒 kills one."""

KEEPER = """
import sys
from ray.cluster_utils import Cluster
small = {"object_store_memory": 80_000_000}
head = {"num_cpus": 0, "include_dashboard": False, **small}
cluster = Cluster(initialize_head=True, head_node_args=head)
nodes = [cluster.add_node(num_cpus=1, **small) for _ in range(2)]
cluster.wait_for_nodes()
print("ready", cluster.address, flush=True)
for line in sys.stdin:
    cluster.remove_node(nodes.pop(), allow_graceful=False)
    print("gone", flush=True)
cluster.shutdown()
"""
"""Keeps a cluster; each line that it reads costs a node."""


def environment(hooks):
    return {
        **os.environ,
        "PYTHONPATH": f"{hooks}:{ROOT}",
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # it stays on the loopback device
        "RAY_USAGE_STATS_ENABLED": "0",
    }


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Start a cluster; gives its address, its environment, and a way to lose a node."""
    hooks = tmp_path_factory.mktemp("hooks")
    (hooks / "sitecustomize.py").write_text(HOOK, "utf-8")
    folder = tempfile.mkdtemp(prefix="r", dir="/tmp")  # short: there are sockets in it
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER],
        env={**environment(hooks), "RAY_TMPDIR": folder}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    )  # fmt: skip
    address = ""
    for line in keeper.stdout:
        if line.startswith("ready "):
            address = line.split()[1]
            break

    def lose_node():
        keeper.stdin.write("lose one\n")
        keeper.stdin.flush()
        assert keeper.stdout.readline() == "gone\n"

    try:
        assert address, "the cluster did not start"
        yield address, environment(hooks), lose_node
    finally:
        keeper.stdin.close()
        keeper.wait(60)
        keeper.stdout.close()
        shutil.rmtree(folder, ignore_errors=True)


def records(folder, extra=()):
    path = folder / "records.jsonl"
    lines = [
        json.dumps(record, ensure_ascii=False) + "\n" for record in (*RECORDS[:20], *extra, *RECORDS[20:])
    ]
    path.write_text("".join(lines), "utf-8")
    return path


def command(path, out, *options):
    return [
        sys.executable, "-m", "extractor", "run", path, "--out", out, "--shard-size", SHARD,
        *map(str, options),
    ]  # fmt: skip


def results(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("facts-*.jsonl"))}


def working(env):
    """Give the processes of the cluster with an environment that do a task just now."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            ours = env["PYTHONPATH"].encode() in path.with_name("environ").read_bytes()
            if ours and path.read_bytes().startswith(b"ray::_do"):
                yield int(path.parent.name)
        except OSError:
            continue


def until(condition, seconds=120):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)
    return found


def test_a_run_that_loses_a_process_and_a_node_gives_the_same_bytes(cluster, tmp_path):
    address, env, lose_node = cluster
    path, here, there = records(tmp_path), tmp_path / "here", tmp_path / "there"
    subprocess.run(command(path, here), env=env, check=True)
    process = subprocess.Popen(
        command(path, there, "--engine", "ray", "--address", address), env=env, stderr=subprocess.PIPE
    )
    until(lambda: len(results(there)) >= 2)
    os.kill(until(lambda: next(working(env), None)), signal.SIGKILL)
    until(lambda: len(results(there)) >= 4)
    lose_node()
    assert len(results(there)) < len(results(here))
    _, error = process.communicate(timeout=240)
    assert (process.returncode, error) == (0, b"")
    assert results(there) == results(here)
    assert list(there.glob(".*.part")) == []


def test_a_shard_that_no_process_survives_fails_alone(cluster, tmp_path):
    address, env, _ = cluster
    path, out = records(tmp_path, [{"id": "poison", "text": "毒"}]), tmp_path / "out"
    done = subprocess.run(
        command(path, out, "--engine", "ray", "--address", address),
        env=env, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 1
    states = manifests.read(out).shards
    [failed] = [state for state in states if state.fault]
    assert f"{failed.name}: the shard could not be done: WorkerCrashedError" in done.stderr
    assert len(results(out)) == len(states) - 1
    # Done here, where nothing is slow and no one dies, it is whole.
    assert subprocess.run(command(path, out), env=env, check=False).returncode == 0
    assert len(results(out)) == len(states)


def test_a_cluster_that_is_not_there_is_named(tmp_path):
    path = records(tmp_path)
    done = subprocess.run(
        command(path, tmp_path / "out", "--engine", "ray", "--address", "nowhere"),
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    assert "the Ray cluster at nowhere cannot be joined" in done.stderr
