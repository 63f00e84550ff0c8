"""What is said of rules that do not keep the promises of their examples."""

import sys
from decimal import Decimal
from types import ModuleType

import pytest

from extractor.check import check_rules
from extractor.numbers import NotANumber
from extractor.rules import load_rules
from extractor.types import Mention


def find(text, rules):
    """Find what the rules match, each by itself: an engine that is just enough for these tests."""
    bounds = {rule.id: rule for rule in rules.of("bound")}
    mentions = []
    for rule in rules:
        for match in rule.pattern.finditer(text) if rule.gives != "bound" else ():
            groups = match.groupdict()
            if groups.get("number") == "0":
                raise NotANumber("not a number: 0")
            start, qualifier = match.start(), rule.constants.get("qualifier", "exact")
            for bound in bounds.values():
                if before := bound.pattern.fullmatch(text[max(start - 1, 0) : start]):
                    start, qualifier = start - len(before[0]), bound.constants["qualifier"]
            value = Decimal(groups["number"]) if groups.get("number") else None
            parts = {name: part for name, part in groups.items() if part}
            mention = Mention(
                start,
                match.end(),
                rule.gives,
                rule.id,
                value,
                value,
                value,
                groups.get("unit"),
                qualifier,
                parts,
            )
            mentions.append(mention)
    stops = [m for m in mentions if m.kind == "stop"]
    return [m for m in mentions if m in stops or not any(s.start <= m.start < s.end for s in stops)]


@pytest.fixture(autouse=True)
def engine(monkeypatch):
    module = ModuleType("extractor.find")
    module.find = find
    monkeypatch.setitem(sys.modules, "extractor.find", module)


def rule(name, gives, regex, yes, no='"没有" = "no number"', more=""):
    return f"""
[[rule]]
id = "{name}"
gives = "{gives}"
doc = "It finds this."
regex = '''{regex}'''
{more}
[rule.yes]
{yes}
[rule.no]
{no}
"""


PEOPLE = rule(
    "count.people", "count", r"(?P<number>\d+)(?P<unit>人)", '"来了<3人>" = { value = 3.0, unit = "人" }'
)
DAY = rule(
    "date.day",
    "date",
    r"(?P<month>\d+)月(?P<day>\d+)日",
    '"<5月4日>" = { value = "2022-05-04", date = "2022-06-01" }',
)
NEAR = rule(
    "bound.near",
    "bound",
    "近",
    '"来了<近>3人" = { qualifier = "under", value = 3 }',
    '"来了5人" = "no word"',
    'side = "before"\nset = { qualifier = "under" }',
)
SLOGAN = rule("stop.slogan", "stop", r"\d人同心", '"<3人同心>" = {}')


def checked(tmp_path, *rules):
    (tmp_path / "a.toml").write_text("".join(rules), encoding="utf-8")
    return check_rules(load_rules(tmp_path, builtin=False, cache=None))


def test_rules_that_keep_their_promises_have_no_problems(tmp_path):
    assert checked(tmp_path, PEOPLE, NEAR, SLOGAN, DAY) == ()


def yes(line):
    return PEOPLE.replace('"来了<3人>" = { value = 3.0, unit = "人" }', line)


def no(text, line):
    return text.replace('"没有" = "no number"', line)


@pytest.mark.parametrize(
    ("rules", "messages"),
    [
        (
            [yes('"来了<3人>" = { value = 4 }')],
            ["count.people alone: 3人 has value 3, not 4", "with all rules: 3人 has value 3, not 4"],
        ),
        ([yes('"来了<3人>" = { unit = "" }')], ["count.people alone: 3人 has unit 人, not null"] * 2),
        (
            [yes('"来了<13人>" = { number = 13, sign = "-" }')],
            ["count.people alone: 13人 has sign null, not -"] * 2,
        ),
        ([yes('"来了<13>人" = { value = 13 }')], ["count.people alone: 13 is not found"] * 2),
        ([yes('"来了<0人>" = {}')], ["count.people alone: not a number: 0"] * 2),
        (
            [no(PEOPLE, '"第3人" = "an ordinal"')],
            ["count.people alone finds 3人, though: an ordinal"],
        ),
        ([no(PEOPLE, '"第3人和<第>4人" = "outside the mark"')], []),
        ([no(PEOPLE, '"第<3人>和4人" = "an ordinal"')], ["count.people alone finds 3人, though: an ordinal"]),
        (
            [PEOPLE, PEOPLE.replace("count.people", "count.again")],
            ["with all rules: 3人 is found 2 times"] * 2,
        ),
        ([PEOPLE, rule("stop.lone", "stop", r"3人", '"说<3人>" = {}')], ["with all rules: 3人 is not found"]),
        (
            [SLOGAN.replace('"<3人同心>"', '"<3人同>"').replace("人同心'''", "人异心'''")],
            ["stop.slogan alone: 3人同 is not covered"] * 2,
        ),
        (
            [PEOPLE, NEAR.replace('"来了5人" = "no word"', '"附近5人" = "附近 is a place"')],
            ["bound.near alone finds 近5人, though: 附近 is a place"],
        ),
        (
            [PEOPLE, NEAR.replace('{ qualifier = "under" }\n[rule', '{ qualifier = "about" }\n[rule')],
            ["bound.near alone: 近 has qualifier about, not under"] * 2,
        ),
    ],
)
def test_a_broken_promise_is_told(tmp_path, rules, messages):
    found = [problem.message for problem in checked(tmp_path, *rules)]
    alone_then_together = messages[:1] + [f"with all rules{m[m.index(':') :]}" for m in messages[1:]]
    assert found == alone_then_together


def test_a_problem_points_at_the_example(tmp_path):
    problem = checked(tmp_path, yes('"来了<3人>" = { value = 4 }'))[0]
    assert (problem.file, problem.line, problem.column) == (f"{tmp_path}/a.toml", 9, 1)
    assert problem.source[: problem.length] == '"来了<3人>"'
    assert problem.hint == "found: 3人 (count by count.people)"


def test_dates_are_compared_as_they_are_read_on_the_day_of_the_text(tmp_path):
    assert (
        checked(tmp_path, DAY.replace('"2022-05-04"', '"2021-05-04"').replace("2022-06-01", "2022-03-01"))
        == ()
    )
    [alone, _] = checked(tmp_path, DAY.replace('"2022-05-04"', '"2021-05-04"'))
    assert alone.message == "date.day alone: 5月4日 has value 2022-05-04, not 2021-05-04"
