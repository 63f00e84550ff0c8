"""Extraction on several cores: the same bytes for every number of them, whatever happens to a worker."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from extractor.corpus.cores import cores
from extractor.corpus.crew import Crew
from extractor.errors import ZhstatError

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}

FILLER = "河岸上种着柳树，人们在树下乘凉，说起往年的收成。" * 60
RECORDS = [
    {"id": f"r{number}", "text": f"今年石桥镇修缮桥梁{number % 97 + 2}座。{FILLER}", "date": "2023-01-05"}
    for number in range(320)
]
"""More than is read before workers are started, and more than for which they are started at once."""


def lines(records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus")
    (path / "records.jsonl").write_text(lines(RECORDS), "utf-8")
    (path / "report.txt").write_text("共有学校12所。", "utf-8")
    return path


def zhstat(*arguments, stdin=b"", environment=ENVIRONMENT):
    return subprocess.run(
        [sys.executable, "-m", "extractor", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=environment,
        check=False,
        timeout=300,
    )


def start(*arguments, environment=ENVIRONMENT, **pipes):
    return subprocess.Popen(
        [sys.executable, "-m", "extractor", *map(str, arguments)], env=environment, **pipes
    )


def children(parent):
    """Give the processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise TimeoutError


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def poisoned(tmp_path):
    """An environment in which a text with 毒 kills the process that reads it, and one with 错 is a fault."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "if any('extractor.corpus' in word for word in sys.orig_argv):\n"
        "    from extractor.pipeline import Extractor\n"
        "    extract = Extractor.extract\n"
        "    def poisoned(self, text, **options):\n"
        "        if '毒' in text:\n"
        "            os.kill(os.getpid(), 9)\n"
        "        if '错' in text:\n"
        "            raise IndexError('out of range')\n"
        "        return extract(self, text, **options)\n"
        "    Extractor.extract = poisoned\n",
        "utf-8",
    )
    return {**ENVIRONMENT, "PYTHONPATH": f"{tmp_path}:{ROOT}"}


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--format", "csv", "--bom"],
        ["--format", "json", "--kind", "count"],
        ["--format", "table"],
    ],
)
def test_the_result_is_the_same_for_every_number_of_workers(folder, options):
    one, two, three = (
        zhstat("extract", folder / "records.jsonl", *options, "--jobs", jobs) for jobs in (1, 2, 3)
    )
    assert (one.returncode, one.stderr) == (0, b"")
    assert one.stdout.count("座".encode()) >= len(RECORDS)
    assert (two.stdout, two.stderr) == (three.stdout, three.stderr) == (one.stdout, one.stderr)


def test_the_filters_hold_in_workers(folder):
    assert zhstat("extract", folder / "records.jsonl", "--kind", "money", "--jobs", 2).stdout == b""


def test_mentions_are_the_same_for_every_number_of_workers(folder):
    one, two = (zhstat("mentions", folder / "records.jsonl", "--jobs", jobs) for jobs in (1, 2))
    assert len(one.stdout.splitlines()) == len(RECORDS)
    assert (two.stdout, two.stderr) == (one.stdout, b"")


def test_a_pipe_is_read_by_workers_too(folder):
    expected = zhstat("extract", folder / "records.jsonl", "--jobs", 1).stdout
    piped = zhstat("extract", "--jobs", 2, stdin=(folder / "records.jsonl").read_bytes())
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == expected


def test_what_is_wrong_is_told_in_order_and_the_rest_is_written(tmp_path):
    path = tmp_path / "records.jsonl"
    half = len(RECORDS) // 2
    path.write_text(lines(RECORDS[:half]) + '{"id": 1\n' + lines(RECORDS[half:]) + '{"text": 1}\n', "utf-8")
    one, two = (zhstat("extract", path, tmp_path / "none.txt", "-v", "--jobs", jobs) for jobs in (1, 2))
    assert one.returncode == two.returncode == 1
    assert f"{path}:{half + 1}:" in two.stderr.decode()
    assert (two.stdout, two.stderr) == (one.stdout, one.stderr)


def test_a_short_report_starts_no_worker(folder, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and sys.exit('a process!'))\n"
    )
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = zhstat("extract", folder / "report.txt", "--jobs", 2, environment=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
    done = zhstat("extract", folder / "records.jsonl", "--jobs", 2, environment=environment)
    assert b"a process!" in done.stderr


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_workers_that_are_killed_are_replaced():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "faults.py", "workers", "--times", "1"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_record_that_kills_its_worker_is_named_and_left_out(tmp_path, poisoned):
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    poison = {"id": "poison", "text": "毒" + FILLER + "共9人。"}
    faulty = {"id": "faulty", "text": "错" + FILLER + "共9人。"}
    good.write_text(lines(RECORDS), "utf-8")
    bad.write_text(lines([*RECORDS[:7], poison, *RECORDS[7:300], faulty, *RECORDS[300:]]), "utf-8")
    expected = zhstat("extract", good, "--jobs", 1).stdout
    done = zhstat("extract", bad, "--jobs", 2, environment=poisoned)
    assert done.returncode == 1
    assert done.stdout == expected
    first, *rest = done.stderr.decode().splitlines()
    assert first == "poison: the document is left out: whatever process reads it dies (SIGKILL)"
    assert sum("poison" in line for line in rest) == 0
    [line] = [line for line in rest if line.startswith("faulty: ")]
    assert "IndexError: out of range" in line


def test_workers_that_cannot_start_are_reported(folder, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\nif any('extractor.corpus' in word for word in sys.orig_argv):\n    os._exit(7)\n"
    )
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    done = zhstat("extract", folder / "records.jsonl", "--jobs", 2, environment=environment)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "die before they begin (exit status 7)" in done.stderr.decode()
    assert "--jobs 1" in done.stderr.decode()


def test_wrong_rules_are_reported_once(folder, tmp_path):
    (tmp_path / "wrong.toml").write_text('[[rule]]\nid = "x"\n', "utf-8")
    done = zhstat("extract", folder / "records.jsonl", "--jobs", 2, "--patterns", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"wrong.toml" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_behind_when_it_is_ended(folder, signal_):
    process = start(
        "extract", "--jobs", "2", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdin.write((folder / "records.jsonl").read_bytes())
    process.stdin.flush()  # and it stays open
    workers = wait_for(lambda: len(found := children(process.pid)) == 2 and found)
    process.stdout.readline()
    process.send_signal(signal_)
    assert process.wait(60) == -signal_
    wait_for(lambda: not any(is_alive(worker) for worker in workers))
    process.stdin.close()
    process.stdout.close()
    said = {signal.SIGINT: b"\ninterrupted\n", signal.SIGTERM: b"ended by SIGTERM\n"}
    assert process.stderr.read() == said.get(signal_, b"")
    process.stderr.close()


def test_a_reader_that_has_enough_ends_it_quietly(folder):
    line = f'"{sys.executable}" -m extractor extract --jobs 2 "$0" | head -n 1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line, folder / "records.jsonl"],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_slow_source_is_answered_at_once(folder, jobs):
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "PYTHONUNBUFFERED"}
    process = start(
        "extract", "--input", "jsonl", "--jobs", jobs, "-",
        environment=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
    )  # fmt: skip
    everything = (folder / "records.jsonl").read_bytes().splitlines(keepends=True)
    for sent in (everything[:1], everything[1:-1], everything[-1:]):
        writer = threading.Thread(target=lambda sent=sent: process.stdin.writelines(sent))
        writer.start()
        # The facts of all that was sent come while the pipe is still open.
        taken = [process.stdout.readline() for _ in sent]
        assert json.loads(taken[-1])["doc"] == json.loads(sent[-1])["id"]
        writer.join()
    process.stdin.close()
    assert process.wait(60) == 0
    process.stdout.close()


def test_cores_are_those_that_this_process_may_use():
    assert 1 <= cores() <= (os.cpu_count() or 1)


class Stubborn:
    """A duty that cannot be begun."""

    def begin(self):
        raise NotImplementedError


def test_what_is_read_may_fail_too():
    def broken():
        yield "a"
        raise ZhstatError(())

    with pytest.raises((ZhstatError, AttributeError)):
        list(Crew(Stubborn(), 1, len, 10).answers(broken()))
