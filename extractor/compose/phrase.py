"""The phrase that says what a number is: before it, behind it, or on both sides.

Before a number the whole clause counts, less its time, place, agency and adverbs: 全市公安机关共打掉涉恶团伙ⓠ. Behind a
number the noun has to be cut where it ends (ⓠ警力｜值守), which the tagger and the list of predicates decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.compose.line import AGENCY, FOLDS, PLACE, QUANTITY, TIME, Token
from extractor.compose.words import Words

Span = tuple[int, int]

LOCALISERS = frozenset("中 上 下 里 内 外 后 前 时 期间 方面 以来 之中 之后 之前 之下 过程中 基础上 以上 其间 之际 当中 之内".split())
OPENERS = frozenset("在 从 自 据 随着 经 经过 通过 针对 根据 按照 围绕 由于 作为 截至 截止 依托 除 除了 凭借 当 以".split())
AFTER_TIME = frozenset("以来 期间 以后 之后 前 后 起 至今 底 末 初 内 中 里 间 时 的 ， , 、 ： : 开始 之前 以前 左右 许 份 度".split())
DROPPED_TAGS = frozenset({"d", "c", "r", "y", "e", "o", "rr", "rz", "ul", "uz", "ug", "dg"})
PERSON_ENDS = tuple("者员人警民工生师手兵长客友户童伤宾") + ("干部", "群众", "警力", "力量", "骨干", "专家", "代表", "嫌疑人", "老师", "选手", "观众", "患者", "病例", "委员", "人才", "队伍", "运动健儿", "儿童", "妇女", "老人", "居民", "党员", "战士", "官兵", "医护")
PERSONS = frozenset({"名", "位"})
NOMINAL_UNITS = frozenset({"人", "人次", "例", "起", "次", "户", "件", None})


def strip_left(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop time, place, agency, adverbs and opening phrases from the front of a clause."""
    kept = list(tokens)
    last_sum = max((i for i, token in enumerate(kept[:-1]) if token.word in words.sum_adverb), default=-1)
    if last_sum >= 0 and any(token.is_noun or token.is_verb for token in kept[last_sum + 1 :]):
        kept = kept[last_sum + 1 :]
    while kept:
        first = kept[0]
        if first.word in FOLDS:
            kept.pop(0)
            while kept and first.word == TIME and kept[0].word in AFTER_TIME:
                kept.pop(0)
            if kept and kept[0].word == "的":
                kept.pop(0)
        elif first.word in OPENERS and (end := _opening_end(kept)):
            kept = kept[end:]
        elif first.word in words.adverb or first.tag in DROPPED_TAGS or not first.word.strip() or first.word in "、，,：:“”‘’\"'·":
            if first.word in "“‘" and len(kept) > 1:
                break
            kept.pop(0)
        elif first.word in words.subject and len(kept) > 1 and kept[1].tag[0] in "vdp":
            kept.pop(0)
        elif first.word in "的了":
            kept.pop(0)
        else:
            break
    return kept


def _opening_end(tokens: Sequence[Token]) -> int:
    """Find where an opening phrase such as 在…中 ends; 0 where it does not, or where nothing would be left."""
    for index, token in enumerate(tokens[1:], 1):
        if token.word in LOCALISERS and index + 1 < len(tokens):
            return index + 1
    return 0


def strip_right(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop verbs of being and reaching, adverbs and auxiliaries from the end of what stands before a number."""
    kept = list(tokens)
    while kept:
        last = kept[-1]
        if last.word in words.link or last.tag in ("d", "c", "p", "ul", "uz", "y", "uj", "r") and last.word not in words.nominal:
            kept.pop()
        elif last.word in "、，,：:‘“（(" or not last.word.strip() or last.word == TIME:
            kept.pop()
        elif last.word in words.adverb:
            kept.pop()
        else:
            break
    return kept


def before(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give the metric that stands before a number."""
    kept = strip_right(strip_left(tokens, words), words)
    return [(kept[0].start, kept[-1].end)] if kept else []


def verb_before(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give the verb whose object the number and its noun are: 先后查处ⓠ起案件 gives 查处."""
    kept = list(tokens)
    while kept and (kept[-1].tag in ("d", "ul", "uz", "ug", "m", "t", "a", "ad") or kept[-1].word in "了着过的" or kept[-1].word in words.sum_adverb):
        kept.pop()
    if not kept or not (kept[-1].is_verb or kept[-1].tag == "vn") or kept[-1].word in words.link or kept[-1].word in words.nominal:
        return []
    end = kept[-1].end
    start = kept[-1].start
    kept.pop()
    while kept:
        last = kept[-1]
        if (last.is_verb or last.tag == "vn") and last.word not in words.link and last.word not in words.nominal:
            start = last.start
        elif last.word in ("、", "并", "和", "并且") and len(kept) > 1 and kept[-2].is_verb and kept[-2].word not in words.link:
            start = kept[-2].start
            kept.pop()
        else:
            break
        kept.pop()
    return [(start, end)]


def noun_behind(tokens: Sequence[Token], unit: str | None, words: Words) -> list[Span]:
    """Give the noun phrase that a number counts and that stands behind it.

    Args:
        tokens: What stands between the number and the next number or the end of the clause.
        unit: The number's classifier: 名 and 位 count persons, which tells where the noun ends.
        words: The word lists.

    Returns:
        One span, or none where no noun begins there.
    """
    start = 0
    while start < len(tokens) and (tokens[start].word in ("的", "之", "多", "以上", "左右", " ") or tokens[start].word in (PLACE, TIME)):
        start += 1
    end = _noun_end(tokens[start:], unit, words)
    if not end:
        return []
    last = tokens[start + end - 1]
    return [(tokens[start].start, last.end)]


def _noun_end(tokens: Sequence[Token], unit: str | None, words: Words) -> int:
    """Count the tokens that belong to the noun phrase; 0 where there is none."""
    particle = _last_particle(tokens)
    good = 0
    index = 0
    quoted = False
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.word in "“‘《":
            quoted = True
        elif token.word in "”’》":
            quoted = False
            good = index + 1
        elif quoted:
            pass
        elif token.word == "的":
            pass
        elif token.word in "、" or token.tag == "c" or token.word in ("和", "及", "以及", "与", "或"):
            if not good or following is None or not (following.is_noun or following.tag in ("a", "b", "vn") or following.word in "“‘"):
                break
        elif token.is_noun or token.word in words.nominal:
            good = index + 1
            if unit in PERSONS and token.word.endswith(PERSON_ENDS) and not (following is not None and (following.is_noun or following.word in "的、")):
                break
        elif token.tag in ("a", "b", "ad", "m", "q", "f", "t", "k", "ng", "x", "h", "mq", "z") and token.word.strip() and token.word not in words.predicate:
            if token.tag == "f" and good and following is None:
                break
        elif token.is_verb or token.tag in ("d", "p", "vn"):
            if index < particle and not (good and _whole_noun(tokens[good - 1], unit)):
                pass
            elif good and (token.word in words.predicate or token.tag in ("d", "p") or following is None or not (following.is_noun or following.word in words.nominal)):
                break
            elif not good and token.word in words.predicate and not _leads_to_noun(tokens[index + 1 :]):
                break
        else:
            break
        index += 1
    return good


def _whole_noun(token: Token, unit: str | None) -> bool:
    return unit in PERSONS and token.word.endswith(PERSON_ENDS)


def _leads_to_noun(tokens: Sequence[Token]) -> bool:
    return any(token.is_noun for token in tokens[:3])


def _last_particle(tokens: Sequence[Token]) -> int:
    """Find the last 的 that a noun follows; -1 where there is none."""
    found = -1
    for index, token in enumerate(tokens):
        if token.word == "的" and index + 1 < len(tokens) and (tokens[index + 1].is_noun or tokens[index + 1].tag in ("a", "b", "v", "vn", "m", "x")):
            found = index
    return found


def predicate_behind(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give what the counted people or things do: ⓠ人参加比赛 gives 参加比赛."""
    kept = list(tokens)
    while kept and (kept[0].tag in ("d", "ul", "c") or kept[0].word in words.adverb):
        kept.pop(0)
    while kept and (kept[-1].tag in ("ul", "y", "c", "d") or kept[-1].word in "、了“”" or not kept[-1].word.strip()):
        kept.pop()
    return [(kept[0].start, kept[-1].end)] if kept else []


def ends_with(tokens: Sequence[Token], words: Words) -> str:
    """Say what stands directly before a number once link words are gone: ``noun``, ``verb`` or ``nothing``."""
    kept = list(tokens)
    while kept:
        last = kept[-1]
        if last.word in words.link or last.tag in ("d", "c", "ul", "uz", "ug", "y", "m", "t", "uj") or not last.word.strip() or last.word in "、，,":
            kept.pop()
        else:
            break
    if not kept:
        return "nothing"
    last = kept[-1]
    if last.word in (PLACE, AGENCY, TIME, QUANTITY):
        return "nothing"
    if last.word in words.nominal:
        return "noun"
    if last.is_verb or last.tag == "p":
        return "verb"
    return "noun" if last.is_noun or last.tag in ("a", "b", "x", "ng", "f", "k", "q") else "verb"
