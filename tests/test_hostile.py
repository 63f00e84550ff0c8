"""What strangers send on purpose: it is stopped, named or harmless, and costs the others nothing."""

import time

import pytest
from samples import run

from extractor import Extractor
from extractor.errors import RuleError, ZhstatError
from extractor.rules.load import load_rules

RULE = """
[[rule]]
id    = "count.bomb"
gives = "count"
doc   = "A test."
{at}
regex = '''{regex}'''

[rule.yes]
"有<3个>" = {{ value = 3, unit = "个" }}

[rule.no]
"三心二意" = "an idiom"
"""
SOUND = (
    RULE.replace("count.bomb", "count.sound")
    .replace('"个"', '"起"')
    .replace("3个", "3起")
    .format(at="", regex="(?P<number>[0-9]+)(?P<unit>起)")
)
BOMBED = "破案2起，有3" + "个" * 200 + "。破案5起。终"
NUMBER = "(?P<number>[0-9]+)(?P<unit>个)"
BOMBS = {
    "alternatives that share": f"{NUMBER}(?:个|个个|个个个)*终|{NUMBER}$",
    "alternatives in a look ahead": f"{NUMBER}(?=(?:个|个个|个个个)*终)|{NUMBER}$",
    "alternatives in a look behind": f"{NUMBER}个*(?<=终(?:个|个个|个个个)*)|{NUMBER}$",
    "a reference": rf"{NUMBER}(个*)(个*)(个*)(个*)(个*)(个*)\3终|{NUMBER}$",
    "a count of counts": f"{NUMBER}(?:(?:个|个个){{1,9}}){{1,99}}终|{NUMBER}$",
}


def pack(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Stop what is to be stopped after a fifth of the time."""
    for module in ("extractor.rules.model", "extractor.find_matches", "extractor.find"):
        monkeypatch.setattr(f"{module}.SECONDS", 0.2)


@pytest.mark.parametrize("at", ["", 'at = "numeral"'])
@pytest.mark.parametrize("regex", BOMBS.values(), ids=BOMBS)
def test_a_regex_that_never_ends_is_named_and_left_out(regex, at, tmp_path):
    numeral = "[pattern]\nnumeral = '[0-9]+'\n"
    folder = pack(tmp_path, words=numeral, count=RULE.format(at=at, regex=regex) + SOUND)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    problems = []
    began = time.process_time()
    facts = list(engine.extract(BOMBED, report=problems.append))
    assert time.process_time() - began < 5
    assert [fact.text for fact in facts] == ["2起", "5起"]
    assert [(problem.file, problem.line) for problem in problems] == [(str(folder / "count.toml"), 2)]
    assert "count.bomb was stopped" in problems[0].message
    assert [fact.text for fact in engine.extract("有3个", report=problems.append)] == ["3个"]
    with pytest.warns(RuntimeWarning, match=r"count\.bomb was stopped"):
        assert len(list(engine.extract(BOMBED))) == 2


def test_the_command_names_it_with_the_document(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    pack(folder, count=RULE.format(at="", regex=BOMBS["alternatives that share"]) + SOUND)
    (tmp_path / "a.txt").write_text(BOMBED, "utf-8")
    (tmp_path / "b.txt").write_text("破案7起。", "utf-8")
    found = run("extract", "--only-patterns", folder, "--format", "csv", tmp_path)
    assert found.exit_code == 1
    assert found.stdout.count("\n") == 4
    assert "count.bomb was stopped" in found.stderr
    assert "a.txt, and was left out there" in found.stderr


@pytest.mark.parametrize(
    "words",
    [
        "numeral = '[0-9](?:个|个个|个个个)*终|[0-9]+'",
        "digits = '[0-9](?:个|个个|个个个)*终|[0-9]+'\nnumeral = '{digits}'",
    ],
)
def test_a_sub_pattern_that_never_ends_is_named(words, tmp_path):
    rule = RULE.format(at='at = "numeral"', regex="(?P<number>{numeral})(?P<unit>个)")
    folder = pack(tmp_path, words=f"[pattern]\n{words}\n", count=rule)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    with pytest.raises(ZhstatError, match="numeral was stopped"):
        list(engine.extract("有3" + "个" * 60))
    assert [fact.text for fact in engine.extract("有3个")] == ["3个"]


def test_a_rule_of_the_package_with_a_sub_pattern_of_ones_own_is_timed(tmp_path):
    folder = pack(tmp_path, words="[pattern]\nnumeral = '[0-9]+'\n")
    rules = load_rules(folder, cache=None, fast=False)
    timed = {rule.id for rule in rules if rule.timeout}
    assert timed
    assert timed < {rule.id for rule in rules}
    assert not any(rule.timeout for rule in load_rules())


def test_a_bound_that_never_ends_is_named(tmp_path):
    bound = RULE.format(at='side = "after"\nset = { qualifier = "over" }', regex="(?:多|多多|多多多)*终|余")
    bound = bound.replace("count.bomb", "bound.bomb").replace('gives = "count"', 'gives = "bound"')
    bound = bound.replace('"有<3个>" = { value = 3, unit = "个" }', '"3起<余>" = { qualifier = "over" }')
    folder = pack(tmp_path, bounds=bound, count=SOUND)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    with pytest.raises(ZhstatError, match=r"stopped.*bound\.bomb"):
        list(engine.extract("破案2起" + "多" * 60))


def test_a_frame_that_never_ends_is_named(tmp_path):
    frame = """
[[frame]]
id = "change.moved"
doc = "A test."
regex = '''(?:增|增增|增增增)*终(?P<verb>长)|(?P<verb>增长)'''

[frame.yes]
"案件<增长>" = { verb = "增长" }

[frame.no]
"案件" = "no change"
"""
    folder = pack(tmp_path, frames=frame, count=SOUND)
    engine = Extractor(load_rules(folder, builtin=False, cache=None))
    with pytest.raises(ZhstatError, match=r"change\.moved was stopped"):
        list(engine.extract("案件" + "增" * 60 + "2起。"))


def test_brackets_in_brackets_have_an_end(tmp_path):
    regex = f"(?P<number>[0-9]+)(?P<unit>{'(?:' * 5000}个{')' * 5000})"
    with pytest.raises(RuleError, match="too many brackets in brackets"):
        load_rules(pack(tmp_path, count=RULE.format(at="", regex=regex)), builtin=False, cache=None)
