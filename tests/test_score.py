"""Facts against gold: what counts as right, and where a miss is shown."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.errors import ZhstatError
from extractor.score import read_gold, score

TEXT = "今年以来发放补贴1400余万元，慰问老人320名。\n5月1日起施行。"

MONEY = {
    "n": 1,
    "context": "补贴1400余万元",
    "text": "1400余万元",
    "kind": "money",
    "value": 14000000,
    "low": 14000000,
    "high": 14999999,
    "unit": "元",
    "qualifier": "over",
    "metric": ["发放补贴", "补贴"],
    "region": "421224",
    "agency": ["通山县民政局", None],
    "agency_type": "民政",
    "period": "2022-01/..",
    "direction": None,
    "of": None,
}
PEOPLE = {
    **MONEY,
    "n": 2,
    "context": "慰问老人320名",
    "text": "320名",
    "kind": "count",
    "value": 320,
    "low": 320,
    "high": 320,
    "unit": "名",
    "qualifier": "exact",
    "metric": "慰问老人",
    "of": 1,
}
DAY = {"n": 3, "context": "5月1日起", "text": "5月1日", "kind": "date", "value": ["2022-05-01", "XXXX-05-01"]}


@pytest.fixture
def gold_of(tmp_path):
    def make(*expected, text=TEXT):
        (tmp_path / "a.txt").write_text(text, "utf-8")
        path = tmp_path / "a.gold.jsonl"
        lines = [{"doc": "a.txt", "date": "2022-06-01"}, *expected]
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
        return read_gold(path)

    return make


@pytest.fixture
def money(fact):
    return replace(fact, sentence=TEXT.splitlines()[0])


@pytest.fixture
def people(fact):
    start = TEXT.index("320")
    return replace(
        fact,
        id="2",
        kind="count",
        metric="慰问老人",
        value=Decimal(320),
        low=Decimal(320),
        high=Decimal(320),
        unit="名",
        qualifier="exact",
        text="320名",
        start=start,
        end=start + 4,
        of=fact.id,
    )


@pytest.fixture
def day(fact):
    start = TEXT.index("5月")
    return replace(
        fact,
        id="3",
        kind="date",
        metric=None,
        value="2022-05-01",
        low=None,
        high=None,
        unit=None,
        qualifier="exact",
        text="5月1日",
        start=start,
        end=start + 4,
    )


def test_all_right_is_one(gold_of, money, people, day):
    result = score(gold_of(MONEY, PEOPLE, DAY), [money, people, day])
    assert [result.f1(measure) for measure in ("mention", "date", "fact")] == [1, 1, 1]
    assert result.misses == ()
    assert result.bad_offsets == 0
    assert result.field("of") == 1


def test_nothing_expected_and_nothing_given_is_right(gold_of):
    assert score(gold_of(), []).f1("fact") == 1


def test_nothing_expected_and_something_given_is_wrong(gold_of, money):
    result = score(gold_of(), [money])
    assert result.f1("mention") == 0
    [miss] = result.misses
    assert str(miss).splitlines()[0].endswith("a.txt:1:9: not expected: money 1.4E+7 元")
    assert (miss.column, miss.length) == (9, 7)


@pytest.mark.parametrize(
    ("change", "mention", "whole"),
    [
        ({"value": Decimal("14000000.005")}, 1, 1),
        ({"metric": "补贴"}, 1, 1),
        ({"metric": "共发放补贴"}, 1, 1),  # most characters are shared
        ({"metric": "慰问"}, 1, 0),
        ({"agency": None}, 1, 1),
        ({"agency": "通山县"}, 1, 0),
        ({"region_code": "421200"}, 1, 0),
        ({"period": None}, 1, 0),
        ({"qualifier": "about"}, 1, 0),
        ({"direction": "up"}, 1, 0),
        ({"basis": "yoy"}, 1, 1),  # a field of its own, no part of a fact
        ({"value": Decimal(1400)}, 0, 0),
        ({"unit": "美元"}, 0, 0),
        ({"kind": "count"}, 0, 0),
        ({"start": 9}, 1, 1),  # overlapping is enough
        ({"start": 0, "end": 4}, 0, 0),
    ],
)
def test_a_fact_is_right_as_far_as_its_fields_are(gold_of, money, change, mention, whole):
    result = score(gold_of(MONEY), [replace(money, **change)])
    assert (result.f1("mention"), result.f1("fact")) == (mention, whole)


def test_bounds_count_where_no_value_is_stated(gold_of, money):
    expected = {**MONEY, "value": None}
    assert score(gold_of(expected), [replace(money, value=None)]).f1("mention") == 1
    assert score(gold_of(expected), [replace(money, value=None, high=None)]).f1("mention") == 0


def test_what_is_optional_counts_neither_way(gold_of, money, people):
    gold = gold_of({**MONEY, "optional": True}, PEOPLE)
    for given in ([people], [money, people], [money, replace(money, id="x", kind="rank"), people]):
        assert score(gold, given).f1("mention") == 1
    assert score(gold, [people]).field("of") == 1  # its whole may be left out


def test_a_part_names_its_whole(gold_of, money, people):
    gold = gold_of(MONEY, PEOPLE)
    assert score(gold, [money, people]).field("of") == 1
    assert score(gold, [money, replace(people, of=None)]).field("of") == 0.5
    assert score(gold, [money, replace(people, of="else")]).field("of") == 0.5


def test_a_miss_points_at_its_field_in_the_gold_line(gold_of, money):
    gold = gold_of(MONEY, DAY)
    wrong, missed = score(gold, [replace(money, period="2022")]).misses
    assert (wrong.line, missed.line) == (2, 3)
    assert wrong.source[wrong.column - 1 :][: wrong.length] == '"2022-01/.."'
    assert missed.source[missed.column - 1 :][: missed.length] == '"5月1日"'
    assert "period of 1400余万元: got 2022, not 2022-01/.." in str(wrong)


def test_offsets_that_are_wrong_are_counted(gold_of, money):
    assert score(gold_of(MONEY), [replace(money, end=money.end + 1)]).bad_offsets == 1


def test_samples_add_up(gold_of, money):
    one, none = score(gold_of(MONEY), [money]), score(gold_of(MONEY), [])
    assert (one + none).recall("mention") == 0.5
    assert (one + none).precision("mention") == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({**MONEY, "context": "没有"}, ":2:21: the context does not stand in the sample"),
        ({**MONEY, "context": "年"}, ":2:21: the context stands more than once"),
        ({**MONEY, "text": "元旦"}, ": the text does not stand in its context"),
        ({"text": "元"}, ":2: a gold fact needs context, kind"),
    ],
)
def test_a_wrong_gold_line_is_named(gold_of, line, message):
    with pytest.raises(ZhstatError) as caught:
        gold_of(line, text=TEXT + "年")
    assert message in str(caught.value)


def test_text_offset_tells_one_of_several_from_the_others(gold_of):
    line = {**MONEY, "context": "同比5、5", "text": "5", "text_offset": 2}
    [expected] = gold_of(line, text="同比5、5").facts
    assert (expected.start, expected.end) == (4, 5)
