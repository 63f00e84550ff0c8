"""`zhstat rules diff`: what a change of the rules does to a corpus."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal

import pytest
from click.testing import CliRunner

from extractor.cli import group
from extractor.diff import compare
from extractor.diff.facts import Difference
from extractor.diff.page import page
from extractor.diff.rulesets import is_whole
from extractor.paths import patterns_folder

SENTENCE = "运来苹果3箱，橘子5打，梨子30箱。"

RULE = """
[[rule]]
id = "count.box"
gives = "count"
doc = "Boxes."
at = "numeral"
regex = '''(?P<number>{numeral})(?P<unit>箱)'''
[rule.yes]
"运来<3箱>" = { value = 3 }
[rule.no]
"没有" = "none"
"""


def rules(folder, text):
    """Write a whole set of rules, with a rule for a unit that is none of the package's."""
    folder.mkdir(parents=True)
    shutil.copy(patterns_folder() / "words.toml", folder)
    (folder / "count.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def folders(tmp_path):
    old = rules(tmp_path / "old", RULE)
    new = rules(tmp_path / "new", RULE.replace("<unit>箱", "<unit>打").replace("<3箱>", "<3打>"))
    (tmp_path / "docs.jsonl").write_text(json.dumps({"id": "a", "text": SENTENCE}) + "\n", "utf-8")
    return old, new, tmp_path / "docs.jsonl"


def diff(*arguments):
    return CliRunner().invoke(group, ["rules", "diff", *map(str, arguments)])


@pytest.fixture
def made(fact):
    """Make facts of the sentence."""

    def make(text, value, start, **more):
        number = Decimal(value)
        given = {
            "id": str(start),
            "text": text,
            "start": start,
            "end": start + len(text),
            "sentence": SENTENCE,
        }
        return replace(fact, **{**given, "value": number, "low": number, "high": number, **more})

    return make


def test_facts_are_paired_by_their_place(made):
    old = [made("3箱", 3, 4), made("5打", 5, 9), made("30箱", 30, 14)]
    new = [old[0], replace(old[2], metric="运来梨子", value=Decimal(31)), made("5", 5, 9, id="other")]
    changes = list(compare(SENTENCE, old, new))
    assert [(change.sort, change.fact.text) for change in changes] == [("changed", "5"), ("changed", "30箱")]
    assert changes[0].fields == ("text",)
    assert changes[1].fields == ("metric", "value")
    assert changes[1].rows() == [("metric", "发放补贴", "运来梨子"), ("value", "30", "31")]


def test_what_has_no_partner_is_added_or_dropped(made):
    one, other = made("3箱", 3, 4), made("30箱", 30, 14)
    changes = list(compare(SENTENCE, [one], [other]))
    assert [(change.sort, change.fact.text) for change in changes] == [("dropped", "3箱"), ("added", "30箱")]
    assert ("value", "3", "–") in changes[0].rows()


def test_a_number_without_zeros_that_say_nothing_is_the_same(made):
    assert list(compare(SENTENCE, [made("3箱", "3.0", 4)], [made("3箱", 3, 4)])) == []


def test_a_mention_is_quoted_where_it_stands_also_where_its_words_stand_twice(made):
    text = f"标题\n{SENTENCE}"
    late = made("箱", 1, text.rindex("箱"))
    [change] = compare(text, [late], [])
    assert change.quote == ("运来苹果3箱，橘子5打，梨子30", "箱", "。")


def test_a_difference_counts(made):
    found = Difference()
    one, other = made("3箱", 3, 4), made("30箱", 30, 14)
    found.add(SENTENCE, [one], [one, other])
    found.add(SENTENCE, [one, other], [replace(one, unit="只")])
    assert (found.documents, found.old, found.new, found.same) == (2, 3, 3, 1)
    assert found.counts() == {"added": 1, "dropped": 1, "changed": 1}
    assert found.fields() == {"unit": 1}


def test_folders_are_compared_side_by_side(folders):
    old, new, docs = folders
    done = diff(old, new, "--on", docs)
    assert done.exit_code == 0, done.output
    assert "- a:4\n    运来苹果<3箱>，橘子5打，梨子30箱。\n" in done.stdout
    assert "+ a:9\n    运来苹果3箱，橘子<5打>，梨子30箱。\n" in done.stdout
    assert re.search(r"^    unit +箱$", done.stdout, re.MULTILINE)
    last = "1 documents, 2 facts before and 1 after: 0 the same, 1 added, 2 dropped, 0 changed\n"
    assert done.stdout.endswith(last)


def test_json_says_the_same(folders):
    old, new, docs = folders
    data = json.loads(diff(old, new, "--on", docs, "--format", "json").stdout)
    assert data["counts"] == {"added": 1, "dropped": 2, "changed": 0}
    [added] = data["added"]
    assert (added["text"], added["fields"]["value"]) == ("5打", {"old": None, "new": "5"})


def test_nothing_differs_from_itself(folders):
    old, _, docs = folders
    done = diff(old, old, "--on", docs)
    assert (
        done.stdout == "1 documents, 2 facts before and 2 after: 2 the same, 0 added, 0 dropped, 0 changed\n"
    )


def test_a_folder_is_a_whole_set_if_it_says_what_a_numeral_is(folders, tmp_path):
    assert is_whole(folders[0])
    (tmp_path / "words.toml").write_text("[pattern]\nnumerals = '''x'''\n", "utf-8")
    assert not is_whole(tmp_path)


def test_a_pack_is_compared_with_the_rules_it_is_added_to(tmp_path):
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon/classifier.tsv").write_text("word\tarticle\n锭\tno\n", "utf-8")
    (tmp_path / "docs.txt").write_text("全县新装纺机1200锭。", "utf-8")
    done = diff("builtin", tmp_path, "--on", tmp_path / "docs.txt")
    assert "0 facts before and 1 after" in done.stdout


def test_the_page_is_whole_in_itself_and_escapes_what_reports_say(folders, tmp_path, made):
    old, new, docs = folders
    target = tmp_path / "diff.html"
    assert diff(old, new, "--on", docs, "--html", target).exit_code == 0
    text = target.read_text("utf-8")
    assert "<mark>5打</mark>，梨子30箱。" in text
    assert "default-src 'none'" in text
    assert not re.search(r"\b(?:src|href)=|url\(", text)
    found = Difference()
    found.add("<script>1</script>", [], [made("1", 1, 8, sentence="<script>1</script>", doc="<b>")])
    text = page(found, "<i>", "new")
    assert "<script>" not in text
    assert "<b>" not in text
    assert "<i>" not in text
    assert "&lt;script&gt;" in text


@pytest.fixture
def repository(folders, tmp_path, monkeypatch):
    """A repository whose first revision has the old rules, the second broken ones, and the third the new."""
    old, new, docs = folders
    root = tmp_path / "repository"
    root.mkdir()

    def git(*arguments):
        settings = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(root), *settings, *arguments], check=True, capture_output=True)

    git("init", "-q")
    for name, source in (("first", old), ("broken", None), ("last", new)):
        shutil.rmtree(root / "patterns", ignore_errors=True)
        shutil.copytree(source or old, root / "patterns")
        if source is None:
            (root / "patterns/count.toml").write_text(RULE.replace("numeral}", "nmeral}"), "utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", name)
        git("tag", name)
    monkeypatch.chdir(root)
    return docs


def test_revisions_of_a_repository_are_compared(repository):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    done = diff("first", "HEAD", "--on", repository)
    assert done.exit_code == 0, done.output
    assert "1 added, 2 dropped, 0 changed" in done.stdout


def test_rules_of_a_revision_that_cannot_be_read_are_told_with_what_is_wrong(repository):
    done = diff("broken", "HEAD", "--on", repository)
    assert done.exit_code == 2
    assert "the rules of broken cannot be read by this version of zhstat:" in done.stderr
    assert "install it elsewhere and extract with both" in done.stderr
    assert "broken:patterns/count.toml:7:" in done.stderr
    assert "did you mean {numeral}?" in done.stderr


@pytest.mark.parametrize("name", ["none", "--upload-pack=touch", "HEAD:nothing"])
def test_what_is_no_revision_is_told(repository, name):
    done = diff("--on", repository, "--", name, "HEAD")
    assert done.exit_code == 2
    assert f"{name} is neither a folder nor a git revision" in done.stderr
