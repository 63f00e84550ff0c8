"""Metrics meet in one indicator whatever their words, and what only looks alike stays apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from samples import run

from extractor import extract
from extractor.errors import RuleError
from extractor.indicators import COLUMNS, GROWTH, Indicators, cells
from extractor.indicators_words import bare
from extractor.rules.lexicon import in_order

FILE = Path(__file__).parents[1] / "patterns" / "lexicon" / "indicator.tsv"
SYSTEMS = {"公安", "检察", "法院", "消防", "统计", "海关", "卫健", "教育", "生态环境"}


@pytest.fixture(scope="module")
def indicators():
    return Indicators.load()


@pytest.fixture(scope="module")
def ids(indicators):
    """Give the indicators of a text's numbers, in order."""

    def found(text, date="2022-07-20"):
        facts = [fact for fact in extract(text, date) if fact.kind not in ("date", "rank")]
        given = indicators.assign(facts)
        return [given.get(fact.id) for fact in facts]

    return found


def test_the_list_is_sorted_and_says_where_it_comes_from():
    text = FILE.read_text("utf-8")
    assert in_order(text) == text
    assert "# Source: " in text


def test_every_system_has_indicators_and_every_row_is_whole(indicators):
    assert len([row for row in indicators.rows if row.kind != GROWTH]) >= 150
    assert {row.system for row in indicators.rows} >= SYSTEMS
    for row in indicators.rows:
        assert row.kind in ("count", "money", "percent", "measure", GROWTH), row
        assert not row.parent or row.parent in indicators.by_id, row
        assert row.name
        assert row.units
        assert row.source


def test_no_phrase_is_of_two_indicators_in_one_unit(indicators):
    taken = {}
    for row in indicators.rows:
        for phrase in {bare(name) for name in (row.name, *row.synonyms)}:
            for unit in row.units:
                # Growth in per cent and a level in per cent are told apart by their direction.
                other = taken.setdefault((phrase, unit, row.kind == GROWTH, row.owner), row)
                assert other is row, (phrase, row.id, other.id)


def test_a_name_and_its_synonyms_are_found_again(indicators):
    for row in indicators.rows:
        for phrase in (row.name, *row.synonyms):
            assert row in indicators.named(phrase), (row.id, phrase)


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (
            ["共打掉涉黑涉恶犯罪团伙35个。", "打掉黑恶势力团伙35个。", "先后打掉“黑恶势力”犯罪团伙35个。"],
            "police.gang.mafia-evil",
        ),
        (["抓获网上逃犯28名。", "抓获各类在逃人员28人。"], "police.fugitive.caught"),
        (["破获电信网络诈骗案件12起。", "侦破电诈案件12起。"], "police.fraud.solved"),
        (["全国粮食产量69541万吨。", "粮食总产量1.3万亿斤。"], "stat.grain"),
        (["上半年，湖北省地区生产总值2.7万亿元。", "上半年，湖北省实现生产总值2.7万亿元。"], "stat.gdp"),
        (["一季度，国内生产总值同比增长4.8%。", "一季度，全国GDP同比增长4.8%。"], "stat.gdp.growth"),
        (["全市PM2.5平均浓度为29微克/立方米。", "细颗粒物年均浓度为29微克/立方米。"], "env.air.pm25"),
        (["通山县人民检察院批准逮捕450人。", "通山县检察机关批捕450人。"], "pros.arrest"),
        (["全年共接报火灾312起。", "全市发生火灾312起。"], "fire.fires"),
    ],
)
def test_metrics_meet(ids, texts, name):
    assert [ids(text)[0] for text in texts] == [name] * len(texts)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("通山县公安局受理经济犯罪案件20起。", "通山县公安局破获经济犯罪案件20起。"),
        ("全市打掉犯罪团伙20个。", "打掉黑恶势力犯罪团伙20个。"),
        ("全市投入警力1600人。", "全市投入警力1600人次。"),
        ("上半年，出口总额2.7亿元。", "上半年，出口总额同比增长2.7%。"),
        ("抓获犯罪嫌疑人20人。", "抓获涉黑涉恶犯罪嫌疑人20人。"),
        ("通山县公安局查封、扣押、冻结涉案资产20万元。", "通山县公安局冻结涉案资金20万元。"),
    ],
)
def test_what_looks_alike_stays_apart(ids, first, second):
    [one], [other] = ids(first), ids(second)
    assert one != other


@pytest.mark.parametrize(
    "text",
    [
        "前三季度，我国海洋生产总值7.4万亿元。",  # a part of the whole
        "前7个月，全省水利完成固定资产投资310亿元。",
        "上半年，全市日均投入警力900人次。",  # a mean
        "全年粮食产量目标是1.3万亿斤。",  # a plan
        "到2030年，全国森林覆盖率达到25%。",
        "今年前5个月，中欧贸易向好，进出口值8223亿元。",  # with one partner
        "国内生产总值环比增长1.2%。",  # against the month before
        "全市化解22起。",  # whose, and of what
        "一名老人走了20公里。",
    ],
)
def test_a_wrong_meeting_is_worse_than_none(ids, text):
    assert ids(text) == [None]


def test_exports_are_those_of_the_whole_that_they_are_a_part_of(ids):
    assert ids("我国进出口总值5.1万亿元。其中，出口2.6万亿元，进口2.5万亿元。") == [
        "customs.trade",
        "customs.exports",
        "customs.imports",
    ]
    assert ids("我国对东盟进出口5.1万亿元。其中，出口2.6万亿元，进口2.5万亿元。") == [
        "customs.asean",
        None,
        None,
    ]


def test_a_number_needs_the_owner_that_its_words_do_not_name(ids, indicators):
    assert ids("通山县人民法院审结案件312件。") == ["court.closed"]
    [fact] = extract("通山县人民法院审结案件312件。")
    assert indicators.of(replace(fact, agency_type="公安")) is None


def test_an_indicator_is_known_by_id_name_or_phrase(indicators):
    for words in ("stat.gdp", "地区生产总值", "国内生产总值"):
        assert "stat.gdp" in [row.id for row in indicators.named(words)]
    assert indicators.named("no such thing") == []


ROW = {
    "id": "own.huts",
    "name": "建成驿站",
    "system": "民政",
    "kind": "count",
    "unit": "个",
    "synonyms": "新建驿站",
}


def own_folder(tmp_path, **changes):
    folder = tmp_path / "rules"
    (folder / "lexicon").mkdir(parents=True)
    row = ROW | changes
    text = "\t".join(COLUMNS) + "\n" + "\t".join(row.get(column, "") for column in COLUMNS) + "\n"
    (folder / "lexicon" / "indicator.tsv").write_text(text, "utf-8")
    return folder


def test_a_folder_of_ones_own_adds_indicators(tmp_path):
    indicators = Indicators.load(own_folder(tmp_path))
    [fact] = extract("全县新建驿站12个。")
    assert indicators.of(fact) == "own.huts"
    assert "stat.gdp" in indicators.by_id


def test_only_the_indicators_of_the_folder_that_stands_in_the_packages_place_count(tmp_path):
    folder, report = own_folder(tmp_path), tmp_path / "report.txt"
    report.write_text("全县新建驿站12个。打掉黑恶势力团伙3个。", "utf-8")
    facts = tmp_path / "facts.jsonl"
    assert run("extract", report, "-o", facts).exit_code == 0
    pivot = ("pivot", facts, "--rows", "metric_id", "--columns", "unit")
    assert "police.gang.mafia-evil" in run(*pivot).stdout
    only = run(*pivot, "--only-patterns", folder).stdout
    assert "own.huts" in only
    assert "police.gang.mafia-evil" not in only
    (folder / "lexicon" / "indicator.tsv").unlink()
    assert Indicators.load(folder, builtin=False).rows == ()


def test_a_pattern_that_is_no_regex_is_named(tmp_path):
    with pytest.raises(RuleError, match=r"own\.huts: missing \)"):
        Indicators.load(own_folder(tmp_path, pattern="(驿站"))


def test_other_columns_are_an_error(tmp_path):
    folder = own_folder(tmp_path)
    (folder / "lexicon" / "indicator.tsv").write_text("id\tname\na\tb\n", "utf-8")
    with pytest.raises(RuleError, match="columns must be id, name, system"):
        Indicators.load(folder)


def test_the_list_can_be_asked_by_phrase_and_system(indicators):
    shown = run("metrics", "list", "打掉黑恶势力团伙").stdout.splitlines()
    assert shown[0] == "\t".join(COLUMNS)
    assert "\t".join(cells(indicators.by_id["police.gang.mafia-evil"])) in shown
    assert {
        line.split("\t")[2] for line in run("metrics", "list", "--system", "检察").stdout.splitlines()[1:]
    } == {"检察"}
    assert "police.gang.mafia-evil" in run("metrics", "list", "--format", "table").stdout


def test_phrases_without_an_indicator_are_suggested_as_rows(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(
        "全县新建驿站12个。去年新建驿站5个。全县建成书屋9个，建成书屋7个。发生火灾3起，发生火灾4起。", "utf-8"
    )
    result = run("metrics", "suggest", report, "-v")
    head, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert head == list(COLUMNS)
    assert {row[1] for row in rows} == {"新建驿站", "建成书屋"}
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert "phrases are not" in result.stderr


def test_suggested_rows_are_rows_of_the_list(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("全县新建驿站12个。去年新建驿站5个。", "utf-8")
    folder = tmp_path / "rules"
    (folder / "lexicon").mkdir(parents=True)
    assert run("metrics", "suggest", report, "-o", folder / "lexicon" / "indicator.tsv").exit_code == 0
    [fact] = extract("全县新建驿站12个。")
    assert Indicators.load(folder).of(fact) == "todo.0001"


@pytest.mark.parametrize("form", ["jsonl", "csv", "json"])
def test_extract_adds_the_indicator_as_a_last_column_on_request(tmp_path, form):
    report = tmp_path / "report.txt"
    report.write_text("全市打掉黑恶势力团伙12个。", "utf-8")
    without, with_id = (
        run("extract", report, "--format", form, *more).stdout for more in ([], ["--metric-id"])
    )
    assert "metric_id" not in without
    assert "police.gang.mafia-evil" in with_id
    last = with_id.splitlines()[0 if form != "json" else 1].rstrip('"}]\n')
    assert last.endswith("metric_id" if form == "csv" else '"metric_id":"police.gang.mafia-evil')
    assert run("extract", report, "--format", "table", "--metric-id").exit_code == 2


def test_a_list_that_is_not_utf_8_is_named(tmp_path):
    folder = own_folder(tmp_path)
    (folder / "lexicon" / "indicator.tsv").write_bytes("id\tname\n驿站\t".encode("gb18030"))
    with pytest.raises(RuleError, match=r"indicator\.tsv:2: is not UTF-8"):
        Indicators.load(folder)
