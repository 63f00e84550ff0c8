"""What `zhstat rules lint` finds wrong with rule files, and what it lets be."""

import json

import pytest
import regex
from click.testing import CliRunner

from extractor.cli import group
from extractor.errors import WIDEST, Problem, cells
from extractor.rules.lint import lint, stray_files
from extractor.rules.lint.pump import blows_up
from extractor.rules.lint.width import can_be_empty
from extractor.rules.load import builtin_lexicons, rule_files

YES = '[rule.yes]\n"来了<3人>" = { value = 3 }\n'
NO = '[rule.no]\n"没有人" = "there is no number"\n'


def rule(pattern, *, more="", yes=YES, no=NO, name="count.thing", gives="count"):
    return (
        f'[[rule]]\nid = "{name}"\ngives = "{gives}"\ndoc = "It counts."\n'
        f"regex = '''{pattern}'''\n{more}\n{yes}{no}"
    )


def linted(folder, lexicons=(), **files):
    """Write rule files (``item_tsv`` is a lexicon) and give what is wrong with them."""
    (folder / "lexicon").mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / f"lexicon/{name[:-4]}.tsv" if name.endswith("_tsv") else folder / f"{name}.toml"
        path.write_text(text, "utf-8")
    return lint(rule_files(folder, builtin=False), lexicons)


def marked(problem: Problem) -> str:
    start = problem.column - 1
    return problem.source[start : start + problem.length]


def test_the_rules_of_the_package_have_no_problems():
    problems = lint(rule_files(), builtin_lexicons())
    assert not problems, "\n".join(map(str, problems))


def test_a_good_rule_has_no_problems(tmp_path):
    assert linted(tmp_path, count=rule(r"(?P<number>\d+)(?P<unit>人)")) == ()


@pytest.mark.parametrize(
    ("pattern", "dead"),
    [
        (r"(?P<number>\d+)(?:千万|千|千)人", ["千"]),
        (r"(?P<number>\d+)(?:千|千万)", ["千万"]),
        (r"(?P<number>\d+)(?:千|千万)人", []),  # behind 千 comes 万, so the engine comes back
        (r"(?P<number>\d+)(?:千|千万)++人", ["千万"]),  # and here it may not
        (r"(?P<number>\d+)(?>千|千万)人", ["千万"]),
        (r"(?P<number>\d+)(?:千|千万){2}", []),
        (r"(?P<number>\d+)(?:[百千]|千)人", ["千"]),
        (r"(?P<number>\d+)(?:一|二|[一二])人", ["[一二]"]),
        (r"(?P<number>\d+)(?:一|[一二])人", []),
        (r"(?P<number>\d+)(?:\p{Han}|人)", ["人"]),
        (r"(?P<number>\d+)(?:人(?=们)|人)", []),
        (r"(?P<number>\d+)(?:人|人(?=们))", ["人(?=们)"]),
        (r"(?P<number>\d+)(?:人次?|人)", ["人"]),
        (r"(?P<number>\d+)(?:件|人次|人次?)", []),
        (r"(?P<number>\d+)(?=人|人们)", ["人们"]),
        (r"(?P<number>\d+)(?!人|人们)", ["人们"]),
        (r"(?<=近|接近)(?P<number>\d+)人", ["接近"]),
        (r"(?<=近日|近)(?P<number>\d+)人", []),
        (r"(?P<number>\d+)(?:|人)", ["人"]),
        (r"(?P<number>\d+)(?:人|人)(?P<low>\d+)", ["人"]),
        (r"(?P<number>\d+)人|(?P<number>\d+)件", []),
    ],
)
def test_an_alternative_that_is_never_reached_is_told(tmp_path, pattern, dead):
    found = linted(tmp_path, count=rule(pattern))
    assert [marked(problem) for problem in found] == dead
    assert all("never reached" in problem.message for problem in found)


def test_an_alternative_of_a_sub_pattern_is_dead_only_if_it_is_so_wherever_it_is_used(tmp_path):
    words = "[pattern]\nscale = '''千|千万'''\n"
    last = rule(r"(?P<number>\d+){scale}")
    before = rule(r"(?P<number>\d+){scale}人", name="count.other")
    [problem] = linted(tmp_path, words=words, count=last)
    assert (problem.file.rsplit("/", 1)[1], problem.line, marked(problem)) == ("words.toml", 2, "千万")
    assert problem.hint == "take it out, or put the longer one first"
    assert linted(tmp_path, words=words, count=last + before) == ()


def test_of_bounds_the_longest_wins_so_that_their_order_says_nothing(tmp_path):
    more = 'side = "before"\nset = { qualifier = "over" }\n'
    bound = {"gives": "bound", "name": "bound.over", "more": more}
    assert linted(tmp_path, bounds=rule("超|超过", **bound)) == ()
    assert [marked(p) for p in linted(tmp_path, bounds=rule("超|超过|超", **bound))] == ["超"]


def test_a_lexicon_is_no_alternation_of_the_author(tmp_path):
    found = linted(tmp_path, item_tsv="word\n人\n人次\n", count=rule(r"(?P<number>\d+)(?P<unit>{item}|人)"))
    assert [(marked(problem), problem.message) for problem in found] == [
        ("人", "this alternative is never reached: {item} before it matches first")
    ]


def test_names_that_nothing_uses_are_told(tmp_path):
    words = "[pattern]\nnumeral = '''\\d+'''\nused = '''人'''\nunused = '''{used}'''\n"
    count = "[pattern]\nlocal = '''件'''\n" + rule(r"(?P<number>\d+){used}")
    found = linted(tmp_path, words=words, count=count)
    # numeral is what the engine itself asks for.
    assert [(p.message, marked(p)) for p in found] == [
        ("no rule uses {local}", "local"),
        ("no rule uses {unused}", "unused"),
    ]


def test_a_lexicon_that_nothing_asks_for_is_a_slip_in_its_name(tmp_path):
    text = "word\n人\n"
    [problem] = linted(
        tmp_path, lexicons=["classifier"], clasifier_tsv=text, count=rule(r"(?P<number>\d+)人")
    )
    assert problem.message == "nothing asks for a lexicon called clasifier"
    assert problem.hint == "did you mean classifier?"


def test_a_frame_that_nothing_asks_for_is_told(tmp_path):
    frame = (
        "[[frame]]\nid = \"change.movd\"\ndoc = \"It.\"\nregex = '''增长$'''\n"
        '[frame.yes]\n"增长" = {}\n[frame.no]\n"下降" = "no"\n'
    )
    (tmp_path / "frames.toml").write_text(frame, "utf-8")
    [frames] = [file for file in rule_files() if file.name == "patterns/frames.toml"]
    lists = [file for file in rule_files() if "change_verb" in file.name]
    own = rule_files(tmp_path, builtin=False)
    [problem] = lint([frames, *lists, *own], builtin_lexicons())
    assert (problem.message, problem.hint) == (
        "nothing asks for a frame called change.movd",
        "did you mean change.moved?",
    )


@pytest.mark.parametrize(
    ("pattern", "empty"),
    [
        ("a?", True),
        ("(?:a|b*)", True),
        ("(?<=a)", True),
        ("^$", True),
        ("a+", False),
        ("(?:ab?){1,2}", False),
    ],
)
def test_what_can_match_without_a_character_is_known_without_trying(pattern, empty):
    assert can_be_empty(pattern) is empty


def test_a_rule_that_may_match_nothing_somewhere_is_told(tmp_path):
    # Neither the empty text nor the examples show it: the loader cannot know.
    found = linted(tmp_path, count=rule(r"(?P<number>\d+)人|(?<=共计)(?P<unit>件?)"))
    assert [p.message for p in found] == ["this can match without a single character"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\d+,?)+人",
        r"(?:a|a)+b",
        r"(?:每\p{Han}{1,3}?(?:每\p{Han}{1,2})?|的)*增$",
        r"(?:\p{Han}+、?)+元",
    ],
)
def test_a_pattern_that_blows_up_is_found(pattern):
    assert blows_up(regex.compile(pattern)) is not None


@pytest.mark.parametrize(
    "pattern",
    [r"(?:\d++,?)++人", r"\d+人", r"[^，。]{0,14}人", r"(?:千|百)+[^，]*元", r"\b人+\b"],
)
def test_a_pattern_that_ends_is_let_be(pattern):
    assert blows_up(regex.compile(pattern)) is None


def test_a_rule_that_blows_up_is_told_at_its_regex(tmp_path):
    [problem] = linted(tmp_path, count=rule(r"(?P<number>(?:\d+,?)+)(?P<unit>人)"))
    assert problem.message.startswith("this takes over 0.4 s on a text of ")
    assert problem.line == 5
    assert "++" in problem.hint


LISTS = [
    ("word\n人\n个\n", ["个 belongs before 人: rows are sorted by code point"], [3]),
    ("word\tof\n个\ta\n人\tb\n人\tc\n", ["人 has a row already, in line 3, and the first one counts"], [4]),
    ("word\tof\n个\ta\n人\tb\n", [], []),
]


@pytest.mark.parametrize(("text", "messages", "lines"), LISTS)
def test_lexicons_are_in_order_and_have_a_word_once(tmp_path, text, messages, lines):
    found = linted(tmp_path, item_tsv=text, count=rule(r"(?P<number>\d+)(?P<unit>{item})"))
    assert [p.message for p in found] == messages
    assert [p.line for p in found] == lines


def test_fix_sorts_lexicons(tmp_path):
    linted(tmp_path, item_tsv="# Head.\nword\n人\n个\n", count=rule(r"(?P<number>\d+)(?P<unit>{item})"))
    done = CliRunner().invoke(group, ["rules", "lint", "--fix", "--only-patterns", str(tmp_path)])
    assert (tmp_path / "lexicon/item.tsv").read_text("utf-8") == "# Head.\nword\n个\n人\n"
    assert "item.tsv is sorted now" in done.stdout
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("yes", "message", "hint"),
    [
        ('"来了<3人>" = { vlaue = 3 }', "an example of count.thing has no vlaue", "did you mean value?"),
        ('"来了<3人>" = { nubmer = 3 }', "an example of count.thing has no nubmer", "did you mean number?"),
        (
            '"<3人>和<4人>" = [{ value = 3 }, { q = 4 }]',
            "an example of count.thing has no q",
            "keys are ahead",
        ),
    ],
)
def test_a_key_that_nobody_compares_is_told(tmp_path, yes, message, hint):
    text = rule(r"(?P<number>\d+)(?P<unit>人)", yes=f"[rule.yes]\n{yes}\n")
    [problem] = linted(tmp_path, count=text)
    assert problem.message == message
    assert problem.hint.startswith(hint)


def test_a_counter_example_that_is_still_to_be_written_is_told(tmp_path):
    text = rule(r"(?P<number>\d+)(?P<unit>人)", no='[rule.no]\n"TODO" = "TODO"\n')
    [problem] = linted(tmp_path, count=text)
    assert problem.message == "the counter-example of count.thing is still to be written"


def test_all_problems_come_together_those_of_the_loader_too(tmp_path):
    count = rule(r"(?P<number>{nunber})人", name="count.a") + rule(
        r"(?P<number>\d+)(?:人|人)", name="count.b"
    )
    found = linted(tmp_path, item_tsv="word\n人\n个\n", words="[pattern]\nx = '''人'''\n", count=count)
    assert [p.message.partition(":")[0] for p in found] == [
        "nothing is named {nunber}",
        "this alternative is never reached",
        "no rule uses {x}",
        "nothing asks for a lexicon called item",
        "个 belongs before 人",
    ]


def test_the_command_shows_each_problem_and_counts_them(tmp_path):
    (tmp_path / "count.toml").write_text(rule(r"(?P<number>\d+)(?:人|人)"), "utf-8")
    done = CliRunner().invoke(group, ["rules", "lint", "--only-patterns", str(tmp_path)])
    assert done.exit_code == 1
    assert f"{tmp_path}/count.toml:5:32: this alternative is never reached" in done.stderr
    assert done.stdout == "1 files, 1 problem\n"
    done = CliRunner().invoke(group, ["rules", "lint", "--only-patterns", str(tmp_path), "-f", "json"])
    [problem] = json.loads(done.stdout)
    assert (problem["line"], problem["column"], problem["hint"]) == (5, 32, "take it out")


@pytest.mark.parametrize("start", [0, 60, 199])
def test_a_long_line_is_shown_around_what_is_wrong_in_it(start):
    line = "".join(chr(0x4E00 + number) for number in range(200))
    shown, carets = str(Problem("wrong", "a", 1, start + 1, 1, line)).split("\n")[1:]
    assert cells(shown) <= WIDEST + 4
    column = cells(carets) - 1
    assert next(i for i in range(len(shown)) if cells(shown[:i]) == column - 1) == shown.index(line[start])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("classifier.tsv", "nothing reads this file here"),
        ("lexicon/count.toml", "nothing reads this file here"),
        ("rules/count.toml", "nothing reads this file here"),
        ("count.txt", "there are no rules and no lexicons in this folder"),
    ],
)
def test_a_file_that_lies_where_nothing_reads_it_is_told(tmp_path, name, message):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("", "utf-8")
    found = list(stray_files([tmp_path]))
    assert message in {problem.message for problem in found}
    assert {problem.hint for problem in found} == {
        "rule files are *.toml in the folder itself, lexicons *.tsv in its folder lexicon/"
    }


def test_files_that_lie_where_they_are_read_are_no_strays(tmp_path):
    linted(tmp_path, item_tsv="word\n", count=rule(r"(?P<number>\d+)人"))
    (tmp_path / "README.md").write_text("Mine.", "utf-8")
    assert list(stray_files([tmp_path])) == []


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('doc = "It counts."', "doc = It counts.", "a text stands in straight quotes"),
        ('doc = "It counts."', "doc = “It counts.”", "a text stands in straight quotes"),
        ('doc = "It counts."', 'doc = "It counts.', "end with the quotes that it begins with?"),
        ('doc = "It counts."', 'doc = "It \\p counts."', "write a regex in '''"),
        ('doc = "It counts."', 'doc = "a"\ndoc = "b"', "this stands here twice"),
        ('doc = "It counts."', "doc: it", "a line is a key, an equals sign and a value"),
        ("来了<3人>", "来了3人", "put what is to be found between < and >"),
        ("来了<3人>", "来了＜3人＞", "the marks are < and >, not ＜ and ＞"),
        ("来了<3人>", "来了<3人>和<4人>", "several marks take a list"),
    ],
)
def test_a_slip_is_told_with_what_to_do(tmp_path, old, new, hint):
    text = rule(r"(?P<number>\d+)人")
    assert old in text
    [problem] = linted(tmp_path, count=text.replace(old, new))
    assert hint in problem.hint


def test_a_key_that_is_set_and_never_read_is_told(tmp_path):
    [problem] = linted(tmp_path, count=rule(r"(?P<number>\d+)人", more='set = { unti = "人" }'))
    assert (problem.message, problem.hint) == ("nothing reads a unti that is set", "did you mean unit?")


def test_all_that_is_wrong_in_one_regex_is_told(tmp_path):
    found = linted(tmp_path, count=rule(r"(?P<nomber>{digts})人"))
    assert [p.message for p in found] == ["a count takes no group nomber", "nothing is named {digts}"]
