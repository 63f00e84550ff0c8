"""A folder of one's own: what it adds, replaces and takes out, and what is said of its mistakes."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import pytest

from extractor import Extractor, load_rules
from extractor.cli.filters import wanted
from extractor.errors import RuleError

REGION = "code\tname\tlevel\ttype\tparent\tshort\taliases\n"
AGENCY = "word\ttype\tkind\twhole\tparent\n"

RULE = """
    [[rule]]
    id    = "{id}"
    gives = "count"
    doc   = "Rafts."
    regex = '''(?P<number>[0-9]+)(?P<unit>筏)'''
    [rule.yes]
    "漂来<3筏>木头" = { value = 3, unit = "筏" }
    [rule.no]
    "木筏三只" = "the raft is the thing here"
"""

DOZEN = """
    [[rule]]
    id    = "count.dozen"
    gives = "count"
    doc   = "Dozens."
    at    = "numeral"
    regex = '''(?P<number>{numeral})打(?=毛巾)'''
    set   = { unit = "条", times = 12 }
    [rule.yes]
    "发放<30余打>毛巾" = { value = 360, low = 360, high = 468, unit = "条", qualifier = "over" }
    [rule.no]
    "3打一" = "a fight"
"""

ADDS = {
    "count.toml": RULE.replace("{id}", "count.raft"),
    "dozen.toml": DOZEN,
    "stop.toml": '[[rule]]\nid = "money.amount"\ndisable = true\n',
    "lexicon/agency.tsv": f"{AGENCY}渡口管护站\t渡运\tbody\t渡口管护站\t\n",
    "lexicon/fixed.tsv": "word\n六件套餐\n",
    "lexicon/classifier.tsv": "word\tarticle\n!起\n簰\tno\n",
    "lexicon/region.tsv": f"{REGION}421224\t新通山县\t3\t县\t421200\t新通山\t通山县|老通山\n"
    "421290\t望溪县\t3\t县\t421200\t望溪\t\n",
    "lexicon/traditional.tsv": "word\tsimplified\twhere\tkeep\n〥\t五\t\t\n",
    "lexicon/work_agency.tsv": "word\ttypes\n救起\t渡运\n",
}
"""A folder that adds a rule, takes one out, and adds to six lexicons."""

REPLACES = {
    "count.toml": RULE.replace("{id}", "count.classifier"),
    "words.toml": "[pattern]\nnumeral = '''[0-9]+'''\n",
}
"""A folder that puts a rule and a sub-pattern in the place of those that there are."""


def written(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def without():
    return Extractor()


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    return load_rules(written(tmp_path_factory.mktemp("adds"), ADDS), cache=None)


@pytest.fixture(scope="module")
def added(rules):
    return Extractor(rules)


@pytest.fixture(scope="module")
def replaced(tmp_path_factory):
    return load_rules(written(tmp_path_factory.mktemp("replaces"), REPLACES), cache=None)


@pytest.mark.parametrize(
    ("text", "field", "before", "after"),
    [
        ("近日，望溪县公安局抓获嫌疑人12名。", "region", None, "望溪县"),
        ("近日，望溪县公安局抓获嫌疑人12名。", "region_code", None, "421290"),
        ("近日，望溪县公安局抓获嫌疑人12名。", "agency", None, "望溪县公安局"),
        ("通山县建成桥梁12座。", "region", "通山县", "新通山县"),  # a row with the same code
        ("湖北老通山建成桥梁12座。", "region", "湖北省", "新通山县"),
        ("去年，通山县渡口管护站救起群众23人。", "agency", None, "新通山县渡口管护站"),
        ("去年，通山县渡口管护站救起群众23人。", "agency_type", None, "渡运"),
        ("修桥〥座。", "value", None, 5),  # a character that is read as another
        ("发放毛巾3打毛巾。", "value", None, 36),
        ("擦亮六件套餐品牌。", "value", 6, None),  # a lexicon with the first column alone
        ("上游漂来3筏木头。", "rule", None, "count.raft"),
        ("上游漂来3簰木头。", "unit", None, "簰"),
        ("发生火灾12起。", "unit", "起", None),  # a row that is taken out
        ("投入12元。", "rule", "money.amount", None),  # a rule that is taken out
    ],
)
def test_a_folder_of_ones_own_changes_what_is_read(without, added, text, field, before, after):
    def given(extractor):
        return next((getattr(fact, field) for fact in extractor.extract(text)), None)

    assert (given(without), given(added)) == (before, after)


def test_a_rule_with_the_same_id_takes_the_place_of_the_other(replaced):
    [rule] = [rule for rule in replaced if rule.id == "count.classifier"]
    assert "筏" in rule.regex
    assert rule.file.endswith("/count.toml")


def test_a_sub_pattern_of_words_replaces_its_namesake_in_every_rule(replaced):
    texts = [fact.text for fact in Extractor(replaced).extract("收入12元，支出13万元，漂来3筏木头。")]
    assert texts == ["12元", "3筏"]  # 万 is part of the numeral that comes with the package


def test_of_two_folders_the_later_counts(tmp_path):
    one = written(tmp_path / "one", {"lexicon/region.tsv": f"{REGION}420000\t甲省\t1\t省\n"})
    two = written(tmp_path / "two", {"lexicon/region.tsv": f"{REGION}420000\t乙省\t1\t省\n"})
    rules = load_rules(one, two, builtin=False, cache=None)
    assert [row[1] for row in rules.rows("region")] == ["乙省"]


def test_a_folder_alone_needs_no_lexicon(tmp_path):
    folder = written(tmp_path, {"count.toml": RULE.replace("{id}", "count.raft")})
    extractor = Extractor(load_rules(folder, builtin=False, cache=None))
    assert [(fact.text, fact.region) for fact in extractor.extract("咸宁市公安局拦下3筏木头。")] == [
        ("3筏", None)
    ]


def test_each_mistake_is_shown_where_it_stands(tmp_path):
    rows = (
        "!150700",
        "421290 望溪县 3 县 421200",
        "421291\t\t3\t县\t421200",
        "421292\t望溪县\t4\t县\t421200",
        "421293\t望溪县\t3\t现\t421200",
        "421294\t望溪县\t3\t县\t421299",
        "421295\t望溪县\t3\t县",
    )
    files = {
        "lexicon/adverb.tsv": "word\tsummed\n共计\tyes\n",
        "lexicon/agency.tsv": f"# Mine.\n{AGENCY}管护站\t渡运\n巡护站\t渡运\tbodi\n",
        "lexicon/classifier.tsv": "word\tarticle\n!人人次\n",
        "lexicon/region.tsv": REGION + "".join(f"{row}\n" for row in rows),
        "lexicon/traditional.tsv": "word\tsimplified\twhere\tkeep\n〥〥\t五\t\t\n",
        "stop.toml": '[[rule]]\nid = "money.amont"\ndisable = true\n',
    }
    with pytest.raises(RuleError) as caught:
        load_rules(written(tmp_path, files), cache=None)
    shown = [
        (str(p).splitlines()[0].rpartition("/")[2], p.hint and p.hint[:21]) for p in caught.value.problems
    ]
    assert shown == [
        ("stop.toml:2:6: no rule is called money.amont", "did you mean money.am"),
        ("adverb.tsv:1:1: the columns must be word, sum with a tab between them", None),
        ("agency.tsv:3:7: kind is missing", "known are anaphor, bo"),
        ("agency.tsv:4:8: kind cannot be bodi", "did you mean body?"),
        ("classifier.tsv:2:2: there is no 人人次 in this lexicon to take out", "did you mean 人次?"),
        ("region.tsv:2:2: 150702 lies in 150700, so that it cannot be taken out", "take !150702, !150703"),
        ("region.tsv:3:1: a division's code has six digits", None),
        ("region.tsv:4:8: the division has no name", None),
        ("region.tsv:5:12: level cannot be 4", "known are 1, 2, 3"),
        ("region.tsv:6:14: type cannot be 现", "known are 县, 县级市, 地区,"),
        ("region.tsv:7:16: no division has the code 421299", "lexicon/region.tsv ho"),
        ("region.tsv:8:15: parent is missing", "lexicon/region.tsv ho"),
        ("traditional.tsv:2:1: word must be one character", None),
    ]
    assert all(problem.source for problem in caught.value.problems)
    [bodi] = [problem for problem in caught.value.problems if "bodi" in problem.message]
    assert "\n    巡护站\t渡运\tbodi\n          \t    \t^^^^\n" in str(bodi)  # below a tab stands a tab


def test_what_the_package_holds_would_pass_as_ones_own(tmp_path):
    built = load_rules()
    files = {
        f"lexicon/{name}.tsv": "\n".join("\t".join(row) for row in (lexicon.columns, *lexicon.rows))
        for name, lexicon in built.lexicons.items()
    }
    again = load_rules(
        written(tmp_path / "one", files), written(tmp_path / "two", files), builtin=False, cache=None
    )
    assert {name: lexicon.rows for name, lexicon in again.lexicons.items()} == {
        name: tuple(sorted(lexicon.rows)) for name, lexicon in built.lexicons.items()
    }


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("莫旗", "150722"),
        ("莫力达瓦达斡尔族自治旗", "150722"),
        ("望溪", "421290"),  # of the folder
        ("老通山", "421224"),
        ("全国", "100000"),
        ("42", "420000"),
        ("4200", "421290"),
    ],
)
def test_a_place_can_be_asked_for_by_each_of_its_names(fact, rules, place, code):
    passes = wanted(lambda: rules, (), [place], ())
    assert passes(replace(fact, region_code=code))
    assert not passes(replace(fact, region_code="650100"))


@pytest.mark.parametrize(
    ("lexicon", "text", "message"),
    [
        ("classifier", "word\tof\n个\tthings\n", "the columns must be word, "),
        ("unit", "# columns: cell", r"unit\.tsv:1:1: the columns must be word, dimension, unit"),
        ("unit", "cell\n米\n", "the columns must be word, dimension, unit"),
        ("traditional", "word\tsimplified\twhere\tkeep\n馬馬\t马\t\t\n", "word must be one character"),
        ("change_verb", "word\tdirection\n上升\tnorth\n", "direction cannot be north"),
        ("region", "code\tname\nx\t甲县\n", "a division's code has six digits"),
    ],
)
def test_a_lexicon_that_stands_alone_has_what_the_program_reads(tmp_path, lexicon, text, message):
    folder = written(tmp_path / "mine", {f"lexicon/{lexicon}.tsv": text})
    with pytest.raises(RuleError, match=message):
        load_rules(folder, builtin=False, cache=None)


def test_a_lexicon_that_stands_alone_may_leave_columns_out(tmp_path):
    folder = written(tmp_path / "mine", {"lexicon/unit.tsv": "word\n米\n"})
    assert list(Extractor(load_rules(folder, builtin=False, cache=None)).extract("来了3个人。")) == []
