"""`zhstat rules docs`: what the rules find, for those who read facts."""

from click.testing import CliRunner

from extractor.authoring.docs import docs, opening
from extractor.cli import group
from extractor.rules import load_rules
from extractor.rules.load import rule_files

RULES = """#:schema ./rules.schema.json
# Boxes: what counts in them.
# Two lines.
#
# More of it.

# Not of the opening.
[[rule]]
id = "count.box"
gives = "count"
doc = "Boxes | crates. {numeral} is *any* number."
regex = '''(?P<number>[0-9]+)箱'''
[rule.yes]
"运来<3箱>，卖掉<2箱>" = [{ value = 3 }, { value = 2, unit = "" }]
[rule.no]
"3_箱子|4" = "a box"
"""


def pack(folder):
    (folder / "lexicon").mkdir()
    (folder / "boxes.toml").write_text(RULES, "utf-8")
    (folder / "lexicon/box.tsv").write_text("# Units.\n# Source: ours.\nword\tof\n箱\tbox\n", "utf-8")
    return folder


def test_the_opening_ends_with_the_first_line_that_is_no_comment():
    assert opening(RULES) == ["Boxes: what counts in them. Two lines.", "More of it."]
    assert opening("[pattern]\n# Not this.\n") == []


def test_files_rules_examples_and_lexicons_are_told(tmp_path):
    folder = pack(tmp_path)
    text = docs(load_rules(folder, builtin=False, cache=None, fast=False), rule_files(folder, builtin=False))
    name = str(folder).replace("_", "\\_")
    assert text == "\n".join(
        [
            "# The rules",
            "",
            f"## {name}/boxes.toml",
            "",
            "Boxes: what counts in them. Two lines.",
            "",
            "More of it.",
            "",
            "### count.box",
            "",
            r"Boxes \| crates. \{numeral\} is \*any\* number. *count*",
            "",
            "| | | |",
            "|---|---|---|",
            "| yes | 运来**3箱**，卖掉**2箱** | value = 3；value = 2，unit = null |",
            r"| no | 3\_箱子\|4 | a box |",
            "",
            "## Lexicons",
            "",
            f"### {name}/lexicon/box.tsv",
            "",
            "Units. Source: ours.",
            "",
            "1 rows: word, of.",
            "",
        ]
    )


def test_every_rule_of_the_package_is_documented(tmp_path):
    target = tmp_path / "rules.md"
    done = CliRunner().invoke(group, ["rules", "docs", "-o", str(target)])
    assert done.exit_code == 0, done.output
    heads = {
        line.replace("\\", "") for line in target.read_text("utf-8").splitlines() if line.startswith("#")
    }
    rules = load_rules(fast=False)
    assert {f"### {rule.id}" for rule in (*rules.rules, *rules.frames)} <= heads
    assert "## patterns/stop.toml" in heads
    assert "### patterns/lexicon/classifier.tsv" in heads
