"""Text is cut into words as jieba cuts it."""

from pathlib import Path

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from extractor.rules import dictionary as dictionaries
from extractor.rules.guess import guesser
from extractor.rules.segment import Segmenter
from extractor.text.normalise import normalise

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
TERMS = {"民辅警": "n", "涉案": "b", "警情": "n", "办结率": "n", "今年": "n"}
COUNT = 3000


@pytest.fixture(scope="module")
def ours():
    return Segmenter(dictionaries.dictionary(), guesser(), {}, COUNT)


@pytest.fixture(scope="module")
def ours_with_terms():
    return Segmenter(dictionaries.dictionary(), guesser(), TERMS, COUNT)


@pytest.fixture(scope="module")
def theirs():
    return rjieba.Jieba()


@pytest.fixture(scope="module")
def theirs_with_terms():
    jieba = rjieba.Jieba()
    for term, tag in TERMS.items():
        jieba.add_word(term, COUNT, tag)
    return jieba


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_report_is_cut_and_tagged_as_jieba_does(path, ours, theirs):
    text = normalise(path.read_text("utf-8")).plain
    assert ours.tag(text) == theirs.tag(text)
    assert ours.tag(text, guess=False) == theirs.tag(text, hmm=False)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_terms_count_as_words_that_were_added(path, ours_with_terms, theirs_with_terms):
    text = normalise(path.read_text("utf-8")).plain
    assert ours_with_terms.cut(text) == theirs_with_terms.cut(text)
    assert ours_with_terms.cut(text, guess=False) == theirs_with_terms.cut(text, hmm=False)


@given(st.text(st.sampled_from("一二市公安局打掉黑恶团伙的了和在鑫淼龘abZ019.%-_，。 \r\né"), max_size=40))
def test_any_text_is_cut_and_tagged_as_jieba_does(ours, theirs, text):
    assert ours.tag(text) == theirs.tag(text)
    assert ours.tag(text, guess=False) == theirs.tag(text, hmm=False)


@given(st.text(max_size=60).map(lambda text: normalise(text).plain))
def test_the_words_are_the_text(ours, text):
    assert "".join(ours.cut(text)) == text
    assert "".join(ours.cut(text, guess=False)) == text


def test_a_term_has_its_own_part_of_speech(ours, ours_with_terms):
    assert ("今年", "t") in ours.tag("今年查处")
    assert ("今年", "n") in ours_with_terms.tag("今年查处")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda content: b"", id="it is empty"),
        pytest.param(lambda content: content[:-1], id="its end is missing"),
        pytest.param(lambda content: content[:100] + b"\0" + content[101:], id="one byte is another"),
        pytest.param(lambda content: b"other words\n" + content, id="it is of another kind"),
    ],
)
def test_tables_on_disk_that_are_broken_are_made_anew(tmp_path, monkeypatch, spoil):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    dictionaries.dictionary.__wrapped__()
    [kept] = (tmp_path / "zhstat").iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(spoil(sound))
    words = dictionaries.dictionary.__wrapped__()
    assert words.counts[words.trie["公安"]] > 0
    assert kept.read_bytes() == sound


def test_tables_are_made_where_nothing_can_be_kept(monkeypatch):
    monkeypatch.setattr(dictionaries, "default_folder", lambda: None)
    words = dictionaries.dictionary.__wrapped__()
    assert words.counts[words.trie["公安"]] > 0
