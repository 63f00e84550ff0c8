"""What opens a clause and is no part of its metric: time, place, agency, adverbs, opening phrases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.compose.border import is_border, says_something
from extractor.compose.line import FOLDS, PLACE, QUANTITY, TIME, Token
from extractor.compose.where import TOGETHER, is_tail, route_length
from extractor.compose.words import Words

DROPPED_TAGS = frozenset({"d", "c", "r", "y", "e", "o", "rr", "rz", "ul", "uz", "ug", "dg"})
"""Adverbs, conjunctions, pronouns and particles, as the tagger calls them."""

MARKS = "、，,：:“”‘’\"'·"
MARKS_AFTER_TIME = frozenset("，,、：:")
QUOTES = "“‘"

ARTICLES = "一这那该"
"""First characters of words that only point to what follows: 一支队伍, 这座石桥."""

RANKING = "级流等线类期本产次手审带、"
"""Last characters of words with 一 that rank what follows: 一级, 一流."""

BEING = frozenset({"为", "为主", "作为"})
"""What 以 goes with further on: 以加工为主的企业."""

TOLD = frozenset({"提出", "明确", "要求", "规定", "确认", "预测", "预计"})
"""Verbs of those who say what a figure is or shall be."""

BRACKETS = dict.fromkeys("《“‘「（(", 1) | dict.fromkeys("》”’」）)", -1)
"""How many levels a mark opens or closes; what stands inside is one name, which is never cut."""


def strip_left(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop what is no part of the metric from the front of a clause: 截至ⓣ，ⓟ累计｜修缮旧屋."""
    kept = _cut(tokens, words)
    while kept and (dropped := _dropped(kept, words)):
        del kept[:dropped]
    return kept


# ---- what a metric does not reach over


def _cut(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop what stands before the last word that a metric cannot reach over: 道路抢通后ⓟ｜恢复供水."""
    start = depth = 0
    for index, token in enumerate(tokens[:-1]):
        if token.word in BRACKETS:
            depth += BRACKETS[token.word]
        if depth > 0:
            continue
        if token.word == "占":
            break
        if is_border(tokens, start, index, words) and says_something(tokens[index + 1 :], words):
            start = index + 1
            if token.word == TIME:
                start = _after_time(tokens[:-1], start, words)
            elif token.word == PLACE and is_tail(tokens, start, words):
                start += 1
    return list(tokens[start:])


# ---- what is dropped word by word


def _dropped(kept: Sequence[Token], words: Words) -> int:
    """Count the words at the front that go together and are no part of the metric."""
    for step in _STEPS:
        if count := step(kept, words):
            return count
    return 0


def _fold(kept: Sequence[Token], words: Words) -> int:
    """A time, place or agency, with what goes on from a time: ⓣ以来，｜新栽果树."""
    if kept[0].word not in FOLDS:
        return 0
    end = _after_time(kept, 1, words) if kept[0].word == TIME else 1
    if kept[0].word == PLACE and len(kept) > 2 and kept[1].word.endswith(words.ending.site):
        end += kept[2].word == "的"  # ⓟ海域的｜浮冰
    elif kept[0].word == PLACE and is_tail(kept, 1, words):
        end = 2
    elif kept[0].word == PLACE and len(kept) > 2 and kept[1].word in ("到", "至"):
        end = route_length(kept)
    return end + 1 if end < len(kept) and kept[end].word == "的" else end


def _after_time(tokens: Sequence[Token], start: int, words: Words) -> int:
    """Find where the words end that go on from a time: ⓣ底前，｜."""
    end = start
    while end < len(tokens) and (
        tokens[end].word in words.role.after_time or tokens[end].word in MARKS_AFTER_TIME
    ):
        end += 1
    return end


def _aside(kept: Sequence[Token], _words: Words) -> int:
    """An aside in brackets: （含夜班）｜值勤人员."""
    if kept[0].word not in "（(":
        return 0
    return next((index for index, token in enumerate(kept, 1) if token.word in "）)"), 0)


def _onward(kept: Sequence[Token], words: Words) -> int:
    """How long something goes on, before what does: 连续ⓠ｜发送量."""
    return 2 * (len(kept) > 2 and kept[0].word in words.role.onward and kept[1].word == QUANTITY)


def _towards(kept: Sequence[Token], words: Words) -> int:
    """Whom something is done to: 向民间资本新｜推介项目, 集中向农户｜发放."""
    start = int(len(kept) > 1 and kept[0].is_verb and kept[1].word == "向")
    if kept[start].word not in ("向", "为"):
        return 0
    for index, token in enumerate(kept[start + 2 : -1], start + 2):
        if token.is_verb and token.word not in words.link:
            return index
        if not (token.is_noun or token.tag in ("a", "b", "d", "ad")):
            return 0
    return 0


def _amid(kept: Sequence[Token], words: Words) -> int:
    """What was going on: 巡查中｜发现隐患."""
    acts = kept[0].is_verb or kept[0].tag == "vn"
    return 2 * (len(kept) > 2 and kept[1].word in words.role.amid and acts)


def _localiser(kept: Sequence[Token], words: Words) -> int:
    """A localiser that is left over: 中｜发现隐患."""
    left_over = kept[0].tag in ("f", "s") or kept[0].word == "内"
    return int(left_over and kept[0].word in words.role.localiser)


def _from_where(kept: Sequence[Token], _words: Words) -> int:
    """Where somebody is taken from, before what is done: 从屋内｜救出."""
    return 2 * (len(kept) > 2 and kept[0].word == "从" and kept[1].tag == "s")


def _opening(kept: Sequence[Token], words: Words) -> int:
    """An opening phrase, unless nothing would be left: 在复查中｜整改漏点, 借助无人机｜测绘."""
    first = kept[0].word
    if first not in words.role.opener:
        return 0
    closed_by_list = first in words.role.theme
    for end, token in enumerate(kept[1:-1], 2):
        if token.word in words.role.localiser or (closed_by_list and token.word == "等"):
            return end
    if first in words.role.means:
        for index, token in enumerate(kept[2:-1], 2):
            if token.is_verb and token.word not in words.link and kept[index - 1].is_noun:
                return index
    return 0


def _adverb(kept: Sequence[Token], words: Words) -> int:
    """An adverb, a particle or a mark: 累计｜出动铲车."""
    first = kept[0]
    if len(kept) > 1 and (first.word in QUOTES or (first.word in ("直接", "间接") and kept[1].is_noun)):
        return 0
    return int(
        first.word in words.adverb
        or (first.tag in DROPPED_TAGS and not kept[-1].word.endswith("率") and _is_long(kept))
        or not first.word.strip()
        or first.word in MARKS
    )


def _together(kept: Sequence[Token], _words: Words) -> int:
    """What sums up a list of places: 三省｜外出务工."""
    if TOGETHER.fullmatch(kept[0].word):
        return 1
    return 2 * (len(kept) > 1 and TOGETHER.fullmatch(kept[0].word + kept[1].word) is not None)


def _actor(kept: Sequence[Token], words: Words) -> int:
    """Who acts: 专案组｜追回赃款."""
    acts = len(kept) > 1 and (kept[1].tag[0] in "vdp" or kept[1].tag == "ad")
    named = len(kept) > 1 and kept[1].word.endswith(words.ending.indicator)
    return int(kept[0].word in words.subject and acts and not named)


def _opener(kept: Sequence[Token], words: Words) -> int:
    """What is left of an opening: a particle, a place name, 首批, a preposition, an article."""
    first = kept[0]
    if first.word == "以" and any(token.word in BEING for token in kept[1:-1]):
        return 0  # 以云计算、大数据等为主的业务｜收入
    return int(
        first.word in "的了等"
        or first.word in ("等地", "确保", "力争")
        or (first.word == "当地" and len(kept) > 1)
        or (first.tag in ("m", "q", "mq") and _is_article(first.word) and len(kept) > 1)
        or (first.tag == "ns" and len(kept) > 1 and _is_long(kept))
        or first.word in words.role.first
        or (
            first.tag == "p" and first.word not in words.role.kept and (first.word != "通过" or len(kept) > 1)
        )
    )


def _telling(kept: Sequence[Token], words: Words) -> int:
    """Who says so, before a figure: 《意见》提出｜报销比例; but 提出｜建议 stays."""
    return int(kept[0].word in TOLD and len(kept) > 2 and kept[-1].word.endswith(words.ending.indicator))


def _is_article(word: str) -> bool:
    """Whether a word only points to what follows: 一条, 这座, but not 一级."""
    return len(word) > 1 and word[0] in ARTICLES and word[-1] not in RANKING


def _is_long(tokens: Sequence[Token]) -> bool:
    """Whether a phrase says something without its first word; 延时服务 would not without 延时."""
    return tokens[-1].end - tokens[0].end > 2


_STEPS: tuple[Callable[[Sequence[Token], Words], int], ...] = (
    _fold,
    _aside,
    _amid,
    _localiser,
    _from_where,
    _onward,
    _towards,
    _opening,
    _adverb,
    _together,
    _actor,
    _telling,
    _opener,
)
"""What may open a clause; the first that counts any words decides."""
