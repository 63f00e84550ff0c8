"""What opens a clause and is no part of its metric: time, place, agency, adverbs, opening phrases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.compose.line import AGENCY, FOLDS, PLACE, QUANTITY, TIME, Token
from extractor.compose.nouns import is_noun
from extractor.compose.rear import strip_right
from extractor.compose.where import TOGETHER, is_tail, is_towards, route_length, says_where
from extractor.compose.words import Words

DROPPED_TAGS = frozenset({"d", "c", "r", "y", "e", "o", "rr", "rz", "ul", "uz", "ug", "dg"})
"""Adverbs, conjunctions, pronouns and particles, as the tagger calls them."""

MARKS = "、，,：:“”‘’\"'·"
MARKS_AFTER_TIME = frozenset("，,、：:")
QUOTES = "“‘"

POINTING = frozenset({"这是", "这也是", "那是", "也是", "正是", "就是"})
"""Words of being that the tagger joins: 这是｜我国时隔ⓠ."""

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
        if _is_border(tokens, start, index, words) and _says_something(tokens[index + 1 :], words):
            start = index + 1
            if token.word == TIME:
                start = _after_time(tokens[:-1], start, words)
            elif token.word == PLACE and is_tail(tokens, start, words):
                start += 1
    return list(tokens[start:])


def _is_border(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether a metric cannot reach over a word: a time, a sum, a cause, a new subject."""
    token = tokens[index]
    if token.word == TIME:
        return _names(tokens[index + 1 :], words) or not _is_named(tokens[start:index], words)
    role = words.role
    ends = token.word in role.cause or token.word in role.reporting or token.word in role.first
    if ends or says_where(tokens, start, index):
        return True
    if token.word in words.sum_adverb or token.word in POINTING:
        kept = _is_moved(tokens, start, index, words) or is_towards(tokens[start:index])
        return token.word in POINTING or not kept
    if token.word[-1] == "有" and token.word in words.link:
        return _is_owning(tokens, start, index, words)
    if token.word == "是" and token.tag == "v" and index > start:
        return tokens[index + 1].word != "的" and tokens[index - 1].word != "的"
    return _parts_doer(tokens, start, index, words)


def _parts_doer(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether a word parts who acts, or where, from what is done: 我县将｜新修公路."""
    token = tokens[index]
    if token.word in ("将", "把") and (token.tag == "p" or tokens[index + 1].is_noun):
        return True
    if token.word in (PLACE, AGENCY):
        return _is_new_subject(tokens, index, words)
    return token.word in words.role.done and _is_done(tokens, start, index, words)


def _is_moved(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether what stands before an adverb of sum is made to do what follows: 带动家电累计｜销售."""
    before = tokens[start:index]
    movers = [at for at, token in enumerate(before[:-1]) if token.word in words.role.moving]
    moved = bool(movers) and all(is_noun(token, words) for token in before[movers[-1] + 1 :])
    rest = tokens[index + 1 :]
    if moved:
        return not any(token.tag[0] == "n" for token in rest)
    return len(strip_right(rest, words)) == 1 and _is_thing(before, words)


def _is_thing(tokens: Sequence[Token], words: Words) -> bool:
    """Whether words name a thing, and nobody who acts: 新型储能累计｜装机, but not 医院累计｜接诊."""
    named = [token for token in tokens if token.word not in FOLDS]
    if len(named) < 2 or not all(
        token.is_noun or token.tag in ("a", "b") or token.word in words.role.various for token in named
    ):
        return False
    last = named[-1].word
    ends = (words.ending.organ, words.ending.person, words.ending.site)
    return not any(last.endswith(each) for each in ends) and last not in words.subject


def _is_owning(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether 有 parts who has something from what that is: 医院设有｜床位, but not 每户拥有汽车."""
    before = tokens[start:index]
    spread = any(token.word[0] == "每" or token.word in words.role.average for token in before)
    governed = bool(before) and before[-1].tag == "p"
    return not spread and not governed and tokens[index + 1].word != "的"


def _names(rest: Sequence[Token], words: Words) -> bool:
    """Whether what follows names something."""
    return any(is_noun(token, words) for token in strip_right(rest, words))


def _is_named(tokens: Sequence[Token], words: Words) -> bool:
    """Whether something is named that is no time, place or agency."""
    return any(is_noun(token, words) and token.word not in FOLDS for token in tokens)


def _is_new_subject(tokens: Sequence[Token], index: int, words: Words) -> bool:
    """Whether a place or agency begins a clause anew: 大桥合龙ⓟ｜通车里程, but not 往返ⓟ里程 nor ⓟ和ⓟ客流."""
    if not index:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return (
        not is_towards(tokens[:index])
        and before.tag not in ("p", "v", "vn")
        and before.word not in words.role.joint
        and after.word != "等"
        and after.word not in words.role.joint
        and tokens[-1].end - after.start > 1
    )


def _is_done(tokens: Sequence[Token], start: int, index: int, words: Words) -> bool:
    """Whether 已 or 将 parts who acts from what is done: 施工队已｜铺设管道."""
    rest = tokens[index + 1 :]
    acts = any(token.is_verb and token.word not in words.link for token in rest)
    return acts and (_names(rest, words) or not _is_named(tokens[start:index], words))


def _says_something(tokens: Sequence[Token], words: Words) -> bool:
    """Whether anything is left that can be a metric."""
    return any(
        (token.is_noun and token.word not in FOLDS)
        or token.is_verb
        or token.word in words.nominal
        or token.tag in ("a", "b", "i", "l")
        for token in strip_right(tokens, words)
    )


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
    return int(kept[0].tag in ("f", "s") and kept[0].word in words.role.localiser)


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
