"""What `zhstat rules list` and `show` say of rules."""

import json

import pytest
from click.testing import CliRunner

from extractor.authoring.shown import first_sentence, listed, pieces_of, regex_of, shown
from extractor.cli import group
from extractor.rules import load_rules
from extractor.rules.build import compiled
from extractor.rules.expand import Expander
from extractor.rules.load import rule_files

PACK = """
[pattern]
# What counts in boxes.
box = '''箱|盒'''

[[rule]]
id = "count.boxes"
gives = "count"
doc = "Boxes by the dozen. Nothing else."
at = "numeral"
regex = '''(?P<number>{numeral})打(?P<unit>{box}|{classifier})'''
needs = ["打"]

[rule.yes]
"卖出<三打箱>" = { value = 3, unit = "箱" }

[rule.no]
"打了三箱" = "打 is a verb"
"""


def run(*arguments):
    return CliRunner().invoke(group, ["rules", *map(str, arguments)])


@pytest.fixture
def pack(tmp_path):
    (tmp_path / "boxes.toml").write_text(PACK, "utf-8")
    return tmp_path


def test_every_rule_and_frame_is_listed_with_its_place():
    rules = load_rules(fast=False)
    lines = listed(rules)
    assert [line.id for line in lines] == [rule.id for rule in (*rules.rules, *rules.frames)]
    for line in lines:
        assert line.doc
        assert line.line > 0


@pytest.mark.parametrize(
    ("doc", "first"),
    [
        ("A count. Not a date.", "A count."),
        ("A decimal as in 3.5亿. And more.", "A decimal as in 3.5亿."),
        ("数量。不是日期。", "数量。不是日期。"),
        ("No stop\nat its end", "No stop at its end"),
    ],
)
def test_the_first_sentence_ends_at_a_stop_before_a_space(doc, first):
    assert first_sentence(doc) == first


def test_the_list_is_a_table_with_a_line_for_each_rule(pack):
    head, line = run("list", "--only-patterns", _alone(pack), "--file", "boxes").stdout.splitlines()
    assert head.split() == ["id", "kind", "priority", "place", "what", "it", "finds"]
    assert line.split() == [
        "count.boxes",
        "count",
        "0",
        f"{pack}/boxes.toml:6",
        "Boxes",
        "by",
        "the",
        "dozen.",
    ]


def _alone(pack):
    """Give the pack what it takes from the built-in rules."""
    (pack / "words.toml").write_text("[pattern]\nnumeral = '''[一二三]'''\n", "utf-8")
    (pack / "lexicon").mkdir()
    (pack / "lexicon" / "classifier.tsv").write_text("# Some.\nword\tarticle\n套\tno\n", "utf-8")
    return pack


def test_a_list_can_be_of_some_kinds_or_some_files(pack):
    lines = json.loads(run("list", "--kind", "stop", "--kind", "frame", "-f", "json").stdout)
    assert {line["kind"] for line in lines} == {"stop", "frame"}
    assert {line["priority"] is None for line in lines if line["kind"] == "frame"} == {True}
    lines = json.loads(run("list", "--file", "money.toml", "-f", "json").stdout)
    assert {line["file"] for line in lines} == {"patterns/money.toml"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "--kind", "sotp"], "did you mean stop?"),
        (["list", "--file", "moeny"], "files are bounds.toml"),
        (["list", "--file", "moneys.toml"], "did you mean money.toml?"),
        (["show", "money.amuont"], "did you mean money.amount?"),
        (["show", "x"], "zhstat rules list shows them all"),
    ],
)
def test_a_wrong_name_is_told_with_what_was_meant(arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_the_pieces_of_every_rule_make_its_regex():
    built = compiled(rule_files())
    for rule in (*built.rules, *built.frames):
        entry = built.sources.entries[rule.id]
        pieces = pieces_of(Expander([]).expand(regex_of(entry), entry.scope))
        assert "".join(piece.text for piece in pieces) == rule.compiled.text


def test_a_piece_says_where_it_was_typed_and_by_which_names_it_came(pack):
    found = shown("count.boxes", load_rules(pack, cache=None, fast=False), rule_files(pack))
    [box] = [piece for piece in found.pieces if piece.inside == ("box",) and "箱" in piece.text]
    assert (box.text, box.file, box.line, box.column) == ("箱|盒", f"{pack}/boxes.toml", 4, 10)
    assert found.pieces[0].text == "(?P<number>"
    assert (found.pieces[0].line, found.pieces[0].column) == (11, 12)
    nested = {named.inside for named in found.names}
    assert ("numeral", "numeral_arabic", "arabic") in nested
    [lexicon] = [named for named in found.names if named.inside == ("classifier",)]
    assert (lexicon.file, lexicon.typed.endswith(" words")) == ("lexicon/classifier.tsv", True)


def test_a_rule_is_shown_with_its_names_groups_and_examples(pack):
    page = run("show", "count.boxes", "--patterns", pack).stdout
    for part in (
        "Boxes by the dozen. Nothing else.",
        "groups    number unit",
        "needs     打",
        "(?P<number>{numeral})打(?P<unit>{box}|{classifier})",
        f"{pack}/boxes.toml:4 ",
        "yes  卖出<三打箱>  value = 3，unit = 箱",
        "no   打了三箱      打 is a verb",
    ):
        assert part in page
    expanded = run("show", "count.boxes", "--expanded", "--patterns", pack).stdout
    assert f"{pack}/boxes.toml:4:10" in expanded


def test_json_has_all_of_a_rule(pack):
    rule = json.loads(run("show", "count.boxes", "--format", "json", "--patterns", pack).stdout)
    assert rule["regex"] == "".join(piece["text"] for piece in rule["pieces"])
    assert (rule["groups"], rule["needs"], rule["at"]) == (["number", "unit"], ["打"], "numeral")
    assert [example["says"] for example in rule["examples"]] == ["value = 3，unit = 箱", "打 is a verb"]
    frame = json.loads(run("show", "change.moved", "--format", "json").stdout)
    assert (frame["kind"], "verb" in frame["groups"]) == ("frame", True)
