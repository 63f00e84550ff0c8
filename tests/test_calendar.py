"""Parts of a date become EDTF."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.resolve.basis import basis_edtf
from extractor.resolve.calendar import edtf_of
from extractor.resolve.days import Day, add_months, month_length, read_day, write_day
from extractor.resolve.relative import DAY_WORDS, MONTH_WORDS, TEXT_DAY_WORDS, TEXT_MONTH_WORDS, YEAR_WORDS
from extractor.rules import load_rules


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
