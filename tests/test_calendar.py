"""Parts of a date become EDTF."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.resolve.period.basis import basis_edtf, is_basis
from extractor.resolve.period.calendar import edtf_of
from extractor.resolve.period.days import Day, add_months, month_length, read_day, write_day
from extractor.resolve.period.relative import (
    DAY_WORDS,
    MONTH_WORDS,
    TEXT_DAY_WORDS,
    TEXT_MONTH_WORDS,
    YEAR_WORDS,
)
from extractor.rules import load_rules
from extractor.types import Mention


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"year": "2018", "month": "1", "day": "23"}, "2018-01-23"),
        ({"year": "二〇一八", "month": "一", "day": "二十三"}, "2018-01-23"),
        ({"month": "4", "day": "28", "hour": "12", "minute": "46"}, "2022-04-28T12:46"),
        ({"month": "4", "day": "28", "clock": "下午", "hour": "3", "minute": "半"}, "2022-04-28T15:30"),
        ({"month": "4", "day": "28", "clock": "早上"}, "2022-04-28"),
        ({"month": "4", "day": "28", "hour": "24"}, "2022-04-28T24:00"),  # the text says the 28th
        ({"relative": "今年", "month": "5"}, "2022-05"),
        ({"relative": "去年", "part": "底"}, "2021-12"),
        ({"relative": "去年", "day": "10"}, "2021-06-10"),  # 去年本月10日
        ({"relative": "去年", "part": "末"}, "2021-12-31"),
        ({"year": "2022", "month": "3", "part": "末"}, "2022-03-31"),
        ({"year": "2024", "month": "2", "part": "下旬"}, "2024-02-21/2024-02-29"),
        ({"half": "上半年"}, "2022-01/2022-06"),
        ({"relative": "去年", "half": "下半年"}, "2021-07/2021-12"),
        ({"quarter": "第一季度"}, "2022-01/2022-03"),
        ({"quarter": "上季度"}, "2022-01/2022-03"),
        ({"direction": "前", "number": "4", "unit": "月"}, "2022-01/2022-04"),
        ({"direction": "前", "number": "11", "unit": "月"}, "2021-01/2021-11"),
        ({"year": "2021", "direction": "最后", "number": "两", "unit": "月"}, "2021-11/2021-12"),
        ({"direction": "近", "number": "两", "unit": "年"}, "2020-06/2022-06"),
        ({"number": "三", "unit": "月"}, "2022-03-01/2022-06-01"),
        ({"direction": "ago", "number": "三", "unit": "天"}, "2022-05-29"),
        ({"direction": "未来", "number": "7", "unit": "天"}, "2022-06-01/2022-06-08"),
        ({"relative": "上", "week": "周", "weekday": "五"}, "2022-05-27"),
        ({"relative": "上", "decade": "80"}, "1980/1989"),
        ({"era": "民国", "year": "112", "month": "3", "day": "5"}, "2023-03-05"),
        ({"lunar_month": "正", "lunar_day": "初一"}, "2022-02-01"),
        ({"hour": "7", "clock": "早上"}, "T07:00"),
        ({"hour": "22", "to_relative": "次日", "to_hour": "6"}, "T22:00/T06:00"),
        ({"month": "1", "to_month": "5"}, "2022-01/2022-05"),
        ({"month": "12", "day": "28", "to_month": "1", "to_day": "3"}, "2021-12-28/2022-01-03"),
        ({"year": "2020", "month": "3", "day": "28", "to_day": "2"}, "2020-03-28/2020-04-02"),
        ({"month": "2", "day": "30"}, None),  # no such day
        ({"event": "疫情期间"}, None),
    ],
)
def test_parts_are_read_with_the_date_of_the_document(parts: dict[str, str], expected: str | None) -> None:
    assert edtf_of(parts, "2022-06-01") == expected


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        ("6", "1", "2022-06-01"),
        ("5", "31", "2022-05-31"),
        ("6", "2", "2021-06-02"),
        ("12", "3", "2021-12-03"),
    ],
)
def test_a_year_that_is_not_said_is_the_latest_that_is_not_after_the_document(
    month: str, day: str, expected: str
) -> None:
    assert edtf_of({"month": month, "day": day}, "2022-06-01") == expected


@pytest.mark.parametrize(
    ("parts", "near", "expected"),
    [
        ({"month": "10"}, "2019-08", "2019-10"),
        ({"month": "3"}, "2019-08", "2022-03"),  # a text goes on, not back
        ({"day": "29"}, "2022-04-28", "2022-04-29"),
        ({"day": "2"}, "2022-04-28", "2022-05-02"),
        ({"relative": "次年"}, "2018", "2019"),
        ({"relative": "当天"}, "2022-04-28", "2022-04-28"),
        ({"relative": "当天"}, None, None),
        ({"part": "年末"}, "2021", "2021-12-31"),
    ],
)
def test_a_date_goes_on_from_the_one_before_it(
    parts: dict[str, str], near: str | None, expected: str | None
) -> None:
    assert edtf_of(parts, "2022-06-01", near) == expected


def test_without_any_date_the_year_stays_open() -> None:
    assert edtf_of({"month": "2", "day": "23"}) == "XXXX-02-23"
    assert edtf_of({"month": "3", "to_month": "5"}) == "XXXX-03/XXXX-05"
    assert edtf_of({"relative": "去年"}) is None


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("2022-06-01T08:00:00", "2021"), ("2022-06", "2021"), ("2022", "2021"), ("", None)],
)
def test_a_reference_may_be_longer_or_shorter_than_a_day(reference: str, expected: str | None) -> None:
    assert edtf_of({"relative": "去年"}, reference) == expected


@pytest.mark.parametrize(("ahead", "expected"), [(0, "2021-06-20"), (30, "2022-06-20"), (10, "2021-06-20")])
def test_what_is_to_come_is_read_ahead_within_its_reach(ahead: int, expected: str) -> None:
    assert edtf_of({"month": "6", "day": "20"}, "2022-06-01", ahead=ahead) == expected


@pytest.mark.parametrize(
    ("words", "period", "expected"),
    [
        ("同比", "2024", "yoy"),
        ("较上年同期", None, "yoy"),
        ("环比", "2024-03", "mom"),
        ("上年", "2024", "2023"),
        ("去年", None, "2024"),  # the document stands in for the period
        ("上年末", "2024-12-31", "2023-12-31"),
        ("2020年", "2021", "2020"),
        ("2019年同期", "2023-01-21/2023-01-27", "2019"),
        ("2月末", "../2023-03-31", "2023-02-28"),
        ("1—4月份", "2023-01/2023-05", "2023-01/2023-04"),
        ("年初", "../2025-10-31", "2025-01"),
        ("预期", "2024", None),
    ],
)
def test_a_comparison_is_read_from_the_period_of_the_number(
    words: str, period: str | None, expected: str | None
) -> None:
    assert basis_edtf(words, period, "2025-03-01") == expected


def dated(parts: str) -> dict[str, str]:
    """Read the groups of a rule from ``month=4 day=28``."""
    return dict(part.split("=") for part in parts.split())


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # years
        ("year=15", "2015"),  # a year of two digits lies at most ten ahead
        ("year=32", "2032"),
        ("year=33", "1933"),
        ("year=元 era=昭和", "1926"),
        ("year=7999", "7999"),
        ("year=8000", None),  # 8000年 is how long, not when
        ("relative=大前年", "2019"),
        ("relative=本年度", "2022"),
        ("relative=次年", "2023"),
        # parts of a year
        ("quarter=本季度", "2022-04/2022-06"),
        ("quarter=下季度", "2022-07/2022-09"),
        ("quarter=Q2", "2022-04/2022-06"),
        ("quarter=第三季", "2021-07/2021-09"),
        ("quarter=二季度 part=末", "2022-06"),
        ("quarter=五季度", None),
        ("half=前半年", "2022-01/2022-06"),
        ("half=下半年", "2021-07/2021-12"),
        ("direction=头 number=4 unit=月", "2022-01/2022-04"),
        ("direction=后 number=4 unit=月", "2021-09/2021-12"),
        ("direction=前 number=2 unit=季度", "2022-01/2022-06"),
        ("direction=前 number=10 unit=天 year=2020", "2020-01-01/2020-01-10"),
        ("direction=前 number=13 unit=月", None),
        ("direction=前 number=0 unit=月", None),
        ("part=年底", "2022-12"),
        ("part=年初", "2022-01"),
        ("part=年中", "2022-06"),
        ("part=年末", "2022-12-31"),
        # months and their parts
        ("month=元", "2022-01"),
        ("month=首", "2022-01"),
        ("month=12", "2021-12"),
        ("month=13", None),
        ("month=0", None),
        ("relative=上個月", "2022-05"),
        ("relative=下个月", "2022-07"),
        ("relative=上月 part=底", "2022-05-31"),
        ("part=月末", "2022-06-30"),
        ("part=月初", "2022-06-01/2022-06-10"),
        ("part=上旬", "2022-06-01/2022-06-10"),
        ("part=中旬", "2022-06-11/2022-06-20"),
        ("part=上中旬", "2022-06-01/2022-06-20"),
        ("part=下半月", "2022-06-16/2022-06-30"),
        ("year=2020 month=2 part=中下旬", "2020-02-11/2020-02-29"),
        # weeks
        ("week=周 relative=上", "2022-05-23/2022-05-29"),
        ("week=周 relative=本", "2022-05-30/2022-06-05"),
        ("week=周 relative=下 weekday=日", "2022-06-12"),
        ("week=周 relative=上上 weekday=一", "2022-05-16"),
        ("week=周 relative=本 weekday=末", "2022-06-04/2022-06-05"),
        ("week=周 weekday=三", "2022-06-01"),
        # decades
        ("decade=1980", "1980/1989"),
        ("decade=1000", "1000/1009"),
        ("decade=八十 century=二十", "1980/1989"),
        ("decade=80 century=x", None),
        ("decade=90", "1990/1999"),
        ("decade=30", "1930/1939"),
        ("decade=20", "2020/2029"),
        ("decade=20 relative=本", "2020/2029"),
        ("decade=x", None),
        # counted from the document
        ("direction=近 number=一 unit=年", "2021-07/2022-06"),
        ("direction=未来 number=1 unit=年", "2022-06/2023-05"),
        ("direction=未来 number=三 unit=年", "2022-06/2025-06"),
        ("direction=近 number=半 unit=年", "2021-12-01/2022-06-01"),
        ("direction=近 number=半 unit=月", "2022-05-17/2022-06-01"),
        ("direction=近 number=半 unit=天", None),
        ("direction=近 number=3 unit=季度", "2021-09-01/2022-06-01"),
        ("direction=近 number=2 unit=周", "2022-05-18/2022-06-01"),
        ("direction=未来 number=10 unit=日", "2022-06-01/2022-06-11"),
        ("direction=近 number=一 unit=天", None),  # the last 24 hours
        ("direction=近 number=3 unit=世纪", None),
        ("direction=近 number=x unit=年", None),
        ("direction=ago number=3 unit=年", "2019"),
        ("direction=ago number=半 unit=年", "2021-12"),
        ("direction=ago number=3 unit=月", "2022-03"),
        ("direction=ago number=2 unit=周", "2022-05-18"),
        ("direction=ago number=0 unit=年", None),
        # times of day
        ("hour=8 minute=30 second=05", "T08:30:05"),
        ("hour=8 minute=一刻", "T08:15"),
        ("hour=8 minute=三刻", "T08:45"),
        ("hour=12 clock=凌晨", "T00:00"),
        ("hour=11 clock=下午", "T23:00"),
        ("hour=12 clock=下午", "T12:00"),
        ("hour=5 clock=中午", "T17:00"),
        ("hour=6 clock=中午", "T06:00"),
        ("hour=12 clock=中午", "T12:00"),
        ("hour=25", None),
        ("hour=x", None),
        ("hour=8 minute=x", None),
        ("hour=7 clock=晚上 to_hour=8", "T19:00/T20:00"),
        ("hour=7 clock=早上 to_hour=8 to_clock=晚上", "T07:00/T20:00"),
        ("relative=昨天 hour=8 clock=晚上", "2022-05-31T20:00"),
        ("year=2022 hour=8", "2022"),
        ("month=5 day=1 hour=7 clock=晚上 to_hour=8", "2022-05-01T19:00/2022-05-01T20:00"),
        ("month=5 day=1 hour=7 clock=晚上 to_day=2 to_hour=8", "2022-05-01T19:00/2022-05-02T08:00"),
        # spans
        ("month=11 to_month=2", "2021-11/2022-02"),
        ("month=3 to_year=2020 to_month=5", "2020-03/2020-05"),
        ("month=11 to_year=2020 to_month=2", "2019-11/2020-02"),
        ("month=3 to_year=2020", "2020-03/2020"),
        ("month=12 day=28 to_year=2022 to_month=1 to_day=3", "2021-12-28/2022-01-03"),
        ("year=2019 to_year=2021", "2019/2021"),
        ("year=2019 to_relative=今年 to_month=4", "2019/2022-04"),
        ("year=2019 month=1 to_relative=今", "2019-01/2022-06-01"),
        ("year=2019 month=12 day=30 to_day=2", "2019-12-30/2020-01-02"),
        ("year=2019 month=1 day=31 to_day=30", None),  # 30 February
        ("month=5 day=3 to_day=3", "2022-05-03"),
        ("year=2019 month=5 day=28 to_relative=次日", "2019-05-28/2019-05-29"),
        ("month=5 day=28 to_relative=次月 to_day=3", "2022-05-28/2022-06-03"),
        ("month=5 day=28 to_relative=翌年 to_month=3", "2022-05-28/2023-03"),
        ("month=5 to_month=6 to_part=中旬", "2022-05/2022-06-20"),
        ("year=2019 month=2 to_month=13", None),
        ("day=29 to_day=3", "2022-05-29/2022-06-03"),
        # the Chinese calendar
        ("lunar_month=冬 lunar_day=十五", "2021-12-18"),
        ("lunar_month=腊 lunar_day=三十 year=2022", "2023-01-21"),
        ("lunar_month=八 lunar_day=十五 relative=去年", "2021-09-21"),
        ("lunar_month=二 lunar_day=初一 leap=闰 year=2023", "2023-03-22"),
        ("lunar_month=二 lunar_day=初一 leap=闰", None),  # not in this year, nor in the one before
        ("lunar_month=正 lunar_day=初一 year=3000", None),
        ("lunar_month=正 lunar_day=初一 relative=某年", None),
        ("lunar_month=x lunar_day=初一", None),
        ("lunar_month=正 lunar_day=x", None),
    ],
)
def test_words_for_times_are_read_from_the_first_of_june_2022(parts: str, expected: str | None) -> None:
    assert edtf_of(dated(parts), "2022-06-01") == expected


@pytest.mark.parametrize(
    ("parts", "reference", "expected"),
    [
        ("quarter=上季度", "2022-01-15", "2021-10/2021-12"),
        ("quarter=下季度", "2022-12-31", "2023-01/2023-03"),
        ("quarter=本季度", "2022-03", "2022-01/2022-03"),
        ("quarter=本季度", "2022", None),
        ("quarter=本季度", None, None),
        ("quarter=三季度", None, "XXXX-07/XXXX-09"),
        ("half=下半年", "2022", "2022-07/2022-12"),
        ("half=上半年", None, "XXXX-01/XXXX-06"),
        ("week=周", "2022-06", None),
        ("week=周", None, None),
        ("decade=20 relative=上", "2100-01-01", "2020/2029"),
        ("decade=80 relative=上", None, None),
        ("year=33", None, "2033"),
        ("direction=近 number=两 unit=年", "2022-06", None),
        ("direction=ago number=3 unit=年", "2022-06", "2019"),
        ("direction=ago number=3 unit=月", "2022-06", "2022-03"),
        ("direction=ago number=3 unit=天", "2022-06", None),
        ("direction=ago number=3 unit=天", None, None),
        ("relative=上月", "2022", None),
        ("relative=昨天", "2022-06", None),
        ("relative=昨天", None, None),
        ("lunar_month=冬 lunar_day=十五", "2022", "2022-12-08"),
        ("lunar_month=冬 lunar_day=十五", None, None),
        ("year=2019 to_relative=现在", "2022-06", "2019/2022-06"),
        ("year=2019 to_relative=现在", None, None),
        ("month=11 to_year=2020 to_month=2", None, "2019-11/2020-02"),
        ("day=15", "2022-06", "XXXX-XX-15"),
        ("part=年底", None, None),
        ("part=上旬", "2022", None),
        # what names a date and fixes none is no time of day
        ("hour=8", None, "T08:00"),
        ("hour=8 year=9000", None, None),
        ("hour=8 month=13", None, None),
        ("hour=8 day=32", None, None),
        ("hour=8 relative=某年", None, None),
        ("hour=8 week=周", None, None),
        ("hour=8 part=上旬", None, None),
        ("hour=8 half=上半年 year=9000", None, None),
        ("hour=8 quarter=五季度", None, None),
        ("hour=8 decade=x", None, None),
        ("hour=8 event=春运", None, None),
        ("hour=8 unit=年", None, None),
    ],
)
def test_what_the_document_does_not_say_of_its_date_stays_open(
    parts: str, reference: str | None, expected: str | None
) -> None:
    assert edtf_of(dated(parts), reference) == expected


@pytest.mark.parametrize(
    ("parts", "reference"),
    [
        ("relative=明天", "9999-12-31"),
        ("relative=昨天", "0001-01-01"),
        ("week=周 relative=上", "0001-01-01"),
        ("direction=未来 number=7 unit=天", "9999-12-31"),
        ("direction=ago number=99999999 unit=天", "2022-06-01"),
        ("direction=ago number=9999 unit=年", "2022-06-01"),
        ("direction=近 number=100000 unit=年", "2022-06-01"),
        ("quarter=下季度", "9999-12-31"),
    ],
)
def test_beyond_the_calendar_there_is_no_date(parts: str, reference: str) -> None:
    assert edtf_of(dated(parts), reference) is None


@pytest.mark.parametrize(
    ("day", "reference", "near", "expected"),
    [
        ("1", "2022-06-01", None, "2022-06-01"),
        ("31", "2022-06-01", None, "2022-05-31"),
        ("17", "2022-06-16", None, "2022-06-17"),  # tomorrow is nearer than a month ago
        ("15", None, "2022-04-28", "2022-05-15"),  # on, not back
        ("31", None, "2022-04-28", "2022-05-31"),  # April has none
        ("30", None, "2022-04-28", "2022-04-30"),
        ("15", None, "2022-04", "2022-04-15"),
        ("31", None, "2022-04", None),
        ("15", None, "2022", "2022-XX-15"),
        ("15", "2022-06-01", "2022-04", "2022-04-15"),
        ("15", "2022-06-01", "XXXX-04-28", "XXXX-04-15"),
        ("17", "2022-06-01", "2022-06-28", "2022-05-17"),  # the 17th of June is too far ahead
        ("15", "2022-06-01", "2022-06-28", "2022-06-15"),
        ("0", "2022-06-01", None, None),
        ("32", "2022-06-01", None, None),
    ],
)
def test_a_day_without_a_month_takes_the_nearest(
    day: str, reference: str | None, near: str | None, expected: str | None
) -> None:
    assert edtf_of({"day": day}, reference, near) == expected


@pytest.mark.parametrize(
    ("parts", "near", "ahead", "expected"),
    [
        ("half=下半年", None, 30, "2021-07/2021-12"),
        ("half=下半年", None, 31, "2022-07/2022-12"),
        ("half=上半年", "2021", 0, "2021-01/2021-06"),
        ("half=下半年", "2021-03", 31, "2021-07/2021-12"),
        ("relative=同年", "2021-03-05", 0, "2021"),
        ("relative=当月", "2021-03-05", 0, "2021-03"),
        ("relative=次月 day=5", "2021-12-05", 0, "2022-01-05"),
        ("relative=次日", "2021-02-28", 0, "2021-03-01"),
        ("part=底", "2021-02", 0, "2021-12"),
        ("part=月底", "2021-02", 0, "2021-02-28"),
        ("month=5 to_year=2020 to_month=6", "2018-03", 0, "2018-05/2020-06"),
    ],
)
def test_a_time_goes_on_from_the_last_one_named(
    parts: str, near: str | None, ahead: int, expected: str
) -> None:
    assert edtf_of(dated(parts), "2022-06-01", near, ahead) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("比<2020年>增长5%", True),
        ("，<2020年>增长5%", False),
        ("不超过<2020年>", False),
        ("比较<2020年>的数", False),
        ("高于全国<2019年>水平", True),
        ("比2018年<3月>多", True),
        ("与<2020年>相比，", True),
        ("与<2020年>合作", False),
        ("，<2020年>相比", False),
        ("<1979年>以来新高", True),
        ("<1979年>以来，增产", False),
        ("是<1965年>的121倍", True),
        ("在<1965年>的3倍", False),
        ("是<1965年>的事", False),
        ("恢复到<2019年>的九成", True),
        ("<近9年>最多", True),
        ("<近9年>的平均水平", True),
        ("<近9年>增长", False),
        ("<2013年>最多", False),
    ],
)
def test_a_time_that_something_is_measured_against_is_a_basis(text: str, expected: bool) -> None:
    before, time, after = text.replace(">", "<").split("<")
    parts = {"number": "9", "unit": "年"} if time == "近9年" else {"year": "2020"}
    mention = Mention(len(before), len(before) + len(time), "period", "period.any", parts=parts)
    assert is_basis(before + time + after, mention) is expected


def test_the_rules_and_the_calendar_know_the_same_words() -> None:
    rules = {rule.id: rule for rule in load_rules()}
    for rule, words in (
        ("period.relative_year", YEAR_WORDS.keys() - {"今"}),
        ("period.month_word", MONTH_WORDS.keys() | TEXT_MONTH_WORDS.keys()),
        ("period.day_word", (DAY_WORDS.keys() | TEXT_DAY_WORDS.keys()) - {"今", "昨", "明", "当"}),
    ):
        pattern = rules[rule].pattern
        unknown = [
            word for word in sorted(words) if not (pattern.fullmatch(word) or pattern.fullmatch(word + "度"))
        ]
        assert not unknown, rule


@settings(max_examples=60)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_comes_back_as_it_was_written(day: dt.date) -> None:
    parts = {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    assert edtf_of(parts) == day.isoformat()
    assert write_day(read_day(day.isoformat()) or Day(None)) == day.isoformat()


@settings(max_examples=60)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_never_lies_after_the_document(reference: dt.date, month: int, day: int) -> None:
    found = edtf_of({"month": str(month), "day": str(day)}, reference.isoformat())
    assert found is not None
    assert found <= reference.isoformat()
    assert found[5:] == f"{month:02d}-{day:02d}"


@settings(max_examples=60)
@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-500, 500))
def test_months_go_on_and_back_to_where_they_were(year: int, month: int, count: int) -> None:
    assert add_months(*add_months(year, month, count), -count) == (year, month)
    assert 28 <= month_length(year, month) <= 31
