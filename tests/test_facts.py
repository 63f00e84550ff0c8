"""What holds for every fact of every text, whatever its script, its line ends or its faults."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor
from extractor.types import FACT_FIELDS, KINDS, QUALIFIERS

DATE = "2024-05-20"
ENGINE = Extractor()

REPORTS = {
    "police": (
        "今年以来，蓬安县公安局共破获刑事案件312起，抓获犯罪嫌疑人五百余名，追回赃款1280.6万元。"
        "其中，电信网络诈骗案件106起，同比下降23.4%。群众安全感由93.1%提升至97.8%。"
    ),
    "police in Traditional": (
        "今年以來，蓬安縣公安局共破獲刑事案件312起，抓獲犯罪嫌疑人五百餘名，追回贓款1280.6萬元。"
        "其中，電信網絡詐騙案件106起，同比下降23.4%。群眾安全感由93.1%提升至97.8%。"
    ),
    "customs": (
        "据海关统计，一季度全市进出口总值近420亿元，比去年同期增长6.5%，其中出口310亿元、进口110亿元。"
    ),
    "customs in Traditional": (
        "據海關統計，一季度全市進出口總值近420億元，比去年同期增長6.5%，其中出口310億元、進口110億元。"
    ),
    "harvest": "截至6月10日，全省收获小麦3100多万亩，占播种面积的八成以上，日均投入机具3至4万台。",
    "harvest in Traditional": (
        "截至6月10日，全省收穫小麥3100多萬畝，占播種面積的八成以上，日均投入機具3至4萬台。"
    ),
    "full-width": "去年，全县农民人均纯收入２，３６０元，比上年增加１８５元，增长８．５％；降雨量１２０㎜。",
    "glossed": "全州投(tóu)入警力1.2萬(wàn)人次，出動(dòng)車輛三百餘(yú)台次，查處(chǔ)隱患460處(chù)。",
    "wrapped": (
        "市消防支队通报：全年共接到火警2\n30起，出动消防车\n618辆次，抢救疏散群众1\n40余人，占总\n数的三成。"
    ),
    "rare forms": "气温降至零下12℃，一岁半幼儿获救；产量翻了一番，是1978年的14.5倍，排名全省第三。",
    "a page": (
        "我县粮食喜获丰收\n\n本报讯（记者 李禾）昨日，记者从县农业局获悉，全县收购稻谷18.2万吨。\n\n"
        "法院公布上半年数据\n\n本报讯 上半年，富顺县人民法院受理案件5,120件，审结4,308件。\n"
    ),
}

FULL_WIDTH = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def facts_of(text, doc="-"):
    return list(ENGINE.extract(text, date=DATE, doc=doc))


def meanings(facts):
    """Give what facts say, without where it stands."""
    return [
        (f.kind, f.metric, f.value, f.low, f.high, f.unit, f.qualifier, f.direction, f.role) for f in facts
    ]


def check_promises(text, facts):
    """Check all that a fact promises of itself."""
    ids = [fact.id for fact in facts]
    assert len(set(ids)) == len(ids)
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    for fact in facts:
        assert fact.text
        assert text[fact.start : fact.end] == fact.text
        assert fact.sentence in text
        assert fact.kind in KINDS
        assert fact.qualifier in QUALIFIERS
        assert fact.direction in (None, "up", "down", "flat")
        assert fact.role in (None, "from", "to")
        assert fact.of is None or (fact.of in ids and fact.of != fact.id)
        assert (fact.region is None) == (fact.region_code is None)
        assert fact.metric != ""
        assert tuple(fact.as_dict()) == FACT_FIELDS
        assert len(FACT_FIELDS) == 25
        check_bounds(fact)


def check_bounds(fact):
    numbers = [number for number in (fact.low, fact.value, fact.high) if number is not None]
    if fact.kind == "date":
        assert fact.value is None or isinstance(fact.value, str)
        return
    assert all(isinstance(number, Decimal) and number.is_finite() for number in numbers)
    assert numbers == sorted(numbers)
    assert numbers or fact.qualifier == "vague"


@pytest.mark.parametrize("name", REPORTS)
def test_every_fact_of_a_report_keeps_its_promises(name):
    facts = facts_of(REPORTS[name])
    assert len(facts) >= 3
    check_promises(REPORTS[name], facts)


def test_the_facts_of_a_page_come_article_by_article():
    facts = facts_of(REPORTS["a page"])
    assert [(fact.article, fact.text) for fact in facts if fact.kind != "date"] == [
        (1, "18.2万吨"),
        (2, "5,120件"),
        (2, "4,308件"),
    ]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n") + "\r\n", id="CRLF"),
        pytest.param(lambda text: "\ufeff" + text, id="BOM"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="both"),
        pytest.param(lambda text: text + "\n\n\n", id="empty lines"),
        pytest.param(lambda text: "　　" + text, id="indented"),
    ],
)
def test_line_ends_and_marks_change_no_fact(name, change):
    text = change(REPORTS[name])
    facts = facts_of(text)
    check_promises(text, facts)
    assert meanings(facts) == meanings(facts_of(REPORTS[name]))


@pytest.mark.parametrize("name", ["police", "customs", "harvest", "rare forms"])
def test_full_width_digits_say_the_same(name):
    text = REPORTS[name].translate(FULL_WIDTH)
    facts = facts_of(text)
    check_promises(text, facts)
    assert meanings(facts) == meanings(facts_of(REPORTS[name]))


@pytest.mark.parametrize("name", ["police", "customs", "harvest"])
def test_traditional_says_the_same_as_simplified(name):
    simplified, traditional = facts_of(REPORTS[name]), facts_of(REPORTS[f"{name} in Traditional"])
    assert meanings(traditional) == meanings(simplified)
    assert [(f.region_code, f.agency, f.period) for f in traditional] == [
        (f.region_code, f.agency, f.period) for f in simplified
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_text_gives_the_same_facts(name):
    text = REPORTS[name]
    assert facts_of(text) == facts_of(text)
    assert list(Extractor().extract(text, date=DATE)) == facts_of(text)
    assert {fact.id for fact in facts_of(text)}.isdisjoint(fact.id for fact in facts_of(text, doc="other"))


WRAPPED = [name for name in REPORTS if name not in ("a page", "wrapped", "glossed")]


def wrapped(text, width):
    """Break a report into lines, as a scraped page does: an indent, then lines of one width."""
    text = "　　" + text
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_a_wrapped_report_says_the_same():
    changed = []
    for name in WRAPPED:
        for width in (24, 27, 31, 40):
            text = wrapped(REPORTS[name], width)
            facts = facts_of(text)
            check_promises(text, facts)
            if meanings(facts) != meanings(facts_of(REPORTS[name])):
                changed.append(text)
    assert not changed, "\n\n".join(changed)


SPACED = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff%])")


@pytest.mark.parametrize("name", ["police", "customs", "harvest", "rare forms"])
def test_spaces_around_digits_change_no_fact(name):
    for space in (" ", "\u00a0", "\u200b", "\u2009"):
        text = SPACED.sub(space, REPORTS[name])
        facts = facts_of(text)
        check_promises(text, facts)
        assert meanings(facts) == meanings(facts_of(REPORTS[name]))


HALF_WIDTH = str.maketrans("，；：（）", ",;:()")


@pytest.mark.parametrize("name", ["police", "customs", "harvest", "rare forms"])
def test_half_width_marks_say_the_same(name):
    text = REPORTS[name].translate(HALF_WIDTH)
    facts = facts_of(text)
    check_promises(text, facts)
    assert meanings(facts) == meanings(facts_of(REPORTS[name]))


def shifted(facts, by):
    return [replace(fact, id="", of=None, start=fact.start - by, end=fact.end - by) for fact in facts]


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "a page"])
def test_a_paragraph_ahead_shifts_the_offsets_and_nothing_else(name):
    ahead = "天高云淡，风和日丽。\n"
    alone, behind = facts_of(REPORTS[name]), facts_of(ahead + REPORTS[name])
    assert shifted(behind, len(ahead)) == shifted(alone, 0)
    place_of = {fact.id: number for number, fact in enumerate(behind)}
    number_of = {fact.id: number for number, fact in enumerate(alone)}
    assert [place_of.get(fact.of) for fact in behind] == [number_of.get(fact.of) for fact in alone]


CLAUSES = st.sampled_from(
    """
    全市共查处案件1284起|其中诈骗类310起、盗窃类二百余起|同比分别下降8.2%、15.4%|投入警力3万余人次|近七成为外来人员
    满意率由91%提升至98.5%|产量翻一番|是2015年的14倍|位居全省第二|一名男子报警|平均每天接诊460人次|办结率、满意率均达100%
    截至5月底|据悉|出动1200人次320车次|总值约12.5亿元|“三清两建”|最低气温零下7℃|历时3个多月|十二|2023年|数十万人|3至5名
    """.replace("\n", "|").split("|")
).map(str.strip)
MARKS = st.sampled_from("，。；、：\n（）“”　 ！—") | st.just("。\n")
REPORT = st.lists(st.tuples(CLAUSES, MARKS), max_size=12).map(
    lambda pairs: "".join(clause + mark for clause, mark in pairs)
)
NOISE = st.text(
    st.sampled_from("0123456789一二三十百千万亿几多余近半两,.%％‰-—~第元名人起年月日")
    | st.sampled_from("其中由至比占均同增长分别为、，。（）\n\r 的㎡")
    | st.characters(codec=None),
    max_size=60,
)


@given(REPORT)
@settings(max_examples=60, deadline=None)
def test_any_row_of_clauses_keeps_the_promises(text):
    check_promises(text, facts_of(text))


@given(NOISE)
@settings(max_examples=150, deadline=None)
def test_noise_does_no_harm(text):
    check_promises(text, facts_of(text))


@given(REPORT, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_text_broken_anywhere_keeps_the_promises(text, random):
    at = random.randrange(len(text) + 1)
    broken = text[:at] + random.choice(["\n", "\r\n", " ", "\0", "\ufeff", "\u200b", "\ue000"]) + text[at:]
    check_promises(broken, facts_of(broken))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        " 　\r\n\t",
        "\0",
        "查处案件3\0起。",
        "\ue000查处案件3起\ue001。\ue002\ue003",
        "查获\ue00030件\ue000、\ue0015件。",
        "\ud800查处案件3起\udfff。",
        "查处\ud83d\ude00案件\udc00 3起",
        "😀查处案件3起😀，占𠮷林的5%",
        "1234567890" * 20,
        "%",
        "第",
        "其中",
        "3",
        "由至3件",
        "比比比增长",
        "分别为3、4、5",
        "（（（3件）",
        "、、、3件、、",
    ],
)
def test_odd_texts_do_no_harm(text):
    check_promises(text, facts_of(text))


@pytest.mark.parametrize("text", ["\ue000查处案件3起\ue001。", "\ud800查处案件3起\udfff。", "\0查处案件3起"])
def test_odd_characters_hide_no_fact_beside_them(text):
    assert [(fact.text, fact.metric) for fact in facts_of(text)] == [("3起", "查处案件")]


LONG = 30_000
LONG_CLAUSES = {
    "numbers and nouns": "查处案件3起和",
    "numbers in a row": "3%、",
    "words": "警察",
    "digits": "9",
    "numerals": "一",
    "scales": "万",
    "points": ".",
    "letters": "a",
    "years": "2020年",
    "comparisons": "与2020年相比",
    "changes": "同比增长3%，",
    "steps": "由3件",
    "compared": "比",
    "a list": "甲、",
    "brackets": "（甲）",
    "parts": "其中3件，",
    "quotes": "“",
    "places": "通山县",
    "agencies": "公安局",
    "spaces": " ",
    "commas": "1,",
    "wrapped lines": "警察抓\n",
    "codes": "a.b-",
    "dates": "5月3日至",
}


@pytest.mark.parametrize("name", LONG_CLAUSES)
def test_a_clause_of_thirty_thousand_characters_ends_fast(name):
    piece = LONG_CLAUSES[name]
    text = piece * (LONG // len(piece)) + "查处案件3起，同比增长5%。"
    start = time.process_time()
    facts = facts_of(text)
    seconds = time.process_time() - start
    check_promises(text, facts)
    assert seconds < 5
