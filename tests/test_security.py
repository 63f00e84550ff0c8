"""What SECURITY.md promises, as far as a test can try it."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import extractor

PACKAGE = Path(extractor.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
REACHING = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "asyncio",
    "webbrowser",
}
RUNNING = {
    "pickle",
    "marshal",
    "shelve",
    "ctypes",
    "subprocess",
    "multiprocessing",
    "code",
    "codeop",
    "runpy",
}
CALLS = {"eval", "exec", "compile", "__import__", "system", "popen"}
STARTING = {"corpus/worker.py": {"pickle", "subprocess"}, "diff/rulesets.py": {"subprocess"}}
"""The modules that start processes: workers of our own, and git for a revision of the rules."""

REPORT = "今年以来，通山县公安局破获案件30余起，挽回损失211.5万元。=1+1\x1b]0;x\x07<script>1</script>\n"
WATCHED = """
import sys
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "webbrowser.")
def watch(event, arguments):
    if event.startswith(FORBIDDEN):
        sys.__stderr__.write(f"{event}{arguments}")
        raise SystemExit(9)
sys.addaudithook(watch)
sys.argv[0] = "zhstat"
from extractor.cli import main
main()
"""


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_can_reach_the_network_or_run_what_it_reads(path):
    tree = ast.parse(path.read_text("utf-8"))
    tops = {name.partition(".")[0] for name in imported(tree)}
    assert tops.isdisjoint(REACHING)
    assert tops & RUNNING == STARTING.get(path.relative_to(PACKAGE).as_posix(), set())
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {func.id for func in called if isinstance(func, ast.Name)}
    assert names.isdisjoint(CALLS)


def test_the_network_is_where_this_test_looks_for_it():
    tree = ast.parse("import urllib.request\ndef f():\n    from http import client\n")
    assert {name.partition(".")[0] for name in imported(tree)} == {"urllib", "http"}
    code = WATCHED.replace("from extractor.cli import main\nmain()", "import socket\nsocket.socket()")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 9


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "report.txt"],
        ["extract", "report.txt", "-o", "facts.csv", "--csv-safe"],
        ["extract", "report.txt", "-o", "facts.duckdb"],
        ["extract", "report.txt", "-o", "facts.parquet"],
        ["extract", "report.txt", "--format", "datapackage", "-o", "package"],
        ["mentions", "report.txt"],
        ["report", "report.txt", "-o", "report.html"],
        ["rules", "list", "--patterns", "rules"],
        ["score", "gold"],
    ],
    ids=" ".join,
)
def test_no_command_reaches_the_network_or_starts_a_program(tmp_path, arguments):
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    for folder in ("rules", "gold"):
        (tmp_path / folder).mkdir()
    (tmp_path / "gold" / "a.txt").write_text("学校3所。", "utf-8")
    (tmp_path / "gold" / "a.gold.jsonl").write_text('{"doc": "a.txt", "date": null}\n', "utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    named = {arguments[arguments.index("-o") + 1]} if "-o" in arguments else set()
    assert {path.name for path in tmp_path.iterdir()} - before <= named


def test_what_a_document_says_cannot_steer_a_terminal(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "extract", "--format", "table", "report.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        check=True,
    )
    assert b"211" in done.stdout
    assert not {0x1B, 0x07} & set(done.stdout)


@pytest.mark.parametrize(
    "rule",
    [
        '[[rule]]\nid = "count.x"\ngives = "count"\nrun = "rm"\n',
        '[[rule]]\nid = "count.x"\ngives = "count"\nregex = "(?P<number>{file:/etc/passwd})"\n',
        '[include]\nfile = "/etc/passwd"\n',
    ],
)
def test_a_rule_file_that_asks_for_more_than_a_rule_is_refused(tmp_path, rule):
    (tmp_path / "count.toml").write_text(rule, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "rules", "list", "--patterns", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"{tmp_path / 'count.toml'}:" in done.stderr
    assert "root:" not in done.stderr
