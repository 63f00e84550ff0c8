"""What makes applying the rules fast leaves out nothing that they find."""

import re
from functools import cache
from pathlib import Path

import msgspec
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.find_matches import winners
from extractor.rules import load_rules, warm
from extractor.rules.build import compiled
from extractor.rules.load import rule_files
from extractor.rules.scan_make import make_scan
from extractor.rules.syntax import Unknown, edge, heads, is_rigid, landmark, loose, parse, translated
from extractor.text.normalise import normalise

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
TEXTS = (
    "全市今年以来共查处案件1200余起，比去年同期下降12.5%，其中3月15日至4月2日查处300起。",
    "1月至10月，三成以上的企业投资3—5亿元，近千万人参与，上千万元到账，第一季度增长两成半。",
    "“五一”期间110接警员2人值守；神舟十五号、5G基站30万余座、零下18℃、每人1.5万元。",
    "二〇二二年十二月三十一日22时30分，16、17日两天，2019、2020年，一千二百人次。",
)


@cache
def both():
    """Give the rules made ready, and the same as they stand, for the engine that they were written for."""
    rules = load_rules()
    return rules, rules.only(rules.rules)


def found(text):
    """Give what each finds."""
    return [
        [(find.start, find.end, find.trial.rule.id, find.groups()) for find in winners(text, rules)]
        for rules in both()
    ]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_reports_hold_the_same_finds_either_way(path):
    fast, plain = found(normalise(path.read_text("utf-8")).plain)
    assert fast == plain


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_hold_the_same_finds_either_way(text):
    fast, plain = found(text)
    assert fast == plain


PIECES = st.sampled_from(
    [
        *"0123456789一二三十百千万亿零半两几数余多第年月日时分点号个名起件元人岁%‰.,，。、-—~至到和的了",
        *(
            "今年",
            "同比",
            "以上",
            "近",
            "约",
            "超",
            "上",
            "成",
            "倍",
            "以来",
            "“",
            "”",
            "《",
            "万元",
            "公里",
            "𠮷",
            "\n",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_any_text_holds_the_same_finds_either_way(text):
    fast, plain = found(text)
    assert fast == plain


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"(?<!每年|历年|往)\d月", "每年3月往4月历年5月6月"),
        (r"(?<=近|大约)[0-9]+(?:\p{Han})", "近30人大约40名约50个"),
        (r"(?P<unit>元)?(?P<number>\d)(?P<unit>[角分])?", "元3角4分5"),
        (r"(?<=党的|二)?(?:二十)大", "党的二十大二十大"),
        (r"(?<=(?P<clock>早|晚上?))(?P<hour>\d)时", "早7时晚8时晚上9时"),
        (r"[^，。\s]{1,4}+人(?![\w-])", "三四人，五人a 六人-"),
        (r"(?:[0-9]++(?:,[0-9]{3})*+)(?>万|万亿)?元", "1,234万亿元5,678万元9元"),
        (r"第[一二三]$|\.[\]\-^]", "第一第二.].-.^第三"),
    ],
)
def test_both_engines_read_a_regex_alike(written, text):
    ours = translated(parse(written))
    matches = [
        (
            m.span(),
            {name: caught for name, caught in zip(ours.names, m.groups(), strict=True) if caught is not None},
        )
        for m in re.finditer(ours.text, text)
    ]
    theirs = [
        (m.span(), {name: caught for name, caught in m.groupdict().items() if caught is not None})
        for m in regex.finditer(written, text)
    ]
    assert matches == theirs


@pytest.mark.parametrize(
    "written", [r"(?i)a", r"a\b", r"(?(1)a|b)", r"(a)", r"(?<=a+)b", r"a**", "(", "[[:alpha:]]"]
)
def test_what_is_not_understood_is_said_to_be_so(written):
    with pytest.raises(Unknown):
        translated(parse(written))


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("人次?", "人"),
        ("大?人", "大人"),
        ("(?=[人名])[人个]", "人"),
        ("(?<!小)(?:户|家庭)", "户家"),
        ("人?", None),
        ("(?=人)", "人"),
    ],
)
def test_the_first_characters_of_a_match_are_known(written, first):
    [branch] = parse(written).branches
    assert edge(branch) == (None if first is None else frozenset(first))


def test_the_first_two_characters_of_a_match_are_known():
    assert heads(parse("大?人[次们]").branches) == (frozenset("大人"), frozenset("人次们"))
    assert heads(parse("人次?").branches) == (frozenset("人"), None)
    assert heads(parse("(?=部门|单位)").branches) == (frozenset("部单"), frozenset("门位"))


def test_a_landmark_is_what_a_match_must_hold():
    assert landmark(parse("[0-9]{1,2}月(?:[0-9]{1,2}日)?").branches) == (frozenset("月"), 2)
    assert landmark(parse("[0-9]+月").branches) is None
    assert landmark(parse("[0-9]").branches) is None


def test_a_numeral_that_may_be_taken_in_part_is_loose():
    assert all(is_rigid(item) for item in parse("[0-9]++(?:万|亿)?+(?!余)").branches[0])
    assert loose(parse("[0-9]++|上(?:千万|千)")) == frozenset("上")
    assert loose(parse("[0-9]++|[一二]++")) == frozenset()


RAFT = """[[rule]]
id = "count.raft"
gives = "count"
doc = "Rafts."
regex = '''(?P<number>[0-9]+)(?P<unit>筏)'''
[rule.yes]
"漂来<3筏>" = {}
[rule.no]
"木筏" = "no number"
"""


@pytest.mark.parametrize(
    "files",
    [
        {"count.toml": RAFT},
        {
            "stop.toml": '[[rule]]\nid = "stop.fixed"\ndisable = true\n'
        },  # one that is searched for with others
        {"lexicon/classifier.tsv": "word\tarticle\n筏\tno\n", "lexicon/fixed.tsv": "word\n三筏一体\n"},
        {"words.toml": "[pattern]\nnumeral = '''[0-9]+'''\n"},
    ],
    ids="+".join,
)
def test_what_is_taken_over_from_the_rules_of_the_package_is_what_would_be_made_anew(tmp_path, files):
    (tmp_path / "lexicon").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    built = compiled(rule_files(tmp_path))
    scans = [make_scan(built.rules, built.patterns, known) for known in (load_rules(), None)]
    assert msgspec.msgpack.encode(scans[0]) == msgspec.msgpack.encode(scans[1])


def test_regexes_are_kept_between_runs_and_broken_files_are_passed_over(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert warm.prime() == frozenset()
    ours = re.compile("(?P<digit>[0-9])人\ud800?", re.DOTALL)
    theirs = re.compile("not ours")
    monkeypatch.setattr(warm, "_OURS", ours, raising=False)
    warm.keep(frozenset())
    primed = warm.prime()
    assert (ours.pattern, re.DOTALL.value) in primed
    assert (theirs.pattern, 0) not in primed
    re.purge()
    assert warm.prime() == primed
    again = re.compile(ours.pattern, re.DOTALL)
    assert again is not ours
    assert again.match("3人")["digit"] == "3"
    [path] = (tmp_path / "zhstat").iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert warm.prime() == frozenset()
