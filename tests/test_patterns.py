"""The rules and lexicons that come with the package keep their promises."""

from pathlib import Path

import pytest

from extractor.check import check_rules
from extractor.paths import patterns_folder
from extractor.rules import load_rules
from extractor.rules.lexicon import in_order

LEXICONS = sorted((patterns_folder() / "lexicon").glob("*.tsv"))


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def test_every_rule_finds_what_its_examples_say_and_no_more(rules):
    problems = check_rules(rules)
    assert not problems, "\n".join(str(problem) for problem in problems)


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.name)
def test_a_lexicon_is_sorted(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text == in_order(text), f"mend the order of {path} with: zhstat rules lint --fix"


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.name)
def test_a_lexicon_says_what_it_is_and_where_it_comes_from(path: Path):
    first, second = path.read_text(encoding="utf-8").split("\n")[:2]
    assert first.startswith("# "), f"{path.name} has no head"
    assert second.startswith("# "), f"the head of {path.name} does not name its source"


def test_the_rule_in_the_readme_works(tmp_path):
    readme = (patterns_folder() / "README.md").read_text(encoding="utf-8")
    rule = readme.split("```toml\n")[1].split("```")[0]
    (tmp_path / "measure.toml").write_text(rule, encoding="utf-8")
    problems = check_rules(load_rules(tmp_path, cache=None))
    assert [problem for problem in problems if problem.file == f"{tmp_path}/measure.toml"] == []
