"""What the loader makes of good files, and what it says about bad ones."""

from pathlib import Path

import pytest

from extractor.errors import Problem, RuleError, cells
from extractor.rules import Ruleset, load_rules

HEAD = '[[rule]]\nid = "count.thing"\ngives = "count"\ndoc = "A count."\n'
EXAMPLES = '[rule.yes]\n"来了<3人>" = { value = 3 }\n[rule.no]\n"没有人" = "there is no number"\n'
GOOD = HEAD + "regex = '''(?P<number>\\d+)(?P<unit>人)'''\n" + EXAMPLES


def folder(root: Path, **files: str) -> Path:
    """Write a folder of rules: ``words`` is words.toml, ``item_tsv`` is lexicon/item.tsv."""
    (root / "lexicon").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / f"lexicon/{name[:-4]}.tsv" if name.endswith("_tsv") else root / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
    return root


def load(*folders: Path) -> Ruleset:
    return load_rules(*folders, builtin=False, cache=None)


def problems(root: Path, **files: str) -> tuple[Problem, ...]:
    with pytest.raises(RuleError) as caught:
        load(folder(root, **files))
    return caught.value.problems


def marked(problem: Problem) -> str:
    start = (problem.column or 1) - 1
    return (problem.source or "")[start : start + problem.length]


def with_regex(regex: str, before: str = "") -> str:
    return before + HEAD + f"regex = '''{regex}'''\n" + EXAMPLES


def test_a_good_file_becomes_a_rule(tmp_path):
    rules = load(folder(tmp_path, count=GOOD))
    [rule] = rules
    assert (rule.id, rule.gives, rule.line, rule.priority, rule.at) == ("count.thing", "count", 1, 0, None)
    assert rule.file == f"{tmp_path}/count.toml"
    assert rule.pattern.search("共3人")["number"] == "3"
    [example] = rule.yes
    assert (example.text, example.marks, example.expect) == ("来了3人", ((2, 4),), ({"value": "3"},))
    assert (example.line, example.column) == (7, 1)
    assert rule.no[0].reason == "there is no number"


def test_numbers_in_toml_stay_exact(tmp_path):
    text = GOOD.replace("value = 3 }", "value = 0.10, high = 211208.9, open = true }")
    [rule] = load(folder(tmp_path, count=text))
    assert rule.yes[0].expect == ({"value": "0.10", "high": "211208.9", "open": "true"},)


def test_names_are_expanded_from_the_file_then_from_words_then_from_lexicons(tmp_path):
    rules = load(
        folder(
            tmp_path,
            words="[pattern]\ndigit = '''[0-9]'''\ndigits = '''{digit}{1,3}+'''\nother = '''x'''\n",
            count=with_regex("(?P<number>{digits}{other}?)(?P<unit>{item})", "[pattern]\nother = '''多'''\n"),
            item_tsv="# Units.\nword\tof\n人\tpeople\n人次\tvisits\n",
        )
    )
    assert rules.rules[0].pattern.search("3多人次")["unit"] == "人次"
    assert rules.patterns == {"digit": "[0-9]", "digits": "(?:[0-9]){1,3}+", "other": "x"}
    assert rules.lexicons["item"].column("of") == {"人": "people", "人次": "visits"}


def test_braces_that_are_no_name_stay(tmp_path):
    regex = r"(?P<number>\d{1,3}\p{Han}{2}[\p{Han}]?\{?)(?P<unit>人{1})"
    [rule] = load(folder(tmp_path, count=with_regex(regex)))
    assert rule.pattern.pattern == regex


BAD_REGEXES = [
    ("(?P<number>\\d+)(?P<unit>{itm})", "nothing is named {itm}", 36, "{itm}", "did you mean {item}?"),
    ("(?P<nomber>\\d+)人", "a count takes no group nomber", 16, "nomber", "did you mean number?"),
    ("(?P<number>\\d+)人[次", "count.thing: unterminated character set", 30, "'", None),
    ("人(?P<number>\\d+)**", "count.thing: multiple repeat", 29, "*", None),
    (
        "(?P<number>\\d+)[{item}]",
        "{item} inside [...] is taken letter by letter",
        28,
        "{item}",
        "put it outside",
    ),
    ("(?P<number>\\d*)", "this matches without a single character", 9, "'''(?P<number>\\d*)'''", None),
]


@pytest.mark.parametrize(("regex", "message", "column", "caret", "hint"), BAD_REGEXES)
def test_an_error_in_a_regex_points_at_what_was_typed(tmp_path, regex, message, column, caret, hint):
    [problem] = problems(tmp_path, count=with_regex(regex), item_tsv="word\n人\n")
    assert (problem.message, problem.line, problem.column) == (message, 5, column)
    assert marked(problem) == caret
    assert (problem.hint or "").startswith(hint or "")


def test_an_error_in_a_sub_pattern_is_told_once_and_where_it_was_typed(tmp_path):
    words = "[pattern]\n# 数\nscale = '''[万亿'''\n"
    regex = "(?P<number>\\d+{scale})(?P<low>{scale})"
    [problem] = problems(tmp_path, words=words, count=with_regex(regex))
    assert (problem.file, problem.line, problem.column) == (f"{tmp_path}/words.toml", 3, 15)
    assert problem.message == "scale: unterminated character set"


def test_a_sub_pattern_must_be_whole_in_itself(tmp_path):
    # Together they would compile, and mean something else than each says.
    words = "[pattern]\nfirst = '''(?:人'''\nlast = '''名)'''\n"
    found = problems(tmp_path, words=words, count=with_regex("(?P<number>\\d+){first}{last}"))
    assert [p.message for p in found] == ["first: missing )", "last: unbalanced parenthesis"]


def test_an_error_that_only_the_whole_has_points_at_the_name_that_brought_it(tmp_path):
    words = "[pattern]\ntwice = '''(?P=number)'''\n"
    [problem] = problems(tmp_path, words=words, count=with_regex("{twice}(?P<low>\\d+)"))
    assert (problem.file, problem.line, problem.column) == (f"{tmp_path}/words.toml", 2, 15)
    assert problem.message == "count.thing: unknown group"


def test_a_wrong_group_in_a_sub_pattern_is_told_once(tmp_path):
    words = "[pattern]\nitem = '''(?P<unti>人)'''\n"
    other = with_regex("(?P<number>\\d+){item}").replace("count.thing", "count.other")
    found = problems(tmp_path, words=words, count=with_regex("(?P<number>\\d+){item}"), other=other)
    assert [(p.line, marked(p)) for p in found] == [(2, "unti")]


@pytest.mark.parametrize("words", ["a = '''{a}'''", "a = '''{b}'''\nb = '''{a}'''"])
def test_a_sub_pattern_made_of_itself_is_refused(tmp_path, words):
    found = problems(tmp_path, words=f"[pattern]\n{words}\n")
    assert [p.message for p in found] == ["{a} is made of itself"]


def test_the_caret_counts_escapes_and_line_ends(tmp_path):
    text = with_regex("").replace(
        "regex = ''''''", 'regex = """\\\n  \\u4EBA(?P<number>\\\\d+)(?P<untit>人)"""'
    )
    [problem] = problems(tmp_path, count=text)
    assert (problem.line, marked(problem)) == (6, "untit")


def test_carets_stand_under_wide_characters(tmp_path):
    [problem] = problems(tmp_path, count=with_regex("人次{名}"))
    _, line, carets, *_ = str(problem).split("\n")
    assert cells(line[: line.index("{")]) == carets.index("^")
    assert carets.strip() == "^^^^"


BAD_TABLES = [
    ('gives = "count"', 'gives = "cuont"', 3, '"cuont"', "gives must be one of"),
    ('gives = "count"', "gives = 3", 3, "3", "gives must be one of"),
    ('gives = "count"', "", 1, "[[rule]]", "count.thing has no gives"),
    ('doc = "A count."', "", 1, "[[rule]]", "count.thing has no doc"),
    ('doc = "A count."', 'dco = "A count."\ndoc = "x"', 4, "dco", "a rule has no dco"),
    ('doc = "A count."', 'doc = "x"\npriority = "high"', 5, '"high"', "priority must be a whole number"),
    ('doc = "A count."', 'doc = "x"\npriority = true', 5, "true", "priority must be a whole number"),
    ('doc = "A count."', 'doc = "x"\nneeds = "同比"', 5, '"同比"', "needs must be a list of words"),
    ('doc = "A count."', 'doc = "x"\nat = "digit"', 5, '"digit"', "at must be one of numeral"),
    ('doc = "A count."', 'doc = "x"\nside = "before"', 5, '"before"', "side is for rules that give a bound"),
    ('doc = "A count."', 'doc = "x"\nset = "over"', 5, '"over"', "set must be a table"),
    ('doc = "A count."', 'doc = "x"\nset = { unit = [1] }', 5, "[1]", "unit must be a text"),
    ('doc = "A count."', 'doc = "x"\nset = { qualifier = "ovr" }', 5, '"ovr"', "qualifier must be one of"),
    ('doc = "A count."', 'doc = "x"\nset = { times = "a dozen" }', 5, '"a dozen"', "times must be a number"),
    ('doc = "A count."', 'doc = "x"\nset = { times = -3 }', 5, "-3", "times must be a number above 0"),
    ('id = "count.thing"', "", 1, "[[rule]]", "a rule without an id"),
    ('id = "count.thing"', 'id = "two words"', 2, '"two words"', "id must be a name"),
    ("[rule.yes]", "[rule.yse]", 6, "[rule.yse]", "a rule has no yse"),
    ('"来了<3人>" = { value = 3 }', "", 6, "[rule.yes]", "count.thing has no example"),
    ("{ value = 3 }", "3", 7, "3", "an example says what it means in a table"),
    ("{ value = 3 }", "{ value = [3] }", 7, "[3]", "value must be a text"),
    ("来了<3人>", "来了3人", 7, '"来了3人"', "0 marks < > but 1 meaning"),
    ("来了<3人>", "来了<<3人>", 7, '"来了<<3人>"', "the marks < > do not pair"),
    ('"there is no number"', "false", 9, "false", "a counter-example's value is its reason"),
]


@pytest.mark.parametrize(("old", "new", "line", "caret", "message"), BAD_TABLES)
def test_an_error_in_a_rule_points_at_it(tmp_path, old, new, line, caret, message):
    found = problems(tmp_path, count=GOOD.replace(old, new))
    [problem] = [problem for problem in found if problem.message.startswith(message)]
    assert (problem.line, marked(problem)) == (line, caret)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('[[rule]]\nid = "a\n', 2, 8, "illegal character"),
        ("[[rule]\n", 1, 7, "expected ']]'"),
        ('id = """', 1, 9, "unterminated string"),
        ("[rules]\n", 1, 1, "unknown table rules"),
        ("[rule]\n", 1, 1, "rule must be a list of tables"),
        ("[pattern]\ndigit = 3\n", 2, 9, "digit must be a regex in quotes"),
        ("[pattern]\n2x = '''x'''\n", 2, 1, "2x is no name"),
    ],
)
def test_an_error_in_a_file_points_at_it(tmp_path, text, line, column, message):
    problem = problems(tmp_path, count=text)[0]
    assert problem.message.startswith(message)
    assert (problem.line, problem.column) == (line, column)


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    root = folder(tmp_path, count=GOOD)
    (root / "money.toml").write_bytes('# one\nid = "货币钱款"'.encode("gb18030"))
    with pytest.raises(RuleError, match=r"money\.toml:2: is not UTF-8"):
        load(root)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    root = folder(tmp_path)
    (root / "count.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert [rule.id for rule in load(root)] == ["count.thing"]


def test_problems_of_all_files_come_together_in_order(tmp_path):
    found = problems(
        tmp_path,
        b=with_regex("{x}") + "\n" + GOOD,
        a='[[rule]]\nid = "a\n',
        words="[pattern]\nd = '''{z}'''\n",
        item_tsv="word\n人\n人\n",
    )
    places = [(Path(p.file).name, p.line) for p in found]
    assert places == [("a.toml", 2), ("b.toml", 5), ("b.toml", 12), ("words.toml", 2), ("item.tsv", 3)]


def test_a_broken_words_file_is_not_blamed_on_those_who_use_it(tmp_path):
    found = problems(tmp_path, words="[pattern\n", count=with_regex("{digits}"))
    assert [Path(p.file).name for p in found] == ["words.toml"]


def test_two_rules_of_one_folder_cannot_share_an_id(tmp_path):
    [problem] = problems(tmp_path, count=GOOD, other=GOOD)
    assert problem.message == f"count.thing is already at {tmp_path}/count.toml:1"
    assert marked(problem) == '"count.thing"'


def test_a_pattern_cannot_be_named_like_a_lexicon(tmp_path):
    [problem] = problems(tmp_path, words="[pattern]\nitem = '''x'''\n", item_tsv="word\n人\n")
    assert problem.message == "a lexicon is called item too; take another name"


def test_a_regex_that_takes_too_long_over_its_own_example_is_refused(tmp_path):
    text = with_regex("(?P<number>(?:\\d|\\d\\d)+)人").replace("没有人", "1" * 80 + "名，没有人")
    [problem] = problems(tmp_path, count=text)
    assert problem.message == "this takes over 1 s on one of its own examples"


BOUND = GOOD.replace('"count"', '"bound"').replace("(?P<number>\\d+)(?P<unit>人)", "近")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "count.thing has no side"),
        ('side = "before"', "a bound must set a qualifier"),
        ('side = "left"\nset = { qualifier = "under" }', "side must be one of before, after"),
    ],
)
def test_a_bound_says_its_side_and_its_qualifier(tmp_path, lines, message):
    found = problems(tmp_path, count=BOUND.replace("regex", f"{lines}\nregex"))
    assert message in [p.message for p in found]


def test_a_folder_replaces_disables_and_adds(tmp_path):
    base = folder(
        tmp_path / "base",
        count=GOOD + GOOD.replace("count.thing", "count.other"),
        words="[pattern]\ndigits = '''\\d'''\n",
        item_tsv="# Head.\nword\tof\n人\tpeople\n次\ttimes\n",
    )
    own = folder(
        tmp_path / "own",
        mine=GOOD.replace("人)", "人+)")
        + '[[rule]]\nid = "count.other"\ndisable = true\n'
        + GOOD.replace(".thing", ".new"),
        words="[pattern]\ndigits = '''[0-9]'''\n",
        item_tsv="word\tof\n人\tpersons\n件\tthings\n",
    )
    rules = load(base, own)
    assert [rule.id for rule in rules] == ["count.thing", "count.new"]
    assert rules.rules[0].file.endswith("own/mine.toml")
    assert rules.patterns == {"digits": "[0-9]"}
    assert rules.lexicons["item"].rows == (("人", "persons"), ("件", "things"), ("次", "times"))


def test_disabling_what_is_not_there_is_an_error(tmp_path):
    text = GOOD + '[[rule]]\nid = "count.thin"\ndisable = true\n'
    [problem] = problems(tmp_path, count=text)
    assert (problem.message, problem.hint) == ("no rule is called count.thin", "did you mean count.thing?")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(RuleError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_rules_of_ones_own_are_timed_and_those_of_the_package_are_not(tmp_path):
    rules = load_rules(folder(tmp_path, mine=GOOD), cache=None)
    assert {rule.id for rule in rules if rule.timeout} == {"count.thing"}


def test_a_frame_is_a_rule_without_a_kind(tmp_path):
    text = GOOD.replace("[[rule]]", "[[frame]]").replace("[rule.", "[frame.").replace('gives = "count"\n', "")
    text = text.replace("(?P<number>\\d+)(?P<unit>人)", "(?P<metric>来){quantity}").replace(
        "{ value = 3 }", "[{ metric = '来' }]"
    )
    rules = load(folder(tmp_path, frames="[pattern]\nquantity = '''ⓠ'''\n" + text))
    [frame] = rules.frames
    assert not rules.rules
    assert (frame.id, frame.pattern.pattern, frame.yes[0].expect) == (
        "count.thing",
        "(?P<metric>来)(?:ⓠ)",
        ({"metric": "来"},),
    )


def test_rules_are_picked_by_kind_and_kept_apart(tmp_path):
    other = GOOD.replace("count.thing", "money.sum").replace('"count"', '"money"')
    rules = load(folder(tmp_path, a=GOOD, b=other))
    assert [rule.id for rule in rules.of("money")] == ["money.sum"]
    alone = rules.only(rules.of("count"))
    assert [rule.id for rule in alone] == ["count.thing"]
    assert alone.digest != rules.digest
