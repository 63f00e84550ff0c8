"""Lexicons: how they are read, sorted and turned into a regex."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.lexicon import alternation, in_order, is_sorted, read_lexicon

WORDS = st.lists(st.text("人次辆a.-]^\\", min_size=1, max_size=4), max_size=12)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "(?!)"),
        (["人"], "人"),
        (["人", "人次"], "人次?"),
        (["人", "人次", "人次数"], "人(?:次数?)?"),
        (["人", "起"], "[人起]"),
        (["人次", "人数", "辆次"], "(?:人[数次]|辆次)"),
        (["人", "人次", "人数"], "人[数次]?"),
        (["公里", "公里/小时", "公顷"], "公(?:里(?:/小时)?|顷)"),
        (["^", "]", "-"], r"[\-\]\^]"),
    ],
)
def test_what_words_share_is_written_once(words, expected):
    found = alternation(words)
    assert found.replace("\\/", "/") == expected


@settings(max_examples=60, deadline=None)
@given(WORDS, st.text("人次辆a.-]^\\", max_size=6))
def test_an_alternation_finds_the_longest_word_that_stands_there(words, text):
    match = regex.match(alternation(words), text)
    expected = max((word for word in words if text.startswith(word)), key=len, default=None)
    assert (match[0] if match else None) == expected


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_an_alternation_gives_way_to_a_shorter_word_where_it_must(words):
    pattern = regex.compile(f"(?:{alternation(words)})")
    assert all(pattern.fullmatch(word) for word in words)


def test_rows_that_lack_cells_at_their_end_are_filled_up():
    lexicon = read_lexicon("unit", "unit.tsv", "# One.\n# Two.\nword\tof\tnote\n人\tpeople\n次\n", [])
    assert lexicon.columns == ("word", "of", "note")
    assert lexicon.rows == (("人", "people", ""), ("次", "", ""))
    assert lexicon.words == ("人", "次")


def test_columns_can_stand_in_the_last_line_of_the_head():
    lexicon = read_lexicon("unit", "unit.tsv", "# One.\n# columns: word of\n人\tpeople\n", [])
    assert (lexicon.columns, lexicon.words) == (("word", "of"), ("人",))


def test_of_several_rows_with_one_word_the_first_counts():
    lexicon = read_lexicon("unit", "unit.tsv", "word\tof\n人\ta\n人\tb\n", [])
    assert lexicon.column("of") == {"人": "a"}


def test_a_column_that_is_not_there_is_named():
    lexicon = read_lexicon("unit", "unit.tsv", "word\tof\n人\ta\n", [])
    with pytest.raises(KeyError, match="lexicon unit has no column off, only word, of"):
        lexicon.column("off")


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("# Head.\n", 2, "the header line with the names of the columns is missing", None),
        ("word\n人\t3\n次\t4\n", 2, "2 cells under 1 columns", "the same in 1 rows more"),
        ("word\n人\n\n次\n", 3, "a row must begin with its word", None),
        ("word\n人\n次\n人\n", 4, "this row stands here twice", None),
    ],
)
def test_an_error_in_a_lexicon_points_at_its_row(text, line, message, hint):
    problems = []
    read_lexicon("unit", "unit.tsv", text, problems)
    assert [(p.line, p.message, p.hint) for p in problems] == [(line, message, hint)]


def test_sorting_keeps_the_head_and_mends_the_order():
    text = "# Two\n# One\nword\tof\n次\tb\n人\tc\n人\ta\n"
    assert not is_sorted(read_lexicon("unit", "unit.tsv", text, []))
    mended = in_order(text)
    assert mended == "# Two\n# One\nword\tof\n人\ta\n人\tc\n次\tb\n"
    assert is_sorted(read_lexicon("unit", "unit.tsv", mended, []))
    assert in_order(mended) == mended
