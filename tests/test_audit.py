"""What does not add up is found, what may be so is left alone, and a reprint counts once."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import run

from extractor import extract
from extractor.audit import audit
from extractor.audit.amount import Room, room, step, total
from extractor.audit.written import line, text
from extractor.indicators import Indicators

SHARED = Path(__file__).parents[2] / "shared" / "seeds"


@pytest.fixture(scope="module")
def indicators():
    return Indicators.load()


@pytest.fixture(scope="module")
def findings(indicators):
    """Audit texts, each a document, and give what is found by whether it holds."""

    def found(*texts, date="2022-07-20"):
        facts = [fact for number, text in enumerate(texts) for fact in extract(text, date, f"{number}.txt")]
        ids = indicators.assign(facts)
        return list(audit(facts, lambda fact: ids.get(fact.id)))

    return found


def wrong(found):
    return [(finding.check, finding.level, finding.message) for finding in found if not finding.holds]


def holding(found):
    return [(finding.check, finding.message) for finding in found if finding.holds]


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ("全市打掉犯罪团伙40个。其中，盗窃团伙15个，诈骗团伙25个。", "15个 + 25个 = 40个"),
        ("全市进出口总值51.3亿元，其中出口26.5亿元，进口24.8亿元。", "26.5亿元 + 24.8亿元 = 51.3亿元"),
        # Each is rounded by itself: 9.62 + 7.16 may be 16.77.
        (
            "全国进出口总值16.77万亿元，其中出口9.62万亿元，进口7.16万亿元。",
            "9.62万亿元 + 7.16万亿元 = 16.77万亿元",
        ),
    ],
)
def test_parts_that_come_to_their_whole_hold(findings, report, message):
    found = findings(report)
    assert wrong(found) == []
    assert ("sum", message) in holding(found)


@pytest.mark.parametrize(
    ("report", "level", "by"),
    [
        ("全市打掉犯罪团伙40个。其中，盗窃犯罪团伙15个，诈骗犯罪团伙28个。", "possible", 3),
        ("全市打掉犯罪团伙40个，其中盗窃犯罪团伙45个。", "likely", 5),
        # What the parts are called says nothing, and that they come so near to the whole does.
        ("全县建成各类场馆212座。其中，图书馆18座，球场90座，影院105座。", "possible", 1),
        ("全市进出口总值51.3亿元，其中出口26.5亿元，进口21.8亿元。", "likely", Decimal(285000000)),
        ("全县现有茶园86.2万亩，其中80.5万亩茶园已改造，其余5.1万亩茶园正在改造。", "likely", 4500),
    ],
)
def test_parts_that_do_not_come_to_their_whole_are_found(findings, report, level, by):
    [finding] = [finding for finding in findings(report) if not finding.holds]
    assert (finding.check, finding.level, finding.by) == ("sum", level, by)


@pytest.mark.parametrize(
    "report",
    [
        "全市打掉犯罪团伙40个。其中，盗窃团伙15个，诈骗团伙5个。",  # 其中 may leave some out
        "全市破获案件近300起，其中盗窃案件120起，诈骗案件170余起。",
        "全市查验旅客日均73万人次，其中单日最高达104万人次。",
        "全市有学校3167所，其中普通学校2919所，含小学1365所、中学1554所。",
        "大宗商品指数为102.8%，其中供应指数为103.9%。",
        "代表团共615人，其中男队员190人、女队员204人。",  # and those who coach them
    ],
)
def test_parts_that_claim_nothing_are_left_alone(findings, report):
    assert wrong(findings(report)) == []


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("排查矛盾纠纷2045起，化解2011起，化解率98.3%。", []),
        ("排查矛盾纠纷2045起，化解2031起，化解率99%。", []),
        (
            "排查矛盾纠纷2045起，化解2037起，化解率99%。",
            [("rate", "slight", "2037起 of 2045起 is 99.61%, stated as 99%")],
        ),
        (
            "排查矛盾纠纷2045起，化解1840起，化解率98.3%。",
            [("rate", "sure", "1840起 of 2045起 is 89.98%, and not 98.3%")],
        ),
        ("全年发放贷款50亿元，其中涉农贷款20亿元，占比40%。", []),
        (
            "全年发放贷款50亿元，其中涉农贷款20亿元，占比45%。",
            [("rate", "sure", "20亿元 of 50亿元 is 40%, and not 45%")],
        ),
        ("抽检产品1000批次，不合格20批次，合格率98%。", []),
        ("建成站点250个，覆盖小区237个，覆盖率98%。", []),
        # Whose share it is the words do not say.
        ("新设经营主体3020万户，其中新设企业916万户，“四新”企业占比39.4%。", []),
    ],
)
def test_a_share_is_held_against_its_numbers(findings, report, expected):
    assert wrong(findings(report)) == expected


@pytest.mark.parametrize(
    ("report", "message"),
    [
        # Of several numbers it may be of any.
        (
            "法院受理案件71836件，其中新收62000件，旧存9836件，审结65000件，结案率90.48%。",
            "65000件 of 71836件 is 90.48%, stated as 90.48%",
        ),
        (
            "发放贷款50亿元，增长20%，其中涉农贷款20亿元，增长30%，占全部贷款的40%。",
            "20亿元 of 50亿元 is 40%, stated as 40%",
        ),
        ("排查纠纷2045起，调处2011起，化解成功率98.3%。", "2011起 of 2045起 is 98.34%, stated as 98.3%"),
    ],
)
def test_a_share_is_of_what_the_words_can_mean(findings, report, message):
    found = findings(report)
    assert wrong(found) == []
    assert ("rate", message) in holding(found)


def test_a_share_that_may_be_of_several_numbers_and_is_of_none_is_left_alone(findings):
    report = "法院受理案件71836件，其中新收67000件，旧存4836件，审结65000件，结案率95.3%。"
    assert wrong(findings(report)) == []


def test_shares_in_a_row_belong_to_numbers_in_a_row(findings):
    found = findings("全省考生18.43万人，其中历史类考生6.91万人，物理类考生11.52万人，分别占37.5%和62.5%。")
    assert wrong(found) == []
    assert ("rate", "11.52万人 of 18.43万人 is 62.51%, stated as 62.5%") in holding(found)


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("全国粮食产量69541万吨，比上年增加888万吨，增长1.3%。", []),
        (
            "全国粮食产量69541万吨，比上年增加888万吨，增长2.3%。",
            [("change", "sure", "up 888万吨 to 69541万吨 is 1.29%, and not 2.3%")],
        ),
        ("全市农产品出口额由2021年的40亿元增长至2024年的50亿元，增长25%。", []),
        (
            "全市农产品出口额由2021年的40亿元增长至2024年的50亿元，增长20%。",
            [("change", "sure", "40亿元 to 50亿元 is 25%, and not 20%")],
        ),
        ("全市农产品出口额由2015年的40亿元增长至2022年的50亿元，年均增长3.2%。", []),
        ("持证率由83.3%提升至100%，提高16.7个百分点。", []),
        ("全市出口额由2015年的40亿元增长至2022年的84亿元，增长1.1倍。", []),
        (
            "全市出口额由2015年的40亿元增长至2022年的84亿元，增长2.1倍。",
            [("change", "sure", "40亿元 to 84亿元 is 1.1倍, and not 2.1倍")],
        ),
        # In prices of the year before it is less.
        ("农民人均收入16740元，比上年增加1200元，扣除价格因素实际增长6.3%。", []),
        (
            "全市农产品出口额由2021年的40亿元增长至2024年的30亿元，增长25%。",
            [("change", "possible", "40亿元 to 30亿元 does not go up")],
        ),
        (
            "全国粮食产量69541万吨，比上年增加88800万吨，增长1.3%。",
            [("change", "likely", "88800万吨 more makes 69541万吨 of less than nothing")],
        ),
    ],
)
def test_a_change_is_held_against_its_levels(findings, report, expected):
    assert wrong(findings(report)) == expected


@pytest.mark.parametrize(
    ("report", "count"),
    [
        ("群众满意率达101.5%。", 1),
        ("民营企业进出口占比105%。", 1),
        ("群众满意率达99.5%。", 0),
        ("高中阶段毛入学率达102%。", 0),  # who is older or younger counts too
        ("案件同比增长120%。", 0),
        ("拨备覆盖率达205%。", 0),
    ],
)
def test_a_share_of_all_is_not_more_than_all(findings, report, count):
    assert [check for check, _, _ in wrong(findings(report))] == ["percent"] * count


FIRST = "今年上半年，通山县公安局破获刑事案件221起。"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([FIRST, FIRST.replace("221", "231")], [("conflict", "possible", "破获刑事案件 is 221起 and 231起")]),
        # Two names of one indicator meet.
        (
            [FIRST, "今年上半年，通山县公安局侦破刑事案件231起。"],
            [("conflict", "possible", "破获刑事案件 is 221起 and 231起")],
        ),
        ([FIRST, FIRST.replace("221", "近230")], []),
        ([FIRST, FIRST.replace("221", "200余")], []),  # which reaches to 299
        ([FIRST, FIRST.replace("通山县", "崇阳县").replace("221", "231")], []),
        ([FIRST, FIRST.replace("上半年", "一季度").replace("221", "131")], []),
        ([FIRST, "今年上半年，通山县公安局破获盗窃刑事案件31起。"], []),
        ([FIRST, "今年上半年，通山县公安局刑侦大队破获刑事案件131起。"], []),
        # A number that grows by the day is another one tomorrow.
        (["今年以来，通山县公安局已破获刑事案件221起。", "今年以来，通山县公安局已破获刑事案件240起。"], []),
    ],
)
def test_one_thing_has_one_value(findings, texts, expected):
    found = [finding for finding in findings(*texts) if finding.check == "conflict"]
    assert wrong(found) == expected


def test_one_document_contradicts_itself(findings):
    report = f"{FIRST}\n民警走村入户，群众纷纷点赞。\n今年上半年，通山县公安局破获刑事案件321起，成效明显。"
    assert wrong(findings(report)) == [("conflict", "likely", "破获刑事案件 is 221起 and 321起")]


def test_what_has_no_time_is_at_most_possible(findings):
    report = "通山县公安局破获刑事案件221起。\n民警走村入户。\n通山县公安局破获刑事案件321起，成效明显。"
    assert wrong(findings(report)) == [("conflict", "possible", "破获刑事案件 is 221起 and 321起")]
    assert wrong(findings(report.replace("局破获刑事案件221", "局近5年破获刑事案件221"), date=None)) == []


def test_a_list_with_one_wording_is_no_contradiction(findings):
    assert wrong(findings("截至5月31日，新增退税312亿元。截至5月31日，新增退税540亿元。")) == []


REPORT = (
    "通山县公安局今年上半年工作综述。今年上半年，全县公安机关打掉犯罪团伙40个，其中盗窃犯罪团伙45个。"
    "抓获犯罪嫌疑人312人。排查各类矛盾纠纷1200余起，走访群众5.4万人。"
)


def test_a_reprint_is_checked_once_and_named(findings):
    found = findings(REPORT, f"来源：县报\n{REPORT}")
    [finding] = [finding for finding in found if not finding.holds]
    assert (finding.check, finding.copies) == ("sum", ("1.txt",))
    assert ("copy", "1.txt prints it too") in holding(found)


def test_a_misprint_in_a_reprint_is_named(findings):
    found = wrong(findings(REPORT, REPORT.replace("312人", "321人")))
    assert ("copy", "likely", "312人 is 321人 in 1.txt, which prints the same report") in found
    assert [check for check, _, _ in found] == ["sum", "copy"]


def test_bulletins_in_the_same_words_are_no_reprints(findings):
    daily = "全省新增确诊病例{}例，新增无症状感染者{}例，当日治愈出院{}例，尚在医学观察{}例。"
    assert wrong(findings(daily.format(12, 31, 5, 400), daily.format(15, 29, 8, 390))) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside the project")
def test_the_real_reports_hold_but_for_a_share_that_is_cut_off(findings):
    found = findings(*[path.read_text("utf-8") for path in sorted(SHARED.glob("*.txt"))])
    assert wrong(found) == [("rate", "slight", "1568起 of 1574起 is 99.62%, stated as 99%")]
    assert ("sum", "18个 + 17个 + 324个 = 359个") in holding(found)


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("出口9.62万亿元", Room(Decimal("9.615E+12"), Decimal("9.625E+12"))),
        ("查处359起", Room(Decimal(359), Decimal(359))),
        ("满意率98.5%", Room(Decimal("98.45"), Decimal("98.55"))),
        ("走访群众近3万人", Room(None, Decimal(30000))),
        ("走访群众30余人", Room(Decimal(30), Decimal(39))),
        ("走访群众约40人", Room(Decimal(36), Decimal(44))),
        ("占三成", Room(Decimal(25), Decimal(35))),
    ],
)
def test_a_stated_number_leaves_room_for_its_rounding(report, expected):
    [fact] = extract(report)
    assert room(fact) == expected


numbers = st.decimals(0, 10**12, allow_nan=False, allow_infinity=False, places=2)


@given(st.lists(numbers, min_size=1, max_size=6), st.lists(st.integers(0, 10**4), min_size=6, max_size=6))
def test_what_is_rounded_piece_by_piece_meets_its_sum(values, margins):
    rooms = [Room(value - margin, value + margin) for value, margin in zip(values, margins, strict=False)]
    assert total(rooms).meets(Room(sum(values), sum(values)))


@given(numbers, numbers.filter(lambda number: number > 0), st.integers(0, 6))
def test_a_share_rounded_to_some_places_meets_its_numbers(top, bottom, places):
    share = Room(top, top).over(Room(bottom, bottom))
    rounded = round(top / bottom, places)
    half = Decimal(1).scaleb(-places) / 2
    assert share.widened(Decimal("1e-12")).meets(Room(rounded - half, rounded + half))


def test_the_last_digit_of_a_counted_number_is_exact():
    assert [step(fact) for fact in extract("查处359起，走访群众3万人。")] == [0, 10000]


def test_a_finding_is_written_with_its_quotes_and_as_json(findings):
    [finding] = [one for one in findings("全市打掉犯罪团伙40个，其中盗窃犯罪团伙45个。") if not one.holds]
    assert text(finding).splitlines() == [
        "0.txt: sum, likely: the part 45个 is more than its whole 40个",
        "    by 5 个 at the least; a part is never more than its whole",
        "    0.txt:8-11  全市打掉犯罪团伙【40个】，其中盗窃犯罪团伙45个。",
        "    0.txt:20-23  全市打掉犯罪团伙40个，其中盗窃犯罪团伙【45个】。",
    ]
    data = json.loads(line(finding))
    assert (data["check"], data["level"], data["holds"], data["by"]) == ("sum", "likely", False, 5)
    assert [fact["text"] for fact in data["facts"]] == ["40个", "45个"]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(
        "全市打掉犯罪团伙40个，其中盗窃犯罪团伙45个。排查矛盾纠纷2045起，化解2011起，化解率98.3%。", "utf-8"
    )
    return path


def test_strict_fails_where_there_is_a_finding(report):
    assert run("audit", report).exit_code == 0
    assert run("audit", "--strict", report).exit_code == 1
    assert run("audit", "--strict", "--check", "rate", report).exit_code == 0
    assert run("audit", "--strict", "--level", "sure", report).exit_code == 0


def test_facts_and_documents_give_the_same_findings(report, tmp_path):
    facts = tmp_path / "facts.csv"
    assert run("extract", report, "-o", facts).exit_code == 0
    from_text, from_facts = run("audit", report), run("audit", facts)
    assert from_text.stdout == from_facts.stdout
    assert from_text.stdout.endswith("findings: 1; checks that hold: 1; facts: 5\n")


@pytest.mark.parametrize("option", ["--all", "--verbose"])
def test_what_holds_is_shown_when_asked_for(report, option):
    assert ", holds:" not in run("audit", report).stdout
    assert "rate, holds: 2011起 of 2045起 is 98.34%, stated as 98.3%" in run("audit", report, option).stdout


def test_findings_are_json_lines_for_programs(report):
    lines = run("audit", report, "--format", "jsonl", "--all").stdout.splitlines()
    assert [json.loads(line)["holds"] for line in lines] == [False, True]
