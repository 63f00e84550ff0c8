"""What befalls a process, by its streams, signals, terminal and limits: nothing is lost without a word."""

import os
import pty
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faulty import COMMAND as ZHSTAT
from faulty import ENVIRONMENT, ROOT
from faulty import zhstat as run_in_process

pytestmark = pytest.mark.skipif(os.name != "posix", reason="streams and signals are those of Unix")

REPORT = "今年以来，罗田县公安局追回被骗资金1300余万元，破获案件30起。\n"
COMMANDS = [
    ["extract", "report.txt", "--format", "jsonl"],
    ["report", "report.txt"],
    ["rules", "show", "money.amount"],
    ["--help"],
]
"""What writes to standard output by each of the ways that there are."""
MORE_COMMANDS = [
    *(
        ["extract", "report.txt", "--format", name]
        for name in ("json", "csv", "table", "parquet", "sdmx-csv")
    ),
    ["mentions", "report.txt"],
    ["audit", "report.txt"],
    ["pivot", "report.txt"],
    ["metrics", "list"],
    ["metrics", "suggest", "report.txt"],
    ["explain", "report.txt"],
    ["explain", "report.txt", "--format", "json"],
    ["score", str(ROOT / "seeds"), "--rounds", "0"],
    ["check"],
    ["rules", "list"],
    ["rules", "docs"],
    ["rules", "schema"],
    ["rules", "lint"],
    ["rules", "test", "money.amount"],
    ["rules", "coverage", "report.txt"],
    ["config"],
    ["completion", "bash"],
    ["--version"],
    ["extract", "--help"],
]
EVERY = [*COMMANDS, *(pytest.param(one, marks=pytest.mark.long) for one in MORE_COMMANDS)]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    return tmp_path


def zhstat(folder, *arguments, environment=ENVIRONMENT, **pipes):
    return run_in_process(*arguments, cwd=folder, env=environment, **pipes)


def in_shell(folder, line, environment=ENVIRONMENT):
    """Run a line of a shell, in which ``zhstat`` is the command."""
    line = f'zhstat() {{ "{sys.executable}" -m extractor "$@"; }}\n{line}'
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip


# Standard output


@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_a_reader_that_has_gone_ends_a_command_quietly(folder, arguments):
    reader, writer = os.pipe()
    os.close(reader)
    done = zhstat(folder, *arguments, stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_output_that_no_disk_takes_is_an_error(folder, arguments):
    with Path("/dev/full").open("wb") as full:
        done = zhstat(folder, *arguments, stdout=full)
    assert (done.returncode, done.stderr) == (
        2,
        "standard output: cannot be written: No space left on device\n",
    )


@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_a_closed_output_is_an_error(folder, arguments):
    done = in_shell(folder, f"zhstat {' '.join(arguments)} >&-")
    assert (done.returncode, done.stderr) == (2, "standard output: cannot be written: Bad file descriptor\n")


def test_a_result_for_a_file_needs_no_stream_at_all(folder):
    assert in_shell(folder, "zhstat extract report.txt -o facts.jsonl <&- >&- 2>&-").returncode == 0
    assert (folder / "facts.jsonl").read_text() == zhstat(folder, "extract", "report.txt").stdout


def test_what_is_said_on_a_closed_stream_does_not_get_into_the_result(folder):
    done = in_shell(folder, "zhstat extract -v missing.txt report.txt -o facts.jsonl 2>&- >&-")
    assert done.returncode == 1
    assert (folder / "facts.jsonl").read_text() == zhstat(folder, "extract", "report.txt").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_messages_that_nobody_takes_cost_no_result(folder):
    done = in_shell(folder, "zhstat extract -v missing.txt report.txt 2> /dev/full")
    assert (done.returncode, done.stdout) == (1, zhstat(folder, "extract", "report.txt").stdout)


@pytest.mark.parametrize("arguments", ["extract", "extract -", "mentions", "audit", "rules new measure"])
def test_a_closed_input_is_an_error(folder, arguments):
    (folder / "patterns").mkdir()
    done = in_shell(folder, f"zhstat {arguments} <&-")
    assert done.returncode in (1, 2)
    assert "Bad file descriptor" in done.stderr or "Aborted" in done.stderr
    assert "Traceback" not in done.stderr


# Signals


def draft_of(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def slow(folder, *options):
    """Start a command that reads until its input ends, with an old result where its result is to stand."""
    (folder / "facts.jsonl").write_text("old\n")
    process = subprocess.Popen(
        [*ZHSTAT, "extract", "--input", "jsonl", "-", "-o", "facts.jsonl", *options],
        cwd=folder, env=ENVIRONMENT, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    end = time.monotonic() + 120
    while not draft_of(folder) and time.monotonic() < end:
        time.sleep(0.02)
    return process


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (signal.SIGINT, b"\ninterrupted\n"),
        (signal.SIGTERM, b"ended by SIGTERM\n"),
        (signal.SIGHUP, b"ended by SIGHUP\n"),
    ],
)
def test_a_signal_ends_it_and_the_old_result_stays(folder, number, said):
    process = slow(folder)
    process.send_signal(number)
    assert process.wait(60) == -number  # a shell says 128 and the number
    assert process.stderr.read() == said
    process.stdin.close()
    process.stderr.close()
    assert (folder / "facts.jsonl").read_text() == "old\n"
    assert draft_of(folder) == []


def test_a_shell_tells_130_and_143_and_ends_its_loop(folder):
    for name, code in (("INT", 130), ("TERM", 143)):
        line = f"timeout --preserve-status -s {name} 2 {sys.executable} -m extractor extract - < <(sleep 9)"
        assert in_shell(folder, f"{line}; exit $?").returncode == code


def test_a_second_signal_does_not_break_into_the_clearing_up(folder):
    process = slow(folder)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
        process.send_signal(number)
    assert process.wait(60) in (-signal.SIGTERM, -signal.SIGINT)
    assert b"Traceback" not in process.stderr.read()
    process.stdin.close()
    process.stderr.close()
    assert draft_of(folder) == []


def test_a_signal_that_is_ignored_stays_so(folder):
    line = 'trap "" HUP; exec "$@"'
    command = [*ZHSTAT, "extract", "--input", "jsonl", "-", "-o", "facts.jsonl"]
    process = subprocess.Popen(
        ["bash", "-c", line, "bash", *command], cwd=folder, env=ENVIRONMENT, stdin=subprocess.PIPE
    )
    end = time.monotonic() + 120
    while not draft_of(folder) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGHUP)
    process.communicate(b'{"text": "3\xe4\xba\xba"}\n', timeout=60)
    assert process.returncode == 0
    assert b'"text":"3' in (folder / "facts.jsonl").read_bytes()


def test_what_a_killed_process_left_is_cleared_away_by_the_next_only(folder):
    killed = slow(folder)
    [left] = draft_of(folder)
    killed.kill()
    killed.wait()
    living = slow(folder)  # which finds it
    end = time.monotonic() + 120
    while draft_of(folder) in ([], [left]) and time.monotonic() < end:
        time.sleep(0.02)
    [kept] = draft_of(folder)
    assert zhstat(folder, "extract", "report.txt", "-o", "facts.jsonl").returncode == 0
    assert draft_of(folder) == [kept], "what another process is at stays"
    living.communicate(b'{"text": "8\xe4\xba\xba"}\n', timeout=60)
    assert b'"text":"8' in (folder / "facts.jsonl").read_bytes(), "who ends last has the last word"
    assert draft_of(folder) == []
    for process in (killed, living):
        process.stdin.close()
        process.stderr.close()


# Words, and terminals

WORDS = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    pytest.param({"PYTHONIOENCODING": "ascii"}, marks=pytest.mark.long),
    pytest.param({"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, marks=pytest.mark.long),
    pytest.param({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, marks=pytest.mark.long),
]


@pytest.mark.parametrize("words", WORDS, ids=str)
def test_no_locale_changes_what_is_read_and_written(folder, words):
    (folder / "报告.txt").write_text(REPORT, "utf-8")
    bare = {name: value for name, value in ENVIRONMENT.items() if not name.startswith(("LC_", "LANG"))}
    for arguments in (
        ["extract", "--region", "湖北省", "报告.txt", "missing.txt"],
        ["pivot", "--metric", "破获案件", "报告.txt"],
        ["explain", "学校3所。"],
    ):
        wanted = zhstat(folder, *arguments)
        done = zhstat(folder, *arguments, environment={**bare, **words})
        assert (done.returncode, done.stdout, done.stderr) == (
            wanted.returncode,
            wanted.stdout,
            wanted.stderr,
        )
        assert len(done.stdout) > 20


def test_an_empty_environment_is_enough(folder):
    bare = {"PYTHONPATH": str(ROOT)}
    done = zhstat(folder, "extract", "report.txt", environment=bare)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 2


@pytest.mark.parametrize("columns", ["20", "1", "0", "-5", "many"])
def test_a_table_for_a_narrow_terminal_shows_everything(folder, columns):
    environment = {**ENVIRONMENT, "COLUMNS": columns}
    done = zhstat(folder, "extract", "report.txt", "--format", "table", environment=environment)
    assert (done.returncode, done.stderr) == (0, "")
    shown = "".join(done.stdout.split())
    assert columns not in ("20", "0") or "money" in shown
    if columns == "20":
        assert max(map(len, done.stdout.splitlines())) <= 20


def on_terminal(folder, arguments, rows, columns, term="xterm"):
    """Run a command on a terminal of some size; give its exit code and what was shown."""
    import fcntl  # noqa: PLC0415  not on Windows
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    bare = {name: value for name, value in ENVIRONMENT.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [*ZHSTAT, *arguments], cwd=folder, env={**bare, "TERM": term},
        stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if select.select([controller], [], [], 1)[0]:
            try:
                shown += os.read(controller, 65536)
            except OSError:  # the other end is closed
                break
    os.close(controller)
    return process.wait(60), shown.decode()


@pytest.mark.parametrize(
    ("columns", "term"), [(20, "xterm"), (0, "xterm"), (1, "dumb"), (500, "no-such-terminal")]
)
@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "report.txt"],
        pytest.param(["explain", "report.txt"], marks=pytest.mark.long),
        pytest.param(["audit", "report.txt", "--all"], marks=pytest.mark.long),
        pytest.param(["rules", "list"], marks=pytest.mark.long),
        pytest.param(["metrics", "list"], marks=pytest.mark.long),
        pytest.param(["extract", "--help"], marks=pytest.mark.long),
        pytest.param(["check"], marks=pytest.mark.long),
    ],
    ids=" ".join,
)
def test_a_terminal_of_any_width_gets_its_answer(folder, arguments, columns, term):
    code, shown = on_terminal(folder, arguments, 5, columns, term)
    assert code == 0
    assert "Traceback" not in shown
    assert len(shown) > 20


# Limits


def limited(kind, most):
    return lambda: resource.setrlimit(kind, (most, most))


@pytest.mark.parametrize("most", [8, 10, 14, 30])
def test_few_open_files_are_enough_or_named(folder, most):
    (folder / "facts.jsonl").write_text("old\n")
    done = zhstat(
        folder, "extract", "report.txt", "--jobs", "2", "-o", "facts.jsonl",
        preexec_fn=limited(resource.RLIMIT_NOFILE, most),
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    result = (folder / "facts.jsonl").read_text()
    if done.returncode:
        assert "Too many open files" in done.stderr
        assert result == "old\n" or done.returncode == 1
    else:
        assert result == zhstat(folder, "extract", "report.txt").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory hold on Linux")
@pytest.mark.parametrize(
    "megabytes", [40, 60, 90, *(pytest.param(n, marks=pytest.mark.long) for n in range(30, 160, 7))]
)
def test_too_little_memory_is_named(folder, megabytes):
    records = "".join(f'{{"text": "学校{n}所。{"河岸上种着柳树。" * 90}"}}\n' for n in range(500))
    (folder / "records.jsonl").write_text(records, "utf-8")
    (folder / "facts.jsonl").write_text("old\n")
    done = zhstat(
        folder, "extract", "records.jsonl", "--jobs", "2", "-o", "facts.jsonl",
        preexec_fn=limited(resource.RLIMIT_AS, megabytes << 20),
    )  # fmt: skip
    if done.returncode == 2:
        assert "memory" in done.stderr or "--jobs" in done.stderr
        assert (folder / "facts.jsonl").read_text() == "old\n"
    else:
        assert done.returncode == 0
        assert (folder / "facts.jsonl").read_text().count("\n") == 500
    assert "Traceback" not in done.stderr
