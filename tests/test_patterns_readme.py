"""What patterns/README.md says is so: its commands run, its rows and rules do what it promises."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.paths import patterns_folder
from extractor.pipeline import Extractor
from extractor.rules import load_rules
from extractor.rules.model import KINDS

ROOT = Path(__file__).parents[1]
README = (patterns_folder() / "README.md").read_text("utf-8")

FILE = re.compile(r"`(my-rules/[\w./]+)`[^`]*:\n\n```(?:toml|tsv)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(FILE.pattern + r"|^```sh\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Follow the README from its first line to its last; gives the folder and what each command did."""
    folder = tmp_path_factory.mktemp("readme")
    binary = folder / "bin" / "zhstat"
    binary.parent.mkdir()
    binary.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m extractor "$@"\n', "utf-8")
    binary.chmod(0o755)
    (folder / "reports").mkdir()
    (folder / "report.txt").write_text("茶叶产量坐上全省第三把交椅。\n", "utf-8")
    shutil.copy(folder / "report.txt", folder / "reports")
    done = []
    for block in BLOCK.finditer(README):
        if block[1]:
            (folder / block[1]).parent.mkdir(parents=True, exist_ok=True)
            (folder / block[1]).write_text(block[2], "utf-8")
            continue
        for line in block["commands"].splitlines():
            command = re.sub(r" {2,}#.*", "", line).replace("zhstat", str(binary), 1)
            ran = subprocess.run(
                ["bash", "-c", command],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            done.append((line, ran))
    return folder, done


def test_every_command_runs(followed):
    _, done = followed
    assert len(done) > 8
    for line, ran in done:
        assert (ran.returncode, ran.stderr) == (0, ""), line


def test_the_rule_that_is_begun_is_the_one_that_is_shown(followed):
    _, done = followed
    [begun] = [ran for line, ran in done if "rules new" in line]
    assert "my-rules/rank.toml:4" in begun.stdout
    assert "priority = 3" in begun.stdout
    assert '"茶叶产量<坐上全省第三把交椅>。" = { value = 3, qualifier = "exact" }' in begun.stdout


def test_what_it_changes_in_reports_is_shown(followed):
    _, done = followed
    [changed] = [ran for line, ran in done if "rules diff" in line]
    assert "0 facts before and 1 after" in changed.stdout


@pytest.fixture(scope="module")
def extractor(followed):
    return Extractor(load_rules(followed[0] / "my-rules", cache=None, fast=False))


@pytest.mark.parametrize(
    ("text", "metric", "value", "unit", "agency"),
    [
        ("全县新装纺机1200锭。", "新装纺机", 1200, "锭", None),
        ("买进鸡蛋30打。", "买进鸡蛋", 360, "个", None),
        ("咸宁市林长办受理投诉30件。", "受理投诉", 30, "件", "咸宁市林长制办公室"),
        ("开展四个一批行动，关停企业9家。", "关停企业", 9, "家", None),
        ("全县星夜转移群众300人。", "转移群众", 300, "人", None),
        ("茶叶产量坐上全省第三把交椅。", "茶叶产量", 3, None, None),
    ],
)
def test_what_it_promises_comes_out(extractor, text, metric, value, unit, agency):
    [fact] = extractor.extract(text)
    assert (fact.metric, fact.value, fact.unit, fact.agency) == (metric, value, unit, agency)


def test_without_them_it_would_not():
    builtin = Extractor(load_rules())
    for text in ("全县新装纺机1200锭。", "买进鸡蛋30打。", "茶叶产量坐上全省第三把交椅。"):
        assert list(builtin.extract(text)) == []
    [fact] = builtin.extract("咸宁市林长办受理投诉30件。")
    assert fact.agency is None


def test_the_table_of_what_is_missing_names_its_sections():
    anchors = {
        re.sub(r"[^\w ]", "", head).lower().replace(" ", "-")
        for head in re.findall(r"^## (.*)$", README, re.MULTILINE)
    }
    named = set(re.findall(r"\]\(#([\w-]+)\)", README))
    assert named
    assert named <= anchors


def test_the_kinds_that_it_names_are_those_that_there_are():
    row = next(line for line in README.splitlines() if line.startswith("| `gives` |"))
    assert set(re.findall(r"`(\w+)`", row)) - {"gives"} == set(KINDS) - {"change"}
