"""Caches, homes, temporary folders and clocks that are not as they should be: the result is the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faulty import ENVIRONMENT, fill, folder, held, hidden, make_read_only, mounted, zhstat

from extractor.authoring.watch import saves

__all__ = ["folder", "mounted"]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file systems are those of Unix")

RULE = """
[[rule]]
id = "count.plain"
gives = "count"
doc = "A number with its classifier."
regex = '(?P<number>[0-9]+)(?P<unit>[座所])'

[rule.yes]
"共有学校<3所>。" = { value = 3, unit = "所" }

[rule.no]
"共有学校三所。" = "no digits"
"""
"""Rules that are ready at once, as here there is often no cache."""


@pytest.fixture
def environment(folder):
    """The environment of a command that has few rules and a cache of its own."""
    (folder / "rules").mkdir()
    (folder / "rules" / "count.toml").write_text(RULE, "utf-8")
    own = {"ZHSTAT_ONLY_PATTERNS": str(folder / "rules"), "XDG_CACHE_HOME": str(folder / "cache")}
    return {**ENVIRONMENT, **own}


def works(prefix):
    if shutil.which(prefix[0]) is None:
        return False
    return not subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode


def without(environment, *names):
    return {name: value for name, value in environment.items() if name not in names}


# Caches, homes and temporary folders


@pytest.mark.parametrize("how", ["a file", "read-only", "full", "garbage", "a dead link"])
def test_no_cache_is_needed(folder, environment, how, request):
    cache = folder / "cache"
    wanted = zhstat("extract", "small.jsonl", cwd=folder, env={**environment, "XDG_CACHE_HOME": ""}).stdout
    if how == "a file":
        cache.write_text("mine")
    elif how in ("read-only", "full"):
        request.getfixturevalue("mounted")("cache", "64k")
        fill(cache, but=4) if how == "full" else make_read_only(cache)
    elif how == "garbage":
        zhstat("extract", "small.jsonl", cwd=folder, env=environment)
        for path in (cache / "zhstat").iterdir():
            path.write_bytes(os.urandom(2000))
    else:
        cache.symlink_to(folder / "nowhere")
    done = zhstat("extract", "small.jsonl", cwd=folder, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, wanted, "")
    assert done.stdout
    if how in ("full", "garbage"):
        assert {path.suffix for path in (cache / "zhstat").iterdir()} <= {".cache"}, "no half of one is left"


def test_a_cache_that_a_killed_process_left_half_written_is_cleared_away(folder, environment):
    zhstat("extract", "small.jsonl", cwd=folder, env=environment)
    kept = sorted((folder / "cache" / "zhstat").iterdir())
    assert kept
    for path in kept:
        path.with_name(f"{path.name}.77-88").write_bytes(b"half")
        path.write_bytes(b"broken, so that it is written anew")
    zhstat("extract", "small.jsonl", cwd=folder, env=environment)
    assert sorted((folder / "cache" / "zhstat").iterdir()) == kept


@pytest.mark.parametrize("home", ["", ".", "/no-such-home/of/anybody", "/dev/null"])
def test_no_home_is_needed(folder, environment, home):
    environment = {**without(environment, "XDG_CACHE_HOME"), "HOME": home}
    before = sorted(folder.iterdir())
    done = zhstat("extract", "small.jsonl", env=environment, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert sorted(folder.iterdir()) == before
    assert not Path("/no-such-home").exists()


def test_a_user_without_an_account_is_served(folder, environment):
    prefix = ["unshare", "--user", "--map-user=54321"]
    if not works(prefix):
        pytest.skip("may have no user of its own here")
    bare = without(environment, "HOME", "XDG_CACHE_HOME")
    done = zhstat("extract", "small.jsonl", cwd=folder, env=bare, prefix=prefix)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == zhstat("extract", "small.jsonl", cwd=folder, env=environment).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "small.jsonl", "-o", "facts.jsonl"],
        ["extract", "small.jsonl", "-o", "facts.duckdb"],
        ["run", "small.jsonl", "--out", "out"],
    ],
    ids=" ".join,
)
def test_no_temporary_folder_is_needed(folder, environment, arguments):
    each = "for place in /tmp /var/tmp /usr/tmp; do"
    read_only = "mount --bind $place $place && mount -o remount,bind,ro $place"
    line = f'{each} [ ! -d $place ] || {{ {read_only}; }} || exit; done; exec "$@"'
    prefix = ["unshare", "--mount", "--map-root-user", "bash", "-c", line, "bash"]
    if not works(prefix):
        pytest.skip("may not mount here")
    home = Path.home() / f".zhstat-test-{os.getpid()}"  # nothing is written below /tmp
    shutil.copytree(folder, home)
    own = {"ZHSTAT_ONLY_PATTERNS": str(home / "rules"), "XDG_CACHE_HOME": str(home / "cache")}
    nowhere = {"TMPDIR": "/nowhere", "TEMP": "/nowhere", "TMP": "/nowhere"}
    try:
        done = zhstat(*arguments, env={**environment, **own, **nowhere}, prefix=prefix, cwd=home)
        assert (done.returncode, done.stderr) == (0, "")
        assert hidden(home) == []
    finally:
        shutil.rmtree(home)


# A clock that jumps


def test_files_from_the_future_and_the_past_change_nothing(folder, environment):
    cache = folder / "cache" / "zhstat"
    wanted = zhstat("extract", "small.jsonl", cwd=folder, env=environment).stdout
    kept = sorted(cache.iterdir())
    assert kept
    for number in range(40):
        (cache / f"{number}.cache").write_bytes(b"old")
        os.utime(cache / f"{number}.cache", (9e9, 9e9))  # in 2255
    for path in kept:
        path.write_bytes(b"broken")
        os.utime(path, (0, 0))
    for _ in range(2):
        assert zhstat("extract", "small.jsonl", cwd=folder, env=environment).stdout == wanted
    assert kept[-1].read_bytes() != b"broken"
    assert len(list(cache.iterdir())) == 32


def test_a_run_goes_by_bytes_and_not_by_times(folder):
    command = ["run", folder / "records.jsonl", "--shard-size", "0.05", "--out", folder / "out"]
    assert zhstat(*command).returncode == 0
    (folder / "out" / "facts-00001.jsonl").unlink()
    wanted = held(folder / "out")
    for when in (0, 9e9):
        for path in (folder / "records.jsonl", *(folder / "out").iterdir()):
            os.utime(path, (when, when))
        assert zhstat(*command).returncode == 0
    found = held(folder / "out")
    assert {name: found[name] for name in wanted if name.startswith("facts")}.items() <= found.items()
    assert "facts-00001.jsonl" in found


def test_a_save_is_seen_whatever_the_clock_says(folder):
    rules = folder / "rules"
    rules.mkdir()
    path = rules / "count.toml"
    path.write_text(RULE, "utf-8")
    times = iter((9e9, 9e9, 0, 0, 5e8, 5e8))
    told = saves([rules], lambda _seconds: os.utime(path, (0, next(times))))
    assert [next(told) for _ in range(3)] == [{path}] * 3


JUMPING = """
import itertools, random, sys, time
real, chance = time.time, random.Random(5)
time.time = lambda: real() + chance.uniform(-9e8, 9e8)
time.time_ns = lambda: int(time.time() * 1e9)
sys.argv[0] = "zhstat"
from extractor.cli import main
main()
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "records.jsonl", "--jobs", "2"],
        ["run", "records.jsonl", "--out", "out"],
        ["report", "small.jsonl"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_clock_that_jumps_while_it_works_changes_nothing(folder, arguments):
    wanted = zhstat(*arguments, cwd=folder)
    before = {path: path.read_bytes() for path in (folder / "out").glob("facts-*")}
    shutil.rmtree(folder / "out", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-c", JUMPING, *arguments],
        cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, wanted.stdout, wanted.stderr)
    assert {path: path.read_bytes() for path in (folder / "out").glob("facts-*")} == before
