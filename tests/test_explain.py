"""Why a fact is what it is: its rule, what lost, its metric, and where place, agency and period come from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor import Extractor
from extractor.cli import group
from extractor.errors import cells
from extractor.explain import explain
from extractor.explain.explaining import around
from extractor.explain.spelling import respelled
from extractor.explain.tree import write
from extractor.text.normalise import normalise

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))

REPORT = """\
青山市公安局通报反诈工作
今年以来，赤壁市公安局打掉诈骗团伙12个，其中跨境团伙3个，同比上升20%。全市追回资金近1300萬(wàn)元，比去年多200万元。
3月10日，该局派出３０余名民警上街，一名民警受伤。第一道防线不退，坚持三位一体。早上7时许，市民送来锦旗2面。
"""


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


@pytest.fixture(scope="module")
def told(extractor):
    return explain(extractor, REPORT, "2022-06-01", "report.txt")


def number(told, text):
    [one] = [one for one in told.numbers if one.quote.text == text]
    return one


def note(told, text):
    [one] = number(told, text).facts
    return one


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_facts_that_are_explained_are_those_that_are_extracted(extractor, path):
    text = path.read_text("utf-8")
    told = explain(extractor, text, "2022-06-01", path.name)
    assert list(told.facts) == list(extractor.extract(text, "2022-06-01", path.name))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_everything_quoted_stands_where_it_says(extractor, path):
    text = path.read_text("utf-8")

    def quotes(value):
        if hasattr(value, "__slots__") and {"text", "start", "end"} <= set(value.__slots__):
            yield value
        for name in getattr(value, "__slots__", ()):
            inner = getattr(value, name)
            for one in inner if isinstance(inner, tuple) else (inner,):
                yield from quotes(one)

    told = explain(extractor, text, "2022-06-01")
    found = [quote for part in (*told.numbers, *told.spelling) for quote in quotes(part)]
    assert all(text[quote.start : quote.end] == quote.text for quote in found)
    assert all(one.facts or one.dropped for one in told.numbers)


def test_a_rule_is_named_with_its_place_and_what_its_groups_caught(told):
    one = number(told, "近1300萬(wàn)元")
    assert (one.rule.id, dict(one.groups)) == ("money.amount", {"number": "1300万", "unit": "元"})
    assert one.rule.file == "patterns/money.toml"
    lines = (Path(__file__).parents[1] / "patterns" / "money.toml").read_text("utf-8").splitlines()
    assert lines[one.rule.line - 1] == "[[rule]]"
    [word] = one.exactness
    assert (word.quote.text, word.rule.id) == ("近", "bound.near")


@pytest.mark.parametrize(
    ("text", "rule", "lost", "why"),
    [
        ("12个", "number.bare", "12", "priority -2 is below the 0 of count.classifier"),
        ("三位一体", "count.classifier", "三位", "stopped by stop.fixed"),
    ],
)
def test_what_lost_is_shown_with_the_reason(told, text, rule, lost, why):
    assert (rule, lost, why) in {(one.rule.id, one.quote.text, one.why) for one in number(told, text).lost}


@pytest.mark.parametrize(
    ("text", "way", "words"),
    [
        ("12个", "named_before", ["打掉诈骗团伙"]),
        ("３０余名", "noun_behind", ["派出", "民警"]),
        ("20%", "unnamed", []),
    ],
)
def test_the_way_to_a_metric_is_told_with_its_words(told, text, way, words):
    found = note(told, text)
    assert found.ways[-1].name == way
    assert found.ways[-1].doc.endswith(".")
    assert [quote.text for quote in found.words] == words


def test_a_metric_that_was_said_before_is_traced_to_its_number(told):
    assert note(told, "20%").taken_from.text == "3个"


def test_a_change_is_told_with_its_frame_and_a_part_with_its_whole(told):
    change = note(told, "20%").change
    assert (change.direction, change.basis, change.frame.id) == ("up", "yoy", "change.moved")
    assert change.frame.file == "patterns/frames.toml"
    assert note(told, "3个").whole.text == "12个"


@pytest.mark.parametrize(
    ("text", "field", "value", "source", "at", "back"),
    [
        ("12个", "region", "赤壁市", "clause", "赤壁市", None),
        ("3个", "region", "赤壁市", "sentence", "赤壁市", None),
        ("近1300萬(wàn)元", "region", "赤壁市", "clause", "全市", "赤壁市"),
        ("12个", "agency", "赤壁市公安局", "named", "赤壁市公安局", None),
        ("３０余名", "agency", "赤壁市公安局", "named", "该局", "赤壁市公安局"),
        ("12个", "period", "2022-01/..", "sentence", "今年", None),
        ("近1300萬(wàn)元", "period", "2022-01/..", "paragraph", "今年", None),
        ("2面", "period", None, "none", None, None),
        ("3月10日", "period", "2022-03-10", "date", "3月10日", None),
    ],
)
def test_it_is_told_where_place_agency_and_period_come_from(told, text, field, value, source, at, back):
    origin = getattr(note(told, text), field)
    assert (origin.value, origin.source) == (value, source)
    assert [quote and quote.text for quote in (origin.at, origin.goes_back_to)] == [at, back]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("今年", "a period is no fact of its own; it dates 5 facts"),
        ("以来", "it belongs to 今年 before it"),
        ("去年", "a change is measured against it"),
        ("一名", "一 is an indefinite article here"),
        ("三位一体", "Idioms, slogans"),
        ("7时许", "a period is no fact of its own"),
    ],
)
def test_it_is_told_why_a_number_gives_no_fact(told, text, reason):
    one = number(told, text)
    assert not one.facts
    assert reason in one.dropped


@pytest.mark.parametrize(
    ("text", "number_text", "reason"),
    [
        ("共查处了5，其余不问。", "5", "a bare number"),
        ("住在第3单元，第二次来。", "第二", "an ordinal"),
        ("有一天他来。", "一天", "a length of time"),
        ("买三文鱼做菜。", "三文鱼", "lexicon/fixed.tsv"),
        ("要有十年磨一剑的耐心。", "十年", "part of a longer word"),
        ("8时到。", "8时", "it dates no number"),
    ],
)
def test_numbers_that_count_nothing_are_dropped_with_a_reason(extractor, text, number_text, reason):
    found = explain(extractor, text)
    [dropped] = [one.dropped for one in found.numbers if one.quote.text == number_text]
    assert reason in dropped


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("共12起", []),
        ("追回１２萬(wàn)元", [("１２", "12", "full width"), ("萬", "万", "Traditional or variant"),
                          ("(wàn)", "", "gloss")]),
        ("增长 5 %", [(" ", "", "space"), (" ", "", "space")]),
        ("完成\u200b3件", [("\u200b", "", "no width")]),
    ],
)  # fmt: skip
def test_what_is_read_otherwise_is_told(source, changes):
    found = [(one.quote.text, one.read_as, one.why) for one in respelled(normalise(source))]
    assert found == changes


def test_an_offset_narrows_to_the_number_that_stands_there(told):
    at = REPORT.index("200万元") + 2
    assert [one.quote.text for one in around(told, at).numbers] == ["200万元"]
    assert around(told, 0).numbers == ()


@pytest.mark.parametrize("width", [40, 72, 120])
def test_the_tree_keeps_to_its_width_and_has_no_colours_unasked(told, width):
    drawn = write(told, width=width).decode()
    assert max(cells(line) for line in drawn.splitlines()) <= width
    assert "\x1b" not in drawn
    assert "\x1b[" in write(told, width=width, color=True).decode()


def run(*arguments, **more):
    return CliRunner().invoke(group, ["explain", *arguments], **more)


def test_a_text_a_file_and_standard_input_are_explained_alike(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text("全县修桥12座。", "utf-8")
    trees = [
        run("全县修桥12座。").stdout,
        run(str(path)).stdout,
        run("-", input="全县修桥12座。").stdout,
        run(input="全县修桥12座。").stdout,
    ]
    assert len({tree.partition("\n")[2].replace("\r", "") for tree in map(without_ids, trees)}) == 1
    assert "count.classifier  patterns/count.toml:" in trees[0]


def without_ids(tree):
    """Leave out the ids of facts, which hold the name of the document."""
    return "\n".join(line for line in tree.splitlines() if "fact  " not in line)


def test_json_is_a_line_a_document_with_every_key(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text(
        '{"id": "a", "text": "修桥12座。"}\n{"id": "b", "text": "无", "date": "2022-01-01"}\n', "utf-8"
    )
    one, other = map(json.loads, run("--format", "json", str(path)).stdout.splitlines())
    assert [one["doc"], other["doc"], other["date"]] == ["a", "b", "2022-01-01"]
    [found] = one["numbers"]
    assert found["value"] == 12
    assert found["facts"][0]["fact"]["metric"] == "修桥"
    assert found["facts"][0]["region"]["source"] == "none"
    assert other["numbers"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "missing.txt: there is no such file"),
        (["reports/march"], "reports/march: there is no such file"),
        (["."], ".: is a folder; name one file"),
        (["--at", "99", "修桥12座。"], "-: has 6 characters, none at 99"),
    ],
)
def test_what_cannot_be_explained_is_said(arguments, message):
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


def test_a_text_without_numbers_and_an_offset_without_one_say_so():
    for arguments in (["春天来了"], ["--at", "1", "修桥12座。"]):
        done = run(*arguments)
        assert done.exit_code == 0
        assert "no rule reads a number or a date here" in done.stdout


def test_rules_of_ones_own_are_named_with_their_file(tmp_path):
    (tmp_path / "count.toml").write_text(
        '[[rule]]\nid = "count.raft"\ngives = "count"\ndoc = "Rafts."\n'
        "regex = '''(?P<number>[0-9]+)(?P<unit>筏)'''\n"
        '[rule.yes]\n"来了<3筏>" = { value = 3 }\n[rule.no]\n"木筏" = "no number"\n',
        "utf-8",
    )
    found = json.loads(run("--only-patterns", str(tmp_path), "-f", "json", "漂来3筏木头。").stdout)
    rule = found["numbers"][0]["rule"]
    assert (rule["id"], rule["file"], rule["line"]) == ("count.raft", f"{tmp_path}/count.toml", 1)


def test_a_closed_pipe_is_quiet():
    code = f"{sys.executable} -m extractor explain {SEEDS[0]} | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", code], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
