"""What the README says is so: its commands run, its examples give what it shows, its table is complete."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from extractor.cli import group
from extractor.types import FACT_FIELDS, KINDS, QUALIFIERS

COMMANDS = [
    group.get_command(click.Context(group), name) for name in group.list_commands(click.Context(group))
]
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")

GOLD = """{"doc": "report.txt", "date": "2022-07-20"}
{"context": "30余起", "text": "30余起", "kind": "count", "value": 30, "unit": "起", "metric": "破获案件"}
"""
REPORT = "今年以来，通山县公安局破获案件30余起，挽回损失211.5万元。\n"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands(block):
    """Give the command lines of a block, without the comments behind them."""
    lines = (re.sub(r" {2,}#.*", "", line) for line in block.splitlines())
    return [line for line in lines if line.startswith(("zhstat", "duckdb"))]


SHELL = [block for block in blocks("sh") if commands(block)]
CONSOLE = [
    pair
    for block in blocks("console")
    for pair in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


@pytest.fixture
def shell(tmp_path):
    """A folder with what the README's commands name, and a way to run them in it."""
    binary = tmp_path / "bin" / "zhstat"
    binary.parent.mkdir()
    binary.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m extractor "$@"\n', "utf-8")
    binary.chmod(0o755)
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "old.txt").write_text(REPORT, "gb18030")
    (tmp_path / "reports.jsonl").write_text('{"id": "a", "text": "共有学校12所。", "date": null}\n', "utf-8")
    (tmp_path / "reports").mkdir()
    shutil.copy(tmp_path / "report.txt", tmp_path / "reports")
    shutil.copy(tmp_path / "reports.jsonl", tmp_path / "reports")
    (tmp_path / "my-rules" / "lexicon").mkdir(parents=True)
    (tmp_path / "my-rules" / "lexicon" / "adverb.tsv").write_text("word\tsum\n陆陆续续\tno\n", "utf-8")
    for annotator in ("gold", "second"):
        (tmp_path / annotator).mkdir()
        shutil.copy(tmp_path / "report.txt", tmp_path / annotator)
        (tmp_path / annotator / "report.gold.jsonl").write_text(GOLD, "utf-8")

    def run(line):
        environment = {**os.environ, "PATH": f"{binary.parent}:{os.environ['PATH']}"}
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def present(line):
    """Give a command line as far as the programs in it are installed here."""
    if line.startswith("duckdb") and not shutil.which("duckdb"):
        return "true"
    return line if shutil.which("jq") else line.partition(" | jq")[0]


@pytest.mark.parametrize("block", SHELL)
def test_the_commands_of_the_readme_run(shell, block):
    for line in commands(block):
        done = shell(present(line))
        assert (done.returncode, done.stderr) == (0, ""), line


@pytest.mark.parametrize(("line", "shown"), CONSOLE)
def test_the_examples_of_the_readme_give_what_it_shows(shell, line, shown):
    if present(line) != line:
        pytest.skip("jq is not installed")
    done = shell(line)
    assert (done.stdout, done.stderr) == (shown, "")


@pytest.mark.parametrize("block", blocks("python"))
def test_the_python_of_the_readme_runs(block):
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_readme_has_examples_of_each_sort():
    assert SHELL
    assert CONSOLE
    assert blocks("python")


def test_the_table_of_fields_is_complete_and_in_order():
    table = README[README.index("| field |") :].partition("\n\n")[0]
    heads = [line.split("|")[1] for line in table.splitlines()[2:]]
    assert re.findall(r"`(\w+)`", " ".join(heads)) == list(FACT_FIELDS)
    assert set(KINDS) | set(QUALIFIERS) <= set(re.findall(r"`(\w+)`", table))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_documented(command):
    assert f"zhstat {command.name}" in README
    assert f"zhstat {command.name}" in (command.help or "")


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (command.name, option)
        for command in COMMANDS
        for option in command.params
        if isinstance(option, click.Option)
    ],
)
def test_every_option_says_what_it_does(name, option):
    assert option.help


def test_the_changelog_has_a_head_for_what_is_not_released():
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")
