"""`zhstat rules coverage`: what of the rules a corpus uses, and which numbers no rule reads."""

import json

import pytest
from click.testing import CliRunner

from extractor.cli import group
from extractor.coverage import cover, shape_of, words_of
from extractor.pipeline import Extractor
from extractor.rules import load_rules
from extractor.rules.load import rule_files
from extractor.types import Record

DOCS = (
    Record("a", "全县新增就业近300人，比上年增长5%。新装1200锭，又装800锭。", "2022-06-01"),
    Record("b", "全县新增就业40人。买进水牛三十二豖。", None),
)


@pytest.fixture(scope="module")
def found():
    return cover(Extractor(load_rules()), rule_files(), DOCS)


def test_documents_and_facts_are_counted(found):
    assert (found.documents, found.facts) == (2, 3)


@pytest.mark.parametrize(
    ("rule", "mentions", "facts"),
    [
        ("count.classifier", 2, 2),
        ("percent.sign", 1, 1),
        ("bound.near", 1, 0),
        ("change.moved", 1, 1),
        ("number.bare", 3, 0),
        ("money.amount", 0, 0),
    ],
)
def test_rules_are_counted_by_what_they_read(found, rule, mentions, facts):
    assert (found.rules[rule].mentions, found.rules[rule].facts) == (mentions, facts)


def test_a_rule_keeps_its_kind_and_place(found):
    assert found.rules["bound.near"].kind == "bound"
    assert found.rules["bound.near"].place.startswith("patterns/bounds.toml:")


def test_words_are_read_by_rules_or_only_seen(found):
    classifier = found.lexicons["classifier"]
    assert classifier.named
    assert classifier.read == {"人": 2}
    assert classifier.seen["头"] == 0
    verbs = found.lexicons["action"]
    assert not verbs.named
    assert not verbs.read


def test_places_are_seen_by_their_names_and_not_their_codes():
    assert "咸宁市" in words_of(load_rules().lexicons["region"])


def test_numbers_that_no_rule_reads_are_sorted_by_their_shape(found):
    [(shape, first), (rare, second)] = found.shapes()
    assert (shape, first.times, first.doc) == ("0锭", 2, "a")
    assert first.example.endswith("新装<1200>锭，又装800锭。")
    assert (rare, second.times, second.doc) == ("一豖", 1, "b")


@pytest.mark.parametrize(
    ("text", "start", "end", "shape"),
    [
        ("装1,200锭，", 1, 6, "0锭"),
        ("装12.5锭机", 1, 5, "0锭机"),
        ("三十二匹马跑", 0, 3, "一匹马"),
        ("第3条", 1, 2, "第0条"),
        ("G20峰会", 1, 3, "G0峰会"),
        ("共12，", 1, 3, "0"),
        ("3万多锭", 0, 3, "0一多锭"),
    ],
)
def test_a_shape_says_what_the_number_could_count(text, start, end, shape):
    assert shape_of(text, start, end) == shape


def run(tmp_path, *arguments):
    lines = [json.dumps({"id": one.doc, "text": one.text, "date": one.date}) for one in DOCS]
    (tmp_path / "docs.jsonl").write_text("\n".join(lines), "utf-8")
    return CliRunner().invoke(group, ["rules", "coverage", str(tmp_path / "docs.jsonl"), *arguments])


def test_the_table_shows_what_is_used_and_what_is_not(tmp_path):
    page = run(tmp_path).stdout
    assert page.startswith("2 documents, 3 facts\n")
    assert "\ncount.classifier      count " in page
    used, never = page.split("rules that read nothing")
    assert "money.amount" not in used
    assert "money.amount" in never
    assert "3 numbers that no rule reads, in " in never
    assert "<1200>锭，又装" in never


def test_json_has_every_word(tmp_path):
    data = json.loads(run(tmp_path, "--format", "json").stdout)
    assert data["lexicons"]["classifier"]["words"]["人"] == {"seen": 2, "read": 2}
    assert data["lexicons"]["classifier"]["words"]["头"] == {"seen": 0, "read": 0}
    assert {one["shape"][0] for one in data["unread"]} == {"0", "一"}
    assert {rule["id"] for rule in data["rules"]} >= {"count.classifier", "change.moved"}
