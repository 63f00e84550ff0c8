from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.resolve import listed
from extractor.resolve.listed import Listed

LETTERS = "江苏省州"


@given(
    st.sets(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=12),
    st.lists(st.text(LETTERS + "的", max_size=12), max_size=4),
)
def test_a_text_that_is_gone_through_by_hand_gives_what_the_automaton_gives(words, texts):
    by_hand, automaton = Listed(sorted(words)), Listed(sorted(words))
    automaton.find("的" * (listed.BY_HAND + 1))
    assert [by_hand.find(text) for text in texts] == [automaton.find(text) for text in texts]


def test_the_longest_name_wins_also_where_the_text_ends_within_a_longer_one():
    assert Listed(["江苏", "江苏省", "江苏省苏州市"]).find("在江苏省") == [(1, 1, 4)]
