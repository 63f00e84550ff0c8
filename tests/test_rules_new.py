"""`zhstat rules new`: a rule begun from a sentence with the mention marked."""

import shutil
import tomllib

import pytest
from click.testing import CliRunner

from extractor.authoring.draft import begun, default_id, marked
from extractor.authoring.schema import FIRST_LINE, SCHEMA_FILE
from extractor.cli import group
from extractor.errors import ZhstatError
from extractor.paths import patterns_folder
from extractor.rules import load_rules
from extractor.rules.lint import lint
from extractor.rules.load import builtin_lexicons, rule_files

N = "(?P<number>{numeral})"

BARE = """
[[rule]]
id = "number.bare"
gives = "number"
doc = "A number."
regex = "(?P<number>{numeral})"
yes = { "有<3>" = { value = 3 } }
no = { "没有" = "none" }
"""


@pytest.fixture(scope="module")
def rules():
    return load_rules(fast=False)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """What a rule needs of those of the package, which is soon read."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "lexicon").mkdir()
    for name in ("words.toml", "lexicon/classifier.tsv", "lexicon/unit.tsv", "lexicon/currency.tsv"):
        shutil.copy(patterns_folder() / name, folder / name)
    return folder


def new(*arguments, answers=None):
    return CliRunner().invoke(group, ["rules", "new", *map(str, arguments)], input=answers)


@pytest.mark.parametrize(
    ("kind", "sentence", "pattern"),
    [
        ("count", "出动<两辆>车", N + "(?P<unit>{classifier})"),
        ("count", "运走<三打箱>子", N + "(?P<unit>打箱)"),
        ("count", "每组<4至6名>", "(?P<low>{numeral}){range_dash}(?P<high>{numeral})(?P<unit>{classifier})"),
        ("count", "来了<约30余名>工人", N + "(?P<unit>{classifier})"),
        ("count", "共<5人以上>到场", N + "(?P<unit>{classifier})"),
        ("measure", "用了<15个工作日>", N + "(?P<unit>{unit})"),
        ("measure", "跑了<3圈半>", N + "(?P<unit>圈半)"),
        ("money", "花了<3万比索>", N + "(?P<unit>{currency})"),
        ("percent", "涨了<2.5个点>", N + "(?P<unit>个点)"),
        ("rank", "坐上<全省第三把交椅>", "全省第" + N + "把交椅"),
        (
            "number",
            "编号<No.12(3)>",
            r"No\." + N + "（(?:{numeral})）",
        ),  # rules see marks as Chinese writes them
        ("date", "于<2018年1月23日>开", "(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"),
        ("date", "从<3月至5月>", "(?P<month>[0-9]{1,2})月至(?P<to_month>[0-9]{1,2})月"),
        ("period", "<自打开春以来>共", "自打开春以来"),
        ("bound", "来了<差不离>3万人", "差不离"),
        ("stop", "搞<一下三民>活动", "一下三民"),
        ("count", "出動<兩輛>車", N + "(?P<unit>{classifier})"),  # rules see Simplified characters
    ],
)
def test_a_mention_is_generalised(rules, kind, sentence, pattern):
    assert begun(kind, marked(sentence), rules).regex == pattern


@pytest.mark.parametrize(
    ("sentence", "side"), [("来了<差不离>3万人", "before"), ("来了3万人<挂零>。", "after")]
)
def test_a_bound_stands_on_one_side_of_its_number(rules, sentence, side):
    assert begun("bound", marked(sentence), rules).side == side


@pytest.mark.parametrize(
    ("kind", "sentence", "message"),
    [
        ("count", "来了3人", "must mark one mention"),
        ("count", "<来了3人", "must mark one mention"),
        ("count", "<3人>和<4人>", "must mark one mention"),
        ("count", "<>", "must mark one mention"),
        ("count", "来了<许多人>", "there is no number in 许多人"),
        ("bound", "<差不离>来了", "does not stand beside a number"),
    ],
)
def test_a_sentence_that_says_nothing_is_refused(rules, kind, sentence, message):
    with pytest.raises(ZhstatError, match=message):
        begun(kind, marked(sentence), rules)


@pytest.mark.parametrize(
    ("kind", "sentence", "name"),
    [("count", "<三打箱>", "count.打箱"), ("count", "<3辆>", "count.new"), ("stop", "<一下>", "stop.一下")],
)
def test_a_rule_is_named_after_its_words(rules, kind, sentence, name):
    assert default_id(begun(kind, marked(sentence), rules)) == name


def test_the_rule_that_is_written_lacks_only_its_counter_example(tmp_path):
    folder = tmp_path / "mine"
    for kind, sentence, name in (
        ("rank", "坐上<全省第三把交椅>", "rank.chair"),
        ("stop", '搞"<一下三民>"活动', "stop.campaign"),
        ("bound", "来了<差不离>3万人", "bound.roughly"),
        ("date", "于<2018年1月23日>开", "date.plain"),
    ):
        done = new(kind, "--sentence", sentence, "--id", name, "--into", folder)
        assert done.exit_code == 0, done.output
    problems = lint(rule_files(folder), builtin_lexicons())
    assert {problem.message.partition(" is still")[0] for problem in problems} == {
        f"the counter-example of {name}"
        for name in (
            "rank.chair",
            "stop.campaign",
            "bound.roughly",
            "date.plain",
        )
    }
    # Its example says what it reads, and it wins what is marked from its neighbours.
    tried = CliRunner().invoke(
        group, ["rules", "test", "--patterns", str(folder), *map(str, folder.glob("*.toml"))]
    )
    assert tried.stdout.endswith("4 rules, 8 examples: all as wanted\n")


def test_a_file_opens_with_its_schema_and_what_it_is_for(few, tmp_path):
    done = new(
        "measure",
        "--only-patterns",
        few,
        "--sentence",
        "用了<3个工作日>",
        "--id",
        "measure.workday",
        "--into",
        tmp_path,
    )
    text = (tmp_path / "measure.toml").read_text("utf-8")
    assert text.startswith(f"{FIRST_LINE}\n# ")
    assert (tmp_path / SCHEMA_FILE).is_file()
    [rule] = tomllib.loads(text)["rule"]
    assert rule["yes"] == {"用了<3个工作日>": {"value": 3, "unit": "工作日", "qualifier": "exact"}}
    assert f"{tmp_path}/measure.toml:4" in done.stdout
    assert f"zhstat rules test measure.workday --patterns {tmp_path}" in done.stdout


def test_what_is_in_a_file_stays(few, tmp_path):
    path = tmp_path / "count.toml"
    path.write_text("# My own.\n[pattern]\nbox = '''箱'''", "utf-8")
    sentence = ("--sentence", "买了<三打箱>", "--id", "count.boxes")
    assert new("count", "--only-patterns", few, *sentence, "--into", tmp_path).exit_code == 0
    text = path.read_text("utf-8")
    assert text.startswith("# My own.\n[pattern]\nbox = '''箱'''\n\n[[rule]]\n")


def test_a_name_that_is_taken_is_refused(few, tmp_path):
    first = ("--sentence", "买了<三打箱>", "--id", "count.mine", "--into", tmp_path)
    assert new("count", "--only-patterns", few, *first).exit_code == 0
    before = (tmp_path / "count.toml").read_bytes()
    done = new("count", "--only-patterns", few, *first)
    assert done.exit_code == 2
    assert "count.mine is already at " in done.stderr
    assert (tmp_path / "count.toml").read_bytes() == before


def test_a_name_of_the_package_is_refused_too(tmp_path):
    done = new("count", "--sentence", "买了<三打箱>", "--id", "count.big", "--into", tmp_path)
    assert "count.big is already at patterns/count.toml:" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_given_is_asked_for(few, tmp_path):
    (few / "count.toml").write_text(BARE, "utf-8")
    done = new(
        "bound",
        "--only-patterns",
        few,
        "--into",
        tmp_path,
        answers="来了<差不离>3万人\nbound.roughly\nover\n",
    )
    assert done.exit_code == 0
    [rule] = tomllib.loads((tmp_path / "bounds.toml").read_text("utf-8"))["rule"]
    assert (rule["id"], rule["side"], rule["set"]) == ("bound.roughly", "before", {"qualifier": "over"})


def test_the_folder_is_patterns_if_it_is_there(few, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "name one with --into" in new("count", "--sentence", "买了<三打箱>").stderr
    (tmp_path / "patterns").mkdir()
    assert new("count", "--only-patterns", few, "--sentence", "买了<三打箱>").exit_code == 0
    assert (tmp_path / "patterns/count.toml").is_file()


def test_a_broken_file_is_told_before_anything_is_written(tmp_path):
    (tmp_path / "count.toml").write_text("[[rule]\n", "utf-8")
    done = new("count", "--sentence", "买了<三打箱>", "--into", tmp_path)
    assert done.exit_code == 2
    assert f"{tmp_path}/count.toml:1" in done.stderr
    assert (tmp_path / "count.toml").read_text("utf-8") == "[[rule]\n"
