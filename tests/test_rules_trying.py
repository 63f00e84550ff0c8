"""`zhstat rules test`: what was wanted beside what was found, again at each save."""

import threading
import time
from itertools import islice

import pytest
from click.testing import CliRunner

from extractor.authoring.watch import saves
from extractor.check import try_examples
from extractor.cli import group
from extractor.cli.rules.trying import _watch
from extractor.paths import patterns_folder
from extractor.rules import load_rules

PACK = """
[[rule]]
id = "measure.workday"
gives = "measure"
doc = "A time in working days."
at = "numeral"
regex = '''(?P<number>{numeral})个?(?P<unit>工作日)'''

[rule.yes]
"审批用了<15个工作日>，" = { value = 15, unit = "工作日" }

[rule.no]
"首个工作日到窗口的人" = "it says which day, not how many"
"""


def run(*arguments):
    return CliRunner().invoke(group, ["rules", "test", *map(str, arguments)])


@pytest.fixture
def pack(tmp_path):
    """A folder of rules that is whole in itself, and therefore small."""
    (tmp_path / "days.toml").write_text(PACK, "utf-8")
    words = (patterns_folder() / "words.toml").read_text("utf-8")
    (tmp_path / "words.toml").write_text(words, "utf-8")
    return tmp_path


def change(pack, old, new):
    text = (pack / "days.toml").read_text("utf-8")
    assert old in text
    (pack / "days.toml").write_text(text.replace(old, new), "utf-8")


def test_a_rule_that_is_named_shows_its_examples_right_or_wrong(pack):
    done = run("measure.workday", "--only-patterns", pack)
    assert done.exit_code == 0
    assert done.stdout == (
        f"✓ measure.workday  {pack}/days.toml:10  alone and with all rules\n"
        "    审批用了15个工作日，\n"
        "            ^^^^^^^^^^\n"
        "           wanted  found\n"
        "    value  15      15\n"
        "    unit   工作日  工作日\n"
        f"✓ measure.workday  {pack}/days.toml:13  alone\n"
        "    首个工作日到窗口的人\n"
        "    nothing is found: it says which day, not how many\n"
        "1 rules, 2 examples: all as wanted\n"
    )


def test_what_differs_is_marked_side_by_side(pack):
    change(pack, "value = 15", "value = 16")
    done = run("--only-patterns", pack, "days.toml")
    assert done.exit_code == 1
    assert "    value  16      15      ✗\n    unit   工作日  工作日\n" in done.stdout
    assert done.stdout.endswith("1 rules, 2 examples: 1 not as wanted\n")


def test_what_is_found_elsewhere_is_shown(pack):
    change(pack, "<15个工作日>", "<15个工作>日")
    done = run("--only-patterns", pack, pack / "days.toml")
    assert "    is not found\n    found: 15个工作日 (measure by measure.workday)\n" in done.stdout


def test_alone_and_together_are_told_apart_where_they_differ(pack):
    thief = PACK.replace("measure.workday", "measure.thief").replace("regex", "priority = 9\nregex")
    thief = thief.replace("(?P<unit>工作日)", "(?P<unit>工作)").replace("工作日>，", "工作>日，")
    thief = thief.replace('unit = "工作日"', 'unit = "工作"')
    (pack / "thief.toml").write_text(thief, "utf-8")
    done = run("--only-patterns", pack, "days")
    assert "measure.workday" in done.stdout
    assert "with all rules\n" in done.stdout
    assert "✗" in done.stdout
    assert "  alone\n" not in done.stdout  # alone it is right, and what is right is not shown


def test_a_counter_example_that_is_found_is_marked(pack):
    change(pack, '"首个', '"用了8个')
    done = run("--only-patterns", pack, "measure.workday")
    assert (
        "    用了8个工作日到窗口的人\n        ^^^^^^^^^\n    finds 8个工作日, though: it says" in done.stdout
    )


def test_a_frame_shows_its_groups(pack):
    done = run("change.higher")
    assert "    增速比ⓣ高\n        ^^^^^\n" in done.stdout
    assert "    reference  ⓣ       ⓣ\n" in done.stdout


def test_quiet_and_verbose_are_heeded(pack):
    assert run("--only-patterns", pack, "days", "-q").stdout == ""
    assert "nothing is found: it says which day" in run("--only-patterns", pack, "days", "-v").stdout


@pytest.mark.parametrize(
    ("name", "hint"), [("measure.workdya", "measure.workday"), ("dayz.toml", "days.toml")]
)
def test_a_wrong_name_is_told_with_what_was_meant(pack, name, hint):
    done = run("--only-patterns", pack, name)
    assert done.exit_code == 2
    assert f"did you mean {hint}?" in done.stderr


def test_only_the_rules_that_are_wanted_are_tried():
    outcomes = list(
        try_examples(load_rules(fast=False), lambda rule: rule.id in ("count.big", "change.ratio"))
    )
    assert [(outcome.rule.id, outcome.together) for outcome in outcomes] == [
        ("count.big", False),
        ("count.big", True),
        ("count.big", False),
        ("change.ratio", False),
        ("change.ratio", False),
    ]


def test_a_save_is_told_once_it_is_whole(tmp_path):
    folder = tmp_path
    (folder / "lexicon").mkdir()
    (folder / "a.toml").write_text("", "utf-8")
    steps = [
        lambda: None,
        lambda: (folder / "a.toml").write_text("[", "utf-8"),  # an editor writes the file in two steps
        lambda: (folder / "a.toml").write_text("[pattern]", "utf-8"),
        lambda: None,
        lambda: (folder / "note.txt").write_text("no rule file", "utf-8"),
        lambda: (folder / "lexicon/unit.tsv").write_text("word\n", "utf-8"),
        lambda: None,
        (folder / "a.toml").unlink,
        lambda: None,
    ]
    found = list(islice(saves([folder], sleep=lambda _: steps.pop(0)()), 3))
    assert [[path.name for path in changed] for changed in found] == [["a.toml"], ["unit.tsv"], ["a.toml"]]


def test_a_save_is_seen_on_a_real_clock(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text("", "utf-8")
    seen = []
    watcher = threading.Thread(target=lambda: seen.append(next(saves([tmp_path]))), daemon=True)
    watcher.start()
    time.sleep(0.1)
    path.write_text("[pattern]\n", "utf-8")
    watcher.join(timeout=10)
    assert seen == [frozenset({path})]


def test_watching_runs_the_examples_again_and_outlives_a_broken_file(pack, capsys):
    def saved():
        change(pack, "[rule.no]", "[rule.no")
        yield frozenset({pack / "days.toml"})
        change(pack, "[rule.no", "[rule.no]")
        yield frozenset({pack / "days.toml"})
        raise KeyboardInterrupt

    def once():
        rules = load_rules(pack, builtin=False, cache=None, fast=False)
        print(len(list(try_examples(rules, lambda rule: rule.id == "measure.workday"))))  # noqa: T201
        return 0

    _watch(once, saved())
    shown = capsys.readouterr()
    assert shown.out == "3\n3\n"
    assert "days.toml:12:9" in shown.err
    assert shown.err.count("waiting for a save") == 3
