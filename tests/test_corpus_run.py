"""Long runs: whole shards or none, and the same bytes however often they are stopped."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.corpus import manifest as manifests
from extractor.corpus.pieces import Reading, read_piece
from extractor.corpus.plan import find_inputs, plan
from extractor.errors import Problem, ZhstatError

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
RECORDS = [
    {
        "id": f"r{number}",
        "text": f"今年石桥镇修缮桥梁{number + 2}座，\n河岸上种着柳树。" * 3,
        "date": "2023-01-05",
    }
    for number in range(60)
]
LINES = [json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS]


def zhstat(*arguments, environment=ENVIRONMENT):
    return subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
    )


def run(folder, *options, out="out", environment=ENVIRONMENT, inputs=("records.jsonl",)):
    named = [folder / name for name in inputs]
    return zhstat(
        "run", *named, "--out", folder / out, "--shard-size", "0.003", *options, environment=environment
    )


def results(folder, out="out"):
    paths = sorted((folder / out).glob("facts-*"))
    return {path.name: path.read_bytes() for path in paths if path.suffix != ".txt"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "records.jsonl").write_text("".join(LINES), "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What `zhstat extract` gives for the records."""
    path = tmp_path_factory.mktemp("expected") / "records.jsonl"
    path.write_text("".join(LINES), "utf-8")
    return zhstat("extract", path).stdout.encode()


def pieces_of(paths, size):
    inputs, shards = plan(find_inputs(map(str, paths)), size)
    return [
        [item for piece in shard for item in read_piece(piece, inputs[piece.input], Reading())]
        for shard in shards
    ]


# How inputs are cut


@pytest.mark.parametrize("size", [1, 100, 1000, 4096, 10**9])
@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("end", ["\n", ""])
def test_every_record_is_in_one_shard_in_its_order(tmp_path, size, zipped, end):
    text = ("".join(LINES[:30]) + "\n\n" + "".join(LINES[30:])).removesuffix("\n") + end
    path = tmp_path / ("a.jsonl.gz" if zipped else "a.jsonl")
    path.write_bytes(gzip.compress(text.encode()) if zipped else text.encode())
    shards = pieces_of([path], size)
    assert [record.doc for shard in shards for record in shard] == [record["id"] for record in RECORDS]
    assert (len(shards) > 1) is (size < 10**9)
    assert not zipped or len(shards) <= 16


def test_records_without_an_id_are_named_by_their_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "{number}"}}\n' for number in range(1, 100)))
    records = [record for shard in pieces_of([path], 64) for record in shard]
    assert [record.doc for record in records] == [f"{path}:{number}" for number in range(1, 100)]
    assert [record.text for record in records] == [str(number) for number in range(1, 100)]


def test_small_texts_share_a_shard(tmp_path):
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text("一" * 100, "utf-8")
    shards = pieces_of([tmp_path], 1000)
    assert [len(shard) for shard in shards] == [3, 3, 3, 1]


def test_parquet_is_cut_into_rows(tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(RECORDS), path, row_group_size=25)
    for size in (200, 3000, 10**9):
        shards = pieces_of([path], size)
        records = [record for shard in shards for record in shard]
        assert [(one.doc, one.text, one.date) for one in records] == [tuple(one.values()) for one in RECORDS]


def test_a_zipped_file_that_ends_too_early_gives_what_is_there_and_a_problem(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("".join(LINES).encode(), 0)[:-2000])
    *records, last = [item for shard in pieces_of([path], 1000) for item in shard]
    assert len(records) > 10
    assert isinstance(last, Problem)
    assert "damaged" in last.message


@pytest.mark.parametrize(("names", "message"), [(["-"], "standard input"), (["none.jsonl"], "no such file")])
def test_what_cannot_be_read_again_is_refused(names, message):
    with pytest.raises(ZhstatError, match=message):
        find_inputs(names)


# A run and its folder


def test_a_run_gives_what_extract_gives(folder, expected):
    done = run(folder, "-v")
    assert (done.returncode, done.stdout) == (0, "")
    found = results(folder)
    assert len(found) > 3
    assert b"".join(found.values()) == expected
    assert "60 documents" in done.stderr
    assert "60 documents" in zhstat("run", "--out", folder / "out", "--status").stdout
    assert {path.name for path in (folder / "out").iterdir()} == {*found, ".lock", manifests.NAME}


def test_the_same_bytes_for_every_number_of_workers(folder):
    for jobs in (1, 2, 3):
        assert run(folder, "--jobs", jobs, out=str(jobs)).returncode == 0
    assert results(folder, "1") == results(folder, "2") == results(folder, "3")


def test_a_parquet_run_holds_the_same_facts(folder, expected):
    pq = pytest.importorskip("pyarrow.parquet")
    assert run(folder, "--format", "parquet").returncode == 0
    found = [row for name in results(folder) for row in pq.read_table(folder / "out" / name).to_pylist()]
    wanted = [json.loads(line) for line in expected.splitlines()]
    assert [(row["id"], row["text"], row["sentence"]) for row in found] == [
        (fact["id"], fact["text"], fact["sentence"]) for fact in wanted
    ]


def test_a_run_that_is_done_does_nothing_again(folder):
    run(folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").glob("facts-*")}
    assert run(folder).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_run_does_again_what_is_missing(folder, expected):
    run(folder)
    first, second, *_ = sorted((folder / "out").glob("facts-*"))
    first.unlink()
    second.write_bytes(b"half")
    assert run(folder).returncode == 0
    assert b"".join(results(folder).values()) == expected


def test_what_fails_is_named_and_kept_beside_its_shard(folder):
    (folder / "records.jsonl").write_text("".join([*LINES[:20], "{\n", *LINES[20:]]), "utf-8")
    done = run(folder)
    assert done.returncode == 1
    assert "records.jsonl:21:" in done.stderr
    [told] = (folder / "out").glob("*.problems.txt")
    assert "records.jsonl:21:" in told.read_text("utf-8")
    again = run(folder)
    assert (again.returncode, again.stderr) == (1, "")


def test_a_changed_input_is_refused_until_it_is_restarted(folder):
    run(folder)
    (folder / "records.jsonl").write_text("".join(reversed(LINES)), "utf-8")
    done = run(folder)
    assert done.returncode == 2
    assert "has changed since the run began" in done.stderr
    assert "--restart" in done.stderr
    assert run(folder, "--restart").returncode == 0
    assert json.loads(next(iter(results(folder).values())).splitlines()[0])["doc"] == RECORDS[-1]["id"]


def test_an_input_that_was_only_touched_is_the_same(folder):
    run(folder)
    os.utime(folder / "records.jsonl", ns=(1, 1))
    (folder / "out" / "facts-00000.jsonl").unlink()
    assert run(folder).returncode == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--date", "2020-01-01"], "another --date"),
        (["--format", "parquet"], "another --format"),
        (["--shard-size", "1"], "another --shard-size"),
        (["--patterns", "rules"], "other rules"),
    ],
)
def test_other_settings_are_refused(folder, options, message):
    run(folder)
    if "rules" in options:
        (folder / "rules").mkdir()
        shutil.copy(ROOT / "patterns" / "rank.toml", folder / "rules")
        options = ["--patterns", folder / "rules"]
    done = run(folder, *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert "--restart" in done.stderr


def test_other_inputs_are_refused(folder):
    run(folder)
    (folder / "more.jsonl").write_text(LINES[0], "utf-8")
    assert "other inputs" in run(folder, inputs=("records.jsonl", "more.jsonl")).stderr


def test_results_of_nobody_knows_what_are_not_written_over(folder):
    (folder / "out").mkdir()
    (folder / "out" / "facts-00000.jsonl").write_text("mine")
    done = run(folder)
    assert done.returncode == 2
    assert "no manifest" in done.stderr
    assert results(folder) == {"facts-00000.jsonl": b"mine"}


def test_a_broken_manifest_is_named(folder):
    (folder / "out").mkdir()
    (folder / "out" / manifests.NAME).write_text("{")
    done = run(folder)
    assert done.returncode == 2
    assert "manifest.json: is no manifest" in done.stderr


def test_two_runs_in_one_folder_are_refused(folder):
    lock = folder / "out" / ".lock"
    lock.parent.mkdir()
    code = (
        "import sys, pathlib, time\n"
        "from extractor.corpus.run import held\n"
        "with held(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, lock.parent], env=ENVIRONMENT, stdout=subprocess.PIPE
    )
    holder.stdout.readline()
    done = run(folder)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert done.returncode == 2
    assert f"another run works here, process {holder.pid}" in done.stderr
    assert run(folder).returncode == 0


def test_there_is_no_status_where_no_run_has_begun(tmp_path):
    done = zhstat("run", "--out", tmp_path, "--status")
    assert done.returncode == 2
    assert "no run has begun here" in done.stderr


# What befalls it


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize(("fault", "times"), [("runs", "3"), ("outputs", "9")])
def test_what_is_killed_again_and_again_gives_the_same_bytes(fault, times):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "faults.py", fault, "--times", times],
        env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_record_that_kills_its_worker_costs_its_shard_nothing_else(folder, tmp_path, expected):
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(
        "import os, sys\n"
        "if any('extractor.corpus' in word for word in sys.orig_argv):\n"
        "    from extractor.pipeline import Extractor\n"
        "    extract = Extractor.extract\n"
        "    def poisoned(self, text, **options):\n"
        "        if '毒' in text:\n"
        "            os.kill(os.getpid(), 9)\n"
        "        return extract(self, text, **options)\n"
        "    Extractor.extract = poisoned\n",
        "utf-8",
    )
    poison = json.dumps({"id": "poison", "text": "毒"}) + "\n"
    (folder / "records.jsonl").write_text("".join([*LINES[:33], poison, *LINES[33:]]), "utf-8")
    done = run(folder, environment={**ENVIRONMENT, "PYTHONPATH": f"{hooks}:{ROOT}"})
    assert done.returncode == 1
    assert done.stderr.startswith(
        "poison: the document is left out: whatever process reads it dies (SIGKILL)"
    )
    assert b"".join(results(folder).values()) == expected


def test_an_input_that_vanishes_stops_the_run_and_costs_nothing(folder, expected):
    run(folder)
    (folder / "out" / "facts-00001.jsonl").unlink()
    (folder / "records.jsonl").rename(folder / "away")
    done = run(folder)
    assert done.returncode == 2
    assert "no such file" in done.stderr
    (folder / "away").rename(folder / "records.jsonl")
    assert run(folder).returncode == 0
    assert b"".join(results(folder).values()) == expected


@pytest.mark.skipif(os.name != "posix", reason="limits are those of a Unix shell")
def test_a_full_disk_leaves_whole_shards_and_a_message(folder, expected):
    # No file may have more blocks of 1 KB: enough for the manifest, too few for a shard of the second input.
    (folder / "more.jsonl").write_text("".join(LINES * 3).replace('"id": "r', '"id": "s'), "utf-8")
    inputs = ("records.jsonl", "more.jsonl")
    line = f'ulimit -f 12; exec "{sys.executable}" -m extractor run "$@"'
    names = [folder / name for name in inputs]
    options = ["--out", folder / "out", "--shard-size", "0.01"]
    done = subprocess.run(
        ["bash", "-c", line, "bash", *names, *options],
        env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((folder / "out").glob(".*.part")) == []
    assert zhstat("run", *names, *options).returncode == 0
    assert b"".join(results(folder).values()).startswith(expected)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(folder):
    (folder / "out").mkdir(mode=0o500)
    done = run(folder)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_file_in_the_place_of_the_folder_is_named(folder):
    done = run(folder, out="records.jsonl")
    assert done.returncode == 2
    assert "is a file" in done.stderr


def test_an_interrupted_run_says_where_it_is_and_goes_on(folder, expected):
    (folder / "records.jsonl").write_text("".join(LINES), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "run", folder / "records.jsonl", "--out", folder / "out",
         "--shard-size", "0.0004", "--jobs", "1"],
        env=ENVIRONMENT, stderr=subprocess.PIPE,
    )  # fmt: skip
    end = time.monotonic() + 120
    while not results(folder) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(2)
    _, error = process.communicate(timeout=120)
    if process.returncode:  # it may have been quicker
        goes_on = f"{folder / 'out'}: what is done is kept: the same command goes on where this one stopped\n"
        assert (process.returncode, error.decode()) == (-2, f"{goes_on}\ninterrupted\n")
    assert run(folder, "--shard-size", "0.0004").returncode == 0
    assert b"".join(results(folder).values()) == expected
