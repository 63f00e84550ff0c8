"""Numerals and their bounds: tables of what each says, and round trips over every way to write a number."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import cn2an
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.numbers import (
    NotANumber,
    Reading,
    amount,
    bound,
    doublings,
    fraction,
    read,
    read_range,
)

PATTERNS = Path(__file__).parent.parent / "patterns"

AMOUNTS = {
    "0": ["0", "零", "〇"],
    "2": ["2", "两", "二", "贰"],
    "12": ["12", "十二", "一十二", "壹拾贰"],
    "20": ["20", "二十", "廿"],
    "23": ["廿三", "二十三", "贰拾叁"],
    "31": ["卅一"],
    "100": ["百", "一百", "壹佰"],
    "105": ["一百零五", "一百〇五"],
    "120": ["一百二", "一百二十", "百二十"],
    "2022": ["二〇二二", "二零二二", "两千零二十二", "2,022"],
    "3500": ["三千五", "3千5百", "3.5千", "3,500"],
    "5": ["五", "+5", "零五"],
    "550": ["5百50", "五百五"],
    "12000": ["一万二", "1.2万", "12 000"],
    "10005": ["万零五", "一万零五"],
    "30010": ["3万10", "三万零十"],
    "30500": ["三万零五百", "三万五百", "3万500"],
    "35000": ["3万5千", "3万5000", "三万五千", "3.5万"],
    "123000": ["十二万三", "12.3万"],
    "100000": ["壹拾万", "十万", "拾萬"],
    "1011000": ["一百零一万一千"],
    "15000000": ["1.5千万", "一点五千万"],
    "2000000": ["2百万", "两百万"],
    "20000000": ["2千万", "2个千万"],
    "300000000": ["3亿", "三个亿", "3个亿"],
    "120000000": ["1亿2千万", "1亿2000万", "一亿二千万", "一亿二"],
    "400000000": ["四万万", "4亿"],
    "40504040000": ["四百零五亿零四百零四万"],
    "1000000000000": ["一万亿", "1万亿", "万亿"],
    "3500000000000": ["三兆五千亿", "3.5万亿"],
    "3050000060000": ["三兆零五百亿零六万"],
    "3000000500000": ["三兆五十万"],
    "33070000000000": ["33.07万亿", "三十三点零七万亿"],
    "2112089000": ["211208.9万"],
    "1234567.89": ["1,234,567.89", "1 234 567.89"],
    "3.6": ["3.6", "三点六"],
    "0.05": ["0.05", "零点零五"],
    "36000": ["三点六万"],
    "-11": ["负十一", "-11", "−11", "零下11", "零下十一"],
}


@pytest.mark.parametrize(
    ("numeral", "value"), [(numeral, value) for value, numerals in AMOUNTS.items() for numeral in numerals]
)
def test_an_amount_is_exact(numeral: str, value: str) -> None:
    assert format(amount(numeral), "f") == value


def test_an_amount_keeps_the_digits_that_the_source_wrote() -> None:
    assert str(amount("5.20")) == "5.20"
    assert str(amount("33.07万亿")) == "3.307E+13"
    assert str(amount("一万二亿")) == "1.2000E+12"


def test_no_digit_of_a_long_numeral_is_lost() -> None:
    forty = "1234567890" * 4
    assert amount("9" * 60) == Decimal("9" * 60)
    assert amount(f"{forty}万") == Decimal(f"{forty}0000")
    assert amount(f"零点{'三' * 40}万") == Decimal("3333." + "3" * 36)
    assert plain(read(f"{forty}1余")) == (f"{forty}1", f"{forty}1", None, "over")
    assert plain(read(f"{forty}多万")) == (f"{forty}0000", f"{forty}0000", f"{forty[:-1]}99999", "over")
    assert str(fraction("1" * 40, "2" * 40).value) == "50"


@pytest.mark.parametrize(
    "text",
    [
        "", "万一", "十三五", "百八十", "千百万", "亿万", "百十", "3万5", "5千3万", "1,23", "三千百",
        "十余", "两三百", "数十", "1.2.3", "点五", "三点", "一百百", "万万万", "十十", "人", "-", "負",
        "1" * 61, "3万9", "3万10000", "3万12345", "百八十点五", "5+", "三个", "一万两", "零一万", "零百五十",
        "一亿二万万", "一亿一万万", "三兆", "三兆五", "三兆五百", "三兆亿", "三兆零零五亿",
        "十十兆五亿", "三兆十十亿", "三兆百一万",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        amount(text)


COUNTS = {
    # Without 万 and 亿, or before them, 余 and 多 fill the places below the last digit that is not zero.
    "900多": ("900", "900", "999", "over"),
    "40多万": ("400000", "400000", "499999", "over"),
    "1400余万": ("14000000", "14000000", "14999999", "over"),
    "10余": ("10", "10", "19", "over"),
    "十余": ("10", "10", "19", "over"),
    "十余万": ("100000", "100000", "199999", "over"),
    "一千多万": ("10000000", "10000000", "19999999", "over"),
    "3000多": ("3000", "3000", "3999", "over"),
    "3亿5000多万": ("350000000", "350000000", "359999999", "over"),
    "百余": ("100", "100", "199", "over"),
    "千余": ("1000", "1000", "1999", "over"),
    # Behind 万 and 亿 they fill what is below the last place stated.
    "30万余": ("300000", "300000", "309999", "over"),
    "三十万余": ("300000", "300000", "309999", "over"),
    "13万多": ("130000", "130000", "139999", "over"),
    "2635.6万余": ("26356000", "26356000", "26356999", "over"),
    "万余": ("10000", "10000", "19999", "over"),
    "百万余": ("1000000", "1000000", "1999999", "over"),
    # With no place below, the upper end is open.
    "4354余": ("4354", "4354", None, "over"),
    "上千": ("1000", "1000", None, "over"),
    "上百": ("100", "100", None, "over"),
    "上千万": ("10000000", "10000000", None, "over"),
    "10来": ("10", None, None, "about"),
    "三十来万": ("300000", None, None, "about"),
    "数十万": (None, "100000", "999999", "vague"),
    "几百": (None, "100", "999", "vague"),
    "几十": (None, "10", "99", "vague"),
    "几": (None, "1", "9", "vague"),
    "数": (None, "1", "9", "vague"),
    "十几": (None, "11", "19", "vague"),
    "20几": (None, "21", "29", "vague"),
    "20几万": (None, "210000", "299999", "vague"),
    "二十几万": (None, "210000", "299999", "vague"),
    "一百几十万": (None, "1100000", "1999999", "vague"),
    "成百上千": (None, "100", None, "vague"),
    "数以万计": (None, "10000", None, "vague"),
    "两三": (None, "2", "3", "range"),
    "一两": (None, "1", "2", "range"),
    "三四十": (None, "30", "40", "range"),
    "七八百": (None, "700", "800", "range"),
    "三五百": (None, "300", "500", "range"),
    "十七八": (None, "17", "18", "range"),
    "一百二三十": (None, "120", "130", "range"),
    "二三十万": (None, "200000", "300000", "range"),
    "两三百多": (None, "200", "399", "range"),
    "三四多": (None, "3", None, "range"),
    "两三百万": (None, "2000000", "3000000", "range"),
    "半": ("0.5", "0.5", "0.5", "exact"),
    "3012": ("3012", "3012", "3012", "exact"),
    "零下20多": ("-20", "-29", "-20", "over"),
    "零下10来": ("-10", None, None, "about"),
}


@pytest.mark.parametrize(
    ("numeral", "low", "high"),
    [
        ("1" + "0" * 40 + "多", 10**40, 2 * 10**40 - 1),
        ("2" + "0" * 35 + "几", 2 * 10**35 + 1, 2 * 10**35 + 9),
    ],
)
def test_bounds_of_many_digits_are_exact(numeral: str, low: int, high: int) -> None:
    reading = read(numeral)
    assert (reading.low, reading.high) == (low, high)


@pytest.mark.parametrize(("numeral", "expected"), COUNTS.items())
def test_a_count_is_whole(numeral: str, expected: tuple[str | None, ...]) -> None:
    assert plain(read(numeral)) == expected


@pytest.mark.parametrize(
    ("numeral", "tail", "expected"),
    [
        ("3", "多", ("3", "3", "4", "over")),
        ("10", "多", ("10", "10", "11", "over")),  # 10年多: more than the ten, less than eleven
        ("10余", "", ("10", "10", "20", "over")),
        ("60多", "", ("60", "60", "70", "over")),
        ("5100多万", "", ("51000000", "51000000", "52000000", "over")),
        ("4354余", "", ("4354", "4354", "4355", "over")),
        ("3.5万余", "", ("35000", "35000", "36000", "over")),
        ("数十", "", (None, "10", "100", "vague")),
        ("两三百余", "", (None, "200", "400", "range")),
        ("一", "半", ("1.5", "1.5", "1.5", "exact")),
        ("十二", "半", ("12.5", "12.5", "12.5", "exact")),
    ],
)
def test_a_measure_is_continuous(numeral: str, tail: str, expected: tuple[str | None, ...]) -> None:
    assert plain(read(numeral, tail, continuous=True)) == expected


@pytest.mark.parametrize(
    ("numeral", "tail", "expected"),
    [
        ("5万", "余", ("50000", "50000", "59999", "over")),
        ("10", "余", ("10", "10", None, "over")),  # 10元余 is not 10余元
    ],
)
def test_more_behind_the_unit_of_a_count(numeral: str, tail: str, expected: tuple[str | None, ...]) -> None:
    assert plain(read(numeral, tail)) == expected


@pytest.mark.parametrize(
    ("numeral", "tail"),
    [
        ("十余", "半"),
        ("3万", "半"),
        ("3", "几"),
        ("两三", "多"),
        ("0余", ""),
        ("百姓", ""),
        ("十数", ""),
        ("百几", ""),
        ("20几千十", ""),
        ("十一两", ""),
        ("上亿万", ""),
    ],
)
def test_what_cannot_be_read_is_refused(numeral: str, tail: str) -> None:
    with pytest.raises(NotANumber):
        read(numeral, tail)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("3", "5", ("3", "5")),
        ("3", "5万", ("30000", "50000")),
        ("1.2万", "1.5万", ("12000", "15000")),
        ("500", "1000万", ("5000000", "10000000")),
        ("5000", "1万", ("5000", "10000")),
        ("5千", "1万", ("5000", "10000")),
        ("一百二十", "一百五十万", ("1200000", "1500000")),
        ("三", "五百", ("300", "500")),
        ("一", "二十", ("1", "20")),
        ("10余", "20余", ("10", "29")),
        ("零下5", "3", ("-5", "3")),
        ("3", "5万余", ("30000", "59999")),
        ("5", "5万", ("5", "50000")),  # 5万至5万 would be none
        ("七千", "九千亿", ("700000000000", "900000000000")),
        ("10来", "20", ("10", "20")),
        ("10", "20来", ("10", "20")),
        ("几", "上百", ("1", None)),
        ("100", "上百", ("100", None)),
    ],
)
def test_a_range_shares_the_scale_that_is_written_once(
    low: str, high: str, expected: tuple[str | None, ...]
) -> None:
    assert plain(read_range(low, high)) == (None, *expected, "range")


def test_the_end_of_a_range_of_measures_is_continuous() -> None:
    assert plain(read_range("10余", "20余", continuous=True)) == (None, "10", "30", "range")
    assert plain(read_range("0", "数十", continuous=True)) == (None, "0", "100", "range")


@pytest.mark.parametrize(("low", "high"), [("5", "3"), ("3", "3"), ("3", "一线"), ("5万", "3"), ("5", "1余")])
def test_a_range_that_does_not_rise_is_refused(low: str, high: str) -> None:
    with pytest.raises(NotANumber):
        read_range(low, high)


@pytest.mark.parametrize(
    ("numeral", "qualifier", "expected"),
    [
        ("40", "about", ("40", None, None, "about")),
        ("80", "over", ("80", "80", None, "over")),
        ("70", "at_least", ("70", "70", None, "at_least")),
        ("3万", "under", ("30000", None, "30000", "under")),
        ("5", "at_most", ("5", None, "5", "at_most")),
        ("5", "exact", ("5", "5", "5", "exact")),
        ("900多", "about", ("900", None, None, "about")),
        ("900多", "over", ("900", "900", None, "over")),
        ("10余", "at_most", ("10", None, "19", "at_most")),
        ("百余", "under", ("100", None, None, "about")),  # 近百余人 contradicts itself
        ("两三", "about", (None, "2", "3", "range")),
        ("数百", "at_least", (None, "100", None, "at_least")),
        ("数十", "under", (None, None, "99", "under")),
        ("10来", "over", ("10", "10", None, "over")),
        ("10来", "at_most", ("10", None, "10", "at_most")),
        ("数以万计", "under", (None, "10000", None, "vague")),
        ("成百上千", "at_most", (None, "100", None, "vague")),
        ("零下30", "at_most", ("-30", None, "-30", "at_most")),
    ],
)
def test_a_bound_narrows_a_reading(numeral: str, qualifier: str, expected: tuple[str | None, ...]) -> None:
    assert plain(bound(read(numeral), qualifier)) == expected


def test_what_has_no_lower_end_gets_none_by_at_least() -> None:
    most = bound(read("数十"), "at_most")
    assert plain(bound(most, "at_least")) == plain(most) == (None, None, "99", "at_most")


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        ("三点五", "百", ("3.5", "3.5", "3.5", "exact")),
        ("百", "百", ("100", "100", "100", "exact")),
        ("三十多", "百", ("30", "30", "40", "over")),
        ("三", "千", ("3", "3", "3", "exact")),  # per mille
        ("五", "万", ("0.05", "0.05", "0.05", "exact")),
        ("一", "三", ("33.33", "33.33", "33.33", "exact")),
        ("三", "四", ("75", "75", "75", "exact")),
        ("一", "五", ("20", "20", "20", "exact")),
        ("三", "三", ("100", "100", "100", "exact")),
        ("零", "三", ("0", "0", "0", "exact")),
        ("1", "1", ("100", "100", "100", "exact")),
        ("5", "6", ("83.33", "83.33", "83.33", "exact")),
        # Four places stand as they are; what has no end is cut to two, but a small share to three digits.
        ("1", "64", ("1.5625", "1.5625", "1.5625", "exact")),
        ("1", "128", ("0.78", "0.78", "0.78", "exact")),
        ("1", "300", ("0.33", "0.33", "0.33", "exact")),
        ("一", "三千", ("0.0333", "0.0333", "0.0333", "exact")),
        ("1", "3200", ("0.0313", "0.0313", "0.0313", "exact")),
    ],
)
def test_a_share_is_read_in_per_cent(
    numerator: str, denominator: str, expected: tuple[str | None, ...]
) -> None:
    assert plain(fraction(numerator, denominator)) == expected


def test_a_share_is_written_out() -> None:
    assert str(fraction("1", "5").value) == "20"


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [
        ("3", "0"),
        ("0", "0"),
        ("5", "3"),
        ("十余", "三"),
        ("十余", "二十"),
        ("两三", "十"),
        ("人", "次"),
        ("三", ""),
    ],
)
def test_what_is_no_share_is_refused(numerator: str, denominator: str) -> None:
    with pytest.raises(NotANumber):
        fraction(numerator, denominator)


@pytest.mark.parametrize(("times", "value"), [("", 2), ("一", 2), ("两", 4), ("3", 8), ("二十", 2**20)])
def test_each_doubling_is_twice_as_much(times: str, value: int) -> None:
    assert plain(doublings(times)) == (str(value), str(value), str(value), "exact")


def test_a_doubling_without_a_number_is_one() -> None:
    assert doublings().value == 2


@pytest.mark.parametrize("times", ["1.5", "零", "21", "百", "数"])
def test_doublings_are_few_and_whole(times: str) -> None:
    with pytest.raises(NotANumber):
        doublings(times)


# Round trips

SMALL = st.integers(min_value=0, max_value=10**4)
NUMBERS = st.one_of(SMALL, st.integers(min_value=0, max_value=10**16 - 1))
FORMS: dict[str, Callable[[int], str]] = {
    "low": lambda number: cn2an.an2cn(number, "low"),
    "up": lambda number: cn2an.an2cn(number, "up"),
    "commas": "{:,}".format,
    "spaces": lambda number: f"{number:,}".replace(",", " "),
    "plain": str,
    "万": lambda number: f"{Decimal(number).scaleb(-4):f}万",
    "亿": lambda number: f"{Decimal(number).scaleb(-8):f}亿",
    "negative": lambda number: f"{number}",
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(number=NUMBERS)
def test_every_way_to_write_a_number_gives_it_back(form: str, number: int) -> None:
    assert amount(FORMS[form](number)) == number


@settings(max_examples=60, deadline=None)
@given(number=st.integers(min_value=1, max_value=10**12))
def test_cn2an_reads_the_same(number: int) -> None:
    written = cn2an.an2cn(number, "low")
    assert amount(written) == cn2an.cn2an(written, "strict") == number


@settings(max_examples=60, deadline=None)
@given(hundred_million=st.integers(1, 9999), ten_thousand=st.integers(10, 9999), thousand=st.integers(1, 9))
def test_digits_and_scales_mix(hundred_million: int, ten_thousand: int, thousand: int) -> None:
    value = hundred_million * 10**8 + ten_thousand * 10**4
    assert amount(f"{hundred_million}亿{ten_thousand}万") == value
    assert amount(f"{hundred_million}亿{ten_thousand}万{thousand}千") == value + thousand * 1000


@settings(max_examples=60, deadline=None)
@given(st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False))
def test_decimals_stay_exact(number: Decimal) -> None:
    assert amount(f"{number}万亿") == number.scaleb(12)
    assert amount(cn2an.an2cn(format(number, "f"), "low")) == number


@settings(max_examples=60, deadline=None)
@given(number=st.integers(10, 10**9), scale=st.sampled_from(["", "万", "亿"]))
def test_more_never_reaches_the_next_value(number: int, scale: str) -> None:
    """What 余 leaves open ends below the same numeral with its last stated digit one higher."""
    for written in (f"{number}余{scale}", f"{number}{scale}余"):
        count, measure = read(written), read(written, continuous=True)
        assert count.value == measure.value == count.low == amount(f"{number}{scale}")
        assert measure.high is not None
        assert measure.high > number
        assert count.high is None or count.high == measure.high - 1


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789,. 零一二两三九十百千万亿点余多几数来上半成负廿-", max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (amount, read):
        try:
            reading = reader(text)
        except NotANumber:
            continue
        if isinstance(reading, Reading) and reading.low is not None and reading.high is not None:
            assert reading.low <= reading.high


# The pattern that finds numerals in a text


def expanded(name: str) -> str:
    """Write a sub-pattern of words.toml out."""
    table = tomllib.loads((PATTERNS / "words.toml").read_text("utf-8"))["pattern"]

    def out(text: str) -> str:
        return regex.sub(r"\{([a-z_]+)\}", lambda match: f"(?:{out(table[match[1]])})", text)

    return out(f"{{{name}}}")


NUMERAL = regex.compile(expanded("numeral"))


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("冻结211208.9万元,拘留5621名、13万多名", ["211208.9万", "5621", "13万多"]),
        ("3,5,7都是单数", ["3", "5", "7"]),
        ("28、29日,1,260,582人", ["28", "29", "1,260,582"]),
        ("一百多人、十余人、数十万网友、几百人、上千名", ["一百多", "十余", "数十万", "几百", "上千"]),
        ("两三个,三四十万,十几个,一两名", ["两三", "三四十万", "十几", "一两"]),
        ("3万5千元,1亿2000多万元,3万5000元", ["3万5千", "1亿2000多万", "3万5000"]),
        ("1400余万元,30万余人,5千余万元", ["1400余万", "30万余", "5千余万"]),
        ("5千克,300千米,5000万千瓦,三万千瓦", ["5", "300", "5000万", "三万"]),
        ("8.6个百分点,百分之三点五", ["8.6", "三点五"]),
        ("近百名,超千人,百余户,万余株,百万元", ["百", "千", "百余", "万余", "百万"]),
        ("百姓,千家万户,几乎,茶几,上半年", []),
        ("T2航站楼,PM2.5,COVID-19,5.3.1版", ["5"]),
        ("三点六万,八点三十分", ["三点六万", "八", "三十"]),
        ("十四五规划,十四五岁", ["十四五"]),
        ("总数百人,人数十万,路上百余辆", ["十万", "百余"]),
        ("10来个,1000来自外地", ["10来", "1000"]),
        ("半小时,一个半月,大半年", ["半", "一", "半"]),
        ("三百两白银,三两酒,两百两", ["三百", "三", "两百"]),
        ("成百上千的人,数以万计", ["成百上千", "数以万计"]),
        ("唯一30家", ["一", "30"]),
    ],
)
def test_a_numeral_is_found_whole(text: str, numerals: list[str]) -> None:
    found = [match[0] for match in NUMERAL.finditer(text)]
    assert found == numerals
    for numeral in found:
        read(numeral)


@settings(max_examples=100, deadline=None)
@given(
    number=st.integers(1, 10**12),
    form=st.sampled_from(["low", "up", "commas", "plain", "万", "亿"]),
    more=st.sampled_from(["", "余", "多"]),
)
def test_a_numeral_in_a_text_is_found_as_it_was_written(number: int, form: str, more: str) -> None:
    numeral = FORMS[form](number)
    if form in ("low", "up") and numeral[-1] not in "十百千万亿拾佰仟":
        more = ""
    found = NUMERAL.search(f"共{numeral}{more}元")
    assert found is not None
    assert found[0] == numeral + more


@pytest.mark.parametrize(
    "piece", ["1", "一", "1,", "111,", "1.", "1万", "十余", "一点", "几", "数十", "百", "上", "一千多"]
)
def test_the_search_for_numerals_takes_one_pass(piece: str) -> None:
    """A quadratic search over 60,000 characters would take minutes; the time limit is far from both."""
    text = piece * (60_000 // len(piece)) + "名"
    for pattern in (NUMERAL, regex.compile(f"{NUMERAL.pattern}[名个]起")):
        assert sum(1 for _ in pattern.finditer(text, timeout=5)) >= 0


def plain(reading: Reading) -> tuple[str | None, ...]:
    """Write a reading out, without exponents."""
    return (*(None if part is None else format(part, "f") for part in reading[:3]), reading.qualifier)
