"""Frames keep the promises of their examples, and what is said of those that do not."""

import pytest

from extractor.check import check_rules
from extractor.rules import load_rules

MOVED = """
[[frame]]
id = "change.moved"
doc = "A verb of change, and what it is measured against."
regex = '''(?:(?P<yoy>同比)|比(?P<reference>\\uE001))?(?P<verb>增长|下降)(?P<to>至)?$'''

[frame.yes]
"产量<同比增长>" = { verb = "增长", yoy = "同比", to = "" }
"ⓡ产量比ⓣ下降" = { verb = "下降", reference = "ⓣ" }

[frame.no]
"增长点为" = "增长点 is a noun"
"""


def test_every_frame_of_the_package_does_what_its_examples_say():
    rules = load_rules()
    names = {frame.id for frame in rules.frames}
    problems = [problem for problem in check_rules(rules) if problem.message.split()[0].strip(":") in names]
    assert names
    assert not problems, "\n".join(str(problem) for problem in problems)


def checked(tmp_path, text):
    (tmp_path / "frames.toml").write_text(text, encoding="utf-8")
    return check_rules(load_rules(tmp_path, builtin=False, cache=None))


def test_frames_that_keep_their_promises_have_no_problems(tmp_path):
    assert checked(tmp_path, MOVED) == ()


@pytest.mark.parametrize(
    ("example", "changed", "message"),
    [
        ('"产量<同比增长>"', '"产量同比上涨"', "change.moved: is not found"),
        (
            '"产量<同比增长>"',
            '"产量同比<增长>"',
            "change.moved: is found at 同比增长, not at 增长",
        ),
        ('verb = "下降", ref', 'verb = "增长", ref', "change.moved: 比ⓣ下降 has verb 下降, not 增长"),
        ('to = ""', 'to = "至"', "change.moved: 同比增长 has to null, not 至"),
        ('yoy = "同比", to = ""', 'yoy = ""', "change.moved: 同比增长 has yoy 同比, not null"),
        ('reference = "ⓣ"', 'reference = "ⓡ"', "change.moved: 比ⓣ下降 has reference ⓣ, not ⓡ"),
        (
            'reference = "ⓣ"',
            'referense = "ⓣ"',
            "change.moved: 比ⓣ下降 has no group referense, did you mean reference?",
        ),
        (
            '"增长点为" = "增长点 is a noun"',
            '"产量比ⓣ增长" = "a mistake"',
            "change.moved finds 比ⓣ增长, though: a mistake",
        ),
        (
            '"增长点为" = "增长点 is a noun"',
            '"产量<比ⓣ>增长" = "a mistake"',
            "change.moved finds 比ⓣ增长, though: a mistake",
        ),
    ],
)
def test_a_frame_that_breaks_a_promise_is_shown(tmp_path, example, changed, message):
    [problem] = checked(tmp_path, MOVED.replace(example, changed))
    assert problem.message == message


def test_a_counter_example_may_hold_the_frame_outside_its_mark(tmp_path):
    text = MOVED.replace('"增长点为"', '"<增长点>比ⓣ增长"')
    assert checked(tmp_path, text) == ()


def test_the_number_of_an_example_is_folded_too(tmp_path):
    text = MOVED.replace("(?P<verb>", r"\uE000?[\uE002\uE003]?(?P<verb>").replace("产量<同比", "<同比ⓠⓐ")
    assert checked(tmp_path, text) == ()


def test_a_problem_points_at_the_example(tmp_path):
    text = MOVED.replace('"ⓡ产量比ⓣ下降"', '"ⓡ产量比ⓣ减少"')
    [problem] = checked(tmp_path, text)
    line = text.splitlines().index('"ⓡ产量比ⓣ减少" = { verb = "下降", reference = "ⓣ" }') + 1
    assert (problem.line, problem.column, problem.length) == (line, 1, len('"ⓡ产量比ⓣ减少"'))
    assert problem.file.endswith("frames.toml")


def test_problems_of_frames_come_after_those_of_rules(tmp_path):
    broken = MOVED.replace("同比增长>", "同比上涨>")
    rule = """
[[rule]]
id = "stop.name"
gives = "stop"
doc = "A name."
regex = "五一广场"
[rule.yes]
"<在五一>广场" = {}
[rule.no]
"五个广场" = "they are counted"
"""
    (tmp_path / "stop.toml").write_text(rule, encoding="utf-8")
    problems = checked(tmp_path, broken)
    assert problems[0].message.startswith("stop.name")
    assert problems[-1].message == "change.moved: is not found"
