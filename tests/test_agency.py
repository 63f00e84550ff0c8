"""Whose number it is: names of organisations, made whole, and the one that acts."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.resolve.agency.scope import Agencies, Agency
from extractor.resolve.agency.whole import climb
from extractor.resolve.place.gazetteer import Gazetteer
from extractor.rules import load_rules
from extractor.types import Article, Draft, Mention, Sentence


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.of(load_rules())


@cache
def agencies() -> Agencies:
    return Agencies(load_rules(), gazetteer())


def article(plain: str) -> Article:
    """Make an article of lines (paragraphs) and full stops (sentences)."""
    sentences, at = [], 0
    for number, line in enumerate(plain.split("\n")):
        for part in line.replace("。", "。\0").split("\0"):
            if part:
                sentences.append(Sentence(at, at + len(part), number))
            at += len(part)
        at += 1
    return Article(1, 0, len(plain), tuple(sentences))


def found(plain: str) -> list[str]:
    names = agencies().find(plain, gazetteer().find(plain))
    return [plain[name.start : name.end] for name in names]


def owner(text: str, metric: str, region: str | None, kind: str = "count", unit: str | None = None) -> Agency:
    """Give the agency of the number between < and >."""
    start, end = text.index("<"), text.index(">") - 1
    plain = text.replace("<", "").replace(">", "")
    one = article(plain)
    index = next(i for i, sentence in enumerate(one.sentences) if sentence.start <= start < sentence.end)
    sentence = one.sentences[index]
    first = 1 + max(plain.rfind(sign, sentence.start, start) for sign in "，；")
    ends = [at for sign in "，；。" if (at := plain.find(sign, end, sentence.end)) >= 0]
    clause = (max(first, sentence.start), min(ends, default=sentence.end))
    draft = Draft(Mention(start, end, kind, "test", unit=unit), index, clause, metric)
    names = agencies().find(plain, gazetteer().find(plain, (one,)))
    return agencies().scope(plain, one, names).at(draft, index, region)


@pytest.mark.parametrize(
    ("plain", "names"),
    [
        ("宜宾市公安局交警支队民警", ["宜宾市公安局交警支队"]),
        ("宜宾市公安局翠屏区分局安阜派出所", ["宜宾市公安局翠屏区分局安阜派出所"]),
        ("市公安局局长到县委调研", ["市公安局", "县委"]),
        ("该局和全市公安机关", ["该局", "全市公安机关"]),
        ("公安县的消防车和消防栓", []),  # a county, and things
        ("美国财政部和俄国防部", []),  # other countries'
        ("公安大学的人大代表", []),
        ("最高人民法院工作报告", ["最高人民法院"]),
        ("拱北海关查获", ["拱北海关"]),
        ("市委、市政府", ["市委", "市政府"]),
        ("建设茶叶产业大数据中心", []),
    ],
)
def test_names_are_found_with_their_place_level_and_parent(plain, names):
    assert found(plain) == names


@pytest.mark.parametrize(
    ("text", "metric", "region", "name", "type_"),
    [
        ("宜宾市公安局出动警力<80>人。", "出动警力", "511500", "宜宾市公安局", "公安"),
        ("邹平法院审结<12>件。", "审结", "371681", "邹平市人民法院", "法院"),
        ("湖南公安破案<12>起。", "破案", "430000", "湖南省公安机关", "公安"),
        ("通江警方抓获<9>人。\n通江县警方。", "抓获", "511921", "通江县警方", "公安"),
        ("市检察院起诉<12>人。", "起诉", "511500", "宜宾市人民检察院", "检察"),
        ("省公安厅经侦总队破案<12>起。", "破案", "430100", "湖南省公安厅经侦总队", "公安"),
        ("通江县公安局部署行动。经侦大队立案<12>起。", "立案", "511921", "通江县公安局经侦大队", "公安"),
        ("宜宾市公安局部署行动。该局破案<12>起。", "破案", "511500", "宜宾市公安局", "公安"),
        ("宜宾市公安局部署行动。全市公安机关破案<12>起。", "破案", "511500", "宜宾市公安机关", "公安"),
        ("全国检察机关起诉<12>人。", "起诉", "100000", "全国检察机关", "检察"),
        ("全国法院收案<12>件。", "收案", "100000", "全国法院", "法院"),
        ("公安部派出工作组<12>个。", "派出工作组", "100000", "公安部", "公安"),
        ("上海市高院审结<12>件。", "审结", "310000", "上海市高级人民法院", "法院"),
        ("宜宾交警查处<12>起。", "查处", "511500", "宜宾市公安局交警支队", "公安"),
        ("青岛海关缉私局抓获<12>人。", "抓获", "370200", "青岛海关缉私局", "海关"),
        ("省消防总队扑救火灾<12>起。", "扑救火灾", "430000", "湖南省消防救援总队", "消防"),
        (
            "宜宾市公安局部署行动。该局刑侦支队破案<12>起。",
            "破案",
            "511500",
            "宜宾市公安局刑侦支队",
            "公安",
        ),
        (
            "宜宾市公安局部署行动。翠屏区分局走访。该局抓获<12>人。",
            "抓获",
            "511500",
            "宜宾市公安局",
            "公安",
        ),
        ("宜宾市公安局翠屏分局破案<12>起。", "破案", "511502", "宜宾市公安局翠屏分局", "公安"),
        ("翠屏区公安分局破案<12>起。", "破案", "511502", "宜宾市公安局翠屏分局", "公安"),
        ("通江县法院铁溪法庭审结<12>件。", "审结", "511921", "通江县人民法院铁溪法庭", "法院"),
        (
            "通江县人民法院推进工作。结案率97%，居全市基层法院第二；法官人均结案<462>件。",
            "法官人均结案",
            "511921",
            "通江县人民法院",
            "法院",
        ),
    ],
)
def test_a_name_is_made_whole(text, metric, region, name, type_):
    assert owner(text, metric, region)[:2] == (name, type_)


@pytest.mark.parametrize(
    ("text", "metric", "region", "kind"),
    [
        ("据青岛海关统计，山东省出口<12>亿元。", "出口", "370000", "money"),
        ("国家统计局公布，居民消费价格上涨<2>%。", "居民消费价格", "100000", "percent"),
        ("农业农村部最新调度显示，秋粮已收<2>亿亩。", "秋粮已收", "100000", "measure"),
        ("宜宾市公安局介绍，去年全市接待游客<12>万人次。", "接待游客", "511500", "count"),
        ("宜宾警方接到报警，一名女子被骗<12>万元。", "被骗", "511500", "money"),
        ("宜宾市公安局破案后，宜宾某某有限公司新招<12>人。", "新招", "511500", "count"),
        ("宜宾市公安局来到<12>平方公里的新区。", "新区", "511500", "measure"),
        ("在市公安局的支持下，学校办班<12>个。", "办班", "511500", "count"),
        ("《宜宾市公安局工作要点》说，全年<12>场演出。", "演出", "511500", "count"),
    ],
)
def test_who_publishes_or_stands_by_does_not_own_the_number(text, metric, region, kind):
    assert owner(text, metric, region, kind).name is None


@pytest.mark.parametrize(
    ("text", "metric", "region", "name"),
    [
        ("宜宾市中级人民法院开庭。法院认定被告人的<14>项罪名。", "罪名", "511500", "宜宾市中级人民法院"),
        ("宜宾市检察院提出抗诉，法院改判<14>件。", "改判", "511500", "宜宾市法院"),
        ("水利部淮河水利委员会压减下泄流量至<300>立方米。", "下泄流量", None, "水利部淮河水利委员会"),
        ("四川宜宾的农业部门成立了<9>支服务队。", "服务队", "511500", "宜宾市农业部门"),
        ("新疆军区出动官兵<300>名。", "出动官兵", "650000", "新疆军区"),
        (
            "市场监管总局发布抽检情况。对点心开展抽检，覆盖<14>个平台。",
            "覆盖平台",
            "100000",
            "国家市场监督管理总局",
        ),
        ("应急管理部发通知。\n江安转移群众<12>人。\n应急管理部派出工作组。", "转移群众", "511523", None),
        ("山火蔓延。警方逮捕嫌疑人<1>名。\n公安部和最高人民检察院发通知。", "逮捕嫌疑人", None, None),
        ("中国最北边境派出所\n北极派出所在江边。\n我们随民警走了<6>公里。", "走", "100000", None),
        ("当地司法部门说，纵火者被捕，判了<6>人。", "判", "511500", None),
        ("天气预警方面，预报提前<12>分钟。", "预报提前", "100000", None),
    ],
)
def test_a_body_is_carried_on_but_none_is_invented(text, metric, region, name):
    assert owner(text, metric, region).name == name


def test_a_hospital_does_not_own_the_numbers_of_its_whole_city():
    text = "宜宾市人民医院创建示范\n宜宾市人民医院接诊增多。\n全市总诊疗<12>万人次。"
    assert owner(text, "总诊疗", "511500").name is None


def test_an_age_is_nobodys_work():
    assert owner("宜宾市公安局<44>岁的民警。", "民警", "511500", "measure", "岁").name is None


STORY = "宜宾市公安局护航开学季\n宜宾市公安局投入警力守护校园。\n"


@pytest.mark.parametrize(
    ("text", "metric", "region", "name"),
    [
        (STORY + "民警走访群众<12>户。", "走访群众", "511500", "宜宾市公安局"),
        (STORY + "今年以来，共抓获嫌疑人<12>名。", "抓获嫌疑人", "511500", "宜宾市公安局"),
        (STORY + "老板把店里的<12>把伞送到执勤点。", "伞", "511500", None),
        (STORY + "全国共破案<12>起。", "破案", "100000", "全国公安机关"),
        (STORY + "江安部署专项行动，排查企业<12>家。", "排查企业", "511523", "江安县公安局"),
        (STORY + "周某等<12>人涉嫌诈骗罪一案开庭。", "人", "511500", None),
        (STORY + "全市粮食产量<12>万吨。", "粮食产量", "511500", None),
    ],
)
def test_an_article_about_one_organisation_lends_it_to_its_kind_of_work(text, metric, region, name):
    assert owner(text, metric, region).name == name


def test_a_headline_that_names_a_system_makes_the_report_its_own():
    """However seldom it is named; the accused and their crimes are then its work."""
    plain = "广西禁毒检察白皮书\n全区检察机关起诉9人。\n" + "案情各不相同。" * 30
    plain += "\n走私毒品罪29704人。"
    one = article(plain)
    one = Article(1, 0, len(plain), one.sentences, 1)
    names = agencies().find(plain, gazetteer().find(plain))
    at = plain.index("29704")
    index = next(i for i, s in enumerate(one.sentences) if s.start <= at < s.end)
    draft = Draft(
        Mention(at, at + 6, "count", "count.classifier", unit="人"),
        index,
        one.sentences[index][:2],
        "走私毒品罪",
    )
    assert agencies().scope(plain, one, names).at(draft, index, "450000").name == "广西壮族自治区检察机关"


def test_a_paragraph_keeps_its_last_organisation():
    text = STORY + "宜宾市公安局刑警支队成立于1998年。上半年破案<12>起。\n全年破案30起。"
    assert owner(text, "破案", "511500").name == "宜宾市公安局刑警支队"


def test_a_court_behind_the_number_hears_the_case():
    assert owner("黄某等<12>人诈骗案在江安法院开庭审理。", "诈骗案", "511523").name == "江安县人民法院"


def test_leaders_behind_the_number_are_the_bodys_own():
    assert owner(STORY + "<4>位市局领导坚守一线。", "市局领导", "511500").name == "宜宾市公安局"


def test_a_text_without_organisations_has_no_agency():
    assert owner("宜宾市接待游客<12>万人次。", "接待游客", "511500").name is None


@pytest.mark.parametrize(
    ("code", "level", "expected"),
    [
        ("511523", "市", "511500"),
        ("511523", "省", "510000"),
        ("511523", "县", "511523"),
        ("511500", "县", None),
        ("310115", "市", "310000"),
        ("100000", "市", None),
        ("511500", "", "511500"),
    ],
)
def test_a_level_is_climbed_to(code, level, expected):
    assert climb(code, level, gazetteer()) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["宜宾", "市", "公安局", "交警支队", "江安县", "法院", "，", "全", "镇", "禁毒办"])
    )
)
def test_names_lie_in_the_text_in_order_and_apart(parts):
    plain = "".join(parts)
    names = agencies().find(plain, gazetteer().find(plain))
    assert all(0 <= name.start < name.end <= len(plain) for name in names)
    assert all(one.end <= two.start for one, two in pairwise(names))
