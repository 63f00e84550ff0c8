"""The JSON Schema of rule files says what the loader says."""

import json
import tomllib

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from extractor.authoring.schema import FIRST_LINE, SCHEMA_FILE, schema
from extractor.cli import group
from extractor.errors import RuleError
from extractor.paths import patterns_folder
from extractor.rules import load_rules

FILES = sorted(patterns_folder().glob("*.toml"))

GOOD = """
[pattern]
many = '''\\d+'''

[[rule]]
id = "count.人"
gives = "count"
doc = "People."
regex = '''(?P<number>{many})人'''
priority = 1
needs = ["人"]
at = "numeral"
set = { unit = "人" }
[rule.yes]
"来了<3人>" = { value = 3, qualifier = "exact" }
"<3人>和<4人>" = [{ value = 3 }, { value = 4.0, number = "4" }]
[rule.no]
"没有人" = "no number"

[[rule]]
id = "bound.over"
gives = "bound"
doc = "More."
regex = "超"
side = "before"
set = { qualifier = "over" }
yes = { "来了<超>3人" = {} }
no = { "来了3人" = "no word" }
"""


def errors(text):
    return [error.message for error in Draft202012Validator(schema()).iter_errors(tomllib.loads(text))]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())


def test_the_file_beside_the_rules_is_what_the_command_prints():
    printed = CliRunner().invoke(group, ["rules", "schema"]).stdout
    held = (patterns_folder() / SCHEMA_FILE).read_text("utf-8")
    assert held == printed, "make it anew with: zhstat rules schema > patterns/rules.schema.json"
    assert json.loads(held) == schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rule_file_names_the_schema_says_what_it_is_for_and_fits(path):
    text = path.read_text("utf-8")
    first, second = text.split("\n")[:2]
    assert first == FIRST_LINE
    assert second.startswith("# "), "the second line says what the file is for"
    assert errors(text) == []


def test_what_fits_the_schema_loads(tmp_path):
    assert errors(GOOD) == []
    (tmp_path / "a.toml").write_text(GOOD, "utf-8")
    assert len(load_rules(tmp_path, builtin=False, cache=None, fast=False).rules) == 2


def test_a_rule_that_is_taken_out_has_only_its_id():
    assert errors('[[rule]]\nid = "count.big"\ndisable = true\n') == []
    assert errors('[[rule]]\nid = "count.big"\ndisable = true\ndoc = "x"\n')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('gives = "count"', 'gives = "cuont"'),
        ('gives = "count"', ""),
        ('id = "count.人"', ""),
        ('id = "count.人"', 'id = "count 人"'),
        ('doc = "People."', ""),
        ('doc = "People."', 'doc = " "'),
        ("priority = 1", "priority = 1.5"),
        ("priority = 1", "prio = 1"),
        ("priority = 1", 'side = "before"'),
        ('needs = ["人"]', 'needs = "人"'),
        ('at = "numeral"', 'at = "number"'),
        ('{ unit = "人" }', '{ qualifier = "overly" }'),
        ('{ unit = "人" }', "{ unit = [] }"),
        ("{ value = 3, qualifier", '3\n"四<4人>" = { qualifier'),
        ('"no number"', "3"),
        ("[rule.no]", "[rule.nope]"),
        ("[pattern]", "[patterns]"),
        ("= '''\\d+'''", "= 3"),
        ('side = "before"', ""),
        ('set = { qualifier = "over" }', ""),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(tmp_path, old, new):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    assert errors(text)
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(RuleError):
        load_rules(tmp_path, builtin=False, cache=None, fast=False)
