"""The benchmarks render what they measured, and leave out a peer that is not there. Nothing is timed here."""

import json
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture
def bench(monkeypatch):
    """The scripts, which import each other from their own folder."""
    monkeypatch.syspath_prepend(BENCH)
    names = ("measure", "compare", "run")
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield SimpleNamespace(**{name: import_module(name) for name in names})
    for name in names:
        sys.modules.pop(name, None)


@pytest.fixture
def texts(bench, tmp_path):
    return bench.compare.prepared(tmp_path, None, 1)


def cells(line):
    return [cell.strip() for cell in line.strip("|\n").split("|")]


def test_the_table_gives_speeds_without_starts_and_the_median_of_ratios(bench):
    cost, side = bench.measure.Cost, bench.compare.Side

    def took(seconds, size, found):
        return side(cost(0.5, 0.5, 20), cost(seconds, seconds, 48.4), size, Counter(found))

    pairs = tuple(
        (took(1.5, 2_000_000, {"fact": 40_000}), took(seconds, 100_000, {"time": 600, "amount": 50}))
        for seconds in (1.5, 2.5, 10.5)
    )
    peer, absent = bench.compare.KNOWN[0], bench.compare.KNOWN[-1]
    text = bench.compare.render(
        [bench.compare.Compared(peer, pairs), bench.compare.Compared(absent, left_out="it is not there")]
    )
    head, rule, ours, theirs, left_out = text.splitlines()
    assert set(rule) <= set("|- ")
    assert len({len(line) for line in (head, rule, ours, theirs)}) == 1
    assert cells(ours)[0] == "zhstat extract"
    assert cells(ours)[2:] == ["20.0 fact", "2", "1", "0.50", "48", "2.00"]
    assert cells(theirs)[0] == peer.name
    assert cells(theirs)[2:] == ["6 time, 0.5 amount", "0.05", "40.0", "0.50", "48", "0.10"]
    assert left_out == f"Left out: {absent.name}: it is not there"


def test_a_peer_that_does_not_install_is_left_out_with_the_reason(bench, texts, monkeypatch, tmp_path):
    monkeypatch.setattr(bench.compare, "PLACE", bench.compare.ROOT / "build" / "none")
    monkeypatch.setattr(bench.compare.venv, "create", lambda *_, **__: None)
    monkeypatch.setattr(
        bench.compare.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 1, "", "WARNING: slow\nERROR: No such package\n"),
    )
    result = bench.compare.compare(bench.compare.KNOWN[0], texts, 1)
    assert result.left_out == "does not install: No such package"
    assert bench.compare.render([result]).startswith("Left out: ")


def test_a_peer_that_does_not_start_is_left_out_with_the_reason(bench, texts, monkeypatch):
    monkeypatch.setattr(bench.compare, "environment", lambda packages: Path(sys.executable))
    [cpca] = [peer for peer in bench.compare.KNOWN if peer.name == "cpca"]
    result = bench.compare.compare(cpca, texts, 1)
    assert result.left_out == "ModuleNotFoundError: No module named 'cpca'"
    assert result.pairs == ()


def test_a_driver_gives_a_line_of_json_for_each_thing_found(tmp_path):
    pytest.importorskip("cn2an")
    records = tmp_path / "records.jsonl"
    records.write_text('{"id": "a", "text": "共有学校十二所。", "date": null}\n', "utf-8")
    driver = BENCH / "peers" / "cn2an_transform.py"
    done = subprocess.run([sys.executable, driver, records], capture_output=True, text=True, check=True)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"doc": "a", "kind": "text", "text": "共有学校12所。", "value": None}
    ]


def test_every_peer_has_a_driver_and_packages_pinned_by_hash(bench):
    for peer in bench.compare.KNOWN:
        assert (BENCH / "peers" / f"{peer.driver}.py").is_file()
        assert "==" in (BENCH / "peers" / f"{peer.packages}.in").read_text("utf-8")
        pins = (BENCH / "peers" / f"{peer.packages}.txt").read_text("utf-8")
        packages = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", pins, flags=re.MULTILINE))
        assert all("==" in package and "--hash=sha256:" in package for package in packages if package.strip())
        assert "://" not in pins


def test_texts_go_on_until_there_is_as_much_as_is_asked_for(bench, tmp_path):
    path = tmp_path / "records.jsonl"
    size = bench.measure.write_records(path, bench.measure.thin(), 300_000)
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    assert size == sum(len(text.encode()) for text in texts) >= 300_000
    again = tmp_path / "again.jsonl"
    bench.measure.write_records(again, bench.measure.records_of(path), size + 1)
    assert [json.loads(line)["text"] for line in again.read_text("utf-8").splitlines()] == [*texts, texts[0]]


def test_the_history_shows_every_entry_and_leaves_blank_what_was_not_measured(bench):
    entries = [
        {"date": "2026-01-02", "version": "1", "commit": "abc1234", "load": 0.5, "figures": figures}
        for figures in ({"dense: MB a CPU second": 1.234, "calibration: CPU ms": 171.4}, {})
    ]
    head, _, first, second = bench.run.history(entries).splitlines()
    assert cells(head)[:4] == ["date", "commit", "load", "dense, MB/s"]
    assert cells(first)[:4] == ["2026-01-02", "abc1234", "0.5", "1.23"]
    assert cells(first)[-1] == "171"
    assert set(cells(second)[3:]) == {""}


def test_what_misses_its_goal_is_marked(bench):
    text = bench.run.report({"--version: CPU ms": 61.0, "thin: MB a CPU second": 5.0, "dense: MB": 2.0})
    goals = {cells(line)[0]: cells(line)[2] for line in text.splitlines()[2:]}
    assert goals == {
        "--version: CPU ms": "at most 60, missed",
        "thin: MB a CPU second": "at least 5",
        "dense: MB": "",
    }


def test_the_history_that_is_kept_can_be_shown(bench):
    kept = bench.run.kept_in(bench.run.HISTORY)
    table = bench.run.history(kept).splitlines()[2:]
    assert [cells(line)[:2] for line in table] == [[one["date"], one["commit"]] for one in kept]


def test_there_is_no_history_before_the_first_entry(bench, tmp_path):
    assert bench.run.kept_in(tmp_path / "none.jsonl") == []
