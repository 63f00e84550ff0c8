"""Spelling becomes one, and every character knows where it came from."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.paths import patterns_folder
from extractor.text.normalise import is_traditional, normalise, read_table

GLOSSED = "抗疫一線(xiàn),"  # a page with one sure gloss, so that those without a tone are believed too


def plain(source):
    return normalise(source).plain


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("共１２３４人", "共1234人"),
        ("增长５．２％", "增长5.2%"),
        ("增长5．2‰", "增长5.2‰"),
        ("Ｔ２航站楼", "T2航站楼"),
        ("投资１，２３４，５６７元", "投资1,234,567元"),
        ("南湖，１２３人到场", "南湖，123人到场"),
        ("立案１２，破案３", "立案12，破案3"),
        ("先后有１２３，４５６７", "先后有123，4567"),  # no group of three
        ("立案100，200人", "立案100，200人"),  # half-width digits: a comma of the clause
        ("气温－３℃", "气温-3℃"),
        ("２０：３０开会", "20:30开会"),
        ("地点：12号楼", "地点：12号楼"),
        ("面积100㎡；①②", "面积100㎡；①②"),
        ("登记上牌12辆﹔过户3辆", "登记上牌12辆；过户3辆"),
        ("二○二三年", "二〇二三年"),
        ("二０二〇年", "二〇二〇年"),
        ("⽉底⼈数", "月底人数"),  # doubles of ideographs, from PDF files
    ],
)
def test_signs_digits_and_letters_have_one_form(source, expected):
    assert plain(source) == expected
    assert len(normalise(source).plain) == len(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("13萬多名輔警", "13万多名辅警"),
        ("隻要群眾需要", "只要群众需要"),
        ("衞生署敍述痺症", "卫生署叙述痹症"),  # as Hong Kong and Taiwan write
        ("身份証補辦", "身份证补办"),
        ("30馀項", "30余项"),
        ("隨著經濟發展，著力保障，辦案著名", "随着经济发展，着力保障，办案著名"),
        ("乾部群眾來到乾縣，記錄顯著", "干部群众来到乾县，记录显著"),
        ("瞭解情況的民警登上瞭望塔", "了解情况的民警登上瞭望塔"),
        ("濬縣警方與澂江警方聯動", "浚县警方与澄江警方联动"),
        ("乾县破案著录12条，关于此", "乾县破案著录12条，关于此"),  # a Simplified text
    ],
)
def test_traditional_becomes_simplified_one_for_one(source, expected):
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("投入13萬(wàn)元", "投入13万元"),
        ("與會(huì )人員", "与会人员"),
        ("網絡(luò )", "网络"),
        ("民警( jǐng)", "民警"),
        ("長(cháng)沙", "长沙"),
        ("旅(lǚ)客", "旅客"),
        (GLOSSED + "我們(men)", "抗疫一线，我们"),
        ("男子(men)", "男子（men）"),  # no other gloss on the page
        (GLOSSED + "生产总值(GDP)", "抗疫一线，生产总值（GDP）"),
        (GLOSSED + "颗粒物(PM2.5)", "抗疫一线，颗粒物（PM2.5）"),
        ("小杰(化名)", "小杰（化名）"),
        ("5G(jì)", "5G（jì）"),
        ("长度(km)", "长度（km）"),
        ("重（chóng）新", "重（chóng）新"),  # full-width brackets are the writer's own
    ],
)
def test_glosses_are_dropped_and_other_brackets_stay(source, expected):
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("立案12起,破案3起;抓获5人:", "立案12起，破案3起；抓获5人："),
        ("增长6%,2023年(上半年)持平!", "增长6%，2023年（上半年）持平！"),
        ("投资1,234元,8:30开会", "投资1,234元，8:30开会"),
        ("PM2.5, 臭氧", "PM2.5, 臭氧"),
        ("http://例子.cn/问?id=3", "http://例子.cn/问?id=3"),
        ("Hello, world; a:b!", "Hello, world; a:b!"),
    ],
)
def test_marks_of_chinese_sentences_have_one_width(source, expected):
    assert plain(source) == expected
    assert len(expected) == len(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("增长 5.2 %，2022 年 6 月", "增长5.2%，2022年6月"),
        ("投入 30 万 元", "投入30万元"),
        ("投入30\u00a0万元", "投入30万元"),
        ("人口1 234 567人", "人口1234567人"),
        ("人口12\u2009345人", "人口12345人"),
        ("投资20亿 3万人受益", "投资20亿 3万人受益"),
        ("第3 十二人", "第3 十二人"),
        ("桥面结冰 3车相撞 立案2起", "桥面结冰 3车相撞 立案2起"),
        ("2022 100人", "2022 100人"),
        ("1 2 3 123 456", "1 2 3 123 456"),
        ("立案 20起，破案 18起，抓获 7人", "立案20起，破案18起，抓获7人"),  # the whole text is set so
    ],
)
def test_spaces_go_only_where_they_part_nothing(source, expected):
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\ufeff共\u200b12\u00ad人", "共12人"),
        ("甲\ue123乙", "甲\ufffd乙"),
        ("甲\ud800乙", "甲\ufffd乙"),
        ("甲\x00乙", "甲\x00乙"),
        ("", ""),
    ],
)
def test_odd_characters_do_no_harm(source, expected):
    assert plain(source) == expected


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_line_ends_in_one_way(end):
    assert plain(f"第一行。{end}第二行。{end}{end}第三行。") == "第一行。\n第二行。\n\n第三行。"


def test_spaces_behind_a_line_are_nothing():
    assert (
        plain("全市农家书屋 \u3000\n破案3起。\t\n\n  破案5起。") == "全市农家书屋\n破案3起。\n\n  破案5起。"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("投入13萬(w\u200bàn)元", "投入13万元"),
        ("投入13萬\u200d(wàn)元", "投入13万元"),
        ("投入13萬(ｗàn)元", "投入13万元"),
        ("户均存款3\u200b．\u20602萬元", "户均存款3.2万元"),
        ("合計１\ufeff，\u200b２３４人", "合计1,234人"),
        ("乾\u200b县的干部", "乾县的干部"),
    ],
)
def test_what_has_no_width_parts_nothing(source, expected):
    assert plain(source) == expected


LONG = "全市公安机关今年以来持续开展冬季巡逻宣传行动"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("他们战胜风雪、\n\n沼泽，抵达营地。", "他们战胜风雪、沼泽，抵达营地。"),
        (LONG + "，抓获12\n34人。", LONG + "，抓获1234人。"),
        (LONG + "，抓获1234\n人。", LONG + "，抓获1234人。"),
        ("警情下降。依托东湖市\n\n公安局的平台，破案3起。", "警情下降。依托东湖市公安局的平台，破案3起。"),
        ("他说：“我们\n全力以赴”，随后出发。", "他说：“我们全力以赴”，随后出发。"),
        ("东湖市破案率上升\n今年，全市破案30起。", "东湖市破案率上升\n今年，全市破案30起。"),
        ("破案30起。\n抓获3人。", "破案30起。\n抓获3人。"),
        ("破案30起，\n□ 本报记者 王某", "破案30起，\n□ 本报记者 王某"),
        (
            "活动昨日举行。本报记者 王某 摄\n东湖市破案30起。",
            "活动昨日举行。本报记者 王某 摄\n东湖市破案30起。",
        ),
        ("破案30起，\n\n\n抓获3人。", "破案30起，\n\n\n抓获3人。"),
        ("该系统名为Smart，\nCity", "该系统名为Smart，City"),
    ],
)
def test_a_break_inside_a_sentence_goes(source, expected):
    assert plain(source) == expected


def test_a_page_wrapped_to_one_width_is_joined():
    text = (
        "东湖市公安局今年以来坚持问题导向，盯住居民最关心的几件小事，先后组织开展专项行动十二次，"
        "破获各类刑事案件三千余起，抓获犯罪嫌疑人一千二百余名，挽回经济损失八千余万元，群众安全感明显上升。"
    )
    wrapped = "\n".join(text[i : i + 20] for i in range(0, len(text), 20))
    assert plain("东湖警方晒出成绩单\n" + wrapped) == "东湖警方晒出成绩单\n" + text


def test_glosses_do_not_widen_a_page():
    text = (
        "東湖市公安局今年以來堅持問題導向，盯住居民最關心的幾件小事，先後組織開展專項行動十二次，"
        "破獲各類刑事案件三千餘起，抓獲犯罪嫌疑人一千二百餘名，挽回經濟損失八千餘萬元，群眾安全感明顯上升。"
    )
    lines = [text[i : i + 20] for i in range(0, len(text), 20)]
    glossed = [
        line.replace("萬", "萬(wàn)") if n % 2 else line.replace("東", "東(dōng)")
        for n, line in enumerate(lines)
    ]
    assert glossed != lines
    assert plain("\n".join(glossed)) == plain("\n".join(lines)) == plain(text)


def test_a_list_of_headlines_is_not_joined():
    page = "\n".join(f"东湖市第{n}批惠民项目昨日在开发区集中开工建设" for n in range(10, 20))
    assert plain(page) == page


def test_offsets_lead_back_over_what_was_dropped():
    text = normalise("投入１３萬(wàn)餘元，與會(huì )３人")
    start = text.plain.index("13万余元")
    assert text.source[slice(*text.origin(start, start + 5))] == "１３萬(wàn)餘元"
    start = text.plain.index("与会")
    assert text.source[slice(*text.origin(start, start + 2))] == "與會"


PIECES = st.lists(
    st.one_of(
        st.text(max_size=3),
        st.sampled_from(
            ["１２", "，", "３４５", "萬", "(wàn)", "會(huì )", " ", "\u3000", "\n", "\r\n", "\u200b", "著"]
        ),
        st.sampled_from(
            ["乾縣", "5", ".", "％", "。", "二", "○", "年", "：", "30", "本报讯 ", "“", "123", "\U0001f600"]
        ),
        st.sampled_from(["\ue000", "\ud800", "\u00a0", "\x00"]),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_offsets_rise_and_cover_the_source(source):
    text = normalise(source)
    assert text.source == source
    assert isinstance(text.offsets, array)
    assert len(text.offsets) == len(text.plain) + 1
    assert text.offsets[-1] == len(source)
    assert all(a < b for a, b in zip(text.offsets, text.offsets[1:], strict=False))
    assert normalise(text.plain).plain.count("\ufffd") == text.plain.count("\ufffd")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("公安機關破獲案件１２３萬餘起著乾瞭於後裡證"), max_size=60))
def test_characters_change_in_place(source):
    text = normalise(source)
    assert list(text.offsets) == list(range(len(source) + 1))


def test_the_share_of_traditional_characters_decides():
    assert is_traditional("湖南公安機關啟動高等級勤務")
    assert not is_traditional("湖南公安机关启动高等级勤务，书名为《後來》，" + "全市破案三十余起。" * 10)


def test_a_table_of_ones_own_is_used():
    table = read_table("# head\nword\tsimplified\twhere\tkeep\n甲\t乙\n")
    assert normalise("甲１萬", table).plain == "乙1萬"


def test_long_texts_without_change_are_cheap_to_map():
    text = normalise("公" * 3_000_000)
    assert text.offsets[2_999_999] == 2_999_999


def test_the_lexicon_agrees_with_opencc():
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("t2s").convert
    rows = [
        line.split("\t")
        for line in (patterns_folder() / "lexicon" / "traditional.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ][1:]
    characters = [row[0] for row in rows]
    assert characters == sorted(set(characters))
    by_hand = {row[0] for row in rows if convert(row[0]) == row[0]}
    assert by_hand == set("厰囘囯寃彚敍槪歴淸澂濬痺睪瞭祇竝簷甦舗著藉衞衹逹鄕靑馀")
    assert all(convert(row[0]) == row[1] for row in rows if row[0] not in by_hand)
    assert all(len(row[0]) == len(row[1]) == 1 for row in rows)
