"""``zhstat score``: the same numbers as the reference, intervals, genres, failures, annotators."""

import importlib.util
import json
import random
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from samples import run

from extractor import extract
from extractor.emit import jsonl
from extractor.score import FIELDS, MEASURES, read_gold, score
from extractor.score.agreement import agreement, counted, kappa
from extractor.score.interval import figures
from extractor.score.summary import summary

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SEEDS = ROOT / "seeds"

TEXT = "咸宁办结12起，立案5个。占3.5%。"
FACT = {"kind": "count", "region": "421200", "qualifier": "exact", "period": "2022-01-02", "unit": "个"}
LINES = [
    {"doc": "a.txt", "date": "2022-01-02"},
    {**FACT, "n": 1, "context": "办结12起", "text": "12", "value": 12, "metric": "数"},
    {**FACT, "n": 2, "context": "立案5个", "text": "5个", "value": 5, "metric": ["立案", "立案数"]},
    {**FACT, "n": 3, "context": "占3.5%", "text": "3.5%", "value": 3.5, "metric": "数", "kind": "percent"},
]


def written(folder, lines=LINES, *, name="a", text=TEXT, **head):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, "utf-8")
    lines = [{**lines[0], "doc": f"{name}.txt", **head}, *lines[1:]]
    path = folder / f"{name}.gold.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def figure(result, *path):
    data = json.loads(result.stdout)
    for key in path:
        data = data[key]
    return data["value"]


@pytest.fixture
def gold(tmp_path):
    return written(tmp_path / "gold").parent


# The reference


@pytest.fixture
def reference():
    path = SHARED / "score.py"
    if not path.is_file():
        pytest.skip("the reference is not here")
    spec = importlib.util.spec_from_file_location("reference_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def ours(path, *texts):
    text = next(path for path in texts if path.is_file()).read_bytes().decode("utf-8")
    gold = read_gold(path, {path.name.removesuffix(".gold.jsonl"): text})
    return gold, list(extract(text, gold.date, gold.sample.name))


def disturbed(facts, chance):
    """Make facts wrong in every way that is told apart."""
    for fact in facts:
        change = chance.choice(
            [
                {},
                {},
                {"metric": fact.text},
                {"metric": (fact.metric or "") + "数"},
                {"unit": "枚"},
                {"start": fact.start + 1},
                {"of": None},
                {"of": "x"},
                {"region_code": None, "agency": None},
                {"period": "1999"},
                {"direction": "up", "basis": "yoy", "role": "to"},
                {"qualifier": "about", "value": None},
                None,
                "twice",
            ]
        )
        if change == "twice":
            yield from (fact, replace(fact, id=f"{fact.id}b"))
        elif change is not None:
            yield replace(fact, **change)


@pytest.mark.parametrize("folder", ["gold", "other"])
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_the_numbers_are_those_of_the_reference(reference, folder, seed):
    total, counts = Counter(), []
    for path in sorted((SHARED / folder).glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl") + ".txt"
        gold, facts = ours(path, SHARED / "seeds" / name, SHARED / folder / name)
        if seed is not None:
            facts = list(disturbed(facts, random.Random(seed)))
        counts.append((gold, score(gold, facts)))
        _, expected = reference.load_gold(path, gold.text)
        given = [json.loads(jsonl.line(fact)) for fact in facts]
        total += reference.score_document(given, expected, gold.text, [], name)
    assert counts
    theirs = reference.summary(total)
    [everything] = summary(counts, rounds=0, seed=0)
    assert everything.score.bad_offsets == theirs["bad_offsets"]
    assert seed is not None or everything.score.bad_offsets == 0
    for measure in MEASURES:
        for rate in ("precision", "recall", "f1"):
            assert everything.rates[measure, rate].value == theirs[measure][rate]
    assert {field: figure.value for field, figure in everything.fields.items()} == theirs["fields"]


# Intervals


def test_an_interval_holds_its_figure_and_is_the_same_each_time():
    chance = random.Random(5)
    counts = [{"right": chance.randint(0, 10), "all": 10} for _ in range(40)]

    def share(total):
        return {"share": total["right"] / total["all"], "none": None}

    one = figures(counts, share)
    assert one == figures(counts, share)
    assert one != figures(counts, share, seed=1)
    assert one["share"].low < one["share"].value < one["share"].high
    # A mean of n values spreads as they do, divided by the root of n; 95 % lie within 1.96 of that.
    mean = one["share"].value
    deviation = (sum((c["right"] / 10 - mean) ** 2 for c in counts) / 40) ** 0.5 / 40**0.5
    assert one["share"].high - one["share"].low == pytest.approx(3.92 * deviation, rel=0.15)
    assert one["none"] == (None, None, None)


def test_one_document_has_no_interval():
    assert figures([{"a": 1}], lambda total: {"a": total["a"]})["a"] == (1, None, None)


# The command


def test_the_samples_beside_the_gold_are_extracted(engine, gold):
    result = run("score", gold, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert figure(result, "all", "mention", "f1") == 1
    assert figure(result, "all", "fact", "f1") == 2 / 3
    assert figure(result, "all", "fields", "metric") == 2 / 3
    assert figure(result, "all", "date", "f1") is None


def test_texts_and_facts_of_the_same_name_are_scored(engine, gold, tmp_path):
    (tmp_path / "new").mkdir()
    text = tmp_path / "new" / "a.txt"
    (gold / "a.txt").rename(text)
    beside = run("score", gold)
    assert (beside.exit_code, "a.txt: cannot be read" in beside.stderr) == (1, True)
    from_text = run("score", gold, text, "--format", "json")
    assert figure(from_text, "all", "fact", "f1") == 2 / 3
    facts = tmp_path / "facts.jsonl"
    assert run("extract", "--date", "2022-01-02", text, "-o", facts).exit_code == 0
    assert run("score", gold, facts, text, "--format", "json").stdout == from_text.stdout
    facts.write_bytes(facts.read_bytes().splitlines(keepends=True)[0])
    assert figure(run("score", gold, facts, text, "--format", "json"), "all", "mention", "recall") == 1 / 3


def test_what_has_no_counterpart_is_said(engine, gold, tmp_path):
    other = tmp_path / "b.txt"
    other.write_text("9个", "utf-8")
    result = run("score", "-v", gold, other)
    assert result.exit_code == 1
    assert "a.gold.jsonl: no INPUT is its text" in result.stderr
    assert "without gold, and left out: b" in result.stderr
    run("extract", other, "-o", tmp_path / "facts.jsonl")
    result = run("score", gold, tmp_path / "facts.jsonl")
    assert (result.exit_code, "no fact is of a document that has gold" in result.stderr) == (1, True)


def test_a_wrong_gold_file_is_named_and_the_rest_is_scored(engine, gold):
    (gold / "b.gold.jsonl").write_text(
        '{"doc": "a.txt"}\n{"context": 1, "text": "a", "kind": "count"}\n{\n', "utf-8"
    )
    (gold / "c.gold.jsonl").write_text('{"n": 1}\n', "utf-8")
    (gold / "d.gold.jsonl").write_text('{"doc": "a.txt", "date": "2022-02-30", "genre": 5}\n', "utf-8")
    (gold / "e.gold.jsonl").write_bytes("一共12起".encode("gb18030"))
    result = run("score", gold)
    assert result.exit_code == 1
    assert "b.gold.jsonl:2: context and text are strings" in result.stderr
    assert "b.gold.jsonl:3:" in result.stderr
    assert "d.gold.jsonl:1:26: date: '2022-02-30' is not a day of the calendar" in result.stderr
    assert "d.gold.jsonl:1:49: genre is no string" in result.stderr
    assert "e.gold.jsonl: the text is not UTF-8" in result.stderr
    assert 'c.gold.jsonl:1: the first line {"doc", "date"} is missing' in result.stderr
    assert "mention" in result.stdout


def test_a_folder_without_gold_is_misuse(tmp_path):
    result = run("score", tmp_path)
    assert (result.exit_code, "holds no .gold.jsonl file" in result.stderr) == (2, True)


@pytest.mark.parametrize("how", ["key", "folder", "file", "both"])
def test_figures_are_given_by_genre(engine, tmp_path, how):
    folder = tmp_path / "gold"
    key = {"genre": "court"} if how in ("key", "both") else {}
    written(folder / ("court" if how == "folder" else ""), **key)
    written(folder, name="b", text="共有3人。", lines=LINES[:1])
    genres = tmp_path / "genres.tsv"
    genres.write_text("# document\tgenre\na.txt\tcourt\n" if how == "file" else "a\tlaw\n", "utf-8")
    options = ["--genres", genres] if how in ("file", "both") else []
    result = run("score", folder, "--format", "json", *options)
    name = "law" if how == "both" else "court"
    assert list(json.loads(result.stdout)["genres"]) == [name, "(none)"]
    assert figure(result, "genres", name, "mention", "f1") == 1
    assert figure(result, "genres", "(none)", "mention", "precision") == 0
    assert f"{name} (1 samples)" in run("score", folder, *options).stdout


def test_a_line_of_genres_that_has_no_tab_is_named(engine, gold, tmp_path):
    genres = tmp_path / "genres.tsv"
    genres.write_text("a court\n", "utf-8")
    result = run("score", gold, "--genres", genres)
    assert (result.exit_code, "genres.tsv:1: a document's name, a tab" in result.stderr) == (2, True)


def test_failures_stand_behind_the_figures(engine, gold):
    shown = run("score", gold, "--failures").stdout
    assert "a.gold.jsonl:3:" in shown
    assert "metric of 5: got 数, not 立案 or 立案数" in shown
    assert "metric of" not in run("score", gold).stdout


def test_the_page_shows_what_was_wanted_and_found_and_runs_nothing(engine, tmp_path):
    text = "<script>alert(1)</script>咸宁立案5个&amp;，另有7人。"
    lines = [
        LINES[0],
        {**LINES[2], "metric": ["<b>立案</b>"]},
        {**LINES[1], "context": "amp;，另", "text": "amp"},
    ]
    gold = written(tmp_path / "gold", lines, text=text)
    target = tmp_path / "failures.html"
    assert run("score", gold, "--html", target).exit_code == 0
    html = target.read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<mark>5个</mark>" in html
    assert "&lt;b&gt;立案&lt;/b&gt;" in html
    assert "&amp;amp;" in html
    assert "default-src 'none'" in html
    for sort in ("found, with wrong fields", "in gold and not found", "found and not in gold"):
        assert sort in html
    again = tmp_path / "again.html"
    run("score", gold, "--html", again)
    assert again.read_bytes() == target.read_bytes()


# Annotators


def annotated(tmp_path, name, lines, **head):
    return read_gold(written(tmp_path / name, lines, **head))


def test_two_who_say_the_same_agree(tmp_path):
    one, other = (annotated(tmp_path, name, LINES) for name in ("ann", "ben"))
    found = agreement([(one, other)], rounds=10, seed=0)
    assert found["mention", "f1"].value == 1
    assert found["metric", "agreement"].value == 1
    assert found["qualifier", "kappa"].value is None  # both always say exact, which says nothing


def test_agreement_is_the_same_from_both_sides(tmp_path):
    changed = [LINES[0], {**LINES[1], "qualifier": "about", "metric": "件"}, {**LINES[3], "region": None}]
    one, other = annotated(tmp_path, "ann", LINES), annotated(tmp_path, "ben", changed)
    there, back = (agreement([pair], rounds=10, seed=0) for pair in ((one, other), (other, one)))
    assert there == back
    assert there["mention", "f1"].value == 4 / 5
    assert there["metric", "agreement"].value == 0.5
    assert there["qualifier", "agreement"].value == 0.5
    assert there["qualifier", "kappa"].value == 0
    assert there["region", "agreement"].value == 0.5


def test_what_either_leaves_open_is_not_judged(tmp_path):
    loose = [LINES[0], {**LINES[1], "optional": True}, *LINES[2:]]
    without = [LINES[0], *LINES[2:]]
    one = annotated(tmp_path, "ann", LINES)
    for lines in (loose, [LINES[0], {**LINES[1], "optional": True, "value": 13}, *LINES[2:]]):
        assert (
            agreement([(one, annotated(tmp_path, "ben", lines))], rounds=1, seed=0)["mention", "f1"].value
            == 1
        )
    pair = (annotated(tmp_path, "ben", loose), annotated(tmp_path, "cyd", without))
    assert agreement([pair], rounds=1, seed=0)["mention", "f1"].value == 1


def test_any_value_that_both_allow_is_agreement(tmp_path):
    pair = (
        annotated(tmp_path, "a", LINES),
        annotated(tmp_path, "b", [LINES[0], {**LINES[2], "metric": "立案数"}]),
    )
    counts = counted(*pair)
    assert counts["mention", "both"] == 1
    assert agreement([pair], rounds=1, seed=0)["metric", "agreement"].value == 1


def test_kappa_is_what_the_textbook_says():
    # Cohen's own kind of table: 45 and 25 agree, 15 and 15 do not.
    counts = {
        ("x", "a", "a"): 45,
        ("x", "a", "b"): 15,
        ("x", "b", "a"): 25,
        ("x", "b", "b"): 15,
        ("y", "b"): 9,
    }
    assert kappa(counts, "x") == pytest.approx(0.1304, abs=1e-4)


def test_the_command_compares_annotators(tmp_path):
    ann, ben = tmp_path / "ann", tmp_path / "ben"
    written(ann)
    written(ann, name="only")
    written(ben, LINES[:3])
    result = run("score", ann, ben, "--agreement")
    assert result.exit_code == 1
    assert "only.gold.jsonl: the other annotator has none of this" in result.stderr
    assert "mention       0.800" in result.stdout
    assert figure(run("score", ann, ben, "--agreement", "--format", "json"), "mention", "f1") == 0.8
    assert run("score", ann, ben, "--agreement", "--failures").exit_code == 2
    assert run("score", ann, "--agreement").exit_code == 2
    assert run("score", ann, tmp_path / "none", "--agreement").exit_code == 2


@pytest.mark.skipif(not SEEDS.is_dir(), reason="not in a checkout")
def test_every_measure_and_field_is_shown():
    shown = run("score", SEEDS / "county-ranks.gold.jsonl", "--rounds", "20").stdout
    assert all(f"\n{name}" in shown for name in (*MEASURES, *FIELDS))
