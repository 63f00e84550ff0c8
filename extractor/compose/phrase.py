"""The phrase that says what a number is: before it, behind it, or on both sides.

Before a number the whole clause counts, less its time, place, agency and adverbs: 全市公安机关共打掉涉恶团伙ⓠ. Behind a
number the noun has to be cut where it ends (ⓠ警力｜值守), which the tagger and the list of predicates decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.compose.line import AGENCY, FOLDS, PLACE, QUANTITY, TIME, Token
from extractor.compose.words import Words

Span = tuple[int, int]

TOGETHER = re.compile("[两二三四五六七八九十0-9]{1,2}(?:市|县|省|区|州|国|地|省市|县市|区县|县区)")
"""Words that sum up a list of places: 安丘、昌邑｜两市."""

LONGEST = 60
"""Words that a metric may take; a clause without an end is read no further back."""

LONGEST_HEADLESS = 16
"""Characters of a phrase with 的 that stands for its noun."""

MEANS = frozenset("依托 利用 运用 借助 依靠 通过 凭借".split())
"""Verbs that name a means before what is done with it: 依托大数据｜筛选."""

ORGANS = ("部门", "机构", "单位", "机关", "支队", "大队", "企业", "公司")
"""Ends of nouns for those who do something: 网信、公安等部门｜清理."""

TOGETHER_WITH = frozenset("联合 共同 协同 合力 会同".split())

LOCALISERS = frozenset(
    "中 上 下 里 内 外 后 前 时 期间 方面 以来 之中 之后 之前 之下 过程中 基础上 以上 其间 之际 当中 之内".split()
)
OPENERS = frozenset(
    "在 从 自 据 随着 经 经过 通过 针对 根据 按照 围绕 由于 作为 截至 截止 依托 除 除了 凭借 当 以".split()
)
AFTER_TIME = frozenset(
    "以来 期间 以后 之后 前 后 起 至今 底 末 初 内 中 里 间 时 的 ， , 、 ： : 开始 之前 以前 左右 许 份 度".split()
)
DROPPED_TAGS = frozenset({"d", "c", "r", "y", "e", "o", "rr", "rz", "ul", "uz", "ug", "dg"})
PERSON_ENDS = tuple("者员人警民工生师手兵长客友户童伤宾") + (
    "干部",
    "群众",
    "警力",
    "力量",
    "骨干",
    "专家",
    "代表",
    "嫌疑人",
    "老师",
    "选手",
    "观众",
    "患者",
    "病例",
    "委员",
    "人才",
    "队伍",
    "运动健儿",
    "儿童",
    "妇女",
    "老人",
    "居民",
    "党员",
    "战士",
    "官兵",
    "医护",
)
PERSONS = frozenset({"名", "位", "岁"})
CAUSES = frozenset({"导致", "造成", "致使", "致", "使得", "已致", "使", "让", "令", "成为"})
DONE = frozenset({"已", "已经", "将", "正"})
WHERE = (
    "村",
    "镇",
    "乡",
    "街道",
    "社区",
    "地区",
    "区域",
    "一带",
    "沿线",
    "境内",
    "现场",
    "附近",
    "当地",
    "各地",
    "多地",
    "农村",
    "山区",
    "城区",
    "灾区",
)
"""Ends of nouns that say where, not what, when a number follows."""

OPEN = frozenset("《“‘「")
CLOSED = frozenset("》”’」")
"""What stands between them is one name, which is never cut."""

FIGURES = ("量", "额", "值", "率", "面积", "收入", "浓度", "总额", "产量")
AVERAGES = frozenset({"平均", "人均", "日均", "户均", "每人", "每户", "每天", "每日", "约", "共"})
STAYS = frozenset({"稳定", "保持", "维持", "控制", "处", "位", "集中", "处于", "位于", "落"})
JOINTS = frozenset({"、", "和", "及", "以及", "与", "或"})
MODIFIERS = frozenset({"r", "a", "b", "ad", "m", "q", "f", "t", "k", "ng", "x", "h", "mq", "z", "zg"})
NOMINAL_UNITS = frozenset({"人", "人次", "例", "起", "次", "户", "件", None})


def strip_left(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop time, place, agency, adverbs and opening phrases from the front of a clause."""
    kept = _cut(list(tokens), words)
    rate = bool(kept) and kept[-1].word.endswith("率")
    while kept:
        first = kept[0]
        if first.word in FOLDS:
            kept.pop(0)
            while kept and first.word == TIME and kept[0].word in AFTER_TIME:
                kept.pop(0)
            if kept and kept[0].word == "的":
                kept.pop(0)
        elif first.word in "（(" and (end := _bracket_end(kept)):
            kept = kept[end:]
        elif (
            len(kept) > 2
            and kept[1].word in ("中", "期间", "过程中", "后")
            and (first.is_verb or first.tag == "vn")
        ):
            del kept[:2]
        elif first.word in LOCALISERS and first.tag == "f":
            kept.pop(0)
        elif first.word in OPENERS and (end := _opening_end(kept, words)):
            kept = kept[end:]
        elif first.word in ("直接", "间接") and len(kept) > 1 and kept[1].is_noun:
            break
        elif (
            first.word in words.adverb
            or (first.tag in DROPPED_TAGS and not rate and _long(kept))
            or not first.word.strip()
            or first.word in "、，,：:“”‘’\"'·"
        ):
            if first.word in "“‘" and len(kept) > 1:
                break
            kept.pop(0)
        elif TOGETHER.fullmatch(first.word) or (
            len(kept) > 1 and TOGETHER.fullmatch(first.word + kept[1].word)
        ):
            del kept[: 1 if TOGETHER.fullmatch(first.word) else 2]
        elif first.word in words.subject and len(kept) > 1 and kept[1].tag[0] in "vdp":
            kept.pop(0)
        elif (
            first.word in "的了等"
            or first.tag == "ns"
            and len(kept) > 1
            and _long(kept)
            or first.word in ("首位", "首个", "首批")
            or first.tag == "p"
            and first.word not in ("对", "与", "被")
            and (first.word != "通过" or len(kept) > 1)
        ):
            kept.pop(0)
        else:
            break
    return kept


def _long(tokens: Sequence[Token]) -> bool:
    """Whether a phrase says something without its first word; 延时服务 would not without 延时."""
    return tokens[-1].end - tokens[0].end > 2


def _cut(tokens: list[Token], words: Words) -> list[Token]:
    """Drop what stands before the last word that a metric cannot reach over: a time, a sum, a cause, a new subject."""
    start = 0
    depth = 0
    for index, token in enumerate(tokens[:-1]):
        depth += (token.word in OPEN) - (token.word in CLOSED)
        if depth > 0:
            continue
        rest = tokens[index + 1 :]
        if token.word == "占":
            break
        if token.word == TIME:
            cut = any(_is_noun(each, words) for each in strip_right(rest, words)) or not any(
                _is_noun(each, words) and each.word not in FOLDS for each in tokens[start:index]
            )
        elif (
            token.word in words.sum_adverb
            or token.word in CAUSES
            or (token.word in ("将", "把") and (token.tag == "p" or rest[0].is_noun))
        ):
            cut = True
        elif token.word in (PLACE, AGENCY):
            cut = (
                index > 0
                and tokens[index - 1].tag not in ("p", "v", "vn")
                and tokens[index - 1].word not in ("、", "和", "与", "及")
                and rest[0].word not in ("、", "和", "与", "及", "等")
                and rest[-1].end - rest[0].start > 1
            )
        elif token.word in DONE:
            acts = any(each.is_verb and each.word not in words.link for each in rest)
            named = any(_is_noun(each, words) for each in strip_right(rest, words))
            before = tokens[start:index]
            cut = acts and (
                named or not any(_is_noun(each, words) and each.word not in FOLDS for each in before)
            )
        else:
            continue
        if cut and _says_something(rest, words):
            start = index + 1
            while token.word == TIME and start < len(tokens) - 1 and tokens[start].word in AFTER_TIME:
                start += 1
    return tokens[start:]


def _says_something(tokens: Sequence[Token], words: Words) -> bool:
    left = strip_right(tokens, words)
    return any(
        (token.is_noun and token.word not in FOLDS)
        or token.is_verb
        or token.word in words.nominal
        or token.tag in ("a", "b", "i", "l")
        for token in left
    )


def _bracket_end(tokens: Sequence[Token]) -> int:
    """Find where an aside that opens a phrase ends; 0 where it does not."""
    for index, token in enumerate(tokens):
        if token.word in "）)":
            return index + 1
    return 0


def _opening_end(tokens: Sequence[Token], words: Words) -> int:
    """Find where an opening phrase such as 在…中 ends; 0 where it does not, or where nothing would be left."""
    for index, token in enumerate(tokens[1:], 1):
        if (
            token.word in LOCALISERS or token.word == "等" and tokens[0].word in ("围绕", "针对", "依托")
        ) and index + 1 < len(tokens):
            return index + 1
    if tokens[0].word in MEANS:
        for index, token in enumerate(tokens[2:-1], 2):
            if token.is_verb and token.word not in words.link and tokens[index - 1].is_noun:
                return index
    return 0


def strip_right(tokens: Sequence[Token], words: Words) -> list[Token]:
    """Drop verbs of being and reaching, adverbs and auxiliaries from the end of what stands before a number."""
    kept = list(tokens)
    while kept:
        last = kept[-1]
        if last.word == PLACE and len(kept) > 1 and kept[-2].word in ("与", "和", "同", "跟"):
            del kept[-2:]
        elif last.word == QUANTITY and len(kept) > 1 and kept[-2].word in ("连续", "持续"):
            del kept[-2:]
        elif 1 < len(last.word) < 6 and last.word[0] == "每" and len(kept) > 1:
            kept.pop()
        elif len(kept) > 1 and last.tag == "f":
            kept.pop()
        elif len(kept) > 1 and kept[-2].word == "每" and last.tag in ("q", "n", "m", "nr", "ns"):
            del kept[-2:]
        elif last.word in ("在", "于"):
            kept.pop()
            if kept and kept[-1].word in STAYS:
                kept.pop()
        elif (
            last.word in ("达", "达到")
            and len(kept) > 1
            and kept[-2].word in ("高", "多", "最高", "已", "仅")
        ):
            del kept[-2:]
        elif (
            last.word in words.link
            or last.tag in ("d", "ad", "c", "p", "ul", "uz", "y", "uj", "r")
            and last.word not in words.nominal
        ):
            kept.pop()
        elif last.word in "、，,：:‘“（(" or not last.word.strip() or last.word == TIME:
            kept.pop()
        elif last.word in words.adverb and not any(token.word == "占" for token in kept[:-1]):
            kept.pop()
        else:
            break
    return kept


def before(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give the metric that stands before a number."""
    kept = strip_left(strip_right(tokens[-LONGEST:], words), words)
    kept = strip_right(kept, words)
    if not kept:
        return []
    if kept[-1].word == "占" and len(kept) > 2 and kept[-2].tag == "d":
        return [(kept[0].start, kept[-3].end), (kept[-1].start, kept[-1].end)]
    return [(kept[0].start, kept[-1].end)]


def acting_organ(tokens: Sequence[Token], words: Words) -> int:
    """Find the verb of what an organ does, behind its name: 网信、公安等部门联合｜清理; 0 where there is none."""
    for index, token in enumerate(tokens[:-2]):
        if not token.word.endswith(ORGANS) and token.word != AGENCY:
            if token.word == "的" or not (
                token.is_noun or token.tag in ("vn", "v", "a", "b", "m") or token.word in "、等和"
            ):
                return 0
            continue
        verb = index + 1
        while verb < len(tokens) - 2 and (
            tokens[verb].tag in ("d", "vd") or tokens[verb].word in TOGETHER_WITH
        ):
            verb += 1
        if tokens[verb].word in words.action and (tokens[verb].is_verb or tokens[verb].tag == "vn"):
            return verb
    return 0


def headless(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give what stands for its noun before a number: 年龄最大的ⓠ gives 年龄最大的, 涉及ⓠ gives 涉及."""
    if tokens and tokens[-1].word == "涉及" and not any(_is_noun(each, words) for each in tokens[:-1]):
        return [(tokens[-1].start, tokens[-1].end)]
    if len(tokens) < 2 or tokens[-1].word != "的" or tokens[-2].word in FOLDS:
        return []
    start = len(tokens) - 2
    while (
        start
        and tokens[start - 1].word not in FOLDS - {PLACE}
        and tokens[start - 1].word not in words.sum_adverb
    ):
        start -= 1
    kept = list(tokens[start:-1])
    while (
        len(kept) > 1
        and kept[0].word != "有"
        and (kept[0].word in words.adverb or kept[0].tag in ("c", "p") or kept[0].word in FOLDS)
    ):
        kept.pop(0)
    if not any(each.tag[0] in "vad" or each.word == "有" for each in kept):
        return []
    return [(kept[0].start, tokens[-1].end)] if tokens[-1].end - kept[0].start <= LONGEST_HEADLESS else []


def verb_before(tokens: Sequence[Token], words: Words) -> list[Span]:
    """Give the verb whose object the number and its noun are: 先后查处ⓠ起案件 gives 查处."""
    kept = list(tokens)
    while kept and (
        kept[-1].tag in ("d", "ul", "uz", "ug", "m", "t", "a", "ad")
        or kept[-1].word in "了着过的"
        or kept[-1].word in words.sum_adverb
    ):
        kept.pop()
    if (
        not kept
        or not (kept[-1].is_verb or kept[-1].tag == "vn" or kept[-1].word in words.action)
        or kept[-1].word in words.link | words.adverb | words.nominal | CAUSES
    ):
        return []
    end = kept[-1].end
    start = kept[-1].start
    kept.pop()
    while kept:
        last = kept[-1]
        if (
            (last.is_verb or last.tag == "vn")
            and last.word not in words.link
            and last.word not in words.nominal
        ):
            start = last.start
        elif (
            last.word in ("、", "并", "并且")
            and len(kept) > 1
            and kept[-2].is_verb
            and kept[-2].word not in words.link
        ):
            start = kept[-2].start
            kept.pop()
        else:
            break
        kept.pop()
    return [(start, end)]


def noun_behind(
    tokens: Sequence[Token], unit: str | None, words: Words, *, open_end: bool = False, governed: bool = False
) -> list[Span]:
    """Give the noun phrase that a number counts and that stands behind it.

    Args:
        tokens: What stands between the number and the next number or the end of the clause.
        unit: The number's classifier: 名 and 位 count persons, which tells where the noun ends.
        words: The word lists.
        open_end: Whether another number follows directly.
        governed: Whether 对 or 将 stands before the number, so that a verb is still to come (对ⓠ个处置主体｜督办).

    Returns:
        One span, or none where no noun begins there.
    """
    start = 0
    while (
        start < len(tokens)
        and (
            tokens[start].word in ("的", "之", "多", "以上", "左右", " ")
            or tokens[start].word in (PLACE, TIME)
        )
        and not (
            tokens[start].word == PLACE
            and start + 1 < len(tokens)
            and tokens[start + 1].word in ("人", "籍", "裔")
        )
    ):
        start += 1
    end = _noun_end(tokens[start:], unit, words, open_end, governed)
    if not end:
        return []
    if start + end < len(tokens) and tokens[start + end].word in words.fate:
        end += 1
    figure = tokens[start + end - 1]
    if (
        open_end
        and end > 1
        and start + end == len(tokens)
        and figure.word.endswith(FIGURES)
        and _is_noun(tokens[start + end - 2], words)
    ):
        end -= 1  # ⓠ座水库｜蓄水量ⓠ: the figure's name is the next number's
    last = tokens[start + end - 1]
    return [(tokens[start].start, last.end)]


def _noun_end(tokens: Sequence[Token], unit: str | None, words: Words, open_end: bool, governed: bool) -> int:
    """Count the tokens that belong to the noun phrase; 0 where there is none.

    With an open end the next number follows: what is joined by 和 or 、 belongs to that.
    """
    particle = _last_particle(tokens)
    good = 0
    index = 0
    quoted = False
    while index < len(tokens):
        token = tokens[index]
        rest = tokens[index + 1 :]
        if token.word in "“‘《":
            quoted = True
        elif token.word in "”’》":
            quoted = False
            good = index + 1
        elif quoted or token.word == "的":
            pass
        elif token.word in JOINTS or token.tag == "c":
            if rest and rest[0].word in ("以上", "以下"):
                good = index + 2
                index += 1
            elif (
                not good or not rest or rest[0].word == PLACE or not _is_noun_like(rest[0], words) or open_end
            ):
                break
        elif good and len(token.word) == 4 and token.tag == "n" and token.word[:2] in words.predicate:
            break
        elif good and token.word in AVERAGES:
            break
        elif _is_noun(token, words):
            good = index + 1
            if (
                unit in PERSONS
                and _is_person(token)
                and not _person_goes_on(rest, words)
                and not (rest and rest[0].word == "口")
                and not (rest and _is_noun(rest[0], words) and index < particle)
            ):
                break
        elif (
            token.tag == "vn"
            and good
            and rest
            and (rest[0].is_noun or rest[0].tag == "vn")
            and token.word not in words.predicate
            and token.word not in words.action
        ):
            pass
        elif token.is_verb or token.tag in ("d", "p", "vn") or token.word in words.predicate:
            if (
                good
                and not (index < particle and unit in PERSONS and not _is_person(tokens[good - 1]))
                and not _goes_on(token, rest, words, governed)
            ):
                break
            if not good and index > particle and not _leads_to_noun(rest, words):
                break
        elif token.tag in MODIFIERS and token.word.strip():
            if token.tag == "f" and good and not rest:
                break
        else:
            break
        index += 1
    return good


def _is_noun(token: Token, words: Words) -> bool:
    return (
        (token.is_noun and token.tag != "vn")
        or token.word in words.nominal
        or (token.tag in ("zg", "vn") and token.word in words.head)
    )


def _is_noun_like(token: Token, words: Words) -> bool:
    return (
        _is_noun(token, words)
        or token.tag in ("a", "b", "vn", "v")
        or token.word in "“‘"
        or token.word in ("有关", "相关", "其他", "各类", "各种")
    )


def _is_person(token: Token) -> bool:
    return token.word.endswith(PERSON_ENDS)


def _person_goes_on(rest: Sequence[Token], words: Words) -> bool:
    """Whether a noun for persons is only the first of several: 民警｜队伍, 民警、辅警."""
    if not rest:
        return False
    if rest[0].word in JOINTS:
        return len(rest) > 1 and _is_noun_like(rest[1], words)
    if rest[0].word == "的":
        return True
    for token in rest:
        if not token.is_noun:
            return False
        if _is_person(token):
            return True
    return False


def _goes_on(verb: Token, rest: Sequence[Token], words: Words, governed: bool) -> bool:
    """Whether a verb behind a noun is part of a compound with a head to come: 电信诈骗｜案件, 路桥水毁阻断｜点."""
    transitive = verb.word in words.predicate or verb.word in words.action
    if verb.tag in ("d", "p") or (transitive and verb.word not in words.attributive and not governed):
        return False
    if transitive:
        return bool(rest) and rest[0].word.endswith(words.heads)
    for token in rest[:3]:
        if token.word.endswith(words.heads):
            return True
        if token.word in words.predicate or not (
            token.is_verb or token.is_noun or token.tag in ("vn", "b", "a")
        ):
            return False
        if token.is_noun and token.tag != "vn" and verb.tag != "vn":
            return False
    return False


def _leads_to_noun(tokens: Sequence[Token], words: Words) -> bool:
    return any(_is_noun(token, words) for token in tokens[:4])


def _last_particle(tokens: Sequence[Token]) -> int:
    """Find the last 的 that a noun follows; -1 where there is none."""
    found = -1
    for index, token in enumerate(tokens):
        if (
            token.word == "的"
            and index + 1 < len(tokens)
            and (tokens[index + 1].is_noun or tokens[index + 1].tag in ("a", "b", "v", "vn", "m", "x"))
        ):
            found = index
    return found


def predicate_behind(tokens: Sequence[Token], words: Words, *, open_end: bool = False) -> list[Span]:
    """Give what the counted people or things do: ⓠ人参加比赛 gives 参加比赛.

    With an open end the next number follows, and what is joined by 、 belongs to that.
    """
    kept = list(tokens)
    if kept and kept[0].word in ("因", "由于"):
        passive = next((index for index, token in enumerate(kept) if token.word == "被"), 0)
        kept = [token for token in kept[passive + 1 :] if token.is_verb][-1:] if passive else []
    if open_end:
        joint = next((index for index, token in enumerate(kept) if token.word in JOINTS), len(kept))
        kept = kept[:joint]
    while kept and (kept[0].tag in ("d", "ul", "c") or kept[0].word in words.adverb):
        kept.pop(0)
    for index, token in enumerate(kept):
        if index and ((token.tag == "p" and token.word != "于") or token.word in FOLDS):
            kept = kept[:index]
            break
    while kept and (
        kept[-1].tag in ("ul", "y", "c", "d") or kept[-1].word in "、了“”" or not kept[-1].word.strip()
    ):
        kept.pop()
    return [(kept[0].start, kept[-1].end)] if kept else []


def ends_with(tokens: Sequence[Token], words: Words) -> str:
    """Say what stands directly before a number once link words are gone: ``noun``, ``verb`` or ``nothing``."""
    if len(tokens) > 1 and tokens[-1].word == "了" and tokens[-2].word not in words.link:
        return "verb"
    if not tokens or tokens[-1].word in ("的", "等", "这", "该") or tokens[-1].tag in ("m", "q", "mq"):
        return "nothing"
    if all(token.word in AVERAGES or token.tag in ("d", "c") for token in tokens):
        return "nothing"
    kept = strip_right(tokens, words)
    while kept and (kept[-1].tag in ("m", "t", "q") or kept[-1].tag == "r"):
        kept.pop()
    if not kept or kept[-1].word in FOLDS:
        return "nothing"
    last = kept[-1]
    if last.word.endswith(WHERE) or last.word in words.subject:
        return "nothing"
    if last.word in words.action:
        return "verb"
    if last.word in words.nominal:
        return "noun"
    dropped = tokens[len(kept) :]
    if last.is_verb or (dropped and dropped[0].tag == "p" and dropped[0].word not in ("至", "到")):
        return "verb"
    return "noun" if last.is_noun or last.tag in ("a", "b", "x", "ng", "f", "k") else "verb"
